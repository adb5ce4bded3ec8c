//! What the store does when, as pure steps.

use crate::protocol::{Failure, FailureKind};
use crate::state::{Notice, WayOut};

/// "Show more" adds this many films.
pub(crate) const MORE: u32 = 60;
/// No shelf is longer: nobody reads on, and every card costs.
pub(crate) const MOST: u32 = 600;

/// Whose turn it is: at most one request is with the worker, and of those that come meanwhile only the newest counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Turn {
    busy: bool,
    again: bool,
}

impl Turn {
    /// A dial was turned: true if the request may go out now.
    pub(crate) fn want(&mut self) -> bool {
        self.again = self.busy;
        !std::mem::replace(&mut self.busy, true)
    }

    /// The reply is here: true if there is something newer to ask.
    pub(crate) fn done(&mut self) -> bool {
        self.busy = std::mem::replace(&mut self.again, false);
        self.busy
    }
}

/// What the member is told of a failure.
pub(crate) fn notice(failure: Failure) -> Notice {
    let way_out = match failure.kind {
        FailureKind::Bundle => WayOut::TryAgain,
        FailureKind::Version => WayOut::Reload,
        FailureKind::Import => WayOut::ChooseFiles,
        FailureKind::Storage => WayOut::Dismiss,
        FailureKind::Protocol => WayOut::StartAgain,
    };
    Notice { message: failure.message, way_out }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `w`: a dial is turned, `r`: a reply arrives; upper case where a request must go out.
    fn check(story: &str) {
        let mut turn = Turn::default();
        for (at, step) in story.chars().enumerate() {
            let sent = if step.eq_ignore_ascii_case(&'w') { turn.want() } else { turn.done() };
            assert_eq!(sent, step.is_uppercase(), "step {at} of {story}");
        }
    }

    #[test]
    fn one_in_flight_and_the_newest_pending() {
        for story in ["WrWr", "WwRr", "WwwwwRr", "WwRwRr", "WwRrW"] {
            check(story);
        }
    }
}
