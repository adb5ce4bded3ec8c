//! Imports of made-up exports: what is understood, what is told, and that nothing panics.

use halfstar_core::import::{Day, EntryKind, Import, NamedFile, TitleType, import};
use halfstar_core::words::{FileProblem, Translation};
use insta::assert_snapshot;
use proptest::prelude::*;
use std::fmt::Write as _;

const RATINGS: &str = "Date,Name,Year,Letterboxd URI,Rating\r\n\
    2024-01-02,The Godfather,1972,https://boxd.it/2aNK,5\r\n\
    2024-01-03,Parasite,2019,https://boxd.it/hTha,4.5\r\n\
    2024-01-04,\"Crouching Tiger, Hidden Dragon\",2000,https://boxd.it/2b0k,0.5\r\n";
const WATCHED: &str = "Date,Name,Year,Letterboxd URI\r\n\
    2024-01-02,The Godfather,1972,https://boxd.it/2aNK\r\n\
    2024-01-05,The Shining,1980,https://boxd.it/29Nu\r\n";
const WATCHLIST: &str = "Date,Name,Year,Letterboxd URI\r\n\
    2024-02-01,An Unmade Film,,https://boxd.it/29Nu\r\n";
const LIKES: &str = "Date,Name,Year,Letterboxd URI\r\n2024-01-03,Parasite,2019,https://boxd.it/hTha\r\n";
const DIARY: &str = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\r\n\
    2024-01-06,The Godfather,1972,https://boxd.it/4P7hnr,5,Yes,\"classics, mafia\",2024-01-05\r\n\
    2024-01-07,The Shining,1980,https://boxd.it/4P7hns,,,,\r\n";
const PROFILE: &str = "Date Joined,Username,Given Name,Family Name,Email Address,Location,Website,Bio,Pronoun,\
    Favorite Films\r\n2020-01-01,somebody,Some,Body,some@example.com,,,\"Two\r\nlines, \"\"quoted\"\".\",They / their,\
    \"https://boxd.it/2aNK, https://boxd.it/hTha, https://boxd.it/4P7hnr\"\r\n";
const REVIEWS: &str = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date\r\n\
    2024-01-06,The Godfather,1972,https://boxd.it/4P7hnr,5,Yes,Good.,,2024-01-05\r\n";
const LIST: &str = "Letterboxd list export v7\r\nDate,Name,Tags,URL,Description\r\n\
    2024-01-01,Best,,https://boxd.it/tuaCm,\r\n\r\nPosition,Name,Year,URL,Description\r\n\
    1,The Godfather,1972,https://boxd.it/2aNK,\r\n";
const COMMENTS: &str = "Date,Content,Comment\r\n";

/// A whole export, in the order of a real one.
fn export() -> Vec<ZipEntry> {
    [
        ("profile.csv", PROFILE),
        ("watched.csv", WATCHED),
        ("ratings.csv", RATINGS),
        ("diary.csv", DIARY),
        ("reviews.csv", REVIEWS),
        ("watchlist.csv", WATCHLIST),
        ("comments.csv", COMMENTS),
        ("deleted/diary.csv", DIARY),
        ("orphaned/diary.csv", DIARY),
        ("likes/films.csv", LIKES),
        ("likes/lists.csv", "Date,Content\r\n"),
        ("lists/best.csv", LIST),
    ]
    .map(|(name, text)| ZipEntry::new(name, text.as_bytes()))
    .into()
}

/// A file to be zipped, and how to spoil it.
struct ZipEntry {
    name: String,
    bytes: Vec<u8>,
    method: u16,
    flags: u16,
    crc_off: u32,
    declared: Option<u32>,
}

impl ZipEntry {
    fn new(name: &str, bytes: &[u8]) -> Self {
        // Flag 3: sizes follow the contents, as in the archives that Letterboxd makes.
        Self { name: name.to_owned(), bytes: bytes.to_owned(), method: 8, flags: 8, crc_off: 0, declared: None }
    }
}

