//! The records of a table: text cut into cells, by the rules of CSV and by what spreadsheets make of them.

use super::limits;

/// One row below the header.
#[derive(Default)]
pub(super) struct Row {
    /// The line it begins on, counted from 1.
    pub(super) line: u32,
    /// The line it ends on: a later one if a cell holds line breaks.
    pub(super) last_line: u32,
    /// Whether a quotation mark was left open on its line; what follows is read all the same.
    pub(super) open_quote: bool,
    /// Whether it is longer than any row may be; then it has no cells.
    pub(super) is_too_long: bool,
    /// Its cells, one after the other.
    text: String,
    /// Where each of them ends.
    ends: Vec<usize>,
}

impl Row {
    /// The cell in a column, without the blanks around it; empty where there is none.
    pub(super) fn get(&self, column: Option<usize>) -> &str {
        column.and_then(|column| self.cell(column)).unwrap_or("").trim()
    }

    /// How many cells there are, leaving aside empty ones past `columns`: spreadsheets append them.
    pub(super) fn cells_up_to(&self, columns: usize) -> usize {
        let mut cells = self.ends.len();
        while cells > columns && self.get(Some(cells - 1)).is_empty() {
            cells -= 1;
        }
        cells
    }

    fn cell(&self, place: usize) -> Option<&str> {
        let start = place.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.text.get(start..*self.ends.get(place)?)
    }

    pub(super) fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).filter_map(|place| self.cell(place))
    }

    pub(super) fn has_cells_of(&self, other: &Self) -> bool {
        self.ends == other.ends && self.text == other.text
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Whether there is anything on it.
    pub(super) fn is_filled(&self) -> bool {
        self.open_quote || self.is_too_long || !self.is_blank() && !is_separator_line(self.get(Some(0)))
    }
}

/// `sep=;`, which spreadsheets understand.
pub(super) fn is_separator_line(line: &str) -> bool {
    line.len() <= 5 && line.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("sep="))
}

/// How many lines end between two places: with `\n`, `\r\n`, or `\r` as on an old Macintosh.
pub(super) fn breaks(bytes: &[u8], from: usize, to: usize) -> u32 {
    let ends = |at: usize| match bytes[at] {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    };
    (from..to.min(bytes.len())).filter(|&at| ends(at)).count().try_into().unwrap_or(u32::MAX)
}

fn is_break(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n')
}

/// Every record of a text, and the line it begins on.
pub(super) struct Records<'t> {
    text: &'t str,
    separator: u8,
    /// How far it is read.
    pub(super) place: usize,
    counted: usize,
    line: u32,
    /// How many bytes may be read again. Enough for any honest file; without a limit, a file of marks alone would be
    /// read once for each of them.
    rereads: usize,
}

/// What came of reading a record.
#[derive(PartialEq, Eq)]
enum Parsed {
    Record,
    TooLong,
    End,
}

impl<'t> Records<'t> {
    pub(super) fn new(text: &'t str, separator: u8) -> Self {
        Self { text, separator, place: 0, counted: 0, line: 1, rereads: text.len().saturating_mul(8) }
    }

    /// Reads the next record into this row; whether there was one.
    pub(super) fn read(&mut self, row: &mut Row) -> bool {
        let bytes = self.text.as_bytes();
        let start = self.place;
        let parsed = self.parse(row);
        if parsed == Parsed::End {
            return false;
        }
        let record = bytes.get(start..self.place).unwrap_or(&[]);
        let leading = record.iter().take_while(|&&byte| is_break(byte)).count();
        let trailing = record.iter().rev().take_while(|&&byte| is_break(byte)).count();
        row.line = self.count_to(start + leading);
        row.last_line = row.line;
        (row.open_quote, row.is_too_long) = (false, parsed == Parsed::TooLong);
        if parsed == Parsed::Record {
            let end = self.place.saturating_sub(trailing).max(start + leading);
            // Only inside of quotation marks is there a line break in a record.
            if record.contains(&b'"') {
                row.last_line = self.count_to(end);
            }
            self.counted = self.counted.max(end);
            return true;
        }
        let runs_on = record.iter().skip(leading).any(|&byte| is_break(byte));
        if runs_on && self.go_back(start, row.line) {
            (row.open_quote, row.is_too_long) = (true, false);
        } else {
            let rest = bytes.get(self.place..).unwrap_or(&[]);
            self.place += rest.iter().position(|&byte| is_break(byte)).unwrap_or(rest.len());
        }
        true
    }

