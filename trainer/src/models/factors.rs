//! Biased matrix factorisation by alternating least squares (Zhou et al. 2008; Koren, Bell and Volinsky 2009).
//!
//! A rating is the film's mean, plus the member's offset, plus the product of two short vectors. Means and offsets come
//! from [`super::quality`]; what they leave over is solved here, members and films in turn, each by the ridge
//! regression that core's fold-in solves for a member.

use crate::interactions::Interactions;
use halfstar_core::numeric::solve;
use halfstar_core::signals::OFFSET_PRIOR;
use rayon::prelude::*;

/// Numbers a film: 32 predict no better.
pub const DIMENSIONS: usize = 16;
/// The ridge, for films and members alike.
pub const RIDGE: f32 = 8.0;
const ITERATIONS: usize = 9;

type Vector = [f32; DIMENSIONS];

/// A residual: who or what it belongs to, and how many stars it is.
type Residual = (u32, f32);

/// Fits, given the films' mean stars. Returns row-major vectors, [`DIMENSIONS`] a film.
pub fn fit(data: &Interactions, means: &[f32]) -> Vec<f32> {
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
    // Any start will do that tells the dimensions apart; a fixed one makes the same bytes every time.
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let mut of_films: Vec<Vector> = (0..means.len())
        .map(|_| {
            std::array::from_fn(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                ((state >> 40) as f32 / (1u64 << 24) as f32 - 0.5) * 0.2
            })
        })
        .collect();
    for _ in 0..ITERATIONS {
        let of_members = half(&members, &of_films);
        of_films = half(&films, &of_members);
    }
    of_films.into_flattened()
}

/// Solves every vector of one side from those of the other.
fn half(rows: &[Vec<Residual>], others: &[Vector]) -> Vec<Vector> {
    rows.par_iter()
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
            let mut gram: Vec<f64> = gram.into_iter().flatten().map(f64::from).collect();
            for i in 0..DIMENSIONS {
                gram[i * DIMENSIONS + i] += f64::from(RIDGE);
            }
            let mut right = right.map(f64::from);
            solve(&mut gram, &mut right);
            right.map(|x| x as f32)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two tribes, each with its own films, that rate opposite: one dimension explains it all.
    #[test]
    fn two_tribes_are_told_apart() {
        let mut data = Interactions::default();
        for member in 0..200u64 {
            let row: Vec<(u16, u8)> =
                (0..20u16).map(|film| (film, if (u64::from(film) + member) % 2 == 0 { 9 } else { 3 })).collect();
            data.push(member, &row);
        }
        let vectors = fit(&data, &[3.0; 20]);
        let dot = |a: usize, b: usize| -> f32 {
            (0..DIMENSIONS).map(|d| vectors[a * DIMENSIONS + d] * vectors[b * DIMENSIONS + d]).sum()
        };
        assert!(dot(0, 2) > 0.1 && dot(0, 1) < -0.1, "{} {}", dot(0, 2), dot(0, 1));
    }
}
