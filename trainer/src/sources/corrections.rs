//! `corrections.csv`: facts that somebody looked up, against those of the sources. They stand last, and so they stand.

use super::films::Places;
use super::rejects::{BadCell, quote};
use super::store::Store;
use super::table::{Row, for_rows};
use super::{ReadOptions, SourceFilm, genres, titles};
use anyhow::Result;
use std::collections::HashSet;

/// What was mended.
#[derive(Debug, Default)]
pub(super) struct Mended {
    /// A line that says so, if the file is there.
    pub(super) source: Option<String>,
    /// Places of films and the fields of which somebody looked the fact up.
    pub(super) facts: HashSet<(usize, &'static str)>,
}

/// Mends the films, if the file is there. `merged` has the place of each listed film among `films`.
pub(super) fn apply(
    store: &Store,
    (places, merged): (&Places, &[u32]),
    films: &mut [SourceFilm],
    options: &ReadOptions,
    skipped: &mut Vec<String>,
) -> Result<Mended> {
    let Some(input) = store.find("corrections.csv") else { return Ok(Mended::default()) };
    let options = &ReadOptions { progress: false, ..*options };
    let mut mended = Mended::default();
    let mut count = 0;
    // Of two records of one film, what is said of the one that stayed counts.
    let mut own = HashSet::new();
    for_rows(&input, &["movieId", "field", "value"], &[], options, skipped, |row| {
        let id = row.number("movieId")?;
        let place = merged[places.get(id)? as usize] as usize;
        let field = field(row)?;
        let is_own = films[place].movie_id == id;
        if is_own || !own.contains(&(place, field)) {
            mend(&mut films[place], field, row)?;
            mended.facts.insert((place, field));
        }
        if is_own {
            own.insert((place, field));
        }
        count += 1;
        Ok(())
    })?;
    mended.source = Some(format!("{}: {count} facts mended by hand", input.name));
    Ok(mended)
}

const FIELDS: [&str; 8] = ["title", "year", "directors", "cast", "keywords", "genres", "runtime", "language"];

fn field(row: &Row<'_>) -> Result<&'static str, BadCell> {
    let wanted = row.text("field")?;
    FIELDS.into_iter().find(|field| *field == wanted).ok_or_else(|| {
        let fields = "title, year, directors, cast, keywords, genres, runtime or language";
        BadCell::new("field", format!("{} is none of {fields}", quote(wanted.as_bytes())))
    })
}

fn mend(film: &mut SourceFilm, field: &str, row: &Row<'_>) -> Result<(), BadCell> {
    let value = row.text("value")?;
    if value.is_empty() {
        return Err(BadCell::new("value", "it is empty"));
    }
    let names = || value.split('|').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    match field {
        "title" => {
            let title = titles::plain(value);
            film.year = title.year.or(film.year);
            film.title = title.title;
        }
        "year" => film.year = Some(row.number("value")?),
        "directors" => film.directors = names(),
        "cast" => film.cast = names(),
        "keywords" => film.keywords = names(),
        "genres" => film.genres = genres::unify(value.split('|')),
        "runtime" => film.runtime = Some(row.number("value")?),
        _ => film.language = Some(value.to_owned()),
    }
    Ok(())
}
