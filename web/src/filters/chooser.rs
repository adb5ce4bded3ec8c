//! A list to choose from, the one with most films first; each choice is a chip to remove.

use crate::filters::described::named;
use crate::filters::parts::{change, counted, id, key_of, removable, said, texts, with_count};
use crate::language::{Label, fill};
use crate::shared::hooks::focus;
use crate::shared::intl::{self, DisplayNames as Names};
use crate::shared::markup::{Markup, live, live_html, on, press_inside, whether};
use crate::store::Store;
use halfstar_core::filters::{FilterName, Naming};
use leptos::ev::Event;
use leptos::prelude::*;

/// Languages.
pub(crate) fn languages(store: Store) -> AnyView {
    view! { <div class="field">{choose(store, FilterName::Language, "filter-language".to_owned())}</div> }.into_any()
}

/// Names of a filter without a place of its own.
pub(crate) fn plain(store: Store, filter: FilterName) -> AnyView {
    view! { <div class="field">{choose(store, filter, id(key_of(filter)))}</div> }.into_any()
}

/// Streaming services, where the bundle knows any, with where and when its knowledge is of.
pub(crate) fn services(store: Store) -> AnyView {
    let chooser = choose(store, FilterName::Service, "filter-service".to_owned());
    let streaming = store.filters.streaming;
    let as_of = live(move || {
        streaming.with(|streaming| {
            let known = streaming.as_ref();
            known.map_or_else(String::new, |known| {
                let country = Names::countries(store.settings.language.get()).of(&known.country);
                fill(Label::ServicesAsOf, &[&country, &intl::day(store.settings.language.get(), &known.as_of)])
            })
        })
    });
    // A bookmark may ask for services that this bundle does not know: then it has to be seen, and taken back.
    let asked = move || store.shelf.request.with(|request| !request.filters.services.is_empty());
    let nothing = whether(move || streaming.with(Option::is_none) && !asked());
    view! { <div class="field" hidden=nothing>{chooser}<p class="hint">{as_of}</p></div> }.into_any()
}

/// The list, and what was chosen.
fn choose(store: Store, filter: FilterName, id: String) -> AnyView {
    let (key, label) = (key_of(filter), said(filter.texts().label));
    let chosen = move || texts(store, key);
    let options = live_html(move || {
        let (chosen, texts, called) = (chosen(), filter.texts(), called(store, filter));
        let mut markup = Markup::default();
        // What it says while nothing is chosen, and when something is.
        let add = texts.controls.first().copied().unwrap_or(texts.way_back);
        markup.option("", said(if chosen.is_empty() { texts.way_back } else { add }));
        for choice in counted(store, |facets| facets.of(filter).to_vec()).unwrap_or_default() {
            if !chosen.contains(&choice.value) {
                markup.option(&choice.value, &with_count(&called(&choice.value), Some(choice.films)));
            }
        }
        markup.finish()
    });
    let add = move |event: Event| {
        let value = event_target_value(&event);
        event_target::<web_sys::HtmlSelectElement>(&event).set_value("");
        if !value.is_empty() {
            change(store, &|filters| {
                filters.get_mut(key).map(|values| values.read(&value));
            });
        }
    };
    let chips = live_html(move || {
        let mut markup = Markup::default();
        let called = called(store, filter);
        for (place, value) in chosen().iter().enumerate() {
            removable(&mut markup, place, &called(value));
        }
        markup.finish()
    });
    let list = id.clone();
    let remove = press_inside("remove", move |place| {
        let place = place.parse().ok();
        let rest: Vec<_> = untrack(chosen).into_iter().zip(0usize..).filter(|(_, at)| Some(*at) != place).collect();
        change(store, &|filters| {
            if let Some(values) = filters.get_mut(key) {
                values.clear();
                rest.iter().for_each(|(value, _)| {
                    values.read(value);
                });
            }
        });
        focus(&list);
    });
    view! {
        <label class="field">
            <span>{label}</span>
            <select id=id.clone() data-testid=id on:change=on(add) prop:html=options></select>
        </label>
        <div class="chips" hidden=whether(move || chosen().is_empty()) on:click=remove prop:html=chips></div>
    }
    .into_any()
}

/// What the filter's values are called.
fn called(store: Store, filter: FilterName) -> impl Fn(&str) -> String {
    let naming = filter.naming();
    let languages = (naming == Naming::Languages).then(|| Names::languages(store.settings.language.get()));
    move |value| {
        named(naming, value, &|code| languages.as_ref().map_or_else(|| code.to_owned(), |names| names.of(code)))
    }
}
