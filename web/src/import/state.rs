//! Whose shelf it is, and the files that say so.

use crate::import::files::PickedFile;
use crate::protocol::{Report, Turn};
use crate::shared::field::Field;
use halfstar_session::choices::Choices;
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
#[derive(Clone)]
pub(crate) enum Source {
    Sample,
    Files(Vec<PickedFile>),
}

impl Source {
    /// What the member calls it.
    fn name(&self) -> Option<&str> {
        match self {
            Self::Sample => None,
            Self::Files(files) => files.first().map(PickedFile::path),
        }
    }
}

/// What was chosen, and when: in milliseconds since 1970.
#[derive(Clone)]
pub(crate) struct Chosen {
    pub(crate) source: Source,
    pub(crate) at: u64,
}

impl Chosen {
    /// Whether it is the made-up member.
    pub(crate) fn is_sample(&self) -> bool {
        matches!(self.source, Source::Sample)
    }
}

/// What the worker has yet to make a shelf of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Untried {
    #[default]
    Nothing,
    /// What this device remembers.
    Kept,
    /// What the member chose.
    Chosen,
}

/// How far an import is, and what it leaves.
#[derive(Default)]
pub(crate) struct Import {
    /// Who the worker knows; what a failed import goes back to.
    pub(crate) settled: MemberState,
    /// Counts members: what was computed for the one before is not shown.
    pub(crate) member: u32,
    /// What was chosen and has yet to become theirs.
    pub(crate) choices: Choices<Chosen>,
    /// What their files are, should the worker break and the device remember nothing.
    pub(crate) source: Option<(Turn, Chosen)>,
    /// What has yet to become a shelf: should the worker end before, it is not given to the next one unasked.
    pub(crate) untried: Untried,
    /// What was not, until that is said.
    pub(crate) left_out: String,
    /// When the last file was dropped, until a shelf is drawn.
    pub(crate) dropped_at: Option<f64>,
    /// When something was chosen last, in milliseconds since 1970: each choice is later than the one before.
    pub(crate) last_choice: u64,
}

impl Import {
    /// The worker is no more. It is told what it did not get through; whether what the device remembers is part of that.
    pub(crate) fn lose_worker(&mut self) -> bool {
        let untried = std::mem::take(&mut self.untried);
        let mut leave_out = |chosen: &Chosen| {
            if let Some(name) = chosen.source.name() {
                self.left_out += if self.left_out.is_empty() { "" } else { ", " };
                self.left_out += name;
            }
        };
        self.choices.lose_sent(&mut leave_out);
        if untried == Untried::Chosen
            && let Some((_, chosen)) = self.source.take()
        {
            leave_out(&chosen);
        }
        untried == Untried::Kept
    }
}

/// The member.
#[derive(Clone, Copy)]
pub(crate) struct Member {
    /// Whose shelf it is.
    pub(crate) state: Field<MemberState>,
    /// Why what is known of them will not be there at the next visit, if so.
    pub(crate) not_remembered: Field<Option<String>>,
    /// Whether what came of past picks was read.
    pub(crate) tally_read: Field<bool>,
    /// Whether all there is to know of the files was looked at.
    pub(crate) report_opened: Field<bool>,
    /// Whether what was found in the files was put away; see `import::report`.
    pub(crate) report_away: Field<bool>,
    pub(crate) import: StoredValue<Import, LocalStorage>,
}

impl Member {
    pub(crate) fn new() -> Self {
        Self {
            state: Field::new(MemberState::None),
            not_remembered: Field::default(),
            tally_read: Field::default(),
            report_opened: Field::default(),
            report_away: Field::new(super::report::is_away()),
            import: StoredValue::new_local(Import::default()),
        }
    }

    /// Whether it is the made-up one.
    pub(crate) fn is_sample(self) -> bool {
        self.state.with(|member| matches!(member, MemberState::Known { sample: true, .. }))
    }

    /// Which one it is, counted; nothing once the page is gone.
    pub(crate) fn count(self) -> Option<u32> {
        self.import.try_with_value(|import| import.member)
    }

    /// When all was forgotten last: what was asked before is not answered any more.
    pub(crate) fn forgotten(self) -> Option<Turn> {
        self.import.try_with_value(|import| import.choices.forgotten())
    }

    /// Shows who was there before an import. Whether another was shown.
    pub(crate) fn settle_back(self) -> bool {
        let settled = self.import.try_with_value(|import| import.settled.clone()).unwrap_or_default();
        let is_another = self.state.with_untracked(|state| *state != settled);
        if is_another {
            self.state.set(settled);
        }
        is_another
    }

    /// More is known of the same member.
    pub(crate) fn update_report(self, change: impl FnOnce(&mut Report)) {
        let settled = self.import.try_update_value(|import| {
            if let MemberState::Known { report, .. } = &mut import.settled {
                change(report);
            }
            import.settled.clone()
        });
        // Files that are being read are seen to be.
        if let Some(settled @ MemberState::Known { .. }) = settled
            && self.state.with_untracked(|state| *state != MemberState::Reading)
        {
            self.state.set(settled);
        }
    }
}
