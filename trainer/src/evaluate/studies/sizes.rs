//! Accuracy against bytes: the neighbours from dense to packed, step by step.

use crate::baselines::{Ease, Ranker, graded};
use crate::evaluate::metrics::rank_cases;
use crate::evaluate::protocol::{Case, Cohort, Protocol};
use crate::foundation::ranking::{ndcg_at, recall_at};
use crate::models::ease::{self, EaseOptions};
use crate::pack;
use anyhow::Result;
use halfstar_core::Bundle;
use halfstar_core::film::FilmId;
use halfstar_core::signals::Neighbours;
use halfstar_core::tuning::Tuning;
use serde::Serialize;

/// Weights per film that are tried.
const PER_FILM: [f32; 6] = [10.0, 20.0, 30.0, 40.0, 60.0, 100.0];

/// One step of compression.
#[derive(Clone, Debug, Serialize)]
pub struct Size {
    /// Which.
    pub step: &'static str,
    /// Weights per film; 0 for dense ones.
    pub per_film: f32,
    /// Bytes: four per number and two per film's number, or as shipped.
    pub bytes: usize,
    /// NDCG@100 of the weights alone.
    pub ndcg_100: f64,
    /// Recall@20.
    pub recall_20: f64,
}

/// The steps' names.
pub const STEPS: [&str; 5] = ["dense EASE", "dense EDLAE", "cut", "cut and refitted", "packed: 6 bits, deflated"];

/// Fits on the training members, and judges every step on the others.
///
/// # Errors
/// When a system cannot be solved.
pub fn sizes(bundle: &Bundle, cohort: &Cohort, progress: &mut dyn FnMut(&str)) -> Result<Vec<Size>> {
    let (pool, tuning) = (bundle.catalogue.pool(), &bundle.tuning);
    let cases = Protocol::StrongGeneralisation.cases(&cohort.judged);
    let options = EaseOptions::default();
    let mut all = Vec::new();
    progress("Gram matrix");
    let gram = ease::gram(&cohort.train, pool, tuning, options.member_power);
    progress(STEPS[0]);
    let dense_bytes = pool * pool * size_of::<f32>();
    let reference = Ease::new(ease::dense(&gram, &EaseOptions::reference())?, tuning);
    all.push(judge(&reference, &cases, pool, STEPS[0], 0.0, dense_bytes));
    drop(reference);
    progress(STEPS[1]);
    let weights = ease::dense(&gram, &options)?;
    let dense = Ease::new(weights.clone(), tuning);
    all.push(judge(&dense, &cases, pool, STEPS[1], 0.0, dense_bytes));
    drop(dense);
    for per_film in PER_FILM {
        progress(&format!("{per_film} weights per film"));
        let options = EaseOptions { per_film, ..options.clone() };
        let cut = ease::cut(&gram, &weights, &options);
        let refitted = ease::sparse(&gram, &weights, &options)?;
        let packed = Neighbours::new(&refitted);
        let shipped = pack::deflate(&postcard::to_allocvec(&packed)?).len();
        let unpacked =
            (0..pool as u32).map(|film| packed.of(FilmId(film)).map(|(to, x)| (to.0, x)).collect()).collect();
        for (step, rows, bytes) in
            [(STEPS[2], cut, None), (STEPS[3], refitted, None), (STEPS[4], unpacked, Some(shipped))]
        {
            let rows = Rows { rows, tuning };
            let plain = rows.rows.iter().map(Vec::len).sum::<usize>() * (size_of::<u16>() + size_of::<f32>());
            all.push(judge(&rows, &cases, pool, step, per_film, bytes.unwrap_or(plain)));
        }
    }
    Ok(all)
}

fn judge(ranker: &dyn Ranker, cases: &[Case], pool: usize, step: &'static str, per_film: f32, bytes: usize) -> Size {
    let found = rank_cases(ranker, cases, pool, |case| case.split.shown.clone());
    let mean = |of: &dyn Fn(&[usize]) -> f64| {
        let places = found.iter().map(|hits| hits.places.iter().map(|&(_, place)| place).collect::<Vec<_>>());
        places.map(|places| of(&places)).sum::<f64>() / found.len().max(1) as f64
    };
    Size {
        step,
        per_film,
        bytes,
        ndcg_100: mean(&|places| ndcg_at(places, places.len(), 100)),
        recall_20: mean(&|places| recall_at(places, places.len(), 20)),
    }
}

/// Sparse weights, one row per film watched.
struct Rows<'t> {
    rows: Vec<Vec<(u32, f32)>>,
    tuning: &'t Tuning,
}

impl Ranker for Rows<'_> {
    fn score(&self, shown: &[(u16, u8)], scores: &mut [f32]) {
        scores.fill(0.0);
        for (film, level) in graded(shown, self.tuning) {
            for &(other, weight) in &self.rows[usize::from(film)] {
                scores[other as usize] += level * weight;
            }
        }
    }
}
