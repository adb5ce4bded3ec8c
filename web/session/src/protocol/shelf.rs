//! A shelf and its films.

use halfstar_core::film::{FilmId, Stars};
use halfstar_core::filters::LeftOut;
use halfstar_core::request::Contribution;
use halfstar_core::search::Role;
use halfstar_core::signals::Weights;
use serde::{Deserialize, Serialize};

/// A shelf with everything that a card shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ShelfView {
    /// Best first.
    pub cards: Vec<Card>,
    /// How many films passed the filters.
    pub candidates: u32,
    /// How many films each filter kept away.
    pub left_out: LeftOut,
    /// How many would come back if one filter alone were lifted.
    pub brings_back: LeftOut,
    /// What is wrong with the filters, a sentence each.
    pub problems: Vec<String>,
    /// Whether the filters ask for what comes with the details, and these had not arrived.
    pub waits: bool,
    /// The weights that the bundle learned for members with as many films as this one.
    pub learned: Weights,
    /// How long it took to rank, in milliseconds.
    pub milliseconds: f64,
}

/// A film as the page shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Card {
    /// Which film of this bundle.
    pub film: FilmId,
    /// Title.
    pub title: String,
    /// Year.
    pub year: Option<u16>,
    /// Directors.
    pub directors: Vec<String>,
    /// Genres.
    pub genres: Vec<String>,
    /// Minutes.
    pub runtime: Option<u16>,
    /// ISO 639-1.
    pub language: Option<String>,
    /// Letterboxd's film number: `https://letterboxd.com/film:{id}` leads to its page.
    pub letterboxd_id: Option<u32>,
    /// TMDB's number, once the details are there.
    pub tmdb_id: Option<u32>,
    /// IMDb's number, without `tt`, once the details are there.
    pub imdb_id: Option<u32>,
    /// TMDB's poster file, without the slash and `.jpg`, once the details are there.
    pub poster: Option<String>,
    /// Streaming services that have it, once the details are there.
    pub services: Vec<String>,
    /// Predicted stars, 0.5 to 5.
    pub predicted_stars: f32,
    /// The lowest and the highest of the ratings of which theirs is one in at least four of five cases, if the bundle
    /// can say.
    pub likely_stars: Option<[Stars; 2]>,
    /// The blend's score.
    pub score: f32,
    /// What each signal added, largest first.
    pub contributions: Vec<Contribution>,
    /// What is taken off the score since they would rate it low.
    pub reserve: f32,
    /// Why, in sentences without their full stops, most telling first.
    pub sentences: Vec<String>,
    /// The member's films that speak for it or against it, and how loud, loudest first.
    pub speakers: Vec<(String, f32)>,
    /// Whether it is on the watchlist.
    pub on_watchlist: bool,
    /// How it stands to the others of its series, in a sentence without its full stop.
    pub part_of: Option<String>,
}

/// A film in short: found by what is typed, meant by a row, near another one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct FilmSummary {
    /// Which film of this bundle.
    pub film: FilmId,
    /// Title.
    pub title: String,
    /// Year.
    pub year: Option<u16>,
    /// Directors.
    pub directors: Vec<String>,
    /// Genres.
    pub genres: Vec<String>,
    /// Minutes.
    pub runtime: Option<u16>,
    /// TMDB's poster file, as on a [`Card`].
    pub poster: Option<String>,
    /// The member's rating.
    pub rating: Option<Stars>,
}

/// What is found by what is typed: films by their titles, or those of somebody.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// Whose films they are, and whether they directed them or played in them; nothing of films by their titles.
    pub who: Option<(Role, String)>,
    /// Best first: by title as it fits, of somebody's those that the member would like most.
    pub films: Vec<FoundFilm>,
}

/// A film that was found, and what there is to do with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FoundFilm {
    /// The film, with the member's rating.
    pub film: FilmSummary,
    /// Whether there is more to know of it: of those that are only matched there is not.
    pub opens: bool,
    /// Whether they have seen it.
    pub is_seen: bool,
    /// Whether they want to see it.
    pub is_wanted: bool,
}
