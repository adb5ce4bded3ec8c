//! Guests for a night: their exports are read, weighed, and forgotten with the page.

use super::Session;
use crate::protocol::{Guest, GuestId, NightCard, NightView, PairsView};
use crate::view;
use halfstar_core::Request;
use halfstar_core::import::Import;
use halfstar_core::matching::match_entries;
use halfstar_core::opinions::Opinions;
use halfstar_core::taste::{Taste, merge};
use halfstar_core::together::{Affinity, Agreement, MOST, Participant, Proposal, affinities, together_from};

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
        self.guests.len() + 1 < MOST
    }

    /// Somebody joins with what was read of their files.
    pub fn invite(&mut self, name: String, import: Import) {
        if self.has_room() {
            let visitor = self.weigh_visitor(self.free_id(), name, import);
            self.guests.extend(visitor);
        }
    }

    /// A guest leaves. The last who did can come back.
    pub fn leave(&mut self, guest: GuestId) {
        let Some(place) = self.guests.iter().position(|visitor| visitor.card.id == guest) else { return };
        self.left = Some((place, self.guests.remove(place)));
    }

    /// Who left last comes back, to their old place if it is there.
    pub fn bring_back(&mut self) {
        if !self.has_room() {
            return;
        }
        let Some((place, mut visitor)) = self.left.take() else { return };
        if self.guests.iter().any(|other| other.card.id == visitor.card.id) {
            visitor.card.id = self.free_id();
        }
        self.guests.insert(place.min(self.guests.len()), visitor);
    }

    /// A guest is called so.
    pub fn rename(&mut self, guest: GuestId, name: String) {
        if let Some(visitor) = self.guests.iter_mut().find(|visitor| visitor.card.id == guest) {
            visitor.card.name = name;
        }
    }

    fn free_id(&self) -> GuestId {
        let is_free = |id: &GuestId| self.guests.iter().all(|visitor| visitor.card.id != *id);
        (1..).map(GuestId).find(is_free).unwrap_or(GuestId(0))
    }

    /// Weighs all guests again: films have arrived that their files may mean.
    pub(super) fn weigh_guests(&mut self) {
        let (guests, left) = (std::mem::take(&mut self.guests), self.left.take());
        let mut again = |Visitor { import, card, .. }| self.weigh_visitor(card.id, card.name, import);
        let guests: Vec<Visitor> = guests.into_iter().filter_map(&mut again).collect();
        let left = left.and_then(|(place, visitor)| Some((place, again(visitor)?)));
        (self.guests, self.left) = (guests, left);
    }

    fn weigh_visitor(&mut self, id: GuestId, name: String, import: Import) -> Option<Visitor> {
        self.prepare();
        let matching = match_entries(&self.bundle.catalogue, self.titles.as_ref()?, &import, &[]);
        let statements = merge(&import.entries, &matching);
        let taste = Taste::new(&statements, &self.bundle.tuning);
        let opinions = Opinions::of(&self.bundle, &taste);
        let films = statements.values().filter(|statement| statement.seen).count() as u32;
        Some(Visitor { import, card: Guest { id, name, films, rated: taste.rated }, taste, opinions })
    }

    /// How alike the member and the guests are, every two of them.
    pub fn compare_people(&self) -> PairsView {
        let pairs = affinities(&self.bundle, &self.participants());
        let films = pairs.iter().flat_map(Affinity::films);
        let titles = films.map(|film| view::titled(&self.bundle.catalogue, film)).collect();
        PairsView { guests: self.guests(), pairs, titles }
    }

    /// The member, then the guests; nobody while the member is not there.
    fn participants(&self) -> Vec<Participant<'_>> {
        let Some(opinions) = &self.member.opinions else { return Vec::new() };
        let host = Participant { taste: &self.member.taste, opinions };
        let others = self.guests.iter().map(|guest| Participant { taste: &guest.taste, opinions: &guest.opinions });
        std::iter::once(host).chain(others).collect()
    }

    /// Films for the member and all guests.
    pub fn together(&self, request: &Request, agreement: Agreement) -> NightView {
        let guests = self.guests();
        let members = self.participants();
        let night = together_from(&self.bundle, &members, request, agreement);
        let catalogue = &self.bundle.catalogue;
        let card = |proposal: Proposal| NightCard {
            film: view::film_summary(catalogue, proposal.film, None),
            members: proposal.members,
            part_of: view::part_of(catalogue, proposal.part_of),
        };
        NightView {
            guests,
            cards: night.films.into_iter().map(card).collect(),
            candidates: night.candidates,
            seen_by_some: night.seen_by_some,
            left_out: night.left_out,
            brings_back: night.brings_back,
        }
    }
}
