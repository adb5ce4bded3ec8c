//! Films to start from, for a member who brings no files: ones that they may well have seen, and whose ratings tell people
//! apart.
//!
//! A rating tells as much of a member's vector (see [`Factors`](crate::signals::Factors)) as it narrows what that may be: the
//! greedy choice of Bayesian experimental design (D-optimality; Rubens, Elahi, Sugiyama and Kaplan 2015), each film weighed by
//! how likely it is to have been seen.

use crate::bundle::Bundle;
use crate::film::{FilmId, Kind};
use crate::numeric::powf;

/// So many of the most-rated films are looked at: who has seen a few films has seen some of these.
const WELL_KNOWN: u32 = 300;
/// What a film tells is weighed by this power of its number of ratings: at 0 fame does not matter, at 1 hardly anything else.
const FAME: f32 = 0.5;

/// At most `count` films that were not seen, the most telling to show first.
pub fn starters(bundle: &Bundle, count: usize, seen: impl Fn(FilmId) -> bool) -> Vec<FilmId> {
    let catalogue = &bundle.catalogue;
    let pool = (0..catalogue.pool).map(FilmId).filter(|&film| catalogue.kind(film) == Kind::Movie);
    let films: Vec<FilmId> = pool.take(WELL_KNOWN as usize).filter(|&film| !seen(film)).collect();
    let fame: Vec<f32> = films.iter().map(|&film| powf(catalogue.rating_count(film) as f32 + 1.0, FAME)).collect();
    bundle.models.factors.most_telling(&films, &fame, count)
}
