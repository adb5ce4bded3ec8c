//! Rows that found no film, as a file to download: for mending the export, or for another tool.

use crate::language::{Label, say};
use crate::protocol::{Report, UnmatchedRow};

/// CSV with a header, CRLF, quotes where they are needed (RFC 4180). The header is for tools, so it stays English.
pub(crate) fn csv(report: &Report) -> String {
    let mut text = "Title,Year,File,Line,Reason\r\n".to_owned();
    for (rows, reason) in [
        (&report.ambiguous, Label::RowAmbiguous),
        (&report.unmatched, Label::RowUnmatched),
        (&report.no_film, Label::RowNoFilm),
    ] {
        for row in rows {
            add(&mut text, row, say(reason));
        }
    }
    text
}

fn add(text: &mut String, row: &UnmatchedRow, reason: &str) {
    let year = row.year.map(|year| year.to_string()).unwrap_or_default();
    for (place, cell) in [&*row.title, &*year, &*row.file, &*row.line.to_string(), reason].into_iter().enumerate() {
        if place > 0 {
            text.push(',');
        }
        // A spreadsheet would run what begins so.
        let is_formula = cell.starts_with(['=', '+', '-', '@']);
        if is_formula || cell.contains([',', '"', '\r', '\n']) {
            let guard = if is_formula { "'" } else { "" };
            *text += &["\"", guard, &cell.replace('"', "\"\""), "\""].concat();
        } else {
            *text += cell;
        }
    }
    *text += "\r\n";
}

/// The address of a download.
pub(crate) fn address(report: &Report) -> String {
    "data:text/csv;charset=utf-8,".to_owned() + &String::from(js_sys::encode_uri_component(&csv(report)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use halfstar_core::import::EntryKind;

    #[test]
    fn cells_are_quoted_where_they_must() {
        let row = |title: &str, year| UnmatchedRow {
            title: title.to_owned(),
            is_numbered: false,
            year,
            file: "diary.csv".to_owned(),
            line: 3,
            kind: EntryKind::Diary,
            candidates: Vec::new(),
            doubt: None,
        };
        let report = Report {
            ambiguous: vec![row("Say \"hi\", again", None)],
            unmatched: vec![row("Plain", Some(1999)), row("=1+1", None)],
            ..Report::default()
        };
        assert_eq!(
            csv(&report),
            "Title,Year,File,Line,Reason\r\n\
             \"Say \"\"hi\"\", again\",,diary.csv,3,may mean several films\r\n\
             Plain,1999,diary.csv,3,not in the film library\r\n\
             \"'=1+1\",,diary.csv,3,not in the film library\r\n"
        );
    }
}
