//! The bundle, and what is looked at beside the shelf: one film, the member's taste, a night with guests.

use super::failure::Failure;
use super::ids::GuestId;
use super::report::Report;
use super::shelf::{Card, FilmSummary};
use halfstar_core::Portrait;
use halfstar_core::estimate::Surety;
use halfstar_core::film::{FilmId, Stars};
use halfstar_core::filters::LeftOut;
use halfstar_core::import::Day;
use halfstar_core::together::{Affinity, Match};
use halfstar_core::tonight::Kind;
use halfstar_core::year::Year;
use serde::{Deserialize, Serialize};

/// What the page needs to know of a bundle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BundleSummary {
    /// How many films can be matched, once the details are there.
    pub films: u32,
    /// How many can be recommended: those that are there from the first.
    pub pool: u32,
    /// Names of genres, for the filter.
    pub genres: Vec<String>,
    /// First and last year of the pool.
    pub years: (u16, u16),
    /// Films to start from without an export.
    pub starters: Vec<FilmSummary>,
    /// The report of the export remembered on this device, if any.
    pub remembered: Option<Report>,
    /// Why what was remembered is not there, or not all of it.
    pub told: Option<Failure>,
    /// Whether bytes that were damaged, now or earlier, lie aside to be downloaded.
    pub has_aside: bool,
    /// Whether something that is remembered was left out, as asked.
    pub left_out: bool,
    /// Lines on where the bundle comes from.
    pub sources: Vec<String>,
    /// The day of its film facts, as `2026-11-05`, if it is told.
    pub as_of: Option<String>,
}

/// What the details brought.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DetailsView {
    /// A new report where they may change what is known of the member's files.
    pub report: Option<Report>,
    /// Whose streaming services they know, if any.
    pub streaming: Option<Streaming>,
}

/// What another tab remembered, as far as it changes what is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct News {
    /// What is known now.
    pub report: Report,
    /// Whether of somebody else than before: other files, or a first word of whoever was nobody.
    pub is_another: bool,
}

/// Everything that is remembered, as a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupFile {
    /// Its contents.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}

/// All about one film.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FilmView {
    /// As it stands on a shelf.
    pub card: Card,
    /// The original title, where it differs.
    pub original_title: Option<String>,
    /// Top-billed cast, once the details are there.
    pub cast: Vec<String>,
    /// Keywords, once the details are there.
    pub keywords: Vec<String>,
    /// What the member said, if they have seen it.
    pub own: Option<RatedFilm>,
    /// The films nearest to it, best first, with the member's ratings.
    pub similar: Vec<FilmSummary>,
}

/// A film of the member's, in passing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RatedFilm {
    /// Title.
    pub title: String,
    /// The member's rating.
    pub rating: Option<Stars>,
}

/// A film's place, and what it hangs on; see [`halfstar_core::counterfactual`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WithoutView {
    /// Its place, from 1; `None` if it does not pass the filters.
    pub place: Option<u32>,
    /// The member's films that speak loudest, and the place without each.
    pub without: Vec<(RatedFilm, Option<u32>)>,
}

/// The member's taste in numbers, with the titles of the films it names.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PortraitView {
    /// The numbers.
    pub portrait: Portrait,
    /// The films named, by number: title and year.
    pub titles: Vec<(FilmId, String, Option<u16>)>,
}

/// A year of the member's films, with what is shown of the films it names.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct YearView {
    /// The years to look back on, the latest first.
    pub years: Vec<u16>,
    /// One of them; nothing where there is none.
    pub year: Option<Year>,
    /// The films named, with the ratings that stand.
    pub films: Vec<FilmSummary>,
    /// Films from this number on cannot be opened.
    pub pool: u32,
}

/// All films that can be recommended, on a plane where alike films lie near each other.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MapView {
    /// Left to right and top to bottom, 0 to 255, in the order of the films' numbers.
    pub places: Vec<[u8; 2]>,
    /// What is found around a place.
    pub names: Vec<(String, [u8; 2])>,
    /// The member's films, with their ratings.
    pub own: Vec<(FilmId, Option<Stars>)>,
    /// What those are called that lie on the plane, in the same order.
    pub titles: Vec<(FilmId, String, Option<u16>)>,
}

/// Which streaming services a bundle knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Streaming {
    /// Those of this country, by its ISO 3166-1 code.
    pub country: String,
    /// As of this day, as `2026-11-05`.
    pub as_of: String,
}

/// Somebody who joins for a night.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guest {
    /// Theirs for as long as they stay.
    pub id: GuestId,
    /// What they are called: after their file, until somebody says otherwise. Empty where no file says it.
    pub name: String,
    /// Films seen.
    pub films: u32,
    /// Films rated.
    pub rated: u32,
}

/// How alike several people are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PairsView {
    /// The guests that it is about, in order.
    pub guests: Vec<Guest>,
    /// Every two of the member and these who share enough.
    pub pairs: Vec<Affinity>,
    /// The films named, by number: title and year.
    pub titles: Vec<(FilmId, String, Option<u16>)>,
}

/// Films for a night.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NightView {
    /// The guests that it is for, in order.
    pub guests: Vec<Guest>,
    /// Best first.
    pub cards: Vec<NightCard>,
    /// How many films passed the filters.
    pub candidates: u32,
    /// How many more would if those seen by some were let in.
    pub seen_by_some: u32,
    /// How many films each filter kept away.
    pub left_out: LeftOut,
    /// How many would come back if one filter alone were lifted.
    pub brings_back: LeftOut,
}

/// A film for a night.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NightCard {
    /// The film, without a rating.
    pub film: FilmSummary,
    /// What it is to each: the member first, then the guests in order.
    pub members: Vec<Match>,
    /// How it stands to the others of its series, as on a [`Card`].
    pub part_of: Option<String>,
}

/// Films for tonight.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TonightView {
    /// Which day they are for.
    pub day: Day,
    /// Each for another reason.
    pub cards: Vec<TonightCard>,
}

/// A film for tonight.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TonightCard {
    /// Why it is offered.
    pub kind: Kind,
    /// The film as on a shelf.
    pub card: Card,
    /// Whether the member has seen it by now.
    pub is_seen: bool,
    /// Their rating.
    pub rating: Option<Stars>,
}

/// A film to watch again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AgainCard {
    /// The film, with the member's rating.
    pub film: FilmSummary,
    /// The latest day that their files name with it.
    pub day: Option<Day>,
}

/// What the member would give a film.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EstimateView {
    /// The film as on a shelf: the stars, and why.
    pub card: Card,
    /// How sure that is.
    pub surety: Surety,
    /// How many ratings of the member's it rests on; this film's own is in none of it.
    pub own_ratings: u32,
    /// On how many of everyone's.
    pub ratings: u32,
    /// Whether they have seen it.
    pub is_seen: bool,
    /// What they gave it.
    pub given: Option<Stars>,
}

/// Where a film stands among those that the member rated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PlacedView {
    /// The film.
    pub film: FilmSummary,
    /// What to give it, to the half.
    pub stars: Stars,
    /// From which to which rating it lies in four of five cases.
    pub likely: [Stars; 2],
    /// The rated film to compare it with next, with its rating; nothing where that is known well enough, or none is left.
    pub next: Option<FilmSummary>,
    /// With how many it was compared.
    pub compared: u32,
}
