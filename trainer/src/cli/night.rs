//! `halfstar night`: films for several members in a terminal.

use super::bundle::BundleArgs;
use super::filters::{FilterArgs, known_list, left_out, variety};
use super::member_files::MemberArgs;
use super::recommend::rounded;
use super::table::{lines, number, table};
use super::weights::WeightArgs;
use super::{counted, terminal, titled};
use anyhow::{Context, Result, bail};
use comfy_table::{ColumnConstraint, Width};
use halfstar_core::film::{Catalogue, Stars};
use halfstar_core::taste::{self, Scope, Taste};
use halfstar_core::together::{Agreement, MOST, Match, Night, Proposal, Rule, Seen};
use halfstar_core::words::Translation;
use halfstar_core::{Bundle, Request, together};
use serde::Serialize;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

const FEWEST: usize = 2;
/// A longer name would take the room of the films.
const NAME: usize = 14;

/// Find films for a night with two to six members
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// One path for each member: their Letterboxd ZIP, a file of another service, or a folder that holds their files
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    bundle: BundleArgs,
    /// How many films
    #[arg(long, alias = "top", value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    limit: u32,
    /// Rank by the member whom a film pleases least, not by the mean of all
    #[arg(long)]
    least_misery: bool,
    /// Also films that some of them have seen
    #[arg(long)]
    seen_too: bool,
    /// 0: by the joint match alone; 1: each next film the one least like those above it
    #[arg(long, value_name = "0..1", default_value_t = Request::default().variety, value_parser = variety)]
    variety: f32,
    #[command(flatten)]
    weights: WeightArgs,
    #[command(flatten)]
    filters: FilterArgs,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<()> {
    match args.paths.len() {
        0 | 1 => bail!(
            "a night takes at least {FEWEST} members. Pass a path for each: `halfstar night A.zip B.zip`; \
             for one alone there is `halfstar recommend`"
        ),
        count if count > MOST => bail!(
            "a night takes at most {MOST} members, and these are {count}. Pass one path per member: \
             the files of one of them belong in a folder or a ZIP"
        ),
        _ => {}
    }
    let bundle = args.bundle.load()?;
    let mut request = Request {
        weights: args.weights.weights(),
        variety: args.variety,
        filters: args.filters.filters(&bundle)?,
        limit: args.limit,
        ..Request::default()
    };
    let names = names(&args.paths);
    let members = args.paths.iter().zip(&names).map(|(path, name)| read(path, name, &bundle));
    let tastes: Vec<Taste> = members.collect::<Result<_>>()?;
    note_same(&args.paths);
    if let (Some(list), Some(first)) = (&request.filters.list, tastes.first()) {
        // A list is one of the first member's.
        request.filters.list = Some(known_list(&first.list_names().collect::<Vec<_>>(), list)?);
    }
    let agreement = Agreement {
        rule: if args.least_misery { Rule::LeastMisery } else { Rule::Average },
        seen: if args.seen_too { Seen::SomeMay } else { Seen::Nobody },
    };
    let night = together(&bundle, &tastes, &request, agreement);
    if night.films.is_empty() {
        let more = match night.seen_by_some {
            0 => String::new(),
            _ => format!(". --seen-too adds the {} that some have seen", night.seen_by_some),
        };
        bail!("no film passes the filters for all of them. {}{more}", left_out(&night.left_out));
    }
    if args.json {
        let films: Vec<_> =
            night.films.iter().enumerate().map(|(at, film)| Film::new(&bundle, &names, at, film)).collect();
        return terminal::json(out, &films);
    }
    print(&bundle, &names, &night, out)
}

fn read(path: &Path, name: &str, bundle: &Bundle) -> Result<Taste> {
    let unread = || format!("the files of member {name} cannot be used");
    let member = MemberArgs::of(vec![path.to_owned()]).read(bundle).with_context(unread)?;
    terminal::note(&format!("{name}: {}", member.summary()));
    let statements = taste::merge(&member.import.entries, &member.matching);
    let lists = taste::lists(&member.import, &member.matching);
    let taste = Taste::within(&statements, lists, &bundle.catalogue, &bundle.tuning, &Scope::default());
    if taste.evidence.is_empty() {
        bail!(
            "nothing to go by for {name}: no row of {} says that a film of the bundle was rated, watched or liked. \
             `halfstar import` shows what was read",
            path.display()
        );
    }
    Ok(taste)
}

/// The name of each member: the file's name without its ending, and a number where two have the same.
fn names(paths: &[PathBuf]) -> Vec<String> {
    let stem = |path: &PathBuf| {
        let stem = if path.is_dir() { path.file_name() } else { path.file_stem() };
        stem.map_or_else(|| path.display().to_string(), |stem| stem.to_string_lossy().into_owned())
    };
    let stems: Vec<String> = paths.iter().map(stem).collect();
    let numbered = |(at, name): (usize, &String)| {
        let before = stems[..at].iter().filter(|other| *other == name).count();
        if before > 0 { format!("{name} {}", before + 1) } else { name.clone() }
    };
    stems.iter().enumerate().map(numbered).collect()
}

/// Passing a file twice is allowed and counts the member twice; a note says so.
fn note_same(paths: &[PathBuf]) {
    let real: Vec<_> = paths.iter().map(|path| fs::canonicalize(path).unwrap_or_else(|_| path.clone())).collect();
    for (at, path) in real.iter().enumerate() {
        if real[..at].contains(path) {
            let path = paths[at].display();
            terminal::note(&format!("Note: {path} was passed twice, so this member counts twice"));
        }
    }
}

