//! What to give a film, found by comparing it with films that the member has rated: "Better or worse than that?"
//!
//! What is known of its stars is a distribution over a fine grid, which begins at the prediction and takes every answer in
//! exactly. The next film to compare with is one rated where the answer is expected to tell most (the mutual information of
//! answer and stars), and of these the one most like it.

use crate::bundle::Bundle;
use crate::comparisons::{Answer, Comparison, Likelihood};
use crate::film::{FilmId, Stars};
use crate::numeric::{density, ln_exact};
use crate::opinions::Opinions;
use crate::predict;
use crate::taste::Taste;

/// Where the stars lie in four of five cases is known well enough from so little a span on.
pub const ENOUGH: f32 = 0.5;
/// How far the liking of two films has to differ to be told apart, as a standard deviation in stars.
const PERCEPTION: f64 = 0.35;
/// Without a prediction: that of a film about which nothing is known.
const UNSURE: f32 = 0.9;
/// Steps of the grid in a star.
const STEPS: usize = 20;
const GRID: usize = STEPS * 9 / 2 + 1;

/// Where a film stands by what is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// The stars that are likeliest, to the half.
    pub stars: Stars,
    /// Between which stars it lies in four of five cases.
    pub likely: [f32; 2],
    /// The rated film to compare it with next; nothing where none is left.
    pub next: Option<FilmId>,
    /// With how many it was compared.
    pub compared: u32,
}

impl Placed {
    /// Whether that is known well enough, or nothing is left to ask.
    pub fn is_done(&self) -> bool {
        self.next.is_none() || self.likely[1] - self.likely[0] < ENOUGH
    }
}

/// Places a film by its comparisons with rated films. What it begins at is the prediction by this taste: of a film that is rated
/// already, pass one that does not know it.
pub fn place(bundle: &Bundle, taste: &Taste, opinions: &Opinions, film: FilmId, comparisons: &[Comparison]) -> Placed {
    let mut density = prior(bundle, taste, opinions, film);
    let rating_of = |film: FilmId| taste.evidence_of(film).and_then(|known| known.rating);
    let about = comparisons.iter().filter(|comparison| comparison.is_about(film));
    // Of each the other film, and how this one fared.
    let about: Vec<(FilmId, Answer)> = about
        .map(
            |&Comparison { films: [first, second], answer }| {
                if first == film { (second, answer) } else { (first, answer.turned()) }
            },
        )
        .collect();
    let mut compared = 0;
    for &(other, answer) in &about {
        let is_telling = Comparison { films: [film, other], answer }.is_telling();
        if let Some(rating) = rating_of(other).filter(|_| is_telling) {
            weigh(&mut density, answer, rating);
            compared += 1;
        }
    }
    let anchors =
        taste.evidence.iter().filter(|known| known.film != film && known.film.index() < bundle.catalogue.pool());
    let anchors = anchors.filter(|known| about.iter().all(|(other, _)| *other != known.film));
    let anchors = anchors.filter_map(|known| Some((known.film, known.rating?)));
    let mut worth: [Option<f64>; 10] = [None; 10];
    let mut best: Option<(f64, f32, FilmId)> = None;
    for (other, rating) in anchors {
        let tells = *worth[usize::from(rating.halves() - 1)].get_or_insert_with(|| tells(&density, rating));
        let alike = bundle.models.content.similarity(film, other);
        if best.is_none_or(|(most, nearest, _)| tells > most || (tells == most && alike > nearest)) {
            best = Some((tells, alike, other));
        }
    }
    Placed { stars: mode(&density), likely: most(&density), next: best.map(|(_, _, film)| film), compared }
}

fn at(place: usize) -> f64 {
    0.5 + place as f64 / STEPS as f64
}

fn prior(bundle: &Bundle, taste: &Taste, opinions: &Opinions, film: FilmId) -> Vec<f64> {
    let is_in_pool = film.index() < bundle.catalogue.pool();
    let predicted = is_in_pool.then(|| predict::stars_for(bundle, taste, opinions, film));
    let spread = bundle.models.factors.spread(opinions.posterior(), film).filter(|spread| *spread < UNSURE);
    let (stars, spread) = (f64::from(predicted.unwrap_or(taste.mean)), f64::from(spread.unwrap_or(UNSURE)));
    let mut density: Vec<f64> = (0..GRID).map(|place| density((at(place) - stars) / spread)).collect();
    normalise(&mut density);
    density
}

fn normalise(density: &mut [f64]) {
    let total: f64 = density.iter().sum();
    density.iter_mut().for_each(|x| *x /= total);
}

fn likelihood(answer: Answer, place: usize, rating: Stars) -> f64 {
    Likelihood::of(answer, at(place) - f64::from(rating.stars()), PERCEPTION).probability
}

fn weigh(density: &mut [f64], answer: Answer, rating: Stars) {
    density.iter_mut().enumerate().for_each(|(place, x)| *x *= likelihood(answer, place, rating));
    normalise(density);
}

/// The mutual information of the stars and an answer about a film rated so.
fn tells(density: &[f64], rating: Stars) -> f64 {
    let answers = [Answer::First, Answer::Second, Answer::Equal].iter();
    let of_each = answers.map(|answer| {
        let likely: Vec<f64> = (0..GRID).map(|place| likelihood(*answer, place, rating)).collect();
        let on_the_whole: f64 = likely.iter().zip(density).map(|(likely, x)| likely * x).sum();
        let told = likely.iter().zip(density).map(|(likely, x)| likely * x * ln_exact(likely / on_the_whole));
        told.sum::<f64>()
    });
    of_each.sum()
}

/// The half star with the most probability about it.
fn mode(density: &[f64]) -> Stars {
    let mean: f64 = density.iter().enumerate().map(|(place, x)| at(place) * x).sum();
    Stars::from_halves((mean * 2.0 + 0.5) as u8).unwrap_or(Stars::THREE)
}

/// From a tenth to nine tenths of the probability.
fn most(density: &[f64]) -> [f32; 2] {
    [0.1, 0.9].map(|part| {
        let mut so_far = 0.0;
        for (place, x) in density.iter().enumerate() {
            if so_far + x >= part {
                let within = if *x > 0.0 { (part - so_far) / x } else { 0.0 };
                return (at(place) + (within - 0.5) / STEPS as f64).clamp(0.5, 5.0) as f32;
            }
            so_far += x;
        }
        5.0
    })
}
