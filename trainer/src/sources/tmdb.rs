//! TMDB's answers, a line per film: `/movie/{id}` with credits and keywords appended, and watch providers where they were asked for.
//!
//! Overviews and taglines are people's sentences: they are skipped while parsing and never kept.

use super::films::{Answered, Listed, Listing};
use super::path::look_for_file;
use super::rejects::{BadCell, Rejects};
use super::store::Input;
use super::titles::{self, Title, bare_words};
use super::{Country, ReadOptions, SourceFilm, genres, twins};
use anyhow::Result;
use halfstar_core::film::Kind;
use rayon::prelude::*;
use serde::Deserialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

/// Lines are parsed by this many bytes at a time, on all cores.
const BATCH: usize = 8 << 20;
/// Top-billed cast that is kept.
const CAST: usize = 10;
/// Titles of other countries that are kept of a film.
const OTHER_TITLES: usize = 12;

/// Reads the file and adds what it knows to the films. Returns a line that says so.
pub(super) fn join(
    path: &Path,
    listing: &mut Listing,
    options: &ReadOptions,
    skipped: &mut Vec<String>,
) -> Result<Joined> {
    look_for_file(path, "Pass --tmdb a file with one TMDB answer per line, or leave it out")?;
    let input = Input::file(path);
    let wanted = Wanted::of(listing);
    let index = read(&input, &wanted, options, skipped)?;
    let found = |listed: &Listed| Some(index.find(&listed.film, wanted.by_title.as_ref(), &listed.title)?.id);
    let mut found: Vec<Option<u32>> = listing.films.iter().map(found).collect();
    let disowned = index.disown(&mut found, &mut listing.films);
    let mut joined = 0;
    for (listed, found) in listing.films.iter_mut().zip(found) {
        if let Some(answer) = found.and_then(|id| index.answers.get(&id)) {
            joined += 1;
            answer.add_to(&mut listed.film, &listed.title);
            listed.said.tmdb = Some(answer.said());
        }
    }
    Ok(Joined { source: format!("{}: TMDB's metadata of {joined} films", input.name), disowned })
}

/// What came of TMDB's answers.
pub(super) struct Joined {
    /// A line that says so.
    pub(super) source: String,
    /// Films whose number is another film's, by their own numbers in the data set, and what was found of them.
    pub(super) disowned: Vec<(u64, String)>,
}

/// What the films can be recognised by.
struct Wanted {
    tmdb: HashSet<u32>,
    imdb: HashSet<u32>,
    /// For data without any links: title and year, and how many films bear them.
    by_title: Option<HashMap<(String, u16), u32>>,
}

impl Wanted {
    fn of(listing: &Listing) -> Self {
        let films = || listing.films.iter();
        let by_title = (!listing.linked).then(|| {
            let mut bearers = HashMap::new();
            for (listed, year) in films().filter_map(|listed| Some((listed, listed.film.year?))) {
                let keys: HashSet<String> = spellings(&listed.title).collect();
                for key in keys {
                    *bearers.entry((key, year)).or_default() += 1;
                }
            }
            bearers
        });
        Self {
            tmdb: films().filter_map(|listed| listed.film.tmdb_id).collect(),
            imdb: films().filter_map(|listed| listed.film.imdb_id).collect(),
            by_title,
        }
    }

    fn wants(&self, answer: &Answer) -> bool {
        self.tmdb.contains(&answer.id)
            || answer.imdb_id().is_some_and(|id| self.imdb.contains(&id))
            || self.by_title.as_ref().is_some_and(|bearers| answer.keys().iter().any(|key| bearers.contains_key(key)))
    }
}

/// Every way of writing a title, likeliest first.
fn spellings(title: &Title) -> impl Iterator<Item = String> {
    let others = title.alternatives.iter().map(|other| other.title.as_str());
    [title.title.as_str(), title.full.as_str()].into_iter().chain(others).map(titles::key)
}

/// The answers about films of the data set, and how they are looked up.
#[derive(Default)]
struct AnswerIndex {
    answers: HashMap<u32, Answer>,
    by_imdb: HashMap<u32, u32>,
    /// `None` where two answers bear the same title and year.
    by_title: HashMap<(String, u16), Option<u32>>,
}

