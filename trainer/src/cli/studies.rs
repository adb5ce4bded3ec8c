//! What `halfstar evaluate --cold`, `--dial`, `--exploration`, `--newcomers` and `--sizes` print.

use super::json::JsonArgs;
use super::table::{lines, number, table};
use super::{plot, terminal};
use anyhow::Result;
use halfstar_core::Bundle;
use halfstar_trainer::catalogue::arrange;
use halfstar_trainer::evaluate::studies::newcomers::{self, DUELS};
use halfstar_trainer::evaluate::studies::popularity::dial;
use halfstar_trainer::evaluate::studies::sizes::STEPS;
use halfstar_trainer::evaluate::studies::{cold, exploration, sizes};
use halfstar_trainer::evaluate::{Cohort, Protocol};
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

/// Sure things and surprises, round after round.
pub(super) fn exploration(
    bundle: &Bundle,
    cohort: &Cohort,
    svg: &Path,
    json: &JsonArgs,
    out: &mut dyn Write,
) -> Result<()> {
    let cases = Protocol::StrongGeneralisation.cases(&cohort.judged);
    let found = exploration::judge(bundle, &cases);
    let curve = |dealt: &exploration::Dealt| plot::Curve {
        name: dealt.policy.title(),
        points: dealt.hits.iter().zip(1..).map(|(hits, round)| (f64::from(round), *hits)).collect(),
    };
    let curves: Vec<plot::Curve> = found.iter().map(curve).collect();
    plot::curves("Ten films a round: held-out members answer", ["round", "hits so far"], &curves, svg)?;
    if !json.write(&found, out)? {
        return Ok(());
    }
    writeln!(out, "{} members are dealt ten films a round; hits are films of four stars or more\n", cases.len())?;
    let mut rows = table([
        "policy",
        "hits after 5",
        "after 10",
        "after 20",
        "regret after 5",
        "after 10",
        "after 20",
        "films dealt",
    ]);
    for dealt in &found {
        let mut row = vec![dealt.policy.title().into()];
        for counts in [&dealt.hits, &dealt.regret] {
            row.extend([4, 9, 19].map(|round| number(format!("{:.1}", counts[round]))));
        }
        row.push(number(super::grouped(dealt.films as u64)));
        rows.add_row(row);
    }
    writeln!(out, "{}", lines(&rows))?;
    writeln!(out, "Drawn into {}", line(&svg.display().to_string()))?;
    Ok(())
}

/// What newcomers' first taps teach.
pub(super) fn newcomers(
    bundle: &Bundle,
    cohort: &Cohort,
    svg: &Path,
    json: &JsonArgs,
    out: &mut dyn Write,
) -> Result<()> {
    let found = newcomers::judge(bundle, &Protocol::StrongGeneralisation.cases(&cohort.judged));
    let curve = |beginning: &newcomers::Beginning| plot::Curve {
        name: beginning.way.title().to_owned(),
        points: DUELS.map(|duels| duels as f64).into_iter().zip(beginning.ndcg_100).collect(),
    };
    let curves: Vec<plot::Curve> = found.beginnings.iter().map(curve).collect();
    let caption = "Beginning without a file: held-out members";
    plot::curves(caption, ["answers, or films rated", "NDCG@100"], &curves, svg)?;
    if !json.write(&found, out)? {
        return Ok(());
    }
    writeln!(out, "{} members begin without a file; NDCG@100 after so many answers\n", found.members)?;
    let head = ["way to begin".to_owned()].into_iter().chain(DUELS.map(|duels| duels.to_string()));
    let head: Vec<String> = head.chain(["films not seen before the tenth".to_owned()]).collect();
    let mut rows = table(head.iter().map(String::as_str));
    for beginning in &found.beginnings {
        let mut row = vec![beginning.way.title().into()];
        row.extend(beginning.ndcg_100.map(decimals));
        row.push(number(format!("{:.1}", beginning.unseen[2])));
        rows.add_row(row);
    }
    writeln!(out, "{}\n", lines(&rows))?;
    let placing = found.placing;
    writeln!(
        out,
        "Rated by comparing: {} films, {:.0} comparisons (median), {:.2} stars off (median; {:.2} before), {:.1} % within \
         what is said to hold in four of five cases",
        placing.films,
        placing.compared,
        placing.off,
        placing.off_before,
        placing.covered * 100.0
    )?;
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
