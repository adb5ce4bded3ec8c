//! The command as a person runs it.

use crate::world::{self, Form};
use halfstar_core::Bundle;
use halfstar_core::bundle::{FORMAT, Manifest};
use halfstar_core::filters::FilterName;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use tempfile::TempDir;

pub(crate) fn halfstar(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_halfstar"));
    command.args(args).env_remove("HALFSTAR_BUNDLE").env_remove("COLUMNS").current_dir(std::env::temp_dir());
    command.output().expect("the program runs")
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// What went well, on stdout.
pub(crate) fn fine(args: &[&str]) -> String {
    let output = halfstar(args);
    assert!(output.status.success(), "{args:?}: {}", text(&output.stderr));
    text(&output.stdout)
}

/// What went wrong, on stderr.
pub(crate) fn fails(args: &[&str], code: i32) -> String {
    let output = halfstar(args);
    assert_eq!(output.status.code(), Some(code), "{args:?}: {}", text(&output.stderr));
    text(&output.stderr)
}

/// The made-up world's bundle, built once by the command itself.
pub(crate) fn bundle() -> &'static Path {
    static BUILT: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, bundle) = BUILT.get_or_init(|| {
        let folder = world::movielens(Form::Plain);
        world::write(folder.path(), "films.csv", &world::facts(), Form::Plain);
        world::write(folder.path(), "tmdb.jsonl", &world::tmdb(), Form::Zst);
        let bundle = folder.path().join("bundle");
        let (data, tmdb) = (folder.path(), folder.path().join("tmdb.jsonl.zst"));
        let said = fine(&["build", "--data", utf8(data), "--tmdb", utf8(&tmdb), "--out", utf8(&bundle), "--strict"]);
        for word in ["stage", "seconds", "CATA", "shipped bytes", "40 films, 40 of them to recommend", "Wrote "] {
            assert!(said.contains(word), "{word} in {said}");
        }
        (folder, bundle)
    });
    bundle
}

