//! What is remembered, as bytes: a container of one section.
//!
//! Two values, so that a new import replaces the old one and nothing of what the member said: the [`Import`] as it was
//! read, unmatched, for the next bundle may know more films; and the [`Ledger`] beside it.

mod older;

use super::film_key::FilmKey;
use super::header::open;
use halfstar_core::container::{Kind, join, read, sections, write};
use halfstar_core::import::{Day, Import};
use halfstar_core::remarks::Says;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// What the member said and was told, whatever they import.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ledger {
    /// What rows mean, where they were asked or mended it.
    pub corrections: Vec<KeptCorrection>,
    /// What they said about films on the page.
    pub remarks: Vec<KeptRemark>,
    /// What was recommended, oldest first.
    pub recommended: Vec<KeptPick>,
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    pub day: Option<Day>,
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
    use halfstar_core::film::Stars;
    use halfstar_core::import::Entry;

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
