//! What earlier versions remembered. What was said carried a day and no time, and nothing told that it was taken back. The
//! first import had fewer columns, and the corrections in the same value.

use super::{Backup, KeptCorrection, Ledger};
use crate::storage::film_key::FilmKey;
use crate::storage::header::open;
use crate::storage::ledger::{KeptPick, KeptRemark, WrittenSays, picks};
use halfstar_core::container::value;
use halfstar_core::film::Stars;
use halfstar_core::import::{Day, Entry, EntryKind, Import, SourceFile, Warning, kept};
use serde::Deserialize;
#[cfg(test)]
use serde::Serialize;

const MILLISECONDS_A_DAY: u64 = 86_400_000;

/// Versions 1 and 2 of a ledger, in the order in which things were said.
#[derive(Deserialize)]
#[cfg_attr(test, derive(Serialize))]
pub struct LedgerV2 {
    corrections: Vec<MendedV2>,
    remarks: Vec<SaidV2>,
    #[serde(deserialize_with = "picks")]
    recommended: Vec<KeptPick>,
}

/// Title and year of the rows, and the film meant.
#[derive(Deserialize)]
#[cfg_attr(test, derive(Serialize))]
struct MendedV2(String, Option<u16>, FilmKey);

/// A film, what was said of it, and on which day.
#[derive(Deserialize)]
#[cfg_attr(test, derive(Serialize))]
struct SaidV2(FilmKey, WrittenSays, #[serde(deserialize_with = "kept::day")] Option<Day>);

/// Versions 2 to 4 of an import.
#[derive(Deserialize)]
#[cfg_attr(test, derive(Serialize))]
pub struct ImportV4 {
    entries: Vec<Entry>,
    files: Vec<FileV4>,
    warnings: Vec<Warning>,
}

/// A file's name, its rows, and the name of the list that it is.
#[derive(Deserialize)]
#[cfg_attr(test, derive(Serialize))]
struct FileV4(String, u32, Option<String>);

/// Versions 1 and 2 of a backup.
#[derive(Deserialize)]
#[cfg_attr(test, derive(Serialize))]
pub struct BackupV2(ImportV4, LedgerV2);

/// Version 3 of a backup, with a ledger that only ended earlier.
#[derive(Deserialize)]
pub struct BackupV3(ImportV4, Ledger);

/// A ledger that ended earlier, alone or at the end of a backup, as it would be written now: the lists that it had not yet
/// come last, and an empty one is a zero.
pub(super) fn with_empty(lists: usize, bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes.resize(bytes.len() + lists, 0);
    bytes
}

impl From<ImportV4> for Import {
    fn from(ImportV4 { entries, files, warnings }: ImportV4) -> Self {
        let file = |FileV4(name, rows, list)| SourceFile { name, rows, list, ratings: None };
        Self { entries, files: files.into_iter().map(file).collect(), warnings }
    }
}

impl From<LedgerV2> for Ledger {
    fn from(LedgerV2 { corrections, remarks, recommended }: LedgerV2) -> Self {
        let mut ledger = Self { recommended, ..Self::default() };
        for (order, MendedV2(title, year, film)) in corrections.into_iter().enumerate() {
            ledger.mend(KeptCorrection { title, year, film, at: order as u64 });
        }
        for (order, SaidV2(film, says, day)) in remarks.into_iter().enumerate() {
            let at = day.map_or(0, |day| day.0.max(0) as u64 * MILLISECONDS_A_DAY) + order as u64;
            if let Some(says) = says.read() {
                ledger.say(KeptRemark { film, says: Some(says), day, at });
            }
        }
        ledger
    }
}

impl From<BackupV2> for Backup {
    fn from(BackupV2(import, ledger): BackupV2) -> Self {
        Self(import.into(), ledger.into())
    }
}

impl From<BackupV3> for Backup {
    fn from(BackupV3(import, ledger): BackupV3) -> Self {
        Self(import.into(), ledger)
    }
}

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

/// The first version of an import, if that is what the bytes are.
pub(super) fn first(bytes: &[u8]) -> Option<(Import, Vec<KeptCorrection>)> {
    let old: KeptV1 = value(open(b"HSKP", 1, bytes)?)?;
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
    let correction = |(order, CorrectionV1(title, year, letterboxd_id, (film, of), place))| KeptCorrection {
        title,
        year,
        film: FilmKey { letterboxd_id, title: film, year: of, place },
        at: order as u64,
    };
    let import = Import {
        entries: old.entries.into_iter().map(entry).collect(),
        files: old.files.into_iter().map(|(name, rows)| SourceFile { name, rows, ..SourceFile::default() }).collect(),
        warnings: old.warnings,
    };
    Some((import, old.corrections.into_iter().enumerate().map(correction).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::header::seal;
    use crate::storage::kept::{Keep, import, ledger};
    use halfstar_core::container::{Kind, join, write};
    use halfstar_core::remarks::Says;

    fn film(letterboxd_id: u32) -> FilmKey {
        FilmKey { letterboxd_id: Some(letterboxd_id), title: "Heat".to_owned(), year: Some(1995), place: 0 }
    }

    fn old_ledger() -> LedgerV2 {
        LedgerV2 {
            corrections: vec![MendedV2("?".to_owned(), None, film(7))],
            remarks: vec![
                SaidV2(film(9), WrittenSays::Liked, Some(Day(20_000))),
                SaidV2(film(7), WrittenSays::Dismissed, None),
            ],
            recommended: vec![KeptPick { film: film(8), stars: 4.25, day: Some(Day(20_001)) }],
        }
    }

    fn old_import(entries: usize) -> ImportV4 {
        ImportV4 { entries: vec![Entry::default(); entries], files: Vec::new(), warnings: Vec::new() }
    }

    /// A ledger in the order of films, each thing said at a time of its day.
    fn as_it_is_now() -> Ledger {
        let remark = |id, says, day, at| KeptRemark { film: film(id), says: Some(says), day, at };
        Ledger {
            corrections: vec![KeptCorrection { title: "?".to_owned(), year: None, film: film(7), at: 0 }],
            remarks: vec![
                remark(7, Says::Dismissed, None, 1),
                remark(9, Says::Liked, Some(Day(20_000)), 1_728_000_000_000),
            ],
            recommended: old_ledger().recommended,
            ..Ledger::default()
        }
    }

    #[test]
    fn ledgers_without_times_are_still_read() {
        let kind = Kind { version: 2, ..Ledger::KIND };
        assert_eq!(ledger(&join(kind, &[(*b"KEPT", write(&old_ledger()))])), Ok(as_it_is_now()));
        let backup = BackupV2(old_import(0), old_ledger());
        let bytes = join(Kind { version: 2, ..Backup::KIND }, &[(*b"KEPT", write(&backup))]);
        assert_eq!(Backup::find(&bytes), Some(Ok(Backup(Import::default(), as_it_is_now()))));
    }

    #[test]
    fn a_wrong_number_costs_a_ledger_without_times_no_more_than_its_entry() {
        let mut old = old_ledger();
        old.remarks.push(SaidV2(film(6), WrittenSays::Rated(11), None));
        old.recommended.push(KeptPick { film: film(6), stars: f32::NAN, day: None });
        old.recommended[0].day = Some(Day(i32::MAX));
        let bytes = join(Kind { version: 2, ..Ledger::KIND }, &[(*b"KEPT", write(&old))]);
        let mut expected = as_it_is_now();
        expected.recommended[0].day = None;
        assert_eq!(ledger(&bytes), Ok(expected));
    }

    #[test]
    fn what_was_kept_before_there_were_containers_is_still_read() {
        let old = Import::from(old_import(1));
        assert_eq!(ledger(&seal(b"HSLG", 1, &old_ledger())), Ok(as_it_is_now()));
        assert_eq!(import(&seal(b"HSKP", 2, &old_import(1))), Ok((old.clone(), Vec::new())));
        let backup = BackupV2(old_import(1), old_ledger());
        assert_eq!(Backup::find(&seal(b"HSBK", 1, &backup)), Some(Ok(Backup(old, as_it_is_now()))));
        assert!(ledger(&seal(b"HSLG", 2, &old_ledger())).is_err(), "no such version was ever written");
    }

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
        let (import, corrections) = import(&seal(b"HSKP", 1, &old)).expect("it is read");
        assert_eq!((import.entries[0].title.as_str(), import.entries[0].day), ("Heat", Some(Day(9))));
        assert_eq!(import.files[0].rows, 1);
        assert_eq!((corrections[0].film.letterboxd_id, corrections[0].film.place), (Some(7), 1));
    }
}