impl AnswerIndex {
    fn add(&mut self, answer: Answer, titles: bool) {
        if let Some(imdb) = answer.imdb_id() {
            // Where two answers name the same IMDb number, the one that more people know.
            let known = self.by_imdb.get(&imdb).and_then(|id| self.answers.get(id));
            if known.is_none_or(|known| (answer.votes(), known.id) > (known.votes(), answer.id)) {
                self.by_imdb.insert(imdb, answer.id);
            }
        }
        if titles {
            for key in answer.keys() {
                let id = answer.id;
                self.by_title
                    .entry(key)
                    .and_modify(|other| *other = other.filter(|&other| other == id))
                    .or_insert(Some(id));
            }
        }
        // An answer fetched again replaces the older one.
        self.answers.insert(answer.id, answer);
    }

    /// The answer about a film.
    fn find(&self, film: &SourceFilm, bearers: Option<&HashMap<(String, u16), u32>>, title: &Title) -> Option<&Answer> {
        let by_title = || {
            let (year, bearers) = (film.year?, bearers?);
            let mut keys = spellings(title).map(|key| (key, year));
            keys.find_map(|key| self.by_title.get(&key).copied().flatten().filter(|_| bearers.get(&key) == Some(&1)))
        };
        let by_imdb = || self.answers.get(self.by_imdb.get(&film.imdb_id?)?);
        film.tmdb_id.and_then(|id| self.answers.get(&id)).or_else(by_imdb).or_else(|| self.answers.get(&by_title()?))
    }
}

impl AnswerIndex {
    /// Where several films claim one answer and cannot be one film, it is that of the film that it fits best; the others
    /// lose its numbers. `found` has the answer of each film.
    fn disown(&self, found: &mut [Option<u32>], films: &mut [Listed]) -> Vec<(u64, String)> {
        let mut claims: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (place, id) in found.iter().enumerate().filter_map(|(place, id)| Some((place, (*id)?))) {
            claims.entry(id).or_default().push(place);
        }
        let mut disowned = Vec::new();
        for (id, places) in claims.into_iter().filter(|(_, places)| places.len() > 1) {
            let Some(answer) = self.answers.get(&id) else { continue };
            let Some(best) = places.iter().copied().max_by_key(|&place| (answer.fit(&films[place]), Reverse(place)))
            else {
                continue;
            };
            for place in places {
                if place == best || twins::may_be_one(&films[best], &films[place]) {
                    continue;
                }
                let of = format!("{} ({})", films[best].film.title, films[best].film.year.unwrap_or(0));
                let film = &mut films[place].film;
                film.tmdb_id = film.tmdb_id.filter(|&number| number != id);
                film.imdb_id = film.imdb_id.filter(|&number| Some(number) != answer.imdb_id());
                found[place] = None;
                disowned.push((film.movie_id, format!("its number, TMDB’s {id}, is that of {of}")));
            }
        }
        disowned
    }
}

fn read(input: &Input, wanted: &Wanted, options: &ReadOptions, skipped: &mut Vec<String>) -> Result<AnswerIndex> {
    let mut rejects = Rejects::new(&input.name, options.strict);
    let mut index = AnswerIndex::default();
    let mut kept = 0;
    input.read(options.progress, |reader| {
        let mut batch = Vec::with_capacity(BATCH + BATCH / 4);
        let mut line = 0;
        loop {
            batch.clear();
            let mut ends = vec![0];
            while batch.len() < BATCH {
                let read = reader.read_until(b'\n', &mut batch);
                if read.map_err(|error| input.broken_off(line + ends.len() as u64 - 1, error))? == 0 {
                    break;
                }
                ends.push(batch.len());
            }
            if ends.len() == 1 {
                return Ok(());
            }
            let lines: Vec<&[u8]> = ends.windows(2).map(|ends| batch[ends[0]..ends[1]].trim_ascii()).collect();
            let answers: Vec<_> = lines.par_iter().map(|line| Answer::parse(line, wanted, options.country)).collect();
            for answer in answers {
                line += 1;
                match answer {
                    Ok(Some(answer)) => index.add(answer, wanted.by_title.is_some()),
                    Ok(None) => {}
                    Err(bad) => {
                        rejects.row(line, &bad)?;
                        continue;
                    }
                }
                kept += 1;
            }
        }
    })?;
    rejects.finish(kept, skipped)?;
    Ok(index)
}

