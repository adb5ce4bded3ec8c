//! How many stars: a Bayesian rating model.
//!
//! A rating is taken for the film's mean, plus how generous the member is, plus how much further than others' their stars go
//! along the films' means, plus the product of two short vectors, plus noise, of which every member has their own measure.
//! The trainer learns the films' numbers by variational inference (Bishop 1999; Lim and Teh 2007); given these, what is known of
//! a member is a normal distribution, solved here ([`Posterior`]). So a prediction knows how sure it is: of the member, of
//! the film, and of what nobody can know.
//!
//! To that comes what the member gave the film's neighbours beyond expectation, as Koren (2008) puts factors and neighbours
//! together: a mean over the films that speak for it, by their weights. It is where a film hated speaks against those like it.

mod posterior;

pub use posterior::Posterior;

use super::codes::Codes;
use super::contract::{Model, Preparation, Share, Signal};
use super::neighbours::Index;
use crate::comparisons::Comparison;
use crate::elicit::Lessons;
use crate::evidence::{Evidence, Known};
use crate::film::{Catalogue, FilmId};
use crate::numeric::dot;
use halfstar_kernels::sums::{add, add_positive_at, products};
use halfstar_kernels::systems::add_squares;
use posterior::{Compared, OWN, Rated};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Five bits a number.
const REACH: u8 = 15;
/// How many ratings of no particular generosity a member starts with, where films' means are fitted.
pub const OFFSET_PRIOR: f32 = 3.0;
/// So much of weights without a rating is added to those of a film's neighbours: one that is hardly near says little.
const FEW_WEIGHTS: f32 = 0.1;

/// Among films to start from, one stands for so many of its kind that a member rates in time.
const MANY_RATINGS: f32 = 100.0;

/// What is taken for granted before anything is known. A member's vector has variance 1 along every dimension.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Prior {
    /// The variance of a typical member's ratings about what the model says, in stars squared.
    pub noise: f32,
    /// One over the variance of members' offsets.
    pub offset: f32,
    /// The same of their slopes along the films' means.
    pub slope: f32,
    /// One over the variance of a film's numbers before anybody has rated it.
    pub film: f32,
    /// What each rating adds to that.
    pub rating: f32,
    /// A member's own noise counts half from so many ratings on. At 0 everyone is typical.
    pub steadiness: f32,
}

/// The films' vectors.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Factors {
    codes: Codes,
    prior: Prior,
    #[serde(skip)]
    vectors: Vec<f32>,
    /// How unsure each film's numbers are: a variance.
    #[serde(skip)]
    vague: Vec<f32>,
    /// The films' mean stars, from the quality signal's section, and the mean of these.
    #[serde(skip)]
    means: Vec<f32>,
    #[serde(skip)]
    typical: f32,
    /// Which films speak for which.
    #[serde(skip)]
    neighbours: Arc<Index>,
}

/// What formats 2 to 5 had: vectors by alternating least squares.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct FactorsV5 {
    codes: Codes,
    ridge: f32,
}

/// The noise of ratings by the vectors of [`FactorsV5`].
const NOISE_V5: f32 = 0.48;

impl From<FactorsV5> for Factors {
    /// A ridge is noise over the variance of a member's vector: the vectors are stretched until that is 1.
    fn from(FactorsV5 { mut codes, ridge }: FactorsV5) -> Self {
        let prior =
            Prior { noise: NOISE_V5, offset: OFFSET_PRIOR / NOISE_V5, slope: NEVER, film: NEVER, ..Prior::default() };
        if ridge > 0.0 {
            codes.stretch((NOISE_V5 / ridge).sqrt());
        }
        Self { codes, prior, ..Self::default() }
    }
}

/// How far a member's ratings may be from typically noisy, as a factor of the variance.
const NOISE: (f32, f32) = (0.25, 4.0);
/// The precision of what does not vary.
const NEVER: f32 = 1e6;

impl Prior {
    /// Where a trainer begins: films of a catalogue, members of a site.
    pub const TYPICAL: Self = Self { noise: 0.5, offset: 7.0, slope: 12.0, film: 20.0, rating: 1.0, steadiness: 20.0 };

    /// A member's noise is that of what the model leaves over, which hangs on it: so often it is reckoned.
    pub const ROUNDS: usize = 2;

    /// One over the variance of a member's number at this place: the offset, the slope, then the vector.
    pub fn precision(&self, at: usize) -> f32 {
        match at {
            0 => self.offset,
            1 => self.slope,
            _ => 1.0,
        }
    }

    /// The variance of a member's ratings, shrunk towards the typical one: with as many ratings as [`Prior::steadiness`] theirs
    /// counts half. `left` is what the model leaves over, squared, of so many ratings; `fitted` numbers were fitted to them, and
    /// each took a rating's worth of it away.
    pub fn noise_of(&self, left: f32, ratings: usize, fitted: f32) -> f32 {
        let free = (ratings as f32 - fitted).max(0.0);
        let noise = (self.steadiness * self.noise + left) / (self.steadiness + free);
        // Not `clamp`: what it says of ends in the wrong order would bring all of std's float formatting into the page.
        noise.max(self.noise * NOISE.0).min(self.noise * NOISE.1)
    }

