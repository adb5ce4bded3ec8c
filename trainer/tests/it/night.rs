//! `halfstar night` as people run it.

use crate::commands::{bundle, export, fails, fine, halfstar, text, utf8};
use crate::world::{self, Form};
use serde_json::Value;
use std::fs;
use tempfile::TempDir;

/// Another member: has seen film 9 too, loves film 12, and hates film 6, which the first one loves.
fn other() -> TempDir {
    let ratings = "Date,Name,Year,Letterboxd URI,Rating\n2024-01-01,Film 9,1989,,4\n2024-01-01,Film 13,1993,,4.5\n\
                   2024-01-01,Whatever,2000,https://boxd.it/2Cg,0.5\n";
    let watchlist = "Date,Name,Year,Letterboxd URI\n2024-01-01,Film 24,2004,\n";
    world::folder(&[("ratings.csv", ratings), ("watchlist.csv", watchlist)], Form::Plain)
}

fn night(members: &[&str], more: &[&str]) -> Value {
    let args = [&["night"], members, &["--bundle", utf8(bundle()), "--include-low-quality", "--json"], more].concat();
    serde_json::from_str(&fine(&args)).expect("JSON")
}

fn films(night: &Value) -> &[Value] {
    night.as_array().expect("an array")
}

#[test]
fn a_night_is_a_table_with_a_column_a_member() {
    let (one, two) = (export(), other());
    let folders = [&one, &two].map(|folder| utf8(folder.path()));
    let args = ["night", folders[0], folders[1], "--bundle", utf8(bundle()), "--include-low-quality", "--limit", "3"];
    let output = halfstar(&args);
    let (said, notes) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{notes}");
    let numbered = said.lines().filter(|line| line.starts_with(|start: char| start.is_ascii_digit()));
    assert_eq!(numbered.count(), 3, "{said}");
    assert!(said.contains("match") && said.contains('#') && said.contains("--seen-too lets them in"), "{said}");
    assert_eq!(notes.matches(": Read ").count(), 2, "{notes}");
}

#[test]
fn rules_and_marks_are_kept() {
    let (one, two) = (export(), other());
    let members = [&one, &two].map(|folder| utf8(folder.path()));
    let liking = |film: &Value, member: usize| film["members"][member]["liking"].as_f64().expect("a number");
    let least = night(&members, &["--variety", "0", "--limit", "40", "--least-misery"]);
    for film in films(&least) {
        let score = film["score"].as_f64().expect("a number");
        assert!((score - liking(film, 0).min(liking(film, 1))).abs() < 1e-3, "{film}");
        assert!(film["members"].as_array().expect("members").iter().all(|to| to["seen"] == false), "{film}");
    }
    let average = night(&members, &["--variety", "0", "--limit", "40", "--seen-too"]);
    for film in films(&average) {
        let score = film["score"].as_f64().expect("a number");
        assert!((score - (liking(film, 0) + liking(film, 1)) / 2.0).abs() < 1e-3, "{film}");
    }
    let titled = |night: &Value, title: &str| films(night).iter().find(|film| film["title"] == title).cloned();
    let both = titled(&average, "Film 24").expect("a film on both watchlists");
    assert!(both["members"][0]["on_watchlist"] == true && both["members"][1]["on_watchlist"] == true);
    let one_knows =
        titled(&average, "Film 13").or_else(|| titled(&average, "Film 12")).expect("a film that one has seen");
    assert!(one_knows["members"][0]["seen"] != one_knows["members"][1]["seen"], "{one_knows}");
    assert!(titled(&average, "Film 9").is_none(), "both have seen it");
    let wanted = night(&members, &["--watchlist", "only"]);
    assert!(films(&wanted).iter().all(|film| film["title"] == "Film 21" || film["title"] == "Film 24"), "{wanted}");
}

#[test]
fn errors_say_what_to_do() {
    let one = export();
    let path = utf8(one.path());
    let fails = |paths: &[&str]| fails(&[&["night"], paths, &["--bundle", utf8(bundle())]].concat(), 1);
    let said = fails(&[path]);
    assert!(said.contains("at least 2 members. Pass a path for each"), "{said}");
    let said = fails(&[path; 7]);
    assert!(said.contains("at most 6 members, and these are 7. Pass one path per member"), "{said}");
    let said = fails(&[path, "/absent/export.zip"]);
    assert!(said.contains("member export cannot be used") && said.contains("there is nothing at /absent"), "{said}");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let broken = folder.path().join("broken.zip");
    fs::write(&broken, "PK no archive").expect("a file");
    let said = fails(&[path, utf8(&broken)]);
    assert!(said.contains("nothing to go by for broken"), "{said}");
}

#[test]
fn the_same_file_twice_is_allowed_and_said() {
    let one = export();
    let path = utf8(one.path());
    let more = ["--bundle", utf8(bundle()), "--include-low-quality", "--variety", "0", "--json"];
    let output = halfstar(&[&["night", path, path][..], &more].concat());
    assert!(text(&output.stderr).contains("was passed twice, so this member counts twice"), "{output:?}");
    let night: Value = serde_json::from_str(&text(&output.stdout)).expect("JSON");
    let thrice: Value = serde_json::from_str(&fine(&[&["night", path, path, path][..], &more].concat())).expect("JSON");
    let titles = |night: &Value| films(night).iter().map(|film| film["title"].clone()).collect::<Vec<_>>();
    assert_eq!(titles(&night), titles(&thrice), "nobody is outvoted by themselves");
}
