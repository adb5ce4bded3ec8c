//! 95 % intervals by the bootstrap (Efron 1979): members drawn again with replacement, percentiles of the statistic.
//!
//! One set of draws serves every row of a table. So the difference of two rows is taken on the same members each
//! time: a paired interval, far narrower than what two separate ones suggest.

use crate::foundation::random::seeded;
use rand::RngExt as _;
use rayon::prelude::*;
use serde::Serialize;

const RESAMPLES: usize = 1000;
const SEED: u64 = 0x626f_6f74;

/// A statistic and its 95 % interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Estimate {
    /// Over all members.
    pub value: f64,
    /// The 2.5th percentile over resamples.
    pub low: f64,
    /// The 97.5th.
    pub high: f64,
}

/// A thousand draws of members.
pub struct Bootstrap {
    draws: Vec<Vec<u32>>,
    members: usize,
}

impl Estimate {
    /// Half of the interval's width.
    pub fn margin(&self) -> f64 {
        (self.high - self.low) / 2.0
    }
}

impl Bootstrap {
    /// Draws among so many members, the same in every run.
    pub fn new(members: usize) -> Self {
        let mut random = seeded(SEED);
        let mut draw = || (0..members).map(|_| random.random_range(0..members as u32)).collect();
        Self { draws: (0..RESAMPLES).map(|_| draw()).collect(), members }
    }

    /// The mean of one value per member.
    pub fn mean(&self, values: &[f64]) -> Estimate {
        self.statistic(|members| {
            let (sum, count) = members.fold((0.0, 0usize), |(sum, count), member| (sum + values[member], count + 1));
            sum / count.max(1) as f64
        })
    }

    /// Any statistic of a list of members.
    pub fn statistic(&self, of: impl Fn(&mut dyn Iterator<Item = usize>) -> f64 + Sync) -> Estimate {
        let mut resampled: Vec<f64> =
            self.draws.par_iter().map(|draw| of(&mut draw.iter().map(|&member| member as usize))).collect();
        resampled.sort_unstable_by(f64::total_cmp);
        let (low, high) = (resampled[RESAMPLES / 40], resampled[RESAMPLES - 1 - RESAMPLES / 40]);
        Estimate { value: of(&mut (0..self.members)), low, high }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_of_a_mean_is_about_two_standard_errors() {
        // A fair coin, 400 times: the standard error is 0.5 / 20.
        let values: Vec<f64> = (0..400).map(|member| f64::from(member % 2)).collect();
        let mean = Bootstrap::new(400).mean(&values);
        assert!((mean.value - 0.5).abs() < 1e-12);
        assert!((mean.margin() - 1.96 * 0.025).abs() < 0.006, "{mean:?}");
        assert!(mean.low < 0.5 && mean.high > 0.5);
    }

    #[test]
    fn paired_differences_know_that_the_members_are_the_same() {
        let values: Vec<f64> = (0..100).map(|member| f64::from(member % 10)).collect();
        let better: Vec<f64> = values.iter().map(|value| value + 0.1).collect();
        let bootstrap = Bootstrap::new(100);
        let differences: Vec<f64> = better.iter().zip(&values).map(|(a, b)| a - b).collect();
        let difference = bootstrap.mean(&differences);
        assert!((difference.low - 0.1).abs() < 1e-9 && (difference.high - 0.1).abs() < 1e-9, "{difference:?}");
        assert!(bootstrap.mean(&values).margin() > 0.3);
    }

    #[test]
    fn every_run_draws_the_same() {
        let values: Vec<f64> = (0..50).map(f64::from).collect();
        assert_eq!(Bootstrap::new(50).mean(&values), Bootstrap::new(50).mean(&values));
    }
}
