//! What a film is about and who made it, as a compact unit vector; taste is a direction in the same space.
//!
//! The trainer reduces TF-IDF over genres, directors, cast, keywords, decade, runtime and language to a few dozen
//! dimensions. A member's direction is the sum of what they rate above their own mean, minus half of what they rate
//! below. A film's opinion is its cosine with that direction.

use super::{Share, Signal, SignalName};
use crate::film::FilmId;
use crate::numeric::dot;
use crate::taste::{Evidence, Taste};
use serde::{Deserialize, Serialize};

/// Unit vectors of every film of the pool, 4 bits a number on a scale per dimension.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// One step of each dimension.
    steps: Vec<f32>,
    /// Dimension by dimension, because each has its own spread: that packs better. 0 to 14; 7 is zero.
    #[serde(with = "serde_bytes")]
    codes: Vec<u8>,
    #[serde(skip)]
    vectors: Vec<f32>,
}

const ZERO: f32 = 7.0;

impl Content {
    /// Quantises row-major vectors of `dimensions` numbers each. A film of which nothing is known has all zeros.
    pub fn new(vectors: &[f32], dimensions: usize) -> Self {
        let films = vectors.len().checked_div(dimensions).unwrap_or(0);
        let mut all = Self::default();
        for dimension in 0..dimensions {
            let column = || (0..films).map(|film| vectors[film * dimensions + dimension]);
            // Seven steps reach three standard deviations: clipping the rest costs less than coarse steps would.
            let deviation = (column().map(|x| x * x).sum::<f32>() / films.max(1) as f32).sqrt();
            let step = (3.0 * deviation / ZERO).max(f32::MIN_POSITIVE);
            all.steps.push(step);
            all.codes.extend(column().map(|x| ((x / step).round().clamp(-ZERO, ZERO) + ZERO) as u8));
        }
        all.restore(films);
        all
    }

    /// The film's unit vector; all zeros where nothing is known, empty outside the pool.
    pub fn vector(&self, film: FilmId) -> &[f32] {
        let dimensions = self.steps.len();
        let start = film.index() * dimensions;
        self.vectors.get(start..start + dimensions).unwrap_or_default()
    }

    /// How alike two films are: the cosine, −1 to 1; 0 where one is unknown.
    pub fn similarity(&self, a: FilmId, b: FilmId) -> f32 {
        dot(self.vector(a), self.vector(b))
    }

    /// How much one film of the member's draws them to another, before it is divided by the length of their direction:
    /// enough to compare pulls with each other, at half the cost.
    pub(crate) fn pull(&self, evidence: &Evidence, film: FilmId) -> Share {
        Share { film: evidence.film, amount: evidence.leaning * self.similarity(evidence.film, film) }
    }

    /// Unpacks the codes; false where they cannot be vectors of `pool` films.
    pub(crate) fn restore(&mut self, pool: usize) -> bool {
        let dimensions = self.steps.len();
        if self.codes.len() != pool * dimensions || !self.steps.iter().all(|step| step.is_finite()) {
            return false;
        }
        self.vectors = vec![0.0; self.codes.len()];
        for (dimension, (&step, codes)) in self.steps.iter().zip(self.codes.chunks_exact(pool.max(1))).enumerate() {
            for (film, &code) in codes.iter().enumerate() {
                self.vectors[film * dimensions + dimension] = (f32::from(code) - ZERO) * step;
            }
        }
        for vector in self.vectors.chunks_exact_mut(dimensions.max(1)) {
            let length = dot(vector, vector).sqrt();
            if length > 0.0 && length.is_finite() {
                for x in vector {
                    *x /= length;
                }
            } else {
                vector.fill(0.0);
            }
        }
        true
    }

    /// The member's direction, not yet of unit length.
    fn direction(&self, taste: &Taste) -> Vec<f32> {
        let mut direction = vec![0.0; self.steps.len()];
        for evidence in &taste.evidence {
            for (sum, x) in direction.iter_mut().zip(self.vector(evidence.film)) {
                *sum += evidence.leaning * x;
            }
        }
        direction
    }
}

impl Signal for Content {
    fn name(&self) -> SignalName {
        SignalName::Content
    }

    fn score(&self, taste: &Taste, scores: &mut [f32]) {
        let direction = self.direction(taste);
        let length = dot(&direction, &direction).sqrt();
        if length == 0.0 {
            scores.fill(0.0);
            return;
        }
        for (score, vector) in scores.iter_mut().zip(self.vectors.chunks_exact(self.steps.len().max(1))) {
            *score = dot(&direction, vector) / length;
        }
    }

    fn because(&self, taste: &Taste, film: FilmId) -> Vec<Share> {
        let direction = self.direction(taste);
        let length = dot(&direction, &direction).sqrt();
        if length == 0.0 {
            return Vec::new();
        }
        let share = |evidence: &Evidence| {
            let pull = self.pull(evidence, film);
            Share { amount: pull.amount / length, ..pull }
        };
        taste.evidence.iter().map(share).collect()
    }
}
