//! Reading: every form of a file gives the same data set; what is wrong is reported with its place.

use crate::world::{self, Form};
use halfstar_core::film::Kind;
use halfstar_trainer::sources::{Country, Dataset, KnownFilms, ReadOptions, SourceFilm, read, read_with};
use std::fs;
use std::io::Write as _;
use std::path::Path;

const LENIENT: ReadOptions = ReadOptions { strict: false, progress: false, country: None };
const STRICT: ReadOptions = ReadOptions { strict: true, progress: false, country: None };

const MOVIES: &str = "movieId,title,genres\n1,Alpha (2001),Drama\n2,Beta (2002),Comedy\n3,Gamma (2003),\n";

fn lenient(files: &[(&str, &str)]) -> anyhow::Result<Dataset> {
    let folder = world::folder(files, Form::Plain);
    read(folder.path(), None, &LENIENT)
}

/// Every error of a chain in one line, with the folder's own name blotted out.
fn said(error: &anyhow::Error, folder: &Path) -> String {
    let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
    format!("{error:#}").replace(&folder.display().to_string(), "FOLDER").replace(&name, "FOLDER")
}

/// Members with their (movie, half stars), in order.
fn rows_by_member(data: &Dataset) -> Vec<(u64, Vec<(u64, u8)>)> {
    let ratings = &data.ratings;
    let rows = |member: usize| {
        let rows = ratings.starts[member]..ratings.starts[member + 1];
        rows.map(|row| (data.films[ratings.films[row] as usize].movie_id, ratings.halves[row])).collect()
    };
    ratings.member_ids.iter().enumerate().map(|(member, &id)| (id, rows(member))).collect()
}

/// Sources name their folder; everything else must be the same.
fn nameless(mut data: Dataset) -> Dataset {
    data.sources.clear();
    data
}

#[test]
fn plain_compressed_and_zipped_are_one_data_set() {
    let plain = world::movielens(Form::Plain);
    let expected = nameless(read(plain.path(), None, &STRICT).expect("plain files"));
    assert_eq!(expected.films.len(), world::FILMS as usize);
    assert_eq!(expected.ratings.member_ids.len(), world::MEMBERS as usize);
    for member in 1..=world::MEMBERS {
        let (id, rows) = &rows_by_member(&expected)[member as usize - 1];
        assert_eq!(*id, u64::from(member));
        let rated = (1..=world::FILMS).filter_map(|film| Some((u64::from(film), world::halves(member, film)? as u8)));
        assert_eq!(*rows, rated.collect::<Vec<_>>());
    }
    assert_eq!(expected.ratings.times.as_ref().map(|times| times[0]), Some(1_000_001 + 1));

    for form in [Form::Zst, Form::Gz] {
        let folder = world::movielens(form);
        assert_eq!(nameless(read(folder.path(), None, &STRICT).expect("compressed files")), expected, "{form:?}");
    }

    let zipped = plain.path().join("ml-world.zip");
    let mut zip = zip::ZipWriter::new(fs::File::create(&zipped).expect("a file"));
    for name in ["README.txt", "ratings.csv", "movies.csv", "links.csv", "extra/ratings.csv"] {
        zip.start_file(format!("ml-world/{name}"), zip::write::SimpleFileOptions::default()).expect("a member");
        let bytes = fs::read(plain.path().join(name)).unwrap_or_else(|_| b"not it".to_vec());
        zip.write_all(&bytes).expect("bytes");
    }
    zip.finish().expect("a ZIP");
    let data = read(&zipped, None, &STRICT).expect("a ZIP");
    assert!(data.sources[0].starts_with("ml-world.zip/ml-world/ratings.csv: "), "{:?}", data.sources);
    assert_eq!(nameless(data), expected);
}

