//! Genres by one set of names, TMDB's.

use super::SourceFilm;
use std::collections::BTreeMap;

/// A bundle holds one bit per genre.
const MOST: usize = 32;

/// The names that TMDB uses, without repetition, in the order given.
pub(super) fn unify<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut genres: Vec<String> = Vec::new();
    for name in names.map(str::trim) {
        let ours: &[&str] = match name {
            // IMAX is a format, not a genre.
            "" | "(no genres listed)" | "IMAX" => &[],
            "Sci-Fi" => &["Science Fiction"],
            "Children" | "Kids" => &["Family"],
            "Musical" => &["Music"],
            "Sci-Fi & Fantasy" => &["Science Fiction", "Fantasy"],
            "Action & Adventure" => &["Action", "Adventure"],
            "War & Politics" => &["War"],
            other => &[other],
        };
        for &genre in ours {
            if !genres.iter().any(|known| known == genre) {
                genres.push(genre.to_owned());
            }
        }
    }
    genres
}

/// Keeps the names that most films bear, where there are more than a bundle can hold.
pub(super) fn keep_most_used(films: &mut [SourceFilm], skipped: &mut Vec<String>) {
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for genre in films.iter().flat_map(|film| &film.genres) {
        *uses.entry(genre).or_default() += 1;
    }
    if uses.len() <= MOST {
        return;
    }
    let mut ranked: Vec<(&str, usize)> = uses.into_iter().collect();
    ranked.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    let dropped: Vec<String> = ranked[MOST..].iter().map(|&(name, _)| name.to_owned()).collect();
    skipped.push(format!("genres that few films bear, beyond the first {MOST}: {}", dropped.join(", ")));
    for film in films {
        film.genres.retain(|genre| !dropped.contains(genre));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unified() {
        for (names, expected) in [
            ("(no genres listed)", ""),
            ("", ""),
            ("IMAX", ""),
            ("Adventure|Animation|Children|Comedy|Fantasy", "Adventure|Animation|Family|Comedy|Fantasy"),
            ("Musical|Music", "Music"),
            ("Crime|Film-Noir", "Crime|Film-Noir"),
            ("Sci-Fi|Sci-Fi & Fantasy", "Science Fiction|Fantasy"),
            ("Action & Adventure|War & Politics|Kids", "Action|Adventure|War|Family"),
        ] {
            assert_eq!(unify(names.split('|')).join("|"), expected, "{names}");
        }
    }

    #[test]
    fn rare_names_give_way() {
        let film = |genres: &[&str]| SourceFilm { genres: unify(genres.iter().copied()), ..SourceFilm::default() };
        let many: Vec<String> = (0..40).map(|number| format!("Genre {number:02}")).collect();
        let mut films: Vec<_> = many.iter().map(|name| film(&[name, "Drama"])).collect();
        films.push(film(&["Genre 39"]));
        let mut skipped = Vec::new();
        keep_most_used(&mut films, &mut skipped);
        assert_eq!(films[0].genres, ["Genre 00", "Drama"]);
        assert_eq!(films[35].genres, ["Drama"]);
        assert_eq!(films[40].genres, ["Genre 39"], "borne by two");
        assert_eq!(skipped.len(), 1);
    }
}
