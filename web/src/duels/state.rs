//! What is being compared, and what was said of it.

use crate::protocol::{FilmSummary, PlacedView};
use crate::shared::field::Field;
use halfstar_core::comparisons::{Answer, Comparison};
use halfstar_core::film::FilmId;

/// A round has so many answers that tell something.
pub(crate) const ROUND: u32 = 10;

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Asked {
    /// It has yet to come.
    Coming,
    /// Which of these two they liked more.
    Pair(Box<[FilmSummary; 2]>),
    /// Nothing more: the round is over, or there are no two left.
    Over,
}

/// A round of comparisons.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Round {
    /// The film that is rated by it; nothing where any two are compared.
    pub(crate) rates: Option<FilmId>,
    /// Where that film stands by now.
    pub(crate) placed: Option<PlacedView>,
    /// What is asked now.
    pub(crate) asked: Asked,
    /// What was said, the latest last.
    pub(crate) said: Vec<(Box<[FilmSummary; 2]>, Answer)>,
    /// The shelf's films before it.
    pub(crate) before: Vec<FilmId>,
}

impl Round {
    /// One that begins.
    pub(crate) fn new(rates: Option<FilmId>, before: Vec<FilmId>) -> Self {
        Self { rates, placed: None, asked: Asked::Coming, said: Vec::new(), before }
    }

    /// How many answers told something.
    pub(crate) fn done(&self) -> u32 {
        self.said.iter().filter(|(films, answer)| comparison(films, *answer).is_telling()).count() as u32
    }
}

/// What is said of two films, as the worker is told.
pub(crate) fn comparison(films: &[FilmSummary; 2], answer: Answer) -> Comparison {
    let [first, second] = films;
    Comparison { films: [first.film, second.film], answer }
}

/// Comparing films.
#[derive(Clone, Copy, Default)]
pub(crate) struct Duels {
    /// The round, while there is one.
    pub(crate) round: Field<Option<Round>>,
    /// Whether the worker was told something, and has not said what comes next.
    pub(crate) is_busy: Field<bool>,
    /// Counts rounds: what comes for an older one is not shown.
    pub(crate) turn: Field<u32>,
}

impl Duels {
    /// Ends the round.
    pub(crate) fn close(self) {
        if self.round.with_untracked(Option::is_some) {
            self.put(None);
        }
    }

    /// Another round, or none.
    pub(crate) fn put(self, round: Option<Round>) {
        self.turn.update_untracked(|turn| *turn = turn.wrapping_add(1));
        self.is_busy.set(false);
        self.round.set(round);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn film(film: u32) -> FilmSummary {
        FilmSummary {
            film: FilmId(film),
            title: String::new(),
            year: None,
            directors: Vec::new(),
            genres: Vec::new(),
            runtime: None,
            poster: None,
            rating: None,
        }
    }

    #[test]
    fn what_tells_nothing_is_not_counted() {
        let mut round = Round::new(None, Vec::new());
        for (answer, done) in Answer::ALL.into_iter().zip([1, 2, 3, 3, 3, 3]) {
            round.said.push((Box::new([film(1), film(2)]), answer));
            assert_eq!(round.done(), done, "{answer:?}");
        }
    }
}
