//! `halfstar build`: raw ratings and metadata → a bundle.

use super::table::{lines, number, table};
use super::{counted, doubts, grouped, terminal};
use anyhow::{Context, Result};
use halfstar_core::import::Day;
use halfstar_core::signals::SignalName;
use halfstar_core::tuning::Caution;
use halfstar_trainer::models::map::Fidelity;
use halfstar_trainer::printable::line;
use halfstar_trainer::services::ServicesRequest;
use halfstar_trainer::sources::{Country, ReadOptions};
use halfstar_trainer::{BuildOptions, BuildReport, build};
use std::io::Write;
use std::path::PathBuf;

/// Make a bundle from raw ratings and TMDB's metadata
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// A folder with ratings.csv and movies.csv, and links.csv, films.csv and corrections.csv where there are any, in
    /// MovieLens' layout, plain, .gz or .zst; or the ZIP as GroupLens offers it
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// TMDB's answers about films, one JSON object per line, plain, .gz or .zst
    #[arg(long, value_name = "FILE")]
    tmdb: Option<PathBuf>,
    /// IMDb's films (tconst, primaryTitle, year, genres, numVotes, language as CSV, plain, .gz or .zst): those that nobody
    /// rated here are recognised in members' files, and never recommended
    #[arg(long, value_name = "FILE")]
    imdb_films: Option<PathBuf>,
    /// Letterboxd's films (movie_title, year_released, lb for its number, vote_count, genres), likewise
    #[arg(long, value_name = "FILE")]
    letterboxd_films: Option<PathBuf>,
    /// Note which streaming services of this country, a code of two letters, have the films; TMDB's answers must have
    /// been fetched with watch/providers
    #[arg(long, value_name = "COUNTRY", requires_all = ["services_as_of", "tmdb"])]
    services: Option<Country>,
    /// The day on which those answers were fetched
    #[arg(long, value_name = "YYYY-MM-DD", requires = "services", value_parser = day)]
    services_as_of: Option<String>,
    /// The day on which the oldest of TMDB's answers was fetched: the page says when they are older than the six months
    /// that TMDB's terms allow. Without it the page says nothing of their age
    #[arg(long, value_name = "YYYY-MM-DD", requires = "tmdb", value_parser = day)]
    as_of: Option<String>,
    /// Where the bundle goes. One that is already there is replaced once the new one is complete; other files stay
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Stop at the first row that cannot be used; without this, such rows are left out
    #[arg(long)]
    strict: bool,
    /// Print nothing but what went wrong
    #[arg(long)]
    quiet: bool,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<()> {
    let report = build(&BuildOptions {
        data: args.data.clone(),
        tmdb: args.tmdb.clone(),
        imdb_films: args.imdb_films.clone(),
        letterboxd_films: args.letterboxd_films.clone(),
        as_of: args.as_of.clone(),
        out: args.out.clone(),
        read: ReadOptions { strict: args.strict, progress: !args.quiet, country: None },
        ease: Default::default(),
        services: args
            .services
            .zip(args.services_as_of.clone())
            .map(|(country, as_of)| ServicesRequest { country, as_of }),
    })?;
    for note in &report.notes {
        terminal::note(&format!("Note: {note}"));
    }
    if args.quiet {
        return Ok(());
    }
    print(&report, out)?;
    writeln!(out, "\nWrote {}", line(&args.out.display().to_string()))?;
    Ok(())
}

/// A date of the calendar, as text.
fn day(text: &str) -> Result<String> {
    let numbers: Option<Vec<u32>> = text.split('-').map(|number| number.parse().ok()).collect();
    let date = match numbers.as_deref() {
        Some(&[year, month, day]) if text.len() == 10 => Day::from_date(i32::try_from(year)?, month, day),
        _ => None,
    };
    date.map(|_| text.to_owned()).context("this is not a date such as 2026-11-05")
}

