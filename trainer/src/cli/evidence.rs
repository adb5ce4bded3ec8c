//! `halfstar evidence`: how much likes, rewatches, favourites, dates and the rest say, as far as the data show.

use super::bundle::BundleArgs;
use super::member_files::read_exports;
use super::table::{lines, number, table};
use super::{counted, grouped};
use anyhow::Result;
use comfy_table::Cell;
use halfstar_core::Bundle;
use halfstar_trainer::evaluate::studies::evidence::{
    MemberStatements, Pooled, Sweep, age_sweeps, statement_values, sweeps,
};
use halfstar_trainer::evaluate::{Cohort, Judged};
use halfstar_trainer::printable::signed;
use halfstar_trainer::sources::{ReadOptions, read};
use std::io::Write;
use std::path::PathBuf;

/// Measure how much likes, rewatches, favourites and dates say of a member, next to ratings
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    #[command(flatten)]
    bundle: BundleArgs,
    /// Letterboxd exports: every folder and ZIP in DIR
    #[arg(long, value_name = "DIR")]
    exports: PathBuf,
    /// Ratings with timestamps in MovieLens' layout, for what age does. Given more than once, all are taken
    /// together
    #[arg(long, value_name = "DIR")]
    movielens: Vec<PathBuf>,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<()> {
    let bundle = args.bundle.load()?;
    let exports = read_exports(&args.exports, &bundle)?;
    let members = MemberStatements::of(&exports, &bundle.tuning);
    let of = (counted(exports.len(), "export", "exports"), counted(members.len(), "member", "members"));
    writeln!(out, "{} by {}\n", of.0, of.1)?;
    statements(&bundle, &members, out)?;
    print(&sweeps(&bundle, &members), out)?;
    let mut raters = Vec::new();
    for folder in &args.movielens {
        let data = read(folder, None, &ReadOptions::default())?;
        raters.extend(Cohort::new(&data, &bundle.catalogue, Judged::Everyone)?.judged);
    }
    print(&age_sweeps(&bundle, &raters), out)
}

fn statements(bundle: &Bundle, members: &[MemberStatements], out: &mut dyn Write) -> Result<()> {
    let header = ["said of a film", "rated", "members", "stars above their mean", "level", "unrated", "they count"];
    let mut found = table(header);
    for row in statement_values(members, &bundle.tuning) {
        found.add_row([
            row.kind.words().into(),
            number(grouped(row.films as u64)),
            number(row.relative.map_or(0, |relative| relative.members)),
            pooled(row.relative, 2),
            pooled(row.level, 2),
            number(grouped(row.unrated as u64)),
            row.kind.level(&bundle.tuning).map_or_else(
                || number(""),
                |level| {
                    let outside = row.level.is_some_and(|found| found.excludes(level.into()));
                    number(format!("{level:.2}{}", if outside { " (!)" } else { "" }))
                },
            ),
        ]);
    }
    write!(out, "{}", lines(&found))?;
    writeln!(out, "(!) outside the interval of the films that are rated\n")?;
    Ok(())
}

fn print(sweeps: &[Sweep], out: &mut dyn Write) -> Result<()> {
    for sweep in sweeps.iter().filter(|sweep| sweep.members > 0) {
        let heading = format!("{} ({} members)", sweep.title, sweep.members);
        let mut found = table([heading.as_str(), "NDCG@100", "gain"]);
        for trial in &sweep.trials {
            let ndcg = number(format!("{:.4}", trial.ndcg_100));
            found.add_row([trial.name.as_str().into(), ndcg, pooled(Some(trial.gain), 4)]);
        }
        writeln!(out, "{}", lines(&found))?;
    }
    Ok(())
}

/// `+0.61 (+0.45 to +0.77)`.
fn pooled(found: Option<Pooled>, digits: usize) -> Cell {
    let Some(Pooled { mean, interval, .. }) = found else { return number("–") };
    number(match interval {
        Some((low, high)) => {
            format!("{} ({} to {})", signed(mean, digits), signed(low, digits), signed(high, digits))
        }
        None => signed(mean, digits),
    })
}
