//! Products and sums of rows of numbers.
//!
//! They run over eight accumulators in a fixed order: that is what SIMD wants, and it fixes the rounding.

/// The dot product, over the shorter length.
#[inline(never)]
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    product(a, b)
}

/// The dot product of `row` with each of the rows that stand one after the other in `rows`, as long as `row`. Without numbers
/// in a row nothing is written.
#[inline(never)]
pub fn products(row: &[f32], rows: &[f32], products: &mut [f32]) {
    for (to, other) in products.iter_mut().zip(rows.chunks_exact(row.len().max(1))) {
        *to = product(row, other);
    }
}

/// The sum.
#[inline(never)]
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

/// The largest of `least` and all values.
#[inline(never)]
pub fn largest(values: &[f32], least: f32) -> f32 {
    values.iter().copied().fold(least, f32::max)
}

/// Adds `factor` times `row` to `sums`, over the shorter length.
#[inline(never)]
pub fn add(sums: &mut [f32], factor: f32, row: &[f32]) {
    for (sum, x) in sums.iter_mut().zip(row) {
        *sum += factor * x;
    }
}

/// Adds `factor` times each value to the sum at its place. Places beyond the sums are passed over.
#[inline(never)]
pub fn add_at(sums: &mut [f32], factor: f32, places: &[u16], values: &[f32]) {
    for (&place, &value) in places.iter().zip(values) {
        if let Some(sum) = sums.get_mut(usize::from(place)) {
            *sum += factor * value;
        }
    }
}

/// The same with values above 0 alone, each of which is added to the total at its place as well.
#[inline(never)]
pub fn add_positive_at(sums: &mut [f32], totals: &mut [f32], factor: f32, places: &[u16], values: &[f32]) {
    for (&place, &value) in places.iter().zip(values) {
        if value > 0.0
            && let (Some(sum), Some(total)) = (sums.get_mut(usize::from(place)), totals.get_mut(usize::from(place)))
        {
            *sum += value * factor;
            *total += value;
        }
    }
}

/// Adds to each sum a part of the value at its place, the smaller the more there is to go by: half of it where the count is
/// `half`, which is above 0. Values below 0 count as 0.
#[inline(never)]
pub fn add_where_few(sums: &mut [f32], values: &[f32], counts: &[u16], half: f32) {
    for ((sum, value), &count) in sums.iter_mut().zip(values).zip(counts) {
        *sum += value.max(0.0) * half / (f32::from(count) + half);
    }
}

// Into a loop it may be inlined, for that loop is compiled here.
#[inline]
fn product(a: &[f32], b: &[f32]) -> f32 {
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

fn fold(l: [f32; 8]) -> f32 {
    ((l[0] + l[4]) + (l[1] + l[5])) + ((l[2] + l[6]) + (l[3] + l[7]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn dot_and_sum_agree_with_f64(pairs in prop::collection::vec((-1f32..1.0, -1f32..1.0), 0..100)) {
            let (a, b): (Vec<f32>, Vec<f32>) = pairs.iter().copied().unzip();
            let exact: f64 = pairs.iter().map(|&(x, y)| f64::from(x) * f64::from(y)).sum();
            prop_assert!((f64::from(dot(&a, &b)) - exact).abs() < 1e-4);
            let exact: f64 = a.iter().copied().map(f64::from).sum();
            prop_assert!((f64::from(sum(&a)) - exact).abs() < 1e-4);
        }

        #[test]
        fn rows_are_multiplied_as_one_by_one(row in prop::collection::vec(-1f32..1.0, 1..20), rows in prop::collection::vec(-1f32..1.0, 0..100)) {
            let mut all = [7f32; 6];
            products(&row, &rows, &mut all);
            for (place, product) in all.iter().enumerate() {
                let other = rows.get(place * row.len()..(place + 1) * row.len());
                prop_assert_eq!(product.to_bits(), other.map_or(7.0, |other| dot(&row, other)).to_bits());
            }
        }
    }

    #[test]
    fn the_largest_is_no_less_than_the_least() {
        assert_eq!(largest(&[1.0, 3.0, -2.0], 0.0), 3.0);
        assert_eq!(largest(&[-1.0], 0.0), 0.0);
        assert_eq!(largest(&[f32::NAN, -1.0], f32::NEG_INFINITY), -1.0, "what is no number does not count");
    }

    #[test]
    fn rows_are_added_over_the_shorter_length() {
        let mut sums = [1.0, 1.0, 1.0];
        add(&mut sums, 2.0, &[1.0, -1.0]);
        assert_eq!(sums, [3.0, -1.0, 1.0]);
    }

    #[test]
    fn what_is_known_well_takes_little() {
        let mut sums = [1f32; 3];
        add_where_few(&mut sums, &[4.0, 4.0, -4.0], &[0, 2, 0], 2.0);
        assert_eq!(sums, [5.0, 3.0, 1.0]);
    }

    #[test]
    fn values_are_added_at_their_places() {
        let (mut sums, mut totals) = ([0f32; 3], [1f32; 3]);
        add_at(&mut sums, 2.0, &[2, 0, 9, 2], &[1.0, -1.0, 5.0, 0.5]);
        assert_eq!(sums, [-2.0, 0.0, 3.0]);
        add_positive_at(&mut sums, &mut totals, 2.0, &[2, 0, 9, 1], &[1.0, -1.0, 5.0, 0.5]);
        assert_eq!((sums, totals), ([-2.0, 1.0, 5.0], [1.0, 1.5, 2.0]));
    }
}
