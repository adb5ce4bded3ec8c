//! From what a film is about to who would reach for it: the content vectors, mapped into the neighbours' space.
//!
//! The trainer's content vectors predict, from metadata alone, the scores that neighbours would give a film. What a
//! watched film says through them follows in closed form: the least-squares fit of its item-to-item weights by the
//! vectors. So a film that nobody has rated yet still gets an opinion, and no bytes travel but a reach and a length a
//! film.

use super::neighbours::Neighbours;
use crate::film::FilmId;
use crate::numeric::{exp, ln, solve};
use halfstar_kernels::{scales::are_below, sums, systems::add_squares};
use serde::{Deserialize, Serialize};

/// Codes of lengths are logarithms: this much each, from 1 at 255 downwards. 0 means no length.
const LOG_STEP: f32 = 0.04;
/// What is larger was forged; sums of what is smaller stay finite.
const LARGEST: f32 = 1e12;
/// Added to the diagonal of the normal equations, in parts of itself.
const RIDGE: f64 = 1e-3;

/// What a unit vector leaves out: how widely each film is reached for, whoever asks, and how far its vector goes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reach {
    lead_step: f32,
    #[serde(with = "serde_bytes")]
    leads: Vec<u8>,
    longest: f32,
    #[serde(with = "serde_bytes")]
    lengths: Vec<u8>,
}

impl Reach {
    /// Quantises the leads and the lengths, one each a film of the pool. A lead is positive; less counts as nothing.
    pub fn new(leads: &[f32], lengths: &[f32]) -> Self {
        let most = leads.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
        let longest = lengths.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
        let log = |length: f32| (255.0 + ln(length / longest) / LOG_STEP).round().max(1.0) as u8;
        Self {
            // Square roots: most leads are far below the largest.
            lead_step: most,
            leads: leads.iter().map(|lead| ((lead.max(0.0) / most).sqrt() * 255.0).round() as u8).collect(),
            longest,
            lengths: lengths.iter().map(|&length| if length > 0.0 { log(length) } else { 0 }).collect(),
        }
    }

    fn lead(&self, film: usize) -> f32 {
        let root = f32::from(self.leads[film]) / 255.0;
        root * root * self.lead_step
    }

    fn length(&self, film: usize) -> f32 {
        match self.lengths[film] {
            0 => 0.0,
            code => self.longest * exp((f32::from(code) - 255.0) * LOG_STEP),
        }
    }
}

/// Both sides of the bridge, one row a film of the pool.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Bridge {
    width: usize,
    /// The film as one that may be recommended: its lead, then its vector.
    to: Vec<f32>,
    /// The film as one that was watched: what it says along each of these.
    from: Vec<f32>,
}

impl Bridge {
    /// Fits what watched films say; `None` where the columns do not belong to these vectors, or lead beyond numbers.
    pub(super) fn new<'v>(
        reach: &Reach,
        vectors: impl Iterator<Item = &'v [f32]>,
        dimensions: usize,
        neighbours: &Neighbours,
        pool: usize,
    ) -> Option<Self> {
        let fits = reach.leads.len() == pool && reach.lengths.len() == pool;
        if !(fits && reach.lead_step.is_finite() && reach.longest.is_finite()) {
            return None;
        }
        let width = dimensions + 1;
        let mut to = Vec::with_capacity(pool * width);
        for (film, vector) in vectors.take(pool).enumerate() {
            let length = reach.length(film);
            to.push(reach.lead(film));
            to.extend(vector.iter().map(|x| x * length));
        }
        if to.len() != pool * width {
            return None;
        }
        let inverse = inverse(&to, width);
        let mut from = Vec::with_capacity(pool * width);
        let (mut sum, mut said) = (vec![0f32; width], vec![0f32; width]);
        for film in 0..pool {
            sum.fill(0.0);
            for (other, weight) in neighbours.of(FilmId(film as u32)) {
                let start = other.index() * width;
                sums::add(&mut sum, weight, &to[start..start + width]);
            }
            sums::products(&sum, &inverse, &mut said);
            from.extend_from_slice(&said);
        }
        // Every opinion is finite; see the signals' contract. A forged bundle may hold steps that are far too large.
        let is_sane = are_below(&to, LARGEST) && are_below(&from, LARGEST);
        is_sane.then_some(Self { width, to, from })
    }

    pub(super) fn width(&self) -> usize {
        self.width
    }

    pub(super) fn to(&self, film: FilmId) -> &[f32] {
        self.row(&self.to, film)
    }

    /// Those of all films, one after the other.
    pub(super) fn all_to(&self) -> &[f32] {
        &self.to
    }

    pub(super) fn from(&self, film: FilmId) -> &[f32] {
        self.row(&self.from, film)
    }

    fn row<'a>(&self, rows: &'a [f32], film: FilmId) -> &'a [f32] {
        let start = film.index() * self.width;
        rows.get(start..start + self.width).unwrap_or_default()
    }
}

/// (XᵀX + ridge)⁻¹, row-major and symmetric.
fn inverse(rows: &[f32], width: usize) -> Vec<f32> {
    let mut gram = vec![0f32; width * width];
    add_squares(&mut gram, rows, width);
    let mut gram: Vec<f64> = gram.into_iter().map(f64::from).collect();
    for place in 0..width {
        let own = &mut gram[place * width + place];
        *own += *own * RIDGE + 1e-12;
    }
    let mut columns = Vec::with_capacity(width * width);
    for place in 0..width {
        let mut unit = vec![0f64; width];
        unit[place] = 1.0;
        solve(&mut gram.clone(), &mut unit);
        columns.extend(unit.into_iter().map(|x| x as f32));
    }
    columns
}
