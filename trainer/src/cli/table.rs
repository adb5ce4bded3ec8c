//! Tables that fit the terminal.

use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, TableComponent, presets};
use console::Term;

/// Where there is no terminal, or its width is not known.
const WIDTH: u16 = 120;

/// An empty table with a line under its header, no wider than the terminal.
pub(super) fn table<'a>(header: impl IntoIterator<Item = &'a str>) -> Table {
    let mut table = Table::new();
    table
        .load_preset(presets::NOTHING)
        .set_style(TableComponent::HeaderLines, '─')
        .set_style(TableComponent::MiddleHeaderIntersections, '─')
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width())
        .set_header(header);
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    table
}

/// The lines of a table without the blanks at their ends.
pub(super) fn lines(table: &Table) -> String {
    let mut text = String::new();
    for line in table.lines() {
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// A cell whose end is aligned, for numbers.
pub(super) fn number(text: impl ToString) -> Cell {
    Cell::new(text).set_alignment(CellAlignment::Right)
}

fn width() -> u16 {
    if let Some((_, columns)) = Term::stdout().size_checked() {
        return columns;
    }
    let wanted = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    wanted.filter(|&columns| columns > 0).unwrap_or(WIDTH)
}
