//! `halfstar recommend`: the shelf in a terminal.

mod counts;

use super::bundle::BundleArgs;
use super::filters::{FilterArgs, known_list, left_out, range, surprise, variety};
use super::member_files::MemberArgs;
use super::table::{lines, number, table};
use super::weights::WeightArgs;
use super::{counted, terminal, titled};
use anyhow::{Context, Result, bail};
use clap::value_parser;
use comfy_table::{ColumnConstraint, Width};
use halfstar_core::bounds::{self, Number};
use halfstar_core::film::{Catalogue, Stars};
use halfstar_core::recommend::Pick;
use halfstar_core::request::Sort;
use halfstar_core::taste::{self, Scope};
use halfstar_core::words::Translation;
use halfstar_core::{Bundle, Request, Shelf, Taste, recommend};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;

/// Recommend films for a member, with reasons
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    #[command(flatten)]
    member: MemberArgs,
    #[command(flatten)]
    bundle: BundleArgs,
    /// How many films
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = value_parser!(u32).range(1..))]
    top: u32,
    #[command(flatten)]
    weights: WeightArgs,
    /// 0: by score alone; 1: each next film the one least like those above it
    #[arg(long, value_name = "0..1", default_value_t = Request::default().variety, value_parser = variety)]
    variety: f32,
    /// 0: sure things; 1: surprises, drawn from all that the member may like
    #[arg(long, value_name = "0..1", default_value_t = Request::default().surprise, value_parser = surprise)]
    surprise: f32,
    /// Which draw of surprises; another is another shelf
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = value_parser!(u32).range(range(bounds::SEED)))]
    seed: u32,
    /// In which order the films stand
    #[arg(long, value_name = "ORDER", default_value = Sort::default().text(), value_parser = sort)]
    sort: Sort,
    #[command(flatten)]
    filters: FilterArgs,
    /// Go by the latest so many films alone
    #[arg(long, value_name = "N", value_parser = value_parser!(u32).range(range(bounds::LATEST)), help_heading = "What to go by")]
    latest: Option<u32>,
    /// Go by films rated this or higher alone
    #[arg(long, value_name = "STARS", value_parser = stars, help_heading = "What to go by")]
    rated_from: Option<Stars>,
    /// Go by the films on this list alone, by its name
    #[arg(long, value_name = "NAME", help_heading = "What to go by")]
    by_list: Option<String>,
    /// Go by films released in this year or later alone
    #[arg(long, value_name = "YEAR", value_parser = value_parser!(u16).range(range(bounds::NUMBER)), help_heading = "What to go by")]
    released_from: Option<u16>,
    /// Go by films released in this year or earlier alone
    #[arg(long, value_name = "YEAR", value_parser = value_parser!(u16).range(range(bounds::NUMBER)), help_heading = "What to go by")]
    released_to: Option<u16>,
    /// Print how many films each further choice would leave, not the films
    #[arg(long)]
    counts: bool,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<()> {
    let bundle = args.bundle.load()?;
    let mut request = args.request(&bundle)?;
    let member = args.member.read(&bundle)?;
    terminal::note(&member.summary());
    let statements = taste::merge(&member.import.entries, &member.matching);
    let lists = taste::lists(&member.import, &member.matching);
    let names: Vec<&str> = lists.iter().map(|(name, _)| name.as_str()).collect();
    request.filters.list = request.filters.list.as_deref().map(|name| known_list(&names, name)).transpose()?;
    let scope = args.scope(&names)?;
    let taste = Taste::within(&statements, lists, &bundle.catalogue, &bundle.tuning, &scope);
    if taste.evidence.is_empty() && statements.values().any(|statement| statement.seen) {
        bail!("nothing to go by: none of the films seen is among those you chose to go by. Choose more of them");
    }
    if taste.evidence.is_empty() {
        bail!(
            "nothing to go by: no row says that a film of the bundle was rated, watched or liked. \
             `halfstar import` shows what was read"
        );
    }
    if taste.rated == 0 {
        terminal::note(&format!(
            "Nothing is rated: going by {} watched",
            counted(taste.evidence.len(), "film", "films")
        ));
    }
    if args.counts {
        return counts::print(&bundle, &taste, &request.filters, args.json, out);
    }
    let shelf = recommend(&bundle, &taste, &request);
    if shelf.picks.is_empty() {
        bail!("no film passes the filters. {}", left_out(&shelf.left_out));
    }
    if args.json {
        let films: Vec<_> = shelf.picks.iter().enumerate().map(|(at, pick)| Film::new(&bundle, at, pick)).collect();
        return terminal::json(out, &films);
    }
    print(&bundle, &shelf, out)
}

fn sort(text: &str) -> Result<Sort> {
    Sort::find(text).with_context(|| format!("an order is one of {}", Sort::TEXTS.join(", ")))
}

