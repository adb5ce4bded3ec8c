//! The default blend, as a trainer learned it.

use crate::numeric::{ABSURD, ln};
use crate::signals::{PerSignal, Preparation, Weights};
use serde::Serialize;

/// The default blend: somebody with five films leans on other signals than one with 500.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Blending {
    /// The weights at each length of history, shortest first; between two of them they are mixed by the logarithm.
    pub anchors: Vec<Anchor>,
    /// One typical standard deviation of each signal's opinions, over members: opinions are measured in these, so that
    /// a signal that has little to say of a member says little. 0 means the member's own deviation.
    pub spreads: PerSignal<f32>,
    /// Neighbours, content and autoencoder speak in logarithms: what doubles a film's score there adds as much at the top
    /// as in the middle. This part of the best score is added first, so that the tail does not. At 0 scores stay as they
    /// are.
    pub softness: f32,
    /// Where few weights speak for a film, neighbours add what content says: half of it where there are this many, all of it
    /// where there are none. At 0 films that nobody has rated come last.
    pub backing: f32,
    /// In the predicted stars beyond a film's mean, what the member gave the film's neighbours counts this much beside the
    /// factors. At 0 nothing.
    pub nearness: f32,
}

/// The weights that fit one length of history.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Anchor {
    /// How many films the member has seen.
    pub films: f32,
    /// The weights there.
    pub weights: Weights,
}

impl Blending {
    /// The same weights for everyone, on opinions as they are.
    pub fn constant(weights: Weights) -> Self {
        let anchors = vec![Anchor { films: 1.0, weights }];
        Self { anchors, spreads: PerSignal::default(), softness: 0.0, backing: 0.0, nearness: 0.0 }
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
        let (low, high) = (low.weights.by_name(), high.weights.by_name());
        PerSignal::from_fn(|signal| low[signal] + (high[signal] - low[signal]) * part).into()
    }

    /// What the signals need of it.
    pub fn preparation(&self) -> Preparation {
        Preparation { softness: self.softness, backing: self.backing, nearness: self.nearness }
    }

    /// Whether every number is one, and the anchors are in order.
    pub(super) fn is_sane(&self) -> bool {
        let fine = |anchor: &Anchor| anchor.films >= 1.0 && anchor.weights.by_name().values().all(|x| x.abs() < ABSURD);
        !self.anchors.is_empty()
            && self.anchors.iter().all(fine)
            && self.anchors.is_sorted_by(|a, b| a.films < b.films)
            && self.spreads.values().all(|x| x.is_finite() && *x >= 0.0)
            && [self.softness, self.backing, self.nearness].iter().all(|x| x.is_finite() && *x >= 0.0)
    }
}
