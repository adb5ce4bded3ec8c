//! Why a row is asked about: the reason beside the question.

use super::TitleIndex;
use crate::film::{Catalogue, FilmId};
use crate::import::Entry;
use crate::words::{Phrase, Translation};
use serde::{Deserialize, Serialize};

/// Why a row is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// Several films go with it.
    Several,
    /// One film is near, and not near enough.
    Near,
    /// A number of the row names this film, and the rest of the row another; or it names none, and the film of title and
    /// year has another number.
    Number(Service, Option<FilmId>),
}

/// Who gave a film its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Service {
    /// Letterboxd.
    Letterboxd,
    /// The Movie Database.
    Tmdb,
    /// The Internet Movie Database.
    Imdb,
}

impl Service {
    /// As it writes itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::Letterboxd => "Letterboxd",
            Self::Tmdb => "TMDB",
            Self::Imdb => "IMDb",
        }
    }
}

impl Doubt {
    /// As a sentence. `title` gives the film of a number, with its year.
    pub fn sentence(self, words: &Translation, title: &dyn Fn(FilmId) -> String) -> String {
        match self {
            Self::Several => words.say(Phrase::SeveralFit).to_owned(),
            Self::Near => words.say(Phrase::NotSure).to_owned(),
            Self::Number(service, Some(film)) => words.fill(Phrase::NumberOfAnother, &[service.name(), &title(film)]),
            Self::Number(service, None) => words.fill(Phrase::NumberOfNone, &[service.name()]),
        }
    }
}

/// Why a row is asked about, given the films of its [`Outcome::Ambiguous`](super::Outcome::Ambiguous).
pub fn doubt(catalogue: &Catalogue, titles: &TitleIndex, entry: &Entry, films: &[FilmId]) -> Doubt {
    let numbers = [
        (Service::Letterboxd, entry.letterboxd_id, TitleIndex::by_letterboxd_id as fn(&TitleIndex, u32) -> _),
        (Service::Tmdb, entry.tmdb_id, TitleIndex::by_tmdb_id),
        (Service::Imdb, entry.imdb_id, TitleIndex::by_imdb_id),
    ];
    let of = |service, film| match service {
        Service::Letterboxd => catalogue.letterboxd_id(film),
        Service::Tmdb => catalogue.tmdb_id(film),
        Service::Imdb => catalogue.imdb_id(film),
    };
    let doubtful = numbers.into_iter().find_map(|(service, told, find)| {
        let told = told?;
        // A film that bears the row's number would have been believed, had nothing else spoken against it.
        match find(titles, told).filter(|film| films.contains(film)) {
            Some(film) => Some(Doubt::Number(service, Some(film))),
            None if films.iter().any(|&film| of(service, film).is_some_and(|known| known != told)) => {
                Some(Doubt::Number(service, None))
            }
            None => None,
        }
    });
    doubtful.unwrap_or(if films.len() == 1 { Doubt::Near } else { Doubt::Several })
}
