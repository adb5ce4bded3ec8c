//! What the interface reads: the handle that holds the store of each feature. Nothing is computed here.
//!
//! A feature's signals and what it asks by itself are in its `state`; what goes through several of them is a method of
//! [`Store`], in the `actions` of the feature where it begins.

use crate::again::state::Again;
use crate::client::{Client, Event};
use crate::connection::Connection;
use crate::drawing::state::Drawing;
use crate::duels::state::Duels;
use crate::film::state::OpenFilm;
use crate::filters::state::Choices;
use crate::import::state::{Member, Untried};
use crate::language::{Label, say};
use crate::library::state::{BundleState, Library};
use crate::night::state::Night;
use crate::protocol::{Failure, FailureKind, LeaveOut};
use crate::search::state::Finder;
use crate::settings::forgetting;
use crate::settings::state::Settings;
use crate::shared::channel;
use crate::shared::field::Field;
use crate::shared::notice::{Notice, WayOut};
use crate::shared::places;
use crate::shared::tab::Tabs;
use crate::shelf::address::{self, Turned};
use crate::shelf::state::Shelf;
use crate::taste::state::Taste;
use crate::tonight::state::Evening;
use crate::trial::state::OwnTrial;
use halfstar_core::import::Day;
use leptos::prelude::*;

/// The store. It is a handle: copy it wherever it is needed.
#[derive(Clone, Copy)]
pub(crate) struct Store {
    /// The worker, and what went wrong with it.
    pub(crate) connection: Connection,
    /// The film library.
    pub(crate) library: Library,
    /// Language and posters.
    pub(crate) settings: Settings,
    /// Which page is open.
    pub(crate) tabs: Tabs,
    /// Whose shelf it is.
    pub(crate) member: Member,
    /// The shelf, and what turns it.
    pub(crate) shelf: Shelf,
    /// What there is to choose from.
    pub(crate) filters: Choices,
    /// The film that is open.
    pub(crate) film: OpenFilm,
    /// The member's taste.
    pub(crate) taste: Taste,
    /// Films for tonight.
    pub(crate) tonight: Evening,
    /// Films to watch again.
    pub(crate) again: Again,
    /// The film that was drawn.
    pub(crate) drawing: Drawing,
    /// Comparing films.
    pub(crate) duels: Duels,
    /// The day that the worker was told.
    pub(crate) today: Field<Option<Day>>,
    /// A night with guests.
    pub(crate) night: Night,
    /// The finder.
    pub(crate) search: Finder,
    /// The test of the member's own films.
    pub(crate) trial: OwnTrial,
}

/// Creates the store, in the language that is spoken, and starts the worker.
pub(crate) fn start() -> Store {
    let store = Store::new();
    store.connection.set(Client::start(move |event| store.on_event(event)));
    places::begin();
    store.shelf.write_address();
    if let Some(number) = places::fragment().strip_prefix(address::FILM) {
        store.film.look_for(number);
    }
    store.listen();
    store.open();
    store.speak_late();
    store
}

impl Store {
    fn new() -> Self {
        let Turned { request, scope, notice } = address::load();
        let connection = Connection::new(notice.map(|message| Notice { message, way_out: WayOut::Dismiss }));
        let shelf = Shelf::new(request, scope);
        let member = Member::new();
        Self {
            connection,
            library: Library::new(),
            settings: Settings::new(connection),
            tabs: Tabs::new(),
            member,
            shelf,
            filters: Choices::new(connection, shelf.request),
            film: OpenFilm::new(connection, shelf.request, shelf.view),
            taste: Taste::new(connection),
            tonight: Evening::new(connection),
            again: Again::new(connection),
            drawing: Drawing::default(),
            duels: Duels::default(),
            today: Field::default(),
            night: Night::new(connection, member, shelf.request),
            search: Finder::new(connection),
            trial: OwnTrial::new(connection),
        }
    }

    fn listen(self) {
        let listen = |name: &str, act: Box<dyn Fn()>| {
            let handle = window_event_listener_untyped(name, move |_| act());
            on_cleanup(move || handle.remove());
        };
        let online = move |online: bool| {
            self.settings.online.set(online);
            if online && self.shelf.view.with_untracked(Option::is_some) {
                self.fetch_details();
            }
        };
        listen("online", Box::new(move || online(true)));
        listen("offline", Box::new(move || online(false)));
        // The browser's way back and forth.
        listen("popstate", Box::new(move || self.arrive()));
        // What another tab notes, what is noted before a page comes back, and what is left to do when it goes.
        listen("storage", Box::new(move || self.heed_forgetting()));
        listen("pageshow", Box::new(move || self.heed_forgetting()));
        listen("pagehide", Box::new(forgetting::leave));
        self.heed_forgetting();
        channel::listen(move |what| match what {
            channel::FORGOTTEN => self.begin_anew(),
            channel::REMEMBERED => self.catch_up(),
            _ => {}
        });
        // Also where tabs cannot tell each other, or this one slept.
        listen("visibilitychange", Box::new(move || self.catch_up()));
    }

    /// Takes the notice's way out. `ChooseFiles` only dismisses: opening the picker is the interface's part.
    pub(crate) fn follow(self, way_out: WayOut) {
        self.connection.notice.set(None);
        match way_out {
            WayOut::Dismiss | WayOut::ChooseFiles => {}
            WayOut::TakeDamaged => self.take_damaged(),
            WayOut::TryAgain | WayOut::StartAgain => self.start_again(),
            WayOut::ReadAgain => {
                self.library.leave_out(LeaveOut::Nothing);
                self.start_again();
            }
            // It fails only where there is no page.
            WayOut::Reload => drop(window().location().reload()),
        }
    }

    /// What the worker says without being asked.
    fn on_event(self, event: Event) {
        match event {
            Event::Progress { loaded, total } => {
                self.library.bundle.set(BundleState::Loading { loaded, total });
            }
            Event::NotRemembered(why) => {
                if self.connection.notice.with_untracked(Option::is_none) {
                    self.connection.fail(why.clone());
                }
                self.member.not_remembered.set(Some(why.message));
            }
            Event::Remembered { more } => {
                channel::tell(channel::REMEMBERED);
                if more {
                    self.catch_up();
                }
            }
            Event::Forgotten => self.begin_anew(),
            Event::OtherVersion => {
                self.lose_bundle(Failure { kind: FailureKind::Version, message: say(Label::NewerPage).to_owned() });
            }
            Event::Restoring => self.member.import.update_value(|import| import.untried = Untried::Kept),
            Event::Details(details) => self.take_details(&details),
            Event::Silent(true) => {
                // Whoever waits no longer, and comes back later, is not to wait in vain again.
                if self.member.import.with_value(|import| import.untried == Untried::Kept) {
                    self.library.get_stuck();
                }
                self.connection.show(say(Label::Silent), WayOut::StartAgain);
            }
            Event::Silent(false) => {
                self.library.get_unstuck();
                self.connection.unsay(Label::Silent);
            }
            Event::Broken(message) => {
                web_sys::console::error_1(&message.into());
                self.lose_worker();
                self.lose_bundle(Failure { kind: FailureKind::Protocol, message: say(Label::Broken).to_owned() });
            }
        }
    }
}
