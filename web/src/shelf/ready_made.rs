//! Ready-made shelves: each is a setting of filters, dials and of what to go by.

use crate::filters::choices::turn_decade;
use crate::language::{self, Label, Language, fill, say};
use crate::protocol::Report;
use crate::shared::markup::{Markup, live_html, press_inside};
use crate::store::Store;
use halfstar_core::Request;
use halfstar_core::bounds::Number;
use halfstar_core::film::FilmId;
use halfstar_core::filters::WatchlistFilter;
use halfstar_core::taste::Scope;
use leptos::prelude::*;

/// A ready-made shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
enum ReadyShelf {
    ForYou,
    Watchlist,
    Fresh,
    HiddenGems,
    Tonight,
    Directors,
    /// Of a genre.
    Genre(String),
    /// Of the ten years from this one.
    Decade(u16),
    /// What goes with this film alone.
    Because(FilmId),
}

/// Minutes that leave room for dinner.
pub(crate) fn short() -> Option<Number> {
    Number::new(95)
}

impl ReadyShelf {
    /// The settings, from scratch: shelves do not add up.
    fn settings(&self) -> (Request, Scope) {
        let (mut request, mut scope) = (Request::default(), Scope::default());
        let filters = &mut request.filters;
        match self {
            Self::ForYou => {}
            Self::Watchlist => filters.watchlist = WatchlistFilter::Only,
            Self::Fresh => filters.fresh = true,
            Self::Tonight => filters.runtime_to = short(),
            Self::Directors => filters.loved_directors = true,
            Self::Genre(name) => filters.genres.push(name.clone()),
            Self::Decade(from) => turn_decade(filters, *from),
            Self::HiddenGems => filters.hidden_gems = true,
            Self::Because(film) => scope.film = Some(*film),
        }
        (request, scope)
    }
}

/// All shelves for a member, with their names.
fn all(report: Option<&Report>, language: Language) -> Vec<(ReadyShelf, String)> {
    let mut shelves = Vec::new();
    let mut plain = |shelf: ReadyShelf, name: Label| shelves.push((shelf, say(name).to_owned()));
    plain(ReadyShelf::ForYou, Label::ForYou);
    plain(ReadyShelf::Watchlist, Label::YourWatchlist);
    // On the first day everything is new.
    if report.is_some_and(|report| report.was_here) {
        plain(ReadyShelf::Fresh, Label::NewSinceVisit);
    }
    plain(ReadyShelf::HiddenGems, Label::HiddenGems);
    plain(ReadyShelf::Tonight, Label::ShortTonight);
    plain(ReadyShelf::Directors, Label::DirectorsYouLove);
    let Some(report) = report else { return shelves };
    for genre in &report.loved_genres {
        let mut name = language::words().genre(genre).to_owned();
        // In the middle of a sentence; abbreviations stay what they are.
        if language == Language::English && !name.starts_with("TV") {
            name.make_ascii_lowercase();
        }
        shelves.push((ReadyShelf::Genre(genre.clone()), fill(Label::MoreOf, &[&name])));
    }
    for &from in &report.loved_decades {
        shelves.push((ReadyShelf::Decade(from), fill(Label::TheDecade, &[&from.to_string()])));
    }
    for film in &report.loved {
        shelves.push((ReadyShelf::Because(film.film), fill(Label::BecauseOf, &[&film.title])));
    }
    shelves
}

/// The shelves as a row of chips. One is pressed while nothing but its own settings is set.
pub(crate) fn shelves(store: Store) -> impl IntoView {
    let shelves = move || store.member.state.with(|member| all(member.report(), store.settings.language.get()));
    let chips = live_html(move || {
        let (request, scope) = (store.shelf.request.get(), store.shelf.scope.get());
        // How far somebody scrolled is no setting, nor is the order in which they look at the films.
        let plain = Request::default();
        let now = (Request { limit: plain.limit, sort: plain.sort, ..request }, scope);
        let mut markup = Markup::default();
        let is_again = store.again.is_open.get();
        let has_again = store.member.state.with(|member| member.report().is_some_and(|report| report.again > 0));
        for ((shelf, name), place) in shelves().iter().zip(0..) {
            if has_again && *shelf == ReadyShelf::HiddenGems {
                chip(&mut markup, is_again);
                markup.raw(AGAIN).raw("\">").say(Label::WatchAgain).raw("</button>");
            }
            chip(&mut markup, !is_again && shelf.settings() == now);
            markup.number(place).raw("\">").text(name).raw("</button>");
        }
        markup.finish()
    });
    let choose = press_inside("shelf", move |place| {
        if place == AGAIN {
            return store.watch_again();
        }
        let shelves = untrack(shelves);
        if let Some((shelf, _)) = place.parse().ok().and_then(|place: usize| shelves.get(place)) {
            let (request, scope) = shelf.settings();
            store.set_view(request, scope);
        }
    });
    view! { <div class="shelves" role="group" aria-label=say(Label::Shelves) on:click=choose prop:html=chips></div> }
}

/// The shelf that recommends nothing.
const AGAIN: &str = "again";

/// The beginning of a chip, up to what it is.
fn chip(markup: &mut Markup, is_pressed: bool) {
    markup.raw("<button class=\"chip\" data-testid=\"shelf-kind\" aria-pressed=\"");
    markup.raw(if is_pressed { "true" } else { "false" }).raw("\" data-shelf=\"");
}

/// What keeps everything away where a shelf of these settings is empty, if the filters do not say it. It may wait for the
/// details.
pub(crate) fn empty_words(request: &Request, waits: bool) -> Label {
    if waits {
        Label::EmptyWaits
    } else if request.filters.fresh {
        Label::EmptyFresh
    } else if request.filters.loved_directors {
        Label::EmptyDirectors
    } else {
        Label::EmptyTogether
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::FilmSummary;

    #[test]
    fn every_shelf_is_another_setting() {
        let film = FilmSummary {
            film: FilmId(7),
            title: "Stalker".to_owned(),
            year: None,
            directors: Vec::new(),
            genres: Vec::new(),
            runtime: None,
            poster: None,
            rating: None,
        };
        let report = Report {
            loved: vec![film],
            loved_genres: vec!["Drama".to_owned(), "TV Movie".to_owned()],
            loved_decades: vec![1970],
            was_here: true,
            ..Report::default()
        };
        let shelves = all(Some(&report), Language::English);
        assert_eq!(shelves.len(), 10);
        for (place, (shelf, _)) in shelves.iter().enumerate() {
            for (other, _) in &shelves[..place] {
                assert_ne!(shelf.settings(), other.settings(), "{shelf:?} {other:?}");
            }
        }
        let names: Vec<&str> = shelves.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(names[2], "New since your last visit");
        assert_eq!(names[6..], ["More drama", "More TV Movie", "The 1970s", "Because of Stalker"]);
    }

    #[test]
    fn nothing_is_new_on_the_first_day() {
        let shelves = all(Some(&Report::default()), Language::English);
        assert!(shelves.iter().all(|(shelf, _)| *shelf != ReadyShelf::Fresh));
        assert_eq!(shelves.len(), all(None, Language::English).len());
    }
}
