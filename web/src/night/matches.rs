//! Taste match: how alike the member and each guest are, what they agree on, and what not.

use crate::language::{self, Label, fill};
use crate::night::people::{avatar, colour, id_at, name};
use crate::protocol::PairsView;
use crate::shared::markup::{Markup, live_html, press_inside};
use crate::store::Store;
use crate::words;
use halfstar_core::together::{Affinity, Both};
use halfstar_session::figures::percent;
use leptos::prelude::*;

/// A card for the member with each guest, and for every two guests. Nothing is said of two who share too little.
pub(crate) fn matches(store: Store) -> AnyView {
    let cards = live_html(move || {
        let mut markup = Markup::default();
        store.night.pairs.with(|view| view.iter().for_each(|view| section(&mut markup, view)));
        markup.finish()
    });
    let open = press_inside("film", move |film| store.film.open_in(film));
    view! { <div class="taste-match" on:click=open prop:html=cards></div> }.into_any()
}

fn section(markup: &mut Markup, view: &PairsView) {
    if view.pairs.is_empty() {
        return;
    }
    markup.raw("<section class=\"matches\" aria-labelledby=\"matches\" data-testid=\"matches\"><h2 class=\"section\" id=\"matches\">");
    markup.say(Label::TasteMatch).raw("</h2><p class=\"faint\">").say(Label::TasteMatchHint).raw("</p>");
    // Where many are there, what they agree on is a press away.
    let unfolded = view.guests.len() <= 2;
    for (class, of_host) in [("<ul class=\"pairs\">", true), ("<ul class=\"pairs others\">", false)] {
        markup.raw(class);
        for pair in view.pairs.iter().filter(|pair| (pair.places[0] == 0) == of_host) {
            card(markup, view, pair, unfolded && of_host);
        }
        markup.raw("</ul>");
    }
    markup.raw("</section>");
}

fn card(markup: &mut Markup, view: &PairsView, affinity: &Affinity, unfolded: bool) {
    let names = affinity.places.map(|place| name(&view.guests, place as usize));
    let colours = affinity.places.map(|place| colour(id_at(&view.guests, place as usize)));
    markup.raw("<li data-testid=\"pair\"><details").raw(if unfolded { " open" } else { "" }).raw("><summary>");
    for (name, colour) in names.iter().zip(&colours) {
        markup.raw("<span class=\"").text(colour).raw("\">");
        avatar(markup, name);
        markup.raw("</span>");
    }
    let share = percent(affinity.share).to_string();
    markup.raw("<span class=\"two\"><b>").fill(Label::AndOther, &[&names[0], &names[1]]).raw("</b><small>");
    markup.fill(Label::RestsOnShared, &[&words::thousands(affinity.shared)]);
    markup.raw("</small></span><strong data-testid=\"match\">").fill(Label::Percent, &[&share]).raw("</strong>");
    markup.raw("</summary>").bar(affinity.share).raw("<dl>");
    films(markup, view, Label::BothLove, &affinity.loved, None);
    let genres = affinity.genres.iter().map(|name| language::words().genre(name).to_owned());
    let favoured: Vec<String> = affinity.directors.iter().cloned().chain(genres).collect();
    if !favoured.is_empty() {
        markup.raw("<dt>").say(Label::BothFavour).raw("</dt><dd>").text(&favoured.join(", ")).raw("</dd>");
    }
    films(markup, view, Label::DifferOn, &affinity.apart, Some(&names));
    markup.raw("</dl></details></li>");
}

/// Films in a row; where they differ, each with what either gave it.
fn films(markup: &mut Markup, view: &PairsView, label: Label, films: &[Both], names: Option<&[String; 2]>) {
    if films.is_empty() {
        return;
    }
    markup.raw("<dt>").say(label).raw("</dt>");
    for both in films {
        let Some((film, title, year)) = view.titles.iter().find(|(film, ..)| *film == both.film) else { continue };
        markup.raw("<dd><button class=\"link film\" aria-haspopup=\"dialog\" data-film=\"").number(film.0).raw("\">");
        markup.film(title, *year).raw("</button>");
        if let Some(names) = names {
            let given = names
                .iter()
                .zip(both.ratings)
                .map(|(name, rating)| fill(Label::GaveStars, &[name, &rating.to_string()]));
            markup.raw(" <span class=\"faint\">").text(&words::dotted(&given.collect::<Vec<_>>())).raw("</span>");
        }
        markup.raw("</dd>");
    }
}
