//! `halfstar taste` as a person runs it.

use crate::commands::{bundle, export, fails, fine, utf8};
use crate::world::{self, Form};
use serde_json::Value;

#[test]
fn a_taste_is_shown_in_tables() {
    let export = export();
    let said = fine(&["taste", utf8(export.path()), "--bundle", utf8(bundle())]);
    // Film 6 ★★★★★ and film 9 ★★★★½; film 15 has a rating that cannot be, film 18 is liked, film 12 of another year.
    for words in [
        "4 films seen, 2 rated, 1 liked",
        "★★★★★",
        "★★★★½",
        "Over 2 films you give 4.75 on average",
        "decade",
        "1990s",
        "tenth 3",
    ] {
        assert!(said.contains(words), "{words} in {said}");
    }
}

#[test]
fn a_taste_is_json_for_programs() {
    let export = export();
    let json: Value =
        serde_json::from_str(&fine(&["taste", utf8(export.path()), "--bundle", utf8(bundle()), "--json"]))
            .expect("JSON");
    let total = |list: &Value| list.as_array().expect("an array").iter().filter_map(Value::as_u64).sum::<u64>();
    assert_eq!(json["totals"]["rated"], 2);
    assert_eq!(json["ratings"]["levels"], serde_json::json!([0, 0, 0, 0, 0, 0, 0, 0, 1, 1]));
    assert_eq!(total(&json["fame"]["seen"]), 4, "all four are of the pool");
    assert_eq!(total(&json["fame"]["pool"]), 40);
    let comparison = &json["ratings"]["comparison"];
    assert_eq!((&comparison["films"], &comparison["mean"]), (&2.into(), &4.75.into()));
    for side in ["genres", "keywords", "directors", "actors"] {
        assert!(json[side]["over"].is_array() && json[side]["under"].is_array(), "{side} in {json}");
    }
}

#[test]
fn without_a_film_seen_there_is_no_taste() {
    let folder =
        world::folder(&[("watchlist.csv", "Date,Name,Year,Letterboxd URI\n2024-01-01,Film 21,2001,\n")], Form::Plain);
    let said = fails(&["taste", utf8(folder.path()), "--bundle", utf8(bundle())], 1);
    assert!(said.contains("error: nothing to show: no row says that a film of the bundle was rated"), "{said}");
}
