//! What each further choice would leave: how many unseen films, with all other filters standing.
//!
//! Every count is the length of the shelf that [`recommend`](crate::recommend()) would give with that choice set.

use crate::bundle::Bundle;
use crate::explain;
use crate::film::{FilmId, Kind, Lists, Strings};
use crate::matching::normalise::Normalised;
use crate::numeric::{pack, sort};
use crate::shelf::gate::{Gate, Test, is_by, is_good};
use crate::shelf::{Filters, WatchlistFilter};
use crate::taste::Taste;
use serde::{Deserialize, Serialize};

/// How many names [`suggestions`] gives at most.
pub const SUGGESTED: usize = 8;
/// One more than there are decades below the largest year.
const DECADES: usize = u16::MAX as usize / 10 + 1;

/// For each choice, how many unseen films the shelf would have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facets {
    /// As the filters stand.
    pub films: u32,
    /// With this genre in place of those chosen; where films must have all genres, with it added to them. In the order
    /// of the catalogue's names.
    pub genres: Vec<u32>,
    /// With this genre added to those not wanted: what is left, in the order of the catalogue's names. What that takes
    /// away is the rest of [`Facets::films`].
    pub without_genres: Vec<u32>,
    /// In this language alone, by its code, most films first; languages without a film are not named.
    pub languages: Vec<(String, u32)>,
    /// On this streaming service alone, most films first; services without a film are not named.
    pub services: Vec<(String, u32)>,
    /// Of this decade alone, by its first year, in order; decades without a film are not named.
    pub decades: Vec<(u16, u32)>,
    /// For [`Filters::include_series`].
    pub series: Switch,
    /// For [`Filters::include_low_quality`].
    pub low_quality: Switch,
    /// For [`Filters::fresh`].
    pub fresh: Switch,
    /// For [`Filters::loved_directors`].
    pub loved_directors: Switch,
    /// For [`Filters::watchlist`].
    pub watchlist: WatchlistCounts,
}

/// How many films there are with a switch off, and on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Switch {
    /// Off.
    pub off: u32,
    /// On.
    pub on: u32,
}

/// How many films there are with each [`WatchlistFilter`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WatchlistCounts {
    /// [`WatchlistFilter::Any`].
    pub any: u32,
    /// [`WatchlistFilter::Hide`].
    pub hide: u32,
    /// [`WatchlistFilter::Only`].
    pub only: u32,
}

impl WatchlistCounts {
    /// How many with this one.
    pub fn of(self, filter: WatchlistFilter) -> u32 {
        match filter {
            WatchlistFilter::Any => self.any,
            WatchlistFilter::Hide => self.hide,
            WatchlistFilter::Only => self.only,
        }
    }
}

/// What is chosen by a name of which there are too many for a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NameOf {
    /// [`Filters::directors`].
    Director,
    /// [`Filters::cast`]; nobody before the details have arrived.
    Actor,
    /// [`Filters::keywords`]; none before the details have arrived.
    Keyword,
}

/// Counts the films for each choice, in one look at the pool.
pub fn facets(bundle: &Bundle, taste: &Taste, filters: &Filters) -> Facets {
    let catalogue = &bundle.catalogue;
    let gate = Gate::new(bundle, taste, filters);
    let loved = explain::loved_directors(bundle, taste);
    let mut facets = Facets { genres: vec![0; catalogue.genre_names.len()], ..Facets::default() };
    // What a genre that is not wanted would take away.
    let mut taken = facets.genres.clone();
    let mut languages = vec![0u32; catalogue.language_codes.len()];
    let mut decades = vec![0u32; DECADES];
    let streaming = catalogue.details.services.as_ref();
    let mut services = vec![0u32; streaming.map_or(0, |known| known.names.len())];
    for film in (0..catalogue.pool).map(FilmId) {
        let Some(failed) = gate.ask(film) else { continue };
        let genres = catalogue.genre_bits(film);
        if failed.none() {
            facets.films += 1;
            count_bits(&mut taken, genres);
        }
        if failed.none_but(Test::Genre) && (!filters.genres_all || gate.has_all_genres(genres)) {
            count_bits(&mut facets.genres, genres);
        }
        if failed.none_but(Test::Language) {
            count(&mut languages, catalogue.languages.get(film.index()).copied().unwrap_or(0).into());
        }
        if failed.none_but(Test::Service)
            && let Some(known) = streaming
        {
            count_names(&mut services, known.films.get(film.index()));
        }
        if failed.none_but(Test::Year)
            && let Some(year) = catalogue.year(film)
        {
            count(&mut decades, usize::from(year / 10));
        }
        if failed.none_but(Test::Series) {
            facets.series.count(catalogue.kind(film) == Kind::Movie, true);
        }
        if failed.none_but(Test::Quality) {
            facets.low_quality.count(is_good(bundle, film), true);
        }
        if failed.none_but(Test::Shown) {
            facets.fresh.count(true, !taste.was_shown(film));
        }
        if failed.none_but(Test::LovedDirector) {
            facets.loved_directors.count(true, is_by(bundle, film, &loved));
        }
        if failed.none_but(Test::Watchlist) {
            let is_wanted = u32::from(taste.on_watchlist(film));
            facets.watchlist.any += 1;
            facets.watchlist.hide += 1 - is_wanted;
            facets.watchlist.only += is_wanted;
        }
    }
    facets.without_genres = taken.into_iter().map(|taken| facets.films - taken).collect();
    let named = largest_first(&languages).filter(|&(place, _)| !catalogue.language_codes.get(place).is_empty());
    facets.languages = named.map(|(place, films)| (catalogue.language_codes.get(place).to_owned(), films)).collect();
    if let Some(known) = streaming {
        let named = largest_first(&services).map(|(place, films)| (known.names.get(place).to_owned(), films));
        facets.services = named.collect();
    }
    facets.decades = (0..=u16::MAX).step_by(10).zip(decades).filter(|&(_, films)| films > 0).collect();
    facets
}

