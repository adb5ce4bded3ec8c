//! Facts on which the sources disagree, that are missing, or that can hardly be: what to look up, best known films first.
//!
//! Where the sources let one decide, it is decided here, and the doubt says how. What somebody looked up and wrote into
//! `corrections.csv` settles a doubt too.

use super::SourceFilm;
use super::corrections::Mended;
use super::films::Said;
use super::titles::{bare_words, year_of};
use halfstar_core::film::Kind;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::fmt;

/// What is doubted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Doubted {
    /// Sources are more than a year apart.
    Year,
    /// A series whose number is a film's.
    Kind,
    /// Sources differ, or the length can hardly be.
    Runtime,
    /// A film that nobody directed.
    Director,
    /// No genre at all.
    Genre,
    /// What TMDB calls the record of this number shares no word with the title.
    Title,
    /// One number of TMDB's or IMDb's, borne by two films.
    Number,
    /// Somebody in a film decades from all their others: a namesake, most likely.
    Person,
}

impl Doubted {
    /// Every kind.
    pub const ALL: [Self; 8] =
        [Self::Year, Self::Kind, Self::Runtime, Self::Director, Self::Genre, Self::Title, Self::Number, Self::Person];
    /// What `corrections.csv` calls the facts that settle it.
    fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Year => &["year"],
            Self::Runtime => &["runtime"],
            Self::Director => &["directors"],
            Self::Genre => &["genres"],
            Self::Title => &["title"],
            Self::Kind | Self::Number => &[],
            Self::Person => &["directors", "cast"],
        }
    }
}

impl fmt::Display for Doubted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Year => "year",
            Self::Kind => "kind",
            Self::Runtime => "runtime",
            Self::Director => "director",
            Self::Genre => "genre",
            Self::Title => "title",
            Self::Number => "number",
            Self::Person => "person",
        })
    }
}

/// One fact of one film.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Doubt {
    /// Its place among the films.
    pub film: usize,
    /// What is doubted.
    pub of: Doubted,
    /// What the sources say.
    pub says: String,
    /// How it was decided, if it was.
    pub settled: Option<String>,
}

/// Dates of sources differ by a year where one counts the festival and one the cinema.
const YEARS: u16 = 1;
/// Versions of a film differ by less.
const MINUTES: u16 = 15;
/// Of two lengths this many times apart, the shorter one is a clip's or a slip of the hand.
const TIMES: u16 = 5;
/// A film this long has whoever plays in it named: one that is shorter, with a cast of so many, may be a feature.
const FEATURE: u16 = 40;
const CAST: usize = 8;
/// Longer than any film but a handful.
const LONG: u16 = 6 * 60;
/// Longer than any film can be watched.
const ABSURD: u16 = 24 * 60;
/// Years from somebody's nearest other film that are one career's only rarely.
const GAP: u16 = 40;
/// Whose films span more than that has fewer years between any two.
const SPAN: u16 = 60;
const SPAN_GAP: u16 = 20;
/// The cast that is looked at.
const BILLED: usize = 5;

/// The running time that the sources agree on, and how that was decided; `None` where the listing's stands.
pub(super) fn runtime(said: &Said) -> Option<(Option<u16>, String)> {
    let other = said.tmdb.as_ref().and_then(|answer| answer.runtime);
    match (said.runtime, other) {
        (Some(listed), Some(other)) if other >= FEATURE && u32::from(listed) * u32::from(TIMES) <= u32::from(other) => {
            Some((Some(other), format!("{listed} minutes can hardly be: {other} stand")))
        }
        (Some(listed), other) if listed >= ABSURD => Some((other, format!("{listed} minutes cannot be"))),
        (None, Some(other)) if other >= ABSURD => Some((None, format!("{other} minutes cannot be"))),
        _ => None,
    }
}

