//! Halfstar itself: a packed bundle through the core's own pipeline.

use super::Ranker;
use crate::foundation::ask::{plain, taste_of};
use halfstar_core::Bundle;
use halfstar_core::blend::{Blend, Opinions, Weights};
use halfstar_core::recommend::{Request, rank};
use halfstar_core::signals::SignalName;

/// A blend of the bundle's signals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mix {
    /// As the bundle learned it.
    Default,
    /// These weights.
    Fixed(Weights),
    /// One signal alone.
    Only(SignalName),
    /// As the bundle learned it, but for the dial of popularity, which stands here.
    Popularity(f32),
    /// As the bundle learned it, but for one signal: what that signal is good for.
    Without(SignalName),
}

/// A bundle under a blend.
pub struct Pipeline<'b> {
    bundle: &'b Bundle,
    mix: Mix,
}

impl<'b> Pipeline<'b> {
    /// Judges `bundle` under `mix`.
    pub fn new(bundle: &'b Bundle, mix: Mix) -> Self {
        Self { bundle, mix }
    }

    /// Whether the mix is one of its own: a signal that the default blend does not use cannot be taken out of it, and
    /// one that is all of it leaves nothing.
    pub fn is_distinct(&self) -> bool {
        let Mix::Without(signal) = self.mix else { return true };
        let anchors = &self.bundle.tuning.blending.anchors;
        let used = anchors.iter().any(|anchor| anchor.weights.in_order()[signal as usize] != 0.0);
        used && anchors.iter().all(|anchor| without(&anchor.weights, signal).shares().is_some())
    }

    fn weights(&self, opinions: &Opinions) -> Weights {
        match self.mix {
            Mix::Default => Weights::default(),
            Mix::Fixed(weights) => weights,
            Mix::Only(signal) => with(&Weights::default(), signal, 1.0),
            Mix::Popularity(popularity) => {
                let shares = opinions.default_weights().shares().unwrap_or_default();
                Weights { popularity, ..Weights::from_order(shares) }
            }
            Mix::Without(signal) => without(&opinions.default_weights(), signal),
        }
    }
}

fn without(weights: &Weights, signal: SignalName) -> Weights {
    with(weights, signal, 0.0)
}

/// One weight set by the signal's name, so that a signal added to the core is judged without a word here.
fn with(weights: &Weights, signal: SignalName, weight: f32) -> Weights {
    let named = serde_json::to_value(weights).and_then(|mut named| {
        named[signal.as_str()] = weight.into();
        serde_json::from_value(named)
    });
    named.unwrap_or(*weights)
}

impl Ranker for Pipeline<'_> {
    fn score(&self, shown: &[(u16, u8)], scores: &mut [f32]) {
        let taste = taste_of(shown, &self.bundle.tuning);
        let opinions = Opinions::of(self.bundle, &taste);
        scores.copy_from_slice(&Blend::new(&opinions, &self.weights(&opinions)).scores());
    }

    fn rank(&self, shown: &[(u16, u8)], pool: usize) -> Vec<u16> {
        let taste = taste_of(shown, &self.bundle.tuning);
        let opinions = Opinions::of(self.bundle, &taste);
        let request = Request { limit: pool as u32, ..plain(self.weights(&opinions)) };
        rank(self.bundle, &taste, &opinions, &request).into_iter().map(|film| film.0 as u16).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_set_by_the_signals_names() {
        for (place, signal) in SignalName::ALL.into_iter().enumerate() {
            let only = with(&Weights::default(), signal, 1.0).in_order();
            assert!(only.iter().enumerate().all(|(at, &weight)| weight == if at == place { 1.0 } else { 0.0 }));
        }
        let rest = without(&Weights::CLASSIC, SignalName::Content);
        assert_eq!(rest, Weights { content: 0.0, ..Weights::CLASSIC });
    }
}
