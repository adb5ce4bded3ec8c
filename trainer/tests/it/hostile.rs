//! Text from outside that a terminal would obey: it is shown, whatever command prints it.

use crate::commands::{bundle, halfstar, text, utf8};
use crate::world::{self, Form};
use halfstar_trainer::printable::is_obeyed;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::OnceLock;
use tempfile::TempDir;

/// Sets the window's title, colours, returns to the beginning of the line, turns the text around, and ends the line.
const HOSTILE: &str = "\x1b]0;owned\x07\u{9b}31m\rerror: \u{202e}\x08\n";
/// The same as it is shown in one line.
const SHOWN: &str = "␛]0;owned␇�31m␍error: �␈␊";

/// The same in the title of a film that both the bundle and the export know.
const TITLE: &str = "Film \x1b]0;owned\x07\u{9b}31m \r\u{202e}";

/// A bundle whose titles, people, keywords, services and sources are hostile.
fn hostile_bundle() -> &'static Path {
    static BUILT: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, bundle) = BUILT.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let data = folder.path().join("\x1b]0;data\x07");
        fs::create_dir(&data).expect("a folder");
        let movies = world::movies().replace("Film ", TITLE);
        let in_json = r"\u001b]0;owned\u0007\u009b31m\r\u202e\b\n";
        let offers = format!(
            r#""watch/providers":{{"results":{{"DE":{{"flatrate":[{{"provider_name":"Net{in_json}flix"}}]}}}}}},"runtime""#
        );
        let tmdb = world::tmdb()
            .replace("Director ", &format!("Director {in_json}"))
            .replace("\"word ", &format!("\"word {in_json}"))
            .replace("\"name\":\"First\"", &format!("\"name\":\"First {in_json}\""))
            .replace("\"runtime\"", &offers);
        let files = [("movies.csv", movies), ("links.csv", world::links()), ("ratings.csv", world::ratings())];
        for (name, text) in files.iter().chain([&("tmdb.jsonl", tmdb)]) {
            world::write(&data, name, text, Form::Plain);
        }
        let (tmdb, out) = (data.join("tmdb.jsonl"), folder.path().join("out\x1b[31m"));
        let args = ["build", "--data", utf8(&data), "--tmdb", utf8(&tmdb), "--out", utf8(&out)];
        let services = ["--services", "DE", "--services-as-of", "2026-11-05"];
        harmless(&[&args[..], &services].concat());
        (folder, out)
    });
    bundle
}

/// An export with hostile titles, lists, names of files and of members.
fn hostile_export() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let inner = folder.path().join(format!("me{HOSTILE}"));
    fs::create_dir_all(inner.join("lists")).expect("folders");
    // A line break in a cell costs its row, in JSON it does not.
    let (title, known) = (HOSTILE.replace(['\r', '\n'], ""), TITLE.replace('\r', ""));
    let films = [9, 12, 13, 15, 18].map(|film| format!("2024-01-01,{known}{film},{},,4.5\n", 1980 + film)).concat();
    let ratings = format!(
        "Date,Name,Year,Letterboxd URI,Rating\n2024-01-01,Nowhere {title},2000,,5\n{films}\
         2024-01-04,Seven,1995,,{title}\n"
    );
    fs::write(inner.join("ratings.csv"), &ratings).expect("a file");
    fs::write(inner.join(format!("{HOSTILE}ratings.csv")), ratings.replace("4.5", "4")).expect("a file");
    let nowhere = serde_json::json!([{ "rating": 9, "type": "movie", "rated_at": "2024-01-01T00:00:00.000Z",
        "movie": { "title": format!("Nowhere {HOSTILE}to be found"), "year": 2000, "ids": {} } }]);
    fs::write(inner.join(format!("{HOSTILE}.json")), nowhere.to_string()).expect("a file");
    let list = format!(
        "Letterboxd list export v7\nDate,Name,Tags,URL,Description\n2024-01-01,\"List {title}\",,,\n\n\
         Position,Name,Year,URL,Description\n1,{known}9,1989,,\n"
    );
    fs::write(inner.join("lists/list.csv"), list).expect("a file");
    folder
}

/// Runs it, whatever comes of it: no character that a terminal obeys may come out, nor a line that is not ours.
fn harmless(args: &[&str]) -> Output {
    let output = halfstar(args);
    for out in [&output.stdout, &output.stderr] {
        let said = text(out);
        let obeyed: Vec<char> = said.chars().filter(|&found| is_obeyed(found) && found != '\n').collect();
        assert!(obeyed.is_empty(), "{args:?}: {obeyed:?} in {said}");
    }
    output
}

