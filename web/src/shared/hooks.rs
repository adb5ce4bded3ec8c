//! What a test can read off the page, as attributes of the root element; what waits for a frame; where the focus is.

use crate::shared::places;
use halfstar_session::figures::elapsed;
use leptos::prelude::{document, request_animation_frame, set_timeout, window};
use leptos::wasm_bindgen::JsCast;
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

/// Hides the whole page, or shows it again.
pub(crate) fn hide(hidden: bool) {
    if let Some(body) = document().body() {
        body.set_hidden(hidden);
    }
}

/// Calls back when what follows from the last change is drawn, and before it is painted.
pub(crate) fn before_paint(then: impl FnOnce() + 'static) {
    at_frame(Box::new(then));
}

/// Calls back once the browser has painted what is drawn by now: also for what takes long to draw, so that a press is
/// seen to be felt before it is followed.
pub(crate) fn after_paint(then: impl FnOnce() + 'static) {
    let then: Box<dyn FnOnce()> = Box::new(then);
    // The frame is painted between this callback and the next task.
    at_frame(Box::new(move || after(Duration::ZERO, then)));
}

/// Calls back once the browser has shown something of this page: what is taken away before that counts as never painted.
/// At once where nothing is painted, as in a tab in the background, and soon where it is not told.
pub(crate) fn once_painted(then: Box<dyn FnOnce()>) {
    wait_for_paint(then, MOST_WAITS);
}

const FIRST_PAINT: &str = "first-contentful-paint";
const BETWEEN: Duration = Duration::from_millis(16);
const MOST_WAITS: u8 = 20;
const THE_REST: Duration = Duration::from_millis(150);

fn wait_for_paint(then: Box<dyn FnOnce()>, left: u8) {
    let painted = window().performance().is_none_or(|told| told.get_entries_by_name(FIRST_PAINT).length() > 0);
    match left.checked_sub(1).filter(|_| !painted && !document().hidden()) {
        Some(left) => after(BETWEEN, Box::new(move || wait_for_paint(then, left))),
        // The first frame may be half of the page: the rest of it wants to be seen, too.
        None if painted && !document().hidden() => after(THE_REST, then),
        None => then(),
    }
}

/// Calls back after this time.
pub(crate) fn after(time: Duration, then: Box<dyn FnOnce()>) {
    set_timeout(then, time);
}

// Boxed: what a callback costs in JavaScript's terms is compiled once.
fn at_frame(then: Box<dyn FnOnce()>) {
    request_animation_frame(then);
}

/// Gives the focus to an element: to what is left, say, when what had it goes away.
pub(crate) fn focus(id: &str) {
    let element = document().get_element_by_id(id).and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(element) = element {
        // Refused only by what cannot be focused.
        let _ = element.focus();
    }
}

/// The same for the first element that this selector finds.
pub(crate) fn focus_first(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Refused only by what cannot be focused.
        let _ = element.focus();
    }
}

/// Scrolls the element with this id up to the top of the window, unless it stands there or higher.
pub(crate) fn show_below_top(id: &str) {
    if let Some(element) =
        document().get_element_by_id(id).filter(|element| element.get_bounding_client_rect().top() > 0.0)
    {
        element.scroll_into_view_with_bool(true);
    }
}

/// Presses the first element that this selector finds.
pub(crate) fn click(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        element.click();
    }
}

/// Opens the `<details>` with this id, and goes to its line.
pub(crate) fn open_details(id: &str) {
    if let Some(details) = document().get_element_by_id(id) {
        // Refused only for names that are no names.
        let _ = details.set_attribute("open", "");
        focus_first(&["#", id, " > summary"].concat());
    }
}

/// The same where nobody has it: whoever pressed what is no more goes on from there. The page stays where it is scrolled.
pub(crate) fn focus_unless_held(id: &str) {
    if document().active_element() == document().body().map(Into::into) {
        let top = places::scrolled();
        focus(id);
        places::scroll_to(top);
    }
}

/// The name of what has the focus in this element, if it has one.
pub(crate) fn held_in(element: &web_sys::Element) -> Option<String> {
    let active = document().active_element().filter(|active| element.contains(Some(active)))?;
    Some(active.id()).filter(|id| !id.is_empty())
}

/// Sets `data-<name>` to the milliseconds since `start`, if there was one.
pub(crate) fn since(name: &str, start: Option<f64>) {
    if let Some(start) = start {
        set(name, &tenths(elapsed(start, now())));
    }
}

/// With one decimal place.
pub(crate) fn tenths(number: f64) -> String {
    String::from(js_sys::Number::from(number).to_fixed(1).unwrap_or_default())
}
