//! Comma-separated files, and what spreadsheets make of them: any separator, any order of columns, blank lines.

use super::limits;
use super::records::{Records, Row, breaks, is_separator_line};

/// A file's text, cut into rows on demand.
pub(super) struct Table<'t> {
    text: &'t str,
    /// The lines of the file above this text.
    above: u32,
    separator: u8,
    header: Row,
    /// The names of its columns, in small letters and digits alone.
    names: Vec<String>,
}

impl<'t> Table<'t> {
    /// Finds the header. It is the first line with anything on it, after the `sep=;` that spreadsheets understand.
    pub(super) fn new(text: &'t str) -> Self {
        let separator = separator(text);
        let mut records = Records::new(text, separator);
        let mut header = Row::default();
        while records.read(&mut header) && !header.is_filled() {}
        Self { text, above: 0, separator, names: names(&header), header }
    }

    /// The table further down whose header begins with this column, and the record right above it.
    pub(super) fn below(&self, column: &str) -> Option<(Row, Table<'t>)> {
        let mut records = Records::new(self.text, self.separator);
        let (mut row, mut last) = (Row::default(), None);
        loop {
            let start = records.place;
            if !records.read(&mut row) {
                return None;
            }
            if row.get(Some(0)).chars().filter_map(letter_or_digit).eq(column.chars()) {
                let text = self.text.get(start..)?;
                let above = row.line - 1 - leading_breaks(text);
                let below = Self { text, above, separator: self.separator, names: names(&row), header: row };
                return Some((last?, below));
            }
            if !row.is_blank() {
                last = Some(std::mem::take(&mut row));
            }
        }
    }

    /// What stands between cells.
    pub(super) fn separator(&self) -> char {
        char::from(self.separator)
    }

    /// How many columns the header names.
    pub(super) fn columns(&self) -> usize {
        self.names.len()
    }

    /// The first cell of the header.
    pub(super) fn first(&self) -> &str {
        self.header.get(Some(0))
    }

    /// The names of its first columns, to be told; nothing where it is no table of several.
    pub(super) fn told(&self) -> String {
        if self.names.len() < 2 {
            return String::new();
        }
        let mut told = String::new();
        for cell in self.header.cells().map(str::trim).take(TOLD_COLUMNS) {
            if !told.is_empty() {
                told.push_str(", ");
            }
            told.push_str(limits::cut(cell, TOLD_LETTERS));
        }
        if self.names.len() > TOLD_COLUMNS {
            told.push_str(", …");
        }
        told
    }

    /// The place of a column. Names are compared by their letters and digits: `Letterboxd URI` is `letterboxduri`.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|column| column == name)
    }

    /// The place of the first of these columns that there is.
    pub(super) fn any_column(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.column(name))
    }

    /// A column as the file calls it.
    pub(super) fn told_column(&self, column: usize) -> String {
        limits::cut(self.header.get(Some(column)).trim(), TOLD_LETTERS).to_owned()
    }

    /// The rows below the header, without blank ones and other headers. Not more than `limit` are looked at.
    pub(super) fn rows(&self, limit: usize) -> Rows<'_> {
        let has_prose = self.any_column(&["review", "description", "bio", "notes", "memo", "comment"]).is_some();
        let records = Records::new(self.text, self.separator);
        Rows { table: self, records, row: Row::default(), has_prose, left: limit, is_cut: false }
    }
}

/// So many columns are told, and so much of each.
const TOLD_COLUMNS: usize = 5;
const TOLD_LETTERS: usize = 24;

fn names(header: &Row) -> Vec<String> {
    header.cells().map(|cell| cell.chars().filter_map(letter_or_digit).collect()).collect()
}

/// Rows, one at a time in the same memory.
///
/// A quotation mark left open would swallow every row up to the next mark. So where a record runs over several
/// lines and should not, or ends with its mark still open, only its first line is given up, and reading goes on with
/// the second.
pub(super) struct Rows<'t> {
    table: &'t Table<'t>,
    records: Records<'t>,
    row: Row,
    has_prose: bool,
    /// How many more may be looked at.
    pub(super) left: usize,
    /// Whether there were more.
    pub(super) is_cut: bool,
}

