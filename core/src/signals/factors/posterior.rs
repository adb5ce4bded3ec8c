//! What is known of a member: a normal distribution over how generous they are, how far their stars spread, and their vector.

use super::Prior;
use crate::numeric::dot;
use halfstar_kernels::systems::{add_square, invert};

/// Numbers of a member before their vector: the offset, and the slope along the films' means.
pub(super) const OWN: usize = 2;

/// A rated film as the model sees it.
#[derive(Clone, Debug)]
pub(super) struct Rated {
    /// One, the film's mean above the typical one, its vector.
    pub(super) row: Vec<f32>,
    /// How unsure the film's own numbers are: a variance.
    pub(super) vague: f32,
    /// The stars above the film's mean.
    pub(super) above: f32,
}

/// A member's posterior, exact given the films': Bayesian linear regression. It does not hang on the order of the evidence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Posterior {
    /// Offset, slope, vector.
    mean: Vec<f32>,
    /// Row-major, as wide as the mean is long.
    covariance: Vec<f32>,
    /// The variance of a rating of theirs about what the model says, in stars squared.
    noise: f32,
    ratings: usize,
}

impl Posterior {
    pub(super) fn new(prior: &Prior, dimensions: usize, rated: &[Rated]) -> Self {
        let n = OWN + dimensions;
        let (mut gram, mut right) = (vec![0f64; n * n], vec![0f64; n]);
        for Rated { row, vague, above } in rated {
            add_square(&mut gram, row);
            (OWN..n).for_each(|at| gram[at * n + at] += f64::from(*vague));
            right.iter_mut().zip(row).for_each(|(sum, &x)| *sum += f64::from(x) * f64::from(*above));
        }
        let mut found = Self::solved(prior, &gram, &right, prior.noise);
        for _ in 0..Prior::ROUNDS {
            let noise = found.noise_of(prior, rated);
            found = Self::solved(prior, &gram, &right, noise);
        }
        Self { ratings: rated.len(), ..found }
    }

    fn solved(prior: &Prior, gram: &[f64], right: &[f64], noise: f32) -> Self {
        let n = right.len();
        let mut precision: Vec<f64> = gram.iter().map(|sum| sum / f64::from(noise)).collect();
        for at in 0..n {
            precision[at * n + at] += f64::from(prior.precision(at));
        }
        let covariance = invert(&mut precision, n);
        let mean = covariance.chunks_exact(n.max(1)).map(|row| {
            let sum: f64 = row.iter().zip(right).map(|(x, y)| x * y).sum();
            (sum / f64::from(noise)) as f32
        });
        let mean = mean.collect();
        Self { mean, covariance: covariance.into_iter().map(|x| x as f32).collect(), noise, ratings: 0 }
    }

    /// The variance of what this leaves over.
    fn noise_of(&self, prior: &Prior, rated: &[Rated]) -> f32 {
        if prior.steadiness <= 0.0 {
            return prior.noise;
        }
        let n = self.mean.len();
        let left: f32 = rated.iter().map(|one| one.above - dot(&self.mean, &one.row)).map(|left| left * left).sum();
        let fitted: f32 = (0..n).map(|at| 1.0 - self.covariance[at * n + at] * prior.precision(at)).sum();
        prior.noise_of(left, rated.len(), fitted)
    }

    /// How many stars the member rates above the films' means.
    pub fn offset(&self) -> f32 {
        self.mean.first().copied().unwrap_or(0.0)
    }

    /// The variance of a rating of theirs about what the model says, in stars squared.
    pub fn noise(&self) -> f32 {
        self.noise
    }

    /// How many ratings it was made of.
    pub fn ratings(&self) -> usize {
        self.ratings
    }

    /// The slope and the vector: what a film's row but for its first number is multiplied with.
    pub(super) fn direction(&self) -> &[f32] {
        self.mean.get(1..).unwrap_or_default()
    }

    /// The covariance of everything with what `row` asks: the film's pull on each number.
    pub(super) fn pull(&self, row: &[f32]) -> Vec<f32> {
        self.covariance.chunks_exact(row.len().max(1)).map(|line| dot(line, row)).collect()
    }

