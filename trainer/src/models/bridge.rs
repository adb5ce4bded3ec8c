//! The bridge from content into collaborative space: which films the members would reach for, predicted from metadata.
//!
//! Films too new for ratings have no item-to-item weights. Kernel ridge regression learns what a sample of members makes
//! of the well-rated films from those films' tokens and vote counts, and predicts it for every film. The predictions of
//! all those members are then reduced to a few dozen dimensions: the content vectors. Two films are close there when
//! metadata says that the same people would watch them.

use crate::features::Features;
use crate::foundation::matrix::{self, SparseRows, multiply, row, rows_mut};
use crate::interactions::Interactions;
use anyhow::{Context, Result};
use faer::Par;
use halfstar_core::signals::{Content, Reach};
use halfstar_core::tuning::Tuning;
use ndarray::{Array2, Axis};
use rayon::prelude::*;

/// Members whose scores are regressed: enough to span the tastes.
const SAMPLE: usize = 1024;
/// A film with fewer ratings has no weights worth learning from.
const WARM: u32 = 50;
/// The ridge, beside a kernel that is about 1 between a film and itself.
const RIDGE: f32 = 2.0;
/// Numbers per film.
pub const DIMENSIONS: usize = 32;
/// How much of a film's kernel grows with its votes.
const VOTED: f32 = 1.0 / 3.0;

/// What is known of films without their ratings.
pub struct Metadata<'a> {
    /// TF-IDF, a row per film.
    pub features: &'a Features,
    /// Standardised logarithms of TMDB's vote counts; 0 where there are none.
    pub votes: &'a [f32],
}

/// Predicts the sampled members' scores of every film from content, learned on the films with enough ratings: a row per
/// film, a column per member.
///
/// `weights` are the dense item-to-item weights as [`super::ease::dense`] returns them; `counts` how often each film was
/// rated in `data`.
///
/// # Errors
/// When the kernel cannot be factored, which the ridge rules out but for broken input.
pub fn predict(
    known: &Metadata<'_>,
    data: &Interactions,
    counts: &[(u32, f64)],
    weights: &Array2<f32>,
    tuning: &Tuning,
) -> Result<Array2<f32>> {
    let pool = counts.len();
    let warm: Vec<usize> = (0..pool).filter(|&film| counts[film].0 >= WARM).collect();
    let mut scores = targets(data, &warm, weights, tuning);
    let kernel = kernel(known, &warm);
    let mut system = kernel.select(Axis(0), &warm);
    system.diag_mut().iter_mut().for_each(|x| *x += RIDGE);
    matrix::solve(system, &mut scores.view_mut().reversed_axes()).context("the content kernel cannot be factored")?;
    let mut predicted = Array2::zeros((pool, scores.nrows()));
    multiply(&mut predicted, &kernel, &scores.t(), Par::rayon(0));
    Ok(predicted)
}

/// What each sampled member's neighbours say of each warm film: a row per member, all scaled to the same length.
fn targets(data: &Interactions, warm: &[usize], weights: &Array2<f32>, tuning: &Tuning) -> Array2<f32> {
    let members: Vec<usize> = (0..data.members()).filter(|&member| data.member(member).films.len() >= 20).collect();
    let step = (members.len() / SAMPLE).max(1);
    let sample: Vec<(&[u16], Vec<f32>)> = members
        .iter()
        .step_by(step)
        .take(SAMPLE)
        .map(|&member| {
            let member = data.member(member);
            let levels = member.levels(tuning);
            (member.films, member.halves.iter().map(|&halves| levels[usize::from(halves)]).collect())
        })
        .collect();
    // A film's weights fit the cache, so one film after the other is scored, and the matrix transposed afterwards.
    let mut by_film = Array2::zeros((warm.len(), sample.len()));
    rows_mut(&mut by_film).zip(warm).for_each(|(scores, &film)| {
        let towards = row(weights, film);
        for (score, (films, levels)) in scores.iter_mut().zip(&sample) {
            *score = films.iter().zip(levels).map(|(&film, level)| towards[usize::from(film)] * level).sum();
        }
    });
    let mut targets = by_film.t().as_standard_layout().into_owned();
    rows_mut(&mut targets).for_each(|scores| {
        let length = scores.iter().map(|x| x * x).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        scores.iter_mut().for_each(|x| *x *= (warm.len() as f32).sqrt() / length);
    });
    targets
}

/// Every film against every warm one: likeness in tokens, more of it between films of like fame, and fame by itself.
fn kernel(known: &Metadata<'_>, warm: &[usize]) -> Array2<f32> {
    let Metadata { features, votes } = known;
    let mut of_warm = SparseRows::default();
    warm.iter().for_each(|&film| of_warm.push(features.rows.pairs(film)));
    let postings = of_warm.transposed(features.columns);
    let mut kernel = Array2::zeros((features.rows.len(), warm.len()));
    rows_mut(&mut kernel).enumerate().for_each(|(film, row)| {
        for (token, value) in features.rows.pairs(film) {
            for (place, other) in postings.pairs(token as usize) {
                row[place as usize] += value * other;
            }
        }
        let own = votes[film];
        for (x, &other) in row.iter_mut().zip(warm) {
            let fame = own * votes[other];
            *x = *x * (1.0 + VOTED * fame) + VOTED * (1.0 + fame + fame * fame);
        }
    });
    kernel
}

/// What a bundle keeps of the predictions.
pub struct Reduced {
    /// [`DIMENSIONS`] numbers per film.
    pub vectors: Array2<f32>,
    /// The predictions' mean over the members: how widely each film is reached for.
    pub leads: Vec<f32>,
}

impl Reduced {
    /// As the bundle keeps them: unit vectors, and what those leave out.
    pub fn pack(&self) -> (Content, Reach) {
        let (mut units, mut lengths) = (self.vectors.clone(), Vec::new());
        for mut vector in units.rows_mut() {
            let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
            vector.iter_mut().for_each(|x| *x /= length.max(f32::MIN_POSITIVE));
            lengths.push(length);
        }
        let units = units.as_slice().unwrap_or_default();
        (Content::new(units, DIMENSIONS), Reach::new(&self.leads, &lengths))
    }
}

/// Means, and a truncated singular value decomposition of what is left of the predictions, which are used up.
///
/// # Errors
/// When the decomposition does not converge, which only broken input can bring about.
pub fn reduce(mut predicted: Array2<f32>) -> Result<Reduced> {
    let (films, members) = predicted.dim();
    let mut leads = vec![0.0; films];
    rows_mut(&mut predicted).zip(&mut leads).for_each(|(row, lead)| {
        *lead = row.iter().sum::<f32>() / members.max(1) as f32;
        row.iter_mut().for_each(|x| *x -= *lead);
    });
    let mut gram = Array2::zeros((members, members));
    multiply(&mut gram, &predicted.t(), &predicted, Par::rayon(0));
    // Eigenvalues are the squares of the singular values.
    let (squares, directions) = matrix::largest_eigen(&gram, DIMENSIONS).context("content has no spectrum")?;
    let mut vectors = Array2::zeros((films, DIMENSIONS));
    let mut projected = Array2::zeros((films, directions.ncols()));
    multiply(&mut projected, &predicted, &directions, Par::rayon(0));
    for (dimension, square) in squares.iter().enumerate() {
        let singular = square.max(f32::MIN_POSITIVE).sqrt();
        // A square root of the singular value stays: the first few dimensions do not drown the rest.
        vectors.column_mut(dimension).assign(&(&projected.column(dimension) / singular.sqrt()));
    }
    Ok(Reduced { vectors, leads })
}
