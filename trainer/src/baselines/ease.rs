//! Dense EASE (Steck 2019) on graded ratings, uncompressed: the reference that a packed bundle is held against.

use super::{Ranker, graded};
use crate::foundation::matrix::{row, transpose};
use crate::interactions::Interactions;
use crate::models::ease::{EaseOptions, dense, gram};
use anyhow::Result;
use halfstar_core::tuning::Tuning;
use ndarray::Array2;

/// All weights, 0.6 GB for 12,000 films.
pub struct Ease {
    /// Row i holds film i's weights towards all films.
    weights: Array2<f32>,
    tuning: Tuning,
}

impl Ease {
    /// Fits on levels of ratings, members weighed as the trainer weighs them.
    ///
    /// # Errors
    /// When the Gram matrix cannot be inverted.
    pub fn fit(data: &Interactions, pool: usize, tuning: &Tuning) -> Result<Self> {
        let options = EaseOptions::reference();
        let gram = gram(data, pool, tuning, options.member_power);
        let weights = dense(&gram, &options)?;
        drop(gram);
        Ok(Self::new(weights, tuning))
    }

    /// From weights that are fitted already: row j holds those towards film j.
    pub fn new(mut weights: Array2<f32>, tuning: &Tuning) -> Self {
        transpose(&mut weights);
        Self { weights, tuning: tuning.clone() }
    }
}

impl Ranker for Ease {
    fn score(&self, shown: &[(u16, u8)], scores: &mut [f32]) {
        scores.fill(0.0);
        for (film, level) in graded(shown, &self.tuning) {
            let weights = row(&self.weights, usize::from(film));
            scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += level * weight);
        }
    }
}
