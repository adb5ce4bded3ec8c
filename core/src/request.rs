//! What a person can turn, and what comes of it in numbers.

use crate::bounds::{self, OutOfBounds};
use crate::filters::Filters;
use crate::signals::{SignalName, Weights};
use serde::{Deserialize, Deserializer, Serialize, de};

/// Everything a person can turn. What is read as one has all its numbers within their [`bounds`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(default, deny_unknown_fields)]
pub struct Request {
    /// How much each signal says: 0 to 999, and from −999 on for one that balances the others. Only proportions matter; all
    /// zero means the bundle's learned default.
    #[serde(deserialize_with = "weights")]
    pub weights: Weights,
    /// At 0 films come by score alone; at 1 each next film is the one least like those above it, whatever its score.
    #[serde(deserialize_with = "variety")]
    pub variety: f32,
    /// What may be on the shelf at all.
    pub filters: Filters,
    /// How many films to return: 1 to 600.
    #[serde(deserialize_with = "limit")]
    pub limit: u32,
}

impl Default for Request {
    fn default() -> Self {
        Self { weights: Weights::default(), variety: 0.2, filters: Filters::default(), limit: 60 }
    }
}

fn weights<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Weights, D::Error> {
    let weights = Weights::deserialize(deserializer)?;
    let is_wrong = |signal: &SignalName| !signal.bounds().hold(weights.get(*signal));
    match SignalName::ALL.into_iter().find(is_wrong) {
        Some(signal) => Err(de::Error::custom(OutOfBounds { of: signal.as_str(), bounds: signal.bounds() })),
        None => Ok(weights),
    }
}

fn variety<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f32, D::Error> {
    bounds::VARIETY.read("variety", deserializer)
}

fn limit<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    bounds::FILMS.read("limit", deserializer)
}

/// What one signal added to a score.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Contribution {
    /// Which signal.
    pub signal: SignalName,
    /// Weight × standardised opinion.
    pub amount: f32,
}
