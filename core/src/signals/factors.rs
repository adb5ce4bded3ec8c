//! How many stars, beyond what everyone says: biased matrix factorisation (Koren, Bell and Volinsky 2009).
//!
//! A rating is taken for the film's mean, plus how generous the member is, plus the product of two short vectors. The
//! trainer learns the films' vectors by alternating least squares; the member's is folded in here, by the same ridge
//! regression that the trainer solves for each of its own.
//!
//! To that comes what the member gave the film's neighbours beyond expectation, as Koren (2008) puts factors and neighbours
//! together: a mean over the films that speak for it, by their weights. It is where a film hated speaks against those like it.

use super::codes::Codes;
use super::contract::{Model, Preparation, Share, Signal};
use super::neighbours::Index;
use crate::evidence::Evidence;
use crate::film::{Catalogue, FilmId};
use crate::numeric::{dot, solve};
use halfstar_kernels::{
    sums::{add_positive_at, products},
    systems::add_square,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Five bits a number.
const REACH: u8 = 15;
/// How many ratings of no particular generosity a member starts with.
pub const OFFSET_PRIOR: f32 = 3.0;
/// Stars by which a rating strays from what the model says, for a member who is known well.
const RESIDUAL: f32 = 0.69;
/// So much of weights without a rating is added to those of a film's neighbours: one that is hardly near says little.
const FEW_WEIGHTS: f32 = 0.1;

/// Among films to start from, one stands for so many of its kind that a member rates in time.
const MANY_RATINGS: f32 = 100.0;

/// The films' vectors.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Factors {
    codes: Codes,
    /// The ridge of the fold-in: how slowly a member's vector leaves zero.
    ridge: f32,
    #[serde(skip)]
    vectors: Vec<f32>,
    /// The films' mean stars, from the quality signal's section.
    #[serde(skip)]
    means: Vec<f32>,
    /// Which films speak for which.
    #[serde(skip)]
    neighbours: Arc<Index>,
}

/// A member's vector, and what it was solved from.
struct FoldIn {
    /// The normal equations' left side, row-major.
    gram: Vec<f64>,
    vector: Vec<f32>,
    offset: f32,
}

impl Factors {
    /// Quantises row-major vectors of `dimensions` numbers each. A film that nobody rated has all zeros.
    pub fn new(vectors: &[f32], dimensions: usize, ridge: f32) -> Self {
        Self { codes: Codes::new(vectors, dimensions, REACH), ridge, ..Self::default() }
    }

    /// The films whose ratings would say most of a member of whom nothing is known, each weighed: again and again the one that
    /// narrows their vector most beside those before it.
    pub(crate) fn most_telling(&self, films: &[FilmId], weights: &[f32], count: usize) -> Vec<FilmId> {
        let (dimensions, noise) = (self.dimensions(), self.ridge.max(f32::MIN_POSITIVE));
        // What each vector says that those chosen do not.
        let mut left: Vec<Vec<f32>> = films.iter().map(|&film| self.vector(film).to_vec()).collect();
        let mut waiting: Vec<usize> = (0..films.len()).collect();
        let mut chosen = Vec::new();
        while chosen.len() < count && !waiting.is_empty() {
            let worth = |at: usize| dot(&left[at], &left[at]) * weights.get(at).copied().unwrap_or(0.0);
            let best = (1..waiting.len())
                .fold(0, |best, next| if worth(waiting[next]) > worth(waiting[best]) { next } else { best });
            let best = waiting.remove(best);
            let direction = left[best].clone();
            let length = dot(&direction, &direction);
            // A rating is noisy: it narrows its direction, and leaves a part.
            let narrowed = 1.0 - (noise / (noise + MANY_RATINGS * length)).sqrt();
            for vector in &mut left {
                let along = dot(vector, &direction) / length.max(f32::MIN_POSITIVE) * narrowed;
                for place in 0..dimensions.min(vector.len()) {
                    vector[place] -= along * direction[place];
                }
            }
            chosen.push(films[best]);
        }
        chosen
    }

    /// How many numbers a film has.
    pub fn dimensions(&self) -> usize {
        self.codes.dimensions()
    }

    /// How many stars a member rates above the films' means, shrunk towards none while ratings are few.
    pub fn offset(&self, evidence: &[Evidence]) -> f32 {
        let (sum, count) = self.rated(evidence).fold((0.0, 0.0), |(sum, n), (_, above)| (sum + above, n + 1.0));
        sum / (count + OFFSET_PRIOR)
    }

    /// The rated films of the pool, and each one's stars above the film's mean.
    fn rated<'a>(&'a self, evidence: &'a [Evidence]) -> impl Iterator<Item = (FilmId, f32)> + 'a {
        evidence.iter().filter_map(|known| {
            let mean = self.means.get(known.film.index())?;
            Some((known.film, known.rating?.stars() - mean))
        })
    }

