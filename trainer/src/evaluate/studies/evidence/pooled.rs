//! One number out of a few members who each have their own.

/// A mean over members and its 95 % interval; `None` where there are too few to say how far it reaches.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pooled {
    /// The mean.
    pub mean: f64,
    /// From and to.
    pub interval: Option<(f64, f64)>,
    /// Over how many members.
    pub members: usize,
}

impl Pooled {
    /// Random effects: members differ, and some have many films and some few. The variance between members is DerSimonian
    /// and Laird's (1986), the interval is Hartung and Knapp's (2001) with Student's t, which is made for a handful of
    /// members; it is never narrower than the plain one. Members with fewer than two values are left out.
    pub fn random_effects(members: &[Vec<f64>]) -> Option<Self> {
        let members: Vec<&Vec<f64>> = members.iter().filter(|values| values.len() >= 2).collect();
        let means: Vec<f64> = members.iter().map(|values| mean(values)).collect();
        let within: f64 = members.iter().zip(&means).map(|(values, &mean)| squares(values, mean)).sum();
        let freedom: usize = members.iter().map(|values| values.len() - 1).sum();
        // Members' own variances are too rough with few films; one for all is taken.
        let spread = (within / freedom.max(1) as f64).max(1e-6);
        let noise: Vec<f64> = members.iter().map(|values| spread / values.len() as f64).collect();

        let fixed: Vec<f64> = noise.iter().map(|noise| 1.0 / noise).collect();
        let total: f64 = fixed.iter().sum();
        let heterogeneity = weighted_squares(&fixed, &means);
        let scale = total - fixed.iter().map(|weight| weight * weight).sum::<f64>() / total;
        let count = means.len();
        let between = if scale > 0.0 { ((heterogeneity - (count as f64 - 1.0)) / scale).max(0.0) } else { 0.0 };

        let weights: Vec<f64> = noise.iter().map(|noise| 1.0 / (noise + between)).collect();
        let total: f64 = weights.iter().sum();
        let mean = weighted_mean(&weights, &means)?;
        let interval = t_95(count.saturating_sub(1)).map(|t| {
            let found = weighted_squares(&weights, &means) / (count as f64 - 1.0);
            let margin = t * (found.max(1.0) / total).sqrt();
            (mean - margin, mean + margin)
        });
        Some(Self { mean, interval, members: count })
    }

    /// The plain mean of one value per member, with Student's interval.
    pub fn of_members(values: &[f64]) -> Option<Self> {
        let count = values.len();
        let mean = (count > 0).then(|| mean(values))?;
        let interval = t_95(count - 1).map(|t| {
            let margin = t * (squares(values, mean) / (count as f64 - 1.0) / count as f64).sqrt();
            (mean - margin, mean + margin)
        });
        Some(Self { mean, interval, members: count })
    }

    /// Whether the interval leaves `value` out.
    pub fn excludes(&self, value: f64) -> bool {
        self.interval.is_some_and(|(low, high)| value < low || value > high)
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn squares(values: &[f64], mean: f64) -> f64 {
    values.iter().map(|value| (value - mean) * (value - mean)).sum()
}

fn weighted_mean(weights: &[f64], values: &[f64]) -> Option<f64> {
    let total: f64 = weights.iter().sum();
    (total > 0.0).then(|| weights.iter().zip(values).map(|(weight, value)| weight * value).sum::<f64>() / total)
}

fn weighted_squares(weights: &[f64], values: &[f64]) -> f64 {
    let mean = weighted_mean(weights, values).unwrap_or_default();
    weights.iter().zip(values).map(|(weight, value)| weight * (value - mean) * (value - mean)).sum()
}

/// The 97.5th percentile of Student's t; beyond ten degrees of freedom by Cornish and Fisher's expansion.
fn t_95(freedom: usize) -> Option<f64> {
    const FEW: [f64; 10] = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];
    match freedom {
        0 => None,
        1..=10 => Some(FEW[freedom - 1]),
        _ => Some(1.960 + 2.372 / freedom as f64 + 2.823 / (freedom * freedom) as f64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(found: Option<Pooled>, mean: f64, margin: f64) {
        let found = found.expect("members");
        let (low, high) = found.interval.expect("an interval");
        assert!((found.mean - mean).abs() < 1e-3, "{found:?}");
        assert!((low - (mean - margin)).abs() < 1e-2 && (high - (mean + margin)).abs() < 1e-2, "{found:?}");
    }

    #[test]
    fn members_who_agree_count_by_their_films() {
        // Means 1 and 1, variance within 1 (2 + 2 of 3 + 1 degrees of freedom); no variance between. Six films in all.
        let members = [vec![0.0, 0.0, 2.0, 2.0], vec![1.0, 1.0]];
        check(Pooled::random_effects(&members), 1.0, 12.706 / 6f64.sqrt());
    }

    #[test]
    fn members_who_differ_count_alike() {
        // Means 0, 1 and 5 from 2, 2 and 4 films; variance within (2 + 2 + 6) / 5 = 2, so noise 1, 1 and 1/2.
        // Weights 1, 1, 2: their mean 11/4, Q = 1·7.5625 + 1·3.0625 + 2·5.0625 = 20.75; τ² = (20.75 − 2) / (4 − 6/4) = 7.5.
        // Weights 1/8.5, 1/8.5, 1/8: mean (0 + 0.117647 + 0.625) / 0.360294 = 2.06122.
        // Squares (4.24863 + 1.12619) / 8.5 + 8.63643 / 8 = 1.71188, halved 0.85594: below 1, so 4.303 / √0.360294 = 7.1688.
        let members = [
            vec![-1.0, 1.0],
            vec![0.0, 2.0],
            vec![5.0 - 1.5f64.sqrt(), 5.0 + 1.5f64.sqrt(), 5.0 - 1.5f64.sqrt(), 5.0 + 1.5f64.sqrt()],
        ];
        check(Pooled::random_effects(&members), 2.061_22, 7.1688);
    }

    #[test]
    fn one_member_has_no_interval_and_none_no_mean() {
        let one = Pooled::random_effects(&[vec![3.0, 4.0], vec![9.0]]).expect("a member");
        assert_eq!((one.mean, one.interval, one.members), (3.5, None, 1));
        assert!(!one.excludes(100.0));
        assert_eq!(Pooled::random_effects(&[]), None);
        assert_eq!(Pooled::of_members(&[]), None);
    }

    #[test]
    fn a_mean_of_members_has_students_interval() {
        // 1, 2, 3: deviation 1, standard error 1/√3.
        check(Pooled::of_members(&[1.0, 2.0, 3.0]), 2.0, 4.303 / 3f64.sqrt());
        assert!(Pooled::of_members(&[1.0, 1.1, 0.9]).is_some_and(|found| found.excludes(0.0)));
    }

    #[test]
    fn students_t_is_continued() {
        for (freedom, expected) in [(11, 2.201), (20, 2.086), (30, 2.042), (600, 1.964)] {
            assert!(t_95(freedom).is_some_and(|t| (t - expected).abs() < 0.003), "{freedom}");
        }
    }
}
