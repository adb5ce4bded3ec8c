//! The accuracy of blends of one bundle: what learning asks.

use crate::foundation::ask::{plain, taste_of};
use crate::foundation::ranking::{ndcg, recall};
use crate::foundation::split::{Holdout, LOOKED_AT, REGRETTED};
use halfstar_core::Bundle;
use halfstar_core::opinions::Opinions;
use halfstar_core::recommend::rank;
use halfstar_core::request::Request;
use halfstar_core::signals::Weights;
use rayon::prelude::*;
use serde::Serialize;

/// How well hidden films that were rated 4 or more are found, averaged over members.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Accuracy {
    /// Normalised discounted cumulative gain of the first hundred.
    pub ndcg_100: f64,
    /// … of the first ten.
    pub ndcg_10: f64,
    /// Recall among the first twenty, over min(20, hidden).
    pub recall_20: f64,
    /// Recall among the first fifty.
    pub recall_50: f64,
    /// Of the hidden films among the first twenty, the share that was rated 2½ or less.
    pub regret_20: f64,
    /// Over how many members.
    pub members: usize,
}

/// Asks the pipeline for each member's hidden films under each of several weights.
pub fn judge(bundle: &Bundle, members: &[Holdout], weights: &[Weights]) -> Vec<Accuracy> {
    let requests: Vec<Request> = weights.iter().map(|&weights| plain(weights)).collect();
    let rows: Vec<Vec<([f64; 4], [u32; 2])>> = members
        .par_iter()
        .map(|member| {
            let taste = taste_of(&member.shown, &bundle.tuning);
            let opinions = Opinions::of(bundle, &taste);
            // Only the default blend is one that members see: with caution.
            let plain = opinions.clone().without_reserve();
            let positives = member.positives();
            requests
                .iter()
                .map(|request| {
                    let opinions = if request.weights == Weights::default() { &opinions } else { &plain };
                    let ranked: Vec<u16> =
                        rank(bundle, &taste, opinions, request).iter().map(|film| film.0 as u16).collect();
                    (measure(&ranked, &positives), regretted(&ranked, member))
                })
                .collect()
        })
        .collect();
    (0..weights.len()).map(|column| average(rows.iter().map(|row| row[column]))).collect()
}

/// NDCG@100, NDCG@10, Recall@20 and Recall@50 of one list.
pub(in crate::evaluate) fn measure(ranked: &[u16], positives: &[u16]) -> [f64; 4] {
    let hit = |film: &u16| positives.binary_search(film).is_ok();
    let hits: Vec<bool> = ranked.iter().map(hit).collect();
    let hidden = positives.len();
    [ndcg(&hits, hidden, 100), ndcg(&hits, hidden, 10), recall(&hits, hidden, 20), recall(&hits, hidden, 50)]
}

/// How many of the hidden films among the first twenty the member regrets, of how many.
fn regretted(ranked: &[u16], member: &Holdout) -> [u32; 2] {
    let found = ranked.iter().take(LOOKED_AT).filter_map(|&film| member.hidden_rating(film));
    found.fold([0, 0], |[low, all], halves| [low + u32::from(halves <= REGRETTED), all + 1])
}

fn average(rows: impl Iterator<Item = ([f64; 4], [u32; 2])>) -> Accuracy {
    let (mut sums, mut members, mut low, mut all) = ([0.0; 4], 0usize, 0, 0u32);
    for (row, [regretted, found]) in rows {
        sums.iter_mut().zip(row).for_each(|(sum, x)| *sum += x);
        (low, all) = (low + regretted, all + found);
        members += 1;
    }
    let [ndcg_100, ndcg_10, recall_20, recall_50] = sums.map(|sum| sum / members.max(1) as f64);
    let regret_20 = f64::from(low) / f64::from(all.max(1));
    Accuracy { ndcg_100, ndcg_10, recall_20, recall_50, regret_20, members }
}
