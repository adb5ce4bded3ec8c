//! Random tables of every shape that is read: what goes in comes out, or a warning tells.
#![cfg(not(target_arch = "wasm32"))]

use halfstar_core::film::Stars;
use halfstar_core::import::{EntryKind, Import, NamedFile, import};
use proptest::prelude::*;
use proptest::sample::select;

/// A film as a member would have it in a file.
#[derive(Clone, Debug)]
struct Film {
    title: String,
    year: u16,
    /// In half stars; none is given.
    halves: Option<u8>,
    number: u32,
}

/// How a service writes its tables.
struct Shape {
    name: &'static str,
    header: &'static str,
    row: fn(&Film) -> Vec<String>,
    /// What a row states that has a rating, and one that has none.
    kinds: [EntryKind; 2],
    /// Whether ratings and years are in it.
    is_rated: bool,
    is_dated: bool,
}

use EntryKind::{Diary, Like, Rating, Watched, Watchlist};

fn cells<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

/// Stars of five: `4.5`.
fn of_five(film: &Film) -> String {
    film.halves.map_or_else(String::new, |halves| (f32::from(halves) / 2.0).to_string())
}

fn of_ten(film: &Film) -> String {
    film.halves.map_or_else(String::new, |halves| halves.to_string())
}

fn of_hundred(film: &Film) -> String {
    film.halves.map_or_else(String::new, |halves| (u32::from(halves) * 10).to_string())
}

const fn shape(
    name: &'static str,
    header: &'static str,
    kinds: [EntryKind; 2],
    row: fn(&Film) -> Vec<String>,
) -> Shape {
    Shape { name, header, row, kinds, is_rated: true, is_dated: true }
}

