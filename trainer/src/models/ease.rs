//! Sparse EDLAE: item-to-item weights in closed form, cut to the globally largest, refitted, one ridge problem per film.
//!
//! EASE (Steck 2019) solves min ‖X − XB‖² + λ‖B‖² with a zero diagonal: with P = (XᵀX + Λ)⁻¹, B_ij = −P_ij / P_jj. Here
//! Λ = λI + p/(1−p)·diag(XᵀX): what training on inputs with dropout p comes to (EDLAE, Steck 2020), a ridge that grows
//! with a film's fame. X holds levels of ratings, and a member counts n^-½, so that those who rated everything do not
//! drown the rest. Keeping only the largest weights loses little once each film's weights are solved again on what it
//! kept.
//!
//! Matrices of weights are Bᵀ: row j holds the weights of all films towards film j.

use crate::foundation::matrix::{self, mirror, row, rows, rows_mut};
use crate::interactions::Interactions;
use anyhow::{Context, Result};
use halfstar_core::numeric::powf;
use halfstar_core::tuning::Tuning;
use ndarray::Array2;
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
pub fn cut(gram: &Array2<f32>, weights: &Array2<f32>, options: &EaseOptions) -> Vec<Vec<(u32, f32)>> {
    let support = largest(weights, gram, options);
    let mut speaks_for = vec![Vec::new(); gram.nrows()];
    for (film, kept) in support.iter().enumerate() {
        for &watched in kept {
            speaks_for[watched as usize].push((film as u32, weights[(film, watched as usize)]));
        }
    }
    speaks_for
}

/// Cuts dense weights and refits. Returns one row per film watched: the films it speaks for, ascending, with weights.
///
/// # Errors
/// When a refit cannot be solved, which a positive λ rules out but for broken input.
pub fn sparse(gram: &Array2<f32>, weights: &Array2<f32>, options: &EaseOptions) -> Result<Vec<Vec<(u32, f32)>>> {
    refit(gram, &largest(weights, gram, options), options)
}

/// XᵀWX, symmetric.
pub fn gram(data: &Interactions, pool: usize, tuning: &Tuning, member_power: f32) -> Array2<f32> {
    let weights = member_weights(data, member_power);
    let levels: Vec<[f32; 11]> = data.iter().map(|member| member.levels(tuning)).collect();
    // Film → (member, place in the member's row), so that each row of the matrix is filled by one thread in order.
    let mut raters: Vec<Vec<(u32, u16)>> = vec![Vec::new(); pool];
    for (index, member) in data.iter().enumerate() {
        for (place, &film) in member.films.iter().enumerate() {
            raters[usize::from(film)].push((index as u32, place as u16));
        }
    }
    let mut gram = Array2::zeros((pool, pool));
    rows_mut(&mut gram).zip(&raters).for_each(|(row, raters)| {
        for &(index, place) in raters {
            let member = data.member(index as usize);
            let levels = &levels[index as usize];
            let (films, halves) = (&member.films[usize::from(place)..], &member.halves[usize::from(place)..]);
            let own = weights[index as usize] * levels[usize::from(halves[0])];
            for (&film, &halves) in films.iter().zip(halves) {
                row[usize::from(film)] += own * levels[usize::from(halves)];
            }
        }
    });
    mirror(&mut gram);
    gram
}

/// n to the minus `power`, scaled so that the ratings' total weight stays what it was: λ keeps its meaning.
fn member_weights(data: &Interactions, power: f32) -> Vec<f32> {
    let raw: Vec<f64> = data.iter().map(|member| f64::from(powf(member.films.len().max(1) as f32, -power))).collect();
    let total: f64 = data.iter().zip(&raw).map(|(member, weight)| weight * member.films.len() as f64).sum();
    let scale = if total > 0.0 { data.ratings() as f64 / total } else { 1.0 };
    raw.into_iter().map(|weight| (weight * scale) as f32).collect()
}

/// All weights, Bᵀ.
///
/// # Errors
/// When the Gram matrix cannot be inverted, which a positive λ rules out but for broken input.
pub fn dense(gram: &Array2<f32>, options: &EaseOptions) -> Result<Array2<f32>> {
    let dropped = options.dropout / (1.0 - options.dropout);
    let mut regular = gram.clone();
    regular.diag_mut().iter_mut().for_each(|x| *x += options.lambda + dropped * *x);
    let mut weights = matrix::invert(regular).context("the Gram matrix cannot be inverted")?;
    rows_mut(&mut weights).enumerate().for_each(|(film, row)| {
        let scale = -1.0 / row[film];
        row.iter_mut().for_each(|weight| *weight *= scale);
        row[film] = 0.0;
    });
    Ok(weights)
}

/// Which films speak for each film: those of the globally largest weights, each scaled by how often its film is seen,
/// because a weight that is never used earns nothing.
fn largest(weights: &Array2<f32>, gram: &Array2<f32>, options: &EaseOptions) -> Vec<Vec<u32>> {
    let keep = (options.per_film * gram.nrows() as f32) as usize;
    let seen: Vec<f32> = gram.diag().iter().map(|x| x.sqrt()).collect();
    let size = |weight: f32, film: usize| (weight.abs() * seen[film]).to_bits() >> 12;
    // Positive floats sort as their bits do: one histogram finds the cut without a copy of the matrix.
    let histogram = rows(weights)
        .fold(
            || vec![0u32; 1 << 20],
            |mut histogram, row| {
                for (film, &weight) in row.iter().enumerate() {
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
    rows(weights)
        .map(|row| {
            let large = |&(film, &weight): &(usize, &f32)| size(weight, film) >= cut;
            row.iter().enumerate().filter(large).map(|(film, _)| film as u32).collect()
        })
        .collect()
}

/// Solves each film's ridge problem on its support, and turns the weights towards a film into weights of a film.
fn refit(gram: &Array2<f32>, support: &[Vec<u32>], options: &EaseOptions) -> Result<Vec<Vec<(u32, f32)>>> {
    let refitted: Vec<Array2<f32>> = support
        .par_iter()
        .enumerate()
        .map(|(film, kept)| {
            let at = |i: usize, other: u32| row(gram, kept[i] as usize)[other as usize];
            let mut system = Array2::from_shape_fn((kept.len(), kept.len()), |(i, j)| at(i, kept[j]));
            system.diag_mut().iter_mut().for_each(|x| *x += options.refit_lambda + options.refit_diagonal * *x);
            let mut weights = Array2::from_shape_fn((kept.len(), 1), |(i, _)| at(i, film as u32));
            if !kept.is_empty() {
                matrix::solve(system, &mut weights).with_context(|| format!("film {film} cannot be refitted"))?;
            }
            Ok(weights)
        })
        .collect::<Result<_>>()?;
    let mut speaks_for = vec![Vec::new(); gram.nrows()];
    for (film, (kept, weights)) in support.iter().zip(&refitted).enumerate() {
        for (&watched, &weight) in kept.iter().zip(weights) {
            speaks_for[watched as usize].push((film as u32, weight));
        }
    }
    Ok(speaks_for)
}
