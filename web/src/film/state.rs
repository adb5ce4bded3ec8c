//! The film that is open, and what was said last of one.

use crate::connection::Connection;
use crate::protocol::{CompareWithout, DescribeFilm, FilmView, ShelfView, WithoutView};
use crate::shared::field::Field;
use crate::shared::markup::film_in;
use crate::shared::{hooks, places};
use crate::shelf::address;
use crate::shelf::card::find;
use halfstar_core::Request;
use halfstar_core::film::{FilmId, Stars};
use halfstar_core::remarks::Says;
use leptos::reactive::spawn_local;
use std::time::Duration;

/// Something said of a film, and what had been said of it before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Undo {
    /// The film.
    pub(crate) film: FilmId,
    /// What is said now; nothing if it was taken back.
    pub(crate) says: Option<Says>,
    /// What was said before.
    pub(crate) before: Option<Says>,
    /// The film's title, if anything had been said of it.
    pub(crate) title: Option<String>,
}

/// So long is an undo offered: time to notice it, to reach it by keyboard, and to decide.
const UNDO: Duration = Duration::from_secs(15);

/// The film that is open.
#[derive(Clone, Copy)]
pub(crate) struct OpenFilm {
    /// Which it is.
    pub(crate) film: Field<Option<FilmId>>,
    /// The films that led to this one by way of “near it”.
    pub(crate) before: Field<Vec<(FilmId, String)>>,
    /// All about it, a moment later.
    pub(crate) about: Field<Option<FilmView>>,
    /// Their rating of it, from before it was opened: what they say since does not move the slider under their hand.
    pub(crate) own: Field<Option<Stars>>,
    /// What its place hangs on, another moment later.
    pub(crate) without: Field<Option<WithoutView>>,
    /// What was said last of a film, for as long as it is offered to take it back.
    pub(crate) undo: Field<Option<Undo>>,
    /// The address of the page beneath it.
    beneath: Field<String>,
    /// TMDB's number of a film that the address names, until it can be looked for.
    pub(crate) wanted: Field<Option<u32>>,
    /// How often something was taken back: a slider then stands where it stood.
    pub(crate) undone: Field<u32>,
    connection: Connection,
    request: Field<Request>,
    shelf: Field<Option<ShelfView>>,
}

impl OpenFilm {
    /// None yet; what there is to say of one follows `request`.
    pub(crate) fn new(connection: Connection, request: Field<Request>, shelf: Field<Option<ShelfView>>) -> Self {
        Self {
            film: Field::default(),
            before: Field::default(),
            about: Field::default(),
            own: Field::default(),
            without: Field::default(),
            undo: Field::default(),
            beneath: Field::default(),
            wanted: Field::default(),
            undone: Field::default(),
            connection,
            request,
            shelf,
        }
    }

    /// Opens a film, on the shelf or not. The browser's way back closes it: films have one place, above the page they were
    /// opened from.
    pub(crate) fn open(self, film: FilmId) {
        hooks::after_paint(move || {
            if self.film.get_untracked().is_none() {
                self.beneath.set(places::fragment());
            }
            places::show_film(&self.fragment(film), film);
            self.show(film);
        });
    }

    /// Its address, as far as it is known by now; `film/dialog.rs` corrects it. One change of the history instead of two:
    /// browsers count them, and refuse too many.
    fn fragment(self, film: FilmId) -> String {
        let known = self.shelf.with_untracked(|shelf| find(shelf, film).and_then(|card| card.tmdb_id));
        address::FILM.to_owned() + &known.map(|tmdb| tmdb.to_string()).unwrap_or_default()
    }

    /// Opens the one whose number stands in an attribute.
    pub(crate) fn open_in(self, attribute: &str) {
        if let Some(film) = film_in(attribute) {
            self.open(film);
        }
    }

    /// Closes it.
    pub(crate) fn close(self) {
        if self.film.get_untracked().is_some() {
            places::leave_film(&self.beneath.get_untracked());
            self.shut();
        }
    }

    /// The page went on to another place, or the browser did.
    pub(crate) fn shut(self) {
        self.film.set(None);
        self.before.set(Vec::new());
    }

    /// The browser is at it again, or the address names it.
    pub(crate) fn return_to(self, film: FilmId) {
        places::show_film(&places::fragment(), film);
        self.show(film);
    }

    fn show(self, film: FilmId) {
        self.about.set(None);
        self.own.set(None);
        self.without.set(None);
        self.film.set(Some(film));
        self.ask();
    }

    /// Asks what there is to know of it now.
    pub(crate) fn ask(self) {
        let Some(film) = self.film.get_untracked() else { return };
        let request = self.request.get_untracked();
        let is_open = move || self.film.get_untracked() == Some(film);
        spawn_local(async move {
            let about = self.connection.ask(DescribeFilm { film, request: request.clone() }).await;
            if let Ok(about) = about
                && is_open()
            {
                if self.about.with_untracked(Option::is_none) {
                    self.own.set(about.as_ref().and_then(|about| about.own.as_ref()?.rating));
                }
                self.about.set(about);
                let without = self.connection.ask(CompareWithout { film, request }).await;
                if let Ok(without) = without
                    && is_open()
                {
                    self.without.set(Some(without));
                }
            }
        });
    }

    /// Offers to take back what was just said of a film.
    pub(crate) fn offer_undo(self, offer: Undo) {
        let rates = |says: Option<Says>| matches!(says, Some(Says::Rated(_)));
        let last = self.undo.get_untracked();
        let last = last.filter(|last| last.film == offer.film && rates(last.says) && rates(offer.says));
        // A slider goes from half star to half star: that is one thing to take back.
        let before = last.map_or(offer.before, |last| last.before);
        let offer = Undo { before, ..offer };
        self.undo.set(Some(offer.clone()));
        let over = move || {
            if self.undo.with_untracked(|now| now.as_ref() == Some(&offer)) {
                self.undo.set(None);
            }
        };
        hooks::after(UNDO, Box::new(over));
    }

    /// Another member has another.
    pub(crate) fn clear(self) {
        self.close();
        self.about.set(None);
        self.without.set(None);
    }

    /// The address names a film, by TMDB's number.
    pub(crate) fn look_for(self, number: &str) {
        self.wanted.set(number.parse().ok());
    }
}
