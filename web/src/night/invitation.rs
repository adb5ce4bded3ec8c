//! Before anybody has joined for a night.

use crate::import::input::guest_input;
use crate::language::{Label, say};
use crate::night::films::facts;
use crate::night::people::{made_up, news};
use crate::protocol::{FilmSummary, Guest, GuestId};
use crate::settings::posters;
use crate::shared::markup::{Html, Markup, YES, export, underlined};
use crate::store::Store;
use halfstar_core::film::FilmId;
use halfstar_core::together::Match;
use leptos::prelude::*;

/// What this is for, and where to begin.
pub(crate) fn invitation(store: Store) -> AnyView {
    let choose = underlined(Label::AddGuestsHint, Label::OrChooseFile);
    let mut how = Markup::default();
    how.fill_html(Label::NightHow, &[export()]);
    view! {
        <div class="invitation">
            <div>
            <p class="lead">{say(Label::NightLead)}</p>
            <label class="drop" data-testid="guest-zone">
                {guest_input(store)}
                <span class="drop-icon" aria-hidden=YES></span>
                <strong>{say(Label::AddGuests)}</strong>
                <span prop:html=choose.still()></span>
            </label>
            <div class="or">{made_up(store, "button")}{news(store)}</div>
            <p class="faint" prop:html=how.finish().still()></p>
            <p class="faint">{say(Label::NightPrivate)}</p>
            </div>
            <div class="proposal example" aria-hidden="true" prop:html=example().still()></div>
        </div>
    }
    .into_any()
}

/// What a night looks like, for whoever has not seen one.
fn example() -> Html {
    let card = |name: &str, id| Guest { id: GuestId(id), name: name.to_owned(), films: 0, rated: 0 };
    let to = |liking, predicted_stars, wanted| Match {
        liking,
        place: 0,
        predicted_stars,
        seen: false,
        rating: None,
        wanted,
    };
    let film = FilmSummary {
        film: FilmId(0),
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
