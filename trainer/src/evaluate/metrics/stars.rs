//! Rating prediction: how many stars a member gives what was hidden, against user-plus-item biases.

use super::bootstrap::{Bootstrap, Estimate};
use crate::evaluate::protocol::Case;
use crate::foundation::ask::taste_of;
use crate::interactions::Interactions;
use halfstar_core::Bundle;
use halfstar_core::film::FilmId;
use halfstar_core::opinions::Opinions;
use halfstar_core::predict;
use rayon::prelude::*;
use serde::Serialize;

/// Ratings of the mean that a film and a member start with.
const FILM_PRIOR: f64 = 5.0;
const MEMBER_PRIOR: f64 = 3.0;
const ROUNDS: usize = 5;

/// μ + b_i + b_u: the mean, how much better a film is rated, how much higher a member rates.
pub struct Biases {
    mean: f64,
    films: Vec<f64>,
}

/// Errors of predicted stars over all hidden ratings.
#[derive(Clone, Debug, Serialize)]
pub struct StarErrors {
    /// Whose prediction.
    pub name: &'static str,
    /// Root mean squared error, in stars.
    pub rmse: Estimate,
    /// Mean absolute error, in stars.
    pub mae: Estimate,
    /// RMSE less that of the biases, on the same draws of members; `None` where these could not be fitted.
    pub rmse_less_biases: Option<Estimate>,
}

/// One member's sums.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::evaluate) struct Errors {
    squares: f64,
    distances: f64,
    count: f64,
}

impl Biases {
    /// Alternates between films and members, each shrunk towards 0.
    pub fn fit(data: &Interactions, pool: usize) -> Self {
        let ratings = data.ratings().max(1) as f64;
        let mean = data.totals(pool).iter().map(|(_, sum)| sum).sum::<f64>() / ratings;
        let mut biases = Self { mean, films: vec![0.0; pool] };
        for _ in 0..ROUNDS {
            let (mut sums, mut counts) = (vec![0.0; pool], vec![0.0; pool]);
            for member in data.iter() {
                let rated = member.films.iter().copied().zip(member.halves.iter().copied());
                let own = biases.member(rated.clone());
                for (film, halves) in rated {
                    sums[usize::from(film)] += f64::from(halves) / 2.0 - mean - own;
                    counts[usize::from(film)] += 1.0;
                }
            }
            let shrunk = sums.iter().zip(&counts).map(|(sum, count)| sum / (count + FILM_PRIOR));
            biases.films = shrunk.collect();
        }
        biases
    }

    /// b_u, from what a member rated.
    pub fn member(&self, rated: impl Iterator<Item = (u16, u8)>) -> f64 {
        let off = |(film, halves): (u16, u8)| f64::from(halves) / 2.0 - self.mean - self.films[usize::from(film)];
        let (sum, count) = rated.fold((0.0, MEMBER_PRIOR), |(sum, count), row| (sum + off(row), count + 1.0));
        sum / count
    }

    /// Stars for a film by a member with bias `member`.
    pub fn stars(&self, film: u16, member: f64) -> f64 {
        (self.mean + self.films[usize::from(film)] + member).clamp(0.5, 5.0)
    }
}

impl Errors {
    pub(in crate::evaluate) fn of(truth: &[(u16, u8)], predicted: impl Fn(u16) -> f64) -> Self {
        truth.iter().fold(Self::default(), |errors, &(film, halves)| {
            let off = predicted(film) - f64::from(halves) / 2.0;
            Self {
                squares: errors.squares + off * off,
                distances: errors.distances + off.abs(),
                count: errors.count + 1.0,
            }
        })
    }
}

/// RMSE: the square root of the mean squared error over all ratings of the members drawn.
fn rmse(errors: &[Errors], members: &mut dyn Iterator<Item = usize>) -> f64 {
    let (sum, count) = members.fold((0.0, 0.0), |(s, n), at| (s + errors[at].squares, n + errors[at].count));
    if count > 0.0 { (sum / count).sqrt() } else { 0.0 }
}

/// MAE: the mean distance between predicted and given stars.
fn mae(errors: &[Errors], members: &mut dyn Iterator<Item = usize>) -> f64 {
    let (sum, count) = members.fold((0.0, 0.0), |(s, n), at| (s + errors[at].distances, n + errors[at].count));
    if count > 0.0 { sum / count } else { 0.0 }
}

