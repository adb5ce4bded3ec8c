//! Six hundred matches, each looked at by a person: is this the film that the row means?
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
    /// Whether a number of the row is believed.
    is_numbered: bool,
    words: String,
}

#[test]
fn three_hundred_matches_were_looked_at() {
    let Some(matches) = all() else { return };
    // By hash: the same on every run, and as good as drawn by lot. Two in three are matches that could be wrong.
    let sample = draw(matches.iter().collect(), SAMPLE, SAMPLE * 2 / 3, 0);
    real::found("verdicts", &json!({ "matches": SAMPLE, "wrong": wrong(&sample) }));
}

/// Another draw: half of them by a number, which is believed before title and year are.
#[test]
fn three_hundred_more_matches_were_looked_at() {
    let Some(matches) = all() else { return };
    let (numbered, named): (Vec<&Match>, Vec<&Match>) = matches.iter().partition(|found| found.is_numbered);
    let mut sample = draw(numbered, SAMPLE / 2, SAMPLE / 4, ANOTHER_DRAW);
    sample.extend(draw(named, SAMPLE / 2, SAMPLE / 4, ANOTHER_DRAW));
    wrong(&sample);
}

/// Turns hashes into others, so that the second draw is not the first.
const ANOTHER_DRAW: u64 = 0x9E37_79B9_7F4A_7C15;

/// Every match in the data, if it is there.
fn all() -> Option<Vec<Match>> {
    let data = real::data()?;
    let bundle = real::bundle();
    let mut matches = BTreeMap::new();
    for (source, import) in sources(&data) {
        collect(&bundle, source, &import, &mut matches);
    }
    Some(matches.into_values().collect())
}

/// So many of them, of which so many are telling.
fn draw(mut matches: Vec<&Match>, count: usize, telling: usize, turned: u64) -> Vec<&Match> {
    matches.sort_by_key(|found| found.hash.wrapping_mul(turned | 1));
    let (mut sample, plain): (Vec<&Match>, Vec<&Match>) = matches.into_iter().partition(|found| found.is_telling);
    sample.truncate(telling);
    sample.extend(plain);
    assert!(sample.len() >= count, "too few matches to draw from");
    sample.truncate(count);
    sample
}

/// How many are wrong. Fails where more than three in a thousand are, or where nobody has looked.
#[expect(clippy::print_stdout, reason = "what nobody has looked at is shown to who looks")]
fn wrong(sample: &[&Match]) -> usize {
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
    println!("{} matches: {wrong} wrong, {unseen} not looked at yet", sample.len());
    assert_eq!(unseen, 0, "matches that nobody has looked at; see them with --nocapture, and add the verdicts");
    assert!(wrong * 1000 <= sample.len() * 3, "{wrong} of {} are wrong", sample.len());
    wrong
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
        let is_numbered = matches!(how, How::ImdbId | How::TmdbId | How::LetterboxdId);
        matches.insert(hash, Match { hash, is_telling, is_numbered, words });
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
