//! A hundred series, written down by hand in the order in which one sees them, against what the trainer finds among the films
//! of the committed bundle.

use crate::commands::decoded;
use crate::real_data::shared;
use halfstar_core::Bundle;
use halfstar_core::film::FilmId;
use halfstar_core::series::Series;
use halfstar_trainer::series;
use halfstar_trainer::sources::{Dataset, ReadOptions, SourceFilm, read};
use std::collections::{BTreeSet, HashMap};
use std::io::Write as _;
use std::path::Path;
use std::{env, fs};

/// One a line, title and year of each part.
const CHECKED: &str = include_str!("series.txt");
/// Films that no part of a series may wait for, or that wait for none.
const ALONE: [(&str, u16); 14] = [
    ("Goldfinger", 1964),
    ("GoldenEye", 1995),
    ("Ocean's Eleven", 1960),
    ("Rogue One: A Star Wars Story", 2016),
    ("Mad Max: Fury Road", 2015),
    ("Oldboy", 2003),
    ("Lady Vengeance", 2005),
    ("Hot Fuzz", 2007),
    ("The Batman", 2022),
    ("Planet of the Apes", 2001),
    ("Doctor Who: The End of Time", 2009),
    ("Bo Burnham: Inside", 2021),
    ("Black Mirror: San Junipero", 2016),
    ("Halloween III: Season of the Witch", 1982),
];

/// The facts about the bundle's films, in the order of its pool, without the ratings: reading these takes a minute.
fn pool_of(bundle: &Bundle) -> Option<(Dataset, Vec<usize>)> {
    let (data, tmdb) = (shared("letterboxd")?, shared("tmdb/movies.jsonl.zst")?);
    let folder = env::temp_dir().join(format!("halfstar-series-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    for name in ["movies.csv", "links.csv", "films.csv", "corrections.csv"] {
        fs::copy(data.join(name), folder.join(name)).expect("a copy");
    }
    fs::write(folder.join("ratings.csv"), "userId,movieId,rating\n1,0,4\n").expect("ratings");
    let read = read(&folder, Some(&tmdb), &ReadOptions::default());
    fs::remove_dir_all(&folder).expect("an end");
    let read = read.expect("the data set");
    // By number, or by title and year; of namesakes the one that the data lists first, the best-known.
    let (mut by_id, mut by_title) = (HashMap::new(), HashMap::new());
    for (place, film) in read.films.iter().enumerate() {
        by_id.extend(film.letterboxd_id.map(|id| (id, place)));
        by_title.entry((film.title.as_str(), film.year)).or_insert(place);
    }
    let catalogue = &bundle.catalogue;
    let place = |film: FilmId| {
        let named = || by_title.get(&(catalogue.title(film), catalogue.year(film)));
        catalogue.letterboxd_id(film).and_then(|id| by_id.get(&id)).or_else(named).copied()
    };
    // A film that the data no longer lists is one of which nothing is known.
    let nobody = read.films.len();
    let films = catalogue.films().take(catalogue.pool()).map(|film| place(film).unwrap_or(nobody)).collect();
    let mut read = read;
    read.films.push(SourceFilm::default());
    Some((read, films))
}

#[test]
fn a_hundred_series_are_in_order() {
    let bundle = decoded(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/bundle"));
    let Some((data, films)) = pool_of(&bundle) else { return };
    let found = series::gather(&data, &films).expect("series");
    let catalogue = &bundle.catalogue;
    let mut by_title: HashMap<(String, u16), FilmId> = HashMap::new();
    for film in catalogue.films().take(catalogue.pool()) {
        // Some titles have spaces that do not break.
        let title = catalogue.title(film).replace('\u{a0}', " ");
        by_title.entry((title, catalogue.year(film).unwrap_or(0))).or_insert(film);
    }
    let find = |title: &str, year: u16| by_title.get(&(title.to_owned(), year)).copied();
    let (mut lines, mut pairs, mut wrong, mut missing) = (0, 0, Vec::new(), Vec::new());
    for line in CHECKED.lines().filter(|line| !line.is_empty()) {
        lines += 1;
        let parts = line.split(" | ").filter_map(|part| {
            let (title, year) = part.rsplit_once(' ').expect("a title and a year");
            let film = find(title, year.parse().expect("a year"));
            missing.extend(film.is_none().then(|| part.to_owned()));
            film
        });
        let parts: Vec<FilmId> = parts.collect();
        if parts.len() < 2 {
            wrong.push(format!("fewer than two are there: {line}"));
        }
        for pair in parts.windows(2) {
            pairs += 1;
            if found.before(pair[1]) != Some(pair[0]) {
                let before = found.before(pair[1]).map(|film| catalogue.title(film));
                wrong.push(format!("{} follows {before:?}: {line}", catalogue.title(pair[1])));
            }
        }
    }
    for (title, year) in ALONE {
        let film = find(title, year).unwrap_or_else(|| panic!("{title} is in the pool"));
        if let Some(before) = found.before(film) {
            wrong.push(format!("{title} follows {}", catalogue.title(before)));
        }
    }
    let (series, parts) = series::count(&found);
    writeln!(
        std::io::stderr(),
        "{series} series of {parts} films; {pairs} steps of {lines} series checked, {} wrong",
        wrong.len()
    )
    .expect("standard error");
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(lines >= 100, "{lines}");
    // Another pool may lack a few.
    assert!(missing.len() <= 5, "{missing:?}");
    check_whole(&found, &bundle);
    if let Ok(file) = env::var("HALFSTAR_SERIES") {
        fs::write(file, told(&found, &bundle)).expect("a file");
    }
}

/// What holds of every series: no part is older than what it follows, and none is of television.
fn check_whole(found: &Series, bundle: &Bundle) {
    let catalogue = &bundle.catalogue;
    let mut met = BTreeSet::new();
    for (film, before) in found.parts() {
        assert!(met.insert(film), "{} is there twice", catalogue.title(film));
        assert_eq!(catalogue.kind(film), halfstar_core::film::Kind::Movie, "{}", catalogue.title(film));
        let year = |film| catalogue.year(film).unwrap_or(0);
        assert!(before.is_none_or(|before| year(before) <= year(film)), "{}", catalogue.title(film));
    }
}

/// Every series, one a line, to be read by a person: `HALFSTAR_SERIES=FILE cargo test -p halfstar-trainer a_hundred_series`.
fn told(found: &Series, bundle: &Bundle) -> String {
    let catalogue = &bundle.catalogue;
    let mut told = String::new();
    for (film, before) in found.parts() {
        let sign = match before {
            None => "\n",
            Some(before) if found.next(before) == Some(film) => " | ",
            Some(_) => " || ",
        };
        told += &format!("{sign}{} {}", catalogue.title(film), catalogue.year(film).unwrap_or(0));
    }
    told
}
