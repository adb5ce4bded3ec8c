//! Ranking metrics with binary gain, as Liang et al. 2018 use them.

use halfstar_core::numeric::ln;

/// NDCG@k: discounted gain of the hits among the first `k`, over that of min(k, `hidden`) hits at the top.
pub fn ndcg(hits: &[bool], hidden: usize, k: usize) -> f64 {
    let discount = |place: usize| f64::from(ln(2.0)) / f64::from(ln(place as f32 + 2.0));
    let gain: f64 = hits.iter().take(k).enumerate().filter(|(_, hit)| **hit).map(|(place, _)| discount(place)).sum();
    let ideal: f64 = (0..k.min(hidden)).map(discount).sum();
    if ideal > 0.0 { gain / ideal } else { 0.0 }
}

/// Recall@k: hits among the first `k`, over min(k, `hidden`).
pub fn recall(hits: &[bool], hidden: usize, k: usize) -> f64 {
    let found = hits.iter().take(k).filter(|hit| **hit).count();
    found as f64 / k.min(hidden).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        // Two hidden films, found at places 1 and 3: (1 + 1/2) / (1 + 1/log2(3)).
        let hits = [true, false, true, false];
        assert!((ndcg(&hits, 2, 10) - 1.5 / (1.0 + 1.0 / 1.584_962_5)).abs() < 1e-6);
        assert!((ndcg(&hits, 2, 1) - 1.0).abs() < 1e-6, "the first place alone is perfect");
        assert!((recall(&hits, 2, 2) - 0.5).abs() < 1e-12);
        assert!((recall(&hits, 5, 2) - 0.5).abs() < 1e-12, "no more than k can be found in k");
        assert!(ndcg(&[false; 9], 3, 9).abs() < 1e-12);
    }
}
