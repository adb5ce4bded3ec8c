//! What the dials mean: from knobs to a request and back. Nothing is drawn here.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    clippy::integer_division,
    reason = "what knobs mean is still reckoned here"
)]

use crate::language::{Label, say};
use halfstar_core::numeric::{ln, powf};
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

/// At the ends of its dial, a signal that balances the others says this much beside them all: below for hidden gems, above for
/// what everybody has seen, which takes more, for it is what most people love.
const BALANCE_REACH: [f32; 2] = [1.2, 3.0];
/// Where such a dial leaves films alone.
const MIDDLE: u32 = 50;
/// Up to here weights grow with the dial, and the loudest stands here as it was learned.
const LEARNED: u32 = 80;
/// At the end of its dial a signal says so many times what the loudest did, so that it leads whatever the others say.
const MOST: f32 = 64.0;
/// So much of the way from its middle, a dial that balances grows slowly, up to this; the rest leads to its reach.
const SLOWLY: f32 = 0.8;
const SLOW_REACH: f32 = 0.6;

/// Where the dials of the signals stand, 0 to 100 each; one that balances the others from one extreme to the other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Knobs(PerSignal<u32>);

impl Knobs {
    /// The weights, or those learned where none are set.
    pub(crate) fn new(weights: Weights, learned: Weights) -> Self {
        let is_set = weights.shares().is_some();
        let shares = weights.shares().or_else(|| learned.shares()).unwrap_or_default();
        let shown = if is_set { weights } else { shares };
        // Weights as this makes them go up to this much more than 1; others are brought on its scale.
        let largest = opinions().map(|signal| shown.get(signal)).fold(0.0, f32::max);
        let scale = if is_set && largest <= MOST { 1.0 } else { largest.max(f32::MIN_POSITIVE) };
        Self(PerSignal::from_fn(|signal: SignalName| {
            if signal.is_balance() { balance_knob(shares.get(signal)) } else { knob_of(shown.get(signal) / scale) }
        }))
    }

    /// Where one stands.
    pub(crate) fn get(self, signal: SignalName) -> u32 {
        self.0[signal]
    }

    /// How much a signal says, in percent of all that do not balance the others.
    pub(crate) fn share(self, signal: SignalName) -> u32 {
        let total: f32 = opinions().map(|signal| weight_of(self.0[signal])).sum();
        (weight_of(self.0[signal]) / total.max(f32::MIN_POSITIVE) * 100.0 + 0.5) as u32
    }

    /// The weights after one was turned. One signal at least has to speak.
    pub(crate) fn turned(mut self, signal: SignalName, to: u32) -> Weights {
        self.0[signal] = to;
        if opinions().all(|signal| self.0[signal] == 0) {
            let loudest = if signal.is_balance() { SignalName::Neighbours } else { signal };
            self.0[loudest] = 1;
        }
        let all: f32 = opinions().map(|signal| weight_of(self.0[signal])).sum();
        let weight = |signal: SignalName| {
            if signal.is_balance() { balance_of(self.0[signal]) * all } else { weight_of(self.0[signal]) }
        };
        PerSignal::from_fn(weight).into()
    }
}

/// What a dial means, and back.
fn weight_of(knob: u32) -> f32 {
    if knob <= LEARNED {
        knob as f32 / LEARNED as f32
    } else {
        powf(MOST, (knob - LEARNED) as f32 / (100 - LEARNED) as f32)
    }
}

fn knob_of(weight: f32) -> u32 {
    let beyond = ln(weight.max(1.0)) / ln(MOST) * (100 - LEARNED) as f32;
    (weight.clamp(0.0, 1.0) * LEARNED as f32 + beyond + 0.5).min(100.0) as u32
}

/// The same for one that balances the others, which it says so much beside.
fn balance_of(knob: u32) -> f32 {
    let way = knob as f32 / MIDDLE as f32 - 1.0;
    let reach = BALANCE_REACH[usize::from(way > 0.0)];
    let size = way.abs();
    let share = if size <= SLOWLY {
        size / SLOWLY * SLOW_REACH
    } else {
        SLOW_REACH + (size - SLOWLY) / (1.0 - SLOWLY) * (reach - SLOW_REACH)
    };
    if way < 0.0 { -share } else { share }
}

fn balance_knob(share: f32) -> u32 {
    let reach = BALANCE_REACH[usize::from(share > 0.0)];
    let size = share.abs().min(reach);
    let way = if size <= SLOW_REACH {
        size / SLOW_REACH * SLOWLY
    } else {
        SLOWLY + (size - SLOW_REACH) / (reach - SLOW_REACH) * (1.0 - SLOWLY)
    };
    ((if share < 0.0 { -way } else { way } + 1.0) * MIDDLE as f32 + 0.5) as u32
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
    const BUNDLE: Weights = Weights { neighbours: 1.4, content: 0.4, quality: 0.2, popularity: -0.2, ..NONE };

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
        // 1.4, 0.4 and 0.2 of 2.0: beside the loudest a third and a seventh; −0.1 beside all.
        assert_eq!(Knobs::new(NONE, BUNDLE), knobs([80, 23, 11, 0, 0], 43));
        let broken = Weights { neighbours: 400.0, content: 100.0, quality: -1.0, popularity: 9999.0, ..NONE };
        assert_eq!(Knobs::new(broken, BUNDLE), knobs([80, 20, 0, 0, 0], 100));
    }

    #[test]
    fn a_turned_knob_leaves_the_others() {
        for to in [0, 5, 20, 50, 77, 80, 90, 100] {
            let turned = Knobs::new(NONE, BUNDLE).turned(SignalName::Content, to);
            assert_eq!(Knobs::new(turned, BUNDLE), knobs([80, to, 11, 0, 0], 43), "a knob stays where it was put");
            let turned = Knobs::new(NONE, BUNDLE).turned(SignalName::Popularity, to);
            assert_eq!(Knobs::new(turned, BUNDLE), knobs([80, 23, 11, 0, 0], to));
        }
        let silent = knobs([0, 0, 40, 0, 0], 50).turned(SignalName::Quality, 0);
        assert_eq!(Knobs::new(silent, BUNDLE), knobs([0, 0, 1, 0, 0], 50));
        let hidden_gems = knobs([50, 0, 0, 50, 0], 50).turned(SignalName::Popularity, 0);
        assert!((hidden_gems.popularity / (hidden_gems.neighbours + hidden_gems.factors) + 1.2).abs() < 1e-5);
    }

    #[test]
    fn at_its_end_a_dial_leads_whatever_the_others_say() {
        let full = Knobs::new(NONE, BUNDLE).turned(SignalName::Quality, 100);
        assert!(Knobs::new(full, BUNDLE).share(SignalName::Quality) >= 95);
        assert_eq!(shares(knobs([50, 0, 0, 50, 0], 50)), [50, 0, 0, 50, 0]);
        assert_eq!(shares(knobs([0, 0, 1, 0, 0], 50)), [0, 0, 100, 0, 0]);
    }
}
