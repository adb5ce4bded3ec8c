//! The tables of a Letterboxd export → entries.

use super::day::{self, Order};
use super::link::{self, Link};
use super::table::{Row, Table};
use super::text;
use super::warnings::{RowProblem, Warnings, quote};
use super::{Day, Entry, EntryKind};
use crate::film::Stars;

/// Where the columns of a table stand.
struct Columns {
    count: usize,
    date: Option<usize>,
    name: Option<usize>,
    year: Option<usize>,
    uri: Option<usize>,
    rating: Option<usize>,
    rewatch: Option<usize>,
    watched: Option<usize>,
    favourites: Option<usize>,
}

impl Columns {
    fn of(table: &Table<'_>) -> Self {
        Self {
            count: table.columns(),
            date: table.column("date"),
            name: table.column("name"),
            year: table.column("year"),
            uri: table.column("letterboxduri"),
            rating: table.column("rating"),
            rewatch: table.column("rewatch"),
            watched: table.column("watcheddate"),
            favourites: table.column("favoritefilms").or_else(|| table.column("favouritefilms")),
        }
    }
}

/// Reads the rows of a table into at most `limit` entries; how many rows were of use.
pub(super) fn read(
    kind: EntryKind,
    file: u16,
    table: &Table<'_>,
    limit: usize,
    warnings: &mut Warnings<'_>,
    entries: &mut Vec<Entry>,
) -> u32 {
    let columns = Columns::of(table);
    let all: Vec<Row> = table.rows().collect();
    let order = Order::of_rows(&all, &columns, warnings);
    let end = entries.len().saturating_add(limit);
    let mut rows = 0;
    let mut repaired = None;
    for row in all {
        if !is_whole(&row, columns.count, warnings) {
            continue;
        }
        if entries.len() >= end {
            warnings.file(
                "This file has more rows than any export, and the rest of it was left out. \
                 Drop the ZIP that Letterboxd gave you.",
            );
            break;
        }
        let before = entries.len();
        if kind == EntryKind::Favourite {
            read_favourites(file, &row, &columns, warnings, entries);
        } else {
            let mut reader = RowReader { row: &row, columns: &columns, order, warnings: &mut *warnings };
            entries.extend(reader.entry(kind, file, &mut repaired));
        }
        rows += u32::from(entries.len() > before);
    }
    if let Some(example) = repaired {
        warnings.file(format!(
            "Letters with accents were broken in this file and have been repaired, {} for one. \
             Prefer the file as Letterboxd exported it.",
            quote(&example)
        ));
    }
    rows
}

impl Order {
    fn of_rows(rows: &[Row], columns: &Columns, warnings: &mut Warnings<'_>) -> Self {
        let order = Self::of(rows.iter().flat_map(|row| [row.get(columns.date), row.get(columns.watched)]));
        let spoken = match order {
            Self::Iso => return order,
            Self::MonthFirst => "month/day/year",
            Self::DayFirst => "day/month/year",
        };
        warnings.file(format!(
            "A spreadsheet has rewritten the dates of this file; they were read as {spoken}. \
             Drop the file as Letterboxd exported it if that is wrong."
        ));
        order
    }
}

/// Whether a row has the columns of its header; else its cells may stand under the wrong names.
fn is_whole(row: &Row, columns: usize, warnings: &mut Warnings<'_>) -> bool {
    let cells = row.cells(columns);
    if cells == columns {
        return true;
    }
    if row.last_line > row.line {
        warnings.row(row.line, RowProblem::Quote, || {
            format!(
                "A quotation mark is left open on this line, so it was skipped up to line {}. \
                 Drop the file as Letterboxd exported it.",
                row.last_line
            )
        });
    } else {
        warnings.row(row.line, RowProblem::Columns, || {
            format!(
                "This row has {cells} columns instead of {columns} and was skipped. \
                 Drop the file as Letterboxd exported it."
            )
        });
    }
    false
}

