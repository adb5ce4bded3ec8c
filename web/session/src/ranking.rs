//! When a shelf is asked for, and how long it is.

use halfstar_core::bounds::FILMS;
use halfstar_core::chance;
use halfstar_core::import::Day;

/// "Show more" adds this many films.
const MORE: u32 = 60;
/// No shelf is longer.
pub const MOST: u32 = FILMS.most as u32;

/// How many films a longer shelf has.
pub fn longer(films: u32) -> u32 {
    films.saturating_add(MORE).min(MOST)
}

/// Whether a shelf could be longer than these films, of so many that pass the filters.
pub fn has_more(films: usize, candidates: u32) -> bool {
    films < candidates.min(MOST) as usize
}

/// Which of so many films is drawn when one is for the `times`-th time (from 0) on this day: none twice until all had their
/// turn.
pub fn drawn(films: usize, day: Day, times: u32) -> Option<usize> {
    let order = chance::order(films, u64::from(day.0 as u32));
    order.get((times as usize).checked_rem(films)?).copied()
}

/// Asks for shelves: at most one request is with the worker, and of those that come meanwhile only the newest counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ranking {
    busy: bool,
    again: bool,
}

impl Ranking {
    /// A dial was turned: true if the request may go out now.
    pub fn begin(&mut self) -> bool {
        self.again = self.busy;
        !std::mem::replace(&mut self.busy, true)
    }

    /// The reply is here: true if there is something newer to ask.
    pub fn finish(&mut self) -> bool {
        self.busy = std::mem::replace(&mut self.again, false);
        self.busy
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `w`: a dial is turned, `r`: a reply arrives; upper case where a request must go out.
    fn check(story: &str) {
        let mut ranking = Ranking::default();
        for (at, step) in story.chars().enumerate() {
            let sent = if step.eq_ignore_ascii_case(&'w') { ranking.begin() } else { ranking.finish() };
            assert_eq!(sent, step.is_uppercase(), "step {at} of {story}");
        }
    }

    #[test]
    fn one_in_flight_and_the_newest_pending() {
        for story in ["WrWr", "WwRr", "WwwwwRr", "WwRwRr", "WwRrW"] {
            check(story);
        }
    }

    #[test]
    fn all_films_are_drawn_before_one_comes_again() {
        let day = |day| (0..60).filter_map(|times| drawn(60, Day(day), times)).collect::<Vec<_>>();
        let mut all = day(20_785);
        assert_eq!(drawn(60, Day(20_785), 60), Some(all[0]));
        assert_ne!(all, day(20_786));
        all.sort_unstable();
        assert!(all.into_iter().eq(0..60));
        assert_eq!(drawn(0, Day(20_785), 3), None);
    }

    #[test]
    fn a_shelf_grows_up_to_its_most() {
        assert_eq!([60, 590, MOST, u32::MAX].map(longer), [120, MOST, MOST, MOST]);
        assert!(has_more(60, 61) && !has_more(60, 60) && !has_more(MOST as usize, u32::MAX));
    }
}
