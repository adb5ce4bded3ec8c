//! Which table is this, and of which service? Headers tell, and names where headers are the same.

use super::rating::Scale;
use super::row::{OWN_RATINGS, RATINGS, TITLES, is_netflix, is_tv_time};
use super::table::Table;
use super::{EntryKind, names, stray};
use crate::words::FileProblem;

/// What a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Recognised {
    /// Rows of films.
    Films(Layout),
    /// Films without ratings, of which a file's name tells little or nothing: what that is taken for, and what to tell.
    SomeFilms(Layout, FileProblem),
    /// Films that everybody has rated, and nothing of the member's own.
    OfEveryone(Layout),
    /// A list of Letterboxd's: what it is called, and below that its films.
    List,
    /// Part of an export, but nothing that tells taste: reviews (they repeat the diary), comments.
    Unused,
    /// No part of an export.
    Foreign,
}

/// What the rows of a table state, where they do not say otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// What a row states.
    pub(super) kind: EntryKind,
    /// How its ratings count.
    pub(super) scale: Scale,
}

/// Recognises a table by its header, and by its file's name where headers are the same.
pub(super) fn recognise(path: &str, table: &Table<'_>) -> Recognised {
    use EntryKind::{Diary, Favourite, Listed, Rating, Watched, Watchlist};
    let has = |name: &str| table.column(name).is_some();
    let films = |kind, scale| Recognised::Films(Layout { kind, scale });
    if table.first().starts_with("Letterboxd list export") {
        return Recognised::List;
    }
    if has("favoritefilms") || has("favouritefilms") {
        return films(Favourite, Scale::Five);
    }
    let named = || names::of(path);
    let is_wanted = || matches!(named(), Some((Watchlist, None)));
    let some = |scale| match named() {
        Some((kind, None)) => films(kind, scale),
        Some((kind, Some(told))) => Recognised::SomeFilms(Layout { kind, scale }, told),
        None => Recognised::SomeFilms(Layout { kind: Watched, scale }, FileProblem::WhichFilms),
    };
    // IMDb. Its lists and its watchlist look alike; a row that is rated is a rating wherever it stands.
    if has("const") && has("title") {
        let unwanted = if has("position") { Listed } else { Rating };
        return films(if is_wanted() { Watchlist } else { unwanted }, Scale::Ten);
    }
    if has("simklid") {
        return films(Watched, Scale::Ten);
    }
    // TMDB's account: the same header for ratings, watchlist, favourites and lists.
    if has("tmdbid") && has("yourrating") {
        let kind = match named() {
            Some((kind, None)) => kind,
            _ => Rating,
        };
        return films(kind, Scale::Ten);
    }
    // Trakt: every row says what it is about. Movary names its files.
    if has("trakt") && has("action") {
        return films(Watched, Scale::Ten);
    }
    if has("userrating") && has("tmdbid") {
        return films(Rating, Scale::Ten);
    }
    // MovieLens, as its site exports it; a table of many members is not one member's.
    if has("movieid") || has("userid") {
        let is_own = (has("imdbid") || has("tmdbid")) && !has("userid");
        return match (is_own, has("rating")) {
            (true, true) => films(Rating, Scale::Five),
            // Only the wishlist has no ratings but the public's.
            (true, false) if has("averagerating") => films(Watchlist, Scale::Five),
            _ => Recognised::Foreign,
        };
    }
    if is_tv_time(table) || is_netflix(table) {
        return films(Diary, Scale::Five);
    }
    // Yamtrack: games and books too, which are no films by their own word.
    if has("mediaid") && has("mediatype") && has("source") {
        return films(Watched, Scale::Ten);
    }
    // Kinopoisk and Filmweb, as those who export them write them.
    if has("мояоценка") || has("uservote") {
        return films(Rating, Scale::Ten);
    }
    let numbered = has("letterboxduri") || has("tmdbid") || has("imdbid");
    let is_own = table.any_column(&OWN_RATINGS).is_some();
    let rated = is_own || table.any_column(&RATINGS).is_some() || has("rating10");
    let titled = table.any_column(&TITLES).is_some()
        && (has("year") || has("год") || has("releaseyear") || numbered || rated || has("watcheddate"));
    if !titled && !numbered {
        // The first lines of lists, then comments and the likes of lists and reviews.
        // What MovieLens logs of a member: ratings among much else, and they are in its ratings.
        return if has("actiontype") && has("logjson") {
            Recognised::Unused
        } else if has("date") && has("name") && has("tags") && has("url") {
            Recognised::List
        } else if has("date") && has("content") {
            Recognised::Unused
        } else {
            Recognised::Foreign
        };
    }
    // `Name` is Letterboxd's own word in what it exports, `Title` the one in what it imports.
    if has("name") && has("review") {
        return Recognised::Unused;
    }
    // Members add everybody's ratings to their own files.
    let is_enriched = is_own || has("watcheddate") || (has("letterboxduri") && rated);
    if !is_enriched && stray::is_of_everyone(table) {
        return Recognised::OfEveryone(Layout { kind: Watched, scale: Scale::Unknown });
    }
    let scale = if has("rating10") && table.any_column(&RATINGS).is_none() && !is_own {
        Scale::Ten
    } else if has("letterboxduri") {
        Scale::Five
    } else {
        Scale::Unknown
    };
    if has("watcheddate") || has("watchedat") || has("rewatch") {
        films(Diary, scale)
    } else if has("position") {
        films(Listed, scale)
    } else if rated {
        // Whoever rated a title of a watchlist has seen it; the others wait.
        films(if is_wanted() { Watchlist } else { Rating }, scale)
    } else {
        some(scale)
    }
}

