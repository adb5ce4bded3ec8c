//! The films nearest to one film; nearness is the same whoever asks.
//!
//! Nearness is what goes with the film ([`Companions`](crate::companions::Companions)): those who love it love these far more
//! often than people do. To that come what the two say for each other among the neighbours, both ways, and how alike they are
//! in kind: these decide where too few love the film for anything to be counted, which is so for most of the pool.
//!
//! Weights alone, which led before, know what goes together (Before Sunrise, Before Sunset) and what is merely seen by the same
//! people (Parasite, Interstellar). Likeness alone gives everyone a list, but knows no fame: shorts and curiosities stand among
//! the classics. `halfstar evaluate --likeness` measures lists of all the best-loved films.

use crate::bundle::Bundle;
use crate::film::{FilmId, Kind};
use crate::filters::is_good;
use crate::numeric::top_k;
use crate::taste::Taste;

/// What being alike counts beside the weights: at 0 films without weights are like no other, from 1 on it decides alone.
const LIKENESS: f32 = 0.1;
/// The same where there are companions: a film of the kind goes before one that is merely loved by the same people.
const LIKENESS_OF_COMPANIONS: f32 = 0.4;
/// What the closest companion counts, and the last in a list: less than that is nobody's companion.
const CLOSEST: f32 = 1.0;
const FURTHEST: f32 = 0.4;

/// At most `limit` films of the pool, the nearest first, each with its nearness, which is above 0: only a comparison
/// within one list means anything. Films below the quality floor are left out, and series but where the film is one
/// itself. Nothing for a film outside the pool.
///
/// A part of a series is named where the member, with this film, has seen the earlier ones; otherwise the earliest that they
/// have not stands in its place.
pub fn similar(bundle: &Bundle, taste: &Taste, film: FilmId, limit: usize) -> Vec<(FilmId, f32)> {
    let catalogue = &bundle.catalogue;
    let mut nearness = nearness(bundle, film);
    let may_be_named = |other: FilmId| {
        let is_kin = catalogue.kind(other) == Kind::Movie || catalogue.kind(film) == Kind::Tv;
        other != film && is_kin && is_good(bundle, other)
    };
    let is_known = |other: FilmId| other == film || taste.has_seen(other);
    let is_early = |other: FilmId| !is_known(other) && bundle.series.earlier_unseen(other, is_known).is_some();
    bundle.series.raise(&mut nearness, is_known, |later, _| may_be_named(later));
    let may_be_named = |other: FilmId| may_be_named(other) && !is_early(other);
    let near = nearness.into_iter().zip(0..).filter(|&(nearness, other)| nearness > 0.0 && may_be_named(FilmId(other)));
    top_k(near, limit).into_iter().map(|(nearness, other)| (FilmId(other), nearness)).collect()
}

/// How near each film of the pool is to one film, 0 and up.
pub(crate) fn nearness(bundle: &Bundle, film: FilmId) -> Vec<f32> {
    let (catalogue, models) = (&bundle.catalogue, &bundle.models);
    let companions = &catalogue.details.companions;
    let likeness: Vec<f32> =
        catalogue.films().take(catalogue.pool()).map(|other| models.content.similarity(film, other).max(0.0)).collect();
    let mut nearness: Vec<f32> = (0..catalogue.pool)
        .zip(&likeness)
        .map(|(other, likeness)| models.neighbours.weight(FilmId(other), film) + LIKENESS * likeness)
        .collect();
    for (other, weight) in models.neighbours.of(film) {
        if let Some(nearness) = nearness.get_mut(other.index()) {
            *nearness += weight;
        }
    }
    let list = companions.of(film).count().max(1) as f32;
    for ((other, _), place) in companions.of(film).zip(0u16..) {
        if let (Some(nearness), Some(likeness)) = (nearness.get_mut(other.index()), likeness.get(other.index())) {
            let part = f32::from(place) / list;
            *nearness += CLOSEST + (FURTHEST - CLOSEST) * part + LIKENESS_OF_COMPANIONS * likeness;
        }
    }
    nearness
}
