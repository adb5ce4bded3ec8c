//! Films in order: the pool first, most-rated first, then everything that is only matched.

use crate::sources::{Dataset, SourceFilm};
use crate::telling;
use crate::themes::Themes;
use anyhow::{Context, Result, bail};
use halfstar_core::film::{Catalogue, Details, FilmSet, Lists, OtherRecord, OtherTitles, Strings, order_code};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A film with this many ratings is in the pool.
pub const POOL_RATINGS: u32 = 20;
/// So is one that TMDB's voters know this well, with metadata enough to be understood.
const POOL_VOTES: u32 = 300;
const POOL_KEYWORDS: usize = 3;
/// Top-billed cast that a bundle keeps.
const CAST: usize = 5;
/// Keywords that a bundle keeps per film, and how many films must share one.
const KEYWORDS: usize = 12;
const KEYWORD_FILMS: usize = 5;

/// The catalogue, and where each film of the dataset went.
pub struct Arranged {
    /// Everything but the models.
    pub catalogue: Catalogue,
    /// Film of the dataset → place in the catalogue.
    pub place: Vec<u32>,
    /// Place in the catalogue → film of the dataset.
    pub order: Vec<usize>,
}

/// Which films may be recommended: those that enough people rated, or that TMDB's voters know well, if enough is known of them.
pub fn films_of_the_pool(data: &Dataset) -> Vec<bool> {
    let counts = data.ratings.counts(data.films.len());
    // Ratings alone, without TMDB's answers, say of no film who made it: then that is no fault of any.
    let rated = || data.films.iter().zip(&counts).filter(|(_, count)| **count >= POOL_RATINGS);
    let is_told = 2 * rated().filter(|(film, _)| film.has_facts()).count() >= rated().count();
    let may_be = |film: &SourceFilm, count: u32| {
        let known = film.tmdb_votes >= POOL_VOTES
            && !film.genres.is_empty()
            && !film.directors.is_empty()
            && film.keywords.len() >= POOL_KEYWORDS;
        (count >= POOL_RATINGS || known) && (film.has_facts() || !is_told) && !film.is_matched_only
    };
    data.films.iter().zip(&counts).map(|(film, &count)| may_be(film, count)).collect()
}

/// Orders films, interns strings.
///
/// # Errors
/// When the dataset has no film worth recommending, or more than the format can number.
pub fn arrange(data: &Dataset) -> Result<Arranged> {
    let counts = data.ratings.counts(data.films.len());
    let in_pool = films_of_the_pool(data);
    let mut order: Vec<usize> = (0..data.films.len()).collect();
    let listed = |film: usize| data.films[film].listed_ratings;
    order.sort_by_key(|&film| (!in_pool[film], std::cmp::Reverse((counts[film], listed(film))), film));
    let pool = in_pool.iter().filter(|&&in_pool| in_pool).count();
    // The films behind the pool are sorted by year and title: their columns take a tenth less.
    order[pool..].sort_by_key(|&film| (data.films[film].year, &data.films[film].title, film));
    if pool == 0 {
        bail!("no film has {POOL_RATINGS} ratings; check that ratings.csv and movies.csv belong together");
    }
    if pool > usize::from(u16::MAX) {
        bail!("{pool} films have {POOL_RATINGS} ratings or more, and a bundle numbers at most 65,535");
    }
    let mut place = vec![0; order.len()];
    for (at, &film) in order.iter().enumerate() {
        place[film] = at as u32;
    }
    let catalogue = columns(data, &order, &counts, pool)?;
    Ok(Arranged { catalogue, place, order })
}

fn columns(data: &Dataset, order: &[usize], counts: &[u32], pool: usize) -> Result<Catalogue> {
    let films = || order.iter().map(|&film| &data.films[film]);
    // Of films that are only matched, never shown, members need no more than what distinguishes namesakes: their kind and
    // who directed them.
    let shown = |at: usize| at < pool;
    let genre_names = by_use(films().flat_map(|film| film.genres.iter().map(String::as_str)));
    if genre_names.names.len() > 32 {
        bail!("{} genres, and a bundle holds 32: unify their names in movies.csv", genre_names.names.len());
    }
    let mut languages = by_use(films().filter_map(|film| film.language.as_deref()));
    languages.names.truncate(usize::from(u8::MAX));
    let directors = |films: &[usize]| {
        films.iter().flat_map(|&film| data.films[film].directors.iter().map(String::as_str)).collect::<Vec<_>>()
    };
    // Names that only films behind the pool need come behind: they arrive with those films.
    let people = by_use(directors(&order[..pool]).into_iter()).and(directors(&order[pool..]));
    let genre_bits = |genres: &[String]| genres.iter().fold(0u32, |bits, genre| bits | 1 << genre_names.place(genre));
    let rating_count = |at: usize, film: usize| {
        let count = counts[film].max(data.films[film].listed_ratings);
        // Outside the pool nothing was rated: the site's own count says which namesake a row more likely means, and for
        // that its size is enough.
        if shown(at) || count == 0 { count } else { 1 << count.ilog2() }
    };
    Ok(Catalogue {
        pool: u32::try_from(pool).context("the pool")?,
        titles: films().map(|film| &film.title).collect(),
        years: films().map(|film| film.year.unwrap_or(0)).collect(),
        letterboxd_ids: films().map(|film| film.letterboxd_id.unwrap_or(0)).collect(),
        kinds: films().map(|film| film.kind).collect(),
        genres: films().map(|film| genre_bits(&film.genres)).collect(),
        languages: films()
            .enumerate()
            .map(|(at, film)| {
                film.language.as_deref().filter(|_| shown(at)).map_or(0, |code| languages.place(code) + 1)
            })
            .map(|place| u8::try_from(place).unwrap_or(0))
            .collect(),
        language_codes: std::iter::once("").chain(languages.names.iter().copied()).take(256).collect(),
        runtimes: films().enumerate().map(|(at, film)| film.runtime.filter(|_| shown(at)).unwrap_or(0)).collect(),
        directors: Lists::new(films().map(|film| people.places(&film.directors))),
        people: people.names.iter().collect(),
        rating_counts: order.iter().enumerate().map(|(at, &film)| rating_count(at, film)).collect(),
        genre_names: genre_names.names.iter().collect(),
        repeated: FilmSet::default(),
        genre_orders: telling::in_order(data, &order[..pool])
            .into_iter()
            .map(|genres| order_code(genres.into_iter().map(|genre| genre_names.place(genre) as usize)))
            .collect(),
        details: details(data, order),
    })
}

