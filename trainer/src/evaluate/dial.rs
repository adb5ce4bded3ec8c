//! The dial of popularity from end to end: what hidden gems cost, and what crowd-pleasers.

use super::beyond::coverage;
use super::finding::{Background, Metric, findings};
use super::members::Members;
use super::protocol::Protocol;
use super::report::known_by;
use crate::baselines::{Mix, Pipeline};
use halfstar_core::Bundle;
use serde::Serialize;

/// Places of the dial, as the weight of popularity beside all that the others say: the page's dial ends at ±0.6.
const PLACES: [f32; 13] = [-1.0, -0.8, -0.6, -0.4, -0.3, -0.2, -0.1, 0.0, 0.2, 0.4, 0.6, 0.8, 1.0];

/// One place of the dial; means over members, of their first ten films but for NDCG@100.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Turn {
    /// The weight of popularity; `None` where it was learned.
    pub popularity: Option<f32>,
    /// Normalised discounted cumulative gain.
    pub ndcg_100: f64,
    /// Bits: how few members know a film.
    pub novelty: f64,
    /// Share of the pool that is in anyone's first ten.
    pub coverage: f64,
    /// 1 minus the mean cosine of the content vectors.
    pub diversity: f64,
}

/// Turns the dial for everyone judged, under strong generalisation: the learned place first.
pub fn dial(bundle: &Bundle, members: &Members) -> Vec<Turn> {
    let background = Background { bundle, shares: known_by(bundle, members) };
    let cases = Protocol::StrongGeneralisation.cases(&members.judged);
    let turn = |popularity: Option<f32>| {
        let ranker = Pipeline::new(bundle, popularity.map_or(Mix::Default, Mix::Popularity));
        let found = findings(&ranker, &cases, bundle.catalogue.pool(), |case| case.split.shown.clone());
        let mean = |metric: Metric| {
            found.iter().map(|finding| metric.of(finding, &background)).sum::<f64>() / found.len().max(1) as f64
        };
        Turn {
            popularity,
            ndcg_100: mean(Metric::Ndcg100),
            novelty: mean(Metric::Novelty),
            coverage: coverage(found.iter().map(|finding| finding.top.as_slice()), bundle.catalogue.pool()),
            diversity: mean(Metric::Diversity),
        }
    };
    std::iter::once(None).chain(PLACES.map(Some)).map(turn).collect()
}
