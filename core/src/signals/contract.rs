//! What every signal promises.

use crate::evidence::Known;
use crate::film::{Catalogue, FilmId};
use serde::{Deserialize, Serialize};

/// An opinion on every film of the pool.
///
/// The contract, which one test holds every signal to: `score` writes a finite number for every film, the same for
/// what is known; `because` names films of the evidence only, in its order, and its shares add up to the score (but
/// for what the signal says of everyone).
///
/// A score becomes an opinion that can be weighed in three steps: every signal scores; then each is completed, where it
/// knows too little, by the scores of the signal that it falls back on; then each is put on a scale of its own.
pub trait Signal {
    /// Whether the bundle lacks it: then it has no say.
    fn is_empty(&self) -> bool;

    /// Writes one raw score a film into `scores`, which is as long as the pool.
    fn score(&self, known: &Known<'_>, scores: &mut [f32]);

    /// Which of the member's films made this score, and how much each: positive speaks for it, negative against.
    fn because(&self, known: &Known<'_>, film: FilmId) -> Vec<Share>;

    /// Fills in what this signal knows too little of. `others` are the scores of the signal that it falls back on, and
    /// empty where there is none.
    fn complete(&self, known: &Known<'_>, scores: &mut [f32], others: &[f32], preparation: Preparation) {
        let _ = (known, scores, others, preparation);
    }

    /// Puts completed scores on the scale on which they are weighed. As they are, unless a signal knows better.
    fn scale(&self, scores: &mut [f32], preparation: Preparation) {
        let _ = (scores, preparation);
    }

    /// How unsure it is of a film's score: a standard deviation in the score's units; `None` where it cannot say.
    fn deviation(&self, known: &Known<'_>, film: FilmId) -> Option<f32> {
        let _ = (known, film);
        None
    }

    /// How large it is, for people who look into a bundle: what is counted, and how many.
    fn sizes(&self) -> Vec<(&'static str, usize)>;
}

/// The part of a signal that travels in the bundle.
pub(crate) trait Model: Signal + Default + PartialEq {
    /// Whether it has no section, and is made of the catalogue alone.
    const FROM_CATALOGUE: bool = false;

    /// Rebuilds what the wire leaves out; false where the numbers cannot be of this catalogue's pool.
    fn restore(&mut self, catalogue: &Catalogue) -> bool;
}

/// How much one film of the member's moved a score.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// The member's film.
    pub film: FilmId,
    /// In the units of the raw score.
    pub amount: f32,
}

/// Chosen numbers that signals need to make opinions of their scores; see [`crate::tuning::Blending`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Preparation {
    /// This part of the best score is added before logarithms are taken. At 0 scores stay as they are.
    pub softness: f32,
    /// With so many weights that speak for a film, neighbours take half of what they fall back on. At 0 nothing of it.
    pub backing: f32,
    /// What the neighbours' stars count beside the factors'. At 0 nothing.
    pub nearness: f32,
}
