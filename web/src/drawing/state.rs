//! Which film was drawn.

use crate::protocol::ShelfView;
use crate::shared::field::Field;
use crate::shared::{clock, hooks};
use crate::store::Store;
use halfstar_core::film::FilmId;
use halfstar_session::ranking::drawn;

/// What was drawn from the shelf.
#[derive(Clone, Copy, Default)]
pub(crate) struct Drawing {
    /// The film drawn last.
    pub(crate) film: Field<Option<FilmId>>,
    /// How often one was drawn.
    times: Field<u32>,
}

impl Store {
    /// Draws a film of the shelf as it stands, likelier from its front, and opens it; of one shelf and day none twice until
    /// all had their turn.
    pub(crate) fn draw_film(self) {
        let films: Vec<FilmId> = if self.again.is_open.get_untracked() {
            self.again.films.with_untracked(|films| films.iter().map(|card| card.film.film).collect())
        } else {
            let cards =
                |shelf: &Option<ShelfView>| shelf.iter().flat_map(|shelf| &shelf.cards).map(|card| card.film).collect();
            self.shelf.view.with_untracked(cards)
        };
        let times = self.drawing.times.get_untracked();
        let film = drawn(films.len(), clock::today(), times).and_then(|place| films.get(place).copied());
        self.drawing.times.set(times.wrapping_add(1));
        self.drawing.film.set(film);
        self.film.before.set(Vec::new());
        if let Some(film) = film {
            self.film.open(film);
        }
        // The button that was pressed is drawn anew with its film.
        hooks::after_paint(|| hooks::after_paint(|| hooks::focus_unless_held(ANOTHER)));
    }
}

/// The button that draws another.
pub(crate) const ANOTHER: &str = "another";
