//! `halfstar movielens` as a person runs it, in the small world.

use crate::commands::{fails, fine, utf8};
use crate::world::{self, FILMS, Form, MEMBERS};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use tempfile::TempDir;

/// Two data sets in folders of their own, and a folder that is none: MovieLens' layout; and a log, some of whose rows have no
/// rating.
fn data() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let inside = |name: &str| {
        let path = folder.path().join(name);
        fs::create_dir(&path).expect("a folder");
        path
    };
    world::write(&inside("one"), "ratings.csv", &world::ratings(), Form::Plain);
    let rows = world::ratings();
    let log = rows.lines().enumerate().map(|(at, row)| {
        let cells: Vec<&str> = row.split(',').collect();
        let is_told = at == 0 || at % 3 > 0;
        let [rating, time] = [2, 3].map(|place| if is_told { cells[place] } else { "" });
        format!("{},{},{},{rating},{time}\n", cells[0], cells[1], if at == 0 { "pos" } else { "7" })
    });
    world::write(&inside("two"), "sequences.csv", &log.collect::<String>(), Form::Zst);
    inside("three");
    folder
}

#[test]
fn the_rating_model_is_measured_and_the_split_is_written() {
    let (data, split) = (data(), tempfile::tempdir().expect("a folder"));
    let args = ["movielens", "--quiet", "--data", utf8(data.path()), "--dump", utf8(split.path())];
    let said = fine(&args);
    let found: Value = serde_json::from_str(&fine(&[&args[..], &["--json", "-"]].concat())).expect("JSON");
    let [one, two] = &found.as_array().expect("data sets")[..] else { panic!("{found:#}") };
    assert_eq!((one["members"].as_u64(), one["films"].as_u64()), (Some(MEMBERS.into()), Some(FILMS.into())));
    let ratings = world::ratings().lines().count() as u64 - 1;
    assert_eq!(one["ratings"].as_u64(), Some(ratings));
    // Row 0 is the header; every third has no rating.
    assert_eq!(two["ratings"].as_u64(), Some(ratings - ratings / 3));
    for data in [one, two] {
        let rmse = |row: usize| data["stars"][row]["rmse"]["value"].as_f64().expect("a number");
        // Who likes what is plain in this world, and no bias.
        assert!(rmse(0) < 0.8 * rmse(1), "{data:#}");
        let cell = format!("| Halfstar's rating model | {:.4} ±", rmse(0));
        assert!(said.contains(&cell), "{cell} in {said}");
    }
    let rows = |file: &str| -> BTreeSet<String> {
        let csv = fs::read_to_string(split.path().join("one").join(file)).expect(file);
        csv.lines().skip(1).map(str::to_owned).collect()
    };
    let (shown, hidden) = (rows("shown.csv"), rows("hidden.csv"));
    assert_eq!((shown.len() + hidden.len()) as u64, ratings);
    assert_eq!(Some(hidden.len() as u64), one["hidden"].as_u64());
    assert!(shown.is_disjoint(&hidden));
}

#[test]
fn what_holds_no_ratings_is_refused() {
    let empty = tempfile::tempdir().expect("a folder");
    let said = fails(&["movielens", "--data", utf8(empty.path())], 1);
    assert!(said.contains("holds no ratings.csv, nor do the folders in it") && said.contains("Pass --data"), "{said}");
    let file = empty.path().join("ratings.csv");
    fs::write(&file, "userId,movieId,rating\n1,1,\n").expect("a file");
    assert!(fails(&["movielens", "--data", utf8(empty.path())], 1).contains("ratings.csv holds no ratings"));
    assert!(fails(&["movielens", "--data", utf8(&file)], 1).contains("is a file, not a folder"));
}
