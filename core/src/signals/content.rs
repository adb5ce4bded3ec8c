//! What a film is about and who made it, as a compact vector.
//!
//! The trainer's vectors say, from genres, directors, cast, keywords, decade, runtime, language and votes, who would
//! reach for a film; [`super::bridge`] turns that into an opinion for a member, also on films that nobody has rated.
//! The cosine of two vectors is how alike two films are: for variety, for reasons, and for bundles without the bridge.

use super::bridge::{Bridge, Reach};
use super::codes::Codes;
use super::{Neighbours, Share, Signal, SignalName};
use crate::film::FilmId;
use crate::numeric::dot;
use crate::taste::{Evidence, Taste};
use serde::{Deserialize, Serialize};

/// Four bits a number.
const REACH: u8 = 7;

/// Unit vectors of every film of the pool.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Content {
    codes: Codes,
    #[serde(skip)]
    vectors: Vec<f32>,
    #[serde(skip)]
    bridge: Option<Bridge>,
}

impl Content {
    /// Quantises row-major vectors of `dimensions` numbers each. A film of which nothing is known has all zeros.
    pub fn new(vectors: &[f32], dimensions: usize) -> Self {
        let films = vectors.len().checked_div(dimensions).unwrap_or(0);
        let mut all = Self { codes: Codes::new(vectors, dimensions, REACH), ..Self::default() };
        all.restore(films);
        all
    }

    /// Numbers a film.
    pub fn dimensions(&self) -> usize {
        self.codes.dimensions()
    }

    /// The film's unit vector; all zeros where nothing is known, empty outside the pool.
    pub fn vector(&self, film: FilmId) -> &[f32] {
        let dimensions = self.dimensions();
        let start = film.index() * dimensions;
        self.vectors.get(start..start + dimensions).unwrap_or_default()
    }

    /// How alike two films are: the cosine, −1 to 1; 0 where one is unknown.
    pub fn similarity(&self, a: FilmId, b: FilmId) -> f32 {
        dot(self.vector(a), self.vector(b))
    }

    /// How alike a film is to one of the member's, weighed by what they think of that: enough to compare with each other.
    pub(crate) fn pull(&self, evidence: &Evidence, film: FilmId) -> Share {
        Share { film: evidence.film, amount: evidence.leaning * self.similarity(evidence.film, film) }
    }

    /// Unpacks the codes; false where they cannot be vectors of `pool` films.
    pub(crate) fn restore(&mut self, pool: usize) -> bool {
        let Some(vectors) = self.codes.vectors(pool, REACH) else { return false };
        self.vectors = vectors;
        for vector in self.vectors.chunks_exact_mut(self.codes.dimensions().max(1)) {
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

    /// Builds the bridge; false where `reach` does not belong to these vectors.
    pub(crate) fn connect(&mut self, reach: &Reach, neighbours: &Neighbours, pool: usize) -> bool {
        self.bridge = Bridge::new(reach, self, neighbours, pool);
        self.bridge.is_some()
    }

    /// Without the bridge: the sum of what the member rates above their mean, minus a part of what they rate below.
    fn direction(&self, taste: &Taste) -> Vec<f32> {
        let mut direction = vec![0.0; self.dimensions()];
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
        scores.fill(0.0);
        if let Some(bridge) = &self.bridge {
            let mut wish = vec![0.0; bridge.width()];
            for evidence in &taste.evidence {
                for (sum, x) in wish.iter_mut().zip(bridge.from(evidence.film)) {
                    *sum += evidence.level * x;
                }
            }
            for (film, score) in scores.iter_mut().enumerate() {
                *score = dot(&wish, bridge.to(FilmId(film as u32)));
            }
            return;
        }
        let direction = self.direction(taste);
        let length = dot(&direction, &direction).sqrt();
        if length > 0.0 {
            for (score, vector) in scores.iter_mut().zip(self.vectors.chunks_exact(self.dimensions().max(1))) {
                *score = dot(&direction, vector) / length;
            }
        }
    }

    fn because(&self, taste: &Taste, film: FilmId) -> Vec<Share> {
        if let Some(bridge) = &self.bridge {
            let to = bridge.to(film);
            let share = |evidence: &Evidence| Share {
                film: evidence.film,
                amount: evidence.level * dot(bridge.from(evidence.film), to),
            };
            return taste.evidence.iter().map(share).collect();
        }
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
