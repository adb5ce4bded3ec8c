//! Films by what is typed: unfinished, misspelt, in another order, with or without a year.
//!
//! The titles are kept as numbers of `words`. Every word typed is compared with each of these once (`typed`); then
//! one look at the titles finds those that have something for every word typed, and only those are read with care.

mod people;
mod typed;
mod words;

pub use people::{Person, Role, people};

use crate::film::{Catalogue, FilmId, Kind};
use crate::matching::normalise::Normalised;
use typed::{Typed, other_numbers};
use words::{Numbering, Vocabulary};

/// The titles of a catalogue, ready to be searched. Building it reads every title once (some milliseconds for 45,000).
#[derive(Clone, Debug, Default)]
pub struct SearchIndex {
    words: Vocabulary,
    /// The words of all titles, one title after the other, the article first.
    numbers: Vec<u32>,
    titles: Vec<Title>,
}

/// A film's title or, next to it, its original title.
#[derive(Clone, Copy, Debug)]
struct Title {
    film: FilmId,
    /// Where its words end.
    end: u32,
}

impl SearchIndex {
    /// Indexes titles, and original titles where they have arrived.
    pub fn new(catalogue: &Catalogue) -> Self {
        let films = catalogue.len();
        let mut numbering = Numbering::new(films);
        ARTICLES.iter().for_each(|article| _ = numbering.number(article));
        let mut numbers = Vec::with_capacity(films * 4);
        // A few have an original title too.
        let mut titles = Vec::with_capacity(films + films / 8);
        let mut normalised = Normalised::default();
        for film in catalogue.films() {
            for title in std::iter::once(catalogue.title(film)).chain(catalogue.further_titles(film)) {
                normalised.set(title);
                let words = std::iter::once(normalised.article).chain(normalised.words.split(' '));
                numbers.extend(words.filter(|word| !word.is_empty()).map(|word| numbering.number(word)));
                titles.push(Title { film, end: numbers.len() as u32 });
            }
        }
        Self { words: numbering.words, numbers, titles }
    }

    /// The films that `query` may mean, best first: at most `limit`, and never more than 100.
    ///
    /// The last word may be unfinished. A year at the end counts as a year, or as a word where the title has it.
    /// `catalogue` is the one that was indexed.
    pub fn search(&self, catalogue: &Catalogue, query: &str, limit: usize) -> Vec<FilmId> {
        let query = Normalised::new(&query[..query.floor_char_boundary(LONGEST_QUERY)]);
        let texts: Vec<&str> = query.words.split(' ').filter(|word| !word.is_empty()).take(MOST_WORDS).collect();
        if texts.is_empty() {
            return Vec::new();
        }
        let limit = limit.min(MOST_FOUND);
        let mut best = Best { limit, films: Vec::with_capacity(limit + 1) };
        let other = other_numbers(&texts);
        self.look(catalogue, texts, query.article, 0, &mut best);
        if let Some(other) = other {
            let texts = other.split(' ').take(MOST_WORDS).collect();
            self.look(catalogue, texts, query.article, OTHER_NUMBERS, &mut best);
        }
        best.films.into_iter().map(|(_, film)| film).collect()
    }

    /// Puts the films among the best that these words may mean, each at a cost more.
    fn look(&self, catalogue: &Catalogue, texts: Vec<&str>, article: &str, cost: u32, best: &mut Best) {
        let search = Search {
            words: texts.len(),
            year: texts.last().filter(|_| texts.len() > 1).and_then(|last| Year::read(last)),
            article: ARTICLES.iter().position(|known| *known == article).map(|known| known as u32),
            typed: Typed::new(texts, &self.words),
        };
        search.best(self, catalogue, cost, best);
    }
}

const ARTICLES: [&str; 3] = ["the", "a", "an"];
/// In bytes: longer than all but a few titles.
const LONGEST_QUERY: usize = 128;
/// As many as `Typed` has bits for.
const MOST_WORDS: usize = 16;
const MOST_FOUND: usize = 100;

