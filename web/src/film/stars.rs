//! Ratings: predicted ones, and the member's own to give.

use crate::language::{Label, fill, say};
use crate::shared::markup::{Markup, film_in};
use crate::store::Store;
use crate::words;
use halfstar_core::film::{FilmId, Stars};
use halfstar_core::remarks::Says;
use leptos::ev::Event;
use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;

/// Stars and a number; one phrase for a screen reader.
pub(crate) fn predicted_stars(markup: &mut Markup, stars: f32) {
    let number = words::decimal(stars);
    markup.raw("<p class=\"stars\" data-testid=\"stars\" role=\"img\" aria-label=\"");
    markup.fill(Label::WouldGive, &[&number]).raw("\"><span class=\"glyphs\">").text(&words::stars(stars));
    markup.raw("</span> <span class=\"number\">").text(&number).raw("</span></p>");
}

/// How sure that is, in a line.
pub(crate) fn likely_stars(markup: &mut Markup, likely: Option<[Stars; 2]>) {
    if let Some(ends) = likely {
        let [low, high] = ends.map(|stars| stars.to_string());
        markup.raw("<p class=\"meta\" data-testid=\"likely\">").fill(Label::LikelyStars, &[&low, &high]).raw("</p>");
    }
}

/// Five stars to slide over, by half stars; at none there is no rating. A slider is at home under thumb, mouse and keys.
pub(crate) fn slider(markup: &mut Markup, film: FilmId, title: &str, rating: Option<Stars>) {
    let halves = rating.map_or(0, Stars::halves);
    markup.raw("<span class=\"rate\"><input type=\"range\" min=\"0\" max=\"10\" data-testid=\"rate\" data-film=\"");
    markup.number(film.0).raw("\" value=\"").number(halves.into()).raw("\" data-halves=\"").number(halves.into());
    markup.raw("\" aria-label=\"").text(&fill(Label::YourRating, &[title])).raw("\" aria-valuetext=\"");
    markup.text(&words::of_five(halves)).raw("\"></span>");
}

/// What a typed rating has to be, where it is none.
const HINT: &str = "typed-hint";

/// A box to type a rating into, beside a slider, and room for what is wrong with it.
pub(crate) fn typed_box(markup: &mut Markup, film: FilmId, rating: Option<Stars>) {
    markup.raw("<input class=\"typed\" type=\"text\" inputmode=\"decimal\" maxlength=\"5\" autocomplete=\"off\" placeholder=\"½–5\" data-testid=\"rate-typed\" data-typed=\"");
    markup.number(film.0).raw("\" aria-label=\"").say(Label::TypeRating).raw("\" value=\"");
    if let Some(rating) = rating {
        markup.text(&words::decimal(rating.stars()));
    }
    markup.raw("\" aria-describedby=\"").raw(HINT).raw("\"><small class=\"hint wrong\" id=\"").raw(HINT);
    markup.raw("\" role=\"status\" data-testid=\"rate-hint\"></small>");
}

/// For what holds sliders: shows what is slid to, and rates where it is let go.
pub(crate) fn rate_inside(store: Store) -> Box<dyn FnMut(Event)> {
    Box::new(move |event| {
        let slider = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        if let Some(typed) = slider.as_ref().filter(|input| input.has_attribute("data-typed")) {
            if event.type_() == "change" {
                take_typed(store, typed);
            } else if typed.get_attribute("aria-invalid").as_deref() == Some("true") && !is_wrong(&typed.value()) {
                mark(typed, false);
            }
            return;
        }
        let film = slider.as_ref().and_then(|slider| film_in(&slider.get_attribute("data-film")?));
        let (Some(slider), Some(film)) = (slider, film) else { return };
        let halves = slider.value().parse().unwrap_or(0);
        show(&slider, halves);
        if event.type_() == "change" {
            store.remark(film, Stars::from_halves(halves).map(Says::Rated));
        }
    })
}

/// Rates the film that is open, and its stars stand so.
pub(crate) fn rate_open(store: Store, film: FilmId, rating: Stars) {
    let slider = document().query_selector(".yours input[type=range]").ok().flatten();
    if let Some(slider) = slider.and_then(|slider| slider.dyn_into::<web_sys::HtmlInputElement>().ok()) {
        slider.set_value(&rating.halves().to_string());
        show(&slider, rating.halves());
    }
    store.remark(film, Some(Says::Rated(rating)));
}

/// Shows what is slid to.
fn show(slider: &web_sys::HtmlInputElement, halves: u8) {
    for (name, value) in [("data-halves", halves.to_string()), ("aria-valuetext", words::of_five(halves))] {
        // Refused only for names that are no names.
        let _ = slider.set_attribute(name, &value);
    }
}

/// Rates by what was typed; an empty box takes the rating back, and what is no rating is marked.
fn take_typed(store: Store, typed: &web_sys::HtmlInputElement) {
    let text = typed.value();
    let rating = words::typed_stars(text.trim());
    mark(typed, is_wrong(&text));
    if is_wrong(&text) {
        return;
    }
    if let Some(film) = typed.get_attribute("data-typed").and_then(|film| film_in(&film)) {
        store.remark(film, rating.map(Says::Rated));
    }
    let slider = typed.parent_element().and_then(|around| around.query_selector("input[type=range]").ok().flatten());
    if let Some(slider) = slider.and_then(|slider| slider.dyn_into::<web_sys::HtmlInputElement>().ok()) {
        let halves = rating.map_or(0, Stars::halves).to_string();
        slider.set_value(&halves);
        let _ = slider.set_attribute("data-halves", &halves);
    }
}

/// Whether something is typed that is no rating.
fn is_wrong(text: &str) -> bool {
    !text.trim().is_empty() && words::typed_stars(text.trim()).is_none()
}

/// Marks what is typed as no rating, and says beside it what one is; or takes that back.
fn mark(typed: &web_sys::HtmlInputElement, is_wrong: bool) {
    // Refused only for names that are no names.
    let _ = typed.set_attribute("aria-invalid", if is_wrong { "true" } else { "false" });
    if let Some(hint) = typed.next_element_sibling() {
        hint.set_text_content(is_wrong.then(|| say(Label::TypeStars)));
    }
}