pub(crate) fn utf8(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

/// A bundle's files, read and decoded.
pub(crate) fn decoded(folder: &Path) -> Bundle {
    let read = |name: &str| fs::read(folder.join(name)).expect(name);
    let manifest: Manifest = serde_json::from_slice(&read("manifest.json")).expect("a manifest");
    let mut bundle = Bundle::decode(&read(&manifest.files.base.name)).expect("a base");
    bundle.add_details(&read(&manifest.files.details.name)).expect("details");
    bundle
}

/// The member's export: matched by number, by title, nearly, and not at all; one row has no rating that can be.
pub(crate) fn export() -> TempDir {
    // 10060 in base 62 is `2Cg`: film 1006.
    let ratings = "Date,Name,Year,Letterboxd URI,Rating\r\n2024-01-01,Whatever,2000,https://boxd.it/2Cg,5\r\n\
                   2024-01-02,Film 9,1989,,4.5\r\n2024-01-03,Film 12,1993,,4\r\n2024-01-04,Not in any world,2001,,3\r\n\
                   2024-01-05,Film 15,1995,,9\r\n";
    let likes = "Date,Name,Year,Letterboxd URI\r\n2024-01-01,Film 18,1998,\r\n";
    let watchlist = "Date,Name,Year,Letterboxd URI\r\n2024-01-01,Film 21,2001,\r\n2024-01-01,Film 24,2004,\r\n";
    let folder = world::folder(&[("ratings.csv", ratings), ("watchlist.csv", watchlist)], Form::Plain);
    fs::create_dir(folder.path().join("likes")).expect("a folder");
    world::write(&folder.path().join("likes"), "films.csv", likes, Form::Plain);
    folder
}

#[test]
fn help_lists_what_there_is() {
    insta::assert_snapshot!("help", fine(&["--help"]));
    let commands = [
        "build",
        "evaluate",
        "evidence",
        "movielens",
        "import",
        "recommend",
        "taste",
        "night",
        "compare",
        "rate",
        "inspect",
    ];
    for command in commands {
        insta::assert_snapshot!(format!("help_{command}"), without_filters(&fine(&[command, "--help"])));
    }
}

/// A command's help without what core's registry of filters adds to it.
fn without_filters(help: &str) -> String {
    let mut is_filter = false;
    let others = help.lines().filter(|line| {
        if !line.is_empty() && !line.starts_with(' ') {
            is_filter = *line == "What may be on the shelf:";
        }
        !is_filter
    });
    others.map(|line| [line, "\n"].concat()).collect()
}

#[test]
fn every_filter_is_an_option_with_its_help() {
    for command in ["recommend", "night"] {
        let help = fine(&[command, "--help"]);
        let help: Vec<&str> = help.split_whitespace().collect();
        let help = help.join(" ");
        for flag in FilterName::ALL.into_iter().flat_map(FilterName::flags) {
            let value = if flag.value.is_empty() { String::new() } else { format!(" <{}>", flag.value) };
            let option = format!("--{}{value} {}", flag.flag, flag.help);
            assert!(help.contains(&option), "{command}: {option}");
        }
    }
}

#[test]
fn misspelt_commands_exit_with_2() {
    for args in [
        &["judge"][..],
        &["build"],
        &["evaluate", "--role", "train"],
        &["evaluate", "--data", "x", "--ratings", "y"],
        &["recommend"],
        &["recommend", "x.zip", "--top", "0"],
        &["recommend", "x", "--variety", "2"],
        &["recommend", "x", "--variety", "NaN"],
        &["recommend", "x", "--latest", "0"],
        &["recommend", "x", "--latest", "4294967295"],
        &["recommend", "x", "--released-from", "0"],
        &["recommend", "x", "--released-to", "10000"],
        &["recommend", "x", "--year-from", "0"],
        &["recommend", "x", "--max-runtime", "65535"],
        &["recommend", "x", "--weight", "content=1e30"],
        &["recommend", "x", "--weight", "content=-1"],
        &["recommend", "x", "--weight", "popularity=-1000"],
        &["taste"],
        &["compare"],
        &["compare", "x", "--pairs", "0"],
        &["rate", "Heat"],
        &["night"],
        &["night", "a.zip", "b.zip", "--limit", "0"],
    ] {
        fails(args, 2);
    }
    assert_eq!(halfstar(&[]).status.code(), Some(2), "no command at all shows the help");
}

/// With providers in TMDB's answers, a bundle knows what streams where; without, it says that there was nothing to know.
#[test]
fn streaming_services_travel_in_the_details() {
    let folder = world::movielens(Form::Plain);
    let plain = world::tmdb();
    let offers = r#"{"id":101,"imdb_id":"tt0000001","runtime":136,"watch/providers":{"results":{"DE":{"flatrate":[{"provider_name":"Netflix"}]}}}}"#;
    world::write(folder.path(), "tmdb.jsonl", &plain, Form::Plain);
    world::write(folder.path(), "offers.jsonl", &[&plain, offers].concat(), Form::Plain);
    let bundle = folder.path().join("bundle");
    let build = |tmdb: &str, services: &[&str]| {
        let tmdb = folder.path().join(tmdb);
        let args = ["build", "--data", utf8(folder.path()), "--tmdb", utf8(&tmdb), "--out", utf8(&bundle)];
        fine(&[&args[..], services].concat())
    };
    let asked = ["--services", "de", "--services-as-of", "2026-11-05"];
    let said = build("offers.jsonl", &asked);
    assert!(said.contains("1 streaming service; 1 film is on one of them"), "{said}");
    let built = decoded(&bundle);
    let streamed: Vec<_> =
        built.catalogue.films().filter(|&film| built.catalogue.services(film).next().is_some()).collect();
    assert_eq!(streamed.len(), 1);
    assert_eq!(built.catalogue.tmdb_id(streamed[0]), Some(101));
    let said = fine(&["inspect", utf8(&bundle)]);
    assert!(said.contains("Streaming in DE as of 2026-11-05: 1 film on Netflix"), "{said}");
    assert!(said.contains("JustWatch"), "whose knowledge it is: {said}");
    let export = export();
    let recommend = ["recommend", utf8(export.path()), "--bundle", utf8(&bundle), "--include-low-quality"];
    let json = |more: &[&str]| -> Value {
        serde_json::from_str(&fine(&[&recommend[..], more, &["--json"]].concat())).expect("JSON")
    };
    assert_eq!(json(&["--counts"])["choices"]["--service"], json!({"Netflix": 1}));
    let streamed = json(&["--service", "netflix"]);
    assert_eq!((streamed.as_array().map(Vec::len), &streamed[0]["tmdb_id"]), (Some(1), &json!(101)));
    assert!(fails(&[&recommend[..], &["--service", "Mubi"]].concat(), 1).contains("no streaming service “Mubi”"));

    let said = build("tmdb.jsonl", &asked);
    assert!(said.contains("no answer of TMDB's has watch/providers for DE"), "{said}");
    assert_eq!(decoded(&bundle).catalogue.details.services, None);
    build("offers.jsonl", &[]);
    assert_eq!(decoded(&bundle).catalogue.details.services, None, "nobody asked");
    assert!(fails(&[&recommend[..], &["--service", "Netflix"]].concat(), 1).contains("halfstar build --services"));
    for services in [
        &asked[..2],
        &asked[2..],
        &["--services", "Germany", "--services-as-of", "2026-11-05"],
        &["--services", "DE", "--services-as-of", "2026-02-30"],
    ] {
        fails(&[&["build", "--data", "x", "--tmdb", "y", "--out", "z"], services].concat(), 2);
    }
}

#[test]
fn imports_are_reported_row_by_row() {
    let export = export();
    let args = ["import", utf8(export.path()), "--bundle", utf8(bundle())];
    insta::assert_snapshot!("import", fine(&args));
    let json = fine(&[&args[..], &["--json"]].concat());
    insta::assert_snapshot!("import_json", json);
    let json: Value = serde_json::from_str(&json).expect("JSON");
    let count = |key: &str| json[key].as_array().map_or(0, Vec::len) as u64;
    assert_eq!(
        json["entries"].as_u64(),
        json["matched"].as_u64().map(|matched| matched + count("ambiguous") + count("unmatched"))
    );
}

#[test]
fn recommendations_carry_everything_that_programs_want() {
    let export = export();
    let args =
        ["recommend", utf8(export.path()), "--bundle", utf8(bundle()), "--json", "--top", "5", "--include-low-quality"];
    let json: Value = serde_json::from_str(&fine(&args)).expect("JSON");
    let films = json.as_array().expect("an array");
    assert_eq!(films.len(), 5);
    let keys: Vec<_> = films[0].as_object().expect("an object").keys().map(String::as_str).collect();
    let mut expected = [
        "rank",
        "tmdb_id",
        "title",
        "year",
        "score",
        "predicted_rating",
        "runtime",
        "directors",
        "cast",
        "genres",
        "language",
        "part_of",
        "reasons",
        "contributions",
    ];
    expected.sort_unstable();
    let mut keys = keys;
    keys.sort_unstable();
    assert_eq!(keys, expected);
    for (at, film) in films.iter().enumerate() {
        assert_eq!(film["rank"], at + 1);
        let parts = film["contributions"].as_object().expect("an object");
        let sum: f64 = parts.values().filter_map(Value::as_f64).sum();
        assert!((sum - film["score"].as_f64().expect("a number")).abs() < 1e-3, "{film}");
        let stars = film["predicted_rating"].as_f64().expect("a number");
        assert!((0.5..=5.0).contains(&stars), "{film}");
        assert_ne!(film["title"], "Film 9", "seen already");
    }
    // The member gives every third film most, as a third of the members do.
    let number = |film: &Value| film["tmdb_id"].as_u64().expect("a number");
    assert!(films.iter().take(3).all(|film| number(film) % 3 == 100 % 3), "{films:#?}");
}

#[test]
fn shelves_are_tables_and_filters_are_kept() {
    let export = export();
    let recommend = |more: &[&str]| {
        let args = ["recommend", utf8(export.path()), "--bundle", utf8(bundle()), "--include-low-quality"];
        halfstar(&[&args[..], more].concat())
    };
    let output = recommend(&["--top", "3"]);
    let (shelf, note) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(note, "Read 8 rows from 3 files: 6 matched, 1 ambiguous, 1 not matched, 1 warning\n");
    // A long reason takes a second line, without a number.
    let numbered = shelf.lines().filter(|line| line.starts_with(|start: char| start.is_ascii_digit()));
    assert_eq!(numbered.count(), 3, "three films: {shelf}");
    assert!(shelf.contains('★') && shelf.contains("your stars"), "{shelf}");

    let only = text(&recommend(&["--watchlist", "only", "--json"]).stdout);
    assert!(only.contains("Film 21") && only.contains("Film 24") && !only.contains("\"rank\": 3"), "{only}");
    let titled = text(&recommend(&["--genre", "science fiction", "--year-from", "2010", "--json"]).stdout);
    let films: Value = serde_json::from_str(&titled).expect("JSON");
    assert!(films.as_array().expect("an array").iter().all(|film| film["year"].as_u64() >= Some(2010)));

    let output = recommend(&["--genre", "Nonsense"]);
    assert!(text(&output.stderr).starts_with("error: there is no genre “Nonsense”. The bundle knows "), "{output:?}");
    let named = text(&recommend(&["--genre", "action", "--genre", "science fiction", "--all-genres", "--json"]).stdout);
    let films: Value = serde_json::from_str(&named).expect("JSON");
    let all =
        |film: &Value| ["Action", "Science Fiction"].iter().all(|genre| film["genres"].to_string().contains(genre));
    assert!(films.as_array().is_some_and(|films| !films.is_empty() && films.iter().all(all)), "{named}");
    let named = text(&recommend(&["--genre-not", "drama", "--language", "EN", "--json"]).stdout);
    assert!(named.contains("\"title\"") && !named.contains("Drama"), "{named}");
    let output = recommend(&["--director", "Nobody At All"]);
    assert_eq!(text(&output.stderr).lines().last(), Some("error: the bundle knows no director “Nobody At All”"));
    let counts = text(&recommend(&["--counts", "--json"]).stdout);
    let counts: Value = serde_json::from_str(&counts).expect("JSON");
    let shown: Value =
        serde_json::from_str(&text(&recommend(&["--genre", "Drama", "--top", "99", "--json"]).stdout)).expect("JSON");
    let dramas = shown.as_array().map(Vec::len);
    assert_eq!(counts["choices"]["--genre"]["Drama"].as_u64(), dramas.map(|films| films as u64), "{counts}");
    let table = text(&recommend(&["--counts"]).stdout);
    assert!(table.contains("as asked") && table.contains("--watchlist"), "{table}");
    let output = recommend(&["--year-from", "2500"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("no film passes the filters. Left out: "), "{output:?}");
}

#[test]
fn nothing_to_go_by_is_said() {
    let folder =
        world::folder(&[("watchlist.csv", "Date,Name,Year,Letterboxd URI\n2024-01-01,Film 21,2001,\n")], Form::Plain);
    let said = fails(&["recommend", utf8(folder.path()), "--bundle", utf8(bundle())], 1);
    assert!(said.contains("error: nothing to go by: no row says that a film of the bundle was rated"), "{said}");
    let said = fails(&["recommend", "/absent/export.zip", "--bundle", utf8(bundle())], 1);
    assert!(said.contains("there is nothing at /absent/export.zip. Pass the ZIP that Letterboxd gives you"), "{said}");
}

/// The committed bundle may be of an older format than the one that is written now.
#[test]
fn the_committed_bundle_is_used() {
    let committed = concat!(env!("CARGO_MANIFEST_DIR"), "/../assets/bundle");
    let said = fine(&["inspect", committed]);
    assert!(said.contains("ratings learned from") && said.contains("autoencoder: hidden units"), "{said}");
}

#[test]
fn bundles_are_inspected_whole_or_by_file() {
    let said = fine(&["inspect", utf8(bundle())]);
    for word in [
        "CATA",
        "NEIG",
        "DETA",
        "format",
        "films",
        "to recommend",
        "neighbours: weights",
        "quality floor",
        "Made by halfstar",
    ] {
        assert!(said.contains(word), "{word} in {said}");
    }
    for entry in fs::read_dir(bundle()).expect("a folder") {
        let path = entry.expect("an entry").path();
        let said = fine(&["inspect", utf8(&path)]);
        assert_eq!(said.contains("CATA"), !utf8(&path).contains("details-"), "{said}");
    }
}

#[test]
fn damage_is_reported_and_never_used() {
    let copy = tempfile::tempdir().expect("a temporary folder");
    let restore = || {
        for entry in fs::read_dir(bundle()).expect("a folder") {
            let path = entry.expect("an entry").path();
            fs::copy(&path, copy.path().join(path.file_name().expect("a name"))).expect("a copy");
        }
    };
    restore();
    let find = |start: &str| {
        let names = fs::read_dir(copy.path()).expect("a folder").map(|entry| entry.expect("an entry").path());
        names
            .into_iter()
            .find(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(start)))
            .expect("a file")
    };
    let (base, manifest) = (find("base-"), copy.path().join("manifest.json"));
    let whole = fs::read(&base).expect("the base");

    fs::write(&base, &whole[..whole.len() - 1]).expect("a file");
    assert!(fails(&["inspect", utf8(copy.path())], 1).contains("bytes, the manifest says"));
    assert!(fails(&["inspect", utf8(&base)], 1).contains("The bundle is incomplete."));

    let mut damaged = whole.clone();
    damaged[whole.len() / 2] ^= 1;
    fs::write(&base, &damaged).expect("a file");
    assert!(fails(&["inspect", utf8(copy.path())], 1).contains("does not hold what its name says"));
    assert!(fails(&["inspect", utf8(&base)], 1).contains("The bundle is damaged ("));

    let mut newer = whole;
    newer[8] = 99;
    fs::write(&base, &newer).expect("a file");
    assert!(fails(&["inspect", utf8(&base)], 1).contains("The bundle has format 99, newer than"));
    restore();
    let text = fs::read_to_string(&manifest).expect("the manifest");
    fs::write(&manifest, text.replace(&format!("\"format\": {FORMAT}"), "\"format\": 99")).expect("a file");
    assert!(fails(&["inspect", utf8(copy.path())], 1).contains("The bundle has format 99, newer than"));
    fs::write(&manifest, "<html>").expect("a file");
    assert!(fails(&["inspect", utf8(copy.path())], 1).contains("is not a bundle's manifest"));
    fs::remove_file(&manifest).expect("removed");
    assert!(fails(&["inspect", utf8(copy.path())], 1).contains("there is no bundle in"));
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_halfstar"));
    command.args(["inspect", utf8(bundle())]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("an end");
    assert!(output.status.success(), "{output:?}");
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn the_same_data_builds_the_same_bundle() {
    let folder = world::movielens(Form::Gz);
    let names = ["one", "two"].map(|name| {
        let out = folder.path().join(name);
        fine(&["build", "--data", utf8(folder.path()), "--out", utf8(&out), "--quiet"]);
        fs::read_to_string(out.join("manifest.json")).expect("a manifest")
    });
    assert_eq!(names[0], names[1]);
}
