//! Matrices are `ndarray`'s, rows one behind the other; `faer` solves on views of the same memory.
//!
//! `faer` prefers columns one behind the other. A symmetric matrix is the same both ways, so it is handed over transposed.

use anyhow::{Result, anyhow};
use faer::dyn_stack::{MemBuffer, MemStack};
use faer::linalg::cholesky::llt;
use faer::linalg::matmul;
use faer::{Accum, MatMut, MatRef, Par, Side};
use ndarray::{Array2, ArrayRef2};
use rayon::prelude::*;

const CONTIGUOUS: &str = "rows or columns lie one behind the other";

/// A sparse matrix by rows, all in three allocations.
#[derive(Clone, Debug, PartialEq)]
pub struct SparseRows {
    starts: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f32>,
}

impl Default for SparseRows {
    fn default() -> Self {
        Self { starts: vec![0], columns: Vec::new(), values: Vec::new() }
    }
}

impl SparseRows {
    /// Adds a row: columns and values.
    pub fn push(&mut self, row: impl IntoIterator<Item = (u32, f32)>) {
        for (column, value) in row {
            self.columns.push(column);
            self.values.push(value);
        }
        self.starts.push(self.columns.len());
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The columns of a row, and their values.
    pub fn row(&self, row: usize) -> (&[u32], &[f32]) {
        let range = self.starts[row]..self.starts[row + 1];
        (&self.columns[range.clone()], &self.values[range])
    }

    /// A row's columns with their values.
    pub fn pairs(&self, row: usize) -> impl Iterator<Item = (u32, f32)> {
        let (columns, values) = self.row(row);
        columns.iter().copied().zip(values.iter().copied())
    }

    /// The transpose, of a matrix with so many columns.
    #[must_use]
    pub fn transposed(&self, columns: usize) -> Self {
        let mut starts = vec![0; columns + 1];
        self.columns.iter().for_each(|&column| starts[column as usize + 1] += 1);
        for column in 0..columns {
            starts[column + 1] += starts[column];
        }
        let mut next = starts.clone();
        let mut transposed =
            Self { starts, columns: vec![0; self.columns.len()], values: vec![0.0; self.values.len()] };
        for row in 0..self.len() {
            for (column, value) in self.pairs(row) {
                let place = &mut next[column as usize];
                transposed.columns[*place] = row as u32;
                transposed.values[*place] = value;
                *place += 1;
            }
        }
        transposed
    }
}

/// A row of a matrix as a slice. Rows of every matrix here are contiguous.
pub fn row(matrix: &Array2<f32>, row: usize) -> &[f32] {
    matrix.row(row).to_slice().unwrap_or_default()
}

/// The rows of a matrix, for many threads.
pub fn rows(matrix: &Array2<f32>) -> impl IndexedParallelIterator<Item = &[f32]> {
    let width = matrix.ncols().max(1);
    matrix.as_slice().unwrap_or_default().par_chunks(width)
}

/// The rows of a matrix, to be written by many threads.
pub fn rows_mut(matrix: &mut Array2<f32>) -> impl IndexedParallelIterator<Item = &mut [f32]> {
    let width = matrix.ncols().max(1);
    matrix.as_slice_mut().unwrap_or_default().par_chunks_mut(width)
}

/// `out` = `a` `b`, each of which may be transposed.
pub fn multiply(out: &mut ArrayRef2<f32>, a: &ArrayRef2<f32>, b: &ArrayRef2<f32>, par: Par) {
    matmul::matmul(view_mut(out), Accum::Replace, view(a), view(b), 1.0, par);
}

/// The inverse of a symmetric positive definite matrix, which is used up.
///
/// # Errors
/// When the matrix is not positive definite.
pub fn invert(mut system: Array2<f32>) -> Result<Array2<f32>> {
    let (size, par) = (system.nrows(), faer::get_global_parallelism());
    factor(&mut system)?;
    let mut inverse = Array2::zeros((size, size));
    let mut memory = MemBuffer::new(llt::inverse::inverse_scratch::<f32>(size, par));
    let (lower, mut out) = (system.t(), inverse.view_mut().reversed_axes());
    llt::inverse::inverse(view_mut(&mut out), view(&lower), par, MemStack::new(&mut memory));
    mirror(&mut inverse);
    Ok(inverse)
}

/// Solves `system` x = `right` for every column of `right`, in place. The system is symmetric and positive definite, and
/// is used up.
///
/// # Errors
/// When the matrix is not positive definite.
pub fn solve(mut system: Array2<f32>, right: &mut ArrayRef2<f32>) -> Result<()> {
    let par = faer::get_global_parallelism();
    factor(&mut system)?;
    let scratch = llt::solve::solve_in_place_scratch::<f32>(system.nrows(), right.ncols(), par);
    let mut memory = MemBuffer::new(scratch);
    llt::solve::solve_in_place(view(&system.t()), view_mut(right), par, MemStack::new(&mut memory));
    Ok(())
}

/// The largest `count` eigenvalues of a symmetric matrix, and their vectors as columns.
///
/// # Errors
/// When the numbers do not converge, which only broken input can bring about.
pub fn largest_eigen(matrix: &Array2<f32>, count: usize) -> Result<(Vec<f32>, Array2<f32>)> {
    let size = matrix.nrows();
    let eigen = view(&matrix.t())
        .self_adjoint_eigen(Side::Lower)
        .map_err(|error| anyhow!("no eigenvalues were found: {error:?}"))?;
    // They come in ascending order.
    let count = count.min(size);
    let values = (0..count).map(|place| eigen.S()[size - 1 - place]).collect();
    Ok((values, Array2::from_shape_fn((size, count), |(row, place)| eigen.U()[(row, size - 1 - place)])))
}

/// Copies the upper triangle to the lower, in tiles that fit the cache.
pub fn mirror(matrix: &mut Array2<f32>) {
    by_tiles(matrix.nrows(), |row, column| matrix[(column, row)] = matrix[(row, column)]);
}

/// Transposes a square matrix in place, in tiles that fit the cache.
pub fn transpose(matrix: &mut Array2<f32>) {
    by_tiles(matrix.nrows(), |row, column| matrix.swap((row, column), (column, row)));
}

/// Every place above the diagonal.
fn by_tiles(size: usize, mut visit: impl FnMut(usize, usize)) {
    const TILE: usize = 64;
    for row_tile in (0..size).step_by(TILE) {
        for column_tile in (row_tile..size).step_by(TILE) {
            for row in row_tile..(row_tile + TILE).min(size) {
                for column in column_tile.max(row + 1)..(column_tile + TILE).min(size) {
                    visit(row, column);
                }
            }
        }
    }
}

/// Cholesky's factor, in the place of the matrix: the lower triangle of the transposed matrix.
fn factor(system: &mut Array2<f32>) -> Result<()> {
    let (size, par) = (system.nrows(), faer::get_global_parallelism());
    let mut memory = MemBuffer::new(llt::factor::cholesky_in_place_scratch::<f32>(size, par, Default::default()));
    let mut transposed = system.view_mut().reversed_axes();
    llt::factor::cholesky_in_place(
        view_mut(&mut transposed),
        Default::default(),
        par,
        MemStack::new(&mut memory),
        Default::default(),
    )
    .map_err(|error| anyhow!("the matrix is not positive definite: {error:?}"))?;
    Ok(())
}

/// The same numbers for `faer`. A matrix may be transposed, but not cut out of the middle of another.
fn view(matrix: &ArrayRef2<f32>) -> MatRef<'_, f32> {
    let (rows, columns) = matrix.dim();
    let numbers = matrix.as_slice_memory_order().expect(CONTIGUOUS);
    if matrix.is_standard_layout() {
        MatRef::from_row_major_slice(numbers, rows, columns)
    } else {
        MatRef::from_column_major_slice(numbers, rows, columns)
    }
}

