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
    /// What tells it from every other film's. Where there is a number the rest is left out: titles are mended.
    pub fn identity(&self) -> impl Ord + '_ {
        match self.letterboxd_id {
            Some(id) => (Some(id), "", None, 0),
            None => (None, self.title.as_str(), self.year, self.place),
        }
    }

    /// Of a film in this catalogue.
    pub fn new(catalogue: &Catalogue, titles: &TitleIndex, film: FilmId) -> Self {
        let letterboxd_id = catalogue.letterboxd_id(film);
        let (title, year) = (catalogue.title(film), catalogue.year(film));
        let place = titles.namesakes(catalogue, title, year).iter().position(|&other| other == film);
        Self { letterboxd_id, title: title.to_owned(), year, place: place.unwrap_or(0) as u16 }
    }

    /// The film in this catalogue, if it still knows it.
    pub fn resolve(&self, catalogue: &Catalogue, titles: &TitleIndex) -> Option<FilmId> {
        match self.letterboxd_id {
            Some(id) => titles.by_letterboxd_id(id).or_else(|| {
                // The sources may have lost its number, or found another film's; then its name has to be the only one.
                match *titles.namesakes(catalogue, &self.title, self.year) {
                    [film] => Some(film),
                    _ => None,
                }
            }),
            None => titles.namesakes(catalogue, &self.title, self.year).get(usize::from(self.place)).copied(),
        }
    }
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
            let known = TitleIndex::new(&old);
            [0, 2].map(|film| FilmKey::new(&old, &known, FilmId(film)).resolve(catalogue, &titles))
        };
        assert_eq!(find(&old), [Some(FilmId(0)), Some(FilmId(2))]);
        assert_eq!(find(&new), [Some(FilmId(3)), Some(FilmId(1))]);
        assert_eq!(find(&Catalogue::default()), [None, None]);
    }
}