/// An archive of these files.
fn zipped(members: &[ZipEntry]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for member in members {
        let packed = match member.method {
            0 => member.bytes.clone(),
            _ => miniz_oxide::deflate::compress_to_vec(&member.bytes, 6),
        };
        let crc = rawzip::crc32(&member.bytes).wrapping_add(member.crc_off);
        let size = member.declared.unwrap_or(member.bytes.len() as u32);
        let sizes: Vec<u8> = [crc, packed.len() as u32, size].iter().flat_map(|word| word.to_le_bytes()).collect();
        let halves = |halves: &[u16]| -> Vec<u8> { halves.iter().flat_map(|half| half.to_le_bytes()).collect() };
        let at = archive.len() as u32;
        let name = member.name.as_bytes();
        archive.extend(b"PK\x03\x04");
        archive.extend(halves(&[20, member.flags, member.method, 0, 0x5821]));
        archive.extend(if member.flags & 8 == 0 { sizes.clone() } else { vec![0; 12] });
        archive.extend(halves(&[name.len() as u16, 0]));
        archive.extend(name);
        archive.extend(packed);
        if member.flags & 8 != 0 {
            archive.extend(b"PK\x07\x08");
            archive.extend(&sizes);
        }
        directory.extend(b"PK\x01\x02");
        directory.extend(halves(&[20, 20, member.flags, member.method, 0, 0x5821]));
        directory.extend(sizes);
        directory.extend(halves(&[name.len() as u16, 0, 0, 0, 0, 0, 0]));
        directory.extend(at.to_le_bytes());
        directory.extend(name);
    }
    let (start, length, count) = (archive.len() as u32, directory.len() as u32, members.len() as u16);
    archive.extend(directory);
    archive.extend(b"PK\x05\x06\0\0\0\0");
    archive.extend([count, count].iter().flat_map(|count| count.to_le_bytes()));
    archive.extend([length, start].iter().flat_map(|word| word.to_le_bytes()));
    archive.extend([0, 0]);
    archive
}

fn read(files: &[(&str, &[u8])]) -> Import {
    let files: Vec<_> = files.iter().map(|(name, bytes)| NamedFile { name, bytes }).collect();
    import(&files)
}

fn read_zip(members: &[ZipEntry]) -> Import {
    read(&[("export.zip", &zipped(members))])
}

/// An import, one line an entry, a file or a warning.
fn told(import: &Import) -> String {
    let mut text = String::new();
    for entry in &import.entries {
        let file = &import.files[usize::from(entry.file)].name;
        let _ = write!(text, "{file}:{} {:?} {:?}", entry.line, entry.kind, entry.title);
        if let Some(year) = entry.year {
            let _ = write!(text, " ({year})");
        }
        if let Some(id) = entry.letterboxd_id {
            let _ = write!(text, " #{id}");
        }
        if let Some(rating) = entry.rating {
            let _ = write!(text, " {rating}");
        }
        if let Some(day) = entry.day {
            let (year, month, day) = day.date();
            let _ = write!(text, " on {year}-{month:02}-{day:02}");
        }
        for (name, id) in [("tmdb", entry.tmdb_id), ("imdb", entry.imdb_id)] {
            if let Some(id) = id {
                let _ = write!(text, " {name}{id}");
            }
        }
        if !entry.original_title.is_empty() {
            let _ = write!(text, " = {:?}", entry.original_title);
        }
        if entry.title_type != TitleType::Film {
            let _ = write!(text, " {:?}", entry.title_type);
        }
        text.push_str(if entry.rewatch { " again\n" } else { "\n" });
    }
    for file in &import.files {
        let list = file.list.as_ref().map_or(String::new(), |list| format!(", the list {list:?}"));
        let _ = writeln!(text, "= {}: {} rows{list}", file.name, file.rows);
    }
    let words = Translation::default();
    for warning in &import.warnings {
        let line = warning.line.map_or(String::new(), |line| format!(":{line}"));
        let _ = writeln!(text, "! {}{line}: {}", warning.file, warning.sentence(&words));
    }
    text
}

#[test]
fn an_export() {
    let import = read_zip(&export());
    assert_snapshot!("export", told(&import));
    assert_eq!(import.warnings.len(), 1, "only the favourite that is no film");
}

