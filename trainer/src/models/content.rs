//! Content vectors: a truncated SVD of the TF-IDF matrix by randomised subspace iteration (Halko et al. 2011).

use crate::features::Features;
use faer::Mat;
use rayon::prelude::*;

/// Numbers a film.
pub const DIMENSIONS: usize = 48;
const OVERSAMPLING: usize = 16;
const ITERATIONS: usize = 6;

/// Row-major vectors, [`DIMENSIONS`] a film: how films lie to each other in what they are made of.
pub fn fit(features: &Features) -> Vec<f32> {
    let films = features.rows.len();
    let width = (DIMENSIONS + OVERSAMPLING).min(films).min(features.columns.max(1));
    let transposed = transpose(features);
    // Any start will do that is not in the null space; a fixed one makes the same bytes every time.
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let mut basis = Mat::from_fn(films, width, |_, _| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f32 / (1u64 << 24) as f32 - 0.5
    });
    for _ in 0..ITERATIONS {
        basis = basis.qr().compute_thin_Q();
        basis = multiply(&features.rows, &multiply(&transposed, &basis));
    }
    let basis = basis.qr().compute_thin_Q();
    let projected = multiply(&transposed, &basis);
    // Aᵀ Q = V S Uᵀ, so the films' coordinates are Q U S.
    let Ok(svd) = projected.thin_svd() else { return vec![0.0; films * DIMENSIONS] };
    let turned = &basis * svd.V();
    let mut vectors = vec![0.0; films * DIMENSIONS];
    for (film, vector) in vectors.chunks_exact_mut(DIMENSIONS).enumerate() {
        for (dimension, x) in vector.iter_mut().enumerate().take(width) {
            // Square roots of the singular values: the first few dimensions (mere genre) do not drown the rest.
            *x = turned[(film, dimension)] * svd.S()[dimension].sqrt();
        }
        let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
        if length > 0.0 && !features.rows[film].is_empty() {
            vector.iter_mut().for_each(|x| *x /= length);
        } else {
            vector.fill(0.0);
        }
    }
    vectors
}

fn transpose(features: &Features) -> Vec<Vec<(u32, f32)>> {
    let mut columns = vec![Vec::new(); features.columns];
    for (film, row) in features.rows.iter().enumerate() {
        for &(column, value) in row {
            columns[column as usize].push((film as u32, value));
        }
    }
    columns
}

fn multiply(rows: &[Vec<(u32, f32)>], right: &Mat<f32>) -> Mat<f32> {
    let width = right.ncols();
    let product: Vec<Vec<f32>> = rows
        .par_iter()
        .map(|row| {
            (0..width)
                .map(|column| {
                    let right = right.col_as_slice(column);
                    row.iter().map(|&(place, value)| value * right[place as usize]).sum()
                })
                .collect()
        })
        .collect();
    Mat::from_fn(rows.len(), width, |row, column| product[row][column])
}
