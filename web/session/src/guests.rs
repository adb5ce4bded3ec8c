//! Whose files somebody brings along, and what their owner is called.

/// Folders of an export itself: they name nobody.
const PARTS: [&str; 4] = ["likes", "lists", "deleted", "orphaned"];
/// Files of an export itself.
const FILES: [&str; 8] = ["profile", "ratings", "watched", "watchlist", "diary", "reviews", "comments", "films"];

/// What the files of one member have in common: a ZIP is one member's, and so is a folder. Loose files that were dropped
/// together are one member's too.
pub fn party(path: &str) -> &str {
    let is_zip = path.len() >= 4 && path.as_bytes()[path.len() - 4..].eq_ignore_ascii_case(b".zip");
    if is_zip { path } else { folder(path).unwrap_or_default() }
}

/// Who an export is of: Letterboxd names its file `letterboxd-<name>-<date>-utc.zip`. Else the name of the file, or of the
/// folder around an export's own files; nothing where there is none.
pub fn name_of(path: &str) -> String {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let is_part = FILES.contains(&stem) || path.split('/').any(|part| PARTS.contains(&part));
    let name = if is_part { folder(path).unwrap_or_default() } else { stem };
    let is_date = |part: &&str| part.len() == 4 && part.bytes().all(|digit| digit.is_ascii_digit());
    let Some(rest) = name.strip_prefix("letterboxd-") else { return name.to_owned() };
    let parts: Vec<&str> = rest.split('-').take_while(|part| !is_date(part)).collect();
    if parts.is_empty() { name.to_owned() } else { parts.join("-") }
}

/// The outermost folder, unless it is one of an export's own.
fn folder(path: &str) -> Option<&str> {
    path.split_once('/').map(|(folder, _)| folder).filter(|folder| !PARTS.contains(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exports_are_named_after_their_members() {
        let check = |file: &str, name: &str| assert_eq!(name_of(file), name, "{file:?}");
        check("letterboxd-jeanne-2024-05-01-10-20-utc.zip", "jeanne");
        check("exports/letterboxd-jeanne-dielman-2024-05-01-10-20-utc.zip", "jeanne-dielman");
        check("letterboxd-2024.zip", "letterboxd-2024");
        check("anna.zip", "anna");
        check("letterboxd-jeanne-2024-05-01-10-20-utc/comments.csv", "jeanne");
        check("Anna/likes/films.csv", "Anna");
        check("likes/films.csv", "");
        check("ratings.csv", "");
        check("anna-imdb.csv", "anna-imdb");
        check("", "");
    }

    #[test]
    fn who_brings_what() {
        let check = |path: &str, party_of: &str| assert_eq!(party(path), party_of, "{path:?}");
        check("letterboxd-jeanne-2024-05-01-10-20-utc.zip", "letterboxd-jeanne-2024-05-01-10-20-utc.zip");
        check("exports/anna.ZIP", "exports/anna.ZIP");
        check("Anna/ratings.csv", "Anna");
        check("Anna/likes/films.csv", "Anna");
        check("ratings.csv", "");
        check("likes/films.csv", "");
        check("ü.zi", "");
    }
}
