//! Files that lie beside an export and are no part of it: what somebody else has rated, say, or a catalogue. Their films
//! count as nothing until the member has said what they are.
//!
//! Until then such rows are those of a list without a name, which says nothing of a taste, and a warning asks. The answer
//! is part of the import, and kept with it.

use super::table::Table;
use super::{EntryKind, Import, Warning};
use crate::words::FileProblem;

/// Columns that tell what everybody thinks of a film: where the member's own ratings do not stand beside them, `Rating` is
/// everybody's too.
const OF_EVERYONE: [&str; 14] = [
    "averagerating",
    "avgrating",
    "ratingaverage",
    "meanrating",
    "avgscore",
    "voteaverage",
    "votecount",
    "votes",
    "numvotes",
    "numratings",
    "ratingcount",
    "ratingscount",
    "numberofratings",
    "watches",
];

/// Whether a table tells what everybody thinks.
pub(super) fn is_of_everyone(table: &Table<'_>) -> bool {
    table.any_column(&OF_EVERYONE).is_some()
}

impl Import {
    /// Asks about these files, unless there is nothing else: whoever drops a file alone means it.
    pub(super) fn ask_about(&mut self, strays: &[u16]) {
        let rest = || (0..self.files.len()).filter(|place| strays.iter().all(|&stray| usize::from(stray) != *place));
        if !rest().any(|place| self.files[place].rows > 0) {
            return;
        }
        for entry in self.entries.iter_mut().filter(|entry| strays.contains(&entry.file)) {
            entry.kind = EntryKind::Listed;
        }
        for file in strays.iter().filter_map(|&place| self.files.get(usize::from(place))).filter(|file| file.rows > 0) {
            let asks = Warning::of_file(&file.name, FileProblem::StrayFile, &[&file.rows.to_string()]);
            let known = |known: &&mut Warning| known.file == file.name && known.problem == FileProblem::WhichFilms;
            match self.warnings.iter_mut().find(known) {
                Some(known) => *known = asks,
                None => self.warnings.push(asks),
            }
        }
    }

    /// Of each file, whether its films wait for an answer.
    pub fn waiting(&self) -> Vec<bool> {
        self.files.iter().map(|file| self.warnings.iter().any(|warning| warning.asks_about(&file.name))).collect()
    }

    /// The answer: whether the films of this file count as seen. Those that do not are let go of.
    pub fn answer(&mut self, file: &str, counts: bool) {
        let place = self.files.iter().position(|known| known.name == file);
        let Some(place) = place.filter(|_| self.warnings.iter().any(|warning| warning.asks_about(file))) else {
            return;
        };
        let is_its = |of: u16| usize::from(of) == place;
        if counts {
            self.entries
                .iter_mut()
                .filter(|entry| is_its(entry.file))
                .for_each(|entry| entry.kind = EntryKind::Watched);
        } else {
            self.entries.retain(|entry| !is_its(entry.file));
            self.files[place].rows = 0;
        }
        self.warnings.retain(|warning| !warning.asks_about(file));
    }
}

impl Warning {
    /// Whether it asks what the films of this file are.
    fn asks_about(&self, file: &str) -> bool {
        self.problem == FileProblem::StrayFile && self.file == file
    }
}
