//! A list of Letterboxd's: a record with its name, then a table of its films. Old copies begin with a blank line.

use super::EntryKind;
use super::limits;
use super::rating::Scale;
use super::recognise::Layout;
use super::table::Table;

/// The rows of a list state that they are on it.
pub(super) const LAYOUT: Layout = Layout { kind: EntryKind::Listed, scale: Scale::Five };

/// What the member calls the list, and its films; `None` if the file ends before them.
pub(super) fn open<'t>(table: &Table<'t>) -> Option<(String, Table<'t>)> {
    let (head, films) = table.below("position")?;
    // Date, name, tags, address, description: since 2018 in this order.
    Some((limits::cut(head.get(Some(1)), limits::TITLE).to_owned(), films))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_have_a_name_and_rows_their_lines() {
        fn check(text: &str, name: &str, line: u32) {
            let table = Table::new(text);
            let (found, films) = open(&table).expect("a list");
            assert_eq!(found, name);
            let (mut rows, mut read) = (films.rows(usize::MAX), Vec::new());
            while let Some(row) = rows.next() {
                read.push((row.line, row.get(films.column("name")).to_owned()));
            }
            assert_eq!(read, [(line, "Heat".to_owned()), (line + 1, "Ran".to_owned())], "{text}");
        }
        let films = "Position,Name,Year,URL,Description\r\n1,Heat,1995,,\r\n2,Ran,1985,,\r\n";
        let head = "Date,Name,Tags,URL,Description\r\n2019-03-21,\"Heists, mostly\",,https://boxd.it/2K7Y4,";
        check(&format!("Letterboxd list export v7\r\n{head}\r\n\r\n{films}"), "Heists, mostly", 6);
        check(&format!("\r\n{head}\"Two\r\nlines\"\r\n\r\n{films}"), "Heists, mostly", 7);
        check(&format!("{head}\r\n{films}"), "Heists, mostly", 4);
        assert!(open(&Table::new(head)).is_none());
    }
}
