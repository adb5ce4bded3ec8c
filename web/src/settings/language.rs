//! The choice of a language.

use crate::language::{Label, Language, say};
use crate::shared::markup::{Markup, live, on};
use crate::store::Store;
use leptos::prelude::*;

/// Of the two only one is shown, and only what is shown takes the focus.
pub(crate) const PICKERS: [&str; 2] = ["language", "language-below"];

/// Wide screens have it above, narrow ones below: the other is not there.
pub(crate) fn language_picker(store: Store, id: &'static str) -> AnyView {
    let mut options = Markup::default();
    for language in Language::ALL {
        options.option(language.code(), language.name());
    }
    let chosen = move |event: leptos::ev::Event| {
        if let Some(language) = Language::of(&event_target_value(&event)) {
            store.speak(language);
        }
    };
    let shown = live(move || store.settings.language.get().code().to_owned());
    view! {
        <select
            class="language"
            id=id
            data-testid=id
            aria-label=say(Label::Language)
            prop:html=options.finish().still()
            prop:value=shown
            on:change=on(chosen)
        ></select>
    }
    .into_any()
}
