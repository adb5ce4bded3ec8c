//! Films for tonight, above the shelf: each with why it is there, and a way to say no, or how it was.

use crate::film::stars::{predicted_stars, rate_inside, slider};
use crate::language::{Label, fill, say};
use crate::protocol::TonightCard;
use crate::settings::posters;
use crate::shared::keyed::{Elements, keyed};
use crate::shared::markup::{Html, Markup, film_in, live, press, press_inside, whether};
use crate::shared::{clock, hooks, intl};
use crate::shelf::card::{Poster, film, reasons};
use crate::shelf::state::Drawn;
use crate::store::Store;
use crate::tonight::state::skip_id;
use crate::words;
use halfstar_core::film::FilmId;
use halfstar_core::tonight::Kind;
use halfstar_session::calendar::iso;
use leptos::prelude::*;

const LIST: &str = "evening";

/// The section. It has its room from the first, so that the shelf below it stays where it is.
pub(crate) fn tonight(store: Store) -> impl IntoView {
    keyed(LIST, Box::new(move |list| cards(store, list)));
    let view = store.tonight.view;
    let day = live(move || {
        // From the first: what is below it stays where it is.
        let day = view.with(|view| view.as_ref().map_or_else(clock::today, |view| view.day));
        fill(Label::TonightIs, &[&intl::day(store.settings.language.get(), &iso(day))])
    });
    let nothing = whether(move || view.with(|view| view.as_ref().is_some_and(|view| view.cards.is_empty())));
    let act = press_inside("tonight", move |act| {
        let Some((act, Some(film))) = act.split_once(' ').map(|(act, film)| (act, film_in(film))) else { return };
        match act {
            "open" => store.film.open(film),
            "skip" => store.tonight.ask(Some(film)),
            "seen" => ask_stars(store, film),
            _ => {
                store.watched_tonight(film);
                store.tonight.asking.set(None);
                hooks::after_paint(move || hooks::focus_unless_held(&open_id(film)));
            }
        }
    });
    view! {
        <section class="tonight" aria-labelledby="tonight-heading" data-testid="tonight" hidden=nothing>
            <div class="tonight-head">
                <h2 id="tonight-heading">{say(Label::Tonight)}</h2>
                <p class="faint">{day}</p>
                <button class="button quiet small" data-testid="pick-one" on:click=press(move || store.draw_film())>{say(Label::PickOne)}</button>
                <button class="button quiet small wide" data-testid="compare-here" on:click=press(move || store.compare_films())>{say(Label::CompareFilms)}</button>
            </div>
            <ul class="evening" id=LIST on:click=act on:input=rate_inside(store) on:change=rate_inside(store)></ul>
            <p class="hidden" role="status">{live(move || store.tonight.said.get())}</p>
        </section>
    }
}

/// How was it? The slider that asks has the focus.
fn ask_stars(store: Store, film: FilmId) {
    let card = store
        .tonight
        .view
        .with_untracked(|view| view.iter().flat_map(|view| &view.cards).find(|card| card.card.film == film).cloned());
    store.tonight.asking.set(card);
    hooks::after_paint(|| hooks::focus_first("#evening input"));
}

fn open_id(film: FilmId) -> String {
    "tonight-".to_owned() + &film.0.to_string()
}

fn cards(store: Store, list: &mut Elements) {
    let (drawn, wanted, asking) = (store.shelf.drawn.get(), posters::wanted(store), store.tonight.asking.get());
    store.tonight.view.with(|view| {
        for it in view.iter().flat_map(|view| &view.cards) {
            let card = &it.card;
            let poster = Poster {
                title: &card.title,
                year: card.year,
                genres: &card.genres,
                file: card.poster.as_deref().filter(|_| wanted),
                is_time: drawn >= Drawn::Posters,
            };
            // What is slid to is not drawn anew under the hand, whatever follows from it.
            let asked = asking.as_ref().filter(|asked| asked.card.film == card.film);
            film(list, card.film, ["offer", "offer"], &poster, says(asked.unwrap_or(it), asked.is_some()), None);
        }
    });
}

/// What a card says, and asks.
fn says(it: &TonightCard, is_asked: bool) -> Html {
    let TonightCard { kind, card, is_seen, rating } = it;
    let mut markup = Markup::default();
    let (name, class) = name(*kind);
    markup.raw("<p class=\"kind ").raw(class).raw("\" data-testid=\"kind\">").say(name);
    markup.raw("</p><h3><button class=\"open\" aria-haspopup=\"dialog\" id=\"").text(&open_id(card.film));
    button(markup.raw("\" "), "open", card.film);
    markup.film(&card.title, card.year).raw("</button></h3>");
    predicted_stars(&mut markup, card.predicted_stars);
    let directors = card.directors.first().cloned().unwrap_or_default();
    let runtime = card.runtime.map(words::runtime).unwrap_or_default();
    markup.raw("<p class=\"meta\">").text(&words::dotted(&[runtime, directors])).raw("</p>");
    markup.raw("<p class=\"reason\">").text(reasons(card)[0]).raw("</p><div class=\"offer-ways\">");
    if is_asked {
        slider(&mut markup, card.film, &card.title, *rating);
        markup.raw("<button class=\"link\" data-testid=\"tonight-done\" ");
        button(&mut markup, "done", card.film);
        markup.say(Label::Done).raw("</button>");
    } else if *is_seen {
        match rating {
            Some(rating) => markup.raw("<span class=\"given\">").fill(Label::YouGaveIt, &[&rating.to_string()]),
            None => markup.raw("<span class=\"given\">").say(Label::YouWatchedIt),
        };
        markup.raw("</span>");
        named(&mut markup, "seen", card.film, Label::ChangeStars, &fill(Label::ChangeStarsOf, &[&card.title]));
    } else {
        markup
            .raw("<button class=\"link\" data-testid=\"tonight-skip\" id=\"")
            .text(&skip_id(card.film))
            .raw("\" aria-label=\"");
        markup.fill(Label::SkipFilm, &[&card.title]).raw("\" ");
        button(&mut markup, "skip", card.film);
        markup.say(Label::Skip).raw("</button>");
        named(&mut markup, "seen", card.film, Label::WatchedIt, &fill(Label::WatchedFilm, &[&card.title]));
    }
    markup.raw("</div>");
    markup.finish()
}

/// The end of a button's tag: what it does, with which film.
fn button(markup: &mut Markup, act: &'static str, film: FilmId) {
    markup.raw("data-tonight=\"").raw(act).raw(" ").number(film.0).raw("\">");
}

/// A button whose words say less than its name.
fn named(markup: &mut Markup, act: &'static str, film: FilmId, says: Label, name: &str) {
    markup.raw("<button class=\"link\" data-testid=\"tonight-").raw(act).raw("\" aria-label=\"").text(name).raw("\" ");
    button(markup, act, film);
    markup.say(says).raw("</button>");
}

/// Why a film is offered, in a word, and the class of its colour.
fn name(kind: Kind) -> (Label, &'static str) {
    match kind {
        Kind::Safe => (Label::KindSafe, "safe"),
        Kind::Gem => (Label::KindGem, "gem"),
        Kind::Short => (Label::KindShort, "short"),
        Kind::Wanted => (Label::KindWanted, "listed"),
        Kind::Older => (Label::KindOlder, "older"),
        Kind::Next => (Label::KindNext, "next"),
    }
}
