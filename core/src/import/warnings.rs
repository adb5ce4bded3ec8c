//! Warnings of one file, few enough to read.

use super::Warning;
use crate::words::{Phrase, Translation};

/// At most this many rows of a file are named one by one.
const SHOWN: usize = 20;

/// What can be wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowProblem {
    Columns,
    Quote,
    NoFilm,
    Year,
    Link,
    Rating,
    Date,
    Markup,
}

impl RowProblem {
    /// For the line that stands for the rest.
    fn summary(self) -> Phrase {
        match self {
            Self::Columns => Phrase::AllColumns,
            Self::Quote => Phrase::AllQuotes,
            Self::NoFilm => Phrase::AllNoFilm,
            Self::Year => Phrase::AllYears,
            Self::Link => Phrase::AllLinks,
            Self::Rating => Phrase::AllRatings,
            Self::Markup => Phrase::AllMarkup,
            Self::Date => Phrase::AllDates,
        }
    }
}

/// Collects the warnings of one file.
pub(super) struct Warnings<'f> {
    words: &'f Translation,
    file: &'f str,
    list: Vec<Warning>,
    rows: usize,
    hidden: Vec<(RowProblem, u32)>,
}

impl<'f> Warnings<'f> {
    pub(super) fn new(words: &'f Translation, file: &'f str) -> Self {
        Self { words, file, list: Vec::new(), rows: 0, hidden: Vec::new() }
    }

    /// The file as a whole.
    pub(super) fn file(&mut self, word: Phrase) {
        self.file_with(word, "");
    }

    /// The file as a whole, with a cell of it for an example.
    pub(super) fn file_with(&mut self, word: Phrase, cell: &str) {
        self.list.push(warning(self.file, self.words.fill(word, &[&short(cell)])));
    }

    /// One row, with its cells or numbers that are wrong; told only while there are few.
    pub(super) fn row(&mut self, line: u32, problem: RowProblem, word: Phrase, cells: [&str; 2]) {
        if self.rows < SHOWN {
            self.rows += 1;
            let [first, second] = cells.map(short);
            let message = self.words.fill(word, &[&first, &second]);
            self.list.push(Warning { file: self.file.to_owned(), line: Some(line), message });
        } else if let Some((_, count)) = self.hidden.iter_mut().find(|(hidden, _)| *hidden == problem) {
            *count += 1;
        } else {
            self.hidden.push((problem, 1));
        }
    }

    pub(super) fn finish(mut self) -> Vec<Warning> {
        for (problem, count) in self.hidden {
            let what = self.words.say(problem.summary());
            let message = self.words.fill(Phrase::MoreRows, &[&count.to_string(), what]);
            self.list.push(warning(self.file, message));
        }
        self.list
    }
}

/// A warning about a file as a whole.
pub(super) fn warning(file: &str, message: String) -> Warning {
    Warning { file: file.to_owned(), line: None, message }
}

/// A cell, short enough to quote.
fn short(cell: &str) -> String {
    let mut short: String = cell.chars().take(24).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if short.len() < cell.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_is_one_line() {
        let words = Translation::default();
        let mut warnings = Warnings::new(&words, "ratings.csv");
        for line in 2..=100 {
            warnings.row(line, RowProblem::Rating, Phrase::NoRating, ["eleven", ""]);
        }
        warnings.row(101, RowProblem::Date, Phrase::NoDate, ["soon", ""]);
        let list = warnings.finish();
        assert_eq!(list.len(), SHOWN + 2);
        assert_eq!(list[0].line, Some(2));
        assert!(list[0].message.starts_with("“eleven” is not a rating"), "{:?}", list[0]);
        assert!(list[SHOWN].message.starts_with("And 79 more rows like this: the rating"), "{:?}", list[SHOWN]);
        assert!(list[SHOWN + 1].message.starts_with("And 1 more row like this: the date"), "{:?}", list[SHOWN + 1]);
    }

    #[test]
    fn long_cells_are_quoted_short() {
        assert_eq!(short("7"), "7");
        assert_eq!(short("a\nb"), "a b");
        assert_eq!(short(&"é".repeat(30)), format!("{}…", "é".repeat(24)));
    }
}
