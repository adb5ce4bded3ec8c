//! The TypeScript declarations are those of Rust's types.
//!
//! `UPDATE_TYPES=1 cargo test --package halfstar-js` writes them anew.

#[path = "../../../core/tests/world/mod.rs"]
mod world;

use halfstar_core::Request;
use halfstar_core::filters::{Filters, LeftOut};
use halfstar_core::signals::Weights;
use halfstar_core::taste::Scope;
use halfstar_session::Session;
use halfstar_session::protocol::{DroppedFile, FilmSummary, Report, ShelfView};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use ts_rs::{Config, TS, TypeVisitor};

/// Declarations by name: those of what the API takes and gives, and of all that they are made of.
#[derive(Default)]
struct Declarations(BTreeMap<String, String>);

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        let config = Config::default();
        // Only what has a name of its own is declared; a list, say, is not.
        let is_named = T::output_path().is_some();
        if is_named && !self.0.contains_key(&T::ident(&config)) {
            let about = T::docs().unwrap_or_default();
            self.0.insert(T::ident(&config), format!("{about}export {}\n", T::decl(&config)));
            T::visit_dependencies(self);
        }
        T::visit_generics(self);
    }
}

fn derived() -> Declarations {
    let mut declarations = Declarations::default();
    declarations.visit::<DroppedFile>();
    declarations.visit::<Request>();
    declarations.visit::<Scope>();
    declarations.visit::<Report>();
    declarations.visit::<ShelfView>();
    declarations.visit::<Vec<FilmSummary>>();
    declarations
}

/// A comment of one line on one line, and fields indented.
fn tidy(text: &str) -> String {
    let text = text.replace(", };", ",\n};");
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let (mut tidy, mut is_inside, mut place) = (String::new(), false, 0);
    while let Some(line) = lines.get(place) {
        is_inside &= *line != "};";
        tidy += if is_inside && !line.is_empty() { "    " } else { "" };
        match lines.get(place..place + 3) {
            Some([begin, text, end]) if begin.ends_with("/**") && end.trim() == "*/" => {
                tidy += &format!("/** {} */\n", text.trim_start_matches([' ', '*']));
                place += 3;
            }
            _ => {
                tidy += line;
                tidy.push('\n');
                place += 1;
            }
        }
        is_inside |= line.ends_with('{');
    }
    tidy
}

fn file() -> String {
    std::fs::read_to_string(path()).expect("the declarations")
}

fn path() -> impl AsRef<Path> {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/types.ts")
}

#[test]
fn the_file_is_what_the_types_say() {
    let derived = derived().0.into_values().collect::<Vec<_>>().join("\n");
    let text = format!("// Written by `UPDATE_TYPES=1 cargo test --package halfstar-js`.\n\n{}", tidy(&derived));
    if std::env::var_os("UPDATE_TYPES").is_some() {
        std::fs::write(path(), &text).expect("a place to write");
    }
    assert_eq!(file(), text, "a type has changed: UPDATE_TYPES=1 cargo test --package halfstar-js");
}

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
    let text = file();
    check(&text, "Request", &Request::default());
    check(&text, "Weights", &Weights::default());
    check(&text, "Filters", &Filters::default());
    check(&text, "Scope", &Scope::default());
}

#[test]
fn everything_given_is_declared() {
    let text = file();
    check(&text, "Report", &Report::default());
    let counted = given(&LeftOut::default());
    assert!(counted.iter().all(|name| text.contains(&format!("\"{name}\""))), "{counted:?}");
    let mut session = Session::new(world::bundle());
    let ratings = "Date,Name,Year,Letterboxd URI,Rating\n2026-01-01,Orbit,1968,,5\n2026-01-02,No Such Film,1999,,3\n";
    let files = [DroppedFile { name: "ratings.csv".to_owned(), bytes: ratings.as_bytes().to_vec(), left_out: None }];
    let report = session.import(&files, true, None).expect("films");
    check(&text, "UnmatchedRow", &report.unmatched[0]);
    check(&text, "SourceFile", &report.files[0]);
    let shelf = session.view(session.shelf(&Request::default()), &Filters::default());
    check(&text, "ShelfView", &shelf);
    check(&text, "Card", &shelf.cards[0]);
    check(&text, "Contribution", &shelf.cards[0].contributions[0]);
    check(&text, "FilmSummary", &session.search("far side")[0]);
}

#[test]
fn a_missing_field_is_noticed() {
    let text = file().replace("genres_all: boolean", "");
    assert!(!declared(&text, "Filters").contains("genres_all") && declared(&text, "Filters").contains("genres"));
}

/// Every name that a declaration uses is declared, or is JavaScript's own.
#[test]
fn nothing_is_left_undeclared() {
    let all = derived().0;
    let text: String = file().lines().filter(|line| !line.trim_start().starts_with(['*', '/'])).collect();
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
    let types = words.filter(|word| word.starts_with(char::is_uppercase));
    let own = ["Array", "Uint8Array", "Rated", "Liked", "Seen", "Dismissed", "Wanted"];
    let unknown: BTreeSet<&str> = types.filter(|name| !all.contains_key(*name) && !own.contains(name)).collect();
    assert_eq!(unknown, BTreeSet::new());
}
