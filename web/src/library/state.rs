//! How far the film library is.

use crate::library::stuck;
use crate::protocol::{BundleSummary, Failure, LeaveOut};
use crate::shared::field::Field;

/// How far the bundle is.
#[allow(clippy::large_enum_variant, reason = "there is one, and it lives in a signal")]
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum BundleState {
    /// On its way: bytes so far, and in all (0 while unknown).
    Loading {
        /// So far.
        loaded: u32,
        /// In all.
        total: u32,
    },
    /// There.
    Ready(BundleSummary),
    /// Not there; `Store::start_again` tries again.
    Failed(Failure),
}

/// The film library.
#[derive(Clone, Copy)]
pub(crate) struct Library {
    /// How far the bundle is.
    pub(crate) bundle: Field<BundleState>,
    /// Whether the details (TMDB's numbers and so on) are in the cards.
    pub(crate) details_ready: Field<bool>,
    /// Whether they are on their way or here.
    pub(crate) details_asked: Field<bool>,
    /// What is left out of what the device remembers.
    pub(crate) stuck: Field<LeaveOut>,
    /// Whether the worker is believed to be stuck on some of the rest: it has not answered for long.
    pub(crate) seems_stuck: Field<bool>,
}

impl Library {
    pub(crate) fn new() -> Self {
        Self {
            bundle: Field::new(BundleState::Loading { loaded: 0, total: 0 }),
            details_ready: Field::new(false),
            details_asked: Field::new(false),
            stuck: Field::new(stuck::remembered()),
            seems_stuck: Field::new(false),
        }
    }

    /// Leaves so much out of what the device remembers, from the next start on.
    pub(crate) fn leave_out(self, what: LeaveOut) {
        if self.stuck.get_untracked() != what {
            stuck::remember(what);
            self.stuck.set(what);
        }
    }

    /// The worker is, or is believed to be, stuck on some of what the device remembers: on the files, it is thought first.
    pub(crate) fn get_stuck(self) {
        if !self.seems_stuck.update_untracked(|seems| std::mem::replace(seems, true)) {
            let files = self.stuck.get_untracked() == LeaveOut::Nothing;
            self.leave_out(if files { LeaveOut::Files } else { LeaveOut::All });
        }
    }

    /// It got through after all.
    pub(crate) fn get_unstuck(self) {
        if self.seems_stuck.update_untracked(std::mem::take) {
            let files = self.stuck.get_untracked() == LeaveOut::Files;
            self.leave_out(if files { LeaveOut::Nothing } else { LeaveOut::Files });
        }
    }

    /// Whether damaged bytes of what was remembered lie aside.
    pub(crate) fn has_aside(self) -> bool {
        self.bundle.with(|bundle| matches!(bundle, BundleState::Ready(opened) if opened.has_aside))
    }
}
