//! The rating model by itself, on ratings from elsewhere: a fifth of them hidden at random, as others split MovieLens, and
//! predicted from the rest. Numbers that were chosen on Letterboxd stay as they are.
//!
//! The split is a rule, so that anybody can make it: a rating is hidden if [`draw`] of `hash(member) ^ film` is below a
//! fifth, both by their numbers in the data set. [`Split::dump`] writes what came of it.

use crate::atomic::{Folder, Unplaced, make_folder};
use crate::evaluate::metrics::{Biases, Errors, StarErrors, side_by_side};
use crate::evaluate::report::{grouped, row, rule};
use crate::foundation::ask::taste_of;
use crate::foundation::random::hash;
use crate::foundation::split::draw;
use crate::interactions::Interactions;
use crate::models;
use crate::printable::signed;
use crate::sources::RatingsAlone;
use anyhow::{Context, Result, bail};
use halfstar_core::Bundle;
use halfstar_core::bundle::{Models, Provenance};
use halfstar_core::film::{Catalogue, FilmId, Kind, Lists};
use halfstar_core::signals::Signal;
use halfstar_core::tuning::{Intervals, Tuning};
use rayon::prelude::*;
use serde::Serialize;
use std::io;
use std::path::Path;

const HIDDEN: f64 = 0.2;

/// A data set, four fifths of its ratings shown, one hidden.
pub struct Split {
    name: String,
    shown: Interactions,
    /// What is hidden of each of these members, ascending by film.
    hidden: Vec<Vec<(u16, u8)>>,
    /// The films' numbers in the data set.
    films: Vec<u64>,
}

/// What came out on one data set.
#[derive(Clone, Debug, Serialize)]
pub struct Found {
    /// The data set.
    pub name: String,
    /// How many ratings, by how many members, of how many films; and how many of them were hidden.
    pub ratings: usize,
    /// See [`Found::ratings`].
    pub members: usize,
    /// See [`Found::ratings`].
    pub films: usize,
    /// See [`Found::ratings`].
    pub hidden: usize,
    /// The rating model's errors, then those of the biases.
    pub stars: Vec<StarErrors>,
    /// Shares of the hidden ratings that lie in the model's intervals for four in five and for one in two.
    pub covered: [f64; 2],
    /// How wide these are on average, in stars.
    pub width: [f64; 2],
}

/// Whether a member's rating of a film is hidden, by their numbers in the data set.
pub fn is_hidden(member: u64, film: u64) -> bool {
    draw(hash(member) ^ film) < HIDDEN
}

impl Split {
    /// Splits a data set.
    ///
    /// # Errors
    /// When it has more films than can be numbered.
    pub fn new(data: RatingsAlone) -> Result<Self> {
        let RatingsAlone { name, ratings, films, .. } = data;
        if films.len() > usize::from(u16::MAX) {
            bail!("{name} has {} films, and at most 65,535 can be numbered. Pass a part of it", films.len());
        }
        let all = Interactions::new(&ratings, &(0..films.len() as u32).collect::<Vec<_>>(), films.len());
        let (mut shown, mut hidden) = (Interactions::default(), Vec::new());
        for member in all.iter() {
            let rated = member.films.iter().copied().zip(member.halves.iter().copied());
            let (out, rest): (Vec<_>, Vec<_>) =
                rated.partition(|&(film, _)| is_hidden(member.id, films[usize::from(film)]));
            shown.push(member.id, &rest);
            hidden.push(out);
        }
        Ok(Self { name, shown, hidden, films })
    }

