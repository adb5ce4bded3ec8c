//! Turning the shelf, and what follows from it.

use crate::client::Unanswered;
use crate::import::state::{MemberState, Untried};
use crate::protocol::{LeaveOut, Recommend, ShelfView};
use crate::shared::places::{self, Arrived, Place};
use crate::shared::{hooks, tab::Tab};
use crate::shelf::address;
use crate::shelf::state::Drawn;
use crate::store::Store;
use halfstar_core::Request;
use halfstar_core::filters::Filters;
use halfstar_core::taste::Scope;
use halfstar_session::ranking::{MOST, Ranking, longer};
use leptos::prelude::*;
use leptos::reactive::spawn_local;
use std::time::Duration;

impl Store {
    /// Goes by these of the member's films. Remembered for the next visit.
    pub(crate) fn go_by(self, change: &dyn Fn(&mut Scope)) {
        let mut scope = self.shelf.scope.get_untracked();
        change(&mut scope);
        let is_again = self.close_again();
        if is_again || scope != self.shelf.scope.get_untracked() {
            self.shelf.set(self.shelf.request.get_untracked(), scope);
            self.shelf.write_address();
            self.rank();
        }
    }

    /// Turns dials: changes the request and ranks again. Remembered for the next visit.
    pub(crate) fn set_request(self, change: &dyn Fn(&mut Request)) {
        let mut request = self.shelf.request.get_untracked();
        change(&mut request);
        request.limit = request.limit.clamp(1, MOST);
        let is_again = self.close_again();
        if is_again || request != self.shelf.request.get_untracked() {
            address::save(&request, &self.shelf.scope.get_untracked());
            self.shelf.request.set(request);
            self.shelf.write_address();
            self.rank();
        }
    }

    /// Turns everything at once: a ready-made shelf. The browser's way back leads to the one before.
    pub(crate) fn set_view(self, request: Request, scope: Scope) {
        let is_again = self.again.is_open.get_untracked();
        if is_again || self.shelf.differs_from(&request, &scope) {
            address::go(&request, &scope);
        }
        self.turn_to(request, scope);
    }

    /// Leaves the films to watch again, if they are looked at, for what is recommended.
    fn close_again(self) -> bool {
        let is_open = self.again.is_open.get_untracked();
        if is_open {
            self.again.close();
            self.shelf.request.with_untracked(|now| self.shelf.scope.with_untracked(|scope| address::go(now, scope)));
        }
        is_open
    }

    fn turn_to(self, request: Request, scope: Scope) {
        self.again.close();
        self.shelf.set(request, scope);
        hooks::after_paint(move || self.rank());
    }

    /// The films to watch again, in place of what is recommended.
    pub(crate) fn watch_again(self) {
        if !self.again.is_open.get_untracked() {
            places::push(address::AGAIN);
            self.again.open();
        }
    }

    /// The browser went to a place: back, forth, or where somebody typed.
    pub(crate) fn arrive(self) {
        let arrived = places::arrive();
        let fragment = places::fragment();
        if let Arrived::Back(Place { film: Some(film), .. }) = arrived {
            return self.film.return_to(film);
        }
        self.film.shut();
        if let Some(number) = fragment.strip_prefix(address::FILM) {
            self.film.look_for(number);
            return self.open_wanted();
        }
        let is_again = fragment == address::AGAIN;
        let is_view = address::is_view(&fragment);
        if !is_again && !is_view && Tab::of(&fragment) == Tab::Shelf {
            // A heading of this page.
            return;
        }
        self.tabs.open.set(Tab::of(&fragment));
        if is_again {
            self.again.open();
        } else {
            self.again.close();
        }
        if is_view && arrived == Arrived::Before {
            self.shelf.write_address();
        } else if is_view {
            let turned = address::read(&fragment);
            let limit = self.shelf.request.with_untracked(|request| request.limit);
            let request = Request { limit, ..turned.request };
            if self.shelf.differs_from(&request, &turned.scope) {
                self.turn_to(request, turned.scope);
            }
        }
        if let Arrived::Back(Place { scrolled, .. }) = arrived {
            self.tabs.scroll_once_drawn(scrolled);
        }
    }

    /// Goes on to the shelf with its filters changed.
    pub(crate) fn narrow(self, change: &dyn Fn(&mut Filters)) {
        let (mut request, scope) = (self.shelf.request.get_untracked(), self.shelf.scope.get_untracked());
        change(&mut request.filters);
        address::go(&request, &scope);
        self.tabs.open.set(Tab::Shelf);
        self.turn_to(request, scope);
    }

    /// More films below the ones shown.
    pub(crate) fn show_more(self) {
        hooks::after_paint(move || self.set_request(&|request| request.limit = longer(request.limit)));
    }

    /// Ranks for whoever is known, unless the worker is at it; then once more when it is done.
    pub(crate) fn rank(self) {
        self.tell_day();
        let is_known = self.member.import.try_with_value(|it| matches!(it.settled, MemberState::Known { .. }));
        if is_known == Some(true) && self.shelf.queue.update_untracked(Ranking::begin) {
            spawn_local(async move { self.rank_until_settled().await });
            self.shelf.ranking.set(true);
        }
    }

    async fn rank_until_settled(self) {
        loop {
            let member = self.member.count();
            let (request, scope) = (self.shelf.request.get_untracked(), self.shelf.scope.get_untracked());
            match self.connection.ask(Recommend { request, scope }).await {
                Ok(shelf) if self.member.count() == member => self.draw(shelf),
                // Another member's by now.
                Ok(_) => {}
                Err(Unanswered::Failed(failure)) => self.connection.fail(failure),
                // Whoever starts the worker again begins anew.
                Err(Unanswered::Stopped) => return self.shelf.ranking.set(false),
            }
            if !self.shelf.queue.update_untracked(Ranking::finish) {
                return self.shelf.ranking.set(false);
            }
        }
    }

    fn draw(self, shelf: ShelfView) {
        hooks::set("rerank-ms", &hooks::tenths(shelf.milliseconds));
        self.shelf.view.set(Some(shelf));
        let member = self.member.count();
        let drawn = self.member.import.try_update_value(|import| {
            // Theirs, chosen here: it takes the place of what was left out.
            let is_sample = import.source.as_ref().is_some_and(|(_, chosen)| chosen.is_sample());
            let replaces = import.untried == Untried::Chosen && !is_sample;
            import.untried = Untried::Nothing;
            (import.dropped_at.take(), replaces)
        });
        let (dropped_at, replaces) = drawn.unwrap_or_default();
        if replaces && self.library.stuck.get_untracked() == LeaveOut::Files {
            self.library.leave_out(LeaveOut::Nothing);
        }
        // Words, posters, the rest: each once the browser has painted what comes before.
        self.unfold(member, move || {
            hooks::since("shelf-ms", dropped_at);
            self.shelf.draw_further(Drawn::Posters);
            self.unfold(member, move || {
                hooks::since("pictures-ms", dropped_at);
                self.shelf.draw_further(Drawn::All);
                self.unfold(member, move || {
                    hooks::set("ready", "shelf");
                    self.plan_tonight();
                    self.open_wanted();
                });
            });
        });
        hooks::after(Duration::from_millis(500), Box::new(move || self.fetch_details()));
    }

    /// Goes on once all so far is painted, if the shelf is still the same member's.
    fn unfold(self, member: Option<u32>, then: impl FnOnce() + 'static) {
        hooks::after_paint(move || {
            if self.member.count() == member {
                then();
            }
        });
    }
}
