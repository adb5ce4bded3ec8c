//! Raw files → [`Dataset`]: the only part of the trainer that reads a disk.
//!
//! Films are listed, ratings are read by their numbers, duplicates are merged into the film with most ratings, films that
//! are only recognised come behind, and TMDB's answers are joined to all of them. What is then seen to be one film twice is
//! merged too. What somebody mended by hand stands last.

mod alone;
mod corrections;
mod doubts;
mod films;
mod genres;
mod known;
mod merge;
pub mod path;
mod ratings;
mod rejects;
mod store;
mod table;
mod titles;
mod tmdb;
mod twins;

pub use alone::{RatingsAlone, ratings_alone};
pub use doubts::{Doubt, Doubted};
pub use known::KnownFilms;
pub(crate) use titles::key as title_key;

use anyhow::{Result, bail};
use halfstar_core::film::{Kind, OtherRecord};
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use store::Store;

/// Ratings as columns, grouped by member in ascending order of their ids; within a member, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ratings {
    /// Member `m` has the rows `starts[m]..starts[m + 1]`; one longer than `member_ids`.
    pub starts: Vec<usize>,
    /// The members' numbers as the file has them.
    pub member_ids: Vec<u64>,
    /// Place in [`Dataset::films`].
    pub films: Vec<u32>,
    /// 1 to 10 half stars.
    pub halves: Vec<u8>,
    /// Seconds since 1970, when the file has timestamps.
    pub times: Option<Vec<i64>>,
}

/// A film as the sources know it, after merging duplicates.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceFilm {
    /// Its number in the data set.
    pub movie_id: u64,
    /// The title without its year.
    pub title: String,
    /// The title in its own language, where it is known to differ, else empty.
    pub original_title: String,
    /// Titles of other countries, where TMDB was asked for them.
    pub other_titles: Vec<String>,
    /// What other records of it said, which were merged into this one.
    pub other_records: Vec<OtherRecord>,
    /// Year of release.
    pub year: Option<u16>,
    /// Letterboxd's number.
    pub letterboxd_id: Option<u32>,
    /// TMDB's number.
    pub tmdb_id: Option<u32>,
    /// IMDb's number, without `tt`.
    pub imdb_id: Option<u32>,
    /// Film or series.
    pub kind: Kind,
    /// Genres by TMDB's names.
    pub genres: Vec<String>,
    /// Directors.
    pub directors: Vec<String>,
    /// The first ten of the cast, in order of billing.
    pub cast: Vec<String>,
    /// Keywords.
    pub keywords: Vec<String>,
    /// Minutes.
    pub runtime: Option<u16>,
    /// ISO 639-1 code of the original language.
    pub language: Option<String>,
    /// TMDB's poster file without the slash and `.jpg`.
    pub poster: Option<String>,
    /// How many people rated it on TMDB.
    pub tmdb_votes: u32,
    /// Their mean, of 10.
    pub tmdb_mean: f32,
    /// The day of release, `2003-05-15`, where TMDB says; else empty.
    pub released: String,
    /// What TMDB calls the collection that it belongs to.
    pub collection: Option<String>,
    /// Streaming services of [`ReadOptions::country`] that have it in a subscription, for free or with advertisements.
    pub services: Vec<String>,
    /// `ratingsOnLetterboxdSample`: how many ratings the collector counted.
    pub listed_ratings: u32,
    /// Whether it is there to be recognised alone, see [`KnownFilms`].
    pub is_matched_only: bool,
}

impl SourceFilm {
    /// Whether enough is known of it to be shown to anybody: what it is, and who made it or how long it is. A series has many
    /// directors, and sources name none.
    pub fn has_facts(&self) -> bool {
        !self.genres.is_empty() && (!self.directors.is_empty() || self.runtime.is_some() || self.kind == Kind::Tv)
    }

    /// `Parasite (2019)`.
    pub fn named(&self) -> String {
        self.year.map_or_else(|| self.title.clone(), |year| format!("{} ({year})", self.title))
    }
}

/// Everything that was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dataset {
    /// Films in ascending order of their numbers.
    pub films: Vec<SourceFilm>,
    /// Who rated what.
    pub ratings: Ratings,
    /// Where it comes from, a line per source.
    pub sources: Vec<String>,
    /// What was left out, and why; in the order of files.
    pub skipped: Vec<String>,
    /// Facts that may be wrong, those of the best known films first.
    pub doubts: Vec<Doubt>,
    /// Records of one film that were merged: titles and years of the one kept and the other, and what gave them away.
    pub twins: Vec<[String; 3]>,
}

/// How to read.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadOptions {
    /// Stop at the first bad row instead of leaving it out.
    pub strict: bool,
    /// Show progress, where there is a terminal.
    pub progress: bool,
    /// The country whose streaming services are read.
    pub country: Option<Country>,
}

