//! The rows of a table → entries, each row by itself: a bad one is told and left out, the good ones stay.

use super::Entry;
use super::day::Order;
use super::recognise::Layout;
use super::row::{Columns, RowReader, Scale, read_favourites};
use super::table::{Row, Table};
use super::warnings::Warnings;
use crate::import::EntryKind;
use crate::words::FileProblem;

/// Reads the rows of a table into at most `limit` entries; how many rows were of use.
pub(super) fn read(
    layout: Layout,
    file: u16,
    table: &Table<'_>,
    limit: usize,
    warnings: &mut Warnings<'_>,
    entries: &mut Vec<Entry>,
) -> u32 {
    let columns = Columns::of(table);
    let all: Vec<Row> = table.rows().collect();
    let order = agree_on_dates(&all, &columns, warnings);
    let scale = layout.scale.settled(&all, &columns, warnings);
    let end = entries.len().saturating_add(limit);
    let mut rows = 0;
    let mut repaired = None;
    for row in all {
        if !is_whole(&row, columns.count, warnings) {
            continue;
        }
        if entries.len() >= end {
            warnings.file(FileProblem::TooManyRows);
            break;
        }
        let before = entries.len();
        if layout.kind == EntryKind::Favourite {
            read_favourites(file, &row, &columns, warnings, entries);
        } else {
            let mut reader = RowReader { row: &row, columns: &columns, order, scale, warnings: &mut *warnings };
            if let Some(entry) = reader.entry(layout.kind, file, &mut repaired) {
                // What is rated on a list is on the list all the same.
                if layout.kind == EntryKind::Listed && entry.kind != EntryKind::Listed {
                    entries.push(Entry { kind: EntryKind::Listed, rating: None, ..entry.clone() });
                }
                entries.push(entry);
            }
        }
        rows += u32::from(entries.len() > before);
    }
    if let Some(example) = repaired {
        warnings.file_with(FileProblem::RepairedLetters, &example);
    }
    rows
}

/// The order of day and month in a file's dates; says so where a spreadsheet has changed it.
fn agree_on_dates(rows: &[Row], columns: &Columns, warnings: &mut Warnings<'_>) -> Order {
    if columns.is_simkl {
        return Order::DayFirst;
    }
    let order = Order::of(rows.iter().flat_map(|row| columns.dates.iter().map(|&column| row.get(column))));
    match order {
        Order::Iso => {}
        Order::MonthFirst => warnings.file(FileProblem::MonthFirst),
        Order::DayFirst => warnings.file(FileProblem::DayFirst),
    }
    order
}

/// Whether a row has the columns of its header; else its cells may stand under the wrong names.
fn is_whole(row: &Row, columns: usize, warnings: &mut Warnings<'_>) -> bool {
    let cells = row.cells(columns);
    if row.open_quote || (cells != columns && row.last_line > row.line) {
        warnings.row(row.line, FileProblem::OpenQuote, FileProblem::AllQuotes, &[]);
        return false;
    }
    if cells != columns {
        let counts = [cells, columns].map(|count| count.to_string());
        warnings.row(
            row.line,
            FileProblem::WrongColumns,
            FileProblem::AllColumns,
            &counts.each_ref().map(String::as_str),
        );
        return false;
    }
    true
}

impl Scale {
    /// Of a scale that the header does not tell: out of ten as soon as one rating is above five.
    fn settled(self, rows: &[Row], columns: &Columns, warnings: &mut Warnings<'_>) -> Self {
        if self != Self::Unknown {
            return self;
        }
        // A half star is of five stars, whatever else stands there by mistake.
        let ratings = || rows.iter().map(|row| row.get(columns.rating));
        let has_halves =
            ratings().any(|rating| Scale::Five.read(rating).is_some() && Scale::Ten.read(rating).is_none());
        let above_five = !has_halves
            && ratings().any(|rating| Scale::Five.read(rating).is_none() && Scale::Ten.read(rating).is_some());
        if above_five {
            warnings.file(FileProblem::OutOfTen);
        }
        if above_five { Self::Ten } else { Self::Five }
    }
}
