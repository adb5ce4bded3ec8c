//! Warnings of one file, few enough to read.

use super::Warning;

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
    fn summary(self) -> &'static str {
        match self {
            Self::Columns => "the number of columns is wrong. Drop the file as it was exported.",
            Self::Quote => "a quotation mark is left open. Drop the file as it was exported.",
            Self::NoFilm => "no film is named. Nothing to do if the rows were meant to be empty.",
            Self::Year => "the year cannot be read. Check the films that are matched.",
            Self::Link => "the link does not lead to a film. Check the films that are matched.",
            Self::Rating => "the rating cannot be read. Drop the file as it was exported.",
            Self::Markup => "the feed is damaged. Save it again.",
            Self::Date => "the date cannot be read. Drop the file as it was exported.",
        }
    }
}

/// Collects the warnings of one file.
pub(super) struct Warnings<'f> {
    file: &'f str,
    list: Vec<Warning>,
    rows: usize,
    hidden: Vec<(RowProblem, u32)>,
}

impl<'f> Warnings<'f> {
    pub(super) fn new(file: &'f str) -> Self {
        Self { file, list: Vec::new(), rows: 0, hidden: Vec::new() }
    }

    /// The file as a whole.
    pub(super) fn file(&mut self, message: impl Into<String>) {
        self.list.push(warning(self.file, message));
    }

    /// One row; told only while there are few.
    pub(super) fn row(&mut self, line: u32, problem: RowProblem, message: impl FnOnce() -> String) {
        if self.rows < SHOWN {
            self.rows += 1;
            self.list.push(Warning { file: self.file.to_owned(), line: Some(line), message: message() });
        } else if let Some((_, count)) = self.hidden.iter_mut().find(|(hidden, _)| *hidden == problem) {
            *count += 1;
        } else {
            self.hidden.push((problem, 1));
        }
    }

    pub(super) fn finish(mut self) -> Vec<Warning> {
        for (problem, count) in self.hidden {
            let rows = if count == 1 { "row" } else { "rows" };
            let message = format!("And {count} more {rows} like this: {}", problem.summary());
            self.list.push(warning(self.file, message));
        }
        self.list
    }
}

/// A warning about a file as a whole.
pub(super) fn warning(file: &str, message: impl Into<String>) -> Warning {
    Warning { file: file.to_owned(), line: None, message: message.into() }
}

/// A cell, short enough to quote.
pub(super) fn quote(cell: &str) -> String {
    let mut short: String = cell.chars().take(24).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if short.len() < cell.len() {
        short.push('…');
    }
    format!("“{short}”")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_is_one_line() {
        let mut warnings = Warnings::new("ratings.csv");
        for line in 2..=100 {
            warnings.row(line, RowProblem::Rating, || "not a rating".to_owned());
        }
        warnings.row(101, RowProblem::Date, || "not a date".to_owned());
        let list = warnings.finish();
        assert_eq!(list.len(), SHOWN + 2);
        assert_eq!(list[0].line, Some(2));
        assert!(list[SHOWN].message.starts_with("And 79 more rows like this: the rating"), "{:?}", list[SHOWN]);
        assert!(list[SHOWN + 1].message.starts_with("And 1 more row like this: the date"), "{:?}", list[SHOWN + 1]);
    }

    #[test]
    fn long_cells_are_quoted_short() {
        assert_eq!(quote("7"), "“7”");
        assert_eq!(quote("a\nb"), "“a b”");
        assert_eq!(quote(&"é".repeat(30)), format!("“{}…”", "é".repeat(24)));
    }
}
