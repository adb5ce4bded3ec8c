//! How many of each rating, and the member's ratings held against everyone's.

use super::Seen;
use crate::film::{FilmId, Stars};
use crate::numeric::top_k;
use serde::{Deserialize, Serialize};

/// So many films are named on either side.
const NAMED: usize = 5;
/// Stars: so near to everyone's mean counts as agreement.
const NEAR: f32 = 0.5;

/// A member's ratings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ratings {
    /// How many films at each level, from ½ to ★★★★★.
    pub levels: [u32; 10],
    /// The mean rating, of all that is rated; `None` without any.
    pub mean: Option<f32>,
    /// Against everyone's; `None` where no rated film has a mean of everyone's.
    pub comparison: Option<Comparison>,
}

/// A member's ratings against everyone's mean of the same films.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// How many films are compared.
    pub films: u32,
    /// The member's mean over these.
    pub mean: f32,
    /// Everyone's mean over these.
    pub everyone: f32,
    /// Everyone's mean over the films at each of the member's levels; `None` where there is none.
    pub everyone_at: [Option<f32>; 10],
    /// How many of the films lie within half a star of everyone's mean.
    pub near: u32,
    /// Whether they order films as everyone does: 1 as everyone, 0 unlike, −1 in reverse (Pearson's correlation).
    /// `None` for fewer than three films, or where either side never varies.
    pub correlation: Option<f32>,
    /// The films that they rate furthest above everyone, furthest first; of equals the best known.
    pub above: Vec<Apart>,
    /// The same below.
    pub below: Vec<Apart>,
}

/// A film on which a member and everyone differ.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Apart {
    /// The film.
    pub film: FilmId,
    /// The member's rating.
    pub rating: Stars,
    /// Everyone's mean.
    pub everyone: f32,
}

impl Comparison {
    /// How many stars they rate above everyone in general.
    pub fn offset(&self) -> f32 {
        self.mean - self.everyone
    }
}

impl Ratings {
    pub(super) fn of(seen: &[Seen]) -> Self {
        let mut levels = [0u32; 10];
        let mut stars = 0.0;
        for rating in seen.iter().filter_map(|seen| seen.rating) {
            levels[level(rating)] += 1;
            stars += rating.stars();
        }
        let rated: u32 = levels.iter().sum();
        Self { levels, mean: (rated > 0).then(|| stars / rated as f32), comparison: compare(seen) }
    }
}

fn level(rating: Stars) -> usize {
    usize::from(rating.halves().clamp(1, 10) - 1)
}

fn compare(seen: &[Seen]) -> Option<Comparison> {
    let compared: Vec<Apart> = seen
        .iter()
        .filter_map(|seen| Some(Apart { film: seen.film, rating: seen.rating?, everyone: seen.compared?.1 }))
        .collect();
    if compared.is_empty() {
        return None;
    }
    let films = compared.len() as u32;
    let mean = |of: fn(&Apart) -> f32| compared.iter().map(of).sum::<f32>() / films as f32;
    let (own, everyone) = (mean(|apart| apart.rating.stars()), mean(|apart| apart.everyone));
    let mut sums = [(0u32, 0f32); 10];
    for apart in &compared {
        let (count, sum) = &mut sums[level(apart.rating)];
        *count += 1;
        *sum += apart.everyone;
    }
    Some(Comparison {
        films,
        mean: own,
        everyone,
        everyone_at: sums.map(|(count, sum)| (count > 0).then(|| sum / count as f32)),
        near: compared.iter().filter(|apart| difference(apart).abs() <= NEAR).count() as u32,
        correlation: correlation(&compared, own, everyone),
        above: furthest(&compared, 1.0),
        below: furthest(&compared, -1.0),
    })
}

fn difference(apart: &Apart) -> f32 {
    apart.rating.stars() - apart.everyone
}

fn furthest(compared: &[Apart], side: f32) -> Vec<Apart> {
    let apart = compared.iter().zip(0u32..).map(|(apart, place)| (side * difference(apart), place));
    let furthest = top_k(apart.filter(|(difference, _)| *difference > 0.0), NAMED);
    furthest.into_iter().filter_map(|(_, place)| compared.get(place as usize).copied()).collect()
}

fn correlation(compared: &[Apart], mean: f32, everyone: f32) -> Option<f32> {
    let (mut both, mut own, mut theirs) = (0.0, 0.0, 0.0);
    for apart in compared {
        let (x, y) = (apart.rating.stars() - mean, apart.everyone - everyone);
        both += x * y;
        own += x * x;
        theirs += y * y;
    }
    // What does not vary but for rounding has no order.
    let varies = |squares: f32| squares / compared.len() as f32 > 1e-6;
    (compared.len() >= 3 && varies(own) && varies(theirs)).then(|| (both / (own * theirs).sqrt()).clamp(-1.0, 1.0))
}
