//! Entries → films: which film does a row mean?
//!
//! In order: Letterboxd's film number; title and year; title and a near year. A film whose known number
//! contradicts the row's is never a candidate. Rows of the same export teach each other: a diary row, whose link
//! names a log entry, means the film that `ratings.csv` or `watched.csv` link under the same title and year.

pub(crate) mod distance;
mod links;
pub(crate) mod normalise;

use crate::film::{Catalogue, FilmId};
use crate::import::{Entry, Import};
use links::Links;
use normalise::Normalised;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

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
}

/// Why a match is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// The row's link carries the film's number.
    LetterboxdId,
    /// The member said so.
    Correction,
    /// Another row of the export, with the same title and year, links this film.
    SameExport,
    /// Title and year agree.
    TitleAndYear,
    /// The title agrees and is the only one such, the year is off by one. Believed only where the row's number rules
    /// other films out, or where the title is long and no other film bears it.
    NearYear,
    /// The title agrees, the row has no year, and no other film bears it.
    TitleOnly,
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

/// Films by normalised title. Building it reads every title once (some milliseconds for 45,000).
#[derive(Clone, Debug, Default)]
pub struct TitleIndex {
    /// Hashes of titles and original titles, sorted. Who looks up compares the titles themselves: hashes may collide.
    titles: Vec<(u64, FilmId)>,
    /// Letterboxd's numbers, sorted.
    letterboxd_ids: Vec<(u32, FilmId)>,
}

impl TitleIndex {
    /// Indexes titles, and original titles where they have arrived.
    pub fn new(catalogue: &Catalogue) -> Self {
        let mut titles = Vec::with_capacity(catalogue.len());
        let mut letterboxd_ids = Vec::with_capacity(catalogue.len());
        let mut normalised = Normalised::default();
        for film in catalogue.films() {
            for title in std::iter::once(catalogue.title(film)).chain(catalogue.original_title(film)) {
                normalised.set(title);
                titles.push((normalised.hash(), film));
            }
            letterboxd_ids.extend(catalogue.letterboxd_id(film).map(|id| (id, film)));
        }
        titles.sort_unstable();
        titles.dedup();
        letterboxd_ids.sort_unstable();
        Self { titles, letterboxd_ids }
    }

    /// The film with this number.
    fn by_id(&self, letterboxd_id: u32) -> Option<FilmId> {
        let at = self.letterboxd_ids.partition_point(|&(id, _)| id < letterboxd_id);
        self.letterboxd_ids.get(at).filter(|&&(id, _)| id == letterboxd_id).map(|&(_, film)| film)
    }

    /// The films that bear this title, and how truly.
    fn by_title(&self, catalogue: &Catalogue, title: &str) -> Vec<(Standing, FilmId)> {
        let wanted = Normalised::new(title);
        let hash = wanted.hash();
        let start = self.titles.partition_point(|&(other, _)| other < hash);
        let same_hash = self.titles.iter().skip(start).take_while(|&&(other, _)| other == hash);
        same_hash
            .filter_map(|&(_, film)| {
                let standing = Standing::of(catalogue.title(film), title, &wanted).or_else(|| {
                    let original = catalogue.original_title(film)?;
                    Standing::of(original, title, &wanted).map(|_| Standing::Original)
                })?;
                Some((standing, film))
            })
            .collect()
    }
}

/// How closely a film's title agrees with a row's, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// Letter by letter.
    Same,
    /// But for case, accents and punctuation.
    Normalised,
    /// But for a leading article too.
    WithoutArticle,
    /// The original title agrees, the title does not.
    Original,
}

impl Standing {
    fn of(title: &str, wanted: &str, normalised: &Normalised) -> Option<Self> {
        if title == wanted {
            return Some(Self::Same);
        }
        let title = Normalised::new(title);
        if title.words != normalised.words {
            None
        } else if title.article == normalised.article {
            Some(Self::Normalised)
        } else {
            Some(Self::WithoutArticle)
        }
    }
}

/// Matches every entry of an import.
pub fn match_entries(
    catalogue: &Catalogue,
    titles: &TitleIndex,
    import: &Import,
    corrections: &[Correction],
) -> Matching {
    let matcher = Matcher { catalogue, titles, links: Links::new(&import.entries), corrections };
    Matching { outcomes: import.entries.iter().map(|entry| matcher.outcome(entry)).collect() }
}

