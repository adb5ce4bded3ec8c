//! What we know of a person, known once, then scored: entries and their films → [`Taste`].
//!
//! Where rows disagree about a film: the rating in `ratings.csv` stands; without one, the latest rated diary row.
//! A film counts as seen when any row but the watchlist's names it, and as a rewatch when a diary row says so or
//! two diary rows name different days.

use crate::film::{FilmId, FilmSet, Stars};
use crate::import::{Day, Entry, EntryKind};
use crate::matching::{Matching, Outcome};
use crate::numeric::powf;
use crate::tuning::Tuning;
use std::collections::BTreeMap;

/// A person's taste, as far as their films tell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Taste {
    /// Every film of theirs that says something, in the order of films.
    pub evidence: Vec<Evidence>,
    /// Their mean rating, mixed with the typical mean while there are few.
    pub mean: f32,
    /// How many films they rated.
    pub rated: u32,
    seen: FilmSet,
    watchlist: FilmSet,
}

/// What one film says of a person.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// The film.
    pub film: FilmId,
    /// The rating, if they gave one.
    pub rating: Option<Stars>,
    /// Whether they liked it.
    pub liked: bool,
    /// How much it speaks for films like it, to the neighbours: 0 and up.
    pub level: f32,
    /// Which way it turns the content direction: stars above their mean, or a part of the stars below.
    pub leaning: f32,
}

/// The rows about one film, merged.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Statement {
    /// The rating that stands.
    pub rating: Option<Stars>,
    /// Whether it was seen.
    pub seen: bool,
    /// Whether it was liked.
    pub liked: bool,
    /// Seen again, or a favourite of the profile.
    pub treasured: bool,
    /// Whether it is on the watchlist.
    pub wanted: bool,
    /// The latest day that a row names.
    pub day: Option<Day>,
}

/// The diary rows about one film.
struct Diary {
    /// Of the first row: another day elsewhere means seen again.
    day: Option<Day>,
    /// The latest rating; of two on one day, the higher.
    rated: Option<(Option<Day>, Stars)>,
}

/// Merges rows by film, by the rules above.
pub fn merge(entries: &[Entry], matching: &Matching) -> BTreeMap<FilmId, Statement> {
    let mut films: BTreeMap<FilmId, Statement> = BTreeMap::new();
    let mut diary: BTreeMap<FilmId, Diary> = BTreeMap::new();
    for (entry, outcome) in entries.iter().zip(&matching.outcomes) {
        let &Outcome::Film(film, _) = outcome else { continue };
        let statement = films.entry(film).or_default();
        statement.day = statement.day.max(entry.day);
        statement.seen |= entry.kind != EntryKind::Watchlist;
        match entry.kind {
            EntryKind::Rating => statement.rating = entry.rating.or(statement.rating),
            EntryKind::Like => statement.liked = true,
            EntryKind::Favourite => statement.treasured = true,
            EntryKind::Watchlist => statement.wanted = true,
            EntryKind::Watched => {}
            EntryKind::Diary => {
                let known = diary.entry(film).or_insert(Diary { day: entry.day, rated: None });
                statement.treasured |= entry.rewatch || known.day != entry.day;
                if let Some(rating) = entry.rating {
                    known.rated = known.rated.max(Some((entry.day, rating)));
                }
            }
        }
    }
    for (film, rows) in diary {
        if let (Some(statement), Some((_, rating))) = (films.get_mut(&film), rows.rated) {
            statement.rating = statement.rating.or(Some(rating));
        }
    }
    films
}

impl Taste {
    /// Reads a taste from what was said of each film.
    pub fn new(statements: &BTreeMap<FilmId, Statement>, tuning: &Tuning) -> Self {
        let ratings = || statements.values().filter_map(|statement| statement.rating);
        let rated = ratings().count() as u32;
        let total: f32 = ratings().map(Stars::stars).sum();
        let mean = (total + tuning.mean_prior * tuning.typical_mean) / (rated as f32 + tuning.mean_prior);
        let newest = statements.values().filter_map(|statement| statement.day).max();
        let evidence = statements
            .iter()
            .filter(|(_, statement)| statement.seen)
            .map(|(&film, statement)| weigh(film, statement, mean, newest, tuning))
            .collect();
        let of = |keep: fn(&Statement) -> bool| {
            statements.iter().filter(|(_, statement)| keep(statement)).map(|(&film, _)| film).collect()
        };
        Self {
            evidence,
            mean,
            rated,
            seen: of(|statement| statement.seen),
            watchlist: of(|statement| statement.wanted),
        }
    }

    /// Reads a taste from an import.
    pub fn of(entries: &[Entry], matching: &Matching, tuning: &Tuning) -> Self {
        Self::new(&merge(entries, matching), tuning)
    }

    /// Whether they have seen it: never on the shelf.
    pub fn has_seen(&self, film: FilmId) -> bool {
        self.seen.contains(film)
    }

    /// Whether it is on their watchlist.
    pub fn on_watchlist(&self, film: FilmId) -> bool {
        self.watchlist.contains(film)
    }

    /// What they said of a film, if anything.
    pub fn evidence_of(&self, film: FilmId) -> Option<&Evidence> {
        let place = self.evidence.binary_search_by_key(&film, |evidence| evidence.film).ok()?;
        self.evidence.get(place)
    }
}

fn weigh(film: FilmId, statement: &Statement, mean: f32, newest: Option<Day>, tuning: &Tuning) -> Evidence {
    let mut level = match (statement.rating, statement.liked) {
        (Some(rating), false) => tuning.level(rating, mean),
        (Some(rating), true) => tuning.level(rating, mean).max(tuning.liked),
        (None, true) => tuning.liked,
        (None, false) => tuning.watched,
    };
    let above = statement.rating.map_or(0.0, |rating| rating.stars() - mean);
    let mut leaning = if above < 0.0 { above * tuning.dislike } else { above };
    if statement.liked {
        leaning = leaning.max(1.0);
    }
    if statement.treasured {
        level += tuning.treasured;
        leaning += tuning.treasured;
    }
    let freshness = match (newest, statement.day) {
        (Some(newest), Some(day)) => {
            let age = (f64::from(newest.0) - f64::from(day.0)) as f32;
            tuning.oldest + (1.0 - tuning.oldest) * powf(0.5, age / tuning.half_life)
        }
        _ => 1.0,
    };
    Evidence {
        film,
        rating: statement.rating,
        liked: statement.liked,
        level: level * freshness,
        leaning: leaning * freshness,
    }
}