fn details(data: &Dataset, order: &[usize]) -> Details {
    let films = || order.iter().map(|&film| &data.films[film]);
    let cast = |film: usize| data.films[film].cast.iter().take(CAST);
    let people = by_use(order.iter().flat_map(|&film| cast(film).map(String::as_str)));
    let named = Themes::new();
    let mut uses: HashMap<&str, usize> = HashMap::new();
    for word in films().flat_map(|film| named.of(&film.keywords)) {
        *uses.entry(word).or_default() += 1;
    }
    let shared = |word: &&str| uses[word] >= KEYWORD_FILMS;
    let keywords = by_use(films().flat_map(|film| named.of(&film.keywords)).filter(shared));
    // The rarest keywords of a film say most about it.
    let telling = |film: &SourceFilm| {
        let mut words: Vec<&str> = named.of(&film.keywords).into_iter().filter(shared).collect();
        words.sort_by_key(|word| (uses[word], *word));
        words.truncate(KEYWORDS);
        words.iter().map(|word| keywords.place(word)).collect::<Vec<_>>()
    };
    Details {
        tmdb_ids: films().map(|film| film.tmdb_id.unwrap_or(0)).collect(),
        imdb_ids: films().map(|film| film.imdb_id.unwrap_or(0)).collect(),
        original_titles: films()
            .map(|film| if film.original_title == film.title { "" } else { &film.original_title })
            .collect(),
        cast: Lists::new(order.iter().map(|&film| cast(film).map(|name| people.place(name)).collect::<Vec<_>>())),
        people: people.names.iter().collect(),
        keywords: Lists::new(films().map(telling)),
        keyword_names: keywords.names.iter().collect(),
        posters: films().map(|film| film.poster.as_deref().unwrap_or("")).collect(),
        other_titles: other_titles(data, order),
        other_records: other_records(data, order),
        ..Details::default()
    }
}

/// What films are called elsewhere, if any source says.
fn other_titles(data: &Dataset, order: &[usize]) -> Option<OtherTitles> {
    let of = |film: usize| data.films[film].other_titles.iter();
    let titles: Strings = order.iter().flat_map(|&film| of(film)).collect();
    let mut next = 0..titles.len() as u32;
    let films = Lists::new(order.iter().map(|&film| next.by_ref().take(of(film).len()).collect::<Vec<_>>()));
    (!titles.is_empty()).then_some(OtherTitles { titles, films })
}

/// What other records of the films said.
fn other_records(data: &Dataset, order: &[usize]) -> Vec<OtherRecord> {
    let of = |(place, &film): (usize, &usize)| {
        let records = data.films[film].other_records.iter();
        records.map(move |other| OtherRecord { film: place as u32, ..other.clone() }).collect::<Vec<_>>()
    };
    order.iter().enumerate().flat_map(of).collect()
}

/// Strings with a number each, the most used first: small numbers take few bytes.
struct Interned<'a> {
    names: Vec<&'a str>,
    places: HashMap<&'a str, u32>,
}

fn by_use<'a>(strings: impl Iterator<Item = &'a str>) -> Interned<'a> {
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for string in strings {
        *uses.entry(string).or_default() += 1;
    }
    let ranked: BTreeSet<_> = uses.into_iter().map(|(name, count)| (std::cmp::Reverse(count), name)).collect();
    let names: Vec<&str> = ranked.into_iter().map(|(_, name)| name).collect();
    let places = names.iter().enumerate().map(|(place, &name)| (name, place as u32)).collect();
    Interned { names, places }
}

impl<'a> Interned<'a> {
    /// Puts others behind, the most used first too.
    fn and(mut self, others: Vec<&'a str>) -> Self {
        let more = by_use(others.into_iter().filter(|name| !self.places.contains_key(name)));
        for name in more.names {
            self.places.insert(name, self.names.len() as u32);
            self.names.push(name);
        }
        self
    }

    fn place(&self, name: &str) -> u32 {
        self.places[name]
    }

    fn places(&self, names: &[String]) -> Vec<u32> {
        names.iter().map(|name| self.place(name)).collect()
    }
}
