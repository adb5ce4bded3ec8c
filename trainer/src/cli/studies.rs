//! What `halfstar evaluate --cold`, `--dial` and `--sizes` print.

use super::json::JsonArgs;
use super::table::{lines, number, table};
use super::{plot, terminal};
use anyhow::Result;
use halfstar_core::Bundle;
use halfstar_trainer::catalogue::arrange;
use halfstar_trainer::evaluate::Cohort;
use halfstar_trainer::evaluate::studies::popularity::dial;
use halfstar_trainer::evaluate::studies::sizes::STEPS;
use halfstar_trainer::evaluate::studies::{cold, sizes};
use halfstar_trainer::fit::Parts;
use halfstar_trainer::interactions::Interactions;
use halfstar_trainer::printable::{line, signed};
use halfstar_trainer::sources::Dataset;
use std::io::Write;
use std::path::Path;

/// Films without ratings, found by what is known of them.
pub(super) fn cold(bundle: &Bundle, data: &Dataset, json: &JsonArgs, out: &mut dyn Write) -> Result<()> {
    let arranged = arrange(data)?;
    let everyone = Interactions::new(&data.ratings, &arranged.place, arranged.catalogue.pool());
    let parts = Parts::new(data, &arranged);
    let cold = cold::judge(&arranged, &parts, &everyone, &bundle.tuning)?;
    if !json.write(&cold, out)? {
        return Ok(());
    }
    writeln!(
        out,
        "{} films lost all their ratings; {} validation members look for theirs\n",
        cold.films, cold.members
    )?;
    let mut found = table(["cold films by", "NDCG@10", "Recall@20"]);
    for row in cold.rows {
        found.add_row([row.name.into(), decimals(row.ndcg_10), decimals(row.recall_20)]);
    }
    writeln!(out, "{}", lines(&found))?;
    Ok(())
}

/// The dial of popularity from end to end.
pub(super) fn popularity(
    bundle: &Bundle,
    cohort: &Cohort,
    svg: &Path,
    json: &JsonArgs,
    out: &mut dyn Write,
) -> Result<()> {
    let positions = dial(bundle, cohort);
    plot::dial(&positions, svg)?;
    if !json.write(&positions, out)? {
        return Ok(());
    }
    let mut found = table(["popularity", "NDCG@100", "novelty, bits", "coverage", "diversity"]);
    for position in &positions {
        let popularity = position.popularity.map_or("learned".to_owned(), |weight| signed(weight.into(), 1));
        found.add_row([
            popularity.into(),
            decimals(position.ndcg_100),
            number(format!("{:.2}", position.novelty)),
            decimals(position.coverage),
            decimals(position.diversity),
        ]);
    }
    writeln!(out, "{}", lines(&found))?;
    writeln!(out, "Drawn into {}", line(&svg.display().to_string()))?;
    Ok(())
}

/// Accuracy against bytes, for every step of compression.
pub(super) fn sizes(bundle: &Bundle, cohort: &Cohort, svg: &Path, json: &JsonArgs, out: &mut dyn Write) -> Result<()> {
    let all = sizes::sizes(bundle, cohort, &mut |what| terminal::note(&format!("… {what}")))?;
    plot::sizes(&all, svg)?;
    if !json.write(&all, out)? {
        return Ok(());
    }
    let mut found = table(["neighbours", "weights per film", "bytes", "NDCG@100", "Recall@20"]);
    for step in STEPS {
        for size in all.iter().filter(|size| size.step == step) {
            let per_film = if size.per_film > 0.0 { format!("{}", size.per_film) } else { "all".to_owned() };
            found.add_row([
                step.into(),
                number(per_film),
                number(super::grouped(size.bytes as u64)),
                decimals(size.ndcg_100),
                decimals(size.recall_20),
            ]);
        }
    }
    writeln!(out, "{}", lines(&found))?;
    writeln!(out, "Drawn into {}", line(&svg.display().to_string()))?;
    Ok(())
}

fn decimals(share: f64) -> comfy_table::Cell {
    number(format!("{share:.4}"))
}