/// A country by its ISO 3166-1 code of two letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Country([u8; 2]);

impl FromStr for Country {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        match *text.as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Ok(Self([a, b].map(|c| c.to_ascii_uppercase())))
            }
            _ => bail!("{text:?} is not a country's code of two letters, such as DE"),
        }
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|&letter| write!(f, "{}", char::from(letter)))
    }
}

/// Reads a data set: a folder or ZIP in MovieLens' layout, and TMDB's answers where there are any.
///
/// # Errors
/// When a file is missing or cut short; and, when strict, at the first row that cannot be used.
pub fn read(data: &Path, tmdb: Option<&Path>, options: &ReadOptions) -> Result<Dataset> {
    read_with(data, tmdb, KnownFilms::default(), options)
}

/// The same with films that are only to be recognised.
///
/// # Errors
/// As [`read`].
pub fn read_with(data: &Path, tmdb: Option<&Path>, known: KnownFilms<'_>, options: &ReadOptions) -> Result<Dataset> {
    read_store(&Store::open(data)?, tmdb, known, options)
}

/// Reads ratings in MovieLens' layout from a file of any name; films and links lie beside it, or where the caller says.
///
/// # Errors
/// As [`read`].
pub fn read_ratings(
    ratings: &Path,
    movies: Option<&Path>,
    links: Option<&Path>,
    options: &ReadOptions,
) -> Result<Dataset> {
    let named = [("ratings.csv", Some(ratings)), ("movies.csv", movies), ("links.csv", links)];
    let files = named.into_iter().filter_map(|(name, path)| Some((name, PathBuf::from(path?))));
    read_store(&Store::files(files.collect())?, None, KnownFilms::default(), options)
}

fn read_store(store: &Store, tmdb: Option<&Path>, known: KnownFilms<'_>, options: &ReadOptions) -> Result<Dataset> {
    // Both are needed: if one is missing, say so before the other is read.
    let ratings_file = store.need("ratings.csv")?;
    let mut skipped = Vec::new();
    let mut listing = films::read(store, options, &mut skipped)?;
    let mut ratings = ratings::read(&ratings_file, &listing.places, options, &mut skipped)?;

    let repeated = ratings.renumber(listing.films.len(), |film| film);
    if repeated > 0 {
        let file = &ratings_file.name;
        skipped.push(format!("{file}: {repeated} ratings of a film that the member rates again further down"));
    }
    let merged = merge::merge(&listing.films, &ratings.counts(listing.films.len()));
    let repeated = ratings.renumber(merged.films.len(), |film| merged.place[film as usize]);
    if merged.given_way > 0 {
        let films = merged.given_way;
        skipped.push(format!(
            "{films} films listed under a second number, merged; {repeated} ratings of both, the later stands"
        ));
    }
    listing.films = merged.films;

    let mut sources = vec![format!(
        "{}: {} ratings by {} members",
        ratings_file.name,
        ratings.halves.len(),
        ratings.member_ids.len()
    )];
    if ratings_file.name.starts_with("ml-") {
        sources.push("MovieLens, by GroupLens: Harper and Konstan 2015, doi:10.1145/2827872".to_owned());
    }
    sources.extend(known::add(known, &mut listing, options, &mut skipped)?);
    let mut disowned = Vec::new();
    if let Some(path) = tmdb {
        let joined = tmdb::join(path, &mut listing, options, &mut skipped)?;
        sources.push(joined.source);
        disowned = joined.disowned;
    }
    let found = twins::find(&listing.films, &ratings.counts(listing.films.len()));
    let told = |at: usize| listing.films[at].film.named();
    let twins: Vec<_> = found.iter().map(|two| [told(two.kept), told(two.gone), two.why.to_string()]).collect();
    let place = twins::merge(&mut listing.films, &found);
    let repeated = ratings.renumber(listing.films.len(), |film| place[film as usize]);
    if !found.is_empty() {
        let films = found.len();
        skipped.push(format!("{films} second records of a film, merged; {repeated} ratings of both, the later stands"));
    }
    let places: Vec<u32> = merged.place.iter().map(|&at| place[at as usize]).collect();
    let mut said = Vec::with_capacity(listing.films.len());
    for listed in &mut listing.films {
        if let Some((minutes, _)) = doubts::runtime(&listed.said) {
            listed.film.runtime = minutes;
        }
        said.push(std::mem::take(&mut listed.said));
    }
    let mut films: Vec<SourceFilm> = listing.films.into_iter().map(films::Listed::finish).collect();
    let mended = corrections::apply(store, (&listing.places, &places), &mut films, options, &mut skipped)?;
    sources.extend(mended.source.clone());
    genres::keep_most_used(&mut films, &mut skipped);
    let doubts = doubts::find(&films, (&said, &disowned), &ratings.counts(films.len()), &mended);
    Ok(Dataset { films, ratings, sources, skipped, doubts, twins })
}
