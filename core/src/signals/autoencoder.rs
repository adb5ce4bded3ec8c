//! The whole taste at once: a denoising autoencoder (CDAE, Wu et al. 2016; multinomial likelihood, Liang et al. 2018).
//!
//! What a member has seen is squeezed into a few numbers, and these say which films come next. Neighbours add up what
//! single films say; here they are read together, so that a film can mean one thing beside westerns and another beside
//! musicals. It knows the films that most have seen, which come first in the pool; for the rest the blend takes the
//! neighbours' word.

use super::codes::Codes;
use super::contract::{Model, Preparation, Share, Signal};
use crate::evidence::{Evidence, Known};
use crate::film::{Catalogue, FilmId};
use crate::numeric::{dot, soft_logarithms, tanh};
use halfstar_kernels::{scales, sums};
use serde::{Deserialize, Serialize};

/// Steps either way: the decoder minds coarse ones most.
const ENCODER_REACH: u8 = 10;
const DECODER_REACH: u8 = 15;
const BIAS_REACH: u8 = 127;
/// How many standard deviations they reach: clipping at three, as elsewhere, costs a part of what this signal adds.
const DEVIATIONS: f32 = 4.5;
/// A unit that is pushed less than this answers as steeply as it does unpushed.
const STILL: f32 = 1e-4;

/// Two vectors a film: how it pushes the hidden units when seen, and how they speak for it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Autoencoder {
    encoder: Codes,
    decoder: Codes,
    /// What pushes each hidden unit whoever asks.
    rest: Vec<f32>,
    /// What speaks for each film whoever asks.
    bias: Codes,
    #[serde(skip)]
    index: Index,
}

/// What scoring reads, row-major.
#[derive(Clone, Debug, Default, PartialEq)]
struct Index {
    encoder: Vec<f32>,
    decoder: Vec<f32>,
    /// The hidden units of somebody who has seen nothing.
    nobody: Vec<f32>,
    /// The logit that each film has for them.
    everyone: Vec<f32>,
}

/// Trained numbers, before they are quantised.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layers {
    /// Row-major, one row a film, as many numbers as there are hidden units.
    pub encoder: Vec<f32>,
    /// The same.
    pub decoder: Vec<f32>,
    /// One a hidden unit.
    pub rest: Vec<f32>,
    /// One a film.
    pub bias: Vec<f32>,
}

impl Autoencoder {
    /// Quantises trained layers over the first films of the pool.
    pub fn new(layers: &Layers) -> Self {
        let hidden = layers.rest.len();
        // Only differences between films matter; centred, they take the fewest steps.
        let mean = layers.bias.iter().sum::<f32>() / layers.bias.len().max(1) as f32;
        let bias: Vec<f32> = layers.bias.iter().map(|bias| bias - mean).collect();
        let mut all = Self {
            encoder: Codes::reaching(&layers.encoder, hidden, ENCODER_REACH, DEVIATIONS),
            decoder: Codes::reaching(&layers.decoder, hidden, DECODER_REACH, DEVIATIONS),
            rest: layers.rest.clone(),
            bias: Codes::reaching(&bias, 1, BIAS_REACH, DEVIATIONS),
            index: Index::default(),
        };
        all.unpack(bias.len());
        all
    }

    /// How many hidden units there are.
    pub fn hidden(&self) -> usize {
        self.rest.len()
    }

    /// How many films it knows: the first so many of the pool.
    pub fn films(&self) -> usize {
        self.index.everyone.len()
    }

    /// Turns personal logits, as [`Signal::score`] writes them, into probabilities over the known films that the member
    /// has not seen; what is seen gets 0. False where it has nothing to say, and then all is 0.
    fn to_probabilities(&self, evidence: &[Evidence], scores: &mut [f32]) -> bool {
        let (known, unknown) = scores.split_at_mut(self.films().min(scores.len()));
        unknown.fill(0.0);
        sums::add(known, 1.0, &self.index.everyone);
        let seen: Vec<usize> =
            evidence.iter().map(|seen| seen.film.index()).filter(|&film| film < known.len()).collect();
        seen.iter().for_each(|&film| known[film] = f32::NEG_INFINITY);
        let largest = sums::largest(known, f32::NEG_INFINITY);
        if seen.is_empty() || !largest.is_finite() {
            known.fill(0.0);
            return false;
        }
        scales::shares(known, largest);
        true
    }

    /// Beyond the known films it takes what others say, on its own scale: that of the known films which the member has not
    /// seen.
    fn take_from(&self, others: &[f32], evidence: &[Evidence], scores: &mut [f32]) {
        let known = self.films();
        let mut said: f32 = others.iter().take(known).map(|score| score.max(0.0)).sum();
        for seen in evidence {
            let film = seen.film.index();
            said -= if film < known { others.get(film).map_or(0.0, |score| score.max(0.0)) } else { 0.0 };
        }
        if said > 0.0 {
            for (score, other) in scores.iter_mut().zip(others).skip(known) {
                *score = other.max(0.0) / said;
            }
        }
    }

