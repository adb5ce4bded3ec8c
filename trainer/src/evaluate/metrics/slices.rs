//! Accuracy in slices: by length of history, by age and by fame of what was hidden; and short histories.

use super::bootstrap::{Bootstrap, Estimate};
use super::hits::Hits;
use crate::evaluate::protocol::Case;
use crate::foundation::random::shuffled;
use halfstar_core::film::{Catalogue, FilmId};
use serde::Serialize;

/// How many films of a member's history a short one keeps, at most.
pub(in crate::evaluate) const SHORT: [usize; 7] = [3, 5, 8, 10, 20, 50, 200];
/// Where bands of members by their number of shown films begin.
const BANDS: [usize; 5] = [0, 50, 100, 200, 400];
/// Films of this many last years are new.
const NEW_YEARS: u16 = 3;
const DECILES: usize = 10;

/// NDCG@100 on a part of the members or of what was hidden.
#[derive(Clone, Debug, Serialize)]
pub struct Slice {
    /// Which part.
    pub name: String,
    /// Over how many members.
    pub members: usize,
    /// NDCG@100.
    pub ndcg_100: Estimate,
}

/// One ranker's accuracy in slices.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Slices {
    /// Members by their own number of shown films.
    pub history: Vec<Slice>,
    /// Positives of the last three years, then the others.
    pub age: Vec<Slice>,
    /// Positives by decile of popularity, each holding a tenth of the training ratings, most popular first.
    pub popularity: Vec<Slice>,
}

/// What slices need to know of films.
pub struct FilmGroups {
    new: Vec<bool>,
    newest: u16,
    decile: Vec<usize>,
}

impl FilmGroups {
    /// Groups the pool. The newest year is that of the newest film hidden from anyone: the catalogue lists some that
    /// are not out yet.
    pub fn new(catalogue: &Catalogue, shares: &[f64], cases: &[Case]) -> Self {
        let year = |film: u16| catalogue.year(FilmId(u32::from(film))).unwrap_or(0);
        let newest = cases.iter().flat_map(|case| case.split.positives()).map(year).max().unwrap_or(0);
        let new = (0..shares.len()).map(|film| year(film as u16) + NEW_YEARS > newest).collect();
        Self { new, newest, decile: deciles(shares) }
    }

    /// The decile of popularity, 0 for the most popular.
    pub(super) fn decile_of(&self, film: u16) -> usize {
        self.decile[usize::from(film)]
    }
}

impl Slices {
    /// Slices what a ranker found.
    pub fn new(cases: &[Case], hits: &[Hits], groups: &FilmGroups) -> Self {
        let values = every(hits);
        let band = |case: &Case| BANDS.partition_point(|&start| start <= case.split.shown.len()) - 1;
        let history = (0..BANDS.len()).map(|wanted| {
            let members = cases.iter().zip(&values).filter(|(case, _)| band(case) == wanted);
            slice(band_name(wanted), &members.map(|(_, &value)| value).collect::<Vec<_>>())
        });
        let restricted = |name: String, counts: &dyn Fn(u16) -> bool| {
            slice(name, &hits.iter().filter_map(|hits| hits.ndcg_of(counts)).collect::<Vec<_>>())
        };
        let oldest = (groups.newest + 1).saturating_sub(NEW_YEARS);
        let age = [
            restricted(format!("{oldest}–{}", groups.newest), &|film| groups.new[usize::from(film)]),
            restricted(format!("before {oldest}"), &|film| !groups.new[usize::from(film)]),
        ];
        let popularity = (0..DECILES)
            .map(|wanted| restricted((wanted + 1).to_string(), &|film| groups.decile[usize::from(film)] == wanted));
        let filled = |slices: &mut dyn Iterator<Item = Slice>| slices.filter(|slice| slice.members > 0).collect();
        Self {
            history: filled(&mut history.into_iter()),
            age: filled(&mut age.into_iter()),
            popularity: filled(&mut popularity.into_iter()),
        }
    }
}

/// The mean NDCG@100 under a name.
pub(in crate::evaluate) fn whole(name: String, hits: &[Hits]) -> Slice {
    slice(name, &every(hits))
}