/// Files of an export that need not be opened: what was deleted or lost its film, comments and reviews.
pub(super) fn is_unused(path: &str) -> bool {
    let (folder, name) = split(path);
    let is = |stems: &[&str]| stems.iter().any(|stem| name.strip_prefix(stem).is_some_and(|rest| rest == ".csv"));
    match folder.as_str() {
        "deleted" | "orphaned" => is(&["diary", "reviews", "comments"]),
        "likes" => is(&["lists", "reviews"]),
        // A list may be called anything, `reviews` too.
        "lists" => path.split(['/', '\\']).any(|folder| folder == "deleted" || folder == "orphaned"),
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
    use EntryKind::{Diary, Favourite, Like, Listed, Rating, Watched, Watchlist};
    use Recognised::{Foreign, List, SomeFilms, Unused};
    use Scale::{Five, Ten, Unknown};

    #[test]
    fn files_are_recognised() {
        fn check(path: &str, header: &str, expected: Recognised) {
            assert_eq!(recognise(path, &Table::new(header)), expected, "{path} with {header}");
        }
        let is = |kind, scale| Recognised::Films(Layout { kind, scale });
        let films = "Date,Name,Year,Letterboxd URI";
        check("ratings.csv", "Date,Name,Year,Letterboxd URI,Rating", is(Rating, Five));
        check("whatever", "Rating;Letterboxd URI;Year;Name;Date", is(Rating, Five));
        check("newRatings.csv", "Date,Name,Year,Letterboxd URI,Rating,Language,Genres", is(Rating, Five));
        check("x", "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date", is(Diary, Five));
        check("x", "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date", Unused);
        check("x", "Date Joined,Username,Bio,Pronoun,Favorite Films", is(Favourite, Five));
        check("watched.csv", films, is(Watched, Five));
        check("Watched (1).csv", films, is(Watched, Five));
        check("export/watchlist.csv", films, is(Watchlist, Five));
        check("my-watchlist-2024.csv", films, is(Watchlist, Five));
        check("likes/films.csv", films, is(Like, Five));
        check("a/LIKES/Films.csv", films, is(Like, Five));
        check("a\\likes\\x.csv", films, is(Like, Five));
        check("films (2).csv", films, is(Like, Five));
        check("data.csv", films, SomeFilms(Layout { kind: Watched, scale: Five }, FileProblem::WhichFilms));
        check("hated.csv", films, SomeFilms(Layout { kind: Watched, scale: Five }, FileProblem::NamedDisliked));
        check("comments.csv", "Date,Content,Comment", Unused);
        check("lists.csv", "Date,Content", Unused);
        check("best.csv", "Letterboxd list export v7\nDate,Name,Tags,URL,Description", List);
        check("best.csv", "\nDate,Name,Tags,URL,Description\n", List);
        check("best.csv", "Position,Name,Year,URL,Description", is(Listed, Unknown));
        let import = "LetterboxdURI,tmdbID,imdbID,Title,Year,Directors,Rating,Rating10,WatchedDate,Rewatch,Tags,Review";
        check("import.csv", import, is(Diary, Five));
        check("x.csv", "Title,Year,Rating10", is(Rating, Ten));
        check("x.csv", "Title,Year,Rating", is(Rating, Unknown));
        check("x.csv", "tmdbID,Rating", is(Rating, Unknown));
        check("ratings.csv", "Const,Your Rating,Date Rated,Title,Year", is(Rating, Ten));
        check("x.csv", "position,const,created,modified,description,Title,Title type,You rated", is(Listed, Ten));
        check("WATCHLIST.csv", "Position,Const,Created,Modified,Description,Title,URL", is(Watchlist, Ten));
        check("x.csv", "SIMKL_ID,Title,Type,Year,Watchlist,LastEpWatched,WatchedDate,Rating", is(Watched, Ten));
        check("x.csv", "movie_id,imdb_id,tmdb_id,rating,average_rating,title", is(Rating, Five));
        check("x.csv", "movie_id,imdb_id,tmdb_id,average_rating,title", is(Watchlist, Five));
        let account =
            "TMDb ID,IMDb ID,Type,Name,Release Date,Season Number,Episode Number,Rating,Your Rating,Date Rated";
        check("ratings.csv", account, is(Rating, Ten));
        check("watchlist.csv", account, is(Watchlist, Ten));
        check("favorites.csv", account, is(Like, Ten));
        check("ratings.csv", "title,year,tmdbId,imdbId,userRating", is(Rating, Ten));
        check("history.csv", "title,year,tmdbId,imdbId,watchedAt,comment,location", is(Diary, Unknown));
        check("x.csv", "action,type,title,year,trakt,imdb,tmdb,rating", is(Watched, Ten));
        check("NetflixViewingHistory.csv", "Title,Date", is(Diary, Five));
        check("x.csv", "media_id,source,media_type,title,image,score,status,end_date", is(Watched, Ten));
        check("tracking-prod-records.csv", "uuid,type,entity_type,movie_name,release_date,created_at", is(Diary, Five));
        check("votes.csv", "Название;Оригинальное название;Год;Моя оценка", is(Rating, Ten));
        check("filmweb.csv", "timestamp,iso_date,user_vote,original_title,pl_title,year", is(Rating, Ten));
        check("x.csv", "Title,Year,Rating,My Rating", is(Rating, Unknown));
        check("x.csv", "Film,Year", SomeFilms(Layout { kind: Watched, scale: Unknown }, FileProblem::WhichFilms));
        check("ratings.csv", "userId,movieId,rating,timestamp", Foreign);
        check("movies.csv", "movieId,title,genres", Foreign);
        check("movielens-activity.csv", "datetime,login_id,action_type,log_json", Unused);
        check("x.csv", "a,b", Foreign);
        check("ratings.csv", "", Foreign);
    }

    #[test]
    fn some_files_need_not_be_opened() {
        for path in [
            "deleted/diary.csv",
            "x/orphaned/reviews.csv",
            "deleted/lists/best.csv",
            "likes/lists.csv",
            "reviews.csv",
            "top/Comments.csv",
        ] {
            assert!(is_unused(path), "{path}");
        }
        for path in ["diary.csv", "likes/films.csv", "lists/reviews.csv", "deleted/ratings.csv", "reviews (1).csv", ""]
        {
            assert!(!is_unused(path), "{path}");
        }
    }
}
