//! Opinions → one score, every contribution kept. The blend knows weights and numbers, no films.

use crate::bundle::Bundle;
use crate::film::FilmId;
use crate::numeric::standardise;
use crate::recommend::Contribution;
use crate::signals::{Signal, SignalName};
use crate::taste::Taste;
use serde::{Deserialize, Serialize};

const SIGNALS: usize = SignalName::ALL.len();

/// How much each signal says. Only proportions matter; all zero means the default of the bundle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Weights {
    /// People who share your taste. At 1 alone: collaborative filtering only.
    pub neighbours: f32,
    /// Who made it and what it is about. At 1 alone: a content-based recommender.
    pub content: f32,
    /// How good everyone finds it. At 1 alone: the same shelf for everybody.
    pub quality: f32,
}

impl Weights {
    /// 50 % content, 30 % neighbours, 20 % quality: the published blend that Halfstar began from.
    pub const CLASSIC: Self = Self { neighbours: 0.3, content: 0.5, quality: 0.2 };
    /// Neighbours alone.
    pub const NEIGHBOURS_ONLY: Self = Self { neighbours: 1.0, content: 0.0, quality: 0.0 };
    /// Content alone.
    pub const CONTENT_ONLY: Self = Self { neighbours: 0.0, content: 1.0, quality: 0.0 };

    /// In the order of [`SignalName::ALL`].
    pub fn in_order(&self) -> [f32; SIGNALS] {
        [self.neighbours, self.content, self.quality]
    }

    /// Scaled so that they add up to 1; negative and broken numbers count as 0. `None` when nothing is left.
    fn shares(&self) -> Option<[f32; SIGNALS]> {
        let weights = self.in_order().map(|weight| if weight.is_finite() { weight.max(0.0) } else { 0.0 });
        let total: f32 = weights.iter().sum();
        (total > 0.0 && total.is_finite()).then(|| weights.map(|weight| weight / total))
    }
}

/// Every signal's opinion on every film of the pool, standardised to mean 0 and deviation 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Opinions {
    by_signal: [Vec<f32>; SIGNALS],
    default_weights: Weights,
}

impl Opinions {
    /// Asks every signal once. This is the costly part of a recommendation; a turned dial does not repeat it.
    pub fn of(bundle: &Bundle, taste: &Taste) -> Self {
        let signals: [&dyn Signal; SIGNALS] = [&bundle.neighbours, &bundle.content, &bundle.quality];
        let by_signal = signals.map(|signal| {
            let mut scores = vec![0.0; bundle.catalogue.pool()];
            signal.score(taste, &mut scores);
            standardise(&mut scores);
            scores
        });
        Self { by_signal, default_weights: bundle.tuning.weights }
    }

    /// One signal's opinion on a film, in standard deviations; 0 outside the pool.
    pub fn get(&self, signal: SignalName, film: FilmId) -> f32 {
        self.by_signal[signal as usize].get(film.index()).copied().unwrap_or(0.0)
    }
}

/// Opinions under weights.
#[derive(Clone, Debug)]
pub struct Blend<'a> {
    opinions: &'a Opinions,
    weights: [f32; SIGNALS],
}

impl<'a> Blend<'a> {
    /// Blends. A film's score is the weighted mean of its opinions.
    pub fn new(opinions: &'a Opinions, weights: &Weights) -> Self {
        let weights = weights.shares().or_else(|| opinions.default_weights.shares()).unwrap_or([1.0, 0.0, 0.0]);
        Self { opinions, weights }
    }

    /// The score of every film of the pool.
    pub fn scores(&self) -> Vec<f32> {
        let [a, b, c] = &self.opinions.by_signal;
        a.iter().zip(b).zip(c).map(|((&a, &b), &c)| self.add_up([a, b, c])).collect()
    }

    /// A film's score.
    pub fn score(&self, film: FilmId) -> f32 {
        self.add_up(SignalName::ALL.map(|signal| self.opinions.get(signal, film)))
    }

    /// One signal's opinion on a film, in standard deviations, before its weight.
    pub fn opinion(&self, signal: SignalName, film: FilmId) -> f32 {
        self.opinions.get(signal, film)
    }

    fn add_up(&self, opinions: [f32; SIGNALS]) -> f32 {
        opinions.iter().zip(&self.weights).fold(0.0, |sum, (opinion, weight)| sum + opinion * weight)
    }

    /// What each signal adds to a film's score, largest first. They add up to the score.
    pub fn contributions(&self, film: FilmId) -> Vec<Contribution> {
        let mut all: Vec<_> = SignalName::ALL
            .iter()
            .map(|&signal| Contribution {
                signal,
                amount: self.opinions.get(signal, film) * self.weights[signal as usize],
            })
            .collect();
        all.sort_by(|a, b| b.amount.total_cmp(&a.amount).then(a.signal.cmp(&b.signal)));
        all
    }
}
