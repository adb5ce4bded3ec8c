//! Columns of small codes: how vectors travel.

use halfstar_kernels::codes::unpack_vectors;
use serde::{Deserialize, Serialize};

/// One vector a film, a few bits a number, on a scale per dimension.
///
/// Dimension by dimension, because each has its own spread: that packs better.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Codes {
    /// One step of each dimension.
    steps: Vec<f32>,
    /// 0 to 2 × reach; `reach` is zero.
    #[serde(with = "serde_bytes")]
    codes: Vec<u8>,
}

impl Codes {
    /// Quantises row-major vectors to `reach` steps either way. The steps reach three standard deviations: clipping
    /// the rest costs less than coarse steps would.
    pub(super) fn new(vectors: &[f32], dimensions: usize, reach: u8) -> Self {
        Self::reaching(vectors, dimensions, reach, 3.0)
    }

    /// The same, with steps that reach so many standard deviations.
    pub(super) fn reaching(vectors: &[f32], dimensions: usize, reach: u8, deviations: f32) -> Self {
        let films = vectors.len().checked_div(dimensions).unwrap_or(0);
        let reach = f32::from(reach);
        let mut all = Self::default();
        for dimension in 0..dimensions {
            let column = || (0..films).map(|film| vectors[film * dimensions + dimension]);
            let deviation = (column().map(|x| x * x).sum::<f32>() / films.max(1) as f32).sqrt();
            let step = (deviations * deviation / reach).max(f32::MIN_POSITIVE);
            all.steps.push(step);
            all.codes.extend(column().map(|x| ((x / step).round().clamp(-reach, reach) + reach) as u8));
        }
        all
    }

    /// Multiplies every number.
    pub(super) fn stretch(&mut self, by: f32) {
        self.steps.iter_mut().for_each(|step| *step *= by);
    }

    /// Numbers a film.
    pub(super) fn dimensions(&self) -> usize {
        self.steps.len()
    }

    /// How many films there are; 0 without a dimension.
    pub(super) fn films(&self) -> usize {
        self.codes.len().checked_div(self.steps.len()).unwrap_or(0)
    }

    /// Row-major vectors; `None` where the codes cannot be those of `films` films.
    pub(super) fn vectors(&self, films: usize, reach: u8) -> Option<Vec<f32>> {
        let dimensions = self.dimensions();
        if self.codes.len() != films * dimensions || !self.steps.iter().all(|step| step.is_finite()) {
            return None;
        }
        let mut vectors = vec![0.0; self.codes.len()];
        unpack_vectors(&self.steps, &self.codes, reach, &mut vectors);
        Some(vectors)
    }
}
