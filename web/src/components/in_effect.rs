//! The filters in effect, above the films, each with its way out: a phone shows no other trace of them.

use super::choices::{Filter, described};
use super::filters::removable;
use super::markup::{Markup, live, press_inside, turn, whether};
use crate::hooks;
use crate::intl::Names;
use crate::language::{Word, say};
use crate::state::Store;
use leptos::prelude::*;

/// A chip a filter. When it is gone, the focus is on the element called `next`.
pub(crate) fn in_effect(store: Store, next: &'static str) -> AnyView {
    let filters = Memo::new(move |_| {
        // With the shelf that they make, not before it: what is below moves once.
        store.shelf.track();
        store.request.with_untracked(|request| request.filters.clone())
    });
    let set = move || {
        filters.with(|filters| Filter::ALL.into_iter().filter(|filter| filter.is_set(filters)).collect::<Vec<_>>())
    };
    let chips = live(move || {
        let mut markup = Markup::default();
        let names = Names::languages(store);
        for filter in set() {
            let words = filters.with(|filters| described(filter, filters, &|code| names.of(code)));
            removable(&mut markup, filter as usize, &words);
        }
        markup.finish()
    });
    let remove = press_inside("remove", move |place| {
        if let Some(filter) = place.parse().ok().and_then(|place: usize| Filter::ALL.get(place)) {
            turn(store, &|request| filter.reset(&mut request.filters));
            hooks::focus(next);
        }
    });
    view! {
        <div
            class="chips in-effect"
            role="group"
            aria-label=say(Word::FiltersInEffect)
            data-testid="in-effect"
            hidden=whether(move || set().is_empty())
            on:click=remove
            inner_html=chips
        ></div>
    }
    .into_any()
}
