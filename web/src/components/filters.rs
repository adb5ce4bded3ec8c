//! The filters: what may be on the shelf at all.

mod chips;
mod chooser;
mod names;

use super::choices;
use super::markup::{Markup, live, press, whether};
use super::words;
use crate::hooks;
use crate::language::{self, Label, say};
use crate::state::{BundleState, Store, turn};
use halfstar_core::facets::Facets;
use halfstar_core::filters::{FilterName, Filters, Kind, Value};
use leptos::ev::Event;
use leptos::prelude::*;

/// Those whose controls have a place of their own; every other has one by its kind behind them.
const PLACED: [FilterName; 8] = [
    FilterName::Genre,
    FilterName::UnwantedGenre,
    FilterName::Year,
    FilterName::Runtime,
    FilterName::Language,
    FilterName::Service,
    FilterName::Watchlist,
    FilterName::List,
];

/// Genres, languages, people, years, length, the watchlist, and what is left out unless asked for; each choice with the
/// films that it would leave.
pub(crate) fn filter_panel(store: Store) -> impl IntoView {
    keep_counted(store);
    let year = move |last: bool| {
        live(move || {
            store.bundle.with(|bundle| match bundle {
                BundleState::Ready(opened) => if last { opened.years.1 } else { opened.years.0 }.to_string(),
                _ => String::new(),
            })
        })
    };
    let ids = |from: &str, to: &str| [from.to_owned(), to.to_owned()];
    let plain = whether(move || store.request.with(|request| choices::set_filters(&request.filters) == 0));
    let clear = press(move || change(store, &|filters| *filters = Filters::default()));
    let other = |filter: &FilterName| !PLACED.contains(filter);
    let others: Vec<_> =
        FilterName::ALL.into_iter().filter(other).filter_map(|filter| control(store, filter)).collect();
    let is_switch = |filter: &FilterName| filter.kind() == Kind::Switch;
    let switches: Vec<_> = FilterName::ALL.into_iter().filter(is_switch).map(|filter| switch(store, filter)).collect();
    view! {
        <section class="panel-part filters" aria-labelledby="filters-heading">
            <div class="section">
                <h2 id="filters-heading">{say(Label::Filters)}</h2>
                <button class="link" disabled=plain on:click=clear>{say(Label::ClearAll)}</button>
            </div>
            {chips::genres(store)}
            {range(store, FilterName::Year, ids("filter-year-from", "filter-year-to"), [year(false), year(true)], Some(chips::decades(store)))}
            {range(store, FilterName::Runtime, ids("filter-runtime-from", "filter-runtime"), [any(), any()], None)}
            {chooser::languages(store)}
            {chooser::services(store)}
            {names::names(store)}
            {choice(store, FilterName::Watchlist)}
            {from_list(store)}
            {others}
            <div>{switches}</div>
        </section>
    }
}

/// The plain control of a filter: by its kind, with what it says of itself. Switches stand together, and what is typed
/// has one box for all.
fn control(store: Store, filter: FilterName) -> Option<AnyView> {
    match filter.kind() {
        Kind::Names => Some(chooser::plain(store, filter)),
        Kind::Range => {
            let ids = filter.parameters().map(|parameter| id(parameter.key));
            let [from, to] = ids.collect::<Vec<_>>().try_into().ok()?;
            Some(range(store, filter, [from, to], [any(), any()], None))
        }
        Kind::Choice(_) => Some(choice(store, filter)),
        Kind::Switch | Kind::TypedNames | Kind::OwnList => None,
    }
}

fn id(key: &str) -> String {
    ["filter-", &key.replace('_', "-")].concat()
}

/// What stands in a box for a number that is not set.
fn any() -> Signal<String> {
    Signal::stored(say(Label::AnyNumber).to_owned())
}

/// Counts what each choice would leave, once for each change of what may be on the shelf: when the shelf that follows it
/// is painted, so that no dial waits for it.
fn keep_counted(store: Store) {
    let stale = StoredValue::new(true);
    let filters = Memo::new(move |_| store.request.with(|request| request.filters.clone()));
    Effect::new(move || {
        // A memo that nobody reads never changes.
        filters.with(|_| ());
        store.member.track();
        store.scope.track();
        store.details_ready.track();
        stale.set_value(true);
        hooks::set("counts", "stale");
    });
    Effect::new(move || {
        if store.shelf.with(Option::is_some) && stale.get_value() {
            stale.set_value(false);
            // Those that were asked for before may have come meanwhile.
            hooks::set("counts", "stale");
            hooks::after_paint(move || store.count_choices());
        }
    });
}

/// Something of the counts, once they are there.
fn counted<T>(store: Store, read: impl Fn(&Facets) -> T) -> Option<T> {
    store.asides.facets.with(|facets| facets.as_ref().map(read))
}

/// Writes a count; nothing where it is not known yet.
fn count(markup: &mut Markup, films: Option<u32>) {
    if let Some(films) = films {
        markup.raw(" <small>").raw(&words::thousands(films)).raw("</small>");
    }
}

/// Words of a choice, with its count behind in brackets.
fn with_count(name: &str, films: Option<u32>) -> String {
    films.map_or_else(|| name.to_owned(), |films| [name, " (", &words::thousands(films), ")"].concat())
}

/// A chip that takes its choice away.
pub(crate) fn removable(markup: &mut Markup, place: usize, words: &str) {
    markup
        .raw("<button class=\"chip\" data-testid=\"chosen\" aria-pressed=\"true\" data-remove=\"")
        .number(place as u32);
    markup.raw("\">").text(words).raw("<span aria-hidden=\"true\">&nbsp;×</span><span class=\"hidden\">, ");
    markup.say(Label::RemoveIt).raw("</span></button>");
}

