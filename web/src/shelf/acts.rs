//! What a member says of a film without opening it: on its card, or by swiping that.

use crate::film::stars::slider;
use crate::language::{Label, fill, say};
use crate::protocol::Card;
use crate::shared::hooks;
use crate::shared::markup::{Html, Markup, film_in};
use crate::store::Store;
use halfstar_core::film::FilmId;
use halfstar_core::remarks::Says;

/// The card that asks.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Acting {
    pub(crate) film: FilmId,
    /// Its card and its place, once it is asked how it was: it stays there while it is rated, though it has left the shelf.
    pub(crate) rated: Option<(Card, usize)>,
}

/// The cards of the shelf, and among them the one that is being rated.
pub(crate) fn with_rated<'a>(cards: &'a [Card], acting: Option<&'a Acting>) -> impl Iterator<Item = &'a Card> {
    let rated = acting.and_then(|acting| acting.rated.as_ref());
    let gone = rated.filter(|(card, _)| cards.iter().all(|other| other.film != card.film));
    let (before, after) = cards.split_at(gone.map_or(cards.len(), |(_, place)| (*place).min(cards.len())));
    before.iter().chain(gone.map(|(card, _)| card)).chain(after)
}

/// The buttons of a card, or the stars to give.
pub(crate) fn draw(card: &Card, acting: Option<&Acting>) -> Html {
    let mut markup = Markup::default();
    if let Some((card, _)) = acting.and_then(|acting| acting.rated.as_ref()) {
        slider(&mut markup, card.film, &card.title, None);
        button(&mut markup, "done", card, Label::Done, "true");
        return markup.finish();
    }
    markup.raw("<button class=\"act more\" data-testid=\"more\" aria-expanded=\"");
    markup.raw(if acting.is_some() { "true" } else { "false" });
    end(&mut markup, "more", card, &fill(Label::RateOrDismiss, &[&card.title]));
    button(&mut markup, "seen", card, Label::MarkSeen, "false");
    button(&mut markup, "want", card, Label::WantToSee, if card.on_watchlist { "true" } else { "false" });
    button(&mut markup, "no", card, Label::NotForMe, "false");
    markup.finish()
}

fn button(markup: &mut Markup, act: &'static str, card: &Card, says: Label, is_pressed: &'static str) {
    markup.raw("<button class=\"act ").raw(act).raw("\" data-testid=\"act-").raw(act).raw("\" aria-pressed=\"");
    markup.raw(is_pressed).raw("\" title=\"").say(says);
    end(markup, act, card, &fill(Label::ActAndFilm, &[say(says), &card.title]));
}

fn end(markup: &mut Markup, act: &'static str, card: &Card, name: &str) {
    markup
        .raw("\" aria-label=\"")
        .text(name)
        .raw("\" data-act=\"")
        .raw(act)
        .raw(" ")
        .number(card.film.0)
        .raw("\"></button>");
}

impl Store {
    /// What was pressed on a card.
    pub(crate) fn act_on_card(self, pressed: &str) {
        let Some((act, Some(film))) = pressed.split_once(' ').map(|(act, film)| (act, film_in(film))) else { return };
        let open = self.shelf.acting.with_untracked(|acting| acting.as_ref().is_some_and(|acting| acting.film == film));
        self.shelf.acting.set(None);
        match act {
            "more" if !open => self.shelf.acting.set(Some(Acting { film, rated: None })),
            "seen" => self.ask_stars(film),
            "want" => {
                self.want(film);
            }
            "no" => self.remark(film, Some(Says::Dismissed)),
            "done" => self.watched(film),
            _ => {}
        }
    }

    /// How was it? The card has stars to give, and stays until they are given.
    fn ask_stars(self, film: FilmId) {
        let rated = self.shelf.view.with_untracked(|shelf| {
            let place = shelf.as_ref()?.cards.iter().position(|card| card.film == film)?;
            Some((shelf.as_ref()?.cards[place].clone(), place))
        });
        self.shelf.acting.set(Some(Acting { film, rated }));
        hooks::after_paint(|| hooks::focus_first("#films .acts input"));
    }

    /// It was seen, whether or not stars were given.
    pub(crate) fn watched(self, film: FilmId) {
        // What was slid to a moment ago may still be on its way.
        let is_said = self
            .film
            .undo
            .with_untracked(|last| last.as_ref().is_some_and(|last| last.film == film && last.says.is_some()));
        if !is_said {
            self.remark(film, Some(Says::Seen));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(film: u32) -> Card {
        Card {
            film: FilmId(film),
            title: String::new(),
            year: None,
            directors: Vec::new(),
            genres: Vec::new(),
            runtime: None,
            language: None,
            letterboxd_id: None,
            tmdb_id: None,
            imdb_id: None,
            poster: None,
            services: Vec::new(),
            predicted_stars: 4.0,
            likely_stars: None,
            score: 1.0,
            contributions: Vec::new(),
            reserve: 0.0,
            sentences: Vec::new(),
            speakers: Vec::new(),
            on_watchlist: false,
            part_of: None,
        }
    }

    #[test]
    fn a_card_that_is_being_rated_keeps_its_place() {
        let films = |cards: &[Card], acting: &Acting| {
            with_rated(cards, Some(acting)).map(|card| card.film.0).collect::<Vec<_>>()
        };
        let rated = |place| Acting { film: FilmId(9), rated: Some((card(9), place)) };
        let cards = [1, 2, 3].map(card);
        assert_eq!(films(&cards, &rated(1)), [1, 9, 2, 3]);
        assert_eq!(films(&cards, &rated(7)), [1, 2, 3, 9], "of a shelf that is shorter now");
        assert_eq!(films(&[card(1), card(9)], &rated(0)), [1, 9], "it has not left yet");
        assert_eq!(films(&cards, &Acting { film: FilmId(2), rated: None }), [1, 2, 3]);
        assert_eq!(films(&[], &rated(0)), [9]);
    }
}
