//! What Halfstar is measured against, and Halfstar itself, behind one trait.
//!
//! - [`Pipeline`]: a bundle through the core's own pipeline, under any blend.
//! - [`Popularity`], [`BayesianMean`]: the same list for everybody.
//! - [`ItemCosine`], [`UserKnn`]: neighbourhoods, the second as in the first source system.
//! - [`Ease`], [`Ials`]: the strong linear models, uncompressed.

mod ease;
mod ials;
mod item_cosine;
mod pipeline;
mod popularity;
mod user_knn;

pub use ease::Ease;
pub use ials::{Ials, IalsOptions};
pub use item_cosine::ItemCosine;
pub use pipeline::{Mix, Pipeline};
pub use popularity::{BayesianMean, Popularity};
pub use user_knn::{Aggregate, UserKnn};

use crate::interactions::History;
use halfstar_core::numeric::top_k;
use halfstar_core::tuning::Tuning;

/// Orders the pool for a person of whom only some ratings are known.
///
/// The contract, which one test holds every ranker to: `score` writes a finite number for every film, the same for
/// the same ratings; `rank` lists every film but those shown, once, by descending score.
pub trait Ranker: Sync {
    /// Scores every film of the pool; larger is better. `shown` is film and half stars, ascending by film.
    fn score(&self, shown: &[(u16, u8)], scores: &mut [f32]);

    /// Every film but those shown, best first; ties go to the film that more people rated.
    fn rank(&self, shown: &[(u16, u8)], pool: usize) -> Vec<u16> {
        let mut scores = vec![0.0; pool];
        self.score(shown, &mut scores);
        let mut seen = vec![false; pool];
        shown.iter().for_each(|&(film, _)| seen[usize::from(film)] = true);
        let unseen = scores.iter().enumerate().filter(|&(film, _)| !seen[film]);
        let ranked = top_k(unseen.map(|(film, &score)| (score, film as u32)), pool);
        ranked.into_iter().map(|(_, film)| film as u16).collect()
    }
}

/// Film and level of each rating shown: what the trainer's models are fed.
pub(crate) fn graded(shown: &[(u16, u8)], tuning: &Tuning) -> impl Iterator<Item = (u16, f32)> {
    let (films, halves): (Vec<u16>, Vec<u8>) = shown.iter().copied().unzip();
    let levels = History { id: 0, films: &films, halves: &halves }.levels(tuning);
    films.into_iter().zip(halves).map(move |(film, halves)| (film, levels[usize::from(halves)]))
}
