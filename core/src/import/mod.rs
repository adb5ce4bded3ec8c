//! A member's files → [`Import`]: entries, and located warnings for what could not be read.
//!
//! Nothing here fails: a damaged file becomes a [`Warning`] that names file and line, and the rest is used.

mod day;
mod letterboxd;
mod link;
mod reader;
mod recognise;
mod table;
mod text;
mod warnings;
mod zip;

use crate::film::Stars;
use reader::Reader;
use serde::{Deserialize, Serialize};

/// A file as the member dropped it: a Letterboxd export ZIP, or any one of its CSVs.
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourceFile {
    /// Its name (inside the ZIP where there is one).
    pub name: String,
    /// How many of its rows became entries.
    pub rows: u32,
}

/// One row of one file: what it says about one film.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// What sort of statement this is.
    pub kind: EntryKind,
    /// Place of the file in [`Import::files`].
    pub file: u16,
    /// Line in that file, counted from 1; 0 where lines mean nothing.
    pub line: u32,
    /// The title as written; empty where a file gives only a link.
    pub title: String,
    /// The year as written.
    pub year: Option<u16>,
    /// Letterboxd's film number, decoded from a `boxd.it` film link. Links to log entries give none.
    pub letterboxd_id: Option<u32>,
    /// The rating, if the row carries one.
    pub rating: Option<Stars>,
    /// Whether a diary row says that this was a rewatch.
    pub rewatch: bool,
    /// When it was watched if the row says so, else when it was logged.
    pub day: Option<Day>,
}

/// What a row states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// A row of `ratings.csv`: the current rating.
    Rating,
    /// A row of `watched.csv`.
    Watched,
    /// A row of `diary.csv`: seen on a day, perhaps rated then.
    Diary,
    /// A row of `likes/films.csv`.
    Like,
    /// A row of `watchlist.csv`: not seen, wanted.
    Watchlist,
    /// One of up to four favourite films of the profile.
    Favourite,
}

/// A day, counted from 1970-01-01. Days of a member are only ever compared with each other: no clock is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub i32);

/// What could not be read, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// The file's name.
    pub file: String,
    /// The line, counted from 1, where one is to blame.
    pub line: Option<u32>,
    /// One or two plain sentences: what is wrong, then what to do.
    pub message: String,
}

/// Reads whatever the member dropped, together.
pub fn import(files: &[NamedFile<'_>]) -> Import {
    let mut reader = Reader::default();
    for file in files {
        reader.loose(file);
    }
    reader.finish()
}
