//! The Bayesian rating model by variational inference: probabilistic matrix factorisation with a posterior for every vector
//! (Lim and Teh 2007), a precision of its own for every dimension (automatic relevance determination, Bishop 1999), and members
//! with their own offset, slope and noise.
//!
//! Means come from [`super::quality`]. What they leave over is explained by members and films in turn, each side's normal
//! distribution exact given the other's: members by core's own regression with a full covariance, films with theirs, of which
//! the diagonal is kept. Members' vectors can be turned and stretched at will if films' are the other way round; so after
//! every round they are stretched to variance 1 along every dimension and turned until the films' dimensions are independent of each
//! other, largest first (parameter expansion, Qi and Jaakkola 2006; Luttinen and Ilin 2010). That settles which of the equal solutions
//! it is, and gets there in fewer rounds.

use crate::foundation::random::{seeded, signed};
use crate::interactions::Interactions;
use faer::linalg::solvers::DenseSolveCore;
use faer::{Mat, Side};
use halfstar_core::numeric::{dot, invert};
use halfstar_core::signals::Prior;
use ndarray::Array2;
use rayon::prelude::*;

/// Numbers per film.
pub const DIMENSIONS: usize = 20;
/// Before a member's vector: their offset, and their slope along the films' means.
const OWN: usize = 2;
/// All numbers of a member. As many as the compiler can lay side by side: the last two are never used.
const WIDTH: usize = OWN + DIMENSIONS + 2;
const ROUNDS: usize = 8;
const SEED: u64 = 0x6661_6374;

type Row = [f32; WIDTH];
type Square = [Row; WIDTH];

/// What was fitted: a row of [`DIMENSIONS`] numbers per film, and what is taken for granted of films and members.
pub struct Fitted {
    /// The films' posterior means.
    pub vectors: Array2<f32>,
    /// What was learned of all.
    pub prior: Prior,
}

/// A film's numbers: what is multiplied with a member's, and the variance of each.
#[derive(Clone, Copy)]
struct Film {
    row: Row,
    vague: Row,
}

/// A member's posterior: means, second moments, and the variance of their ratings.
struct Member {
    mean: Row,
    second: Box<Square>,
    noise: f32,
}

/// Someone's rating, above the film's mean.
type Above = (u32, f32);

/// Fits, given the films' mean stars.
pub fn fit(data: &Interactions, means: &[f32]) -> Fitted {
    let above = |film: u16, halves: u8| f32::from(halves) / 2.0 - means[usize::from(film)];
    let by_member: Vec<Vec<Above>> = data
        .iter()
        .map(|member| {
            let rated = member.films.iter().zip(member.halves);
            rated.map(|(&film, &halves)| (u32::from(film), above(film, halves))).collect()
        })
        .collect();
    let mut by_film: Vec<Vec<Above>> = vec![Vec::new(); means.len()];
    for (member, rated) in by_member.iter().enumerate() {
        rated.iter().for_each(|&(film, above)| by_film[film as usize].push((member as u32, above)));
    }
    let typical = means.iter().sum::<f32>() / means.len().max(1) as f32;
    // Any start will do in which the dimensions differ; a fixed one makes the same bytes every time.
    let mut random = seeded(SEED);
    let mut films: Vec<Film> = means
        .iter()
        .map(|mean| {
            let mut row = [0.0; WIDTH];
            (row[0], row[1]) = (1.0, mean - typical);
            row[OWN..OWN + DIMENSIONS].iter_mut().for_each(|x| *x = 0.1 * signed(&mut random));
            Film { row, vague: [0.0; WIDTH] }
        })
        .collect();
    let (mut prior, mut relevance) = (Prior::TYPICAL, [Prior::TYPICAL.film; DIMENSIONS]);
    for round in 0..ROUNDS {
        let mut members: Vec<Member> = by_member.par_iter().map(|rated| Member::of(&prior, &films, rated)).collect();
        let found = turn(&mut members, &films);
        // What the search begins with says nothing of how films differ.
        if round > 0 {
            relevance = found;
        }
        let variance =
            |at: usize| members.iter().map(|member| member.second[at][at]).sum::<f32>() / members.len() as f32;
        (prior.offset, prior.slope) = (1.0 / variance(0).max(1e-6), 1.0 / variance(1).max(1e-6));
        let solved: Vec<(Film, f64)> = films
            .par_iter()
            .zip(&by_film)
            .map(|(film, rated)| film.solved(&members, rated, prior.noise, &relevance))
            .collect();
        let ratings: usize = by_film.iter().map(Vec::len).sum();
        prior.noise = (solved.iter().map(|(_, left)| left).sum::<f64>() / ratings.max(1) as f64) as f32;
        films = solved.into_iter().map(|(film, _)| film).collect();
    }
    (prior.film, prior.rating) = vagueness(&films, &by_film, &relevance);
    let rows = films.iter().flat_map(|film| film.row[OWN..OWN + DIMENSIONS].iter().copied());
    let vectors = Array2::from_shape_vec((films.len(), DIMENSIONS), rows.collect()).unwrap_or_default();
    Fitted { vectors, prior }
}

