//! What is remembered on the device, and how it is written.

pub mod film_key;
mod header;
pub mod kept;
pub mod ledger;

use halfstar_core::import::{Day, Import};
use ledger::Ledger;

/// Files that a person chose.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chosen {
    /// What was read in them.
    pub import: Import,
    /// When they were chosen, in milliseconds since 1970: the last choice stands, however long its files take.
    pub at: u64,
}

/// What was remembered, as far as this device gives it out.
#[derive(Debug, Default, PartialEq)]
pub struct Remembered {
    /// The import.
    pub import: Option<Chosen>,
    /// What the member said and was told.
    pub ledger: Ledger,
}

impl Remembered {
    /// Whether nothing of a member is in it.
    pub fn is_empty(&self) -> bool {
        self.import.is_none() && self.ledger.is_empty()
    }
}

/// A clock that shows an earlier day than this program's first is wrong, and says nothing of what is still to come.
const FIRST_DAY: Day = Day(20_454);

impl Remembered {
    /// Leaves out what no visit can have left: more rows of a file than it has entries, and days that are still to come on
    /// the device's clock. One day is let pass, for days begin elsewhere earlier.
    pub(crate) fn hold_to_bounds(&mut self, today: Option<Day>) {
        let latest =
            today.filter(|today| *today >= FIRST_DAY).map_or(Day(i32::MAX), |Day(today)| Day(today.saturating_add(1)));
        let leave_out = |day: &mut Option<Day>| *day = day.filter(|day| *day <= latest);
        self.ledger.remarks.iter_mut().for_each(|remark| leave_out(&mut remark.day));
        self.ledger.recommended.iter_mut().for_each(|pick| leave_out(&mut pick.day));
        self.ledger.nights.retain(|night| night.day <= latest);
        let Some(Chosen { import, .. }) = &mut self.import else { return };
        import.entries.iter_mut().for_each(|entry| leave_out(&mut entry.day));
        let mut entries = vec![0; import.files.len()];
        for entry in &import.entries {
            if let Some(entries) = entries.get_mut(usize::from(entry.file)) {
                *entries += 1;
            }
        }
        for (file, entries) in import.files.iter_mut().zip(entries) {
            file.rows = file.rows.min(entries);
        }
    }
}

/// What is to be remembered: both, or the one that changed.
#[derive(Clone, Debug, Default)]
pub struct ToRemember {
    /// The import.
    pub import: Option<Chosen>,
    /// What the member said and was told.
    pub ledger: Option<Ledger>,
}
