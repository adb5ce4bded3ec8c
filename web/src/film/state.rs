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

/// So long a browser may take to go back.
const PATIENCE: Duration = Duration::from_millis(500);

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
    /// Whether the browser is on its way back from it.
    closing: Field<bool>,
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
            closing: Field::default(),
            wanted: Field::default(),
            undone: Field::default(),
            connection,
            request,
            shelf,
        }
    }

    /// Opens a film, on the shelf or not. The browser's way back closes it, or leads to the film before.
    pub(crate) fn open(self, film: FilmId) {
        hooks::after_paint(move || {
            if self.closing.get_untracked() {
                // The browser is still on its way back from the last one.
                return self.open(film);
            }
            places::push(&self.fragment(film), Some(film));
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

    /// Closes it, and the films that led to it.
    pub(crate) fn close(self) {
        if self.film.get_untracked().is_none() {
            return;
        }
        if places::back_from_films() {
            self.closing.set(true);
            // A browser that refuses to go back says nothing of it.
            let refused = move || {
                if self.closing.get_untracked() && self.film.get_untracked().is_none() {
                    places::replace("#");
                    self.closing.set(false);
                }
            };
            hooks::after(PATIENCE, Box::new(refused));
        } else {
            places::replace("#");
        }
        self.shut();
    }

    /// Closes it where the page goes on to another place.
    pub(crate) fn leave(self) {
        self.film.set(None);
        self.before.set(Vec::new());
    }

    /// The browser left it.
    pub(crate) fn shut(self) {
        self.leave();
        self.closing.set(false);
    }

    /// The browser is back at it, or forth.
    pub(crate) fn return_to(self, film: FilmId) {
        self.closing.set(false);
        let is_back = self.before.with_untracked(|before| before.last().is_some_and(|(last, _)| *last == film));
        if is_back {
            self.before.update(Vec::pop);
        }
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
