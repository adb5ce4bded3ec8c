//! Ratings: predicted ones, and the member's own to give.

use super::markup::Markup;
use super::words;
use crate::language::{Word, fill, say};
use crate::state::Store;
use halfstar_core::film::Stars;
use halfstar_core::remarks::Says;
use leptos::ev::Event;
use leptos::wasm_bindgen::JsCast;

/// Stars and a number; one phrase for a screen reader.
pub(crate) fn predicted_stars(markup: &mut Markup, stars: f32) {
    let number = words::decimal(stars);
    markup.raw("<p class=\"stars\" data-testid=\"stars\" role=\"img\" aria-label=\"");
    markup.fill(Word::WouldGive, &[&number]).raw("\"><span class=\"glyphs\">").raw(&words::stars(stars));
    markup.raw("</span> <span class=\"number\">").raw(&number).raw("</span></p>");
}

/// Five stars to slide over, by half stars; at none there is no rating. A slider is at home under thumb, mouse and keys.
pub(crate) fn slider(markup: &mut Markup, film: u32, title: &str, rating: Option<Stars>) {
    let halves = rating.map_or(0, Stars::halves);
    markup.raw("<span class=\"rate\"><input type=\"range\" min=\"0\" max=\"10\" data-testid=\"rate\" data-film=\"");
    markup.number(film).raw("\" value=\"").number(halves.into()).raw("\" data-halves=\"").number(halves.into());
    markup.raw("\" aria-label=\"").text(&fill(Word::YourRating, &[title])).raw("\" aria-valuetext=\"");
    markup.raw(&spoken(halves)).raw("\"></span>");
}

/// For what holds sliders: shows what is slid to, and rates where it is let go.
pub(crate) fn rate_inside(store: Store) -> Box<dyn FnMut(Event)> {
    Box::new(move |event| {
        let slider = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        let film = slider.as_ref().and_then(|slider| slider.get_attribute("data-film")?.parse::<u32>().ok());
        let (Some(slider), Some(film)) = (slider, film) else { return };
        let halves = slider.value().parse().unwrap_or(0);
        for (name, value) in [("data-halves", halves.to_string()), ("aria-valuetext", spoken(halves))] {
            // Refused only for names that are no names.
            let _ = slider.set_attribute(name, &value);
        }
        if event.type_() == "change" {
            store.remark(film, Stars::from_halves(halves).map(Says::Rated));
        }
    })
}

fn spoken(halves: u8) -> String {
    if halves == 0 {
        return say(Word::NoRating).to_owned();
    }
    fill(Word::OfFiveStars, &[&words::decimal(f32::from(halves) / 2.0)])
}
