//! The numbers as formats 1 and 2 wrote them.

use super::{StarsModel, Tuning};
use crate::blend::{Anchor, Blending, Weights};
use serde::Deserialize;

/// Format 1: one blend for everyone, three signals.
pub(crate) type TuningV1 = Older<[f32; 3], [f32; 3]>;
/// Format 2: five signals, the fifth of them popularity.
pub(crate) type TuningV2 = Older<BlendingV2, [f32; 5]>;

/// What both have in common; `B` is the default blend, `S` a number a signal.
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

/// The blend of format 2: anchors (films, weights), spreads, softness, backing.
#[derive(Deserialize)]
pub(crate) struct BlendingV2(Vec<(f32, [f32; 5])>, [f32; 5], f32, f32);

impl From<[f32; 3]> for Blending {
    fn from([neighbours, content, quality]: [f32; 3]) -> Self {
        Self::constant(Weights { neighbours, content, quality, ..Weights::default() })
    }
}

impl From<BlendingV2> for Blending {
    fn from(BlendingV2(anchors, spreads, softness, backing): BlendingV2) -> Self {
        let anchor = |(films, weights)| Anchor { films, weights: Weights::from_order(among_six(weights)) };
        Self { anchors: anchors.into_iter().map(anchor).collect(), spreads: among_six(spreads), softness, backing }
    }
}

impl From<TuningV1> for Tuning {
    fn from(old: TuningV1) -> Self {
        let [neighbours, content, quality] = old.stars.2;
        old.with([neighbours, content, quality, 0.0, 0.0, 0.0])
    }
}

impl From<TuningV2> for Tuning {
    fn from(old: TuningV2) -> Self {
        let opinions = among_six(old.stars.2);
        old.with(opinions)
    }
}

impl<B: Into<Blending>, S> Older<B, S> {
    fn with(self, opinions: [f32; 6]) -> Tuning {
        Tuning {
            levels: self.levels,
            watched: self.watched,
            liked: self.liked,
            treasured: self.treasured,
            relative: self.relative,
            typical_mean: self.typical_mean,
            mean_prior: self.mean_prior,
            dislike: self.dislike,
            half_life: self.half_life,
            oldest: self.oldest,
            blending: self.blending.into(),
            quality_floor: self.quality_floor,
            stars: StarsModel { intercept: self.stars.0, quality: self.stars.1, opinions },
        }
    }
}

/// A number a signal, with none for the autoencoder, which came later and stands before popularity.
fn among_six([neighbours, content, quality, factors, popularity]: [f32; 5]) -> [f32; 6] {
    [neighbours, content, quality, factors, 0.0, popularity]
}
