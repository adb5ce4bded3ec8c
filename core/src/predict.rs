//! Predicted stars: how generous the member is, moved by the film's quality and by the opinions, as the trainer fitted it.

use crate::bundle::Bundle;
use crate::film::{FilmId, Stars};
use crate::numeric::ABSURD;
use crate::opinions::Opinions;
use crate::signals::{PerSignal, SignalName};
use crate::taste::{DISLIKED, Taste};

/// Opinions further out than this say no more about stars.
const REACH: f32 = 4.0;

/// What the linear model sees of one member and film: the quality above the typical mean, and the opinions.
pub fn features(bundle: &Bundle, opinions: &Opinions, film: FilmId) -> (f32, PerSignal<f32>) {
    (quality(bundle, film), PerSignal::from_fn(|signal| opinion(opinions, signal, film)))
}

fn quality(bundle: &Bundle, film: FilmId) -> f32 {
    let typical = bundle.tuning.typical_mean;
    bundle.models.quality.stars(film).unwrap_or(typical) - typical
}

fn opinion(opinions: &Opinions, signal: SignalName, film: FilmId) -> f32 {
    opinions.get(signal, film).clamp(-REACH, REACH)
}

/// The member's own rating of a film, as predicted: 0.5 to 5 stars.
pub fn stars(bundle: &Bundle, opinions: &Opinions, film: FilmId) -> f32 {
    let model = &bundle.tuning.stars;
    let mut moved = model.quality * quality(bundle, film);
    for signal in SignalName::ALL {
        moved += opinion(opinions, signal, film) * model.opinions[signal];
    }
    (bundle.tuning.typical_mean + opinions.offset() + model.intercept + moved).clamp(0.5, 5.0)
}

/// The same with what we were off for this member so far: what is shown.
pub fn stars_for(bundle: &Bundle, taste: &Taste, opinions: &Opinions, film: FilmId) -> f32 {
    (stars(bundle, opinions, film) + taste.lift).clamp(0.5, 5.0)
}

/// Between which stars the member's own rating of a film lies: in four of five cases, and in half of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Four of five ratings lie here.
    pub most: [f32; 2],
    /// Half of them do.
    pub half: [f32; 2],
}

impl Interval {
    /// The ratings next to these ends: no rating between the ends is left out.
    pub fn ratings(ends: [f32; 2]) -> Option<[Stars; 2]> {
        let [low, high] = ends.map(|end| Stars::from_halves((end * 2.0 + 0.5) as u8));
        Some([low?, high?])
    }
}

/// The interval around predicted stars; nothing of a film outside the pool.
pub fn interval(bundle: &Bundle, opinions: &Opinions, film: FilmId, stars: f32) -> Option<Interval> {
    let (member, learned) = (opinions.posterior(), &bundle.tuning.intervals);
    let spread = bundle.models.factors.spread(member, film).filter(|spread| *spread < ABSURD)?;
    let spread = spread * learned.scale(member.ratings());
    let ends = learned.ends(stars);
    let stand = |ends: [f32; 2]| ends.map(|end| (stars + end * spread).clamp(0.5, 5.0));
    Some(Interval { most: stand(ends.most), half: stand(ends.half) })
}

/// Whether the member would rate it more than a star below their mean, or disliked what it is the sequel of: such a film comes
/// behind all others.
pub fn is_disliked(bundle: &Bundle, taste: &Taste, opinions: &Opinions, film: FilmId) -> bool {
    is_disliked_at(bundle, taste, film, stars_for(bundle, taste, opinions, film))
}

/// The same of a film whose predicted stars are known.
pub(crate) fn is_disliked_at(bundle: &Bundle, taste: &Taste, film: FilmId, stars: f32) -> bool {
    stars < taste.mean - DISLIKED || bundle.series.follows_a_dislike(taste, film)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_rate_in_halves() {
        let check = |ends, low, high| {
            let stars = |halves| Stars::from_halves(halves).unwrap();
            assert_eq!(Interval::ratings(ends), Some([stars(low), stars(high)]), "{ends:?}");
        };
        check([3.1, 4.7], 6, 9);
        check([3.0, 5.0], 6, 10);
        check([0.5, 0.9], 1, 2);
        check([4.1, 4.9], 8, 10);
        check([4.4, 4.6], 9, 9);
    }
}
