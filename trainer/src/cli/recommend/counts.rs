//! `halfstar recommend --counts`: what each further choice would leave.

use crate::cli::grouped;
use crate::cli::table::{lines, number, table};
use anyhow::Result;
use halfstar_core::facets::{Facets, NameOf, facets, suggestions};
use halfstar_core::shelf::Filters;
use halfstar_core::{Bundle, Taste};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;

/// A choice and how many films it leaves.
type Counts = Vec<(String, u32)>;

/// By the option that makes the choice, for programs.
#[derive(Debug, Serialize)]
struct Report<'a> {
    films: u32,
    choices: BTreeMap<&'a str, BTreeMap<String, u32>>,
}

/// Prints the films left by every choice, the options in the order of the help.
pub(super) fn print(bundle: &Bundle, taste: &Taste, filters: &Filters, json: bool, out: &mut dyn Write) -> Result<()> {
    let counted = facets(bundle, taste, filters);
    let films = counted.films;
    let choices = choices(bundle, taste, filters, counted);
    if json {
        let choices = choices.into_iter().map(|(option, counts)| (option, counts.into_iter().collect())).collect();
        serde_json::to_writer_pretty(&mut *out, &Report { films, choices })?;
        writeln!(out)?;
        return Ok(());
    }
    let mut rows = table(["choice", "", "films"]);
    rows.add_row(["as asked".into(), "".into(), number(grouped(films))]);
    for (option, counts) in choices {
        for (choice, films) in counts {
            rows.add_row([option.into(), choice.into(), number(grouped(films))]);
        }
    }
    write!(out, "{}", lines(&rows))?;
    Ok(())
}

fn choices(bundle: &Bundle, taste: &Taste, filters: &Filters, counted: Facets) -> Vec<(&'static str, Counts)> {
    let by_genre = |counts: Vec<u32>| -> Counts {
        let names = bundle.catalogue.genre_names.iter().map(str::to_owned);
        names.zip(counts).collect()
    };
    let most = |of| suggestions(bundle, taste, filters, of, "");
    let on = |films: u32| vec![(String::new(), films)];
    vec![
        ("--genre", by_genre(counted.genres)),
        ("--genre-not", by_genre(counted.without_genres)),
        ("--language", counted.languages),
        ("--director", most(NameOf::Director)),
        ("--actor", most(NameOf::Actor)),
        ("--keyword", most(NameOf::Keyword)),
        ("--service", counted.services),
        ("decade", counted.decades.into_iter().map(|(year, films)| (format!("{year}s"), films)).collect()),
        (
            "--watchlist",
            [("any", counted.watchlist.any), ("hide", counted.watchlist.hide), ("only", counted.watchlist.only)]
                .map(|(choice, films)| (choice.to_owned(), films))
                .into(),
        ),
        ("--include-low-quality", on(counted.low_quality.on)),
        ("--include-series", on(counted.series.on)),
        ("--loved-directors", on(counted.loved_directors.on)),
    ]
}
