//! Entries → films: which film does a row mean?
//!
//! In this order: Letterboxd's number; TMDB's and IMDb's, where nothing else in the row speaks against them; what the member
//! said; title and year; title and a near year; the row's original title; a title that writes its numbers otherwise, or is
//! misspelt. A film whose known number contradicts the row's is asked about and not believed. Rows teach each other: a diary row, whose link names a log entry, means the film that
//! `ratings.csv` or `watched.csv` link under the same title and year.
//!
//! A match carries its reason ([`How`]) and with it how sure it is ([`How::confidence`]). What is not sure enough is
//! asked about, and what is no film is told apart from what is unknown.

pub(crate) mod distance;
mod doubt;
mod index;
mod links;
pub(crate) mod normalise;

pub use doubt::{Doubt, Service, doubt};
pub use index::TitleIndex;

use crate::film::{Catalogue, FilmId, Kind};
use crate::import::{self, Entry, Import, TitleType};
use crate::numeric::{pack, sort, sort_pairs};
use index::Standing;
use links::{Links, key};
use normalise::{Normalised, hash};
use serde::{Deserialize, Serialize};
use std::cell::Cell;

/// What became of every entry, by its place in [`Import::entries`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Matching {
    /// One outcome an entry.
    pub outcomes: Vec<Outcome>,
}

/// Which film an entry means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// This one.
    Film(FilmId, How),
    /// One of these few, or none of them, most-rated first: ask. There may be a single one, too doubtful to believe.
    Ambiguous(Vec<FilmId>),
    /// None in the catalogue.
    Unknown,
    /// No film at all: a series, an episode, a game, by its own file's word, and not in the catalogue.
    NotAFilm,
}

/// Why a match is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// The row's link carries the film's number.
    LetterboxdId,
    /// The member said so.
    Correction,
    /// The row carries TMDB's number.
    TmdbId,
    /// The row carries IMDb's number.
    ImdbId,
    /// Another row of the export, with the same title and year, links this film.
    SameExport,
    /// Title and year agree.
    TitleAndYear,
    /// The title agrees and is the only one such, the year is off by one. Believed only where it has three words and the row's
    /// number rules other films out, where it is longer and no other film bears it, or where the director agrees too.
    NearYear,
    /// The title agrees, a person wrote it without a year, and no other film bears it.
    TitleOnly,
    /// The original title and the year agree.
    OriginalTitle,
    /// The year agrees, and the title but for spaces and for how it writes numbers.
    Misspelt,
    /// An episode or a season of this series.
    Series,
}

impl How {
    /// Every reason.
    pub const ALL: [Self; 11] = [
        Self::LetterboxdId,
        Self::Correction,
        Self::TmdbId,
        Self::ImdbId,
        Self::SameExport,
        Self::TitleAndYear,
        Self::NearYear,
        Self::TitleOnly,
        Self::OriginalTitle,
        Self::Misspelt,
        Self::Series,
    ];

    /// How many of a thousand such matches are right. Numbers, and the member's own word, are taken as certain. Title and
    /// year were measured on real exports with their numbers hidden and half of the films taken out of the catalogue:
    /// 3,195 of 3,202 (`cargo test -p halfstar-core --test import_real -- --nocapture`). The other reasons are too rare
    /// there to be measured, and have careful guesses.
    pub fn confidence(self) -> u16 {
        match self {
            Self::LetterboxdId | Self::Correction | Self::TmdbId | Self::ImdbId => 1000,
            Self::SameExport => 999,
            Self::TitleAndYear => 998,
            Self::OriginalTitle => 990,
            Self::Misspelt | Self::Series => 980,
            Self::NearYear | Self::TitleOnly => 950,
        }
    }

    /// The reason in a word, as JSON writes it too.
    pub fn name(self) -> &'static str {
        match self {
            Self::LetterboxdId => "letterboxd_id",
            Self::Correction => "correction",
            Self::TmdbId => "tmdb_id",
            Self::ImdbId => "imdb_id",
            Self::SameExport => "same_export",
            Self::TitleAndYear => "title_and_year",
            Self::NearYear => "near_year",
            Self::TitleOnly => "title_only",
            Self::OriginalTitle => "original_title",
            Self::Misspelt => "misspelt",
            Self::Series => "series",
        }
    }
}

