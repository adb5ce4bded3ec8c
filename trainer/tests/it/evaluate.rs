//! `halfstar evaluate` as a person runs it, in the small world.

use crate::commands::{bundle, export, fails, fine, utf8};
use crate::world::{self, Form};
use serde_json::Value;
use std::fs;
use tempfile::TempDir;

fn data() -> TempDir {
    let folder = world::movielens(Form::Plain);
    world::write(folder.path(), "films.csv", &world::facts(), Form::Plain);
    folder
}

fn evaluate<'a>(data: &'a TempDir, more: &[&'a str]) -> Vec<&'a str> {
    [&["evaluate", "--bundle", utf8(bundle()), "--data", utf8(data.path()), "--quiet"], more].concat()
}

fn json(args: &[&str]) -> Value {
    serde_json::from_str(&fine(&[args, &["--json", "-"]].concat())).expect("JSON")
}

#[test]
fn every_row_is_measured_under_every_protocol() {
    let data = data();
    let report = json(&evaluate(&data, &["--baselines"]));
    let protocols = report["protocols"].as_array().expect("protocols");
    let names: Vec<_> = protocols.iter().filter_map(|all| all["protocol"].as_str()).collect();
    assert_eq!(names, ["strong-generalisation", "leave-one-out", "in-time-order"]);
    for comparison in protocols {
        assert!(comparison["members"].as_u64() > Some(0));
        let rows = comparison["rows"].as_array().expect("rows");
        assert!(rows.len() >= 12, "{} rows", rows.len());
        for row in rows {
            for (metric, estimate) in row["metrics"].as_object().expect("metrics") {
                let [value, low, high] =
                    ["value", "low", "high"].map(|part| estimate[part].as_f64().expect("a number"));
                assert!(low <= value + 1e-9 && value <= high + 1e-9, "{metric} of {}: {estimate}", row["key"]);
                let highest = if metric == "Novelty" {
                    16.0
                } else if metric == "Diversity" {
                    2.0
                } else {
                    1.0
                };
                assert!((0.0..=highest).contains(&value), "{metric} of {}: {value}", row["key"]);
            }
            if row["key"] == "ease" {
                assert_eq!(row["less_ease"]["NDCG@100"]["value"], 0.0);
            }
        }
        let ndcg = |key: &str| {
            let row = rows.iter().find(|row| row["key"] == key).expect(key);
            row["metrics"]["NDCG@10"]["value"].as_f64().expect("a number")
        };
        // Tastes in this world are sharp: who knows them beats who does not.
        assert!(ndcg("default") > ndcg("quality") && ndcg("ease") > ndcg("bayesian-mean"), "{comparison:#}");
    }
    let stars = report["stars"].as_array().expect("errors");
    assert_eq!(stars.len(), 2);
    assert!(stars.iter().all(|row| row["mae"]["value"].as_f64() <= row["rmse"]["value"].as_f64()));
    assert!(report["caution"].is_null(), "the bundle was fitted on all but the test members");
    let leaking = json(&evaluate(&data, &["--only", "default", "--role", "validation"]));
    assert!(leaking["caution"].is_string(), "it was fitted on the validation members too");
}

#[test]
fn runs_agree_and_tables_hold_what_json_holds() {
    let data = data();
    let args = evaluate(&data, &["--only", "default,most-liked"]);
    let tables = fine(&args);
    assert_eq!(tables, fine(&args));
    let report = json(&args);
    let row = &report["protocols"][0]["rows"][0];
    let cell = format!("| {} | {:.4} ±", row["name"].as_str().expect("a name"), {
        row["metrics"]["NDCG@100"]["value"].as_f64().expect("a number")
    });
    assert!(tables.contains(&cell), "{cell} in {tables}");
    for title in
        ["Strong generalisation", "Leave one out", "In time order", "Coverage, novelty, diversity", "Predicted stars"]
    {
        assert!(tables.contains(&format!("### {title}")), "{title} in {tables}");
    }
    for line in tables.lines().filter(|line| line.starts_with('|')) {
        assert!(line.ends_with('|'), "{line}");
    }
    let file = data.path().join("report.json");
    fine(&evaluate(&data, &["--only", "default", "--json", utf8(&file)]));
    let written: Value = serde_json::from_slice(&fs::read(&file).expect("a file")).expect("JSON");
    assert_eq!(written["protocols"][0]["rows"][0], *row, "one row does not depend on the others");
}

#[test]
fn pictures_are_drawn_over_older_ones() {
    let data = data();
    let svg = data.path().join("dial.svg");
    fs::write(&svg, "older").expect("a file");
    let said = fine(&evaluate(&data, &["--dial", utf8(&svg)]));
    assert!(said.contains("Drawn into "), "{said}");
    let drawn = fs::read_to_string(&svg).expect("a file");
    assert!(drawn.starts_with("<svg") && drawn.trim_end().ends_with("</svg>"), "{drawn}");
    let mut names = fs::read_dir(data.path()).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    assert!(names.all(|name| !name.to_string_lossy().starts_with(".halfstar")));
}

#[test]
fn strangers_are_judged_by_a_ratings_file_of_any_name() {
    let data = data();
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    let (ratings, movies) = (elsewhere.path().join("strangers.csv"), elsewhere.path().join("their-films.csv"));
    fs::rename(data.path().join("ratings.csv"), &ratings).expect("moved");
    fs::rename(data.path().join("movies.csv"), &movies).expect("moved");
    let args =
        ["evaluate", "--bundle", utf8(bundle()), "--ratings", utf8(&ratings), "--movies", utf8(&movies), "--quiet"];
    let report = json(&[&args[..], &["--only", "default,most-liked"]].concat());
    // Some have nothing hidden that they like, but each has something to leave out.
    assert_eq!(report["protocols"][1]["members"], world::MEMBERS);
    assert_eq!(report["joined"]["films"], world::FILMS);
    let known = report["joined"]["films_known"].as_u64();
    assert_eq!(known, Some(u64::from(world::FILMS) - 3), "three titles are MovieLens' own spelling");
    let links = data.path().join("links.csv");
    let linked = json(&[&args[..], &["--links", utf8(&links), "--only", "default", "--members", "1"]].concat());
    assert_eq!(linked["joined"]["films_known"], world::FILMS);
    assert_eq!(report["stars"].as_array().map(Vec::len), Some(1), "there is nobody to fit biases on");
    let named = report["protocols"][0]["rows"][1]["name"].as_str().expect("a name");
    assert!(named.contains("as the bundle counts"), "{named}");
    let sampled = json(&[&args[..], &["--only", "default", "--members", "7"]].concat());
    assert_eq!(sampled["protocols"][1]["members"], 7);
    let said = fails(&[&args[..], &["--only", "ease"]].concat(), 1);
    assert!(said.contains("must be fitted on training members; --ratings brings none. Pass --data"), "{said}");
}

#[test]
fn what_cannot_be_judged_is_said() {
    let data = data();
    let said = fails(&evaluate(&data, &["--only", "default,nonsense"]), 1);
    assert!(said.contains("there is no row “nonsense”. --only takes any of default, classic, "), "{said}");
    let said = fails(&["evaluate", "--bundle", utf8(bundle())], 1);
    assert!(said.contains("there are no ratings to judge by") && said.contains("Pass --data"), "{said}");
    let said = fails(&["evaluate", "--bundle", utf8(bundle()), "--ratings", "/absent/ratings.csv"], 1);
    assert!(said.contains("there is nothing at /absent/ratings.csv"), "{said}");

    let strange = "movieId,title,genres\n1,Not in any world (1901),\n";
    let ratings = "userId,movieId,rating\n1,1,4\n";
    let folder = world::folder(&[("movies.csv", strange), ("ratings.csv", ratings)], Form::Plain);
    let said = fails(&evaluate(&folder, &[]), 1);
    assert!(said.contains("none of the 1 rated films is in the bundle"), "{said}");
    let few = world::folder(&[("movies.csv", &world::movies()), ("ratings.csv", ratings)], Form::Plain);
    let said = fails(&["evaluate", "--bundle", utf8(bundle()), "--ratings", utf8(&few.path().join("ratings.csv"))], 1);
    assert!(said.contains("none of the 1 members to judge has 20 ratings of the bundle's films"), "{said}");
}

#[test]
fn the_split_is_written_for_others() {
    let data = data();
    let folder = data.path().join("split");
    fine(&evaluate(&data, &["--dump", utf8(&folder)]));
    let sizes: Value = serde_json::from_slice(&fs::read(folder.join("split.json")).expect("sizes")).expect("JSON");
    assert_eq!(sizes["pool"], world::FILMS);
    let rows = |name: &str, width: u64| {
        let bytes = fs::metadata(folder.join(format!("{name}.npy"))).expect(name).len();
        (bytes - 128) / width
    };
    for part in ["train", "shown", "hidden"] {
        let count = rows(&format!("{part}_members"), 4);
        assert!(count > 0);
        assert_eq!((rows(&format!("{part}_films"), 2), rows(&format!("{part}_halves"), 1)), (count, count), "{part}");
    }
    let (shown, hidden) = (rows("shown_films", 2), rows("hidden_films", 2));
    assert!(hidden * 4 <= shown && hidden * 6 > shown, "a fifth of {shown} + {hidden}");
}

#[test]
fn exports_are_asked_for_what_their_members_like() {
    let data = data();
    let exports = tempfile::tempdir().expect("a temporary folder");
    let (one, two) = (export(), exports.path().join("two"));
    fs::rename(one.path(), exports.path().join("one")).expect("moved");
    // The same export again, and one without likes.
    fs::create_dir_all(two.join("likes")).expect("a folder");
    for file in ["ratings.csv", "watchlist.csv", "likes/films.csv"] {
        fs::copy(exports.path().join("one").join(file), two.join(file)).expect("a copy");
    }
    fs::create_dir(exports.path().join("three")).expect("a folder");
    fs::copy(two.join("ratings.csv"), exports.path().join("three/ratings.csv")).expect("a copy");
    let report = json(&evaluate(&data, &["--only", "default", "--exports", utf8(exports.path())]));
    let members = report["exports"]["members"].as_array().expect("members");
    assert_eq!(members.len(), 1, "{members:?}");
    assert_eq!((&members[0]["liked"], &members[0]["hidden"]), (&Value::from(1), &Value::from(1)));
    // Film 18, a third one, is asked of somebody whose ratings are of third films.
    assert!(members[0]["median"].as_u64() < Some(world::FILMS.into()), "{members:?}");
    assert_eq!(report["exports"]["ours"]["in_top"], serde_json::json!([1.0, 1.0, 1.0]));
    let said = fails(&evaluate(&data, &["--exports", utf8(&two.join("likes")), "--only", "default"]), 1);
    assert!(said.contains("holds no folders and no ZIPs. Pass --exports"), "{said}");
}

#[test]
fn studies_are_printed_and_written_as_json() {
    let data = data();
    let (svg, file) = (data.path().join("drawn.svg"), data.path().join("study.json"));
    world::write(data.path(), "tmdb.jsonl", &world::tmdb(), Form::Zst);
    let tmdb = data.path().join("tmdb.jsonl.zst");
    let written = |study: &[&str]| -> (String, Value) {
        let tables = fine(&[&evaluate(&data, study)[..], &["--json", utf8(&file)]].concat());
        (tables, serde_json::from_slice(&fs::read(&file).expect("a file")).expect("JSON"))
    };
    let drawn = ["--sizes", "--dial"].map(|option| [option, utf8(&svg)]);
    for (study, rows, one) in [
        (&["--cold", "--tmdb", utf8(&tmdb)][..], "/rows", "ndcg_10"),
        (&drawn[0], "", "bytes"),
        (&drawn[1], "", "novelty"),
    ] {
        let (tables, found) = written(study);
        let all = found.pointer(rows).and_then(Value::as_array).expect("rows");
        assert!(all.len() >= 4 && all.iter().all(|row| row[one].is_number()), "{study:?}: {found:#}");
        assert!(tables.lines().count() > all.len(), "{study:?}: {tables}");
    }
    fs::remove_file(&svg).expect("a picture");
    let (_, dial) = written(&drawn[1]);
    assert_eq!(json(&evaluate(&data, &drawn[1])), dial, "printed as it is written");
    assert!(fs::read_to_string(&svg).expect("a picture").contains("<svg"));
}

#[test]
fn statements_are_measured_on_exports_and_age_on_ratings() {
    let data = data();
    let exports = tempfile::tempdir().expect("a temporary folder");
    let one = export();
    fs::rename(one.path(), exports.path().join("one")).expect("moved");
    let args = ["evidence", "--bundle", utf8(bundle()), "--exports", utf8(exports.path())];
    let said = fine(&[&args[..], &["--movielens", utf8(data.path())]].concat());
    for words in ["1 export by 1 member", "seen, nothing else", "age: everyone (", "chosen on the other half"] {
        assert!(said.contains(words), "{words} in {said}");
    }
    assert!(!fine(&args).contains("age: everyone"), "nobody is asked without ratings");
}
