//! When a shelf is asked for, and how long it is.

use halfstar_core::bounds::FILMS;

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
    fn a_shelf_grows_up_to_its_most() {
        assert_eq!([60, 590, MOST, u32::MAX].map(longer), [120, MOST, MOST, MOST]);
        assert!(has_more(60, 61) && !has_more(60, 60) && !has_more(MOST as usize, u32::MAX));
    }
}