/// What the member answered when asked: rows with this title and year mean the film with this Letterboxd id or,
/// where the catalogue knows none, this title and year and place among its namesakes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The title as the rows write it.
    pub title: String,
    /// The year as the rows write it.
    pub year: Option<u16>,
    /// The film meant.
    pub film: FilmId,
}

/// Matches every entry of an import.
pub fn match_entries(
    catalogue: &Catalogue,
    titles: &TitleIndex,
    import: &Import,
    corrections: &[Correction],
) -> Matching {
    let answer = |correction: &Correction| key(hash(correction.title.trim()), correction.year);
    let mut answers: Vec<_> = corrections.iter().map(answer).zip(0..).collect();
    sort_pairs(&mut answers);
    let matcher = Matcher {
        catalogue,
        titles,
        links: Links::new(&import.entries),
        corrections,
        answers,
        parts_left: Cell::new(MOST_PARTS),
    };
    Matching { outcomes: import.entries.iter().map(|entry| matcher.outcome(entry)).collect() }
}

struct Matcher<'m> {
    catalogue: &'m Catalogue,
    titles: &'m TitleIndex,
    links: Links<'m>,
    corrections: &'m [Correction],
    /// The places of the corrections, by the keys of their titles and years.
    answers: Vec<(u64, u32)>,
    /// For how many more rows all titles of a year are looked through.
    parts_left: Cell<u32>,
}

/// An honest export has some hundreds of titles that nobody bears; a hostile one would have a year looked through for each.
const MOST_PARTS: u32 = 2_000;

/// What a row says of the film that it means.
#[derive(Clone, Copy)]
struct Wanted<'e> {
    title: &'e str,
    year: Option<u16>,
    /// Letterboxd's number: the row's own, or that of rows like it.
    letterboxd_id: Option<u32>,
    entry: &'e Entry,
}