const SHAPES: [Shape; 19] = [
    shape("ratings.csv", "Date,Name,Year,Letterboxd URI,Rating", [Rating, Watched], |film| {
        cells(["2024-01-02", &film.title, &film.year.to_string(), "", &of_five(film)])
    }),
    Shape {
        is_rated: false,
        ..shape("watched.csv", "Date,Name,Year,Letterboxd URI", [Watched, Watched], |film| {
            cells(["2024-01-02", &film.title, &film.year.to_string(), ""])
        })
    },
    Shape {
        is_rated: false,
        ..shape("likes/films.csv", "Date,Name,Year,Letterboxd URI", [Like, Like], |film| {
            cells(["2024-01-02", &film.title, &film.year.to_string(), ""])
        })
    },
    // Whoever rated a film has seen it.
    shape("watchlist.csv", "Date,Name,Year,Letterboxd URI,Rating", [Rating, Watchlist], |film| {
        cells(["2024-01-02", &film.title, &film.year.to_string(), "", &of_five(film)])
    }),
    shape("diary.csv", "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date", [Diary, Diary], |film| {
        cells(["2024-01-02", &film.title, &film.year.to_string(), "", &of_five(film), "", "a, b", "2024-01-01"])
    }),
    // IMDb's own rating stands beside the member's.
    shape(
        "imdb.csv",
        "Const,Your Rating,Date Rated,Title,Title Type,IMDb Rating,Year,Num Votes",
        [Rating, Watched],
        |film| {
            cells([
                &format!("tt{:07}", film.number),
                &of_ten(film),
                "2024-01-02",
                &film.title,
                "Movie",
                "8.8",
                &film.year.to_string(),
                "99",
            ])
        },
    ),
    shape("tmdb.csv", "TMDb ID,Type,Name,Release Date,Rating,Your Rating,Date Rated", [Rating, Watched], |film| {
        cells([
            &film.number.to_string(),
            "movie",
            &film.title,
            &format!("{}-05-06", film.year),
            "7.1",
            &of_ten(film),
            "2024-01-02",
        ])
    }),
    shape("trakt.csv", "action,type,title,year,trakt,imdb,tmdb,rating", [Rating, Watched], |film| {
        cells([
            "rating",
            "movie",
            &film.title,
            &film.year.to_string(),
            "1",
            "",
            &film.number.to_string(),
            &of_ten(film),
        ])
    }),
    shape("movary.csv", "title,year,tmdbId,imdbId,userRating", [Rating, Watched], |film| {
        cells([&film.title, &film.year.to_string(), &film.number.to_string(), "", &of_ten(film)])
    }),
    shape("movielens.csv", "movie_id,imdb_id,tmdb_id,rating,average_rating,title", [Rating, Watched], |film| {
        cells(["1", "", &film.number.to_string(), &of_five(film), "4.4", &format!("{} ({})", film.title, film.year)])
    }),
    shape(
        "simkl.csv",
        "SIMKL_ID,Title,Type,Year,Watchlist,LastEpWatched,WatchedDate,Rating",
        [Rating, Watched],
        |film| {
            cells([
                "1",
                &film.title,
                "movie",
                &film.year.to_string(),
                "completed",
                "",
                "02-01-2024 10:00:00",
                &of_ten(film),
            ])
        },
    ),
    Shape {
        is_dated: false,
        ..shape(
            "yamtrack.csv",
            "media_id,source,media_type,title,image,score,status,end_date",
            [Rating, Watched],
            |film| {
                cells([
                    &film.number.to_string(),
                    "tmdb",
                    "movie",
                    &film.title,
                    "x",
                    &of_ten(film),
                    "Completed",
                    "2024-01-02",
                ])
            },
        )
    },
    Shape {
        is_rated: false,
        ..shape(
            "tracking-prod-records.csv",
            "uuid,type,entity_type,movie_name,release_date,created_at",
            [Diary, Diary],
            |film| cells(["u", "watch", "movie", &film.title, &format!("{}-05-06", film.year), "2024-01-02 10:00:00"]),
        )
    },
    Shape {
        is_rated: false,
        is_dated: false,
        ..shape("NetflixViewingHistory.csv", "Title,Date", [Diary, Diary], |film| cells([&film.title, "1/2/24"]))
    },
    shape(
        "kinopoisk.csv",
        "Название;Оригинальное название;Год;Моя оценка",
        [Rating, Watched],
        |film| cells([&film.title, "", &film.year.to_string(), &of_ten(film)]),
    ),
    shape("filmweb.csv", "iso_date,user_vote,original_title,pl_title,year", [Rating, Watched], |film| {
        cells(["2024-01-02", &of_ten(film), "", &film.title, &film.year.to_string()])
    }),
    // Tables of people's own: the column tells the scale.
    shape("mine.csv", "Film,Year,My Rating", [Rating, Watched], |film| {
        cells([&film.title, &film.year.to_string(), &of_five(film)])
    }),
    shape("of-ten.csv", "Title,Year,Score", [Rating, Watched], |film| {
        cells([&film.title, &film.year.to_string(), &of_ten(film)])
    }),
    shape("percent.csv", "Movie;Rating;Year", [Rating, Watched], |film| {
        cells([&film.title, &of_hundred(film), &film.year.to_string()])
    }),
];

/// A title of words, with all that titles have in them but brackets: a year in brackets is a year.
fn title() -> impl Strategy<Value = String> {
    let word = "[A-Za-zÀ-ÖØ-öø-ÿ]{2,9}|[0-9]{1,3}";
    let between = select(vec![" ", " ", " ", ", ", ": ", " & ", " – ", "; ", "' ", "! "]);
    (word, prop::collection::vec((between, word), 0..5)).prop_map(|(first, rest)| {
        rest.into_iter().fold(["A", &first].concat(), |title, (between, word)| [&title, between, &word].concat())
    })
}

fn film() -> impl Strategy<Value = Film> {
    (title(), 1900u16..2030, prop::option::of(1u8..=10), 1u32..999_999).prop_map(|(title, year, halves, number)| Film {
        title,
        year,
        halves,
        number,
    })
}

