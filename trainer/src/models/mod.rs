//! The models, one per file: the twins of core's signals. [`fit`] fits them all.

pub mod autoencoder;
pub mod bridge;
pub mod companions;
pub mod ease;
pub mod factors;
pub mod map;
pub mod quality;

use crate::features::Features;
use crate::interactions::Interactions;
use anyhow::Result;
use autoencoder::AutoencoderOptions;
use halfstar_core::bundle::Models;
use halfstar_core::signals::{Autoencoder, Factors, Neighbours, Quality};
use halfstar_core::tuning::Tuning;

/// What is known of the films of the pool, whoever rates them.
pub struct Known<'a> {
    /// How many films there are.
    pub pool: usize,
    /// What they are about and who made them.
    pub features: &'a Features,
    /// Standardised logarithms of TMDB's vote counts.
    pub votes: &'a [f32],
    /// TMDB's mean in stars, where enough people voted.
    pub voted: &'a [Option<f64>],
}

/// Fits every model on `data`. A model of another signal is fitted here, too.
///
/// # Errors
/// When a system cannot be solved, which only broken input can bring about.
pub fn fit(known: &Known<'_>, data: &Interactions, tuning: &Tuning, options: &ease::EaseOptions) -> Result<Models> {
    let counts = data.totals(known.pool);
    let gram = ease::gram(data, known.pool, tuning, options.member_power);
    let weights = ease::dense(&gram, options)?;
    let metadata = bridge::Metadata { features: known.features, votes: known.votes };
    let reduced = bridge::reduce(bridge::predict(&metadata, data, &counts, &weights, tuning)?)?;
    let rows = ease::sparse(&gram, &weights, options)?;
    drop((gram, weights));
    let (quality, factors) = rating(data, known.voted);
    let layers = autoencoder::fit(data, known.pool, tuning, &AutoencoderOptions::default());
    let (content, reach) = reduced.pack();
    Ok(Models {
        neighbours: Neighbours::new(&rows),
        content: content.with_reach(reach),
        quality,
        factors,
        autoencoder: Autoencoder::new(&layers),
        ..Models::default()
    })
}

/// Films' means, `voted` elsewhere where that is known, and the rating model upon them.
pub fn rating(data: &Interactions, voted: &[Option<f64>]) -> (Quality, Factors) {
    // Quantised first: a member's residuals are taken from the means that the page will have.
    let quality = Quality::new(&quality::fit(data, voted));
    let fitted = factors::fit(data, &quality.means());
    let factors = Factors::new(fitted.vectors.as_slice().unwrap_or_default(), factors::DIMENSIONS, fitted.prior);
    (quality, factors)
}
