//! What is learned on validation members, through the core's own pipeline: the default blend and the predicted stars.

use crate::evaluate::{Accuracy, Holdout, judge, taste_of};
use faer::linalg::solvers::Solve;
use faer::{Mat, Side};
use halfstar_core::Bundle;
use halfstar_core::blend::{Opinions, Weights};
use halfstar_core::film::FilmId;
use halfstar_core::predict;
use halfstar_core::tuning::StarsModel;
use rayon::prelude::*;

/// Members enough for differences of a thousandth; more cost time and change nothing.
const BLEND_MEMBERS: usize = 1200;

/// The weights with the best NDCG@100, and what they reach. Neighbours are the yardstick at 1.
pub fn blend(bundle: &Bundle, members: &[Holdout]) -> (Weights, Accuracy) {
    let members = &members[..members.len().min(BLEND_MEMBERS)];
    let scale = [0.0, 0.04, 0.08, 0.12, 0.18, 0.25, 0.4];
    let grid: Vec<Weights> =
        scale.iter().flat_map(|&content| scale.map(|quality| Weights { neighbours: 1.0, content, quality })).collect();
    let results = judge(bundle, members, &grid);
    let best = (0..grid.len()).max_by(|&a, &b| results[a].ndcg_100.total_cmp(&results[b].ndcg_100)).unwrap_or(0);
    (grid[best], results[best])
}

/// Coefficients of the predicted stars by least squares over the hidden ratings.
pub fn stars(bundle: &Bundle, members: &[Holdout]) -> StarsModel {
    const TERMS: usize = 5;
    let (gram, target) = members
        .par_iter()
        .map(|member| {
            let taste = taste_of(&member.shown, &bundle.tuning);
            let opinions = Opinions::of(bundle, &taste);
            let (mut gram, mut target) = ([[0f64; TERMS]; TERMS], [0f64; TERMS]);
            for &(film, halves) in &member.hidden {
                let [a, b, c, d] = predict::features(bundle, &opinions, FilmId(u32::from(film))).map(f64::from);
                let row = [1.0, a, b, c, d];
                let off = f64::from(halves) / 2.0 - f64::from(taste.mean);
                for i in 0..TERMS {
                    target[i] += row[i] * off;
                    for j in 0..TERMS {
                        gram[i][j] += row[i] * row[j];
                    }
                }
            }
            (gram, target)
        })
        .collect::<Vec<_>>()
        .into_iter()
        .fold(([[0f64; TERMS]; TERMS], [0f64; TERMS]), |(mut gram, mut target), (g, t)| {
            for i in 0..TERMS {
                target[i] += t[i];
                for j in 0..TERMS {
                    gram[i][j] += g[i][j];
                }
            }
            (gram, target)
        });
    // Quality enters twice, in stars and standardised; a small ridge shares it between them.
    let system = Mat::from_fn(TERMS, TERMS, |i, j| gram[i][j] + if i == j { 1.0 } else { 0.0 });
    let Ok(factor) = system.llt(Side::Lower) else { return bundle.tuning.stars.clone() };
    let solution = factor.solve(Mat::from_fn(TERMS, 1, |i, _| target[i]));
    let [intercept, quality, a, b, c] = std::array::from_fn(|i| solution[(i, 0)] as f32);
    StarsModel { intercept, quality, opinions: [a, b, c] }
}

/// Root mean squared error in stars: of the pipeline's prediction, and of the member's mean plus the film's offset.
pub fn star_errors(bundle: &Bundle, members: &[Holdout]) -> (f64, f64) {
    let errors: Vec<(f64, f64, usize)> = members
        .par_iter()
        .map(|member| {
            let taste = taste_of(&member.shown, &bundle.tuning);
            let opinions = Opinions::of(bundle, &taste);
            member.hidden.iter().fold((0.0, 0.0, 0), |(ours, bias, n), &(film, halves)| {
                let film = FilmId(u32::from(film));
                let truth = f64::from(halves) / 2.0;
                let quality = bundle.quality.stars(film).unwrap_or(bundle.tuning.typical_mean);
                let plain = f64::from(taste.mean + quality - bundle.tuning.typical_mean).clamp(0.5, 5.0);
                let predicted = f64::from(predict::stars(bundle, &taste, &opinions, film));
                (ours + (predicted - truth) * (predicted - truth), bias + (plain - truth) * (plain - truth), n + 1)
            })
        })
        .collect();
    let (ours, bias, n) = errors.iter().fold((0.0, 0.0, 0), |(a, b, n), &(x, y, m)| (a + x, b + y, n + m));
    ((ours / n.max(1) as f64).sqrt(), (bias / n.max(1) as f64).sqrt())
}
