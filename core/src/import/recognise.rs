//! Which table of an export is this? Headers tell, and names where headers are the same.

use super::EntryKind;
use super::table::Table;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Recognised {
    /// One of the tables that are read.
    Table(EntryKind),
    /// Films without ratings, and no telling whether they were watched, liked or wanted.
    SomeFilms,
    /// Part of an export, but nothing that tells taste: reviews (they repeat the diary), comments, lists.
    Unused,
    /// No part of an export.
    Foreign,
}

/// Recognises a table by its header, and by its file's name where headers are the same.
pub(super) fn recognise(path: &str, table: &Table<'_>) -> Recognised {
    let has = |name: &str| table.column(name).is_some();
    let films = has("name") && (has("year") || has("letterboxduri"));
    if table.first().starts_with("Letterboxd list export") {
        return Recognised::Unused;
    }
    if has("favoritefilms") || has("favouritefilms") {
        return Recognised::Table(EntryKind::Favourite);
    }
    if films && has("review") {
        return Recognised::Unused;
    }
    if films && (has("watcheddate") || has("rewatch")) {
        return Recognised::Table(EntryKind::Diary);
    }
    if films && has("position") {
        return Recognised::Unused;
    }
    if films && has("rating") {
        return Recognised::Table(EntryKind::Rating);
    }
    if films && has("letterboxduri") {
        return by_name(path).map_or(Recognised::SomeFilms, Recognised::Table);
    }
    // The first lines of lists, then comments and the likes of lists and reviews.
    if has("date") && (has("content") || (has("name") && has("tags") && has("url"))) {
        return Recognised::Unused;
    }
    Recognised::Foreign
}

fn by_name(path: &str) -> Option<EntryKind> {
    let (folder, name) = split(path);
    let has = |part: &str| name.contains(part);
    if has("watchlist") {
        Some(EntryKind::Watchlist)
    } else if has("watched") {
        Some(EntryKind::Watched)
    } else if folder == "likes" || has("like") || has("films") {
        Some(EntryKind::Like)
    } else {
        None
    }
}

/// Files of an export that need not be opened: what was deleted or lost its film, lists, comments and reviews.
pub(super) fn is_unused(path: &str) -> bool {
    let (folder, name) = split(path);
    let is = |stems: &[&str]| stems.iter().any(|stem| name.strip_prefix(stem).is_some_and(|rest| rest == ".csv"));
    match folder.as_str() {
        "deleted" | "orphaned" => is(&["diary", "reviews", "comments"]),
        "likes" => is(&["lists", "reviews"]),
        // A list may be called anything, `ratings` too; its header tells then.
        "lists" => !is(&["ratings", "watched", "watchlist", "diary", "profile", "films"]),
        _ => is(&["reviews", "comments"]),
    }
}

/// The folder a file lies in and its name, in lower case.
fn split(path: &str) -> (String, String) {
    let mut parts = path.rsplit(['/', '\\']);
    let name = parts.next().unwrap_or("").to_lowercase();
    (parts.next().unwrap_or("").to_lowercase(), name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use EntryKind::{Diary, Favourite, Like, Rating, Watched, Watchlist};
    use Recognised::{Foreign, SomeFilms, Table as Is, Unused};

    #[test]
    fn files_are_recognised() {
        fn check(path: &str, header: &str, expected: Recognised) {
            assert_eq!(recognise(path, &Table::new(header)), expected, "{path} with {header}");
        }
        let films = "Date,Name,Year,Letterboxd URI";
        check("ratings.csv", "Date,Name,Year,Letterboxd URI,Rating", Is(Rating));
        check("whatever", "Rating;Letterboxd URI;Year;Name;Date", Is(Rating));
        check("newRatings.csv", "Date,Name,Year,Letterboxd URI,Rating,Language,Genres", Is(Rating));
        check("x", "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date", Is(Diary));
        check("x", "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date", Unused);
        check("x", "Date Joined,Username,Bio,Pronoun,Favorite Films", Is(Favourite));
        check("watched.csv", films, Is(Watched));
        check("Watched (1).csv", films, Is(Watched));
        check("export/watchlist.csv", films, Is(Watchlist));
        check("my-watchlist-2024.csv", films, Is(Watchlist));
        check("likes/films.csv", films, Is(Like));
        check("a/LIKES/Films.csv", films, Is(Like));
        check("a\\likes\\x.csv", films, Is(Like));
        check("films (2).csv", films, Is(Like));
        check("data.csv", films, SomeFilms);
        check("comments.csv", "Date,Content,Comment", Unused);
        check("lists.csv", "Date,Content", Unused);
        check("best.csv", "Letterboxd list export v7\nDate,Name,Tags,URL,Description", Unused);
        check("best.csv", "\nDate,Name,Tags,URL,Description\n", Unused);
        check("best.csv", "Position,Name,Year,URL,Description", Unused);
        check("ratings.csv", "Const,Your Rating,Date Rated,Title,Year", Foreign);
        check("x.csv", "a,b", Foreign);
        check("ratings.csv", "", Foreign);
    }

    #[test]
    fn some_files_need_not_be_opened() {
        for path in [
            "deleted/diary.csv",
            "x/orphaned/reviews.csv",
            "likes/lists.csv",
            "lists/best.csv",
            "reviews.csv",
            "top/Comments.csv",
        ] {
            assert!(is_unused(path), "{path}");
        }
        for path in ["diary.csv", "likes/films.csv", "lists/ratings.csv", "deleted/ratings.csv", "reviews (1).csv", ""]
        {
            assert!(!is_unused(path), "{path}");
        }
    }
}
