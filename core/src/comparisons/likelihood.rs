//! How likely an answer is, and what it teaches.

use super::Answer;
use crate::numeric::{density, normal};

/// Ratings go by half stars: what is nearer than half of that would be rated the same.
const ABOUT_EQUAL: f64 = 0.25;
/// No further out, in standard deviations: probabilities stay numbers.
const FAR: f64 = 30.0;

/// What an answer says of how much more the first film was liked, in stars: a likelihood, whose logarithm is concave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likelihood {
    /// The probability of the answer.
    pub probability: f64,
    /// The first derivative of its logarithm.
    pub gradient: f64,
    /// The second, turned positive: how much precision the answer adds.
    pub curvature: f64,
}

impl Likelihood {
    /// Where the first film is liked so many stars more than the second, give or take this standard deviation.
    pub fn of(answer: Answer, more: f64, deviation: f64) -> Self {
        match answer {
            Answer::First => Self::beyond(more, deviation),
            Answer::Second => Self::beyond(-more, deviation).turned(),
            // Both tails on the low side, where their difference is exact.
            Answer::Equal if more > 0.0 => Self::near(-more, deviation).turned(),
            Answer::Equal => Self::near(more, deviation),
            Answer::Unknown | Answer::FirstUnseen | Answer::SecondUnseen => {
                Self { probability: 1.0, gradient: 0.0, curvature: 0.0 }
            }
        }
    }

    fn turned(self) -> Self {
        Self { gradient: -self.gradient, ..self }
    }

    fn beyond(more: f64, deviation: f64) -> Self {
        let z = ((more - ABOUT_EQUAL) / deviation).clamp(-FAR, FAR);
        let probability = normal(z);
        // The inverse Mills ratio.
        let ratio = density(z) / probability;
        Self {
            probability,
            gradient: ratio / deviation,
            curvature: (ratio * (ratio + z)).max(0.0) / (deviation * deviation),
        }
    }

    fn near(more: f64, deviation: f64) -> Self {
        let more = more.max(-FAR * deviation);
        let [above, below] = [ABOUT_EQUAL, -ABOUT_EQUAL].map(|end| (end + more) / deviation);
        let probability = (normal(above) - normal(below)).max(f64::MIN_POSITIVE);
        let slope = (density(above) - density(below)) / probability;
        let bend = (below * density(below) - above * density(above)) / probability;
        Self {
            probability,
            gradient: slope / deviation,
            curvature: (slope * slope - bend).max(0.0) / (deviation * deviation),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TELLING: [Answer; 3] = [Answer::First, Answer::Second, Answer::Equal];

    proptest! {
        #[test]
        fn answers_are_a_distribution_and_slopes_are_its(more in -6.0f64..6.0, deviation in 0.3f64..2.0) {
            let all: f64 = TELLING.map(|answer| Likelihood::of(answer, more, deviation).probability).iter().sum();
            prop_assert!((all - 1.0).abs() < 1e-9, "{all}");
            for answer in TELLING {
                let here = Likelihood::of(answer, more, deviation);
                let step = 1e-4;
                let [before, after] = [-step, step].map(|step| Likelihood::of(answer, more + step, deviation));
                let slope = (after.probability - before.probability) / (2.0 * step) / here.probability;
                prop_assert!((here.gradient - slope).abs() < 1e-4 * (1.0 + slope.abs()), "{answer:?}: {here:?} {slope}");
                let bend = (before.gradient - after.gradient) / (2.0 * step);
                prop_assert!((here.curvature - bend).abs() < 1e-3 * (1.0 + bend), "{answer:?}: {here:?} {bend}");
            }
        }

        #[test]
        fn it_stays_a_number_however_far_out(more in -1e6f64..1e6, deviation in 0.1f64..3.0) {
            for answer in Answer::ALL {
                let Likelihood { probability, gradient, curvature } = Likelihood::of(answer, more, deviation);
                prop_assert!(probability > 0.0 && probability <= 1.0 + 1e-9);
                prop_assert!(gradient.is_finite() && curvature.is_finite() && curvature >= 0.0);
            }
        }
    }

    #[test]
    fn turned_round_it_says_the_same() {
        for answer in Answer::ALL {
            let (one, other) = (Likelihood::of(answer, 0.7, 0.9), Likelihood::of(answer.turned(), -0.7, 0.9));
            assert_eq!(
                (one.probability, one.gradient, one.curvature),
                (other.probability, -other.gradient, other.curvature)
            );
        }
    }
}
