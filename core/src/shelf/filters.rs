//! What a member may ask of every film on the shelf, and how many films each wish keeps away.

use super::gate::TESTS;
use crate::film::Catalogue;
use serde::{Deserialize, Serialize};

/// What may be on the shelf. The default is everything but series and films under the quality floor.
///
/// Names are compared exactly as the catalogue writes them; one that it does not know fits no film. The cast, the
/// keywords and the streaming services come with the details: until these have arrived such a wish keeps every film
/// away, and [`Filters::wait_for_details`] tells that from a shelf that is empty for good.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(default)]
pub struct Filters {
    /// Films with at least one of these genres; empty means any.
    pub genres: Vec<String>,
    /// Films with all of these genres instead.
    pub genres_all: bool,
    /// Films with none of these genres.
    pub without_genres: Vec<String>,
    /// Films in one of these languages, by their ISO 639-1 codes (and TMDB's `cn`, for Cantonese); empty means any, known
    /// or not.
    pub languages: Vec<String>,
    /// Films by at least one of these directors; empty means any.
    pub directors: Vec<String>,
    /// Films with at least one of these among the top-billed cast; empty means any.
    pub cast: Vec<String>,
    /// Films with at least one of these keywords; empty means any.
    pub keywords: Vec<String>,
    /// Films on at least one of these streaming services; empty means any.
    pub services: Vec<String>,
    /// Films of this year or later.
    pub year_from: Option<u16>,
    /// Films of this year or earlier.
    pub year_to: Option<u16>,
    /// Films of at least this many minutes.
    pub runtime_from: Option<u16>,
    /// Films of at most this many minutes; films of unknown length pass only without a limit.
    pub runtime_to: Option<u16>,
    /// What to do with the watchlist.
    pub watchlist: WatchlistFilter,
    /// Whether films below the quality floor may appear.
    pub include_low_quality: bool,
    /// Whether series may appear.
    pub include_series: bool,
    /// Only films on this list of the member's: the place of its file among the import's files.
    pub list: Option<u16>,
    /// Only films by a director whom the member rates above their mean, over two films or more.
    pub loved_directors: bool,
    /// Only films that were on no shelf of the member's before.
    pub fresh: bool,
}

impl Filters {
    /// Whether they ask for what only the details tell, and the details have not arrived.
    pub fn wait_for_details(&self, catalogue: &Catalogue) -> bool {
        let asks = !(self.cast.is_empty() && self.keywords.is_empty() && self.services.is_empty());
        asks && catalogue.details.cast.is_empty()
    }
}

/// What to do with films on the watchlist.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum WatchlistFilter {
    /// Show them, marked.
    #[default]
    Any,
    /// Leave them out.
    Hide,
    /// Show nothing else.
    Only,
}

/// How many unseen films each filter kept away; a film can be counted under several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct LeftOut {
    /// By genre.
    pub genre: u32,
    /// By a genre that is not wanted.
    pub unwanted_genre: u32,
    /// By language.
    pub language: u32,
    /// As by none of the directors named.
    pub by_director: u32,
    /// As with nobody named in the cast.
    pub cast: u32,
    /// As with no keyword named.
    pub keyword: u32,
    /// As on no streaming service named.
    pub service: u32,
    /// By year.
    pub year: u32,
    /// By length.
    pub runtime: u32,
    /// By the watchlist.
    pub watchlist: u32,
    /// By the quality floor.
    pub quality: u32,
    /// As series.
    pub series: u32,
    /// By a list.
    pub list: u32,
    /// As by no director whom the member loves.
    pub director: u32,
    /// As shown before.
    pub shown: u32,
}

impl LeftOut {
    /// From what was counted, in the order of [`Test`](super::gate::Test).
    pub(crate) fn new(counts: [u32; TESTS]) -> Self {
        let [genre, unwanted_genre, language, by_director, cast, keyword, service, counts @ ..] = counts;
        let [year, runtime, watchlist, quality, series, list, director, shown] = counts;
        Self {
            genre,
            unwanted_genre,
            language,
            by_director,
            cast,
            keyword,
            service,
            year,
            runtime,
            watchlist,
            quality,
            series,
            list,
            director,
            shown,
        }
    }
}
