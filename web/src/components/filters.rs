//! The filters: what may be on the shelf at all.

use super::choices;
use super::markup::{Markup, live, part, press, turn, whether};
use crate::language::{self, Word, say};
use crate::state::{BundleState, Store};
use halfstar_core::shelf::{Filters, WatchlistFilter};
use leptos::ev::Event;
use leptos::prelude::*;

/// Genres, years, length, the watchlist, and what is left out unless asked for.
pub(crate) fn filter_panel(store: Store) -> impl IntoView {
    let genres = part(move || {
        let genres = store.bundle.with(|bundle| match bundle {
            BundleState::Ready(opened) => opened.genres.clone(),
            _ => Vec::new(),
        });
        Some(genres.into_iter().map(|name| genre(store, name)).collect::<Vec<_>>().into_any())
    });
    let year = move |last: bool| {
        live(move || {
            store.bundle.with(|bundle| match bundle {
                BundleState::Ready(opened) => if last { opened.years.1 } else { opened.years.0 }.to_string(),
                _ => String::new(),
            })
        })
    };
    let any = || Signal::stored(say(Word::AnyNumber).to_owned());
    let plain = whether(move || store.request.with(|request| choices::set_filters(&request.filters) == 0));
    let clear = press(move || change(store, &|filters| *filters = Filters::default()));
    view! {
        <section class="panel-part filters" aria-labelledby="filters-heading">
            <div class="section">
                <h2 id="filters-heading">{say(Word::Filters)}</h2>
                <button class="link" disabled=plain on:click=clear>{say(Word::ClearAll)}</button>
            </div>
            <fieldset class="genres" data-testid="filter-genre">
                <legend>{say(Word::Genres)}</legend>
                <div class="chips">{genres}</div>
            </fieldset>
            <fieldset class="pair">
                <legend>{say(Word::Years)}</legend>
                {number(store, "filter-year-from", Word::YearFrom, year(false), |filters| &mut filters.year_from)}
                <span aria-hidden="true">"–"</span>
                {number(store, "filter-year-to", Word::YearTo, year(true), |filters| &mut filters.year_to)}
            </fieldset>
            <fieldset class="pair">
                <legend>{say(Word::Minutes)}</legend>
                {number(store, "filter-runtime-from", Word::MinutesFrom, any(), |filters| &mut filters.runtime_from)}
                <span aria-hidden="true">"–"</span>
                {number(store, "filter-runtime", Word::MinutesTo, any(), |filters| &mut filters.runtime_to)}
            </fieldset>
            {watchlist(store)}
            {from_list(store)}
            {switch(store, Word::LowRatedToo, |filters| &mut filters.include_low_quality)}
            {switch(store, Word::SeriesToo, |filters| &mut filters.include_series)}
        </section>
    }
}

fn change(store: Store, change: &dyn Fn(&mut Filters)) {
    turn(store, &|request| change(&mut request.filters));
}

/// What a filter is set to. The same function reads and writes it.
fn read<T: Copy>(store: Store, field: fn(&mut Filters) -> &mut T) -> T {
    store.request.with(|request| *field(&mut request.filters.clone()))
}

/// A genre to tick.
fn genre(store: Store, name: String) -> AnyView {
    let (shown, mine) = (language::words().genre(&name).to_owned(), name.clone());
    let ticked = whether(move || store.request.with(|request| request.filters.genres.contains(&mine)));
    let tick = move |_: Event| {
        change(store, &|filters| match filters.genres.iter().position(|genre| *genre == name) {
            Some(place) => drop(filters.genres.remove(place)),
            None => filters.genres.push(name.clone()),
        });
    };
    view! { <label class="chip"><input class="hidden" type="checkbox" prop:checked=ticked on:change=tick/>{shown}</label> }
        .into_any()
}

/// A number, taken when the box is left.
fn number(
    store: Store,
    id: &'static str,
    label: Word,
    placeholder: Signal<String>,
    field: fn(&mut Filters) -> &mut Option<u16>,
) -> AnyView {
    number_box(
        id,
        label,
        placeholder,
        move || read(store, field),
        move |number| {
            change(store, &|filters| *field(filters) = number);
        },
    )
}

/// A box for a number, taken when it is left.
pub(crate) fn number_box(
    id: &'static str,
    label: Word,
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
            aria-label=say(label)
            placeholder=placeholder
            prop:value=live(shown)
            on:change=typed
        />
    }
    .into_any()
}

fn watchlist(store: Store) -> impl IntoView {
    let shown = live(move || {
        let word = match read(store, |filters| &mut filters.watchlist) {
            WatchlistFilter::Any => "any",
            WatchlistFilter::Hide => "hide",
            WatchlistFilter::Only => "only",
        };
        word.to_owned()
    });
    let chosen = move |event: Event| {
        let to = match event_target_value(&event).as_str() {
            "hide" => WatchlistFilter::Hide,
            "only" => WatchlistFilter::Only,
            _ => WatchlistFilter::Any,
        };
        change(store, &|filters| filters.watchlist = to);
    };
    let mut options = Markup::default();
    for (value, word) in [("any", Word::WatchlistAny), ("only", Word::WatchlistOnly), ("hide", Word::WatchlistHide)] {
        options.option(value, say(word));
    }
    view! {
        <label class="field">
            <span>{say(Word::Watchlist)}</span>
            <select data-testid="filter-watchlist" prop:value=shown on:change=chosen inner_html=options.finish()></select>
        </label>
    }
}

/// Only films on a list of the member's, if they have lists.
fn from_list(store: Store) -> impl IntoView {
    let lists =
        move || store.member.with(|member| member.report().map(|report| report.lists.clone()).unwrap_or_default());
    let options = live(move || {
        let mut markup = Markup::default();
        markup.option("", say(Word::AnyFilm));
        for list in lists() {
            markup.option(&list.file.to_string(), &list.name);
        }
        markup.finish()
    });
    let shown = live(move || read(store, |filters| &mut filters.list).map(|list| list.to_string()).unwrap_or_default());
    let chosen = move |event: Event| {
        let list = event_target_value(&event).parse().ok();
        change(store, &|filters| filters.list = list);
    };
    view! {
        <label class="field" hidden=whether(move || lists().is_empty())>
            <span>{say(Word::OnlyFromList)}</span>
            <select data-testid="filter-list" prop:value=shown on:change=chosen inner_html=options></select>
        </label>
    }
}

fn switch(store: Store, label: Word, field: fn(&mut Filters) -> &mut bool) -> AnyView {
    let on = whether(move || read(store, field));
    let flip = move |event: Event| {
        let on = event_target_checked(&event);
        change(store, &|filters| *field(filters) = on);
    };
    view! { <label class="switch"><input type="checkbox" prop:checked=on on:change=flip/><span>{say(label)}</span></label> }
        .into_any()
}
