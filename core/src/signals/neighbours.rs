//! Item-to-item weights from EASE (Steck 2019), cut to the largest and refitted by the trainer.
//!
//! A film's opinion is the sum, over the member's films, of the film's level times its weight towards this one.
//! Weights travel as 6 bits on a square-root scale: small ones keep their precision. 5 bits lose 0.0015 NDCG@100.

use super::contract::{Model, Preparation, Share, Signal};
use crate::evidence::{Evidence, Known};
use crate::film::{Catalogue, FilmId};
use crate::numeric::soft_logarithms;
use halfstar_kernels::{codes, sums};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Steps either way. Codes run from 0 to twice this, which is zero.
const REACH: u8 = 31;
const REACH_OF_FORMAT_1: u8 = 15;

/// A sparse matrix of weights: a row for each film watched, its entries the films that it speaks for or against.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Neighbours {
    /// The largest absolute weight.
    scale: f32,
    lengths: Vec<u16>,
    /// Distance to the entry before, in the order of films; the first counts from film 0.
    gaps: Vec<u16>,
    #[serde(with = "serde_bytes")]
    codes: Vec<u8>,
    #[serde(skip)]
    index: Arc<Index>,
}

/// What scoring reads.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Index {
    starts: Vec<u32>,
    films: Vec<u16>,
    weights: Vec<f32>,
    /// How many weights speak for each film: none for one that nobody has rated.
    support: Vec<u16>,
}

impl Neighbours {
    /// Quantises rows of (film spoken for, weight), one row a film of the pool, films in ascending order.
    pub fn new(rows: &[Vec<(u32, f32)>]) -> Self {
        let scale = rows.iter().flatten().map(|&(_, weight)| weight.abs()).fold(0.0, f32::max);
        let mut all = Self { scale, ..Self::default() };
        for row in rows {
            let mut before = 0;
            let mut length = 0;
            for &(film, weight) in row {
                let code = encode(weight, scale);
                if code != REACH {
                    all.gaps.push((film - before) as u16);
                    all.codes.push(code);
                    before = film;
                    length += 1;
                }
            }
            all.lengths.push(length);
        }
        all.unpack(rows.len(), REACH);
        all
    }

    /// How many weights there are.
    #[allow(clippy::len_without_is_empty, reason = "a signal is empty when it is not there, see `Signal::is_empty`")]
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// The films that `film` speaks for, with its weights.
    pub fn of(&self, film: FilmId) -> impl Iterator<Item = (FilmId, f32)> {
        let (films, weights) = self.row(film);
        films.iter().zip(weights).map(|(&film, &weight)| (FilmId(u32::from(film)), weight))
    }

    /// How much one film speaks for another; 0 where there is no weight.
    pub fn weight(&self, film: FilmId, other: FilmId) -> f32 {
        let (films, weights) = self.row(film);
        let place = u16::try_from(other.0).ok().and_then(|other| films.binary_search(&other).ok());
        place.and_then(|place| weights.get(place)).copied().unwrap_or(0.0)
    }

    fn row(&self, film: FilmId) -> (&[u16], &[f32]) {
        self.index.row(film)
    }

    /// The weights, for another signal that reads them too.
    pub(super) fn index(&self) -> Arc<Index> {
        Arc::clone(&self.index)
    }

    /// Reads what format 1 wrote, on its coarser scale.
    pub(crate) fn from_format_1(mut old: Self, pool: usize) -> Option<Self> {
        old.unpack(pool, REACH_OF_FORMAT_1).then(|| {
            let row = |film: u32| old.of(FilmId(film)).map(|(other, weight)| (other.0, weight)).collect();
            Self::new(&(0..pool as u32).map(row).collect::<Vec<_>>())
        })
    }

