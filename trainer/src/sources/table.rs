//! CSVs with named columns, in any order: row by row, and what is wrong with one.
//!
//! The `csv` crate keeps up with a parser written for `ratings.csv` alone: both read 17 million rows in 1.2 s.

use super::ReadOptions;
use super::rejects::{BadCell, Rejects, quote};
use super::store::Input;
use anyhow::{Result, anyhow, bail};
use csv::{ByteRecord, ReaderBuilder, Terminator};
use std::io::Read;
use std::str::FromStr;

/// One row.
pub(super) struct Row<'r> {
    record: &'r ByteRecord,
    names: &'r [&'static str],
    /// Where the columns of these names are; `None` for one that the file does not have.
    places: &'r [Option<usize>],
}

impl Row<'_> {
    /// Whether the file has the column named at this place.
    pub(super) fn has(&self, name: usize) -> bool {
        self.places.get(name).is_some_and(Option::is_some)
    }

    /// The cell of the column named at this place; `None` where file or row have none.
    pub(super) fn cell(&self, name: usize) -> Option<&[u8]> {
        self.record.get((*self.places.get(name)?)?).map(<[u8]>::trim_ascii)
    }

    /// The cell's text; empty where the file has no such column.
    pub(super) fn text(&self, column: &'static str) -> Result<&str, BadCell> {
        let name = self.names.iter().position(|name| *name == column);
        let Some(place) = name.and_then(|name| self.places[name]) else { return Ok("") };
        let cell = self.record.get(place).ok_or_else(|| BadCell::new(column, "the row stops before it"))?;
        let text = str::from_utf8(cell).map_err(|_| BadCell::new(column, "its bytes are not UTF-8"))?;
        Ok(text.trim())
    }

    /// A number that must be there.
    pub(super) fn number<T: FromStr>(&self, column: &'static str) -> Result<T, BadCell> {
        self.optional(column)?.ok_or_else(|| BadCell::new(column, "it is empty"))
    }

    /// A number, where there is one.
    pub(super) fn optional<T: FromStr>(&self, column: &'static str) -> Result<Option<T>, BadCell> {
        let text = self.text(column)?;
        if text.is_empty() {
            return Ok(None);
        }
        let bad = |_| BadCell::new(column, format!("{} is not a number that fits", quote(text.as_bytes())));
        text.parse().map(Some).map_err(bad)
    }

    /// Somebody's number for a film; 0 stands for none.
    pub(super) fn id(&self, column: &'static str, prefix: &str) -> Result<Option<u32>, BadCell> {
        let text = self.text(column)?;
        let digits = text.strip_prefix(prefix).unwrap_or(text);
        if digits.is_empty() {
            return Ok(None);
        }
        let bad = |_| BadCell::new(column, format!("{} is not a film's number", quote(text.as_bytes())));
        Ok(Some(digits.parse::<u32>().map_err(bad)?).filter(|&id| id != 0))
    }
}

/// Hands every row to `take`; rows that it refuses are left out. Columns are `needed` or `optional`.
pub(super) fn for_rows(
    input: &Input,
    needed: &[&'static str],
    optional: &[&'static str],
    options: &ReadOptions,
    skipped: &mut Vec<String>,
    mut take: impl FnMut(&Row<'_>) -> Result<(), BadCell>,
) -> Result<()> {
    let mut rejects = Rejects::new(&input.name, options.strict);
    let mut kept = 0;
    input.read(options.progress, |reader| {
        // Lines end in a newline only, the last one too: so the crate's count of lines is exact. A carriage return
        // before it is trimmed off the cell.
        let mut builder = ReaderBuilder::new();
        builder.flexible(true).terminator(Terminator::Any(b'\n')).buffer_capacity(1 << 16);
        let mut reader = builder.from_reader(reader.chain(&b"\n"[..]));
        let header = reader.byte_headers().map_err(|error| broken_off(input, 0, error))?.clone();
        let names = [needed, optional].concat();
        let places: Vec<_> = names.iter().map(|name| place(&header, name)).collect();
        if let Some(missing) = (0..needed.len()).find(|&name| places[name].is_none()) {
            let found: Vec<_> = header.iter().map(String::from_utf8_lossy).collect();
            bail!(
                "{}, line 1: there is no column {} among “{}”; {} must be there, in any order",
                input.name,
                names[missing],
                found.join(",").trim_end(),
                needed.join(", ")
            );
        }
        let mut record = ByteRecord::new();
        loop {
            let line = reader.position().line();
            if !reader.read_byte_record(&mut record).map_err(|error| broken_off(input, line, error))? {
                return Ok(());
            }
            if record.len() == 1 && record[0].trim_ascii().is_empty() {
                continue;
            }
            match take(&Row { record: &record, names: &names, places: &places }) {
                Ok(()) => kept += 1,
                Err(bad) => {
                    // The row is named by its first line; the crate's position is behind its last.
                    let inside = record.as_slice().iter().filter(|&&byte| byte == b'\n').count() as u64;
                    rejects.row(reader.position().line().saturating_sub(1 + inside), &bad)?;
                }
            }
        }
    })?;
    rejects.finish(kept, skipped)
}

fn place(header: &ByteRecord, name: &str) -> Option<usize> {
    header.iter().position(|other| other.trim_ascii().eq_ignore_ascii_case(name.as_bytes()))
}

fn broken_off(input: &Input, line: u64, error: csv::Error) -> anyhow::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => input.broken_off(line, error),
        other => anyhow!("{}, after line {line}: {other:?}", input.name),
    }
}
