//! The films nearest to one film; nearness is the same whoever asks.
//!
//! Nearness is what the two films say for each other among the neighbours, both ways, and a tenth of how alike they are
//! in kind. Among the recipes compared on the committed bundle, over two dozen famous films and a dozen obscure ones,
//! this one read best:
//!
//! - *Weights alone* know what goes together (Before Sunrise, Before Sunset) and what is merely seen by the same people
//!   (Parasite, Interstellar); half of the pool has at most one weight towards it, and gets a list of strangers or none.
//! - *Their geometric mean* finds nothing wherever one way has no weight.
//! - *Likeness alone* gives everyone a list, but not a sequel of another genre or decade, and it knows no fame: shorts and
//!   curiosities stand among the classics.
//! - *Weights in parts of the largest, and likeness*: one sequel makes all the other weights small, and the rest of the
//!   list is likeness alone.
//!
//! So weights decide where there are any: a tenth is about what a film says and hears of the one closest to it that is
//! no sequel. Where there are none, the list is that of likeness.

use crate::bundle::Bundle;
use crate::film::{FilmId, Kind};
use crate::filters::is_good;
use crate::numeric::top_k;
use crate::taste::Taste;

/// What being alike counts beside the weights: at 0 films without weights are like no other, from 1 on it decides alone.
const LIKENESS: f32 = 0.1;

/// At most `limit` films of the pool, the nearest first, each with its nearness, which is above 0: only a comparison
/// within one list means anything. Films below the quality floor are left out, and series but where the film is one
/// itself. Nothing for a film outside the pool.
///
/// A part of a series is named where the member, with this film, has seen the earlier ones; otherwise the earliest that they
/// have not stands in its place.
pub fn similar(bundle: &Bundle, taste: &Taste, film: FilmId, limit: usize) -> Vec<(FilmId, f32)> {
    let catalogue = &bundle.catalogue;
    let mut nearness: Vec<f32> = (0..catalogue.pool)
        .map(|other| bundle.models.neighbours.weight(FilmId(other), film))
        .zip((0..catalogue.pool).map(|other| bundle.models.content.similarity(film, FilmId(other))))
        .map(|(weight, likeness)| weight + LIKENESS * likeness.max(0.0))
        .collect();
    for (other, weight) in bundle.models.neighbours.of(film) {
        if let Some(nearness) = nearness.get_mut(other.index()) {
            *nearness += weight;
        }
    }
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
