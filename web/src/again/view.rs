//! Films to watch again: what the member gave them, and when they last said something of them.

use crate::language::{Label, fill, say};
use crate::protocol::AgainCard;
use crate::settings::posters;
use crate::shared::keyed::{Elements, keyed};
use crate::shared::markup::{Html, Markup, press_inside};
use crate::shelf::card::{Poster, by_and_of, film};
use crate::store::Store;
use crate::words;
use leptos::prelude::*;

const FILMS: &str = "again";

/// The films, as a shelf.
pub(crate) fn films(store: Store, rows: RwSignal<bool>) -> AnyView {
    keyed(FILMS, Box::new(move |list| cards(store, list)));
    let open = press_inside("film", move |id| store.film.open_in(id));
    view! { <ul class="grid" class=("rows-view", rows) id=FILMS data-testid="again" on:click=open></ul> }.into_any()
}

/// How many there are, for eyes and ears.
pub(crate) fn count(store: Store) -> String {
    fill(Label::AgainCount, &[&words::thousands(store.again.films.with(Vec::len) as u32)])
}

fn cards(store: Store, list: &mut Elements) {
    let wanted = posters::wanted(store);
    store.again.films.with(|films| {
        for it in films {
            let poster = Poster {
                title: &it.film.title,
                year: it.film.year,
                genres: &it.film.genres,
                file: it.film.poster.as_deref().filter(|_| wanted),
                is_time: true,
            };
            film(list, it.film.film, ["pick", "again-film"], &poster, says(it), None);
        }
    });
}

fn says(AgainCard { film, day }: &AgainCard) -> Html {
    let mut markup = Markup::default();
    markup.raw("<h2><button class=\"open\" aria-haspopup=\"dialog\" data-film=\"").number(film.film.0).raw("\">");
    markup.film(&film.title, film.year).raw("</button></h2>");
    match film.rating {
        Some(rating) => {
            let [glyphs, number] = [words::stars(rating.stars()), words::decimal(rating.stars())];
            markup.raw("<p class=\"stars\" role=\"img\" aria-label=\"").fill(Label::YouGaveStars, &[&number]);
            markup.raw("\"><span class=\"glyphs\">").text(&glyphs).raw("</span></p>");
        }
        None => drop(markup.raw("<p class=\"stars\">").say(Label::YouLovedIt).raw("</p>")),
    }
    by_and_of(&mut markup, &film.directors, film.runtime, &film.genres);
    let last = match day {
        Some(day) => fill(Label::LastLogged, &[&day.date().0.to_string()]),
        None => say(Label::LoggedOnce).to_owned(),
    };
    markup.raw("<p class=\"reason\" data-testid=\"last-seen\">").text(&last).raw("</p>");
    markup.finish()
}
