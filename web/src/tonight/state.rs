//! What is offered for tonight.

use crate::connection::Connection;
use crate::language::{Label, fill, say};
use crate::protocol::{Tonight, TonightCard, TonightView};
use crate::shared::field::Field;
use crate::shared::hooks;
use halfstar_core::film::FilmId;
use leptos::reactive::spawn_local;

/// The evening.
#[derive(Clone, Copy)]
pub(crate) struct Evening {
    /// What is offered.
    pub(crate) view: Field<Option<TonightView>>,
    /// The film that the member says they have watched, as it was before: its stars are asked for.
    pub(crate) asking: Field<Option<TonightCard>>,
    /// What was skipped last, and what came in its place, for ears.
    pub(crate) said: Field<String>,
    /// Counts questions: what comes of an older one is not shown.
    turn: Field<u32>,
    connection: Connection,
}

impl Evening {
    pub(crate) fn new(connection: Connection) -> Self {
        Self {
            view: Field::default(),
            asking: Field::default(),
            said: Field::default(),
            turn: Field::default(),
            connection,
        }
    }

    /// Asks what there is for tonight, now without this film.
    pub(crate) fn ask(self, skip: Option<FilmId>) {
        let next = self.turn.update_untracked(|turn| {
            *turn = turn.wrapping_add(1);
            *turn
        });
        hooks::set("tonight", "coming");
        spawn_local(async move {
            let Ok(view) = self.connection.ask(Tonight { skip }).await else { return };
            if self.turn.get_untracked() != next {
                return;
            }
            if let Some(skipped) = skip {
                self.tell(skipped, &view);
            }
            self.view.set(Some(view));
            hooks::after_paint(|| hooks::set("tonight", "ready"));
        });
    }

    /// More is known by now: of what is offered, not which films.
    pub(crate) fn refresh(self) {
        if self.view.with_untracked(Option::is_some) {
            self.ask(None);
        }
    }

    /// Says what came in place of a film, and leaves the focus where that stands.
    fn tell(self, skipped: FilmId, now: &TonightView) {
        let title = |card: &TonightCard| card.card.title.clone();
        let (gone, place) = self.view.with_untracked(|view| {
            let mut cards = view.iter().flat_map(|view| &view.cards).zip(0_usize..);
            let known = cards.find(|(card, _)| card.card.film == skipped);
            known.map_or_else(Default::default, |(card, place)| (title(card), place))
        });
        let is_new = |card: &&TonightCard| {
            self.view.with_untracked(|view| {
                view.iter().flat_map(|view| &view.cards).all(|known| known.card.film != card.card.film)
            })
        };
        self.said.set(match now.cards.iter().find(is_new) {
            Some(new) => fill(Label::SkippedFor, &[&gone, &title(new)]),
            None => say(Label::SkippedLast).to_owned(),
        });
        let there = now.cards.get(place).or(now.cards.last()).map(|card| skip_id(card.card.film));
        hooks::after_paint(move || there.iter().for_each(|id| hooks::focus_unless_held(id)));
    }

    /// Another member has another evening.
    pub(crate) fn clear(self) {
        self.turn.update_untracked(|turn| *turn = turn.wrapping_add(1));
        hooks::set("tonight", "coming");
        self.asking.set(None);
        self.said.set(String::new());
        self.view.set(None);
    }
}

/// The button that skips a film.
pub(crate) fn skip_id(film: FilmId) -> String {
    "skip-".to_owned() + &film.0.to_string()
}
