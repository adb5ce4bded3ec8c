//! `halfstar cold`: how well films without ratings are found.

use super::table::{lines, number, table};
use anyhow::Result;
use halfstar_core::tuning::Tuning;
use halfstar_trainer::catalogue::arrange;
use halfstar_trainer::evaluate::cold;
use halfstar_trainer::fit::Parts;
use halfstar_trainer::interactions::Interactions;
use halfstar_trainer::sources::{self, ReadOptions};
use std::io::Write;
use std::path::PathBuf;

/// Hide all ratings of a tenth of the films, fit on the rest, and ask for them back
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// As for `build`
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// As for `build`
    #[arg(long, value_name = "FILE")]
    tmdb: Option<PathBuf>,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<()> {
    let data = sources::read(&args.data, args.tmdb.as_deref(), &ReadOptions { strict: false, progress: true })?;
    let arranged = arrange(&data)?;
    let everyone = Interactions::new(&data.ratings, &arranged.place, arranged.catalogue.pool());
    let parts = Parts::new(&data, &arranged);
    let mut tuning = Tuning::default();
    (tuning.blending.softness, tuning.blending.backing) = (0.05, 4.0);
    let (films, members, rows) = cold::judge(&arranged, &parts, &everyone, &tuning, &Default::default())?;
    writeln!(out, "{films} cold films, {members} members")?;
    let mut found = table(["scores", "NDCG@10", "recall@20"]);
    for row in rows {
        found.add_row([
            row.name.into(),
            number(format!("{:.4}", row.ndcg_10)),
            number(format!("{:.4}", row.recall_20)),
        ]);
    }
    writeln!(out, "{}", lines(&found))?;
    Ok(())
}
