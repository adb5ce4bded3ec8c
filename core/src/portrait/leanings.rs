//! What the member over-rates and under-rates: genres, keywords, people, decades.

use super::Seen;
use crate::film::{Catalogue, FilmId, Stars, Strings};
use crate::numeric::{pack, rank, sort_pairs};
use serde::{Deserialize, Serialize};

/// Lifts are mixed with so many films of no lift, so that a director over many films comes before one whose two were a
/// stroke of luck. Measured by hiding one film of a kind and foretelling it by the member's others, for 942 members: of
/// directors anything from 3 to 10 is within a hundredth of the best, and the larger trusts few films less; of actors 10
/// is best, and genres and themes, which say little of a film, want 20 and more.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prior;

impl Prior {
    /// Of a director.
    pub const DIRECTOR: f32 = 8.0;
    /// Of an actor.
    pub const ACTOR: f32 = 10.0;
    /// Of a genre, a theme or a decade.
    pub const KIND: f32 = 20.0;
}

/// What films can have in common, as the bundle names it.
pub(super) struct Kinds<'a> {
    pub(super) names: &'a Strings,
    /// The places among the names of what a film is.
    pub(super) of: &'a dyn Fn(FilmId) -> Vec<u32>,
    /// What has fewer rated films is left out.
    pub(super) least: u32,
    pub(super) prior: f32,
}

/// At most so many are listed on either side.
pub const LISTED: usize = 8;
/// A smaller lift would be shown as none.
const LEAST_LIFT: f32 = 0.05;

/// What is rated higher than by everyone, and what lower; see the [module](super) for what a lift is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Leanings {
    /// The largest lift first; of equals the one with more rated films, then the one that comes first in the bundle.
    pub over: Vec<Leaning>,
    /// The lowest lift first, likewise.
    pub under: Vec<Leaning>,
}

/// How a member rates films that have something in common.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Leaning {
    /// What they have in common, as the bundle calls it.
    pub name: String,
    /// How many of them were seen.
    pub seen: u32,
    /// How many of them are rated, and have a mean of everyone's to be held against.
    pub rated: u32,
    /// The member's mean of these.
    pub mean: f32,
    /// Everyone's mean of these.
    pub everyone: f32,
    /// Stars above everyone, beyond how far the member is above everyone in general, shrunk.
    pub lift: f32,
    /// The one that the member rated highest; of equals the one that everyone rates lowest, then the best known.
    pub best: FilmId,
}

/// The films of ten years.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decade {
    /// Its first year.
    pub from: u16,
    /// Films seen.
    pub seen: u32,
    /// Films rated.
    pub rated: u32,
    /// The mean rating, of all that is rated; `None` without any.
    pub mean: Option<f32>,
    /// As a [`Leaning`]'s; `None` where nothing is compared.
    pub lift: Option<f32>,
}

/// What is summed up over films with something in common.
#[derive(Clone, Copy, Default)]
struct Tally {
    seen: u32,
    compared: u32,
    stars: f32,
    everyone: f32,
    best: Option<(FilmId, f32, f32)>,
}

impl Tally {
    fn add(&mut self, seen: &Seen) {
        self.seen += 1;
        let Some((stars, everyone)) = seen.compared else { return };
        self.compared += 1;
        self.stars += stars;
        self.everyone += everyone;
        if self.best.is_none_or(|(_, most, least)| stars > most || stars == most && everyone < least) {
            self.best = Some((seen.film, stars, everyone));
        }
    }

    fn lift(&self, offset: f32, prior: f32) -> f32 {
        (self.stars - self.everyone - offset * self.compared as f32) / (self.compared as f32 + prior)
    }
}

/// Sums up by what films have in common.
pub(super) fn of(seen: &[Seen], offset: f32, kinds: &Kinds<'_>) -> Leanings {
    let Kinds { names, of, least, prior } = *kinds;
    let mut tallies = vec![Tally::default(); names.len()];
    for film in seen {
        for place in of(film.film) {
            if let Some(tally) = tallies.get_mut(place as usize) {
                tally.add(film);
            }
        }
    }
    let side = |sign: f32| {
        let lifts = tallies.iter().zip(0u32..).filter(|(tally, _)| tally.compared >= least);
        let lifts = lifts.map(|(tally, place)| (sign * tally.lift(offset, prior), tally.compared, place));
        let mut order: Vec<(u64, u32)> = lifts
            .filter(|(lift, ..)| *lift >= LEAST_LIFT)
            .map(|(lift, compared, place)| (pack(!rank(lift), !compared), place))
            .collect();
        sort_pairs(&mut order);
        order.truncate(LISTED);
        let told = |(_, place): (u64, u32)| {
            let tally = tallies.get(place as usize)?;
            let count = tally.compared as f32;
            Some(Leaning {
                name: names.get(place as usize).to_owned(),
                seen: tally.seen,
                rated: tally.compared,
                mean: tally.stars / count,
                everyone: tally.everyone / count,
                lift: tally.lift(offset, prior),
                best: tally.best?.0,
            })
        };
        order.into_iter().filter_map(told).collect()
    };
    Leanings { over: side(1.0), under: side(-1.0) }
}

/// Every decade with a film seen. Films of an unknown year are in none.
pub(super) fn decades(catalogue: &Catalogue, seen: &[Seen], offset: f32) -> Vec<Decade> {
    let mut tallies: Vec<(Tally, u32, f32)> = Vec::new();
    for film in seen {
        let Some(year) = catalogue.year(film.film) else { continue };
        let place = usize::from(year / 10);
        if place >= tallies.len() {
            tallies.resize(place + 1, (Tally::default(), 0, 0.0));
        }
        let (tally, rated, stars) = &mut tallies[place];
        tally.add(film);
        *rated += u32::from(film.rating.is_some());
        *stars += film.rating.map_or(0.0, Stars::stars);
    }
    let told = tallies.iter().zip(0u16..).filter(|((tally, ..), _)| tally.seen > 0);
    told.map(|((tally, rated, stars), decade)| Decade {
        from: decade * 10,
        seen: tally.seen,
        rated: *rated,
        mean: (*rated > 0).then(|| stars / *rated as f32),
        lift: (tally.compared > 0).then(|| tally.lift(offset, Prior::KIND)),
    })
    .collect()
}
