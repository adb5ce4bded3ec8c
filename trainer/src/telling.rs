//! Which of a film's genres tells most of it: the order in which a bundle has them, and a card shows them.
//!
//! Sources list genres in an order that means little: *Interstellar* is an adventure first. Here the genre comes first that
//! the film's keywords speak for (pointwise mutual information of keyword and genre over all films), that few films bear,
//! and that says what a film is: one that films bear alone. *Family* and *Mystery* hardly ever are all that a film is.

use crate::sources::{Dataset, SourceFilm};
use halfstar_core::numeric::ln;
use std::collections::{BTreeSet, HashMap};

/// Keywords of fewer films say nothing of a genre.
const KEYWORD_FILMS: u32 = 5;
/// How much rarity says beside the keywords. At 0 only they speak, and films with few of them keep the source's order; at
/// 10 only rarity, and *The Big Lebowski* is a crime film first.
const RARITY: f32 = 1.0;
/// So many films of average genres are imagined with each keyword: at 0 a keyword of five films decides.
const PRIOR: f32 = 10.0;
/// The sum over keywords is divided by the root of their number and this: at 0 three keywords say as much as twelve.
const KEYWORDS: f32 = 5.0;
/// How much it counts how often films bear a genre alone. At 0 *Hereditary* is a mystery first, at 1 *Before Sunrise* a
/// drama.
const ALONE: f32 = 0.25;

/// The genres of these films, each film's most telling first.
pub fn in_order<'d>(data: &'d Dataset, films: &[usize]) -> Vec<Vec<&'d str>> {
    let films = || films.iter().map(|&film| &data.films[film]);
    let counts = Counts::of(films());
    films().map(|film| counts.order(film)).collect()
}

/// How many films bear genres, keywords, and both.
#[derive(Default)]
struct Counts<'d> {
    films: f32,
    genres: HashMap<&'d str, f32>,
    alone: HashMap<&'d str, f32>,
    keywords: HashMap<&'d str, u32>,
    both: HashMap<(&'d str, &'d str), u32>,
}

impl<'d> Counts<'d> {
    fn of(films: impl Iterator<Item = &'d SourceFilm>) -> Self {
        let mut counts = Self::default();
        for film in films {
            counts.films += 1.0;
            for genre in &film.genres {
                *counts.genres.entry(genre).or_default() += 1.0;
            }
            if let [genre] = film.genres.as_slice() {
                *counts.alone.entry(genre).or_default() += 1.0;
            }
            for word in distinct(film) {
                *counts.keywords.entry(word).or_default() += 1;
                film.genres.iter().for_each(|genre| *counts.both.entry((word, genre)).or_default() += 1);
            }
        }
        counts
    }

    fn order(&self, film: &'d SourceFilm) -> Vec<&'d str> {
        let words: Vec<&str> = distinct(film).into_iter().filter(|word| self.keywords[word] >= KEYWORD_FILMS).collect();
        let mut genres: Vec<(f32, &str)> =
            film.genres.iter().map(|genre| (self.tells(genre, &words), genre.as_str())).collect();
        // The sort is stable: of equals, the source's first.
        genres.sort_by(|a, b| b.0.total_cmp(&a.0));
        genres.into_iter().map(|(_, genre)| genre).collect()
    }

    /// How much a genre tells of a film with these keywords.
    fn tells(&self, genre: &str, words: &[&str]) -> f32 {
        let share = self.genres[genre] / self.films;
        let information = |word: &&str| {
            // The film itself is no evidence of its own genres.
            let with = (self.both[&(*word, genre)] - 1) as f32;
            let of = (self.keywords[*word] - 1) as f32;
            ln((with + PRIOR * share) / ((of + PRIOR) * share))
        };
        let spoken = words.iter().map(information).sum::<f32>() / (words.len() as f32 + KEYWORDS).sqrt();
        let alone = (self.alone.get(genre).unwrap_or(&0.0) + 1.0) / self.genres[genre];
        spoken - RARITY * ln(share) + ALONE * ln(alone)
    }
}

/// A film's keywords, each once.
fn distinct(film: &SourceFilm) -> BTreeSet<&str> {
    film.keywords.iter().map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn film(genres: &[&str], keywords: &[&str]) -> SourceFilm {
        let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        SourceFilm { genres: owned(genres), keywords: owned(keywords), ..SourceFilm::default() }
    }

    #[test]
    fn what_the_keywords_speak_for_comes_first() {
        let mut films = vec![film(&["Adventure", "Science Fiction"], &["space", "father"])];
        films.extend((0..10).map(|_| film(&["Science Fiction"], &["space"])));
        films.extend((0..10).map(|_| film(&["Adventure"], &["jungle"])));
        films.push(film(&["Adventure", "Science Fiction"], &["jungle", "father"]));
        let data = Dataset { films, ..Dataset::default() };
        let all: Vec<usize> = (0..data.films.len()).collect();
        let orders = in_order(&data, &all);
        assert_eq!(orders[0], ["Science Fiction", "Adventure"]);
        assert_eq!(orders[21], ["Adventure", "Science Fiction"]);
        assert_eq!(
            in_order(&data, &all[21..]),
            [["Adventure", "Science Fiction"]],
            "alone it keeps the source's order"
        );
    }

    #[test]
    fn without_keywords_the_rarer_one_comes_first_and_one_that_stands_alone() {
        let mut films = vec![film(&["Drama", "Western"], &[]), film(&["Family", "Comedy"], &[]), film(&[], &["space"])];
        films.extend((0..5).map(|_| film(&["Drama", "Family"], &[])));
        films.extend((0..5).map(|_| film(&["Comedy"], &[])));
        let data = Dataset { films, ..Dataset::default() };
        let orders = in_order(&data, &(0..data.films.len()).collect::<Vec<_>>());
        assert_eq!(orders[0], ["Western", "Drama"]);
        assert_eq!(orders[1], ["Comedy", "Family"]);
        assert_eq!(orders[2], [""; 0]);
    }
}
