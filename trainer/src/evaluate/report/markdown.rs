//! Reports as Markdown tables: what the documentation shows is what the command prints.

use super::comparison::{Comparison, Report, Row};
use crate::evaluate::metrics::{Estimate, Metric, Obvious, Regret, Slice, Slices};
use crate::evaluate::protocol::Protocol;
use crate::printable::{line, signed};
use std::fmt::Write as _;

/// Metrics of accuracy; the rest go into a table of their own.
const ACCURACY: [Metric; 8] = [
    Metric::Ndcg100,
    Metric::Ndcg10,
    Metric::Recall20,
    Metric::Recall50,
    Metric::Precision10,
    Metric::Hit10,
    Metric::ReciprocalRank,
    Metric::Auc,
];

/// All tables of a report.
pub fn tables(report: &Report) -> String {
    let joined = &report.joined;
    let mut text = format!(
        "{} films of the pool ranked; {} of {} ratings are of these. Values ± half of the 95 % interval (bootstrap over \
         members, 1,000 resamples).\n",
        grouped(report.pool),
        grouped(joined.ratings_known),
        grouped(joined.ratings)
    );
    if let Some(caution) = &report.caution {
        text.push_str(&format!("\n**Caution**: {caution}.\n"));
    }
    for comparison in &report.protocols {
        accuracy(&mut text, comparison);
    }
    if let Some(strong) = report.protocols.iter().find(|all| all.protocol == Protocol::StrongGeneralisation) {
        regret(&mut text, strong);
        diversity(&mut text, strong);
        obvious(&mut text, strong);
        sliced(&mut text, "At most so many films shown, NDCG@100", strong, |row| row.short.as_slice());
        sliced(&mut text, "By films shown, NDCG@100", strong, |row| part(row, |all| &all.history));
        sliced(&mut text, "By year of the hidden films, NDCG@100", strong, |row| part(row, |all| &all.age));
        let title = "By decile of the hidden films' popularity (1 is the most popular), NDCG@100";
        sliced(&mut text, title, strong, |row| part(row, |all| &all.popularity));
    }
    stars(&mut text, report);
    calibrated(&mut text, report);
    covered(&mut text, report);
    text
}

fn accuracy(text: &mut String, comparison: &Comparison) {
    heading(text, comparison.protocol.title(), comparison.members);
    let against = comparison.rows.iter().any(|row| row.less_ease.is_some());
    let names = ACCURACY.iter().map(|metric| metric.name());
    row(text, ["model"].into_iter().chain(names).chain(against.then_some("NDCG@100 less dense EASE's")));
    rule(text, 1 + ACCURACY.len() + usize::from(against));
    for line in &comparison.rows {
        let values = ACCURACY.iter().map(|metric| estimate(&line.metrics[metric.name()], 4));
        let less = line.less_ease.as_ref().map(|less| difference(&less[Metric::Ndcg100.name()]));
        row(text, std::iter::once(line.name.clone()).chain(values).chain(less));
    }
}

fn diversity(text: &mut String, comparison: &Comparison) {
    heading(text, "Coverage, novelty, diversity of the first ten", comparison.members);
    row(text, ["model", "coverage of the pool", "novelty, bits", "diversity in a list"]);
    rule(text, 4);
    for line in &comparison.rows {
        let cells = [
            line.name.clone(),
            format!("{:.1} %", line.coverage * 100.0),
            estimate(&line.metrics[Metric::Novelty.name()], 2),
            estimate(&line.metrics[Metric::Diversity.name()], 3),
        ];
        row(text, cells);
    }
}

fn regret(text: &mut String, comparison: &Comparison) {
    let Some(first) = comparison.rows.first().filter(|first| !first.regret.is_empty()) else { return };
    heading(text, "Of the hidden films among the first twenty, how many were regretted, and liked", comparison.members);
    let regretted = |part: &Regret| format!("regret@20, {} (n = {})", part.name, grouped(part.members));
    let names = first.regret.iter().map(regretted);
    row(text, ["model".to_owned()].into_iter().chain(names).chain(["liked@20, everyone".to_owned()]));
    rule(text, 2 + first.regret.len());
    for line in &comparison.rows {
        let regrets = line.regret.iter().map(|part| percent(&part.regret_20));
        let liked = line.regret.first().map(|everyone| percent(&everyone.liked_20));
        row(text, std::iter::once(line.name.clone()).chain(regrets).chain(liked));
    }
}

fn obvious(text: &mut String, comparison: &Comparison) {
    heading(text, "Beyond the obvious: what the first twenty are", comparison.members);
    const HEAD: [&str; 9] = [
        "model",
        "films known",
        "of the 250 most rated",
        "of the 1,000",
        "IPS-NDCG@100",
        "NDCG@100 beyond the 1,000",
        "different films, and of 200 members",
        "Gini",
        "most shown, of 100 lists",
    ];
    row(text, HEAD);
    rule(text, HEAD.len());
    for line in &comparison.rows {
        for Obvious { films, top_250, top_1000, distinct, distinct_200, gini, tail_ndcg_100, most_shown } in
            &line.obvious
        {
            let weighted = &line.metrics[Metric::PropensityNdcg100.name()];
            let cells = [
                line.name.clone(),
                films.clone(),
                percent(top_250),
                percent(top_1000),
                if films == "all" { estimate(weighted, 4) } else { String::new() },
                estimate(tail_ndcg_100, 4),
                format!("{}, {}", grouped(*distinct), grouped(*distinct_200)),
                format!("{gini:.3}"),
                format!("{most_shown:.1}"),
            ];
            row(text, cells);
        }
    }
}

