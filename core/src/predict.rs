//! Predicted stars: how generous the member is, moved by the film's quality and by the opinions, as the trainer fitted it.

use crate::blend::Opinions;
use crate::bundle::Bundle;
use crate::film::FilmId;
use crate::signals::SignalName;

/// Opinions further out than this say no more about stars.
const REACH: f32 = 4.0;

/// What the linear model sees of one member and film: the quality above the typical mean, then the opinions.
pub fn features(bundle: &Bundle, opinions: &Opinions, film: FilmId) -> [f32; 1 + SignalName::ALL.len()] {
    let typical = bundle.tuning.typical_mean;
    let quality = bundle.quality.stars(film).unwrap_or(typical) - typical;
    let [a, b, c, d, e, f] = SignalName::ALL.map(|signal| opinions.get(signal, film).clamp(-REACH, REACH));
    [quality, a, b, c, d, e, f]
}

/// The member's own rating of a film, as predicted: 0.5 to 5 stars.
pub fn stars(bundle: &Bundle, opinions: &Opinions, film: FilmId) -> f32 {
    let model = &bundle.tuning.stars;
    let [quality, rest @ ..] = features(bundle, opinions, film);
    let moved = rest.iter().zip(&model.opinions).fold(model.quality * quality, |sum, (x, weight)| sum + x * weight);
    (bundle.tuning.typical_mean + opinions.offset() + model.intercept + moved).clamp(0.5, 5.0)
}
