//! The numbers that a trainer learned on held-out members, or chose and documented. They travel in the bundle.

mod blending;
mod intervals;
mod named;
mod older;

pub use blending::{Anchor, Blending};
pub use intervals::{Ends, HISTORIES, Intervals, KNOTS};
pub(crate) use named::NamedNumbers;
pub(crate) use older::{TuningV1, TuningV2, TuningV4};

use crate::film::Stars;
use crate::numeric::ABSURD;
use crate::signals::{PerSignal, Weights};
use serde::Serialize;

/// Every learned or chosen number that is not a model.
#[derive(Clone, Debug, PartialEq)]
pub struct Tuning {
    /// What a rating of ½ to 5 stars says for a film's neighbours. At equal levels only having seen it counts.
    pub levels: [f32; 10],
    /// The level of a film seen but neither rated nor liked.
    pub watched: f32,
    /// The level of a film liked but not rated; a like lifts a rated film to at least this.
    pub liked: f32,
    /// Added to a level for a film seen again, and for one of the profile's favourites.
    pub treasured: f32,
    /// How far a rating is read relative to the person: at 0 as it stands, at 1 shifted by all of the distance
    /// between the member's mean and [`Tuning::typical_mean`].
    pub relative: f32,
    /// The mean of all ratings.
    pub typical_mean: f32,
    /// How many ratings of the typical mean a member's own mean is mixed with.
    pub mean_prior: f32,
    /// What is disliked counts this much of what is liked, in the content direction.
    pub dislike: f32,
    /// Evidence this many days older than the newest counts [`Tuning::oldest`] + half of the rest.
    pub half_life: f32,
    /// What the oldest evidence keeps. At 1 age does not matter.
    pub oldest: f32,
    /// The default blend.
    pub blending: Blending,
    /// Films with a quality below this are left out unless asked for.
    pub quality_floor: f32,
    /// Coefficients of the predicted stars; see [`crate::predict`].
    pub stars: StarsModel,
    /// How far the member's own rating lies from these.
    pub intervals: Intervals,
    /// What is taken off the score of a film that the member would rate low.
    pub caution: Caution,
    /// What is taken off what a film promises for being better known than what the member goes for.
    pub fame: Fame,
    /// At the first twenty places nothing is predicted fewer stars than the member's mean and this: at 0 nothing below their
    /// mean, at −5 it makes no difference.
    pub least: f32,
}

/// How far the well known steps back on a shelf: who logs films has mostly heard of what everybody has seen. See
/// [`shelf`](crate::recommend::recommend).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Fame {
    /// Taken off at the first twenty places for each e-fold of ratings that a film has beyond the mean (of logarithms) of the
    /// films that the member loves: whoever loves only hits gets hits. At 0 nothing.
    pub first: f32,
    /// The same at all later places.
    pub later: f32,
}

/// How films are held back that the member would rate low: what they love to watch and what they rate high are two things,
/// and the blend follows the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Caution {
    /// Taken off for each star below, squared.
    pub weight: f32,
    /// Predicted stars from which nothing is taken off.
    pub below: f32,
}

impl Caution {
    /// What is taken off the score of a film with these predicted stars.
    pub fn reserve(self, stars: f32) -> f32 {
        let below = (self.below - stars).max(0.0);
        self.weight * below * below
    }
}

/// Predicted stars: the mean of all ratings, plus how far the member rates above the films' means, plus this.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StarsModel {
    /// Added for everyone.
    pub intercept: f32,
    /// For each star that a film's quality lies above the typical mean.
    pub quality: f32,
    /// For each standard deviation of each signal's opinion.
    pub opinions: PerSignal<f32>,
}

impl Default for Tuning {
    /// A start for the trainer, which replaces what it can learn.
    fn default() -> Self {
        Self {
            levels: [0.2, 0.2, 0.2, 0.3, 0.4, 0.55, 0.75, 1.0, 1.15, 1.3],
            watched: 0.3,
            liked: 1.0,
            treasured: 0.2,
            relative: 0.25,
            typical_mean: 3.5,
            mean_prior: 5.0,
            dislike: 0.5,
            half_life: 730.0,
            oldest: 0.8,
            blending: Blending::constant(Weights::CLASSIC),
            quality_floor: 3.0,
            stars: StarsModel { quality: 1.0, ..StarsModel::default() },
            intervals: Intervals::default(),
            caution: Caution::default(),
            fame: Fame::default(),
            least: -5.0,
        }
    }
}

impl Tuning {
    /// The level of a rating by a member whose mean is `mean`: the table, read between its entries where the
    /// rating is shifted.
    pub fn level(&self, rating: Stars, mean: f32) -> f32 {
        self.level_of(rating.stars(), mean)
    }

    /// The same of stars that nobody gave: what is believed of a film.
    pub(crate) fn level_of(&self, stars: f32, mean: f32) -> f32 {
        let shifted = stars + self.relative * (self.typical_mean - mean);
        let place = (shifted * 2.0 - 1.0).clamp(0.0, 9.0);
        let below = place.floor();
        let (low, high) = (self.levels[below as usize], self.levels[place.ceil() as usize]);
        low + (high - low) * (place - below)
    }

    /// Whether every number is one.
    pub(crate) fn is_sane(&self) -> bool {
        let numbers = [
            self.watched,
            self.liked,
            self.treasured,
            self.relative,
            self.typical_mean,
            self.mean_prior,
            self.dislike,
            self.half_life,
            self.oldest,
            self.quality_floor,
            self.stars.intercept,
            self.stars.quality,
            self.caution.weight,
            self.caution.below,
            self.fame.first,
            self.fame.later,
            self.least,
        ];
        numbers.iter().chain(&self.levels).chain(self.stars.opinions.values()).all(|x| x.abs() < ABSURD)
            && self.half_life > 0.0
            && self.mean_prior > 0.0
            && [self.caution.weight, self.fame.first, self.fame.later].iter().all(|x| *x >= 0.0)
            && self.blending.is_sane()
            && self.intervals.is_sane()
    }
}