impl Args {
    fn request(&self, bundle: &Bundle) -> Result<Request> {
        Ok(Request {
            weights: self.weights.weights(),
            variety: self.variety,
            surprise: self.surprise,
            seed: self.seed,
            filters: self.filters.filters(bundle)?,
            sort: self.sort,
            limit: self.top,
        })
    }

    fn scope(&self, lists: &[&str]) -> Result<Scope> {
        Ok(Scope {
            latest: self.latest,
            stars_from: self.rated_from,
            list: self.by_list.as_deref().map(|name| known_list(lists, name)).transpose()?,
            year_from: self.released_from.and_then(Number::new),
            year_to: self.released_to.and_then(Number::new),
            ..Scope::default()
        })
    }
}

fn stars(text: &str) -> Result<Stars, String> {
    Stars::read(text).ok_or_else(|| "not one of 0.5 to 5, in halves".to_owned())
}

fn print(bundle: &Bundle, shelf: &Shelf, out: &mut dyn Write) -> Result<()> {
    let catalogue = &bundle.catalogue;
    let mut films = table(["", "film", "your stars", "director", "min", "why"]);
    films.set_constraints([
        ColumnConstraint::ContentWidth,
        ColumnConstraint::UpperBoundary(Width::Percentage(32)),
        ColumnConstraint::ContentWidth,
        ColumnConstraint::UpperBoundary(Width::Percentage(20)),
        ColumnConstraint::ContentWidth,
    ]);
    for (at, pick) in shelf.picks.iter().enumerate() {
        let directors: Vec<_> = catalogue.directors(pick.film).collect();
        films.add_row([
            number(at + 1),
            titled(catalogue.title(pick.film), catalogue.year(pick.film)).into(),
            glyphs(pick.predicted_stars).into(),
            directors.join(", ").into(),
            number(catalogue.runtime(pick.film).map_or(String::new(), |minutes| minutes.to_string())),
            why(catalogue, pick).into(),
        ]);
    }
    write!(out, "{}", lines(&films))?;
    Ok(())
}

/// How it stands to the others of its series, and the first reason.
fn why(catalogue: &Catalogue, pick: &Pick) -> String {
    let english = Translation::default();
    let part_of = pick.part_of.map(|part_of| part_of.sentence(catalogue, &english));
    let reason = pick.reasons.first().map(|reason| reason.sentence(catalogue, &english));
    part_of.into_iter().chain(reason).collect::<Vec<_>>().join(". ")
}

/// `★★★★½ 4.4`
pub(super) fn glyphs(stars: f32) -> String {
    let nearest = Stars::from_halves((stars * 2.0).round().clamp(1.0, 10.0) as u8);
    let glyphs = nearest.map_or(String::new(), |stars| stars.to_string());
    // Five columns, whatever the number of stars, so that the numbers stand below each other.
    format!("{glyphs:<5} {stars:.1}")
}

/// One recommended film, for programs. Unknown is null.
#[derive(Debug, Serialize)]
struct Film<'a> {
    rank: usize,
    tmdb_id: Option<u32>,
    title: &'a str,
    year: Option<u16>,
    score: f64,
    predicted_rating: f64,
    runtime: Option<u16>,
    directors: Vec<&'a str>,
    cast: Vec<&'a str>,
    genres: Vec<&'a str>,
    language: Option<&'a str>,
    part_of: Option<String>,
    reasons: Vec<String>,
    contributions: BTreeMap<&'static str, f64>,
}

impl<'a> Film<'a> {
    fn new(bundle: &'a Bundle, at: usize, pick: &Pick) -> Self {
        let (catalogue, film) = (&bundle.catalogue, pick.film);
        let added = pick.contributions.iter().map(|added| (added.signal.as_str(), rounded(added.amount)));
        Self {
            rank: at + 1,
            tmdb_id: catalogue.tmdb_id(film),
            title: catalogue.title(film),
            year: catalogue.year(film),
            score: rounded(pick.score),
            predicted_rating: rounded(pick.predicted_stars),
            runtime: catalogue.runtime(film),
            directors: catalogue.directors(film).collect(),
            cast: catalogue.cast(film).collect(),
            genres: catalogue.genres(film).collect(),
            language: catalogue.language(film),
            part_of: pick.part_of.map(|part_of| part_of.sentence(catalogue, &Translation::default())),
            reasons: pick.reasons.iter().map(|reason| reason.sentence(catalogue, &Translation::default())).collect(),
            contributions: added.collect(),
        }
    }
}

/// Four places: more would be noise.
pub(super) fn rounded(value: f32) -> f64 {
    (f64::from(value) * 1e4).round() / 1e4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_become_glyphs() {
        for (stars, expected) in [(0.5, "½     0.5"), (4.4, "★★★★½ 4.4"), (4.2, "★★★★  4.2"), (5.0, "★★★★★ 5.0")]
        {
            assert_eq!(glyphs(stars), expected);
        }
    }
}
