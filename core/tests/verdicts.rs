//! Three hundred matches, each looked at by a person: is this the film that the row means?
//!
//! The rows are members' own and not part of the repository, so what is kept is a number a verdict: the hash of the row
//! and of the film it was given. A match that nobody has looked at fails here until somebody does; the test prints it.

mod real;

use halfstar_core::Bundle;
use halfstar_core::film::FilmId;
use halfstar_core::import::{Entry, Import, TitleType};
use halfstar_core::matching::{How, Outcome, TitleIndex, match_entries};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// Verdicts, one a line: a hash, and `right` or `wrong`.
const VERDICTS: &str = include_str!("verdicts.txt");
const SAMPLE: usize = 300;

/// A match to look at.
struct Match {
    hash: u64,
    /// Whether more than title and year had to be trusted.
    is_telling: bool,
    words: String,
}

#[test]
fn three_hundred_matches_were_looked_at() {
    let Some(data) = real::data() else { return };
    let bundle = real::bundle();
    let mut matches = BTreeMap::new();
    for (source, import) in sources(&data) {
        collect(&bundle, source, &import, &mut matches);
    }
    let mut sample: Vec<Match> = matches.into_values().collect();
    // By hash: the same on every run, and as good as drawn by lot. Two in three are matches that could be wrong.
    sample.sort_by_key(|found| (!found.is_telling, found.hash));
    let telling = sample.iter().filter(|found| found.is_telling).count().min(SAMPLE * 2 / 3);
    let plain = sample.iter().position(|found| !found.is_telling).unwrap_or(sample.len());
    let sample: Vec<&Match> = sample[..telling].iter().chain(&sample[plain..]).take(SAMPLE).collect();
    assert_eq!(sample.len(), SAMPLE, "too few matches to draw from");

    let verdicts: BTreeMap<u64, &str> = VERDICTS
        .lines()
        .filter_map(|line| line.split_once(' '))
        .filter_map(|(hash, verdict)| Some((u64::from_str_radix(hash, 16).ok()?, verdict)))
        .collect();
    let (mut wrong, mut unseen) = (0, 0);
    for found in sample {
        match verdicts.get(&found.hash) {
            Some(&"right") => {}
            Some(_) => {
                wrong += 1;
                println!("wrong: {}", found.words);
            }
            None => {
                unseen += 1;
                println!("{:016x} ? {}", found.hash, found.words);
            }
        }
    }
    println!("{SAMPLE} matches: {wrong} wrong, {unseen} not looked at yet");
    real::found("verdicts", &json!({ "matches": SAMPLE, "wrong": wrong }));
    assert_eq!(unseen, 0, "matches that nobody has looked at; see them with --nocapture, and add the verdicts");
    assert!(wrong * 1000 <= SAMPLE * 3, "{wrong} of {SAMPLE} are wrong");
}

/// Every source as it is; IMDb's and the feeds once more with their numbers hidden, as the page reads them before the
/// bundle's details have come.
fn sources(data: &std::path::Path) -> Vec<(&'static str, Import)> {
    let mut sources = Vec::new();
    for (_, export) in real::exports(data) {
        sources.push(("Letterboxd", export));
    }
    for import in real::imdb(data) {
        sources.push(("IMDb", import.clone()));
        sources.push(("IMDb, no numbers", without_numbers(import)));
    }
    for feed in real::feeds(data) {
        sources.push(("RSS", feed.clone()));
        sources.push(("RSS, no numbers", without_numbers(feed)));
    }
    sources
}

fn without_numbers(mut import: Import) -> Import {
    for entry in &mut import.entries {
        (entry.letterboxd_id, entry.tmdb_id, entry.imdb_id) = (None, None, None);
    }
    import
}

fn collect(bundle: &Bundle, source: &str, import: &Import, matches: &mut BTreeMap<u64, Match>) {
    let catalogue = &bundle.catalogue;
    let outcomes = match_entries(catalogue, &TitleIndex::new(catalogue), import, &[]).outcomes;
    let mut met = BTreeSet::new();
    for (entry, outcome) in import.entries.iter().zip(outcomes) {
        let Outcome::Film(film, how) = outcome else { continue };
        if entry.title.is_empty() || !met.insert((entry.title.as_str(), entry.year, film)) {
            continue;
        }
        let same = catalogue.title(film) == entry.title && catalogue.year(film) == entry.year;
        let words = format!(
            "{source} {how:?}: {} ({}){}{} -> {} ({}) by {}",
            entry.title,
            entry.year.unwrap_or(0),
            if entry.title_type == TitleType::Film { "" } else { " not a film" },
            if entry.directors.is_empty() { String::new() } else { format!(" by {}", entry.directors) },
            catalogue.title(film),
            catalogue.year(film).unwrap_or(0),
            catalogue.directors(film).collect::<Vec<_>>().join(", "),
        );
        let hash = hash(bundle, source, entry, film);
        let is_telling = !same
            || !matches!(how, How::TitleAndYear | How::SameExport | How::ImdbId | How::TmdbId | How::LetterboxdId);
        matches.insert(hash, Match { hash, is_telling, words });
    }
}

/// Of the row and of the film by what does not change with the bundle.
fn hash(bundle: &Bundle, source: &str, entry: &Entry, film: FilmId) -> u64 {
    let catalogue = &bundle.catalogue;
    let text = format!(
        "{source}|{}|{:?}|{:?}|{}|{:?}|{:?}",
        entry.title,
        entry.year,
        entry.title_type,
        catalogue.title(film),
        catalogue.year(film),
        catalogue.letterboxd_id(film)
    );
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3))
}
