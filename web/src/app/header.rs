//! One line at the top of the page: its name, a member's pages, the search, and a menu of the rest.

use crate::import::input::file_input;
use crate::language::{Label, say};
use crate::search::keys::opener;
use crate::search::state::Finding;
use crate::shared::hooks;
use crate::shared::markup::{YES, live, on, part, press, whether};
use crate::shared::tab::Tab;
use crate::store::Store;
use leptos::ev::{FocusEvent, KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

const MENU: &str = "menu";
const OPENS: &str = "menu-button";

pub(crate) fn header(store: Store, someone: Memo<bool>) -> impl IntoView {
    view! {
        <header class="top">
            <p class="brand"><span class="mark" aria-hidden=YES></span>"Halfstar"</p>
            <span class="tag" hidden=whether(move || store.settings.online.get())>{say(Label::OfflineTag)}</span>
            {menu(store, someone)}
        </header>
    }
}

/// What there is beside films: in a row where there is room, else behind a button.
fn menu(store: Store, someone: Memo<bool>) -> impl IntoView {
    let open = RwSignal::new(false);
    let close = move || {
        if open.get_untracked() {
            open.set(false);
        }
    };
    let toggle = press(move || open.update(|open| *open = !*open));
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            close();
            hooks::focus(OPENS);
        }
    };
    // Whoever goes on elsewhere has done with it.
    let left = move |event: FocusEvent| {
        let within = event.related_target().and_then(|to| to.dyn_into::<web_sys::Element>().ok());
        if within.is_none_or(|to| to.closest("#menu, #menu-button").ok().flatten().is_none()) {
            close();
        }
    };
    let label = live(move || say(if store.member.is_sample() { Label::MyExport } else { Label::NewExport }).to_owned());
    let search = part(move || someone.get().then(|| opener(store)));
    let member = part(move || {
        someone.get().then(|| {
            view! {
                <label class="button small" class:quiet=whether(move || !store.member.is_sample())>{file_input(store)}{label}</label>
                <button class="button quiet small" data-testid="guess" on:click=press(move || store.search.find(Some(Finding::Guess)))>{say(Label::WouldIGive)}</button>
                <button class="button quiet small" data-testid="find" on:click=press(move || store.search.find(Some(Finding::Rate)))>{say(Label::RateAFilm)}</button>
                <button class="button quiet small narrow" data-testid="compare" on:click=press(move || store.compare_films())>{say(Label::CompareFilms)}</button>
                <button
                    class="button quiet small narrow"
                    hidden=whether(move || store.settings.posters.get().is_some())
                    on:click=press(move || store.settings.want_posters(true))
                >
                    {say(Label::ShowPosters)}
                </button>
            }
                .into_any()
        })
    });
    view! {
        <nav class="ways" aria-label=say(Label::Page) class:unfolded=open on:keydown=on(keys) on:focusout=on(left)>
            {search}
            <button
                class="menu-button"
                id=OPENS
                data-testid="menu"
                aria-label=say(Label::Menu)
                aria-controls=MENU
                aria-expanded=live(move || open.get().to_string())
                on:click=toggle
            ></button>
            <div class="menu" id=MENU on:click=press(close)>
                {member}
                <button class="button quiet small" data-testid="settings" on:click=press(move || store.settings.open.set(true))>{say(Label::Settings)}</button>
                <a class="button quiet small" href="#about">{say(Label::About)}</a>
            </div>
        </nav>
    }
}

/// A member's pages. Links, so that each can be opened in a tab of the browser's own.
pub(crate) fn tabs(store: Store) -> AnyView {
    let tab = |tab: Tab| {
        let name = say(match tab {
            Tab::Shelf => Label::TabShelf,
            Tab::Taste => Label::TabTaste,
            Tab::Night => Label::TabNight,
        });
        let current = live(move || if store.tabs.open.get() == tab { "page" } else { "false" }.to_owned());
        let go = Box::new(move |event: MouseEvent| {
            event.prevent_default();
            store.tabs.go(tab);
        });
        view! { <a href=tab.fragment() data-testid="tab" aria-current=current on:click=go>{name}</a> }.into_any()
    };
    let tabs = Tab::ALL.map(tab).into_iter().collect_view();
    view! { <nav class="pages" aria-label=say(Label::Pages)>{tabs}</nav> }.into_any()
}