impl Matcher<'_> {
    fn outcome(&self, entry: &Entry) -> Outcome {
        let own = entry.letterboxd_id;
        if let Some(film) = own.and_then(|id| self.titles.by_letterboxd_id(id)) {
            return Outcome::Film(film, How::LetterboxdId);
        }
        let (title, year) = match own {
            Some(id) if entry.title.is_empty() => self.links.title_of(id).unwrap_or_default(),
            _ => (entry.title.as_str(), entry.year),
        };
        let wanted = Wanted { title, year, letterboxd_id: own, entry };
        let numbered = self.by_number(&wanted);
        if let Outcome::Film(..) = numbered {
            return numbered;
        }
        if let Some(film) = self.corrected(&wanted) {
            return Outcome::Film(film, How::Correction);
        }
        let none = match entry.title_type {
            TitleType::Episode => return self.series_of(title, year),
            TitleType::Other => return Outcome::NotAFilm,
            TitleType::Series => Outcome::NotAFilm,
            TitleType::Film => Outcome::Unknown,
        };
        if title.is_empty() {
            return none;
        }
        let doubtful = match numbered {
            Outcome::Ambiguous(films) if entry.title_type == TitleType::Film => films,
            _ => Vec::new(),
        };
        let named = match self.by_words(wanted) {
            Outcome::Unknown => match self.uncut(&wanted) {
                Some(found) => found,
                None if doubtful.is_empty() => return none,
                None => Outcome::Ambiguous(Vec::new()),
            },
            found => found,
        };
        let mut films = match named {
            found if doubtful.is_empty() => return found,
            Outcome::Film(film, _) => vec![film],
            Outcome::Ambiguous(films) => films,
            Outcome::Unknown | Outcome::NotAFilm => Vec::new(),
        };
        // A number names another film than title and year do: whose title it is comes first.
        films.extend(doubtful);
        Outcome::Ambiguous(distinct(films))
    }

    /// The film of TMDB's or IMDb's number, or a question where something else in the row speaks against it: a number alone
    /// is no proof. TMDB counts series apart from films, so that 1396 is one of each; IMDb forwards old numbers.
    fn by_number(&self, wanted: &Wanted<'_>) -> Outcome {
        let Entry { tmdb_id, imdb_id, .. } = *wanted.entry;
        let by_tmdb = tmdb_id.and_then(|id| self.titles.by_tmdb_id(id)).map(|film| (film, How::TmdbId));
        let by_imdb = imdb_id.and_then(|id| self.titles.by_imdb_id(id)).map(|film| (film, How::ImdbId));
        let mut doubtful = Vec::new();
        for (film, how) in by_tmdb.into_iter().chain(by_imdb) {
            if self.agrees(film, wanted) {
                return Outcome::Film(film, how);
            }
            doubtful.push(film);
        }
        if doubtful.is_empty() { Outcome::Unknown } else { self.ask(doubtful) }
    }

    /// Whether all that a row says goes with a film that one of its numbers names.
    fn agrees(&self, film: FilmId, wanted: &Wanted<'_>) -> bool {
        let &Wanted { title, year, entry, .. } = wanted;
        let names = |title: &str| self.titles.by_title(self.catalogue, title);
        let is_named = |title: &str| !title.is_empty() && names(title).iter().any(|&(_, named)| named == film);
        if entry.title_type == TitleType::Series && self.catalogue.kind(film) != Kind::Tv {
            return false;
        }
        let apart = year.zip(self.catalogue.year(film)).map(|(told, known)| told.abs_diff(known));
        let is_of_title =
            title.is_empty() || is_named(title) || is_named(&entry.original_title) || self.is_part(film, title);
        // Another number that is another film's, or none's where this film's is known.
        let differ = |known: Option<u32>, told: Option<u32>| known.zip(told).is_some_and(|(known, told)| known != told);
        let is_other = differ(self.catalogue.tmdb_id(film), entry.tmdb_id)
            || differ(self.catalogue.imdb_id(film), entry.imdb_id)
            || self.is_another(film, wanted.letterboxd_id);
        let is_anothers = || {
            let exact = |&(standing, other): &(Standing, FilmId)| {
                standing <= Standing::Normalised && other != film && self.catalogue.year(other) == year
            };
            year.is_some() && !title.is_empty() && names(title).iter().any(exact)
        };
        match (is_of_title, apart) {
            (true, None | Some(0..=1)) => true,
            (true, Some(_)) => !is_other && !is_anothers(),
            // A title of another language, most likely.
            (false, None | Some(0..=1)) => !is_other && !is_anothers(),
            (false, Some(_)) => false,
        }
    }

    /// Whether a title is a film's title with more words behind it, or the other way round.
    fn is_part(&self, film: FilmId, title: &str) -> bool {
        let [told, known] = [title, self.catalogue.title(film)].map(|title| Normalised::new(title).words);
        let is_start = |start: &str, whole: &str| {
            whole
                .strip_prefix(start)
                .is_some_and(|rest| !start.is_empty() && (rest.is_empty() || rest.starts_with(' ')))
        };
        is_start(&told, &known) || is_start(&known, &told)
    }

    /// What is left to try of a title typed by hand: `Ran, 1985` may be a title and its year.
    fn uncut(&self, wanted: &Wanted<'_>) -> Option<Outcome> {
        if !wanted.entry.by_hand || wanted.year.is_some() {
            return None;
        }
        let (title, year) = wanted.title.rsplit_once(',')?;
        let year = Some(import::year(year)?);
        let found = self.by_words(Wanted { title: title.trim_end(), year, ..*wanted });
        Some(found).filter(|found| *found != Outcome::Unknown)
    }

    fn by_words(&self, wanted: Wanted<'_>) -> Outcome {
        let Wanted { title, year, .. } = wanted;
        if wanted.letterboxd_id.is_some() {
            return self.by_title(&wanted);
        }
        match *self.links.ids(title, year) {
            [] => self.by_title(&wanted),
            [id] => match self.titles.by_letterboxd_id(id) {
                Some(film) if !self.contradicts(film, &wanted) => Outcome::Film(film, How::SameExport),
                _ => self.by_title(&Wanted { letterboxd_id: Some(id), ..wanted }),
            },
            ref several => self.one_of(several, title, year),
        }
    }

    fn corrected(&self, wanted: &Wanted<'_>) -> Option<FilmId> {
        if wanted.title.is_empty() {
            return None;
        }
        let key = key(hash(wanted.title), wanted.year);
        let start = self.answers.partition_point(|&(other, _)| other < key);
        let same_key = self.answers.iter().skip(start).take_while(|&&(other, _)| other == key);
        let mut corrections = same_key.filter_map(|&(_, place)| self.corrections.get(place as usize));
        let correction = corrections.find(|correction| {
            correction.title.trim() == wanted.title
                && correction.year == wanted.year
                && correction.film.index() < self.catalogue.len()
                && !(self.is_another(correction.film, wanted.letterboxd_id) && self.is_linked(correction.film, wanted))
        })?;
        Some(correction.film)
    }

    /// Whether a row of the same title and year links a film by the number that the catalogue knows: then a row with another
    /// number means another film.
    fn is_linked(&self, film: FilmId, wanted: &Wanted<'_>) -> bool {
        let known = self.catalogue.letterboxd_id(film);
        known.is_some_and(|known| self.links.ids(wanted.title, wanted.year).contains(&known))
    }

    /// Whether Letterboxd knows a film by another number.
    fn is_another(&self, film: FilmId, letterboxd_id: Option<u32>) -> bool {
        letterboxd_id.is_some_and(|id| self.catalogue.letterboxd_id(film).is_some_and(|known| known != id))
    }

    /// Whether a film is known by another number than the row's, or is of another type than the row says.
    fn contradicts(&self, film: FilmId, wanted: &Wanted<'_>) -> bool {
        let Entry { tmdb_id, imdb_id, title_type, .. } = wanted.entry;
        let differ =
            |known: Option<u32>, told: &Option<u32>| known.zip(*told).is_some_and(|(known, told)| known != told);
        self.is_another(film, wanted.letterboxd_id)
            || differ(self.catalogue.tmdb_id(film), tmdb_id)
            || differ(self.catalogue.imdb_id(film), imdb_id)
            || (*title_type == TitleType::Series && self.catalogue.kind(film) != Kind::Tv)
    }

    /// Whether row and catalogue agree on a director.
    fn is_by_the_same(&self, film: FilmId, entry: &Entry) -> bool {
        let told = Normalised::new(&entry.directors).words;
        self.catalogue.directors(film).any(|director| told.contains(&Normalised::new(director).words))
    }

    /// The row itself has no number, and the export links several films of its title and year.
    fn one_of(&self, ids: &[u32], title: &str, year: Option<u16>) -> Outcome {
        let mut films: Vec<FilmId> = ids.iter().filter_map(|&id| self.titles.by_letterboxd_id(id)).collect();
        if films.len() < ids.len() {
            // One of the films is not in the catalogue under its number, but may be there without one.
            let candidates = self.titles.by_title(self.catalogue, title);
            films.extend(
                candidates
                    .into_iter()
                    .filter(|&(standing, film)| {
                        standing <= Standing::Normalised
                            && self.catalogue.year(film) == year
                            && self.catalogue.letterboxd_id(film).is_none()
                    })
                    .map(|(_, film)| film),
            );
        }
        if films.is_empty() { Outcome::Unknown } else { self.ask(films) }
    }

    fn by_title(&self, wanted: &Wanted<'_>) -> Outcome {
        let Some(year) = wanted.year else {
            let films = self.candidates(wanted.title, wanted, &|standing, _| standing <= Standing::Normalised);
            // Letterboxd writes no year for a film that is not out yet, often a new one of an old title.
            return self.decide(films, How::TitleOnly, wanted.entry.by_hand);
        };
        let namesakes = self.titles.by_title(self.catalogue, wanted.title);
        // Half an agreement is an answer if the row's number rules every other film out, or if the title is one of
        // its kind. Else it is a question: on real exports every second such film was the wrong one.
        let sure =
            wanted.letterboxd_id.is_some() || (namesakes.len() == 1 && Normalised::new(wanted.title).is_distinctive());
        let candidates: Vec<_> = namesakes.into_iter().filter(|&(_, film)| !self.contradicts(film, wanted)).collect();
        let those = |fits: &dyn Fn(Standing, FilmId) -> bool| -> Vec<FilmId> {
            candidates.iter().filter(|&&(standing, film)| fits(standing, film)).map(|&(_, film)| film).collect()
        };
        let in_year = |film: FilmId| self.catalogue.year(film) == Some(year);
        let best = candidates.iter().filter(|&&(_, film)| in_year(film)).map(|&(standing, _)| standing).min();
        // Of this title and year another record of a film may have been.
        if best.is_none_or(|best| best > Standing::Normalised)
            && let Some(film) = self.titles.recorded(self.catalogue, wanted.title, year)
            && !self.contradicts(film, wanted)
        {
            return Outcome::Film(film, How::TitleAndYear);
        }
        if let Some(best) = best {
            let films = those(&|standing, film| standing == best && in_year(film));
            let how = if best == Standing::Original { How::OriginalTitle } else { How::TitleAndYear };
            let is_sure =
                sure || best <= Standing::Normalised || films.iter().all(|&film| self.is_called(film, wanted.title));
            return self.decide(films, how, is_sure);
        }
        // Letterboxd moves a year now and then; on top of that the title must agree letter by letter. In real exports
        // "@ in the mood for love" (2001) is not "In the Mood for Love" (2000).
        let near = |film: FilmId| self.catalogue.year(film).is_some_and(|other| other.abs_diff(year) == 1);
        let films = those(&|standing, film| standing == Standing::Same && near(film));
        if !films.is_empty() {
            let corroborated = films.iter().all(|&film| self.is_by_the_same(film, wanted.entry));
            // Of two words there are several in two years: "Blind Spot" (2018) is not "Blind Spot" (2017).
            let sure = sure && Normalised::new(wanted.title).words.split(' ').count() >= 3;
            return self.decide(films, How::NearYear, sure || corroborated);
        }
        let original = wanted.entry.original_title.as_str();
        if !original.is_empty() {
            let films = self.candidates(original, wanted, &|_, film| in_year(film));
            if !films.is_empty() {
                return self.decide(films, How::OriginalTitle, true);
            }
        }
        match self.misspelt(wanted, year) {
            Outcome::Unknown => match self.vetoed(wanted, year) {
                Outcome::Unknown => self.longer_or_shorter(wanted, year),
                found => found,
            },
            found => found,
        }
    }

    /// Whether a film is called exactly so in another language, in letters that English lacks: `千と千尋の神隠し`, `Nóż w wodzie`. Where
    /// they are not, as in *Sing*, the words may well be those of another film.
    fn is_called(&self, film: FilmId, title: &str) -> bool {
        title.chars().any(|letter| letter.is_alphabetic() && !letter.is_ascii())
            && self.catalogue.further_titles(film).any(|other| other == title)
    }

    /// The only film of a year whose title has more words than the row's, or fewer: services add subtitles and take them away.
    /// That is a question, and none where the row's number is that of another film most likely.
    fn longer_or_shorter(&self, wanted: &Wanted<'_>, year: u16) -> Outcome {
        let is_numbered = wanted.letterboxd_id.or(wanted.entry.tmdb_id).or(wanted.entry.imdb_id).is_some();
        let left = self.parts_left.get();
        if is_numbered || wanted.entry.title_type != TitleType::Film || left == 0 {
            return Outcome::Unknown;
        }
        self.parts_left.set(left - 1);
        // Of several that are parts of the row's title, `Dead Reckoning` says more than `Mission: Impossible`.
        let mut films = self.titles.parts(self.catalogue, wanted.title, year);
        let length = |film: FilmId| self.catalogue.title(film).len();
        if films.iter().all(|&film| length(film) < wanted.title.len()) {
            let longest = films.iter().map(|&film| length(film)).max();
            films.retain(|&film| Some(length(film)) == longest);
        }
        match *films {
            [film] => self.ask(vec![film]),
            _ => Outcome::Unknown,
        }
    }

    /// The only film of a row's title and year, which one of its numbers speaks against: services change numbers, and sources
    /// disagree about them. That is a question, and no answer.
    fn vetoed(&self, wanted: &Wanted<'_>, year: u16) -> Outcome {
        if wanted.entry.title_type == TitleType::Series {
            return Outcome::Unknown;
        }
        let named = self.titles.by_title(self.catalogue, wanted.title).into_iter();
        let mut named = named
            .filter(|&(standing, film)| standing <= Standing::Normalised && self.catalogue.year(film) == Some(year));
        let is_anothers = |film| !wanted.entry.directors.is_empty() && !self.is_by_the_same(film, wanted.entry);
        match (named.next(), named.next()) {
            (Some((_, film)), None) if !is_anothers(film) && !self.is_linked(film, wanted) => self.ask(vec![film]),
            _ => Outcome::Unknown,
        }
    }

    /// The films that bear a title and are not ruled out.
    fn candidates(&self, title: &str, wanted: &Wanted<'_>, fits: &dyn Fn(Standing, FilmId) -> bool) -> Vec<FilmId> {
        let namesakes = self.titles.by_title(self.catalogue, title).into_iter();
        let fits = namesakes.filter(|&(standing, film)| fits(standing, film) && !self.contradicts(film, wanted));
        fits.map(|(_, film)| film).collect()
    }

    /// Titles that differ in nothing but spaces and the way of writing numbers are one, if there are numbers, or many
    /// letters: "Nightshift" (2020) is not "Night Shift" (2020). A letter makes a question of it: on real exports "The Innocent" (2021) is not "The Innocents" (2021). A row whose number the catalogue lacks
    /// most likely means a film that it lacks, however near a title may be.
    fn misspelt(&self, wanted: &Wanted<'_>, year: u16) -> Outcome {
        if wanted.letterboxd_id.is_some() {
            return Outcome::Unknown;
        }
        let may_be = |film| !self.contradicts(film, wanted);
        let (is_same, films) = self.titles.near(self.catalogue, wanted.title, year, &may_be);
        self.decide(films, How::Misspelt, is_same)
    }

    /// `Chernobyl: 1:23:45` → the series, if the catalogue has it and it began in the episode's year. Of later episodes
    /// every tenth belongs to another series of the name: "Big Mouth" is two.
    fn series_of(&self, title: &str, year: Option<u16>) -> Outcome {
        // Some write the series alone, and that may have a colon of its own.
        for series in [title, title.split_once(": ").map_or(title, |(series, _)| series)] {
            let named = self.titles.by_title(self.catalogue, series).into_iter();
            let mut named = named.filter(|&(standing, film)| {
                standing <= Standing::Normalised
                    && self.catalogue.kind(film) == Kind::Tv
                    && self.catalogue.year(film) == year
            });
            if let (Some((_, film)), None) = (named.next(), named.next()) {
                return Outcome::Film(film, How::Series);
            }
        }
        Outcome::NotAFilm
    }

    fn decide(&self, films: Vec<FilmId>, how: How, sure: bool) -> Outcome {
        match *films {
            [] => Outcome::Unknown,
            [film] if sure => Outcome::Film(film, how),
            _ => self.ask(films),
        }
    }

    fn ask(&self, films: Vec<FilmId>) -> Outcome {
        let mut order: Vec<u64> =
            films.into_iter().map(|film| pack(!self.catalogue.rating_count(film), film.0)).collect();
        sort(&mut order);
        order.dedup();
        Outcome::Ambiguous(order.into_iter().map(|packed| FilmId(packed as u32)).take(MAX_ASKED).collect())
    }
}

/// The first few, each once.
fn distinct(mut films: Vec<FilmId>) -> Vec<FilmId> {
    let mut seen = Vec::new();
    films.retain(|film| {
        !seen.contains(film) && seen.len() < MAX_ASKED && {
            seen.push(*film);
            true
        }
    });
    films
}

/// Nobody reads a longer list of namesakes.
const MAX_ASKED: usize = 8;
