//! How much one import takes in. No honest export comes near any of these; a file that goes beyond one is made to hurt, and
//! what is over is left out with a warning, so that time and memory are bounded by the bytes dropped.
//!
//! Limits are applied while reading: nothing is built first and measured afterwards.

/// Bytes of one file, packed or unpacked, and of its text. An export of 20,000 films is under 5 MB in all.
pub const FILE: usize = 64 << 20;
/// Bytes of a ZIP inside a ZIP. It stays in memory while its files are read.
pub const NESTED: usize = 32 << 20;
/// Bytes that one import unpacks, over all its archives.
pub const UNPACKED: usize = 256 << 20;
/// Files in an archive. An export has as many as its member has lists, and a few more.
pub const MEMBERS: usize = 20_000;
/// Files that are read: a member may have a thousand lists.
pub const FILES: usize = 5_000;
/// Entries of all files together: no member has logged this many films.
pub const ENTRIES: usize = 500_000;
/// Rows of all tables together, blank ones and such as cannot be read included. Rows of two bytes make no entries, and
/// would be gone through by the million all the same.
pub const ROWS: usize = 1_000_000;
/// Bytes of text in all entries together: a title has about twenty.
pub const TEXT: usize = 32 << 20;
/// Bytes of a row. The longest seen, with a description of its list in it, has 11,000. Without a limit, a quotation
/// mark left open is followed to the end of the file.
pub const ROW: usize = 1 << 20;
/// Cells of a row: a spreadsheet has no more columns.
pub const CELLS: usize = 16_384;
/// Bytes of a title, an original title or the name of a list. Of 200,000 titles the longest has 196.
pub const TITLE: usize = 500;
/// Bytes of the directors of a film: an anthology may have a hundred.
pub const DIRECTORS: usize = 2_000;
/// Bytes of the name of a file, with its folders.
pub const NAME: usize = 512;
/// Bytes of an element's text in a feed that are kept: of a review, only the poster before it is read.
pub const ELEMENT: usize = 64 << 10;
/// How deep the elements of a feed may lie inside each other: it is four.
pub const DEPTH: usize = 64;
/// Warnings of one import. Nobody reads as many.
pub const WARNINGS: usize = 1_000;

/// The beginning of a text, at most so many bytes of it.
pub(super) fn cut(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

/// As much of a title as is needed to tell that it is too long, if so.
pub(super) fn title(text: &str) -> String {
    cut(text, TITLE + 4).to_owned()
}

/// The end of a file's name if it is too long: what it is called matters more than where it lies.
pub(super) fn name(name: &str) -> &str {
    &name[name.ceil_char_boundary(name.len().saturating_sub(NAME))..]
}
