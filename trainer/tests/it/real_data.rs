//! The real files, where they lie beside the checkout. A fresh clone has none of them, and then these tests print
//! that they were skipped.

use crate::commands::decoded;
use halfstar_trainer::evaluate::{Cohort, Judged, choose, compare, competitors};
use halfstar_trainer::sources::{ReadOptions, read};
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const STRICT: ReadOptions = ReadOptions { strict: true, progress: false, country: None };

/// The folder, or a line that says why the test is skipped.
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data").join(name);
    if !path.exists() {
        // Past the test harness, which keeps what a passing test prints.
        writeln!(std::io::stderr(), "skipped: {} is not there", path.display()).expect("standard error");
        return None;
    }
    Some(path)
}

#[test]
fn movielens_small_is_read_whole() {
    let Some(folder) = shared("movielens/ml-latest-small") else { return };
    let data = read(&folder, None, &STRICT).expect("ml-latest-small");
    assert_eq!(data.films.len(), 9742);
    assert_eq!(data.ratings.halves.len(), 100_836);
    assert_eq!(data.ratings.member_ids.len(), 610);
    assert_eq!(data.ratings.times.as_ref().map(Vec::len), Some(100_836));
    assert_eq!(data.skipped, [""; 0]);
    assert_eq!(data.films.iter().filter(|film| film.tmdb_id.is_some()).count(), 9734);
    let matrix = data.films.iter().find(|film| film.movie_id == 2571).expect("The Matrix");
    assert_eq!((matrix.title.as_str(), matrix.year), ("The Matrix", Some(1999)));
    assert!(data.films.iter().all(|film| !film.title.ends_with(", The") && !film.title.contains("a.k.a.")));
    let genres: std::collections::BTreeSet<_> = data.films.iter().flat_map(|film| &film.genres).collect();
    assert_eq!(genres.len(), 18, "{genres:?}");
}

#[test]
fn movielens_without_links_joins_by_title() {
    let (Some(folder), Some(tmdb)) = (shared("movielens/ml-latest-2023-sample"), shared("tmdb/movies.jsonl.zst"))
    else {
        return;
    };
    let data = read(&folder, Some(&tmdb), &ReadOptions::default()).expect("the sample");
    assert_eq!(data.ratings.halves.len(), 206_585);
    let joined = data.films.iter().filter(|film| film.tmdb_id.is_some()).count();
    assert!(joined > 20_000, "{joined} of {} films", data.films.len());
    eprintln!("{joined} of {} films joined by title and year", data.films.len());
}

/// The committed bundle on people whom it never saw.
#[test]
fn strangers_of_movielens_are_judged() {
    let Some(folder) = shared("movielens/ml-latest-small") else { return };
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/bundle");
    let bundle = decoded(&committed);
    let data = read(&folder, None, &STRICT).expect("ml-latest-small");
    let mut members = Cohort::new(&data, &bundle.catalogue, Judged::Everyone).expect("members");
    let known = members.joined.ratings_known as f64 / members.joined.ratings as f64;
    assert!(known > 0.9, "{known} of the ratings are of films in the pool");
    members.sample(60);
    let rows = choose(competitors(&bundle), &["default".to_owned()], false).expect("a row");
    let report = compare(&bundle, &members, &rows, &mut |_| ()).expect("a comparison");
    assert_eq!(report.protocols.len(), 3, "there are timestamps");
    let ndcg = report.protocols[0].rows[0].metrics["NDCG@100"].value;
    // Popularity, as the bundle counts it, reaches 0.06: near that, films are joined wrongly.
    assert!(ndcg > 0.22, "{ndcg}");
}

/// Films in full, and the first hundred thousand ratings.
pub(crate) fn films_of_letterboxd(folder: &Path) -> TempDir {
    let some = tempfile::tempdir().expect("a temporary folder");
    for name in ["movies.csv", "links.csv", "films.csv", "corrections.csv"] {
        fs::copy(folder.join(name), some.path().join(name)).expect("a copy");
    }
    let file = fs::File::open(folder.join("ratings.csv.zst")).expect("ratings");
    let lines = BufReader::new(zstd::Decoder::new(file).expect("zstd")).lines();
    let head: Vec<String> = lines.take(100_001).collect::<Result<_, _>>().expect("text");
    fs::write(some.path().join("ratings.csv"), head.join("\n")).expect("a file");
    some
}

/// Films in full, and the first hundred thousand ratings: all of them take a minute unoptimised.
#[test]
fn letterboxds_films_are_read_whole() {
    let Some(folder) = shared("letterboxd") else { return };
    let some = films_of_letterboxd(&folder);
    let data = read(some.path(), None, &STRICT).expect("letterboxd");
    assert_eq!(
        data.films.len(),
        45_353 - 265 - 22,
        "254 by Letterboxd's numbers, 6 by what is known of them, 5 unrated shadows, 22 second records"
    );
    let merged = 100_000 - data.ratings.halves.len();
    assert!(merged < 200, "{merged} ratings of films that merged");
    let mut ids: Vec<_> = data.films.iter().filter_map(|film| film.letterboxd_id).collect();
    let films = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), films, "every Letterboxd number once");
}

#[test]
#[ignore = "reads 17 million ratings; run it with --release"]
fn letterboxds_ratings_are_read_whole() {
    let Some(folder) = shared("letterboxd") else { return };
    let data = read(&folder, None, &STRICT).expect("letterboxd");
    assert_eq!(data.ratings.member_ids.len(), 44_324);
    assert_eq!(data.ratings.halves.len(), 17_100_915 - 14_217, "members rated both of two films that merged");
}
