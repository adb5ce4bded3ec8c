//! What is known of a member: a normal distribution over how generous they are, how far their stars spread, and their vector.

use super::Prior;
use crate::comparisons::{Answer, Likelihood};
use crate::numeric::dot;
use halfstar_kernels::systems::{add_part_of_square, add_square, factor, invert};

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

/// Two compared films as the model sees them.
#[derive(Clone, Debug)]
pub(super) struct Compared {
    /// The first film's row less the second's.
    pub(super) row: Vec<f32>,
    /// How unsure the films' own numbers are: the sum of their variances.
    pub(super) vague: f32,
    /// How much the first film's mean lies above the second's.
    pub(super) above: f32,
    /// Which was liked more.
    pub(super) answer: Answer,
}

/// Newton's method for the mode is done when no number moves further than this.
const STILL: f32 = 1e-6;
/// It takes about six steps.
const MOST_STEPS: usize = 40;

/// A member's posterior, given the films'. Of ratings it is exact: Bayesian linear regression. Comparisons add to it by
/// Laplace's approximation at the mode, which is one, since their likelihoods are log-concave. It does not hang on the order of
/// the evidence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Posterior {
    /// Offset, slope, vector.
    mean: Vec<f32>,
    /// Row-major, as wide as the mean is long.
    covariance: Vec<f32>,
    /// The variance of a rating of theirs about what the model says, in stars squared.
    noise: f32,
    ratings: usize,
    /// What each comparison does to the mode, as a rating of its row of that much over the noise would.
    pushes: Vec<f32>,
}

/// What ratings come to, before it is solved.
struct Sums {
    precision: Vec<f64>,
    right: Vec<f64>,
}

impl Posterior {
    pub(super) fn new(prior: &Prior, dimensions: usize, rated: &[Rated], compared: &[Compared]) -> Self {
        let n = OWN + dimensions;
        let (mut gram, mut right) = (vec![0f64; n * n], vec![0f64; n]);
        for Rated { row, vague, above } in rated {
            add_square(&mut gram, row);
            (OWN..n).for_each(|at| gram[at * n + at] += f64::from(*vague));
            right.iter_mut().zip(row).for_each(|(sum, &x)| *sum += f64::from(x) * f64::from(*above));
        }
        let sums = |noise: f32| {
            let over = |sums: &[f64]| sums.iter().map(|sum| sum / f64::from(noise)).collect();
            let mut sums = Sums { precision: over(&gram), right: over(&right) };
            (0..n).for_each(|at| sums.precision[at * n + at] += f64::from(prior.precision(at)));
            sums
        };
        let mut noise = prior.noise;
        let mut found = Self::solved(sums(noise));
        for _ in 0..Prior::ROUNDS {
            noise = found.noise_of(prior, rated);
            found = Self::solved(sums(noise));
        }
        let found = Self { noise, ratings: rated.len(), ..found };
        if compared.is_empty() { found } else { found.beside(&sums(noise), compared) }
    }

    /// Bayesian linear regression.
    fn solved(Sums { mut precision, right }: Sums) -> Self {
        let n = right.len();
        let covariance = invert(&mut precision, n);
        let mean = covariance.chunks_exact(n.max(1)).map(|row| {
            let sum: f64 = row.iter().zip(&right).map(|(x, y)| x * y).sum();
            sum as f32
        });
        let mean = mean.collect();
        let covariance = covariance.into_iter().map(|x| x as f32).collect();
        Self { mean, covariance, ..Self::default() }
    }

