//! Who is measured: the same member in the benches and in `examples/scoring.rs`.

use halfstar_core::Bundle;
use halfstar_core::film::{FilmId, Stars};
use halfstar_core::taste::{Statement, Taste};
use std::collections::BTreeMap;

/// A member with `films` films spread over the pool, rated in turn.
pub(crate) fn member(bundle: &Bundle, films: usize) -> Taste {
    Taste::new(&statements(bundle, films), &bundle.tuning)
}

/// What that member says of their films.
pub(crate) fn statements(bundle: &Bundle, films: usize) -> BTreeMap<FilmId, Statement> {
    let step = (bundle.catalogue.pool() / films).max(1);
    let said = |at: usize| {
        let rating = Stars::from_halves(1 + (at * 7 % 10) as u8);
        (FilmId((at * step) as u32), Statement { rating, seen: true, ..Statement::default() })
    };
    (0..films).map(said).collect()
}
