//! What is looked at beside the shelf: which page is open, one film, the choices, the taste, a night with guests.

use crate::protocol::{
    CompareWithout, CountChoices, DescribeFilm, DrawMap, DrawPortrait, FilmView, Guest, MapView, NightView,
    PortraitView, Streaming, SuggestNames, WithoutView,
};
use crate::shared::hooks;
use crate::store::{Store, Tab, WayOut};
use halfstar_core::facets::{Choice, Facets};
use halfstar_core::film::{FilmId, Stars};
use halfstar_core::filters::FilterName;
use halfstar_core::remarks::Says;
use halfstar_core::together::Agreement;
use leptos::prelude::*;
use leptos::reactive::spawn_local;
use leptos::wasm_bindgen::JsValue;
use std::time::Duration;

/// Names, each with the films it would leave.
pub type NameCounts = Vec<Choice>;

/// Their signals. Each is written by the action of its name.
#[derive(Clone, Copy)]
pub struct Asides {
    /// Which page is open; [`Store::go`].
    pub tab: RwSignal<Tab>,
    /// Which film is open; [`Store::open_film`].
    pub film: RwSignal<Option<FilmId>>,
    /// All about it, a moment later.
    pub about: RwSignal<Option<FilmView>>,
    /// Their rating of it, from before it was opened: what they say since does not move the slider under their hand.
    pub own: RwSignal<Option<Stars>>,
    /// What its place hangs on, another moment later.
    pub without: RwSignal<Option<WithoutView>>,
    /// What each further choice would leave.
    pub facets: RwSignal<Option<Facets>>,
    /// Whose streaming services there are to choose from.
    pub streaming: RwSignal<Option<Streaming>>,
    /// Names to filter by, and of what they are.
    pub names: RwSignal<Option<(FilterName, NameCounts)>>,
    /// The member's taste.
    pub portrait: RwSignal<Option<PortraitView>>,
    /// All films on a plane.
    pub map: RwSignal<Option<MapView>>,
    /// Who has joined for a night.
    pub guests: RwSignal<Vec<Guest>>,
    /// Who left last, while they can come back.
    pub last_to_leave: RwSignal<Option<Guest>>,
    /// Whether somebody's files are being read.
    pub joining: RwSignal<bool>,
    /// How they agree.
    pub agreement: RwSignal<Agreement>,
    /// Films for them.
    pub night: RwSignal<Option<NightView>>,
    /// What was said last of a film, for as long as it is offered to take it back.
    pub undo: RwSignal<Option<Undo>>,
    /// How often something was taken back: a slider then stands where it stood.
    pub undone: RwSignal<u32>,
}

/// Something said of a film, and what had been said of it before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Undo {
    /// The film.
    pub film: FilmId,
    /// What is said now; nothing if it was taken back.
    pub says: Option<Says>,
    /// What was said before.
    pub before: Option<Says>,
}

/// So long is an undo offered: time to notice it, to reach it by keyboard, and to decide.
const UNDO: Duration = Duration::from_secs(15);

impl Asides {
    pub(super) fn new() -> Self {
        Self {
            tab: RwSignal::new(Tab::from_address()),
            film: RwSignal::default(),
            about: RwSignal::default(),
            own: RwSignal::default(),
            without: RwSignal::default(),
            facets: RwSignal::default(),
            streaming: RwSignal::default(),
            names: RwSignal::default(),
            portrait: RwSignal::default(),
            map: RwSignal::default(),
            guests: RwSignal::default(),
            last_to_leave: RwSignal::default(),
            joining: RwSignal::default(),
            agreement: RwSignal::default(),
            night: RwSignal::default(),
            undo: RwSignal::default(),
            undone: RwSignal::default(),
        }
    }
}

impl Store {
    /// Opens a page, and writes it into the address: the browser's way back leads to the one before.
    pub fn go(&self, tab: Tab) {
        if tab == self.asides.tab.get_untracked() {
            return;
        }
        if let Ok(history) = window().history() {
            // Refused only when a page writes hundreds a second.
            let _ = history.push_state_with_url(&JsValue::NULL, "", Some(tab.fragment()));
        }
        self.asides.tab.set(tab);
    }

    /// Follows the browser's way back and forth.
    pub(super) fn follow_address(self) {
        let handle = window_event_listener_untyped("popstate", move |_| {
            self.asides.film.set(None);
            self.asides.tab.set(Tab::from_address());
        });
        on_cleanup(move || handle.remove());
    }

