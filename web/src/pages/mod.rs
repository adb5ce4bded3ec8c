//! The page: a header, then welcome or shelf, then what there is to know about it.

mod about;
mod shelf;
mod welcome;

use crate::components::files::{file_input, take_drops};
use crate::components::finder::finder;
use crate::components::markup::{Markup, live, part, press, whether};
use crate::components::notice::notice_bar;
use crate::components::posters::take_back_failed;
use crate::language::{Language, Word, say};
use crate::state::{MemberState, Store, provide_store};
use leptos::prelude::*;

/// Everything.
#[component]
pub fn App() -> impl IntoView {
    let store = provide_store();
    let hovering = take_drops(store);
    take_back_failed();
    // The same header and welcome stood there as plain markup while this program loaded.
    if let Some(boot) = document().get_element_by_id("boot") {
        boot.remove();
    }
    let someone = Memo::new(move |_| store.member.with(|member| *member != MemberState::None));
    // Another language draws everything anew.
    let all = part(move || {
        store.language.track();
        Some(all(store, someone))
    });
    view! { <div class="page" class:hovering=hovering>{all}</div> }
}

fn all(store: Store, someone: Memo<bool>) -> AnyView {
    let page = part(move || Some(if someone.get() { shelf::shelf(store) } else { welcome::welcome(store) }));
    view! {
        <a class="skip" href="#main">{say(Word::SkipToFilms)}</a>
        {header(store, someone)}
        {notice_bar(store)}
        <main id="main" tabindex="-1">{page}</main>
        {about::about(store)}
        {finder(store)}
        <div class="drop-veil" aria-hidden="true"><p>{say(Word::DropAnywhere)}</p></div>
    }
    .into_any()
}

/// Whether the member is the made-up one.
fn is_sample(store: Store) -> bool {
    store.member.with(|member| matches!(member, MemberState::Known { sample: true, .. }))
}

fn header(store: Store, someone: Memo<bool>) -> impl IntoView {
    let label = live(move || say(if is_sample(store) { Word::MyExport } else { Word::NewExport }).to_owned());
    let member = part(move || {
        someone.get().then(|| {
            view! {
                <label class="button small" class:quiet=whether(move || !is_sample(store))>{file_input(store)}{label}</label>
                <button class="button quiet small" data-testid="forget" on:click=press(move || store.forget())>{say(Word::ForgetMe)}</button>
            }
            .into_any()
        })
    });
    view! {
        <header class="top">
            <p class="brand"><span class="mark" aria-hidden="true"></span>"Halfstar"</p>
            <span class="tag" hidden=store.online>{say(Word::OfflineTag)}</span>
            <nav aria-label="Page">{member}{language_picker(store)}<a class="button quiet small" href="#about">{say(Word::About)}</a></nav>
        </header>
    }
}

fn language_picker(store: Store) -> impl IntoView {
    let mut options = Markup::default();
    for language in Language::ALL {
        options.option(language.code(), language.name());
    }
    let chosen = move |event: leptos::ev::Event| {
        if let Some(language) = Language::of(&event_target_value(&event)) {
            store.speak(language);
        }
    };
    let shown = live(move || store.language.get().code().to_owned());
    view! {
        <select
            class="language"
            data-testid="language"
            aria-label=say(Word::Language)
            inner_html=options.finish()
            prop:value=shown
            on:change=chosen
        ></select>
    }
}
