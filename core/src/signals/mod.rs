//! Signals: opinions on every film for one taste. One opinion a file; they do not know each other.

mod autoencoder;
mod bridge;
mod codes;
mod content;
mod factors;
mod neighbours;
mod popularity;
mod quality;

pub use autoencoder::{Autoencoder, Layers};
pub use bridge::Reach;
pub use content::Content;
pub use factors::{Factors, OFFSET_PRIOR};
pub use neighbours::Neighbours;
pub use popularity::Popularity;
pub use quality::Quality;

use crate::film::FilmId;
use crate::taste::Taste;
use serde::{Deserialize, Serialize};

/// An opinion on every film of the pool.
///
/// The contract, which one test holds every signal to: `score` writes a finite number for every film, the same for
/// the same taste; `because` names films of the taste only, in the order of its evidence, and its shares add up to
/// the score (but for what the signal says of everyone).
pub trait Signal {
    /// Which one it is.
    fn name(&self) -> SignalName;

    /// Writes one raw opinion a film into `scores`, which is as long as the pool.
    fn score(&self, taste: &Taste, scores: &mut [f32]);

    /// Which of the member's films made this opinion, and how much each: positive speaks for it, negative against.
    fn because(&self, taste: &Taste, film: FilmId) -> Vec<Share>;
}

/// The signals' names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum SignalName {
    /// What people who share your taste love.
    Neighbours,
    /// What the film is about and who made it.
    Content,
    /// How good everyone finds it.
    Quality,
    /// How many stars the member would give it, beyond what everyone says.
    Factors,
    /// What people love whose whole taste resembles yours.
    Autoencoder,
    /// How many have seen it.
    Popularity,
}

impl SignalName {
    /// All of them, in the order of every array of signals.
    pub const ALL: [Self; 6] =
        [Self::Neighbours, Self::Content, Self::Quality, Self::Factors, Self::Autoencoder, Self::Popularity];

    /// The name as requests and reports write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Neighbours => "neighbours",
            Self::Content => "content",
            Self::Quality => "quality",
            Self::Factors => "factors",
            Self::Autoencoder => "autoencoder",
            Self::Popularity => "popularity",
        }
    }
}

/// How much one film of the member's moved an opinion.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// The member's film.
    pub film: FilmId,
    /// In the units of the raw opinion.
    pub amount: f32,
}