    /// Opens a film, on the shelf or not, or closes it with nothing.
    pub fn open_film(&self, film: Option<FilmId>) {
        let store = *self;
        hooks::after_paint(move || store.show_film(film));
    }

    fn show_film(self, film: Option<FilmId>) {
        let (store, asides) = (self, self.asides);
        asides.about.set(None);
        asides.own.set(None);
        asides.without.set(None);
        asides.film.set(film);
        store.ask_about_open_film();
    }

    /// What there is to know of it now.
    pub(super) fn ask_about_open_film(self) {
        let (store, asides) = (self, self.asides);
        let Some(film) = asides.film.get_untracked() else { return };
        let request = self.request.get_untracked();
        let is_open = move || asides.film.get_untracked() == Some(film);
        spawn_local(async move {
            let about = store.ask(DescribeFilm { film, request: request.clone() }).await;
            if let Ok(about) = about
                && is_open()
            {
                if asides.about.with_untracked(Option::is_none) {
                    asides.own.set(about.as_ref().and_then(|about| about.own.as_ref()?.rating));
                }
                asides.about.set(about);
                let without = store.ask(CompareWithout { film, request }).await;
                if let Ok(without) = without
                    && is_open()
                {
                    asides.without.set(Some(without));
                }
            }
        });
    }

    /// Counts what each further choice would leave.
    pub fn count_choices(&self) {
        let store = *self;
        spawn_local(async move {
            let filters = store.request.get_untracked().filters;
            if let Ok(facets) = store.ask(CountChoices { filters: filters.clone() }).await
                && store.request.with_untracked(|request| request.filters == filters)
            {
                store.asides.facets.set(Some(facets));
                hooks::set("counts", "fresh");
            }
        });
    }

    /// Looks for names to filter by.
    pub fn look_for_names(&self, of: FilterName, typed: String) {
        let store = *self;
        spawn_local(async move {
            let filters = store.request.get_untracked().filters;
            if let Ok(names) = store.ask(SuggestNames { of, typed, filters }).await {
                store.asides.names.set(Some((of, names)));
            }
        });
    }

    /// Draws the member's taste in numbers, and where their films lie.
    pub fn draw_portrait(&self) {
        let store = *self;
        spawn_local(async move {
            if let Ok(portrait) = store.ask(DrawPortrait).await {
                store.asides.portrait.set(Some(portrait));
            }
            if let Ok(map) = store.ask(DrawMap).await {
                store.asides.map.set(Some(map));
            }
        });
    }

    /// Offers to take back what was just said of a film.
    pub(super) fn offer_undo(self, film: FilmId, says: Option<Says>) {
        let undo = self.asides.undo;
        let rates = |says: Option<Says>| matches!(says, Some(Says::Rated(_)));
        let last = undo.get_untracked().filter(|last| last.film == film && rates(last.says) && rates(says));
        let said = || {
            self.member.with_untracked(|member| {
                let said = member.report().map(|report| report.said.as_slice()).unwrap_or_default();
                said.iter().find(|said| said.film.film == film).map(|said| said.says)
            })
        };
        // A slider goes from half star to half star: that is one thing to take back.
        let offer = Undo { film, says, before: last.map_or_else(said, |last| last.before) };
        undo.set(Some(offer));
        let over = move || {
            if undo.try_get_untracked().flatten() == Some(offer) {
                undo.set(None);
            }
        };
        set_timeout(over, UNDO);
    }

    /// Takes back what was last said of a film.
    pub fn undo(&self) {
        if let Some(Undo { film, before, .. }) = self.asides.undo.get_untracked() {
            self.say_of(film, before);
        }
        self.asides.undo.set(None);
        self.asides.undone.update(|times| *times = times.wrapping_add(1));
    }

    /// Tells the member something that leaves nothing to do.
    pub fn warn(&self, message: &str) {
        self.show_notice(message, WayOut::Dismiss);
    }

    /// Everything of the member before is of the past.
    pub(super) fn clear_asides(self) {
        let asides = self.asides;
        asides.film.set(None);
        asides.about.set(None);
        asides.without.set(None);
        asides.facets.set(None);
        asides.portrait.set(None);
        asides.map.set(None);
        asides.night.set(None);
    }
}