#[test]
fn the_same_files_loose_or_packed_anew() {
    let straight = read_zip(&export());
    let loose: Vec<_> = export().into_iter().map(|member| (member.name, member.bytes)).collect();
    let loose: Vec<_> = loose.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    assert_eq!(read(&loose), straight);

    let with = |change: &dyn Fn(&mut ZipEntry)| {
        let mut members = export();
        members.iter_mut().for_each(change);
        members
    };
    assert_eq!(read_zip(&with(&|member| member.flags = 0)), straight, "without data descriptors");
    assert_eq!(read_zip(&with(&|member| member.method = 0)), straight, "stored");
    let mut rezipped = with(&|member| member.name.insert_str(0, "letterboxd-somebody/"));
    rezipped.push(ZipEntry { method: 0, ..ZipEntry::new("letterboxd-somebody/lists/", b"") });
    rezipped.push(ZipEntry::new("__MACOSX/letterboxd-somebody/._ratings.csv", b"\0\x05\x16\x07"));
    rezipped.push(ZipEntry::new("letterboxd-somebody/.DS_Store", b"Bud1"));
    assert_eq!(read_zip(&rezipped).entries, straight.entries, "in a folder");
    assert_eq!(read_zip(&rezipped).warnings.len(), 1, "in a folder");
    let nested = read_zip(&[ZipEntry::new("letterboxd.zip", &zipped(&export()))]);
    assert_eq!(nested.entries, straight.entries, "in another ZIP");
    assert_eq!(read(&[("download", &zipped(&export()))]), straight, "without a name");
}

#[test]
fn spreadsheets() {
    let semicolons = "sep=;\r\nName;Watched Date;Letterboxd URI;Year;Rewatch;Rating;Date;;\r\n\
        AmÃ©lie;31.12.2023;boxd.it/4P7hnr;2001.0;yes;4,5;1.1.2024;;\r\n\
        WALLÂ·E;1.2.2023;;2008;;;2.1.2024;;\r\n;;;;;;;;\r\n";
    let months = "Date,Name,Year,Letterboxd URI,Rating\n6/30/2022,Heat,1995,,4.0\n7/4/2022,Alien,1979,,3\n";
    let tabs = "\u{FEFF}Date\tName\tYear\tLetterboxd URI\n2024-01-02\tHeat\t1995\thttp://boxd.it/2aNK\n";
    let windows = b"Date,Name,Year,Letterboxd URI,Rating\r\n2024-01-02,Am\xE9lie,2001,,4\r\n";
    assert_snapshot!(
        "spreadsheets",
        told(&read(&[
            ("diary.csv", semicolons.as_bytes()),
            ("ratings.csv", months.as_bytes()),
            ("watched (1).csv", tabs.as_bytes()),
            ("ratings-2.csv", windows),
        ]))
    );
}

