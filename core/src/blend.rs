//! Opinions → one score, every contribution kept. The blend knows weights and numbers, no films.

use crate::bundle::Bundle;
use crate::film::FilmId;
use crate::numeric::{ln, standardise, sum};
use crate::recommend::Contribution;
use crate::signals::SignalName;
use crate::taste::Taste;
use serde::{Deserialize, Serialize};

const SIGNALS: usize = SignalName::ALL.len();

/// How much each signal says. Only proportions matter; all zero means the default of the bundle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(default)]
pub struct Weights {
    /// People who share your taste. At 1 alone: collaborative filtering only.
    pub neighbours: f32,
    /// Who made it and what it is about. At 1 alone: a content-based recommender.
    pub content: f32,
    /// How good everyone finds it. At 1 alone: the same shelf for everybody.
    pub quality: f32,
    /// How many stars you would give it beyond that. At 1 alone: films that you in particular would rate high.
    pub factors: f32,
    /// People whose whole taste resembles yours, not film by film but all at once. At 1 alone: what most of them love.
    pub autoencoder: f32,
    /// From hidden gems to crowd-pleasers: below 0 for films that few have seen, above 0 for those that many have, at
    /// 0 as the other signals say. Counts beside them, so at −1 obscurity says as much as all of them together.
    pub popularity: f32,
}

impl Weights {
    /// 50 % content, 30 % neighbours, 20 % quality: the published blend that Halfstar began from.
    pub const CLASSIC: Self = Self { neighbours: 0.3, content: 0.5, quality: 0.2, ..Self::NONE };
    /// Neighbours alone.
    pub const NEIGHBOURS_ONLY: Self = Self { neighbours: 1.0, ..Self::NONE };
    /// Content alone.
    pub const CONTENT_ONLY: Self = Self { content: 1.0, ..Self::NONE };
    /// Nothing said: the default of the bundle.
    pub const NONE: Self =
        Self { neighbours: 0.0, content: 0.0, quality: 0.0, factors: 0.0, autoencoder: 0.0, popularity: 0.0 };

    /// In the order of [`SignalName::ALL`].
    pub fn in_order(&self) -> [f32; SIGNALS] {
        [self.neighbours, self.content, self.quality, self.factors, self.autoencoder, self.popularity]
    }

    /// From numbers in the order of [`SignalName::ALL`].
    pub fn from_order([neighbours, content, quality, factors, autoencoder, popularity]: [f32; SIGNALS]) -> Self {
        Self { neighbours, content, quality, factors, autoencoder, popularity }
    }

    /// Scaled so that those of the signals that speak for films add up to 1, and popularity by the same; negative ones
    /// (but popularity's) and broken numbers count as 0. `None` when nothing is left.
    pub fn shares(&self) -> Option<[f32; SIGNALS]> {
        let mut weights = self.in_order().map(|weight| if weight.is_finite() { weight } else { 0.0 });
        let (popularity, rest) = weights.split_last_mut()?;
        rest.iter_mut().for_each(|weight| *weight = weight.max(0.0));
        let total: f32 = rest.iter().sum();
        let total = if total > 0.0 { total } else { popularity.abs() };
        (total > 0.0 && total.is_finite()).then(|| weights.map(|weight| weight / total))
    }
}

/// The default blend, as a trainer learned it: somebody with five films leans on other signals than one with 500.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Blending {
    /// The weights at each length of history, shortest first; between two of them they are mixed by the logarithm.
    pub anchors: Vec<Anchor>,
    /// One typical standard deviation of each signal's opinions, over members: opinions are measured in these, so that
    /// a signal that has little to say of a member says little. 0 means the member's own deviation.
    pub spreads: [f32; SIGNALS],
    /// Neighbours, content and autoencoder speak in logarithms: what doubles a film's score there adds as much at the top
    /// as in the middle. This part of the best score is added first, so that the tail does not. At 0 scores stay as they
    /// are.
    pub softness: f32,
    /// Where fewer weights than some speak for a film, neighbours take content's word: half of it where there are this
    /// many, all of it where there are none. At 0 films that nobody has rated come last.
    pub backing: f32,
}

/// The weights that fit one length of history.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Anchor {
    /// How many films the member has seen.
    pub films: f32,
    /// The weights there.
    pub weights: Weights,
}

impl Blending {
    /// The same weights for everyone, on opinions as they are.
    pub fn constant(weights: Weights) -> Self {
        Self { anchors: vec![Anchor { films: 1.0, weights }], spreads: [0.0; SIGNALS], softness: 0.0, backing: 0.0 }
    }

    /// The default weights for a member who has seen `films`.
    pub fn weights(&self, films: usize) -> Weights {
        let place = films.max(1) as f32;
        let after = self.anchors.iter().position(|anchor| anchor.films >= place);
        let (low, high) = match after {
            Some(0) => (self.anchors.first(), self.anchors.first()),
            Some(after) => (self.anchors.get(after - 1), self.anchors.get(after)),
            None => (self.anchors.last(), self.anchors.last()),
        };
        let (Some(low), Some(high)) = (low, high) else { return Weights::NEIGHBOURS_ONLY };
        let span = ln(high.films / low.films);
        let part = if span > 0.0 { (ln(place / low.films) / span).clamp(0.0, 1.0) } else { 0.0 };
        let (low, high) = (low.weights.in_order(), high.weights.in_order());
        Weights::from_order(std::array::from_fn(|i| low[i] + (high[i] - low[i]) * part))
    }