impl Switch {
    fn count(&mut self, is_there_off: bool, is_there_on: bool) {
        self.off += u32::from(is_there_off);
        self.on += u32::from(is_there_on);
    }
}

/// At most [`SUGGESTED`] names in which a word begins with what is typed, each with how many films there would be if it
/// alone were chosen: most films first, names without a film left out. Accents and case do not matter. Where nothing
/// is typed, those with the most films of all.
pub fn suggestions(bundle: &Bundle, taste: &Taste, filters: &Filters, of: NameOf, typed: &str) -> Vec<(String, u32)> {
    let catalogue = &bundle.catalogue;
    let (test, lists, names): (_, &Lists, &Strings) = match of {
        NameOf::Director => (Test::Director, &catalogue.directors, &catalogue.people),
        NameOf::Actor => (Test::Cast, &catalogue.details.cast, &catalogue.details.people),
        NameOf::Keyword => (Test::Keyword, &catalogue.details.keywords, &catalogue.details.keyword_names),
    };
    let gate = Gate::new(bundle, taste, filters);
    let mut films = vec![0u32; names.len()];
    for film in (0..catalogue.pool).map(FilmId) {
        if gate.ask(film).is_some_and(|failed| failed.none_but(test)) {
            count_names(&mut films, lists.get(film.index()));
        }
    }
    let typed = Normalised::new(typed).words;
    let mut name = Normalised::default();
    let mut fits = |place: usize| {
        name.set(names.get(place));
        !name.words.is_empty() && begins_a_word(&name.words, &typed)
    };
    let fitting = largest_first(&films).filter(|&(place, _)| fits(place)).take(SUGGESTED);
    fitting.map(|(place, films)| (names.get(place).to_owned(), films)).collect()
}

fn begins_a_word(mut words: &str, typed: &str) -> bool {
    while !words.starts_with(typed) {
        let Some((_, rest)) = words.split_once(' ') else { return false };
        words = rest;
    }
    true
}

/// The places with anything, the largest first and then as they come.
fn largest_first(counts: &[u32]) -> impl Iterator<Item = (usize, u32)> {
    let counts = counts.iter().zip(0..).filter(|(count, _)| **count > 0);
    let mut order: Vec<u64> = counts.map(|(&count, place)| pack(!count, place)).collect();
    sort(&mut order);
    order.into_iter().map(|packed| (packed as u32 as usize, !((packed >> 32) as u32)))
}

fn count(counts: &mut [u32], place: usize) {
    if let Some(count) = counts.get_mut(place) {
        *count += 1;
    }
}

/// What is named twice is of one film all the same.
fn count_names(counts: &mut [u32], names: &[u32]) {
    for (place, &name) in names.iter().enumerate() {
        if !names[..place].contains(&name) {
            count(counts, name as usize);
        }
    }
}

fn count_bits(counts: &mut [u32], bits: u32) {
    for (bit, count) in counts.iter_mut().enumerate() {
        *count += bits >> bit & 1;
    }
}
