//! Films for all of them, with what each is to whom.

use super::people::{avatar, colour, name};
use crate::components::card::{FILM, by_and_of};
use crate::components::keyed::{element_id, keyed};
use crate::components::left_out;
use crate::components::markup::{Markup, live, part, press, press_inside, turn, whether};
use crate::components::{posters, words};
use crate::language::{Word, fill, say};
use crate::protocol::{Candidate, Guest, NightCard, NightView};
use crate::state::Store;
use crate::steps::{MORE, MOST};
use halfstar_core::film::Stars;
use halfstar_core::filters::Filters;
use halfstar_core::together::{Match, Seen};
use leptos::prelude::*;
use std::sync::Arc;

/// Nothing yet, nothing left, or films.
pub(crate) fn films(store: Store, limit: RwSignal<u32>) -> AnyView {
    let night = store.asides.night;
    let any = Memo::new(move |_| night.with(|night| night.as_ref().map(|night| !night.cards.is_empty())));
    let main = part(move || {
        Some(match any.get() {
            None => skeleton(),
            Some(false) => nothing_left(store),
            Some(true) => list(store, limit),
        })
    });
    view! { <section class="films" aria-label=say(Word::FilmsForAll)>{main}</section> }.into_any()
}

/// How many films there are, for eyes and ears.
pub(crate) fn count(night: Option<&NightView>) -> String {
    match night {
        None => say(Word::Planning).to_owned(),
        Some(night) if night.cards.is_empty() => say(Word::NoFilmFits).to_owned(),
        Some(night) => {
            let shown = words::thousands(night.cards.len() as u32);
            let people = (night.guests.len() + 1).to_string();
            fill(Word::NightCount, &[&shown, &words::thousands(night.candidates), &people])
        }
    }
}

/// What a night looks like, for whoever has not seen one.
pub(crate) fn example() -> String {
    let card = |name: &str, seat| Guest { seat, name: name.to_owned(), films: 0, rated: 0 };
    let to = |liking, predicted_stars, wanted| Match {
        liking,
        place: 0,
        predicted_stars,
        seen: false,
        rating: None,
        wanted,
    };
    let film = Candidate {
        film: 0,
        title: "Before Sunrise".to_owned(),
        year: Some(1995),
        directors: vec!["Richard Linklater".to_owned()],
        genres: vec!["Romance".to_owned(), "Drama".to_owned()],
        runtime: Some(101),
        poster: None,
        rating: None,
    };
    let mut markup = Markup::default();
    markup.raw("<div class=\"poster\">");
    posters::poster(&mut markup, &film, false);
    markup.raw("</div><div class=\"words\"><h2><span class=\"open\">").film(&film.title, film.year);
    markup.raw("</span></h2>");
    let members = [to(0.95, 4.6, false), to(0.85, 4.4, true), to(0.8, 4.2, false)];
    facts(&mut markup, &film, &members, &[card("Anna", 1), card("Ben", 2)]);
    markup.raw("</div>");
    markup.finish()
}

fn skeleton() -> AnyView {
    let blanks = "<li class=\"proposal blank\"><div class=\"poster\"></div><div><i></i><i></i></div></li>".repeat(6);
    view! { <ul class="proposals" aria-hidden="true" inner_html=blanks></ul> }.into_any()
}

fn list(store: Store, limit: RwSignal<u32>) -> AnyView {
    let night = store.asides.night;
    let ids = Memo::new(move |_| {
        night.with(|night| night.iter().flat_map(|night| &night.cards).map(|card| card.film.film).collect::<Vec<_>>())
    });
    let open = press_inside("film", move |id| store.open_film(id.parse().ok()));
    let has_more = whether(move || {
        night.with(|night| night.as_ref().is_some_and(|night| (night.cards.len() as u32) < night.candidates.min(MOST)))
    });
    view! {
        <p class="faint legend">{say(Word::NightLegend)}</p>
        <ol class="proposals" data-testid="night-films" on:click=open>
            {keyed(FILM, ids.into(), Arc::new(move |film| proposal(store, film)))}
        </ol>
        <button
            class="button more-films"
            data-testid="night-more"
            hidden=whether(move || !has_more.get())
            on:click=press(move || limit.update(|limit| *limit += MORE))
        >
            {say(Word::ShowMore)}
        </button>
    }
    .into_any()
}

fn proposal(store: Store, film: u32) -> AnyView {
    let night = store.asides.night;
    let find =
        move |night: &Option<NightView>| night.as_ref()?.cards.iter().find(|card| card.film.film == film).cloned();
    let title = night.with_untracked(find).map(|card| card.film.title).unwrap_or_default();
    let poster = Memo::new(move |last: Option<&String>| {
        let wanted = posters::wanted(store);
        let Some(card) = night.with(find) else { return last.cloned().unwrap_or_default() };
        let mut markup = Markup::default();
        posters::poster(&mut markup, &card.film, wanted);
        markup.finish()
    });
    // Between two nights a card may outlive its film for a moment: it then keeps what it said.
    let says = Memo::new(move |last: Option<&String>| {
        let guests = night.with(|night| night.as_ref().map(|night| night.guests.clone()).unwrap_or_default());
        night.with(find).map(|card| says(&card, &guests)).or_else(|| last.cloned()).unwrap_or_default()
    });
    let (poster, says): (Signal<String>, Signal<String>) = (poster.into(), says.into());
    view! {
        <li class="proposal" id=element_id(FILM, film) data-testid="night-film" data-film-title=title>
            <div class="poster" inner_html=poster></div>
            <div class="words" inner_html=says></div>
        </li>
    }
    .into_any()
}

