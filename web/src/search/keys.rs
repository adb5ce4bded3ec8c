//! Search by the keyboard: a slash opens it, the arrow keys go through what is found, Enter takes it.

use crate::language::{Label, say};
use crate::search::state::Finding;
use crate::shared::hooks;
use crate::shared::markup::press;
use crate::store::Store;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// What opens it, as `aria-keyshortcuts` has it.
const KEY: &str = "/";
const FILM: &str = "button.found-film";

/// The button in the header.
pub(crate) fn opener(store: Store) -> AnyView {
    let open = press(move || store.search.find(Some(Finding::Open)));
    view! {
        <button class="icon search" data-testid="search" aria-label=say(Label::Search) title=say(Label::Search) aria-keyshortcuts=KEY aria-haspopup="dialog" on:click=open></button>
    }
    .into_any()
}

/// Listens for the key that opens it, wherever nobody is typing.
pub(crate) fn listen(store: Store) {
    let listener = window_event_listener_untyped("keydown", move |event| {
        let is_known = store.member.state.with_untracked(|member| member.report().is_some());
        if is_known && event.dyn_ref::<KeyboardEvent>().is_some_and(opens) {
            event.prevent_default();
            store.search.find(Some(Finding::Open));
        }
    });
    on_cleanup(move || listener.remove());
}

fn opens(event: &KeyboardEvent) -> bool {
    const TYPED: &str = "input:not([type=range]):not([type=checkbox]), select, textarea, [contenteditable]";
    let is_with_another = event.ctrl_key() || event.meta_key() || event.alt_key();
    let at = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_typing = at.is_some_and(|at| at.closest(TYPED).ok().flatten().is_some());
    let is_asked = document().query_selector("dialog[open]").ok().flatten().is_some();
    event.key() == KEY && !is_with_another && !is_typing && !is_asked
}

/// A key in the dialog. The arrows go from the box to the films and back; a slider keeps its own.
pub(crate) fn keys(store: Store, event: &KeyboardEvent) {
    let Some(at) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let is_box = at.matches("input[type=text]").unwrap_or(false);
    let row = if at.matches(FILM).unwrap_or(false) { at.closest("li").ok().flatten() } else { None };
    let next = match (event.key().as_str(), row) {
        ("Enter", _) if is_box => {
            event.prevent_default();
            return store.search.take_first();
        }
        ("ArrowDown", None) if is_box => film_from(document().query_selector(".found > li").ok().flatten(), true),
        ("ArrowDown", Some(row)) => film_from(row.next_element_sibling(), true),
        // Above the first is the box.
        ("ArrowUp", Some(row)) => film_from(row.previous_element_sibling(), false).or_else(|| {
            hooks::focus_first(".finder input[type=text]");
            None
        }),
        _ => return,
    };
    event.prevent_default();
    if let Some(film) = next.and_then(|film| film.dyn_into::<HtmlElement>().ok()) {
        // Refused only by what cannot be focused.
        let _ = film.focus();
    }
}

/// The film that can be opened in this row or the next that has one, onwards or back.
fn film_from(mut row: Option<Element>, onwards: bool) -> Option<Element> {
    while let Some(here) = row {
        if let Ok(Some(film)) = here.query_selector(FILM) {
            return Some(film);
        }
        row = if onwards { here.next_element_sibling() } else { here.previous_element_sibling() };
    }
    None
}
