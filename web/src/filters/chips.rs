//! Genres and decades as chips to press.

#![allow(clippy::arithmetic_side_effects, clippy::integer_division, reason = "decades are still counted here")]

use crate::filters::choices::{Stand, genre_stand, in_decade, turn_decade, turn_genre};
use crate::filters::parts::{change, count, counted, said};
use crate::language::{self, Label};
use crate::library::state::BundleState;
use crate::shared::markup::{LiveHtml, Markup, live, live_html, on, part, press, whether};
use crate::store::Store;
use halfstar_core::filters::FilterName;
use halfstar_core::words::Phrase as Said;
use leptos::ev::Event;
use leptos::prelude::*;
use std::sync::Arc;

/// The genres: each is wanted, or not wanted, or neither.
pub(crate) fn genres(store: Store) -> impl IntoView {
    let chips = part(move || {
        let genres = store.library.bundle.with(|bundle| match bundle {
            BundleState::Ready(opened) => opened.genres.clone(),
            _ => Vec::new(),
        });
        Some(genres.into_iter().map(|name| genre(store, name)).collect::<Vec<_>>().into_any())
    });
    let all = move || store.shelf.request.with(|request| request.filters.genres_all);
    let flip = move |event: Event| {
        let all = event_target_checked(&event);
        change(store, &|filters| filters.genres_all = all);
    };
    let few = whether(move || store.shelf.request.with(|request| request.filters.genres.len() < 2));
    view! {
        <fieldset class="genres" data-testid="filter-genre">
            <legend>{said(FilterName::Genre.texts().label)}</legend>
            <div class="chips">{chips}</div>
            <label class="switch" hidden=few>
                <input type="checkbox" data-testid="genres-all" prop:checked=whether(all) on:change=on(flip)/>
                <span>{said(Said::AllOfThem)}</span>
            </label>
        </fieldset>
    }
}

fn genre(store: Store, name: String) -> AnyView {
    let shown = language::words().genre(&name).to_owned();
    // Few enough to be found anew; only what changed is drawn.
    let name: Arc<str> = name.into();
    let mine = name.clone();
    let stand = move || store.shelf.request.with(|request| genre_stand(&request.filters, &mine));
    let mine = name.clone();
    let films = move || counted(store, |facets| facets.films(FilterName::Genre, &mine)).flatten();
    let (now, left) = (stand.clone(), films.clone());
    let words = live_html(move || {
        let mut markup = Markup::default();
        match now() {
            Stand::Without => {
                // What it would give is nothing: it is not wanted.
                markup.text(&language::words().fill(Said::NotGenre, &[&shown]));
                return markup.finish();
            }
            Stand::With => markup.raw("<span aria-hidden=\"true\">✓&nbsp;</span>").text(&shown),
            Stand::Off => markup.text(&shown),
        };
        count(&mut markup, left());
        markup.finish()
    });
    let now = stand.clone();
    let pressed = live(move || {
        let pressed = match now() {
            Stand::Off => "false",
            Stand::With => "true",
            Stand::Without => "mixed",
        };
        pressed.to_owned()
    });
    let empty = whether(move || stand() == Stand::Off && films() == Some(0));
    chip(words, pressed, empty, Box::new(move || change(store, &|filters| turn_genre(filters, &name))))
}

/// The few films from before are found by their years.
const FIRST: u16 = 1920;

/// The decades of the pool: a short cut for the two years.
pub(crate) fn decades(store: Store) -> AnyView {
    let chips = part(move || {
        let (first, last) = store.library.bundle.with(|bundle| match bundle {
            BundleState::Ready(opened) => opened.years,
            _ => (1, 0),
        });
        let decades = (first.max(FIRST) / 10..=last / 10).map(|decade| decade * 10).rev();
        Some(decades.map(|from| decade(store, from)).collect::<Vec<_>>().into_any())
    });
    view! { <div class="chips decades" data-testid="filter-decade">{chips}</div> }.into_any()
}

fn decade(store: Store, from: u16) -> AnyView {
    let on = move || store.shelf.request.with(|request| in_decade(&request.filters, from));
    let films = move || counted(store, |facets| facets.films(FilterName::Year, &from.to_string()).unwrap_or(0));
    let words = live_html(move || {
        let mut markup = Markup::default();
        if on() {
            markup.raw("<span aria-hidden=\"true\">✓&nbsp;</span>");
        }
        markup.fill(Label::Decade, &[&from.to_string()]);
        count(&mut markup, films());
        markup.finish()
    });
    let pressed = live(move || on().to_string());
    let empty = whether(move || !on() && films() == Some(0));
    chip(words, pressed, empty, Box::new(move || change(store, &|filters| turn_decade(filters, from))))
}

/// A chip that stays where it is when its words change, and keeps the focus.
fn chip(words: LiveHtml, pressed: Signal<String>, empty: Signal<bool>, act: Box<dyn Fn()>) -> AnyView {
    view! { <button class="chip" class=("empty", empty) aria-pressed=pressed on:click=press(act) prop:html=words></button> }
        .into_any()
}
