//! What a file is when it is nothing that can be read, told by its first bytes.

use crate::words::Phrase;

/// What is wrong with a file as a whole, and how it is packed if that is it; `None` if it may be text.
pub(super) fn diagnose(bytes: &[u8]) -> Option<(Phrase, &'static str)> {
    if bytes.is_empty() {
        return Some((Phrase::EmptyFile, ""));
    }
    if bytes.iter().all(|&byte| byte == 0) {
        return Some((Phrase::ZeroFile, ""));
    }
    const SIGNS: [(&[u8], Phrase, &str); 9] = [
        (b"%PDF", Phrase::Pdf, ""),
        (b"\xD0\xCF\x11\xE0", Phrase::OldSpreadsheet, ""),
        (b"\x1F\x8B", Phrase::Packed, "GZIP"),
        (b"7z\xBC\xAF", Phrase::Packed, "7-Zip"),
        (b"Rar!", Phrase::Packed, "RAR"),
        (b"\x89PNG", Phrase::Picture, ""),
        (b"\xFF\xD8\xFF", Phrase::Picture, ""),
        (b"GIF8", Phrase::Picture, ""),
        (b"SQLite format", Phrase::Database, ""),
    ];
    SIGNS.iter().find(|(sign, ..)| bytes.starts_with(sign)).map(|&(_, what, packing)| (what, packing))
}

/// Whether text is a web page: what a browser saves where a download needed a login.
pub(super) fn is_web_page(text: &str) -> bool {
    let start = text.trim_start().get(..15).unwrap_or_default().to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<head")
}
