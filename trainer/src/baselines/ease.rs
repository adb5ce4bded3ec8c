//! Dense EASE (Steck 2019) on graded ratings, uncompressed: the reference that a packed bundle is held against.

use super::{Ranker, graded};
use crate::interactions::Interactions;
use crate::models::ease::{EaseOptions, dense, gram};
use anyhow::Result;
use halfstar_core::tuning::Tuning;

/// All weights, 0.6 GB for 12,000 films.
pub struct Ease {
    /// Row-major: row i holds film i's weights towards all films.
    weights: Vec<f32>,
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
        let weights = dense(&gram, pool, &options)?;
        drop(gram);
        Ok(Self::new(weights, pool, tuning))
    }

    /// From weights that are fitted already: column j holds those towards film j.
    pub fn new(mut weights: Vec<f32>, pool: usize, tuning: &Tuning) -> Self {
        transpose(&mut weights, pool);
        Self { weights, tuning: tuning.clone() }
    }
}

impl Ranker for Ease {
    fn score(&self, shown: &[(u16, u8)], scores: &mut [f32]) {
        scores.fill(0.0);
        let pool = scores.len();
        for (film, level) in graded(shown, &self.tuning) {
            let row = &self.weights[usize::from(film) * pool..][..pool];
            scores.iter_mut().zip(row).for_each(|(score, weight)| *score += level * weight);
        }
    }
}

/// In place, in tiles that fit the cache.
fn transpose(matrix: &mut [f32], size: usize) {
    const TILE: usize = 64;
    for row_tile in (0..size).step_by(TILE) {
        for column_tile in (row_tile..size).step_by(TILE) {
            for row in row_tile..(row_tile + TILE).min(size) {
                for column in column_tile.max(row + 1)..(column_tile + TILE).min(size) {
                    matrix.swap(row * size + column, column * size + row);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transposed_across_tiles() {
        let size = 130;
        let mut matrix: Vec<f32> = (0..size * size).map(|at| at as f32).collect();
        transpose(&mut matrix, size);
        assert!((0..size * size).all(|at| matrix[at] == (at % size * size + at / size) as f32));
    }
}
