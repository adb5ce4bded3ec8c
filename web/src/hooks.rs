//! What a test can read off the page: attributes of the root element.

use leptos::prelude::{document, request_animation_frame, set_timeout, window};
use std::time::Duration;

/// Milliseconds since the page began.
pub(crate) fn now() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// Sets `data-<name>`.
pub(crate) fn set(name: &str, value: &str) {
    if let Some(root) = document().document_element() {
        // Refused only for names that are no names.
        let _ = root.set_attribute(&["data-", name].concat(), value);
    }
}

/// A shelf has been handed over: once the browser has painted it, says so, and how long it took since the drop.
pub(crate) fn drawn(dropped_at: Option<f64>) {
    request_animation_frame(move || {
        // The frame is painted between this callback and the next task.
        let painted = move || {
            if let Some(start) = dropped_at {
                set("shelf-ms", &tenths(now() - start));
            }
            set("ready", "shelf");
        };
        set_timeout(painted, Duration::ZERO);
    });
}

/// With one decimal place.
pub(crate) fn tenths(number: f64) -> String {
    String::from(js_sys::Number::from(number).to_fixed(1).unwrap_or_default())
}
