//! Sparse EDLAE: item-to-item weights in closed form, cut to the globally largest, refitted, one ridge problem a film.
//!
//! EASE (Steck 2019) solves min ‖X − XB‖² + λ‖B‖² with a zero diagonal: with P = (XᵀX + Λ)⁻¹, B_ij = −P_ij / P_jj. Here
//! Λ = λI + p/(1−p)·diag(XᵀX): what training on inputs with dropout p comes to (EDLAE, Steck 2020), a ridge that grows
//! with a film's fame. X holds levels of ratings, and a member counts n^-½, so that those who rated everything do not
//! drown the rest. Keeping only the largest weights loses little once each film's column is solved again on what it
//! kept.

use crate::interactions::Interactions;
use anyhow::{Result, anyhow};
use faer::linalg::solvers::{DenseSolveCore, Solve};
use faer::{Mat, Side};
use halfstar_core::numeric::powf;
use halfstar_core::tuning::Tuning;
use rayon::prelude::*;

/// What can be chosen.
#[derive(Clone, Debug)]
pub struct EaseOptions {
    /// The ridge: small follows the data into noise, large makes everything alike.
    pub lambda: f32,
    /// The dropout p: at 0 this is EASE, towards 1 only a film's most certain neighbours are left.
    pub dropout: f32,
    /// Weights kept per film, on average over the pool.
    pub per_film: f32,
    /// A member's weight is n to the minus this: at 0 those with long histories decide, at 1 all count alike.
    pub member_power: f32,
    /// The ridge of the refit.
    pub refit_lambda: f32,
    /// The refit's p/(1−p): less than the dropout's, because the cut has already regularised.
    pub refit_diagonal: f32,
}

impl Default for EaseOptions {
    fn default() -> Self {
        Self {
            lambda: 500.0,
            dropout: 0.33,
            per_film: 24.0,
            member_power: 0.5,
            refit_lambda: 500.0,
            refit_diagonal: 0.25,
        }
    }
}

impl EaseOptions {
    /// Uncompressed graded EASE, the reference that the sparse weights are measured against: λ and the members' power are
    /// the best on validation members.
    pub fn reference() -> Self {
        Self { lambda: 800.0, dropout: 0.0, ..Self::default() }
    }
}

/// Cuts dense weights, as they are. Rows as [`sparse`] returns them.
pub fn cut(gram: &[f32], weights: &[f32], pool: usize, options: &EaseOptions) -> Vec<Vec<(u32, f32)>> {
    let support = largest(weights, gram, pool, (options.per_film * pool as f32) as usize);
    let mut rows = vec![Vec::new(); pool];
    for (film, kept) in support.iter().enumerate() {
        for &watched in kept {
            rows[watched as usize].push((film as u32, weights[film * pool + watched as usize]));
        }
    }
    rows
}

/// Cuts dense weights and refits. Returns one row a film watched: the films it speaks for, ascending, with weights.
///
/// # Errors
/// When a refit cannot be solved, which a positive λ rules out but for broken input.
pub fn sparse(gram: &[f32], weights: &[f32], pool: usize, options: &EaseOptions) -> Result<Vec<Vec<(u32, f32)>>> {
    let support = largest(weights, gram, pool, (options.per_film * pool as f32) as usize);
    refit(gram, pool, &support, options)
}

/// XᵀWX, column-major and symmetric.
pub fn gram(data: &Interactions, pool: usize, tuning: &Tuning, member_power: f32) -> Vec<f32> {
    let weights = member_weights(data, member_power);
    let levels: Vec<[f32; 11]> = data.iter().map(|member| member.levels(tuning)).collect();
    // Film → (member, place in the member's row), so that each column of the matrix is filled by one thread in order.
    let mut raters: Vec<Vec<(u32, u16)>> = vec![Vec::new(); pool];
    for (index, member) in data.iter().enumerate() {
        for (place, &film) in member.films.iter().enumerate() {
            raters[usize::from(film)].push((index as u32, place as u16));
        }
    }
    let mut gram = vec![0f32; pool * pool];
    gram.par_chunks_mut(pool).zip(&raters).for_each(|(column, raters)| {
        for &(index, place) in raters {
            let member = data.member(index as usize);
            let levels = &levels[index as usize];
            let (films, halves) = (&member.films[usize::from(place)..], &member.halves[usize::from(place)..]);
            let own = weights[index as usize] * levels[usize::from(halves[0])];
            for (&film, &halves) in films.iter().zip(halves) {
                column[usize::from(film)] += own * levels[usize::from(halves)];
            }
        }
    });
    mirror(&mut gram, pool);
    gram
}

/// n to the minus `power`, scaled so that the ratings' total weight stays what it was: λ keeps its meaning.
fn member_weights(data: &Interactions, power: f32) -> Vec<f32> {
    let raw: Vec<f64> = data.iter().map(|member| f64::from(powf(member.films.len().max(1) as f32, -power))).collect();
    let total: f64 = data.iter().zip(&raw).map(|(member, weight)| weight * member.films.len() as f64).sum();
    let scale = if total > 0.0 { data.ratings() as f64 / total } else { 1.0 };
    raw.into_iter().map(|weight| (weight * scale) as f32).collect()
}

