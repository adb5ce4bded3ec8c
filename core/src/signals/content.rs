//! What a film is about and who made it, as a compact vector.
//!
//! The trainer's vectors say, from genres, directors, cast, keywords, decade, runtime, language and votes, who would
//! reach for a film; [`super::bridge`] turns that into an opinion for a member, also on films that nobody has rated.
//! The cosine of two vectors is how alike two films are: for variety, for reasons, and for bundles without the bridge.

use super::bridge::{Bridge, Reach};
use super::codes::Codes;
use super::contract::{Model, Preparation, Share, Signal};
use super::neighbours::Neighbours;
use crate::evidence::{Evidence, Known};
use crate::film::{Catalogue, FilmId};
use crate::numeric::{dot, soft_logarithms};
use halfstar_kernels::{scales, sums};
use serde::{Deserialize, Serialize};

/// Four bits a number.
const REACH: u8 = 7;

/// Unit vectors of every film of the pool.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Content {
    codes: Codes,
    /// What maps the vectors into the neighbours' space; without it they are only compared.
    reach: Option<Reach>,
    #[serde(skip)]
    vectors: Vec<f32>,
    #[serde(skip)]
    bridge: Option<Bridge>,
}

/// The vectors as formats up to 4 wrote them, without their reach.
#[derive(Default, Deserialize)]
pub(crate) struct ContentV4(Codes);

impl Content {
    /// Quantises row-major vectors of `dimensions` numbers each. A film of which nothing is known has all zeros.
    pub fn new(vectors: &[f32], dimensions: usize) -> Self {
        let films = vectors.len().checked_div(dimensions).unwrap_or(0);
        let mut all = Self { codes: Codes::new(vectors, dimensions, REACH), ..Self::default() };
        all.unpack(films);
        all
    }

    /// The same with what maps the vectors into the neighbours' space.
    #[must_use]
    pub fn with_reach(self, reach: Reach) -> Self {
        Self { reach: Some(reach), ..self }
    }

    /// What formats up to 4 wrote, in two sections.
    pub(crate) fn from_format_4(ContentV4(codes): ContentV4, reach: Option<Reach>) -> Self {
        Self { codes, reach, ..Self::default() }
    }

    /// Numbers a film.
    pub fn dimensions(&self) -> usize {
        self.codes.dimensions()
    }

    /// The film's unit vector; all zeros where nothing is known, empty outside the pool.
    pub fn vector(&self, film: FilmId) -> &[f32] {
        let dimensions = self.dimensions();
        let start = film.index() * dimensions;
        self.vectors.get(start..start + dimensions).unwrap_or_default()
    }

    /// How alike two films are: the cosine, −1 to 1; 0 where one is unknown.
    pub fn similarity(&self, a: FilmId, b: FilmId) -> f32 {
        dot(self.vector(a), self.vector(b))
    }

    /// How alike a film is to one of the member's, weighed by what they think of that: enough to compare with each other.
    pub(crate) fn pull(&self, evidence: &Evidence, film: FilmId) -> Share {
        Share { film: evidence.film, amount: evidence.leaning * self.similarity(evidence.film, film) }
    }

    /// Unpacks the codes; false where they cannot be vectors of `pool` films.
    fn unpack(&mut self, pool: usize) -> bool {
        let Some(vectors) = self.codes.vectors(pool, REACH) else { return false };
        self.vectors = vectors;
        scales::to_unit_length(&mut self.vectors, self.codes.dimensions());
        true
    }

    /// Builds the bridge, if there is a reach to build it of; false where that does not belong to these vectors.
    pub(super) fn connect(&mut self, neighbours: &Neighbours, pool: usize) -> bool {
        let Some(reach) = &self.reach else { return true };
        let vectors = self.vectors.chunks_exact(self.dimensions().max(1));
        self.bridge = Bridge::new(reach, vectors, self.dimensions(), neighbours, pool);
        self.bridge.is_some()
    }

    /// Without the bridge: the sum of what the member rates above their mean, minus a part of what they rate below.
    fn direction(&self, evidence: &[Evidence]) -> Vec<f32> {
        let mut direction = vec![0.0; self.dimensions()];
        for known in evidence {
            sums::add(&mut direction, known.leaning, self.vector(known.film));
        }
        direction
    }
}

impl Signal for Content {
    fn is_empty(&self) -> bool {
        self.dimensions() == 0
    }

    fn score(&self, member: &Known<'_>, scores: &mut [f32]) {
        scores.fill(0.0);
        if let Some(bridge) = &self.bridge {
            let mut wish = vec![0.0; bridge.width()];
            for known in member.films {
                sums::add(&mut wish, known.level, bridge.from(known.film));
            }
            sums::products(&wish, bridge.all_to(), scores);
            return;
        }
        let direction = self.direction(member.films);
        let length = dot(&direction, &direction).sqrt();
        if length > 0.0 {
            sums::products(&direction, &self.vectors, scores);
            scores.iter_mut().for_each(|score| *score /= length);
        }
    }

    fn because(&self, member: &Known<'_>, film: FilmId) -> Vec<Share> {
        if let Some(bridge) = &self.bridge {
            let to = bridge.to(film);
            let share =
                |known: &Evidence| Share { film: known.film, amount: known.level * dot(bridge.from(known.film), to) };
            return member.films.iter().map(share).collect();
        }
        let direction = self.direction(member.films);
        let length = dot(&direction, &direction).sqrt();
        if length == 0.0 {
            return Vec::new();
        }
        let share = |known: &Evidence| {
            let pull = self.pull(known, film);
            Share { amount: pull.amount / length, ..pull }
        };
        member.films.iter().map(share).collect()
    }

    fn scale(&self, scores: &mut [f32], preparation: Preparation) {
        soft_logarithms(scores, preparation.softness);
    }

    fn sizes(&self) -> Vec<(&'static str, usize)> {
        vec![("dimensions", self.dimensions())]
    }
}

impl Model for Content {
    fn restore(&mut self, catalogue: &Catalogue) -> bool {
        self.unpack(catalogue.pool())
    }
}
