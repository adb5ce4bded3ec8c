//! What a person can turn, and what comes of it in numbers.

use crate::filters::Filters;
use crate::signals::{SignalName, Weights};
use serde::{Deserialize, Serialize};

/// Everything a person can turn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(default, deny_unknown_fields)]
pub struct Request {
    /// How much each signal says. Only proportions matter; all zero means the bundle's learned default.
    pub weights: Weights,
    /// At 0 films come by score alone; at 1 each next film is the one least like those above it, whatever its score.
    pub variety: f32,
    /// What may be on the shelf at all.
    pub filters: Filters,
    /// How many films to return.
    pub limit: u32,
}

impl Default for Request {
    fn default() -> Self {
        Self { weights: Weights::default(), variety: 0.2, filters: Filters::default(), limit: 60 }
    }
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