#[test]
fn nothing_that_a_terminal_obeys_comes_out_of_any_command() {
    let (export, bundle) = (hostile_export(), hostile_bundle());
    let member = fs::read_dir(export.path()).expect("a folder").next().expect("an entry").expect("an entry").path();
    let (member, bundle) = (utf8(&member), ["--bundle", utf8(bundle)]);
    let list = format!("List {}", HOSTILE.replace(['\r', '\n'], ""));
    for args in [
        &["inspect", bundle[1]][..],
        &["import", member, "--bundle", bundle[1]],
        &["recommend", member, "--include-low-quality", "--bundle", bundle[1]],
        &["recommend", member, "--include-low-quality", "--bundle", bundle[1], "--by-list", &list],
        &["recommend", member, "--include-low-quality", "--bundle", bundle[1], "--counts"],
        &["taste", member, "--bundle", bundle[1]],
        &["night", member, member, "--include-low-quality", "--bundle", bundle[1]],
        &["evidence", "--exports", utf8(export.path()), "--bundle", bundle[1]],
    ] {
        let output = harmless(args);
        assert!(output.status.success(), "{args:?}: {}", text(&output.stderr));
        let said = text(&output.stdout);
        if args[0] != "evidence" {
            assert!(said.contains("␛]0;owned"), "{args:?} shows it: {said}");
        }
        assert!(!said.contains("\nerror:") && !said.contains("\nto be found"), "{args:?}: {said}");
        if args[0] != "inspect" && args[0] != "evidence" {
            let output = harmless(&[args, &["--json"]].concat());
            let json: Value = serde_json::from_slice(&output.stdout).expect("JSON");
            // What is harmless is no less true.
            assert!(json.to_string().contains("\\u001b]0;owned\\u0007\u{9b}31m"), "{args:?}: {json}");
        }
    }
    let import = text(&harmless(&["import", member, bundle[0], bundle[1]]).stdout);
    assert!(import.contains(SHOWN), "{import}");
}

#[test]
fn nor_out_of_any_error() {
    let (export, built) = (hostile_export(), utf8(bundle()));
    let member = fs::read_dir(export.path()).expect("a folder").next().expect("an entry").expect("an entry").path();
    let absent = format!("/absent/{HOSTILE}");
    let file = export.path().join(format!("file{HOSTILE}"));
    fs::write(&file, "<html>").expect("a file");
    let (file, member) = (utf8(&file), utf8(&member));
    for args in [
        &["import", &absent, "--bundle", built][..],
        &["recommend", member, "--bundle", &absent],
        &["recommend", member, "--bundle", file],
        &["recommend", member, "--bundle", built, "--genre", HOSTILE],
        &["recommend", member, "--bundle", built, "--by-list", HOSTILE],
        &["recommend", member, "--bundle", utf8(hostile_bundle()), "--director", "owned"],
        &["night", member, &absent, "--bundle", built],
        &["inspect", file],
        &["inspect", &absent],
        &["build", "--data", &absent, "--out", export.path().join("out").to_str().expect("UTF-8")],
        &["build", "--data", file, "--out", file],
        &["evaluate", "--bundle", built, "--data", &absent],
        &["evaluate", "--bundle", built, "--only", HOSTILE],
        &["evaluate", "--bundle", built, "--ratings", &absent],
        &["evaluate", "--bundle", built, "--json", &absent],
        &["evidence", "--bundle", built, "--exports", &absent],
    ] {
        let output = harmless(args);
        assert_eq!(output.status.code(), Some(1), "{args:?}: {}", text(&output.stderr));
        let said = text(&output.stderr);
        assert!(said.contains("␛]0;owned"), "{args:?} says which: {said}");
        let errors = said.lines().filter(|line| line.starts_with("error: ")).count();
        assert_eq!(errors, 1, "{said}");
    }
    // What clap refuses, it quotes.
    for args in [&[HOSTILE][..], &["recommend", "x", &format!("--{HOSTILE}")], &["recommend", "x", "--top", HOSTILE]] {
        let output = harmless(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(text(&output.stderr).starts_with("error: "), "{args:?}");
    }
}

/// Rows that cannot be used are quoted.
#[test]
fn nor_out_of_a_build() {
    let folder = world::movielens(Form::Plain);
    let ratings = world::ratings() + &format!("{},1,5,1\n1,1,{}\n", HOSTILE.trim_end(), HOSTILE.trim_end());
    world::write(folder.path(), "ratings.csv", &ratings, Form::Plain);
    let out = folder.path().join("out");
    let args = ["build", "--data", utf8(folder.path()), "--out", utf8(&out)];
    let said = text(&harmless(&args).stdout);
    assert!(said.contains("2 rows left out"), "{said}");
    let output = harmless(&[&args[..], &["--strict"]].concat());
    assert!(text(&output.stderr).contains("is not a whole number"), "{output:?}");
}
