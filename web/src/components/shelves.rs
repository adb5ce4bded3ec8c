//! Ready-made shelves: each is a setting of filters, dials and of what to go by.

use super::choices::Knobs;
use super::markup::{Markup, live, press_inside};
use crate::language::{Word, fill, say};
use crate::state::Store;
use halfstar_core::Request;
use halfstar_core::blend::Weights;
use halfstar_core::film::FilmId;
use halfstar_core::shelf::{Filters, WatchlistFilter};
use halfstar_core::signals::SignalName;
use halfstar_core::taste::Scope;
use leptos::prelude::*;

/// A ready-made shelf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shelf {
    ForYou,
    Watchlist,
    Fresh,
    HiddenGems,
    Tonight,
    Directors,
    /// What goes with this film alone.
    Because(u32),
}

const ALL: [(Shelf, Word); 6] = [
    (Shelf::ForYou, Word::ForYou),
    (Shelf::Watchlist, Word::YourWatchlist),
    (Shelf::Fresh, Word::NewToYou),
    (Shelf::HiddenGems, Word::HiddenGems),
    (Shelf::Tonight, Word::ShortTonight),
    (Shelf::Directors, Word::DirectorsYouLove),
];

/// Minutes that leave room for dinner.
const SHORT: u16 = 95;

impl Shelf {
    /// The settings, from scratch: shelves do not add up.
    fn settings(self, learned: Weights) -> (Request, Scope) {
        let (mut request, mut scope) = (Request::default(), Scope::default());
        let Filters { watchlist, fresh, runtime_to, loved_directors, .. } = &mut request.filters;
        match self {
            Self::ForYou => {}
            Self::Watchlist => *watchlist = WatchlistFilter::Only,
            Self::Fresh => *fresh = true,
            Self::Tonight => *runtime_to = Some(SHORT),
            Self::Directors => *loved_directors = true,
            Self::HiddenGems => {
                request.weights = Knobs::new(Weights::default(), learned).turned(SignalName::Popularity, 0);
            }
            Self::Because(film) => scope.film = Some(FilmId(film)),
        }
        (request, scope)
    }

    fn from_word(word: &str) -> Option<Self> {
        let place = word.parse::<usize>().ok()?;
        ALL.get(place).map(|(shelf, _)| *shelf).or_else(|| Some(Self::Because((place - ALL.len()) as u32)))
    }
}

/// The shelves as a row of chips. One is pressed while nothing but its own settings is set.
pub(crate) fn shelves(store: Store) -> impl IntoView {
    let learned = move || store.shelf.with(|shelf| shelf.as_ref().map_or(Weights::default(), |shelf| shelf.learned));
    let chips = live(move || {
        let (request, scope) = (store.request.get(), store.scope.get());
        // How far somebody scrolled is no setting.
        let now = (Request { limit: Request::default().limit, ..request }, scope);
        let learned = learned();
        let mut markup = Markup::default();
        let mut chip = |place: usize, shelf: Shelf, name: &str| {
            let pressed = if shelf.settings(learned) == now { "true" } else { "false" };
            markup.raw("<button class=\"chip\" data-testid=\"shelf-kind\" aria-pressed=\"").raw(pressed);
            markup.raw("\" data-shelf=\"").number(place as u32).raw("\">").text(name).raw("</button>");
        };
        ALL.iter().enumerate().for_each(|(place, (shelf, name))| chip(place, *shelf, say(*name)));
        store.member.with(|member| {
            for film in member.report().map(|report| report.loved.as_slice()).unwrap_or_default() {
                let name = fill(Word::BecauseOf, &[&film.title]);
                chip(ALL.len() + film.film as usize, Shelf::Because(film.film), &name);
            }
        });
        markup.finish()
    });
    let choose = press_inside("shelf", move |word| {
        if let Some(shelf) = Shelf::from_word(word) {
            let (request, scope) = shelf.settings(untrack(learned));
            store.set_view(request, scope);
        }
    });
    view! { <div class="shelves" role="group" aria-label=say(Word::Shelves) on:click=choose inner_html=chips></div> }
}

/// What keeps everything away where a shelf of these settings is empty, if the filters do not say it.
pub(crate) fn empty_words(request: &Request) -> Word {
    if request.filters.fresh {
        Word::EmptyFresh
    } else if request.filters.loved_directors {
        Word::EmptyDirectors
    } else {
        Word::EmptyTogether
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shelf_is_another_setting_and_comes_back_from_its_word() {
        let shelves: Vec<Shelf> = (0..ALL.len() + 3).filter_map(|place| Shelf::from_word(&place.to_string())).collect();
        assert_eq!(shelves.len(), ALL.len() + 3);
        assert_eq!(shelves[ALL.len()], Shelf::Because(0));
        for (place, shelf) in shelves.iter().enumerate() {
            for other in &shelves[..place] {
                assert_ne!(shelf.settings(Weights::CLASSIC), other.settings(Weights::CLASSIC), "{shelf:?} {other:?}");
            }
        }
        assert_eq!(Shelf::from_word("x"), None);
    }
}
