//! Films of a data set → films of a finished bundle.
//!
//! Letterboxd's number decides, then TMDB's, then IMDb's, then title and year as the core matches them. A film of the
//! bundle is claimed once, by the strongest tie; the rest of the data set's films stay unknown.

use crate::sources::SourceFilm;
use halfstar_core::film::{Catalogue, FilmId, Kind};
use halfstar_core::import::{Entry, EntryKind, Import};
use halfstar_core::matching::{How, Outcome, TitleIndex, match_entries};
use std::collections::HashMap;
use std::hash::Hash;

/// The place of a film that the bundle does not know.
pub const UNKNOWN: u32 = u32::MAX;

/// The place in the catalogue of every film, or [`UNKNOWN`].
pub fn places(catalogue: &Catalogue, films: &[SourceFilm]) -> Vec<u32> {
    let mut claims = Claims { places: vec![UNKNOWN; films.len()], claimed: vec![false; catalogue.len()] };
    claims.by_key(catalogue, films, |film| catalogue.letterboxd_id(film), |film| film.letterboxd_id);
    // TMDB numbers films and series apart.
    claims.by_key(
        catalogue,
        films,
        |film| Some((catalogue.kind(film) == Kind::Tv, catalogue.tmdb_id(film)?)),
        |film| Some((film.kind == Kind::Tv, film.tmdb_id?)),
    );
    claims.by_key(catalogue, films, |film| catalogue.imdb_id(film), |film| film.imdb_id);
    claims.by_title(catalogue, films);
    claims.places
}

struct Claims {
    places: Vec<u32>,
    claimed: Vec<bool>,
}

impl Claims {
    fn by_key<K: Eq + Hash>(
        &mut self,
        catalogue: &Catalogue,
        films: &[SourceFilm],
        ours: impl Fn(FilmId) -> Option<K>,
        theirs: impl Fn(&SourceFilm) -> Option<K>,
    ) {
        let mut known: HashMap<K, FilmId> = HashMap::new();
        // The most-rated first: of two films with one number, that one is meant.
        for film in catalogue.films() {
            if let Some(key) = ours(film) {
                known.entry(key).or_insert(film);
            }
        }
        for (at, film) in films.iter().enumerate() {
            if let Some(&found) = theirs(film).and_then(|key| known.get(&key)) {
                self.claim(at, found);
            }
        }
    }

    fn by_title(&mut self, catalogue: &Catalogue, films: &[SourceFilm]) {
        let left: Vec<usize> = (0..films.len()).filter(|&at| self.places[at] == UNKNOWN).collect();
        let entries = left.iter().map(|&at| entry(&films[at])).collect();
        let import = Import { entries, ..Import::default() };
        let matching = match_entries(catalogue, &TitleIndex::new(catalogue), &import, &[]);
        let differ = |a: Option<u32>, b: Option<u32>| a.zip(b).is_some_and(|(a, b)| a != b);
        for (&at, outcome) in left.iter().zip(&matching.outcomes) {
            if let &Outcome::Film(film, How::TitleAndYear) = outcome {
                let theirs = &films[at];
                let other = differ(theirs.imdb_id, catalogue.imdb_id(film))
                    || (theirs.kind == catalogue.kind(film) && differ(theirs.tmdb_id, catalogue.tmdb_id(film)));
                if !other {
                    self.claim(at, film);
                }
            }
        }
    }

    fn claim(&mut self, at: usize, film: FilmId) {
        if self.places[at] == UNKNOWN && !self.claimed[film.index()] {
            self.places[at] = film.0;
            self.claimed[film.index()] = true;
        }
    }
}

fn entry(film: &SourceFilm) -> Entry {
    Entry {
        kind: EntryKind::Rating,
        title: film.title.clone(),
        year: film.year,
        letterboxd_id: film.letterboxd_id,
        ..Entry::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use halfstar_core::film::Details;

    /// Title, year, then Letterboxd's, TMDB's and IMDb's numbers, 0 for none.
    type Row = (&'static str, u16, u32, u32, u32);

    fn catalogue(rows: &[Row]) -> Catalogue {
        Catalogue {
            pool: rows.len() as u32,
            titles: rows.iter().map(|row| row.0).collect(),
            years: rows.iter().map(|row| row.1).collect(),
            letterboxd_ids: rows.iter().map(|row| row.2).collect(),
            details: Details {
                tmdb_ids: rows.iter().map(|row| row.3).collect(),
                imdb_ids: rows.iter().map(|row| row.4).collect(),
                ..Details::default()
            },
            ..Catalogue::default()
        }
    }

    fn film(row: Row) -> SourceFilm {
        let known = |id: u32| (id > 0).then_some(id);
        SourceFilm {
            title: row.0.to_owned(),
            year: known(u32::from(row.1)).map(|year| year as u16),
            letterboxd_id: known(row.2),
            tmdb_id: known(row.3),
            imdb_id: known(row.4),
            ..SourceFilm::default()
        }
    }

    #[test]
    fn the_strongest_tie_wins() {
        let ours = catalogue(&[("Heat", 1995, 5, 949, 113_277), ("Emma", 1996, 6, 3573, 0), ("Emma", 1932, 7, 0, 0)]);
        let check = |theirs: &[Row], expected: &[u32]| {
            let films: Vec<_> = theirs.iter().map(|&row| film(row)).collect();
            assert_eq!(places(&ours, &films), expected, "{theirs:?}");
        };
        check(&[("Whatever", 2000, 5, 0, 0), ("X", 1, 0, 3573, 0)], &[0, 1]);
        check(&[("Whatever", 2000, 0, 0, 113_277)], &[0]);
        check(&[("emma", 1996, 0, 0, 0), ("Emma", 1932, 0, 0, 0)], &[1, 2]);
        check(&[("Heat", 1995, 0, 0, 0), ("Heat (again)", 1995, 0, 949, 0)], &[UNKNOWN, 0]);
        check(&[("Emma", 1996, 0, 77, 0)], &[UNKNOWN]);
        check(&[("Heat", 1986, 0, 0, 0), ("Emma", 0, 0, 0, 0)], &[UNKNOWN, UNKNOWN]);
    }
}
