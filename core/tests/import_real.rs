//! Real exports, read and matched against the real list of films.
//!
//! The data lies beside the repository and is not part of it: without it, these tests say so and pass.

#![expect(clippy::unwrap_used, reason = "a test that reads files and tells what it found")]

mod real;

use halfstar_core::film::{Catalogue, FilmId, Kind, Strings};
use halfstar_core::import::{Entry, EntryKind, Import, TitleType};
use halfstar_core::matching::{How, Matching, Outcome, TitleIndex, match_entries};
use halfstar_core::words::{FileProblem, Translation};
use real::{data, exports};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::Path;

fn count(import: &Import, kind: EntryKind) -> usize {
    import.entries.iter().filter(|entry| entry.kind == kind).count()
}

/// Rows of a table, counted without the importer: none of these files has line breaks inside cells.
fn lines(folder: &Path, file: &str) -> usize {
    fs::read_to_string(folder.join(file)).map_or(0, |text| text.lines().skip(1).filter(|line| !line.is_empty()).count())
}

#[test]
fn every_row_becomes_an_entry() {
    let Some(data) = data() else { return };
    for (name, import) in exports(&data) {
        let folder = data.join("exports").join(&name);
        println!("{name}: {} entries of {} files", import.entries.len(), import.files.len());
        for warning in &import.warnings {
            println!("    {} {:?}: {}", warning.file, warning.line, warning.sentence(&Translation::default()));
        }
        if !folder.is_dir() {
            use EntryKind::{Diary, Favourite, Like, Rating, Watched, Watchlist};
            let rows = [(Rating, 259), (Watched, 354), (Diary, 260), (Like, 206), (Watchlist, 506)];
            for (kind, rows) in rows.into_iter().chain([(Favourite, 4)]) {
                assert_eq!(count(&import, kind), rows, "{name}: {kind:?}");
            }
            assert_eq!(import.warnings, []);
            continue;
        }
        let ratings = lines(&folder, "ratings.csv") + lines(&folder, "newRatings.csv");
        assert_eq!(count(&import, EntryKind::Rating), ratings, "{name}");
        assert_eq!(count(&import, EntryKind::Watched), lines(&folder, "watched.csv"), "{name}");
        assert_eq!(count(&import, EntryKind::Diary), lines(&folder, "diary.csv"), "{name}");
        assert_eq!(count(&import, EntryKind::Like), lines(&folder, "likes/films.csv"), "{name}");
        assert_eq!(count(&import, EntryKind::Watchlist), lines(&folder, "watchlist.csv"), "{name}");
        assert!(
            import
                .entries
                .iter()
                .all(|entry| entry.day.is_some() || matches!(entry.kind, EntryKind::Favourite | EntryKind::Listed)),
            "{name}"
        );
    }
}

#[test]
fn damaged_files_are_told_of() {
    let Some(data) = data() else { return };
    for (name, import) in exports(&data) {
        let told = |problem: FileProblem| import.warnings.iter().filter(|warning| warning.problem == problem).count();
        let expected = match name.as_str() {
            "member-01" => [10, 0, 0, 0],
            "member-05" => [0, 1, 1, 0],
            "member-06" => [0, 0, 0, 2],
            _ => [0; 4],
        };
        let [zeros, separators, accents, dates] = expected;
        assert_eq!(told(FileProblem::ZeroFile), zeros, "{name}");
        assert_eq!(told(FileProblem::Semicolons), separators, "{name}");
        assert_eq!(told(FileProblem::RepairedLetters), accents, "{name}");
        assert!(told(FileProblem::MonthFirst) + told(FileProblem::DayFirst) >= dates, "{name}");
        assert!(import.warnings.iter().all(|warning| warning.line.is_none()), "{name}: {:?}", import.warnings);
    }
}

/// The films as the trainer will have them: most-rated first, one a Letterboxd number.
fn catalogue(data: &Path) -> Catalogue {
    let column = |record: &csv::StringRecord, at: usize| record.get(at).unwrap_or("").to_owned();
    let read = |file: &str| -> Vec<csv::StringRecord> {
        let mut reader = csv::Reader::from_path(data.join("letterboxd").join(file)).unwrap();
        reader.records().map(Result::unwrap).collect()
    };
    let titles: HashMap<String, String> =
        read("movies.csv").iter().map(|record| (column(record, 0), column(record, 1))).collect();
    let mut films = read("films.csv");
    films.sort_by_key(|film| std::cmp::Reverse(column(film, 3).parse::<u32>().unwrap_or(0)));
    let mut met = HashSet::new();
    films.retain(|film| column(film, 1).is_empty() || met.insert(column(film, 1)));

    let mut catalogue = Catalogue::default();
    let mut names = Vec::new();
    for film in &films {
        let title = &titles[&column(film, 0)];
        let year = title.strip_suffix(')').and_then(|rest| rest.rsplit_once(" (")).and_then(|(title, year)| {
            let year = year.parse::<u16>().ok()?;
            Some((title.to_owned(), year))
        });
        let (title, year) = year.unwrap_or((title.clone(), 0));
        names.push(title);
        catalogue.years.push(year);
        catalogue.letterboxd_ids.push(column(film, 1).parse().unwrap_or(0));
        catalogue.kinds.push(if column(film, 4) == "tv" { Kind::Tv } else { Kind::Movie });
        catalogue.rating_counts.push(column(film, 3).parse().unwrap_or(0));
    }
    catalogue.pool = names.len() as u32;
    catalogue.titles = Strings::from_iter(&names);
    catalogue
}

