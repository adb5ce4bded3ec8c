//! Guests for a night: they join, leave, and find films with the member.

use crate::client::Unanswered;
use crate::import::files::{self, PickedFile};
use crate::language::{Label, say};
use crate::protocol::{
    Ask, BringBackGuest, Failure, FailureKind, FindTogether, Guest, GuestId, InviteGuest, RemoveGuest, RenameGuest,
};
use crate::store::Store;
use halfstar_core::Request;
use halfstar_session::figures::is_full;
use halfstar_session::{guests, sample};
use leptos::prelude::*;
use leptos::reactive::spawn_local;

impl Store {
    /// Guests join for a night, each with files of their own: see [`guests::party`].
    pub fn invite(&self, files: Vec<web_sys::File>) {
        let (store, found) = (*self, files.into_iter().map(PickedFile::from).collect());
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
            if store.ask_guests(InviteGuest { files: sample::guest(say(Label::MadeUpGuest)) }).await {
                store.asides.last_to_leave.set(None);
            }
        });
    }

    /// A guest leaves.
    pub fn leave(&self, guest: GuestId) {
        let (store, asides) = (*self, self.asides);
        let leaving = asides.guests.with_untracked(|guests| guests.iter().find(|known| known.id == guest).cloned());
        spawn_local(async move {
            if store.ask_guests(RemoveGuest { guest }).await {
                asides.last_to_leave.set(leaving);
            }
        });
    }

    /// Who left last comes back.
    pub fn bring_back(&self) {
        let store = *self;
        spawn_local(async move {
            store.ask_guests(BringBackGuest).await;
            store.asides.last_to_leave.set(None);
        });
    }

    /// A guest is called so.
    pub fn rename(&self, guest: GuestId, name: String) {
        let store = *self;
        spawn_local(async move {
            store.ask_guests(RenameGuest { guest, name }).await;
        });
    }

    /// One after the other, so that they stand in the order in which they came.
    async fn invite_all(self, found: Vec<PickedFile>) {
        let joining = self.asides.joining;
        joining.set(true);
        for party in parties(found) {
            let asked = match files::read(&party).await {
                Ok(files) => self.ask_guests(InviteGuest { files }).await,
                Err(failure) => {
                    self.warn(&failure.message);
                    false
                }
            };
            if asked {
                self.asides.last_to_leave.set(None);
            } else if is_full(self.asides.guests.with_untracked(Vec::len)) {
                // It was said once; there is no room for the others either.
                break;
            }
        }
        joining.set(false);
    }

    /// Somebody comes, goes or is called otherwise; whether that went well.
    async fn ask_guests<A: Ask<Reply = Vec<Guest>>>(self, ask: A) -> bool {
        let reply = self.ask(ask).await;
        self.take_guests(reply)
    }

    fn take_guests(self, reply: Result<Vec<Guest>, Unanswered>) -> bool {
        match reply {
            Ok(guests) => {
                self.asides.guests.set(guests);
                return true;
            }
            // Its way out would be other files for the member's own.
            Err(Unanswered::Failed(Failure { kind: FailureKind::Import, message })) => self.warn(&message),
            Err(why) => self.tell_why(why),
        }
        false
    }

    /// Finds so many films for the member and their guests, by the dials and filters of the shelf.
    pub fn plan_night(&self, limit: u32) {
        let (store, asides) = (*self, self.asides);
        spawn_local(async move {
            let request = Request { limit, ..store.request.get_untracked() };
            let agreement = asides.agreement.get_untracked();
            if let Ok(night) = store.ask(FindTogether { request, agreement }).await {
                // More of their films may have been found since they came.
                if asides.guests.with_untracked(|guests| *guests != night.guests) {
                    asides.guests.set(night.guests.clone());
                }
                asides.night.set(Some(night));
            }
        });
    }

    /// The guests went with the worker that knew them, or with the member whose guests they were.
    pub(super) fn clear_guests(self) {
        let asides = self.asides;
        asides.guests.set(Vec::new());
        asides.last_to_leave.set(None);
        asides.night.set(None);
    }
}

/// The files of each who joins. Nothing at all is somebody's too: reading it says so.
fn parties(found: Vec<PickedFile>) -> Vec<Vec<PickedFile>> {
    if found.is_empty() {
        return vec![found];
    }
    let mut parties: Vec<Vec<PickedFile>> = Vec::new();
    for file in found {
        let of = |other: &PickedFile| guests::party(other.path()) == guests::party(file.path());
        match parties.iter_mut().find(|party| party.first().is_some_and(of)) {
            Some(party) => party.push(file),
            None => parties.push(vec![file]),
        }
    }
    parties
}
