//! The page: a header, then welcome or shelf, then what there is to know about it.

use crate::app::header::{header, tabs};
use crate::app::notice_bar::notice_bar;
use crate::duels::view::duels;
use crate::film::dialog::details;
use crate::film::undo::undo_line;
use crate::import::input::{for_guests, take_drops};
use crate::import::state::MemberState;
use crate::language::{Label, say};
use crate::night::page::night;
use crate::search::finder::finder;
use crate::settings::about::about;
use crate::settings::dialog::settings;
use crate::settings::forgetting::forgetting_line;
use crate::settings::posters::take_back_failed;
use crate::shared::hooks;
use crate::shared::markup::{effect, live, part};
use crate::shared::tab::Tab;
use crate::shelf::page::shelf;
use crate::store::{Store, start};
use crate::taste::page::taste;
use crate::welcome::page::welcome;
use leptos::prelude::*;

/// Everything.
#[component]
pub fn App() -> impl IntoView {
    let store = start();
    let hovering = take_drops(store);
    take_back_failed();
    // The same header and welcome stood there as plain markup while this program loaded.
    if let Some(boot) = document().get_element_by_id("boot") {
        boot.remove();
    }
    // What is below it, or opens only when it is asked for, comes once the page is painted: two short tasks, between which a
    // press is heard.
    let is_painted = RwSignal::new(false);
    hooks::after_paint(move || is_painted.set(true));
    // Another language draws everything anew.
    let all = part(move || {
        store.settings.language.track();
        Some(all(store, is_painted))
    });
    view! { <div class="page" class:hovering=hovering>{all}</div> }
}

fn all(store: Store, is_painted: RwSignal<bool>) -> AnyView {
    let someone = Memo::new(move |_| store.member.state.with(|member| *member != MemberState::None));
    let tab = store.tabs.open;
    let open = store.tabs.drawn;
    effect(move || {
        if tab.get() != open.get_untracked() {
            hooks::after_paint(move || open.set(tab.get_untracked()));
        }
    });
    // A member's pages are another <main>, not the front page's with tabs above it: browsers count what moves as a jump.
    let page = part(move || {
        Some(if someone.get() {
            let page = part(move || {
                Some(match open.get() {
                    Tab::Shelf => shelf(store),
                    Tab::Taste => taste(store),
                    Tab::Night => night(store),
                })
            });
            view! { {tabs(store)} <main id="main" tabindex="-1">{page}</main> }.into_any()
        } else {
            view! { <main id="main" tabindex="-1">{welcome(store)}</main> }.into_any()
        })
    });
    let rest = part(move || {
        let draw = || {
            view! { {about(store)} {details(store)} {duels(store)} {finder(store)} {undo_line(store)} {settings(store)} {forgetting_line(store)} }
        };
        is_painted.get().then(|| draw().into_any())
    });
    let drop = live(move || say(if for_guests(store) { Label::DropGuests } else { Label::DropAnywhere }).to_owned());
    view! {
        <a class="skip" href="#main">{say(Label::SkipToFilms)}</a>
        {header(store, someone)}
        {notice_bar(store)}
        {page}
        {rest}
        <div class="drop-veil" aria-hidden="true"><p>{drop}</p></div>
    }
    .into_any()
}