// What makes a film less likely to be meant, in halvings of fame: at 1, a film with twice the ratings makes up for it.
/// The title goes on.
const GOES_ON: u32 = 6;
/// What was typed is in the middle of the title.
const INSIDE: u32 = 9;
/// The words are in another order, or others lie between.
const SCATTERED: u32 = 11;
/// The article is another.
const OTHER_ARTICLE: u32 = 2;
/// Its numbers are written otherwise, in words or in digits.
const OTHER_NUMBERS: u32 = 1;
const ORIGINAL_TITLE: u32 = 2;
const SERIES: u32 = 2;
/// The year begins as typed, or ends so: `95`.
const YEAR_BEGUN: u32 = 3;
/// The year is off by one.
const NEAR_YEAR: u32 = 6;
/// The year is another.
const OTHER_YEAR: u32 = 24;

/// A search under way.
struct Search<'s> {
    typed: Typed<'s>,
    /// How many were typed.
    words: usize,
    /// What the last of them says as a year.
    year: Option<Year>,
    /// The article before them.
    article: Option<u32>,
}

impl Search<'_> {
    fn best(&self, index: &SearchIndex, catalogue: &Catalogue, extra: u32, best: &mut Best) {
        let needed = self.words - usize::from(self.year.is_some());
        let needed = u16::MAX >> (u16::BITS as usize - needed);
        let mut start = 0;
        let mut before = None;
        for &Title { film, end } in &index.titles {
            let title = index.numbers.get(start..end as usize).unwrap_or(&[]);
            start = end as usize;
            let is_original = before.replace(film) == Some(film);
            if self.typed.served(title) & needed != needed {
                continue;
            }
            if let Some(mut cost) = self.cost(title, catalogue.year(film)) {
                cost += extra + if is_original { ORIGINAL_TITLE } else { 0 };
                cost += if catalogue.kind(film) == Kind::Tv { SERIES } else { 0 };
                best.put(fame(catalogue.rating_count(film)) - (cost * FAME_STEPS) as i32, film);
            }
        }
    }

    /// What speaks against this title; `None` if it has not what was typed.
    fn cost(&self, title: &[u32], year: Option<u16>) -> Option<u32> {
        let as_title = self.read(title, self.words);
        let with_year = self.year.and_then(|typed| Some(typed.cost(year)? + self.read(title, self.words - 1)?));
        let cost = as_title.into_iter().chain(with_year).min()?;
        let other = self.article.is_some_and(|article| title.first() != Some(&article));
        Some(cost + if other { OTHER_ARTICLE } else { 0 })
    }

    fn read(&self, title: &[u32], words: usize) -> Option<u32> {
        let has_article = title.len() > 1 && title.first().is_some_and(|&first| (first as usize) < ARTICLES.len());
        let readings = (0..title.len()).filter_map(|from| {
            let reading = self.typed.read(title.get(from..)?, words)?;
            let place = match from {
                1 if !has_article => INSIDE,
                0 | 1 if from + reading.read == title.len() && !reading.begun => 0,
                0 | 1 => GOES_ON,
                _ => INSIDE,
            };
            Some(reading.cost + place)
        });
        readings.min().or_else(|| Some(self.typed.gather(title, words)? + SCATTERED))
    }
}

/// One to four digits that may be a year.
#[derive(Clone, Copy, Debug)]
struct Year {
    number: u16,
    /// By what a year is divided to be compared.
    unit: u16,
}

impl Year {
    fn read(word: &str) -> Option<Self> {
        let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
        let unit = *[1000, 100, 10, 1].get(word.len().checked_sub(1)?)?;
        Some(Self { number: word.parse().ok().filter(|_| is_number)?, unit })
    }

    /// What a film of this year has against it; `None` if the number cannot mean it.
    fn cost(self, year: Option<u16>) -> Option<u32> {
        let off = year.map_or(u16::MAX, |year| (year / self.unit).abs_diff(self.number));
        match (self.unit, off) {
            (1, 0) => Some(0),
            (1, 1) => Some(NEAR_YEAR),
            (1, _) => Some(OTHER_YEAR),
            (_, 0) => Some(YEAR_BEGUN),
            (100, _) if year.is_some_and(|year| year % 100 == self.number) => Some(YEAR_BEGUN),
            _ => None,
        }
    }
}

