//! How good everyone finds a film: the mean rating, shrunk towards the typical film where ratings are few.

use super::contract::{Model, Share, Signal};
use crate::evidence::Known;
use crate::film::{Catalogue, FilmId};
use serde::{Deserialize, Serialize};

/// Stars between two codes: 255 steps from 0 to 5.1.
const STEP: f32 = 0.02;

/// The Bayesian mean of every film of the pool, in fiftieths of a star.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Quality {
    #[serde(with = "serde_bytes")]
    codes: Vec<u8>,
}

impl Quality {
    /// Quantises means in stars, one a film of the pool.
    pub fn new(means: &[f32]) -> Self {
        Self { codes: means.iter().map(|mean| (mean / STEP).round().clamp(0.0, 255.0) as u8).collect() }
    }

    /// The mean in stars; `None` outside the pool.
    pub fn stars(&self, film: FilmId) -> Option<f32> {
        self.codes.get(film.index()).map(|&code| f32::from(code) * STEP)
    }

    /// All means in stars.
    pub fn means(&self) -> Vec<f32> {
        self.codes.iter().map(|&code| f32::from(code) * STEP).collect()
    }
}

impl Signal for Quality {
    fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    fn score(&self, _: &Known<'_>, scores: &mut [f32]) {
        for (score, &code) in scores.iter_mut().zip(&self.codes) {
            *score = f32::from(code) * STEP;
        }
    }

    /// Nobody in particular: everyone's ratings made it.
    fn because(&self, _: &Known<'_>, _film: FilmId) -> Vec<Share> {
        Vec::new()
    }

    fn sizes(&self) -> Vec<(&'static str, usize)> {
        vec![("films", self.codes.len())]
    }
}

impl Model for Quality {
    fn restore(&mut self, catalogue: &Catalogue) -> bool {
        self.codes.len() == catalogue.pool()
    }
}
