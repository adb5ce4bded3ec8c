//! What a file is when it is nothing that can be read, told by its first bytes.

use crate::words::FileProblem;

/// What is wrong with a file as a whole, with the name of its packing if that is it; `None` if it may be text.
pub(super) fn diagnose(bytes: &[u8]) -> Option<(FileProblem, &'static [&'static str])> {
    if bytes.is_empty() {
        return Some((FileProblem::EmptyFile, &[]));
    }
    if bytes.iter().all(|&byte| byte == 0) {
        return Some((FileProblem::ZeroFile, &[]));
    }
    const SIGNS: [(&[u8], FileProblem, &[&str]); 9] = [
        (b"%PDF", FileProblem::Pdf, &[]),
        (b"\xD0\xCF\x11\xE0", FileProblem::OldSpreadsheet, &[]),
        (b"\x1F\x8B", FileProblem::Packed, &["GZIP"]),
        (b"7z\xBC\xAF", FileProblem::Packed, &["7-Zip"]),
        (b"Rar!", FileProblem::Packed, &["RAR"]),
        (b"\x89PNG", FileProblem::Picture, &[]),
        (b"\xFF\xD8\xFF", FileProblem::Picture, &[]),
        (b"GIF8", FileProblem::Picture, &[]),
        (b"SQLite format", FileProblem::Database, &[]),
    ];
    SIGNS.iter().find(|(sign, ..)| bytes.starts_with(sign)).map(|&(_, problem, packing)| (problem, packing))
}

/// Whether text is a web page: what a browser saves where a download needed a login.
pub(super) fn is_web_page(text: &str) -> bool {
    let start = text.trim_start().get(..15).unwrap_or_default().to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<head")
}
