//! What is known of films: second records are merged, doubts are found, films without facts are not recommended.

use crate::commands::{fails, fine, utf8};
use crate::world::{self, Form};
use halfstar_core::film::{FilmId, Kind, OtherRecord};
use halfstar_trainer::catalogue::{arrange, films_of_the_pool};
use halfstar_trainer::sources::{Dataset, Doubted, KnownFilms, ReadOptions, read, read_with};
use serde_json::Value;
use std::fmt::Write as _;
use tempfile::TempDir;

const STRICT: ReadOptions = ReadOptions { strict: true, progress: false, country: None };

/// A film as the made-up sources have it; `""` and 0 are unknown.
#[derive(Clone, Copy, Default)]
struct Film {
    title: &'static str,
    year: u16,
    genres: &'static str,
    letterboxd: u32,
    /// How many ratings the source counts.
    counted: u32,
    kind: &'static str,
    language: &'static str,
    runtime: u16,
    released: &'static str,
    imdb: u32,
    tmdb: u32,
}

const FILM: Film = Film {
    title: "",
    year: 2000,
    genres: "Drama",
    letterboxd: 0,
    counted: 9,
    kind: "movie",
    language: "en",
    runtime: 100,
    released: "",
    imdb: 0,
    tmdb: 0,
};

/// Numbered from 1. Everybody rates those whose numbers are in `rated`.
fn folder(films: &[Film], rated: &[usize], tmdb: &str, corrections: &str) -> TempDir {
    let mut movies = "movieId,title,genres\n".to_owned();
    let mut links = "movieId,imdbId,tmdbId\n".to_owned();
    let mut facts = "movieId,letterboxdId,ratingsOnLetterboxdSample,kind,language,runtime,releaseDate\n".to_owned();
    for (film, id) in films.iter().zip(1..) {
        let Film { title, year, genres, letterboxd, counted, kind, language, runtime, released, imdb, tmdb } = film;
        writeln!(movies, "{id},\"{title} ({year})\",{genres}").expect("text");
        writeln!(links, "{id},{imdb},{tmdb}").expect("text");
        writeln!(facts, "{id},{letterboxd},{counted},{kind},{language},{runtime},{released}").expect("text");
    }
    let ratings = (1..=25).flat_map(|member| rated.iter().map(move |film| format!("{member},{film},4\n")));
    let ratings = format!("userId,movieId,rating\n{}", ratings.collect::<String>());
    let corrections = format!("movieId,field,value\n{corrections}");
    let files = [
        ("movies.csv", movies.as_str()),
        ("links.csv", &links),
        ("films.csv", &facts),
        ("ratings.csv", &ratings),
        ("tmdb.jsonl", tmdb),
        ("corrections.csv", &corrections),
    ];
    world::folder(&files, Form::Plain)
}

fn dataset(films: &[Film], rated: &[usize], tmdb: &str, corrections: &str) -> Dataset {
    let folder = folder(films, rated, tmdb, corrections);
    read(folder.path(), Some(&folder.path().join("tmdb.jsonl")), &STRICT).expect("a data set")
}

