//! What a file's name says of the films in it, where its rows do not: by whole words of a few languages, and by what denies
//! them. In doubt the gentlest reading counts, and is told.

use super::EntryKind;
use crate::words::FileProblem;

/// Films that are to be seen.
const WANTED: [&str; 9] = [
    "watchlist",
    "wishlist",
    "wanted",
    "merkliste",
    "wunschliste",
    "watchliste",
    "envies",
    "pendientes",
    "plantowatch",
];
/// The same in several words.
const WANTED_PHRASES: [&[&str]; 6] =
    [&["to", "watch"], &["to", "see"], &["watch", "list"], &["a", "voir"], &["por", "ver"], &["da", "vedere"]];
/// Films that were seen.
const SEEN: [&str; 14] = [
    "watched",
    "seen",
    "history",
    "diary",
    "viewed",
    "gesehen",
    "gesehene",
    "vu",
    "vus",
    "vues",
    "vistas",
    "vistos",
    "visti",
    "assistidos",
];
/// Films that are liked.
const LIKED: [&str; 18] = [
    "like",
    "likes",
    "liked",
    "love",
    "loved",
    "favorite",
    "favorites",
    "favourite",
    "favourites",
    "faves",
    "lieblingsfilme",
    "favoriten",
    "favoris",
    "préférés",
    "favoritos",
    "favoritas",
    "preferiti",
    "ulubione",
];
/// Films that are not.
const DISLIKED: [&str; 13] = [
    "dislike",
    "dislikes",
    "disliked",
    "hate",
    "hated",
    "hates",
    "worst",
    "least",
    "bad",
    "unliked",
    "schlechteste",
    "pires",
    "peores",
];
/// Films that were not even seen.
const UNSEEN: [&str; 4] = ["unwatched", "unseen", "ungesehen", "unviewed"];
/// Whatever follows is not so.
const DENIED: [&str; 23] = [
    "not",
    "no",
    "never",
    "non",
    "dont",
    "didnt",
    "havent",
    "without",
    "uninteresting",
    "nicht",
    "nie",
    "kein",
    "keine",
    "keiner",
    "pas",
    "jamais",
    "aucun",
    "sans",
    "nunca",
    "sin",
    "sem",
    "nessun",
    "niet",
];

/// What the films of a file are, by its name; with what to tell where that is in doubt.
pub(super) fn of(path: &str) -> Option<(EntryKind, Option<FileProblem>)> {
    let mut parts = path.rsplit(['/', '\\']);
    let (name, folder) = (parts.next().unwrap_or("").to_lowercase(), parts.next().unwrap_or("").to_lowercase());
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    let words: Vec<&str> = stem.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let has = |of: &[&str]| words.iter().any(|word| of.contains(word));
    let is_denied = has(&DENIED) || stem.contains("don't") || stem.contains("didn't");
    let is_wanted =
        has(&WANTED) || WANTED_PHRASES.iter().any(|phrase| words.windows(phrase.len()).any(|of| of == *phrase));
    let is_liked = folder == "likes" || has(&LIKED);
    let is_plain =
        |word: &&str| *word == "films" || *word == "copy" || word.bytes().all(|digit| digit.is_ascii_digit());
    if has(&UNSEEN) || (is_denied && (has(&SEEN) || !(is_liked || is_wanted))) {
        let is_about_films = has(&UNSEEN) || has(&SEEN) || has(&["interested", "interesting", "interest", "watch"]);
        return is_about_films.then_some((EntryKind::Listed, Some(FileProblem::NamedUnseen)));
    }
    if has(&DISLIKED) || (is_denied && is_liked) {
        return Some((EntryKind::Watched, Some(FileProblem::NamedDisliked)));
    }
    if is_wanted {
        return (!is_denied).then_some((EntryKind::Watchlist, None));
    }
    if has(&SEEN) {
        return Some((EntryKind::Watched, None));
    }
    // `films.csv` alone is how an export calls the likes, whose folder a browser leaves out.
    (is_liked || (words.contains(&"films") && words.iter().all(is_plain))).then_some((EntryKind::Like, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_by_whole_words() {
        use EntryKind::{Like, Listed, Watched, Watchlist};
        let check = |path: &str, expected: Option<(EntryKind, bool)>| {
            assert_eq!(of(path).map(|(kind, told)| (kind, told.is_some())), expected, "{path}");
        };
        for path in [
            "watched.csv",
            "Watched (1).csv",
            "films-vus.csv",
            "movies_seen.csv",
            "gesehene Filme.csv",
            "watch-history.csv",
        ] {
            check(path, Some((Watched, false)));
        }
        for path in [
            "export/watchlist.csv",
            "my-watchlist-2024.csv",
            "films to watch.csv",
            "à voir/a-voir.csv",
            "Watch List.csv",
        ] {
            check(path, Some((Watchlist, false)));
        }
        for path in
            ["likes/films.csv", "a/LIKES/Films.csv", "a\\likes\\x.csv", "films.csv", "films (2).csv", "favourites.json"]
        {
            check(path, Some((Like, false)));
        }
        for path in [
            "dislikes.csv",
            "films-i-hate.csv",
            "least-favorite-films.csv",
            "worst.csv",
            "not-liked.csv",
            "films i don't like.csv",
        ] {
            check(path, Some((Watched, true)));
        }
        for path in ["unwatched.csv", "not-seen.csv", "never watched.csv", "not interesting.csv", "not_interested.csv"]
        {
            check(path, Some((Listed, true)));
        }
        for path in ["data.csv", "unlikely-heroes.csv", "films-2024-noir.csv", "a likeness.csv", "no country.csv", ""] {
            check(path, None);
        }
    }
}
