//! Which day it is, and what follows from it.

use crate::protocol::SetToday;
use crate::shared::clock;
use crate::store::Store;
use halfstar_core::film::FilmId;
use leptos::reactive::spawn_local;

impl Store {
    /// Tells the worker which day it is, if it was told another: the page may have been open overnight.
    pub(crate) fn tell_day(self) {
        let day = clock::today();
        if self.today.get_untracked() == Some(day) {
            return;
        }
        self.today.set(Some(day));
        let Some(client) = self.connection.client() else { return };
        let reply = client.ask(SetToday { day });
        spawn_local(async move {
            if let Ok(Some(report)) = reply.await {
                self.learn(report);
            }
        });
    }

    /// Asks for films for tonight, where none are there or they are for another day.
    pub(crate) fn plan_tonight(self) {
        let is_there = self.tonight.view.with_untracked(|view| view.as_ref().map(|view| view.day));
        if is_there.is_none() || is_there != self.today.get_untracked() {
            self.tonight.ask(None);
        }
    }

    /// The member has watched it, and says how it was, or not.
    pub(crate) fn watched_tonight(self, film: FilmId) {
        let is_known = self.tonight.view.with_untracked(|view| {
            view.iter().flat_map(|view| &view.cards).any(|card| card.card.film == film && card.is_seen)
        });
        if !is_known {
            self.watched(film);
        }
    }
}
