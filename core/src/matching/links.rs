//! What an export's rows teach each other: which films they link under a title, and which title under a link.
//!
//! Most rows spell a film as another row does, letter by letter, so hashes of the spelling answer. What needs more is
//! worked out when it is first asked for.

use super::normalise::{Normalised, hash};
use crate::import::{Entry, EntryKind};
use crate::numeric::{pack, sort, sort_pairs};
use std::cell::OnceCell;

/// The links of an export.
pub(super) struct Links<'i> {
    entries: &'i [Entry],
    /// Seen rows that link a film, by [`key`] of their spelling. Who looks up compares the titles themselves.
    spelt: Vec<(u64, u32)>,
    /// The same by the key of the normalised title.
    normalised: OnceCell<Vec<(u64, u32)>>,
    /// Numbers, each packed with the place of a row that gives it a title, sorted.
    titled: OnceCell<Vec<u64>>,
}

impl<'i> Links<'i> {
    /// Reads them off the rows.
    pub(super) fn new(entries: &'i [Entry]) -> Self {
        // A film on the watchlist is not seen; of two namesakes, the diary means the other one.
        let is_seen = |entry: &Entry| entry.kind != EntryKind::Watchlist && !entry.title.is_empty();
        let mut spelt: Vec<_> = (0..)
            .zip(entries)
            .filter(|(_, entry)| entry.letterboxd_id.is_some() && is_seen(entry))
            .map(|(place, entry)| (key(hash(&entry.title), entry.year), place))
            .collect();
        sort_pairs(&mut spelt);
        Self { entries, spelt, normalised: OnceCell::new(), titled: OnceCell::new() }
    }

    /// The numbers linked under a title and year: of films that spell it so, or else of films that nearly do.
    pub(super) fn ids(&self, title: &str, year: Option<u16>) -> Vec<u32> {
        let ids = self.collect(&self.spelt, hash(title), year, &|other| other == title);
        if !ids.is_empty() {
            return ids;
        }
        let wanted = Normalised::new(title);
        let nearly = |other: &str| Normalised::new(other) == wanted;
        self.collect(self.normalised.get_or_init(|| self.normalise()), wanted.hash(), year, &nearly)
    }

    /// The title and year that rows give to a film: favourites have only the link.
    pub(super) fn title_of(&self, id: u32) -> Option<(&'i str, Option<u16>)> {
        let titled = self.titled.get_or_init(|| {
            let titled = (0..).zip(self.entries).filter(|(_, entry)| !entry.title.is_empty());
            let mut titled: Vec<_> =
                titled.filter_map(|(place, entry)| Some(pack(entry.letterboxd_id?, place))).collect();
            sort(&mut titled);
            titled
        });
        let found = *titled.get(titled.partition_point(|&other| other < pack(id, 0)))?;
        let entry = self.entries.get(found as u32 as usize).filter(|_| (found >> 32) as u32 == id)?;
        Some((&entry.title, entry.year))
    }

    fn normalise(&self) -> Vec<(u64, u32)> {
        let mut title = Normalised::default();
        let mut links = self.spelt.clone();
        for (hash, place) in &mut links {
            if let Some(entry) = self.entries.get(*place as usize) {
                title.set(&entry.title);
                *hash = key(title.hash(), entry.year);
            }
        }
        sort_pairs(&mut links);
        links
    }

    /// The numbers under a hash and year whose title is the one meant, each once.
    fn collect(&self, links: &[(u64, u32)], hash: u64, year: Option<u16>, is_meant: &dyn Fn(&str) -> bool) -> Vec<u32> {
        let key = key(hash, year);
        let start = links.partition_point(|&(other, _)| other < key);
        let rows = links.iter().skip(start).take(MOST_ROWS).take_while(|&&(other, _)| other == key);
        let mut ids = Vec::new();
        for entry in rows.filter_map(|&(_, place)| self.entries.get(place as usize)) {
            // Most rows of a film carry the same number: those are not compared again.
            let id = entry.letterboxd_id.unwrap_or(0);
            if ids.len() < MOST_FILMS && !ids.contains(&id) && entry.year == year && is_meant(&entry.title) {
                ids.push(id);
            }
        }
        ids
    }
}

/// Of one title and year no honest export has more rows; a hostile one would be read through for each of its rows.
const MOST_ROWS: usize = 512;

/// Nor does one have so many films of one title and year.
const MOST_FILMS: usize = 16;

/// Title and year as one number.
pub(super) fn key(hash: u64, year: Option<u16>) -> u64 {
    hash.wrapping_add(year.map_or(0, u64::from).wrapping_mul(0x9E37_79B9_7F4A_7C15))
}
