//! Columns of scores, shifted and stretched.

use crate::sums::{dot, largest, sum};

/// Shifts and scales to mean 0 and standard deviation 1; all zeros where the values do not vary.
#[inline(never)]
pub fn standardise(values: &mut [f32]) {
    if values.is_empty() {
        return;
    }
    let n = values.len() as f32;
    let mean = sum(values) / n;
    for value in values.iter_mut() {
        *value -= mean;
    }
    divide_by_length(values, (dot(values, values) / n).sqrt(), 1e-12);
}

/// Shifts to mean 0 and divides by `spread`.
#[inline(never)]
pub fn centre(values: &mut [f32], spread: f32) {
    let mean = sum(values) / values.len().max(1) as f32;
    for value in values {
        *value = (*value - mean) / spread;
    }
}

/// Logarithms of scores, after `softness` times the best one was added: what doubles a score adds as much at the top as in
/// the middle, and the tail does not. Below 0 counts as 0. At 0 scores stay as they are.
#[inline(never)]
pub fn soft_logarithms(scores: &mut [f32], softness: f32) {
    let added = largest(scores, 0.0) * softness;
    if added > 0.0 {
        for score in scores {
            *score = libm::logf(score.max(0.0) + added);
        }
    }
}

/// Logits as shares of 1, the largest of which is known and finite.
#[inline(never)]
pub fn shares(logits: &mut [f32], largest: f32) {
    for logit in logits.iter_mut() {
        *logit = libm::expf(*logit - largest);
    }
    let total = sum(logits);
    for odds in logits {
        *odds /= total;
    }
}

/// What is no number, or as large as `absurd`, becomes 0.
#[inline(never)]
pub fn tame(values: &mut [f32], absurd: f32) {
    for value in values {
        // Not a number is within no bounds.
        *value = if value.abs() < absurd { *value } else { 0.0 };
    }
}

/// Whether every value is a number, and smaller than `absurd` either way.
#[inline(never)]
pub fn are_below(values: &[f32], absurd: f32) -> bool {
    values.iter().all(|value| value.abs() < absurd)
}

/// Stretches each row, `width` long, to length 1; one without a length becomes all zeros.
#[inline(never)]
pub fn to_unit_length(rows: &mut [f32], width: usize) {
    for row in rows.chunks_exact_mut(width.max(1)) {
        let length = dot(row, row).sqrt();
        divide_by_length(row, length, 0.0);
    }
}

fn divide_by_length(values: &mut [f32], length: f32, least: f32) {
    if length > least && length.is_finite() {
        for value in values {
            *value /= length;
        }
    } else {
        values.fill(0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn centred_values_keep_their_proportions() {
        let mut values = [1.0, 2.0, 6.0];
        centre(&mut values, 2.0);
        assert_eq!(values, [-1.0, -0.5, 1.5]);
    }

    #[test]
    fn logarithms_are_soft() {
        let mut scores = [-1.0, 0.0, 4.0];
        soft_logarithms(&mut scores, 0.25);
        assert_eq!(scores, [0.0, 0.0, libm::logf(5.0)]);
        soft_logarithms(&mut scores, 0.0);
        assert_eq!(scores, [0.0, 0.0, libm::logf(5.0)], "at 0 as they are");
    }

    #[test]
    fn shares_add_up() {
        let mut logits = [2.0, 2.0, f32::NEG_INFINITY];
        shares(&mut logits, 2.0);
        assert_eq!(logits, [0.5, 0.5, 0.0]);
    }

    #[test]
    fn what_is_no_number_is_tamed() {
        let mut values = [1.0, f32::NAN, f32::INFINITY, -9.0];
        assert!(!are_below(&values, 9.0) && are_below(&values[..1], 9.0) && !are_below(&values[1..2], 9.0));
        tame(&mut values, 9.0);
        assert_eq!(values, [1.0, 0.0, 0.0, 0.0]);
    }

    #[test]
    fn rows_get_length_1() {
        let mut rows = [3.0, 4.0, 0.0, 0.0, f32::INFINITY, 1.0];
        to_unit_length(&mut rows, 2);
        assert_eq!(rows, [0.6, 0.8, 0.0, 0.0, 0.0, 0.0]);
    }
}
