//! A member's own films, hidden and asked back.

mod real;
mod world;

use halfstar_core::film::{FilmId, Stars};
use halfstar_core::matching::{TitleIndex, match_entries};
use halfstar_core::taste::{Statement, merge};
use halfstar_core::trial::{ASKED, Part, Trial};
use serde_json::json;
use std::collections::BTreeMap;

fn all(trial: impl Fn(Part) -> Trial) -> Trial {
    Part::all().map(trial).fold(Trial::default(), Trial::and)
}

#[test]
fn every_film_is_hidden_once() {
    let bundle = world::bundle();
    let rated = |halves: u8| Statement { rating: Stars::from_halves(halves), seen: true, ..Statement::default() };
    let mut statements: BTreeMap<FilmId, Statement> =
        (0..10).map(|film| (FilmId(film), rated(if film % 2 == 0 { 9 } else { 3 }))).collect();
    // Outside of the pool, and seen without a rating: neither can be asked for.
    statements.insert(world::OUTSIDE, rated(10));
    statements.insert(FilmId(11), Statement { seen: true, ..Statement::default() });
    let trial = all(|part| Trial::of_part(&bundle, &statements, part));
    // A hundred films are all there are, so all are found, by us and by fame.
    assert_eq!((trial.rated, trial.loved, trial.found, trial.famous), (10, 5, 5, 5));
    assert!(trial.error > 0.0 && trial.error.is_finite() && trial.error_of_means > 0.0);
    assert_eq!(all(|part| Trial::of_part(&bundle, &BTreeMap::new(), part)), Trial::default());
}

/// With the committed bundle, on real exports: better than fame, and stars nearer than the mean.
#[test]
fn real_members_are_known() {
    let Some(data) = real::data() else { return };
    let bundle = real::bundle();
    let titles = TitleIndex::new(&bundle.catalogue);
    let mut together = Trial::default();
    let exports = real::exports(&data);
    for (name, import) in &exports {
        let statements = merge(&import.entries, &match_entries(&bundle.catalogue, &titles, import, &[]));
        let trial = all(|part| Trial::of_part(&bundle, &statements, part));
        println!("{name}: {trial:?}");
        together = together.and(trial);
    }
    let Trial { loved, found, famous, .. } = together;
    let figures = json!({ "exports": exports.len(), "loved": loved, "asked": ASKED, "found": found, "famous": famous });
    real::found("trial", &figures);
    assert!(together.found > together.famous, "{together:?}");
    assert!(together.error < together.error_of_means, "{together:?}");
    assert!(together.rated > 1_000);
}
