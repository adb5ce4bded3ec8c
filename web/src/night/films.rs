//! Films for all of them, with what each is to whom.

use crate::filters::left_out;
use crate::language::{Label, fill, say};
use crate::night::people::{avatar, colour, id_at, name};
use crate::protocol::{FilmSummary, Guest, NightCard, NightView};
use crate::settings::posters;
use crate::shared::field::Field;
use crate::shared::keyed::{Elements, keyed};
use crate::shared::markup::{Html, Markup, live_html, part, press, press_inside, repeated, whether};
use crate::shelf::card::{Poster, by_and_of, film, part_of};
use crate::store::Store;
use crate::words;
use halfstar_core::film::Stars;
use halfstar_core::filters::Filters;
use halfstar_core::together::{Match, Seen};
use halfstar_session::figures::{least_keen, with_the_member};
use halfstar_session::ranking::{has_more, longer};
use leptos::prelude::*;

/// Nothing yet, nothing left, or films.
pub(crate) fn films(store: Store, limit: Field<u32>) -> AnyView {
    let night = store.night.films;
    let is_there = Memo::new(move |_| night.with(Option::is_some));
    let any = Memo::new(move |_| night.with(|night| night.iter().any(|night| !night.cards.is_empty())));
    let main = part(move || {
        Some(match (is_there.get(), any.get()) {
            (false, _) => skeleton(),
            (true, false) => nothing_left(store),
            (true, true) => list(store, limit),
        })
    });
    view! { <section class="films" aria-label=say(Label::FilmsForAll)>{main}</section> }.into_any()
}

/// How many films there are, for eyes and ears.
pub(crate) fn count(night: Option<&NightView>) -> String {
    match night {
        None => say(Label::Planning).to_owned(),
        Some(night) if night.cards.is_empty() => say(Label::NoFilmFits).to_owned(),
        Some(night) => {
            let shown = words::thousands(night.cards.len() as u32);
            let people = with_the_member(night.guests.len()).to_string();
            fill(Label::NightCount, &[&shown, &words::thousands(night.candidates), &people])
        }
    }
}

fn skeleton() -> AnyView {
    let blanks = repeated("<li class=\"proposal blank\"><div class=\"poster\"></div><div><i></i><i></i></div></li>", 6);
    view! { <ul class="proposals" aria-hidden="true" prop:html=blanks.still()></ul> }.into_any()
}

const FILMS: &str = "night-films";

fn list(store: Store, limit: Field<u32>) -> AnyView {
    let night = store.night.films;
    keyed(FILMS, Box::new(move |list| proposals(store, list)));
    let open = press_inside("film", move |id| store.film.open_in(id));
    let has_more = whether(move || {
        night.with(|night| night.as_ref().is_some_and(|night| has_more(night.cards.len(), night.candidates)))
    });
    view! {
        <p class="faint legend">{say(Label::NightLegend)}</p>
        <ol class="proposals" id=FILMS data-testid="night-films" on:click=open></ol>
        <button
            class="button more-films"
            data-testid="night-more"
            hidden=whether(move || !has_more.get())
            on:click=press(move || limit.update(|limit| *limit = longer(*limit)))
        >
            {say(Label::ShowMore)}
        </button>
    }
    .into_any()
}

fn proposals(store: Store, list: &mut Elements) {
    let wanted = posters::wanted(store);
    store.night.films.with(|night| {
        let Some(night) = night else { return };
        for card in &night.cards {
            let summary = &card.film;
            let poster = Poster {
                title: &summary.title,
                year: summary.year,
                genres: &summary.genres,
                file: summary.poster.as_deref().filter(|_| wanted),
                is_time: true,
            };
            film(list, summary.film, ["proposal", "night-film"], &poster, says(card, &night.guests), None);
        }
    });
}

fn says(card: &NightCard, guests: &[Guest]) -> Html {
    let film = &card.film;
    let mut markup = Markup::default();
    markup.raw("<h2><button class=\"open\" aria-haspopup=\"dialog\" data-film=\"").number(film.film.0).raw("\">");
    markup.film(&film.title, film.year).raw("</button></h2>");
    part_of(&mut markup, card.part_of.as_deref());
    facts(&mut markup, film, &card.members, guests);
    markup.finish()
}

