//! What an export's rows teach each other: which films they link under a title, and which title under a link.
//!
//! Most rows spell a film as another row does, letter by letter, so hashes of the spelling answer. What needs more is
//! worked out when it is first asked for.

use super::normalise::{Normalised, hash};
use crate::import::{Entry, EntryKind};
use std::cell::OnceCell;

/// A row's title and year, and the film that it links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Link<'i> {
    title: &'i str,
    year: Option<u16>,
    id: u32,
}

/// The links of an export.
pub(super) struct Links<'i> {
    entries: &'i [Entry],
    /// What seen rows link, each once, by the hash of their spelling. Who looks up compares the titles themselves.
    spelt: Vec<(u64, Link<'i>)>,
    /// The same by the hash of the normalised title.
    normalised: OnceCell<Vec<(u64, Link<'i>)>>,
    /// Numbers, each with the place of the first row that gives it a title.
    titled: OnceCell<Vec<(u32, usize)>>,
}

impl<'i> Links<'i> {
    /// Reads them off the rows.
    pub(super) fn new(entries: &'i [Entry]) -> Self {
        // A film on the watchlist is not seen; of two namesakes, the diary means the other one.
        let seen = entries.iter().filter(|entry| entry.kind != EntryKind::Watchlist && !entry.title.is_empty());
        let mut spelt: Vec<_> = seen
            .filter_map(|entry| {
                let link = Link { title: &entry.title, year: entry.year, id: entry.letterboxd_id? };
                Some((hash(link.title), link))
            })
            .collect();
        spelt.sort_unstable_by_key(|&(hash, link)| (hash, link.year, link.id));
        spelt.dedup();
        Self { entries, spelt, normalised: OnceCell::new(), titled: OnceCell::new() }
    }

    /// The numbers linked under a title and year: of films that spell it so, or else of films that nearly do.
    pub(super) fn ids(&self, title: &str, year: Option<u16>) -> Vec<u32> {
        let as_spelt = |link: &Link<'_>| link.title == title;
        let ids = collect(&self.spelt, hash(title), year, &as_spelt);
        if !ids.is_empty() {
            return ids;
        }
        let wanted = Normalised::new(title);
        let nearly = |link: &Link<'_>| Normalised::new(link.title) == wanted;
        collect(self.normalised.get_or_init(|| self.normalise()), wanted.hash(), year, &nearly)
    }

    /// The title and year that rows give to a film: favourites have only the link.
    pub(super) fn title_of(&self, id: u32) -> Option<(&'i str, Option<u16>)> {
        let titled = self.titled.get_or_init(|| {
            let titled = self.entries.iter().enumerate().filter(|(_, entry)| !entry.title.is_empty());
            let mut titled: Vec<_> = titled.filter_map(|(place, entry)| Some((entry.letterboxd_id?, place))).collect();
            titled.sort_unstable();
            titled
        });
        let &(found, place) = titled.get(titled.partition_point(|&(other, _)| other < id))?;
        let entry = self.entries.get(place).filter(|_| found == id)?;
        Some((&entry.title, entry.year))
    }

    fn normalise(&self) -> Vec<(u64, Link<'i>)> {
        let mut title = Normalised::default();
        let rehash = |&(_, link): &(u64, Link<'i>)| {
            title.set(link.title);
            (title.hash(), link)
        };
        let mut links: Vec<_> = self.spelt.iter().map(rehash).collect();
        links.sort_unstable_by_key(|&(hash, link)| (hash, link.year, link.id));
        links
    }
}

/// The numbers under a hash and year whose title is the one meant: in order, each once.
fn collect(links: &[(u64, Link<'_>)], hash: u64, year: Option<u16>, is_meant: &dyn Fn(&Link<'_>) -> bool) -> Vec<u32> {
    let start = links.partition_point(|(other, link)| (*other, link.year) < (hash, year));
    let those = links.iter().skip(start).take_while(|(other, link)| (*other, link.year) == (hash, year));
    let mut ids: Vec<u32> = those.filter(|(_, link)| is_meant(link)).map(|(_, link)| link.id).collect();
    ids.dedup();
    ids
}