#[test]
fn movielens_titles_and_genres_become_ours() {
    let folder = world::movielens(Form::Plain);
    let data = read(folder.path(), None, &STRICT).expect("a data set");
    let film = |at: usize| (data.films[at].title.as_str(), data.films[at].original_title.as_str(), data.films[at].year);
    assert_eq!(film(0), ("The Matrix", "", Some(1999)));
    assert_eq!(film(1), ("Seven", "", Some(1995)));
    assert_eq!(film(2), ("The Postman", "Il Postino", Some(1994)));
    assert_eq!(film(3), ("The City of Lost Children", "La Cité des enfants perdus", Some(1995)));
    assert_eq!(film(4), ("(500) Days of Summer", "", Some(2009)));
    assert_eq!(data.films[2].genres, ["Family", "Music"]);
    assert_eq!(data.films[3].genres, [""; 0]);
    assert_eq!(data.films[4].genres, ["Science Fiction", "Action"]);
}

#[test]
fn tmdb_adds_what_the_data_set_lacks() {
    for form in [Form::Plain, Form::Zst, Form::Gz] {
        let folder = world::movielens(Form::Plain);
        world::write(folder.path(), "tmdb.jsonl", &world::tmdb(), form);
        let ending = match form {
            Form::Plain => "",
            Form::Zst => ".zst",
            Form::Gz => ".gz",
        };
        let tmdb = folder.path().join(format!("tmdb.jsonl{ending}"));
        let data = read(folder.path(), Some(&tmdb), &STRICT).expect("a data set");
        let film = &data.films[3];
        assert_eq!(film.directors, ["Director 0"]);
        assert_eq!(film.cast, ["First", "Second"]);
        assert_eq!(film.keywords, ["word 4", "told"]);
        assert_eq!(film.genres, ["Drama"], "movies.csv has none");
        assert_eq!(data.films[0].genres, ["Drama"], "movies.csv says so");
        assert_eq!(
            (film.runtime, film.language.as_deref(), film.poster.as_deref()),
            (Some(101), Some("fr"), Some("poster4"))
        );
        assert_eq!((film.tmdb_votes, film.tmdb_mean, film.year), (40, 7.5, Some(1995)));
        assert_eq!(data.films[6].tmdb_id, Some(107), "joined by IMDb's number");
        assert!(data.films[7].directors.is_empty(), "no numbers, and titles do not count where others have numbers");
        assert!(data.films[9].directors.is_empty(), "TMDB has no answer");
    }
}

/// An answer as TMDB gives it with `append_to_response=watch/providers`, cut to what it says of three countries.
#[test]
fn streaming_services_are_those_of_the_country_asked_for() {
    let answer = r#"{"id":103,"imdb_id":"tt0000003","title":"The Postman","release_date":"1994-09-22","vote_count":9,"watch/providers":{"results":{"AT":{"link":"https://www.themoviedb.org/movie/103/watch?locale=AT","buy":[{"logo_path":"/9ghgSC0MA082EL6HLCW3GalykFD.jpg","provider_id":2,"provider_name":"Apple TV","display_priority":4}]},"DE":{"link":"https://www.themoviedb.org/movie/103/watch?locale=DE","flatrate":[{"logo_path":"/pbpMk2JmcoNnQwx5JGpXngfoWtp.jpg","provider_id":8,"provider_name":"Netflix","display_priority":0},{"logo_path":"/dpR8r13zWDeUR0QkzWidrdMxa56.jpg","provider_id":1796,"provider_name":"Netflix Standard with Ads","display_priority":1}],"rent":[{"logo_path":"/seGSXajazLMCKGB5hnRCidtjay1.jpg","provider_id":10,"provider_name":"Amazon Video","display_priority":3}],"free":[{"logo_path":"/x.jpg","provider_id":234,"provider_name":"arte","display_priority":9}],"ads":[{"logo_path":"/x.jpg","provider_id":234,"provider_name":"arte","display_priority":9}]},"US":{"link":"https://www.themoviedb.org/movie/103/watch?locale=US","flatrate":[{"provider_id":1899,"provider_name":"Max"}]}}}}"#;
    let folder = world::movielens(Form::Plain);
    world::write(folder.path(), "tmdb.jsonl", &[answer, "\n"].concat(), Form::Plain);
    let services = |country: Option<&str>| {
        let country = country.map(|code| code.parse().expect("a country"));
        let options = ReadOptions { country, ..STRICT };
        let mut data = read(folder.path(), Some(&folder.path().join("tmdb.jsonl")), &options).expect("a data set");
        std::mem::take(&mut data.films[2].services)
    };
    assert_eq!(services(Some("de")), ["Netflix", "Netflix Standard with Ads", "arte"]);
    assert_eq!(services(Some("US")), ["Max"]);
    assert_eq!(services(Some("AT")), [""; 0], "what must be bought is on no service");
    assert_eq!(services(Some("FR")), [""; 0]);
    assert_eq!(services(None), [""; 0]);
    assert!("Germany".parse::<Country>().is_err() && "D1".parse::<Country>().is_err());
}

