//! The choice of a language.

use crate::language::{Label, Language, say};
use crate::shared::markup::{Markup, live, on};
use crate::store::Store;
use leptos::prelude::*;

/// Its id.
pub(crate) const PICKER: &str = "language";

/// The languages that there are.
pub(crate) fn language_picker(store: Store) -> AnyView {
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
            id=PICKER
            data-testid=PICKER
            aria-label=say(Label::Language)
            prop:html=options.finish().still()
            prop:value=shown
            on:change=on(chosen)
        ></select>
    }
    .into_any()
}