/// At most `films` of what may be shown, drawn by a seeded hash, so that a longer history holds every shorter one.
pub(in crate::evaluate) fn shorten(case: &Case, films: usize) -> Vec<(u16, u8)> {
    let shown = &case.split.shown;
    let drawn = shuffled(case.member, shown.iter().map(|&(film, _)| u64::from(film)));
    let mut kept: Vec<(u16, u8)> = drawn.into_iter().take(films).map(|row| shown[row]).collect();
    kept.sort_unstable();
    kept
}

/// NDCG@100 of everyone.
fn every(hits: &[Hits]) -> Vec<f64> {
    hits.iter().map(|hits| hits.ndcg_of(|_| true).unwrap_or(0.0)).collect()
}

fn slice(name: String, values: &[f64]) -> Slice {
    let ndcg_100 = if values.is_empty() { Estimate::default() } else { Bootstrap::new(values.len()).mean(values) };
    Slice { name, members: values.len(), ndcg_100 }
}

fn band_name(band: usize) -> String {
    match BANDS.get(band + 1) {
        Some(end) => format!("{}–{}", BANDS[band], end - 1),
        None => format!("{} and more", BANDS[band]),
    }
}

/// Films in ten groups that were rated equally often, most-rated films first.
fn deciles(shares: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by(|&a, &b| shares[b].total_cmp(&shares[a]).then(a.cmp(&b)));
    let total: f64 = shares.iter().sum();
    let mut decile = vec![0; shares.len()];
    let mut before = 0.0;
    for film in order {
        decile[film] = ((before / total * DECILES as f64) as usize).min(DECILES - 1);
        before += shares[film];
    }
    decile
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::foundation::split::Holdout;

    #[test]
    fn deciles_hold_a_tenth_of_the_ratings_each() {
        // One film with half of all ratings, ten with a twentieth each.
        let shares: Vec<f64> = std::iter::once(10.0).chain([1.0; 10]).collect();
        assert_eq!(deciles(&shares), [0, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9]);
    }

    #[test]
    fn short_histories_are_nested() {
        let split = Holdout { shown: (0..80).map(|film| (film, 7)).collect(), hidden: vec![(99, 9)] };
        let case = Case { member: 5, split };
        let (three, twenty) = (shorten(&case, 3), shorten(&case, 20));
        assert_eq!((three.len(), twenty.len()), (3, 20));
        assert!(three.iter().all(|row| twenty.contains(row)));
        assert!(twenty.is_sorted());
        assert_eq!(shorten(&case, 200), case.split.shown);
    }

    #[test]
    fn members_and_films_fall_into_their_slices() {
        let case = |shown: u16| Case {
            member: u64::from(shown),
            split: Holdout { shown: (10..10 + shown).map(|film| (film, 7)).collect(), hidden: vec![(0, 9), (1, 9)] },
        };
        let cases = [case(49), case(50), case(400)];
        let found = |places: [usize; 2]| Hits {
            places: vec![(0, places[0]), (1, places[1])],
            candidates: 500,
            ..Hits::default()
        };
        let hits = [found([0, 1]), found([0, 1]), found([200, 201])];
        let groups = FilmGroups { new: vec![true, false], newest: 2020, decile: vec![0, 3] };
        let slices = Slices::new(&cases, &hits, &groups);
        let named = |slices: &[Slice]| -> Vec<(String, usize, f64)> {
            slices.iter().map(|slice| (slice.name.clone(), slice.members, slice.ndcg_100.value)).collect()
        };
        assert_eq!(
            named(&slices.history),
            [("0–49".into(), 1, 1.0), ("50–99".into(), 1, 1.0), ("400 and more".into(), 1, 0.0)]
        );
        let age = named(&slices.age);
        assert_eq!((age[0].0.as_str(), age[1].0.as_str()), ("2018–2020", "before 2018"));
        assert!((age[0].2 - 2.0 / 3.0).abs() < 1e-9 && age[1].2 < age[0].2);
        let popularity: Vec<_> = named(&slices.popularity).into_iter().map(|slice| slice.0).collect();
        assert_eq!(popularity, ["1", "4"]);
    }
}
