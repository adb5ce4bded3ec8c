//! Bayesian means: a film with few ratings is taken for typical until more have spoken.

/// How many typical ratings each film is given to begin with.
const PRIOR: f64 = 50.0;

/// The shrunk mean of every film, from (count, sum of stars).
///
/// A film starts from `voted`, another site's word on our scale, where there is one; else from the mean film.
pub fn fit(totals: &[(u32, f64)], voted: &[Option<f64>]) -> Vec<f32> {
    // The mean over films, not over ratings: much-rated films are better than typical.
    let rated = totals.iter().filter(|&&(count, _)| count > 0);
    let (films, means) = rated.fold((0.0, 0.0), |(n, means), &(count, sum)| (n + 1.0, means + sum / f64::from(count)));
    let film_mean = if films > 0.0 { means / films } else { 3.0 };
    let shrunk = totals
        .iter()
        .zip(voted)
        .map(|(&(count, sum), voted)| ((sum + PRIOR * voted.unwrap_or(film_mean)) / (f64::from(count) + PRIOR)) as f32);
    shrunk.collect()
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
        let totals = [(1000, 4000.0), (2, 10.0), (0, 0.0), (0, 0.0)];
        let means = fit(&totals, &[None, None, None, Some(2.0)]);
        assert!((means[0] - 4.0).abs() < 0.05);
        assert!((means[1] - (10.0 + 50.0 * 4.5) / 52.0).abs() < 1e-6, "the mean film has 4.5 here");
        assert!((means[2] - 4.5).abs() < 1e-6);
        assert!((means[3] - 2.0).abs() < 1e-6);
        assert!((typical_mean(&totals) - 4010.0 / 1002.0).abs() < 1e-6);
    }
}
