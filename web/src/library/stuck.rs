//! How much of what the device remembers the worker got stuck on, remembered from one visit to the next: left out it is
//! until the member asks for it again, or has it replaced or forgotten.

use crate::protocol::LeaveOut;
use leptos::prelude::window;

const KEY: &str = "halfstar.stuck";
const FILES: &str = "files";
const ALL: &str = "all";

/// What an earlier visit knows of it.
pub(crate) fn remembered() -> LeaveOut {
    let stuck = || window().local_storage().ok()??.get_item(KEY).ok()?;
    match stuck().as_deref() {
        Some(FILES) => LeaveOut::Files,
        Some(ALL) => LeaveOut::All,
        _ => LeaveOut::Nothing,
    }
}

/// Remembers it; where the browser remembers nothing, it remembers no member either.
pub(crate) fn remember(stuck: LeaveOut) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = match stuck {
            LeaveOut::Nothing => storage.remove_item(KEY),
            LeaveOut::Files => storage.set_item(KEY, FILES),
            LeaveOut::All => storage.set_item(KEY, ALL),
        };
    }
}
