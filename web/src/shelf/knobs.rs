//! What the dials mean: from knobs to a request and back. Nothing is drawn here.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    clippy::integer_division,
    reason = "what knobs mean is still reckoned here"
)]

use crate::language::{Label, say};
use halfstar_core::signals::{PerSignal, SignalName, Weights};

/// A named set of weights.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Preset {
    /// Whatever the bundle learned on held-out members.
    Learned,
    /// The published blend that Halfstar began from.
    Classic,
    /// Collaborative filtering alone.
    Neighbours,
    /// What films are about, alone.
    Content,
}

impl Preset {
    pub(crate) const ALL: [Self; 4] = [Self::Learned, Self::Classic, Self::Neighbours, Self::Content];

    pub(crate) fn label(self) -> &'static str {
        say(match self {
            Self::Learned => Label::Learned,
            Self::Classic => Label::Classic,
            Self::Neighbours => Label::PeopleOnly,
            Self::Content => Label::KindOnly,
        })
    }

    pub(crate) fn hint(self) -> &'static str {
        say(match self {
            Self::Learned => Label::LearnedHint,
            Self::Classic => Label::ClassicHint,
            Self::Neighbours => Label::PeopleOnlyHint,
            Self::Content => Label::KindOnlyHint,
        })
    }

    pub(crate) fn test_id(self) -> &'static str {
        match self {
            Self::Learned => "preset-default",
            Self::Classic => "preset-classic",
            Self::Neighbours => "preset-neighbours",
            Self::Content => "preset-content",
        }
    }

    pub(crate) fn weights(self) -> Weights {
        match self {
            Self::Learned => Weights::default(),
            Self::Classic => Weights::CLASSIC,
            Self::Neighbours => Weights::NEIGHBOURS_ONLY,
            Self::Content => Weights::CONTENT_ONLY,
        }
    }
}

/// At either end of its dial, a signal that balances the others says this much beside them all: further down, hidden gems
/// become rarities.
const BALANCE_REACH: f32 = 0.6;
/// Where such a dial leaves films alone.
const MIDDLE: u32 = 50;

/// Where the dials of the signals stand, 0 to 100 each; one that balances the others from one extreme to the other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Knobs(PerSignal<u32>);

impl Knobs {
    /// The weights, or those learned where none are set.
    pub(crate) fn new(weights: Weights, learned: Weights) -> Self {
        let is_set = weights.shares().is_some();
        let shares = weights.shares().or_else(|| learned.shares()).unwrap_or_default();
        let shown = if is_set { weights } else { shares };
        let largest = opinions().map(|signal| shown.get(signal)).fold(1.0, f32::max);
        Self(PerSignal::from_fn(|signal: SignalName| {
            if signal.is_balance() {
                let turned = shares.get(signal) / BALANCE_REACH;
                ((turned.clamp(-1.0, 1.0) + 1.0) * MIDDLE as f32 + 0.5) as u32
            } else {
                (shown.get(signal).max(0.0) / largest * 100.0 + 0.5) as u32
            }
        }))
    }

    /// Where one stands.
    pub(crate) fn get(self, signal: SignalName) -> u32 {
        self.0[signal]
    }

    /// How much a signal says, in percent of all that do not balance the others.
    pub(crate) fn share(self, signal: SignalName) -> u32 {
        let total = opinions().map(|signal| self.0[signal]).sum::<u32>().max(1);
        (self.0[signal] * 100 + total / 2) / total
    }

    /// The weights after one was turned. One signal at least has to speak.
    pub(crate) fn turned(mut self, signal: SignalName, to: u32) -> Weights {
        self.0[signal] = to;
        if opinions().all(|signal| self.0[signal] == 0) {
            let loudest = if signal.is_balance() { SignalName::Neighbours } else { signal };
            self.0[loudest] = 1;
        }
        let all: f32 = opinions().map(|signal| self.0[signal] as f32 / 100.0).sum();
        let weight = |signal: SignalName| {
            if signal.is_balance() {
                (self.0[signal] as f32 / MIDDLE as f32 - 1.0) * BALANCE_REACH * all
            } else {
                self.0[signal] as f32 / 100.0
            }
        };
        PerSignal::from_fn(weight).into()
    }
}

/// The signals that do not balance the others.
pub(crate) fn opinions() -> impl Iterator<Item = SignalName> {
    SignalName::ALL.into_iter().filter(|signal| !signal.is_balance())
}

/// Those that do.
pub(crate) fn balances() -> impl Iterator<Item = SignalName> {
    SignalName::ALL.into_iter().filter(|signal| signal.is_balance())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: Weights = Weights::NONE;
    const LEARNED: Weights = Weights { neighbours: 1.4, content: 0.4, quality: 0.2, popularity: -0.2, ..NONE };

    fn knobs(opinions: [u32; 5], popularity: u32) -> Knobs {
        let [neighbours, content, quality, factors, autoencoder] = opinions;
        Knobs(PerSignal::from_fn(|signal| match signal {
            SignalName::Neighbours => neighbours,
            SignalName::Content => content,
            SignalName::Quality => quality,
            SignalName::Factors => factors,
            SignalName::Autoencoder => autoencoder,
            _ if signal.is_balance() => popularity,
            _ => 0,
        }))
    }

    fn shares(knobs: Knobs) -> Vec<u32> {
        opinions().map(|signal| knobs.share(signal)).collect()
    }

    #[test]
    fn knobs_start_where_the_bundle_learned() {
        assert_eq!(Knobs::new(NONE, LEARNED), knobs([70, 20, 10, 0, 0], 42));
        assert_eq!(Knobs::new(Weights::CLASSIC, LEARNED), knobs([30, 50, 20, 0, 0], 50));
        let broken = Weights { neighbours: 4.0, content: 1.0, quality: -1.0, popularity: 9.0, ..NONE };
        assert_eq!(Knobs::new(broken, LEARNED), knobs([100, 25, 0, 0, 0], 100));
    }

    #[test]
    fn a_turned_knob_leaves_the_others() {
        let turned = knobs([70, 20, 10, 0, 0], 50).turned(SignalName::Content, 90);
        assert_eq!(turned, Weights { neighbours: 0.7, content: 0.9, quality: 0.1, ..NONE });
        let silent = knobs([0, 0, 40, 0, 0], 50).turned(SignalName::Quality, 0);
        assert_eq!(silent, Weights { quality: 0.01, ..NONE });
        let hidden_gems = knobs([50, 0, 0, 50, 0], 50).turned(SignalName::Popularity, 0);
        assert_eq!(hidden_gems, Weights { neighbours: 0.5, factors: 0.5, popularity: -0.6, ..NONE });
        assert_eq!(Knobs::new(hidden_gems, LEARNED), knobs([50, 0, 0, 50, 0], 0), "a knob stays where it was put");
        assert_eq!(shares(knobs([70, 90, 10, 0, 0], 50)), [41, 53, 6, 0, 0]);
        assert_eq!(shares(knobs([0, 0, 1, 0, 0], 50)), [0, 0, 100, 0, 0]);
    }
}
