//! Halfstar itself: a packed bundle through the core's own pipeline.

use super::Ranker;
use crate::foundation::ask::{plain, taste_of};
use halfstar_core::Bundle;
use halfstar_core::opinions::Opinions;
use halfstar_core::recommend::rank;
use halfstar_core::request::Request;
use halfstar_core::signals::{SignalName, Weights};
use halfstar_core::taste::Taste;

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
        let used = anchors.iter().any(|anchor| anchor.weights.get(signal) != 0.0);
        used && anchors.iter().all(|anchor| anchor.weights.with(signal, 0.0).shares().is_some())
    }

    /// What the signals say of a member. Blends of our own making are judged by what they say alone, the default and what is
    /// made of it as members see it: with caution.
    fn opinions(&self, taste: &Taste) -> Opinions {
        let opinions = Opinions::of(self.bundle, taste);
        match self.mix {
            Mix::Fixed(_) | Mix::Only(_) => opinions.without_reserve(),
            Mix::Default | Mix::Popularity(_) | Mix::Without(_) => opinions,
        }
    }

    fn weights(&self, opinions: &Opinions) -> Weights {
        match self.mix {
            Mix::Default => Weights::default(),
            Mix::Fixed(weights) => weights,
            Mix::Only(signal) => Weights::only(signal),
            Mix::Popularity(popularity) => {
                let shares = opinions.default_weights().shares().unwrap_or_default();
                Weights { popularity, ..shares }
            }
            Mix::Without(signal) => opinions.default_weights().with(signal, 0.0),
        }
    }
}

impl Ranker for Pipeline<'_> {
    fn score(&self, shown: &[(u16, u8)], scores: &mut [f32]) {
        // Places, not scores: a shelf moves films for other reasons, too.
        let ranked = self.rank(shown, scores.len());
        let last = ranked.len() as f32;
        scores.fill(-1.0);
        for (place, film) in ranked.into_iter().enumerate() {
            scores[usize::from(film)] = last - place as f32;
        }
    }

    fn rank(&self, shown: &[(u16, u8)], pool: usize) -> Vec<u16> {
        let taste = taste_of(shown, &self.bundle.tuning);
        let opinions = self.opinions(&taste);
        let request = Request { limit: pool as u32, ..plain(self.weights(&opinions)) };
        rank(self.bundle, &taste, &opinions, &request).into_iter().map(|film| film.0 as u16).collect()
    }
}
