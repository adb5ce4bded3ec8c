//! The bridge from content into collaborative space: which films the members would reach for, told by metadata alone.
//!
//! Films too new for ratings have no column of item-to-item weights. Kernel ridge regression learns what a sample of
//! members makes of the well-rated films from those films' tokens and vote counts, and says it of every film. The
//! predictions of all those members are then reduced to a few dozen dimensions: the content vectors. Two films are
//! close there when metadata says that the same people would watch them.

use crate::features::Features;
use crate::interactions::Interactions;
use anyhow::{Result, anyhow};
use faer::linalg::solvers::Solve;
use faer::{Accum, Mat, Par, Side, linalg::matmul::matmul};
use halfstar_core::signals::{Content, Reach};
use halfstar_core::tuning::Tuning;
use rayon::prelude::*;

/// Members whose scores are regressed: enough to span the tastes.
const SAMPLE: usize = 1024;
/// A film with fewer ratings has no column worth learning from.
const WARM: u32 = 50;
/// The ridge, beside a kernel that is about 1 between a film and itself.
const RIDGE: f32 = 2.0;
/// Numbers a film.
pub const DIMENSIONS: usize = 32;
/// How much of a film's kernel grows with its votes.
const VOTED: f32 = 1.0 / 3.0;

/// What is known of films without their ratings.
pub struct Known<'a> {
    /// TF-IDF rows.
    pub features: &'a Features,
    /// Standardised logarithms of TMDB's vote counts; 0 where there are none.
    pub votes: &'a [f32],
}

/// Predicts the sampled members' scores of every film from content, learned on the films with enough ratings.
///
/// `weights` are the dense item-to-item weights, column-major; `counts` how often each film was rated in `data`.
///
/// # Errors
/// When the kernel cannot be factored, which the ridge rules out but for broken input.
pub fn predict(
    known: &Known<'_>,
    data: &Interactions,
    counts: &[(u32, f64)],
    weights: &[f32],
    tuning: &Tuning,
) -> Result<Mat<f32>> {
    let pool = counts.len();
    let warm: Vec<usize> = (0..pool).filter(|&film| counts[film].0 >= WARM).collect();
    let targets = targets(data, &warm, weights, pool, tuning);
    let kernel = kernel(known, &warm);
    let mut system = Mat::from_fn(warm.len(), warm.len(), |i, j| kernel[(warm[i], j)]);
    for i in 0..warm.len() {
        system[(i, i)] += RIDGE;
    }
    let factor =
        system.llt(Side::Lower).map_err(|error| anyhow!("the content kernel cannot be factored: {error:?}"))?;
    drop(system);
    let solved = factor.solve(&targets);
    let mut predicted = Mat::zeros(pool, targets.ncols());
    matmul(predicted.as_mut(), Accum::Replace, kernel.as_ref(), solved.as_ref(), 1.0, Par::rayon(0));
    Ok(predicted)
}

/// What each sampled member's neighbours say of each warm film, each member scaled to the same length.
fn targets(data: &Interactions, warm: &[usize], weights: &[f32], pool: usize, tuning: &Tuning) -> Mat<f32> {
    let members: Vec<usize> = (0..data.members()).filter(|&member| data.member(member).films.len() >= 20).collect();
    let step = (members.len() / SAMPLE).max(1);
    let sample: Vec<(Vec<u16>, Vec<f32>)> = members
        .iter()
        .step_by(step)
        .take(SAMPLE)
        .map(|&member| {
            let member = data.member(member);
            let levels = member.levels(tuning);
            (member.films.to_vec(), member.halves.iter().map(|&halves| levels[usize::from(halves)]).collect())
        })
        .collect();
    let rows: Vec<Vec<f32>> = warm
        .par_iter()
        .map(|&film| {
            let column = &weights[film * pool..(film + 1) * pool];
            let score = |(films, levels): &(Vec<u16>, Vec<f32>)| {
                films.iter().zip(levels).map(|(&film, level)| column[usize::from(film)] * level).sum::<f32>()
            };
            sample.iter().map(score).collect()
        })
        .collect();
    let mut targets = Mat::from_fn(warm.len(), sample.len(), |film, member| rows[film][member]);
    for member in 0..targets.ncols() {
        let column = targets.col_as_slice_mut(member);
        let length = column.iter().map(|x| x * x).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        column.iter_mut().for_each(|x| *x *= (warm.len() as f32).sqrt() / length);
    }
    targets
}

