//! What was found, row by row: each film is opened, rated and wanted from here.

use crate::film::stars;
use crate::language::{self, Label, fill};
use crate::protocol::{FilmSummary, Found, FoundFilm};
use crate::search::state::Finding;
use crate::settings::posters;
use crate::shared::markup::{Markup, film_in};
use crate::store::Store;
use halfstar_core::film::Stars;
use halfstar_core::remarks::Says;
use halfstar_core::search::Role;
use halfstar_core::words::Phrase;
use leptos::prelude::*;

/// Films by their titles, or those of somebody below their name.
pub(crate) fn found(markup: &mut Markup, store: Store, found: &Found, finding: &Finding, wanted: bool) {
    if let Some((role, name)) = &found.who {
        let words = match role {
            Role::Director => Label::DirectedBy,
            Role::Actor => Label::Starring,
        };
        markup.raw("<li class=\"who\" data-testid=\"found-who\"><h3>").text(&fill(words, &[name])).raw("</h3></li>");
    }
    found.films.iter().for_each(|film| row(markup, store, film, finding, wanted));
}

fn row(markup: &mut Markup, store: Store, found: &FoundFilm, finding: &Finding, wanted: bool) {
    let film = &found.film;
    // What rows mean, and what is guessed, may be any film.
    let is_choice = matches!(finding, Finding::Mend { .. } | Finding::Guess);
    let opens = is_choice || found.opens;
    markup.raw("<li data-testid=\"found-film\">");
    if opens {
        markup.raw("<button class=\"found-film\" data-choose=\"").number(film.film.0).raw("\">");
    } else {
        markup.raw("<span class=\"found-film\">");
    }
    markup.raw("<span class=\"poster\" aria-hidden=\"true\">");
    posters::poster(markup, film, wanted);
    markup.raw("</span><b>").film(&film.title, film.year).raw("</b> <span class=\"meta\">");
    markup.text(&film.directors.join(", ")).raw("</span>");
    if !opens && store.member.state.with_untracked(|member| member.report().is_some()) {
        markup.raw(" <span class=\"meta\">").say(Label::TooLittleKnown).raw("</span>");
    }
    markup.raw(if opens { "</button>" } else { "</span>" });
    if !is_choice {
        stars::slider(markup, film.film, &film.title, rated(store, film));
        if found.opens && !found.is_seen {
            want_button(markup, store, found);
        }
    }
    markup.raw("</li>");
}

/// What the files say of the watchlist stays so; what is said here is taken back here.
fn want_button(markup: &mut Markup, store: Store, found: &FoundFilm) {
    let is_said = store.said_of(found.film.film) == Some(Says::Wanted);
    if found.is_wanted && !is_said {
        let words = language::words().say(Phrase::OnYourWatchlist);
        markup.raw("<span class=\"want-it\"><span class=\"wanted\"><span class=\"hidden\">");
        markup.text(words).raw("</span></span></span>");
        return;
    }
    markup.raw("<button class=\"want-it\" data-testid=\"want-it\" data-want=\"").number(found.film.film.0);
    markup.raw("\" aria-pressed=\"").raw(if is_said { "true" } else { "false" }).raw("\" title=\"");
    markup.say(Label::WantToSee).raw("\"><span class=\"wanted\"></span><span class=\"hidden\">");
    markup.say(Label::WantToSee).raw(": ").text(&found.film.title).raw("</span></button>");
}

/// The member wants to see a film, or no more. The row stays as it is, and with it the focus.
pub(crate) fn want(store: Store, film: &str) {
    let Some(id) = film_in(film) else { return };
    let wants = store.want(id);
    if let Ok(Some(button)) = document().query_selector(&["[data-want=\"", film, "\"]"].concat()) {
        // Refused only for names that are no names.
        let _ = button.set_attribute("aria-pressed", if wants { "true" } else { "false" });
    }
}

/// The rating that stands: given on this page, or else in the files. Not followed: a slider that is drawn anew would lose the
/// focus.
pub(crate) fn rated(store: Store, film: &FilmSummary) -> Option<Stars> {
    match store.said_of(film.film) {
        Some(Says::Rated(rating)) => Some(rating),
        _ => film.rating,
    }
}
