//! Which filter keeps how many films away, each with its way back.

use crate::filters::choices;
use crate::filters::described::described;
use crate::language;
use crate::shared::intl::DisplayNames as Names;
use crate::shared::markup::{Html, Markup, press_inside};
use crate::store::Store;
use crate::words;
use halfstar_core::filters::LeftOut;
use leptos::ev::MouseEvent;

/// The filters to blame, as items of a list that [`lift`] listens to: those that bring films back when they alone are lifted,
/// most first.
pub(crate) fn rows(store: Store, brings_back: &LeftOut) -> Html {
    let filters = store.shelf.request.with(|request| request.filters.clone());
    let names = Names::languages(store.settings.language.get());
    let mut markup = Markup::default();
    for (filter, films) in choices::to_blame(&filters, brings_back) {
        let texts = filter.texts();
        let set = described(filter, &filters, &|code| names.of(code));
        markup.raw("<li><span>").text(&language::words().fill(texts.keeps, &[&words::thousands(films), &set]));
        markup.raw("</span><button class=\"button quiet small\" data-lift=\"").number(filter as u32).raw("\">");
        markup.text(language::words().say(texts.way_back)).raw("</button></li>");
    }
    markup.finish()
}

/// Lifts the filter whose button is pressed.
pub(crate) fn lift(store: Store) -> Box<dyn FnMut(MouseEvent)> {
    press_inside("lift", move |place| {
        if let Some(filter) = choices::filter_at(place) {
            store.set_request(&|request| filter.lift(&mut request.filters));
        }
    })
}
