//! Guests for a night: they join, leave, and find films with the member.

use crate::client::Unanswered;
use crate::connection::Connection;
use crate::import::files::{self, PickedFile};
use crate::import::state::Member;
use crate::language::{Label, say};
use crate::protocol::{
    ChangeGuests, ComparePeople, Failure, FailureKind, FindTogether, Guest, GuestChange, GuestId, NightView, PairsView,
    Turn,
};
use crate::shared::field::Field;
use halfstar_core::Request;
use halfstar_core::together::Agreement;
use halfstar_session::figures::is_full;
use halfstar_session::{guests, sample};
use leptos::reactive::spawn_local;

/// A night.
#[derive(Clone, Copy)]
pub(crate) struct Night {
    /// Who has joined.
    pub(crate) guests: Field<Vec<Guest>>,
    /// Who left last, while they can come back.
    pub(crate) last_to_leave: Field<Option<Guest>>,
    /// Whether somebody's files are being read.
    pub(crate) joining: Field<bool>,
    /// So many films at most.
    pub(crate) limit: Field<u32>,
    /// How they agree.
    pub(crate) agreement: Field<Agreement>,
    /// Films for them.
    pub(crate) films: Field<Option<NightView>>,
    /// How alike they are.
    pub(crate) pairs: Field<Option<PairsView>>,
    connection: Connection,
    member: Member,
    request: Field<Request>,
}

impl Night {
    pub(crate) fn new(connection: Connection, member: Member, request: Field<Request>) -> Self {
        Self {
            guests: Field::default(),
            last_to_leave: Field::default(),
            joining: Field::default(),
            limit: Field::new(Request::default().limit),
            agreement: Field::default(),
            films: Field::default(),
            pairs: Field::default(),
            connection,
            member,
            request,
        }
    }

    /// Guests join for a night, each with files of their own: see [`guests::party`].
    pub(crate) fn invite(self, files: Vec<web_sys::File>) {
        let found = files.into_iter().map(PickedFile::from).collect();
        let forgotten = self.member.forgotten();
        spawn_local(async move { self.invite_all(found, forgotten).await });
    }

    /// The same for something dropped on the page, folders included.
    pub(crate) fn invite_items(self, items: &web_sys::DataTransfer) {
        let items = files::items(items);
        let forgotten = self.member.forgotten();
        spawn_local(async move { self.invite_all(files::walk(items).await, forgotten).await });
    }

    /// A made-up guest joins.
    pub(crate) fn invite_made_up(self) {
        let files = sample::guest(say(Label::MadeUpGuest));
        self.change(GuestChange::Invite { files }, None);
    }

    /// A guest leaves.
    pub(crate) fn leave(self, guest: GuestId) {
        let leaving = self.guests.with_untracked(|guests| guests.iter().find(|known| known.id == guest).cloned());
        self.change(GuestChange::Remove { guest }, leaving);
    }

    /// Who left last comes back.
    pub(crate) fn bring_back(self) {
        self.change(GuestChange::BringBack, None);
    }

    /// A guest is called so.
    pub(crate) fn rename(self, guest: GuestId, name: String) {
        self.change(GuestChange::Rename { guest, name }, self.last_to_leave.get_untracked());
    }

    /// Somebody comes, goes or is called otherwise; if that went well, this is who can come back.
    fn change(self, change: GuestChange, last_to_leave: Option<Guest>) {
        spawn_local(async move {
            if self.ask(change).await {
                self.last_to_leave.set(last_to_leave);
            }
        });
    }

    /// One after the other, so that they stand in the order in which they came. They are the guests of whoever was there
    /// then: once that member is forgotten, so are they.
    async fn invite_all(self, found: Vec<PickedFile>, forgotten: Option<Turn>) {
        self.joining.set(true);
        for party in parties(found) {
            let files = files::read(&party).await;
            if self.member.forgotten() != forgotten {
                break;
            }
            let asked = match files {
                Ok(files) => self.ask(GuestChange::Invite { files }).await,
                Err(failure) => {
                    self.connection.warn(&failure.message);
                    false
                }
            };
            if asked {
                self.last_to_leave.set(None);
            } else if is_full(self.guests.with_untracked(Vec::len)) {
                // It was said once; there is no room for the others either.
                break;
            }
        }
        self.joining.set(false);
    }

    /// Whether that went well.
    async fn ask(self, change: GuestChange) -> bool {
        let forgotten = self.member.forgotten();
        match self.connection.ask(ChangeGuests { change }).await {
            Ok(_) if self.member.forgotten() != forgotten => {}
            Ok(guests) => {
                self.guests.set(guests);
                self.connection.unsay(Label::GuestsLost);
                if !is_full(self.guests.with_untracked(Vec::len)) {
                    self.connection.unsay(Label::FullHouse);
                }
                return true;
            }
            // Its way out would be other files for the member's own.
            Err(Unanswered::Failed(Failure { kind: FailureKind::Import, message })) => self.connection.warn(&message),
            Err(why) => self.connection.explain(why),
        }
        false
    }

    /// Finds so many films for the member and their guests, by the dials and filters of the shelf.
    pub(crate) fn plan(self, limit: u32) {
        spawn_local(async move {
            let request = Request { limit, ..self.request.get_untracked() };
            let agreement = self.agreement.get_untracked();
            if let Ok(night) = self.connection.ask(FindTogether { request, agreement }).await {
                // More of their films may have been found since they came.
                if self.guests.with_untracked(|guests| *guests != night.guests) {
                    self.guests.set(night.guests.clone());
                }
                self.films.set(Some(night));
            }
        });
    }

    /// Says how alike the member and their guests are.
    pub(crate) fn compare(self) {
        spawn_local(async move {
            if let Ok(pairs) = self.connection.ask(ComparePeople).await {
                self.pairs.set(Some(pairs));
            }
        });
    }

    /// The guests went with the worker that knew them, or with the member whose guests they were.
    pub(crate) fn clear_guests(self) {
        self.guests.set(Vec::new());
        self.last_to_leave.set(None);
        self.films.set(None);
        self.pairs.set(None);
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
