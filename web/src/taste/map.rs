//! All films on a plane, the member's lit up.

use crate::language::{self, Label};
use crate::protocol::MapView;
use crate::shared::markup::{Html, Markup};
use halfstar_core::film::FilmId;
use halfstar_session::figures::{self, Frame};
use leptos::ev::MouseEvent;
use leptos::wasm_bindgen::JsCast;

/// From this many half stars a film is one of the loved.
const LOVED: u8 = 8;

/// The plane as a picture of 256 by 256; nothing while there is none.
pub(crate) fn draw(view: &MapView) -> Html {
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
pub(crate) fn film_at(view: &MapView, event: &MouseEvent) -> Option<FilmId> {
    let picture = event.target()?.dyn_into::<web_sys::Element>().ok()?.closest("svg").ok()??;
    let drawn = picture.get_bounding_client_rect();
    let frame = Frame { left: drawn.left(), top: drawn.top(), width: drawn.width(), height: drawn.height() };
    figures::film_at(view, frame, event.client_x(), event.client_y())
}
