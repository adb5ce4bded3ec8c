//! Languages: one of a list to add, each chosen one a chip to remove.

use super::super::markup::{Markup, live, press_inside, whether};
use super::{change, counted, focus, removable, with_count};
use crate::language::{Word, say};
use crate::state::Store;
use js_sys::{Array, Function, Object, Reflect};
use leptos::ev::Event;
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue};

const SELECT: &str = "filter-language";

/// The chooser and the chips.
pub(super) fn languages(store: Store) -> impl IntoView {
    let chosen = move || store.request.with(|request| request.filters.languages.clone());
    let options = live(move || {
        let chosen = chosen();
        let mut markup = Markup::default();
        markup.option("", say(if chosen.is_empty() { Word::AnyLanguage } else { Word::AddLanguage }));
        let names = Names::new(store);
        for (code, films) in counted(store, |facets| facets.languages.clone()).unwrap_or_default() {
            if !chosen.contains(&code) {
                markup.option(&code, &with_count(&names.of(&code), Some(films)));
            }
        }
        markup.finish()
    });
    let add = move |event: Event| {
        let code = event_target_value(&event);
        event_target::<web_sys::HtmlSelectElement>(&event).set_value("");
        change(store, &|filters| {
            if !code.is_empty() && !filters.languages.contains(&code) {
                filters.languages.push(code.clone());
            }
        });
    };
    let chips = live(move || {
        let mut markup = Markup::default();
        let names = Names::new(store);
        for (place, code) in chosen().iter().enumerate() {
            removable(&mut markup, place, &names.of(code));
        }
        markup.finish()
    });
    let remove = press_inside("remove", move |place| {
        let Ok(place) = place.parse::<usize>() else { return };
        change(store, &|filters| {
            if place < filters.languages.len() {
                filters.languages.remove(place);
            }
        });
        focus(SELECT);
    });
    view! {
        <div class="field">
            <label class="field">
                <span>{say(Word::FilmLanguages)}</span>
                <select id=SELECT data-testid=SELECT on:change=add inner_html=options></select>
            </label>
            <div class="chips" hidden=whether(move || chosen().is_empty()) on:click=remove inner_html=chips></div>
        </div>
    }
}

/// What the browser calls languages, in the page's language.
pub(crate) struct Names {
    names: Option<(JsValue, Function)>,
}

impl Names {
    pub(crate) fn new(store: Store) -> Self {
        Self { names: display_names(store.language.get().code()).ok() }
    }

    /// The language of this code, which stands for itself where the browser has no name for it.
    pub(crate) fn of(&self, code: &str) -> String {
        // Two codes of TMDB's own.
        let code = match code {
            "xx" => return say(Word::NoLanguage).to_owned(),
            "cn" => "yue",
            code => code,
        };
        let name = self.names.as_ref().and_then(|(names, of)| of.call1(names, &code.into()).ok()?.as_string());
        name.unwrap_or_else(|| code.to_owned())
    }
}

/// An `Intl.DisplayNames`, and its `of`.
fn display_names(language: &str) -> Result<(JsValue, Function), JsValue> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into())?;
    let class: Function = Reflect::get(&intl, &"DisplayNames".into())?.dyn_into()?;
    let options = Object::new();
    Reflect::set(&options, &"type".into(), &"language".into())?;
    let names = Reflect::construct(&class, &Array::of2(&language.into(), &options))?;
    let of = Reflect::get(&names, &"of".into())?.dyn_into()?;
    Ok((names, of))
}
