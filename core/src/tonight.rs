//! Five films for tonight, each for another reason: the same all day, others tomorrow.
//!
//! What was offered rests for a fortnight, and what was skipped is not offered again that day: whoever asks remembers both.
//! What was picked earlier on the same day stays, whatever is known by now; only what is missing is filled.

use crate::bundle::Bundle;
use crate::chance;
use crate::day::Day;
use crate::film::{FilmId, FilmSet};
use crate::opinions::Opinions;
use crate::predict;
use crate::recommend::rank;
use crate::request::Request;
use crate::taste::Taste;
use serde::{Deserialize, Serialize};

/// So many films are offered.
pub const PICKS: usize = 5;
/// So many days a film that was offered is not offered again: none comes twice in a fortnight.
pub const REST: i32 = 13;

/// Why a film is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// The most stars predicted among the best of the shelf.
    Safe,
    /// Few know it.
    Gem,
    /// At most [`SHORT`] minutes.
    Short,
    /// It is on the watchlist.
    Wanted,
    /// From before 1980, or at least 25 years old.
    Older,
    /// The next best, where one of the others has none.
    Next,
}

impl Kind {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] = [Self::Safe, Self::Gem, Self::Short, Self::Wanted, Self::Older, Self::Next];
}

/// A film that is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The film.
    pub film: FilmId,
    /// Why it.
    pub kind: Kind,
}

/// What is known of an evening before it is asked what to see.
#[derive(Clone, Debug, PartialEq)]
pub struct Evening {
    /// Which day it is. It also says which of several that would do as well is drawn.
    pub day: Day,
    /// What was offered on it already, and still stands.
    pub kept: Vec<Suggestion>,
    /// What is not to be offered: skipped today, or offered in the last [`REST`] days.
    pub resting: FilmSet,
}

/// Minutes that leave room for dinner.
pub const SHORT: u16 = 95;
/// A film for an evening is no short: from here on the Academy calls one a feature.
const FEATURE: u16 = 40;
/// The shelf's best: the safe one is one of them.
const BEST: usize = 60;
/// No film further down is drawn for its kind: an old one that the member would hardly like is no pick.
const REACH: usize = 400;
/// One of so many that would do is drawn.
const DRAWN_FROM: usize = 8;
/// Films from this part of the pool on, the best-known first, are little known.
const KNOWN_PART: usize = 4;
/// An older film is from before this year, or so many years old.
const OLD: (u16, i32) = (1980, 25);

/// Films for an evening, in the order of their kinds. Of the request only its weights and filters count.
pub fn tonight(
    bundle: &Bundle,
    taste: &Taste,
    opinions: &Opinions,
    request: &Request,
    evening: &Evening,
) -> Vec<Suggestion> {
    let mut picks: Vec<Suggestion> = Vec::new();
    for kept in &evening.kept {
        let is_there =
            picks.iter().any(|pick| pick.film == kept.film || pick.kind == kept.kind && kept.kind != Kind::Next);
        if picks.len() < PICKS && !is_there {
            picks.push(*kept);
        }
    }
    if picks.len() < PICKS {
        let all = Request { variety: 0.0, limit: bundle.catalogue.pool, ..request.clone() };
        let mut films = rank(bundle, taste, opinions, &all);
        films.retain(|film| !evening.resting.contains(*film) && !predict::is_disliked(bundle, taste, opinions, *film));
        let ranked = Ranked { bundle, taste, opinions, day: evening.day, films };
        for kind in Kind::ALL {
            while picks.len() < PICKS && (kind == Kind::Next || picks.iter().all(|pick| pick.kind != kind)) {
                let Some(film) = ranked.draw(kind, &picks) else { break };
                picks.push(Suggestion { film, kind });
            }
        }
    }
    // By kind, so that what takes the place of another stands where that stood. By hand: a sort of the library's is kilobytes.
    Kind::ALL.into_iter().flat_map(|kind| picks.iter().filter(move |pick| pick.kind == kind)).copied().collect()
}

/// The films that may be offered, best first.
struct Ranked<'a> {
    bundle: &'a Bundle,
    taste: &'a Taste,
    opinions: &'a Opinions,
    day: Day,
    films: Vec<FilmId>,
}

impl Ranked<'_> {
    /// One of a kind that is not among these yet.
    fn draw(&self, kind: Kind, picks: &[Suggestion]) -> Option<FilmId> {
        let free = |film: &FilmId| picks.iter().all(|pick| pick.film != *film);
        let reach = match kind {
            Kind::Safe => BEST,
            Kind::Wanted => usize::MAX,
            _ => REACH,
        };
        let mut fitting = self.films.iter().copied().take(reach).filter(|film| free(film) && self.is(*film, kind));
        match kind {
            Kind::Safe => {
                let stars = |film| predict::stars_for(self.bundle, self.taste, self.opinions, film);
                let first = fitting.next()?;
                let better =
                    |best: (f32, FilmId), film| Some((stars(film), film)).filter(|it| it.0 > best.0).unwrap_or(best);
                Some(fitting.fold((stars(first), first), better).1)
            }
            Kind::Next => fitting.next(),
            _ => {
                let few: Vec<FilmId> = fitting.take(DRAWN_FROM).collect();
                let seed = u64::from(self.day.0 as u32) << 8 | kind as u64;
                chance::order(few.len(), seed).first().and_then(|&place| few.get(place).copied())
            }
        }
    }

    /// Whether a film is of a kind.
    fn is(&self, film: FilmId, kind: Kind) -> bool {
        let catalogue = &self.bundle.catalogue;
        match kind {
            Kind::Safe | Kind::Next => true,
            Kind::Gem => film.index() >= catalogue.pool() / KNOWN_PART,
            Kind::Short => catalogue.runtime(film).is_some_and(|minutes| (FEATURE..=SHORT).contains(&minutes)),
            Kind::Wanted => self.taste.on_watchlist(film),
            Kind::Older => {
                catalogue.year(film).is_some_and(|year| year < OLD.0 || i32::from(year) <= self.day.date().0 - OLD.1)
            }
        }
    }
}
