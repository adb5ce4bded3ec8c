//! Asking for two films, and telling the worker what the member says of them.

use crate::client::Unanswered;
use crate::duels::state::{Asked, ROUND, Round, comparison};
use crate::import::state::MemberState;
use crate::library::state::BundleState;
use crate::protocol::{Compare, FilmSummary, NextDuel, Place, ShelfView};
use crate::shared::hooks;
use crate::store::Store;
use halfstar_core::comparisons::Answer;
use halfstar_core::film::FilmId;
use leptos::reactive::spawn_local;

/// With fewer rated films there is little to compare one with.
const ENOUGH: u32 = 5;

impl Store {
    /// Begins a round of any two films.
    pub(crate) fn compare_films(self) {
        let films = |shelf: &Option<ShelfView>| shelf.iter().flat_map(|shelf| &shelf.cards).map(|it| it.film).collect();
        // Whoever has no shelf of their own yet gets one by it.
        let before = if self.is_own() { self.shelf.view.with_untracked(films) } else { Vec::new() };
        self.begin_round(Round::new(None, before));
    }

    /// Begins to rate a film by comparing it with others.
    pub(crate) fn rate_by_comparing(self, film: FilmId) {
        self.begin_round(Round::new(Some(film), Vec::new()));
    }

    /// Whether they have rated films of their own to compare one with.
    pub(crate) fn can_compare(self) -> bool {
        self.member.state.with(
            |member| matches!(member, MemberState::Known { report, sample: false } if report.films_rated >= ENOUGH),
        )
    }

    fn is_own(self) -> bool {
        self.member.state.with_untracked(|member| matches!(member, MemberState::Known { sample: false, .. }))
    }

    fn begin_round(self, round: Round) {
        hooks::after_paint(move || {
            self.duels.put(Some(round));
            self.ask_first();
        });
    }

    /// Asks for the first two, if the films are there, and it has not.
    pub(crate) fn ask_first(self) {
        let is_ready = self.library.bundle.with_untracked(|bundle| matches!(bundle, BundleState::Ready(_)));
        let waits = self.duels.round.with_untracked(|round| round.as_ref().is_some_and(|it| it.asked == Asked::Coming));
        if is_ready && waits && !self.duels.is_busy.get_untracked() {
            self.go_on(None, None);
        }
    }

    /// The member says something of the two that are asked about.
    pub(crate) fn answer_duel(self, answer: Answer) {
        let Some(mut round) = self.free_round() else { return };
        let Asked::Pair(films) = &round.asked else { return };
        let tells = Compare { comparison: comparison(films, answer), take_back: false };
        round.said.push((films.clone(), answer));
        let is_over = round.rates.is_none() && round.done() == ROUND;
        round.asked = if is_over { Asked::Over } else { Asked::Coming };
        self.go_on(Some(tells), Some(round));
    }

    /// Takes the last answer back, and asks it again.
    pub(crate) fn take_back_duel(self) {
        let Some(mut round) = self.free_round() else { return };
        let Some((films, answer)) = round.said.pop() else { return };
        let tells = Compare { comparison: comparison(&films, answer), take_back: true };
        round.asked = Asked::Pair(films);
        self.go_on(Some(tells), Some(round));
    }

    /// The round, if nothing is with the worker.
    fn free_round(self) -> Option<Round> {
        self.duels.round.get_untracked().filter(|_| !self.duels.is_busy.get_untracked())
    }

    /// Tells the worker what was said, asks what comes next, and shows that in this round. What is shown stays until then.
    fn go_on(self, tells: Option<Compare>, round: Option<Round>) {
        let Some(mut round) = round.or_else(|| self.duels.round.get_untracked()) else { return };
        let (turn, forgotten) = (self.duels.turn.get_untracked(), self.member.forgotten());
        self.duels.is_busy.set(true);
        // Asked at once: the worker ranks the shelf only after both.
        let told = tells.map(|tells| self.connection.ask(tells));
        let placed = round.rates.map(|film| self.connection.ask(Place { film }));
        let next = (round.rates.is_none() && round.asked == Asked::Coming).then(|| self.connection.ask(NextDuel));
        spawn_local(async move {
            let shows = async {
                if let Some(told) = told {
                    let reply = told.await;
                    // An answer from before all was forgotten makes nobody known again.
                    if self.member.forgotten() == forgotten {
                        self.take_up(reply?, true);
                    }
                }
                if let Some(placed) = placed {
                    round.placed = placed.await?;
                    if round.asked == Asked::Coming {
                        round.asked =
                            over_or(round.placed.as_ref().and_then(|it| Some([it.film.clone(), it.next.clone()?])));
                    }
                }
                if let Some(next) = next {
                    round.asked = over_or(next.await?);
                }
                Ok::<_, Unanswered>(round)
            }
            .await;
            if self.duels.turn.get_untracked() != turn {
                return;
            }
            self.duels.is_busy.set(false);
            match shows {
                Ok(round) => self.duels.round.set(Some(round)),
                // What is asked stays, to be answered again.
                Err(why) => self.connection.explain(why),
            }
        });
    }
}

/// These two, or the end.
fn over_or(pair: Option<[FilmSummary; 2]>) -> Asked {
    pair.map_or(Asked::Over, |pair| Asked::Pair(Box::new(pair)))
}
