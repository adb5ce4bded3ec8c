//! Light or dark, or as the system has it: remembered from one visit to the next. `assets/theme.js` shows it, before the
//! first paint and whenever it is told.

use leptos::prelude::window;

const KEY: &str = "halfstar.theme";
/// What `assets/theme.js` listens for.
const CHOSEN: &str = "halfstar-theme";
/// As the system has it, which is what is remembered of nobody.
pub(crate) const SYSTEM: &str = "system";

/// What was chosen, if anything was.
pub(crate) fn remembered() -> String {
    let theme = || window().local_storage().ok()??.get_item(KEY).ok()?;
    theme().unwrap_or_else(|| SYSTEM.to_owned())
}

/// Remembers a choice, and shows it.
pub(crate) fn choose(theme: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        // Nothing is lost but a convenience.
        let _ = if theme == SYSTEM { storage.remove_item(KEY) } else { storage.set_item(KEY, theme) };
    }
    // Whoever listens fails by itself.
    let _ = web_sys::Event::new(CHOSEN).and_then(|chosen| window().dispatch_event(&chosen));
}
