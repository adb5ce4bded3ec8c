//! Biased matrix factorisation by alternating least squares (Zhou et al. 2008; Koren, Bell and Volinsky 2009).
//!
//! A rating is the film's mean, plus the member's offset, plus the product of two short vectors. Means and offsets come
//! from [`super::quality`]; what they leave over is solved here, members and films in turn, each by the ridge
//! regression that core's fold-in solves for a member.

use crate::foundation::random::{seeded, signed};
use crate::interactions::Interactions;
use halfstar_core::numeric::solve;
use halfstar_core::signals::OFFSET_PRIOR;
use ndarray::Array2;
use rayon::prelude::*;

/// Numbers per film: 32 predict no better.
pub const DIMENSIONS: usize = 16;
/// The ridge, for films and members alike.
pub const RIDGE: f32 = 8.0;
const ITERATIONS: usize = 9;
const SEED: u64 = 0x6661_6374;

/// A residual: who or what it belongs to, and how many stars it is.
type Residual = (u32, f32);

/// Fits, given the films' mean stars. Returns a row of [`DIMENSIONS`] numbers per film.
pub fn fit(data: &Interactions, means: &[f32]) -> Array2<f32> {
    let members: Vec<Vec<Residual>> = data
        .iter()
        .map(|member| {
            let above =
                |(&film, &halves): (&u16, &u8)| (u32::from(film), f32::from(halves) / 2.0 - means[usize::from(film)]);
            let rated = || member.films.iter().zip(member.halves).map(above);
            let offset = rated().map(|(_, above)| above).sum::<f32>() / (member.films.len() as f32 + OFFSET_PRIOR);
            rated().map(|(film, above)| (film, above - offset)).collect()
        })
        .collect();
    let mut films: Vec<Vec<Residual>> = vec![Vec::new(); means.len()];
    for (member, rated) in members.iter().enumerate() {
        for &(film, residual) in rated {
            films[film as usize].push((member as u32, residual));
        }
    }
    // Any start will do in which the dimensions differ; a fixed one makes the same bytes every time.
    let mut random = seeded(SEED);
    let mut of_films = Array2::from_shape_simple_fn((means.len(), DIMENSIONS), || 0.1 * signed(&mut random));
    for _ in 0..ITERATIONS {
        let of_members = half(&members, &of_films);
        of_films = half(&films, &of_members);
    }
    of_films
}

/// Solves every vector of one side from those of the other.
fn half(rows: &[Vec<Residual>], others: &Array2<f32>) -> Array2<f32> {
    // A length that the compiler knows makes the innermost loop a few instructions.
    let (others, _) = others.as_slice().unwrap_or_default().as_chunks::<DIMENSIONS>();
    let solved: Vec<[f32; DIMENSIONS]> = rows
        .par_iter()
        .map(|row| {
            let mut gram = [[0f32; DIMENSIONS]; DIMENSIONS];
            let mut right = [0f32; DIMENSIONS];
            for &(other, residual) in row {
                let vector = &others[other as usize];
                for (i, sums) in gram.iter_mut().enumerate() {
                    right[i] += vector[i] * residual;
                    for (sum, x) in sums.iter_mut().zip(vector) {
                        *sum += vector[i] * x;
                    }
                }
            }
            let mut gram = gram.map(|row| row.map(f64::from));
            for (i, row) in gram.iter_mut().enumerate() {
                row[i] += f64::from(RIDGE);
            }
            let mut right = right.map(f64::from);
            solve(gram.as_flattened_mut(), &mut right);
            right.map(|x| x as f32)
        })
        .collect();
    solved.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two tribes, each with its own films, that rate opposite: one dimension explains it all.
    #[test]
    fn two_groups_are_separated() {
        let mut data = Interactions::default();
        for member in 0..200u64 {
            let row: Vec<(u16, u8)> =
                (0..20u16).map(|film| (film, if (u64::from(film) + member) % 2 == 0 { 9 } else { 3 })).collect();
            data.push(member, &row);
        }
        let vectors = fit(&data, &[3.0; 20]);
        let dot = |a: usize, b: usize| -> f32 { vectors.row(a).dot(&vectors.row(b)) };
        assert!(dot(0, 2) > 0.1 && dot(0, 1) < -0.1, "{} {}", dot(0, 2), dot(0, 1));
    }
}
