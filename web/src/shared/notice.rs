//! Something the member has to know, with a way out.

use crate::language::{Label, say};
use crate::protocol::{Failure, FailureKind};

/// What there is to know. `Store::follow` takes its way out, `Store::dismiss_notice` ignores it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Notice {
    /// One or two plain sentences: what is wrong, then what to do.
    pub(crate) message: String,
    /// The way out.
    pub(crate) way_out: WayOut,
}

/// The way out of a [`Notice`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WayOut {
    /// Nothing to do but read it.
    Dismiss,
    /// Choose other files: the interface opens its file picker (and dismisses the notice).
    ChooseFiles,
    /// Download what cannot be read any more.
    TakeDamaged,
    /// Fetch the bundle again.
    TryAgain,
    /// Start the worker again.
    StartAgain,
    /// The same, with what was left out.
    ReadAgain,
    /// Reload the page.
    Reload,
}

impl WayOut {
    /// What its button says.
    pub(crate) fn label(self) -> &'static str {
        say(match self {
            Self::Dismiss => Label::AllRight,
            Self::ChooseFiles => Label::ChooseOtherFiles,
            Self::TakeDamaged => Label::TakeDamaged,
            Self::TryAgain => Label::TryAgain,
            Self::StartAgain => Label::StartAgain,
            Self::ReadAgain => Label::ReadAgain,
            Self::Reload => Label::Reload,
        })
    }
}

impl From<Failure> for Notice {
    fn from(failure: Failure) -> Self {
        let way_out = match failure.kind {
            FailureKind::Bundle => WayOut::TryAgain,
            FailureKind::Version => WayOut::Reload,
            FailureKind::Import => WayOut::ChooseFiles,
            FailureKind::Storage => WayOut::Dismiss,
            FailureKind::Damaged => WayOut::TakeDamaged,
            FailureKind::Protocol => WayOut::StartAgain,
        };
        Self { message: failure.message, way_out }
    }
}
