//! What was found in a member's files.

use super::shelf::FilmSummary;
use crate::language;
use halfstar_core::film::{FilmId, Stars};
use halfstar_core::import::{EntryKind, RatingColumn, Warning};
use halfstar_core::matching::{Doubt, How};
use halfstar_core::remarks::Says;
use serde::{Deserialize, Serialize, Serializer};

/// What was found in the files.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Report {
    /// The files, with rows read of each.
    pub files: Vec<FileReport>,
    /// Rows that carry a film, and how many found theirs.
    pub rows: u32,
    /// Rows whose film was found.
    pub matched: u32,
    /// Different films seen.
    pub films_seen: u32,
    /// Films rated.
    pub films_rated: u32,
    /// Films on the watchlist.
    pub watchlist: u32,
    /// The member's mean rating.
    pub mean: f32,
    /// Titles that may mean several films.
    pub ambiguous: Vec<UnmatchedRow>,
    /// Titles that mean no film of the catalogue.
    pub unmatched: Vec<UnmatchedRow>,
    /// Series, episodes and games that the catalogue does not know.
    pub no_film: Vec<UnmatchedRow>,
    /// Titles that are in none of the lists above: they may mean one of the films that arrive with the details. 0 once
    /// those are there.
    pub pending: u32,
    /// How many rows were matched for which reason.
    pub matched_by: Vec<(How, u32)>,
    /// The member's lists.
    pub lists: Vec<List>,
    /// Films of theirs to look for more like: the most loved, the latest first.
    pub loved: Vec<FilmSummary>,
    /// Genres that stand out among the films they love, by the catalogue's names: the most telling first.
    pub loved_genres: Vec<String>,
    /// Decades that do, by their first years.
    pub loved_decades: Vec<u16>,
    /// Well-known films to rate, none of which their files say that they have seen.
    pub starters: Vec<FilmSummary>,
    /// Whether a shelf was recommended to them on an earlier day.
    pub was_here: bool,
    /// Shelves of their own, in the order of their names.
    pub presets: Vec<Preset>,
    /// What they said on this page.
    pub said: Vec<Said>,
    /// How this export differs from the one before, if there was one.
    pub since: Option<Since>,
    /// Films that were recommended and since seen.
    pub fared: Vec<Fared>,
    /// How many of these are rated, their mean rating, and our mean prediction for the same films.
    pub means: Option<(u32, f32, f32)>,
    /// What came of past picks, if these files were read on this visit and tell something of them.
    pub tally: Option<TallyView>,
    /// How many films there are to watch again.
    pub again: u32,
    /// What could not be read.
    #[serde(serialize_with = "told_to_others")]
    #[cfg_attr(feature = "typescript", ts(as = "Vec<halfstar_core::import::ToldWarning<'static>>"))]
    pub warnings: Vec<Warning>,
}

impl Report {
    /// Rows whose film is not known, so far.
    pub fn unrecognised(&self) -> u32 {
        self.rows.saturating_sub(self.matched)
    }

    /// What the member said of a film on this page.
    pub fn said_of(&self, film: FilmId) -> Option<&Said> {
        self.said.iter().find(|said| said.film.film == film)
    }
}

/// The page has the words, and tells warnings in whichever language is spoken when it draws them. Other programs have none:
/// they get sentences.
fn told_to_others<S: Serializer>(warnings: &[Warning], serializer: S) -> Result<S::Ok, S::Error> {
    if serializer.is_human_readable() {
        serializer.collect_seq(warnings.iter().map(|warning| warning.told(language::words())))
    } else {
        warnings.serialize(serializer)
    }
}

/// A shelf of the member's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Preset {
    /// What they call it.
    pub name: String,
    /// What is turned, as [`halfstar_core::address`] writes it.
    pub view: String,
}

/// A file, and what was understood in it as what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct FileReport {
    /// Its name (inside the ZIP where there is one).
    pub name: String,
    /// How many of its rows were of use.
    pub rows: u32,
    /// What the member calls the list, if the file is one.
    pub list: Option<String>,
    /// Where its ratings stood, and how they were read, if it has any.
    pub ratings: Option<RatingColumn>,
    /// How many of its rows state what.
    pub states: Vec<(EntryKind, u32)>,
}

/// A list of the member's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct List {
    /// What it is called; lists of one name count together.
    pub name: String,
    /// How many of its films were found.
    pub films: u32,
}

/// A remark made on this page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Said {
    /// The film.
    pub film: FilmSummary,
    /// What was said of it.
    pub says: Says,
}

/// How an export differs from the one before: how many films, and the first of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Since {
    /// Films seen now and not before.
    pub new_films: (u32, Vec<String>),
    /// Films rated anew or otherwise.
    pub new_ratings: (u32, Vec<String>),
    /// Films that are gone.
    pub removed: (u32, Vec<String>),
}

/// A film that was recommended and since seen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Fared {
    /// Title.
    pub title: String,
    /// Year.
    pub year: Option<u16>,
    /// The stars we predicted.
    pub predicted: f32,
    /// The member's rating.
    pub rating: Option<Stars>,
    /// Whether they liked it.
    pub liked: bool,
}

/// What came of past picks; see [`halfstar_core::tally`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct TallyView {
    /// Films that stood on a shelf, and that the files before did not call seen.
    pub shown: u32,
    /// Since which day the first of them did, as `2026-11-05`.
    pub since: Option<String>,
    /// How many of them are seen now.
    pub seen: u32,
    /// How many of those are rated.
    pub rated: u32,
    /// Their mean rating.
    pub mean: f32,
    /// Title and rating of the one rated highest.
    pub best: Option<(String, Stars)>,
}

/// A title that found no film, or several. Rows of the same title and year are one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct UnmatchedRow {
    /// As written, or the number by which the row names its film.
    pub title: String,
    /// Whether it is the number.
    pub is_numbered: bool,
    /// As written.
    pub year: Option<u16>,
    /// File of the first such row.
    pub file: String,
    /// Its line.
    pub line: u32,
    /// What the row states.
    pub kind: EntryKind,
    /// The films it may mean; empty where none.
    pub candidates: Vec<FilmSummary>,
    /// Why it is asked which of them; nothing where there are none.
    pub doubt: Option<Doubt>,
}
