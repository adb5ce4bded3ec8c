//! What is remembered, as bytes: a container of one section.
//!
//! Two values, so that a new import replaces the old one and nothing of what the member said: the [`Import`] as it was
//! read, unmatched, for the next bundle may know more films; and the [`Ledger`] beside it.

mod older;

use super::header::open;
use super::ledger::{KeptCorrection, Ledger};
use halfstar_core::container::{ContainerError, Kind, contents, join, sections, value, version_of, write};
use halfstar_core::import::Import;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Why bytes cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// A newer version of this program wrote them: nothing is wrong with them.
    Newer,
    /// They are not what was written.
    Damaged,
}

/// Something that is kept in a container of its own kind. The version is raised with every change to the type or to what it
/// holds; what older ones held is still read (see `older`).
pub trait Keep: Serialize + DeserializeOwned {
    /// Its container.
    const KIND: Kind;
    /// The letters and the version that stood before it until there were containers.
    const BEFORE: (&'static [u8; 4], u8);

    /// From what an older version held: of a container, or of before there were any.
    fn older(version: u16, value: &[u8]) -> Option<Self>;

    /// As bytes.
    fn encode(&self) -> Vec<u8> {
        join(Self::KIND, &[(*b"KEPT", write(self))])
    }

    /// From the bytes that [`Keep::encode`] wrote, in this version or an older one.
    ///
    /// # Errors
    /// [`Flaw`].
    fn decode(bytes: &[u8]) -> Result<Self, Flaw> {
        let (version, found) = match sections(Self::KIND, bytes) {
            Ok(sections) => (version_of(bytes), contents(&sections, b"KEPT").ok().flatten()),
            Err(ContainerError::Newer(_)) => return Err(Flaw::Newer),
            Err(_) => (Self::BEFORE.1.into(), open(Self::BEFORE.0, Self::BEFORE.1, bytes).map(Cow::Borrowed)),
        };
        let read = |found: Cow<'_, [u8]>| {
            if version == Self::KIND.version { value(&found) } else { Self::older(version, &found) }
        };
        found.and_then(read).ok_or(Flaw::Damaged)
    }
}

const fn kind(magic: &'static [u8; 8], version: u16, oldest: u16) -> Kind {
    Kind { magic, version, oldest, is_deflated: false }
}