/// One column per slice, which all rows share.
fn sliced<'r>(text: &mut String, title: &str, comparison: &'r Comparison, of: impl Fn(&'r Row) -> &'r [Slice]) {
    let rows: Vec<(&str, &[Slice])> = comparison.rows.iter().map(|row| (row.name.as_str(), of(row))).collect();
    let Some((_, slices)) = rows.iter().find(|(_, slices)| !slices.is_empty()) else { return };
    heading(text, title, comparison.members);
    let names = slices.iter().map(|slice| format!("{} (n = {})", slice.name, grouped(slice.members)));
    row(text, std::iter::once("model".to_owned()).chain(names));
    rule(text, 1 + slices.len());
    for (name, slices) in rows.iter().filter(|(_, slices)| !slices.is_empty()) {
        let values = slices.iter().map(|slice| estimate(&slice.ndcg_100, 3));
        row(text, std::iter::once((*name).to_owned()).chain(values));
    }
}

fn part(row: &Row, of: impl Fn(&Slices) -> &Vec<Slice>) -> &[Slice] {
    row.slices.as_ref().map_or(&[], |slices| of(slices).as_slice())
}

fn stars(text: &mut String, report: &Report) {
    if report.stars.is_empty() {
        return;
    }
    text.push_str("\n### Predicted stars, on the hidden ratings of strong generalisation\n\n");
    row(text, ["prediction", "RMSE", "MAE", "RMSE less the biases'"]);
    rule(text, 4);
    for errors in &report.stars {
        let less = errors.rmse_less_biases.as_ref().map_or_else(String::new, difference);
        row(text, [errors.name.to_owned(), estimate(&errors.rmse, 4), estimate(&errors.mae, 4), less]);
    }
}

fn calibrated(text: &mut String, report: &Report) {
    if report.calibration.is_empty() {
        return;
    }
    text.push_str(
        "\n### Stars of hidden films among the first sixty, by the member's mean: mean ± standard deviation\n\n",
    );
    row(text, ["member's mean", "films", "predicted", "given"]);
    rule(text, 4);
    for band in &report.calibration {
        let both = |[mean, deviation]: [f64; 2]| format!("{mean:.2} ± {deviation:.2}");
        row(text, [band.name.clone(), grouped(band.films), both(band.predicted), both(band.given)]);
    }
}

fn covered(text: &mut String, report: &Report) {
    if report.intervals.slices.is_empty() {
        return;
    }
    text.push_str(
        "\n### Hidden ratings in the interval meant for four in five, and for one in two; and its width in stars\n\n",
    );
    row(text, ["ratings", "n", "of 80 %", "width", "of 50 %", "width"]);
    rule(text, 6);
    for slice in &report.intervals.slices {
        let [most, half] = slice.covered.map(|share| format!("{:.1} %", share * 100.0));
        let [wide, narrow] = slice.width.map(|stars| format!("{stars:.2}"));
        row(text, [slice.name.clone(), grouped(slice.ratings), most, wide, half, narrow]);
    }
    if let Some(width) = report.intervals.constant_width {
        text.push_str(&format!(
            "\nAs wide for every member and film, and covering as many over all lengths of history: {width:.2}.\n"
        ));
    }
}

fn heading(text: &mut String, title: &str, members: usize) {
    text.push_str(&format!("\n### {title} ({} members)\n\n", grouped(members)));
}

/// A line of a table.
pub(in crate::evaluate) fn row(text: &mut String, cells: impl IntoIterator<Item = impl AsRef<str>>) {
    for cell in cells {
        text.push_str("| ");
        text.push_str(&line(cell.as_ref()));
        text.push(' ');
    }
    text.push_str("|\n");
}

/// The line below a table's head: the first column to the left, the others to the right.
pub(in crate::evaluate) fn rule(text: &mut String, columns: usize) {
    text.push_str("|---|");
    (1..columns).for_each(|_| text.push_str("--:|"));
    text.push('\n');
}

fn estimate(estimate: &Estimate, digits: usize) -> String {
    format!("{:.digits$} ± {:.digits$}", estimate.value, estimate.margin())
}

fn percent(share: &Estimate) -> String {
    format!("{:.2} % ± {:.2}", share.value * 100.0, share.margin() * 100.0)
}

/// With its sign and both ends: whether the interval holds 0 is the point.
fn difference(estimate: &Estimate) -> String {
    let [value, low, high] = [estimate.value, estimate.low, estimate.high].map(|number| signed(number, 4));
    format!("{value} ({low} to {high})")
}

/// `1234567` as `1,234,567`.
pub(in crate::evaluate) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    digits.bytes().enumerate().fold(String::new(), |mut text, (place, digit)| {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        // Writing to a string cannot fail.
        let _ = write!(text, "{}", char::from(digit));
        text
    })
}