#[test]
fn without_links_titles_join_where_they_are_unique() {
    let movies = "movieId,title,genres\n1,\"Matrix, The (1999)\",\n2,Twice (2000),\n3,Emma (1996),\n4,Emma (1996),\n\
                  5,Hate (Haine) (1995),\n6,Human Centipede (First Sequence) (2009),\n";
    let answer = |id: u32, title: &str, original: &str, year: u16| {
        format!(
            r#"{{"id":{id},"title":"{title}","original_title":"{original}","release_date":"{year}-01-01","runtime":{id}}}"#
        ) + "\n"
    };
    let tmdb = [
        answer(11, "The Matrix!", "The Matrix!", 1999),
        answer(12, "Twice", "Twice", 2000),
        answer(13, "TWICE", "TWICE", 2000),
        answer(14, "Emma", "Emma", 1996),
        answer(15, "La Haine", "Haine", 1995),
        answer(16, "Human Centipede (First Sequence)", "Human Centipede (First Sequence)", 2009),
    ]
    .concat();
    let ratings = "userId,movieId,rating\n1,1,5\n";
    let folder = world::folder(&[("movies.csv", movies), ("ratings.csv", ratings), ("tmdb.jsonl", &tmdb)], Form::Plain);
    let data = read(folder.path(), Some(&folder.path().join("tmdb.jsonl")), &STRICT).expect("a data set");
    let ids: Vec<_> = data.films.iter().map(|film| film.tmdb_id).collect();
    assert_eq!(ids, [Some(11), None, None, None, Some(15), Some(16)]);
    assert_eq!(data.films[5].title, "Human Centipede (First Sequence)", "TMDB's brackets stay");
    assert_eq!(data.films[4].title, "Hate");
}

#[test]
fn columns_come_in_any_order_and_rows_in_any() {
    let ratings =
        "\u{feff}rating,comment,\"movieId\",userId\r\n4,x,1,9\r\n\r\n0.5,,2,3\r\n\"3.5\",,3,9\r\n2,,1,3\r\n5,,1,9";
    let data = lenient(&[("movies.csv", MOVIES), ("ratings.csv", ratings)]).expect("a data set");
    assert_eq!(rows_by_member(&data), [(3, vec![(2, 1), (1, 4)]), (9, vec![(3, 7), (1, 10)])]);
    assert_eq!(data.ratings.times, None);
    assert_eq!(data.skipped.len(), 1, "the repeated row is reported: {:?}", data.skipped);
    assert!(data.skipped[0].contains("1 ratings of a film that the member rates again"), "{:?}", data.skipped);
}