impl Member {
    /// As core's regression has it, films' variances of all dimensions instead of one.
    fn of(prior: &Prior, films: &[Film], rated: &[Above]) -> Self {
        let (mut gram, mut right): (Square, Row) = ([[0.0; WIDTH]; WIDTH], [0.0; WIDTH]);
        for &(film, above) in rated {
            let Film { row, vague } = &films[film as usize];
            for (at, sums) in gram.iter_mut().enumerate() {
                right[at] += row[at] * above;
                for (sum, x) in sums.iter_mut().zip(row) {
                    *sum += row[at] * x;
                }
                sums[at] += vague[at];
            }
        }
        let mut noise = prior.noise;
        let (mut mean, mut covariance) = solved(prior, &gram, &right, noise);
        for _ in 0..Prior::ROUNDS {
            let left: f32 = rated
                .iter()
                .map(|&(film, above)| above - dot(&mean, &films[film as usize].row))
                .map(|left| left * left)
                .sum();
            let fitted: f32 = (0..OWN + DIMENSIONS).map(|at| 1.0 - covariance[at][at] * prior.precision(at)).sum();
            noise = prior.noise_of(left, rated.len(), fitted);
            (mean, covariance) = solved(prior, &gram, &right, noise);
        }
        for (at, row) in covariance.iter_mut().enumerate() {
            row.iter_mut().zip(&mean).for_each(|(x, other)| *x += mean[at] * other);
        }
        Self { mean, second: covariance, noise: noise / prior.noise }
    }
}

fn solved(prior: &Prior, gram: &Square, right: &Row, noise: f32) -> (Row, Box<Square>) {
    let mut precisions: Vec<f64> = gram.as_flattened().iter().map(|sum| f64::from(sum / noise)).collect();
    for at in 0..WIDTH {
        precisions[at * WIDTH + at] += f64::from(prior.precision(at));
    }
    let inverse = invert(&mut precisions, WIDTH);
    let (mut mean, mut covariance) = ([0.0; WIDTH], Box::new([[0.0; WIDTH]; WIDTH]));
    for (at, row) in inverse.chunks_exact(WIDTH).enumerate() {
        mean[at] = (row.iter().zip(right).map(|(x, &y)| x * f64::from(y)).sum::<f64>() / f64::from(noise)) as f32;
        covariance[at].iter_mut().zip(row).for_each(|(to, &from)| *to = from as f32);
    }
    // What is never used stays out of everything.
    for at in OWN + DIMENSIONS..WIDTH {
        covariance[at] = [0.0; WIDTH];
    }
    (mean, covariance)
}

impl Film {
    /// The film's numbers from its raters'; and the sum of what is left over, squared, each part by how noisy
    /// its rater is beside others.
    fn solved(&self, members: &[Member], rated: &[Above], noise: f32, relevance: &[f32; DIMENSIONS]) -> (Self, f64) {
        let (mut gram, mut right, mut squares): (Square, Row, f64) = ([[0.0; WIDTH]; WIDTH], [0.0; WIDTH], 0.0);
        for &(member, above) in rated {
            let Member { mean, second, noise } = &members[member as usize];
            let weight = 1.0 / noise;
            for (at, sums) in gram.iter_mut().enumerate() {
                right[at] += weight * mean[at] * above;
                for (sum, x) in sums.iter_mut().zip(&second[at]) {
                    *sum += weight * x;
                }
            }
            squares += f64::from(weight * above * above);
        }
        // The vector explains what offset and slope do not.
        let (mut precisions, mut wanted) = (vec![0f64; DIMENSIONS * DIMENSIONS], [0f64; DIMENSIONS]);
        for (place, sums) in gram[OWN..OWN + DIMENSIONS].iter().enumerate() {
            let known: f32 = (0..OWN).map(|own| self.row[own] * sums[own]).sum();
            wanted[place] = f64::from((right[OWN + place] - known) / noise);
            for (other, sum) in sums[OWN..OWN + DIMENSIONS].iter().enumerate() {
                precisions[place * DIMENSIONS + other] = f64::from(sum / noise);
            }
            precisions[place * (DIMENSIONS + 1)] += f64::from(relevance[place]);
        }
        let inverse = invert(&mut precisions, DIMENSIONS);
        let mut film = *self;
        for (place, row) in inverse.chunks_exact(DIMENSIONS).enumerate() {
            film.row[OWN + place] = row.iter().zip(&wanted).map(|(x, y)| x * y).sum::<f64>() as f32;
            film.vague[OWN + place] = row[place] as f32;
        }
        let explained: f64 = gram
            .iter()
            .enumerate()
            .map(|(at, sums)| f64::from(film.row[at] * dot(sums, &film.row) + film.vague[at] * sums[at]))
            .sum();
        (film, squares - 2.0 * f64::from(dot(&right, &film.row)) + explained)
    }
}