/// Everything that is doubtful of the films, best known first. `ratings` has how many each got; of films that are only
/// recognised nothing is shown, and nothing doubted.
pub(super) fn find(
    films: &[SourceFilm],
    (said, disowned): (&[Said], &[(u64, String)]),
    ratings: &[u32],
    mended: &Mended,
) -> Vec<Doubt> {
    let mut doubts: Vec<Doubt> = Vec::new();
    for (place, (film, said)) in films.iter().zip(said).enumerate() {
        if film.is_matched_only {
            continue;
        }
        let mut add = |of, says: String, settled: Option<String>| doubts.push(Doubt { film: place, of, says, settled });
        of_the_year(film, said, &mut add);
        of_the_runtime(film, said, &mut add);
        if film.kind == Kind::Tv
            && let Some(answer) = &said.tmdb
        {
            let agrees = is_called(film, &answer.titles)
                && answer.year.zip(film.year).is_none_or(|(a, b)| a.abs_diff(b) <= YEARS);
            let settled = agrees.then(|| "title and year agree: a series that TMDB’s copy lists as a film".to_owned());
            add(Doubted::Kind, "a series with the number of a film".to_owned(), settled);
        }
        if film.directors.is_empty() && film.kind == Kind::Movie {
            add(Doubted::Director, "no source names one".to_owned(), None);
        }
        if film.genres.is_empty() {
            add(Doubted::Genre, "no source names any".to_owned(), None);
        }
        if let Some(answer) = &said.tmdb
            && !is_called(film, &answer.titles)
        {
            add(Doubted::Title, format!("TMDB calls it “{}”", answer.titles[0]), None);
        }
    }
    for (id, says) in disowned {
        if let Ok(film) = films.binary_search_by_key(id, |film| film.movie_id)
            && !films[film].is_matched_only
        {
            let settled = Some("it fits that one better: the number was taken away".to_owned());
            doubts.push(Doubt { film, of: Doubted::Number, says: says.clone(), settled });
        }
    }
    of_the_numbers(films, &mut doubts);
    of_people(films, &mut doubts);
    for doubt in &mut doubts {
        if doubt.of.fields().iter().any(|&field| mended.facts.contains(&(doubt.film, field))) {
            doubt.settled = Some("looked up".to_owned());
        }
    }
    let known = |doubt: &Doubt| ratings.get(doubt.film).copied().unwrap_or(0).max(films[doubt.film].listed_ratings);
    doubts.sort_by_cached_key(|doubt| (Reverse(known(doubt)), doubt.film, doubt.of));
    doubts
}

fn of_the_year(film: &SourceFilm, said: &Said, add: &mut impl FnMut(Doubted, String, Option<String>)) {
    let others = [
        ("the day of release", year_of(&said.released)),
        ("TMDB", said.tmdb.as_ref().and_then(|answer| answer.year)),
        ("IMDb", said.imdb_year),
    ];
    let Some(listed) = said.year.or(film.year) else { return };
    if others.iter().filter_map(|other| other.1).all(|year| year.abs_diff(listed) <= YEARS) {
        return;
    }
    let told = others.iter().filter_map(|(who, year)| year.map(|year| format!("{who} {year}")));
    let says = format!("listed as of {listed}; {}", told.collect::<Vec<_>>().join(", "));
    // The listing has the year that members' files have, that of the first showing. Later years are a cinema's or a disc's.
    let backing = others.iter().find(|other| other.1 == Some(listed));
    let settled = backing.map(|(who, _)| format!("{who} says so too: {listed} stands"));
    add(Doubted::Year, says, settled);
}

fn of_the_runtime(film: &SourceFilm, said: &Said, add: &mut impl FnMut(Doubted, String, Option<String>)) {
    let other = said.tmdb.as_ref().and_then(|answer| answer.runtime);
    let told = |(who, minutes): (&str, Option<u16>)| minutes.map(|minutes| format!("{who} {minutes} minutes"));
    let says =
        [("listed with", said.runtime), ("TMDB", other)].into_iter().filter_map(told).collect::<Vec<_>>().join(", ");
    if let Some((_, decision)) = runtime(said) {
        return add(Doubted::Runtime, says, Some(decision));
    }
    let Some(minutes) = film.runtime else { return };
    let differ = said.runtime.zip(other).is_some_and(|(a, b)| a.abs_diff(b) > MINUTES);
    let is_unusual = minutes > LONG || (minutes < FEATURE && film.cast.len() >= CAST);
    if film.kind == Kind::Movie && (differ || is_unusual) {
        let says = if says.is_empty() { format!("{minutes} minutes") } else { says };
        let agree = !differ && said.runtime.is_some() && other.is_some();
        add(Doubted::Runtime, says, agree.then(|| "both sources agree".to_owned()));
    }
}

