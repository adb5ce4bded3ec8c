//! Members who rate alike: cosine, fifty neighbours. With the mean of their ratings it is the collaborative filtering
//! of the first source system.

use super::{Ranker, graded};
use crate::interactions::Interactions;
use halfstar_core::numeric::top_k;
use halfstar_core::tuning::Tuning;

/// How neighbours' ratings of a film make its score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregate {
    /// The mean of their stars, weighted by similarity: one neighbour who loves a film is enough for the first place.
    Mean,
    /// The sum of similarities times levels: what many neighbours love comes first.
    Sum,
}

/// All members, kept.
pub struct UserKnn {
    data: Interactions,
    /// What each half star of each member counts.
    values: Vec<[f32; 11]>,
    lengths: Vec<f32>,
    /// A film's raters and their half stars.
    raters: Vec<Vec<(u32, u8)>>,
    aggregate: Aggregate,
    neighbours: usize,
    tuning: Tuning,
}

impl UserKnn {
    /// How many neighbours vote.
    pub const NEIGHBOURS: usize = 50;

    /// Keeps the members, indexed by film.
    pub fn fit(data: &Interactions, pool: usize, tuning: &Tuning, aggregate: Aggregate, neighbours: usize) -> Self {
        let values: Vec<[f32; 11]> = data
            .iter()
            .map(|member| match aggregate {
                Aggregate::Mean => std::array::from_fn(|halves| halves as f32 / 2.0),
                Aggregate::Sum => member.levels(tuning),
            })
            .collect();
        let mut raters = vec![Vec::new(); pool];
        let mut lengths = Vec::with_capacity(data.members());
        for (index, (member, values)) in data.iter().zip(&values).enumerate() {
            for (&film, &halves) in member.films.iter().zip(member.halves) {
                raters[usize::from(film)].push((index as u32, halves));
            }
            let squares: f32 = member.halves.iter().map(|&halves| values[usize::from(halves)]).map(|x| x * x).sum();
            lengths.push(squares.sqrt());
        }
        Self { data: data.clone(), values, lengths, raters, aggregate, neighbours, tuning: tuning.clone() }
    }

    /// Cosine and member of the nearest.
    fn nearest(&self, shown: &[(u16, u8)]) -> Vec<(f32, u32)> {
        let mut products = vec![0f32; self.values.len()];
        let mine: Vec<(u16, f32)> = match self.aggregate {
            Aggregate::Mean => shown.iter().map(|&(film, halves)| (film, f32::from(halves) / 2.0)).collect(),
            Aggregate::Sum => graded(shown, &self.tuning).collect(),
        };
        for (film, value) in mine {
            for &(member, halves) in &self.raters[usize::from(film)] {
                products[member as usize] += value * self.values[member as usize][usize::from(halves)];
            }
        }
        // The asking member's own length changes no order.
        let alike = products.iter().zip(&self.lengths).enumerate().filter(|(_, (product, _))| **product > 0.0);
        top_k(alike.map(|(member, (product, length))| (product / length, member as u32)), self.neighbours)
    }
}

impl Ranker for UserKnn {
    fn score(&self, shown: &[(u16, u8)], scores: &mut [f32]) {
        scores.fill(0.0);
        let mut weights = vec![0f32; scores.len()];
        for (cosine, index) in self.nearest(shown) {
            let member = self.data.member(index as usize);
            for (&film, &halves) in member.films.iter().zip(member.halves) {
                scores[usize::from(film)] += cosine * self.values[index as usize][usize::from(halves)];
                weights[usize::from(film)] += cosine;
            }
        }
        if self.aggregate == Aggregate::Mean {
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score = if weight > 0.0 { *score / weight } else { 0.0 };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let mut data = Interactions::default();
        data.push(1, &[(0, 8), (1, 8)]);
        data.push(2, &[(0, 8), (1, 8), (2, 10)]);
        data.push(3, &[(3, 10)]);
        let score = |aggregate, neighbours| {
            let tuning = Tuning { levels: [1.0; 10], ..Tuning::default() };
            let mut scores = [0.0; 4];
            UserKnn::fit(&data, 4, &tuning, aggregate, neighbours).score(&[(0, 8)], &mut scores);
            scores
        };
        // Means: film 1 has 4 stars from both, film 2 has 5 from one; the stranger's film has nothing.
        let mean = score(Aggregate::Mean, 50);
        assert!((mean[1] - 4.0).abs() < 1e-5 && (mean[2] - 5.0).abs() < 1e-5 && mean[3] == 0.0, "{mean:?}");
        // Sums of cosines 1/√2 and 1/√3: two neighbours beat one.
        let sum = score(Aggregate::Sum, 50);
        let (half, third) = (0.5f32.sqrt(), (1.0f32 / 3.0).sqrt());
        assert!((sum[1] - half - third).abs() < 1e-5 && (sum[2] - third).abs() < 1e-5, "{sum:?}");
        assert!(score(Aggregate::Sum, 1)[2] == 0.0, "the nearest alone has not rated it");
    }
}