#[test]
fn bad_rows_are_located_and_left_out_or_refused() {
    let cases = [
        ("1,1", "line 3, column rating: “” is not half a star to five, in halves"),
        ("1,1,5.5", "line 3, column rating: “5.5” is not half a star to five, in halves"),
        ("1,1,0", "line 3, column rating: “0” is not half a star to five, in halves"),
        ("1,1,good", "line 3, column rating: “good” is not half a star to five, in halves"),
        ("x,1,5", "line 3, column userId: “x” is not a whole number"),
        ("1,-1,5", "line 3, column movieId: “-1” is not a whole number"),
        ("1,99,5", "line 3, column movieId: movies.csv lists no film 99"),
        ("99999999999999999999,1,5", "line 3, column userId: “99999999999999999999” is not a whole number"),
    ];
    for (row, problem) in cases {
        let ratings = format!("userId,movieId,rating\n1,1,4\n{row}\n2,2,3\n");
        let folder = world::folder(&[("movies.csv", MOVIES), ("ratings.csv", &ratings)], Form::Plain);
        let error = read(folder.path(), None, &STRICT).expect_err(row);
        let said = said(&error, folder.path());
        assert_eq!(said, format!("FOLDER/ratings.csv, {problem}. Mend the row, or leave --strict out to skip it"));
        world::write(folder.path(), "ratings.csv", &ratings.replace('\n', "\r\n"), Form::Plain);
        let data = read(folder.path(), None, &LENIENT).expect(row);
        assert_eq!(rows_by_member(&data), [(1, vec![(1, 8)]), (2, vec![(2, 6)])], "{row}");
        assert!(data.skipped[0].contains(problem), "{:?}", data.skipped);
    }

    let films = "movieId,title,genres\n1,Alpha (2001),Drama\none,Beta,\n3,,\n4\n";
    let data =
        lenient(&[("movies.csv", films), ("ratings.csv", "userId,movieId,rating\n1,1,4\n")]).expect("a data set");
    assert_eq!(data.films.len(), 1);
    for problem in ["3 rows left out", "line 3, column movieId: “one”", "line 4, column title", "line 5, column title"]
    {
        assert!(data.skipped[0].contains(problem), "{:?}", data.skipped);
    }

    for end in ["\n", "\r\n"] {
        let films =
            ["movieId,title,genres", "", "1,\"Alpha", "(2001)\",", "", "x,\"Two", "lines\",", "2,Beta,", "y,Last,"]
                .join(end);
        let data =
            lenient(&[("movies.csv", &films), ("ratings.csv", "userId,movieId,rating\n1,1,4\n")]).expect("a data set");
        let skipped = &data.skipped[0];
        assert!(
            skipped.contains("line 6, column movieId: “x”") && skipped.contains("line 9, column movieId: “y”"),
            "{end:?}: {skipped}"
        );
    }

    let many: String = (0..100).map(|row| format!("1,1,{row}x\n")).collect();
    let ratings = format!("userId,movieId,rating\n{many}1,1,4\n");
    let data = lenient(&[("movies.csv", MOVIES), ("ratings.csv", &ratings)]).expect("a data set");
    assert!(data.skipped[0].contains("100 rows left out") && data.skipped[0].ends_with("; …)"), "{:?}", data.skipped);

    let tmdb = "{\"id\":1}\n\n{\"id\":\n{\"status_code\":34}\n";
    let folder = world::folder(
        &[("movies.csv", MOVIES), ("ratings.csv", "userId,movieId,rating\n1,1,4\n"), ("tmdb.jsonl", tmdb)],
        Form::Plain,
    );
    let path = folder.path().join("tmdb.jsonl");
    let data = read(folder.path(), Some(&path), &LENIENT).expect("a data set");
    assert!(data.skipped[0].contains("2 rows left out (line 3, column JSON"), "{:?}", data.skipped);
    let error = read(folder.path(), Some(&path), &STRICT).expect_err("a bad line");
    assert!(said(&error, folder.path()).starts_with("FOLDER/tmdb.jsonl, line 3, column JSON"), "{error:#}");
}