fn quoted(cell: &str) -> String {
    ["\"", &cell.replace('"', "\"\""), "\""].concat()
}

fn table(shape: &Shape, films: &[Film]) -> String {
    let separator = if shape.header.contains(';') { ";" } else { "," };
    let rows =
        films.iter().map(|film| (shape.row)(film).iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(separator));
    std::iter::once(shape.header.to_owned()).chain(rows).map(|line| line + "\r\n").collect()
}

fn read(name: &str, text: &str) -> Import {
    import(&[NamedFile { name, bytes: text.as_bytes() }])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_goes_in_comes_out(place in 0..SHAPES.len(), films in prop::collection::vec(film(), 1..12)) {
        let shape = &SHAPES[place];
        let mut films = films;
        // What a column of its own is of shows in its best film.
        films[0].halves = Some(10);
        let import = read(shape.name, &table(shape, &films));
        prop_assert_eq!(import.entries.len(), films.len(), "{}: {:?}", shape.name, import.warnings);
        for (entry, film) in import.entries.iter().zip(&films) {
            prop_assert_eq!(&entry.title, &film.title);
            let halves = film.halves.filter(|_| shape.is_rated);
            prop_assert_eq!(entry.rating, halves.and_then(Stars::from_halves), "{}: {:?}", shape.name, film);
            if shape.is_dated {
                prop_assert_eq!(entry.year, Some(film.year), "{}", shape.name);
            }
            prop_assert_eq!(entry.kind, shape.kinds[usize::from(halves.is_none())], "{}", shape.name);
        }
        let ratings = import.files[0].ratings.is_some();
        prop_assert_eq!(ratings, shape.is_rated, "where ratings stood is noted");
    }

    /// Columns in another order, and others beside them, change nothing.
    #[test]
    fn columns_may_stand_anywhere(place in 0..SHAPES.len(), films in prop::collection::vec(film(), 1..6), turn in 0usize..9) {
        let shape = &SHAPES[place];
        let separator = if shape.header.contains(';') { ';' } else { ',' };
        // Two columns alone are Netflix's.
        prop_assume!(shape.name != "NetflixViewingHistory.csv");
        let turned = |mut cells: Vec<String>| {
            cells.push("beside".to_owned());
            let turn = turn % cells.len();
            cells.rotate_left(turn);
            cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(&separator.to_string())
        };
        let header = turned(shape.header.split(separator).map(str::to_owned).collect());
        let rows = films.iter().map(|film| turned((shape.row)(film)));
        let text: String = std::iter::once(header).chain(rows).map(|line| line + "\n").collect();
        let (straight, turned) = (read(shape.name, &table(shape, &films)), read(shape.name, &text));
        prop_assert_eq!(straight.entries, turned.entries, "{}", shape.name);
    }

    /// What a web page writes for a sign is the sign.
    #[test]
    fn entities_come_off(films in prop::collection::vec(film(), 1..6)) {
        let written = |title: &str| title.replace('&', "&amp;").replace('\'', "&#039;").replace('–', "&#x2013;");
        let rows = films.iter().map(|film| format!("{},{}\n", quoted(&written(&film.title)), film.year));
        let import = read("mine.csv", &("Film,Year\n".to_owned() + &rows.collect::<String>()));
        let titles: Vec<_> = import.entries.iter().map(|entry| entry.title.as_str()).collect();
        prop_assert_eq!(titles, films.iter().map(|film| film.title.as_str()).collect::<Vec<_>>());
    }

    /// Rows of JSON come with their lines, whether one stands on each or all in one.
    #[test]
    fn json_is_read_row_by_row(films in prop::collection::vec(film(), 1..9), in_lines: bool) {
        let object = |film: &Film| serde_json::json!({
            "rating": film.halves.unwrap_or(1), "rated_at": "2024-01-02T10:00:00Z",
            "movie": { "title": film.title, "year": film.year, "ids": { "tmdb": film.number } },
        });
        let rows: Vec<String> = films.iter().map(|film| object(film).to_string()).collect();
        let text = if in_lines { rows.join("\n") } else { format!("[\n{}\n]", rows.join(",\n")) };
        let import = read("ratings.json", &text);
        prop_assert_eq!(import.entries.len(), films.len(), "{:?}", import.warnings);
        for ((entry, film), line) in import.entries.iter().zip(&films).zip(if in_lines { 1.. } else { 2.. }) {
            prop_assert_eq!((&entry.title, entry.year, entry.tmdb_id), (&film.title, Some(film.year), Some(film.number)));
            prop_assert_eq!(entry.rating.map(Stars::halves), Some(film.halves.unwrap_or(1)));
            prop_assert_eq!(entry.line, line);
        }
    }

    /// A column that fits no scale is told, and none of its ratings used.
    #[test]
    fn ratings_of_no_scale_are_told(films in prop::collection::vec(film(), 2..9), beyond in 101u32..999) {
        let rows = films.iter().map(|film| format!("{},{},{beyond}\n", quoted(&film.title), film.year));
        let import = read("mine.csv", &("Film,Year,My Rating\n".to_owned() + &rows.collect::<String>()));
        prop_assert!(import.entries.iter().all(|entry| entry.rating.is_none()));
        prop_assert!(!import.warnings.is_empty() && import.files[0].ratings.is_none());
    }

    /// A name that denies is no praise.
    #[test]
    fn a_name_that_denies_is_no_like(
        denial in select(vec!["not-", "dis", "un", "never ", "least ", "kein ", "pas "]),
        like in select(vec!["likes", "liked", "favorites", "loved"]),
        before in "[a-z]{0,5}",
    ) {
        let name = [if before.is_empty() { "" } else { "my " }, denial, like, ".csv"].concat();
        let import = read(&name, "Date,Name,Year,Letterboxd URI\n2024-01-02,Heat,1995,\n");
        prop_assert!(import.entries.iter().all(|entry| entry.kind != Like), "{name}: {:?}", import.entries);
    }

    /// What is no table of films is refused by its name, with the columns that it has.
    #[test]
    fn what_is_not_known_is_named(columns in prop::collection::vec("q[a-z]{3,8}", 2..5)) {
        let import = read("strange.csv", &[&columns.join(","), "\n1,2,3\n"].concat());
        prop_assert!(import.entries.is_empty());
        let [warning] = &import.warnings[..] else { panic!("one warning: {:?}", import.warnings) };
        let told = warning.sentence(&halfstar_core::words::Translation::default());
        prop_assert!(warning.file == "strange.csv" && told.contains(&columns[0]), "{told}");
    }

    /// Titles typed by hand: whatever is written behind one, the title is whole and the rest understood.
    #[test]
    fn typed_titles_keep_their_words(films in prop::collection::vec(film(), 1..9), way in 0usize..5) {
        let line = |film: &Film| match way {
            0 => film.title.clone(),
            1 => format!("{} ({})", film.title, film.year),
            2 => format!("{} ({}) {}", film.title, film.year, "★".repeat(4)),
            3 => format!("{} 4.5★", film.title),
            _ => format!("{} 8/10", film.title),
        };
        // A title that ends in a number of its own may be read in two ways.
        prop_assume!(films.iter().all(|film| !film.title.ends_with(|c: char| c.is_ascii_digit())));
        let import = read("titles.txt", &films.iter().map(|film| line(film) + "\n").collect::<String>());
        prop_assert_eq!(import.entries.len(), films.len());
        for (entry, film) in import.entries.iter().zip(&films) {
            prop_assert_eq!(&entry.title, &film.title);
            prop_assert!(entry.by_hand);
            prop_assert_eq!(entry.year, [1, 2].contains(&way).then_some(film.year));
            let halves = entry.rating.map(Stars::halves);
            prop_assert_eq!(halves, [None, None, Some(8), Some(9), Some(8)][way]);
        }
    }
}