/// As [`view`], to be written.
fn view_mut(matrix: &mut ArrayRef2<f32>) -> MatMut<'_, f32> {
    let ((rows, columns), by_rows) = (matrix.dim(), matrix.is_standard_layout());
    let numbers = matrix.as_slice_memory_order_mut().expect(CONTIGUOUS);
    if by_rows {
        MatMut::from_row_major_slice_mut(numbers, rows, columns)
    } else {
        MatMut::from_column_major_slice_mut(numbers, rows, columns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::{Axis, array};

    #[test]
    fn rows_become_columns() {
        let mut rows = SparseRows::default();
        rows.push([(0, 1.0), (2, 2.0)]);
        rows.push([(2, 3.0)]);
        let transposed = rows.transposed(3);
        assert_eq!((rows.len(), transposed.len()), (2, 3));
        assert_eq!(transposed.row(0), (&[0][..], &[1.0][..]));
        assert_eq!(transposed.row(1), (&[][..], &[][..]));
        assert_eq!(transposed.row(2), (&[0, 1][..], &[2.0, 3.0][..]));
    }

    #[test]
    fn transposed_and_mirrored_across_tiles() {
        let size = 130;
        let numbered = Array2::from_shape_fn((size, size), |(row, column)| (row * size + column) as f32);
        let mut transposed = numbered.clone();
        transpose(&mut transposed);
        assert_eq!(transposed, numbered.t());
        let mut mirrored = numbered.clone();
        mirror(&mut mirrored);
        assert_eq!(mirrored, mirrored.t());
        assert_eq!(mirrored.row(0), numbered.row(0));
    }

    #[test]
    fn systems_are_solved_and_inverted() {
        let system = array![[4.0, 2.0, 0.0], [2.0, 3.0, 1.0], [0.0, 1.0, 2.0]];
        let truth = array![[1.0, -1.0], [2.0, 0.5], [3.0, 0.0]];
        let mut found = system.dot(&truth);
        solve(system.clone(), &mut found).expect("a solution");
        assert!((&found - &truth).iter().all(|off: &f32| off.abs() < 1e-5), "{found}");
        let one = invert(system.clone()).expect("an inverse").dot(&system);
        assert!((&one - &Array2::<f32>::eye(3)).iter().all(|off: &f32| off.abs() < 1e-5), "{one}");
        assert!(invert(array![[1.0, 2.0], [2.0, 1.0]]).is_err(), "not positive definite");
    }

    #[test]
    fn products_of_transposed_matrices() {
        let (a, b) = (array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], array![[1.0, 0.5], [0.0, -1.0]]);
        let mut out = Array2::zeros((3, 2));
        multiply(&mut out, &a.t(), &b, Par::Seq);
        assert_eq!(out, a.t().dot(&b));
        let mut part = Array2::zeros((5, 2));
        multiply(&mut part.slice_axis_mut(Axis(0), (..3).into()), &a.t(), &b, Par::Seq);
        assert_eq!(part.slice_axis(Axis(0), (..3).into()), out);
    }

    #[test]
    fn the_widest_directions_come_first() {
        let (values, vectors) = largest_eigen(&array![[2.0, 0.0], [0.0, 5.0]], 1).expect("eigenvalues");
        assert!((values[0] - 5.0).abs() < 1e-5 && values.len() == 1);
        assert!((vectors[(1, 0)].abs() - 1.0).abs() < 1e-5 && vectors[(0, 0)].abs() < 1e-5);
    }
}
