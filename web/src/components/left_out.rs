//! Which filter keeps how many films away, each with its way back.

use super::choices::{self, Filter};
use super::markup::{Markup, press_inside};
use super::words;
use crate::state::{Store, turn};
use halfstar_core::shelf::LeftOut;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// The filters to blame, as items of a list that [`lift`] listens to.
pub(crate) fn rows(store: Store, left_out: &LeftOut) -> String {
    let blamed = store.request.with(|request| choices::to_blame(&request.filters, left_out));
    let mut markup = Markup::default();
    for (filter, films) in blamed {
        markup.raw("<li><span>").fill(filter.keeps(), &[&words::thousands(films)]);
        markup.raw("</span><button class=\"button quiet small\" data-lift=\"").number(filter as u32).raw("\">");
        markup.say(filter.way_back()).raw("</button></li>");
    }
    markup.finish()
}

/// Lifts the filter whose button is pressed.
pub(crate) fn lift(store: Store) -> Box<dyn FnMut(MouseEvent)> {
    press_inside("lift", move |place| {
        if let Some(filter) = Filter::at(place) {
            turn(store, &|request| filter.lift(&mut request.filters));
        }
    })
}
