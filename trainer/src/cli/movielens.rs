//! `halfstar movielens`: how well the rating model predicts stars on data that others publish figures for.

use super::json::JsonArgs;
use super::terminal;
use anyhow::{Context, Result};
use halfstar_trainer::atomic;
use halfstar_trainer::evaluate::studies::movielens::{Split, tables};
use halfstar_trainer::printable::line;
use halfstar_trainer::sources::{ReadOptions, ratings_alone};
use std::io::Write;
use std::path::PathBuf;

/// As they lie beside a checkout.
const DATA: &str = "shared/data/movielens";

/// Measure the rating model by itself on MovieLens: a fifth of the ratings hidden at random, and predicted
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// A folder with ratings.csv in MovieLens' layout, or a folder of such folders [default: shared/data/movielens
    /// beside the checkout]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Also write the split to DIR, for scripts/surprise_svd.py
    #[arg(long, value_name = "DIR")]
    dump: Option<PathBuf>,
    #[command(flatten)]
    json: JsonArgs,
    /// Print nothing about what is going on
    #[arg(long)]
    quiet: bool,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<()> {
    args.json.file().map_or(Ok(()), atomic::check)?;
    args.dump.as_deref().map_or(Ok(()), atomic::check_folder)?;
    let options = ReadOptions { progress: !args.quiet, ..ReadOptions::default() };
    let mut all = Vec::new();
    for data in ratings_alone(&args.folder()?, &options)? {
        if !args.quiet {
            data.skipped.iter().for_each(|skipped| terminal::note(skipped));
            terminal::note(&format!("… {}", data.name));
        }
        let split = Split::new(data)?;
        if let Some(folder) = &args.dump {
            split.dump(folder)?;
        }
        all.push(split.judge()?);
    }
    if args.json.write(&all, out)? {
        write!(out, "{}", tables(&all))?;
        if let Some(folder) = &args.dump {
            writeln!(out, "\nWrote the split to {}", line(&folder.display().to_string()))?;
        }
    }
    Ok(())
}

impl Args {
    /// The ratings: as said, or beside the checkout around the current folder.
    fn folder(&self) -> Result<PathBuf> {
        if let Some(said) = &self.data {
            return Ok(said.clone());
        }
        let here = std::env::current_dir().ok();
        let mut places = here.iter().flat_map(|here| here.ancestors()).map(|folder| folder.join(DATA));
        places.find(|folder| folder.is_dir()).context(
            "there are no ratings to judge by: they are not part of the repository. Pass --data a folder that holds \
             MovieLens' ratings.csv, such as ml-latest-small from grouplens.org",
        )
    }
}
