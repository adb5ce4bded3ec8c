//! Beyond the obvious: how much of what members are shown is what everybody knows anyway.
//!
//! A random fifth of what people log is mostly famous films, so accuracy alone rewards showing those. These figures say
//! how famous the first twenty are, and over how many films all members' first twenties are spread.

use super::bootstrap::{Bootstrap, Estimate};
use super::hits::Hits;
use serde::Serialize;

/// So many most-rated films everybody knows, and so many whoever likes films.
const FAMOUS: [u16; 2] = [250, 1000];

/// What the first twenty films of some members are.
#[derive(Clone, Debug, Serialize)]
pub struct Obvious {
    /// How many films of each member's were known.
    pub films: String,
    /// The share that is among the 250 most rated films.
    pub top_250: Estimate,
    /// The share that is among the 1,000 most rated.
    pub top_1000: Estimate,
    /// How many different films there are on all lists together.
    pub distinct: usize,
    /// The same of the first 200 members alone, whose lists have 4,000 places: it grows with the number of members.
    pub distinct_200: usize,
    /// Gini's coefficient of how often each film of the pool is shown: 0 where all are shown alike, 1 where one alone is.
    pub gini: f64,
    /// NDCG@100 of the hidden favourites beyond the 1,000 most rated films, over the members who have any.
    pub tail_ndcg_100: Estimate,
    /// On how many lists in a hundred the film stands that stands on most.
    pub most_shown: f64,
}

impl Obvious {
    /// Of lists by a bundle whose pool is in the order of fame.
    pub fn new(films: String, hits: &[Hits], pool: usize) -> Self {
        let bootstrap = Bootstrap::new(hits.len());
        let share = |most: u16| {
            let of = |hits: &Hits| {
                hits.first.iter().filter(|&&film| film < most).count() as f64 / hits.first.len().max(1) as f64
            };
            bootstrap.mean(&hits.iter().map(of).collect::<Vec<_>>())
        };
        let tail: Vec<f64> = hits.iter().filter_map(|hits| hits.ndcg_of(|film| film >= FAMOUS[1])).collect();
        let shown = times_shown(hits, pool);
        let [top_250, top_1000] = FAMOUS.map(share);
        Self {
            films,
            top_250,
            top_1000,
            distinct: distinct(&shown),
            distinct_200: distinct(&times_shown(&hits[..hits.len().min(200)], pool)),
            gini: gini(&shown),
            tail_ndcg_100: if tail.is_empty() { Estimate::default() } else { Bootstrap::new(tail.len()).mean(&tail) },
            most_shown: shown.iter().max().map_or(0.0, |&most| 100.0 * f64::from(most) / hits.len().max(1) as f64),
        }
    }
}

fn times_shown(hits: &[Hits], pool: usize) -> Vec<u32> {
    let mut shown = vec![0; pool];
    hits.iter().flat_map(|hits| &hits.first).for_each(|&film| shown[usize::from(film)] += 1);
    shown
}

fn distinct(shown: &[u32]) -> usize {
    shown.iter().filter(|&&times| times > 0).count()
}

/// The mean difference of two films over twice the mean.
fn gini(shown: &[u32]) -> f64 {
    let mut sorted = shown.to_vec();
    sorted.sort_unstable();
    let (films, all) = (sorted.len() as f64, sorted.iter().map(|&times| f64::from(times)).sum::<f64>());
    if all == 0.0 {
        return 0.0;
    }
    let ranked: f64 = (1..).zip(&sorted).map(|(place, &times)| f64::from(place) * f64::from(times)).sum();
    2.0 * ranked / (films * all) - (films + 1.0) / films
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists(lists: &[&[u16]]) -> Vec<Hits> {
        lists.iter().map(|list| Hits { first: list.to_vec(), ..Hits::default() }).collect()
    }

    #[test]
    fn shares_are_means_over_members() {
        let obvious = Obvious::new("all".to_owned(), &lists(&[&[0, 249, 250, 1000], &[3]]), 2000);
        assert_eq!((obvious.top_250.value, obvious.top_1000.value), (0.75, 0.875));
        assert_eq!((obvious.distinct, obvious.distinct_200), (5, 5));
        assert_eq!(obvious.most_shown, 50.0);
    }

    #[test]
    fn gini_by_hand() {
        assert_eq!(gini(&[2, 2, 2, 2]), 0.0);
        assert!((gini(&[0, 0, 0, 8]) - 0.75).abs() < 1e-12, "one of four has all: 1 − 1/4");
        assert!((gini(&[1, 3]) - 0.25).abs() < 1e-12);
        assert_eq!(gini(&[0, 0]), 0.0);
    }
}
