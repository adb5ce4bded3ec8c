//! A member's files → [`Import`]: entries, and located warnings for what could not be read.
//!
//! Nothing here fails: a damaged file becomes a [`Warning`] that names file and line, and the rest is used.

mod damage;
mod day;
mod entries;
mod json;
pub mod kept;
pub mod limits;
mod link;
mod lists;
mod names;
mod rating;
mod reader;
mod recognise;
mod records;
mod row;
mod rows;
mod rss;
mod stray;
mod table;
mod text;
mod titles;
mod warning;
mod warnings;
mod zip;

pub use crate::day::Day;
pub(crate) use row::year;
pub use warning::{ToldWarning, Warning};

use crate::film::Stars;
use crate::words::FileProblem;
use reader::Reader;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A file as the member dropped it: an export's ZIP, or any one of its files.
#[derive(Clone, Copy, Debug)]
pub struct NamedFile<'a> {
    /// The file's name, with its path where it has one (`likes/films.csv`).
    pub name: &'a str,
    /// The file's contents.
    pub bytes: &'a [u8],
}

/// Everything that was understood, and everything that was not.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Import {
    /// One entry a row, in the order of files and rows.
    pub entries: Vec<Entry>,
    /// The files that entries and warnings refer to, by place.
    pub files: Vec<SourceFile>,
    /// What could not be read, and what to do about it.
    pub warnings: Vec<Warning>,
}

/// A file that was looked at.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct SourceFile {
    /// Its name (inside the ZIP where there is one).
    pub name: String,
    /// How many of its rows became entries.
    pub rows: u32,
    /// What the member calls the list, if the file is one.
    pub list: Option<String>,
    /// Where its ratings stood, and how they were read, if it has any.
    pub ratings: Option<RatingColumn>,
}

/// A column of ratings, as it was understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct RatingColumn {
    /// What the file calls it.
    pub name: String,
    /// The best rating there is: 5, 10 or 100.
    pub of: u8,
}

/// One row of one file: what it says about one film.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// What sort of statement this is.
    pub kind: EntryKind,
    /// What the row calls the title itself: a film unless it says otherwise.
    pub title_type: TitleType,
    /// Place of the file in [`Import::files`].
    pub file: u16,
    /// Line in that file, counted from 1; 0 where lines mean nothing.
    pub line: u32,
    /// The title as written; empty where a file gives only a link or a number.
    pub title: String,
    /// The original title, where the file has one that differs; else empty.
    pub original_title: String,
    /// Who directed it, as written; empty where the file does not say.
    pub directors: String,
    /// The year as written.
    #[serde(deserialize_with = "kept::year")]
    pub year: Option<u16>,
    /// Letterboxd's film number, decoded from a `boxd.it` film link. Links to log entries give none.
    pub letterboxd_id: Option<u32>,
    /// TMDB's number of the film.
    pub tmdb_id: Option<u32>,
    /// IMDb's number, without `tt`.
    pub imdb_id: Option<u32>,
    /// The rating, if the row carries one.
    #[serde(deserialize_with = "kept::rating")]
    pub rating: Option<Stars>,
    /// Whether the row says that this was a rewatch.
    pub rewatch: bool,
    /// When it was watched if the row says so, else when it was rated or logged.
    #[serde(deserialize_with = "kept::day")]
    pub day: Option<Day>,
    /// Whether a person wrote this title, who may leave out the year of a film that everyone knows.
    pub by_hand: bool,
}

/// What a row states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// The current rating: a row of `ratings.csv`, or of another service's ratings.
    Rating,
    /// Seen: a row of `watched.csv` and its like.
    #[default]
    Watched,
    /// Seen on a day, perhaps rated then: a row of `diary.csv`, an item of a feed.
    Diary,
    /// A row of `likes/films.csv`, a favourite elsewhere, a title typed by hand.
    Like,
    /// A row of a watchlist: not seen, wanted.
    Watchlist,
    /// One of up to four favourite films of the profile.
    Favourite,
    /// On a list of the member's. It says nothing of itself: a list may be of the best and of the worst.
    Listed,
}

/// What a row calls its title.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TitleType {
    /// A film of any length, or a title of which nothing is said.
    #[default]
    Film,
    /// A series or a mini-series.
    Series,
    /// One episode or season of a series.
    Episode,
    /// A game, a podcast, a music video: nothing that a film library knows.
    Other,
}

/// Reads whatever the member dropped, together. In which order does not matter to what it says of a film.
pub fn import(files: &[NamedFile<'_>]) -> Import {
    let mut reader = Reader::new();
    for file in files {
        reader.loose(file);
    }
    reader.finish()
}

impl Import {
    /// Of each file, how many of its rows state what.
    pub fn stated(&self) -> Vec<BTreeMap<EntryKind, u32>> {
        let mut files = vec![BTreeMap::<EntryKind, u32>::new(); self.files.len()];
        for entry in &self.entries {
            if let Some(kinds) = files.get_mut(usize::from(entry.file)) {
                *kinds.entry(entry.kind).or_default() += 1;
            }
        }
        files
    }

    /// Takes the day from entries that name one later than `today`, and says so: a slip of the pen must not make
    /// everything else look old. Whoever has a clock calls this.
    pub fn forget_future(&mut self, today: Day) {
        // Of each file the first such line, and how many there are.
        let mut found = vec![(0, 0_usize); self.files.len()];
        for entry in self.entries.iter_mut().filter(|entry| entry.day > Some(today)) {
            let Some((line, count)) = found.get_mut(usize::from(entry.file)) else { continue };
            entry.day = None;
            if *count == 0 {
                *line = entry.line;
            }
            *count += 1;
        }
        for (file, (line, count)) in self.files.iter().zip(found) {
            let Some(more) = count.checked_sub(1) else { continue };
            let warning = match more {
                0 => Warning::of_file(&file.name, FileProblem::Future, &[]),
                more => Warning::of_file(&file.name, FileProblem::FutureMore, &[&more.to_string()]),
            };
            self.warnings.push(Warning { line: Some(line).filter(|&line| line > 0), ..warning });
        }
    }
}
