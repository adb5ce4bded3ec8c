//! How far the film library is.

use crate::protocol::{BundleSummary, Failure};
use leptos::prelude::*;

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
    pub(crate) bundle: RwSignal<BundleState>,
    /// Whether the details (TMDB's numbers and so on) are in the cards.
    pub(crate) details_ready: RwSignal<bool>,
    /// Whether they are on their way or here.
    pub(crate) details_asked: RwSignal<bool>,
}

impl Library {
    pub(crate) fn new() -> Self {
        Self {
            bundle: RwSignal::new(BundleState::Loading { loaded: 0, total: 0 }),
            details_ready: RwSignal::new(false),
            details_asked: RwSignal::new(false),
        }
    }
}