/// The pipeline's predicted stars against biases fitted on `train`, which may be empty.
pub fn star_errors(bundle: &Bundle, train: &Interactions, cases: &[Case]) -> Vec<StarErrors> {
    let ours: Vec<Errors> = cases.par_iter().map(|case| pipeline(bundle, case)).collect();
    let biases = (train.ratings() > 0).then(|| Biases::fit(train, bundle.catalogue.pool()));
    let plain: Option<Vec<Errors>> = biases.map(|biases| {
        let errors = |case: &Case| {
            let own = biases.member(case.split.shown.iter().copied());
            Errors::of(&case.split.hidden, |film| biases.stars(film, own))
        };
        cases.par_iter().map(errors).collect()
    });
    side_by_side("Halfstar's predicted stars", &ours, plain.as_deref())
}

/// Our errors and those of the biases, one a member.
pub(in crate::evaluate) fn side_by_side(
    ours: &'static str,
    errors: &[Errors],
    biases: Option<&[Errors]>,
) -> Vec<StarErrors> {
    let bootstrap = Bootstrap::new(errors.len());
    let row = |name, errors: &[Errors], against: Option<&[Errors]>| StarErrors {
        name,
        rmse: bootstrap.statistic(|members| rmse(errors, members)),
        mae: bootstrap.statistic(|members| mae(errors, members)),
        rmse_less_biases: against.map(|plain| {
            bootstrap.statistic(|members| {
                let members: Vec<usize> = members.collect();
                rmse(errors, &mut members.iter().copied()) - rmse(plain, &mut members.iter().copied())
            })
        }),
    };
    let mut rows = vec![row(ours, errors, biases)];
    rows.extend(biases.map(|plain| row("user-plus-item biases", plain, None)));
    rows
}

fn pipeline(bundle: &Bundle, case: &Case) -> Errors {
    let taste = taste_of(&case.split.shown, &bundle.tuning);
    let opinions = Opinions::of(bundle, &taste);
    let stars = |film: u16| f64::from(predict::stars(bundle, &opinions, FilmId(u32::from(film))));
    Errors::of(&case.split.hidden, stars)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_by_hand() {
        // Off by 1 and by 0 for one member, by −0.5 for another.
        let errors = [Errors::of(&[(0, 6), (1, 8)], |_| 4.0), Errors::of(&[(0, 9)], |_| 4.0)];
        assert!((rmse(&errors, &mut (0..2)) - (1.25f64 / 3.0).sqrt()).abs() < 1e-12);
        assert!((mae(&errors, &mut (0..2)) - 0.5).abs() < 1e-12);
        assert!((rmse(&errors, &mut [1, 1].into_iter()) - 0.5).abs() < 1e-12, "drawn twice counts twice");
    }

    /// After one round by hand: members' biases first, all films at 0.
    #[test]
    fn biases_are_found() {
        let mut data = Interactions::default();
        let films: Vec<(u16, u8)> = (0..200).map(|film| (film, if film % 2 == 0 { 10 } else { 6 })).collect();
        let lower: Vec<(u16, u8)> = films.iter().map(|&(film, halves)| (film, halves - 2)).collect();
        (0..200).for_each(|member| data.push(member, if member % 2 == 0 { &films } else { &lower }));
        let biases = Biases::fit(&data, 200);
        assert!((biases.mean - 3.5).abs() < 1e-9);
        assert!((biases.films[0] - 1.0).abs() < 0.05 && (biases.films[1] + 1.0).abs() < 0.05, "{:?}", biases.films[0]);
        let generous = biases.member(films.into_iter());
        assert!((generous - 0.5).abs() < 0.05, "{generous}");
        assert!((biases.stars(0, generous) - 5.0).abs() < 0.1 && biases.stars(0, 3.0) <= 5.0);
        // Nobody rated it, and nothing is known of the member: three ratings of the mean, one of two stars more.
        let fresh = Biases { mean: 3.0, films: vec![0.0] };
        assert!((fresh.member([(0, 10)].into_iter()) - 0.5).abs() < 1e-12);
    }
}