/// Every film against every warm one: likeness in tokens, more of it between films of like fame, and fame by itself.
fn kernel(known: &Known<'_>, warm: &[usize]) -> Mat<f32> {
    let Known { features, votes } = known;
    let mut postings: Vec<Vec<(u32, f32)>> = vec![Vec::new(); features.columns];
    for (place, &film) in warm.iter().enumerate() {
        for &(token, value) in &features.rows[film] {
            postings[token as usize].push((place as u32, value));
        }
    }
    let rows: Vec<Vec<f32>> = (0..features.rows.len())
        .into_par_iter()
        .map(|film| {
            let mut row = vec![0f32; warm.len()];
            for &(token, value) in &features.rows[film] {
                for &(place, other) in &postings[token as usize] {
                    row[place as usize] += value * other;
                }
            }
            let own = votes[film];
            for (x, &other) in row.iter_mut().zip(warm) {
                let fame = own * votes[other];
                *x = *x * (1.0 + VOTED * fame) + VOTED * (1.0 + fame + fame * fame);
            }
            row
        })
        .collect();
    Mat::from_fn(features.rows.len(), warm.len(), |film, place| rows[film][place])
}

/// What a bundle keeps of the predictions.
pub struct Reduced {
    /// Row-major, [`DIMENSIONS`] a film.
    pub vectors: Vec<f32>,
    /// The predictions' mean over the members: how widely each film is reached for.
    pub leads: Vec<f32>,
}

impl Reduced {
    /// As the bundle keeps them: unit vectors, and what those leave out.
    pub fn pack(&self) -> (Content, Reach) {
        let (mut units, mut lengths) = (self.vectors.clone(), Vec::new());
        for vector in units.chunks_exact_mut(DIMENSIONS) {
            let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
            vector.iter_mut().for_each(|x| *x /= length.max(f32::MIN_POSITIVE));
            lengths.push(length);
        }
        (Content::new(&units, DIMENSIONS), Reach::new(&self.leads, &lengths))
    }
}

/// Means, and a truncated singular value decomposition of what is left.
pub fn reduce(predicted: &Mat<f32>) -> Result<Reduced> {
    let (films, members) = (predicted.nrows(), predicted.ncols());
    let leads: Vec<f32> = (0..films)
        .map(|film| (0..members).map(|member| predicted[(film, member)]).sum::<f32>() / members.max(1) as f32)
        .collect();
    let rest = Mat::from_fn(films, members, |film, member| predicted[(film, member)] - leads[film]);
    let gram = rest.transpose() * &rest;
    let eigen = gram.self_adjoint_eigen(Side::Lower).map_err(|error| anyhow!("content has no spectrum: {error:?}"))?;
    let mut vectors = vec![0.0; films * DIMENSIONS];
    for dimension in 0..DIMENSIONS.min(members) {
        // Eigenvalues come in ascending order; they are the squares of the singular values.
        let place = members - 1 - dimension;
        let singular = eigen.S()[place].max(f32::MIN_POSITIVE).sqrt();
        let turned = &rest * eigen.U().col(place);
        for film in 0..films {
            // A square root of the singular value stays: the first few dimensions do not drown the rest.
            vectors[film * DIMENSIONS + dimension] = turned[film] / singular.sqrt();
        }
    }
    Ok(Reduced { vectors, leads })
}