#[test]
fn other_services() {
    let imdb = "Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,\
        Genres,Num Votes,Release Date,Directors\n\
        tt0133093,9,2024-01-02,The Matrix,The Matrix,https://www.imdb.com/title/tt0133093/,Movie,8.7,136,1999,\
        \"Action, Sci-Fi\",2000000,1999-03-31,\"Lana Wachowski, Lilly Wachowski\"\n\
        tt0903747,10,2024-01-03,Breaking Bad,Breaking Bad,https://www.imdb.com/title/tt0903747/,TV Series,9.5,45,2008,\
        Drama,1,2008-01-20,\n\
        tt2301451,10,2024-01-03,Breaking Bad: Ozymandias,,https://www.imdb.com/title/tt2301451/,tvEpisode,10,47,2013,\
        Drama,1,2013-09-15,\n\
        tt1190634,8,2024-01-04,A Game,,https://www.imdb.com/title/tt1190634/,Video Game,9,,2015,,1,,\n";
    // Before 2017; the ratings were then a list like any other.
    let old_imdb = "\"position\",\"const\",\"created\",\"modified\",\"description\",\"Title\",\"Title type\",\
        \"Directors\",\"You rated\",\"IMDb Rating\",\"Runtime (mins)\",\"Year\",\"Genres\",\"Num. Votes\",\
        \"Release Date (month/day/year)\",\"URL\"\n\
        \"1\",\"tt0211915\",\"Sat Aug 25 00:00:00 2012\",\"\",\"\",\"Am\u{e9}lie\",\"Feature Film\",\
        \"Jean-Pierre Jeunet\",\"9\",\"8.4\",\"122\",\"2001\",\"comedy\",\"1\",\"2001-04-25\",\
        \"http://www.imdb.com/title/tt0211915/\"\n\
        \"2\",\"tt0113277\",\"Sun Aug 26 00:00:00 2012\",\"\",\"\",\"Heat\",\"Feature Film\",\"Michael Mann\",\"\",\
        \"8.2\",\"170\",\"1995\",\"crime\",\"1\",\"1995-12-15\",\"http://www.imdb.com/title/tt0113277/\"\n";
    let list = "Position,Const,Created,Modified,Description,Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,\
        Num Votes,Release Date,Directors\n\
        1,tt0089881,2024-01-05,2024-01-05,,Ran,https://www.imdb.com/title/tt0089881/,movie,8.2,162,1985,Drama,1,,\n";
    let movielens = "movie_id,imdb_id,tmdb_id,rating,average_rating,title\n\
        47,0114369,807,4.5,4.1,Seven (a.k.a. Se7en) (1995)\n\
        2571,0133093,603,5.0,4.2,\"Matrix, The (1999)\"\n";
    let simkl = "SIMKL_ID,Title,Type,Year,Watchlist,LastEpWatched,WatchedDate,Rating,Memo,TVDB,TMDB,IMDB\n\
        1,Heat,movie,1995,completed,,05-12-2023 21:50:41,8,,,949,tt0113277\n\
        2,Ran,movie,1985,plantowatch,,,,,,11645,tt0089881\n\
        3,Alien,movie,1979,completed,,06-12-2023 20:00:00,,,,348,tt0078748\n\
        4,A Show,tv,2016,watching,S03E04,07-12-2023 10:00:00,9,,1,,tt1000002\n";
    let letterboxd = "LetterboxdURI,tmdbID,imdbID,Title,Year,Directors,Rating,Rating10,WatchedDate,Rewatch,Tags,Review\n\
        https://boxd.it/2aNK,238,tt0068646,The Godfather,1972,Francis Ford Coppola,4.5,,2024-02-03,true,,\"Two\nlines.\"\n\
        ,,,Alien,1979,Ridley Scott,,9,,,,\n";
    let unknown = "title,year,rating\nHeat,1995,8\nRan,1985,5\n";
    assert_snapshot!(
        "other_services",
        told(&read(&[
            ("ratings.csv", imdb.as_bytes()),
            ("ratings-2012.csv", old_imdb.as_bytes()),
            ("WATCHLIST.csv", list.as_bytes()),
            ("my list.csv", list.as_bytes()),
            ("movielens-ratings.csv", movielens.as_bytes()),
            ("simkl.csv", simkl.as_bytes()),
            ("import.csv", letterboxd.as_bytes()),
            ("mine.csv", unknown.as_bytes()),
        ]))
    );
}

