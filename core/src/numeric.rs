//! Arithmetic that gives the same bits on every machine.
//!
//! Sums run in a fixed order, in `halfstar_kernels`, which has what takes time. Transcendental functions come from `libm`, because those of std differ between glibc and WebAssembly.

use halfstar_kernels::scales;
pub(crate) use halfstar_kernels::scales::{centre, soft_logarithms};
pub use halfstar_kernels::{
    scales::standardise,
    sums::{dot, sum},
    systems::{invert, solve},
};
use std::cmp::Ordering;

/// e to the power of `x`.
pub fn exp(x: f32) -> f32 {
    libm::expf(x)
}

/// The natural logarithm.
pub fn ln(x: f32) -> f32 {
    libm::logf(x)
}

/// The hyperbolic tangent.
pub fn tanh(x: f32) -> f32 {
    libm::tanhf(x)
}

/// The natural logarithm, in double precision.
pub fn ln_exact(x: f64) -> f64 {
    libm::log(x)
}

/// The distribution function of the standard normal distribution.
pub fn normal(x: f64) -> f64 {
    0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

/// Its density.
pub fn density(x: f64) -> f64 {
    const SCALE: f64 = 0.5 * std::f64::consts::FRAC_2_SQRT_PI * std::f64::consts::FRAC_1_SQRT_2;
    SCALE * libm::exp(-0.5 * x * x)
}

/// `base` to the power of `exponent`.
pub fn powf(base: f32, exponent: f32) -> f32 {
    libm::powf(base, exponent)
}

/// Opinions, weights and coefficients below this stay finite in every sum and product. Honest ones are below a thousand.
pub(crate) const ABSURD: f32 = 1e9;

/// A forged bundle may lead any signal beyond numbers: what is none, or is absurdly large, becomes 0.
pub(crate) fn tame(values: &mut [f32]) {
    scales::tame(values, ABSURD);
}

/// The order that every list of scores is put in: larger first, then the smaller index.
pub fn by_score(a: &(f32, u32), b: &(f32, u32)) -> Ordering {
    b.0.total_cmp(&a.0).then(a.1.cmp(&b.1))
}

/// The `k` largest of `scored` in order, ties to the smaller index. Takes O(n + k log k).
pub fn top_k(scored: impl IntoIterator<Item = (f32, u32)>, k: usize) -> Vec<(f32, u32)> {
    head(scored.into_iter().map(|(score, index)| pack(!rank(score), index)).collect(), k)
}

/// What of it is the same for all callers.
fn head(mut all: Vec<u64>, k: usize) -> Vec<(f32, u32)> {
    if k == 0 {
        return Vec::new();
    }
    if all.len() > k {
        all.select_nth_unstable(k - 1);
        all.truncate(k);
    }
    sort(&mut all);
    all.into_iter().map(|packed| (unrank(!((packed >> 32) as u32)), packed as u32)).collect()
}

/// Sorts numbers. Every element type of a sort is compiled anew, at ten kilobytes a piece: so whatever is sorted in the
/// core is packed into one of two.
pub(crate) fn sort(numbers: &mut [u64]) {
    numbers.sort_unstable();
}

/// Sorts pairs; see [`sort`].
pub(crate) fn sort_pairs(pairs: &mut [(u64, u32)]) {
    pairs.sort_unstable();
}

/// Two numbers as one that is sorted by the first, then by the second.
pub(crate) fn pack(first: u32, second: u32) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}

/// A number that is ordered as `f32::total_cmp` orders.
pub(crate) fn rank(x: f32) -> u32 {
    let bits = x.to_bits();
    if bits >> 31 == 1 { !bits } else { bits | 1 << 31 }
}

fn unrank(rank: u32) -> f32 {
    f32::from_bits(if rank >> 31 == 1 { rank & !(1 << 31) } else { !rank })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn top_k_is_the_head_of_a_sort(values in prop::collection::vec(-5i8..5, 0..200), k in 0usize..220) {
            let scored: Vec<_> = values.iter().enumerate().map(|(i, &v)| (f32::from(v), i as u32)).collect();
            let mut sorted = scored.clone();
            sorted.sort_by(by_score);
            sorted.truncate(k);
            prop_assert_eq!(top_k(scored, k), sorted);
        }

        #[test]
        fn ranks_are_ordered_as_numbers_are(a: u32, b: u32) {
            let (x, y) = (f32::from_bits(a), f32::from_bits(b));
            prop_assert_eq!(rank(x).cmp(&rank(y)), x.total_cmp(&y));
            prop_assert_eq!(unrank(rank(x)).to_bits(), a);
        }
    }

    /// Bits as libm gives them everywhere: a machine that goes through its own libc fails here.
    #[test]
    fn transcendentals_have_fixed_bits() {
        assert_eq!(
            [exp(0.7), ln(0.7), powf(0.7, 0.3)].map(f32::to_bits),
            [1_073_799_507, 3_199_639_066, 1_063_650_722]
        );
        assert!(
            (normal(1.0) - 0.841_344_746_068_542_9).abs() < 1e-15
                && (density(0.0) - 0.398_942_280_401_432_7).abs() < 1e-15
        );
    }
}