#[test]
fn what_is_missing_is_named_with_what_to_pass() {
    let advice =
        "Pass --data the folder that holds MovieLens' ratings.csv and movies.csv, or the ZIP as GroupLens offers it";
    let none: &[(&str, &str)] = &[];
    let header = [("movies.csv", MOVIES), ("ratings.csv", "user,movieId,rating\n1,1,4\n")];
    let hopeless = [("movies.csv", MOVIES), ("ratings.csv", "userId,movieId,rating\n1,7,4\n")];
    let cases: [(&[(&str, &str)], String); 6] = [
        (none, format!("FOLDER holds no ratings.csv (nor ratings.csv.zst, nor ratings.csv.gz). {advice}")),
        (&[("ratings.csv", "")], format!("FOLDER holds no movies.csv (nor movies.csv.zst, nor movies.csv.gz). {advice}")),
        (
            &[("ratings.csv", ""), ("movies.csv", MOVIES)],
            "FOLDER/ratings.csv, line 1: there is no column userId among “”; userId, movieId, rating must be there, in any order".to_owned(),
        ),
        (
            &header,
            "FOLDER/ratings.csv, line 1: there is no column userId among “user,movieId,rating”; \
             userId, movieId, rating must be there, in any order"
                .to_owned(),
        ),
        (
            &hopeless,
            "no row can be used. FOLDER/ratings.csv: 1 row left out (line 2, column movieId: movies.csv lists no film 7)".to_owned(),
        ),
        (
            &[("ratings.csv", ""), ("movies.csv", "id,title\n1,x\n")],
            "FOLDER/movies.csv, line 1: there is no column movieId among “id,title”; movieId, title must be there, in any order".to_owned(),
        ),
    ];
    for (files, expected) in cases {
        let folder = world::folder(files, Form::Plain);
        let error = read(folder.path(), None, &LENIENT).expect_err(&expected);
        assert_eq!(said(&error, folder.path()), expected);
    }
    let error = read(Path::new("/absent/data"), None, &LENIENT).expect_err("nothing there");
    assert_eq!(error.to_string(), format!("there is nothing at /absent/data. {advice}"));
    let folder = world::movielens(Form::Plain);
    let error = read(&folder.path().join("ratings.csv"), None, &LENIENT).expect_err("no ZIP");
    assert!(error.to_string().contains("is neither a folder nor a ZIP that can be read"), "{error}");
    let error = read(folder.path(), Some(Path::new("/absent/tmdb.jsonl")), &LENIENT).expect_err("no file");
    assert!(error.to_string().contains("there is nothing at /absent/tmdb.jsonl. Pass --tmdb"), "{error}");
}

#[test]
fn files_cut_short_say_so() {
    for (form, ending) in [(Form::Zst, "zst"), (Form::Gz, "gz")] {
        for file in ["ratings.csv", "movies.csv", "tmdb.jsonl"] {
            let folder = world::movielens(form);
            world::write(folder.path(), "tmdb.jsonl", &world::tmdb(), form);
            let path = folder.path().join(format!("{file}.{ending}"));
            let bytes = fs::read(&path).expect("a file");
            fs::write(&path, &bytes[..bytes.len() / 2]).expect("half a file");
            let tmdb = folder.path().join(format!("tmdb.jsonl.{ending}"));
            let error = read(folder.path(), Some(&tmdb), &LENIENT).expect_err("half a file");
            let said = said(&error, folder.path());
            let named = format!("FOLDER/{file}.{ending}, after line ");
            assert!(said.starts_with(&named) && said.contains("is cut short. Fetch it again"), "{said}");
        }
    }
}

#[test]
fn duplicates_merge_into_the_film_with_most_ratings() {
    let movies = "movieId,title,genres\n1,Glass Onion (2022),\n2,Glass Onion: A Knives Out Mystery (2022),Mystery\n\
                  3,A Silent Voice (2016),\n4,A Silent Voice (2016),\n5,Emma (1996),\n6,Emma (1996),\n7,\"Voice, The (2013)\",\n";
    let links = "movieId,imdbId,tmdbId\n1,,\n2,11564570,661374\n3,,1\n4,,\n5,,2\n6,,3\n7,,\n";
    let facts = "movieId,letterboxdId,slug,ratingsOnLetterboxdSample,kind,language,runtime,releaseDate\n\
                 1,7,a,9,movie,en,140,2022-11-23\n2,7,b,0,,,,\n3,,c,1,movie,ja,129,\n4,,d,2,movie,ja,131,\n\
                 5,,e,1,movie,en,120,\n6,,f,1,movie,en,120,\n7,8,g,0,tv,de,0,2013-01-01\n";
    let ratings = "userId,movieId,rating\n1,1,5\n1,2,4\n1,3,1\n2,1,3\n2,4,2\n3,4,3\n3,7,4\n";
    let files = [("movies.csv", movies), ("links.csv", links), ("films.csv", facts), ("ratings.csv", ratings)];
    let data = lenient(&files).expect("a data set");
    let ids: Vec<_> = data.films.iter().map(|film| film.movie_id).collect();
    assert_eq!(ids, [1, 4, 5, 6, 7]);
    let SourceFilm { tmdb_id, imdb_id, genres, listed_ratings, .. } = &data.films[0];
    assert_eq!(
        (*tmdb_id, *imdb_id, genres.as_slice(), *listed_ratings),
        (Some(661_374), Some(11_564_570), &["Mystery".to_owned()][..], 9)
    );
    assert_eq!(
        rows_by_member(&data),
        [(1, vec![(1, 8), (4, 2)]), (2, vec![(1, 6), (4, 4)]), (3, vec![(4, 6), (7, 8)])]
    );
    assert_eq!(data.skipped, ["2 films listed under a second number, merged; 1 ratings of both, the later stands"]);
    let series = &data.films[4];
    assert_eq!(
        (series.kind, series.title.as_str(), series.runtime, series.year),
        (Kind::Tv, "Voice, The", None, Some(2013))
    );
}

