//! How many have seen a film. The same for everyone; its weight is the dial from hidden gems to crowd-pleasers.

use super::{Share, Signal, SignalName};
use crate::film::FilmId;
use crate::numeric::ln;
use crate::taste::Taste;

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

impl Signal for Popularity {
    fn name(&self) -> SignalName {
        SignalName::Popularity
    }

    fn score(&self, _taste: &Taste, scores: &mut [f32]) {
        scores.fill(0.0);
        for (score, &logarithm) in scores.iter_mut().zip(&self.logarithms) {
            *score = logarithm;
        }
    }

    /// Nobody in particular: everyone's ratings made it.
    fn because(&self, _taste: &Taste, _film: FilmId) -> Vec<Share> {
        Vec::new()
    }
}
