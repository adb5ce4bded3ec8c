//! What most of a year's films have in common, and which directors were new in it.

use super::Viewings;
use crate::bundle::Bundle;
use crate::day::Day;
use crate::film::{Catalogue, FilmId, Stars};
use crate::numeric::{pack, rank, sort, sort_pairs};
use crate::taste::Statement;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// So many of each are named.
const NAMED: usize = 5;
/// People of a single film are not the most watched.
const LEAST_OF_A_PERSON: u32 = 2;
/// With fewer films known from before, everybody would be new.
const LEAST_BEFORE: usize = 30;
/// Stars above these speak for a director, below them against.
const PLAIN: f32 = 3.0;
/// A film without a rating speaks for its director by so many stars: it was chosen.
const UNRATED: f32 = 0.25;

/// What several films have in common, as the bundle calls it, and films of the year: each counted once.
pub type Most = (String, u32);

/// A director whose first film a member saw in that year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Discovery {
    /// Who.
    pub name: String,
    /// How many of their films were seen in it.
    pub films: u32,
    /// The one that was rated highest.
    pub best: FilmId,
    /// Its rating.
    pub rating: Option<Stars>,
}

pub(super) fn directors(catalogue: &Catalogue, films: &[FilmId]) -> Vec<Most> {
    let of = |film: FilmId| catalogue.directors.get(film.index()).to_vec();
    most(films, LEAST_OF_A_PERSON, &of, &|place| catalogue.people.get(place as usize).to_owned())
}

pub(super) fn actors(catalogue: &Catalogue, films: &[FilmId]) -> Vec<Most> {
    let details = &catalogue.details;
    let of = |film: FilmId| details.cast.get(film.index()).to_vec();
    most(films, LEAST_OF_A_PERSON, &of, &|place| details.people.get(place as usize).to_owned())
}

pub(super) fn genres(catalogue: &Catalogue, films: &[FilmId]) -> Vec<Most> {
    let of = |film: FilmId| {
        let bits = catalogue.genre_bits(film);
        (0..u32::BITS).filter(|bit| bits >> bit & 1 == 1).collect()
    };
    most(films, 1, &of, &|place| catalogue.genre_names.get(place as usize).to_owned())
}

pub(super) fn decades(catalogue: &Catalogue, films: &[FilmId]) -> Vec<Most> {
    let of = |film: FilmId| catalogue.year(film).map(|year| u32::from(year / 10 * 10)).into_iter().collect();
    most(films, 1, &of, &|decade| decade.to_string())
}

pub(super) fn languages(catalogue: &Catalogue, films: &[FilmId]) -> Vec<Most> {
    // The first code is none.
    let of = |film: FilmId| {
        let place = catalogue.languages.get(film.index()).copied().filter(|place| *place > 0);
        place.map(u32::from).into_iter().collect()
    };
    most(films, 1, &of, &|place| catalogue.language_codes.get(place as usize).to_owned())
}

/// The kinds of most films, most first; of equals the one that comes first in the bundle.
fn most(films: &[FilmId], least: u32, of: &dyn Fn(FilmId) -> Vec<u32>, name: &dyn Fn(u32) -> String) -> Vec<Most> {
    let mut counts = Vec::<u32>::new();
    for kind in films.iter().flat_map(|&film| of(film)) {
        *at(&mut counts, kind) += 1;
    }
    let several = counts.iter().zip(0u32..).filter(|(count, _)| **count >= least);
    let mut order: Vec<u64> = several.map(|(&count, kind)| pack(!count, kind)).collect();
    sort(&mut order);
    let told = |packed: u64| (name(packed as u32), !((packed >> 32) as u32));
    order.into_iter().take(NAMED).map(told).collect()
}

/// Directors of whom no film was seen before that year: how many, and those whose films were liked best. One counts as new
/// only where every film of theirs that was seen has its day, none of them earlier.
pub(super) fn discoveries(
    bundle: &Bundle,
    viewings: &Viewings,
    films: &[FilmId],
    year: u16,
    rated: &dyn Fn(FilmId) -> Option<Stars>,
    statements: &BTreeMap<FilmId, Statement>,
) -> (Option<u32>, Vec<Discovery>) {
    let catalogue = &bundle.catalogue;
    let Some(start) = Day::from_date(year.into(), 1, 1) else { return (None, Vec::new()) };
    if viewings.known_before(start) < LEAST_BEFORE {
        return (None, Vec::new());
    }
    let of = |film: FilmId| catalogue.directors.get(film.index()).iter().copied();
    let mut known = vec![Known::default(); catalogue.people.len()];
    for (&film, statement) in statements {
        if statement.seen && viewings.since(film).is_none_or(|since| since < start) {
            of(film).for_each(|director| at(&mut known, director).is_old = true);
        }
    }
    for &film in films {
        for director in of(film) {
            let known = at(&mut known, director);
            known.films += 1;
            known.worth += rated(film).map_or(UNRATED, |rating| rating.stars() - PLAIN);
            if known.best.is_none_or(|best| rated(film) > rated(best)) {
                known.best = Some(film);
            }
        }
    }
    let new = || known.iter().zip(0u32..).filter(|(known, _)| known.films > 0 && !known.is_old);
    let loved = new().filter(|(known, _)| known.worth > 0.0);
    let mut order: Vec<(u64, u32)> =
        loved.map(|(known, director)| (pack(!rank(known.worth), !known.films), director)).collect();
    sort_pairs(&mut order);
    let told = |(_, director): (u64, u32)| {
        let Known { films, best, .. } = *known.get(director as usize)?;
        Some(Discovery {
            name: catalogue.people.get(director as usize).to_owned(),
            films,
            best: best?,
            rating: rated(best?),
        })
    };
    (Some(new().count() as u32), order.into_iter().take(NAMED).filter_map(told).collect())
}

/// What the year's films say of a director.
#[derive(Clone, Copy, Default)]
struct Known {
    /// Whether a film of theirs was seen before.
    is_old: bool,
    films: u32,
    /// Stars above the plain.
    worth: f32,
    best: Option<FilmId>,
}

/// The place of this number, which a list grows to.
fn at<T: Copy + Default>(list: &mut Vec<T>, place: u32) -> &mut T {
    let place = place as usize;
    if list.len() <= place {
        list.resize(place + 1, T::default());
    }
    &mut list[place]
}
