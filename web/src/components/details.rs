//! All about one film: every reason, and what each signal added.

use super::card::{find, heading, reasons};
use super::markup::{Markup, press_inside};
use super::posters::image;
use super::stars::{predicted_stars, rate_inside, slider};
use super::{artwork, words};
use crate::language::{Word, say};
use crate::protocol::Card;
use crate::state::Store;
use halfstar_core::remarks::Says;
use leptos::prelude::*;

/// The dialog of the film that was opened.
pub(crate) fn details(store: Store) -> impl IntoView {
    let film = store.asides.film;
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    // Kept while open, even if the film leaves the shelf meanwhile.
    let says = Memo::new(move |last: Option<&String>| match film.get() {
        Some(film) => store
            .shelf
            .with(|shelf| find(shelf, film).map(|card| says(card, store.posters.get() == Some(true))))
            .or_else(|| last.cloned())
            .unwrap_or_default(),
        None => String::new(),
    });
    Effect::new(move || {
        let (wanted, Some(dialog)) = (says.with(|says| !says.is_empty()), dialog.get()) else { return };
        if wanted && !dialog.open() {
            // Fails only for a dialog that is open already.
            let _ = dialog.show_modal();
        } else if !wanted && dialog.open() {
            dialog.close();
        }
    });
    let close = Box::new(move |_: leptos::ev::Event| film.set(None));
    // The dialog itself is its backdrop; its contents say that they stay.
    let press = press_inside("close", move |closes| {
        if closes == "yes" {
            film.set(None);
        } else if let Ok(unwanted) = closes.parse() {
            store.remark(unwanted, Some(Says::Dismissed));
            film.set(None);
        }
    });
    let words: Signal<String> = says.into();
    view! {
        <dialog
            class="details"
            data-close="yes"
            node_ref=dialog
            aria-labelledby="details-title"
            on:close=close
            on:click=press
            on:input=rate_inside(store)
            on:change=rate_inside(store)
            inner_html=words
        ></dialog>
    }
}

fn says(card: &Card, posters: bool) -> String {
    let facts = words::dotted(&[
        card.directors.join(", "),
        words::genres(&card.genres),
        card.runtime.map(words::runtime).unwrap_or_default(),
        card.language.clone().filter(|code| code != "en").map(|code| code.to_ascii_uppercase()).unwrap_or_default(),
    ]);
    let mut markup = Markup::default();
    markup.raw("<div class=\"details-in\" data-close=\"no\"><div class=\"poster\">");
    markup.raw(&artwork::poster(&card.title, card.year, &card.genres));
    if let Some(file) = card.poster.as_deref().filter(|_| posters) {
        image(&mut markup, file);
    }
    markup.raw("</div><div class=\"details-text\"><h2 id=\"details-title\" tabindex=\"-1\" autofocus>");
    heading(&mut markup, card);
    markup.raw("</h2><p class=\"meta\">").text(&facts).raw("</p>");
    predicted_stars(&mut markup, card.predicted_stars);
    markup.raw("<div class=\"yours\"><span>").say(Word::SeenIt).raw("</span>");
    slider(&mut markup, card.film, &card.title, None);
    markup.raw("<button class=\"button quiet small\" data-testid=\"dismiss\" data-close=\"").number(card.film);
    markup.raw("\">").say(Word::NotForMe).raw("</button></div>");
    markup.raw("<h3 class=\"section\">").say(Word::Why).raw("</h3><ul class=\"reasons\">");
    for reason in reasons(card) {
        markup.raw("<li>").text(reason).raw("</li>");
    }
    markup.raw("</ul><h3 class=\"section\">").say(Word::WhatSpoke).raw("</h3><ul class=\"voices\">");
    voices(&mut markup, card);
    markup.raw("</ul>");
    if !card.speakers.is_empty() {
        markup.raw("<h3 class=\"section\">").say(Word::YourFilmsInIt);
        markup.raw("</h3><ul class=\"voices\" data-testid=\"speakers\">");
        let largest = card.speakers.iter().map(|(_, amount)| amount.abs()).fold(0.0, f32::max);
        for (title, amount) in &card.speakers {
            let says = say(if *amount < 0.0 { Word::Against } else { Word::For });
            voice(&mut markup, "neighbours", title, amount / largest.max(f32::MIN_POSITIVE), *amount < 0.0, says);
        }
        markup.raw("</ul>");
    }
    markup.raw("<div class=\"details-ways\">");
    if let Some(link) = words::letterboxd(card.letterboxd_id, card.tmdb_id) {
        markup.raw("<a class=\"button\" target=\"_blank\" rel=\"noreferrer\" href=\"").text(&link);
        markup.raw("\">").say(Word::SeeOnLetterboxd).raw("</a>");
    }
    for (name, address) in [
        ("TMDB", card.tmdb_id.map(|id| "https://www.themoviedb.org/movie/".to_owned() + &id.to_string())),
        ("IMDb", card.imdb_id.map(|id| ["https://www.imdb.com/title/", &words::imdb(id), "/"].concat())),
    ] {
        if let Some(address) = address {
            markup.raw("<a class=\"button quiet\" target=\"_blank\" rel=\"noreferrer\" href=\"").text(&address);
            markup.raw("\">").raw(name).raw("</a>");
        }
    }
    markup.raw("<button class=\"button quiet\" data-close=\"yes\">").say(Word::Close);
    markup.raw("</button></div></div></div>");
    markup.finish()
}

/// A bar a signal, in proportion to the one that said most; what speaks against the film is grey.
fn voices(markup: &mut Markup, card: &Card) {
    let largest = card.contributions.iter().map(|each| each.amount.abs()).fold(0.1, f32::max);
    for each in &card.contributions {
        let (against, sign) = if each.amount < 0.0 { (true, "−") } else { (false, "+") };
        let says = sign.to_owned() + &words::decimal(each.amount.abs());
        voice(markup, each.signal.as_str(), words::signal(each.signal), each.amount / largest, against, &says);
    }
}

/// One bar: whose, how long (1 is all of it), and in words.
fn voice(markup: &mut Markup, class: &str, name: &str, reach: f32, against: bool, says: &str) {
    markup.raw("<li class=\"").raw(class).raw(if against { " against" } else { "" }).raw("\"><span>").text(name);
    markup
        .raw("</span><svg class=\"voice\" aria-hidden=\"true\"><rect height=\"8\" rx=\"4\" width=\"")
        .number((reach.abs() * 100.0) as u32);
    markup.raw("%\"/></svg><span class=\"number\">").raw(says).raw("</span></li>");
}
