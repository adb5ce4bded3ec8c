//! Whether posters from TMDB are wanted, remembered from one visit to the next.

use leptos::prelude::window;

const KEY: &str = "halfstar.posters";

/// What was answered at an earlier visit, if anything.
pub(crate) fn remembered() -> Option<bool> {
    let answer = window().local_storage().ok()??.get_item(KEY).ok()??;
    Some(answer == "yes")
}

/// Whoever comes next is asked again.
pub(crate) fn forget() {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.remove_item(KEY);
    }
}

/// Remembers the answer; where the browser remembers nothing, it is asked again.
pub(crate) fn remember(wanted: bool) {
    if let Ok(Some(storage)) = window().local_storage() {
        // Nothing is lost but a convenience.
        let _ = storage.set_item(KEY, if wanted { "yes" } else { "no" });
    }
}
