//! A catalogue in two parts: the pool, which is all that a shelf needs, and the films that are only matched.

use super::{Catalogue, Details, FilmId, FilmSet, Lists, Strings};
use crate::numeric::{pack, sort};
use halfstar_kernels::checksum::crc32;

impl Catalogue {
    /// The pool, and the films behind it, which continue its columns: what they index is in the first part, but for the
    /// names of people that only they know. Details stay behind.
    pub(crate) fn split(&self) -> (Self, Self) {
        let pool = self.pool();
        let directors = |films: std::ops::Range<usize>| films.map(|film| self.directors.get(film));
        let known = directors(0..pool).flatten().max().map_or(0, |&last| last as usize + 1);
        let (years, more_years) = cut(&self.years, pool);
        let (letterboxd_ids, more_letterboxd_ids) = cut(&self.letterboxd_ids, pool);
        let (kinds, more_kinds) = cut(&self.kinds, pool);
        let (genres, more_genres) = cut(&self.genres, pool);
        let (languages, more_languages) = cut(&self.languages, pool);
        let (runtimes, more_runtimes) = cut(&self.runtimes, pool);
        let (rating_counts, more_rating_counts) = cut(&self.rating_counts, pool);
        let first = Self {
            pool: self.pool,
            titles: self.titles.iter().take(pool).collect(),
            years,
            letterboxd_ids,
            kinds,
            genres,
            genre_names: self.genre_names.clone(),
            genre_orders: self.genre_orders.clone(),
            languages,
            language_codes: self.language_codes.clone(),
            runtimes,
            directors: Lists::new(directors(0..pool)),
            people: self.people.iter().take(known).collect(),
            rating_counts,
            repeated: FilmSet::default(),
            details: Details::default(),
        };
        let rest = Self {
            pool: 0,
            titles: self.titles.iter().skip(pool).collect(),
            years: more_years,
            letterboxd_ids: more_letterboxd_ids,
            kinds: more_kinds,
            genres: more_genres,
            genre_names: Strings::default(),
            genre_orders: Vec::new(),
            languages: more_languages,
            language_codes: Strings::default(),
            runtimes: more_runtimes,
            directors: Lists::new(directors(pool..self.len().max(pool))),
            people: self.people.iter().skip(known).collect(),
            rating_counts: more_rating_counts,
            repeated: FilmSet::default(),
            details: Details::default(),
        };
        (first, rest)
    }

    /// The films of the pool whose title another one bears.
    pub(crate) fn repeated_titles(&self) -> FilmSet {
        let hashed = |film: usize| pack(crc32(self.titles.get(film).as_bytes()), film as u32);
        let mut order: Vec<u64> = (0..self.pool()).map(hashed).collect();
        sort(&mut order);
        let films = |pair: &[u64]| [pair[0] as u32, pair[1] as u32].map(FilmId);
        let same = order.windows(2).map(films).filter(|[one, two]| self.title(*one) == self.title(*two));
        same.flatten().collect()
    }

    /// Puts the films back that [`Catalogue::split`] took off. Their directors must have been checked against both
    /// parts' people.
    pub(crate) fn append(&mut self, rest: Self) {
        self.titles.append(&rest.titles);
        self.years.extend(rest.years);
        self.letterboxd_ids.extend(rest.letterboxd_ids);
        self.kinds.extend(rest.kinds);
        self.genres.extend(rest.genres);
        self.languages.extend(rest.languages);
        self.runtimes.extend(rest.runtimes);
        self.directors.append(&rest.directors);
        self.people.append(&rest.people);
        self.rating_counts.extend(rest.rating_counts);
    }

    /// Whether the columns are of one length and their lists complete; `people` is how many there are to name.
    pub(crate) fn restore(&mut self, people: usize) -> bool {
        let lengths = [
            self.years.len(),
            self.letterboxd_ids.len(),
            self.kinds.len(),
            self.genres.len(),
            self.languages.len(),
            self.runtimes.len(),
            self.directors.len(),
            self.rating_counts.len(),
        ];
        let films = self.len();
        lengths.iter().all(|&length| length == films) && self.directors.restore(people)
    }
}

fn cut<T: Copy>(column: &[T], at: usize) -> (Vec<T>, Vec<T>) {
    let (first, rest) = column.split_at(at.min(column.len()));
    (first.to_vec(), rest.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::film::Kind;
    use proptest::prelude::*;

    fn catalogue(films: &[(String, u16, Vec<u32>)], pool: u32) -> Catalogue {
        let column = |factor: u32| (0..films.len() as u32).map(move |film| film * factor);
        Catalogue {
            pool,
            titles: films.iter().map(|film| &film.0).collect(),
            years: films.iter().map(|film| film.1).collect(),
            letterboxd_ids: column(7).collect(),
            kinds: films.iter().map(|film| if film.1 % 2 == 0 { Kind::Movie } else { Kind::Tv }).collect(),
            genres: column(3).collect(),
            genre_names: ["Drama"].iter().collect(),
            repeated: FilmSet::default(),
            genre_orders: column(1).take(pool as usize).map(|code| code as u8).collect(),
            languages: column(1).map(|code| code as u8).collect(),
            language_codes: ["", "en"].iter().collect(),
            runtimes: column(2).map(|minutes| minutes as u16).collect(),
            directors: Lists::new(films.iter().map(|film| &film.2)),
            people: (0..6).map(|person| format!("Director {person}")).collect(),
            rating_counts: column(5).collect(),
            details: Details::default(),
        }
    }

    proptest! {
        /// Wherever the pool ends, and whoever directed what.
        #[test]
        fn what_was_split_is_one_again(
            films in prop::collection::vec(("[a-c ]{0,3}", 1990u16..1999, prop::collection::vec(0u32..6, 0..3)), 0..9),
            pool in any::<prop::sample::Index>(),
        ) {
            let whole = catalogue(&films, pool.index(films.len() + 1) as u32);
            let (mut first, mut rest) = whole.split();
            prop_assert_eq!(first.len(), whole.pool());
            let (known, people) = (first.people.len(), first.people.len() + rest.people.len());
            prop_assert!(first.restore(known), "the pool can do without the rest");
            prop_assert!(rest.restore(people));
            first.append(rest);
            prop_assert_eq!(first, whole);
        }
    }

    #[test]
    fn names_that_only_the_rest_knows_stay_with_it() {
        let films = [("Orbit".to_owned(), 1968, vec![1]), ("Home Movie".to_owned(), 1970, vec![2, 0])];
        let (first, mut rest) = catalogue(&films, 1).split();
        assert_eq!(first.people.iter().collect::<Vec<_>>(), ["Director 0", "Director 1"]);
        assert_eq!(rest.people.len(), 4);
        assert!(rest.restore(6) && !rest.restore(2), "a director whom nobody names");
    }
}