    /// Unpacks the codes; false where they cannot be layers over the first films of `pool`.
    fn unpack(&mut self, pool: usize) -> bool {
        let (films, hidden) = (self.bias.films(), self.hidden());
        let fits = films <= pool
            && self.bias.dimensions() == usize::from(films > 0)
            && self.encoder.dimensions() == hidden
            && self.decoder.dimensions() == hidden
            && self.rest.iter().all(|x| x.is_finite());
        let unpacked = fits.then(|| {
            let encoder = self.encoder.vectors(films, ENCODER_REACH)?;
            let decoder = self.decoder.vectors(films, DECODER_REACH)?;
            let bias = self.bias.vectors(films, BIAS_REACH)?;
            let nobody: Vec<f32> = self.rest.iter().copied().map(tanh).collect();
            let rows = decoder.chunks_exact(hidden.max(1));
            let everyone = bias.iter().zip(rows).map(|(bias, row)| bias + dot(row, &nobody)).collect();
            Some(Index { encoder, decoder, nobody, everyone })
        });
        let Some(Some(index)) = unpacked else { return false };
        self.index = index;
        true
    }

    fn row<'a>(&self, rows: &'a [f32], film: FilmId) -> &'a [f32] {
        let start = film.index().saturating_mul(self.hidden());
        rows.get(start..start.saturating_add(self.hidden())).unwrap_or_default()
    }

    /// The member's films that it knows, each with its level in a vector of length 1.
    fn inputs<'a>(&'a self, evidence: &'a [Evidence]) -> impl Iterator<Item = (FilmId, f32)> + 'a {
        let known = || evidence.iter().filter(|known| known.film.index() < self.films());
        let length = known().map(|known| known.level * known.level).sum::<f32>().sqrt();
        let scale = if length > 0.0 { 1.0 / length } else { 0.0 };
        known().map(move |known| (known.film, known.level * scale))
    }

    /// How hard the member's films push each hidden unit.
    fn push(&self, evidence: &[Evidence]) -> Vec<f32> {
        let mut push = vec![0.0; self.hidden()];
        for (film, level) in self.inputs(evidence) {
            sums::add(&mut push, level, self.row(&self.index.encoder, film));
        }
        push
    }
}

impl Signal for Autoencoder {
    fn is_empty(&self) -> bool {
        self.films() == 0
    }

    /// The logit beyond what everyone would get; 0 for films that it does not know.
    fn score(&self, member: &Known<'_>, scores: &mut [f32]) {
        scores.fill(0.0);
        let push = self.push(member.films).into_iter();
        let moved: Vec<f32> = push
            .zip(&self.rest)
            .zip(&self.index.nobody)
            .map(|((push, rest), nobody)| tanh(push + rest) - nobody)
            .collect();
        sums::products(&moved, &self.index.decoder, scores);
    }

    /// Integrated gradients (Sundararajan et al. 2017) from nobody to the member: along that line a hidden unit moves
    /// by what pushes it alone, so each film's part is exact, and the parts add up.
    fn because(&self, member: &Known<'_>, film: FilmId) -> Vec<Share> {
        let decoder = self.row(&self.index.decoder, film);
        if decoder.is_empty() {
            return Vec::new();
        }
        let steepness = |push: f32, rest: f32, nobody: f32| {
            if push.abs() > STILL { (tanh(push + rest) - nobody) / push } else { 1.0 - nobody * nobody }
        };
        let units = self.push(member.films).into_iter().zip(&self.rest).zip(&self.index.nobody).zip(decoder);
        let pull: Vec<f32> = units.map(|(((push, &rest), &nobody), x)| x * steepness(push, rest, nobody)).collect();
        let share = |(film, level): (FilmId, f32)| Share {
            film,
            amount: level * dot(&pull, self.row(&self.index.encoder, film)),
        };
        self.inputs(member.films).map(share).collect()
    }
    /// Probabilities over the films that it knows; for the rest the neighbours'.
    fn complete(&self, member: &Known<'_>, scores: &mut [f32], neighbours: &[f32], _: Preparation) {
        if self.to_probabilities(member.films, scores) {
            self.take_from(neighbours, member.films, scores);
        }
    }

    fn scale(&self, scores: &mut [f32], preparation: Preparation) {
        soft_logarithms(scores, preparation.softness);
    }

    fn sizes(&self) -> Vec<(&'static str, usize)> {
        vec![("hidden units", self.hidden()), ("films", self.films())]
    }
}

impl Model for Autoencoder {
    fn restore(&mut self, catalogue: &Catalogue) -> bool {
        self.unpack(catalogue.pool())
    }
}
