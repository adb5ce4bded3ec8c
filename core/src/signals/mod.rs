//! Signals: opinions on every film for what is known of one person. One opinion a file; they do not know each other.
//!
//! The table below lists them, and all that lists signals is made from it: their names, weights, sections of the bundle,
//! and through [`SignalName::ALL`] the tuned numbers, the command line, the address, dials, JavaScript types and the rows
//! of the evaluation. A new signal is a row here and a file beside this one.

mod autoencoder;
mod bridge;
mod codes;
mod content;
mod contract;
mod factors;
mod neighbours;
mod popularity;
mod quality;
mod table;

pub use autoencoder::{Autoencoder, Layers};
pub use bridge::Reach;
pub use content::Content;
pub(crate) use content::ContentV4;
pub use contract::{Preparation, Share, Signal};
pub(crate) use factors::FactorsV5;
pub use factors::{Factors, OFFSET_PRIOR, Posterior, Prior};
pub use neighbours::Neighbours;
pub use popularity::Popularity;
pub use quality::Quality;

use crate::bounds::{self, Bounds};
use crate::container::{ContainerError, Section, read_optional, write};
use crate::evidence::Known;
use crate::film::Catalogue;
use contract::Model;
use enum_map::{Enum, EnumMap};
use serde::{Deserialize, Serialize};
use table::signals;

/// Something for each signal.
pub type PerSignal<T> = EnumMap<SignalName, T>;

signals! {
    /// People who share your taste, film by film. At 1 alone: collaborative filtering only.
    neighbours: Neighbours, section b"NEIG", falls back on Content,
        called "Similar members", hint "What members with similar taste love";
    /// Who made it and what it is about. At 1 alone: a content-based recommender.
    content: Content, section b"CONT",
        called "Similar films", hint "Who made it and what it is about";
    /// How good everyone finds it. At 1 alone: the same shelf for everybody.
    quality: Quality, section b"QUAL",
        called "Highly rated", hint "How highly everyone rates it";
    /// How many stars you would give it beyond that. At 1 alone: films that you in particular would rate high.
    factors: Factors, section b"RATE",
        called "Your predicted rating", hint "How many stars you would give it, judging by how you rate";
    /// People whose whole taste resembles yours, not film by film but all at once. At 1 alone: what most of them love.
    autoencoder: Autoencoder, section b"AUTO", falls back on Neighbours,
        called "Overall match", hint "What members love whose whole taste is like yours";
    /// From hidden gems to crowd-pleasers: below 0 for films that few have seen, above 0 for those that many have, at
    /// 0 as the other signals say. At −1 obscurity says as much as all the others together.
    popularity: Popularity, balances others,
        called "Popularity", hint "How many people have seen it";
}

impl Models {
    /// What one takes from another once both are there.
    fn connect(&mut self, pool: usize) -> Result<(), &'static str> {
        self.factors.connect(self.quality.means(), self.neighbours.index());
        if self.content.connect(&self.neighbours, pool) { Ok(()) } else { Err("reach") }
    }

    /// Every signal's opinions on the films of the pool, each on a scale of its own.
    pub(crate) fn opinions(&self, known: &Known<'_>, pool: usize, preparation: Preparation) -> PerSignal<Vec<f32>> {
        let signals = self.signals();
        let mut scores = signals.map(|_, signal| {
            let mut scores = vec![0.0; pool];
            signal.score(known, &mut scores);
            scores
        });
        for name in SignalName::ALL {
            let mut own = std::mem::take(&mut scores[name]);
            let others = name.falls_back_on().map_or(&[][..], |other| &scores[other]);
            signals[name].complete(known, &mut own, others, preparation);
            scores[name] = own;
        }
        for name in SignalName::ALL {
            signals[name].scale(&mut scores[name], preparation);
        }
        scores
    }
}

impl SignalName {
    /// What its weight can be.
    pub fn bounds(self) -> Bounds {
        if self.is_balance() { bounds::BALANCE } else { bounds::WEIGHT }
    }

    /// The signal of this name.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|signal| signal.as_str() == name)
    }
}

impl Weights {
    /// 50 % content, 30 % neighbours, 20 % quality: the published blend that Halfstar began from.
    pub const CLASSIC: Self = Self { neighbours: 0.3, content: 0.5, quality: 0.2, ..Self::NONE };
    /// Neighbours alone.
    pub const NEIGHBOURS_ONLY: Self = Self { neighbours: 1.0, ..Self::NONE };
    /// Content alone.
    pub const CONTENT_ONLY: Self = Self { content: 1.0, ..Self::NONE };

    /// One signal alone.
    pub fn only(signal: SignalName) -> Self {
        Self::NONE.with(signal, 1.0)
    }

    /// The same with another weight for one signal.
    #[must_use]
    pub fn with(mut self, signal: SignalName, weight: f32) -> Self {
        self.set(signal, weight);
        self
    }

    /// By name.
    pub fn by_name(&self) -> PerSignal<f32> {
        EnumMap::from_fn(|signal| self.get(signal))
    }

    /// Scaled so that those of the signals that speak for films add up to 1, and one that balances them by the same;
    /// negative ones (but for a balance) and broken numbers count as 0. `None` when nothing is left.
    pub fn shares(&self) -> Option<Self> {
        let fine = |(signal, weight): (SignalName, f32)| {
            let weight = if weight.is_finite() { weight } else { 0.0 };
            if signal.is_balance() { weight } else { weight.max(0.0) }
        };
        let weights = EnumMap::from_fn(|signal: SignalName| fine((signal, self.get(signal))));
        let sum_of = |balances: bool| -> f32 {
            weights.iter().filter(|(signal, _)| signal.is_balance() == balances).map(|(_, weight)| weight.abs()).sum()
        };
        let spoken = sum_of(false);
        let total = if spoken > 0.0 { spoken } else { sum_of(true) };
        (total > 0.0 && total.is_finite()).then(|| weights.map(|_, weight| weight / total).into())
    }
}

impl From<PerSignal<f32>> for Weights {
    fn from(by_name: PerSignal<f32>) -> Self {
        by_name.into_iter().fold(Self::NONE, |weights, (signal, weight)| weights.with(signal, weight))
    }
}
