//! Bayesian means: a film with few ratings is taken for typical until more have spoken, and a generous member's stars
//! count for less than a strict one's.

use crate::interactions::Interactions;
use halfstar_core::signals::OFFSET_PRIOR;

/// How many typical ratings each film is given to begin with.
const PRIOR: f64 = 10.0;
/// Films' means and members' offsets are solved in turn; after this many rounds nothing moves.
const ROUNDS: usize = 5;

/// The shrunk mean of every film, as a member of typical generosity would rate it.
///
/// A film starts from `voted`, another site's mean on our scale, where there is one; else from the mean film.
pub fn fit(data: &Interactions, voted: &[Option<f64>]) -> Vec<f32> {
    let totals = data.totals(voted.len());
    // The mean over films, not over ratings: much-rated films are better than typical.
    let rated = totals.iter().filter(|&&(count, _)| count > 0);
    let (films, sum) = rated.fold((0.0, 0.0), |(n, means), &(count, sum)| (n + 1.0, means + sum / f64::from(count)));
    let film_mean = if films > 0.0 { sum / films } else { 3.0 };
    let start: Vec<f64> = voted.iter().map(|voted| voted.unwrap_or(film_mean)).collect();
    let shrunk = |sums: &[f64]| -> Vec<f64> {
        let films = sums.iter().zip(&totals).zip(&start);
        films.map(|((sum, &(count, _)), start)| (sum + PRIOR * start) / (f64::from(count) + PRIOR)).collect()
    };
    let mut means = shrunk(&totals.iter().map(|&(_, sum)| sum).collect::<Vec<_>>());
    for _ in 0..ROUNDS {
        let mut sums = vec![0f64; means.len()];
        for member in data.iter() {
            let rated = || member.films.iter().map(|&film| usize::from(film)).zip(member.halves);
            let above: f64 = rated().map(|(film, &halves)| f64::from(halves) / 2.0 - means[film]).sum();
            let offset = above / (member.films.len() as f64 + f64::from(OFFSET_PRIOR));
            for (film, &halves) in rated() {
                sums[film] += f64::from(halves) / 2.0 - offset;
            }
        }
        means = shrunk(&sums);
    }
    means.into_iter().map(|mean| mean as f32).collect()
}

/// The mean of all ratings.
pub fn typical_mean(totals: &[(u32, f64)]) -> f32 {
    let (count, sum) = totals.iter().fold((0.0, 0.0), |(n, s), &(count, sum)| (n + f64::from(count), s + sum));
    if count > 0.0 { (sum / count) as f32 } else { 3.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_ratings_stay_near_where_they_started() {
        let mut data = Interactions::default();
        for member in 0..1000 {
            data.push(member, &[(0, 8)]);
        }
        data.push(1000, &[(1, 10)]);
        let means = fit(&data, &[None, None, None, Some(2.0)]);
        assert!((means[0] - 4.0).abs() < 0.1, "{means:?}");
        // Its one rater is taken for a little generous, and the film for a little better than the mean film's 4.5.
        assert!(means[1] > 4.5 && means[1] < 4.6, "{means:?}");
        assert!((means[2] - 4.5).abs() < 1e-6);
        assert!((means[3] - 2.0).abs() < 1e-6);
    }

    #[test]
    fn a_generous_members_stars_count_for_less() {
        let mut data = Interactions::default();
        for member in 0..200 {
            // Film 0 is rated by the generous, film 1 by the strict; both know the five others.
            let generous = member % 2 == 0;
            let mut row: Vec<(u16, u8)> = vec![(u16::from(!generous), 7)];
            row.extend((2..7).map(|film| (film, if generous { 9 } else { 5 })));
            data.push(member, &row);
        }
        let means = fit(&data, &[None; 7]);
        assert!(means[1] - means[0] > 0.5, "{means:?}");
    }

    #[test]
    fn the_mean_of_all_ratings() {
        assert!((typical_mean(&[(1000, 4000.0), (2, 10.0)]) - 4010.0 / 1002.0).abs() < 1e-6);
    }
}
