//! A film on the shelf.

use crate::film::stars::predicted_stars;
use crate::language::{self, Label, say};
use crate::protocol::{Card, ShelfView};
use crate::settings::posters;
use crate::shared::keyed::{Elements, Part, Shows};
use crate::shared::markup::{Html, Markup};
use crate::shelf::acts;
use crate::shelf::state::Drawn;
use crate::store::Store;
use crate::words;
use halfstar_core::film::FilmId;

/// The films of the shelf, as far as it is drawn. Posters follow once the words are painted.
pub(crate) fn picks(store: Store, list: &mut Elements) {
    let (drawn, wanted) = (store.shelf.drawn.get(), posters::wanted(store));
    let room = if drawn == Drawn::All { usize::MAX } else { FIRST_SCREEN };
    let acting = store.shelf.acting.get();
    store.shelf.view.with(|shelf| {
        let cards = shelf.as_ref().map(|shelf| shelf.cards.as_slice()).unwrap_or_default();
        for card in acts::with_rated(cards, acting.as_ref()).take(room) {
            let poster = Poster {
                title: &card.title,
                year: card.year,
                genres: &card.genres,
                file: card.poster.as_deref().filter(|_| wanted),
                is_time: drawn >= Drawn::Posters,
            };
            let acting = acting.as_ref().filter(|acting| acting.film == card.film);
            film(list, card.film, ["pick", "pick"], &poster, says(card), Some(acts::draw(card, acting)));
        }
    });
}

/// Cards that fill a large screen; the rest follow once these are painted.
const FIRST_SCREEN: usize = 18;

/// What a poster is drawn of, in its turn.
pub(crate) struct Poster<'a> {
    pub(crate) title: &'a str,
    pub(crate) year: Option<u16>,
    pub(crate) genres: &'a [String],
    /// TMDB's, where it is wanted.
    pub(crate) file: Option<&'a str>,
    pub(crate) is_time: bool,
}

/// The next film of a list, an element of this class and for tests of this name: a poster, drawn once, and words.
pub(crate) fn film(
    list: &mut Elements,
    film: FilmId,
    [class, test]: [&'static str; 2],
    poster: &Poster<'_>,
    words: Html,
    acts: Option<Html>,
) {
    let frame = || {
        let mut markup = Markup::default();
        markup.raw("<li class=\"").raw(class).raw("\" data-testid=\"").raw(test).raw("\" data-film-title=\"");
        markup.text(poster.title).raw("\"><div class=\"poster\"></div><div class=\"words\"></div>");
        markup.raw("<div class=\"acts\"></div></li>");
        markup.finish()
    };
    let draw = |element: &web_sys::Element| {
        let mut markup = Markup::default();
        posters::draw(&mut markup, poster.title, poster.year, poster.genres, poster.file);
        markup.finish().draw_in(element);
    };
    let of = if poster.is_time { ["of ", poster.file.unwrap_or_default()].concat() } else { String::new() };
    let mut parts = vec![Part(".poster", Shows::Of(of, &draw)), Part(".words", Shows::Words(words))];
    parts.extend(acts.map(|acts| Part(".acts", Shows::Words(acts))));
    list.next(film.0, &frame, parts);
}

/// A film's card on a shelf.
pub(crate) fn find(shelf: &Option<ShelfView>, film: FilmId) -> Option<&Card> {
    shelf.as_ref()?.cards.iter().find(|card| card.film == film)
}

/// The first reason, or what to say when no one film is to blame.
pub(crate) fn reasons(card: &Card) -> Vec<&str> {
    let mut reasons: Vec<&str> = card.sentences.iter().map(String::as_str).collect();
    if reasons.is_empty() {
        reasons.push(say(Label::CloseToTaste));
    }
    reasons
}

/// Two short lines: whom it is by, and what kind of film it is.
pub(crate) fn by_and_of(markup: &mut Markup, directors: &[String], runtime: Option<u16>, genres: &[String]) {
    let runtime = runtime.map(words::runtime).unwrap_or_default();
    let genres = words::genres(&genres[..genres.len().min(2)]);
    markup.raw("<p class=\"meta\">").text(&directors.join(", "));
    markup.raw("</p><p class=\"meta\">").text(&words::dotted(&[runtime, genres])).raw("</p>");
}

/// A line on how it stands to the others of its series.
pub(crate) fn part_of(markup: &mut Markup, says: Option<&str>) {
    if let Some(says) = says {
        markup.raw("<p class=\"meta\" data-testid=\"part-of\">").text(says).raw("</p>");
    }
}

fn says(card: &Card) -> Html {
    let mut markup = Markup::default();
    markup.raw("<h2><button class=\"open\" aria-haspopup=\"dialog\" data-film=\"").number(card.film.0).raw("\">");
    markup.film(&card.title, card.year).raw("</button></h2>");
    predicted_stars(&mut markup, card.predicted_stars);
    if card.on_watchlist {
        let says = language::words().say(halfstar_core::words::Phrase::OnYourWatchlist);
        markup.raw("<span class=\"wanted\"><span class=\"hidden\">").text(says).raw("</span></span>");
    }
    by_and_of(&mut markup, &card.directors, card.runtime, &card.genres);
    part_of(&mut markup, card.part_of.as_deref());
    markup.raw("<p class=\"reason\" data-testid=\"reason\">").text(reasons(card)[0]).raw("</p>");
    markup.finish()
}
