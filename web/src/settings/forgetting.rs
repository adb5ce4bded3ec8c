//! The ten seconds between "Forget me" and all being forgotten. Until they are over nothing is deleted, and every tab can
//! take it back.
//!
//! The browser remembers when it is to be, so that no tab, and no end of one, gets around it: a page that is closed within
//! that time has the service worker forget, and whatever a browser without one leaves behind (or one that drops what a page
//! says as it goes: Firefox) is forgotten before the next page reads it.

use crate::import::report;
use crate::language::Label;
use crate::library::stuck;
use crate::protocol::LeaveOut;
use crate::settings::{dictionary, poster_choice};
use crate::shared::markup::{Markup, live_html, press_inside};
use crate::shared::{clock, hooks, offline};
use crate::shelf::address;
use crate::storage;
use crate::store::Store;
use leptos::prelude::*;
use std::cell::Cell;
use std::time::Duration;
// The other one waits for a page that is drawn.
use wasm_bindgen_futures::spawn_local;

/// When all is to be forgotten: milliseconds since 1970.
const KEY: &str = "halfstar.forgetting";
/// So many milliseconds there are to take it back.
const GRACE: u64 = 10_000;
/// So much longer other tabs wait: it is for the one that was told to forget.
const COURTESY: Duration = Duration::from_secs(1);

thread_local! {
    /// Whether this tab was told to.
    static IS_OWN: Cell<bool> = const { Cell::new(false) };
    /// Whether the end of the time is waited for.
    static IS_AWAITED: Cell<bool> = const { Cell::new(false) };
}

/// Begins, once all is forgotten that was to be.
pub fn begin(draw: impl FnOnce() + 'static) {
    if left() != Some(Duration::ZERO) {
        return dictionary::begin(draw);
    }
    spawn_local(async move {
        // If it fails, the page says so: it finds the same note.
        if storage::forget().await.is_ok() {
            forget_rest();
        }
        dictionary::begin(draw);
    });
}

/// What is remembered beside the storage of the worker, but for how the page looks and speaks.
pub(crate) fn forget_rest() {
    note(None);
    address::forget();
    poster_choice::forget();
    stuck::remember(LeaveOut::Nothing);
    report::remember(false);
}

impl Store {
    /// All is forgotten in ten seconds, unless it is taken back.
    pub(crate) fn forget_soon(self) {
        self.settings.open.set(false);
        if !note(Some(clock::now().saturating_add(GRACE))) {
            // Where nothing can be noted there is nothing to take back.
            return self.forget();
        }
        IS_OWN.set(true);
        self.heed_forgetting();
    }

    /// Takes it back, in every tab.
    pub(crate) fn keep_all(self) {
        note(None);
        self.heed_forgetting();
    }

    /// Follows what is noted: at the start, when another tab has noted something, and when the time is over.
    pub(crate) fn heed_forgetting(self) {
        let left = left();
        if self.settings.forgetting.get_untracked() != left.is_some() {
            self.settings.forgetting.set(left.is_some());
        }
        let Some(left) = left else { return IS_OWN.set(false) };
        if IS_OWN.get() && left.is_zero() {
            return self.forget();
        }
        if IS_AWAITED.replace(true) {
            return;
        }
        let end = move || {
            IS_AWAITED.set(false);
            // It may have been taken back, or begun anew.
            if self::left() == Some(Duration::ZERO) { self.forget() } else { self.heed_forgetting() }
        };
        hooks::after(if IS_OWN.get() { left } else { left.saturating_add(COURTESY) }, Box::new(end));
    }
}

/// The page is closed: what it was told to forget is forgotten now.
pub(crate) fn leave() {
    if IS_OWN.get() && left().is_some() {
        note(Some(0));
        offline::tell("forget");
    }
}

/// A line at the foot of the screen while it can be taken back.
pub(crate) fn forgetting_line(store: Store) -> impl IntoView {
    let says = live_html(move || {
        let mut markup = Markup::default();
        if store.settings.forgetting.get() {
            markup.raw("<p>").say(Label::ForgetsSoon);
            markup.raw("</p><span class=\"undo-ways\"><button class=\"button small\" data-testid=\"keep-all\" data-forget=\"no\">");
            markup.say(Label::KeepAll);
            markup.raw("</button><button class=\"button quiet small\" data-testid=\"forget-now\" data-forget=\"now\">");
            markup.say(Label::ForgetNow).raw("</button></span>");
        }
        markup.finish()
    });
    let act = press_inside("forget", move |act| if act == "no" { store.keep_all() } else { store.forget() });
    view! { <div class="undo forgetting" role="status" on:click=act prop:html=says></div> }
}

/// How long until all is forgotten, if it is to be: no time at all once it should have been, or at a moment that no clock
/// can have meant.
fn left() -> Option<Duration> {
    let noted = window().local_storage().ok()??.get_item(KEY).ok()??;
    let left = noted.parse::<u64>().unwrap_or_default().saturating_sub(clock::now());
    Some(Duration::from_millis(if left > GRACE { 0 } else { left }))
}

/// Notes when, or that it is not to be. Whether the browser did.
fn note(at: Option<u64>) -> bool {
    let Ok(Some(storage)) = window().local_storage() else { return false };
    match at {
        Some(at) => storage.set_item(KEY, &at.to_string()).is_ok(),
        None => storage.remove_item(KEY).is_ok(),
    }
}
