//! `movies.csv`, `links.csv` and `films.csv`: what the data set itself knows of its films.

use super::rejects::{BadCell, quote};
use super::store::Store;
use super::table::{Row, for_rows};
use super::titles::{self, Title};
use super::{ReadOptions, SourceFilm, genres};
use anyhow::{Result, bail};
use halfstar_core::film::Kind;
use std::collections::HashMap;

/// A film as listed, before duplicates are merged and TMDB is asked.
#[derive(Clone, Debug, Default)]
pub(super) struct Listed {
    pub(super) film: SourceFilm,
    /// What else its title says: alternatives, and how it is written in full.
    pub(super) title: Title,
    /// `None` where `films.csv` does not say.
    pub(super) kind: Option<Kind>,
    /// What each source says where they may differ.
    pub(super) said: Said,
}

/// What each source says of a film, as it says it.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    /// `films.csv`: the day of release, as `2016-07-29`.
    pub(super) released: String,
    /// `movies.csv`.
    pub(super) year: Option<u16>,
    /// `films.csv`.
    pub(super) runtime: Option<u16>,
    /// IMDb's table.
    pub(super) imdb_year: Option<u16>,
    /// TMDB's answer.
    pub(super) tmdb: Option<Answered>,
}

/// What TMDB says of a film.
#[derive(Clone, Debug, Default)]
pub(super) struct Answered {
    pub(super) titles: [String; 2],
    pub(super) year: Option<u16>,
    pub(super) runtime: Option<u16>,
}

impl Listed {
    /// The film, once nothing more will be learned of it.
    pub(super) fn finish(self) -> SourceFilm {
        let mut film = self.film;
        film.kind = self.kind.unwrap_or_default();
        // MovieLens puts the original title last.
        if film.original_title.is_empty()
            && let Some(original) = self.title.alternatives.into_iter().rfind(|other| !other.also)
            && !film.title.ends_with(')')
        {
            film.original_title = original.title;
        }
        if film.original_title == film.title {
            film.original_title.clear();
        }
        film
    }
}

/// The films, and how they are looked up.
pub(super) struct Listing {
    /// In ascending order of their numbers.
    pub(super) films: Vec<Listed>,
    pub(super) places: Places,
    /// Whether any film came with a number of TMDB's or IMDb's.
    pub(super) linked: bool,
}

/// Reads the films: `movies.csv` must be there, the others may.
pub(super) fn read(store: &Store, options: &ReadOptions, skipped: &mut Vec<String>) -> Result<Listing> {
    let facts = store.find("films.csv");
    // Only MovieLens moves articles to the end and alternatives into brackets; `films.csv` marks Letterboxd's titles.
    let read_title = if facts.is_some() { titles::plain } else { titles::movielens };
    let movies = store.need("movies.csv")?;
    // These files are small: a progress bar would only flicker.
    let options = &ReadOptions { progress: false, ..*options };
    let mut films: Vec<Listed> = Vec::new();
    for_rows(&movies, &["movieId", "title"], &["genres"], options, skipped, |row| {
        let title = read_title(row.text("title")?);
        let film = SourceFilm {
            movie_id: row.number("movieId")?,
            title: title.title.clone(),
            year: title.year,
            genres: genres::unify(row.text("genres")?.split('|')),
            ..SourceFilm::default()
        };
        if film.title.is_empty() {
            return Err(BadCell::new("title", "there is no title"));
        }
        let said = Said { year: title.year, ..Said::default() };
        films.push(Listed { film, title, kind: None, said });
        Ok(())
    })?;
    // Where a number is listed twice, the later row stands; the sort is stable.
    films.sort_by_key(|listed| listed.film.movie_id);
    let before = films.len();
    films.reverse();
    films.dedup_by_key(|listed| listed.film.movie_id);
    films.reverse();
    if films.len() < before {
        skipped.push(format!("{}: {} films listed again; the later row stands", movies.name, before - films.len()));
    }
    if films.is_empty() {
        bail!("{} lists no films", movies.name);
    }
    let places = Places::new(films.iter().map(|listed| listed.film.movie_id));

    if let Some(links) = store.find("links.csv") {
        for_rows(&links, &["movieId"], &["imdbId", "tmdbId"], options, skipped, |row| {
            let film = &mut films[place_of(row, &places)?].film;
            film.imdb_id = row.id("imdbId", "tt")?;
            film.tmdb_id = row.id("tmdbId", "")?;
            Ok(())
        })?;
    }
    if let Some(facts) = facts {
        let optional = ["letterboxdId", "ratingsOnLetterboxdSample", "kind", "language", "runtime", "releaseDate"];
        for_rows(&facts, &["movieId"], &optional, options, skipped, |row| {
            let listed = &mut films[place_of(row, &places)?];
            let film = &mut listed.film;
            film.letterboxd_id = row.id("letterboxdId", "")?;
            film.listed_ratings = row.optional("ratingsOnLetterboxdSample")?.unwrap_or(0);
            film.runtime = row.optional("runtime")?.filter(|&minutes| minutes > 0);
            film.language = Some(row.text("language")?.to_owned()).filter(|code| !code.is_empty());
            row.text("releaseDate")?.clone_into(&mut listed.said.released);
            film.year = film.year.or(titles::year_of(&listed.said.released));
            listed.said.runtime = film.runtime;
            listed.kind = match row.text("kind")? {
                "movie" => Some(Kind::Movie),
                "tv" => Some(Kind::Tv),
                "" => None,
                other => return Err(BadCell::new("kind", format!("{} is not movie or tv", quote(other.as_bytes())))),
            };
            Ok(())
        })?;
    }
    let linked = films.iter().any(|listed| listed.film.tmdb_id.is_some() || listed.film.imdb_id.is_some());
    Ok(Listing { films, places, linked })
}

/// Film number → place. Small numbers, which are most, through a table.
pub(super) struct Places {
    table: Vec<u32>,
    rest: HashMap<u64, u32>,
}

/// Larger numbers go through a map: a table of 8 MB at most.
const TABLE: u64 = 1 << 21;

impl Places {
    pub(super) fn new(ids: impl Iterator<Item = u64>) -> Self {
        let mut places = Self { table: Vec::new(), rest: HashMap::new() };
        for (place, id) in ids.enumerate() {
            if id < TABLE {
                let at = id as usize;
                if places.table.len() <= at {
                    places.table.resize(at + 1, u32::MAX);
                }
                places.table[at] = place as u32;
            } else {
                places.rest.insert(id, place as u32);
            }
        }
        places
    }

    #[inline]
    pub(super) fn get(&self, id: u64) -> Result<u32, BadCell> {
        let place = if id < TABLE { self.table.get(id as usize) } else { self.rest.get(&id) };
        let place = place.copied().filter(|&place| place != u32::MAX);
        place.ok_or_else(|| BadCell::new("movieId", format!("movies.csv lists no film {id}")))
    }
}

fn place_of(row: &Row<'_>, places: &Places) -> Result<usize, BadCell> {
    Ok(places.get(row.number("movieId")?)? as usize)
}
