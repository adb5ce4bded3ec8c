//! What is remembered, as bytes: a container of one section.
//!
//! Two values, so that a new import replaces the old one and nothing of what the member said: the [`Import`] as it was
//! read, unmatched, for the next bundle may know more films; and the [`Ledger`] beside it.

mod older;

use super::film_key::FilmKey;
use super::header::open;
use halfstar_core::container::{Kind, join, read, sections, write};
use halfstar_core::film::Stars;
use halfstar_core::import::kept::day;
use halfstar_core::import::{Day, Import};
use halfstar_core::remarks::Says;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};

/// What the member said and was told, whatever they import. A remark or a pick whose number can be none is left out where it
/// is read, and the rest stays.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ledger {
    /// What rows mean, where they were asked or mended it.
    pub corrections: Vec<KeptCorrection>,
    /// What they said about films on the page.
    #[serde(deserialize_with = "remarks")]
    pub remarks: Vec<KeptRemark>,
    /// What was recommended, oldest first.
    #[serde(deserialize_with = "picks")]
    pub recommended: Vec<KeptPick>,
}

impl Ledger {
    /// Whether nothing was said, and nothing recommended.
    pub fn is_empty(&self) -> bool {
        self.corrections.is_empty() && self.remarks.is_empty() && self.recommended.is_empty()
    }
}

/// A correction that survives a new bundle, which numbers films anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptCorrection {
    /// The title as the rows write it.
    pub title: String,
    /// The year as the rows write it.
    pub year: Option<u16>,
    /// The film meant.
    pub film: FilmKey,
}

/// A remark that survives a new bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeptRemark {
    /// The film.
    pub film: FilmKey,
    /// What was said.
    pub says: Says,
    /// When.
    pub day: Option<Day>,
}

/// A recommendation that survives a new bundle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptPick {
    /// The film.
    pub film: FilmKey,
    /// The stars we predicted.
    pub stars: f32,
    /// When it was first on the shelf.
    #[serde(deserialize_with = "day")]
    pub day: Option<Day>,
}

/// A remark as it lies there: its rating may be none.
#[derive(Deserialize)]
struct WrittenRemark {
    film: FilmKey,
    says: WrittenSays,
    #[serde(deserialize_with = "day")]
    day: Option<Day>,
}

/// In the order of [`Says`].
#[derive(Deserialize)]
enum WrittenSays {
    Rated(u8),
    Liked,
    Seen,
    Dismissed,
    Wanted,
}

impl WrittenRemark {
    fn read(self) -> Option<KeptRemark> {
        let says = match self.says {
            WrittenSays::Rated(halves) => Says::Rated(Stars::from_halves(halves)?),
            WrittenSays::Liked => Says::Liked,
            WrittenSays::Seen => Says::Seen,
            WrittenSays::Dismissed => Says::Dismissed,
            WrittenSays::Wanted => Says::Wanted,
        };
        Some(KeptRemark { film: self.film, says, day: self.day })
    }
}

fn remarks<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<KeptRemark>, D::Error> {
    let written = Vec::<WrittenRemark>::deserialize(deserializer)?;
    Ok(written.into_iter().filter_map(WrittenRemark::read).collect())
}

fn picks<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<KeptPick>, D::Error> {
    let mut picks = Vec::<KeptPick>::deserialize(deserializer)?;
    picks.retain(|pick| (0.5..=5.0).contains(&pick.stars));
    Ok(picks)
}