fn read_favourites(file: u16, row: &Row, columns: &Columns, warnings: &mut Warnings<'_>, entries: &mut Vec<Entry>) {
    // The profile allows four; a file that says more is not believed.
    for link in row.get(columns.favourites).split(',').map(str::trim).filter(|link| !link.is_empty()).take(4) {
        match link::read(link) {
            Link::Film(id) => entries.push(Entry {
                kind: EntryKind::Favourite,
                file,
                line: row.line,
                title: String::new(),
                year: None,
                letterboxd_id: Some(id),
                rating: None,
                rewatch: false,
                day: None,
            }),
            Link::Other | Link::Unreadable => warnings.row(row.line, RowProblem::Link, || {
                format!(
                    "The favourite {} is not a link to a film and was left out. \
                     Drop the file as Letterboxd exported it.",
                    quote(link)
                )
            }),
        }
    }
}

/// One row, and where to complain about it.
struct RowReader<'r, 'f> {
    row: &'r Row,
    columns: &'r Columns,
    order: Order,
    warnings: &'r mut Warnings<'f>,
}

impl RowReader<'_, '_> {
    fn entry(&mut self, kind: EntryKind, file: u16, repaired: &mut Option<String>) -> Option<Entry> {
        let title = self.title(repaired);
        let letterboxd_id = self.letterboxd_id();
        if title.is_empty() && letterboxd_id.is_none() {
            self.warnings.row(self.row.line, RowProblem::NoFilm, || {
                "This row names no film and was skipped. Nothing to do if it was meant to be empty.".to_owned()
            });
            return None;
        }
        let rewatch = self.row.get(self.columns.rewatch);
        Some(Entry {
            kind,
            file,
            line: self.row.line,
            title,
            year: self.year(),
            letterboxd_id,
            rating: self.rating(),
            rewatch: ["yes", "true", "1"].iter().any(|yes| rewatch.eq_ignore_ascii_case(yes)),
            day: self.day(),
        })
    }

    fn title(&self, repaired: &mut Option<String>) -> String {
        let title = self.row.get(self.columns.name);
        let Some(better) = text::repair(title) else {
            return title.to_owned();
        };
        let better = better.trim().to_owned();
        repaired.get_or_insert_with(|| better.clone());
        better
    }

    fn letterboxd_id(&mut self) -> Option<u32> {
        let uri = self.row.get(self.columns.uri);
        match link::read(uri) {
            Link::Film(id) => Some(id),
            Link::Unreadable if !uri.is_empty() => {
                self.complain(
                    RowProblem::Link,
                    uri,
                    "is not a link to Letterboxd",
                    "Check that the right film is found.",
                );
                None
            }
            Link::Other | Link::Unreadable => None,
        }
    }

    fn year(&mut self) -> Option<u16> {
        let cell = self.row.get(self.columns.year);
        // Some programs write whole numbers as `1999.0`.
        let year = cell.strip_suffix(".0").unwrap_or(cell).parse().ok().filter(|year| (1850..2200).contains(year));
        if year.is_none() && !cell.is_empty() {
            self.complain(RowProblem::Year, cell, "is not a year", "Check that the right film is found.");
        }
        year
    }

    fn rating(&mut self) -> Option<Stars> {
        let cell = self.row.get(self.columns.rating);
        let stars = Stars::read(cell);
        if stars.is_none() && !cell.is_empty() {
            let todo = "Drop the file as Letterboxd exported it.";
            self.complain(RowProblem::Rating, cell, "is not a rating of 0.5 to 5, so the film counts as unrated", todo);
        }
        stars
    }

    fn day(&mut self) -> Option<Day> {
        let watched = self.row.get(self.columns.watched);
        let cell = if watched.is_empty() { self.row.get(self.columns.date) } else { watched };
        let day = day::parse(cell, self.order);
        if day.is_none() && !cell.is_empty() {
            self.complain(RowProblem::Date, cell, "is not a date", "Drop the file as Letterboxd exported it.");
        }
        day
    }

    fn complain(&mut self, problem: RowProblem, cell: &str, wrong: &str, todo: &str) {
        self.warnings.row(self.row.line, problem, || format!("{} {wrong}. {todo}", quote(cell)));
    }
}
