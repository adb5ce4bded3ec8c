//! A film on the shelf.

use crate::film::stars::predicted_stars;
use crate::language::{self, Label, say};
use crate::protocol::{Card, ShelfView};
use crate::settings::posters;
use crate::shared::keyed::element_id;
use crate::shared::markup::{Html, Markup, kept_html, live_html};
use crate::store::Store;
use crate::words;
use halfstar_core::film::FilmId;
use leptos::prelude::*;

/// One film, by its number. Its poster is drawn once, when `is_time`; its words follow the shelf.
pub(crate) fn pick(store: Store, film: FilmId, is_time: Memo<bool>) -> AnyView {
    let (title, year, genres) = store.shelf.view.with_untracked(|shelf| {
        find(shelf, film).map(|card| (card.title.clone(), card.year, card.genres.clone())).unwrap_or_default()
    });
    let name = title.clone();
    // Empty without one.
    let file = Memo::new(move |_| {
        let file = || store.shelf.view.with(|shelf| find(shelf, film).and_then(|card| card.poster.clone()));
        posters::wanted(store).then(file).flatten().unwrap_or_default()
    });
    let poster = live_html(move || {
        let mut markup = Markup::default();
        if is_time.get() {
            file.with(|file| {
                let file = Some(file.as_str()).filter(|file| !file.is_empty());
                posters::draw(&mut markup, &name, year, &genres, file);
            });
        }
        markup.finish()
    });
    // Between two shelves a card may outlive its film for a moment: it then keeps what it said.
    let words = kept_html(move || store.shelf.view.with(|shelf| find(shelf, film).map(says)));
    view! {
        <li class="pick" id=element_id(FILM, film.0) data-testid="pick" data-film-title=title>
            <div class="poster" prop:innerHTML=poster></div>
            <div class="words" prop:innerHTML=words></div>
        </li>
    }
    .into_any()
}

/// What elements of films are called; see [`element_id`].
pub(crate) const FILM: &str = "film";

/// A film's card on a shelf.
pub(crate) fn find(shelf: &Option<ShelfView>, film: FilmId) -> Option<&Card> {
    shelf.as_ref()?.cards.iter().find(|card| card.film == film)
}

/// The first reason, or what to say when no one film is to blame.
pub(crate) fn reasons(card: &Card) -> Vec<&str> {
    let mut reasons: Vec<&str> = card.sentences.iter().map(String::as_str).collect();
    if reasons.is_empty() {
        reasons.push(say(Label::CloseToTaste));
    }
    reasons
}

/// Two short lines: whom it is by, and what kind of film it is.
pub(crate) fn by_and_of(markup: &mut Markup, directors: &[String], runtime: Option<u16>, genres: &[String]) {
    let runtime = runtime.map(words::runtime).unwrap_or_default();
    let genres = words::genres(&genres[..genres.len().min(2)]);
    markup.raw("<p class=\"meta\">").text(&directors.join(", "));
    markup.raw("</p><p class=\"meta\">").text(&words::dotted(&[runtime, genres])).raw("</p>");
}

fn says(card: &Card) -> Html {
    let mut markup = Markup::default();
    markup.raw("<h2><button class=\"open\" aria-haspopup=\"dialog\" data-film=\"").number(card.film.0).raw("\">");
    markup.film(&card.title, card.year).raw("</button></h2>");
    predicted_stars(&mut markup, card.predicted_stars);
    if card.on_watchlist {
        let says = language::words().say(halfstar_core::words::Phrase::OnYourWatchlist);
        markup.raw("<span class=\"wanted\"><span class=\"hidden\">").text(says).raw("</span></span>");
    }
    by_and_of(&mut markup, &card.directors, card.runtime, &card.genres);
    markup.raw("<p class=\"reason\" data-testid=\"reason\">").text(reasons(card)[0]).raw("</p>");
    markup.finish()
}
