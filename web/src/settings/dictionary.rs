//! Where languages come from: the browser's wish, the member's choice, a file of the page's own server.

use crate::language::{self, Language};
use leptos::prelude::{document, window};
use leptos::wasm_bindgen::{JsCast, JsValue};
use std::cell::Cell;
use wasm_bindgen_futures::{JsFuture, spawn_local};

const KEY: &str = "halfstar.language";

thread_local! {
    static BEGUN: Cell<Language> = const { Cell::new(Language::English) };
}

/// Begins in the language that the member chose at an earlier visit, else in the browser's; in English if it does not
/// arrive.
pub fn begin(draw: impl FnOnce() + 'static) {
    let wanted = remembered().or_else(browsers).unwrap_or(Language::English);
    if wanted == Language::English {
        return draw();
    }
    spawn_local(async move {
        if fetch(wanted).await.is_some_and(|file| language::speak(file.as_deref())) {
            BEGUN.set(wanted);
            name(wanted);
        }
        draw();
    });
}

/// What the page begins with.
pub(crate) fn spoken() -> Language {
    BEGUN.get()
}

/// Remembers a choice; where the browser remembers nothing, it is its own language next time.
pub(crate) fn remember(language: Language) {
    name(language);
    if let Ok(Some(storage)) = window().local_storage() {
        // Nothing is lost but a convenience.
        let _ = storage.set_item(KEY, language.code());
    }
}

/// Tells the browser, and with it a screen reader, what is spoken.
fn name(language: Language) {
    if let Some(root) = document().document_element() {
        // Refused only for names that are no names.
        let _ = root.set_attribute("lang", language.code());
    }
}

fn remembered() -> Option<Language> {
    Language::of(&window().local_storage().ok()??.get_item(KEY).ok()??)
}

/// The first of the browser's languages that is there.
fn browsers() -> Option<Language> {
    window().navigator().languages().iter().find_map(|tag| Language::of(&tag.as_string()?))
}

/// The language's file; inside, nothing for English. `cargo xtask finish` names it by its contents, and notes the name
/// on the root element. `None` if it does not arrive.
pub(crate) async fn fetch(language: Language) -> Option<Option<String>> {
    if language == Language::English {
        return Some(None);
    }
    let note = ["data-words-", language.code()].concat();
    let name = document().document_element()?.get_attribute(&note)?;
    let response = JsFuture::from(window().fetch_with_str(&["./", &name].concat())).await.ok()?;
    let response: web_sys::Response = response.dyn_into::<web_sys::Response>().ok().filter(web_sys::Response::ok)?;
    let text: JsValue = JsFuture::from(response.text().ok()?).await.ok()?;
    Some(Some(text.as_string()?))
}