/// The part of an answer that is read. Copies of the API's answers leave out or null almost anything.
#[derive(Deserialize)]
struct Answer {
    id: u32,
    imdb_id: Option<String>,
    title: Option<String>,
    original_title: Option<String>,
    release_date: Option<String>,
    original_language: Option<String>,
    runtime: Option<f64>,
    genres: Option<Vec<Named>>,
    vote_average: Option<f64>,
    vote_count: Option<f64>,
    poster_path: Option<String>,
    belongs_to_collection: Option<Named>,
    credits: Option<Credits>,
    keywords: Option<Keywords>,
    /// With `append_to_response=alternative_titles`.
    alternative_titles: Option<AlternativeTitles>,
    /// With `append_to_response=translations`.
    translations: Option<Translations>,
    #[serde(rename = "watch/providers")]
    providers: Option<Providers>,
    /// What is kept of those.
    #[serde(skip)]
    services: Vec<String>,
}

#[derive(Deserialize)]
struct AlternativeTitles {
    titles: Option<Vec<Titled>>,
}

#[derive(Deserialize)]
struct Translations {
    translations: Option<Vec<Translated>>,
}

#[derive(Deserialize)]
struct Translated {
    data: Option<Titled>,
}

#[derive(Deserialize)]
struct Titled {
    title: Option<String>,
}

#[derive(Deserialize)]
struct Providers {
    /// By country.
    results: Option<HashMap<String, Offers>>,
}

impl Providers {
    /// The services of a country that have the film, each once.
    fn services(&self, country: Country) -> Vec<String> {
        let results = self.results.as_ref();
        let Some(offers) = results.and_then(|results| results.get(&country.to_string())) else { return Vec::new() };
        let all = [&offers.flatrate, &offers.free, &offers.ads].into_iter().flatten().flatten();
        once_each(all.filter_map(|provider| provider.provider_name.as_deref()))
    }
}

/// What can be watched without paying for the film itself; `rent` and `buy` are not read.
#[derive(Deserialize)]
struct Offers {
    flatrate: Option<Vec<Provider>>,
    free: Option<Vec<Provider>>,
    ads: Option<Vec<Provider>>,
}

#[derive(Deserialize)]
struct Provider {
    provider_name: Option<String>,
}

#[derive(Deserialize)]
struct Named {
    name: Option<String>,
    job: Option<String>,
    order: Option<u32>,
}

#[derive(Deserialize)]
struct Credits {
    cast: Option<Vec<Named>>,
    crew: Option<Vec<Named>>,
}

#[derive(Deserialize)]
struct Keywords {
    keywords: Option<Vec<Named>>,
}

impl Answer {
    /// `None` for a blank line and for a film that the data set does not list.
    fn parse(line: &[u8], wanted: &Wanted, country: Option<Country>) -> Result<Option<Self>, BadCell> {
        if line.is_empty() {
            return Ok(None);
        }
        let mut answer: Self = serde_json::from_slice(line).map_err(|error| {
            // The parser counts lines too, and to it there is only one.
            let error = error.to_string().replace(" at line 1 column", " at column");
            BadCell { column: "JSON", problem: format!("this is not TMDB's answer about a film ({error})") }
        })?;
        if !wanted.wants(&answer) {
            return Ok(None);
        }
        // Of all countries' offers, those of one are kept.
        let providers = answer.providers.take();
        answer.services = country.zip(providers).map_or_else(Vec::new, |(country, all)| all.services(country));
        Ok(Some(answer))
    }

    fn imdb_id(&self) -> Option<u32> {
        self.imdb_id.as_deref()?.strip_prefix("tt")?.parse().ok().filter(|&id| id != 0)
    }

    fn votes(&self) -> u32 {
        self.vote_count.unwrap_or(0.0) as u32
    }

    fn year(&self) -> Option<u16> {
        titles::year_of(self.release_date.as_deref()?)
    }

    /// How well it fits a film that claims it.
    fn fit(&self, listed: &Listed) -> impl Ord + use<> {
        let film = &listed.film;
        let of_title =
            self.title.iter().chain(&self.original_title).any(|title| bare_words(title) == bare_words(&film.title));
        let near = |a: Option<u16>, b: Option<u16>, most| a.zip(b).is_some_and(|(a, b)| a.abs_diff(b) <= most);
        let fits = [
            listed.kind != Some(Kind::Tv),
            of_title,
            near(self.year(), film.year, 1),
            near(self.minutes(), film.runtime, 10),
            film.tmdb_id == Some(self.id),
        ];
        (fits.into_iter().filter(|&fits| fits).count(), fits, film.listed_ratings)
    }

