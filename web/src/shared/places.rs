//! The places of a visit: the entries of the browser's history that this page wrote, and how far each was scrolled.

use crate::shared::hooks;
use halfstar_core::film::FilmId;
use leptos::prelude::window;
use leptos::wasm_bindgen::JsValue;
use std::cell::RefCell;
use web_sys::ScrollRestoration;

thread_local! {
    static VISIT: RefCell<Visit> = const { RefCell::new(Visit { places: Vec::new(), now: 0 }) };
}

/// A place: how far it was scrolled when it was left, and the film whose sheet is open there.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Place {
    pub(crate) scrolled: f64,
    pub(crate) film: Option<FilmId>,
    /// Whether a film was open there, and is closed: the next one takes this place.
    was_film: bool,
}

/// The places of this visit, and which one is looked at.
struct Visit {
    places: Vec<Place>,
    now: usize,
}

impl Visit {
    /// A new place behind this one: those that were ahead are no more.
    fn go_on(&mut self, scrolled: f64) -> usize {
        self.here().scrolled = scrolled;
        self.now = self.now.saturating_add(1);
        self.places.truncate(self.now);
        self.places.push(Place::default());
        self.now
    }

    /// The place that is looked at.
    fn here(&mut self) -> &mut Place {
        self.places.resize(self.places.len().max(self.now.saturating_add(1)), Place::default());
        &mut self.places[self.now]
    }

    /// Whether a film that is opened takes the place that is looked at: one's that is open there, or was.
    fn has_film(&mut self) -> bool {
        let here = self.here();
        here.film.is_some() || here.was_film
    }

    /// Another place, by the number it was given.
    fn go_to(&mut self, place: usize, scrolled: f64) -> Place {
        self.here().scrolled = scrolled;
        self.now = place;
        self.places.get(place).copied().unwrap_or_default()
    }
}

/// Where the browser went.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Arrived {
    /// To a place of this visit.
    Back(Place),
    /// To a place from before the page was loaded again. What it says may be of somebody who is forgotten by now.
    Before,
    /// To an address that somebody typed.
    Typed,
}

/// What follows the `#`.
pub(crate) fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// Begins: the place where this page was opened.
pub(crate) fn begin() {
    if let Ok(history) = window().history() {
        // What is restored is not there yet when the browser would scroll to it.
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
    }
    replace(&fragment());
}

/// Goes on to a place with this fragment; the browser's way back leads to the one before.
pub(crate) fn push(fragment: &str) {
    let now = VISIT.with_borrow_mut(|visit| visit.go_on(scrolled()));
    if let Ok(history) = window().history() {
        // Refused only when a page writes hundreds a second; the next one is as good. So it is below.
        let _ = history.push_state_with_url(&state(now), "", Some(plain(fragment)));
    }
}

/// A film is open, and this is its address. Where the address names it already, it is in its place.
pub(crate) fn show_film(address: &str, film: FilmId) {
    if address != fragment() {
        if VISIT.with_borrow_mut(Visit::has_film) {
            replace(address);
        } else {
            push(address);
        }
    }
    VISIT.with_borrow_mut(|visit| visit.here().film = Some(film));
}

/// It is closed: its place is that of the page beneath it, until the next film takes it.
pub(crate) fn leave_film(beneath: &str) {
    replace(beneath);
    VISIT.with_borrow_mut(|visit| {
        let here = visit.here();
        (here.film, here.was_film) = (None, true);
    });
}

/// Gives this place another fragment. What is turned there is to be found again: no film takes it.
pub(crate) fn replace(fragment: &str) {
    let now = VISIT.with_borrow_mut(|visit| {
        visit.here().was_film = false;
        visit.now
    });
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&state(now), "", Some(plain(fragment)));
    }
}

/// To be asked once whenever the browser went to another place.
pub(crate) fn arrive() -> Arrived {
    let state = window().history().and_then(|history| history.state()).ok().and_then(|state| state.as_string());
    let place = state.as_deref().and_then(|state| state.split_once(' '));
    let known = place.filter(|(visit, _)| *visit == this_visit()).and_then(|(_, place)| place.parse().ok());
    match (known, place) {
        (Some(place), _) => Arrived::Back(VISIT.with_borrow_mut(|visit| visit.go_to(place, scrolled()))),
        (None, Some(_)) => Arrived::Before,
        (None, None) => {
            VISIT.with_borrow_mut(|visit| visit.go_on(scrolled()));
            replace(&fragment());
            Arrived::Typed
        }
    }
}

/// Scrolls the page to where it was.
pub(crate) fn scroll_to(top: f64) {
    window().scroll_to_with_x_and_y(0.0, top);
}

/// How far it is.
pub(crate) fn scrolled() -> f64 {
    window().scroll_y().unwrap_or_default()
}

fn plain(fragment: &str) -> &str {
    if fragment.is_empty() { "#" } else { fragment }
}

/// What marks the places of this visit: when it began, and their number.
fn state(place: usize) -> JsValue {
    [this_visit(), place.to_string()].join(" ").into()
}

fn this_visit() -> String {
    window().performance().map_or_else(String::new, |performance| hooks::tenths(performance.time_origin()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_is_scrolled_as_it_was_left() {
        let mut visit = Visit { places: Vec::new(), now: 0 };
        assert_eq!(visit.go_on(300.0), 1);
        assert_eq!(visit.go_on(40.0), 2);
        assert_eq!(visit.go_to(0, 7.0).scrolled, 300.0);
        assert_eq!(visit.go_to(2, 310.0).scrolled, 7.0, "forth again");
        assert_eq!(visit.go_to(1, 8.0).scrolled, 40.0);
        assert_eq!(visit.go_on(41.0), 2);
        assert_eq!(visit.go_to(1, 0.0).scrolled, 41.0);
        assert_eq!(visit.go_to(9, 0.0), Place::default(), "of a visit before the page was loaded again");
    }

    #[test]
    fn films_have_one_place() {
        let mut visit = Visit { places: Vec::new(), now: 0 };
        assert!(!visit.has_film(), "a page's place stays the page's");
        visit.go_on(0.0);
        visit.here().film = Some(FilmId(7));
        assert!(visit.has_film(), "one opened from another takes its place");
        *visit.here() = Place { film: None, was_film: true, scrolled: 0.0 };
        assert!(visit.has_film(), "so does the next after one that was closed");
        assert_eq!(visit.go_to(0, 0.0).film, None);
        assert!(!visit.has_film());
    }
}
