//! Small systems of linear equations.

/// Adds the product of every two numbers of `row` to `gram`, a square, row-major, as wide as `row`.
#[inline(never)]
pub fn add_square(gram: &mut [f64], row: &[f32]) {
    for (sums, &x) in gram.chunks_exact_mut(row.len().max(1)).zip(row) {
        for (sum, &y) in sums.iter_mut().zip(row) {
            *sum += f64::from(x) * f64::from(y);
        }
    }
}

/// So much of the same.
#[inline(never)]
pub fn add_part_of_square(gram: &mut [f64], part: f64, row: &[f32]) {
    for (sums, &x) in gram.chunks_exact_mut(row.len().max(1)).zip(row) {
        for (sum, &y) in sums.iter_mut().zip(row) {
            *sum += part * f64::from(x) * f64::from(y);
        }
    }
}

/// The same of all rows of `rows`, each `width` long, in single precision.
#[inline(never)]
pub fn add_squares(gram: &mut [f32], rows: &[f32], width: usize) {
    for row in rows.chunks_exact(width.max(1)) {
        for (sums, &x) in gram.chunks_exact_mut(width.max(1)).zip(row) {
            for (sum, &y) in sums.iter_mut().zip(row) {
                *sum += x * y;
            }
        }
    }
}

/// Solves A·x = b for a symmetric, positive definite, row-major A by Cholesky's method; x replaces b, and the factor A.
/// Where A is not positive definite, x is all zeros.
#[inline(never)]
pub fn solve(a: &mut [f64], b: &mut [f64]) {
    if factor(a, b.len()) {
        substitute(a, b);
    } else {
        b.fill(0.0);
    }
}

/// The inverse of a symmetric, positive definite, row-major `n` by `n` matrix; the factor replaces it. All zeros where it is
/// not positive definite.
#[inline(never)]
pub fn invert(a: &mut [f64], n: usize) -> Vec<f64> {
    let mut inverse = vec![0.0; n * n];
    if factor(a, n) {
        // Symmetric: its rows are its columns.
        for (place, column) in inverse.chunks_exact_mut(n.max(1)).enumerate() {
            column[place] = 1.0;
            substitute(a, column);
        }
    }
    inverse
}

/// Cholesky's lower factor of a symmetric, row-major `n` by `n` matrix, in place; false where there is none. What is above its
/// diagonal stays as it was.
#[inline(never)]
pub fn factor(a: &mut [f64], n: usize) -> bool {
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
                return false;
            };
        }
    }
    true
}

/// Solves for one right-hand side, by the lower factor.
#[inline(never)]
fn substitute(a: &[f64], b: &mut [f64]) {
    let n = b.len();
    for row in 0..n {
        let known: f64 = (0..row).map(|column| a[row * n + column] * b[column]).sum();
        b[row] = (b[row] - known) / a[row * n + row];
    }
    for row in (0..n).rev() {
        let known: f64 = (row + 1..n).map(|below| a[below * n + row] * b[below]).sum();
        b[row] = (b[row] - known) / a[row * n + row];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_matrix_times_its_inverse_is_one() {
        let rows = [4.0, 2.0, 0.6, 2.0, 5.0, 1.0, 0.6, 1.0, 3.0];
        let inverse = invert(&mut rows.clone(), 3);
        for (row, column) in (0..3).flat_map(|row| (0..3).map(move |column| (row, column))) {
            let product: f64 = (0..3).map(|k| rows[row * 3 + k] * inverse[k * 3 + column]).sum();
            assert!((product - f64::from(u8::from(row == column))).abs() < 1e-12, "{row} {column}");
        }
        assert_eq!(invert(&mut [1.0, 2.0, 2.0, 1.0], 2), [0.0; 4], "not positive definite");
        assert!(invert(&mut [], 0).is_empty());
    }

    #[test]
    fn squares_add_up() {
        let (mut gram, mut of_all) = ([1f64; 4], [1f32; 4]);
        add_square(&mut gram, &[2.0, 3.0]);
        add_square(&mut gram, &[1.0, -1.0]);
        add_squares(&mut of_all, &[2.0, 3.0, 1.0, -1.0], 2);
        assert_eq!((gram, of_all), ([6.0, 6.0, 6.0, 11.0], [6.0, 6.0, 6.0, 11.0]));
    }
}
