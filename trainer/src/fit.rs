//! Ratings and metadata → a bundle's models, for whichever members are fitted on.

use crate::catalogue::Arranged;
use crate::features::{self, Features};
use crate::interactions::Interactions;
use crate::models::{self, Known, ease};
use crate::sources::Dataset;
use anyhow::Result;
use halfstar_core::Bundle;
use halfstar_core::bundle::{Models, Provenance};
use halfstar_core::numeric::{ln, standardise};
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
        let known = Known {
            pool: self.arranged.catalogue.pool(),
            features: &self.features,
            votes: &self.votes,
            voted: &self.voted,
        };
        models::fit(&known, data, tuning, options)
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