impl Keep for Import {
    /// Until version 3 its warnings were sentences, until version 4 it was not noted where the ratings stood.
    const KIND: Kind = kind(b"HSIMPORT", 5, 3);
    const BEFORE: (&'static [u8; 4], u8) = (b"HSKP", 2);

    fn older(_: u16, bytes: &[u8]) -> Option<Self> {
        value::<older::ImportV4>(bytes).map(Into::into)
    }
}

/// Both in one file, for the member to keep.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Backup(pub Import, pub Ledger);

impl Backup {
    /// The backup in a file, if it is one of some version or what is left of one.
    pub fn find(bytes: &[u8]) -> Option<Result<Self, Flaw>> {
        let is_one = bytes.starts_with(Self::KIND.magic) || bytes.starts_with(Self::BEFORE.0);
        is_one.then(|| Self::decode(bytes).map(|Self(import, ledger)| Self(import, ledger.in_order())))
    }
}

impl Keep for Backup {
    const KIND: Kind = kind(b"HSBACKUP", 7, 2);
    const BEFORE: (&'static [u8; 4], u8) = (b"HSBK", 1);

    fn older(version: u16, bytes: &[u8]) -> Option<Self> {
        match version {
            1 | 2 => value::<older::BackupV2>(bytes).map(Into::into),
            3 => value::<older::BackupV3>(&older::with_empty(3, bytes)).map(Into::into),
            4 => value(&older::with_empty(3, bytes)),
            5 => value(&older::with_empty(2, bytes)),
            _ => value(&older::with_empty(1, bytes)),
        }
    }
}

impl Keep for Ledger {
    const KIND: Kind = kind(b"HSLEDGER", 6, 2);
    const BEFORE: (&'static [u8; 4], u8) = (b"HSLG", 1);

    fn older(version: u16, bytes: &[u8]) -> Option<Self> {
        match version {
            1 | 2 => value::<older::LedgerV2>(bytes).map(Into::into),
            3 => value(&older::with_empty(3, bytes)),
            4 => value(&older::with_empty(2, bytes)),
            _ => value(&older::with_empty(1, bytes)),
        }
    }
}

/// An import of any version, with the corrections that the oldest ones held.
///
/// # Errors
/// [`Flaw`].
pub fn import(bytes: &[u8]) -> Result<(Import, Vec<KeptCorrection>), Flaw> {
    match Import::decode(bytes) {
        Ok(import) => Ok((import, Vec::new())),
        Err(flaw) => older::first(bytes).ok_or(flaw),
    }
}

/// A ledger of any version.
///
/// # Errors
/// [`Flaw`].
pub fn ledger(bytes: &[u8]) -> Result<Ledger, Flaw> {
    Ledger::decode(bytes).map(Ledger::in_order)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::film_key::FilmKey;
    use crate::storage::ledger::{KeptComparison, KeptNight, KeptPick, KeptPreset, KeptRemark};
    use halfstar_core::comparisons::Answer;
    use halfstar_core::film::Stars;
    use halfstar_core::import::{Day, Entry, EntryKind, SourceFile, TitleType};
    use halfstar_core::remarks::Says;
    use halfstar_core::tonight::Kind;
    use proptest::prelude::*;

    fn both() -> (Import, Ledger) {
        let film = FilmKey { letterboxd_id: Some(51_433), title: "Solaris".to_owned(), year: Some(1972), place: 0 };
        let says = Some(Says::Rated(Stars::THREE));
        let other = FilmKey { letterboxd_id: None, title: "Heat".to_owned(), year: Some(1995), place: 0 };
        let compared = KeptComparison::new([film.clone(), other], Some(Answer::First), 8);
        let ledger = Ledger {
            corrections: vec![KeptCorrection { title: "?".to_owned(), year: None, film: film.clone(), at: 7 }],
            remarks: vec![KeptRemark { film: film.clone(), says, day: Some(Day(20_000)), at: 1_728_000_000_001 }],
            recommended: vec![KeptPick { film: film.clone(), stars: 4.25, day: None }],
            nights: vec![KeptNight { film, day: Day(20_000), kind: Kind::Older, is_skipped: true }],
            presets: vec![KeptPreset { name: "Rainy".to_owned(), view: Some(String::new()), at: 7 }],
            comparisons: compared.into_iter().collect(),
        };
        (Import { entries: vec![Entry::default()], ..Import::default() }, ledger)
    }

    #[test]
    fn comes_back() {
        let (import, ledger) = both();
        assert_eq!(super::ledger(&ledger.encode()), Ok(ledger.clone()));
        assert_eq!(super::import(&import.encode()), Ok((import.clone(), Vec::new())));
        let backup = Backup(import, ledger);
        assert_eq!(Backup::find(&backup.encode()), Some(Ok(backup)));
        assert_eq!(Backup::find(b"PK"), None);
    }

    /// What can be kept of an import, a remark and a pick, with its numbers as they may lie there.
    #[derive(Clone, Debug, Serialize)]
    struct WrittenEntry {
        kind: EntryKind,
        title_type: TitleType,
        file: u16,
        line: u32,
        title: String,
        original_title: String,
        directors: String,
        year: Option<u16>,
        letterboxd_id: Option<u32>,
        tmdb_id: Option<u32>,
        imdb_id: Option<u32>,
        rating: Option<u8>,
        rewatch: bool,
        day: Option<i32>,
        by_hand: bool,
    }

    fn entry(year: Option<u16>, rating: Option<u8>, day: Option<i32>) -> WrittenEntry {
        WrittenEntry {
            kind: EntryKind::Rating,
            title_type: TitleType::Film,
            file: 0,
            line: 2,
            title: "Heat".to_owned(),
            original_title: String::new(),
            directors: String::new(),
            year,
            letterboxd_id: Some(u32::MAX),
            tmdb_id: Some(0),
            imdb_id: None,
            rating,
            rewatch: true,
            day,
            by_hand: false,
        }
    }

    /// An import of these entries as it lies in the storage, and what is read of it.
    fn read_entries(entries: &[WrittenEntry]) -> Vec<Entry> {
        let files = [SourceFile { name: "ratings.csv".to_owned(), rows: 1, ..SourceFile::default() }];
        let warnings: [halfstar_core::import::Warning; 0] = [];
        let bytes = join(Import::KIND, &[(*b"KEPT", write(&(entries, &files[..], &warnings[..])))]);
        Import::decode(&bytes).expect("one wrong number is no damage").entries
    }

    #[test]
    fn a_wrong_number_is_left_out_and_its_row_stays() {
        let check = |year, rating, day, expected: (Option<u16>, Option<u8>, Option<i32>)| {
            let read = read_entries(&[entry(year, rating, day), entry(Some(1995), Some(9), Some(20_000))]);
            let numbers = |entry: &Entry| (entry.year, entry.rating.map(Stars::halves), entry.day.map(|day| day.0));
            assert_eq!(numbers(&read[0]), expected, "{year:?} {rating:?} {day:?}");
            assert_eq!((read[0].title.as_str(), read[0].letterboxd_id), ("Heat", Some(u32::MAX)));
            assert_eq!(numbers(&read[1]), (Some(1995), Some(9), Some(20_000)), "the next row is as it was");
        };
        check(Some(1995), Some(255), Some(0), (Some(1995), None, Some(0)));
        check(Some(1995), Some(0), Some(0), (Some(1995), None, Some(0)));
        check(Some(1995), Some(11), None, (Some(1995), None, None));
        check(Some(u16::MAX), Some(10), Some(-1), (None, Some(10), Some(-1)));
        check(Some(0), Some(1), Some(i32::MAX), (None, Some(1), None));
        check(Some(1850), Some(1), Some(i32::MIN), (Some(1850), Some(1), None));
        check(None, None, None, (None, None, None));
    }

    /// A ledger of one remark and one pick as it lies in the storage, and what is read of it.
    fn read_ledger(says: Option<(u8, Option<u8>)>, day: Option<i32>, stars: f32) -> Result<Ledger, Flaw> {
        let film = FilmKey { letterboxd_id: Some(51_433), title: "Solaris".to_owned(), year: Some(1972), place: 0 };
        let corrections = vec![KeptCorrection { title: "?".to_owned(), year: None, film: film.clone(), at: 6 }];
        let remark = match says {
            Some((place, Some(halves))) => write(&(&film, 1u8, place, halves, day, 7u64)),
            Some((place, None)) => write(&(&film, 1u8, place, day, 7u64)),
            None => write(&(&film, 0u8, day, 7u64)),
        };
        // One of each: a list of one is its length and then the one.
        let nights = vec![(&film, day.unwrap_or(0), Kind::Gem, false)];
        let parts = [
            write(&corrections),
            write(&1u8),
            remark,
            write(&1u8),
            write(&(&film, stars, day)),
            write(&nights),
            write(&0u8),
            write(&0u8),
        ];
        ledger(&join(Ledger::KIND, &[(*b"KEPT", parts.concat())]))
    }

    #[test]
    fn what_was_said_comes_back_in_every_way_to_say_it() {
        let stars = Stars::from_halves(7).expect("a rating");
        for (place, says) in (0..).zip([Says::Rated(stars), Says::Liked, Says::Seen, Says::Dismissed, Says::Wanted]) {
            let halves = matches!(says, Says::Rated(_)).then_some(7);
            let ledger = read_ledger(Some((place, halves)), Some(20_000), 4.25).expect("a ledger");
            assert_eq!((ledger.remarks[0].says, ledger.remarks[0].day), (Some(says), Some(Day(20_000))));
            assert_eq!((ledger.recommended[0].stars, ledger.recommended[0].day), (4.25, Some(Day(20_000))));
            assert_eq!(super::ledger(&ledger.encode()), Ok(ledger));
        }
        let taken_back = read_ledger(None, None, 4.0).expect("a ledger");
        assert_eq!((taken_back.remarks[0].says, taken_back.remarks[0].at), (None, 7));
        assert_eq!(read_ledger(Some((5, None)), None, 4.0), Err(Flaw::Damaged), "nothing else was ever said");
    }

    /// A ledger of one comparison as it lies in the storage, and what is read of it.
    fn read_comparison(films: [u32; 2], answer: Option<u8>) -> Result<Vec<KeptComparison>, Flaw> {
        let film = |id| FilmKey { letterboxd_id: Some(id), title: String::new(), year: None, place: 0 };
        let said = answer.map_or_else(|| write(&0u8), |place| write(&(1u8, place)));
        let parts = [write(&[0u8; 5]), write(&1u8), write(&films.map(film)), said, write(&7u64)];
        ledger(&join(Ledger::KIND, &[(*b"KEPT", parts.concat())])).map(|ledger| ledger.comparisons)
    }

    #[test]
    fn what_was_said_of_two_films_comes_back_in_every_way_to_say_it() {
        for (place, answer) in (0..).zip(Answer::ALL) {
            let known = read_comparison([1, 2], Some(place)).expect("a ledger");
            assert_eq!((known.len(), known[0].answer, known[0].at), (1, Some(answer), 7));
            let turned = read_comparison([2, 1], Some(place)).expect("a ledger");
            assert_eq!(turned[0].films, known[0].films, "in one order");
            assert_eq!(turned[0].answer, Some(answer.turned()));
        }
        assert_eq!(read_comparison([1, 2], None).expect("a ledger")[0].answer, None, "taken back");
        assert_eq!(read_comparison([1, 1], Some(0)), Ok(Vec::new()), "one film is no pair");
        assert_eq!(read_comparison([1, 2], Some(6)), Err(Flaw::Damaged), "nothing else was ever said");
    }

    #[test]
    fn a_remark_or_a_pick_with_a_wrong_number_is_left_out_and_the_rest_stays() {
        for (halves, stars, remarks, picks) in [
            (1, 0.5, 1, 1),
            (10, 5.0, 1, 1),
            (0, 4.0, 0, 1),
            (11, 4.0, 0, 1),
            (255, f32::NAN, 0, 0),
            (5, f32::INFINITY, 1, 0),
            (5, f32::NEG_INFINITY, 1, 0),
            (5, 0.0, 1, 0),
            (5, -3.0, 1, 0),
            (5, 127.5, 1, 0),
            (5, 5.01, 1, 0),
        ] {
            let ledger = read_ledger(Some((0, Some(halves))), None, stars).expect("one wrong number is no damage");
            let left = (ledger.corrections.len(), ledger.remarks.len(), ledger.recommended.len());
            assert_eq!(left, (1, remarks, picks), "{halves} {stars}");
        }
    }

    proptest! {
        #[test]
        fn whatever_numbers_lie_there_those_that_are_read_can_be(
            year: Option<u16>, rating: Option<u8>, day: Option<i32>, halves: u8, bits: u32,
        ) {
            let entry = &read_entries(&[entry(year, rating, day)])[0];
            prop_assert!(entry.year.is_none_or(|year| (1850..2200).contains(&year)));
            prop_assert!(entry.rating.is_none_or(|rating| (1..=10).contains(&rating.halves())));
            prop_assert!(entry.day.is_none_or(Day::is_date));
            prop_assert_eq!(entry.rating.map(Stars::halves), rating.filter(|halves| (1..=10).contains(halves)));
            let ledger = read_ledger(Some((0, Some(halves))), day, f32::from_bits(bits)).expect("a ledger");
            let is_rating = |says: &Option<Says>| matches!(says, Some(Says::Rated(stars)) if (1..=10).contains(&stars.halves()));
            prop_assert!(ledger.remarks.iter().all(|remark| is_rating(&remark.says)));
            prop_assert!(ledger.recommended.iter().all(|pick| (0.5..=5.0).contains(&pick.stars)));
            let days = ledger.remarks.iter().map(|remark| remark.day).chain(ledger.recommended.iter().map(|pick| pick.day));
            prop_assert!(days.flatten().all(Day::is_date));
            prop_assert!(ledger.nights.iter().all(|night| night.day.is_date()));
        }
    }

    #[test]
    fn damage_is_noticed_at_every_byte() {
        let (import, ledger) = both();
        let bytes = ledger.encode();
        // The two bytes of the version are under the checksum as well, but a greater number there is no damage.
        let version = 8..10;
        for at in 0..bytes.len() {
            assert_eq!(super::ledger(&bytes[..at]), Err(Flaw::Damaged), "cut at {at}");
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            let expected = if version.contains(&at) && damaged[at] > bytes[at] { Flaw::Newer } else { Flaw::Damaged };
            assert_eq!(super::ledger(&damaged), Err(expected), "flipped at {at}");
        }
        let bytes = Backup(import, ledger).encode();
        assert_eq!(Backup::find(&bytes[..bytes.len() - 9]), Some(Err(Flaw::Damaged)), "told from what is no backup");
    }

    #[test]
    fn a_newer_version_is_no_damage() {
        fn check<T: Keep + std::fmt::Debug + PartialEq>(value: &T) {
            let mut bytes = value.encode();
            bytes[8..10].copy_from_slice(&(T::KIND.version + 1).to_le_bytes());
            assert_eq!(T::decode(&bytes), Err(Flaw::Newer));
        }
        let (import, ledger) = both();
        check(&import);
        check(&ledger);
        check(&Backup(import, ledger));
    }
}
