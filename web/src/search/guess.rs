//! What the member would give a film, how sure that is, what it rests on, and why; beside what they gave it.

use crate::film::stars::{likely_stars, predicted_stars};
use crate::language::{Label, fill, say};
use crate::protocol::EstimateView;
use crate::search::state::GUESS;
use crate::settings::posters;
use crate::shared::markup::{Html, Markup, live_html, press_inside};
use crate::shelf::card::reasons;
use crate::store::Store;
use crate::words;
use halfstar_core::estimate::Surety;
use halfstar_session::figures::off_by;
use leptos::prelude::*;

/// The answer, empty while nothing was asked.
pub(crate) fn guess(store: Store) -> impl IntoView {
    let answer = live_html(move || {
        store.search.guess.with(|guess| {
            let Some((film, guess)) = guess else { return Html::default() };
            let mut markup = Markup::default();
            markup.raw("<div class=\"poster\">");
            posters::poster(&mut markup, film, posters::wanted(store));
            markup.raw("</div><div class=\"guess-text\"><h3 tabindex=\"-1\" id=\"").raw(GUESS).raw("\">");
            markup.film(&film.title, film.year).raw("</h3>");
            match guess {
                Some(guess) => told(&mut markup, guess),
                None => drop(markup.raw("<p>").say(Label::NoGuess).raw("</p>")),
            }
            markup.raw("</div>");
            markup.finish()
        })
    });
    let open = press_inside("about", move |film| {
        store.search.find(None);
        store.film.open_in(film);
    });
    view! { <div class="guess" data-testid="guess-answer" aria-live="polite" on:click=open prop:html=answer></div> }
}

fn told(markup: &mut Markup, guess: &EstimateView) {
    predicted_stars(markup, guess.card.predicted_stars);
    let (surety, within) = match guess.surety {
        Surety::Firm => (Label::GuessFirm, Label::WithinFirm),
        Surety::Fair => (Label::GuessFair, Label::WithinFair),
        Surety::Guess => (Label::GuessGuess, Label::WithinGuess),
    };
    markup.raw(" <span class=\"tag\" data-testid=\"surety\">").say(surety).raw("</span>");
    likely_stars(markup, guess.card.likely_stars);
    if guess.is_seen {
        markup.raw("<p class=\"beside\" data-testid=\"beside\">");
        match guess.given {
            Some(given) => {
                markup.raw("<b>").fill(Label::GaveBeside, &[&given.to_string()]).raw("</b> ");
                let words = match off_by(guess.card.predicted_stars, given) {
                    Some(off) => fill(Label::OffBy, &[&words::decimal(off)]),
                    None => say(Label::SpotOn).to_owned(),
                };
                markup.text(&words);
            }
            None => drop(markup.say(Label::SawBeside)),
        }
        markup.raw("</p>");
    }
    let rests = if guess.given.is_some() { Label::RestsOnOthers } else { Label::RestsOn };
    let [own, everyones] = [guess.own_ratings, guess.ratings].map(words::thousands);
    markup
        .raw("<p class=\"faint\">")
        .fill(rests, &[&own, &everyones])
        .raw(" ")
        .say(within)
        .raw("</p><ul class=\"reasons\">");
    for reason in reasons(&guess.card) {
        markup.raw("<li>").text(reason).raw("</li>");
    }
    markup.raw("</ul><button class=\"button quiet small\" data-testid=\"guess-about\" data-about=\"");
    markup.number(guess.card.film.0).raw("\">").say(Label::AllAboutIt).raw("</button>");
}