/// Stretches members' vectors to variance 1 along every dimension and turns them until the films' dimensions are independent,
/// largest first. Returns the films' precision along each.
fn turn(members: &mut [Member], films: &[Film]) -> [f32; DIMENSIONS] {
    let count = members.len().max(1) as f64;
    let mut moments = Mat::<f64>::zeros(DIMENSIONS, DIMENSIONS);
    for member in members.iter() {
        for (row, column) in places() {
            moments[(row, column)] += f64::from(member.second[OWN + row][OWN + column]) / count;
        }
    }
    let Ok(stretch) = moments.llt(Side::Lower) else { return [Prior::TYPICAL.film; DIMENSIONS] };
    let lower = stretch.L().to_owned();
    // As the films' numbers are in the stretched space.
    let mut spread = Mat::<f64>::zeros(DIMENSIONS, DIMENSIONS);
    for film in films {
        let vector = Mat::from_fn(DIMENSIONS, 1, |at, _| f64::from(film.row[OWN + at]));
        let stretched = lower.transpose() * &vector;
        for (row, column) in places() {
            spread[(row, column)] += stretched[(row, 0)] * stretched[(column, 0)];
        }
    }
    let vague = Mat::from_fn(DIMENSIONS, DIMENSIONS, |row, column| match row == column {
        true => films.iter().map(|film| f64::from(film.vague[OWN + row])).sum(),
        false => 0.0,
    });
    let spread = spread + lower.transpose() * vague * &lower;
    let Ok(eigen) = spread.self_adjoint_eigen(Side::Lower) else { return [Prior::TYPICAL.film; DIMENSIONS] };
    // Ascending; the largest comes first here.
    let turned = Mat::from_fn(DIMENSIONS, DIMENSIONS, |at, other| eigen.U()[(other, DIMENSIONS - 1 - at)]);
    let inverse = lower.partial_piv_lu().inverse();
    let turned = turned * inverse;
    let by = |row: usize, column: usize| turned[(row, column)] as f32;
    let by: [[f32; DIMENSIONS]; DIMENSIONS] = std::array::from_fn(|row| std::array::from_fn(|column| by(row, column)));
    members.par_iter_mut().for_each(|member| member.turn(&by));
    let count = films.len().max(1) as f64;
    std::array::from_fn(|at| (count / eigen.S()[DIMENSIONS - 1 - at].max(1e-9)) as f32)
}

fn places() -> impl Iterator<Item = (usize, usize)> {
    (0..DIMENSIONS).flat_map(|row| (0..DIMENSIONS).map(move |column| (row, column)))
}

impl Member {
    /// The same in other coordinates.
    fn turn(&mut self, by: &[[f32; DIMENSIONS]; DIMENSIONS]) {
        let turned = |old: &[f32]| -> [f32; DIMENSIONS] { std::array::from_fn(|at| dot(&by[at], old)) };
        let vector = turned(&self.mean[OWN..OWN + DIMENSIONS]);
        self.mean[OWN..OWN + DIMENSIONS].copy_from_slice(&vector);
        // Columns, then rows; what stands beside offset and slope on either side.
        for row in self.second.iter_mut() {
            let new = turned(&row[OWN..OWN + DIMENSIONS]);
            row[OWN..OWN + DIMENSIONS].copy_from_slice(&new);
        }
        for column in 0..WIDTH {
            let old: [f32; DIMENSIONS] = std::array::from_fn(|at| self.second[OWN + at][column]);
            let new = turned(&old);
            (0..DIMENSIONS).for_each(|at| self.second[OWN + at][column] = new[at]);
        }
    }
}

/// How unsure films are, as core reckons it of how often each was rated: the precision without a rating, and what each adds.
fn vagueness(films: &[Film], by_film: &[Vec<Above>], relevance: &[f32; DIMENSIONS]) -> (f32, f32) {
    let count = DIMENSIONS as f32;
    let unrated = count / relevance.iter().map(|precision| 1.0 / precision).sum::<f32>().max(1e-9);
    let (mut above, mut squares) = (0.0, 0.0);
    for (film, rated) in films.iter().zip(by_film) {
        let vague = film.vague[OWN..OWN + DIMENSIONS].iter().sum::<f32>() / count;
        let ratings = rated.len() as f64;
        // Each film counts by how much its ratings matter.
        let weight = 1.0 / (f64::from(unrated) + ratings).powi(2);
        above += weight * ratings * f64::from(1.0 / vague.max(1e-9) - unrated);
        squares += weight * ratings * ratings;
    }
    (unrated, (above / f64::max(squares, 1e-9)).max(0.0) as f32)
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
        let Fitted { vectors, prior } = fit(&data, &[3.0; 20]);
        let dot = |a: usize, b: usize| -> f32 { vectors.row(a).dot(&vectors.row(b)) };
        assert!(dot(0, 2) > 0.1 && dot(0, 1) < -0.1, "{} {}", dot(0, 2), dot(0, 1));
        let largest = |row: ndarray::ArrayView1<'_, f32>| row.iter().skip(1).fold(0f32, |most, x| most.max(x.abs()));
        assert!(vectors.row(0)[0].abs() > 10.0 * largest(vectors.row(0)), "{vectors}");
        assert!(prior.noise < 0.2 && prior.film > 0.0 && prior.rating > 0.0, "{prior:?}");
    }
}
