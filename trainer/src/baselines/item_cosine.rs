//! Item-to-item cosine of graded ratings, each film led by its hundred nearest.

use super::{Ranker, graded};
use crate::foundation::matrix::rows;
use crate::interactions::Interactions;
use crate::models::ease::gram;
use halfstar_core::numeric::top_k;
use halfstar_core::tuning::Tuning;
use rayon::prelude::*;

/// Neighbourhoods of films.
pub struct ItemCosine {
    /// A film's row: the films among whose nearest it is, with the cosine.
    rows: Vec<Vec<(u16, f32)>>,
    tuning: Tuning,
}

impl ItemCosine {
    /// Nearest films that count: 100 was the best on validation members.
    pub const NEIGHBOURS: usize = 100;

    /// Fits.
    pub fn fit(data: &Interactions, pool: usize, tuning: &Tuning, neighbours: usize) -> Self {
        // At power 0 all members weigh the same.
        let gram = gram(data, pool, tuning, 0.0);
        let lengths: Vec<f32> = gram.diag().iter().map(|square| square.sqrt()).collect();
        let nearest: Vec<Vec<(f32, u32)>> = rows(&gram)
            .enumerate()
            .map(|(film, products)| {
                let others = products.iter().enumerate().filter(|&(other, &product)| other != film && product > 0.0);
                let cosine =
                    |(other, &product): (usize, &f32)| (product / (lengths[film] * lengths[other]), other as u32);
                top_k(others.map(cosine), neighbours)
            })
            .collect();
        let mut rows = vec![Vec::new(); pool];
        for (film, nearest) in nearest.into_iter().enumerate() {
            for (cosine, other) in nearest {
                rows[other as usize].push((film as u16, cosine));
            }
        }
        Self { rows, tuning: tuning.clone() }
    }
}

impl Ranker for ItemCosine {
    fn score(&self, shown: &[(u16, u8)], scores: &mut [f32]) {
        scores.fill(0.0);
        for (film, level) in graded(shown, &self.tuning) {
            for &(other, cosine) in &self.rows[usize::from(film)] {
                scores[usize::from(other)] += level * cosine;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All levels 1, whoever rates: cosines of sets.
    fn flat() -> Tuning {
        Tuning { levels: [1.0; 10], ..Tuning::default() }
    }

    #[test]
    fn by_hand() {
        let mut data = Interactions::default();
        data.push(1, &[(0, 8), (1, 8)]);
        data.push(2, &[(0, 8), (1, 8), (2, 8)]);
        data.push(3, &[(2, 8)]);
        let mut scores = [0.0; 3];
        ItemCosine::fit(&data, 3, &flat(), 100).score(&[(0, 8)], &mut scores);
        for (score, expected) in scores.into_iter().zip([0.0, 1.0, 0.5]) {
            assert!((score - expected).abs() < 1e-6, "{score}, not {expected}");
        }
        // With one neighbour a film, film 2 follows the first of its two equals: film 0.
        ItemCosine::fit(&data, 3, &flat(), 1).score(&[(1, 8)], &mut scores);
        assert!((scores[0] - 1.0).abs() < 1e-6 && scores[2] == 0.0, "{scores:?}");
    }
}
