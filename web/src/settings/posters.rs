//! Posters from TMDB, for whoever wants them: asked once and remembered. Until then, and offline, the drawn ones stay.

use crate::language::Label;
use crate::protocol::FilmSummary;
use crate::shared::markup::{Html, Markup, live_html, press_inside};
use crate::store::Store;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;

/// The only address outside of its own that the page ever asks.
const IMAGES: &str = "https://image.tmdb.org/t/p/";

/// The picture over the drawn poster, in a size for cards and one for sharp screens. It is asked for in a way that lets
/// the service worker see whether it came: what it cannot see it would have to count as megabytes each.
fn image(markup: &mut Markup, file: &str) {
    markup
        .raw("<img alt=\"\" crossorigin=\"anonymous\" loading=\"lazy\" decoding=\"async\" src=\"")
        .raw(IMAGES)
        .raw("w185/")
        .text(file);
    markup.raw(".jpg\" srcset=\"").raw(IMAGES).raw("w185/").text(file).raw(".jpg 185w, ");
    markup.raw(IMAGES).raw("w342/").text(file).raw(".jpg 342w\" sizes=\"(max-width: 899px) 45vw, 180px\">");
}

/// Whether the member wants them.
pub(crate) fn wanted(store: Store) -> bool {
    store.settings.posters.get() == Some(true)
}

/// The drawn poster of a film, and TMDB's above it if they are wanted.
pub(crate) fn poster(markup: &mut Markup, film: &FilmSummary, wanted: bool) {
    draw(markup, &film.title, film.year, &film.genres, film.poster.as_deref().filter(|_| wanted));
}

/// The drawn poster, and above it TMDB's of this file.
pub(crate) fn draw(markup: &mut Markup, title: &str, year: Option<u16>, genres: &[String], file: Option<&str>) {
    markup.artwork(title, year, genres);
    if let Some(file) = file {
        image(markup, file);
    }
}

/// Takes away pictures that do not arrive: the drawn poster is beneath them.
pub(crate) fn take_back_failed() {
    let failed = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
        if let Some(image) = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlImageElement>().ok()) {
            image.remove();
        }
    });
    // An image's error does not rise; it can only be met on its way down.
    let listened = document().add_event_listener_with_callback_and_bool("error", failed.as_ref().unchecked_ref(), true);
    if listened.is_ok() {
        // It listens as long as the page lives.
        failed.forget();
    }
}

/// The question, until it is answered.
pub(crate) fn ask(store: Store) -> impl IntoView {
    let words = live_html(move || {
        // Asked with the shelf, not once the films' details are there: by then it would push the shelf down.
        if store.settings.posters.get().is_some() {
            return Html::default();
        }
        let mut markup = Markup::default();
        markup.raw("<p>").say(Label::AskPosters);
        markup.raw("</p><button class=\"button small\" data-testid=\"posters-yes\" data-posters=\"yes\">");
        markup.say(Label::ShowPosters);
        markup.raw("</button><button class=\"button quiet small\" data-testid=\"posters-no\" data-posters=\"no\">");
        markup.say(Label::NoPosters).raw("</button>");
        markup.finish()
    });
    let answer = press_inside("posters", move |answer| store.settings.want_posters(answer == "yes"));
    view! { <div class="ask" on:click=answer prop:html=words></div> }
}