fn says(card: &NightCard, guests: &[Guest]) -> String {
    let film = &card.film;
    let mut markup = Markup::default();
    markup.raw("<h2><button class=\"open\" aria-haspopup=\"dialog\" data-film=\"").number(film.film).raw("\">");
    markup.film(&film.title, film.year).raw("</button></h2>");
    facts(&mut markup, film, &card.members, guests);
    markup.finish()
}

/// All that stands under the title.
fn facts(markup: &mut Markup, film: &Candidate, members: &[Match], guests: &[Guest]) {
    by_and_of(markup, &film.directors, film.runtime, &film.genres);
    markup.raw("<ul class=\"each\">");
    for (place, to) in members.iter().enumerate() {
        let seat = place.checked_sub(1).and_then(|place| guests.get(place)).map_or(0, |guest| guest.seat);
        one(markup, seat, &name(guests, place), to);
    }
    markup.raw("</ul>");
    notes(markup, members, guests);
}

/// A member's stars, and a bar as long as the film stands high; one phrase for a screen reader.
fn one(markup: &mut Markup, seat: u32, name: &str, to: &Match) {
    markup.raw("<li class=\"").raw(&colour(seat)).raw("\" data-testid=\"night-liking\"><span class=\"hidden\">");
    let given = to.rating.map(Stars::stars);
    let phrase = match (to.seen, given) {
        (true, Some(given)) => fill(Word::GaveEach, &[name, &words::decimal(given)]),
        (true, None) => fill(Word::SawEach, &[name]),
        _ => fill(Word::WouldGiveEach, &[name, &words::decimal(to.predicted_stars), &words::thousands(to.place)]),
    };
    markup.text(&phrase).raw("</span>");
    avatar(markup, name);
    markup.raw("<span class=\"who\" aria-hidden=\"true\">").text(name);
    markup.raw("</span>").bar(to.liking).raw("<span class=\"number\" aria-hidden=\"true\">");
    match (to.seen, given) {
        (true, Some(given)) => markup.raw(&words::stars(given)),
        (true, None) => markup.say(Word::SeenShort),
        _ => markup.raw("★ ").raw(&words::decimal(to.predicted_stars)),
    };
    markup.raw("</span></li>");
}

/// Whoever likes a film by so much less than somebody else is named.
const APART: f32 = 0.15;

/// Whose watchlist it is on, who has seen it, whom it says least.
fn notes(markup: &mut Markup, members: &[Match], guests: &[Guest]) {
    let who = |says: &dyn Fn(&Match) -> bool| {
        let named = members.iter().enumerate().filter(|(_, to)| says(to)).map(|(place, _)| name(guests, place));
        named.collect::<Vec<_>>().join(", ")
    };
    let mut note = |word: Word, arguments: &[&str]| {
        markup.raw("<p class=\"note\">");
        if word == Word::OnWatchlistOf {
            markup.raw("<span class=\"wanted\" aria-hidden=\"true\"></span>");
        }
        markup.text(&fill(word, arguments)).raw("</p>");
    };
    for (word, names) in [(Word::OnWatchlistOf, who(&|to| to.wanted)), (Word::SeenBy, who(&|to| to.seen))] {
        if !names.is_empty() {
            note(word, &[&names]);
        }
    }
    let likings = || members.iter().enumerate().filter(|(_, to)| !to.seen);
    let least = likings().reduce(|least, next| if next.1.liking < least.1.liking { next } else { least });
    if let Some((place, to)) = least.filter(|(_, least)| members.iter().any(|to| to.liking > least.liking + APART)) {
        note(Word::LeastKeen, &[&name(guests, place), &words::thousands(to.place)]);
    }
}

/// Which filter keeps how many films away, and what else would help.
fn nothing_left(store: Store) -> AnyView {
    let (night, agreement) = (store.asides.night, store.asides.agreement);
    let rows = live(move || {
        let left_out = night.with(|night| night.as_ref().map(|night| night.left_out).unwrap_or_default());
        left_out::rows(store, &left_out)
    });
    let hides_seen = whether(move || {
        let some = night.with(|night| night.as_ref().is_some_and(|night| night.seen_by_some > 0));
        some && agreement.with(|agreement| agreement.seen == Seen::Nobody)
    });
    let let_in = press(move || agreement.update(|agreement| agreement.seen = Seen::SomeMay));
    let clear = press(move || turn(store, &|request| request.filters = Filters::default()));
    view! {
        <div class="nothing" data-testid="nothing-for-all">
            <h2>{say(Word::NothingForAll)}</h2>
            <p>{say(Word::NothingForAllHint)}</p>
            <ul on:click=left_out::lift(store) inner_html=rows></ul>
            <div class="chips">
                <button class="button quiet" hidden=whether(move || !hides_seen.get()) on:click=let_in>{say(Word::SeenBySome)}</button>
                <button class="button" on:click=clear>{say(Word::ClearAllFilters)}</button>
            </div>
        </div>
    }
    .into_any()
}