    fn minutes(&self) -> Option<u16> {
        let minutes = self.runtime.filter(|minutes| (1.0..=f64::from(u16::MAX)).contains(minutes));
        minutes.map(|minutes| minutes as u16)
    }

    fn said(&self) -> Answered {
        let titles = [&self.title, &self.original_title].map(|title| title.clone().unwrap_or_default());
        Answered { titles, year: self.year(), runtime: self.minutes() }
    }

    /// Title and year, as films are recognised by.
    fn keys(&self) -> Vec<(String, u16)> {
        let Some(year) = self.year() else { return Vec::new() };
        let titles = self.title.iter().chain(&self.original_title);
        let mut keys: Vec<_> = titles.map(|title| (titles::key(title), year)).filter(|key| !key.0.is_empty()).collect();
        keys.dedup();
        keys
    }

    /// What it is called elsewhere: the first few titles that no other way of writing one of these is.
    fn other_titles(&self, film: &SourceFilm) -> Vec<String> {
        let alternative = self.alternative_titles.iter().filter_map(|all| all.titles.as_ref()).flatten();
        let translated = self.translations.iter().filter_map(|all| all.translations.as_ref()).flatten();
        let titles = translated.filter_map(|one| one.data.as_ref()).chain(alternative);
        let mut known: HashSet<String> = [&film.title, &film.original_title].map(|title| titles::key(title)).into();
        let titles = titles.filter_map(|titled| titled.title.as_deref().map(str::trim));
        let new = titles.filter(|title| !title.is_empty() && known.insert(titles::key(title)));
        new.take(OTHER_TITLES).map(str::to_owned).collect()
    }

    fn add_to(&self, film: &mut SourceFilm, title: &Title) {
        film.tmdb_id = film.tmdb_id.or(Some(self.id));
        film.imdb_id = film.imdb_id.or(self.imdb_id());
        film.year = film.year.or(self.year());
        let name = self.title.as_deref().unwrap_or("");
        // A bracket that TMDB writes too is part of the title.
        if title.full != film.title && titles::key(&title.full) == titles::key(name) {
            film.title.clone_from(&title.full);
        }
        if let Some(original) = self.original_title.as_deref().filter(|original| *original != name) {
            film.original_title = original.trim().to_owned();
        }
        film.other_titles.extend(self.other_titles(film));
        if film.genres.is_empty() {
            film.genres = genres::unify(names(self.genres.as_deref()));
        }
        let credits = self.credits.as_ref();
        let crew = credits.and_then(|credits| credits.crew.as_deref()).unwrap_or_default();
        let directors = crew.iter().filter(|person| person.job.as_deref() == Some("Director"));
        film.directors = once_each(directors.filter_map(|person| person.name.as_deref()));
        film.tmdb_votes = self.votes();
        film.tmdb_mean = self.vote_average.unwrap_or(0.0) as f32;
        let code = self.original_language.as_ref().filter(|code| !code.is_empty() && *code != "xx");
        film.language = film.language.take().or(code.cloned());
        // Of what is only recognised the rest is never shown.
        if film.is_matched_only {
            return;
        }
        let mut cast: Vec<&Named> = credits.and_then(|credits| credits.cast.as_ref()).into_iter().flatten().collect();
        cast.sort_by_key(|person| person.order.unwrap_or(u32::MAX));
        film.cast = once_each(cast.iter().filter_map(|person| person.name.as_deref()));
        film.cast.truncate(CAST);
        film.keywords = once_each(names(self.keywords.as_ref().and_then(|keywords| keywords.keywords.as_deref())));
        film.runtime = film.runtime.or(self.minutes());
        let poster = self.poster_path.as_deref().and_then(|path| path.strip_prefix('/')?.strip_suffix(".jpg"));
        film.poster = poster.map(str::to_owned);
        film.released = self.release_date.clone().filter(|_| self.year() == film.year).unwrap_or_default();
        film.collection = self.belongs_to_collection.as_ref().and_then(|collection| collection.name.clone());
        film.services.clone_from(&self.services);
    }
}

fn names(named: Option<&[Named]>) -> impl Iterator<Item = &str> {
    named.unwrap_or_default().iter().filter_map(|named| named.name.as_deref())
}

fn once_each<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut seen = HashSet::new();
    names.map(str::trim).filter(|name| !name.is_empty() && seen.insert(*name)).map(str::to_owned).collect()
}
