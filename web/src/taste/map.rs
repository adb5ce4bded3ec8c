//! All films on a plane, the member's lit up.

use crate::language::{self, Label};
use crate::protocol::MapView;
use crate::shared::markup::{Html, Markup, film_in, live_html, on};
use crate::store::Store;
use halfstar_core::film::FilmId;
use halfstar_session::figures::{self, Frame, Way};
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

/// From this many half stars a film is one of the loved.
const LOVED: u8 = 8;

/// The map, where a press opens the film that is there, and keys go from film to film of the member's.
pub(crate) fn map(store: Store) -> AnyView {
    let view = store.taste.map;
    let shown = live_html(move || view.with(|view| view.as_ref().map(draw).unwrap_or_default()));
    let press = move |event: MouseEvent| {
        if let Some(film) = view.with_untracked(|view| film_at(view.as_ref()?, &event)) {
            store.film.open(film);
        }
    };
    let key = move |event: KeyboardEvent| {
        let way = match event.key().as_str() {
            "ArrowLeft" => Some(Way::Left),
            "ArrowRight" => Some(Way::Right),
            "ArrowUp" => Some(Way::Up),
            "ArrowDown" => Some(Way::Down),
            "Enter" | " " => None,
            _ => return,
        };
        event.prevent_default();
        match (way, here()) {
            (Some(way), here) => drop(view.with_untracked(|view| go(view.as_ref()?, here, way))),
            (None, Some(here)) => store.film.open(here),
            (None, None) => {}
        }
    };
    view! { <div class="map" data-testid="map" on:click=on(press) on:keydown=on(key) prop:html=shown></div> }.into_any()
}

/// The ring around the film that keys have led to. It knows which one that is.
fn ring() -> Option<web_sys::Element> {
    document().query_selector(".map .ring").ok()?
}

fn here() -> Option<FilmId> {
    ring()?.get_attribute("data-here").and_then(|film| film_in(&film))
}

/// Puts the ring around the next film, and says which it is.
fn go(view: &MapView, from: Option<FilmId>, way: Way) -> Option<()> {
    let film = figures::next_on_map(view, from, way)?;
    let ([x, y], ring) = (view.places.get(film.index())?, ring()?);
    for (attribute, value) in [("cx", u32::from(*x)), ("cy", u32::from(*y)), ("r", 4), ("data-here", film.0)] {
        // Refused only for names that are no names.
        let _ = ring.set_attribute(attribute, &value.to_string());
    }
    let (_, title, year) = view.titles.iter().find(|(known, ..)| *known == film)?;
    let mut markup = Markup::default();
    markup.raw("<b>").film(title, *year).raw("</b> <span class=\"faint\">").say(Label::MapEnter).raw("</span>");
    markup.finish().draw_in(&document().query_selector(".map .here").ok()??);
    Some(())
}

/// The plane as a picture of 256 by 256; nothing while there is none.
fn draw(view: &MapView) -> Html {
    let mut markup = Markup::default();
    if view.places.is_empty() {
        markup.raw("<p class=\"faint\">").say(Label::DetailsComing).raw("</p>");
        return markup.finish();
    }
    markup.raw("<div role=\"application\" tabindex=\"0\" aria-label=\"").say(Label::MapOfFilms);
    markup.raw("\"><svg viewBox=\"-4 -4 264 264\" aria-hidden=\"true\">");
    points(&mut markup, view);
    labels(&mut markup, view);
    markup.raw(
        "<circle class=\"ring\" r=\"0\"/></svg></div><p class=\"here\" role=\"status\" data-testid=\"map-here\"></p>",
    );
    markup.raw("<p class=\"legend\"><span class=\"all\">").say(Label::MapAll).raw("</span><span class=\"seen\">");
    markup.say(Label::MapSeen).raw("</span><span class=\"loved\">").say(Label::MapLoved).raw("</span></p>");
    markup.finish()
}

/// All films, those seen and those loved: a path of dots each. A line of no length with round ends is a dot.
pub(crate) fn points(markup: &mut Markup, view: &MapView) {
    let place = |film: FilmId| view.places.get(film.index());
    let own =
        |loved: bool| view.own.iter().filter(move |(_, rating)| rating.is_some_and(|it| it.halves() >= LOVED) == loved);
    markup.raw("<path class=\"all\" d=\"");
    view.places.iter().for_each(|at| dot(markup, *at));
    markup.raw("\"/><path class=\"seen\" d=\"");
    own(false).filter_map(|(film, _)| place(*film)).for_each(|at| dot(markup, *at));
    markup.raw("\"/><path class=\"loved\" d=\"");
    own(true).filter_map(|(film, _)| place(*film)).for_each(|at| dot(markup, *at));
    markup.raw("\"/>");
}

fn dot(markup: &mut Markup, [x, y]: [u8; 2]) {
    markup.raw("M").number(x.into()).raw(" ").number(y.into()).raw("h0");
}

/// Names are written in this size.
const LETTERS: u32 = 8;

/// What is found around a place; of two names that would lie over each other the first.
pub(crate) fn labels(markup: &mut Markup, view: &MapView) {
    let mut taken = Vec::new();
    for (name, at) in &view.names {
        // Names near an edge grow inwards.
        let anchor = match at[0] {
            0..=40 => "start",
            215.. => "end",
            _ => "middle",
        };
        let name = language::words().genre(name);
        let own = figures::text_box(name, LETTERS, *at, anchor);
        if taken.iter().any(|other| figures::overlap(own, *other)) {
            continue;
        }
        taken.push(own);
        markup.raw("<text text-anchor=\"").raw(anchor).raw("\" x=\"").number(at[0].into()).raw("\" y=\"");
        markup.number(at[1].into()).raw("\">").text(name).raw("</text>");
    }
}

/// The film nearest to where the picture was pressed, those of the member's first.
fn film_at(view: &MapView, event: &MouseEvent) -> Option<FilmId> {
    let picture = event.target()?.dyn_into::<web_sys::Element>().ok()?.closest("svg").ok()??;
    let drawn = picture.get_bounding_client_rect();
    let frame = Frame { left: drawn.left(), top: drawn.top(), width: drawn.width(), height: drawn.height() };
    figures::film_at(view, frame, event.client_x(), event.client_y())
}