impl Rows<'_> {
    /// The next one.
    pub(super) fn next(&mut self) -> Option<&Row> {
        loop {
            let start = self.records.place;
            if !self.records.read(&mut self.row) {
                return None;
            }
            if self.left == 0 {
                self.is_cut = true;
                return None;
            }
            self.left -= 1;
            let row = &mut self.row;
            if row.last_line > row.line && self.is_broken(start) && self.records.go_back(start, self.row.line) {
                self.row.open_quote = true;
                self.row.last_line = self.row.line;
            }
            self.row.line += self.table.above;
            self.row.last_line += self.table.above;
            // Whoever joins two files of a kind has the header twice.
            if self.row.is_filled() && !self.row.has_cells_of(&self.table.header) {
                return Some(&self.row);
            }
        }
    }

    /// Whether the row that begins here should not run over several lines.
    fn is_broken(&self, start: usize) -> bool {
        let columns = self.table.columns();
        let is_open = || {
            let raw = self.table.text.get(start..self.records.place);
            raw.is_some_and(|raw| raw.matches('"').count() % 2 == 1)
        };
        !self.has_prose || self.row.cells_up_to(columns) != columns || is_open()
    }
}

fn letter_or_digit(character: char) -> Option<char> {
    match character {
        'А'..='Я' => char::from_u32(u32::from(character) + 0x20),
        'а'..='я' => Some(character),
        _ => character.is_ascii_alphanumeric().then(|| character.to_ascii_lowercase()),
    }
}

/// The separator that the first line with anything on it has most of.
fn separator(text: &str) -> u8 {
    let mut lines = text.split(['\r', '\n']).map(str::trim).filter(|line| !line.is_empty() && !is_separator_line(line));
    let line = lines.next().unwrap_or("");
    let count = |separator: u8| line.bytes().filter(|&byte| byte == separator).count();
    // The last of equals wins, so the comma stands last.
    [b'\t', b';', b','].into_iter().max_by_key(|&separator| count(separator)).unwrap_or(b',')
}

