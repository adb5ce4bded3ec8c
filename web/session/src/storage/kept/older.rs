//! Version 1 of what was remembered: an import of fewer columns, and the corrections in the same value.

use super::KeptCorrection;
use crate::storage::film_key::FilmKey;
use crate::storage::header::open;
use halfstar_core::film::Stars;
use halfstar_core::import::{Day, Entry, EntryKind, Import, SourceFile, Warning, kept};
use serde::Deserialize;
#[cfg(test)]
use serde::Serialize;

#[derive(Deserialize)]
#[cfg_attr(test, derive(Serialize))]
struct KeptV1 {
    entries: Vec<EntryV1>,
    files: Vec<(String, u32)>,
    warnings: Vec<Warning>,
    corrections: Vec<CorrectionV1>,
}

#[derive(Deserialize)]
#[cfg_attr(test, derive(Serialize))]
struct EntryV1 {
    kind: EntryKind,
    file: u16,
    line: u32,
    title: String,
    #[serde(deserialize_with = "kept::year")]
    year: Option<u16>,
    letterboxd_id: Option<u32>,
    #[serde(deserialize_with = "kept::rating")]
    rating: Option<Stars>,
    rewatch: bool,
    #[serde(deserialize_with = "kept::day")]
    day: Option<Day>,
}

/// Title and year of the rows; then the film's number, its title and year, and its place among namesakes.
#[derive(Deserialize)]
#[cfg_attr(test, derive(Serialize))]
struct CorrectionV1(String, Option<u16>, Option<u32>, (String, Option<u16>), u16);

pub(super) fn read(bytes: &[u8]) -> Option<(Import, Vec<KeptCorrection>)> {
    let old: KeptV1 = open(b"HSKP", 1, bytes)?;
    let entry = |old: EntryV1| Entry {
        kind: old.kind,
        file: old.file,
        line: old.line,
        title: old.title,
        year: old.year,
        letterboxd_id: old.letterboxd_id,
        rating: old.rating,
        rewatch: old.rewatch,
        day: old.day,
        ..Entry::default()
    };
    let correction = |CorrectionV1(title, year, letterboxd_id, (film, of), place)| KeptCorrection {
        title,
        year,
        film: FilmKey { letterboxd_id, title: film, year: of, place },
    };
    let import = Import {
        entries: old.entries.into_iter().map(entry).collect(),
        files: old.files.into_iter().map(|(name, rows)| SourceFile { name, rows, list: None }).collect(),
        warnings: old.warnings,
    };
    Some((import, old.corrections.into_iter().map(correction).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_version_is_still_read() {
        let old = KeptV1 {
            entries: vec![EntryV1 {
                kind: EntryKind::Favourite,
                file: 0,
                line: 2,
                title: "Heat".to_owned(),
                year: Some(1995),
                letterboxd_id: Some(7),
                rating: Some(Stars::THREE),
                rewatch: true,
                day: Some(Day(9)),
            }],
            files: vec![("ratings.csv".to_owned(), 1)],
            warnings: Vec::new(),
            corrections: vec![CorrectionV1("?".to_owned(), None, Some(7), ("Heat".to_owned(), Some(1995)), 1)],
        };
        let (import, corrections) = read(&crate::storage::header::seal(b"HSKP", 1, &old)).expect("it is read");
        assert_eq!((import.entries[0].title.as_str(), import.entries[0].day), ("Heat", Some(Day(9))));
        assert_eq!(import.files[0].rows, 1);
        assert_eq!((corrections[0].film.letterboxd_id, corrections[0].film.place), (Some(7), 1));
    }
}
