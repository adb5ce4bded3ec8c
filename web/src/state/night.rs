//! Guests for a night: they join, leave, and find films with the member.

use super::Store;
use crate::client::Gone;
use crate::files::{self, Found};
use crate::language::{Label, say};
use crate::protocol::{Ask, FailureKind, Reply};
use halfstar_core::Request;
use halfstar_core::together::MOST;
use halfstar_session::{guests, sample};
use leptos::prelude::*;
use leptos::reactive::spawn_local;

impl Store {
    /// Guests join for a night, each with files of their own: see [`guests::party`].
    pub fn invite(&self, files: Vec<web_sys::File>) {
        let (store, found) = (*self, files.into_iter().map(Found::from).collect());
        spawn_local(async move { store.invite_all(found).await });
    }

    /// The same for something dropped on the page, folders included.
    pub fn invite_items(&self, items: &web_sys::DataTransfer) {
        let (store, items) = (*self, files::items(items));
        spawn_local(async move { store.invite_all(files::walk(items).await).await });
    }

    /// A made-up guest joins.
    pub fn invite_made_up(&self) {
        let store = *self;
        spawn_local(async move {
            if store.seat(Ask::Invite { files: sample::guest(say(Label::MadeUpGuest)) }).await {
                store.asides.gone.set(None);
            }
        });
    }

    /// The guest in this seat leaves.
    pub fn leave(&self, seat: u32) {
        let (store, asides) = (*self, self.asides);
        let gone = asides.guests.with_untracked(|guests| guests.iter().find(|guest| guest.seat == seat).cloned());
        spawn_local(async move {
            if store.seat(Ask::Leave(seat)).await {
                asides.gone.set(gone);
            }
        });
    }

    /// Who left last comes back.
    pub fn bring_back(&self) {
        let store = *self;
        spawn_local(async move {
            store.seat(Ask::BringBack).await;
            store.asides.gone.set(None);
        });
    }

    /// The guest in this seat is called so.
    pub fn rename(&self, seat: u32, name: String) {
        let store = *self;
        spawn_local(async move {
            store.seat(Ask::Rename { seat, name }).await;
        });
    }

    /// One after the other, so that they sit in the order in which they came.
    async fn invite_all(self, found: Vec<Found>) {
        let joining = self.asides.joining;
        joining.set(true);
        for party in parties(found) {
            let asked = match files::read(&party).await {
                Ok(files) => self.seat(Ask::Invite { files }).await,
                Err(failure) => {
                    self.warn(&failure.message);
                    false
                }
            };
            if asked {
                self.asides.gone.set(None);
            } else if self.asides.guests.with_untracked(Vec::len) + 1 >= MOST {
                // It was said once; there is no room for the others either.
                break;
            }
        }
        joining.set(false);
    }

    /// Somebody comes, goes or is called otherwise; whether that went well.
    async fn seat(self, ask: Ask) -> bool {
        match self.ask(ask).await {
            Ok(Reply::Guests(guests)) => {
                self.asides.guests.set(guests);
                true
            }
            Ok(Reply::Failed(failure)) => {
                // Its way out would be other files for the member's own.
                let is_file = failure.kind == FailureKind::Import;
                if is_file {
                    self.warn(&failure.message);
                } else {
                    self.fail(failure);
                }
                false
            }
            Ok(_) | Err(Gone) => false,
        }
    }

    /// Finds so many films for the member and their guests, by the dials and filters of the shelf.
    pub fn plan_night(&self, limit: u32) {
        let (store, asides) = (*self, self.asides);
        spawn_local(async move {
            let request = Request { limit, ..store.request.get_untracked() };
            let agreement = asides.agreement.get_untracked();
            if let Ok(Reply::Night(night)) = store.ask(Ask::Together { request, agreement }).await {
                // More of their films may have been found since they came.
                if asides.guests.with_untracked(|guests| *guests != night.guests) {
                    asides.guests.set(night.guests.clone());
                }
                asides.night.set(Some(night));
            }
        });
    }

    /// The guests are gone with the worker that knew them, or with the member whose guests they were.
    pub(super) fn clear_guests(self) {
        let asides = self.asides;
        asides.guests.set(Vec::new());
        asides.gone.set(None);
        asides.night.set(None);
    }
}

/// The files of each who joins. Nothing at all is somebody's too: reading it says so.
fn parties(found: Vec<Found>) -> Vec<Vec<Found>> {
    if found.is_empty() {
        return vec![found];
    }
    let mut parties: Vec<Vec<Found>> = Vec::new();
    for file in found {
        let of = |other: &Found| guests::party(other.path()) == guests::party(file.path());
        match parties.iter_mut().find(|party| party.first().is_some_and(of)) {
            Some(party) => party.push(file),
            None => parties.push(vec![file]),
        }
    }
    parties
}
