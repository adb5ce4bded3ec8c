//! From mainstream to obscure: where the member's films stand among all ratings that anybody gave.

use super::Seen;
use crate::film::{Catalogue, FilmId};
use serde::{Deserialize, Serialize};

/// All ratings are cut into so many parts.
pub const PARTS: usize = 10;

/// Where the films seen stand. A film's *place* is the share of all ratings of the pool that went to better-known films,
/// and half of its own. So the first tenth is the few films that took a tenth of all ratings, the last the thousands
/// that took a tenth together; and the films that everyone sees are spread evenly, by construction.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Fame {
    /// How many films seen are in each tenth of all ratings, best known first.
    pub parts: [u32; PARTS],
    /// How many films of the pool each tenth holds.
    pub pool: [u32; PARTS],
    /// How many films seen are not of the pool, and stand nowhere.
    pub outside: u32,
    /// The place of the film in the middle (of two, between them): 0 is as mainstream as can be, 1 as obscure, and 0.5
    /// is everyone's. `None` without a film of the pool.
    pub place: Option<f32>,
    /// The least known film seen.
    pub rarest: Option<FilmId>,
}

impl Fame {
    pub(super) fn of(catalogue: &Catalogue, seen: &[Seen]) -> Self {
        let pool = catalogue.pool();
        let counts = catalogue.rating_counts.get(..pool).unwrap_or_default();
        let total: u64 = counts.iter().map(|&count| u64::from(count)).sum();
        // Films come most-rated first, so what went before a film went to better-known ones; and places rise.
        let mut before = 0u64;
        let places: Vec<f32> = counts
            .iter()
            .map(|&count| {
                let middle = 2 * before + u64::from(count);
                before += u64::from(count);
                if total > 0 { (middle as f64 / (2 * total) as f64) as f32 } else { 0.5 }
            })
            .collect();
        let mut fame = Self::default();
        let part = |place: f32| ((place * PARTS as f32) as usize).min(PARTS - 1);
        places.iter().for_each(|&place| fame.pool[part(place)] += 1);
        let mut own = Vec::with_capacity(seen.len());
        for film in seen {
            match places.get(film.film.index()) {
                Some(&place) => {
                    fame.parts[part(place)] += 1;
                    fame.rarest = Some(film.film);
                    own.push(place);
                }
                None => fame.outside += 1,
            }
        }
        // The films seen come in the same order.
        let upper = own.get(own.len() / 2);
        let lower = own.get(own.len().saturating_sub(1) / 2);
        fame.place = lower.zip(upper).map(|(lower, upper)| (lower + upper) / 2.0);
        fame
    }
}
