//! How past recommendations fared, once a later export tells, and what that teaches.

use crate::film::{FilmId, Stars};
use crate::import::Day;
use crate::taste::Statement;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Residuals are mixed with this many of zero: a handful of films says little of how far we are off.
const PRIOR: f32 = 10.0;

/// A film as it was once recommended.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recommended {
    /// The film.
    pub film: FilmId,
    /// The stars we predicted.
    pub stars: f32,
    /// When it was first on the shelf, if whoever asks has a clock.
    pub day: Option<Day>,
}

/// What became of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// Films recommended and since seen, in the order given.
    pub seen: Vec<Fared>,
    /// How far ratings lay above our predictions, mixed with ten zeros: what is added to the next ones.
    pub lift: f32,
}

/// A film recommended and since seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fared {
    /// The film.
    pub film: FilmId,
    /// The stars we predicted.
    pub predicted: f32,
    /// The member's rating, if they gave one.
    pub rating: Option<Stars>,
    /// Whether they liked it.
    pub liked: bool,
}

impl Record {
    /// Compares. What a row dates before the recommendation does not count: the page had not been told of it. A day is
    /// let pass, for days begin elsewhere earlier.
    pub fn new(recommended: &[Recommended], statements: &BTreeMap<FilmId, Statement>) -> Self {
        let seen: Vec<Fared> = recommended
            .iter()
            .filter_map(|known| {
                let statement = statements.get(&known.film).filter(|statement| statement.seen)?;
                if known.day.zip(statement.day).is_some_and(|(told, seen)| seen.0 < told.0.saturating_sub(1)) {
                    return None;
                }
                let Statement { rating, liked, .. } = *statement;
                Some(Fared { film: known.film, predicted: known.stars, rating, liked })
            })
            .collect();
        let residuals = || seen.iter().filter_map(|fared| Some(fared.rating?.stars() - fared.predicted));
        let lift = residuals().sum::<f32>() / (residuals().count() as f32 + PRIOR);
        Self { seen, lift }
    }

    /// How many of them are rated, their mean rating, and our mean prediction for the same films.
    pub fn means(&self) -> Option<(u32, f32, f32)> {
        let rated = || self.seen.iter().filter_map(|fared| Some((fared.rating?.stars(), fared.predicted)));
        let count = rated().count();
        let sums = rated().fold((0.0, 0.0), |sums, (rating, predicted)| (sums.0 + rating, sums.1 + predicted));
        (count > 0).then(|| (count as u32, sums.0 / count as f32, sums.1 / count as f32))
    }
}

/// How an export differs from the one before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Films seen now and not before.
    pub new_films: Vec<FilmId>,
    /// Films rated now and not before, or otherwise than before.
    pub new_ratings: Vec<FilmId>,
    /// Films that were seen before and are gone.
    pub removed: Vec<FilmId>,
}

impl Change {
    /// Compares what two exports say.
    pub fn new(before: &BTreeMap<FilmId, Statement>, now: &BTreeMap<FilmId, Statement>) -> Self {
        let seen = |films: &BTreeMap<FilmId, Statement>, film| films.get(&film).is_some_and(|known| known.seen);
        let rating = |film| before.get(&film).and_then(|known| known.rating);
        let these = |from: &BTreeMap<FilmId, Statement>, wanted: &dyn Fn(FilmId, &Statement) -> bool| {
            from.iter().filter(|&(&film, known)| wanted(film, known)).map(|(&film, _)| film).collect()
        };
        Self {
            new_films: these(now, &|film, known| known.seen && !seen(before, film)),
            new_ratings: these(now, &|film, known| known.rating.is_some() && known.rating != rating(film)),
            removed: these(before, &|film, known| known.seen && !seen(now, film)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rated(films: &[(u32, f32)]) -> BTreeMap<FilmId, Statement> {
        let one = |&(film, stars): &(u32, f32)| {
            (FilmId(film), Statement { rating: Stars::from_stars(stars), seen: true, ..Statement::default() })
        };
        films.iter().map(one).collect()
    }

    #[test]
    fn predictions_are_held_against_ratings() {
        let recommended =
            [(1, 4.0), (2, 3.5), (3, 4.5)].map(|(film, stars)| Recommended { film: FilmId(film), stars, day: None });
        // 0 stars are no rating: film 3 was seen and not rated.
        let record = Record::new(&recommended, &rated(&[(1, 5.0), (3, 0.0), (9, 1.0)]));
        assert_eq!(record.seen.iter().map(|fared| fared.film.0).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(record.lift, 1.0 / 11.0);
        assert_eq!(record.means(), Some((1, 5.0, 4.0)));
        assert_eq!(Record::new(&recommended, &BTreeMap::new()).means(), None);
        let on = |day| Statement { seen: true, day: Some(Day(day)), ..Statement::default() };
        let told = [Recommended { film: FilmId(1), stars: 4.0, day: Some(Day(10)) }];
        for (day, counts) in [(8, 0), (9, 1), (10, 1), (11, 1)] {
            assert_eq!(Record::new(&told, &BTreeMap::from([(FilmId(1), on(day))])).seen.len(), counts, "{day}");
        }
        assert_eq!(Record::new(&[], &BTreeMap::new()).lift, 0.0);
    }

    #[test]
    fn exports_are_compared() {
        let change =
            Change::new(&rated(&[(1, 5.0), (2, 3.0), (3, 4.0)]), &rated(&[(1, 5.0), (2, 3.5), (4, 2.0), (5, 0.0)]));
        let films = |films: &[u32]| films.iter().copied().map(FilmId).collect::<Vec<_>>();
        assert_eq!(change.new_films, films(&[4, 5]));
        assert_eq!(change.new_ratings, films(&[2, 4]));
        assert_eq!(change.removed, films(&[3]));
    }
}
