//! A made-up member who has seen many films of the committed bundle, as JSON in the columns of `e2e/films.mjs`.
//!
//! `cargo run --package halfstar-core --example many_films -- BASE_FILE [FILMS]`; `e2e/many.mjs` makes an export of it.
#![allow(clippy::print_stdout, reason = "printing is what it does")]

use halfstar_core::Bundle;
use halfstar_core::film::{Catalogue, FilmId};
use serde_json::{Value, json};
use std::error::Error;

/// Above every number that Letterboxd has given out.
const UNHEARD_OF: u32 = 10_000_000;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let base = std::fs::read(arguments.next().ok_or("which base file?")?)?;
    let films: usize = arguments.next().map_or(Ok(1500), |films| films.parse::<usize>())?;
    let catalogue = Bundle::decode(&base)?.catalogue;
    let member = json!({
        "rated": rated(&catalogue, films),
        "unrated": spread(&catalogue, films / 20, 3).map(|film| row(&catalogue, film)).collect::<Vec<_>>(),
        "watchlist": spread(&catalogue, films / 10, 7).map(|film| row(&catalogue, film)).collect::<Vec<_>>(),
    });
    println!("{member}");
    Ok(())
}

/// Every number of stars there is, better films a little higher, so that directors and neighbours have something to say.
fn rated(catalogue: &Catalogue, films: usize) -> Vec<Value> {
    let rate = |(place, film): (usize, FilmId)| {
        let halves = (6 + (place * 7 + place / 11) % 9 - place * 4 / films).clamp(3, 12) - 2;
        let mut row = row(catalogue, film);
        if let Value::Array(row) = &mut row {
            row.push(json!(halves as f32 / 2.0));
        }
        row
    };
    spread(catalogue, films, 0).enumerate().map(rate).collect()
}

/// `films` of the pool, the well-known denser than the others, as members have them.
fn spread(catalogue: &Catalogue, films: usize, offset: usize) -> impl Iterator<Item = FilmId> {
    let pool = catalogue.pool().saturating_sub(films + offset);
    (0..films).map(move |place| FilmId((place + offset + pool * place / films * place / films) as u32))
}

/// Title, year, Letterboxd's number. An export always has one; a film without a number in the bundle is found by title.
fn row(catalogue: &Catalogue, film: FilmId) -> Value {
    let id = catalogue.letterboxd_id(film).unwrap_or(UNHEARD_OF + film.0);
    json!([catalogue.title(film), catalogue.year(film), id])
}