    /// How unsure the model is of what `row` asks: a variance, without the noise of a rating.
    pub(super) fn variance(&self, row: &[f32], vague: f32) -> f32 {
        let n = self.mean.len();
        let own = dot(&self.pull(row), row);
        let unknown: f32 = (OWN..n).map(|at| self.mean[at] * self.mean[at] + self.covariance[at * n + at]).sum();
        (own + vague * unknown).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rated() -> impl Strategy<Value = Vec<Rated>> {
        let one = (-2.5f32..2.5, prop::array::uniform3(-1.0f32..1.0), 0.0f32..0.5, -4.5f32..4.5);
        prop::collection::vec(one, 0..40).prop_map(|all| {
            let row = |slope, vector: [f32; 3]| [&[1.0, slope][..], &vector].concat();
            all.into_iter()
                .map(|(slope, vector, vague, above)| Rated { row: row(slope, vector), vague, above })
                .collect()
        })
    }

    proptest! {
        #[test]
        fn what_is_known_is_a_distribution_whatever_was_rated(rated in rated(), asked in prop::array::uniform5(-2.0f32..2.0)) {
            let found = Posterior::new(&Prior::TYPICAL, 3, &rated);
            prop_assert!(found.mean.iter().all(|x| x.is_finite()) && found.noise > 0.0);
            let spread = dot(&found.pull(&asked), &asked);
            prop_assert!(spread > 0.0 || asked.iter().all(|x| x.abs() < 1e-3), "{spread}");
            // Nothing makes it less sure than nobody in particular.
            let nobody = Posterior::new(&Prior::TYPICAL, 3, &[]);
            prop_assert!(spread <= dot(&nobody.pull(&asked), &asked) * 1.0001);
        }

        #[test]
        fn the_order_of_ratings_does_not_matter(mut rated in rated()) {
            let found = Posterior::new(&Prior::TYPICAL, 3, &rated);
            rated.reverse();
            let other = Posterior::new(&Prior::TYPICAL, 3, &rated);
            for (x, y) in found.mean.iter().zip(&other.mean).chain(found.covariance.iter().zip(&other.covariance)) {
                prop_assert!((x - y).abs() < 1e-5, "{x} {y}");
            }
        }
    }

    /// One number a film and nothing else: what Bayesian regression comes to by hand.
    #[test]
    fn a_posterior_by_hand() {
        let fixed = Prior { noise: 0.5, offset: 1e9, slope: 1e9, film: 1.0, rating: 0.0, steadiness: 0.0 };
        let rated = [1.0f32, 2.0].map(|x| Rated { row: vec![1.0, 0.0, x], vague: 0.25, above: x });
        let found = Posterior::new(&fixed, 1, &rated);
        // Precision 1 + (1 + 4 + 2 × 0.25) / 0.5, mean (1 + 4) / 0.5 of it.
        assert!((found.mean[2] - 10.0 / 12.0).abs() < 1e-5 && (found.covariance[8] - 1.0 / 12.0).abs() < 1e-6);
        let spread = found.variance(&[1.0, 0.0, 3.0], 0.1);
        assert!((spread - (9.0 / 12.0 + 0.1 * (100.0 / 144.0 + 1.0 / 12.0))).abs() < 1e-5, "{spread}");
        assert_eq!((found.ratings(), found.noise()), (2, 0.5));
    }

    /// Whoever strays further from the model is noisier, but not at once.
    #[test]
    fn noise_is_a_members_own() {
        let prior = Prior { offset: 1e9, slope: 1e9, ..Prior::TYPICAL };
        let noise = |count: usize, off: f32| {
            let way = |at: usize| if at.is_multiple_of(2) { off } else { -off };
            let rated = (0..count).map(|at| Rated { row: vec![1.0, 0.0, 0.0], vague: 0.0, above: way(at) });
            Posterior::new(&prior, 1, &rated.collect::<Vec<_>>()).noise()
        };
        assert!((noise(0, 1.0) - prior.noise).abs() < 1e-6);
        // Twenty of its own and twenty of everyone's.
        assert!((noise(20, 1.0) - (0.5 + 1.0) / 2.0).abs() < 0.02, "{}", noise(20, 1.0));
        assert!(noise(500, 0.3) < 0.2 && noise(500, 9.0) <= 2.0);
    }
}
