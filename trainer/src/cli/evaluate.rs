//! `halfstar evaluate`: how accurate a finished bundle is, and how accurate its rivals are on the same members.

use super::bundle::BundleArgs;
use super::json::JsonArgs;
use super::member_files::read_exports;
use super::{studies, terminal};
use anyhow::{Context, Result};
use halfstar_core::Bundle;
use halfstar_trainer::atomic;
use halfstar_trainer::evaluate::protocol::dump;
use halfstar_trainer::evaluate::report::Competitor;
use halfstar_trainer::evaluate::studies::exports::{self, ExportReport};
use halfstar_trainer::evaluate::studies::likeness;
use halfstar_trainer::evaluate::{Cohort, Judged, Protocol, Report, choose, compare, competitors, tables};
use halfstar_trainer::foundation::split::Role;
use halfstar_trainer::printable::line;
use halfstar_trainer::sources::{ReadOptions, read, read_ratings};
use serde::Serialize;
use std::io::Write;
use std::path::PathBuf;

/// The raw ratings, as they lie beside a checkout.
const DATA: &str = "shared/data/letterboxd";

/// Of those whose every answer is played, so many are enough.
const PLAYERS: u32 = 250;

/// Judge a finished bundle, and what it is measured against, on members that it never saw
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    #[command(flatten)]
    bundle: BundleArgs,
    /// The ratings that the bundle was built from, as `build` takes them: its test members are judged [default:
    /// shared/data/letterboxd beside the checkout]
    #[arg(long, value_name = "DIR", conflicts_with = "ratings")]
    data: Option<PathBuf>,
    /// Ratings of members that no trainer saw, in MovieLens' layout: all of these are judged, and --data is not read
    #[arg(long, value_name = "FILE")]
    ratings: Option<PathBuf>,
    /// The films of --ratings [default: movies.csv beside it]
    #[arg(long, value_name = "FILE", requires = "ratings")]
    movies: Option<PathBuf>,
    /// Their numbers on TMDB and IMDb [default: links.csv beside --ratings, where there is one]
    #[arg(long, value_name = "FILE", requires = "ratings")]
    links: Option<PathBuf>,
    /// Which members of --data are judged: those kept for the test, or those that blends are learned on
    #[arg(long, value_enum, default_value = "test", conflicts_with = "ratings")]
    role: RoleArg,
    /// Judge only so many of them, drawn by a seeded hash [default with --newcomers and --exploration: 250]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    members: Option<u32>,
    /// Fit the baselines too (some minutes, 4 GB), on the members that are not held out
    #[arg(long)]
    baselines: bool,
    /// Only these rows, by their short names; a wrong one lists them all
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    only: Vec<String>,
    /// Also real exports: folders and ZIPs in DIR, a fifth of whose likes are hidden
    #[arg(long, value_name = "DIR")]
    exports: Option<PathBuf>,
    /// Only measure films without ratings: take all ratings of a tenth of the films away, fit on the rest, and ask for
    /// those films
    #[arg(long, conflicts_with_all = ["ratings", "baselines", "only", "exports", "dump"])]
    cold: bool,
    /// With --cold: TMDB's answers, as `build` takes them
    #[arg(long, value_name = "FILE", requires = "cold")]
    tmdb: Option<PathBuf>,
    /// Only measure accuracy against bytes: fit with more and fewer weights, and draw it into an SVG
    #[arg(long, value_name = "FILE", conflicts_with_all = ["ratings", "baselines", "only", "exports", "dump", "cold"])]
    sizes: Option<PathBuf>,
    /// Only turn the dial of popularity from end to end: accuracy, novelty and coverage, drawn into an SVG
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baselines", "only", "exports", "dump", "cold", "sizes"])]
    dial: Option<PathBuf>,
    /// Only ask which films stand near the best-loved ones, and "because of" them
    #[arg(long, conflicts_with_all = ["baselines", "only", "exports", "dump", "cold", "sizes", "dial"])]
    likeness: bool,
    /// Only let members begin without a file: by duels, as the page asks and otherwise, and by stars, drawn into an SVG; and
    /// rate films by comparing
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baselines", "only", "exports", "dump", "cold", "sizes", "dial", "likeness"])]
    newcomers: Option<PathBuf>,
    /// Only deal films round after round, sure things and surprises, and draw hits and regret into an SVG
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baselines", "only", "exports", "dump", "cold", "sizes", "dial", "likeness", "newcomers"])]
    exploration: Option<PathBuf>,
    /// Only write the split to DIR, for scripts/peers.py
    #[arg(long, value_name = "DIR")]
    dump: Option<PathBuf>,
    #[command(flatten)]
    json: JsonArgs,
    /// Print nothing about what is going on
    #[arg(long)]
    quiet: bool,
}

