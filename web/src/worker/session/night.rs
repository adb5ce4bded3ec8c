//! Guests for a night: their exports are read, weighed, and forgotten with the page.

use super::super::view;
use super::Session;
use crate::protocol::{Guest, NightCard, NightView};
use halfstar_core::Request;
use halfstar_core::blend::Opinions;
use halfstar_core::import::Import;
use halfstar_core::matching::match_entries;
use halfstar_core::taste::{Taste, merge};
use halfstar_core::together::{Agreement, Member, together_from};

/// The member and their guests: more never agree.
pub const MOST_AT_NIGHT: usize = 6;

/// Who an export is of: Letterboxd names its file `letterboxd-<name>-<date>-utc.zip`. Else the file's own name.
pub fn name_of(file: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let is_date = |part: &&str| part.len() == 4 && part.bytes().all(|digit| digit.is_ascii_digit());
    let Some(rest) = stem.strip_prefix("letterboxd-") else { return stem.to_owned() };
    let parts: Vec<&str> = rest.split('-').take_while(|part| !is_date(part)).collect();
    if parts.is_empty() { stem.to_owned() } else { parts.join("-") }
}

/// Somebody who joined.
pub(super) struct Visitor {
    import: Import,
    card: Guest,
    taste: Taste,
    opinions: Opinions,
}

impl Session {
    /// Who has joined.
    pub fn guests(&self) -> Vec<Guest> {
        self.guests.iter().map(|visitor| visitor.card.clone()).collect()
    }

    /// Whether another one may.
    pub fn has_room(&self) -> bool {
        self.guests.len() + 1 < MOST_AT_NIGHT
    }

    /// Somebody joins with what was read of their files.
    pub fn invite(&mut self, name: String, import: Import) {
        let visitor = self.weigh_visitor(name, import);
        self.guests.extend(visitor);
    }

    /// The guest in this place leaves.
    pub fn leave(&mut self, place: u32) {
        let mut places = 0..;
        self.guests.retain(|_| places.next() != Some(place));
    }

    /// Weighs all guests again: films have arrived that their files may mean.
    pub(super) fn weigh_guests(&mut self) {
        let guests = std::mem::take(&mut self.guests);
        for Visitor { import, card, .. } in guests {
            self.invite(card.name, import);
        }
    }

    fn weigh_visitor(&mut self, name: String, import: Import) -> Option<Visitor> {
        self.prepare();
        let matching = match_entries(&self.bundle.catalogue, self.titles.as_ref()?, &import, &[]);
        let statements = merge(&import.entries, &matching);
        let taste = Taste::new(&statements, &self.bundle.tuning);
        let opinions = Opinions::of(&self.bundle, &taste);
        let films = statements.values().filter(|statement| statement.seen).count() as u32;
        Some(Visitor { import, card: Guest { name, films, rated: taste.rated }, taste, opinions })
    }

    /// Films for the member and all guests.
    pub fn together(&self, request: &Request, agreement: Agreement) -> NightView {
        let Some(opinions) = &self.member.opinions else { return NightView::default() };
        let host = Member { taste: &self.member.taste, opinions };
        let guests = self.guests.iter().map(|guest| Member { taste: &guest.taste, opinions: &guest.opinions });
        let members: Vec<_> = std::iter::once(host).chain(guests).collect();
        let night = together_from(&self.bundle, &members, request, agreement);
        let catalogue = &self.bundle.catalogue;
        let card = |proposal: halfstar_core::together::Proposal| NightCard {
            film: view::candidate(catalogue, proposal.film, None),
            poster: view::poster(catalogue, proposal.film),
            score: proposal.score,
            members: proposal.members,
        };
        NightView {
            cards: night.films.into_iter().map(card).collect(),
            candidates: night.candidates,
            seen_by_some: night.seen_by_some,
            left_out: night.left_out,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exports_are_named_after_their_members() {
        let check = |file: &str, name: &str| assert_eq!(name_of(file), name, "{file:?}");
        check("letterboxd-jeanne-2024-05-01-10-20-utc.zip", "jeanne");
        check("exports/letterboxd-jeanne-dielman-2024-05-01-10-20-utc.zip", "jeanne-dielman");
        check("letterboxd-2024.zip", "letterboxd-2024");
        check("anna.zip", "anna");
        check("ratings", "ratings");
        check("", "");
    }
}
