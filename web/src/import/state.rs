//! Whose shelf it is, and the files that say so.

use crate::import::files::PickedFile;
use crate::protocol::Report;
use crate::shared::field::Field;
use leptos::prelude::*;

/// Whose shelf it is.
#[allow(clippy::large_enum_variant, reason = "there is one, and it lives in a signal")]
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum MemberState {
    /// Nobody's yet: the welcome page.
    #[default]
    None,
    /// Files are being read.
    Reading,
    /// Someone's.
    Known {
        /// What was found in their files.
        report: Report,
        /// Whether this is the made-up member.
        sample: bool,
    },
}

impl MemberState {
    /// The report, if there is a member.
    pub(crate) fn report(&self) -> Option<&Report> {
        match self {
            Self::Known { report, .. } => Some(report),
            _ => None,
        }
    }
}

/// What an import reads.
#[derive(Clone, Default)]
pub(crate) enum Source {
    #[default]
    Nothing,
    Sample,
    Files(Vec<PickedFile>),
}

/// How far an import is, and what it leaves.
#[derive(Default)]
pub(crate) struct Import {
    /// Who the worker knows; what a failed import goes back to.
    pub(crate) settled: MemberState,
    /// Counts members: what was computed for the one before is not shown.
    pub(crate) member: u32,
    /// What the last import read, should the worker break and the device remember nothing.
    pub(crate) source: Source,
    /// Whether the worker has still to read it.
    pub(crate) pending: bool,
    /// Whether it is being read; and which import that is, counted.
    pub(crate) importing: bool,
    pub(crate) imports: u32,
    /// When it was dropped, until its shelf is drawn.
    pub(crate) dropped_at: Option<f64>,
}

/// The member.
#[derive(Clone, Copy)]
pub(crate) struct Member {
    /// Whose shelf it is.
    pub(crate) state: Field<MemberState>,
    pub(crate) import: StoredValue<Import, LocalStorage>,
}

impl Member {
    pub(crate) fn new() -> Self {
        Self { state: Field::new(MemberState::None), import: StoredValue::new_local(Import::default()) }
    }

    /// Whether it is the made-up one.
    pub(crate) fn is_sample(self) -> bool {
        self.state.with(|member| matches!(member, MemberState::Known { sample: true, .. }))
    }

    /// Which one it is, counted; nothing once the page is gone.
    pub(crate) fn count(self) -> Option<u32> {
        self.import.try_with_value(|import| import.member)
    }

    /// Shows who was there before an import.
    pub(crate) fn settle_back(self) {
        self.state.set(self.import.try_with_value(|import| import.settled.clone()).unwrap_or_default());
    }

    /// More is known of the same member.
    pub(crate) fn update_report(self, change: impl FnOnce(&mut Report)) {
        let settled = self.import.try_update_value(|import| {
            if let MemberState::Known { report, .. } = &mut import.settled {
                change(report);
            }
            import.settled.clone()
        });
        if let Some(settled @ MemberState::Known { .. }) = settled {
            self.state.set(settled);
        }
    }
}
