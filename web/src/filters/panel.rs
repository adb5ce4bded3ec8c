//! The filters: what may be on the shelf at all.

use crate::filters::controls::{choice, from_list, range, stars, switch};
use crate::filters::parts::change;
use crate::filters::span::any;
use crate::filters::{chips, choices, chooser, names};
use crate::language::{Label, say};
use crate::library::state::BundleState;
use crate::shared::hooks;
use crate::shared::markup::{effect, press, whether};
use crate::store::Store;
use halfstar_core::filters::{FilterName, Filters, Kind};
use halfstar_core::taste::Scope;
use halfstar_core::{Request, address};
use leptos::prelude::*;

/// Those whose controls have a place of their own; every other has one by its kind behind them.
const PLACED: [FilterName; 11] = [
    FilterName::Genre,
    FilterName::UnwantedGenre,
    FilterName::Year,
    FilterName::Runtime,
    FilterName::Predicted,
    FilterName::Acclaim,
    FilterName::Language,
    FilterName::UnwantedLanguage,
    FilterName::Service,
    FilterName::Watchlist,
    FilterName::List,
];

/// Genres, years, length, stars, languages, people, the watchlist, and what is left out unless asked for; each choice with the
/// films that it would leave.
pub(crate) fn filter_panel(store: Store) -> impl IntoView {
    keep_counted(store);
    let year = move |last: bool| -> Box<dyn Fn() -> String> {
        Box::new(move || {
            store.library.bundle.with(|bundle| match bundle {
                BundleState::Ready(opened) => if last { opened.years.1 } else { opened.years.0 }.to_string(),
                _ => String::new(),
            })
        })
    };
    let plain = whether(move || store.shelf.request.with(|request| choices::set_filters(&request.filters) == 0));
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
            {range(store, FilterName::Year, ["filter-year-from", "filter-year-to"], [year(false), year(true)], Some(chips::decades(store)))}
            {range(store, FilterName::Runtime, ["filter-runtime-from", "filter-runtime"], [any(), any()], None)}
            {stars(store, FilterName::Predicted)}
            {stars(store, FilterName::Acclaim)}
            {chooser::languages(store)}
            {chooser::plain(store, FilterName::UnwantedLanguage)}
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
            let keys = filter.parameters().map(|parameter| parameter.key);
            Some(range(store, filter, keys.collect::<Vec<_>>().try_into().ok()?, [any(), any()], None))
        }
        Kind::Choice(_) => Some(choice(store, filter)),
        Kind::Stars => Some(stars(store, filter)),
        Kind::Switch | Kind::TypedNames | Kind::OwnList => None,
    }
}

/// Counts what each choice would leave, once for each change of what may be on the shelf: when the shelf that follows it
/// is painted, so that no dial waits for it.
fn keep_counted(store: Store) {
    let stale = RwSignal::new(true);
    // As text: a dial changes nothing of it.
    let filters = Memo::new(move |_| {
        let filters = store.shelf.request.with(|request| request.filters.clone());
        address::write(&Request { filters, ..Request::default() }, &Scope::default())
    });
    // What ready-made shelves hold is the same whatever is turned.
    effect(move || {
        store.member.state.track();
        store.library.details_ready.track();
        store.filters.plain_is_stale.update_untracked(|is_stale| *is_stale = true);
    });
    effect(move || {
        // A memo that nobody reads never changes.
        filters.with(|_| ());
        store.member.state.track();
        store.shelf.scope.track();
        store.library.details_ready.track();
        stale.update_untracked(|stale| *stale = true);
        hooks::set("counts", "stale");
    });
    effect(move || {
        if store.shelf.view.with(Option::is_some) && stale.get_untracked() {
            stale.update_untracked(|stale| *stale = false);
            // Those that were asked for before may have come meanwhile.
            hooks::set("counts", "stale");
            hooks::after_paint(move || store.filters.count());
        }
    });
}
