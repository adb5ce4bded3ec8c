//! Ready-made shelves: each is a setting of filters, dials and of what to go by.

use crate::filters::choices::{to_blame, turn_decade};
use crate::import::state::MemberState;
use crate::language::{self, Label, Language, fill, say};
use crate::protocol::Report;
use crate::shared::hooks;
use crate::shared::markup::{Markup, effect, live, live_html, on, press_inside};
use crate::shelf::own::own_shelf;
use crate::store::Store;
use halfstar_core::bounds::Number;
use halfstar_core::facets::Facets;
use halfstar_core::film::FilmId;
use halfstar_core::filters::{FilterName, LeftOut, WatchlistFilter};
use halfstar_core::taste::Scope;
use halfstar_core::{Request, address};
use halfstar_session::figures::{hidden_beyond, nudge};
use leptos::ev::Event;
use leptos::prelude::*;

/// A ready-made shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
enum ReadyShelf {
    ForYou,
    /// The member's own: what is turned, as an address has it.
    Own(String),
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
            Self::Own(view) => (request, scope, _) = address::read(view),
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

    /// Whether it holds a film, as far as anybody knows.
    fn is_offered(&self, report: Option<&Report>, plain: Option<&Facets>) -> bool {
        let holds = |filter, value: &str| plain.and_then(|facets| facets.films(filter, value)) != Some(0);
        match self {
            Self::ForYou | Self::Own(_) | Self::Tonight | Self::Because(_) => true,
            Self::Watchlist => report.is_none_or(|report| report.watchlist > 0) && holds(FilterName::Watchlist, "only"),
            Self::Fresh => holds(FilterName::Fresh, "true"),
            Self::HiddenGems => holds(FilterName::HiddenGems, "true"),
            Self::Directors => holds(FilterName::LovedDirectors, "true"),
            Self::Genre(name) => holds(FilterName::Genre, name),
            // A decade without a film is not counted.
            Self::Decade(from) => {
                plain.is_none_or(|facets| facets.films(FilterName::Year, &from.to_string()).is_some())
            }
        }
    }
}

/// Whether exactly what a ready-made shelf sets is set.
pub(crate) fn is_ready_made(store: Store, request: &Request, scope: &Scope) -> bool {
    let now = (Request { limit: Request::default().limit, ..request.clone() }, scope.clone());
    let shelves = store.member.state.with(|member| all(member.report(), store.settings.language.get()));
    shelves.iter().any(|(shelf, _)| !matches!(shelf, ReadyShelf::Own(_)) && shelf.settings() == now)
}

