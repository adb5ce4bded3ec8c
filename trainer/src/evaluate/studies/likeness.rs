//! Films near a film: whether those who love it love these, and whether they are of its kind.
//!
//! Of the best-loved films the ten that stand nearest are looked at, as [`similar`] gives them to anybody, and as a shelf
//! "because of" the film has them for a member who loves it. *Lift* is how much more often those who love a film love
//! another than people do: P(Y | X) ÷ P(Y), counted on the judged members, whom no model saw.

use crate::evaluate::protocol::Cohort;
use crate::evaluate::report::{row, rule};
use crate::foundation::ask::taste_of;
use crate::foundation::random::shuffled;
use crate::foundation::split::POSITIVE;
use halfstar_core::Bundle;
use halfstar_core::film::{Catalogue, FilmId, Kind};
use halfstar_core::recommend::recommend;
use halfstar_core::request::Request;
use halfstar_core::similar::similar;
use halfstar_core::taste::Taste;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;

/// So many best-loved films are asked about.
const FILMS: usize = 500;
/// So many of what stands near each are looked at.
const NEAR: usize = 10;

/// How near what stands near is.
#[derive(Clone, Debug, Serialize)]
pub struct Likeness {
    /// Whose list.
    pub name: &'static str,
    /// Over how many films' lists.
    pub films: usize,
    /// The median lift of a film on such a list.
    pub median_lift: f64,
    /// The share of films on them that those who love the one love less often than people do.
    pub below_chance: f64,
    /// The share of lists of which at least half are kin: a genre in common, and a director, a keyword, the language or
    /// the decade (give or take one).
    pub mostly_kin: f64,
}

/// Who among the judged loves what.
struct Lovers {
    members: usize,
    by_film: Vec<Vec<u32>>,
}

/// Judges the lists of the best-loved films.
pub fn judge(bundle: &Bundle, cohort: &Cohort) -> Vec<Likeness> {
    let lovers = Lovers::of(cohort, bundle.catalogue.pool());
    let films = best_loved(bundle, cohort);
    let nobody = Taste::new(&BTreeMap::new(), &bundle.tuning);
    let anybody = |film: FilmId| similar(bundle, &nobody, film, NEAR).into_iter().map(|(film, _)| film).collect();
    let because = |film: FilmId| because_of(bundle, cohort, &lovers, film);
    vec![
        Likeness::of("films near it", bundle, &lovers, &films, &anybody),
        Likeness::of("because of it, for a member who loves it", bundle, &lovers, &films, &because),
    ]
}

/// The table of [`judge`].
pub fn table(all: &[Likeness]) -> String {
    let mut text = "\n### Films near the 500 best-loved, the first ten\n\n".to_owned();
    row(&mut text, ["list", "films", "median lift", "below chance", "lists at least half kin"]);
    rule(&mut text, 5);
    for likeness in all {
        let cells = [
            likeness.name.to_owned(),
            likeness.films.to_string(),
            format!("{:.2}", likeness.median_lift),
            format!("{:.1} %", likeness.below_chance * 100.0),
            format!("{:.1} %", likeness.mostly_kin * 100.0),
        ];
        row(&mut text, cells);
    }
    text
}

impl Likeness {
    fn of(
        name: &'static str,
        bundle: &Bundle,
        lovers: &Lovers,
        films: &[FilmId],
        near: &(dyn Fn(FilmId) -> Vec<FilmId> + Sync),
    ) -> Self {
        let lists: Vec<(FilmId, Vec<FilmId>)> = films.par_iter().map(|&film| (film, near(film))).collect();
        let pairs = || lists.iter().flat_map(|(film, near)| near.iter().map(|&other| (*film, other)));
        let mut lifts: Vec<f64> = pairs().filter_map(|(film, other)| lovers.lift(film, other)).collect();
        lifts.sort_by(f64::total_cmp);
        let share = |count: usize, of: usize| count as f64 / of.max(1) as f64;
        let mostly_kin = lists.iter().filter(|(film, near)| {
            2 * near.iter().filter(|&&other| are_kin(&bundle.catalogue, *film, other)).count() >= NEAR
        });
        Self {
            name,
            films: lists.len(),
            median_lift: lifts.get(lifts.len() / 2).copied().unwrap_or(0.0),
            below_chance: share(lifts.partition_point(|&lift| lift < 1.0), lifts.len()),
            mostly_kin: share(mostly_kin.count(), lists.len()),
        }
    }
}