fn change(store: Store, change: &dyn Fn(&mut Filters)) {
    turn(store, &|request| change(&mut request.filters));
}

/// The key of a filter's first parameter: most have but one.
fn key_of(filter: FilterName) -> &'static str {
    filter.parameters().next().map_or("", |parameter| parameter.key)
}

/// What a parameter is set to, as texts.
fn texts(store: Store, key: &str) -> Vec<String> {
    store.request.with(|request| request.filters.get(key).map(Value::texts).unwrap_or_default())
}

/// Sets a parameter to what a text says; to nothing with none of its values.
fn set(store: Store, key: &str, text: &str) {
    change(store, &|filters| {
        if let Some(value) = filters.get_mut(key) {
            value.clear();
            value.read(text);
        }
    });
}

/// Core's words on a filter.
fn said(word: halfstar_core::words::Phrase) -> &'static str {
    language::words().say(word)
}

/// From a number to a number, and what makes it shorter to say.
fn range(
    store: Store,
    filter: FilterName,
    ids: [String; 2],
    placeholders: [Signal<String>; 2],
    short: Option<AnyView>,
) -> AnyView {
    let texts = filter.texts();
    let ends = filter.parameters().zip(texts.controls).zip(ids).zip(placeholders);
    let mut boxes = ends.map(|(((parameter, label), id), placeholder)| {
        let key = parameter.key;
        let now = move || self::texts(store, key).first().and_then(|text| text.parse().ok());
        let take =
            move |number: Option<u16>| set(store, key, &number.map(|number| number.to_string()).unwrap_or_default());
        number_box(id, said(*label), placeholder, now, take)
    });
    let (from, to) = (boxes.next(), boxes.next());
    view! {
        <fieldset class="pair">
            <legend>{said(texts.label)}</legend>
            {from}
            <span aria-hidden="true">"–"</span>
            {to}
            {short}
        </fieldset>
    }
    .into_any()
}

/// A box for a number, taken when it is left.
pub(crate) fn number_box(
    id: String,
    label: &'static str,
    placeholder: Signal<String>,
    now: impl Fn() -> Option<u16> + Copy + Send + Sync + 'static,
    take: impl Fn(Option<u16>) + 'static,
) -> AnyView {
    let shown = move || now().map(|number| number.to_string()).unwrap_or_default();
    let typed = move |event: Event| {
        take(choices::typed(&event_target_value(&event)));
        // What is no number is not left standing there as if it were one.
        event_target::<web_sys::HtmlInputElement>(&event).set_value(&untrack(shown));
    };
    view! {
        <input
            type="number"
            inputmode="numeric"
            min="1"
            max="2100"
            data-testid=id
            aria-label=label
            placeholder=placeholder
            prop:value=live(shown)
            on:change=typed
        />
    }
    .into_any()
}

/// One of a few.
fn choice(store: Store, filter: FilterName) -> AnyView {
    let Kind::Choice(all) = filter.kind() else { return ().into_any() };
    let key = key_of(filter);
    let first = all.first().map_or("", |(text, _)| *text);
    let now = move || texts(store, key).pop().unwrap_or_else(|| first.to_owned());
    let chosen = move |event: Event| set(store, key, &event_target_value(&event));
    let options = live(move || {
        let mut options = Markup::default();
        let now = untrack(now);
        for (text, word) in all {
            let words = with_count(said(*word), counted(store, |facets| facets.films(filter, text)).flatten());
            // Options that are drawn anew say themselves which is chosen.
            options.choice(text, &words, *text == now);
        }
        options.finish()
    });
    view! {
        <label class="field">
            <span>{said(filter.texts().label)}</span>
            <select data-testid=id(key) prop:value=live(now) on:change=chosen inner_html=options></select>
        </label>
    }
    .into_any()
}

/// Only films on a list of the member's, if they have lists.
fn from_list(store: Store) -> AnyView {
    let (key, texts) = (key_of(FilterName::List), FilterName::List.texts());
    let lists =
        move || store.member.with(|member| member.report().map(|report| report.lists.clone()).unwrap_or_default());
    let options = live(move || {
        let mut markup = Markup::default();
        texts.controls.iter().for_each(|word| {
            markup.option("", said(*word));
        });
        for list in lists() {
            markup.option(&list.name, &list.name);
        }
        markup.finish()
    });
    let shown = live(move || self::texts(store, key).pop().unwrap_or_default());
    let chosen = move |event: Event| {
        let list = event_target_value(&event);
        change(store, &|filters| filters.list = Some(list.clone()).filter(|list| !list.is_empty()));
    };
    view! {
        <label class="field" hidden=whether(move || lists().is_empty())>
            <span>{said(texts.label)}</span>
            <select data-testid=id(key) prop:value=shown on:change=chosen inner_html=options></select>
        </label>
    }
    .into_any()
}

fn switch(store: Store, filter: FilterName) -> AnyView {
    let key = key_of(filter);
    let on = whether(move || !texts(store, key).is_empty());
    let flip = move |event: Event| set(store, key, if event_target_checked(&event) { "true" } else { "false" });
    let words = live(move || {
        let mut markup = Markup::default();
        markup.raw(said(filter.texts().label));
        count(&mut markup, counted(store, |facets| facets.films(filter, "true")).flatten());
        markup.finish()
    });
    view! { <label class="switch"><input type="checkbox" prop:checked=on on:change=flip/><span inner_html=words></span></label> }
        .into_any()
}
