//! How well do we know this member? Their own films, hidden a part at a time and asked back, as the evaluation does it
//! with members that it has never met; here in the member's own browser, with nobody else's films.

use crate::bounds::{Bounds, OutOfBounds};
use crate::bundle::Bundle;
use crate::film::{FilmId, Stars};
use crate::filters::Filters;
use crate::opinions::Opinions;
use crate::predict;
use crate::recommend::rank;
use crate::request::Request;
use crate::signals::Weights;
use crate::taste::{Statement, Taste};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Into so many parts the films are dealt; each is hidden once.
pub const PARTS: u32 = 5;
/// One of the [`PARTS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Part(u32);

/// So many films are asked for.
pub const ASKED: u32 = 100;
/// What is rated this or higher is worth finding.
const LOVED: u8 = 8;

/// What came of one part, or of several together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Trial {
    /// Films hidden that the member rated ★★★★ or more.
    pub loved: u32,
    /// How many of them were among the first [`ASKED`].
    pub found: u32,
    /// How many are among the [`ASKED`] best-known films that the member had not shown.
    pub famous: u32,
    /// Films hidden that are rated at all.
    pub rated: u32,
    /// The sum of squared errors of the predicted stars.
    pub error: f32,
    /// The same for each film's mean, as everyone rates it.
    pub error_of_means: f32,
}

impl Part {
    /// All of them, in order.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..PARTS).map(Self)
    }
}

impl TryFrom<u32> for Part {
    type Error = OutOfBounds;

    fn try_from(part: u32) -> Result<Self, OutOfBounds> {
        const BOUNDS: Bounds = Bounds { least: 0, most: PARTS as i32 - 1 };
        if BOUNDS.hold(part) { Ok(Self(part)) } else { Err(OutOfBounds { of: "a part of a trial", bounds: BOUNDS }) }
    }
}

impl From<Part> for u32 {
    fn from(part: Part) -> Self {
        part.0
    }
}

impl Trial {
    /// Hides one of the [`PARTS`] and asks for it back. Films outside the pool cannot be found and do not count.
    pub fn of_part(bundle: &Bundle, statements: &BTreeMap<FilmId, Statement>, part: Part) -> Self {
        let pool = bundle.catalogue.pool();
        let ratings = || statements.iter().filter_map(|(&film, known)| Some((film, known.rating?)));
        // Dealt in the order of films, which is that of fame: every part has its share of the known and of the obscure.
        let hidden: BTreeMap<FilmId, Stars> = ratings()
            .filter(|(film, _)| film.index() < pool)
            .zip(0..)
            .filter(|(_, place): &(_, u32)| place % PARTS == part.0)
            .map(|(rated, _)| rated)
            .collect();
        let mut shown = statements.clone();
        shown.retain(|film, _| !hidden.contains_key(film));
        let taste = Taste::new(&shown, &bundle.tuning);
        let opinions = Opinions::of(bundle, &taste);
        let loved: BTreeSet<FilmId> =
            hidden.iter().filter(|(_, stars)| stars.halves() >= LOVED).map(|(&film, _)| film).collect();
        let among_first = |opinions: &Opinions, weights: Weights| {
            let filters = Filters { include_low_quality: true, include_series: true, ..Filters::default() };
            let request = Request { weights, variety: 0.0, filters, limit: ASKED, ..Request::default() };
            rank(bundle, &taste, opinions, &request).iter().filter(|film| loved.contains(film)).count() as u32
        };
        let mean = bundle.tuning.typical_mean;
        let squared = |error: f32| error * error;
        let mut trial = Self {
            loved: loved.len() as u32,
            found: among_first(&opinions, Weights::default()),
            // The best-known as they are, for everybody.
            famous: among_first(&opinions.clone().without_reserve(), Weights { popularity: 1.0, ..Weights::NONE }),
            rated: hidden.len() as u32,
            ..Self::default()
        };
        for (&film, stars) in &hidden {
            trial.error += squared(predict::stars(bundle, &opinions, film) - stars.stars());
            trial.error_of_means += squared(bundle.models.quality.stars(film).unwrap_or(mean) - stars.stars());
        }
        trial
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            loved: self.loved + other.loved,
            found: self.found + other.found,
            famous: self.famous + other.famous,
            rated: self.rated + other.rated,
            error: self.error + other.error,
            error_of_means: self.error_of_means + other.error_of_means,
        }
    }
}