#[test]
fn feeds_and_json() {
    let feed = "<?xml version='1.0' encoding='utf-8'?>\n<rss version=\"2.0\"><channel><title>Letterboxd</title>\n\
        <item> <title>Heat &amp; Dust, 1983</title>\n<letterboxd:watchedDate>2026-07-25</letterboxd:watchedDate>\
        <letterboxd:rewatch>Yes</letterboxd:rewatch><letterboxd:filmTitle>Heat &amp; Dust&#39;s</letterboxd:filmTitle>\
        <letterboxd:filmYear>1983</letterboxd:filmYear><letterboxd:memberRating>3.5</letterboxd:memberRating>\
        <letterboxd:memberLike>Yes</letterboxd:memberLike><tmdb:movieId>68818</tmdb:movieId><description><![CDATA[ \
        <p><img src=\"https://a.ltrbxd.com/resized/film-poster/5/1/8/1/8/51818-heat-and-dust.jpg?v=1\"/></p> ]]>\
        </description></item>\n<item><title>A list</title><guid>letterboxd-list-1</guid></item>\n\
        <item><pubDate>Sun, 26 Jul 2026 07:09:56 +1200</pubDate><letterboxd:filmTitle>Ran</letterboxd:filmTitle></item>\n\
        </channel></rss>";
    let cut = &feed[..feed.rfind("</item>").expect("an item")];
    let movie =
        r#""movie":{"title":"Heat","year":1995,"ids":{"trakt":1,"slug":"heat-1995","imdb":"tt0113277","tmdb":949}}"#;
    let show = r#""show":{"title":"A Show","year":2016,"ids":{"imdb":"tt1000002","tmdb":5}}"#;
    let ratings = format!(
        r#"[{{"rated_at":"2024-01-02T10:00:00.000Z","rating":9,"type":"movie",{movie}}},
        {{"rated_at":"2024-01-02T10:00:00.000Z","rating":7,"type":"episode",
        "episode":{{"season":1,"number":2,"title":"Two","ids":{{"imdb":"tt9"}}}},{show}}}]"#
    );
    let watched = format!(r#"[{{"plays":2,"last_watched_at":"2024-03-01T00:00:00.000Z",{movie}}}]"#);
    let listed = format!(r#"[{{"rank":1,"listed_at":"2024-01-05T00:00:00.000Z","type":"movie",{movie}}}]"#);
    let collected = format!(r#"[{{"collected_at":"2024-01-05T00:00:00.000Z",{movie}}}]"#);
    let simkl = r#"{"shows":[{"status":"watching","user_rating":8,
        "show":{"title":"A \u0053how","year":2016,"ids":{"imdb":"tt1000002"}},
        "seasons":[{"number":1,"episodes":[{"number":1}]}]}],
        "movies":[{"added_to_watchlist_at":"2026-01-02T00:00:00Z","last_watched_at":null,"user_rated_at":null,
        "user_rating":null,"status":"plantowatch","movie":{"title":"Ran","year":1985,"ids":{"simkl":2,"tmdb":"11645"}}}]}"#;
    let other = r#"{"name":"package","version":"1.0.0"}"#;
    assert_snapshot!(
        "feeds_and_json",
        told(&read(&[
            ("rss.xml", feed.as_bytes()),
            ("cut.xml", cut.as_bytes()),
            ("ratings-movies.json", ratings.as_bytes()),
            ("watched-movies.json", watched.as_bytes()),
            ("lists-watchlist.json", listed.as_bytes()),
            ("lists-best.json", &listed.as_bytes()[..listed.len() - 1]),
            ("collection-movies.json", collected.as_bytes()),
            ("SimklBackup.json", simkl.as_bytes()),
            ("package.json", other.as_bytes()),
            ("titles.txt", "Heat (1995) ★★★★\n\n- Ran, 1985\n".as_bytes()),
        ]))
    );
}

#[test]
fn what_is_no_export() {
    let page = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head></html>";
    let utf16: Vec<u8> = RATINGS.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let holes = [RATINGS.as_bytes(), b"\0\0\0\0", RATINGS.as_bytes()].concat();
    let mac = RATINGS.replace("\r\n", "\r");
    let import = read(&[
        ("ratings.pdf", b"%PDF-1.7 ..."),
        ("ratings.csv", page.as_bytes()),
        ("ratings.csv.gz", b"\x1F\x8B\x08"),
        ("poster.png", b"\x89PNG\r\n"),
        ("without a mark.csv", &utf16),
        ("holes.csv", &holes),
        ("mac.csv", mac.as_bytes()),
        ("large.csv", &vec![b' '; (64 << 20) + 1]),
    ]);
    assert_snapshot!("what_is_no_export", told(&import));
}

#[test]
fn dates_in_the_future_are_left_aside() {
    let mut import = read(&[("ratings.csv", RATINGS.as_bytes())]);
    import.forget_future(Day::from_date(2024, 1, 2).expect("a day"));
    let days: Vec<bool> = import.entries.iter().map(|entry| entry.day.is_some()).collect();
    assert_eq!(days, [true, false, false]);
    let warning = &import.warnings[0];
    assert_eq!((warning.file.as_str(), warning.line), ("ratings.csv", Some(3)));
    let told = warning.sentence(&Translation::default());
    assert!(told.starts_with("This row, and 1 more of this file, is dated in the future"), "{told}");
}

