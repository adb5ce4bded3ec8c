//! Ranking metrics with binary gain, as Liang et al. 2018 use them, of one member's list.
//!
//! Each takes the `places` of the hits: counted from 0, ascending, in a ranking of everything unseen.

use halfstar_core::numeric::ln;

/// NDCG@k: discounted gain of the hits among the first `k`, over that of min(k, `hidden`) hits at the top.
pub fn ndcg(hits: &[bool], hidden: usize, k: usize) -> f64 {
    ndcg_at(&places(hits), hidden, k)
}

/// Recall@k: hits among the first `k`, over min(k, `hidden`).
pub fn recall(hits: &[bool], hidden: usize, k: usize) -> f64 {
    recall_at(&places(hits), hidden, k)
}

/// As [`ndcg`], from places.
pub fn ndcg_at(places: &[usize], hidden: usize, k: usize) -> f64 {
    let discount = |place: usize| f64::from(ln(2.0)) / f64::from(ln(place as f32 + 2.0));
    let gain: f64 = places.iter().take_while(|&&place| place < k).map(|&place| discount(place)).sum();
    let ideal: f64 = (0..k.min(hidden)).map(discount).sum();
    if ideal > 0.0 { gain / ideal } else { 0.0 }
}

/// NDCG@k where a hit gains what `weight` says of it: `places` are the hits and their places, best first. By the inverse of
/// a propensity it estimates NDCG had everybody come across every film (Swaminathan and Joachims 2015; normalised by the
/// best order of the member's own hits).
pub fn weighted_ndcg(places: &[(u16, usize)], k: usize, weight: impl Fn(u16) -> f64) -> f64 {
    let discount = |place: usize| f64::from(ln(2.0)) / f64::from(ln(place as f32 + 2.0));
    let gain: f64 =
        places.iter().filter(|&&(_, place)| place < k).map(|&(film, place)| weight(film) * discount(place)).sum();
    let mut best: Vec<f64> = places.iter().map(|&(film, _)| weight(film)).collect();
    best.sort_unstable_by(|a, b| b.total_cmp(a));
    let ideal: f64 = best.iter().take(k).zip(0..).map(|(weight, place)| weight * discount(place)).sum();
    if ideal > 0.0 { gain / ideal } else { 0.0 }
}

/// As [`recall`], from places.
pub fn recall_at(places: &[usize], hidden: usize, k: usize) -> f64 {
    found(places, k) as f64 / k.min(hidden).max(1) as f64
}

/// Precision@k: hits among the first `k`, over `k`.
pub fn precision_at(places: &[usize], k: usize) -> f64 {
    found(places, k) as f64 / k.max(1) as f64
}

/// HR@k: 1 when there is any hit among the first `k`, else 0.
pub fn hit_at(places: &[usize], k: usize) -> f64 {
    if found(places, k) > 0 { 1.0 } else { 0.0 }
}

/// Reciprocal rank: one over the rank of the first hit, 0 without one. Its mean over members is MRR.
pub fn reciprocal_rank(places: &[usize]) -> f64 {
    places.first().map_or(0.0, |&place| 1.0 / (place as f64 + 1.0))
}

/// AUC: the share of pairs of a hit and a miss, among `candidates` ranked films, that have the hit first. ½ is chance.
pub fn auc(places: &[usize], candidates: usize) -> f64 {
    let misses = candidates.saturating_sub(places.len());
    if places.is_empty() || misses == 0 {
        return 0.5;
    }
    // Behind a hit lie all misses but those before it.
    let before: usize = places.iter().enumerate().map(|(hits, &place)| place - hits).sum();
    1.0 - before as f64 / (places.len() * misses) as f64
}

fn places(hits: &[bool]) -> Vec<usize> {
    hits.iter().enumerate().filter(|(_, hit)| **hit).map(|(place, _)| place).collect()
}

fn found(places: &[usize], k: usize) -> usize {
    places.partition_point(|&place| place < k)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_count_in_gain_and_in_the_best_order() {
        let places = [(1, 0), (9, 1)];
        check(weighted_ndcg(&places, 100, |_| 1.0), 1.0);
        check(weighted_ndcg(&places, 100, |_| 1.0), ndcg_at(&[0, 1], 2, 100));
        // The rarer one, worth three, had better stood first.
        let second = f64::from(ln(2.0)) / f64::from(ln(3.0));
        let rare = |film| if film == 9 { 3.0 } else { 1.0 };
        check(weighted_ndcg(&places, 100, rare), (1.0 + 3.0 * second) / (3.0 + second));
        check(weighted_ndcg(&places, 1, rare), 1.0 / 3.0);
        check(weighted_ndcg(&[], 100, rare), 0.0);
    }

    #[track_caller]
    fn check(value: f64, expected: f64) {
        assert!((value - expected).abs() < 1e-6, "{value}, not {expected}");
    }

    #[test]
    fn by_hand() {
        // Two hidden films, found at places 1 and 3: (1 + 1/2) / (1 + 1/log2(3)).
        let hits = [true, false, true, false];
        check(ndcg(&hits, 2, 10), 1.5 / (1.0 + 1.0 / 1.584_962_5));
        check(ndcg_at(&[0, 2], 2, 10), ndcg(&hits, 2, 10));
        assert!((ndcg(&hits, 2, 1) - 1.0).abs() < 1e-6, "the first place alone is perfect");
        assert!((recall(&hits, 2, 2) - 0.5).abs() < 1e-12);
        assert!((recall(&hits, 5, 2) - 0.5).abs() < 1e-12, "no more than k can be found in k");
        assert!(ndcg(&[false; 9], 3, 9).abs() < 1e-12);
    }

    #[test]
    fn precision_divides_by_k_whatever_is_hidden() {
        check(precision_at(&[0, 2, 17], 10), 0.2);
        check(precision_at(&[], 10), 0.0);
    }

    #[test]
    fn a_hit_is_a_hit_from_the_first_place_to_the_kth() {
        for (places, expected) in [(&[9][..], 1.0), (&[10], 0.0), (&[0, 1, 2], 1.0), (&[], 0.0)] {
            check(hit_at(places, 10), expected);
        }
    }

    #[test]
    fn the_first_hit_makes_the_reciprocal_rank() {
        for (places, expected) in [(&[0][..], 1.0), (&[3, 4], 0.25), (&[], 0.0)] {
            check(reciprocal_rank(places), expected);
        }
    }

    #[test]
    fn auc_counts_pairs() {
        check(auc(&[0, 1], 5), 1.0);
        check(auc(&[3, 4], 5), 0.0);
        // Hits 1st and 4th of five: of six pairs, the first hit wins three, the second one.
        check(auc(&[0, 3], 5), 4.0 / 6.0);
        check(auc(&[], 5), 0.5);
        check(auc(&[0, 1], 2), 0.5);
    }
}
