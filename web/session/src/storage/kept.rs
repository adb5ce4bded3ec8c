//! What is remembered, as bytes: a header, then one postcard value.
//!
//! Two values, so that a new import replaces the old one and nothing of what the member said: the [`Import`] as it was
//! read, unmatched, for the next bundle may know more films; and the [`Ledger`] beside it.

mod older;

use super::film_key::FilmKey;
use super::header::{open, seal};
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

/// Something that is kept under its own letters and version. The version is raised with every change to the type or to
/// what it holds; of older ones, imports are still read (see `older`).
pub trait Keep: Serialize + DeserializeOwned {
    /// What its bytes begin with.
    const MAGIC: &'static [u8; 4];
    /// Of what shape it is.
    const VERSION: u8;

    /// As bytes.
    fn encode(&self) -> Vec<u8> {
        seal(Self::MAGIC, Self::VERSION, self)
    }

    /// From bytes; `None` for anything that [`Keep::encode`] did not write.
    fn decode(bytes: &[u8]) -> Option<Self> {
        open(Self::MAGIC, Self::VERSION, bytes)
    }
}

impl Keep for Import {
    const MAGIC: &'static [u8; 4] = b"HSKP";
    const VERSION: u8 = 2;
}

/// Both in one file, for the member to keep.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Backup(pub Import, pub Ledger);

impl Keep for Backup {
    const MAGIC: &'static [u8; 4] = b"HSBK";
    const VERSION: u8 = 1;
}

impl Keep for Ledger {
    const MAGIC: &'static [u8; 4] = b"HSLG";
    const VERSION: u8 = 1;
}

/// An import of any version, with the corrections that older ones held.
pub fn import(bytes: &[u8]) -> Option<(Import, Vec<KeptCorrection>)> {
    Import::decode(bytes).map(|import| (import, Vec::new())).or_else(|| older::read(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
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
