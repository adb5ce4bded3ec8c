//! Comma-separated files, and what spreadsheets make of them: any separator, any order of columns, blank lines.

use csv::{ReaderBuilder, StringRecord};

/// Room for a usual row, so that its cells move in once.
const ROW_BYTES: usize = 96;
const ROW_CELLS: usize = 8;

/// A file's text, cut into rows on demand.
pub(super) struct Table<'t> {
    text: &'t str,
    /// The lines of the file above this text.
    above: u32,
    separator: u8,
    header: StringRecord,
}

/// One row below the header.
pub(super) struct Row {
    /// The line it begins on, counted from 1.
    pub(super) line: u32,
    /// The line it ends on: a later one if a cell holds line breaks.
    pub(super) last_line: u32,
    /// Whether a quotation mark was left open on its line; what follows is read all the same.
    pub(super) open_quote: bool,
    cells: StringRecord,
}

impl<'t> Table<'t> {
    /// Finds the header. It is the first line with anything on it, after the `sep=;` that spreadsheets understand.
    pub(super) fn new(text: &'t str) -> Self {
        let separator = separator(text);
        let header = filled(text, separator).next().map(|row| row.cells).unwrap_or_default();
        Self { text, above: 0, separator, header }
    }

    /// The table further down whose header begins with this column, and the record right above it.
    pub(super) fn below(&self, column: &str) -> Option<(Row, Table<'t>)> {
        let mut records = Records::new(self.text, self.separator);
        let mut last = None;
        loop {
            let start = records.place();
            let row = records.next()?;
            if spells(row.get(Some(0)), column) {
                let below = Self {
                    text: self.text.get(start..)?,
                    above: row.line - 1 - leading_breaks(self.text.get(start..)?),
                    separator: self.separator,
                    header: row.cells,
                };
                return Some((last?, below));
            }
            if !row.is_blank() {
                last = Some(row);
            }
        }
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
        self.header.iter().position(|cell| spells(cell, name))
    }

    /// The place of the first of these columns that there is.
    pub(super) fn any_column(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.column(name))
    }

    /// The rows below the header, without blank ones and other headers.
    ///
    /// A quotation mark left open would swallow every row up to the next mark. So where a record runs over several
    /// lines and should not, or ends with its mark still open, only its first line is given up, and reading goes on with
    /// the second.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row> + use<'_, 't> {
        let columns = self.columns();
        let has_prose = self.any_column(&["review", "description", "bio", "notes", "memo", "comment"]).is_some();
        let text = self.text;
        let mut records = Records::new(text, self.separator);
        // Enough for any honest file; without a limit, a file of marks alone would be read once for each of them.
        let mut rereads = self.text.len().saturating_mul(8);
        let rows = std::iter::from_fn(move || {
            let start = records.place();
            let mut row = records.next()?;
            let read = records.place() - start;
            let is_open = || text.get(start..start + read).is_some_and(|raw| raw.matches('"').count() % 2 == 1);
            let is_broken = row.last_line > row.line && (!has_prose || row.cells(columns) != columns || is_open());
            if let Some(left) = rereads.checked_sub(read).filter(|_| is_broken) {
                rereads = left;
                records.go_back(start, row.line);
                row.open_quote = true;
                row.last_line = row.line;
            }
            row.line += self.above;
            row.last_line += self.above;
            Some(row)
        });
        // Whoever joins two files of a kind has the header twice.
        rows.filter(|row| is_filled(row) && row.cells != self.header)
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

/// Whether a cell of a header is this name.
fn spells(cell: &str, name: &str) -> bool {
    cell.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).eq(name.chars())
}

fn is_filled(row: &Row) -> bool {
    row.open_quote || !row.is_blank() && !is_separator_line(row.get(Some(0)))
}

/// The rows with anything on them.
fn filled(text: &str, separator: u8) -> impl Iterator<Item = Row> {
    Records::new(text, separator).filter(is_filled)
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

/// How many line breaks a text begins with.
fn leading_breaks(text: &str) -> u32 {
    let blank = text.len() - text.trim_start_matches(['\r', '\n']).len();
    breaks(text.as_bytes(), 0, blank)
}

/// How many lines end between two places: with `\n`, `\r\n`, or `\r` as on an old Macintosh.
fn breaks(bytes: &[u8], from: usize, to: usize) -> u32 {
    let ends = |at: usize| match bytes[at] {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    };
    (from..to.min(bytes.len())).filter(|&at| ends(at)).count().try_into().unwrap_or(u32::MAX)
}

/// Every record, with its lines counted here: the reader does not count the breaks between records.
struct Records<'t> {
    reader: csv::Reader<&'t [u8]>,
    text: &'t str,
    separator: u8,
    /// Where the reader began.
    base: usize,
    counted: usize,
    line: u32,
}

impl<'t> Records<'t> {
    fn new(text: &'t str, separator: u8) -> Self {
        Self { reader: reader(text, separator), text, separator, base: 0, counted: 0, line: 1 }
    }

    /// Reads on after the line of the record that begins here.
    fn go_back(&mut self, start: usize, line: u32) {
        let bytes = self.text.as_bytes();
        let is_break = |at: usize| matches!(bytes.get(at), Some(b'\r' | b'\n'));
        let begin = (start..bytes.len()).find(|&at| !is_break(at)).unwrap_or(bytes.len());
        let end = (begin..bytes.len()).find(|&at| is_break(at)).unwrap_or(bytes.len());
        self.reader = reader(self.text.get(end..).unwrap_or(""), self.separator);
        (self.base, self.counted, self.line) = (end, end, line);
    }

    /// Counts the line breaks up to `end`.
    fn count_to(&mut self, end: usize) -> u32 {
        self.line = self.line.saturating_add(breaks(self.text.as_bytes(), self.counted, end));
        self.counted = self.counted.max(end);
        self.line
    }

    fn place(&self) -> usize {
        let read = usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX);
        self.base.saturating_add(read).min(self.text.len())
    }
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes())
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
        Some(Row { line, last_line, open_quote: false, cells })
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
        assert_eq!(table.rows().map(|row| row.cells(2)).collect::<Vec<_>>(), [2, 2, 3, 1]);
    }
}