#[test]
fn films_to_recognise_come_behind_and_none_twice() {
    let movies = "movieId,title,genres\n1,Alpha (2001),Drama\n2,Beta (2002),\n3,Gamma (2003),\n4,Delta (2004),\n5,Delta (2004),\n";
    let links = "movieId,imdbId,tmdbId\n1,11,\n";
    let facts = "movieId,letterboxdId\n1,101\n";
    let imdb = "tconst,primaryTitle,year,genres,numVotes,averageRating,language\n\
        tt0000011,Another Title of Alpha,2001,Drama,5000,7,en\n\
        tt0000012,BETA,2002,\"Action,Sci-Fi\",1000,7,en\n\
        tt0000013,Gamma,2004,Drama,9000,7,en\n\
        tt0000014,Delta,2004,Drama,9000,7,en\n\
        tt0000015,Epsilon,2005,\"Action,Sci-Fi\",2000,7,fr\n\
        tt0000016,Hardly Known,2006,Drama,999,7,en\n\
        tt0000017,Zeta,,Drama,5000,7,en\n";
    let letterboxd = "movie_id,movie_title,year_released,lb,vote_average,vote_count,genres\n\
        alpha,Alpha,2001.0,999,70,5000,[]\n\
        beta,Beta,2002.0,102,70,5000,[]\n\
        eta,Eta,2007.0,107,70,5000,\"[\"\"Drama\"\",\"\"Music\"\"]\"\n\
        epsilon,Epsilon,2005.0,105,70,500,[]\n";
    let ratings = "userId,movieId,rating\n1,1,4\n1,2,3\n";
    let files = [
        ("movies.csv", movies),
        ("links.csv", links),
        ("films.csv", facts),
        ("ratings.csv", ratings),
        ("imdb.csv", imdb),
        ("letterboxd.csv", letterboxd),
    ];
    let folder = world::folder(&files, Form::Plain);
    let (imdb, letterboxd) = (folder.path().join("imdb.csv"), folder.path().join("letterboxd.csv"));
    let known = KnownFilms { imdb: Some(&imdb), letterboxd: Some(&letterboxd) };
    let data = read_with(folder.path(), None, known, &STRICT).expect("a data set");
    let films = data.films.iter().map(|film| {
        (film.title.as_str(), film.year, film.imdb_id, film.letterboxd_id, film.genres.join("|"), film.is_matched_only)
    });
    let year = Some;
    assert_eq!(
        films.collect::<Vec<_>>(),
        [
            // Its own numbers stand, whatever else bears its title and year.
            ("Alpha", year(2001), Some(11), Some(101), "Drama".to_owned(), false),
            // The only one of its title and year, on both sides: its numbers are learnt.
            ("Beta", year(2002), Some(12), Some(102), String::new(), false),
            // A year off is most likely the same film, and not surely.
            ("Gamma", year(2003), None, None, String::new(), false),
            ("Delta", year(2004), None, None, String::new(), false),
            ("Delta", year(2004), None, None, String::new(), false),
            ("Eta", year(2007), None, Some(107), "Drama|Music".to_owned(), true),
            // In both tables, and one film.
            ("Epsilon", year(2005), Some(15), Some(105), "Action|Science Fiction".to_owned(), true),
        ]
    );
    assert!(data.films.is_sorted_by_key(|film| film.movie_id));
    let told = [
        "imdb.csv: 0 films to recognise, numbers of 2 others",
        "letterboxd.csv: 2 films to recognise, numbers of 1 others",
    ];
    assert!(told.iter().all(|line| data.sources.iter().any(|source| source.ends_with(line))), "{:?}", data.sources);
}