/// Something that is kept in a container of its own kind. The version is raised with every change to the type or to what it
/// means; older ones of the same shape are read as they are, and the first of imports too (see `older`).
pub trait Keep: Serialize + DeserializeOwned {
    /// Its container.
    const KIND: Kind;
    /// The letters and the version that stood before it until there were containers.
    const BEFORE: (&'static [u8; 4], u8);

    /// As bytes.
    fn encode(&self) -> Vec<u8> {
        join(Self::KIND, &[(*b"KEPT", write(self))])
    }

    /// From bytes; `None` for anything that no [`Keep::encode`] wrote, in this version or an older one.
    fn decode(bytes: &[u8]) -> Option<Self> {
        let (magic, version) = Self::BEFORE;
        let read = sections(Self::KIND, bytes).and_then(|sections| read(&sections, b"KEPT"));
        read.ok().or_else(|| open(magic, version, bytes))
    }
}

const fn kind(magic: &'static [u8; 8], version: u16, oldest: u16) -> Kind {
    Kind { magic, version, oldest, is_deflated: false }
}

impl Keep for Import {
    /// Until version 3 its warnings were sentences.
    const KIND: Kind = kind(b"HSIMPORT", 4, 3);
    const BEFORE: (&'static [u8; 4], u8) = (b"HSKP", 2);
}

/// Both in one file, for the member to keep.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Backup(pub Import, pub Ledger);

impl Keep for Backup {
    const KIND: Kind = kind(b"HSBACKUP", 3, 2);
    const BEFORE: (&'static [u8; 4], u8) = (b"HSBK", 1);
}

impl Keep for Ledger {
    const KIND: Kind = kind(b"HSLEDGER", 2, 2);
    const BEFORE: (&'static [u8; 4], u8) = (b"HSLG", 1);
}

/// An import of any version, with the corrections that older ones held.
pub fn import(bytes: &[u8]) -> Option<(Import, Vec<KeptCorrection>)> {
    Import::decode(bytes).map(|import| (import, Vec::new())).or_else(|| older::read(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::header::seal;
    use halfstar_core::import::{Entry, EntryKind, SourceFile, TitleType};
    use proptest::prelude::*;

    fn ledger() -> Ledger {
        let film = FilmKey { letterboxd_id: Some(51_433), title: "Solaris".to_owned(), year: Some(1972), place: 0 };
        Ledger {
            corrections: vec![KeptCorrection { title: "?".to_owned(), year: None, film: film.clone() }],
            remarks: vec![KeptRemark { film: film.clone(), says: Says::Rated(Stars::THREE), day: Some(Day(20_000)) }],
            recommended: vec![KeptPick { film, stars: 4.25, day: None }],
        }
    }

    #[test]
    fn comes_back() {
        let ledger = ledger();
        assert_eq!(Ledger::decode(&ledger.encode()), Some(ledger));
        let import = Import { entries: vec![Entry::default()], ..Import::default() };
        assert_eq!(Import::decode(&import.encode()), Some(import));
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
        let files = [SourceFile { name: "ratings.csv".to_owned(), rows: 1, list: None }];
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
    fn read_ledger(says: (u8, Option<u8>), day: Option<i32>, stars: f32) -> Option<Ledger> {
        let film = FilmKey { letterboxd_id: Some(51_433), title: "Solaris".to_owned(), year: Some(1972), place: 0 };
        let corrections = vec![KeptCorrection { title: "?".to_owned(), year: None, film: film.clone() }];
        let remark = match says {
            (place, Some(halves)) => write(&(&film, place, halves, day)),
            (place, None) => write(&(&film, place, day)),
        };
        // One of each: a list of one is its length and then the one.
        let parts = [write(&corrections), write(&1u8), remark, write(&1u8), write(&(&film, stars, day))];
        Ledger::decode(&join(Ledger::KIND, &[(*b"KEPT", parts.concat())]))
    }

    #[test]
    fn what_was_said_comes_back_in_every_way_to_say_it() {
        let stars = Stars::from_halves(7).expect("a rating");
        for (place, says) in (0..).zip([Says::Rated(stars), Says::Liked, Says::Seen, Says::Dismissed, Says::Wanted]) {
            let halves = matches!(says, Says::Rated(_)).then_some(7);
            let ledger = read_ledger((place, halves), Some(20_000), 4.25).expect("a ledger");
            assert_eq!((ledger.remarks[0].says, ledger.remarks[0].day), (says, Some(Day(20_000))));
            assert_eq!((ledger.recommended[0].stars, ledger.recommended[0].day), (4.25, Some(Day(20_000))));
            assert_eq!(Ledger::decode(&ledger.encode()), Some(ledger));
        }
        assert_eq!(read_ledger((5, None), None, 4.0), None, "nothing else was ever said");
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
            let ledger = read_ledger((0, Some(halves)), None, stars).expect("one wrong number is no damage");
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
            let ledger = read_ledger((0, Some(halves)), day, f32::from_bits(bits)).expect("a ledger");
            let is_rating = |says: &Says| matches!(says, Says::Rated(stars) if (1..=10).contains(&stars.halves()));
            prop_assert!(ledger.remarks.iter().all(|remark| is_rating(&remark.says)));
            prop_assert!(ledger.recommended.iter().all(|pick| (0.5..=5.0).contains(&pick.stars)));
            let days = ledger.remarks.iter().map(|remark| remark.day).chain(ledger.recommended.iter().map(|pick| pick.day));
            prop_assert!(days.flatten().all(Day::is_date));
        }
    }

    #[test]
    fn what_was_kept_before_there_were_containers_is_still_read() {
        let import = Import { entries: vec![Entry::default()], ..Import::default() };
        assert_eq!(Ledger::decode(&seal(b"HSLG", 1, &ledger())), Some(ledger()));
        assert_eq!(super::import(&seal(b"HSKP", 2, &import)), Some((import.clone(), Vec::new())));
        let backup = Backup(import, ledger());
        assert_eq!(Backup::decode(&seal(b"HSBK", 1, &backup)), Some(backup));
        assert_eq!(Ledger::decode(&seal(b"HSLG", 2, &ledger())), None, "no such version was ever written");
    }

    #[test]
    fn damage_is_noticed_at_every_byte() {
        let bytes = ledger().encode();
        for at in 0..bytes.len() {
            assert_eq!(Ledger::decode(&bytes[..at]), None, "cut at {at}");
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert_eq!(Ledger::decode(&damaged), None, "flipped at {at}");
        }
    }
}
