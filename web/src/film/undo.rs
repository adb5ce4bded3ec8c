//! What was just said of a film, and a way back.

use crate::film::state::Undo;
use crate::language::{Label, fill, say};
use crate::shared::markup::{Markup, live_html, press_inside};
use crate::store::Store;
use halfstar_core::remarks::Says;
use leptos::prelude::*;

/// A line at the foot of the screen, empty while there is nothing to take back.
pub(crate) fn undo_line(store: Store) -> impl IntoView {
    let says = live_html(move || {
        let mut markup = Markup::default();
        if let Some(undo) = store.film.undo.get() {
            markup
                .raw("<p>")
                .text(&noted(undo))
                .raw("</p><button class=\"button quiet small\" data-testid=\"undo\" data-undo=\"\">");
            markup.say(Label::Undo).raw("</button>");
        }
        markup.finish()
    });
    let back = press_inside("undo", move |_| store.undo());
    view! { <div class="undo" role="status" on:click=back prop:html=says></div> }
}

fn noted(undo: Undo) -> String {
    match undo.says {
        None => say(Label::NotedNothing).to_owned(),
        Some(Says::Rated(rating)) => fill(Label::NotedRating, &[&rating.to_string()]),
        Some(Says::Liked) => fill(Label::NotedRating, &[say(Label::SaidLiked)]),
        Some(Says::Seen) => fill(Label::NotedRating, &[say(Label::SaidSeen)]),
        Some(Says::Dismissed) => say(Label::NotedDismissed).to_owned(),
        Some(Says::Wanted) => say(Label::NotedWanted).to_owned(),
    }
}
