//! What a ranker did for one member, and every metric of it.

use super::beyond::{diversity, novelty};
use super::protocol::Case;
use crate::baselines::Ranker;
use crate::foundation::ranking::{auc, hit_at, ndcg_at, precision_at, recall_at, reciprocal_rank};
use halfstar_core::Bundle;
use rayon::prelude::*;
use serde::{Serialize, Serializer};

/// Films at the top of a list that most people look at.
const TOP: usize = 10;

/// Where a ranker put what was hidden of one member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The positives and their places, counted from 0, best first.
    pub hits: Vec<(u16, usize)>,
    /// How many films were ranked.
    pub candidates: usize,
    /// The first ten films.
    pub top: Vec<u16>,
}

/// What a metric may need besides the ranking.
pub struct Background<'b> {
    /// The bundle whose pool is ranked and whose vectors say how alike films are.
    pub bundle: &'b Bundle,
    /// Share of training members who rated each film of the pool.
    pub shares: Vec<f64>,
}

/// A metric of one member's list. Each is defined where it is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Metric {
    /// [`ndcg_at`] 100.
    Ndcg100,
    /// [`ndcg_at`] 10.
    Ndcg10,
    /// [`recall_at`] 20.
    Recall20,
    /// [`recall_at`] 50.
    Recall50,
    /// [`precision_at`] 10.
    Precision10,
    /// [`hit_at`] 10.
    Hit10,
    /// [`reciprocal_rank`].
    ReciprocalRank,
    /// [`auc`].
    Auc,
    /// [`novelty`] of the first ten.
    Novelty,
    /// [`diversity`] of the first ten.
    Diversity,
}

impl Metric {
    /// All of them, in the order of reports.
    pub const ALL: [Self; 10] = [
        Self::Ndcg100,
        Self::Ndcg10,
        Self::Recall20,
        Self::Recall50,
        Self::Precision10,
        Self::Hit10,
        Self::ReciprocalRank,
        Self::Auc,
        Self::Novelty,
        Self::Diversity,
    ];

    /// The field's name for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ndcg100 => "NDCG@100",
            Self::Ndcg10 => "NDCG@10",
            Self::Recall20 => "Recall@20",
            Self::Recall50 => "Recall@50",
            Self::Precision10 => "Precision@10",
            Self::Hit10 => "HR@10",
            Self::ReciprocalRank => "MRR",
            Self::Auc => "AUC",
            Self::Novelty => "Novelty",
            Self::Diversity => "Diversity",
        }
    }

    /// Its value for one member.
    pub fn of(self, finding: &Finding, background: &Background<'_>) -> f64 {
        let places: Vec<usize> = finding.hits.iter().map(|&(_, place)| place).collect();
        let hidden = places.len();
        match self {
            Self::Ndcg100 => ndcg_at(&places, hidden, 100),
            Self::Ndcg10 => ndcg_at(&places, hidden, 10),
            Self::Recall20 => recall_at(&places, hidden, 20),
            Self::Recall50 => recall_at(&places, hidden, 50),
            Self::Precision10 => precision_at(&places, 10),
            Self::Hit10 => hit_at(&places, 10),
            Self::ReciprocalRank => reciprocal_rank(&places),
            Self::Auc => auc(&places, finding.candidates),
            Self::Novelty => novelty(&finding.top, &background.shares),
            Self::Diversity => diversity(&finding.top, &background.bundle.content),
        }
    }
}

impl Serialize for Metric {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl Finding {
    /// Where `ranked` has the positives of a case. Films shown are passed over, whether or not the ranker was told.
    pub fn new(ranked: &[u16], case: &Case) -> Self {
        let (shown, positives) = (&case.split.shown, case.split.positives());
        let seen = |film: &u16| shown.binary_search_by_key(film, |&(film, _)| film).is_ok();
        let unseen: Vec<u16> = ranked.iter().copied().filter(|film| !seen(film)).collect();
        let hits = unseen.iter().enumerate().filter(|(_, film)| positives.binary_search(film).is_ok());
        Self {
            hits: hits.map(|(place, &film)| (film, place)).collect(),
            candidates: unseen.len(),
            top: unseen[..unseen.len().min(TOP)].to_vec(),
        }
    }

    /// NDCG@100 when only some of the positives count. The others stay where they are and count as misses, so such
    /// figures compare rankers with each other, not slices. `None` when no positive is left.
    pub fn ndcg_of(&self, counts: impl Fn(u16) -> bool) -> Option<f64> {
        let places: Vec<usize> = self.hits.iter().filter(|&&(film, _)| counts(film)).map(|&(_, place)| place).collect();
        (!places.is_empty()).then(|| ndcg_at(&places, places.len(), 100))
    }
}

/// Asks a ranker about every case, showing it what `shown` picks of what may be shown.
pub fn findings(
    ranker: &dyn Ranker,
    cases: &[Case],
    pool: usize,
    shown: impl Fn(&Case) -> Vec<(u16, u8)> + Sync,
) -> Vec<Finding> {
    cases.par_iter().map(|case| Finding::new(&ranker.rank(&shown(case), pool), case)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::foundation::split::Holdout;

    #[test]
    fn places_are_counted_among_the_unseen() {
        let split = Holdout { shown: vec![(2, 9), (5, 3)], hidden: vec![(0, 8), (1, 4), (4, 10)] };
        let finding = Finding::new(&[5, 4, 3, 2, 1, 0], &Case { member: 1, split });
        assert_eq!(finding.hits, [(4, 0), (0, 3)], "film 1 was hidden but is no positive");
        assert_eq!(finding.candidates, 4);
        assert_eq!(finding.top, [4, 3, 1, 0]);
        assert_eq!(finding.ndcg_of(|film| film == 4), Some(1.0));
        assert_eq!(finding.ndcg_of(|film| film == 9), None);
    }
}
