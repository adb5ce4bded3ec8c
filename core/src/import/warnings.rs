//! Warnings of one file, few enough to read.

use super::Warning;
use super::warning::plain;
use crate::words::FileProblem;

/// At most this many rows of a file are named one by one.
const SHOWN: usize = 20;

/// Collects the warnings of one file.
pub(super) struct Warnings<'f> {
    file: &'f str,
    list: Vec<Warning>,
    rows: usize,
    /// What says how many more rows there are, and the number.
    hidden: Vec<(FileProblem, u32)>,
}

impl<'f> Warnings<'f> {
    pub(super) fn new(file: &'f str) -> Self {
        Self { file, list: Vec::new(), rows: 0, hidden: Vec::new() }
    }

    /// The file as a whole.
    pub(super) fn file(&mut self, problem: FileProblem) {
        self.list.push(Warning::of_file(self.file, problem, &[]));
    }

    /// The file as a whole, with a cell of it for an example.
    pub(super) fn file_with(&mut self, problem: FileProblem, cell: &str) {
        self.list.push(Warning::of_file(self.file, problem, &[&short(cell)]));
    }

    /// One row, with its cells or numbers that are wrong; told only while there are few. `rest` says how many more there are.
    /// Line 0 is no line.
    pub(super) fn row(&mut self, line: u32, problem: FileProblem, rest: FileProblem, cells: &[&str]) {
        if self.shows_rows() {
            self.rows += 1;
            let (line, arguments) =
                (Some(line).filter(|&line| line > 0), cells.iter().map(|cell| short(cell)).collect());
            self.list.push(Warning { file: self.file.to_owned(), line, problem, arguments });
            return;
        }
        match self.hidden.iter_mut().find(|(hidden, _)| *hidden == rest) {
            Some((_, count)) => *count += 1,
            None => self.hidden.push((rest, 1)),
        }
    }

    /// Whether the next row is told by itself.
    pub(super) fn shows_rows(&self) -> bool {
        self.rows < SHOWN
    }

    pub(super) fn finish(mut self) -> Vec<Warning> {
        for (rest, count) in self.hidden {
            self.list.push(Warning::of_file(self.file, rest, &[&count.to_string()]));
        }
        self.list
    }
}

/// A cell, short enough to quote.
fn short(cell: &str) -> String {
    let end = cell.char_indices().nth(24).map_or(cell.len(), |(end, _)| end);
    let mut short = plain(&cell[..end]);
    if end < cell.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Translation;

    #[test]
    fn the_rest_is_one_line() {
        let mut warnings = Warnings::new("ratings.csv");
        for line in 2..=100 {
            // One kind of wrong rating is as wrong as another.
            let problem = if line % 2 == 0 { FileProblem::NoRating } else { FileProblem::NoRatingOfTen };
            warnings.row(line, problem, FileProblem::AllRatings, &["eleven"]);
        }
        warnings.row(101, FileProblem::NoDate, FileProblem::AllDates, &["soon"]);
        let list = warnings.finish();
        assert_eq!(list.len(), SHOWN + 2);
        assert_eq!(list[0].line, Some(2));
        let check = |place: usize, begins: &str| {
            let told = list[place].sentence(&Translation::default());
            assert!(told.starts_with(begins), "{told:?}");
        };
        check(0, "“eleven” is not a rating");
        check(SHOWN, "And 79 more rows like this: the rating");
        check(SHOWN + 1, "And 1 more row like this: the date");
    }

    #[test]
    fn long_cells_are_quoted_short() {
        assert_eq!(short("7"), "7");
        assert_eq!(short("a\nb"), "a b");
        assert_eq!(short(&"é".repeat(30)), format!("{}…", "é".repeat(24)));
    }
}