    fn is_sane(&self) -> bool {
        let Self { noise, offset, slope, film, rating, steadiness } = *self;
        [noise, offset, slope, film].iter().all(|x| x.is_finite() && *x > 0.0)
            && [rating, steadiness].iter().all(|x| x.is_finite() && *x >= 0.0)
    }
}

impl Factors {
    /// Quantises row-major vectors of `dimensions` numbers each. A film that nobody rated has all zeros.
    pub fn new(vectors: &[f32], dimensions: usize, prior: Prior) -> Self {
        Self { codes: Codes::new(vectors, dimensions, REACH), prior, ..Self::default() }
    }

    /// The films whose ratings would say most of a member of whom nothing is known, each weighed: again and again the one that
    /// narrows their vector most beside those before it.
    pub(crate) fn most_telling(&self, films: &[FilmId], weights: &[f32], count: usize) -> Vec<FilmId> {
        let (dimensions, noise) = (self.dimensions(), self.prior.noise.max(f32::MIN_POSITIVE));
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

    /// What is known of a member: [`Known::posterior`] keeps it.
    pub(crate) fn solve(&self, known: &Known<'_>) -> Posterior {
        let rated =
            self.rated(known.films).map(|(film, above)| Rated { row: self.row(film), vague: self.vague(film), above });
        let rated: Vec<Rated> = rated.collect();
        let compared: Vec<Compared> = self.compared(known).map(|comparison| self.difference(comparison)).collect();
        Posterior::new(&self.prior, self.dimensions(), &rated, &compared)
    }

    /// The comparisons of films of the pool that say something.
    fn compared<'a>(&'a self, known: &Known<'a>) -> impl Iterator<Item = &'a Comparison> + 'a {
        let in_pool = |film: &FilmId| film.index() < self.means.len();
        known
            .comparisons
            .iter()
            .filter(move |comparison| comparison.is_telling() && comparison.films.iter().all(in_pool))
    }

    fn difference(&self, &Comparison { films: [first, second], answer }: &Comparison) -> Compared {
        let row = self.row(first).iter().zip(self.row(second)).map(|(x, y)| x - y).collect();
        let mean = |film: FilmId| self.means.get(film.index()).copied().unwrap_or_default();
        Compared { row, vague: self.vague(first) + self.vague(second), above: mean(first) - mean(second), answer }
    }

    /// How far a rating of a film would stray from what the model says: a standard deviation in stars. Nothing of a film
    /// outside the pool.
    pub fn spread(&self, member: &Posterior, film: FilmId) -> Option<f32> {
        let is_known = !self.vector(film).is_empty();
        is_known.then(|| (member.noise() + member.variance(&self.row(film), self.vague(film))).sqrt())
    }

    /// What somebody with these numbers would give each film of the pool, in stars.
    pub(crate) fn stars_of(&self, numbers: &[f32]) -> Vec<f32> {
        let (own, vector) = numbers.split_at(numbers.len().min(OWN));
        let &[offset, slope] = own else { return self.means.clone() };
        let mut stars = vec![0.0; self.means.len()];
        products(vector, &self.vectors, &mut stars);
        for (stars, mean) in stars.iter_mut().zip(&self.means) {
            *stars += mean + offset + slope * (mean - self.typical);
        }
        stars
    }

    /// What everyone gives the films of the pool on average, in stars.
    pub(crate) fn means(&self) -> &[f32] {
        &self.means
    }

    /// How far what a member would give a film may stray since its own numbers are unsure: a standard deviation in stars.
    pub(crate) fn straying(&self, member: &Posterior) -> impl Fn(FilmId) -> f32 {
        let unknown = member.unknown();
        move |film| (self.vague(film) * unknown).sqrt()
    }

