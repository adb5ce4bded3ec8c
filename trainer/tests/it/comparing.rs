//! `halfstar compare` and `halfstar rate` as people run them.

use crate::commands::{bundle, export, fails, fine, halfstar, text, utf8};
use crate::world::{self, Form};
use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

const HEADER: &str = "Name A,Year A,Name B,Year B,Answer";
const ASKED: &str = "Which did you like more?";

/// Each pair is asked about once, what is said is written, and the next run goes on from there; rows that mean nothing are told
/// and stay.
#[test]
fn what_was_compared_is_written_and_read_again() {
    let (export, folder) = (export(), tempfile::tempdir().expect("a folder"));
    let (answers, file) = (folder.path().join("answers.txt"), folder.path().join("said.csv"));
    fs::write(&answers, "1\nbetter\n2\n=\n\n?\nq\n1\n").expect("a file");
    let base = ["compare", utf8(export.path()), "--bundle", utf8(bundle()), "--answers", utf8(&answers)];
    let output = halfstar(&[&base[..], &["--out", utf8(&file)]].concat());
    let (said, notes) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{notes}");
    assert_eq!(said.matches(ASKED).count(), 5, "the fifth was answered by q: {said}");
    assert!(notes.contains("answers.txt, line 2: “better” is no answer, and the next line counts"), "{notes}");
    assert!(said.contains("moved up") && said.contains("Wrote 4 comparisons to "), "{said}");
    let written = fs::read_to_string(&file).expect("a table");
    let rows: Vec<&str> = written.lines().collect();
    assert_eq!((rows[0], rows.len()), (HEADER, 5));
    let ends = rows[1..].iter().map(|row| row.rsplit(',').next().unwrap_or_default());
    assert_eq!(ends.collect::<Vec<_>>(), ["first", "second", "equal", "unknown"]);

    // What is there is not written over by a run that has not read it.
    let refused = fails(&[&base[..], &["--out", utf8(&file)]].concat(), 1);
    assert!(refused.contains("is there already, and would be lost. Pass it by --comparisons"), "{refused}");
    assert_eq!(fs::read_to_string(&file).expect("a table"), written);

    let broken =
        ["No Such Film,1999,Film 9,1989,first", "Film 9,soon,Film 12,1992,first", "Film 9,1989,Film 12,1992,good"];
    fs::write(&file, format!("{written}{}\nFilm 9,1989,Film 9,1989,equal\n", broken.join("\n"))).expect("a file");
    let output = halfstar(&[&base[..], &["--comparisons", utf8(&file), "--pairs", "2"]].concat());
    let (said, notes) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{notes}");
    assert_eq!(said.matches(ASKED).count(), 2, "{said}");
    for words in [
        "said.csv, line 6: no film of the bundle is called “No Such Film” of 1999",
        "said.csv, line 7: “soon” is not a year",
        "said.csv, line 8: “good” is no answer. Write one of first, second, equal",
        "said.csv, line 9: both films are Film 9",
    ] {
        assert!(notes.contains(words), "{words} in {notes}");
    }
    let now = fs::read_to_string(&file).expect("a table");
    assert_eq!(now.lines().count(), 1 + 4 + 2 + 4, "no pair was asked about again: {now}");
    assert!(broken.iter().all(|row| now.contains(row)), "nothing is lost: {now}");
}

/// Without a terminal answers come from the standard input; its end is an end.
#[test]
fn answers_come_through_a_pipe() {
    let (export, folder) = (export(), tempfile::tempdir().expect("a folder"));
    let file = folder.path().join("said.csv");
    let mut child = Command::new(env!("CARGO_BIN_EXE_halfstar"))
        .args(["compare", utf8(export.path()), "--bundle", utf8(bundle()), "--out", utf8(&file)])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    child.stdin.take().expect("a pipe").write_all(b"n\n2").expect("written");
    let output = child.wait_with_output().expect("the program ends");
    assert!(output.status.success(), "{output:?}");
    let rows = fs::read_to_string(&file).expect("a table");
    let rows: Vec<&str> = rows.lines().collect();
    assert!(rows[1].ends_with(",first unseen") && rows[2].ends_with(",second") && rows.len() == 3, "{rows:?}");
    let of = |row: &str, column: usize| row.split(',').nth(column).map(str::to_owned);
    assert!(of(rows[1], 2) == of(rows[2], 2), "what was seen stays in its place: {rows:?}");
    // Nobody answers at all.
    let none = folder.path().join("none.csv");
    let said = fine(&["compare", utf8(export.path()), "--bundle", utf8(bundle()), "--out", utf8(&none)]);
    assert!(said.contains("Nothing was said, so nothing moved") && !none.exists(), "{said}");
}