/// An answer of TMDB's.
fn answer(id: u32, imdb: u32, title: &str, date: &str, runtime: u16, director: &str) -> String {
    let crew = if director.is_empty() { String::new() } else { format!(r#"{{"name":"{director}","job":"Director"}}"#) };
    format!(
        r#"{{"id":{id},"imdb_id":"tt{imdb:07}","title":"{title}","original_title":"{title}","release_date":"{date}","runtime":{runtime},"vote_count":50,"credits":{{"cast":[],"crew":[{crew}]}}}}"#
    ) + "\n"
}

fn kept(films: &[Film], tmdb: &str) -> Vec<u64> {
    let data = dataset(films, &[1, 2], tmdb, "");
    data.films.iter().map(|film| film.movie_id).collect()
}

#[test]
fn second_records_are_merged() {
    let check = |why: &str, a: Film, b: Film, tmdb: &str| assert_eq!(kept(&[a, b], tmdb), [1], "{why}");
    let old = Film { counted: 0, ..FILM };
    let title = "Ever After";
    check("a title spelt otherwise", Film { title, ..FILM }, Film { title: "EverAfter", runtime: 101, ..old }, "");
    let a = Film { title: "Hush Now", imdb: 7, letterboxd: 1, ..FILM };
    let b = Film { title: "Hush Now", year: 2001, imdb: 7, letterboxd: 2, runtime: 95, counted: 1, ..FILM };
    check("one number, a year and five minutes apart", a, b, "");
    // The other has TMDB's number, and TMDB says that this is IMDb's.
    let b = Film { title: "Another Name", tmdb: 50, runtime: 0, language: "", counted: 1, ..FILM };
    check("one number by way of TMDB", a, b, &answer(50, 7, "Hush Now", "2000-05-05", 100, "Ann Able"));
    let a = Film { title: "Lady of Sorrows", released: "2000-07-29", letterboxd: 1, ..FILM };
    let b = Film { title: "Sympathy for the Lady", released: "2000-07-29", ..old };
    check("an old address: day, length, language, a word", a, b, "");
    let bare = Film { genres: "", kind: "", language: "", runtime: 0, ..old };
    let a = Film { title: "Sherlock: A Study", runtime: 0, ..FILM };
    check("an old address of a long title", a, Film { title: "Sherlock: A Study", ..bare }, "");
    let a = Film { title: "Dry", letterboxd: 3, ..FILM };
    check("nothing else is known", a, Film { title: "Dry", language: "en", counted: 2, ..bare }, "");
}

#[test]
fn different_films_stay_apart() {
    let check = |why: &str, a: Film, b: Film, tmdb: &str| assert_eq!(kept(&[a, b], tmdb), [1, 2], "{why}");
    let by = |id: u32, imdb: u32, date: &str, runtime: u16, director: &str| {
        answer(id, imdb, "Whip", date, runtime, director)
    };
    let short = Film { title: "Whip", year: 1999, runtime: 18, tmdb: 2, ..FILM };
    let feature = Film { title: "Whip", tmdb: 1, ..FILM };
    let both = by(1, 11, "2000-01-01", 100, "Ann Able") + &by(2, 12, "1999-01-01", 18, "Ann Able");
    check("a short that became a feature", feature, short, &both);
    check("a remake", Film { year: 1977, ..feature }, Film { year: 2018, tmdb: 2, ..FILM }, &both);
    let two = Film { title: "Alone", ..FILM };
    check("two films of a title and a year", two, Film { runtime: 92, ..two }, "");
    check("by two numbers of Letterboxd's", Film { letterboxd: 1, ..two }, Film { letterboxd: 2, ..two }, "");
    check("in two languages", two, Film { language: "fr", ..two }, "");
    let series = Film { title: "Note", kind: "tv", runtime: 0, language: "", ..FILM };
    check("a film and a series", series, Film { kind: "movie", ..series }, "");
    let sequel = Film { title: "Pusher II", released: "2000-07-29", letterboxd: 1, ..FILM };
    check("of one day and series, both counted", sequel, Film { title: "Pusher III", letterboxd: 2, ..sequel }, "");
    let late = Film { title: "Borat", released: "2000-07-29", counted: 0, ..FILM };
    check("of one day, length and language", Film { title: "The Call", released: "2000-07-29", ..FILM }, late, "");
    let short_title = Film { title: "Home", runtime: 0, ..FILM };
    check("an old address of a short title", short_title, Film { counted: 0, runtime: 0, ..short_title }, "");
}

/// Of the second record nothing is lost: its ratings, its title, its year, its numbers, and what only it knew.
#[test]
fn what_was_merged_still_means_the_film() {
    let a = Film { title: "Ever After", letterboxd: 5, ..FILM };
    let b = Film { title: "EverAfter", year: 1999, counted: 0, tmdb: 60, imdb: 70, ..FILM };
    let films = [a, b, Film { title: "Other", runtime: 90, ..FILM }];
    let tmdb = answer(60, 70, "EverAfter", "1999-07-31", 100, "Ann Able");
    // What is looked up of the film stands against what is looked up of its second record, in any order.
    let data = dataset(&films, &[1, 2, 3], &tmdb, "1,language,fr\n2,language,de\n2,cast,Bo Bold\n");
    let film = &data.films[0];
    assert_eq!((data.films.len(), film.named().as_str()), (2, "Ever After (2000)"));
    assert_eq!(
        (film.tmdb_id, film.imdb_id, film.directors.as_slice()),
        (Some(60), Some(70), &["Ann Able".to_owned()][..])
    );
    assert_eq!((film.language.as_deref(), film.cast.as_slice()), (Some("fr"), &["Bo Bold".to_owned()][..]));
    assert_eq!(data.ratings.films.iter().filter(|&&film| film == 0).count(), 25, "one rating a member");
    let record =
        OtherRecord { film: 0, title: "EverAfter".to_owned(), year: 1999, tmdb_id: 0, imdb_id: 0, letterboxd_id: 0 };
    assert_eq!(film.other_records, [record]);
    assert_eq!(data.twins, [["Ever After (2000)", "EverAfter (1999)", "title, length, language"]]);
    let placed = arrange(&data).expect("a catalogue").catalogue;
    let place = (0..2).map(FilmId).find(|&film| placed.title(film) == "Ever After").expect("the film");
    assert_eq!(placed.further_titles(place).collect::<Vec<_>>(), ["EverAfter"]);
}

/// A number that two films bear is that of the film that fits it.
#[test]
fn a_number_is_taken_from_whom_it_does_not_fit() {
    let film = Film { title: "Note", imdb: 7, runtime: 0, language: "", letterboxd: 1, ..FILM };
    let series = Film { kind: "tv", counted: 90, letterboxd: 2, ..film };
    let data = dataset(&[series, film], &[1, 2], &answer(50, 7, "Note", "2000-06-17", 126, "Ann Able"), "");
    assert_eq!((data.films[0].kind, data.films[0].imdb_id, data.films[0].runtime), (Kind::Tv, None, None));
    assert_eq!((data.films[1].imdb_id, data.films[1].tmdb_id), (Some(7), Some(50)));
    let doubts: Vec<_> = data.doubts.iter().filter(|doubt| doubt.of == Doubted::Number).collect();
    assert_eq!((doubts.len(), doubts[0].film), (1, 0));
    assert!(doubts[0].settled.is_some(), "{doubts:?}");
}

#[test]
fn doubts_are_found_and_settled() {
    let films = [
        Film { title: "Late", year: 2001, released: "2003-02-01", tmdb: 1, ..FILM },
        Film { title: "Premiere", year: 2001, released: "2001-09-09", tmdb: 2, ..FILM },
        Film { title: "Clip", runtime: 6, tmdb: 3, ..FILM },
        Film { title: "Cut", runtime: 121, tmdb: 4, ..FILM },
        Film { title: "Looked Up", runtime: 121, tmdb: 5, ..FILM },
        Film { title: "Bride", tmdb: 6, ..FILM },
        Film { title: "Blank", genres: "", ..FILM },
        Film { title: "Then", year: 1930, tmdb: 7, ..FILM },
        Film { title: "Fine", tmdb: 8, ..FILM },
        Film { title: "Endless", runtime: 5000, tmdb: 9, ..FILM },
        Film { title: "Shared", imdb: 77, letterboxd: 1, ..FILM },
        Film { title: "Shares", imdb: 77, letterboxd: 2, runtime: 80, ..FILM },
    ];
    let tmdb = [
        answer(1, 0, "Late", "2003-02-01", 100, "Ann Able"),
        answer(2, 0, "Premiere", "2004-01-01", 100, "Ann Able"),
        answer(3, 0, "Clip", "2000-01-01", 96, "Ann Able"),
        answer(4, 0, "Cut", "2000-01-01", 102, "Ann Able"),
        answer(5, 0, "Looked Up", "2000-01-01", 102, "Ann Able"),
        answer(6, 0, "Mowgli", "2000-01-01", 100, "Ann Able").replacen("Mowgli", "Adventures", 1),
        answer(7, 0, "Then", "1930-01-01", 100, "Ann Able"),
        answer(8, 0, "Fine", "2000-01-01", 110, "Bo Bold"),
        answer(9, 0, "Endless", "2000-01-01", 300, "Bo Bold"),
    ];
    let data = dataset(&films, &[9, 4, 1], &tmdb.concat(), "5,runtime,121\n");
    let found: Vec<String> = data
        .doubts
        .iter()
        .map(|doubt| {
            let state = if doubt.settled.is_some() { "settled" } else { "open" };
            format!("{} {} {state}", data.films[doubt.film].title, doubt.of)
        })
        .collect();
    assert_eq!(
        found,
        [
            // The best known first.
            "Late year open",
            "Cut runtime open",
            "Premiere year settled",
            "Clip runtime settled",
            "Looked Up runtime settled",
            "Bride title open",
            "Blank director open",
            "Blank genre open",
            "Then person open",
            "Endless runtime settled",
            "Shared director open",
            "Shared number open",
            "Shares director open",
            "Shares number open",
        ]
    );
    let runtime = |film: usize| data.films[film].runtime;
    assert_eq!([runtime(2), runtime(3), runtime(4), runtime(9)], [Some(96), Some(121), Some(121), Some(300)]);
    assert_eq!([data.films[0].year, data.films[1].year], [Some(2001); 2], "the listing's year is the members' files'");
    assert!(data.doubts[0].says.contains("2001; the day of release 2003, TMDB 2003"), "{}", data.doubts[0].says);
}

#[test]
fn films_without_facts_are_not_recommended() {
    let films = [
        Film { title: "Whole", tmdb: 1, ..FILM },
        Film { title: "Long", ..FILM },
        Film { title: "Nobody", runtime: 0, ..FILM },
        Film { title: "Whatever", genres: "", tmdb: 2, ..FILM },
        Film { title: "Series", kind: "tv", runtime: 0, ..FILM },
        Film { title: "Unrated", ..FILM },
    ];
    let tmdb =
        answer(1, 0, "Whole", "2000-01-01", 100, "Ann Able") + &answer(2, 0, "Whatever", "2000-01-01", 100, "Bo");
    let data = dataset(&films, &[1, 2, 3, 4, 5], &tmdb, "");
    assert_eq!(films_of_the_pool(&data), [true, true, false, false, true, false]);
    // Where nobody says who made films or how long they are, all that were rated may be recommended.
    let bare = films.map(|film| Film { genres: "", runtime: 0, kind: "", tmdb: 0, ..film });
    assert_eq!(films_of_the_pool(&dataset(&bare, &[1, 2], "", "")), [true, true, false, false, false, false]);
}

#[test]
fn doubts_are_printed() {
    let films = [
        Film { title: "Cut", runtime: 121, tmdb: 4, ..FILM },
        Film { title: "Premiere", year: 2001, released: "2001-09-09", tmdb: 2, ..FILM },
        Film { title: "Obscure", runtime: 0, ..FILM },
        Film { title: "Ever After", tmdb: 5, ..FILM },
        Film { title: "EverAfter", counted: 0, ..FILM },
    ];
    let tmdb = [
        answer(4, 0, "Cut", "2000-01-01", 102, "Ann Able"),
        answer(2, 0, "Premiere", "2004-01-01", 100, "Ann Able"),
        answer(5, 0, "Ever After", "2000-01-01", 100, "Ann Able"),
    ];
    let folder = folder(&films, &[1, 2, 4], &tmdb.concat(), "");
    let tmdb = folder.path().join("tmdb.jsonl");
    let inspect = ["inspect", "--doubts", utf8(folder.path()), "--tmdb", utf8(&tmdb)];
    let said = fine(&inspect);
    for told in ["doubts", "Cut (2000)", "TMDB 102", "Premiere (2001)", "1 second record merged", "EverAfter (2000)"] {
        assert!(said.contains(told), "{told} in {said}");
    }
    assert!(!said.contains("Obscure"), "it is not recommended: {said}");
    assert!(fine(&[&inspect[..], &["--every-film"]].concat()).contains("Obscure"));
    let json = |more: &[&str]| -> Value {
        serde_json::from_str(&fine(&[&inspect[..], more, &["--json"]].concat())).expect("JSON")
    };
    let all = json(&[]);
    assert_eq!(all["counts"]["runtime"]["open"], 1);
    assert_eq!((&all["doubts"][0]["title"], &all["doubts"][0]["of"]), (&"Cut".into(), &"runtime".into()));
    assert_eq!(all["merged"][0]["kept"], "Ever After (2000)");
    let of = |more: &[&str]| json(more)["doubts"].as_array().map(Vec::len);
    assert_eq!([of(&["--of", "year"]), of(&["--open"]), of(&["--top", "0"])], [Some(1), Some(1), Some(0)]);
    fails(&["inspect", "--doubts", utf8(folder.path()), "--of", "colour"], 2);
    fails(&["inspect", "--open"], 2);
}

/// A film that is only recognised, and by its number is one that is listed, is that one.
#[test]
fn films_to_recognise_are_second_records_too() {
    let films = [Film { title: "House", tmdb: 50, letterboxd: 1, ..FILM }];
    let folder = folder(&films, &[1], &answer(50, 7, "House", "2000-02-28", 100, "Ann Able"), "");
    let imdb = "tconst,primaryTitle,year,numVotes\ntt0000007,Hausu,2001,5000\ntt0000008,Barn,2001,5000\n";
    world::write(folder.path(), "imdb.csv", imdb, Form::Plain);
    let (imdb, tmdb) = (folder.path().join("imdb.csv"), folder.path().join("tmdb.jsonl"));
    let known = KnownFilms { imdb: Some(&imdb), letterboxd: None };
    let data = read_with(folder.path(), Some(&tmdb), known, &STRICT).expect("a data set");
    let films: Vec<_> = data.films.iter().map(|film| film.title.as_str()).collect();
    assert_eq!(films, ["House", "Barn"]);
    assert_eq!((data.films[0].listed_ratings, data.films[0].other_records[0].title.as_str()), (9, "Hausu"));
}
