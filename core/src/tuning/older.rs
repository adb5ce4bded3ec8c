//! The numbers as formats 1 to 4 wrote them: by their place, each format with the signals that it knew.

use super::{Anchor, Blending, Caution, Fame, Intervals, StarsModel, Tuning};
use crate::signals::{PerSignal, SignalName, Weights};
use SignalName::{Autoencoder, Content, Factors, Neighbours, Popularity, Quality};
use serde::Deserialize;

/// Format 1: one blend for everyone.
pub(crate) type TuningV1 = Older<[f32; 3], [f32; 3]>;
/// Format 2: a blend for each length of history.
pub(crate) type TuningV2 = Older<OlderBlending<[f32; 5]>, [f32; 5]>;
/// Formats 3 and 4: an autoencoder more.
pub(crate) type TuningV4 = Older<OlderBlending<[f32; 6]>, [f32; 6]>;

/// What they have in common; `B` is the default blend, `S` a number a signal.
#[derive(Deserialize)]
pub(crate) struct Older<B, S> {
    levels: [f32; 10],
    watched: f32,
    liked: f32,
    treasured: f32,
    relative: f32,
    typical_mean: f32,
    mean_prior: f32,
    dislike: f32,
    half_life: f32,
    oldest: f32,
    blending: B,
    quality_floor: f32,
    stars: (f32, f32, S),
}

/// The blend: anchors (films, weights), spreads, softness, backing.
#[derive(Deserialize)]
pub(crate) struct OlderBlending<S>(Vec<(f32, S)>, S, f32, f32);

/// The signals in the order in which a format wrote their numbers.
pub(crate) trait InOrder: Copy {
    fn by_name(self) -> PerSignal<f32>;
}

impl InOrder for [f32; 3] {
    fn by_name(self) -> PerSignal<f32> {
        named([Neighbours, Content, Quality], self)
    }
}

impl InOrder for [f32; 5] {
    fn by_name(self) -> PerSignal<f32> {
        named([Neighbours, Content, Quality, Factors, Popularity], self)
    }
}

impl InOrder for [f32; 6] {
    fn by_name(self) -> PerSignal<f32> {
        named([Neighbours, Content, Quality, Factors, Autoencoder, Popularity], self)
    }
}

fn named<const N: usize>(names: [SignalName; N], numbers: [f32; N]) -> PerSignal<f32> {
    let mut by_name = PerSignal::default();
    for (name, number) in names.into_iter().zip(numbers) {
        by_name[name] = number;
    }
    by_name
}

impl From<[f32; 3]> for Blending {
    fn from(weights: [f32; 3]) -> Self {
        Self::constant(weights.by_name().into())
    }
}

impl<S: InOrder> From<OlderBlending<S>> for Blending {
    fn from(OlderBlending(anchors, spreads, softness, backing): OlderBlending<S>) -> Self {
        let anchor = |(films, weights): (f32, S)| Anchor { films, weights: Weights::from(weights.by_name()) };
        Self {
            anchors: anchors.into_iter().map(anchor).collect(),
            spreads: spreads.by_name(),
            softness,
            backing,
            nearness: 0.0,
        }
    }
}

impl<B: Into<Blending>, S: InOrder> From<Older<B, S>> for Tuning {
    fn from(old: Older<B, S>) -> Self {
        let (intercept, quality, opinions) = old.stars;
        Self {
            levels: old.levels,
            watched: old.watched,
            liked: old.liked,
            treasured: old.treasured,
            relative: old.relative,
            typical_mean: old.typical_mean,
            mean_prior: old.mean_prior,
            dislike: old.dislike,
            half_life: old.half_life,
            oldest: old.oldest,
            blending: old.blending.into(),
            quality_floor: old.quality_floor,
            stars: StarsModel { intercept, quality, opinions: opinions.by_name() },
            intervals: Intervals::default(),
            caution: Caution::default(),
            fame: Fame::default(),
            least: Tuning::default().least,
        }
    }
}