#[test]
fn damaged_rows() {
    let ratings = "Date,Name,Year,Letterboxd URI,Rating\n\
        2024-01-02,No comma, please,1999,,4\n\
        2024-01-02,Too short,1999\n\
        2024-01-02,Eight of ten,1999,,8\n\
        2024-01-02,Not a half,1999,,3.7\n\
        2024-01-02,No star,1999,,0\n\
        someday,Undated,1999,,3\n\
        2024-01-02,No year,next,,3\n\
        2024-01-02,,1999,,3\n\
        2024-01-02,,,https://boxd.it/2aNK,3\n\
        2024-01-02,Elsewhere,1999,https://example.com/2aNK,3\n\
        2024-01-02,By name,1999,https://letterboxd.com/film/by-name/,3\n\
        \n\
        2024-01-02,Fine,1999,,3\n\
        2024-01-02,\"Open,1999,,3\n\
        2024-01-02,Swallowed,1999,,3\n";
    assert_snapshot!("damaged_rows", told(&read(&[("ratings.csv", ratings.as_bytes())])));
}

#[test]
fn damaged_files() {
    let films = b"Date,Name,Year,Letterboxd URI\n2024-01-02,Heat,1995,\n";
    let spoilt = [
        ZipEntry { crc_off: 1, ..ZipEntry::new("ratings.csv", RATINGS.as_bytes()) },
        ZipEntry { flags: 9, ..ZipEntry::new("watched.csv", WATCHED.as_bytes()) },
        ZipEntry { method: 14, ..ZipEntry::new("diary.csv", DIARY.as_bytes()) },
        ZipEntry { declared: Some(1 << 30), ..ZipEntry::new("watchlist.csv", WATCHLIST.as_bytes()) },
        ZipEntry::new("likes/films.csv", &[0; 100]),
        ZipEntry::new("profile.csv", b""),
        ZipEntry::new("photo.jpg", b"JFIF"),
        ZipEntry::new("budget.csv", b"a,b\n1,2\n"),
    ];
    let whole = zipped(&export());
    let import = read(&[
        ("spoilt.zip", &zipped(&spoilt)),
        ("short.zip", &whole[..whole.len() / 2]),
        ("photos.zip", &zipped(&[ZipEntry::new("photo.jpg", b"JFIF")])),
        ("sheet.xlsx", &zipped(&[ZipEntry::new("xl/workbook.xml", b"<x/>")])),
        ("fake.zip", b"not a ZIP at all"),
        ("data.csv", films),
        ("IMDb.csv", b"Const,Your Rating,Date Rated,Title,Year\ntt0113277,9,2024-01-02,Heat,1995\n"),
        ("ratings.csv", RATINGS.as_bytes()),
        ("ratings (1).csv", RATINGS.as_bytes()),
        ("diary.csv", &[0; 64]),
    ]);
    assert_snapshot!("damaged_files", told(&import));
}

#[test]
fn many_warnings_are_few() {
    let mut ratings = String::from("Date,Name,Year,Letterboxd URI,Rating\n");
    for film in 0..1000 {
        let _ = writeln!(ratings, "2024-01-02,Film {film},1999,,7");
    }
    let import = read(&[("ratings.csv", ratings.as_bytes())]);
    assert_eq!((import.entries.len(), import.warnings.len()), (1000, 21));
    assert_eq!(
        import.warnings[20].sentence(&Translation::default()),
        "And 980 more rows like this: the rating cannot be read. Drop the file as it was exported."
    );

    let names: Vec<_> = (0..1000).map(|file| format!("{file}.csv")).collect();
    let files: Vec<_> = names.iter().map(|name| (name.as_str(), b"x,y\n".as_slice())).collect();
    assert_eq!(read(&files).warnings.len(), 21);
}

#[test]
fn bombs_are_defused() {
    // Sixty-five megabytes of blanks are sixty-five kilobytes packed.
    let blanks = vec![b'\n'; 65 << 20];
    let bomb = |declared| ZipEntry { declared, ..ZipEntry::new("ratings.csv", &blanks) };
    for declared in [None, Some(100)] {
        let import = read_zip(&[bomb(declared)]);
        assert_eq!(import.warnings[0].problem, FileProblem::TooLarge);
    }
    let mut rows = String::from("Name,Year,Letterboxd URI,Rating\n");
    rows.push_str(&"x,,,\n".repeat(600_000));
    let import = read(&[("ratings.csv", rows.as_bytes())]);
    assert_eq!((import.entries.len(), import.warnings.len()), (500_000, 1));
}

