//! The entries of an import as they are read, within limits: the one door through which they come.

use super::table::Rows;
use super::warnings::Warnings;
use super::{Entry, limits};
use crate::words::FileProblem;

/// What was read so far, and how much more may come.
pub(super) struct Entries {
    all: Vec<Entry>,
    rows_left: usize,
    text_left: usize,
    is_full: bool,
}

impl Default for Entries {
    fn default() -> Self {
        Self { all: Vec::new(), rows_left: limits::ROWS, text_left: limits::TEXT, is_full: false }
    }
}

impl Entries {
    /// Takes an entry in, with its texts cut to what they may be, or leaves it out and is full.
    pub(super) fn push(&mut self, mut entry: Entry, warnings: &mut Warnings<'_>) {
        if entry.title.len() > limits::TITLE {
            warnings.row(entry.line, FileProblem::LongTitle, FileProblem::AllLongTitles, &[&entry.title]);
        }
        let texts = [
            (&mut entry.title, limits::TITLE),
            (&mut entry.original_title, limits::TITLE),
            (&mut entry.directors, limits::DIRECTORS),
        ];
        let mut bytes = 0;
        for (text, most) in texts {
            if text.len() > most {
                *text = limits::cut(text, most).to_owned();
            }
            bytes += text.len();
        }
        match self.text_left.checked_sub(bytes).filter(|_| self.all.len() < limits::ENTRIES) {
            Some(left) => {
                self.text_left = left;
                self.all.push(entry);
            }
            None => self.is_full = true,
        }
    }

    /// How many rows of tables may still be looked at.
    pub(super) fn rows_left(&self) -> usize {
        self.rows_left
    }

    /// These rows were looked at.
    pub(super) fn count_rows(&mut self, rows: &Rows<'_>) {
        self.rows_left = rows.left;
        self.is_full |= rows.is_cut;
    }

    /// Whether something was left out, and all that follows will be.
    pub(super) fn is_full(&self) -> bool {
        self.is_full
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Those from this place on.
    pub(super) fn since(&self, place: usize) -> &[Entry] {
        self.all.get(place..).unwrap_or(&[])
    }

    pub(super) fn into_vec(self) -> Vec<Entry> {
        self.all
    }
}
