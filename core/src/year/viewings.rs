//! What was seen on which day.

use crate::day::Day;
use crate::film::{FilmId, FilmSet, Stars};
use crate::import::{Entry, EntryKind, TitleType};
use crate::matching::{Matching, Outcome};
use crate::numeric::{pack, sort, sort_pairs};
use crate::taste::Statement;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Fewer viewings than this are no year to look back on.
pub const FEWEST: usize = 5;
/// Where ratings stand for viewings: on a day with more than these, somebody rated what they had seen before.
pub const MOST_A_DAY: usize = 6;

/// A film, seen on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewing {
    /// The film.
    pub film: FilmId,
    /// The day.
    pub day: Day,
    /// The rating of then, if the row has one.
    pub rating: Option<Stars>,
    /// Whether it had been seen before: the row says so, or an earlier one is of the same film.
    pub again: bool,
}

/// All viewings that a member's files name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Viewings {
    /// By the diary, in the order of days and films.
    diary: Vec<Viewing>,
    /// By dated ratings, likewise.
    ratings: Vec<Viewing>,
    /// The first day that a row names with a film that was seen; of a film with a row but no day, the first of all days.
    /// By the film's number.
    since: Vec<Option<Day>>,
    newest: Option<Day>,
}

/// Those of one year.
pub(super) struct OfYear {
    pub(super) by_diary: bool,
    pub(super) viewings: Vec<Viewing>,
}

/// What the viewings of one film come to.
#[derive(Clone, Copy)]
pub(super) struct Seen {
    pub(super) film: FilmId,
    pub(super) rating: Option<Stars>,
    /// Whether even the first of them was not the first of all.
    pub(super) again: bool,
}

impl Viewings {
    /// Gathers them. An episode is none: a series is not seen once for each of them.
    pub fn new(entries: &[Entry], matching: &Matching) -> Self {
        let (mut diary, mut ratings) = (Vec::new(), Vec::new());
        let mut all = Self::default();
        for (entry, outcome) in entries.iter().zip(&matching.outcomes) {
            let &Outcome::Film(film, _) = outcome else { continue };
            if matches!(entry.kind, EntryKind::Watchlist | EntryKind::Listed) {
                continue;
            }
            all.newest = all.newest.max(entry.day);
            let Some(day) = entry.day else {
                // What is liked has another row, and the profile's favourites have no days.
                if matches!(entry.kind, EntryKind::Watched | EntryKind::Rating | EntryKind::Diary) {
                    *all.since_mut(film) = Some(Day(i32::MIN));
                }
                continue;
            };
            let since = all.since_mut(film);
            *since = Some(since.map_or(day, |since| since.min(day)));
            let list = match entry.kind {
                EntryKind::Diary => &mut diary,
                EntryKind::Rating => &mut ratings,
                _ => continue,
            };
            if entry.title_type != TitleType::Episode {
                list.push(Viewing { film, day, rating: entry.rating, again: entry.rewatch });
            }
        }
        all.diary = in_order(&diary);
        all.ratings = without_sprees(&in_order(&ratings));
        all
    }

    /// The years to look back on, the latest first.
    pub fn years(&self) -> Vec<u16> {
        let mut years: Vec<u64> = self.diary.iter().chain(&self.ratings).map(|viewing| of(viewing).into()).collect();
        sort(&mut years);
        years.dedup();
        years.into_iter().rev().map(|year| year as u16).filter(|year| self.of_year(*year).is_some()).collect()
    }

    pub(super) fn of_year(&self, year: u16) -> Option<OfYear> {
        let within = |list: &[Viewing]| -> Vec<Viewing> {
            let start = list.partition_point(|viewing| of(viewing) < year);
            let end = list.partition_point(|viewing| of(viewing) <= year);
            list.get(start..end).unwrap_or_default().to_vec()
        };
        let diary = OfYear { by_diary: true, viewings: within(&self.diary) };
        if diary.viewings.len() >= FEWEST {
            return Some(diary);
        }
        let ratings = OfYear { by_diary: false, viewings: within(&self.ratings) };
        (ratings.viewings.len() >= FEWEST).then_some(ratings)
    }

    /// The last day that a row names.
    pub(super) fn newest(&self) -> Option<Day> {
        self.newest
    }

    /// The first day that a row names with a film; the first of all days where one names none, and `None` without a row.
    pub(super) fn since(&self, film: FilmId) -> Option<Day> {
        self.since.get(film.index()).copied().flatten()
    }

    /// How many films were seen before a day, as far as rows say.
    pub(super) fn known_before(&self, day: Day) -> usize {
        self.since.iter().flatten().filter(|since| **since < day).count()
    }

    fn since_mut(&mut self, film: FilmId) -> &mut Option<Day> {
        let place = film.index();
        if self.since.len() <= place {
            self.since.resize(place + 1, None);
        }
        &mut self.since[place]
    }
}

impl OfYear {
    /// The films in the order of their numbers, each with what it got the last time, else with the rating that stands.
    pub(super) fn films(&self, statements: &BTreeMap<FilmId, Statement>) -> Vec<Seen> {
        let mut order: Vec<u64> = self.viewings.iter().zip(0u32..).map(|(it, place)| pack(it.film.0, place)).collect();
        sort(&mut order);
        let mut films: Vec<Seen> = Vec::new();
        for viewing in order.into_iter().filter_map(|packed| self.viewings.get(packed as u32 as usize)) {
            match films.last_mut().filter(|last| last.film == viewing.film) {
                Some(last) => last.rating = viewing.rating.or(last.rating),
                None => films.push(Seen { film: viewing.film, rating: viewing.rating, again: viewing.again }),
            }
        }
        for seen in &mut films {
            seen.rating = seen.rating.or_else(|| statements.get(&seen.film)?.rating);
        }
        films
    }
}

/// The year of a viewing.
fn of(viewing: &Viewing) -> u16 {
    let (year, ..) = viewing.day.date();
    year.clamp(0, u16::MAX.into()) as u16
}

/// By days, then films. Rows of one film and day are one viewing, with the higher rating.
fn in_order(found: &[Viewing]) -> Vec<Viewing> {
    let key = |viewing: &Viewing| pack((viewing.day.0 as u32) ^ 1 << 31, viewing.film.0);
    let mut order: Vec<(u64, u32)> = found.iter().map(key).zip(0..).collect();
    sort_pairs(&mut order);
    let mut viewings: Vec<Viewing> = Vec::with_capacity(found.len());
    let mut seen = FilmSet::default();
    for viewing in order.into_iter().filter_map(|(_, place)| found.get(place as usize)) {
        if let Some(last) = viewings.last_mut().filter(|last| (last.day, last.film) == (viewing.day, viewing.film)) {
            last.rating = last.rating.max(viewing.rating);
            last.again |= viewing.again;
            continue;
        }
        viewings.push(Viewing { again: viewing.again || seen.contains(viewing.film), ..*viewing });
        seen.insert(viewing.film);
    }
    viewings
}

/// Without the days on which more was rated than is seen in one.
fn without_sprees(viewings: &[Viewing]) -> Vec<Viewing> {
    let kept = viewings.chunk_by(|one, next| one.day == next.day).filter(|day| day.len() <= MOST_A_DAY);
    kept.flatten().copied().collect()
}
