//! What was just said of a film, and a way back.

use crate::film::state::Undo;
use crate::language::{Label, fill};
use crate::shared::markup::{Markup, live_html, press_inside};
use crate::store::Store;
use halfstar_core::remarks::Says;
use leptos::prelude::*;

/// A line at the foot of the screen, empty while there is nothing to take back.
pub(crate) fn undo_line(store: Store) -> impl IntoView {
    let says = live_html(move || {
        let mut markup = Markup::default();
        if let Some(noted) = store.film.undo.with(|undo| undo.as_ref().and_then(|undo| noted(store, undo))) {
            markup
                .raw("<p>")
                .text(&noted)
                .raw("</p><button class=\"button quiet small\" data-testid=\"undo\" data-undo=\"\">");
            markup.say(Label::Undo).raw("</button>");
        }
        markup.finish()
    });
    let back = press_inside("undo", move |_| store.undo());
    view! { <div class="undo" role="status" on:click=back prop:html=says></div> }
}

/// What was said of which film. Nothing before it is known which: the answer of whoever noted it says so.
fn noted(store: Store, undo: &Undo) -> Option<String> {
    let title =
        store.member.state.with(|member| member.report()?.said_of(undo.film).map(|said| said.film.title.clone()));
    let title = title.or_else(|| undo.title.clone())?;
    Some(match undo.says {
        None => fill(Label::NotedNothing, &[&title]),
        Some(Says::Rated(rating)) => fill(Label::NotedRating, &[&title, &rating.to_string()]),
        Some(Says::Liked) => fill(Label::NotedLiked, &[&title]),
        Some(Says::Seen) => fill(Label::NotedSeen, &[&title]),
        Some(Says::Dismissed) => fill(Label::NotedDismissed, &[&title]),
        Some(Says::Wanted) => fill(Label::NotedWanted, &[&title]),
    })
}
