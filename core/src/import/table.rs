//! Comma-separated files, and what spreadsheets make of them: any separator, any order of columns, blank lines.

use csv::{ReaderBuilder, StringRecord};

/// Room for a usual row, so that its cells move in once.
const ROW_BYTES: usize = 96;
const ROW_CELLS: usize = 8;

/// A file's text, cut into rows on demand.
pub(super) struct Table<'t> {
    text: &'t str,
    separator: u8,
    header: StringRecord,
}

/// One row below the header.
pub(super) struct Row {
    /// The line it begins on, counted from 1.
    pub(super) line: u32,
    /// The line it ends on: a later one if a cell holds line breaks.
    pub(super) last_line: u32,
    cells: StringRecord,
}

impl<'t> Table<'t> {
    /// Finds the header. It is the first line with anything on it, after the `sep=;` that spreadsheets understand.
    pub(super) fn new(text: &'t str) -> Self {
        let separator = separator(text);
        let header = filled(text, separator).next().map(|row| row.cells).unwrap_or_default();
        Self { text, separator, header }
    }

    /// What stands between cells.
    pub(super) fn separator(&self) -> char {
        char::from(self.separator)
    }

    /// How many columns the header names.
    pub(super) fn columns(&self) -> usize {
        self.header.len()
    }

    /// The first cell of the header.
    pub(super) fn first(&self) -> &str {
        self.header.get(0).unwrap_or("").trim()
    }

    /// The place of a column. Names are compared by their letters and digits: `Letterboxd URI` is `letterboxduri`.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|cell| {
            cell.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).eq(name.chars())
        })
    }

    /// The rows below the header, without blank ones.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row> + use<'_, 't> {
        filled(self.text, self.separator).skip(1)
    }
}

impl Row {
    /// The cell in a column, without the blanks around it; empty where there is none.
    pub(super) fn get(&self, column: Option<usize>) -> &str {
        column.and_then(|column| self.cells.get(column)).unwrap_or("").trim()
    }

    /// How many cells there are, leaving aside empty ones past `columns`: spreadsheets append them.
    pub(super) fn cells(&self, columns: usize) -> usize {
        let mut cells = self.cells.len();
        while cells > columns && self.get(Some(cells - 1)).is_empty() {
            cells -= 1;
        }
        cells
    }

    fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// The rows with anything on them.
fn filled(text: &str, separator: u8) -> impl Iterator<Item = Row> {
    Records::new(text, separator).filter(|row| !row.is_blank() && !is_separator_line(row.get(Some(0))))
}

/// The separator that the first line with anything on it has most of.
fn separator(text: &str) -> u8 {
    let mut lines = text.split(['\r', '\n']).map(str::trim).filter(|line| !line.is_empty() && !is_separator_line(line));
    let line = lines.next().unwrap_or("");
    let count = |separator: u8| line.bytes().filter(|&byte| byte == separator).count();
    // The last of equals wins, so the comma stands last.
    [b'\t', b';', b','].into_iter().max_by_key(|&separator| count(separator)).unwrap_or(b',')
}

fn is_separator_line(line: &str) -> bool {
    line.len() <= 5 && line.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("sep="))
}

/// Every record, with its lines counted here: the reader does not count the breaks between records.
struct Records<'t> {
    reader: csv::Reader<&'t [u8]>,
    text: &'t str,
    counted: usize,
    line: u32,
}

impl<'t> Records<'t> {
    fn new(text: &'t str, separator: u8) -> Self {
        let reader =
            ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
        Self { reader, text, counted: 0, line: 1 }
    }

    /// Counts the line breaks up to `end`.
    fn count_to(&mut self, end: usize) -> u32 {
        let passed = self.text.as_bytes().get(self.counted..end).unwrap_or(&[]);
        let breaks = passed.iter().filter(|&&byte| byte == b'\n').count();
        self.line = self.line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
        self.counted = self.counted.max(end);
        self.line
    }

    fn place(&self) -> usize {
        usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX).min(self.text.len())
    }
}

impl Iterator for Records<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        let bytes = self.text.as_bytes();
        let before = self.place();
        let mut cells = StringRecord::with_capacity(ROW_BYTES, ROW_CELLS);
        // Cells of valid text are valid text, so no error can come; if one did, the file would end here.
        if !self.reader.read_record(&mut cells).unwrap_or(false) {
            return None;
        }
        let after = self.place();
        let record = bytes.get(before..after).unwrap_or(&[]);
        let is_break = |byte: &u8| matches!(byte, b'\r' | b'\n');
        let leading = record.iter().take_while(|byte| is_break(byte)).count();
        let trailing = record.iter().rev().take_while(|byte| is_break(byte)).count();
        let line = self.count_to(before + leading);
        let last_line = self.count_to(after.saturating_sub(trailing).max(before + leading));
        Some(Row { line, last_line, cells })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(u32, u32, Vec<String>)> {
        let table = Table::new(text);
        table.rows().map(|row| (row.line, row.last_line, row.cells.iter().map(str::to_owned).collect())).collect()
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
        check("a,b\r\n\"1\r\n1\",2\r\n3,4\r\n", &[(2, 3, &["1\r\n1", "2"]), (4, 4, &["3", "4"])]);
        check("a;b\n1;2,5\n;\n;;;\n3;4\n", &[(2, 2, &["1", "2,5"]), (5, 5, &["3", "4"])]);
        check("sep=;\r\na;b\r\n1;2\r\n", &[(3, 3, &["1", "2"])]);
        check("a\tb\n1\t2\n", &[(2, 2, &["1", "2"])]);
        check("a,b\n1\n1,2,3\n", &[(2, 2, &["1"]), (3, 3, &["1", "2", "3"])]);
        check("a,b\n\"1,2\n3,4\n", &[(2, 3, &["1,2\n3,4\n"])]);
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
        assert_eq!(table.rows().map(|row| row.cells(2)).collect::<Vec<_>>(), [2, 2, 3, 1]);
    }
}
