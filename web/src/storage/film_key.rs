//! A film, named so that another bundle finds it again: numbers of films change from one to the next.

use halfstar_core::film::{Catalogue, FilmId};
use halfstar_core::matching::TitleIndex;
use serde::{Deserialize, Serialize};

/// Letterboxd's number or, where the catalogue knows none, title, year and place among namesakes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilmKey {
    /// Letterboxd's number.
    pub letterboxd_id: Option<u32>,
    /// The title in the catalogue.
    pub title: String,
    /// The year in the catalogue.
    pub year: Option<u16>,
    /// Its place among films of that title and year.
    pub place: u16,
}

impl FilmKey {
    /// Of a film in this catalogue.
    pub fn new(catalogue: &Catalogue, film: FilmId) -> Self {
        let letterboxd_id = catalogue.letterboxd_id(film);
        let (title, year) = (catalogue.title(film), catalogue.year(film));
        // Who has a number needs no place, and finding it takes a walk through the catalogue.
        let place = if letterboxd_id.is_none() {
            namesakes(catalogue, title, year).position(|other| other == film)
        } else {
            None
        };
        Self { letterboxd_id, title: title.to_owned(), year, place: place.unwrap_or(0) as u16 }
    }

    /// The film in this catalogue, if it still knows it.
    pub fn resolve(&self, catalogue: &Catalogue, titles: &TitleIndex) -> Option<FilmId> {
        match self.letterboxd_id {
            Some(id) => titles.by_letterboxd_id(id).or_else(|| {
                // The sources may have lost its number, or found another film's; then its name has to be the only one.
                let mut named = namesakes(catalogue, &self.title, self.year);
                named.next().filter(|_| named.next().is_none())
            }),
            None => namesakes(catalogue, &self.title, self.year).nth(usize::from(self.place)),
        }
    }
}

fn namesakes(catalogue: &Catalogue, title: &str, year: Option<u16>) -> impl Iterator<Item = FilmId> {
    catalogue.films().filter(move |&film| catalogue.year(film) == year && catalogue.title(film) == title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn films_survive_a_new_bundle() {
        let old = Catalogue {
            titles: ["Solaris", "Crash", "Crash"].iter().collect(),
            years: vec![1972, 2004, 2004],
            letterboxd_ids: vec![51_433, 0, 0],
            ..Catalogue::default()
        };
        // Renumbered, and one film is gone.
        let new = Catalogue {
            titles: ["Crash", "Crash", "Heat", "Solaris"].iter().collect(),
            years: vec![2004, 2004, 1995, 1972],
            letterboxd_ids: vec![0, 0, 0, 51_433],
            ..Catalogue::default()
        };
        let find = |catalogue: &Catalogue| {
            let titles = TitleIndex::new(catalogue);
            [0, 2].map(|film| FilmKey::new(&old, FilmId(film)).resolve(catalogue, &titles))
        };
        assert_eq!(find(&old), [Some(FilmId(0)), Some(FilmId(2))]);
        assert_eq!(find(&new), [Some(FilmId(3)), Some(FilmId(1))]);
        assert_eq!(find(&Catalogue::default()), [None, None]);
    }
}
