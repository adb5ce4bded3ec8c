//! The controls of a filter by its kind: from a number to a number, one of a few, on or off.

use crate::filters::described::named;
use crate::filters::parts::{self, count, counted, id, key_of, said, set, with_count};
use crate::filters::span::{End, span};
use crate::language;
use crate::shared::markup::{LiveHtml, Markup, live, live_html, on, whether};
use crate::store::Store;
use halfstar_core::bounds::Number;
use halfstar_core::facets::Choice;
use halfstar_core::filters::{FilterName, Kind, Naming};
use leptos::ev::Event;
use leptos::prelude::*;

/// From a number to a number, and what makes it shorter to say.
pub(crate) fn range(
    store: Store,
    filter: FilterName,
    ids: [&'static str; 2],
    placeholders: [Box<dyn Fn() -> String>; 2],
    short: Option<AnyView>,
) -> AnyView {
    let texts = filter.texts();
    let ends = filter.parameters().zip(texts.controls).zip(ids).zip(placeholders);
    let ends = ends.map(|(((parameter, label), id), placeholder)| {
        let key = parameter.key;
        let now = move || parts::texts(store, key).first().and_then(|text| text.parse().ok()).and_then(Number::new);
        let take = move |number: Option<Number>| {
            set(store, key, &number.map(|number| number.get().to_string()).unwrap_or_default());
        };
        End { id, label: said(*label), placeholder, now: Box::new(now), take: Box::new(take) }
    });
    let Ok(ends) = ends.collect::<Vec<_>>().try_into() else { return ().into_any() };
    span(said(texts.label), filter.naming() == Naming::Plain, ends, short)
}

/// From so many stars on: those that keep a film away and leave one.
pub(crate) fn stars(store: Store, filter: FilterName) -> AnyView {
    let (key, texts) = (key_of(filter), filter.texts());
    let now = move || parts::texts(store, key).pop().unwrap_or_default();
    let options = live_html(move || {
        let mut options = Markup::default();
        let now = now();
        options.choice("", said(texts.way_back), now.is_empty());
        let counted = counted(store, |facets| facets.of(filter).to_vec()).unwrap_or_default();
        let most = counted.first().map(|choice| choice.films);
        // One that leaves none has to be seen to be taken back.
        let is_there = now.is_empty() || counted.iter().any(|choice| choice.value == now);
        let unseen = (!is_there).then(|| Choice { value: now.clone(), films: 0 });
        for Choice { value, films } in counted.iter().chain(&unseen) {
            if Some(*films) < most || *value == now {
                let called = named(Naming::Stars, value, &str::to_owned);
                let words = texts.controls.first().map(|words| language::words().fill(*words, &[&called]));
                options.choice(value, &with_count(&words.unwrap_or_default(), Some(*films)), *value == now);
            }
        }
        options.finish()
    });
    select(store, filter, live(now), options, Signal::stored(false))
}

/// A list of which one is chosen: a text of the filter's one parameter.
fn select(store: Store, filter: FilterName, now: Signal<String>, options: LiveHtml, hidden: Signal<bool>) -> AnyView {
    let key = key_of(filter);
    let chosen = move |event: Event| set(store, key, &event_target_value(&event));
    view! {
        <label class="field" hidden=hidden>
            <span>{said(filter.texts().label)}</span>
            <select data-testid=id(key) prop:value=now on:change=on(chosen) prop:html=options></select>
        </label>
    }
    .into_any()
}

/// One of a few.
pub(crate) fn choice(store: Store, filter: FilterName) -> AnyView {
    let Kind::Choice(all) = filter.kind() else { return ().into_any() };
    let key = key_of(filter);
    let first = all.first().map_or("", |(text, _)| *text);
    let now = move || parts::texts(store, key).pop().unwrap_or_else(|| first.to_owned());
    let options = live_html(move || {
        let mut options = Markup::default();
        let now = untrack(now);
        for (text, word) in all {
            let words = with_count(said(*word), counted(store, |facets| facets.films(filter, text)).flatten());
            // Options that are drawn anew say themselves which is chosen.
            options.choice(text, &words, *text == now);
        }
        options.finish()
    });
    select(store, filter, live(now), options, Signal::stored(false))
}

/// Only films on a list of the member's, if they have lists.
pub(crate) fn from_list(store: Store) -> AnyView {
    let (key, texts) = (key_of(FilterName::List), FilterName::List.texts());
    let lists = move || {
        store.member.state.with(|member| member.report().map(|report| report.lists.clone()).unwrap_or_default())
    };
    let options = live_html(move || {
        let mut markup = Markup::default();
        texts.controls.iter().for_each(|word| {
            markup.option("", said(*word));
        });
        for list in lists() {
            markup.option(&list.name, &list.name);
        }
        markup.finish()
    });
    // No list has an empty name.
    let now = live(move || parts::texts(store, key).pop().unwrap_or_default());
    select(store, FilterName::List, now, options, whether(move || lists().is_empty()))
}

/// On or off, with the films it would leave.
pub(crate) fn switch(store: Store, filter: FilterName) -> AnyView {
    let key = key_of(filter);
    let is_on = whether(move || !parts::texts(store, key).is_empty());
    let flip = move |event: Event| set(store, key, if event_target_checked(&event) { "true" } else { "false" });
    let words = live_html(move || {
        let mut markup = Markup::default();
        markup.text(said(filter.texts().label));
        count(&mut markup, counted(store, |facets| facets.films(filter, "true")).flatten());
        markup.finish()
    });
    view! { <label class="switch"><input type="checkbox" prop:checked=is_on on:change=on(flip)/><span prop:html=words></span></label> }
        .into_any()
}
