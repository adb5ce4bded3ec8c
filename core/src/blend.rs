//! Opinions → one score, every contribution kept. The blend sees numbers: it knows no film and no signal by name.

use crate::film::FilmId;
use crate::numeric::top_k;
use crate::opinions::Opinions;
use crate::request::Contribution;
use crate::signals::{PerSignal, SignalName, Weights};
use halfstar_kernels::sums::add;

/// Opinions under weights.
#[derive(Clone, Debug)]
pub struct Blend<'a> {
    opinions: &'a Opinions,
    weights: PerSignal<f32>,
}

impl<'a> Blend<'a> {
    /// Blends. A film's score is the weighted mean of its opinions, moved by those that balance them, less what is held back.
    pub fn new(opinions: &'a Opinions, weights: &Weights) -> Self {
        Self { opinions, weights: opinions.shares(weights).by_name() }
    }

    /// The score of every film of the pool.
    pub fn scores(&self) -> Vec<f32> {
        let mut scores = Vec::new();
        for (signal, weight) in self.weights {
            let opinions = self.opinions.of_signal(signal);
            scores.resize(opinions.len(), 0.0);
            if weight != 0.0 {
                add(&mut scores, weight, opinions);
            }
        }
        add(&mut scores, -1.0, self.opinions.reserves());
        scores
    }

    /// A film's score.
    pub fn score(&self, film: FilmId) -> f32 {
        let sum = self.weights.iter().fold(0.0, |sum, (signal, weight)| sum + self.opinions.get(signal, film) * weight);
        sum - self.reserve(film)
    }

    /// What is taken off a film's score since the member would rate it low.
    pub fn reserve(&self, film: FilmId) -> f32 {
        self.opinions.reserve(film)
    }

    /// One signal's opinion on a film, in standard deviations, before its weight.
    pub fn opinion(&self, signal: SignalName, film: FilmId) -> f32 {
        self.opinions.get(signal, film)
    }

    /// What each signal adds to a film's score, largest first. They add up to the score and what is held back of it.
    pub fn contributions(&self, film: FilmId) -> Vec<Contribution> {
        let amounts = self.weights.into_iter().map(|(signal, weight)| self.opinions.get(signal, film) * weight);
        let told = |(amount, place)| Some(Contribution { signal: *SignalName::ALL.get(place as usize)?, amount });
        top_k(amounts.zip(0..), SignalName::ALL.len()).into_iter().filter_map(told).collect()
    }
}