    /// Writes `NAME/shown.csv` and `NAME/hidden.csv` into a folder, in MovieLens' layout.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn dump(&self, folder: &Path) -> Result<()> {
        let folder = folder.join(&self.name);
        make_folder(&folder)?;
        self.write(&folder).with_context(|| format!("cannot write the split into {}", folder.display()))
    }

    fn write(&self, folder: &Path) -> io::Result<()> {
        let folder = Folder::open(folder)?;
        let csv = |name, hidden: bool| {
            folder.write_with(name, |file| {
                writeln!(file, "userId,movieId,rating")?;
                for (member, out) in self.shown.iter().zip(&self.hidden) {
                    let rest: Vec<(u16, u8)> =
                        member.films.iter().copied().zip(member.halves.iter().copied()).collect();
                    for &(film, halves) in if hidden { out } else { &rest } {
                        writeln!(file, "{},{},{}", member.id, self.films[usize::from(film)], f32::from(halves) / 2.0)?;
                    }
                }
                Ok(())
            })
        };
        let files = [csv("shown.csv", false)?, csv("hidden.csv", true)?];
        files.into_iter().try_for_each(Unplaced::place)?;
        folder.sync()
    }

    /// Fits on what is shown, and asks for the rest.
    ///
    /// # Errors
    /// When the models do not fit each other, which would be a mistake of ours.
    pub fn judge(&self) -> Result<Found> {
        let bundle = self.bundle()?;
        let biases = Biases::fit(&self.shown, self.films.len());
        let scale = self.scale();
        let judged: Vec<(Errors, Errors, [Inside; 2])> = (0..self.hidden.len())
            .into_par_iter()
            .map(|at| {
                let (member, hidden) = (self.shown.member(at), &self.hidden[at]);
                let shown: Vec<(u16, u8)> = member.films.iter().copied().zip(member.halves.iter().copied()).collect();
                let own = biases.member(shown.iter().copied());
                let plain = Errors::of(hidden, |film| biases.stars(film, own).max(scale[0]).min(scale[1]));
                let (stars, inside) = ask(&bundle, &shown, hidden, scale);
                (Errors::of(hidden, |film| stars[usize::from(film)]), plain, inside)
            })
            .collect();
        let (ours, plain): (Vec<Errors>, Vec<Errors>) = judged.iter().map(|row| (row.0, row.1)).unzip();
        let hidden: usize = self.hidden.iter().map(Vec::len).sum();
        let mean = |level: usize, of: fn(&Inside) -> f64| {
            judged.iter().map(|row| of(&row.2[level])).sum::<f64>() / hidden.max(1) as f64
        };
        Ok(Found {
            name: self.name.clone(),
            ratings: self.shown.ratings() + hidden,
            members: self.hidden.len(),
            films: self.films.len(),
            hidden,
            stars: side_by_side("Halfstar's rating model", &ours, Some(&plain)),
            covered: [0, 1].map(|level| mean(level, |inside| inside.count)),
            width: [0, 1].map(|level| mean(level, |inside| inside.width)),
        })
    }

    /// The lowest and the highest rating shown: MovieLens 1M begins at a whole star.
    fn scale(&self) -> [f64; 2] {
        let all = self.shown.iter().flat_map(|member| member.halves);
        let (low, high) = all.fold((10, 1), |(low, high), &halves| (low.min(halves), high.max(halves)));
        [low, high].map(|halves| f64::from(halves) / 2.0)
    }

    /// The rating model as the trainer fits it and a bundle has it, quantised; and nothing else.
    fn bundle(&self) -> Result<Bundle> {
        let films = self.films.len();
        let (quality, factors) = models::rating(&self.shown, &vec![None; films]);
        let nameless = || (0..films).map(|_| "");
        let catalogue = Catalogue {
            pool: films as u32,
            titles: nameless().collect(),
            years: vec![0; films],
            letterboxd_ids: vec![0; films],
            kinds: vec![Kind::Movie; films],
            genres: vec![0; films],
            languages: vec![0; films],
            language_codes: [""].iter().collect(),
            runtimes: vec![0; films],
            directors: Lists::new((0..films).map(|_| [0u32; 0])),
            rating_counts: self.shown.totals(films).into_iter().map(|(count, _)| count).collect(),
            ..Catalogue::default()
        };
        let models = Models { quality, factors, ..Models::default() };
        Ok(Bundle::new(catalogue, models, Tuning::default(), Provenance::default())?)
    }
}

/// Over some hidden ratings: how many lie in their intervals, and how wide these are together.
#[derive(Clone, Copy, Debug, Default)]
struct Inside {
    count: f64,
    width: f64,
}

/// The stars of every film for a member, and how the intervals of a normal distribution around them hold.
fn ask(bundle: &Bundle, shown: &[(u16, u8)], hidden: &[(u16, u8)], [low, high]: [f64; 2]) -> (Vec<f64>, [Inside; 2]) {
    let (quality, factors) = (&bundle.models.quality, &bundle.models.factors);
    let taste = taste_of(shown, &bundle.tuning);
    let known = taste.known();
    let member = known.posterior(factors);
    let mut scores = vec![0.0; bundle.catalogue.pool()];
    factors.score(&known, &mut scores);
    let within = |stars: f64| stars.max(low).min(high);
    let stars: Vec<f64> = scores
        .iter()
        .zip(quality.means())
        .map(|(score, mean)| within(f64::from(mean + member.offset() + score)))
        .collect();
    let mut inside = [Inside::default(); 2];
    for &(film, halves) in hidden {
        let (stars, given) = (stars[usize::from(film)], f64::from(halves) / 2.0);
        let spread = factors.spread(member, FilmId(u32::from(film))).map_or(0.0, f64::from);
        let ends = Intervals::default().ends(stars as f32);
        for (inside, ends) in inside.iter_mut().zip([ends.most, ends.half]) {
            let [from, to] = ends.map(|end| within(stars + f64::from(end) * spread));
            inside.count += f64::from(u8::from((from..=to).contains(&given)));
            inside.width += to - from;
        }
    }
    (stars, inside)
}

