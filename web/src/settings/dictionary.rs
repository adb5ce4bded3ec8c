//! Where languages come from: the browser's wish, the member's choice, a file of the page's own server.

use crate::language::{self, Language};
use crate::shared::clock::within;
use crate::shared::hooks;
use crate::shared::request;
use leptos::prelude::{document, window};
use std::cell::RefCell;
use std::pin::Pin;
use std::time::Duration;
use wasm_bindgen_futures::spawn_local;
use web_sys::RequestCache;

const KEY: &str = "halfstar.language";
/// A page without its language is better than none: so long the first drawing waits for it.
const PATIENCE: Duration = Duration::from_secs(3);

/// A language's file on its way; see [`fetch`].
type Coming = Pin<Box<dyn Future<Output = Option<Option<String>>>>>;

thread_local! {
    static SPOKEN: RefCell<(Language, Option<String>)> = const { RefCell::new((Language::English, None)) };
    static LATE: RefCell<Option<(Language, Coming)>> = const { RefCell::new(None) };
}

/// Begins in the language that the member chose at an earlier visit, else in the browser's. In English if it does not
/// arrive, or not soon: then it is [`late`].
pub(crate) fn begin(draw: impl FnOnce() + 'static) {
    let wanted = remembered().or_else(browsers).unwrap_or(Language::English);
    if wanted == Language::English {
        return hooks::once_painted(Box::new(draw));
    }
    spawn_local(async move {
        let mut coming: Coming = Box::pin(fetch(wanted));
        match within(PATIENCE, coming.as_mut()).await {
            Some(Some(file)) => {
                speak(wanted, file);
            }
            Some(None) => {}
            None => LATE.set(Some((wanted, coming))),
        }
        hooks::once_painted(Box::new(draw));
    });
}

/// The language that was wanted from the beginning, if it is still on its way. To be asked once.
pub(crate) fn late() -> Option<(Language, Coming)> {
    LATE.take()
}

/// What is spoken on the page.
pub(crate) fn spoken() -> Language {
    SPOKEN.with_borrow(|(language, _)| *language)
}

/// The file of what is spoken; nothing for English.
pub(crate) fn spoken_file() -> Option<String> {
    SPOKEN.with_borrow(|(_, file)| file.clone())
}

/// Speaks a language from now on. False for a file that does not fit this program: then nothing changes.
pub(crate) fn speak(language: Language, file: Option<String>) -> bool {
    let fits = language::speak(file.as_deref());
    if fits {
        SPOKEN.set((language, file));
        // Tells the browser, and with it a screen reader.
        if let Some(root) = document().document_element() {
            // Refused only for names that are no names.
            let _ = root.set_attribute("lang", language.code());
        }
    }
    fits
}

/// Remembers a choice; where the browser remembers nothing, it is its own language next time.
pub(crate) fn remember(language: Language) {
    if let Ok(Some(storage)) = window().local_storage() {
        // Nothing is lost but a convenience.
        let _ = storage.set_item(KEY, language.code());
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
    let file = request::file(&["./", &name].concat(), RequestCache::Default, 0, &|_| ()).await.ok()?;
    Some(Some(String::from_utf8(file).ok()?))
}