    /// Whether every number is one, and the anchors are in order.
    pub(crate) fn is_sane(&self) -> bool {
        let fine = |anchor: &Anchor| anchor.films >= 1.0 && anchor.weights.in_order().iter().all(|x| x.abs() < ABSURD);
        !self.anchors.is_empty()
            && self.anchors.iter().all(fine)
            && self.anchors.is_sorted_by(|a, b| a.films < b.films)
            && self.spreads.iter().all(|x| x.is_finite() && *x >= 0.0)
            && [self.softness, self.backing].iter().all(|x| x.is_finite() && *x >= 0.0)
    }
}

/// Every signal's opinion on every film of the pool, standardised: 0 is the member's mean, 1 a typical deviation.
#[derive(Clone, Debug, PartialEq)]
pub struct Opinions {
    by_signal: [Vec<f32>; SIGNALS],
    default_weights: Weights,
    offset: f32,
}

impl Opinions {
    /// Asks every signal once. This is the costly part of a recommendation; a turned dial does not repeat it.
    pub fn of(bundle: &Bundle, taste: &Taste) -> Self {
        let blending = &bundle.tuning.blending;
        let mut by_signal = bundle.signals().map(|signal| {
            let mut scores = vec![0.0; bundle.catalogue.pool()];
            signal.score(taste, &mut scores);
            scores
        });
        let [neighbours, content, _, _, autoencoder, _] = &mut by_signal;
        if blending.backing > 0.0 {
            back(neighbours, content, bundle.neighbours.support(), blending.backing);
        }
        if bundle.autoencoder.to_probabilities(taste, autoencoder) {
            take_word(autoencoder, neighbours, bundle.autoencoder.films(), taste);
        }
        for scores in [neighbours, content, autoencoder] {
            to_logarithms(scores, blending.softness);
        }
        for (scores, spread) in by_signal.iter_mut().zip(blending.spreads) {
            tame(scores);
            if spread > 0.0 {
                centre(scores, spread);
            } else {
                standardise(scores);
            }
            tame(scores);
        }
        let default_weights = blending.weights(taste.evidence.len());
        let offset = Some(bundle.factors.offset(taste)).filter(|offset| offset.abs() < ABSURD).unwrap_or(0.0);
        Self { by_signal, default_weights, offset }
    }

    /// One signal's opinion on a film, in typical deviations; 0 outside the pool.
    pub fn get(&self, signal: SignalName, film: FilmId) -> f32 {
        self.by_signal[signal as usize].get(film.index()).copied().unwrap_or(0.0)
    }

    /// The weights that fit this member's length of history.
    pub fn default_weights(&self) -> Weights {
        self.default_weights
    }

    /// How many stars the member rates above the films' means.
    pub fn offset(&self) -> f32 {
        self.offset
    }
}

/// A forged bundle may lead any signal beyond numbers: what is none, or is absurdly large, says nothing.
fn tame(scores: &mut [f32]) {
    for score in scores {
        // Not a number is within no bounds.
        *score = if score.abs() < ABSURD { *score } else { 0.0 };
    }
}

/// Opinions, weights and coefficients below this stay finite in every sum and product. Honest ones are below a thousand.
pub(crate) const ABSURD: f32 = 1e9;

/// Adds content's word where few weights speak for a film.
fn back(neighbours: &mut [f32], content: &[f32], support: &[u16], backing: f32) {
    for ((score, word), &weights) in neighbours.iter_mut().zip(content).zip(support) {
        *score += word.max(0.0) * backing / (f32::from(weights) + backing);
    }
}

/// Beyond the `known` films the autoencoder takes the neighbours' word, on its own scale: that of the known films which
/// the member has not seen.
fn take_word(autoencoder: &mut [f32], neighbours: &[f32], known: usize, taste: &Taste) {
    let mut said: f32 = neighbours.iter().take(known).map(|score| score.max(0.0)).sum();
    for evidence in &taste.evidence {
        let film = evidence.film.index();
        said -= if film < known { neighbours.get(film).map_or(0.0, |score| score.max(0.0)) } else { 0.0 };
    }
    if said > 0.0 {
        for (own, word) in autoencoder.iter_mut().zip(neighbours).skip(known) {
            *own = word.max(0.0) / said;
        }
    }
}

/// Logarithms of the scores, after `softness` times the best one was added; below 0 counts as 0.
fn to_logarithms(scores: &mut [f32], softness: f32) {
    let added = scores.iter().copied().fold(0.0, f32::max) * softness;
    if added > 0.0 {
        for score in scores {
            *score = ln(score.max(0.0) + added);
        }
    }
}

/// Shifts to mean 0 and divides by `spread`.
fn centre(scores: &mut [f32], spread: f32) {
    let mean = sum(scores) / scores.len().max(1) as f32;
    for score in scores {
        *score = (*score - mean) / spread;
    }
}

/// Opinions under weights.
#[derive(Clone, Debug)]
pub struct Blend<'a> {
    opinions: &'a Opinions,
    weights: [f32; SIGNALS],
}

impl<'a> Blend<'a> {
    /// Blends. A film's score is the weighted mean of its opinions, moved by the dial of popularity.
    pub fn new(opinions: &'a Opinions, weights: &Weights) -> Self {
        let weights = weights
            .shares()
            .or_else(|| opinions.default_weights.shares())
            .unwrap_or(Weights::NEIGHBOURS_ONLY.in_order());
        Self { opinions, weights }
    }

    /// The score of every film of the pool.
    pub fn scores(&self) -> Vec<f32> {
        let mut scores = vec![0.0; self.opinions.by_signal[0].len()];
        for (opinions, weight) in self.opinions.by_signal.iter().zip(self.weights) {
            if weight != 0.0 {
                for (score, opinion) in scores.iter_mut().zip(opinions) {
                    *score += opinion * weight;
                }
            }
        }
        scores
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
