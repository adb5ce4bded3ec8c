//! Films for tonight: what was offered on which day, and what follows from it.

use super::Session;
use crate::protocol::{TonightCard, TonightView};
use crate::storage::film_key::FilmKey;
use crate::storage::ledger::KeptNight;
use crate::view;
use halfstar_core::Request;
use halfstar_core::film::FilmId;
use halfstar_core::import::Day;
use halfstar_core::recommend::{Pick, pick};
use halfstar_core::tonight::{Evening, REST, Suggestion, tonight};

/// A film that was offered for an evening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Offer {
    film: Suggestion,
    day: Day,
    is_skipped: bool,
}

impl Offer {
    /// What was kept of one, if its film is there.
    pub(super) fn of(night: &KeptNight, find: impl Fn(&FilmKey) -> Option<FilmId>) -> Option<Self> {
        let film = Suggestion { film: find(&night.film)?, kind: night.kind };
        Some(Self { film, day: night.day, is_skipped: night.is_skipped })
    }
}

impl Session {
    /// What to see tonight, without the film that is skipped now. Remembered, and so the same all day.
    pub fn tonight(&mut self, skip: Option<FilmId>) -> TonightView {
        let day = self.today.unwrap_or(Day(0));
        if let Some(skipped) = skip {
            let known = self.offers().iter().find(|offer| offer.day == day && offer.film.film == skipped).copied();
            known.into_iter().for_each(|offer| self.offer(Offer { is_skipped: true, ..offer }));
        }
        let Some(opinions) = &self.member.opinions else { return TonightView { day, cards: Vec::new() } };
        let (bundle, taste) = (&self.bundle, &self.member.taste);
        let stands = |offer: &&Offer| {
            let film = offer.film.film;
            offer.day == day
                && !offer.is_skipped
                && !taste.has_dismissed(film)
                && film.index() < bundle.catalogue.pool()
        };
        let kept: Vec<Suggestion> = self.offers().iter().filter(stands).map(|offer| offer.film).collect();
        let rests = |offer: &&Offer| (0..=REST).contains(&day.0.saturating_sub(offer.day.0));
        let resting = self.offers().iter().filter(rests).map(|offer| offer.film.film).collect();
        let request = Request::default();
        let films = tonight(bundle, taste, opinions, &request, &Evening { day, kept: kept.clone(), resting });
        let picks: Vec<Pick> =
            films.iter().filter_map(|film| pick(bundle, taste, opinions, &request, film.film)).collect();
        for film in films.iter().filter(|film| !kept.contains(film)) {
            self.offer(Offer { film: *film, day, is_skipped: false });
        }
        // It is recommended like any other: a later export tells how it fared. One that they have seen by now is not.
        let unseen = |pick: &&Pick| !self.member.taste.has_seen(pick.film);
        let noted: Vec<(FilmId, f32)> =
            picks.iter().filter(unseen).map(|pick| (pick.film, pick.predicted_stars)).collect();
        self.note_films(&noted, self.today);
        let card = |(pick, film): (Pick, &Suggestion)| TonightCard {
            kind: film.kind,
            rating: self.rating(film.film),
            is_seen: self.member.taste.has_seen(film.film),
            card: view::card(&self.bundle.catalogue, pick),
        };
        TonightView { day, cards: picks.into_iter().zip(&films).map(card).collect() }
    }

    /// What was offered, in the order of films or of time: of a film the last time.
    fn offers(&self) -> &[Offer] {
        if self.member.is_own { &self.own.offers } else { &self.member.offers }
    }

    /// Notes what is offered, or skipped. Of the made-up member it is forgotten with the page.
    fn offer(&mut self, offer: Offer) {
        let offers = if self.member.is_own {
            if let Some(film) = self.key(offer.film.film) {
                let Offer { film: Suggestion { kind, .. }, day, is_skipped } = offer;
                self.own.ledger.offer(KeptNight { film, day, kind, is_skipped });
                self.own.changed = true;
            }
            &mut self.own.offers
        } else {
            &mut self.member.offers
        };
        offers.retain(|known| known.film.film != offer.film.film);
        offers.push(offer);
    }
}
