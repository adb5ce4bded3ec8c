//! Two records of one film: the better known one stays, with the other's ratings, titles and numbers.
//!
//! Sources list a film twice where its address changed while they were collected (“EverAfter”, “Ever After”), or where
//! somebody entered it twice. Remakes, shorts that became features and different films of one title must stay apart, so
//! a title alone is never enough: see [`Why`].

use super::films::Listed;
use super::merge::fill;
use super::titles::{bare_words, key};
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::fmt;

/// Sources differ by so many minutes on the length of one film.
const MINUTES: u16 = 2;
/// With the same number by so many: versions are counted as one film.
const MINUTES_OF_A_NUMBER: u16 = 10;
/// A shared word tells from this length on.
const TELLING: usize = 4;
/// So many words make a title that no two films of a year share.
const WORDS: usize = 3;

/// Why two records are believed to be one film.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Why {
    /// One number of TMDB's or IMDb's, and no other length; where Letterboxd has two numbers, the lengths must be known.
    Number,
    /// Title, length and language, years at most one apart.
    TitleAndLength,
    /// Title and a director, years at most one apart; of one of them no length is known.
    TitleAndDirector,
    /// Day of release, length, language and a telling word of the title, where the source no longer counts one of them.
    Day,
    /// A long title and the year, where the source no longer counts one of them.
    OldAddress,
    /// Title and year, and of one nothing else is known.
    NothingElse,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Number => "one number",
            Self::TitleAndLength => "title, length, language",
            Self::TitleAndDirector => "title, director",
            Self::Day => "day of release, length, language, part of the title",
            Self::OldAddress => "title, year; one no longer counted",
            Self::NothingElse => "title, year; of one nothing else is known",
        })
    }
}

/// Two records of one film, by their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Twins {
    pub(super) kept: usize,
    pub(super) gone: usize,
    pub(super) why: Why,
}

/// Finds records of one film among films that TMDB was asked about. `ratings` has how many each got, `None` for films
/// that are only recognised behind them.
pub(super) fn find(films: &[Listed], ratings: &[u32]) -> Vec<Twins> {
    let rated = |at: usize| ratings.get(at).copied().unwrap_or(0);
    let records: Vec<Record<'_>> = films.iter().enumerate().map(|(at, film)| Record::new(film, rated(at))).collect();
    // To be uncounted means something only where the source counts at all.
    let is_counted = films.iter().any(|listed| listed.film.listed_ratings > 0 && !listed.film.is_matched_only);
    let mut order: Vec<usize> = (0..films.len()).collect();
    order.sort_by_key(|&at| {
        let film = &films[at].film;
        (
            film.is_matched_only,
            Reverse((rated(at).max(film.listed_ratings), film.listed_ratings, film.tmdb_id.is_some())),
            at,
        )
    });
    let mut kept: HashMap<Clue<'_>, Vec<usize>> = HashMap::new();
    let mut twins = Vec::new();
    for at in order {
        let near: BTreeSet<usize> = records[at].clues().filter_map(|clue| kept.get(&clue)).flatten().copied().collect();
        let mut ones = near.into_iter().filter_map(|other| Some((other, records[other].is(&records[at], is_counted)?)));
        match (ones.next(), ones.next()) {
            (Some((kept, why)), None) => twins.push(Twins { kept, gone: at, why }),
            // Of two nobody knows which.
            _ => records[at].clues().for_each(|clue| kept.entry(clue).or_default().push(at)),
        }
    }
    twins
}

/// Whether two films that bear one number may be one film: of one kind and length, and where Letterboxd has two numbers,
/// the lengths must be known.
pub(super) fn may_be_one(a: &Listed, b: &Listed) -> bool {
    let differ = |a: Option<u32>, b: Option<u32>| a.zip(b).is_some_and(|(a, b)| a != b);
    let apart = a.film.runtime.zip(b.film.runtime).map(|(a, b)| a.abs_diff(b));
    let are_two = differ(a.film.letterboxd_id, b.film.letterboxd_id);
    let is_one_kind = a.kind.zip(b.kind).is_none_or(|(a, b)| a == b);
    let is_one_year = a.film.year.zip(b.film.year).is_none_or(|(a, b)| a.abs_diff(b) <= 1);
    is_one_kind && is_one_year && apart.map_or(!are_two, |minutes| minutes <= MINUTES_OF_A_NUMBER)
}

/// Merges them. Returns where each film went.
pub(super) fn merge(films: &mut Vec<Listed>, twins: &[Twins]) -> Vec<u32> {
    let mut leader: Vec<usize> = (0..films.len()).collect();
    for &Twins { kept, gone, .. } in twins {
        let other = films[gone].clone();
        fill(&mut films[kept], &other);
        leader[gone] = kept;
    }
    let mut next = 0;
    let mut place = vec![0; films.len()];
    for at in 0..films.len() {
        if leader[at] == at {
            place[at] = next;
            next += 1;
        }
    }
    for at in 0..films.len() {
        place[at] = place[leader[at]];
    }
    let mut at = 0;
    films.retain(|_| {
        at += 1;
        leader[at - 1] == at - 1
    });
    place
}