/// All that stands under the title.
pub(crate) fn facts(markup: &mut Markup, film: &FilmSummary, members: &[Match], guests: &[Guest]) {
    by_and_of(markup, &film.directors, film.runtime, &film.genres);
    markup.raw("<ul class=\"each\">");
    for (place, to) in members.iter().enumerate() {
        one(markup, &colour(id_at(guests, place)), &name(guests, place), to);
    }
    markup.raw("</ul>");
    notes(markup, members, guests);
}

/// A member's stars, and a bar as long as the film stands high; one phrase for a screen reader.
fn one(markup: &mut Markup, colour: &str, name: &str, to: &Match) {
    markup.raw("<li class=\"").text(colour).raw("\" data-testid=\"night-liking\"><span class=\"hidden\">");
    let given = to.rating.map(Stars::stars);
    let phrase = match (to.seen, given) {
        (true, Some(given)) => fill(Label::GaveEach, &[name, &words::decimal(given)]),
        (true, None) => fill(Label::SawEach, &[name]),
        _ => fill(Label::WouldGiveEach, &[name, &words::decimal(to.predicted_stars), &words::thousands(to.place)]),
    };
    markup.text(&phrase).raw("</span>");
    avatar(markup, name);
    markup.raw("<span class=\"who\" aria-hidden=\"true\">").text(name);
    markup.raw("</span>").bar(to.liking).raw("<span class=\"number\" aria-hidden=\"true\">");
    match (to.seen, given) {
        (true, Some(given)) => markup.text(&words::stars(given)),
        (true, None) => markup.say(Label::SeenShort),
        _ => markup.raw("★ ").text(&words::decimal(to.predicted_stars)),
    };
    markup.raw("</span></li>");
}

/// Whose watchlist it is on, who has seen it, whom it says least.
fn notes(markup: &mut Markup, members: &[Match], guests: &[Guest]) {
    let who = |says: &dyn Fn(&Match) -> bool| {
        let named = members.iter().enumerate().filter(|(_, to)| says(to)).map(|(place, _)| name(guests, place));
        named.collect::<Vec<_>>().join(", ")
    };
    let mut note = |word: Label, arguments: &[&str]| {
        markup.raw("<p class=\"note\">");
        if word == Label::OnWatchlistOf {
            markup.raw("<span class=\"wanted\" aria-hidden=\"true\"></span>");
        }
        markup.text(&fill(word, arguments)).raw("</p>");
    };
    for (word, names) in [(Label::OnWatchlistOf, who(&|to| to.wanted)), (Label::SeenBy, who(&|to| to.seen))] {
        if !names.is_empty() {
            note(word, &[&names]);
        }
    }
    if let Some((place, to)) = least_keen(members).and_then(|place| Some((place, members.get(place)?))) {
        note(Label::LeastKeen, &[&name(guests, place), &words::thousands(to.place)]);
    }
}

/// Which filter keeps how many films away, and what else would help.
fn nothing_left(store: Store) -> AnyView {
    let (night, agreement) = (store.night.films, store.night.agreement);
    let rows = live_html(move || {
        let brings_back = night.with(|night| night.as_ref().map(|night| night.brings_back).unwrap_or_default());
        left_out::rows(store, &brings_back)
    });
    let hides_seen = whether(move || {
        let some = night.with(|night| night.as_ref().is_some_and(|night| night.seen_by_some > 0));
        some && agreement.with(|agreement| agreement.seen == Seen::Nobody)
    });
    let let_in = press(move || agreement.update(|agreement| agreement.seen = Seen::SomeMay));
    let clear = press(move || store.set_request(&|request| request.filters = Filters::default()));
    view! {
        <div class="nothing" data-testid="nothing-for-all">
            <h2>{say(Label::NothingForAll)}</h2>
            <p>{say(Label::NothingForAllHint)}</p>
            <ul on:click=left_out::lift(store) prop:html=rows></ul>
            <div class="chips">
                <button class="button quiet" hidden=whether(move || !hides_seen.get()) on:click=let_in>{say(Label::SeenBySome)}</button>
                <button class="button" on:click=clear>{say(Label::ClearAllFilters)}</button>
            </div>
        </div>
    }
    .into_any()
}
