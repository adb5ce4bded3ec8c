//! The shelf, and what turns it.

use crate::protocol::ShelfView;
use crate::shared::field::Field;
use crate::shelf::acts::Acting;
use crate::shelf::address;
use halfstar_core::Request;
use halfstar_core::taste::Scope;
use halfstar_session::ranking::{Ranking, has_more};

/// How far a new member's shelf is drawn: what is read comes first. Later shelves of theirs are drawn at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Drawn {
    /// The words of what a screen shows: what a dropped export waits for.
    Words,
    /// Its posters too.
    Posters,
    /// The films further down as well.
    All,
}

/// The shelf.
#[derive(Clone, Copy)]
pub(crate) struct Shelf {
    /// The last good shelf; it stays while the next is computed.
    pub(crate) view: Field<Option<ShelfView>>,
    /// How much of it is drawn.
    pub(crate) drawn: Field<Drawn>,
    /// The card that asks what is to be said of its film.
    pub(crate) acting: Field<Option<Acting>>,
    /// Whether a newer shelf is being computed.
    pub(crate) ranking: Field<bool>,
    /// What the member has turned; `Store::set_request` turns it.
    pub(crate) request: Field<Request>,
    /// Which of their films count; `Store::go_by` chooses.
    pub(crate) scope: Field<Scope>,
    /// What is with the worker.
    pub(crate) queue: Field<Ranking>,
}

impl Shelf {
    pub(crate) fn new(request: Request, scope: Scope) -> Self {
        Self {
            view: Field::new(None),
            drawn: Field::new(Drawn::Words),
            acting: Field::default(),
            ranking: Field::new(false),
            request: Field::new(request),
            scope: Field::new(scope),
            queue: Field::default(),
        }
    }

    /// Turns everything at once. Remembered for the next visit.
    pub(crate) fn set(self, request: Request, scope: Scope) {
        address::save(&request, &scope);
        self.request.set(request);
        self.scope.set(scope);
    }

    /// What is turned, for what only tells of it: with the shelf that it makes, not before it. So the turning itself is painted
    /// at once, and what is below moves once.
    pub(crate) fn told(self) -> (Request, Scope) {
        self.view.track();
        (self.request.get_untracked(), self.scope.get_untracked())
    }

    /// Whether anything is turned otherwise now.
    pub(crate) fn differs_from(self, request: &Request, scope: &Scope) -> bool {
        self.request.with_untracked(|now| now != request) || self.scope.with_untracked(|now| now != scope)
    }

    /// The address says what is turned now.
    pub(crate) fn write_address(self) {
        self.request.with_untracked(|request| self.scope.with_untracked(|scope| address::write(request, scope)));
    }

    /// Whether there are more films to show.
    pub(crate) fn has_more(self) -> bool {
        let more = |shelf: &ShelfView| has_more(shelf.cards.len(), shelf.candidates);
        self.view.with(|shelf| shelf.as_ref().is_some_and(more))
    }

    /// Draws more of it.
    pub(crate) fn draw_further(self, drawn: Drawn) {
        if self.drawn.get_untracked() < drawn {
            self.drawn.set(drawn);
        }
    }
}