#[test]
fn every_cut_of_a_zip_is_survived() {
    let archive = zipped(&export());
    for end in 0..archive.len() {
        let import = read(&[("export.zip", &archive[..end])]);
        assert_eq!(import.entries, [], "cut at {end}");
        assert_eq!(import.warnings.len(), 1, "cut at {end}: {:?}", import.warnings);
    }
}

#[test]
fn every_cut_of_a_table_is_survived() {
    for end in 0..PROFILE.len() {
        read(&[("profile.csv", &PROFILE.as_bytes()[..end])]);
    }
    let whole = read(&[("diary.csv", DIARY.as_bytes())]).entries;
    for end in 0..DIARY.len() {
        let entries = read(&[("diary.csv", &DIARY.as_bytes()[..end])]).entries;
        let titles = entries.iter().zip(&whole).all(|(cut, whole)| cut.title == whole.title);
        assert!(titles && entries.len() <= whole.len(), "cut at {end}");
    }
}

fn name() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "ratings.csv",
        "watched.csv",
        "likes/films.csv",
        "profile.csv",
        "x.zip",
        "",
        "lists/a.csv",
    ])
}

proptest! {
    #[test]
    fn no_bytes_are_too_odd(name in name(), bytes in prop::collection::vec(any::<u8>(), 0..400), zip: bool) {
        let mut bytes = bytes;
        if zip {
            bytes.splice(0..0, *b"PK\x03\x04");
            bytes.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x2e\0\0\0\x04\0\0\0\0\0");
        }
        read(&[(name, &bytes)]);
    }

    #[test]
    fn no_text_is_too_odd(name in name(), header in 0..6usize, text in "([0-9a-z,;\t\"\r\n/.é\u{0}-]|https://boxd.it/){0,200}") {
        let header = [RATINGS, WATCHED, DIARY, PROFILE, REVIEWS, LIST][header].lines().next().unwrap_or("");
        read(&[(name, format!("{header}\n{text}").as_bytes())]);
    }

    #[test]
    fn no_zip_is_too_broken(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        end in any::<prop::sample::Index>(),
        cut: bool,
    ) {
        let mut archive = zipped(&export());
        for (at, byte) in changes {
            let at = at.index(archive.len());
            archive[at] = byte;
        }
        if cut {
            archive.truncate(end.index(archive.len()));
        }
        let import = read(&[("export.zip", &archive)]);
        prop_assert!(import.entries.len() <= 12);
    }

    /// The directory at the end decides where everything is: break that most of all.
    #[test]
    fn no_directory_is_too_broken(changes in prop::collection::vec((0..600usize, any::<u8>()), 1..6)) {
        let mut archive = zipped(&export());
        let length = archive.len();
        for (back, byte) in changes {
            archive[length - 1 - back.min(length - 1)] = byte;
        }
        read(&[("export.zip", &archive)]);
    }

    #[test]
    fn no_table_is_too_broken(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        table in 0..4usize,
    ) {
        let mut bytes = [RATINGS, WATCHED, DIARY, PROFILE][table].as_bytes().to_owned();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        read(&[("ratings.csv", &bytes)]);
    }
}

/// Somebody's table of what everybody thinks, as it lies beside an export in a folder.
const COMMUNITY: &str = "film_title,release_year,average_rating,watches,Rating\n\
    Heat,1995,4.1,900000,4\nZoolander,2001,3.1,400000,3\nStalker,1979,4.3,300000,5\n";
/// A list of titles that says nothing of what it is.
const TITLES: &str = "Title,Year\nHeat,1995\nStalker,1979\n";

fn stated(import: &Import, place: usize) -> Vec<(EntryKind, u32)> {
    import.stated()[place].iter().map(|(&kind, &rows)| (kind, rows)).collect()
}

