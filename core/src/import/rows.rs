//! The rows of a table → entries, each row by itself: a bad one is told and left out, the good ones stay.

use super::day::{Dates, Order};
use super::entries::Entries;
use super::rating::{Column, Scale};
use super::recognise::Layout;
use super::records::Row;
use super::row::{Columns, RowReader, read_favourites};
use super::table::Table;
use super::warnings::Warnings;
use super::{Entry, RatingColumn};
use crate::import::EntryKind;
use crate::words::FileProblem;

/// What a file turned out to be.
#[derive(Default)]
pub(super) struct Understood {
    /// How many of its rows became entries.
    pub(super) rows: u32,
    /// Where its ratings stood.
    pub(super) ratings: Option<RatingColumn>,
    /// Whether most of what stands there is no rating that a member gives, such as 3.87: everybody's means, then.
    pub(super) are_means: bool,
}

/// Of fewer ratings it is not told whose they are.
const ENOUGH: u32 = 20;

/// Reads the rows of a table into entries; without ratings, where these are not the member's own.
pub(super) fn read(
    layout: Layout,
    is_own: bool,
    file: u16,
    table: &Table<'_>,
    warnings: &mut Warnings<'_>,
    entries: &mut Entries,
) -> Understood {
    let mut columns = Columns::of(table);
    if !is_own {
        (columns.rating, columns.rating_of_ten) = (None, None);
    }
    let (order, scale) = agree(table, &columns, layout.scale, entries.rows_left(), warnings);
    let mut rows = table.rows(entries.rows_left());
    let (mut useful, mut is_rated) = (0, false);
    let mut repaired = None;
    // Of ratings that stand there, and of those that are some.
    let (mut filled, mut given) = (0_u32, 0_u32);
    while let Some(row) = rows.next() {
        if !is_whole(row, columns.count, warnings) {
            continue;
        }
        let before = entries.len();
        if layout.kind == EntryKind::Favourite {
            read_favourites(file, row, &columns, warnings, entries);
        } else {
            let mut reader = RowReader { row, columns: &columns, order, scale, warnings: &mut *warnings };
            if let Some(entry) = reader.entry(layout.kind, file, &mut repaired) {
                is_rated |= entry.rating.is_some();
                filled += u32::from(!row.get(columns.rating).trim().is_empty());
                given += u32::from(entry.rating.is_some());
                // What is rated on a list is on the list all the same.
                if layout.kind == EntryKind::Listed && entry.kind != EntryKind::Listed {
                    entries.push(Entry { kind: EntryKind::Listed, rating: None, ..entry.clone() }, warnings);
                }
                entries.push(entry, warnings);
            }
        }
        useful += u32::from(entries.len() > before);
        if entries.is_full() {
            break;
        }
    }
    entries.count_rows(&rows);
    if let Some(example) = repaired {
        warnings.file_with(FileProblem::RepairedLetters, &example);
    }
    let are_means = layout.scale == Scale::Unknown && filled >= ENOUGH && given < filled / 2;
    Understood { rows: useful, ratings: rating_column(table, &columns, scale).filter(|_| is_rated), are_means }
}

/// Where the ratings stand, and of how much they are. One of ten stands in for one of five where that is empty.
fn rating_column(table: &Table<'_>, columns: &Columns, scale: Scale) -> Option<RatingColumn> {
    let (column, scale) = match columns.rating {
        Some(column) => (column, scale),
        None => (columns.rating_of_ten?, Scale::Ten),
    };
    Some(RatingColumn { name: table.told_column(column), of: scale.best()? })
}

/// What only all rows together tell: the order of day and month in a file's dates, and the scale of its ratings. Says so
/// where a spreadsheet has changed the one, or the header does not tell the other.
fn agree(
    table: &Table<'_>,
    columns: &Columns,
    scale: Scale,
    limit: usize,
    warnings: &mut Warnings<'_>,
) -> (Order, Scale) {
    let is_dated = !columns.is_simkl && columns.dates.iter().any(Option::is_some);
    let (mut dates, mut ratings) = (Dates::default(), Column::default());
    if is_dated || scale == Scale::Unknown {
        let mut rows = table.rows(limit);
        while let Some(row) = rows.next() {
            columns.dates.iter().filter(|_| is_dated).for_each(|&column| dates.add(row.get(column)));
            if scale == Scale::Unknown {
                ratings.add(row.get(columns.rating));
            }
        }
    }
    let order = if columns.is_simkl { Order::DayFirst } else { dates.order };
    if is_dated && order != Order::Iso {
        warnings.file(if order == Order::MonthFirst { FileProblem::MonthFirst } else { FileProblem::DayFirst });
    }
    if scale != Scale::Unknown {
        return (order, scale);
    }
    let scale = ratings.scale();
    match scale {
        Scale::Ten => warnings.file(FileProblem::OutOfTen),
        Scale::Hundred => warnings.file(FileProblem::OutOfHundred),
        Scale::None => warnings.file(FileProblem::NoScale),
        Scale::Five | Scale::Unknown => {}
    }
    (order, scale)
}

/// Whether a row has the columns of its header; else its cells may stand under the wrong names.
fn is_whole(row: &Row, columns: usize, warnings: &mut Warnings<'_>) -> bool {
    if row.is_too_long {
        warnings.row(row.line, FileProblem::LongRow, FileProblem::AllLongRows, &[]);
        return false;
    }
    let cells = row.cells_up_to(columns);
    if row.open_quote || (cells != columns && row.last_line > row.line) {
        warnings.row(row.line, FileProblem::OpenQuote, FileProblem::AllQuotes, &[]);
        return false;
    }
    if cells != columns {
        // Written out only for those that are told one by one.
        let [cells, columns] =
            [cells, columns].map(|count| if warnings.shows_rows() { count.to_string() } else { String::new() });
        warnings.row(row.line, FileProblem::WrongColumns, FileProblem::AllColumns, &[&cells, &columns]);
        return false;
    }
    true
}