    /// What answers about pairs of these films would teach of the films of a shelf, against their mean.
    pub(crate) fn lessons(&self, member: &Posterior, shelf: &[FilmId], films: &[FilmId]) -> Lessons {
        let n = OWN + self.dimensions();
        let rows: Vec<Vec<f32>> = shelf.iter().map(|&film| self.row(film)).collect();
        let mut middle = vec![0.0; n];
        rows.iter().for_each(|row| add(&mut middle, 1.0 / rows.len().max(1) as f32, row));
        let mut spread = vec![0.0; n * n];
        for mut row in rows {
            add(&mut row, -1.0, &middle);
            add_squares(&mut spread, &row, n);
        }
        let asked: Vec<Vec<f32>> = films.iter().map(|&film| self.row(film)).collect();
        let pulls: Vec<Vec<f32>> = asked.iter().map(|row| member.pull(row)).collect();
        // How each film's stars go with those of the shelf.
        let onto = |pull: &Vec<f32>| spread.chunks_exact(n).map(|line| dot(line, pull)).collect();
        let on_shelf: Vec<Vec<f32>> = pulls.iter().map(onto).collect();
        let products = |one: &[Vec<f32>], other: &[Vec<f32>]| {
            one.iter().flat_map(|x| other.iter().map(|y| dot(x, y))).collect::<Vec<f32>>()
        };
        let unknown = member.unknown();
        let mean = |film: FilmId| self.means.get(film.index()).copied().unwrap_or_default();
        Lessons {
            stars: films.iter().map(|&film| mean(film) + member.along(&self.row(film))).collect(),
            vague: films.iter().map(|&film| self.vague(film) * unknown).collect(),
            covariance: products(&asked, &pulls),
            reach: products(&pulls, &on_shelf),
            noise: member.noise(),
        }
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

    fn vague(&self, film: FilmId) -> f32 {
        self.vague.get(film.index()).copied().unwrap_or(0.0)
    }

    /// What a member's numbers are multiplied with.
    fn row(&self, film: FilmId) -> Vec<f32> {
        let mut row = Vec::with_capacity(OWN + self.dimensions());
        row.extend([1.0, self.means.get(film.index()).map_or(0.0, |mean| mean - self.typical)]);
        row.extend_from_slice(self.vector(film));
        row
    }

    /// Takes the films' mean stars from the quality signal, which knows them, and the weights from the neighbours.
    pub(super) fn connect(&mut self, means: Vec<f32>, neighbours: Arc<Index>) {
        self.typical = means.iter().sum::<f32>() / means.len().max(1) as f32;
        (self.means, self.neighbours) = (means, neighbours);
    }

    /// For each film how many stars more than expected the member gave those that speak for it: a mean, by their weights.
    fn nearness(&self, known: &Known<'_>, films: usize) -> Vec<f32> {
        let offset = known.posterior(self).offset();
        let (mut sums, mut weights) = (vec![0.0; films], vec![FEW_WEIGHTS; films]);
        for (rated, above) in self.rated(known.films) {
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

    fn score(&self, known: &Known<'_>, scores: &mut [f32]) {
        scores.fill(0.0);
        let Some((slope, vector)) = known.posterior(self).direction().split_first() else { return };
        products(vector, &self.vectors, scores);
        for (score, mean) in scores.iter_mut().zip(&self.means) {
            *score += slope * (mean - self.typical);
        }
    }

    fn because(&self, known: &Known<'_>, film: FilmId) -> Vec<Share> {
        if self.vector(film).is_empty() {
            return Vec::new();
        }
        let member = known.posterior(self);
        // How generous they are is no part of the score.
        let mut wanted = self.row(film);
        wanted[0] = 0.0;
        let pull = member.pull(&wanted);
        let moved = |film: FilmId| dot(&pull, &self.row(film));
        let mut shares: Vec<Share> = self
            .rated(known.films)
            .map(|(rated, above)| Share { film: rated, amount: moved(rated) * above / member.noise() })
            .collect();
        for (comparison, push) in self.compared(known).zip(member.pushes()) {
            for (film, push) in comparison.films.into_iter().zip([*push, -push]) {
                let amount = moved(film) * push;
                match shares.binary_search_by_key(&film, |share| share.film) {
                    Ok(place) => shares[place].amount += amount,
                    Err(place) => shares.insert(place, Share { film, amount }),
                }
            }
        }
        shares
    }

    /// What the film's neighbours got counts too.
    fn complete(&self, known: &Known<'_>, scores: &mut [f32], _: &[f32], Preparation { nearness, .. }: Preparation) {
        if nearness > 0.0 {
            let near = self.nearness(known, scores.len());
            scores.iter_mut().zip(near).for_each(|(score, near)| *score += nearness * near);
        }
    }

    fn deviation(&self, known: &Known<'_>, film: FilmId) -> Option<f32> {
        if self.vector(film).is_empty() {
            return None;
        }
        let mut row = self.row(film);
        row[0] = 0.0;
        Some(known.posterior(self).variance(&row, self.vague(film)).sqrt())
    }

    fn sizes(&self) -> Vec<(&'static str, usize)> {
        vec![("dimensions", self.dimensions())]
    }
}

impl Model for Factors {
    fn restore(&mut self, catalogue: &Catalogue) -> bool {
        let is_sane = self.prior.is_sane();
        let vectors = self.codes.vectors(catalogue.pool(), REACH).filter(|_| is_sane);
        self.vectors = vectors.unwrap_or_default();
        let films = catalogue.films().take(catalogue.pool());
        let known = films.map(|film| self.prior.film + self.prior.rating * catalogue.rating_count(film) as f32);
        self.vague = known.map(|precision| 1.0 / precision).collect();
        is_sane && self.vectors.len() == catalogue.pool() * self.dimensions()
    }
}
