//! All films on a plane, the member's lit up.

use crate::language::{self, Label, say};
use crate::protocol::MapView;
use crate::shared::markup::{Html, Markup, live_html, on};
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
    let (view, here) = (store.taste.map, store.taste.here);
    let shown = live_html(move || view.with(|view| view.as_ref().map(draw).unwrap_or_default()));
    let press = move |event: MouseEvent| {
        if let Some(film) = view.with_untracked(|view| film_at(view.as_ref()?, &event)) {
            store.film.open(film);
        }
    };
    let key = move |event: KeyboardEvent| {
        let way = match event.key().as_str() {
            "ArrowLeft" => Way::Left,
            "ArrowRight" => Way::Right,
            "ArrowUp" => Way::Up,
            "ArrowDown" => Way::Down,
            "Enter" | " " => {
                event.prevent_default();
                return here.get_untracked().into_iter().for_each(|film| store.film.open(film));
            }
            _ => return,
        };
        event.prevent_default();
        let next = view.with_untracked(|view| figures::next_on_map(view.as_ref()?, here.get_untracked(), way));
        here.set(next);
    };
    let mark = live_html(move || view.with(|view| marked(view.as_ref(), here.get())));
    let says = live_html(move || {
        let mut markup = Markup::default();
        view.with(|view| {
            let film = view.as_ref().and_then(|view| view.titles.iter().find(|(film, ..)| Some(*film) == here.get()));
            if let Some((_, title, year)) = film {
                markup
                    .raw("<b>")
                    .film(title, *year)
                    .raw("</b> <span class=\"faint\">")
                    .say(Label::MapEnter)
                    .raw("</span>");
            }
        });
        markup.finish()
    });
    view! {
        <div
            class="map"
            data-testid="map"
            role="application"
            tabindex="0"
            aria-label=say(Label::MapOfFilms)
            on:click=on(press)
            on:keydown=on(key)
        >
            <div class="plane"><div prop:html=shown></div><div class="mark" prop:html=mark></div></div>
        </div>
        <p class="here" role="status" data-testid="map-here" prop:html=says></p>
    }
    .into_any()
}

/// A ring around a film, over the picture.
fn marked(view: Option<&MapView>, here: Option<FilmId>) -> Html {
    let mut markup = Markup::default();
    if let Some([x, y]) = here.and_then(|film| view?.places.get(film.index())) {
        markup.raw("<svg viewBox=\"-4 -4 264 264\" aria-hidden=\"true\"><circle r=\"4\" cx=\"").number((*x).into());
        markup.raw("\" cy=\"").number((*y).into()).raw("\"/></svg>");
    }
    markup.finish()
}

/// The plane as a picture of 256 by 256; nothing while there is none.
fn draw(view: &MapView) -> Html {
    let mut markup = Markup::default();
    if view.places.is_empty() {
        markup.raw("<p class=\"faint\">").say(Label::DetailsComing).raw("</p>");
        return markup.finish();
    }
    markup.raw("<svg viewBox=\"-4 -4 264 264\" role=\"img\" aria-label=\"").say(Label::MapOfFilms).raw("\">");
    points(&mut markup, view);
    labels(&mut markup, view);
    markup.raw("</svg><p class=\"legend\"><span class=\"all\">").say(Label::MapAll).raw("</span><span class=\"seen\">");
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

/// What is found around a place.
pub(crate) fn labels(markup: &mut Markup, view: &MapView) {
    for (name, [x, y]) in &view.names {
        // Names near an edge grow inwards.
        let anchor = match x {
            0..=40 => "start",
            215.. => "end",
            _ => "middle",
        };
        markup
            .raw("<text text-anchor=\"")
            .raw(anchor)
            .raw("\" x=\"")
            .number((*x).into())
            .raw("\" y=\"")
            .number((*y).into());
        markup.raw("\">").text(language::words().genre(name)).raw("</text>");
    }
}

/// The film nearest to where the picture was pressed, those of the member's first.
fn film_at(view: &MapView, event: &MouseEvent) -> Option<FilmId> {
    let picture = event.target()?.dyn_into::<web_sys::Element>().ok()?.closest("svg").ok()??;
    let drawn = picture.get_bounding_client_rect();
    let frame = Frame { left: drawn.left(), top: drawn.top(), width: drawn.width(), height: drawn.height() };
    figures::film_at(view, frame, event.client_x(), event.client_y())
}