impl Lovers {
    fn of(cohort: &Cohort, pool: usize) -> Self {
        let mut by_film = vec![Vec::new(); pool];
        for (member, rater) in (0..).zip(&cohort.judged) {
            for &(film, _) in rater.rows.iter().filter(|(_, halves)| *halves >= POSITIVE) {
                by_film[usize::from(film)].push(member);
            }
        }
        Self { members: cohort.judged.len(), by_film }
    }

    /// `None` where nobody judged loves one of them.
    fn lift(&self, film: FilmId, other: FilmId) -> Option<f64> {
        let (one, two) = (&self.by_film[film.index()], &self.by_film[other.index()]);
        let both = one.iter().filter(|member| two.binary_search(member).is_ok()).count() as f64;
        let expected = one.len() as f64 * two.len() as f64 / self.members as f64;
        (expected > 0.0).then(|| both / expected)
    }
}

/// The films that most of the training members love, or where there are none, the best known; no series.
fn best_loved(bundle: &Bundle, cohort: &Cohort) -> Vec<FilmId> {
    let mut loved = vec![0u32; bundle.catalogue.pool()];
    for member in cohort.train.iter() {
        let positives = member.films.iter().zip(member.halves).filter(|(_, halves)| **halves >= POSITIVE);
        positives.for_each(|(&film, _)| loved[usize::from(film)] += 1);
    }
    let pool = bundle.catalogue.films().take(loved.len());
    let mut films: Vec<FilmId> = pool.filter(|&film| bundle.catalogue.kind(film) == Kind::Movie).collect();
    films.sort_by_key(|film| (std::cmp::Reverse(loved[film.index()]), film.0));
    films.truncate(FILMS);
    films
}

/// What a member who loves a film, drawn by a seeded hash, finds on the shelf "because of" it.
fn because_of(bundle: &Bundle, cohort: &Cohort, lovers: &Lovers, film: FilmId) -> Vec<FilmId> {
    let loving = &lovers.by_film[film.index()];
    let drawn = shuffled(u64::from(film.0), loving.iter().map(|&member| u64::from(member)));
    let Some(&drawn) = drawn.first() else { return Vec::new() };
    let mut taste = taste_of(&cohort.judged[loving[drawn] as usize].rows, &bundle.tuning);
    taste.because_of(film);
    let request = Request { limit: NEAR as u32, ..Request::default() };
    recommend(bundle, &taste, &request).picks.into_iter().map(|pick| pick.film).collect()
}

/// A genre in common, and one of: a director, a keyword, the language, the decade or the one beside it.
fn are_kin(catalogue: &Catalogue, one: FilmId, two: FilmId) -> bool {
    let common = |a: &[u32], b: &[u32]| a.iter().any(|x| b.contains(x));
    let decade = |film| catalogue.year(film).map(|year| i32::from(year / 10));
    let language = |film| catalogue.language(film).filter(|&code| code != "en");
    let (a, b) = (one.index(), two.index());
    catalogue.genre_bits(one) & catalogue.genre_bits(two) != 0
        && (common(catalogue.directors.get(a), catalogue.directors.get(b))
            || common(catalogue.details.keywords.get(a), catalogue.details.keywords.get(b))
            || (language(one).is_some() && language(one) == language(two))
            || decade(one).zip(decade(two)).is_some_and(|(one, two)| (one - two).abs() <= 1))
}
