//! Films that members may name and nobody here rated: tables of IMDb's and of Letterboxd's. They are matched, never
//! recommended.
//!
//! A film that the data set lists is not listed again: it goes by its number, else by title and year. Such a meeting of
//! title and year gives the film a number that it lacks, where it is the only one on both sides.

use super::films::{Listed, Listing};
use super::genres;
use super::path::look_for_file;
use super::rejects::{BadCell, quote};
use super::store::Input;
use super::table::for_rows;
use super::titles::{self, Title};
use super::{ReadOptions, SourceFilm};
use anyhow::Result;
use std::collections::HashMap;
use std::path::Path;

/// IMDb's films with fewer votes are in few people's lists, and cost as many bytes as others.
const IMDB_VOTES: u32 = 1_000;
/// Members log new films more than IMDb's voters do: of those since this year, these many are enough.
const RECENT: u16 = 2018;
const RECENT_VOTES: u32 = 400;
/// Letterboxd's with fewer ratings, likewise.
const LETTERBOXD_RATINGS: u32 = 400;
/// So many votes on IMDb stand for one rating of the data set's sample, for telling namesakes apart.
const VOTES_A_RATING: u32 = 200;
/// So many on Letterboxd.
const RATINGS_A_RATING: u32 = 100;

/// Tables of films, beside the data set.
#[derive(Clone, Copy, Debug, Default)]
pub struct KnownFilms<'p> {
    /// `tconst`, `primaryTitle`, `year`, and where there are any `genres`, `numVotes`, `language`: as IMDb's own tables name
    /// them, joined.
    pub imdb: Option<&'p Path>,
    /// `movie_title`, `year_released`, `lb` (Letterboxd's number), and where there are any `genres`, `vote_count`.
    pub letterboxd: Option<&'p Path>,
}

/// A row of either table.
struct Known {
    film: SourceFilm,
    title: Title,
}

/// Which of a film's numbers a table gives.
#[derive(Clone, Copy)]
enum Numbered {
    Imdb,
    Letterboxd,
}

impl Numbered {
    fn of(self, film: &SourceFilm) -> Option<u32> {
        match self {
            Self::Imdb => film.imdb_id,
            Self::Letterboxd => film.letterboxd_id,
        }
    }

    fn give(self, film: &mut SourceFilm, number: Option<u32>) {
        match self {
            Self::Imdb => film.imdb_id = number,
            Self::Letterboxd => film.letterboxd_id = number,
        }
    }
}

/// Reads the tables and adds their films to the listing. Returns a line a table that says what it brought.
pub(super) fn add(
    known: KnownFilms<'_>,
    listing: &mut Listing,
    options: &ReadOptions,
    skipped: &mut Vec<String>,
) -> Result<Vec<String>> {
    let mut sources = Vec::new();
    for (path, numbered) in [(known.letterboxd, Numbered::Letterboxd), (known.imdb, Numbered::Imdb)] {
        let Some(path) = path else { continue };
        look_for_file(path, "Pass a table of films, or leave it out")?;
        let input = Input::file(path);
        let films = match numbered {
            Numbered::Imdb => imdb(&input, options, skipped)?,
            Numbered::Letterboxd => letterboxd(&input, options, skipped)?,
        };
        let (added, joined) = join(films, numbered, listing);
        sources.push(format!("{}: {added} films to recognise, numbers of {joined} others", input.name));
    }
    Ok(sources)
}

fn imdb(input: &Input, options: &ReadOptions, skipped: &mut Vec<String>) -> Result<Vec<Known>> {
    let mut films = Vec::new();
    let optional = ["year", "genres", "numVotes", "language"];
    for_rows(input, &["tconst", "primaryTitle"], &optional, options, skipped, |row| {
        let votes: u32 = row.optional("numVotes")?.unwrap_or(0);
        let year: Option<u16> = row.optional("year")?;
        if votes < if year >= Some(RECENT) { RECENT_VOTES } else { IMDB_VOTES } {
            return Ok(());
        }
        let title = row.text("primaryTitle")?;
        // IMDb's tables call every film English whose language they do not know.
        let language = Some(row.text("language")?).filter(|code| !matches!(*code, "" | "en"));
        films.push(Known::new(
            title,
            year,
            genres::unify(row.text("genres")?.split(',')),
            SourceFilm {
                imdb_id: row.id("tconst", "tt")?,
                language: language.map(str::to_owned),
                listed_ratings: votes / VOTES_A_RATING,
                ..SourceFilm::default()
            },
        )?);
        Ok(())
    })?;
    Ok(films)
}