/// Copies the lower triangle to the upper, in tiles that fit the cache.
fn mirror(gram: &mut [f32], pool: usize) {
    const TILE: usize = 64;
    for column_tile in (0..pool).step_by(TILE) {
        for row_tile in (column_tile..pool).step_by(TILE) {
            for column in column_tile..(column_tile + TILE).min(pool) {
                for row in row_tile.max(column + 1)..(row_tile + TILE).min(pool) {
                    gram[row * pool + column] = gram[column * pool + row];
                }
            }
        }
    }
}

/// B, column-major: column j holds the weights towards film j.
///
/// # Errors
/// When the Gram matrix cannot be inverted, which a positive λ rules out but for broken input.
pub fn dense(gram: &[f32], pool: usize, options: &EaseOptions) -> Result<Vec<f32>> {
    let diagonal = options.dropout / (1.0 - options.dropout);
    let mut regular = Mat::from_fn(pool, pool, |row, column| gram[column * pool + row]);
    for film in 0..pool {
        regular[(film, film)] += options.lambda + diagonal * gram[film * pool + film];
    }
    let factor = regular.llt(Side::Lower).map_err(|error| anyhow!("the Gram matrix cannot be factored: {error:?}"))?;
    drop(regular);
    let inverse = factor.inverse();
    let mut weights = vec![0f32; pool * pool];
    weights.par_chunks_mut(pool).enumerate().for_each(|(film, column)| {
        let scale = -1.0 / inverse[(film, film)];
        for (weight, value) in column.iter_mut().zip(inverse.col_as_slice(film)) {
            *weight = value * scale;
        }
        column[film] = 0.0;
    });
    Ok(weights)
}

/// Which films each column keeps: the globally largest `keep` weights, each scaled by how often its film is seen,
/// because a weight that is never used earns nothing.
fn largest(weights: &[f32], gram: &[f32], pool: usize, keep: usize) -> Vec<Vec<u32>> {
    let seen: Vec<f32> = (0..pool).map(|film| gram[film * pool + film].sqrt()).collect();
    let size = |weight: f32, film: usize| (weight.abs() * seen[film]).to_bits() >> 12;
    // Positive floats sort as their bits do: one histogram finds the cut without a copy of the matrix.
    let histogram = weights
        .par_chunks(pool)
        .fold(
            || vec![0u32; 1 << 20],
            |mut histogram, column| {
                for (film, &weight) in column.iter().enumerate() {
                    histogram[size(weight, film) as usize] += 1;
                }
                histogram
            },
        )
        .reduce(
            || vec![0u32; 1 << 20],
            |mut a, b| {
                a.iter_mut().zip(b).for_each(|(a, b)| *a += b);
                a
            },
        );
    let mut kept = 0usize;
    let cut = (1..histogram.len()).rev().find(|&bits| {
        kept += histogram[bits] as usize;
        kept >= keep
    });
    let cut = cut.unwrap_or(1) as u32;
    weights
        .par_chunks(pool)
        .map(|column| {
            let large = |&(film, &weight): &(usize, &f32)| size(weight, film) >= cut;
            column.iter().enumerate().filter(large).map(|(film, _)| film as u32).collect()
        })
        .collect()
}

/// Solves each film's ridge problem on its support, and turns columns into rows.
fn refit(gram: &[f32], pool: usize, support: &[Vec<u32>], options: &EaseOptions) -> Result<Vec<Vec<(u32, f32)>>> {
    let columns: Vec<Vec<f32>> = support
        .par_iter()
        .enumerate()
        .map(|(film, kept)| {
            if kept.is_empty() {
                return Ok(Vec::new());
            }
            let at = |a: u32, b: u32| gram[a as usize * pool + b as usize];
            let ridge = |i: usize| options.refit_lambda + options.refit_diagonal * at(kept[i], kept[i]);
            let mut system = Mat::from_fn(kept.len(), kept.len(), |i, j| at(kept[i], kept[j]));
            for i in 0..kept.len() {
                system[(i, i)] += ridge(i);
            }
            let target = Mat::from_fn(kept.len(), 1, |i, _| at(kept[i], film as u32));
            let factor =
                system.llt(Side::Lower).map_err(|error| anyhow!("film {film} cannot be refitted: {error:?}"))?;
            Ok(factor.solve(&target).col_as_slice(0).to_vec())
        })
        .collect::<Result<_>>()?;
    let mut rows = vec![Vec::new(); pool];
    for (film, (kept, column)) in support.iter().zip(&columns).enumerate() {
        for (&watched, &weight) in kept.iter().zip(column) {
            rows[watched as usize].push((film as u32, weight));
        }
    }
    Ok(rows)
}
