//! What asking and exploring come to: newcomers, and rounds of films.

use anyhow::{Context, Result};
use serde_json::Value;

use super::figures::{decimals, list, number, table, text};

/// What newcomers' first answers teach, and how films are rated by comparing.
pub(crate) fn newcomers(found: &Value) -> Result<String> {
    let way = |beginning: &Value| -> Result<[String; 6]> {
        let after = |at: usize| number(beginning, &format!("/ndcg_100/{at}"));
        Ok([
            text(beginning, "/title")?.to_owned(),
            decimals(after(0)?, 4),
            decimals(after(1)?, 4),
            decimals(after(2)?, 4),
            decimals(after(4)?, 4),
            decimals(number(beginning, "/unseen/2")?, 0),
        ])
    };
    let ways = list(found, "/beginnings")?.iter().map(way).collect::<Result<Vec<_>>>()?;
    let columns = ["at first", "after 5", "after 10", "after 20", "films not seen before the tenth"];
    let placing = found.pointer("/placing").context("there is nothing about placing")?;
    let share = |pointer: &str| Ok::<_, anyhow::Error>(decimals(number(placing, pointer)? * 100.0, 1));
    Ok(format!(
        "{}\nRated by comparing: {} films of as many members, {} comparisons (median), {} stars off (median; {} by the prediction \
         alone), {} % of the ratings within what is said to hold in four of five cases.\n",
        table(&["way to begin"], &columns, ways),
        decimals(number(placing, "/films")?, 0),
        decimals(number(placing, "/compared")?, 0),
        decimals(number(placing, "/off")?, 2),
        decimals(number(placing, "/off_before")?, 2),
        share("/covered")?,
    ))
}

/// Sure things against surprises, round after round.
pub(crate) fn exploration(found: &Value) -> Result<String> {
    let policies = found.as_array().context("the policies are no list")?;
    let row = |dealt: &Value| -> Result<[String; 6]> {
        let after = |what: &str, round: usize| number(dealt, &format!("/{what}/{}", round - 1));
        Ok([
            text(dealt, "/title")?.to_owned(),
            decimals(after("hits", 5)?, 1),
            decimals(after("hits", 10)?, 1),
            decimals(after("hits", 20)?, 1),
            decimals(after("regret", 20)?, 1),
            decimals(number(dealt, "/films")?, 0),
        ])
    };
    let rows = policies.iter().map(row).collect::<Result<Vec<_>>>()?;
    let columns = ["hits after 5 rounds", "after 10", "after 20", "regret after 20", "films dealt to anybody"];
    Ok(table(&["policy"], &columns, rows))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn ways_to_begin_become_rows() {
        let found = json!({
            "beginnings": [{ "title": "random pairs", "ndcg_100": [0.1, 0.2, 0.25, 0.26, 0.3], "unseen": [0, 40, 72.7, 90, 120] }],
            "placing": { "films": 249, "compared": 4.0, "off": 0.0, "off_before": 0.5, "covered": 0.93 },
        });
        let written = newcomers(&found).expect("a table");
        assert!(written.contains("| random pairs | 0.1000 | 0.2000 | 0.2500 | 0.3000 | 73 |"), "{written}");
        assert!(
            written.contains("249 films of as many members, 4 comparisons") && written.contains("93.0 %"),
            "{written}"
        );
        assert!(newcomers(&json!({ "beginnings": [] })).is_err());
    }

    #[test]
    fn policies_become_rows() {
        let rounds = |to: u32| (1..=20).map(|round| f64::from(round * to)).collect::<Vec<_>>();
        let found = json!([{ "title": "random", "hits": rounds(1), "regret": rounds(2), "films": 9_806 }]);
        assert!(exploration(&found).expect("a table").contains("| random | 5.0 | 10.0 | 20.0 | 40.0 | 9806 |"));
    }
}
