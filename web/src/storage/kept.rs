//! What is remembered, as bytes: `HSKP`, a version, a checksum, then one postcard value.

use halfstar_core::film::{Catalogue, FilmId};
use halfstar_core::import::Import;
use halfstar_core::matching::Correction;
use serde::{Deserialize, Serialize};

const MAGIC: &[u8; 4] = b"HSKP";
/// Raised with every change to [`Kept`] or to what it holds. An older one is dropped: the export is still with the member.
const VERSION: u8 = 1;
const HEAD: usize = 9;

/// A member's import and what they said about it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// The import, unmatched: the next bundle may know more films.
    pub import: Import,
    /// Their corrections.
    pub corrections: Vec<KeptCorrection>,
}

/// A correction that survives a new bundle, which numbers films anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptCorrection {
    /// The title as the rows write it.
    pub title: String,
    /// The year as the rows write it.
    pub year: Option<u16>,
    /// The film's number at Letterboxd, if the catalogue knew it.
    pub letterboxd_id: Option<u32>,
    /// The film's title and year in the catalogue.
    pub film: (String, Option<u16>),
    /// Its place among films of that title and year.
    pub place: u16,
}

impl Kept {
    /// As bytes.
    pub fn encode(&self) -> Vec<u8> {
        // Writing to memory fails only for types that postcard cannot hold.
        let value = postcard::to_allocvec(self).unwrap_or_default();
        let mut bytes = Vec::with_capacity(HEAD + value.len());
        bytes.extend_from_slice(MAGIC);
        bytes.push(VERSION);
        bytes.extend_from_slice(&checksum(&value).to_le_bytes());
        bytes.extend(value);
        bytes
    }

    /// From bytes; `None` for anything that [`Kept::encode`] did not write.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let (head, value) = bytes.split_at_checked(HEAD)?;
        let (magic, rest) = head.split_at(MAGIC.len());
        let fine = magic == MAGIC && rest[0] == VERSION && rest[1..] == checksum(value).to_le_bytes();
        if !fine {
            return None;
        }
        match postcard::take_from_bytes(value) {
            Ok((kept, [])) => Some(kept),
            _ => None,
        }
    }
}

/// FNV-1a: a few lines, and good enough against damage.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

impl KeptCorrection {
    /// Says of a correction what another bundle will understand.
    pub fn new(catalogue: &Catalogue, correction: &Correction) -> Self {
        let film = correction.film;
        let place = namesakes(catalogue, catalogue.title(film), catalogue.year(film)).position(|other| other == film);
        Self {
            title: correction.title.clone(),
            year: correction.year,
            letterboxd_id: catalogue.letterboxd_id(film),
            film: (catalogue.title(film).to_owned(), catalogue.year(film)),
            place: place.unwrap_or(0) as u16,
        }
    }

    /// The correction in this bundle, if it still knows the film.
    pub fn resolve(self, catalogue: &Catalogue) -> Option<Correction> {
        let (title, year) = &self.film;
        let film = match self.letterboxd_id {
            Some(id) => catalogue.films().find(|&film| catalogue.letterboxd_id(film) == Some(id)),
            None => namesakes(catalogue, title, *year).nth(usize::from(self.place)),
        }?;
        Some(Correction { title: self.title, year: self.year, film })
    }
}

fn namesakes(catalogue: &Catalogue, title: &str, year: Option<u16>) -> impl Iterator<Item = FilmId> {
    catalogue.films().filter(move |&film| catalogue.year(film) == year && catalogue.title(film) == title)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn world() -> Catalogue {
        Catalogue {
            titles: ["Solaris", "Crash", "Crash"].iter().collect(),
            years: vec![1972, 2004, 2004],
            letterboxd_ids: vec![51_433, 0, 0],
            ..Catalogue::default()
        }
    }

    fn kept(catalogue: &Catalogue) -> Kept {
        let correction = |film| Correction { title: "?".to_owned(), year: None, film };
        Kept {
            import: Import::default(),
            corrections: [FilmId(0), FilmId(2)].map(|film| KeptCorrection::new(catalogue, &correction(film))).into(),
        }
    }

    #[test]
    fn comes_back() {
        let kept = kept(&world());
        assert_eq!(Kept::decode(&kept.encode()), Some(kept));
    }

    #[test]
    fn damage_is_noticed_at_every_byte() {
        let bytes = kept(&world()).encode();
        for at in 0..bytes.len() {
            assert_eq!(Kept::decode(&bytes[..at]), None, "cut at {at}");
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert_eq!(Kept::decode(&damaged), None, "flipped at {at}");
        }
    }

    #[test]
    fn corrections_survive_a_new_bundle() {
        let old = world();
        // Renumbered, and one film is gone.
        let new = Catalogue {
            titles: ["Crash", "Crash", "Heat", "Solaris"].iter().collect(),
            years: vec![2004, 2004, 1995, 1972],
            letterboxd_ids: vec![0, 0, 0, 51_433],
            ..Catalogue::default()
        };
        let find = |kept: Kept, catalogue: &Catalogue| -> Vec<Option<FilmId>> {
            kept.corrections.into_iter().map(|known| known.resolve(catalogue).map(|found| found.film)).collect()
        };
        assert_eq!(find(kept(&old), &old), [Some(FilmId(0)), Some(FilmId(2))]);
        assert_eq!(find(kept(&old), &new), [Some(FilmId(3)), Some(FilmId(1))]);
        assert_eq!(find(kept(&old), &Catalogue::default()), [None, None]);
    }
}
