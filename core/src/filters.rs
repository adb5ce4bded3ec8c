//! What a member may ask of every film on the shelf: one file a filter, and this registry of them all.
//!
//! A new filter is a file here that implements `Filter`, a `mod` line and an entry below, and its texts in
//! [`words`](mod@crate::words) with their translations. Everything else follows from the entry: it is asked of every film,
//! counted among what was left out, counted among the choices ([`facets`](crate::facets)), written into addresses
//! ([`address`](crate::address)), an option of the command line, a field in JavaScript, a chip and a control on the page.

#[macro_use]
mod registry;
mod context;
mod facet;
mod filter;
mod gates;
mod left_out;
mod problem;
mod value;

mod acclaim;
mod cast;
mod director;
mod fresh;
mod genre;
mod hidden_gems;
mod keyword;
mod language;
mod list;
mod loved_directors;
mod predicted;
mod quality;
mod runtime;
mod series;
mod service;
mod unwanted_genre;
mod unwanted_keyword;
mod unwanted_language;
mod watchlist;
mod year;

pub use context::Context;
pub use filter::{Flag, Kind, Naming, Part, Texts};
pub use left_out::LeftOut;
pub use problem::FilterProblem;
pub(crate) use problem::begins_a_word;
pub use value::{Form, ParameterError, Value};
pub use watchlist::WatchlistFilter;

pub(crate) use facet::Facet;
pub(crate) use gates::{Failed, Gates};
pub(crate) use quality::is_good;

use crate::bounds::Number;
use crate::film::Stars;

filters! {
    /// By genre.
    Genre = genre {
        /// Films with at least one of these genres; empty means any.
        genres: Vec<String>,
        /// Films with all of these genres, where otherwise one is enough.
        genres_all: bool,
    }
    /// By a genre that is not wanted.
    UnwantedGenre = unwanted_genre {
        /// Films with none of these genres.
        without_genres: Vec<String>,
    }
    /// By language.
    Language = language {
        /// Films in one of these languages, by their ISO 639-1 codes (and TMDB's `cn`, for Cantonese); empty means any, known or not.
        languages: Vec<String>,
    }
    /// By a language that is not wanted.
    UnwantedLanguage = unwanted_language {
        /// Films in none of these languages.
        without_languages: Vec<String>,
    }
    /// By director.
    Director = director {
        /// Films by at least one of these directors; empty means any.
        directors: Vec<String>,
    }
    /// By the cast.
    Cast = cast {
        /// Films with at least one of these among the top-billed cast; empty means any.
        cast: Vec<String>,
    }
    /// By keyword.
    Keyword = keyword {
        /// Films with at least one of these keywords; empty means any.
        keywords: Vec<String>,
    }
    /// By a keyword that is not wanted.
    UnwantedKeyword = unwanted_keyword {
        /// Films with none of these keywords.
        without_keywords: Vec<String>,
    }
    /// By streaming service.
    Service = service {
        /// Films on at least one of these streaming services; empty means any.
        services: Vec<String>,
    }
    /// By year.
    Year = year {
        /// Films of this year or later.
        year_from: Option<Number>,
        /// Films of this year or earlier.
        year_to: Option<Number>,
    }
    /// By length.
    Runtime = runtime {
        /// Films of at least this many minutes.
        runtime_from: Option<Number>,
        /// Films of at most this many minutes; films of unknown length pass only without a limit.
        runtime_to: Option<Number>,
    }
    /// By the member's rating, as predicted.
    Predicted = predicted {
        /// Films that they would give this rating or more.
        predicted_from: Option<Stars>,
    }
    /// By everyone's rating.
    Acclaim = acclaim {
        /// Films whose average is this or more.
        average_from: Option<Stars>,
    }
    /// By the watchlist.
    Watchlist = watchlist {
        /// What to do with films on the watchlist: show them, show nothing else, or leave them out.
        watchlist: WatchlistFilter,
    }
    /// By the quality floor.
    Quality = quality {
        /// Whether films below the quality floor may appear.
        include_low_quality: bool,
    }
    /// As series.
    Series = series {
        /// Whether series may appear.
        include_series: bool,
    }
    /// By a list.
    List = list {
        /// Only films on the member's list of this name; lists of one name count together.
        list: Option<String>,
    }
    /// By directors whom the member loves.
    LovedDirectors = loved_directors {
        /// Only films by a director whom the member rates above their mean, over two films or more.
        loved_directors: bool,
    }
    /// As hidden gems.
    HiddenGems = hidden_gems {
        /// Only films that few know and everybody who does likes.
        hidden_gems: bool,
    }
    /// As shown before.
    Fresh = fresh {
        /// Only films that were on no shelf of the member's before.
        fresh: bool,
    }
}

impl Filters {
    /// The filters that are asked of films as this is set, in order.
    pub fn narrowing(&self) -> impl Iterator<Item = FilterName> {
        FilterName::ALL.into_iter().filter(|name| name.narrows(self))
    }

    /// The filters that are set otherwise than at first, in order.
    pub fn set(&self) -> impl Iterator<Item = FilterName> {
        FilterName::ALL.into_iter().filter(|name| name.is_set(self))
    }

    /// Those that ask for what only the details tell: until these have arrived they keep every film away.
    pub fn waiting_for_details(&self) -> impl Iterator<Item = FilterName> {
        self.narrowing().filter(|name| name.needs_details())
    }

    /// What a parameter is set to, by its key.
    pub fn get(&self, key: &str) -> Option<&dyn Value> {
        let place = PARAMETERS.iter().position(|parameter| parameter.key == key)?;
        self.values().get(place).copied()
    }

    /// The same, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut dyn Value> {
        let place = PARAMETERS.iter().position(|parameter| parameter.key == key)?;
        self.values_mut().into_iter().nth(place)
    }

    /// What is set otherwise than at first: keys with their values as texts, in order. A key with several values comes
    /// several times.
    pub fn texts(&self) -> Vec<(&'static str, String)> {
        let values = PARAMETERS.iter().zip(self.values());
        values.flat_map(|(parameter, value)| value.texts().into_iter().map(|text| (parameter.key, text))).collect()
    }

    /// Sets a parameter to what a text says; one with several values gets another.
    ///
    /// # Errors
    /// [`ParameterError`] where there is no such key or the text is none of its values; nothing changes then.
    pub fn read(&mut self, key: &str, text: &str) -> Result<(), ParameterError> {
        let Some(value) = self.get_mut(key) else {
            return Err(ParameterError::Unknown { key: key.to_owned() });
        };
        if value.read(text) {
            return Ok(());
        }
        Err(ParameterError::Wrong { key: key.to_owned(), value: text.to_owned(), expected: value.form() })
    }
}

#[cfg(test)]
mod tests;
