//! `halfstar recommend --counts`: what each further choice would leave.

use crate::cli::table::{lines, number, table};
use crate::cli::{grouped, terminal};
use anyhow::Result;
use halfstar_core::facets::{Choice, Facets, facets, suggestions};
use halfstar_core::filters::{FilterName, Filters, Kind};
use halfstar_core::{Bundle, Taste};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;

/// A choice and how many films it leaves.
type Counts = Vec<(String, u32)>;

/// By the option that makes the choice, for programs.
#[derive(Debug, Serialize)]
struct Report {
    films: u32,
    choices: BTreeMap<String, BTreeMap<String, u32>>,
}

/// Prints the films left by every choice, the options in the order of the help.
pub(super) fn print(bundle: &Bundle, taste: &Taste, filters: &Filters, json: bool, out: &mut dyn Write) -> Result<()> {
    let told = facets(bundle, taste, filters);
    let films = told.films;
    let choices = choices(bundle, taste, filters, &told);
    if json {
        let choices = choices.into_iter().map(|(option, counts)| (option, counts.into_iter().collect())).collect();
        return terminal::json(out, &Report { films, choices });
    }
    let mut rows = table(["choice", "", "films"]);
    rows.add_row(["as asked".into(), "".into(), number(grouped(films))]);
    for (option, counts) in choices {
        for (choice, films) in counts {
            rows.add_row([option.as_str().into(), choice.into(), number(grouped(films))]);
        }
    }
    write!(out, "{}", lines(&rows))?;
    Ok(())
}

/// Of every filter that has an option here and counts its choices.
fn choices(bundle: &Bundle, taste: &Taste, filters: &Filters, told: &Facets) -> Vec<(String, Counts)> {
    let counts = |filter: FilterName| {
        let flag = filter.flags().first()?;
        let option = if filter.kind() == Kind::Range { flag.noun.to_owned() } else { format!("--{}", flag.flag) };
        let typed;
        let choices: &[Choice] = if filter.kind() == Kind::TypedNames {
            typed = suggestions(bundle, taste, filters, filter, "");
            &typed
        } else {
            told.of(filter)
        };
        let counts: Counts =
            choices.iter().filter_map(|choice| Some((named(filter, &choice.value)?, choice.films))).collect();
        (!counts.is_empty()).then_some((option, counts))
    };
    FilterName::ALL.into_iter().filter_map(counts).collect()
}

/// What a choice is called; nothing for what is so anyway.
fn named(filter: FilterName, value: &str) -> Option<String> {
    match filter.kind() {
        Kind::Switch if value == "true" => Some(String::new()),
        Kind::Switch => None,
        Kind::Range => Some([value, "s"].concat()),
        _ => Some(value.to_owned()),
    }
}
