//! Which filter keeps how many films away, each with its way back.

use crate::filters::choices;
use crate::language;
use crate::shared::markup::{Html, Markup, press_inside};
use crate::store::Store;
use crate::words;
use halfstar_core::filters::LeftOut;
use leptos::ev::MouseEvent;

/// The filters to blame, as items of a list that [`lift`] listens to.
pub(crate) fn rows(store: Store, left_out: &LeftOut) -> Html {
    let blamed = store.shelf.request.with(|request| choices::to_blame(&request.filters, left_out));
    let mut markup = Markup::default();
    for (filter, films) in blamed {
        let texts = filter.texts();
        markup.raw("<li><span>").text(&language::words().fill(texts.keeps, &[&words::thousands(films)]));
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
