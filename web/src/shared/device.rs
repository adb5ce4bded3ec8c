//! What the device is, as far as words depend on it: Letterboxd's app takes its own links from browsers on phones.

use crate::language::Label;
use leptos::prelude::window;

/// How to get at an export on this device.
pub(crate) fn where_export() -> Label {
    let navigator = window().navigator();
    let agent = navigator.user_agent().unwrap_or_default();
    let is = |name: &str| agent.contains(name);
    if is("Android") {
        Label::WhereExportAndroid
    } else if is("iPhone") || is("iPad") || (is("Macintosh") && navigator.max_touch_points() > 1) {
        // Tablets of Apple's call themselves computers.
        Label::WhereExportApple
    } else {
        Label::WhereExportText
    }
}
