//! `corrections.csv`: facts that somebody looked up, against those of the sources. They stand last, and so they stand.

use super::films::Places;
use super::rejects::{BadCell, quote};
use super::store::Store;
use super::table::{Row, for_rows};
use super::{ReadOptions, SourceFilm, genres, titles};
use anyhow::Result;

/// Mends the films, if the file is there. `merged` has the place of each listed film among `films`. Returns a line that says
/// so.
pub(super) fn apply(
    store: &Store,
    (places, merged): (&Places, &[u32]),
    films: &mut [SourceFilm],
    options: &ReadOptions,
    skipped: &mut Vec<String>,
) -> Result<Option<String>> {
    let Some(input) = store.find("corrections.csv") else { return Ok(None) };
    let options = &ReadOptions { progress: false, ..*options };
    let mut mended = 0;
    for_rows(&input, &["movieId", "field", "value"], &[], options, skipped, |row| {
        let listed = places.get(row.number("movieId")?)? as usize;
        mend(&mut films[merged[listed] as usize], row)?;
        mended += 1;
        Ok(())
    })?;
    Ok(Some(format!("{}: {mended} facts mended by hand", input.name)))
}

fn mend(film: &mut SourceFilm, row: &Row<'_>) -> Result<(), BadCell> {
    let value = row.text("value")?;
    if value.is_empty() {
        return Err(BadCell::new("value", "it is empty"));
    }
    let names = || value.split('|').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    match row.text("field")? {
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
        "language" => film.language = Some(value.to_owned()),
        other => {
            let fields = "title, year, directors, cast, keywords, genres, runtime or language";
            return Err(BadCell::new("field", format!("{} is none of {fields}", quote(other.as_bytes()))));
        }
    }
    Ok(())
}
