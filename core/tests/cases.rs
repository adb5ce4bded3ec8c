//! Small files of the kinds that people report as broken elsewhere, in `cases/`: what is understood of each, row by row, and
//! what the member is told. What is right stands above each snapshot's rows as its description.
//!
//! `INSTA_UPDATE=always cargo test -p halfstar-core --test cases` writes them anew; look at the difference first.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod real;

use halfstar_core::Bundle;
use halfstar_core::film::FilmId;
use halfstar_core::import::{Entry, Import, NamedFile, import};
use halfstar_core::matching::{Outcome, TitleIndex, match_entries};
use halfstar_core::words::Translation;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn every_case_is_understood() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let bundle = real::bundle();
    let titles = TitleIndex::new(&bundle.catalogue);
    let mut cases: Vec<_> = fs::read_dir(folder).unwrap().map(|case| case.unwrap().path()).collect();
    cases.sort();
    assert_eq!(cases.len(), 37, "cases");
    for case in cases {
        let name = case.file_name().unwrap().to_str().unwrap();
        let import = read(&case);
        insta::assert_snapshot!(format!("case_{name}"), told(&bundle, &titles, &import));
    }
}

/// Reads a case as if its files had been dropped together.
fn read(case: &Path) -> Import {
    let mut paths = Vec::new();
    collect(case, &mut paths);
    paths.sort();
    let names = paths.iter().map(|path| path.strip_prefix(case).unwrap().to_str().unwrap().replace('\\', "/"));
    let files: Vec<_> = names.zip(paths.iter().map(|path| fs::read(path).unwrap())).collect();
    let files: Vec<_> = files.iter().map(|(name, bytes)| NamedFile { name, bytes }).collect();
    import(&files)
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { collect(&path, paths) } else { paths.push(path) }
    }
}

/// Every row with the film that it means, then what is told.
fn told(bundle: &Bundle, titles: &TitleIndex, import: &Import) -> String {
    let mut told = String::new();
    let matching = match_entries(&bundle.catalogue, titles, import, &[]);
    let film = |film: FilmId| {
        let year = bundle.catalogue.year(film).map_or_else(String::new, |year| format!(" ({year})"));
        format!("{}{year}", bundle.catalogue.title(film))
    };
    for (place, file) in import.files.iter().enumerate() {
        writeln!(told, "{}, {} rows", file.name, file.rows).unwrap();
        for (entry, outcome) in import.entries.iter().zip(&matching.outcomes) {
            if usize::from(entry.file) != place {
                continue;
            }
            let means = match outcome {
                Outcome::Film(id, how) => format!("{}, by {}", film(*id), how.name()),
                Outcome::Ambiguous(films) => {
                    format!("asked: {}", films.iter().map(|&id| film(id)).collect::<Vec<_>>().join(" or "))
                }
                Outcome::Unknown => "unknown".to_owned(),
                Outcome::NotAFilm => "no film".to_owned(),
            };
            writeln!(told, "  {}: {} → {means}", entry.line, row(entry)).unwrap();
        }
    }
    for warning in &import.warnings {
        let line = warning.line.map_or_else(String::new, |line| format!(":{line}"));
        writeln!(told, "! {}{line} {}", warning.file, warning.sentence(&Translation::default())).unwrap();
    }
    told
}

fn row(entry: &Entry) -> String {
    let kind = serde_json::to_value(entry.kind).unwrap();
    let mut row = format!("{} {}", kind.as_str().unwrap(), entry.title);
    if let Some(year) = entry.year {
        write!(row, " {year}").unwrap();
    }
    if let Some(stars) = entry.rating {
        write!(row, " {}★", f32::from(stars.halves()) / 2.0).unwrap();
    }
    if entry.rewatch {
        row += " again";
    }
    if let Some(day) = entry.day {
        let (year, month, day) = day.date();
        write!(row, " on {year}-{month:02}-{day:02}").unwrap();
    }
    row
}