    /// The posterior of the same ratings and these comparisons: Newton's method, from what the ratings come to.
    fn beside(self, ratings: &Sums, compared: &[Compared]) -> Self {
        let n = self.mean.len();
        let Self { noise, ratings: count, .. } = self;
        // A member's numbers are taken as unsure as before anything is known: so no answer changes what another says.
        let reach = n.saturating_sub(OWN) as f32;
        let deviations: Vec<f64> =
            compared.iter().map(|one| f64::from(2.0 * noise + one.vague * reach).sqrt()).collect();
        let mut found = self;
        for _ in 0..MOST_STEPS {
            let mut sums = Sums { precision: ratings.precision.clone(), right: ratings.right.clone() };
            let mut pushes = Vec::with_capacity(compared.len());
            for (one, deviation) in compared.iter().zip(&deviations) {
                let along = dot(&found.mean, &one.row);
                let said = Likelihood::of(one.answer, f64::from(one.above + along), *deviation);
                let push = said.gradient + said.curvature * f64::from(along);
                add_part_of_square(&mut sums.precision, said.curvature, &one.row);
                sums.right.iter_mut().zip(&one.row).for_each(|(sum, &x)| *sum += push * f64::from(x));
                pushes.push(push as f32);
            }
            let next = Self { noise, ratings: count, pushes, ..Self::solved(sums) };
            let moved = next.mean.iter().zip(&found.mean).fold(0f32, |most, (x, y)| most.max((x - y).abs()));
            found = next;
            if moved < STILL {
                break;
            }
        }
        found
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

    /// The offset, the slope, the vector, as expected.
    pub(crate) fn mean(&self) -> &[f32] {
        &self.mean
    }

    /// A member drawn from it: the mean, moved by so many normal numbers.
    pub(crate) fn draw(&self, normals: &mut dyn FnMut() -> f32) -> Vec<f32> {
        let n = self.mean.len();
        let mut lower: Vec<f64> = self.covariance.iter().map(|x| f64::from(*x)).collect();
        let mut drawn = self.mean.clone();
        if !factor(&mut lower, n) {
            return drawn;
        }
        for column in 0..n {
            let normal = normals();
            (column..n).for_each(|row| drawn[row] += lower[row * n + column] as f32 * normal);
        }
        drawn
    }

    /// What each comparison does, in their order; see [`super::Factors`].
    pub(super) fn pushes(&self) -> &[f32] {
        &self.pushes
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
        (dot(&self.pull(row), row) + vague * self.unknown()).max(0.0)
    }

    /// What a film's own variance counts with: the squared length of the member's vector, as expected.
    pub(super) fn unknown(&self) -> f32 {
        let n = self.mean.len();
        (OWN..n).map(|at| self.mean[at] * self.mean[at] + self.covariance[at * n + at]).sum()
    }

    /// How many stars above a film's mean the member would give what has this row.
    pub(super) fn along(&self, row: &[f32]) -> f32 {
        dot(&self.mean, row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::density;
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

    fn compared() -> impl Strategy<Value = Vec<Compared>> {
        let row = (-4.0f32..4.0, prop::array::uniform3(-2.0f32..2.0));
        let one = (row, 0.0f32..0.5, -4.5f32..4.5, prop::sample::select(Answer::ALL.to_vec()));
        prop::collection::vec(one, 0..30).prop_map(|all| {
            let row = |(slope, vector): (f32, [f32; 3])| [&[0.0, slope][..], &vector].concat();
            all.into_iter().map(|(of, vague, above, answer)| Compared { row: row(of), vague, above, answer }).collect()
        })
    }

    proptest! {
        #[test]
        fn what_is_known_is_a_distribution_whatever_was_said(
            rated in rated(),
            compared in compared(),
            asked in prop::array::uniform5(-2.0f32..2.0),
        ) {
            let found = Posterior::new(&Prior::TYPICAL, 3, &rated, &compared);
            prop_assert!(found.mean.iter().all(|x| x.is_finite()) && found.noise > 0.0);
            let spread = dot(&found.pull(&asked), &asked);
            prop_assert!(spread > 0.0 || asked.iter().all(|x| x.abs() < 1e-3), "{spread}");
            // Nothing makes it less sure than ratings alone, and these no less than nobody in particular.
            let some = Posterior { noise: found.noise, ..Posterior::new(&Prior::TYPICAL, 3, &rated, &[]) };
            prop_assert!(spread <= dot(&some.pull(&asked), &asked) * 1.0001);
            let nobody = Posterior::new(&Prior::TYPICAL, 3, &[], &[]);
            prop_assert!(spread <= dot(&nobody.pull(&asked), &asked) * 1.0001);
        }

        #[test]
        fn the_order_of_what_was_said_does_not_matter(mut rated in rated(), mut compared in compared()) {
            let found = Posterior::new(&Prior::TYPICAL, 3, &rated, &compared);
            rated.reverse();
            compared.reverse();
            let other = Posterior::new(&Prior::TYPICAL, 3, &rated, &compared);
            for (x, y) in found.mean.iter().zip(&other.mean).chain(found.covariance.iter().zip(&other.covariance)) {
                prop_assert!((x - y).abs() < 1e-5, "{x} {y}");
            }
        }

        #[test]
        fn who_wins_leads_by_more(rated in rated(), mut compared in compared(), (slope, vector) in (-4.0f32..4.0, prop::array::uniform3(-2.0f32..2.0))) {
            let row = [&[0.0, slope][..], &vector].concat();
            let before = Posterior::new(&Prior::TYPICAL, 3, &rated, &compared);
            compared.push(Compared { row: row.clone(), vague: 0.1, above: 0.2, answer: Answer::First });
            let after = Posterior::new(&Prior::TYPICAL, 3, &rated, &compared);
            prop_assert!(dot(&after.mean, &row) >= dot(&before.mean, &row) - 1e-5);
        }
    }

    /// Laplace's approximation against adding up all of a fine grid, in two dimensions.
    #[test]
    fn comparisons_as_brute_force_has_it() {
        let prior = Prior { offset: 1e9, slope: 1e9, noise: 0.5, steadiness: 0.0, ..Prior::TYPICAL };
        let row = |x: f32, y: f32| vec![0.0, 0.0, x, y];
        let rated = [Rated { row: vec![1.0, 0.0, 0.5, 0.2], vague: 0.0, above: 0.7 }];
        let one = |x, y, above, answer| Compared { row: row(x, y), vague: 0.0, above, answer };
        let compared = [
            one(0.8, -0.3, 0.1, Answer::First),
            one(-0.2, 0.9, 0.0, Answer::Second),
            one(0.4, 0.4, -0.5, Answer::First),
            one(1.0, 0.2, 0.3, Answer::Equal),
        ];
        let found = Posterior::new(&prior, 2, &rated, &compared);
        let (mut total, mut mean, mut square) = (0.0, [0.0; 2], [0.0; 4]);
        let grid = |at: i32| f64::from(at) / 50.0;
        for (x, y) in (-250..=250).flat_map(|x| (-250..=250).map(move |y| (grid(x), grid(y)))) {
            let along = |row: &[f32]| f64::from(row[2]) * x + f64::from(row[3]) * y;
            let left = f64::from(rated[0].above) - along(&rated[0].row);
            let mut weight = density(x) * density(y) * density(left / std::f64::consts::FRAC_1_SQRT_2);
            for Compared { row, above, answer, .. } in &compared {
                weight *= Likelihood::of(*answer, f64::from(*above) + along(row), 1.0).probability;
            }
            total += weight;
            let at = [x, y];
            (0..2).for_each(|i| mean[i] += weight * at[i]);
            (0..4).for_each(|i| square[i] += weight * at[i / 2] * at[i % 2]);
        }
        for (i, sum) in mean.iter().enumerate() {
            let off = f64::from(found.mean[OWN + i]) - sum / total;
            assert!(off.abs() < 0.04, "mean {i}: {off}");
        }
        for (i, sum) in square.iter().enumerate() {
            let exact = sum / total - mean[i / 2] * mean[i % 2] / total / total;
            let off = f64::from(found.covariance[(OWN + i / 2) * 4 + OWN + i % 2]) - exact;
            assert!(off.abs() < 0.03, "covariance {i}: {off} of {exact}");
        }
    }

    /// One number a film and nothing else: what Bayesian regression comes to by hand.
    #[test]
    fn a_posterior_by_hand() {
        let fixed = Prior { noise: 0.5, offset: 1e9, slope: 1e9, film: 1.0, rating: 0.0, steadiness: 0.0 };
        let rated = [1.0f32, 2.0].map(|x| Rated { row: vec![1.0, 0.0, x], vague: 0.25, above: x });
        let found = Posterior::new(&fixed, 1, &rated, &[]);
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
            Posterior::new(&prior, 1, &rated.collect::<Vec<_>>(), &[]).noise()
        };
        assert!((noise(0, 1.0) - prior.noise).abs() < 1e-6);
        // Twenty of its own and twenty of everyone's.
        assert!((noise(20, 1.0) - (0.5 + 1.0) / 2.0).abs() < 0.02, "{}", noise(20, 1.0));
        assert!(noise(500, 0.3) < 0.2 && noise(500, 9.0) <= 2.0);
    }
}