    fn unpack(&mut self, pool: usize, reach: u8) -> bool {
        let total: usize = self.lengths.iter().map(|&length| usize::from(length)).sum();
        if self.lengths.len() != pool
            || self.gaps.len() != total
            || self.codes.len() != total
            || !self.scale.is_finite()
        {
            return false;
        }
        let table: [f32; 256] = std::array::from_fn(|code| decode(code as u8, self.scale, reach));
        let mut index =
            Index { starts: Vec::with_capacity(pool + 1), films: Vec::with_capacity(total), ..Index::default() };
        index.support.resize(pool, 0);
        index.weights = codes::look_up(&self.codes, &table);
        let mut at = 0;
        for &length in &self.lengths {
            index.starts.push(at as u32);
            let gaps = &self.gaps[at..at + usize::from(length)];
            if !codes::append_places(gaps, &mut index.films, &mut index.support) {
                return false;
            }
            at += usize::from(length);
        }
        index.starts.push(at as u32);
        self.index = Arc::new(index);
        true
    }
}

impl Index {
    /// Films and weights of a row; empty outside the pool.
    pub(super) fn row(&self, film: FilmId) -> (&[u16], &[f32]) {
        let starts = self.starts.get(film.index()..).unwrap_or_default();
        let [start, end, ..] = *starts else { return (&[], &[]) };
        let range = start as usize..end as usize;
        (&self.films[range.clone()], &self.weights[range])
    }
}

fn encode(weight: f32, scale: f32) -> u8 {
    if scale <= 0.0 {
        return REACH;
    }
    let step = ((weight.abs() / scale).sqrt() * f32::from(REACH)).round().min(f32::from(REACH)) as u8;
    if weight < 0.0 { REACH - step } else { REACH + step }
}

fn decode(code: u8, scale: f32, reach: u8) -> f32 {
    let step = (f32::from(code) - f32::from(reach)) / f32::from(reach);
    step * step.abs() * scale
}

impl Signal for Neighbours {
    fn is_empty(&self) -> bool {
        self.lengths.is_empty()
    }

    fn score(&self, member: &Known<'_>, scores: &mut [f32]) {
        scores.fill(0.0);
        for known in member.films {
            let (films, weights) = self.row(known.film);
            sums::add_at(scores, known.level, films, weights);
        }
    }

    fn because(&self, member: &Known<'_>, film: FilmId) -> Vec<Share> {
        let Ok(wanted) = u16::try_from(film.0) else { return Vec::new() };
        let share = |known: &Evidence| {
            let (films, weights) = self.row(known.film);
            let place = films.binary_search(&wanted).ok()?;
            Some(Share { film: known.film, amount: known.level * weights[place] })
        };
        member.films.iter().filter_map(share).collect()
    }

    /// Where few weights speak for a film, what content says of it counts too.
    fn complete(&self, _: &Known<'_>, scores: &mut [f32], content: &[f32], Preparation { backing, .. }: Preparation) {
        if backing > 0.0 {
            sums::add_where_few(scores, content, &self.index.support, backing);
        }
    }

    fn scale(&self, scores: &mut [f32], preparation: Preparation) {
        soft_logarithms(scores, preparation.softness);
    }

    fn sizes(&self) -> Vec<(&'static str, usize)> {
        vec![("weights", self.len())]
    }
}

impl Model for Neighbours {
    fn restore(&mut self, catalogue: &Catalogue) -> bool {
        self.unpack(catalogue.pool(), REACH)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn quantising_stays_within_a_step(weight in -1f32..1.0) {
            let back = decode(encode(weight, 1.0), 1.0, REACH);
            // Steps are even in the square root: at most half a step off there.
            prop_assert!((weight.abs().sqrt() - back.abs().sqrt()).abs() <= 0.5 / 31.0 + 1e-6);
        }
    }

    #[test]
    fn rows_come_back() {
        let rows = vec![vec![(1, 0.9), (3, -0.4)], vec![], vec![(0, 0.1), (1, 0.0001)], vec![(2, 0.5)]];
        let neighbours = Neighbours::new(&rows);
        assert_eq!(neighbours.len(), 4, "a weight that rounds to nothing is not kept");
        let first: Vec<_> = neighbours.of(FilmId(0)).map(|(film, weight)| (film.0, (weight * 10.0).round())).collect();
        assert_eq!(first, [(1, 9.0), (3, -4.0)]);
        assert_eq!(neighbours.of(FilmId(9)).count(), 0);
    }
}
