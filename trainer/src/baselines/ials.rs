//! Implicit alternating least squares (Hu et al. 2008), with what Rendle et al. 2022 found to matter: few epochs, a
//! ridge that grows with how much is known of a member or film, a small weight on all that was not rated.
//!
//! It minimises Σ over ratings c (1 − x·y)² + α Σ over all pairs (x·y)² + Σ λ (n + α·all) |·|², where c is the level
//! of a rating. Each half step is solved by a few conjugate gradients (Takács et al. 2011) from where it stood.

use super::{Ranker, graded};
use crate::foundation::matrix::{SparseRows, multiply, row, rows_mut};
use crate::foundation::random::{Generator, seeded, signed};
use crate::interactions::Interactions;
use faer::Par;
use halfstar_core::numeric::dot;
use halfstar_core::tuning::Tuning;
use ndarray::Array2;
use rayon::prelude::*;

/// What the first numbers are drawn with.
const SEED: u64 = 0x6941_4c53;

/// What can be chosen.
#[derive(Clone, Copy, Debug)]
pub struct IalsOptions {
    /// Numbers per member and per film.
    pub dimensions: usize,
    /// α, the weight of a pair that nobody rated: at 0 everything is liked, large makes all alike.
    pub unrated: f32,
    /// λ, the ridge.
    pub ridge: f32,
    /// Rounds over members and films.
    pub epochs: usize,
    /// Conjugate gradients per half step.
    pub gradients: usize,
}

/// Factors of films, and the numbers that place a new member among them.
pub struct Ials {
    options: IalsOptions,
    films: Array2<f32>,
    /// α YᵀY.
    gram: Array2<f32>,
    tuning: Tuning,
}

impl Default for IalsOptions {
    /// The best found on validation members: α from 0.03 to 1, λ from 0.0005 to 0.01, 64 and 128 dimensions.
    fn default() -> Self {
        Self { dimensions: 128, unrated: 0.6, ridge: 0.0015, epochs: 14, gradients: 3 }
    }
}

impl Ials {
    /// Fits.
    pub fn fit(data: &Interactions, pool: usize, tuning: &Tuning, options: &IalsOptions) -> Self {
        let by_member = levels(data, tuning);
        let by_film = by_member.transposed(pool);
        let mut random = seeded(SEED);
        let mut films = start(pool, options.dimensions, &mut random);
        let mut members = start(data.members(), options.dimensions, &mut random);
        for _ in 0..options.epochs {
            improve(&mut members, &by_member, &films, options);
            improve(&mut films, &by_film, &members, options);
        }
        let gram = gram(&films, options.unrated);
        Self { options: *options, films, gram, tuning: tuning.clone() }
    }
}

impl Ranker for Ials {
    fn score(&self, shown: &[(u16, u8)], scores: &mut [f32]) {
        let (columns, weights): (Vec<u32>, Vec<f32>) =
            graded(shown, &self.tuning).map(|(film, level)| (u32::from(film), level)).unzip();
        let mut member = vec![0.0; self.options.dimensions];
        // From nothing, to convergence: a few dozen steps in floats.
        let options = IalsOptions { gradients: 25, ..self.options };
        solve(&mut member, (&columns, &weights), &self.films, &self.gram, &options);
        for (film, score) in scores.iter_mut().enumerate() {
            *score = dot(&member, row(&self.films, film));
        }
    }
}

/// Small random numbers, a row per member or film.
fn start(rows: usize, dimensions: usize, random: &mut Generator) -> Array2<f32> {
    let scale = 0.1 / (dimensions.max(1) as f32).sqrt();
    Array2::from_shape_simple_fn((rows, dimensions), || scale * signed(random))
}

/// The levels that members give, a row per member.
fn levels(data: &Interactions, tuning: &Tuning) -> SparseRows {
    let mut rows = SparseRows::default();
    for member in data.iter() {
        let levels = member.levels(tuning);
        let films = member.films.iter().map(|&film| u32::from(film));
        rows.push(films.zip(member.halves.iter().map(|&halves| levels[usize::from(halves)])));
    }
    rows
}

/// `scale` times the sum of all rows' outer products.
fn gram(factors: &Array2<f32>, scale: f32) -> Array2<f32> {
    let size = factors.ncols();
    let mut gram = Array2::zeros((size, size));
    multiply(&mut gram, &factors.t(), factors, Par::rayon(0));
    gram *= scale;
    gram
}

/// Half a step: every row of `factors` anew, given the other side's.
fn improve(factors: &mut Array2<f32>, rows: &SparseRows, others: &Array2<f32>, options: &IalsOptions) {
    let gram = gram(others, options.unrated);
    let solved = rows_mut(factors).enumerate();
    solved.for_each(|(at, factors)| solve(factors, rows.row(at), others, &gram, options));
}

/// Conjugate gradients towards the minimum for one row.
fn solve(
    x: &mut [f32],
    (columns, weights): (&[u32], &[f32]),
    others: &Array2<f32>,
    gram: &Array2<f32>,
    options: &IalsOptions,
) {
    let all = others.nrows();
    let ridge = options.ridge * (columns.len() as f32 + options.unrated * all as f32);
    // What the row's own ratings ask for, less what `v` already gives, where `target` is 1; with 0, −(A v).
    let residual = |v: &[f32], target: f32, into: &mut [f32]| {
        for ((sum, x), row) in into.iter_mut().zip(v).zip(gram.rows()) {
            *sum = -ridge * x - dot(row.to_slice().unwrap_or_default(), v);
        }
        for (&column, &weight) in columns.iter().zip(weights) {
            let other = row(others, column as usize);
            let step = weight * (target - dot(other, v));
            into.iter_mut().zip(other).for_each(|(sum, y)| *sum += step * y);
        }
    };
    let mut left = vec![0.0; x.len()];
    residual(x, 1.0, &mut left);
    let mut direction = left.clone();
    let mut product = vec![0.0; x.len()];
    let mut size = dot(&left, &left);
    for _ in 0..options.gradients {
        if size < 1e-10 {
            break;
        }
        residual(&direction, 0.0, &mut product);
        let step = size / -dot(&direction, &product);
        for (i, x) in x.iter_mut().enumerate() {
            *x += step * direction[i];
            left[i] += step * product[i];
        }
        let next = dot(&left, &left);
        let keep = next / size;
        direction.iter_mut().zip(&left).for_each(|(direction, left)| *direction = left + keep * *direction);
        size = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    /// One dimension, by hand: A = Σ c y² + α Σ y² + λ (n + α·all), b = Σ c y.
    #[test]
    fn one_dimension_is_solved_exactly() {
        let films = array![[1.0], [2.0], [-1.0]];
        let options = IalsOptions { dimensions: 1, unrated: 0.5, ridge: 0.1, epochs: 1, gradients: 2 };
        let gram = gram(&films, options.unrated);
        assert!((gram[(0, 0)] - 3.0).abs() < 1e-6);
        let mut x = vec![0.3];
        solve(&mut x, (&[0, 1], &[1.0, 0.5]), &films, &gram, &options);
        let expected = (1.0 + 1.0) / (1.0 + 2.0 + 3.0 + 0.1 * (2.0 + 1.5));
        assert!((x[0] - expected).abs() < 1e-5, "{x:?}, not {expected}");
    }
}
