//! Ratings and metadata → a bundle's models, for whichever members are fitted on.

use crate::catalogue::Arranged;
use crate::features::{self, Features};
use crate::interactions::Interactions;
use crate::models::autoencoder::{self, AutoencoderOptions};
use crate::models::{bridge, ease, factors, quality};
use crate::sources::Dataset;
use anyhow::Result;
use halfstar_core::Bundle;
use halfstar_core::bundle::{Models, Provenance};
use halfstar_core::numeric::{ln, standardise};
use halfstar_core::signals::{Autoencoder, Factors, Neighbours, Quality};
use halfstar_core::tuning::Tuning;

/// TMDB's mean says something from this many votes on.
const SOLID_VOTES: u32 = 50;

/// What does not depend on who is held out.
pub struct Parts<'a> {
    arranged: &'a Arranged,
    features: Features,
    /// Standardised logarithms of TMDB's vote counts.
    votes: Vec<f32>,
    /// TMDB's mean of ten, halved, for films that hardly anyone here rated.
    voted: Vec<Option<f64>>,
    /// Where the data come from.
    pub provenance: Provenance,
}

impl<'a> Parts<'a> {
    /// Reads the features of every film of the pool.
    pub fn new(data: &Dataset, arranged: &'a Arranged) -> Self {
        let films = &arranged.order[..arranged.catalogue.pool()];
        let votes = || films.iter().map(|&film| &data.films[film]);
        let mut logarithms: Vec<f32> = votes().map(|film| ln(film.tmdb_votes as f32 + 1.0)).collect();
        standardise(&mut logarithms);
        Self {
            arranged,
            features: features::extract(data, films),
            votes: logarithms,
            voted: votes()
                .map(|film| (film.tmdb_votes >= SOLID_VOTES).then(|| f64::from(film.tmdb_mean) / 2.0))
                .collect(),
            provenance: Provenance {
                made_by: format!("halfstar {}", env!("CARGO_PKG_VERSION")),
                sources: data.sources.clone(),
                ..Provenance::default()
            },
        }
    }

    /// Standardised logarithms of TMDB's vote counts, one per film of the pool.
    pub fn votes(&self) -> &[f32] {
        &self.votes
    }

    /// Fits every model on `data`.
    ///
    /// # Errors
    /// When a system cannot be solved, which only broken input can bring about.
    pub fn models(&self, data: &Interactions, tuning: &Tuning, options: &ease::EaseOptions) -> Result<Models> {
        let pool = self.arranged.catalogue.pool();
        let counts = data.totals(pool);
        let gram = ease::gram(data, pool, tuning, options.member_power);
        let weights = ease::dense(&gram, options)?;
        let known = bridge::Metadata { features: &self.features, votes: &self.votes };
        let reduced = bridge::reduce(bridge::predict(&known, data, &counts, &weights, tuning)?)?;
        let rows = ease::sparse(&gram, &weights, options)?;
        drop((gram, weights));
        // Quantised first: a member's residuals are taken from the means that the page will have.
        let quality = Quality::new(&quality::fit(data, &self.voted));
        let vectors = factors::fit(data, &quality.means());
        let layers = autoencoder::fit(data, pool, tuning, &AutoencoderOptions::default());
        let (content, reach) = reduced.pack();
        Ok(Models {
            neighbours: Neighbours::new(&rows),
            content: content.with_reach(reach),
            quality,
            factors: Factors::new(vectors.as_slice().unwrap_or_default(), factors::DIMENSIONS, factors::RIDGE),
            autoencoder: Autoencoder::new(&layers),
            ..Models::default()
        })
    }

    /// Fits every model on `data` and puts a bundle together.
    ///
    /// # Errors
    /// As [`Parts::models`].
    pub fn bundle(&self, data: &Interactions, tuning: &Tuning, options: &ease::EaseOptions) -> Result<Bundle> {
        let models = self.models(data, tuning, options)?;
        let provenance = Provenance {
            ratings: data.ratings() as u64,
            members: u32::try_from(data.members())?,
            ..self.provenance.clone()
        };
        Ok(Bundle::new(self.arranged.catalogue.clone(), models, tuning.clone(), provenance)?)
    }
}
