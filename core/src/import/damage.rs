//! What a file is when it is nothing that can be read, told by its first bytes.

/// What is wrong with a file as a whole, then what to do; `None` if it may be text.
pub(super) fn diagnose(bytes: &[u8]) -> Option<&'static str> {
    if bytes.is_empty() {
        return Some("This file is empty: it was not saved properly. Take it from the export again.");
    }
    if bytes.iter().all(|&byte| byte == 0) {
        return Some(
            "This file holds nothing but zero bytes: it was not saved properly. Take it from the export again.",
        );
    }
    const SIGNS: [(&[u8], &str); 9] = [
        (b"%PDF", "This is a PDF. Drop the ZIP or the CSV that the service exported."),
        (b"\xD0\xCF\x11\xE0", "This is an old spreadsheet. Save it as CSV, or drop the export itself."),
        (b"\x1F\x8B", "This file is packed as GZIP. Unpack it and drop what is inside."),
        (b"7z\xBC\xAF", "This file is packed as 7-Zip. Unpack it and drop what is inside."),
        (b"Rar!", "This file is packed as RAR. Unpack it and drop what is inside."),
        (b"\x89PNG", "This is a picture. Drop the ZIP or the CSV that the service exported."),
        (b"\xFF\xD8\xFF", "This is a picture. Drop the ZIP or the CSV that the service exported."),
        (b"GIF8", "This is a picture. Drop the ZIP or the CSV that the service exported."),
        (b"SQLite format", "This is a database. Drop the ZIP or the CSV that the service exported."),
    ];
    SIGNS.iter().find(|(sign, _)| bytes.starts_with(sign)).map(|&(_, what)| what)
}

/// Whether text is a web page: what a browser saves where a download needed a login.
pub(super) fn is_web_page(text: &str) -> bool {
    let start = text.trim_start().get(..15).unwrap_or_default().to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<head")
}