/// Whether a film and a record have a word of their titles in common.
fn is_called(film: &SourceFilm, titles: &[String; 2]) -> bool {
    // Its original title is no witness: TMDB said it.
    let records = film.other_records.iter().map(|other| &other.title);
    let ours: Vec<Vec<String>> = std::iter::once(&film.title).chain(records).map(|title| bare_words(title)).collect();
    titles.iter().filter(|title| !title.is_empty()).map(|title| bare_words(title)).any(|theirs| {
        ours.iter().any(|ours| {
            let (a, b) = (ours.concat(), theirs.concat());
            (!a.is_empty() && (a.contains(&b) || b.contains(&a)))
                || ours.iter().any(|word| word.chars().count() >= 3 && word != "the" && theirs.contains(word))
        })
    }) || titles.iter().all(String::is_empty)
}

fn of_the_numbers(films: &[SourceFilm], doubts: &mut Vec<Doubt>) {
    for service in ["TMDB", "IMDb"] {
        let number = |film: &SourceFilm| if service == "TMDB" { film.tmdb_id } else { film.imdb_id };
        let mut bearers: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (place, film) in films.iter().enumerate().filter(|(_, film)| !film.is_matched_only) {
            bearers.entry(number(film).unwrap_or(0)).or_default().push(place);
        }
        for (number, places) in bearers.into_iter().filter(|(number, places)| *number > 0 && places.len() > 1) {
            let named: Vec<String> = places.iter().map(|&place| films[place].named()).collect();
            let says = format!("{service} {number} is borne by {}", named.join(" and "));
            let doubt = |film| Doubt { film, of: Doubted::Number, says: says.clone(), settled: None };
            doubts.extend(places.into_iter().map(doubt));
        }
    }
}

/// Somebody in a film far from all their others. Documentaries show people of any time, and are left out.
fn of_people<'f>(films: &'f [SourceFilm], doubts: &mut Vec<Doubt>) {
    let is_told = |film: &&SourceFilm| !film.is_matched_only && !film.genres.iter().any(|genre| genre == "Documentary");
    for role in ["directed", "is in"] {
        let people = |film: &'f SourceFilm| match role {
            "directed" => film.directors.as_slice(),
            _ => &film.cast[..film.cast.len().min(BILLED)],
        };
        let mut years: HashMap<&str, Vec<(u16, usize)>> = HashMap::new();
        for (place, film) in films.iter().enumerate().filter(|(_, film)| is_told(film)) {
            let Some(year) = film.year else { continue };
            people(film).iter().for_each(|person| years.entry(person).or_default().push((year, place)));
        }
        for (person, mut known) in years {
            known.sort_unstable();
            let [first, .., last] = known.as_slice() else { continue };
            let span = last.0 - first.0;
            for (at, &(year, film)) in known.iter().enumerate() {
                let before = at.checked_sub(1).map(|before| year - known[before].0);
                let after = known.get(at + 1).map(|next| next.0 - year);
                let gap = before.into_iter().chain(after).min().unwrap_or(0);
                if gap > GAP || (span > SPAN && gap > SPAN_GAP) {
                    let says = format!("{person} {role} it, {gap} years from their nearest other film");
                    doubts.push(Doubt { film, of: Doubted::Person, says, settled: None });
                }
            }
        }
    }
    // People come out of a map in any order.
    doubts.sort_by(|a, b| (a.film, a.of, &a.says).cmp(&(b.film, b.of, &b.says)));
}