#[test]
fn a_stray_file_beside_an_export_does_not_count_until_it_is_answered() {
    for stray in [COMMUNITY, TITLES] {
        let rows = stray.lines().count() as u32 - 1;
        // In whichever order they are found.
        for order in [["x/ratings.csv", "x/letterboxd_community.csv"], ["x/letterboxd_community.csv", "x/ratings.csv"]]
        {
            let files = order.map(|name| (name, if name == "x/ratings.csv" { RATINGS } else { stray }.as_bytes()));
            let place = order.iter().position(|name| name.contains("community")).expect("it is there");
            let whole = read(&files);
            assert_eq!(stated(&whole, place), [(EntryKind::Listed, rows)], "a list says nothing");
            assert_eq!(stated(&whole, 1 - place), [(EntryKind::Rating, 3)], "and the export is as it was");
            assert!(
                whole
                    .entries
                    .iter()
                    .filter(|entry| usize::from(entry.file) == place)
                    .all(|entry| entry.rating.is_none())
            );
            assert!(whole.files[place].list.is_none());
            let asked: Vec<_> =
                whole.warnings.iter().map(|warning| (warning.problem, warning.arguments.join(" "))).collect();
            assert_eq!(asked, [(FileProblem::StrayFile, rows.to_string())]);
            let mut waiting = [false; 2];
            waiting[place] = true;
            assert_eq!(whole.waiting(), waiting);

            let mut seen = whole.clone();
            seen.answer("x/letterboxd_community.csv", true);
            assert_eq!((stated(&seen, place), seen.waiting()), (vec![(EntryKind::Watched, rows)], vec![false; 2]));
            assert_eq!(seen.warnings, []);
            let mut left = whole.clone();
            left.answer("x/letterboxd_community.csv", false);
            assert_eq!((stated(&left, place), left.entries.len(), left.files[place].rows), (vec![], 3, 0));
            // What is not asked about has no answer.
            left.answer("x/ratings.csv", false);
            assert_eq!(left.entries.len(), 3);
        }
    }
}

#[test]
fn everybodys_means_are_nobodys_ratings() {
    let means: String = (0..40).map(|film| format!("Film {film},{},3.{:02}\n", 1980 + film, film + 11)).collect();
    let own: String =
        (0..40).map(|film| format!("Film {film},{},{}\n", 1980 + film, f32::from(film as u8 % 9 + 1) / 2.0)).collect();
    for (rows, asks) in [(means, true), (own, false)] {
        let text = format!("Title,Year,Rating\n{rows}");
        let import = read(&[("ratings.csv", RATINGS.as_bytes()), ("letterboxd_community.csv", text.as_bytes())]);
        assert_eq!(import.waiting(), [false, asks], "{text}");
    }
}

#[test]
fn a_file_that_is_dropped_alone_is_meant() {
    for (text, rows) in [(COMMUNITY, 3), (TITLES, 2)] {
        let import = read(&[("letterboxd_community.csv", text.as_bytes())]);
        assert_eq!(stated(&import, 0), [(EntryKind::Watched, rows)]);
        assert_eq!(import.warnings[0].problem, FileProblem::WhichFilms);
        assert!(import.entries.iter().all(|entry| entry.rating.is_none()), "everybody's ratings are not theirs");
    }
}

#[test]
fn what_is_the_members_own_is_not_asked_about() {
    for (name, text) in [
        ("more.csv", "Title,Year,Rating,My Rating,Votes\nHeat,1995,4.1,5,900\n"),
        ("more.csv", "Title,Year,Rating\nHeat,1995,4\n"),
        ("seen.csv", TITLES),
        ("old.csv", WATCHED),
        ("mine.csv", "Name,Year,Letterboxd URI,Rating,Average Rating\nHeat,1995,https://boxd.it/2aNK,4,4.1\n"),
        ("x.csv", DIARY),
        ("watchlist.csv", WATCHLIST),
    ] {
        let import = read(&[("ratings.csv", RATINGS.as_bytes()), (name, text.as_bytes())]);
        assert_eq!(import.waiting(), [false; 2], "{text}");
        assert!(import.warnings.iter().all(|warning| warning.problem != FileProblem::StrayFile));
    }
}
