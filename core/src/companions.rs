//! Films that are loved together: of each of the best-loved films, which others those who love it love far more often than
//! people do.
//!
//! The first in a list is the one with the largest P(loves Y | loves X) ÷ (P(loves Y) + 0.01), counted by the trainer: the
//! addend keeps films that hardly anyone knows from leading by chance. Beside each stands its *lift*, P(Y | X) ÷ P(Y), which
//! can be told to a member as it is.

use crate::film::{FilmId, Lists};
use crate::numeric::{exp, ln};
use serde::{Deserialize, Serialize};

/// Lifts are kept as so many steps to an e-fold.
const STEPS: f32 = 12.0;

/// Of each film of the pool the films that go with it; none where too few love it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Companions {
    films: Lists,
    lifts: Lists,
}

impl Companions {
    /// From one list a film, each of films and their lifts, the first first.
    pub fn new(lists: &[Vec<(FilmId, f32)>]) -> Self {
        let code = |lift: f32| (ln(lift.max(1.0)) * STEPS + 0.5) as u32;
        Self {
            films: Lists::new(lists.iter().map(|list| list.iter().map(|(film, _)| film.0).collect::<Vec<_>>())),
            lifts: Lists::new(lists.iter().map(|list| list.iter().map(|(_, lift)| code(*lift)).collect::<Vec<_>>())),
        }
    }

    /// Rebuilds what the wire leaves out; false where lists disagree or name a film outside of the pool.
    pub(crate) fn restore(&mut self, pool: usize) -> bool {
        let fine = self.films.restore(pool) && self.lifts.restore(u32::MAX as usize);
        fine && self.films.len() <= pool
            && self.films.len() == self.lifts.len()
            && (0..self.films.len()).all(|film| self.films.get(film).len() == self.lifts.get(film).len())
    }

    /// How many lists there are.
    pub(crate) fn len(&self) -> usize {
        self.films.len()
    }

    /// What goes with a film, the closest first, each with its lift.
    pub fn of(&self, film: FilmId) -> impl Iterator<Item = (FilmId, f32)> {
        let films = self.films.get(film.index()).iter().map(|film| FilmId(*film));
        films.zip(self.lifts.get(film.index()).iter().map(|code| exp(*code as f32 / STEPS)))
    }

    /// How much more often those who love one of two films love the other than people do, where one goes with the other.
    pub fn lift(&self, one: FilmId, other: FilmId) -> Option<f32> {
        // Asked of every film that speaks for a pick: lifts are worked out for those alone that are found.
        let of = |one: FilmId, other: FilmId| {
            let place = self.films.get(one.index()).iter().position(|film| *film == other.0)?;
            self.lifts.get(one.index()).get(place).map(|code| exp(*code as f32 / STEPS))
        };
        of(one, other).or_else(|| of(other, one))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lifts_come_back_within_a_step() {
        let lists = vec![vec![(FilmId(2), 3.2), (FilmId(1), 1.0)], Vec::new(), vec![(FilmId(0), 14.0)]];
        let mut companions = Companions::new(&lists);
        assert!(companions.restore(3) && !companions.clone().restore(2));
        let of: Vec<_> = companions.of(FilmId(0)).collect();
        assert_eq!(of.iter().map(|(film, _)| film.0).collect::<Vec<_>>(), [2, 1]);
        assert!((of[0].1 / 3.2 - 1.0).abs() < 0.05 && of[1].1 == 1.0);
        assert_eq!(companions.lift(FilmId(2), FilmId(1)), None);
        assert!((companions.lift(FilmId(1), FilmId(0)).expect("either way") - 1.0).abs() < 1e-6);
        assert!(companions.of(FilmId(9)).next().is_none());
    }
}
