//! How many have seen a film. The same for everyone; its weight is the dial from hidden gems to crowd-pleasers.

use super::contract::{Model, Share, Signal};
use crate::evidence::Known;
use crate::film::{Catalogue, FilmId};
use crate::numeric::ln;

/// The logarithm of every pool film's number of ratings. It needs no section: the catalogue knows the numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Popularity {
    logarithms: Vec<f32>,
}

impl Popularity {
    /// From the numbers of ratings.
    pub fn new(counts: &[u32]) -> Self {
        Self { logarithms: counts.iter().map(|&count| ln(count as f32 + 1.0)).collect() }
    }
}

impl Popularity {
    /// The logarithm of a film's number of ratings; 0 outside the pool.
    pub(crate) fn logarithm(&self, film: FilmId) -> f32 {
        self.logarithms.get(film.index()).copied().unwrap_or(0.0)
    }
}

impl Signal for Popularity {
    fn is_empty(&self) -> bool {
        self.logarithms.is_empty()
    }

    fn score(&self, _: &Known<'_>, scores: &mut [f32]) {
        scores.fill(0.0);
        for (score, &logarithm) in scores.iter_mut().zip(&self.logarithms) {
            *score = logarithm;
        }
    }

    /// Nobody in particular: everyone's ratings made it.
    fn because(&self, _: &Known<'_>, _film: FilmId) -> Vec<Share> {
        Vec::new()
    }

    fn sizes(&self) -> Vec<(&'static str, usize)> {
        vec![("films", self.logarithms.len())]
    }
}

impl Model for Popularity {
    const FROM_CATALOGUE: bool = true;

    fn restore(&mut self, catalogue: &Catalogue) -> bool {
        *self = Self::new(catalogue.rating_counts.get(..catalogue.pool()).unwrap_or_default());
        true
    }
}