    fn vector(&self, film: FilmId) -> &[f32] {
        let start = film.index() * self.dimensions();
        self.vectors.get(start..start + self.dimensions()).unwrap_or_default()
    }

    fn fold_in(&self, evidence: &[Evidence]) -> FoldIn {
        let n = self.dimensions();
        let offset = self.offset(evidence);
        let (mut gram, mut right) = (vec![0f64; n * n], vec![0f64; n]);
        for (film, above) in self.rated(evidence) {
            let vector = self.vector(film);
            for (row, &x) in vector.iter().enumerate() {
                right[row] += f64::from(x) * f64::from(above - offset);
            }
            add_square(&mut gram, vector);
        }
        for row in 0..n {
            gram[row * n + row] += f64::from(self.ridge);
        }
        solve(&mut gram.clone(), &mut right);
        FoldIn { gram, vector: right.into_iter().map(|x| x as f32).collect(), offset }
    }

    /// Takes the films' mean stars from the quality signal, which knows them, and the weights from the neighbours.
    pub(super) fn connect(&mut self, means: Vec<f32>, neighbours: Arc<Index>) {
        (self.means, self.neighbours) = (means, neighbours);
    }

    /// For each film how many stars more than expected the member gave those that speak for it: a mean, by their weights.
    fn nearness(&self, evidence: &[Evidence], films: usize) -> Vec<f32> {
        let offset = self.offset(evidence);
        let (mut sums, mut weights) = (vec![0.0; films], vec![FEW_WEIGHTS; films]);
        for (rated, above) in self.rated(evidence) {
            let (others, all) = self.neighbours.row(rated);
            add_positive_at(&mut sums, &mut weights, above - offset, others, all);
        }
        sums.iter().zip(weights).map(|(sum, weight)| sum / weight).collect()
    }
}

impl Signal for Factors {
    fn is_empty(&self) -> bool {
        self.dimensions() == 0
    }

    fn score(&self, evidence: &[Evidence], scores: &mut [f32]) {
        scores.fill(0.0);
        let member = self.fold_in(evidence).vector;
        products(&member, &self.vectors, scores);
    }

    fn because(&self, evidence: &[Evidence], film: FilmId) -> Vec<Share> {
        let FoldIn { mut gram, offset, .. } = self.fold_in(evidence);
        let mut wanted: Vec<f64> = self.vector(film).iter().map(|&x| f64::from(x)).collect();
        if wanted.is_empty() {
            return Vec::new();
        }
        solve(&mut gram, &mut wanted);
        let wanted: Vec<f32> = wanted.into_iter().map(|x| x as f32).collect();
        self.rated(evidence)
            .map(|(rated, above)| Share { film: rated, amount: dot(&wanted, self.vector(rated)) * (above - offset) })
            .collect()
    }

    /// What the film's neighbours got counts too.
    fn complete(
        &self,
        evidence: &[Evidence],
        scores: &mut [f32],
        _: &[f32],
        Preparation { nearness, .. }: Preparation,
    ) {
        if nearness > 0.0 {
            let near = self.nearness(evidence, scores.len());
            scores.iter_mut().zip(near).for_each(|(score, near)| *score += nearness * near);
        }
    }

    /// The posterior's deviation, as Bayesian linear regression has it: a rating strays from the model as the ridge
    /// supposes, and a member's vector is known the better the more they have rated along the film's own.
    fn deviation(&self, evidence: &[Evidence], film: FilmId) -> Option<f32> {
        let vector = self.vector(film);
        if vector.is_empty() {
            return None;
        }
        let mut gram = self.fold_in(evidence).gram;
        let mut spread: Vec<f64> = vector.iter().map(|&x| f64::from(x)).collect();
        solve(&mut gram, &mut spread);
        let variance: f64 = spread.iter().zip(vector).map(|(x, &y)| x * f64::from(y)).sum();
        Some((variance.max(0.0) as f32).sqrt() * RESIDUAL)
    }

    fn sizes(&self) -> Vec<(&'static str, usize)> {
        vec![("dimensions", self.dimensions())]
    }
}

impl Model for Factors {
    fn restore(&mut self, catalogue: &Catalogue) -> bool {
        let is_ridge = self.ridge.is_finite() && self.ridge >= 0.0;
        let vectors = self.codes.vectors(catalogue.pool(), REACH).filter(|_| is_ridge);
        self.vectors = vectors.unwrap_or_default();
        is_ridge && self.vectors.len() == catalogue.pool() * self.dimensions()
    }
}
