//! What the dials and filters mean: from knobs to a request and back. Nothing is drawn here.

mod described;
mod filter;

pub(crate) use described::{described, named};
pub(crate) use filter::{
    Stand, filter_at, genre_stand, in_decade, set_decade, set_filters, to_blame, turn_decade, turn_genre,
};

use crate::language::{Word, say};
use halfstar_core::blend::Weights;
use halfstar_core::signals::SignalName;

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
            Self::Learned => Word::Learned,
            Self::Classic => Word::Classic,
            Self::Neighbours => Word::PeopleOnly,
            Self::Content => Word::KindOnly,
        })
    }

    pub(crate) fn hint(self) -> &'static str {
        say(match self {
            Self::Learned => Word::LearnedHint,
            Self::Classic => Word::ClassicHint,
            Self::Neighbours => Word::PeopleOnlyHint,
            Self::Content => Word::KindOnlyHint,
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

/// The signals that have a knob of their own; popularity is a dial between two extremes.
pub(crate) const SPEAKERS: [SignalName; 5] =
    [SignalName::Neighbours, SignalName::Content, SignalName::Quality, SignalName::Factors, SignalName::Autoencoder];
/// At either end of its dial, popularity says this much beside all the others together: further down, gems become rarities.
const POPULARITY_REACH: f32 = 0.6;
/// Where the dial of popularity leaves films alone.
const MIDDLE: u32 = 50;

/// Where the knobs stand, 0 to 100 each.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Knobs {
    /// In the order of [`SPEAKERS`].
    pub(crate) speakers: [u32; 5],
    /// 0 for hidden gems, 100 for crowd-pleasers.
    pub(crate) popularity: u32,
}

impl Knobs {
    /// The weights, or those learned where none are set.
    pub(crate) fn new(weights: Weights, learned: Weights) -> Self {
        let is_set = weights.shares().is_some();
        let shares = weights.shares().or_else(|| learned.shares()).unwrap_or_default();
        let shown = if is_set { weights.in_order() } else { shares };
        let [speakers @ .., _] = shown;
        let scale = speakers.iter().copied().fold(1.0, f32::max);
        let turned = shares[SignalName::Popularity as usize] / POPULARITY_REACH;
        Self {
            speakers: speakers.map(|weight| (weight.max(0.0) / scale * 100.0 + 0.5) as u32),
            popularity: ((turned.clamp(-1.0, 1.0) + 1.0) * MIDDLE as f32 + 0.5) as u32,
        }
    }

    /// How much each signal says, in percent of all that have a knob.
    pub(crate) fn shares(self) -> [u32; 5] {
        let total = self.speakers.iter().sum::<u32>().max(1);
        self.speakers.map(|knob| (knob * 100 + total / 2) / total)
    }

    /// The weights after one knob was turned. One signal at least has to speak.
    pub(crate) fn turned(mut self, signal: SignalName, to: u32) -> Weights {
        match self.speakers.get_mut(signal as usize) {
            Some(knob) => *knob = to,
            None => self.popularity = to,
        }
        if self.speakers.iter().sum::<u32>() == 0 {
            self.speakers[signal as usize % SPEAKERS.len()] = 1;
        }
        let [neighbours, content, quality, factors, autoencoder] = self.speakers.map(|knob| knob as f32 / 100.0);
        let all = neighbours + content + quality + factors + autoencoder;
        let popularity = (self.popularity as f32 / MIDDLE as f32 - 1.0) * POPULARITY_REACH * all;
        Weights { neighbours, content, quality, factors, autoencoder, popularity }
    }
}

/// A year or a length as typed; nothing where it is no number above 0.
pub(crate) fn typed(text: &str) -> Option<u16> {
    text.trim().parse().ok().filter(|&number| number > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: Weights = Weights::NONE;
    const LEARNED: Weights = Weights { neighbours: 1.4, content: 0.4, quality: 0.2, popularity: -0.2, ..NONE };

    fn knobs(speakers: [u32; 5], popularity: u32) -> Knobs {
        Knobs { speakers, popularity }
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
        assert_eq!(knobs([70, 90, 10, 0, 0], 50).shares(), [41, 53, 6, 0, 0]);
        assert_eq!(knobs([0, 0, 1, 0, 0], 50).shares(), [0, 0, 100, 0, 0]);
    }
}
