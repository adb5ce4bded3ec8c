//! Every metric of one member's list.

use super::diversity::{diversity, novelty, shares};
use super::hits::Hits;
use crate::evaluate::protocol::Cohort;
use crate::foundation::ranking::{auc, hit_at, ndcg_at, precision_at, recall_at, reciprocal_rank, weighted_ndcg};
use halfstar_core::Bundle;
use serde::{Serialize, Serializer};

/// What a metric may need besides the ranking.
pub struct Background<'b> {
    /// The bundle whose pool is ranked and whose vectors say how alike films are.
    pub bundle: &'b Bundle,
    /// Share of training members who rated each film of the pool.
    pub shares: Vec<f64>,
}

impl<'b> Background<'b> {
    /// Counts who rated each film: the training members, or where there are none, those whom the bundle counted.
    pub fn new(bundle: &'b Bundle, cohort: &Cohort) -> Self {
        let (pool, train) = (bundle.catalogue.pool(), &cohort.train);
        let shares = if train.ratings() > 0 {
            shares(train.totals(pool).into_iter().map(|(count, _)| count), train.members())
        } else {
            shares(bundle.catalogue.rating_counts[..pool].iter().copied(), bundle.provenance.members as usize)
        };
        Self { bundle, shares }
    }

    /// How likely it is that a member who would love a film has come to see it, up to a factor: the share of members who rated
    /// it (Yang et al. 2018, with exponent 1).
    pub fn propensity(&self, film: u16) -> f64 {
        self.shares[usize::from(film)]
    }
}

/// A metric of one member's list. Each is defined where it is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Metric {
    /// [`ndcg_at`] 100.
    Ndcg100,
    /// [`ndcg_at`] 10.
    Ndcg10,
    /// [`weighted_ndcg`], by inverse propensity.
    PropensityNdcg100,
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
    pub const ALL: [Self; 11] = [
        Self::Ndcg100,
        Self::Ndcg10,
        Self::PropensityNdcg100,
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
            Self::PropensityNdcg100 => "IPS-NDCG@100",
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
    pub fn of(self, hits: &Hits, background: &Background<'_>) -> f64 {
        let places: Vec<usize> = hits.places.iter().map(|&(_, place)| place).collect();
        let hidden = places.len();
        match self {
            Self::Ndcg100 => ndcg_at(&places, hidden, 100),
            Self::Ndcg10 => ndcg_at(&places, hidden, 10),
            Self::PropensityNdcg100 => weighted_ndcg(&hits.places, 100, |film| 1.0 / background.propensity(film)),
            Self::Recall20 => recall_at(&places, hidden, 20),
            Self::Recall50 => recall_at(&places, hidden, 50),
            Self::Precision10 => precision_at(&places, 10),
            Self::Hit10 => hit_at(&places, 10),
            Self::ReciprocalRank => reciprocal_rank(&places),
            Self::Auc => auc(&places, hits.candidates),
            Self::Novelty => novelty(&hits.top, &background.shares),
            Self::Diversity => diversity(&hits.top, &background.bundle.models.content),
        }
    }
}

impl Serialize for Metric {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