    /// Reads on after the line of the record that began here; whether that much may be read again.
    pub(super) fn go_back(&mut self, start: usize, line: u32) -> bool {
        let Some(left) = self.rereads.checked_sub(self.place.saturating_sub(start)) else { return false };
        let bytes = self.text.as_bytes();
        let is_break = |at: &usize| bytes.get(*at).copied().is_some_and(is_break);
        let begin = (start..bytes.len()).find(|at| !is_break(at)).unwrap_or(bytes.len());
        let end = (begin..bytes.len()).find(is_break).unwrap_or(bytes.len());
        (self.place, self.counted, self.line, self.rereads) = (end, end, line, left);
        true
    }

    /// Counts the line breaks up to `end`.
    fn count_to(&mut self, end: usize) -> u32 {
        self.line = self.line.saturating_add(breaks(self.text.as_bytes(), self.counted, end));
        self.counted = self.counted.max(end);
        self.line
    }

    /// Cuts a record into this row's cells. One that is too long leaves none, and is read as far as that shows.
    fn parse(&mut self, row: &mut Row) -> Parsed {
        row.text.clear();
        row.ends.clear();
        let bytes = self.text.as_bytes();
        let breaks = bytes.get(self.place..).unwrap_or(&[]).iter().take_while(|&&byte| is_break(byte)).count();
        self.place += breaks;
        if self.place >= bytes.len() {
            return Parsed::End;
        }
        let separator = self.separator;
        loop {
            let is_whole = self.quoted(row)
                && self.up_to(row, |rest| rest.iter().position(|&byte| byte == separator || is_break(byte)));
            if !is_whole || row.ends.len() == limits::CELLS {
                row.text.clear();
                row.ends.clear();
                return Parsed::TooLong;
            }
            row.ends.push(row.text.len());
            let end = bytes.get(self.place).copied();
            self.place += usize::from(end.is_some());
            if end != Some(separator) {
                return Parsed::Record;
            }
        }
    }

    /// The part of a cell that stands in quotation marks, two of them for one. What comes behind it is of the cell too. Whether
    /// the row is no longer than it may be.
    fn quoted(&mut self, row: &mut Row) -> bool {
        let bytes = self.text.as_bytes();
        if bytes.get(self.place) != Some(&b'"') {
            return true;
        }
        loop {
            self.place += 1;
            if !self.up_to(row, |rest| rest.iter().position(|&byte| byte == b'"')) {
                return false;
            }
            self.place = (self.place + 1).min(bytes.len());
            if bytes.get(self.place) != Some(&b'"') {
                return true;
            }
            row.text.push('"');
        }
    }

    /// Adds the text up to what is found, or to the end of the file. Whether the row is no longer than it may be.
    fn up_to(&mut self, row: &mut Row, find: impl Fn(&[u8]) -> Option<usize>) -> bool {
        let rest = self.text.as_bytes().get(self.place..).unwrap_or(&[]);
        let room = limits::ROW - row.text.len().min(limits::ROW);
        let near = &rest[..rest.len().min(room + 1)];
        let length = find(near).unwrap_or(near.len());
        let start = self.place;
        self.place += length;
        if length > room {
            return false;
        }
        row.text.push_str(self.text.get(start..self.place).unwrap_or(""));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn records_are_those_of_the_usual_parser(text in "[ab,;\"\r\n é]{0,40}", separator in prop::sample::select(&b",;"[..])) {
            let mut usual = csv::ReaderBuilder::new();
            let mut usual = usual.has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
            let (mut records, mut row) = (Records::new(&text, separator), Row::default());
            for record in usual.records() {
                let record = record.expect("text");
                prop_assert!(records.read(&mut row));
                prop_assert_eq!(row.cells().collect::<Vec<_>>(), record.iter().collect::<Vec<_>>());
            }
            prop_assert!(!records.read(&mut row));
        }
    }
}