fn print(report: &BuildReport, out: &mut dyn Write) -> Result<()> {
    writeln!(
        out,
        "{}, {} of them to recommend; {} by {}\n",
        counted(report.films, "film", "films"),
        grouped(report.pool as u64),
        counted(report.ratings, "rating", "ratings"),
        counted(report.members, "member", "members"),
    )?;
    let mut stages = table(["stage", "seconds"]);
    for (stage, seconds) in &report.seconds {
        stages.add_row([stage.into(), number(format!("{seconds:.1}"))]);
    }
    let total: f64 = report.seconds.iter().map(|(_, seconds)| seconds).sum();
    stages.add_row(["all".into(), number(format!("{total:.1}"))]);
    writeln!(out, "{}", lines(&stages))?;

    let mut sections = table(["file", "section", "raw bytes", "shipped bytes"]);
    for section in &report.sections {
        let sizes = [section.raw, section.shipped].map(|bytes| number(grouped(bytes as u64)));
        let [raw, shipped] = sizes;
        sections.add_row([section.file.into(), section.name.as_str().into(), raw, shipped]);
    }
    let files = &report.manifest.files;
    for (file, shipped) in [("base", files.base.bytes), ("details", files.details.bytes)] {
        let raw: usize = report.sections.iter().filter(|section| section.file == file).map(|section| section.raw).sum();
        sections.add_row([file.into(), "all".into(), number(grouped(raw as u64)), number(grouped(shipped))]);
    }
    writeln!(out, "{}", lines(&sections))?;

    if report.validation.is_empty() {
        writeln!(out, "There are too few members to hold any out: the blend keeps its default weights.")?;
    } else {
        let mut blends = table(["blend", "NDCG@100", "NDCG@10", "recall@20", "recall@50", "regret@20", "members"]);
        for (name, accuracy) in &report.validation {
            let shares =
                [accuracy.ndcg_100, accuracy.ndcg_10, accuracy.recall_20, accuracy.recall_50, accuracy.regret_20];
            let mut row = vec![name.as_str().into()];
            row.extend(shares.map(|share| number(format!("{share:.4}"))));
            row.push(number(grouped(accuracy.members as u64)));
            blends.add_row(row);
        }
        write!(out, "{}", lines(&blends))?;
        let header = std::iter::once("films seen").chain(SignalName::ALL.map(SignalName::as_str));
        let mut learned = table(header);
        for anchor in &report.blending.anchors {
            let mut row = vec![number(format!("{:.0}", anchor.films))];
            row.extend(anchor.weights.by_name().into_values().map(|weight| number(format!("{weight:.2}"))));
            learned.add_row(row);
        }
        write!(out, "\nDefault weights by length of history\n{}", lines(&learned))?;
    }
    if let Some((model, offset)) = report.star_error {
        writeln!(
            out,
            "Predicted stars are off by {model:.3} on held-out ratings; the film's mean plus the member's offset by {offset:.3}"
        )?;
    }
    if report.caution.weight > 0.0 {
        let (nearness, Caution { weight, below }) = (report.blending.nearness, report.caution);
        writeln!(
            out,
            "In these the neighbours' stars count {nearness:.2} times the factors'; {weight:.1} is taken off a film for each star below {below:.1}, squared"
        )?;
    }
    if report.map != Fidelity::default() {
        let Fidelity { map, plane } = report.map;
        writeln!(
            out,
            "Of the 10 films most like a film, {:.0} % are among the 50 nearest to it on the map; on a plane through the content vectors, {:.0} %",
            100.0 * map,
            100.0 * plane
        )?;
    }
    let (series, films) = report.series;
    writeln!(out, "{} of {} in order", counted(series, "film series", "film series"), counted(films, "film", "films"))?;
    if let Some((services, films)) = report.services {
        let films = counted(films, "film is on one of them", "films are on one of them");
        writeln!(out, "{}; {films}", counted(services, "streaming service", "streaming services"))?;
    }
    if let Some(counts) = doubts::counts(report.doubts.iter()) {
        writeln!(out, "\n{counts}`halfstar inspect --doubts` lists them.")?;
    }
    for skipped in &report.skipped {
        writeln!(out, "Left out: {}", line(skipped))?;
    }
    Ok(())
}
