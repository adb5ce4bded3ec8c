//! What a person can turn, and what comes of it in numbers.

use crate::bounds::{self, OutOfBounds};
use crate::film::Catalogue;
use crate::filters::Filters;
use crate::recommend::Pick;
use crate::signals::{SignalName, Weights};
use crate::words::Phrase;
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
    /// From sure things to surprises: at 0 films come by what is likeliest, at 1 by what a draw from all that is likely says.
    #[serde(deserialize_with = "surprise")]
    pub surprise: f32,
    /// Which draw, 0 to 99,999: another is another shelf. Without surprises it makes no difference.
    #[serde(deserialize_with = "seed")]
    pub seed: u32,
    /// What may be on the shelf at all.
    pub filters: Filters,
    /// In which order the films stand that are on it.
    pub sort: Sort,
    /// How many films to return: 1 to 600.
    #[serde(deserialize_with = "limit")]
    pub limit: u32,
}

/// In which order the films of a shelf stand: which films these are is another matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// As they were chosen.
    #[default]
    ForYou,
    /// Most predicted stars first.
    Stars,
    /// Latest year first.
    Newest,
    /// Earliest year first.
    Oldest,
    /// Fewest minutes first.
    Shortest,
    /// Most ratings first.
    BestKnown,
}

impl Sort {
    /// All of them, in the order of menus.
    pub const ALL: [Self; 6] = [Self::ForYou, Self::Stars, Self::Newest, Self::Oldest, Self::Shortest, Self::BestKnown];
    /// As texts, in the same order.
    pub const TEXTS: [&str; 6] = ["for_you", "stars", "newest", "oldest", "shortest", "best_known"];

    /// The one with this text.
    pub fn find(text: &str) -> Option<Self> {
        Self::ALL.into_iter().zip(Self::TEXTS).find(|(_, theirs)| *theirs == text).map(|(sort, _)| sort)
    }

    /// As a text.
    pub fn text(self) -> &'static str {
        Self::TEXTS.get(self as usize).copied().unwrap_or_default()
    }

    /// Its name in a menu.
    pub fn phrase(self) -> Phrase {
        match self {
            Self::ForYou => Phrase::SortForYou,
            Self::Stars => Phrase::SortStars,
            Self::Newest => Phrase::SortNewest,
            Self::Oldest => Phrase::SortOldest,
            Self::Shortest => Phrase::SortShortest,
            Self::BestKnown => Phrase::SortBestKnown,
        }
    }

    /// What comes first has the largest of these; of equals the one chosen first. What is unknown comes last.
    pub(crate) fn key(self, catalogue: &Catalogue, pick: &Pick) -> f32 {
        let known = |number: Option<u16>, sign: f32| number.map_or(f32::MIN, |number| sign * f32::from(number));
        match self {
            Self::ForYou => 0.0,
            Self::Stars => pick.predicted_stars,
            Self::Newest => known(catalogue.year(pick.film), 1.0),
            Self::Oldest => known(catalogue.year(pick.film), -1.0),
            Self::Shortest => known(catalogue.runtime(pick.film), -1.0),
            Self::BestKnown => catalogue.rating_count(pick.film) as f32,
        }
    }
}

impl Default for Request {
    fn default() -> Self {
        Self {
            weights: Weights::default(),
            variety: 0.2,
            surprise: 0.0,
            seed: 0,
            filters: Filters::default(),
            sort: Sort::default(),
            limit: 60,
        }
    }
}

/// Where nothing was asked of surprises yet, dealing again asks for so much.
const DEALT: f32 = 0.5;

impl Request {
    /// The same with another draw of surprises.
    pub fn deal_again(&mut self) {
        self.seed = if bounds::SEED.hold(self.seed.saturating_add(1)) { self.seed + 1 } else { 0 };
        if self.surprise == 0.0 {
            self.surprise = DEALT;
        }
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

fn surprise<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f32, D::Error> {
    bounds::SURPRISE.read("surprise", deserializer)
}

fn seed<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    bounds::SEED.read("seed", deserializer)
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