fn letterboxd(input: &Input, options: &ReadOptions, skipped: &mut Vec<String>) -> Result<Vec<Known>> {
    let mut films = Vec::new();
    let optional = ["year_released", "genres", "vote_count"];
    for_rows(input, &["movie_title", "lb"], &optional, options, skipped, |row| {
        let votes: u32 = whole(row.text("vote_count")?, "vote_count")?.unwrap_or(0);
        if votes < LETTERBOXD_RATINGS {
            return Ok(());
        }
        let year = whole(row.text("year_released")?, "year_released")?;
        let genres: Vec<String> = serde_json::from_str(row.text("genres")?).unwrap_or_default();
        films.push(Known::new(
            row.text("movie_title")?,
            year,
            genres::unify(genres.iter().map(String::as_str)),
            SourceFilm {
                letterboxd_id: whole(row.text("lb")?, "lb")?,
                listed_ratings: votes / RATINGS_A_RATING,
                ..SourceFilm::default()
            },
        )?);
        Ok(())
    })?;
    Ok(films)
}

/// A whole number, as tables write it that passed through a program for which all numbers are fractions: `2019.0`.
fn whole<T: std::str::FromStr>(text: &str, column: &'static str) -> Result<Option<T>, BadCell> {
    let digits = text.strip_suffix(".0").unwrap_or(text);
    if digits.is_empty() {
        return Ok(None);
    }
    let bad = |_| BadCell::new(column, format!("{} is not a number that fits", quote(text.as_bytes())));
    digits.parse().map(Some).map_err(bad)
}

impl Known {
    fn new(title: &str, year: Option<u16>, genres: Vec<String>, film: SourceFilm) -> Result<Self, BadCell> {
        if title.is_empty() {
            return Err(BadCell::new("title", "there is no title"));
        }
        let title = Title { title: title.to_owned(), full: title.to_owned(), year, ..Title::default() };
        let film = SourceFilm { title: title.title.clone(), year, genres, is_matched_only: true, ..film };
        Ok(Self { film, title })
    }
}

/// How many films were added, and how many of the listing's got their number.
fn join(films: Vec<Known>, numbered: Numbered, listing: &mut Listing) -> (usize, usize) {
    let numbered_films = listing.films.iter().enumerate();
    let numbers: HashMap<u32, usize> =
        numbered_films.filter_map(|(place, listed)| Some((numbered.of(&listed.film)?, place))).collect();
    if let Numbered::Imdb = numbered {
        for known in &films {
            if let Some(&place) = known.film.imdb_id.and_then(|number| numbers.get(&number)) {
                listing.films[place].said.imdb_year = known.film.year;
            }
        }
    }
    let unlisted = |known: &Known| numbered.of(&known.film).is_some_and(|number| !numbers.contains_key(&number));
    let films: Vec<Known> = films.into_iter().filter(unlisted).collect();
    let mut named: HashMap<(String, u16), Vec<usize>> = HashMap::new();
    for (place, listed) in listing.films.iter().enumerate() {
        for key in keys(&listed.film, &listed.title) {
            named.entry(key).or_default().push(place);
        }
    }
    let mut bearers: HashMap<(String, u16), usize> = HashMap::new();
    films
        .iter()
        .flat_map(|known| keys(&known.film, &known.title))
        .for_each(|key| *bearers.entry(key).or_default() += 1);
    let next = listing.films.last().map_or(0, |listed| listed.film.movie_id + 1);
    let (mut added, mut joined) = (0, 0);
    for known in films {
        let of_year = |year: u16| named.get(&(titles::key(&known.title.title), year)).map_or(&[][..], Vec::as_slice);
        let Some(year) = known.film.year else { continue };
        match *of_year(year) {
            [] => {
                // Sources differ by a year on one film, and then it is there already.
                let is_near = [year - 1, year + 1].into_iter().any(|near| !of_year(near).is_empty());
                if !is_near {
                    let film = SourceFilm { movie_id: next + added as u64, ..known.film };
                    listing.films.push(Listed { film, title: known.title, ..Listed::default() });
                    added += 1;
                }
            }
            [place] if keys(&known.film, &known.title).all(|key| bearers[&key] == 1) => {
                let film = &mut listing.films[place].film;
                if numbered.of(film).is_none() {
                    numbered.give(film, numbered.of(&known.film));
                    joined += 1;
                }
                // What the other table did not say.
                if film.is_matched_only && film.genres.is_empty() {
                    film.genres = known.film.genres;
                }
            }
            _ => {}
        }
    }
    (added, joined)
}

/// What a film goes by where it has no number.
fn keys<'f>(film: &'f SourceFilm, title: &'f Title) -> impl Iterator<Item = (String, u16)> + 'f {
    let mut keys = vec![titles::key(&film.title), titles::key(&title.full), titles::key(&film.original_title)];
    keys.sort_unstable();
    keys.dedup();
    let year = film.year;
    keys.into_iter().filter(|key| !key.is_empty()).filter_map(move |key| Some((key, year?)))
}
