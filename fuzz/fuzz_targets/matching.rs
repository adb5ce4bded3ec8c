//! Any rows against any small catalogue: every row has an outcome, every outcome is a film, and a taste comes of it.
#![no_main]

use halfstar_core::film::{Catalogue, Details, FilmId, Kind, Lists, Stars};
use halfstar_core::import::{Day, Entry, EntryKind, Import, TitleType};
use halfstar_core::matching::{Correction, Outcome, TitleIndex, match_entries};
use halfstar_core::taste::{Taste, merge};
use halfstar_core::tuning::Tuning;
use libfuzzer_sys::arbitrary::{Arbitrary, Result, Unstructured};
use libfuzzer_sys::fuzz_target;

/// Titles that are easily taken for one another.
const TITLES: [&str; 20] = [
    "",
    " ",
    "Heat",
    "HEAT",
    "The Heat",
    "Heat, The",
    "Les Misérables",
    "Les Miserables",
    "Misérables, Les",
    "In the Mood for Love",
    "@ in the mood for love",
    "Alien³",
    "Alien 3",
    "Tom & Jerry",
    "Tom and Jerry",
    "The",
    "!!!",
    "ЖИЗНЬ",
    "千と千尋の神隠し",
    "ǅ İ ﬁ",
];

#[derive(Debug)]
struct Input {
    catalogue: Catalogue,
    import: Import,
    corrections: Vec<Correction>,
}

impl<'a> Arbitrary<'a> for Input {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let films = u.int_in_range(0..=12)?;
        let entries = u.int_in_range(0..=16)?;
        let corrections = u.int_in_range(0..=2)?;
        Ok(Self {
            catalogue: catalogue(u, films)?,
            import: Import { entries: many(u, entries, entry)?, ..Import::default() },
            corrections: many(u, corrections, correction)?,
        })
    }
}

fuzz_target!(|input: Input| {
    let Input { catalogue, import, corrections } = input;
    let titles = TitleIndex::new(&catalogue);
    let matching = match_entries(&catalogue, &titles, &import, &corrections);
    assert_eq!(matching.outcomes.len(), import.entries.len());
    assert_eq!(match_entries(&catalogue, &titles, &import, &corrections), matching);
    for outcome in &matching.outcomes {
        let films = match outcome {
            Outcome::Film(film, _) => std::slice::from_ref(film),
            Outcome::Ambiguous(films) => films,
            _ => continue,
        };
        assert!(!films.is_empty(), "a question without an answer");
        assert!(films.iter().all(|film| film.index() < catalogue.len()), "{films:?} of {}", catalogue.len());
    }
    let statements = merge(&import.entries, &matching);
    let taste = Taste::of(&import.entries, &matching, &Tuning::default());
    assert_eq!(taste, Taste::new(&statements, &Tuning::default()));
    assert!((0.5..=5.0).contains(&taste.mean), "a mean of {} stars", taste.mean);
    for evidence in &taste.evidence {
        assert!(taste.has_seen(evidence.film) && taste.evidence_of(evidence.film) == Some(evidence));
        assert!(evidence.level.is_finite() && evidence.level >= 0.0 && evidence.leaning.is_finite(), "{evidence:?}");
    }
});

fn many<'a, T>(u: &mut Unstructured<'a>, count: usize, one: fn(&mut Unstructured<'a>) -> Result<T>) -> Result<Vec<T>> {
    (0..count).map(|_| one(u)).collect()
}

fn catalogue(u: &mut Unstructured<'_>, films: usize) -> Result<Catalogue> {
    Ok(Catalogue {
        pool: u.int_in_range(0..=films as u32)?,
        titles: many(u, films, title)?.iter().collect(),
        years: many(u, films, |u| Ok(year(u)?.unwrap_or(0)))?,
        letterboxd_ids: many(u, films, |u| Ok(number(u)?.unwrap_or(0)))?,
        kinds: many(u, films, |u| Ok(*u.choose(&[Kind::Movie, Kind::Tv])?))?,
        genres: vec![0; films],
        languages: vec![0; films],
        runtimes: vec![0; films],
        directors: Lists::new(vec![[]; films]),
        rating_counts: many(u, films, |u| u.int_in_range(0..=3))?,
        details: Details {
            tmdb_ids: many(u, films, |u| Ok(number(u)?.unwrap_or(0)))?,
            imdb_ids: many(u, films, |u| Ok(number(u)?.unwrap_or(0)))?,
            original_titles: many(u, films, title)?.iter().collect(),
            ..Details::default()
        },
        ..Catalogue::default()
    })
}

fn entry(u: &mut Unstructured<'_>) -> Result<Entry> {
    use EntryKind::{Diary, Favourite, Like, Listed, Rating, Watched, Watchlist};
    use TitleType::{Episode, Film, Other, Series};
    Ok(Entry {
        kind: *u.choose(&[Rating, Watched, Diary, Like, Watchlist, Favourite, Listed])?,
        title_type: *u.choose(&[Film, Film, Series, Episode, Other])?,
        original_title: if u.ratio(1, 4)? { title(u)? } else { String::new() },
        tmdb_id: number(u)?,
        imdb_id: number(u)?,
        file: u.int_in_range(0..=2)?,
        title: title(u)?,
        year: year(u)?,
        letterboxd_id: number(u)?,
        rating: Stars::from_halves(u.int_in_range(0..=10)?),
        rewatch: u.arbitrary()?,
        day: u.arbitrary::<Option<i32>>()?.map(Day),
        ..Entry::default()
    })
}

fn correction(u: &mut Unstructured<'_>) -> Result<Correction> {
    Ok(Correction { title: title(u)?, year: year(u)?, film: FilmId(u.int_in_range(0..=13)?) })
}

/// Mostly one of a few.
fn title(u: &mut Unstructured<'_>) -> Result<String> {
    if u.ratio(1, 8)? {
        return Ok(u.arbitrary::<&str>()?.chars().take(40).collect());
    }
    Ok((*u.choose(&TITLES)?).to_owned())
}

/// Few enough that rows and films meet, and the ends of the range.
fn year(u: &mut Unstructured<'_>) -> Result<Option<u16>> {
    Ok(*u.choose(&[None, Some(1995), Some(1996), Some(1997), Some(0), Some(u16::MAX)])?)
}

fn number(u: &mut Unstructured<'_>) -> Result<Option<u32>> {
    Ok(*u.choose(&[None, Some(1), Some(2), Some(3), Some(4), Some(0), Some(u32::MAX)])?)
}