struct Matcher<'m> {
    catalogue: &'m Catalogue,
    titles: &'m TitleIndex,
    links: Links<'m>,
    corrections: &'m [Correction],
}

impl Matcher<'_> {
    fn outcome(&self, entry: &Entry) -> Outcome {
        let own = entry.letterboxd_id;
        if let Some(film) = own.and_then(|id| self.titles.by_id(id)) {
            return Outcome::Film(film, How::LetterboxdId);
        }
        let (title, year) = match own {
            Some(id) if entry.title.is_empty() => self.links.title_of(id).unwrap_or_default(),
            _ => (entry.title.as_str(), entry.year),
        };
        if title.is_empty() {
            return Outcome::Unknown;
        }
        if let Some(film) = self.corrected(title, year, own) {
            return Outcome::Film(film, How::Correction);
        }
        if own.is_some() {
            return self.by_title(title, year, own);
        }
        match *self.links.ids(title, year) {
            [] => self.by_title(title, year, None),
            [id] => match self.titles.by_id(id) {
                Some(film) => Outcome::Film(film, How::SameExport),
                None => self.by_title(title, year, Some(id)),
            },
            ref several => self.one_of(several, title, year),
        }
    }

    fn corrected(&self, title: &str, year: Option<u16>, id: Option<u32>) -> Option<FilmId> {
        let correction = self.corrections.iter().find(|correction| {
            correction.title.trim() == title
                && correction.year == year
                && correction.film.index() < self.catalogue.len()
                && !self.contradicts(correction.film, id)
        })?;
        Some(correction.film)
    }

    /// Whether a film is known by another number than the row's.
    fn contradicts(&self, film: FilmId, id: Option<u32>) -> bool {
        id.is_some_and(|id| self.catalogue.letterboxd_id(film).is_some_and(|known| known != id))
    }

    /// The row itself has no number, and the export links several films of its title and year.
    fn one_of(&self, ids: &[u32], title: &str, year: Option<u16>) -> Outcome {
        let mut films: Vec<FilmId> = ids.iter().filter_map(|&id| self.titles.by_id(id)).collect();
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

    fn by_title(&self, title: &str, year: Option<u16>, id: Option<u32>) -> Outcome {
        let namesakes = self.titles.by_title(self.catalogue, title);
        // Half an agreement is an answer if the row's number rules every other film out, or if the title is one of
        // its kind. Else it is a question: on real exports every second such film was the wrong one.
        let sure = id.is_some() || (namesakes.len() == 1 && Normalised::new(title).is_distinctive());
        let candidates: Vec<_> = namesakes.into_iter().filter(|&(_, film)| !self.contradicts(film, id)).collect();
        let those = |wanted: &dyn Fn(Standing, FilmId) -> bool| -> Vec<FilmId> {
            candidates.iter().filter(|&&(standing, film)| wanted(standing, film)).map(|&(_, film)| film).collect()
        };
        let Some(year) = year else {
            return self.decide(those(&|standing, _| standing <= Standing::Normalised), How::TitleOnly, true);
        };
        let in_year = |film: FilmId| self.catalogue.year(film) == Some(year);
        let best = candidates.iter().filter(|&&(_, film)| in_year(film)).map(|&(standing, _)| standing).min();
        if let Some(best) = best {
            let films = those(&|standing, film| standing == best && in_year(film));
            return self.decide(films, How::TitleAndYear, sure || best <= Standing::Normalised);
        }
        // Letterboxd moves a year now and then; on top of that the title must agree letter by letter. In real exports
        // "@ in the mood for love" (2001) is not "In the Mood for Love" (2000).
        let near = |film: FilmId| self.catalogue.year(film).is_some_and(|other| other.abs_diff(year) == 1);
        self.decide(those(&|standing, film| standing == Standing::Same && near(film)), How::NearYear, sure)
    }

    fn decide(&self, films: Vec<FilmId>, how: How, sure: bool) -> Outcome {
        match *films {
            [] => Outcome::Unknown,
            [film] if sure => Outcome::Film(film, how),
            _ => self.ask(films),
        }
    }

    fn ask(&self, mut films: Vec<FilmId>) -> Outcome {
        films.sort_unstable_by_key(|&film| (Reverse(self.catalogue.rating_count(film)), film));
        films.dedup();
        films.truncate(MAX_ASKED);
        Outcome::Ambiguous(films)
    }
}

/// Nobody reads a longer list of namesakes.
const MAX_ASKED: usize = 8;
