//! `halfstar recommend`: the shelf in a terminal.

mod counts;

use super::bundle::BundleArgs;
use super::member::{Member, MemberArgs};
use super::table::{lines, number, table};
use super::{counted, grouped, titled};
use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use comfy_table::{ColumnConstraint, Width};
use halfstar_core::blend::Weights;
use halfstar_core::film::{Catalogue, Stars, Strings};
use halfstar_core::recommend::Pick;
use halfstar_core::shelf::{Filters, WatchlistFilter};
use halfstar_core::taste::{self, Scope};
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
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    top: u32,
    /// How much each signal says
    #[arg(long, value_enum, default_value_t)]
    preset: Preset,
    /// 0: by score alone; 1: each next film the one least like those above it
    #[arg(long, value_name = "0..1", default_value_t = Request::default().variety, value_parser = variety)]
    variety: f32,
    /// Only films with this genre, or one of these when given again
    #[arg(long = "genre", value_name = "GENRE")]
    genres: Vec<String>,
    /// Only films with every --genre
    #[arg(long, requires = "genres")]
    all_genres: bool,
    /// No films with this genre, nor with any of these when given again
    #[arg(long = "genre-not", value_name = "GENRE")]
    without_genres: Vec<String>,
    /// Only films in this language, by its code (fr), or one of these when given again
    #[arg(long = "language", value_name = "CODE")]
    languages: Vec<String>,
    /// Only films by this director, or one of these when given again
    #[arg(long = "director", value_name = "NAME")]
    directors: Vec<String>,
    /// Only films with this actor, or one of these when given again
    #[arg(long = "actor", value_name = "NAME")]
    actors: Vec<String>,
    /// Only films with this keyword, or one of these when given again
    #[arg(long = "keyword", value_name = "KEYWORD")]
    keywords: Vec<String>,
    /// Only films of this year or later
    #[arg(long, value_name = "YEAR")]
    year_from: Option<u16>,
    /// Only films of this year or earlier
    #[arg(long, value_name = "YEAR")]
    year_to: Option<u16>,
    /// Only films of at most this many minutes
    #[arg(long, value_name = "MINUTES")]
    max_runtime: Option<u16>,
    /// What to do with films on the watchlist
    #[arg(long, value_enum, default_value_t)]
    watchlist: Watchlist,
    /// Films that hardly anyone finds good, too
    #[arg(long)]
    include_low_quality: bool,
    /// Series, too
    #[arg(long)]
    include_series: bool,
    /// Only films by directors whom the member rates well above their mean
    #[arg(long)]
    loved_directors: bool,
    /// Only films on this list of the member's, by its name
    #[arg(long, value_name = "NAME")]
    list: Option<String>,
    /// Go by the latest so many films alone
    #[arg(long, value_name = "N", help_heading = "What to go by")]
    latest: Option<u32>,
    /// Go by films rated this or higher alone
    #[arg(long, value_name = "STARS", value_parser = stars, help_heading = "What to go by")]
    rated_from: Option<Stars>,
    /// Go by the films on this list alone, by its name
    #[arg(long, value_name = "NAME", help_heading = "What to go by")]
    by_list: Option<String>,
    /// Go by films released in this year or later alone
    #[arg(long, value_name = "YEAR", help_heading = "What to go by")]
    released_from: Option<u16>,
    /// Go by films released in this year or earlier alone
    #[arg(long, value_name = "YEAR", help_heading = "What to go by")]
    released_to: Option<u16>,
    /// Print how many films each further choice would leave, not the films
    #[arg(long)]
    counts: bool,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Preset {
    /// As learned on held-out members
    #[default]
    Default,
    /// 50 % content, 30 % neighbours, 20 % quality
    Classic,
    /// What people who share your taste love, alone
    Neighbours,
    /// Who made it and what it is about, alone
    Content,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Watchlist {
    /// Show them
    #[default]
    Any,
    /// Leave them out
    Hide,
    /// Show nothing else
    Only,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<()> {
    let bundle = args.bundle.load()?;
    let mut request = args.request(&bundle.catalogue)?;
    let member = args.member.read(&bundle)?;
    eprintln!("{}", member.summary());
    request.filters.list = args.list.as_deref().map(|name| known_list(&member, name)).transpose()?;
    let entries = &member.import.entries;
    let statements = taste::merge(entries, &member.matching);
    let lists = taste::lists(entries, &member.matching);
    let taste = Taste::within(&statements, lists, &bundle.catalogue, &bundle.tuning, &args.scope(&member)?);
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
        eprintln!("Nothing is rated: going by {} watched", counted(taste.evidence.len(), "film", "films"));
    }
    if args.counts {
        return counts::print(&bundle, &taste, &request.filters, args.json, out);
    }
    let shelf = recommend(&bundle, &taste, &request);
    if shelf.picks.is_empty() {
        bail!("no film passes the filters. {}", left_out(&shelf));
    }
    if args.json {
        let films: Vec<_> = shelf.picks.iter().enumerate().map(|(at, pick)| Film::new(&bundle, at, pick)).collect();
        serde_json::to_writer_pretty(&mut *out, &films)?;
        writeln!(out)?;
        return Ok(());
    }
    print(&bundle, &shelf, out)
}

impl Args {
    fn request(&self, catalogue: &Catalogue) -> Result<Request> {
        let genres = |wanted: &[String]| -> Result<Vec<String>> {
            wanted.iter().map(|genre| known_genre(catalogue, genre)).collect()
        };
        let details = &catalogue.details;
        Ok(Request {
            weights: match self.preset {
                Preset::Default => Weights::default(),
                Preset::Classic => Weights::CLASSIC,
                Preset::Neighbours => Weights::NEIGHBOURS_ONLY,
                Preset::Content => Weights::CONTENT_ONLY,
            },
            variety: self.variety,
            filters: Filters {
                genres: genres(&self.genres)?,
                genres_all: self.all_genres,
                without_genres: genres(&self.without_genres)?,
                languages: known_names("language", &catalogue.language_codes, &self.languages)?,
                directors: known_names("director", &catalogue.people, &self.directors)?,
                cast: known_names("actor", &details.people, &self.actors)?,
                keywords: known_names("keyword", &details.keyword_names, &self.keywords)?,
                year_from: self.year_from,
                year_to: self.year_to,
                runtime_from: None,
                runtime_to: self.max_runtime,
                watchlist: match self.watchlist {
                    Watchlist::Any => WatchlistFilter::Any,
                    Watchlist::Hide => WatchlistFilter::Hide,
                    Watchlist::Only => WatchlistFilter::Only,
                },
                include_low_quality: self.include_low_quality,
                include_series: self.include_series,
                list: None,
                loved_directors: self.loved_directors,
                fresh: false,
            },
            limit: self.top,
        })
    }

    fn scope(&self, member: &Member) -> Result<Scope> {
        Ok(Scope {
            latest: self.latest,
            stars_from: self.rated_from,
            list: self.by_list.as_deref().map(|name| known_list(member, name)).transpose()?,
            year_from: self.released_from,
            year_to: self.released_to,
            film: None,
        })
    }
}

/// The place of the list that the member calls so.
fn known_list(member: &Member, wanted: &str) -> Result<u16> {
    let lists = || {
        let files = member.import.files.iter().zip(0u16..);
        files.filter_map(|(file, place)| Some((file.list.as_deref()?, place)))
    };
    if let Some((_, place)) = lists().find(|(name, _)| name.to_lowercase() == wanted.to_lowercase()) {
        return Ok(place);
    }
    let names: Vec<_> = lists().map(|(name, _)| name).collect();
    if names.is_empty() {
        bail!("there is no list “{wanted}”: the files hold no list at all");
    }
    bail!("there is no list “{wanted}”. The files hold {}", names.join(", "))
}

fn stars(text: &str) -> Result<Stars, String> {
    Stars::read(text).ok_or_else(|| "not one of 0.5 to 5, in halves".to_owned())
}

fn variety(text: &str) -> Result<f32, String> {
    let variety: f32 = text.parse().map_err(|_| "not a number".to_owned())?;
    if (0.0..=1.0).contains(&variety) { Ok(variety) } else { Err("not between 0 and 1".to_owned()) }
}

/// The genre as the bundle writes it, however the member did.
fn known_genre(catalogue: &Catalogue, wanted: &str) -> Result<String> {
    let mut names: Vec<&str> = catalogue.genre_names.iter().collect();
    if let Some(name) = names.iter().find(|name| name.to_lowercase() == wanted.to_lowercase()) {
        return Ok((*name).to_owned());
    }
    names.sort_unstable();
    bail!("there is no genre “{wanted}”. The bundle knows {}", names.join(", "))
}

/// Names as the bundle writes them, however the member did.
fn known_names(what: &str, names: &Strings, wanted: &[String]) -> Result<Vec<String>> {
    let known = |wanted: &String| {
        let lower = wanted.to_lowercase();
        let found = names.iter().find(|name| !name.is_empty() && name.to_lowercase() == lower);
        found.map(str::to_owned).with_context(|| format!("the bundle knows no {what} “{wanted}”"))
    };
    wanted.iter().map(known).collect()
}

fn left_out(shelf: &Shelf) -> String {
    let left = &shelf.left_out;
    let filters = [
        (left.genre, "--genre"),
        (left.unwanted_genre, "--genre-not"),
        (left.language, "--language"),
        (left.by_director, "--director"),
        (left.cast, "--actor"),
        (left.keyword, "--keyword"),
        (left.year, "--year-from and --year-to"),
        (left.runtime, "--max-runtime"),
        (left.watchlist, "--watchlist"),
        (left.quality, "the quality floor (--include-low-quality lifts it)"),
        (left.list, "--list"),
        (left.director, "--loved-directors"),
        (left.series, "being series (--include-series lets them in)"),
    ];
    let told = filters.iter().filter(|(count, _)| *count > 0);
    let told: Vec<_> = told.map(|(count, filter)| format!("{} by {filter}", grouped(*count))).collect();
    if told.is_empty() { "Everything has been seen".to_owned() } else { format!("Left out: {}", told.join(", ")) }
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
            pick.reasons.first().map_or(String::new(), |reason| reason.sentence(catalogue)).into(),
        ]);
    }
    write!(out, "{}", lines(&films))?;
    Ok(())
}

/// `★★★★½ 4.4`
fn glyphs(stars: f32) -> String {
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
            reasons: pick.reasons.iter().map(|reason| reason.sentence(catalogue)).collect(),
            contributions: added.collect(),
        }
    }
}

/// Four places: more would be noise.
fn rounded(value: f32) -> f64 {
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

    #[test]
    fn variety_has_bounds() {
        assert_eq!(variety("0.5"), Ok(0.5));
        for text in ["-0.1", "1.1", "NaN", "much"] {
            assert!(variety(text).is_err(), "{text}");
        }
    }
}
