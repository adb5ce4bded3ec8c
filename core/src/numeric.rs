//! Arithmetic that gives the same bits on every machine.
//!
//! Sums run over eight accumulators in a fixed order: that is what SIMD wants, and it fixes the rounding.
//! Transcendental functions come from `libm`, because those of std differ between glibc and WebAssembly.

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

/// `base` to the power of `exponent`.
pub fn powf(base: f32, exponent: f32) -> f32 {
    libm::powf(base, exponent)
}

/// The dot product, over the shorter length.
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let (a8, a_rest) = a.as_chunks::<8>();
    let (b8, b_rest) = b.as_chunks::<8>();
    let mut lanes = [0f32; 8];
    for (x, y) in a8.iter().zip(b8) {
        for lane in 0..8 {
            lanes[lane] += x[lane] * y[lane];
        }
    }
    let mut sum = fold(lanes);
    for (x, y) in a_rest.iter().zip(b_rest) {
        sum += x * y;
    }
    sum
}

/// The sum.
pub fn sum(values: &[f32]) -> f32 {
    let (chunks, rest) = values.as_chunks::<8>();
    let mut lanes = [0f32; 8];
    for chunk in chunks {
        for lane in 0..8 {
            lanes[lane] += chunk[lane];
        }
    }
    fold(lanes) + rest.iter().fold(0.0, |sum, x| sum + x)
}

fn fold(l: [f32; 8]) -> f32 {
    ((l[0] + l[4]) + (l[1] + l[5])) + ((l[2] + l[6]) + (l[3] + l[7]))
}

/// Solves A·x = b for a symmetric, positive definite, row-major A by Cholesky's method; x replaces b, and the factor A.
/// Where A is not positive definite, x is all zeros.
pub fn solve(a: &mut [f64], b: &mut [f64]) {
    let n = b.len();
    for row in 0..n {
        for column in 0..=row {
            let (upper, lower) = a.split_at(row * n);
            let own = if column < row { &upper[column * n..column * n + column] } else { &lower[..column] };
            let known: f64 = lower[..column].iter().zip(own).map(|(x, y)| x * y).sum();
            let left = a[row * n + column] - known;
            a[row * n + column] = if column < row {
                left / a[column * n + column]
            } else if left > 0.0 && left.is_finite() {
                left.sqrt()
            } else {
                b.fill(0.0);
                return;
            };
        }
    }
    for row in 0..n {
        let known: f64 = (0..row).map(|column| a[row * n + column] * b[column]).sum();
        b[row] = (b[row] - known) / a[row * n + row];
    }
    for row in (0..n).rev() {
        let known: f64 = (row + 1..n).map(|below| a[below * n + row] * b[below]).sum();
        b[row] = (b[row] - known) / a[row * n + row];
    }
}

/// Shifts and scales to mean 0 and standard deviation 1; all zeros where the values do not vary.
pub fn standardise(values: &mut [f32]) {
    if values.is_empty() {
        return;
    }
    let n = values.len() as f32;
    let mean = sum(values) / n;
    for value in values.iter_mut() {
        *value -= mean;
    }
    let deviation = (dot(values, values) / n).sqrt();
    if deviation > 1e-12 && deviation.is_finite() {
        for value in values.iter_mut() {
            *value /= deviation;
        }
    } else {
        values.fill(0.0);
    }
}

/// Shifts to mean 0 and divides by `spread`.
pub(crate) fn centre(values: &mut [f32], spread: f32) {
    let mean = sum(values) / values.len().max(1) as f32;
    for value in values {
        *value = (*value - mean) / spread;
    }
}

/// Logarithms of scores, after `softness` times the best one was added: what doubles a score adds as much at the top as in
/// the middle, and the tail does not. Below 0 counts as 0. At 0 scores stay as they are.
pub(crate) fn soft_logarithms(scores: &mut [f32], softness: f32) {
    let added = scores.iter().copied().fold(0.0, f32::max) * softness;
    if added > 0.0 {
        for score in scores {
            *score = ln(score.max(0.0) + added);
        }
    }
}

/// Opinions, weights and coefficients below this stay finite in every sum and product. Honest ones are below a thousand.
pub(crate) const ABSURD: f32 = 1e9;

/// A forged bundle may lead any signal beyond numbers: what is none, or is absurdly large, becomes 0.
pub(crate) fn tame(values: &mut [f32]) {
    for value in values {
        // Not a number is within no bounds.
        *value = if value.abs() < ABSURD { *value } else { 0.0 };
    }
}

/// The order that every list of scores is put in: larger first, then the smaller index.
pub fn by_score(a: &(f32, u32), b: &(f32, u32)) -> Ordering {
    b.0.total_cmp(&a.0).then(a.1.cmp(&b.1))
}

/// The `k` largest of `scored` in order, ties to the smaller index. Takes O(n + k log k).
pub fn top_k(scored: impl IntoIterator<Item = (f32, u32)>, k: usize) -> Vec<(f32, u32)> {
    let mut all: Vec<u64> = scored.into_iter().map(|(score, index)| pack(!rank(score), index)).collect();
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

        #[test]
        fn dot_agrees_with_f64(pairs in prop::collection::vec((-1f32..1.0, -1f32..1.0), 0..100)) {
            let (a, b): (Vec<f32>, Vec<f32>) = pairs.iter().copied().unzip();
            let exact: f64 = pairs.iter().map(|&(x, y)| f64::from(x) * f64::from(y)).sum();
            prop_assert!((f64::from(dot(&a, &b)) - exact).abs() < 1e-4);
        }
    }

    #[test]
    fn a_system_is_solved() {
        let rows = [4.0, 2.0, 0.6, 2.0, 5.0, 1.0, 0.6, 1.0, 3.0];
        let truth = [1.0, -2.0, 0.5];
        let mut b: Vec<f64> = rows.chunks(3).map(|row| row.iter().zip(truth).map(|(a, x)| a * x).sum()).collect();
        solve(&mut rows.clone(), &mut b);
        assert!(b.iter().zip(truth).all(|(x, wanted)| (x - wanted).abs() < 1e-12), "{b:?}");
        let mut b = [1.0, 1.0];
        solve(&mut [1.0, 2.0, 2.0, 1.0], &mut b);
        assert_eq!(b, [0.0; 2], "not positive definite");
    }

    #[test]
    fn standardised_values_have_mean_0_and_deviation_1() {
        let mut values = [1.0, 2.0, 3.0, 4.0, 10.0];
        standardise(&mut values);
        assert!(sum(&values).abs() < 1e-5);
        assert!((dot(&values, &values) / 5.0 - 1.0).abs() < 1e-5);
        let mut flat = [3.0; 9];
        standardise(&mut flat);
        assert_eq!(flat, [0.0; 9]);
    }

    /// Bits as libm gives them everywhere: a machine that goes through its own libc fails here.
    #[test]
    fn transcendentals_have_fixed_bits() {
        assert_eq!(
            [exp(0.7), ln(0.7), powf(0.7, 0.3)].map(f32::to_bits),
            [1_073_799_507, 3_199_639_066, 1_063_650_722]
        );
    }
}
