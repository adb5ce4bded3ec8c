//! Hidden ratings of held-out members, asked back from the core's own pipeline.
//!
//! - [`judge`] is what learning asks: the accuracy of a few blends.
//! - [`compare`] is what `halfstar evaluate` prints: a finished bundle and its rivals ([`crate::baselines`]), under
//!   every [`Protocol`], by every [`Metric`], with intervals ([`Bootstrap`]) and in [`Slices`].
//! - [`judge_exports`] asks real exports for films that their members liked.
//! - [`evidence`] asks what likes, rewatches, dates and the rest are worth.

mod beyond;
mod bootstrap;
pub mod cold;
mod competitors;
mod dial;
mod dump;
pub mod evidence;
mod exports;
mod finding;
mod join;
mod markdown;
mod members;
mod metrics;
mod protocol;
mod random;
mod ratings;
mod report;
mod sizes;
mod slices;
mod split;

pub use beyond::{coverage, diversity, novelty, shares};
pub use bootstrap::{Bootstrap, Estimate};
pub use competitors::{Competitor, REFERENCE, choose, competitors};
pub use dial::{Turn, dial};
pub use dump::dump;
pub use exports::{Export, ExportMember, ExportReport, Ranks, judge_exports};
pub use finding::{Background, Finding, Metric, findings};
pub use join::{UNKNOWN, places};
pub use markdown::{export_tables, tables};
pub use members::{Joined, Judged, Members, Rater};
pub use metrics::{auc, hit_at, ndcg, ndcg_at, precision_at, recall, recall_at, reciprocal_rank};
pub use protocol::{Case, Protocol};
pub use random::Random;
pub use ratings::{Biases, StarErrors, star_errors};
pub use report::{Comparison, Report, Row, compare};
pub use sizes::{STEPS, Size, sizes};
pub use slices::{FilmGroups, Slice, Slices};
pub(crate) use split::POSITIVE;
pub use split::{Holdout, Role, holdout, role, shorten};

use halfstar_core::Bundle;
use halfstar_core::blend::{Opinions, Weights};
use halfstar_core::film::{FilmId, Stars};
use halfstar_core::filters::Filters;
use halfstar_core::recommend::{Request, rank};
use halfstar_core::taste::{Statement, Taste};
use halfstar_core::tuning::Tuning;
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
    /// Over how many members.
    pub members: usize,
}

/// The taste of a held-out member, from what is shown of them.
pub fn taste_of(shown: &[(u16, u8)], tuning: &Tuning) -> Taste {
    let statements = shown.iter().map(|&(film, halves)| {
        let rating = Stars::from_halves(halves);
        (FilmId(u32::from(film)), Statement { rating, seen: true, ..Statement::default() })
    });
    Taste::new(&statements.collect(), tuning)
}

/// The request that ranks everything unseen by score alone.
pub fn plain(weights: Weights) -> Request {
    let filters = Filters { include_low_quality: true, include_series: true, ..Filters::default() };
    Request { weights, variety: 0.0, filters, limit: 100 }
}

/// Asks the pipeline for each member's hidden films under each of several weights.
pub fn judge(bundle: &Bundle, members: &[Holdout], weights: &[Weights]) -> Vec<Accuracy> {
    let requests: Vec<Request> = weights.iter().map(|&weights| plain(weights)).collect();
    let rows: Vec<Vec<[f64; 4]>> = members
        .par_iter()
        .map(|member| {
            let taste = taste_of(&member.shown, &bundle.tuning);
            let opinions = Opinions::of(bundle, &taste);
            let positives = member.positives();
            requests
                .iter()
                .map(|request| {
                    let ranked: Vec<u16> =
                        rank(bundle, &taste, &opinions, request).iter().map(|film| film.0 as u16).collect();
                    measure(&ranked, &positives)
                })
                .collect()
        })
        .collect();
    (0..weights.len()).map(|column| average(rows.iter().map(|row| row[column]))).collect()
}

fn measure(ranked: &[u16], positives: &[u16]) -> [f64; 4] {
    let hit = |film: &u16| positives.binary_search(film).is_ok();
    let hits: Vec<bool> = ranked.iter().map(hit).collect();
    let hidden = positives.len();
    [ndcg(&hits, hidden, 100), ndcg(&hits, hidden, 10), recall(&hits, hidden, 20), recall(&hits, hidden, 50)]
}

fn average(rows: impl Iterator<Item = [f64; 4]>) -> Accuracy {
    let (mut sums, mut members) = ([0.0; 4], 0usize);
    for row in rows {
        sums.iter_mut().zip(row).for_each(|(sum, x)| *sum += x);
        members += 1;
    }
    let [ndcg_100, ndcg_10, recall_20, recall_50] = sums.map(|sum| sum / members.max(1) as f64);
    Accuracy { ndcg_100, ndcg_10, recall_20, recall_50, members }
}