/// All shelves for a member, with their names.
fn all(report: Option<&Report>, language: Language) -> Vec<(ReadyShelf, String)> {
    let mut shelves = Vec::new();
    let mut plain = |shelf: ReadyShelf, name: Label| shelves.push((shelf, say(name).to_owned()));
    plain(ReadyShelf::ForYou, Label::ForYou);
    for own in report.iter().flat_map(|report| &report.presets) {
        shelves.push((ReadyShelf::Own(own.view.clone()), own.name.clone()));
    }
    let mut plain = |shelf: ReadyShelf, name: Label| shelves.push((shelf, say(name).to_owned()));
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
        let (request, scope) = store.shelf.told();
        let written = address::write(&request, &scope);
        // How far somebody scrolled is no setting, nor is the order in which they look at the films.
        let plain = Request::default();
        let now = (Request { limit: plain.limit, sort: plain.sort, ..request }, scope);
        let mut markup = Markup::default();
        let is_again = store.again.is_open.get();
        let has_again = store.member.state.with(|member| member.report().is_some_and(|report| report.again > 0));
        // Nobody is led to a shelf with nothing on it; whoever stands before one sees which it is.
        let plain = store.filters.plain.get();
        for ((shelf, name), place) in shelves().iter().zip(0..) {
            let is_now = match shelf {
                ReadyShelf::Own(view) => is_same(view, &written),
                shelf => shelf.settings() == now,
            };
            let report = |member: &MemberState| shelf.is_offered(member.report(), plain.as_ref());
            let is_offered = is_now || store.member.state.with(report);
            if has_again && *shelf == ReadyShelf::HiddenGems {
                chip(&mut markup, is_again);
                markup.raw(AGAIN).raw("\" id=\"shelf-").raw(AGAIN).raw("\">").say(Label::WatchAgain).raw("</button>");
            }
            if is_offered {
                chip(&mut markup, !is_again && is_now);
                markup.number(place).raw("\" id=\"shelf-").number(place).raw("\">").text(name).raw("</button>");
            }
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
    let more = RwSignal::new(String::new());
    let measure = move || {
        if let Some(row) = document().get_element_by_id(ROW) {
            let hidden = hidden_beyond(row.scroll_left(), row.client_width(), row.scroll_width());
            // The row may be another's by now: this one went away between a change and its paint.
            if more.try_with_untracked(|more| more != hidden) == Some(true) {
                more.set(hidden.to_owned());
            }
        }
    };
    effect(move || {
        store.member.state.track();
        store.filters.plain.track();
        store.again.is_open.track();
        hooks::after_paint(measure);
    });
    let resized = window_event_listener_untyped("resize", move |_| measure());
    on_cleanup(move || resized.remove());
    let mut nudges = Markup::default();
    for (back, class, words) in [("back", " back", Label::EarlierShelves), ("more", "", Label::MoreShelves)] {
        nudges.raw("<button class=\"nudge").raw(class).raw("\" data-testid=\"shelves-").raw(back);
        nudges.raw("\" data-nudge=\"").raw(back).raw("\" aria-label=\"").say(words).raw("\"></button>");
    }
    let go = press_inside("nudge", move |way| {
        if let Some(row) = document().get_element_by_id(ROW) {
            row.scroll_by_with_x_and_y(nudge(row.client_width(), way == "back"), 0.0);
        }
    });
    view! {
        <div class="shelf-row" data-more=live(move || more.get())>
            <div
                class="shelves"
                id=ROW
                role="group"
                aria-label=say(Label::Shelves)
                on:click=choose
                on:scroll=on(move |_: Event| measure())
                prop:html=chips
            ></div>
            <div class="piece" on:click=go prop:html=nudges.finish().still()></div>
            {own_shelf(store)}
        </div>
    }
}

const ROW: &str = "shelves";

/// Whether a shelf of the member's own is what is turned now, as an address has it.
pub(crate) fn is_same(view: &str, now: &str) -> bool {
    let (request, scope, _) = address::read(view);
    address::write(&request, &scope) == now
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
pub(crate) fn empty_words(request: &Request, waits: bool, brings_back: &LeftOut) -> Label {
    if waits {
        Label::EmptyWaits
    } else if request.filters.fresh {
        Label::EmptyFresh
    } else if request.filters.loved_directors {
        Label::EmptyDirectors
    } else if to_blame(&request.filters, brings_back).is_empty() {
        Label::EmptySeveral
    } else {
        Label::EmptyTogether
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{FilmSummary, Preset};
    use halfstar_core::facets::Choice;

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
            presets: vec![Preset { name: "Rainy".to_owned(), view: "variety=1".to_owned() }],
            ..Report::default()
        };
        let shelves = all(Some(&report), Language::English);
        assert_eq!(shelves.len(), 11);
        for (place, (shelf, _)) in shelves.iter().enumerate() {
            for (other, _) in &shelves[..place] {
                assert_ne!(shelf.settings(), other.settings(), "{shelf:?} {other:?}");
            }
        }
        let names: Vec<&str> = shelves.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(names[1..4], ["Rainy", "Your watchlist", "New since your last visit"]);
        assert_eq!(names[7..], ["More drama", "More TV Movie", "The 1970s", "Because of Stalker"]);
    }

    #[test]
    fn a_shelf_without_a_film_is_not_offered() {
        let choice = |value: &str, films| Choice { value: value.to_owned(), films };
        let plain = Facets {
            films: 9,
            filters: vec![
                (FilterName::LovedDirectors, vec![choice("false", 9), choice("true", 0)]),
                (FilterName::HiddenGems, vec![choice("false", 9), choice("true", 2)]),
                (FilterName::Genre, vec![choice("War", 0), choice("Drama", 3)]),
                (FilterName::Year, vec![choice("1970", 3)]),
                (FilterName::Watchlist, vec![choice("third", 9), choice("only", 0)]),
            ],
        };
        let check = |shelf: ReadyShelf, expected| {
            let report = Report { watchlist: 3, ..Report::default() };
            assert_eq!(shelf.is_offered(Some(&report), Some(&plain)), expected, "{shelf:?}");
            assert!(shelf.is_offered(Some(&report), None), "nobody knows yet: {shelf:?}");
        };
        check(ReadyShelf::ForYou, true);
        check(ReadyShelf::Directors, false);
        check(ReadyShelf::HiddenGems, true);
        check(ReadyShelf::Genre("War".to_owned()), false);
        check(ReadyShelf::Genre("Drama".to_owned()), true);
        check(ReadyShelf::Decade(1970), true);
        check(ReadyShelf::Decade(1920), false);
        check(ReadyShelf::Watchlist, false);
        assert!(!ReadyShelf::Watchlist.is_offered(Some(&Report::default()), None), "there is none");
    }

    #[test]
    fn nothing_is_new_on_the_first_day() {
        let shelves = all(Some(&Report::default()), Language::English);
        assert!(shelves.iter().all(|(shelf, _)| *shelf != ReadyShelf::Fresh));
        assert_eq!(shelves.len(), all(None, Language::English).len());
    }
}
