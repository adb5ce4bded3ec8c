//! The dial of popularity from end to end: what hidden gems cost, and what crowd-pleasers.

use crate::baselines::{Mix, Pipeline};
use crate::evaluate::metrics::{Background, Metric, coverage, rank_cases};
use crate::evaluate::protocol::{Cohort, Protocol};
use halfstar_core::Bundle;
use serde::Serialize;

/// Positions of the dial, as the weight of popularity beside all that the others say: the page's dial ends at ±0.6.
const POSITIONS: [f32; 13] = [-1.0, -0.8, -0.6, -0.4, -0.3, -0.2, -0.1, 0.0, 0.2, 0.4, 0.6, 0.8, 1.0];

/// One position of the dial; means over members, of their first ten films but for NDCG@100.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct DialPosition {
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

/// Turns the dial for everyone judged, under strong generalisation: the learned position first.
pub fn dial(bundle: &Bundle, cohort: &Cohort) -> Vec<DialPosition> {
    let background = Background::new(bundle, cohort);
    let cases = Protocol::StrongGeneralisation.cases(&cohort.judged);
    let position = |popularity: Option<f32>| {
        let ranker = Pipeline::new(bundle, popularity.map_or(Mix::Default, Mix::Popularity));
        let found = rank_cases(&ranker, &cases, bundle.catalogue.pool(), |case| case.split.shown.clone());
        let mean = |metric: Metric| {
            found.iter().map(|hits| metric.of(hits, &background)).sum::<f64>() / found.len().max(1) as f64
        };
        DialPosition {
            popularity,
            ndcg_100: mean(Metric::Ndcg100),
            novelty: mean(Metric::Novelty),
            coverage: coverage(found.iter().map(|hits| hits.top.as_slice()), bundle.catalogue.pool()),
            diversity: mean(Metric::Diversity),
        }
    };
    std::iter::once(None).chain(POSITIONS.map(Some)).map(position).collect()
}
