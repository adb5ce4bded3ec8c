//! Where a ranker put what was hidden of one member.

use crate::baselines::Ranker;
use crate::evaluate::protocol::Case;
use crate::foundation::ranking::ndcg_at;
use crate::foundation::split::LOOKED_AT;
use rayon::prelude::*;

/// Films at the top of a list that most people look at.
const TOP: usize = 10;

/// Where a ranker put what was hidden of one member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// The positives and their places, counted from 0, best first.
    pub places: Vec<(u16, usize)>,
    /// How many films were ranked.
    pub candidates: usize,
    /// The first ten films.
    pub top: Vec<u16>,
    /// The first twenty.
    pub first: Vec<u16>,
    /// What the member gave those of the first twenty films that were hidden, in half stars.
    pub rated: Vec<u8>,
}

impl Hits {
    /// Where `ranked` has the positives of a case. Films shown are passed over, whether or not the ranker knew of them.
    pub fn new(ranked: &[u16], case: &Case) -> Self {
        let (shown, positives) = (&case.split.shown, case.split.positives());
        let seen = |film: &u16| shown.binary_search_by_key(film, |&(film, _)| film).is_ok();
        let unseen: Vec<u16> = ranked.iter().copied().filter(|film| !seen(film)).collect();
        let hits = unseen.iter().enumerate().filter(|(_, film)| positives.binary_search(film).is_ok());
        Self {
            places: hits.map(|(place, &film)| (film, place)).collect(),
            candidates: unseen.len(),
            top: unseen[..unseen.len().min(TOP)].to_vec(),
            first: unseen[..unseen.len().min(LOOKED_AT)].to_vec(),
            rated: unseen.iter().take(LOOKED_AT).filter_map(|&film| case.split.hidden_rating(film)).collect(),
        }
    }

    /// NDCG@100 when only some of the positives count. The others stay where they are and count as misses, so such
    /// figures compare rankers with each other, not slices. `None` when no positive is left.
    pub fn ndcg_of(&self, counts: impl Fn(u16) -> bool) -> Option<f64> {
        let places: Vec<usize> =
            self.places.iter().filter(|&&(film, _)| counts(film)).map(|&(_, place)| place).collect();
        (!places.is_empty()).then(|| ndcg_at(&places, places.len(), 100))
    }
}

/// Asks a ranker about every case, showing it what `shown` picks of what may be shown.
pub fn rank_cases(
    ranker: &dyn Ranker,
    cases: &[Case],
    pool: usize,
    shown: impl Fn(&Case) -> Vec<(u16, u8)> + Sync,
) -> Vec<Hits> {
    cases.par_iter().map(|case| Hits::new(&ranker.rank(&shown(case), pool), case)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::foundation::split::Holdout;

    #[test]
    fn places_are_counted_among_the_unseen() {
        let split = Holdout { shown: vec![(2, 9), (5, 3)], hidden: vec![(0, 8), (1, 4), (4, 10)] };
        let hits = Hits::new(&[5, 4, 3, 2, 1, 0], &Case { member: 1, split });
        assert_eq!(hits.places, [(4, 0), (0, 3)], "film 1 was hidden but is no positive");
        assert_eq!(hits.candidates, 4);
        assert_eq!(hits.top, [4, 3, 1, 0]);
        assert_eq!(hits.rated, [10, 4, 8]);
        assert_eq!(hits.ndcg_of(|film| film == 4), Some(1.0));
        assert_eq!(hits.ndcg_of(|film| film == 9), None);
    }
}
