//! A small made-up world: forty films, sixty members, every number computed.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use tempfile::TempDir;

pub(crate) const FILMS: u32 = 40;
pub(crate) const MEMBERS: u32 = 60;

/// Films whose titles are hard in MovieLens' way; the rest are numbered.
const TITLES: [&str; 5] = [
    "Matrix, The (1999)",
    "Seven (a.k.a. Se7en) (1995)",
    "Postman, The (Postino, Il) (1994)",
    "\"City of Lost Children, The (Cité des enfants perdus, La) (1995)\"",
    "(500) Days of Summer (2009)",
];
const GENRES: [&str; 5] = ["Sci-Fi|Action", "Drama", "Comedy|Romance", "Children|Musical", "(no genres listed)"];

/// The film's title in `movies.csv`.
pub(crate) fn title(film: u32) -> String {
    match TITLES.get(film as usize - 1) {
        Some(title) if title.contains(',') && !title.starts_with('"') => format!("\"{title}\""),
        Some(title) => (*title).to_owned(),
        None => format!("Film {film} ({})", 1980 + film),
    }
}

/// The half stars that a member gives, if they rated the film: members like every third film best.
pub(crate) fn halves(member: u32, film: u32) -> Option<u32> {
    let rated = !(member * 7 + film * 13).is_multiple_of(5);
    let fond = member % 3 == film % 3;
    rated.then_some(if fond { 8 + (member + film) % 3 } else { 3 + (member * film) % 4 })
}

pub(crate) fn movies() -> String {
    (1..=FILMS).fold("movieId,title,genres\n".to_owned(), |mut csv, film| {
        writeln!(csv, "{film},{},{}", title(film), GENRES[film as usize % 5]).expect("text");
        csv
    })
}

pub(crate) fn links() -> String {
    (1..=FILMS).fold("movieId,imdbId,tmdbId\n".to_owned(), |mut csv, film| {
        // Film 7 has only IMDb's number, film 8 none at all.
        match film {
            7 => writeln!(csv, "7,0000007,"),
            8 => writeln!(csv, "8,,"),
            _ => writeln!(csv, "{film},{film:07},{}", 100 + film),
        }
        .expect("text");
        csv
    })
}

pub(crate) fn ratings() -> String {
    let mut csv = "userId,movieId,rating,timestamp\n".to_owned();
    for member in 1..=MEMBERS {
        for film in 1..=FILMS {
            if let Some(halves) = halves(member, film) {
                writeln!(csv, "{member},{film},{:.1},{}", f64::from(halves) / 2.0, 1_000_000 + member * film)
                    .expect("text");
            }
        }
    }
    csv
}

/// What only data from Letterboxd has.
pub(crate) fn facts() -> String {
    let mut csv = "movieId,letterboxdId,slug,ratingsOnLetterboxdSample,kind,language,runtime,releaseDate\n".to_owned();
    for film in 1..=FILMS {
        let kind = if film == 9 { "tv" } else { "movie" };
        writeln!(csv, "{film},{},film-{film},{},{kind},en,{},", 1000 + film, 10 * film, 80 + film).expect("text");
    }
    csv
}

/// An answer of TMDB's for every film but number 10.
pub(crate) fn tmdb() -> String {
    (1..=FILMS).filter(|&film| film != 10).fold(String::new(), |mut lines, film| {
        let plain = title(film).trim_matches('"').to_owned();
        let name = plain.split(" (").find(|part| !part.is_empty()).unwrap_or("");
        writeln!(
            lines,
            r#"{{"id":{},"imdb_id":"tt{film:07}","title":"{name}","original_title":"{name}","release_date":"{}-05-01","original_language":"fr","runtime":101,"genres":[{{"name":"Drama"}}],"overview":"Nobody may keep this.","vote_average":7.5,"vote_count":{},"poster_path":"/poster{film}.jpg","credits":{{"cast":[{{"name":"Second","order":1}},{{"name":"First","order":0}}],"crew":[{{"name":"Writer {film}","job":"Screenplay"}},{{"name":"Director {}","job":"Director"}}]}},"keywords":{{"keywords":[{{"name":"word {}"}},{{"name":"told"}}]}}}}"#,
            100 + film,
            1980 + film,
            film * 10,
            film % 4,
            film % 6
        )
        .expect("text");
        lines
    })
}

/// How a file lies on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Plain,
    Zst,
    Gz,
}

pub(crate) fn write(folder: &Path, name: &str, text: &str, form: Form) {
    let (name, bytes) = match form {
        Form::Plain => (name.to_owned(), text.as_bytes().to_vec()),
        Form::Zst => (format!("{name}.zst"), zstd::encode_all(text.as_bytes(), 3).expect("zstd")),
        Form::Gz => {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            encoder.write_all(text.as_bytes()).expect("gzip");
            (format!("{name}.gz"), encoder.finish().expect("gzip"))
        }
    };
    fs::write(folder.join(name), bytes).expect("a file");
}

/// A folder with these files.
pub(crate) fn folder(files: &[(&str, &str)], form: Form) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        write(folder.path(), name, text, form);
    }
    folder
}

/// The whole world in MovieLens' layout.
pub(crate) fn movielens(form: Form) -> TempDir {
    folder(&[("movies.csv", &movies()), ("links.csv", &links()), ("ratings.csv", &ratings())], form)
}
