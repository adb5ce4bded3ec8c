//! A made-up member, for looking around: slow, strange and beautiful films, a soft spot for animation and heists,
//! little patience for franchises.

use crate::protocol::DroppedFile;

/// Their files, as Letterboxd would export them.
pub fn files() -> Vec<DroppedFile> {
    let file =
        |name: &str, text: &str| DroppedFile { name: name.to_owned(), bytes: text.as_bytes().to_vec(), left_out: None };
    vec![
        file("ratings.csv", include_str!("sample/ratings.csv")),
        file("watchlist.csv", include_str!("sample/watchlist.csv")),
        file("likes/films.csv", include_str!("sample/likes.csv")),
    ]
}

/// A made-up guest of this name, for looking around on the page of a night: comedies, romances, blockbusters and a good
/// cry; little patience for what is slow. Some films they have in common with the member.
pub fn guest(name: &str) -> Vec<DroppedFile> {
    let text = include_str!("sample/guest.csv").as_bytes().to_vec();
    // The folder around an export's files tells whose they are.
    vec![DroppedFile { name: name.to_owned() + "/ratings.csv", bytes: text, left_out: None }]
}

/// The same with a long history: every row many times over. For rehearsals.
pub fn many_files() -> Vec<DroppedFile> {
    let mut files = files();
    for file in &mut files {
        let header = file.bytes.iter().position(|&byte| byte == b'\n').map_or(file.bytes.len(), |end| end + 1);
        let rows = file.bytes.split_off(header);
        file.bytes.extend(rows.repeat(MANY));
    }
    files
}

/// Makes some hundred rows of the sample's few dozen.
const MANY: usize = 10;
