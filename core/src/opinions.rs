//! A member's opinions: every signal asked once, standardised. The costly part of a recommendation; a turned dial does not
//! repeat it.

use crate::bundle::Bundle;
use crate::film::FilmId;
use crate::numeric::{ABSURD, centre, standardise, tame};
use crate::predict;
use crate::signals::{PerSignal, Posterior, SignalName, Weights};
use crate::taste::Taste;

/// Every signal's opinion on every film of the pool, standardised: 0 is the member's mean, 1 a typical deviation.
#[derive(Clone, Debug, PartialEq)]
pub struct Opinions {
    by_signal: PerSignal<Vec<f32>>,
    has_say: PerSignal<bool>,
    default_weights: Weights,
    posterior: Posterior,
    /// What is taken off each film's score; empty where nothing is.
    reserve: Vec<f32>,
    is_plain: bool,
}

impl Opinions {
    /// Asks every signal once.
    pub fn of(bundle: &Bundle, taste: &Taste) -> Self {
        let (models, blending) = (&bundle.models, &bundle.tuning.blending);
        let known = taste.known();
        let mut by_signal = models.opinions(&known, bundle.catalogue.pool(), blending.preparation());
        for (signal, scores) in &mut by_signal {
            tame(scores);
            let spread = blending.spreads[signal];
            if spread > 0.0 {
                centre(scores, spread);
            } else {
                standardise(scores);
            }
            tame(scores);
        }
        let posterior = known.into_posterior(&models.factors);
        let has_say = models.signals().map(|_, signal| !signal.is_empty());
        let default_weights = blending.weights(taste.evidence.len());
        let opinions = Self { by_signal, has_say, default_weights, posterior, reserve: Vec::new(), is_plain: false };
        let caution = bundle.tuning.caution;
        if caution.weight == 0.0 {
            return opinions;
        }
        let films = bundle.catalogue.films().take(bundle.catalogue.pool());
        let reserve = films.map(|film| caution.reserve(predict::stars(bundle, &opinions, film))).collect();
        Self { reserve, ..opinions }
    }

    /// The same, holding nothing back: what the signals say by themselves, and a shelf in the order of that.
    #[must_use]
    pub fn without_reserve(self) -> Self {
        Self { reserve: Vec::new(), is_plain: true, ..self }
    }

    /// Whether only what the signals say counts.
    pub(crate) fn is_plain(&self) -> bool {
        self.is_plain
    }

    /// What is taken off a film's score since the member would rate it low; see [`Caution`](crate::tuning::Caution).
    pub fn reserve(&self, film: FilmId) -> f32 {
        self.reserve.get(film.index()).copied().unwrap_or(0.0)
    }

    /// The same of every film of the pool; empty where nothing is taken off.
    pub(crate) fn reserves(&self) -> &[f32] {
        &self.reserve
    }

    /// One signal's opinion on a film, in typical deviations; 0 outside the pool.
    pub fn get(&self, signal: SignalName, film: FilmId) -> f32 {
        self.by_signal[signal].get(film.index()).copied().unwrap_or(0.0)
    }

    /// One signal's opinions on the films of the pool, in their order.
    pub fn of_signal(&self, signal: SignalName) -> &[f32] {
        &self.by_signal[signal]
    }

    /// The weights that fit this member's length of history.
    pub fn default_weights(&self) -> Weights {
        self.default_weights
    }

    /// What weights come to for these opinions: shares that add up, none for a signal that the bundle lacks, and the default
    /// where nothing is asked for.
    pub fn shares(&self, weights: &Weights) -> Weights {
        let told = |weights: &Weights| {
            let spoken = PerSignal::from_fn(|signal| if self.has_say[signal] { weights.get(signal) } else { 0.0 });
            Weights::from(spoken).shares()
        };
        told(weights).or_else(|| told(&self.default_weights)).unwrap_or(Weights::NEIGHBOURS_ONLY)
    }

    /// How many stars the member rates above the films' means.
    pub fn offset(&self) -> f32 {
        Some(self.posterior.offset()).filter(|offset| offset.abs() < ABSURD).unwrap_or(0.0)
    }

    /// What the rating model knows of the member.
    pub fn posterior(&self) -> &Posterior {
        &self.posterior
    }
}