#[derive(clap::ValueEnum, Clone, Copy, Debug)]
enum RoleArg {
    Validation,
    Test,
}

#[derive(Serialize)]
struct Everything<'r> {
    #[serde(flatten)]
    report: &'r Report,
    #[serde(skip_serializing_if = "Option::is_none")]
    exports: Option<&'r ExportReport>,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<()> {
    let bundle = args.bundle.load()?;
    // A misspelt name is reported before anything is read.
    let rows = choose(competitors(&bundle), &args.only, args.baselines)?;
    args.check_files()?;
    if args.cold {
        let options = ReadOptions { progress: !args.quiet, ..ReadOptions::default() };
        let data = read(&args.folder()?, args.tmdb.as_deref(), &options)?;
        return studies::cold(&bundle, &data, &args.json, out);
    }
    let mut cohort = args.cohort(&bundle)?;
    let plays = args.newcomers.is_some() || args.exploration.is_some();
    if let Some(count) = args.members.or(plays.then_some(PLAYERS)) {
        cohort.sample(count as usize);
    }
    if args.likeness {
        let near = likeness::judge(&bundle, &cohort);
        if args.json.write(&near, out)? {
            write!(out, "{}", likeness::table(&near))?;
        }
        return Ok(());
    }
    if let Some(svg) = &args.dial {
        return studies::popularity(&bundle, &cohort, svg, &args.json, out);
    }
    if let Some(svg) = &args.sizes {
        return studies::sizes(&bundle, &cohort, svg, &args.json, out);
    }
    if let Some(svg) = &args.newcomers {
        return studies::newcomers(&bundle, &cohort, svg, &args.json, out);
    }
    if let Some(svg) = &args.exploration {
        return studies::exploration(&bundle, &cohort, svg, &args.json, out);
    }
    if let Some(folder) = &args.dump {
        let cases = Protocol::StrongGeneralisation.cases(&cohort.judged);
        dump(folder, bundle.catalogue.pool(), &cohort, &cases)?;
        let folder = folder.display().to_string();
        writeln!(out, "Wrote the split of {} members to {}", cases.len(), line(&folder))?;
        return Ok(());
    }
    let mut progress = |what: &str| {
        if !args.quiet {
            terminal::note(&format!("… {what}"));
        }
    };
    let report = compare(&bundle, &cohort, &rows, &mut progress)?;
    let exports = match args.exports.as_deref() {
        Some(folder) => {
            let popularity = Competitor::popularity().ready(&bundle, &cohort)?;
            Some(exports::judge(&bundle, &read_exports(folder, &bundle)?, popularity.as_ref()))
        }
        None => None,
    };
    let everything = Everything { report: &report, exports: exports.as_ref() };
    if !args.json.write(&everything, out)? {
        return Ok(());
    }
    write!(out, "{}", tables(&report))?;
    if let Some(exports) = &exports {
        write!(out, "{}", exports::tables(exports))?;
    }
    if !args.quiet {
        for (what, seconds) in &report.seconds {
            terminal::note(&format!("{seconds:7.1} s  {what}"));
        }
    }
    Ok(())
}

impl Args {
    fn cohort(&self, bundle: &Bundle) -> Result<Cohort> {
        let options = ReadOptions { progress: !self.quiet, ..ReadOptions::default() };
        if let Some(ratings) = &self.ratings {
            let data = read_ratings(ratings, self.movies.as_deref(), self.links.as_deref(), &options)?;
            return Cohort::new(&data, &bundle.catalogue, Judged::Everyone);
        }
        let role = match self.role {
            RoleArg::Validation => Role::Validation,
            RoleArg::Test => Role::Test,
        };
        let data = read(&self.folder()?, None, &options)?;
        Cohort::new(&data, &bundle.catalogue, Judged::Role(role))
    }

    /// What cannot be written is said before minutes are spent on it.
    fn check_files(&self) -> Result<()> {
        let files = [
            self.json.file(),
            self.sizes.as_deref(),
            self.dial.as_deref(),
            self.newcomers.as_deref(),
            self.exploration.as_deref(),
        ];
        files.into_iter().flatten().try_for_each(atomic::check)?;
        self.dump.iter().try_for_each(|folder| atomic::check_folder(folder))
    }

    /// The ratings: as said, or beside the checkout around the current folder.
    fn folder(&self) -> Result<PathBuf> {
        if let Some(said) = &self.data {
            return Ok(said.clone());
        }
        let here = std::env::current_dir().ok();
        let mut places = here.iter().flat_map(|here| here.ancestors()).map(|folder| folder.join(DATA));
        places.find(|folder| folder.is_dir()).context(
            "there are no ratings to judge by: they are not part of the repository. Pass --data the folder that the bundle \
             was built from, or --ratings a MovieLens ratings.csv",
        )
    }
}
