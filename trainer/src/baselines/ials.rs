//! Implicit alternating least squares (Hu et al. 2008), with what Rendle et al. 2022 found to matter: few epochs, a
//! ridge that grows with how much is known of a member or film, a small weight on all that was not rated.
//!
//! It minimises Σ over ratings c (1 − x·y)² + α Σ over all pairs (x·y)² + Σ λ (n + α·all) |·|², where c is the level
//! of a rating. Each half step is solved by a few conjugate gradients (Takács et al. 2011) from where it stood.

use super::{Ranker, graded};
use crate::evaluate::Random;
use crate::interactions::Interactions;
use halfstar_core::numeric::dot;
use halfstar_core::tuning::Tuning;
use rayon::prelude::*;

/// What can be chosen.
#[derive(Clone, Copy, Debug)]
pub struct IalsOptions {
    /// Numbers a member and a film.
    pub dimensions: usize,
    /// α, the weight of a pair that nobody rated: at 0 everything is liked, large makes all alike.
    pub unrated: f32,
    /// λ, the ridge.
    pub ridge: f32,
    /// Rounds over members and films.
    pub epochs: usize,
    /// Conjugate gradients a half step.
    pub gradients: usize,
}

/// Factors of films, and the numbers that place a new member among them.
pub struct Ials {
    options: IalsOptions,
    films: Factors,
    /// α YᵀY.
    gram: Vec<f32>,
    tuning: Tuning,
}

/// One row of numbers each, all in one allocation.
struct Factors {
    dimensions: usize,
    values: Vec<f32>,
}

/// A sparse matrix by rows: column and weight.
struct Rows {
    starts: Vec<usize>,
    columns: Vec<u32>,
    weights: Vec<f32>,
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
        let by_member = Rows::by_member(data, tuning);
        let by_film = by_member.transposed(pool);
        let mut random = Random::new(0x6941_4c53);
        let mut films = Factors::new(pool, options.dimensions, &mut random);
        let mut members = Factors::new(data.members(), options.dimensions, &mut random);
        for _ in 0..options.epochs {
            members.improve(&by_member, &films, options);
            films.improve(&by_film, &members, options);
        }
        let gram = films.gram(options.unrated);
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
            *score = dot(&member, self.films.row(film));
        }
    }
}

impl Factors {
    fn new(rows: usize, dimensions: usize, random: &mut Random) -> Self {
        let scale = 0.1 / (dimensions.max(1) as f32).sqrt();
        Self { dimensions, values: (0..rows * dimensions).map(|_| random.signed() * scale).collect() }
    }

    fn row(&self, row: usize) -> &[f32] {
        &self.values[row * self.dimensions..][..self.dimensions]
    }

    /// `scale` times the sum of all rows' outer products.
    fn gram(&self, scale: f32) -> Vec<f32> {
        const PART: usize = 1 << 10;
        let size = self.dimensions;
        let parts: Vec<Vec<f32>> = self
            .values
            .par_chunks(PART * size)
            .map(|rows| {
                let mut gram = vec![0f32; size * size];
                for row in rows.chunks_exact(size) {
                    for (sums, x) in gram.chunks_exact_mut(size).zip(row) {
                        sums.iter_mut().zip(row).for_each(|(sum, y)| *sum += x * y);
                    }
                }
                gram
            })
            .collect();
        let mut gram = vec![0f32; size * size];
        for part in parts {
            gram.iter_mut().zip(part).for_each(|(sum, x)| *sum += x * scale);
        }
        gram
    }

    /// Half a step: every row anew, given the other side's.
    fn improve(&mut self, rows: &Rows, others: &Self, options: &IalsOptions) {
        let gram = others.gram(options.unrated);
        self.values
            .par_chunks_mut(self.dimensions)
            .enumerate()
            .for_each(|(row, factors)| solve(factors, rows.row(row), others, &gram, options));
    }
}

impl Rows {
    fn by_member(data: &Interactions, tuning: &Tuning) -> Self {
        let mut rows = Self { starts: vec![0], columns: Vec::new(), weights: Vec::new() };
        for member in data.iter() {
            let levels = member.levels(tuning);
            rows.columns.extend(member.films.iter().map(|&film| u32::from(film)));
            rows.weights.extend(member.halves.iter().map(|&halves| levels[usize::from(halves)]));
            rows.starts.push(rows.columns.len());
        }
        rows
    }

    fn transposed(&self, columns: usize) -> Self {
        let mut starts = vec![0; columns + 1];
        self.columns.iter().for_each(|&column| starts[column as usize + 1] += 1);
        for column in 0..columns {
            starts[column + 1] += starts[column];
        }
        let mut next = starts.clone();
        let mut turned = Self { starts, columns: vec![0; self.columns.len()], weights: vec![0.0; self.columns.len()] };
        for row in 0..self.starts.len() - 1 {
            let (columns, weights) = self.row(row);
            for (&column, &weight) in columns.iter().zip(weights) {
                let place = &mut next[column as usize];
                turned.columns[*place] = row as u32;
                turned.weights[*place] = weight;
                *place += 1;
            }
        }
        turned
    }

    fn row(&self, row: usize) -> (&[u32], &[f32]) {
        let range = self.starts[row]..self.starts[row + 1];
        (&self.columns[range.clone()], &self.weights[range])
    }
}

/// Conjugate gradients towards the minimum for one row.
fn solve(x: &mut [f32], (columns, weights): (&[u32], &[f32]), others: &Factors, gram: &[f32], options: &IalsOptions) {
    let all = others.values.len() / others.dimensions.max(1);
    let ridge = options.ridge * (columns.len() as f32 + options.unrated * all as f32);
    // What the row's own ratings ask for, less what `v` already gives, where `target` is 1; with 0, −(A v).
    let residual = |v: &[f32], target: f32, into: &mut [f32]| {
        for ((sum, x), row) in into.iter_mut().zip(v).zip(gram.chunks_exact(v.len())) {
            *sum = -ridge * x - dot(row, v);
        }
        for (&column, &weight) in columns.iter().zip(weights) {
            let other = others.row(column as usize);
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

    /// One dimension, by hand: A = Σ c y² + α Σ y² + λ (n + α·all), b = Σ c y.
    #[test]
    fn one_dimension_is_solved_exactly() {
        let films = Factors { dimensions: 1, values: vec![1.0, 2.0, -1.0] };
        let options = IalsOptions { dimensions: 1, unrated: 0.5, ridge: 0.1, epochs: 1, gradients: 2 };
        let gram = films.gram(options.unrated);
        assert!((gram[0] - 3.0).abs() < 1e-6);
        let mut x = vec![0.3];
        solve(&mut x, (&[0, 1], &[1.0, 0.5]), &films, &gram, &options);
        let expected = (1.0 + 1.0) / (1.0 + 2.0 + 3.0 + 0.1 * (2.0 + 1.5));
        assert!((x[0] - expected).abs() < 1e-5, "{x:?}, not {expected}");
    }

    #[test]
    fn rows_turn_into_columns() {
        let rows = Rows { starts: vec![0, 2, 3], columns: vec![0, 2, 2], weights: vec![1.0, 2.0, 3.0] };
        let turned = rows.transposed(3);
        assert_eq!(turned.row(0), (&[0][..], &[1.0][..]));
        assert_eq!(turned.row(1), (&[][..], &[][..]));
        assert_eq!(turned.row(2), (&[0, 1][..], &[2.0, 3.0][..]));
    }
}