/// As TMDB answers with `append_to_response=alternative_titles,translations`.
#[test]
fn titles_of_other_countries_are_kept_once_each() {
    let answer = r#"{"id":103,"imdb_id":"tt0000003","title":"The Postman","original_title":"Il Postino","release_date":"1994-09-22","vote_count":9,
        "alternative_titles":{"titles":[{"iso_3166_1":"US","title":"IL POSTINO","type":""},{"iso_3166_1":"BR","title":"O Carteiro e o Poeta","type":""}]},
        "translations":{"translations":[{"iso_3166_1":"DE","iso_639_1":"de","name":"Deutsch","english_name":"German","data":{"title":"Der Postmann","overview":"…"}},
        {"iso_3166_1":"FR","iso_639_1":"fr","name":"Français","english_name":"French","data":{"title":"","overview":""}}]}}"#;
    let folder = world::movielens(Form::Plain);
    world::write(folder.path(), "tmdb.jsonl", &[&answer.replace('\n', " "), "\n"].concat(), Form::Plain);
    let data = read(folder.path(), Some(&folder.path().join("tmdb.jsonl")), &STRICT).expect("a data set");
    assert_eq!(data.films[2].other_titles, ["Der Postmann", "O Carteiro e o Poeta"]);
    assert!(data.films.iter().enumerate().all(|(place, film)| place == 2 || film.other_titles.is_empty()));
}

/// As TMDB answers for a film of a collection, and for one of none.
#[test]
fn collections_and_days_of_release_are_read() {
    let answer = |collection: &str| {
        let film = r#"{"id":103,"imdb_id":"tt0000003","title":"The Postman","release_date":"1994-09-22","vote_count":9,"belongs_to_collection":"#;
        format!("{film}{collection}}}\n")
    };
    let folder = world::movielens(Form::Plain);
    let collection = |collection: &str| {
        world::write(folder.path(), "tmdb.jsonl", &answer(collection), Form::Plain);
        let data = read(folder.path(), Some(&folder.path().join("tmdb.jsonl")), &STRICT).expect("a data set");
        assert_eq!((data.films[2].released.as_str(), data.films[0].released.as_str()), ("1994-09-22", ""));
        data.films[2].collection.clone()
    };
    let named = r#"{"id":727761,"name":"The Postman Collection","poster_path":null,"backdrop_path":"/x.jpg"}"#;
    assert_eq!(collection(named).as_deref(), Some("The Postman Collection"));
    assert_eq!(collection("null"), None);
}

#[test]
fn what_is_mended_by_hand_stands_last() {
    let corrections = "movieId,field,value,why\n\
        1,directors,Ann Able|Ben Bold,a second one was missing\n\
        1,genres,Sci-Fi|Drama,science fiction first\n\
        2,runtime,92,6 minutes in the source\n\
        2,language,fr,\n\
        3,colour,red,no such fact\n\
        9,runtime,90,no such film\n";
    let ratings = "userId,movieId,rating\n1,1,4\n";
    let files = [("movies.csv", MOVIES), ("ratings.csv", ratings), ("corrections.csv", corrections)];
    let data = lenient(&files).expect("a data set");
    assert_eq!(data.films[0].directors, ["Ann Able", "Ben Bold"]);
    assert_eq!(data.films[0].genres, ["Science Fiction", "Drama"]);
    assert_eq!((data.films[1].runtime, data.films[1].language.as_deref()), (Some(92), Some("fr")));
    assert!(
        data.sources.iter().any(|line| line.ends_with("corrections.csv: 4 facts mended by hand")),
        "{:?}",
        data.sources
    );
    let skipped = data.skipped.join("\n");
    assert!(skipped.contains("“colour” is none of title, year, directors"), "{skipped}");
    assert!(skipped.contains("lists no film 9"), "{skipped}");
}