fn say(catalogue: &Catalogue, film: FilmId) -> String {
    format!("{} ({})", catalogue.title(film), catalogue.year(film).unwrap_or(0))
}

fn row(entry: &Entry) -> String {
    format!("{:?} {} ({})", entry.kind, entry.title, entry.year.unwrap_or(0))
}

#[test]
fn rated_films_are_found() {
    let Some(data) = data() else { return };
    // What a member's page has, films that are only recognised among them.
    let catalogue = real::bundle().catalogue;
    let titles = TitleIndex::new(&catalogue);
    let (mut all, mut all_found, mut all_there) = (0, 0, 0);
    let (mut there_and_found, mut asked) = (0, 0);
    // What the catalogue has at all, told apart without the matcher.
    let numbers: HashSet<u32> = catalogue.films().filter_map(|film| catalogue.letterboxd_id(film)).collect();
    let (numbered, unnumbered): (Vec<_>, Vec<_>) =
        catalogue.films().partition(|&film| catalogue.letterboxd_id(film).is_some());
    let named = |films: Vec<FilmId>| -> HashSet<(&str, Option<u16>)> {
        films.into_iter().map(|film| (catalogue.title(film), catalogue.year(film))).collect()
    };
    let (numbered, unnumbered) = (named(numbered), named(unnumbered));
    let mut by_title = Vec::new();
    let exports = exports(&data);
    for (name, import) in &exports {
        let Matching { outcomes } = match_entries(&catalogue, &titles, import, &[]);
        assert_eq!(outcomes.len(), import.entries.len());
        let mut how_many: BTreeMap<String, usize> = BTreeMap::new();
        let (mut rated, mut found, mut there) = (0, 0, 0);
        let links: HashMap<(&str, Option<u16>), u32> = import
            .entries
            .iter()
            .filter_map(|entry| Some(((entry.title.as_str(), entry.year), entry.letterboxd_id?)))
            .collect();
        for (entry, outcome) in import.entries.iter().zip(&outcomes) {
            let word = match outcome {
                Outcome::Film(film, how) => {
                    let exact = catalogue.title(*film) == entry.title && catalogue.year(*film) == entry.year;
                    if *how == How::LetterboxdId && !exact {
                        println!("    by number: {} is {}", row(entry), say(&catalogue, *film));
                    }
                    if *how != How::LetterboxdId {
                        if !exact {
                            println!("    by title: {how:?}: {} is {}", row(entry), say(&catalogue, *film));
                        }
                        by_title.push(format!(
                            "{how:?}: {} is {}, rated {} times",
                            row(entry),
                            say(&catalogue, *film),
                            catalogue.rating_count(*film)
                        ));
                    }
                    format!("{how:?}")
                }
                Outcome::Ambiguous(films) => {
                    let films: Vec<_> = films.iter().map(|&film| say(&catalogue, film)).collect();
                    println!("    ask: {} is one of {films:?}", row(entry));
                    "Ambiguous".to_owned()
                }
                Outcome::Unknown => "Unknown".to_owned(),
                Outcome::NotAFilm => "NotAFilm".to_owned(),
            };
            *how_many.entry(word).or_default() += 1;
            if entry.rating.is_some() {
                let key = (entry.title.as_str(), entry.year);
                let number = entry.letterboxd_id.or_else(|| links.get(&key).copied());
                rated += 1;
                let is_there = match number {
                    Some(id) => numbers.contains(&id) || unnumbered.contains(&key),
                    None => numbered.contains(&key) || unnumbered.contains(&key),
                };
                let is_found = matches!(outcome, Outcome::Film(..));
                there += usize::from(is_there);
                found += usize::from(is_found);
                there_and_found += usize::from(is_there && is_found);
                asked += usize::from(matches!(outcome, Outcome::Ambiguous(_)));
                if *outcome == Outcome::Unknown {
                    println!("    missed: {} {:?}", row(entry), entry.letterboxd_id);
                }
            }
        }
        println!("{name}: {found} of {rated} rated rows found, {there} are in the catalogue; all rows: {how_many:?}");
        all += rated;
        all_found += found;
        all_there += there;
    }
    println!("together: {all_found} of {all}, {all_there} in the catalogue, {asked} asked about");
    let rows =
        json!({ "rated": all, "there": all_there, "found": there_and_found, "asked": asked, "exports": exports.len() });
    real::found("rated", &rows);
    // A hundred to check by eye, the same ones on every run.
    by_title.sort();
    by_title.dedup();
    let mut state = 7u64;
    for _ in 0..100 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        println!("    {}", by_title[(state >> 33) as usize % by_title.len()]);
    }
    // The catalogue holds what enough members rated: more than nine in ten of these rows, and those must be found.
    assert!(all_found * 1000 >= all_there * 997, "{all_found} of {all_there} that are there");
    assert!(all_found * 100 >= all * 93, "{all_found} of {all}");
}