/// What two records of one film may share.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Clue<'f> {
    Tmdb(u32),
    Imdb(u32),
    Title(&'f str),
    Day(&'f str),
}

/// A film as it is compared.
struct Record<'f> {
    listed: &'f Listed,
    words: Vec<String>,
    title: String,
    directors: Vec<String>,
    rated: u32,
}

impl<'f> Record<'f> {
    fn new(listed: &'f Listed, rated: u32) -> Self {
        let words = bare_words(&listed.film.title);
        let directors = listed.film.directors.iter().map(|name| key(name)).collect();
        Self { listed, title: words.concat(), words, directors, rated }
    }

    fn clues(&self) -> impl Iterator<Item = Clue<'_>> {
        let film = &self.listed.film;
        let numbers = [film.tmdb_id.map(Clue::Tmdb), film.imdb_id.map(Clue::Imdb)].into_iter().flatten();
        // What is only recognised goes by its numbers: its table was joined by titles already.
        let named = !film.is_matched_only;
        let title = Some(self.title.as_str()).filter(|title| named && !title.is_empty()).map(Clue::Title);
        let day = self.day().map(Clue::Day);
        numbers.chain(title).chain(day)
    }

    /// The day of its release.
    fn day(&self) -> Option<&str> {
        Some(self.listed.said.released.as_str()).filter(|day| day.len() == 10)
    }

    /// Whether `other`, which fewer people know, is the same film.
    fn is(&self, other: &Self, is_counted: bool) -> Option<Why> {
        let (a, b) = (&self.listed.film, &other.listed.film);
        let differ = |a: Option<u32>, b: Option<u32>| a.zip(b).is_some_and(|(a, b)| a != b);
        let kinds = self.listed.kind.zip(other.listed.kind);
        let years = a.year.zip(b.year);
        if kinds.is_some_and(|(a, b)| a != b)
            || years.is_some_and(|(a, b)| a.abs_diff(b) > 1)
            || differ(a.tmdb_id, b.tmdb_id)
            || differ(a.imdb_id, b.imdb_id)
        {
            return None;
        }
        let apart = a.runtime.zip(b.runtime).map(|(a, b)| a.abs_diff(b));
        let are_two = differ(a.letterboxd_id, b.letterboxd_id);
        let same_number = [(a.tmdb_id, b.tmdb_id), (a.imdb_id, b.imdb_id)].iter().any(|(a, b)| a.is_some() && a == b);
        if same_number && may_be_one(self.listed, other.listed) {
            return Some(Why::Number);
        }
        if b.is_matched_only {
            return None;
        }
        let (year, other_year) = years?;
        let same_title = self.title == other.title && !self.title.is_empty();
        let same_language = a.language.is_some() && a.language == b.language;
        let is_bare = b.letterboxd_id.or(b.tmdb_id).or(b.imdb_id).is_none();
        let is_uncounted = is_counted && b.listed_ratings == 0;
        if same_title && !are_two && same_language && apart.is_some_and(|minutes| minutes <= MINUTES) {
            return Some(Why::TitleAndLength);
        }
        let shares_director = || self.directors.iter().any(|name| other.directors.contains(name));
        if same_title && !are_two && is_bare && apart.is_none() && shares_director() {
            return Some(Why::TitleAndDirector);
        }
        let same_day = self.day().is_some() && self.day() == other.day();
        let shares_word = || self.words.iter().any(|word| word.len() >= TELLING && other.words.contains(word));
        // A cut has no year of its own there, but that of the film.
        let same_length = same_language && apart == Some(0) && other.listed.said.year.is_some();
        if is_uncounted && b.tmdb_id.is_none() && !are_two && same_day && same_length && shares_word() {
            return Some(Why::Day);
        }
        if !same_title || year != other_year {
            return None;
        }
        let moved = other.rated > 0 && (other.words.len() >= WORDS || self.rated == 0);
        if is_uncounted && apart.is_none() && moved {
            return Some(Why::OldAddress);
        }
        // Of two of which nothing is known, nothing tells that they are one.
        let is_numbered = a.letterboxd_id.or(a.tmdb_id).or(a.imdb_id).is_some();
        let is_unknown = is_numbered && is_bare && b.runtime.is_none() && key(&a.title) == key(&b.title);
        (is_unknown && (same_language || (b.language.is_none() && other.rated == 0))).then_some(Why::NothingElse)
    }
}