#[test]
fn what_cannot_be_compared_is_said() {
    let export = export();
    let folder = world::folder(&[("said.csv", "Name,Year\nFilm 9,1989\n")], Form::Plain);
    let file = folder.path().join("said.csv");
    let compare =
        |more: &[&str]| fails(&[&["compare", utf8(export.path()), "--bundle", utf8(bundle())], more].concat(), 1);
    let said = compare(&["--comparisons", utf8(&file)]);
    assert!(said.contains("is no table of comparisons: it needs the columns Name A, Year A"), "{said}");
    let said = compare(&["--comparisons", utf8(&folder.path().join("none.csv"))]);
    assert!(said.contains("there is nothing at ") && said.contains("leave it out the first time"), "{said}");
    let out = folder.path().join("new.csv");
    let said = compare(&["--out", utf8(&out), "--answers", "/absent/answers.txt"]);
    assert!(said.contains("Pass --answers a file with one answer a line"), "{said}");
}

#[test]
fn a_film_is_rated_by_comparing() {
    let (export, folder) = (export(), tempfile::tempdir().expect("a folder"));
    let answers = folder.path().join("answers.txt");
    let rate = |title: &str, said: &str| {
        fs::write(&answers, said).expect("a file");
        fine(&["rate", title, utf8(export.path()), "--bundle", utf8(bundle()), "--answers", utf8(&answers)])
    };
    let stars = |said: &str| -> f32 {
        let line = said.lines().find(|line| line.starts_with("Film 10 (1990): ")).expect("the film's stars");
        line.rsplit(' ').next().and_then(|stars| stars.parse().ok()).expect("stars")
    };
    let better = rate("Film 10", &"1\n".repeat(9));
    let worse = rate("film 10 (1990)", &"2\n".repeat(9));
    assert!(better.starts_with("Which did you like more?  1: Film 10 (1990)  2: Film "), "{better}");
    assert!(stars(&better) > stars(&worse), "{better}\n{worse}");
    for words in ["four times in five between", "By your own ratings of 2 films it takes", "(median)"] {
        assert!(better.contains(words), "{words} in {better}");
    }
    assert!(rate("Film 10", "").contains("After 0 comparisons, four times in five between"));
}

#[test]
fn what_cannot_be_rated_is_said() {
    let export = export();
    let answers = export.path().join("answers.txt");
    fs::write(&answers, "n\n").expect("a file");
    let rate = |title: &str, path: &str| {
        fails(&["rate", title, path, "--bundle", utf8(bundle()), "--answers", utf8(&answers)], 1)
    };
    let path = utf8(export.path());
    let said = rate("Matrix of Doom", path);
    assert!(said.contains("is called “Matrix of Doom”. The nearest are Matrix, The (1999)"), "{said}");
    let said = rate("Xyzzy", path);
    assert!(said.contains("no film of the bundle is called “Xyzzy”, or nearly so. Check the spelling"), "{said}");
    let said = rate("Film", path);
    assert!(said.contains("no film of the bundle is called just “Film”. Did you mean one of Film "), "{said}");
    let said = rate("Film 10", path);
    assert!(said.contains("what was not seen cannot be rated"), "{said}");
    let watched =
        world::folder(&[("watched.csv", "Date,Name,Year,Letterboxd URI\n2024-01-01,Film 21,2001,\n")], Form::Plain);
    let said = rate("Film 10", utf8(watched.path()));
    assert!(said.contains("there is nothing to compare with: no row gives another film"), "{said}");
}
