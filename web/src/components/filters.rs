//! The filters: what may be on the shelf at all.

mod chips;
mod chooser;
mod names;

use super::choices;
use super::markup::{Markup, live, press, whether};
use super::words;
use crate::hooks;
use crate::language::{Label as Word, say};
use crate::state::{BundleState, Store, turn};
use halfstar_core::facets::{Facets, Switch};
use halfstar_core::shelf::{Filters, WatchlistFilter};
use leptos::ev::Event;
use leptos::prelude::*;

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
    let any = || Signal::stored(say(Word::AnyNumber).to_owned());
    let plain = whether(move || store.request.with(|request| choices::set_filters(&request.filters) == 0));
    let clear = press(move || change(store, &|filters| *filters = Filters::default()));
    view! {
        <section class="panel-part filters" aria-labelledby="filters-heading">
            <div class="section">
                <h2 id="filters-heading">{say(Word::Filters)}</h2>
                <button class="link" disabled=plain on:click=clear>{say(Word::ClearAll)}</button>
            </div>
            {chips::genres(store)}
            <fieldset class="pair">
                <legend>{say(Word::Years)}</legend>
                {number(store, "filter-year-from", Word::YearFrom, year(false), |filters| &mut filters.year_from)}
                <span aria-hidden="true">"–"</span>
                {number(store, "filter-year-to", Word::YearTo, year(true), |filters| &mut filters.year_to)}
                {chips::decades(store)}
            </fieldset>
            <fieldset class="pair">
                <legend>{say(Word::Minutes)}</legend>
                {number(store, "filter-runtime-from", Word::MinutesFrom, any(), |filters| &mut filters.runtime_from)}
                <span aria-hidden="true">"–"</span>
                {number(store, "filter-runtime", Word::MinutesTo, any(), |filters| &mut filters.runtime_to)}
            </fieldset>
            {chooser::languages(store)}
            {chooser::services(store)}
            {names::names(store)}
            {watchlist(store)}
            {from_list(store)}
            <div>
                {switch(store, Word::LowRatedToo, |filters| &mut filters.include_low_quality, |facets| facets.low_quality)}
                {switch(store, Word::SeriesToo, |filters| &mut filters.include_series, |facets| facets.series)}
                {switch(store, Word::OnlyLovedDirectors, |filters| &mut filters.loved_directors, |facets| facets.loved_directors)}
                {switch(store, Word::OnlyFresh, |filters| &mut filters.fresh, |facets| facets.fresh)}
            </div>
        </section>
    }
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
    markup.say(Word::RemoveIt).raw("</span></button>");
}

fn change(store: Store, change: &dyn Fn(&mut Filters)) {
    turn(store, &|request| change(&mut request.filters));
}

/// What a filter is set to. The same function reads and writes it.
fn read<T: Copy>(store: Store, field: fn(&mut Filters) -> &mut T) -> T {
    store.request.with(|request| *field(&mut request.filters.clone()))
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
    const ALL: [(WatchlistFilter, &str, Word); 3] = [
        (WatchlistFilter::Any, "any", Word::WatchlistAny),
        (WatchlistFilter::Only, "only", Word::WatchlistOnly),
        (WatchlistFilter::Hide, "hide", Word::WatchlistHide),
    ];
    let now = move || read(store, |filters| &mut filters.watchlist);
    let shown =
        live(move || ALL.iter().find(|(filter, ..)| *filter == now()).map_or("", |(_, value, _)| value).to_owned());
    let chosen = move |event: Event| {
        let value = event_target_value(&event);
        let to = ALL.iter().find(|(_, word, _)| *word == value).map_or(WatchlistFilter::Any, |(filter, ..)| *filter);
        change(store, &|filters| filters.watchlist = to);
    };
    let options = live(move || {
        let mut options = Markup::default();
        let now = untrack(now);
        for (filter, value, word) in ALL {
            let words = with_count(say(word), counted(store, |facets| facets.watchlist.of(filter)));
            // Options that are drawn anew say themselves which is chosen.
            options.choice(value, &words, filter == now);
        }
        options.finish()
    });
    view! {
        <label class="field">
            <span>{say(Word::Watchlist)}</span>
            <select data-testid="filter-watchlist" prop:value=shown on:change=chosen inner_html=options></select>
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

fn switch(store: Store, label: Word, field: fn(&mut Filters) -> &mut bool, films: fn(&Facets) -> Switch) -> AnyView {
    let on = whether(move || read(store, field));
    let flip = move |event: Event| {
        let on = event_target_checked(&event);
        change(store, &|filters| *field(filters) = on);
    };
    let words = live(move || {
        let mut markup = Markup::default();
        markup.say(label);
        count(&mut markup, counted(store, |facets| films(facets).on));
        markup.finish()
    });
    view! { <label class="switch"><input type="checkbox" prop:checked=on on:change=flip/><span inner_html=words></span></label> }
        .into_any()
}
