//! The TypeScript declarations have everything that is taken and given.

#[path = "../../../core/tests/world/mod.rs"]
mod world;

use halfstar_core::Request;
use halfstar_core::comparisons::Answer;
use halfstar_core::filters::{Filters, LeftOut};
use halfstar_core::signals::Weights;
use halfstar_core::taste::Scope;
use halfstar_js::TYPES;
use halfstar_session::Session;
use halfstar_session::protocol::{DroppedFile, Report};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;

/// The fields that the file declares for a type: comments aside, what stands before a colon.
fn declared(text: &str, name: &str) -> BTreeSet<String> {
    let begin = format!("export type {name} = {{");
    let body = text.split(&begin).nth(1).unwrap_or_else(|| panic!("{name} is not declared"));
    let body = body.split("};").next().unwrap_or_default();
    let mut code = String::new();
    for (place, part) in body.split("/**").enumerate() {
        code += if place == 0 { part } else { part.split_once("*/").map_or("", |(_, after)| after) };
    }
    let fields = code.split(',').filter_map(|field| field.split_once(':'));
    fields.map(|(name, _)| name.trim().trim_end_matches('?').to_owned()).collect()
}

/// Every field of a value, as the API gives it.
fn given(value: &impl Serialize) -> BTreeSet<String> {
    let Ok(Value::Object(fields)) = serde_json::to_value(value) else { panic!("an object") };
    fields.into_iter().map(|(name, _)| name).collect()
}

fn check(text: &str, name: &str, value: &impl Serialize) {
    assert_eq!(declared(text, name), given(value), "{name}");
}

#[test]
fn everything_taken_is_declared() {
    let text = TYPES;
    check(text, "Request", &Request::default());
    check(text, "Weights", &Weights::default());
    check(text, "Filters", &Filters::default());
    check(text, "Scope", &Scope::default());
}

#[test]
fn everything_given_is_declared() {
    let text = TYPES;
    check(text, "Report", &Report::default());
    let counted = given(&LeftOut::default());
    assert!(counted.iter().all(|name| text.contains(&format!("\"{name}\""))), "{counted:?}");
    let mut session = Session::new(world::bundle());
    let ratings = "Date,Name,Year,Letterboxd URI,Rating\n2026-01-01,Orbit,1968,,5\n2026-01-02,No Such Film,1999,,9\n";
    let files = [DroppedFile { name: "ratings.csv".to_owned(), bytes: ratings.as_bytes().to_vec(), left_out: None }];
    let report = session.import(&files, true, None).expect("films");
    check(text, "UnmatchedRow", &report.unmatched[0]);
    check(text, "FileReport", &report.files[0]);
    // Told, for a program without the page's texts.
    let warning = &serde_json::to_value(&report).expect("JSON")["warnings"][0];
    check(text, "Warning", warning);
    let told = "“9” is not a rating of 0.5 to 5, so the film counts as unrated. Drop the file as it was exported.";
    assert_eq!(*warning, serde_json::json!({ "file": "ratings.csv", "line": 3, "message": told }));
    let shelf = session.view(session.shelf(&Request::default()), &Filters::default());
    check(text, "ShelfView", &shelf);
    check(text, "Card", &shelf.cards[0]);
    check(text, "Contribution", &shelf.cards[0].contributions[0]);
    let orbit = session.search("orbit")[0].films[0].film.film;
    let [film, _] = session.next_duel().expect("two films to ask about");
    assert_eq!(declared(text, "FilmSummary"), given(&film));
    let far_side = session.search("far side")[0].films[0].film.film;
    let placed = session.place(far_side).expect("a place");
    assert_eq!(placed.next.as_ref().map(|next| next.film), Some(orbit), "the one that is rated");
    check(text, "PlacedView", &placed);
    check(text, "FilmSummary", &session.search("far side")[0].films[0].film);
}

/// Every answer that there is, by the name by which it is taken.
#[test]
fn every_answer_is_declared() {
    let answers = Answer::ALL.map(|answer| serde_json::to_string(&answer).expect("JSON"));
    assert!(TYPES.contains(&format!("export type Answer = {};", answers.join(" | "))), "{TYPES}");
}

#[test]
fn a_missing_field_is_noticed() {
    let text = TYPES.replace("genres_all: boolean", "");
    assert!(!declared(&text, "Filters").contains("genres_all") && declared(&text, "Filters").contains("genres"));
}

/// Every name that a declaration uses is declared, or is JavaScript's own.
#[test]
fn nothing_is_left_undeclared() {
    let declared = |name: &str| TYPES.contains(&format!("export type {name} = "));
    let text: String = TYPES.lines().filter(|line| !line.trim_start().starts_with(['*', '/'])).collect();
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
    let types = words.filter(|word| word.starts_with(char::is_uppercase));
    let own = ["Array", "Uint8Array", "Rated", "Liked", "Seen", "Dismissed", "Wanted"];
    let unknown: BTreeSet<&str> = types.filter(|name| !declared(name) && !own.contains(name)).collect();
    assert_eq!(unknown, BTreeSet::new());
}