fn print(bundle: &Bundle, names: &[String], night: &Night, out: &mut dyn Write) -> Result<()> {
    let catalogue = &bundle.catalogue;
    let short: Vec<String> = names.iter().map(|name| shortened(name)).collect();
    let header = ["", "film", "min", "match"].into_iter().chain(short.iter().map(String::as_str));
    let mut films = table(header);
    films.set_constraints([
        ColumnConstraint::ContentWidth,
        ColumnConstraint::UpperBoundary(Width::Percentage(30)),
        ColumnConstraint::ContentWidth,
        ColumnConstraint::ContentWidth,
    ]);
    for (at, proposal) in night.films.iter().enumerate() {
        let film = proposal.film;
        let mut row = vec![
            number(at + 1),
            film_and_part(catalogue, proposal).into(),
            number(catalogue.runtime(film).map_or(String::new(), |minutes| minutes.to_string())),
            number(format!("{:.0} %", proposal.score * 100.0)),
        ];
        row.extend(proposal.members.iter().map(|to| in_words(to).into()));
        films.add_row(row);
    }
    write!(out, "{}", lines(&films))?;
    writeln!(out, "\nFor each: the stars as predicted, and the place among all films that they have yet to see.")?;
    if night.films.iter().flat_map(|proposal| &proposal.members).all(|to| !to.seen) && night.seen_by_some > 0 {
        let some = counted(night.seen_by_some as usize, "film", "films");
        writeln!(out, "Left out: {some} that some have seen (--seen-too lets them in).")?;
    }
    Ok(())
}

/// The film, and how it stands to the others of its series.
fn film_and_part(catalogue: &Catalogue, proposal: &Proposal) -> String {
    let film = titled(catalogue.title(proposal.film), catalogue.year(proposal.film));
    let part_of = proposal.part_of.map(|part_of| part_of.sentence(catalogue, &Translation::default()));
    part_of.map_or(film.clone(), |part_of| format!("{film}. {part_of}"))
}

/// `4.2 #17`, `seen ★★★½`, and whether it is wanted.
fn in_words(to: &Match) -> String {
    let words = match (to.seen, to.rating) {
        (false, _) => format!("{:.1} #{}", to.predicted_stars, to.place),
        (true, Some(rating)) => format!("seen {rating}"),
        (true, None) => "seen".to_owned(),
    };
    if to.wanted { format!("{words} wanted") } else { words }
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= NAME {
        return name.to_owned();
    }
    let start: String = name.chars().take(NAME - 1).collect();
    format!("{start}…")
}

/// One film for all of them, for programs. Unknown is null.
#[derive(Debug, Serialize)]
struct Film<'a> {
    rank: usize,
    tmdb_id: Option<u32>,
    title: &'a str,
    year: Option<u16>,
    runtime: Option<u16>,
    directors: Vec<&'a str>,
    genres: Vec<&'a str>,
    score: f64,
    part_of: Option<String>,
    members: Vec<MemberMatch<'a>>,
}

/// What it is to one of them.
#[derive(Debug, Serialize)]
struct MemberMatch<'a> {
    name: &'a str,
    liking: f64,
    place: u32,
    predicted_rating: f64,
    seen: bool,
    rating: Option<f32>,
    on_watchlist: bool,
}

impl<'a> Film<'a> {
    fn new(bundle: &'a Bundle, names: &'a [String], at: usize, proposal: &Proposal) -> Self {
        let (catalogue, film) = (&bundle.catalogue, proposal.film);
        let one = |(to, name): (&Match, &'a String)| MemberMatch {
            name,
            liking: rounded(to.liking),
            place: to.place,
            predicted_rating: rounded(to.predicted_stars),
            seen: to.seen,
            rating: to.rating.map(Stars::stars),
            on_watchlist: to.wanted,
        };
        Self {
            rank: at + 1,
            tmdb_id: catalogue.tmdb_id(film),
            title: catalogue.title(film),
            year: catalogue.year(film),
            runtime: catalogue.runtime(film),
            directors: catalogue.directors(film).collect(),
            genres: catalogue.genres(film).collect(),
            score: rounded(proposal.score),
            part_of: proposal.part_of.map(|part_of| part_of.sentence(catalogue, &Translation::default())),
            members: proposal.members.iter().zip(names).map(one).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_have_different_names() {
        let paths = ["a/me.zip", "b/me.zip", "you.csv", "b/../a/me.zip"].map(PathBuf::from);
        assert_eq!(names(&paths), ["me", "me 2", "you", "me 3"]);
        assert_eq!(shortened("letterboxd-somebody-2026"), "letterboxd-so…");
        assert_eq!(shortened("fourteen-signs"), "fourteen-signs");
    }

    #[test]
    fn a_match_is_a_few_words() {
        let to = Match { liking: 0.5, place: 17, predicted_stars: 4.24, seen: false, rating: None, wanted: false };
        assert_eq!(in_words(&to), "4.2 #17");
        assert_eq!(in_words(&Match { wanted: true, ..to }), "4.2 #17 wanted");
        assert_eq!(in_words(&Match { seen: true, ..to }), "seen");
        assert_eq!(in_words(&Match { seen: true, rating: Stars::from_halves(7), ..to }), "seen ★★★½");
    }
}