/// How many line breaks a text begins with.
fn leading_breaks(text: &str) -> u32 {
    let blank = text.len() - text.trim_start_matches(['\r', '\n']).len();
    breaks(text.as_bytes(), 0, blank)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::limits;

    fn all<T>(table: &Table<'_>, of: impl Fn(&Row) -> T) -> Vec<T> {
        let (mut rows, mut all) = (table.rows(usize::MAX), Vec::new());
        while let Some(row) = rows.next() {
            all.push(of(row));
        }
        all
    }

    fn rows(text: &str) -> Vec<(u32, u32, Vec<String>)> {
        all(&Table::new(text), |row| (row.line, row.last_line, row.cells().map(str::to_owned).collect()))
    }

    #[test]
    fn rows_know_their_lines() {
        fn check(text: &str, expected: &[(u32, u32, &[&str])]) {
            let expected: Vec<_> = expected
                .iter()
                .map(|(line, last, cells)| (*line, *last, cells.iter().map(ToString::to_string).collect()))
                .collect();
            assert_eq!(rows(text), expected, "{text:?}");
        }
        check("a,b\n1,2\n3,4\n", &[(2, 2, &["1", "2"]), (3, 3, &["3", "4"])]);
        check("a,b\r\n1,2\r\n3,4", &[(2, 2, &["1", "2"]), (3, 3, &["3", "4"])]);
        check("\n\na,b\n\n1,2\n\n\n3,4\n\n", &[(5, 5, &["1", "2"]), (8, 8, &["3", "4"])]);
        check("a,bio\r\n\"1\r\n1\",2\r\n3,4\r\n", &[(2, 3, &["1\r\n1", "2"]), (4, 4, &["3", "4"])]);
        check(
            "a,b\r\n1,\"2\r\n3,4\r\n5,6",
            &[(2, 2, &["1", "2\r\n3,4\r\n5,6"]), (3, 3, &["3", "4"]), (4, 4, &["5", "6"])],
        );
        check("a;b\n1;2,5\n;\n;;;\n3;4\n", &[(2, 2, &["1", "2,5"]), (5, 5, &["3", "4"])]);
        check("sep=;\r\na;b\r\n1;2\r\n", &[(3, 3, &["1", "2"])]);
        check("a\tb\n1\t2\n", &[(2, 2, &["1", "2"])]);
        check("a,b\n1\n1,2,3\n", &[(2, 2, &["1"]), (3, 3, &["1", "2", "3"])]);
        check("a,b\n\"1,2\n3,4\n", &[(2, 2, &["1,2\n3,4\n"]), (3, 3, &["3", "4"])]);
        check("a,b\r1,2\r\r3,4", &[(2, 2, &["1", "2"]), (4, 4, &["3", "4"])]);
        check("a,b\n\"say \"\"hi\"\"\",2\n", &[(2, 2, &["say \"hi\"", "2"])]);
        check("", &[]);
        check("\n\n", &[]);
        check("a,b", &[]);
    }

    #[test]
    fn columns_are_found_by_name() {
        let table = Table::new("\"Watched Date\";LETTERBOXD_URI;;name\n");
        assert_eq!(table.column("watcheddate"), Some(0));
        assert_eq!(table.column("letterboxduri"), Some(1));
        assert_eq!(table.column("name"), Some(3));
        assert_eq!(table.column("year"), None);
        assert_eq!((table.separator(), table.columns()), (';', 4));
    }

    #[test]
    fn empty_cells_at_the_end_do_not_count() {
        let table = Table::new("a,b\n1,2,,\n1,,,\n1,2,3,\n1\n");
        assert_eq!(all(&table, |row| row.cells_up_to(2)), [2, 2, 3, 1]);
    }

    #[test]
    fn no_row_is_longer_than_a_row_may_be() {
        fn check(text: &str, expected: &[(u32, bool, bool)]) {
            let found = all(&Table::new(text), |row| (row.line, row.open_quote, row.is_too_long));
            assert_eq!(found, expected, "{} bytes", text.len());
        }
        let long = "x".repeat(limits::ROW + 1);
        check(&format!("a,b\n{},\n3,4\n", &long[1..]), &[(2, false, false), (3, false, false)]);
        check(&format!("a,b\n{long},\n3,4\n"), &[(2, false, true), (3, false, false)]);
        check(&format!("a,b\n\"{long}\n\",\n3,4"), &[(2, false, true), (3, true, false), (4, false, false)]);
        check(&format!("a,b\n{}\n3,4\n", ",".repeat(limits::CELLS)), &[(2, false, true), (3, false, false)]);
        check(&format!("a,b\n{}\n3,4\n", ",".repeat(limits::CELLS - 1)), &[(3, false, false)]);
        // The mark on line 2 swallows more than a row may hold.
        let rows = "3,4\n".repeat(limits::ROW / 2);
        let found = all(&Table::new(&format!("a,b\n\"1,2\n{rows}")), |row| (row.open_quote, row.is_too_long));
        assert_eq!((found.len(), found[0]), (limits::ROW / 2 + 1, (true, false)));
        assert!(found[1..].iter().all(|&row| row == (false, false)));
        assert!(Table::new(&format!("Name,{long}{long}\n")).columns() == 0);
    }

    #[test]
    fn no_more_rows_are_read_than_may_be() {
        let table = Table::new("a,b\n1,2\n,\n3,4\n5,6\n");
        let mut rows = table.rows(4);
        while rows.next().is_some() {}
        assert_eq!((rows.left, rows.is_cut), (0, true));
        let mut rows = table.rows(5);
        while rows.next().is_some() {}
        assert_eq!((rows.left, rows.is_cut), (0, false));
    }
}
