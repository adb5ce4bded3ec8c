//! A year in review: what a member saw in one year, by their diary.
//!
//! A *viewing* is a film and a day. The diary names them; a year in which it names next to none is told by dated ratings
//! instead, for other services have no diary. Days on which more films were rated than anybody sees in one are left out
//! there: so does one who has just joined. Years told in different ways are not compared.

mod most;
mod viewings;

pub use most::{Discovery, Most};
pub use viewings::{FEWEST, MOST_A_DAY, Viewing, Viewings};

use crate::bundle::Bundle;
use crate::day::Day;
use crate::film::{FilmId, Kind, Stars};
use crate::numeric::{pack, rank, sort_pairs};
use crate::taste::Statement;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use viewings::{OfYear, Seen};

/// So many films are the best of a year.
const BEST: usize = 6;
/// Of a year's new films some are few: rated lower than this, one is not its best.
const FAIR: u8 = 7;
/// From this month and day on, a year is as good as over.
const OVER: (u32, u32) = (12, 24);

/// A year of a member's films.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Year {
    /// Which.
    pub year: u16,
    /// Whether the diary tells it; otherwise the days of ratings do.
    pub by_diary: bool,
    /// What it comes to.
    pub sums: Sums,
    /// How many viewings in each month.
    pub months: [u32; 12],
    /// The films rated highest; of equals those liked, then those seen for the first time, then those that everyone rates lower.
    pub best: Vec<(FilmId, Stars)>,
    /// The same of films that came out in that year, from three and a half stars on.
    pub best_released: Vec<(FilmId, Stars)>,
    /// The first film, and its day.
    pub first: Option<Viewing>,
    /// The last.
    pub last: Option<Viewing>,
    /// How many directors were new to the member; `None` where too little is known of the time before.
    pub new_directors: Option<u32>,
    /// The best of these, best first.
    pub discoveries: Vec<Discovery>,
    /// Directors of most films, at least two each.
    pub directors: Vec<Most>,
    /// The same for the top-billed cast; `None` while the details have not arrived.
    pub actors: Option<Vec<Most>>,
    /// Genres of most films.
    pub genres: Vec<Most>,
    /// Decades, by their first year.
    pub decades: Vec<Most>,
    /// Languages, by their code.
    pub languages: Vec<Most>,
    /// The year before, if it is told in the same way: all of it, or until the same day while the year is not over.
    pub before: Option<Sums>,
    /// Whether it is not over, as far as the files say.
    pub is_open: bool,
}

/// What a year, or a part of one, comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sums {
    /// Viewings.
    pub viewings: u32,
    /// Films, each counted once.
    pub films: u32,
    /// Viewings of films that had been seen before.
    pub rewatches: u32,
    /// The minutes of all viewings of films whose length is known.
    pub minutes: u32,
    /// The mean rating of the rated films; `None` without one.
    pub mean: Option<f32>,
}

/// The review of a year; `None` where too few viewings are known of it.
pub fn year(bundle: &Bundle, viewings: &Viewings, statements: &BTreeMap<FilmId, Statement>, year: u16) -> Option<Year> {
    let told = viewings.of_year(year)?;
    let seen = told.films(statements);
    let films: Vec<FilmId> = seen.iter().map(|seen| seen.film).collect();
    let rated = |film: FilmId| seen.get(films.binary_search(&film).ok()?)?.rating;
    let best = |released: bool| {
        let mut keys = Vec::new();
        for Seen { film, rating, again } in &seen {
            let Some(rating) = rating else { continue };
            if released && (bundle.catalogue.year(*film) != Some(year) || rating.halves() < FAIR) {
                continue;
            }
            let liked = statements.get(film).is_some_and(|statement| statement.liked);
            let everyone = bundle.models.quality.stars(*film).unwrap_or(f32::MAX);
            let first = u32::from(10 - rating.halves().min(10)) << 2 | u32::from(!liked) << 1 | u32::from(*again);
            keys.push((pack(first, rank(everyone)), film.0));
        }
        sort_pairs(&mut keys);
        let film = |(_, film): (u64, u32)| Some((FilmId(film), rated(FilmId(film))?));
        keys.into_iter().take(BEST).filter_map(film).collect::<Vec<_>>()
    };
    let mut months = [0; 12];
    for viewing in &told.viewings {
        let (_, month, _) = viewing.day.date();
        if let Some(count) = months.get_mut(month.saturating_sub(1) as usize) {
            *count += 1;
        }
    }
    let newest = viewings.newest().filter(|day| is_open(*day, year));
    let until = newest.and_then(a_year_earlier);
    let before = viewings.of_year(year.saturating_sub(1)).filter(|before| before.by_diary == told.by_diary);
    let before = before.map(|mut before| {
        before.viewings.retain(|viewing| until.is_none_or(|until| viewing.day <= until));
        sums(bundle, &before, statements)
    });
    let (new_directors, discoveries) = most::discoveries(bundle, viewings, &films, year, &rated, statements);
    let details = !bundle.catalogue.details.tmdb_ids.is_empty();
    Some(Year {
        year,
        by_diary: told.by_diary,
        sums: sums(bundle, &told, statements),
        months,
        best: best(false),
        best_released: best(true),
        first: told.viewings.first().copied(),
        last: told.viewings.last().copied(),
        new_directors,
        discoveries,
        directors: most::directors(&bundle.catalogue, &films),
        actors: details.then(|| most::actors(&bundle.catalogue, &films)),
        genres: most::genres(&bundle.catalogue, &films),
        decades: most::decades(&bundle.catalogue, &films),
        languages: most::languages(&bundle.catalogue, &films),
        before: before.filter(|before| before.viewings >= FEWEST as u32),
        is_open: newest.is_some(),
    })
}

impl Year {
    /// Every film that it names, some more than once.
    pub fn films(&self) -> impl Iterator<Item = FilmId> {
        let best = self.best.iter().chain(&self.best_released).map(|(film, _)| *film);
        let ends = self.first.iter().chain(&self.last).map(|viewing| viewing.film);
        best.chain(ends).chain(self.discoveries.iter().map(|discovery| discovery.best))
    }
}

/// Whether the newest day that is known leaves a year open.
fn is_open(newest: Day, year: u16) -> bool {
    let (of, month, day) = newest.date();
    of == i32::from(year) && (month, day) < OVER
}

/// The same day of the year before; the last of February for one that it lacks.
fn a_year_earlier(day: Day) -> Option<Day> {
    let (year, month, day) = day.date();
    Day::from_date(year - 1, month, day).or_else(|| Day::from_date(year - 1, month, day - 1))
}

fn sums(bundle: &Bundle, told: &OfYear, statements: &BTreeMap<FilmId, Statement>) -> Sums {
    let mut sums = Sums::default();
    for viewing in &told.viewings {
        sums.viewings += 1;
        sums.rewatches += u32::from(viewing.again);
        if bundle.catalogue.kind(viewing.film) == Kind::Movie {
            sums.minutes += u32::from(bundle.catalogue.runtime(viewing.film).unwrap_or(0));
        }
    }
    let films = told.films(statements);
    let ratings = || films.iter().filter_map(|seen| seen.rating).map(Stars::stars);
    let rated = ratings().count();
    sums.films = films.len() as u32;
    sums.mean = (rated > 0).then(|| ratings().sum::<f32>() / rated as f32);
    sums
}
