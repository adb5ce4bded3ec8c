//! Films to start from, for a member who brings no files: well known, and as different from each other as may be.

use crate::bundle::Bundle;
use crate::film::{FilmId, Kind};
use crate::numeric::dot;
use crate::shelf::variety;

/// So many of the most-rated films are looked at: who has seen a few films has seen some of these.
const WELL_KNOWN: usize = 300;
/// Half fame, half difference: a grid of blockbusters alone would tell tastes apart badly.
const VARIETY: f32 = 0.5;

/// At most `count` films, the most telling to show first.
pub fn starters(bundle: &Bundle, count: usize) -> Vec<FilmId> {
    let catalogue = &bundle.catalogue;
    let pool = (0..catalogue.pool).map(FilmId).filter(|&film| catalogue.kind(film) == Kind::Movie);
    let films: Vec<FilmId> = pool.take(WELL_KNOWN).collect();
    // The pool is in the order of fame.
    let fame: Vec<f32> = (0..films.len()).map(|place| 1.0 - place as f32 / WELL_KNOWN as f32).collect();
    let vectors: Vec<&[f32]> = films.iter().map(|&film| bundle.models.content.vector(film)).collect();
    let places = variety::order(&fame, VARIETY, count.min(films.len()), |a, b| dot(vectors[a], vectors[b]));
    places.into_iter().map(|place| films[place]).collect()
}
