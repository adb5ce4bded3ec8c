//! How far the film library is.

use crate::protocol::{BundleSummary, Failure};
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
}

impl Library {
    pub(crate) fn new() -> Self {
        Self {
            bundle: Field::new(BundleState::Loading { loaded: 0, total: 0 }),
            details_ready: Field::new(false),
            details_asked: Field::new(false),
        }
    }
}
