//! What accuracy does not see: how much of the pool is ever shown, how well known its films are, how much a list's
//! films differ.

use halfstar_core::film::FilmId;
use halfstar_core::numeric::ln;
use halfstar_core::signals::Content;
use std::collections::BTreeSet;

/// Catalogue coverage: the share of the pool that is in some member's list.
pub fn coverage<'l>(lists: impl IntoIterator<Item = &'l [u16]>, pool: usize) -> f64 {
    let shown: BTreeSet<u16> = lists.into_iter().flatten().copied().collect();
    shown.len() as f64 / pool.max(1) as f64
}

/// Novelty: the mean self-information −log₂ p of a list's films, where p is the share of training members who rated
/// the film. 1 bit: every second member did; 10 bits: one in a thousand.
pub fn novelty(list: &[u16], shares: &[f64]) -> f64 {
    let bits = |&film: &u16| f64::from(-ln(shares[usize::from(film)] as f32) / ln(2.0));
    list.iter().map(bits).sum::<f64>() / list.len().max(1) as f64
}

/// How many members rated each film, as shares of them. Nobody counts as half a member, so that bits stay finite.
pub fn shares(raters: impl IntoIterator<Item = u32>, members: usize) -> Vec<f64> {
    let share = |count: u32| f64::from(count).max(0.5) / members.max(1) as f64;
    raters.into_iter().map(|count| share(count).min(1.0)).collect()
}

/// Intra-list diversity: 1 minus the mean cosine of the content vectors over all pairs of a list. 0 where there is no
/// pair.
pub fn diversity(list: &[u16], content: &Content) -> f64 {
    let (mut sum, mut pairs) = (0.0, 0usize);
    for (place, &a) in list.iter().enumerate() {
        for &b in &list[place + 1..] {
            sum += f64::from(content.similarity(FilmId(u32::from(a)), FilmId(u32::from(b))));
            pairs += 1;
        }
    }
    if pairs > 0 { 1.0 - sum / pairs as f64 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coverage_counts_each_film_once() {
        let lists = [&[0u16, 1][..], &[1, 2], &[0, 2]];
        assert!((coverage(lists, 6) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn novelty_is_in_bits() {
        // Rated by half of eight members, by one of them, by none: 1, 3 and 4 bits.
        let shares = shares([4, 1, 0], 8);
        assert!((novelty(&[0, 1], &shares) - 2.0).abs() < 1e-6);
        assert!((novelty(&[2], &shares) - 4.0).abs() < 1e-6);
        assert!(novelty(&[], &shares).abs() < 1e-12);
    }

    #[test]
    fn diversity_is_one_minus_the_mean_cosine() {
        // Two films the same, one at a right angle: cosines 1, 0, 0.
        let content = Content::new(&[1.0, 0.0, 1.0, 0.0, 0.0, 1.0], 2);
        assert!((diversity(&[0, 1, 2], &content) - 2.0 / 3.0).abs() < 1e-6);
        assert!(diversity(&[0, 1], &content).abs() < 1e-6);
        assert!(diversity(&[2], &content).abs() < 1e-12, "one film makes no pair");
    }
}