/// Rows whose number is known, without it: what is found by title must be the film with that number.
#[test]
fn titles_alone_find_no_wrong_film() {
    let Some(data) = data() else { return };
    let whole = catalogue(&data);
    let numbers: HashMap<u32, FilmId> =
        whole.films().filter_map(|film| whole.letterboxd_id(film).map(|id| (id, film))).collect();
    for removed in [false, true] {
        // Worse: half of the films that the rows mean are not in the catalogue at all.
        let is_gone = |film: FilmId| removed && film.0.wrapping_mul(2_654_435_761) >> 31 == 1;
        let mut catalogue = whole.clone();
        catalogue.titles = whole.films().map(|film| if is_gone(film) { "~" } else { whole.title(film) }).collect();
        let titles = TitleIndex::new(&catalogue);
        let (mut right, mut asked, mut missed, mut wrong) = (0, 0, 0, Vec::new());
        // Of each reason, how many are right and how many are not.
        let mut by: BTreeMap<How, [u32; 2]> = BTreeMap::new();
        let mut met = HashSet::new();
        for (_, mut import) in exports(&data) {
            let truth: Vec<_> = import
                .entries
                .iter()
                .map(|entry| entry.letterboxd_id.and_then(|id| numbers.get(&id).copied()))
                .collect();
            for entry in &mut import.entries {
                entry.letterboxd_id = None;
            }
            let Matching { outcomes } = match_entries(&catalogue, &titles, &import, &[]);
            for ((entry, outcome), truth) in import.entries.iter().zip(outcomes).zip(truth) {
                let Some(truth) = truth.filter(|truth| met.insert((*truth, entry.title.clone(), entry.year))) else {
                    continue;
                };
                if let Outcome::Film(film, how) = outcome {
                    by.entry(how).or_default()[usize::from(film != truth)] += 1;
                }
                match outcome {
                    Outcome::Film(film, _) if film == truth => right += 1,
                    Outcome::Film(film, how) => {
                        wrong.push(format!(
                            "{how:?}: {} is {}, not {}",
                            row(entry),
                            say(&whole, film),
                            say(&whole, truth)
                        ));
                    }
                    Outcome::Ambiguous(_) => asked += 1,
                    Outcome::Unknown | Outcome::NotAFilm => missed += 1,
                }
            }
        }
        println!("removed {removed}: {right} right, {asked} asked, {missed} missed, {} wrong", wrong.len());
        println!("    right and wrong by reason: {by:?}");
        for wrong in &wrong {
            println!("    {wrong}");
        }
        // What remains are films of one title and year, and films that are in the list twice.
        assert!(wrong.len() * if removed { 300 } else { 1000 } <= right, "{} wrong", wrong.len());
    }
}

/// IMDb's file and the feeds, with the committed bundle: no row is lost, and nearly every film is found.
#[test]
fn other_services_are_read_whole() {
    let Some(data) = data() else { return };
    let bundle = real::bundle();
    let titles = TitleIndex::new(&bundle.catalogue);
    let mut imdb: Vec<Value> = Vec::new();
    for import in real::imdb(&data).into_iter().chain(real::feeds(&data)) {
        let name = &import.files[0].name;
        let folder = if name.ends_with(".csv") { "imdb" } else { "rss" };
        let text = fs::read_to_string(data.join(folder).join(name)).unwrap();
        let rows = if folder == "imdb" { text.lines().count() - 1 } else { text.matches("filmTitle>").count() / 2 };
        assert_eq!((import.entries.len(), import.warnings.len()), (rows, 0), "{name}");
        let outcomes = match_entries(&bundle.catalogue, &titles, &import, &[]).outcomes;
        let films = || import.entries.iter().zip(&outcomes).filter(|(entry, _)| entry.title_type == TitleType::Film);
        let found = films().filter(|(_, outcome)| matches!(outcome, Outcome::Film(..))).count();
        println!("{name}: {rows} rows, {found} of {} films found", films().count());
        if folder == "imdb" {
            imdb.push(json!({ "films": films().count(), "found": found }));
        }
        // The rest are in the catalogue under an English title alone, or not at all.
        assert!(found * 100 >= films().count() * 96, "{name}");
    }
    real::found("imdb", &json!(imdb));
}
