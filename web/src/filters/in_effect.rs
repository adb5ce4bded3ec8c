//! The filters in effect, above the films, each with its way out: a phone shows no other trace of them.

use crate::filters::choices::{filter_at, set_filters};
use crate::filters::described::described;
use crate::filters::parts::removable;
use crate::language::{Label, say};
use crate::shared::hooks;
use crate::shared::intl::DisplayNames as Names;
use crate::shared::markup::{Markup, live_html, press_inside, whether};
use crate::store::Store;
use leptos::prelude::*;

/// A chip a filter. When it is gone, the focus is on the element called `next`.
pub(crate) fn in_effect(store: Store, next: &'static str) -> AnyView {
    let filters = move || store.shelf.told().0.filters;
    let chips = live_html(move || {
        let mut markup = Markup::default();
        let names = Names::languages(store.settings.language.get());
        let filters = filters();
        for filter in filters.set() {
            removable(&mut markup, filter as usize, &described(filter, &filters, &|code| names.of(code)));
        }
        markup.finish()
    });
    let remove = press_inside("remove", move |place| {
        if let Some(filter) = filter_at(place) {
            store.set_request(&|request| filter.reset(&mut request.filters));
            hooks::focus(next);
        }
    });
    view! {
        <div
            class="chips in-effect"
            role="group"
            aria-label=say(Label::FiltersInEffect)
            data-testid="in-effect"
            hidden=whether(move || set_filters(&filters()) == 0)
            on:click=remove
            prop:html=chips
        ></div>
    }
    .into_any()
}