/// The tables of all data sets.
pub fn tables(all: &[Found]) -> String {
    let mut text = String::new();
    for found in all {
        let numbers = [found.ratings, found.members, found.films, found.hidden].map(grouped);
        let [ratings, members, films, hidden] = &numbers;
        let name = &found.name;
        text.push_str(&format!(
            "\n### {name}: {ratings} ratings by {members} members of {films} films, {hidden} of them hidden\n\n"
        ));
        row(&mut text, ["predicted by", "RMSE", "MAE", "RMSE less the biases'"]);
        rule(&mut text, 4);
        for stars in &found.stars {
            let less = stars.rmse_less_biases.as_ref();
            let cells = [
                stars.name.to_owned(),
                format!("{:.4} ± {:.4}", stars.rmse.value, stars.rmse.margin()),
                format!("{:.4} ± {:.4}", stars.mae.value, stars.mae.margin()),
                less.map_or_else(String::new, |less| format!("{} ± {:.4}", signed(less.value, 4), less.margin())),
            ];
            row(&mut text, cells);
        }
        let ([most, half], [wide, narrow]) = (found.covered.map(|share| share * 100.0), found.width);
        text.push_str(&format!(
            "\nIn the model's own intervals for four in five lie {most:.1} % ({wide:.2} stars wide), in those for one in two \
             {half:.1} % ({narrow:.2}).\n"
        ));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::Ratings;
    use std::fs;

    /// Two tribes that rate each other's films low, and some noise by a hash.
    fn data() -> RatingsAlone {
        let mut ratings = Ratings { starts: vec![0], ..Ratings::default() };
        for member in 0..150u64 {
            for film in 0..40u32 {
                let (fond, noise) = ((member + u64::from(film)) % 2 == 0, hash(member << 32 | u64::from(film)) % 3);
                ratings.films.push(film);
                ratings.halves.push(if fond { 8 } else { 3 } + noise as u8);
            }
            ratings.member_ids.push(member + 1);
            ratings.starts.push(ratings.films.len());
        }
        let films = (0..40).map(|film| 100 + 3 * film).collect();
        RatingsAlone { name: "made-up".to_owned(), ratings, films, skipped: Vec::new() }
    }

    /// Figures of others are measured on it: it stays what it is.
    #[test]
    fn the_split_is_a_rule_that_never_changes() {
        let hidden = |member| (1..=40).filter(|&film| is_hidden(member, film)).collect::<Vec<u64>>();
        assert_eq!(hidden(1), [5, 8, 10, 11, 22, 26, 29, 31, 39]);
        assert_eq!(hidden(2), [6, 7, 8, 15, 16, 20, 21]);
        let all = (1..=200).flat_map(|member| (1..=100).map(move |film| (member, film)));
        let share = all.filter(|&(member, film)| is_hidden(member, film)).count() as f64 / 20_000.0;
        assert!((share - HIDDEN).abs() < 0.01, "{share}");
    }

    #[test]
    fn what_is_dumped_is_what_was_split() {
        let (folder, data) = (tempfile::tempdir().expect("a folder"), data());
        let ratings = data.ratings.films.len();
        let split = Split::new(data).expect("a split");
        split.dump(folder.path()).expect("it is written");
        let read = |name: &str| fs::read_to_string(folder.path().join("made-up").join(name)).expect("a file");
        let (shown, hidden) = (read("shown.csv"), read("hidden.csv"));
        assert_eq!(shown.lines().count() + hidden.lines().count(), ratings + 2);
        for (csv, out) in [(&shown, false), (&hidden, true)] {
            let mut lines = csv.lines();
            assert_eq!(lines.next(), Some("userId,movieId,rating"));
            for line in lines {
                let cells: Vec<&str> = line.split(',').collect();
                let [member, film] = [0, 1].map(|at| cells[at].parse().expect("a number"));
                assert_eq!(is_hidden(member, film), out, "{line}");
                assert!((100..=217).contains(&film) && cells[2].parse::<f32>().is_ok(), "{line}");
            }
        }
    }

    #[test]
    fn tribes_are_found_which_biases_cannot_see() {
        let found = Split::new(data()).and_then(|split| split.judge()).expect("figures");
        let [ours, biases] = &found.stars[..] else { panic!("two rows") };
        // Of the noise alone a third of a star is left, and of the tribes more than one.
        assert!(ours.rmse.value < 0.55 && biases.rmse.value > 1.0, "{found:?}");
        assert!(ours.mae.value < ours.rmse.value && ours.rmse_less_biases.is_some(), "{found:?}");
        assert!(found.covered[0] > 0.7 && found.covered[1] < found.covered[0] && found.width[1] < found.width[0]);
        assert_eq!((found.ratings, found.members, found.films), (6000, 150, 40));
        let text = tables(&[found]);
        assert!(text.contains("### made-up: 6,000 ratings by 150 members of 40 films, 1,"), "{text}");
    }
}