/// So many steps to a doubling.
const FAME_STEPS: u32 = 8;

/// The binary logarithm of ratings, in steps.
fn fame(ratings: u32) -> i32 {
    let ratings = u64::from(ratings) + 1;
    let doublings = ratings.ilog2();
    // Between powers of two a straight line is near enough.
    let part = (ratings * u64::from(FAME_STEPS)) >> doublings;
    (doublings * FAME_STEPS) as i32 + part as i32 - FAME_STEPS as i32
}

/// The best few, in order. A few are kept so more cheaply than many are sorted.
struct Best {
    limit: usize,
    films: Vec<(i32, FilmId)>,
}

impl Best {
    /// Films come in the order of the catalogue; a film may come twice, once after the other.
    fn put(&mut self, score: i32, film: FilmId) {
        if self.films.len() == self.limit && self.films.last().is_none_or(|&(worst, _)| score <= worst) {
            return;
        }
        if let Some(at) = self.films.iter().position(|&(_, other)| other == film) {
            if self.films[at].0 >= score {
                return;
            }
            self.films.remove(at);
        }
        let at = self.films.partition_point(|&(other, _)| other >= score);
        self.films.insert(at, (score, film));
        self.films.truncate(self.limit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::film::Details;
    use proptest::prelude::*;

    /// Title, year, how often rated, original title, film or series.
    const FILMS: [(&str, u16, u32, &str, Kind); 24] = [
        ("Star Wars", 1977, 28_000, "", Kind::Movie),
        ("Alien", 1979, 27_000, "", Kind::Movie),
        ("The Godfather", 1972, 26_000, "", Kind::Movie),
        ("Blade Runner 2049", 2017, 25_000, "", Kind::Movie),
        ("Spider-Man", 2002, 24_000, "", Kind::Movie),
        ("Blade Runner", 1982, 23_000, "", Kind::Movie),
        ("2001: A Space Odyssey", 1968, 22_000, "", Kind::Movie),
        ("Aliens", 1986, 20_000, "", Kind::Movie),
        ("The Godfather Part II", 1974, 18_000, "", Kind::Movie),
        ("Amélie", 2001, 16_000, "Le Fabuleux Destin d'Amélie Poulain", Kind::Movie),
        ("It's a Wonderful Life", 1946, 15_000, "", Kind::Movie),
        ("1917", 2019, 14_000, "", Kind::Movie),
        ("Stalker", 1979, 10_000, "Сталкер", Kind::Movie),
        ("Solaris", 1972, 7000, "Солярис", Kind::Movie),
        ("Only God Forgives", 2013, 6000, "", Kind::Movie),
        ("Fargo", 2014, 5000, "", Kind::Tv),
        ("Fargo", 1996, 4500, "", Kind::Movie),
        ("Solaris", 2002, 2800, "", Kind::Movie),
        ("Beauty & the Beast", 1991, 2000, "", Kind::Movie),
        ("A Lien", 2023, 900, "", Kind::Movie),
        ("Solaris", 1968, 200, "", Kind::Movie),
        ("Alien", 2007, 40, "", Kind::Movie),
        ("$", 1971, 30, "", Kind::Movie),
        ("", 0, 0, "", Kind::Movie),
    ];

    fn catalogue(films: &[(&str, u16, u32, &str, Kind)]) -> Catalogue {
        Catalogue {
            pool: films.len() as u32,
            titles: films.iter().map(|film| film.0).collect(),
            years: films.iter().map(|film| film.1).collect(),
            rating_counts: films.iter().map(|film| film.2).collect(),
            kinds: films.iter().map(|film| film.4).collect(),
            details: Details { original_titles: films.iter().map(|film| film.3).collect(), ..Details::default() },
            ..Catalogue::default()
        }
    }

    #[test]
    fn films_are_found_by_what_is_typed() {
        let catalogue = catalogue(&FILMS);
        let index = SearchIndex::new(&catalogue);
        let check = |query: &str, expected: &[(&str, u16)]| {
            let found = index.search(&catalogue, query, expected.len().max(1));
            let found: Vec<_> =
                found.iter().map(|&film| (catalogue.title(film), catalogue.year(film).unwrap_or(0))).collect();
            assert_eq!(found, expected, "{query:?}");
        };
        let godfathers = [("The Godfather", 1972), ("The Godfather Part II", 1974)];
        check("", &[]);
        check("  ", &[]);
        check("?!", &[]);
        check("nothing like it", &[]);
        check("$", &[("$", 1971)]);
        check("godf", &[godfathers[0], godfathers[1], ("Only God Forgives", 2013)]);
        check("The Godfather", &godfathers);
        check("godfather, the", &godfathers);
        check("teh godfather", &godfathers);
        check("god father", &godfathers);
        check("gofdather", &godfathers);
        check("godfther", &godfathers);
        check("gdof", &godfathers);
        check("a godfather", &godfathers);
        check("part ii godfather", &[godfathers[1]]);
        check("godfather 2", &[godfathers[1]]);
        check("godfather two", &[godfathers[1]]);
        // Fame lifts a film a little, but not above a namesake's better match.
        check("alien", &[("Alien", 1979), ("Aliens", 1986), ("A Lien", 2023), ("Alien", 2007)]);
        check("alien 2007", &[("Alien", 2007), ("Alien", 1979)]);
        check("a lien", &[("A Lien", 2023), ("Alien", 1979)]);
        check("aleins", &[("Aliens", 1986)]);
        check("starwars", &[("Star Wars", 1977)]);
        check("starwa", &[("Star Wars", 1977)]);
        check("spiderman", &[("Spider-Man", 2002)]);
        check("spider man", &[("Spider-Man", 2002)]);
        check("its a wonderful", &[("It's a Wonderful Life", 1946)]);
        check("wonderful life", &[("It's a Wonderful Life", 1946)]);
        check("life wonderful", &[("It's a Wonderful Life", 1946)]);
        check("beauty and the b", &[("Beauty & the Beast", 1991)]);
        check("beauty beast", &[("Beauty & the Beast", 1991)]);
        check("solaris", &[("Solaris", 1972), ("Solaris", 2002), ("Solaris", 1968)]);
        check("Solaris (2002)", &[("Solaris", 2002), ("Solaris", 1972)]);
        check("solaris 2001", &[("Solaris", 2002)]);
        check("solaris 2", &[("Solaris", 2002)]);
        check("solaris 196", &[("Solaris", 1968)]);
        check("solaris 68", &[("Solaris", 1968)]);
        check("blade runner 2049", &[("Blade Runner 2049", 2017), ("Blade Runner", 1982)]);
        check("blade runner 2017", &[("Blade Runner 2049", 2017), ("Blade Runner", 1982)]);
        check("blade runner 1982", &[("Blade Runner", 1982), ("Blade Runner 2049", 2017)]);
        check("2001", &[("2001: A Space Odyssey", 1968)]);
        check("space odyssey 2001", &[("2001: A Space Odyssey", 1968)]);
        check("1917", &[("1917", 2019)]);
        check("1916", &[]);
        check("fargo", &[("Fargo", 1996), ("Fargo", 2014)]);
        check("amelie", &[("Amélie", 2001)]);
        check("AMÉLIE", &[("Amélie", 2001)]);
        check("fabuleux destin", &[("Amélie", 2001)]);
        check("солярис", &[("Solaris", 1972)]);
        check("сталкир", &[("Stalker", 1979)]);
    }

    #[test]
    fn numbers_are_found_however_they_are_written() {
        let films = [
            ("Se7en", 1995, 30_000),
            ("Seven Samurai", 1954, 20_000),
            ("The Magnificent Seven", 1960, 9000),
            ("12 Angry Men", 1957, 22_000),
            ("The 39 Steps", 1935, 3000),
            ("101 Dalmatians", 1996, 2000),
            ("Twenty-Four Eyes", 1954, 500),
            ("M3GAN", 2022, 8000),
            ("Thir13en Ghosts", 2001, 1500),
            ("Fast & Furious", 2009, 4000),
            ("One Hundred and One Nights", 1995, 90),
            ("Midnight", 1939, 700),
        ];
        let films: Vec<_> =
            films.iter().map(|&(title, year, ratings)| (title, year, ratings, "", Kind::Movie)).collect();
        let catalogue = catalogue(&films);
        let index = SearchIndex::new(&catalogue);
        let check = |query: &str, expected: &[&str]| {
            let found = index.search(&catalogue, query, 9);
            let found: Vec<_> = found.iter().map(|&film| catalogue.title(film)).collect();
            assert_eq!(found, expected, "{query:?}");
        };
        let sevens = ["Se7en", "Seven Samurai", "The Magnificent Seven"];
        // The others are a slip away.
        check("se7en", &sevens);
        check("seven", &sevens);
        check("seve", &["Seven Samurai", "Se7en", "The Magnificent Seven"]);
        check("seven 1995", &sevens);
        check("7", &["Seven Samurai", "The Magnificent Seven"]);
        check("7 samurai", &["Seven Samurai"]);
        check("magnificent 7", &["The Magnificent Seven"]);
        check("twelve angry men", &["12 Angry Men"]);
        check("12 angry", &["12 Angry Men"]);
        check("thirty nine steps", &["The 39 Steps"]);
        check("39 steps", &["The 39 Steps"]);
        check("one hundred and one dalmatians", &["101 Dalmatians"]);
        check("one hundred one dalmatians", &["101 Dalmatians"]);
        check("101 nights", &["One Hundred and One Nights"]);
        check("24 eyes", &["Twenty-Four Eyes"]);
        check("megan", &["M3GAN"]);
        check("thirteen ghosts", &["Thir13en Ghosts"]);
        check("mi6", &[]);
        check("fast and furious", &["Fast & Furious"]);
        check("fast & furious", &["Fast & Furious"]);
    }

    #[test]
    fn a_year_is_read_from_digits() {
        fn check(word: &str, year: u16, expected: Option<u32>) {
            assert_eq!(Year::read(word).and_then(|typed| typed.cost(Some(year))), expected, "{word} {year}");
        }
        check("1972", 1972, Some(0));
        check("1973", 1972, Some(NEAR_YEAR));
        check("2002", 1972, Some(OTHER_YEAR));
        check("197", 1972, Some(YEAR_BEGUN));
        check("72", 1972, Some(YEAR_BEGUN));
        check("1", 1972, Some(YEAR_BEGUN));
        check("2", 1972, None);
        check("20490", 1972, None);
        check("+197", 1972, None);
        check("", 1972, None);
    }

    proptest! {
        #[test]
        fn any_text_finds_a_few_films_once(query in "\\PC{0,40}|[a-z0-9 ]{0,300}", limit in 0usize..30) {
            let catalogue = catalogue(&FILMS);
            let found = SearchIndex::new(&catalogue).search(&catalogue, &query, limit);
            prop_assert!(found.len() <= limit);
            let once: std::collections::BTreeSet<_> = found.iter().collect();
            prop_assert_eq!(once.len(), found.len());
        }

        #[test]
        fn a_title_finds_its_film(titles in prop::collection::vec("\\PC{0,12}|(the |a )?[a-c]{1,6}( [a-cé0-2]{1,4}){0,18}", 1..12)) {
            let films: Vec<_> = titles.iter().map(|title| (title.as_str(), 1999, 5, "", Kind::Movie)).collect();
            let catalogue = catalogue(&films);
            let index = SearchIndex::new(&catalogue);
            for (film, title) in catalogue.films().zip(&titles).filter(|(_, title)| !title.trim().is_empty()) {
                let found = index.search(&catalogue, title, titles.len());
                prop_assert!(found.contains(&film), "{:?} in {:?}", title, titles);
            }
        }

        #[test]
        fn the_best_are_the_first_when_sorted(scores in prop::collection::vec((-9i32..9, 0usize..3), 0..40), limit in 0usize..9) {
            let mut best = Best { limit, films: Vec::new() };
            let mut sorted = Vec::new();
            for (film, &(score, less)) in scores.iter().enumerate() {
                let film = FilmId(film as u32);
                best.put(score - less as i32, film);
                best.put(score, film);
                sorted.push((score, film));
            }
            sorted.sort_by_key(|&(score, film)| (-score, film));
            sorted.truncate(limit);
            prop_assert_eq!(best.films, sorted);
        }
    }
}
