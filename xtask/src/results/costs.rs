//! Tables of bytes and times, each beside what it may cost at most.

use anyhow::{Context, Result};
use serde_json::Value;

use super::figures::{bytes, count, grouped, list, ms, number, table, text};

const RIGHT: [&str; 2] = ["measured", "at most"];
const NO_BUDGET: &str = "–";

/// What members download.
pub(crate) fn size(budgets: &Value) -> Result<String> {
    let line = |budget: &Value| -> Result<[String; 3]> {
        Ok([text(budget, "/what")?.to_owned(), bytes(count(budget, "/bytes")?), bytes(count(budget, "/most")?)])
    };
    let budgets = budgets.as_array().context("the budgets are no list")?;
    Ok(table(&["what"], &RIGHT, budgets.iter().map(line).collect::<Result<Vec<_>>>()?))
}

/// What members wait for on the page: `speed` and `interaction` are what the scripts in `e2e/` found.
pub(crate) fn speed(found: &Value) -> Result<String> {
    let (waits, paint) = (&found["speed"], &found["interaction"]);
    let films = grouped(count(waits, "/films")?);
    let line = |what: String, wait: &Value| -> Result<[String; 3]> {
        let most = wait["most"].as_f64().map_or_else(|| NO_BUDGET.to_owned(), ms);
        Ok([what, format!("{}, p90 {}", ms(number(wait, "/median")?), ms(number(wait, "/p90")?)), most])
    };
    let mut rows = vec![line(format!("export of {films} films chosen → shelf drawn"), &waits["shelf"])?];
    // There are none where the page draws its shelf so fast that they come with it.
    if waits["pictures"].is_object() {
        rows.push(line("the same → first posters".to_owned(), &waits["pictures"])?);
    }
    rows.push(line(format!("one dial turned → shelf ranked again, {films} films seen"), &waits["turn"])?);
    let slower = count(paint, "/slower")?;
    rows.push([
        format!("input → next paint, processor {slower} times as slow, 98th percentile"),
        ms(number(paint, "/inp")?),
        ms(number(paint, "/most")?),
    ]);
    rows.push([
        "a film pressed → its sheet complete, on that processor".to_owned(),
        ms(number(paint, "/complete/open a film")?),
        NO_BUDGET.to_owned(),
    ]);
    Ok(format!(
        "{}\nMedians of {} visits in fresh profiles with {} turned dials each, and of {} inputs on {} more visits; {} cores.",
        table(&["what"], &RIGHT, rows),
        count(waits, "/visits")?,
        count(waits, "/turns")?,
        count(paint, "/count")?,
        count(paint, "/rounds")?,
        count(found, "/cores")?,
    ))
}

/// What the core takes in WebAssembly, and natively.
pub(crate) fn scoring(found: &Value) -> Result<String> {
    let [wasm, native] = ["wasm", "native"].map(|side| &found[side]);
    let both =
        |at: &str| -> Result<String> { Ok(format!("{:.2} ms ({:.2} ms)", number(wasm, at)?, number(native, at)?)) };
    let most = ms(number(wasm, "/most")?);
    let mut rows = Vec::new();
    for (place, member) in list(wasm, "/members")?.iter().enumerate() {
        rows.push([
            format!("whole catalogue scored for a member with {} films", grouped(count(member, "/films")?)),
            both(&format!("/members/{place}/scored"))?,
            most.clone(),
        ]);
    }
    rows.push([
        format!("the rating model solved for a member with {} ratings", grouped(count(wasm, "/solved/films")?)),
        both("/solved/median")?,
        ms(number(wasm, "/solved/most")?),
    ]);
    let keystroke = |side: &Value| -> Result<String> {
        Ok(format!("{:.1} to {:.1} ms", number(side, "/keystroke/0")?, number(side, "/keystroke/1")?))
    };
    let keystrokes = format!("{} ({})", keystroke(wasm)?, keystroke(native)?);
    rows.push(["one keystroke in the search".to_owned(), keystrokes, NO_BUDGET.to_owned()]);
    Ok(table(&["what"], &["WebAssembly (native)", "at most"], rows))
}

/// Lighthouse's scores, as a phone and as a desktop.
pub(crate) fn lighthouse(scores: &Value) -> Result<String> {
    let scores = scores.as_array().context("the scores are no list")?;
    let mut categories: Vec<&str> = Vec::new();
    for score in scores {
        let category = text(score, "/category")?;
        if !categories.contains(&category) {
            categories.push(category);
        }
    }
    let line = |name: &str, device: &str, at: &str| -> Result<Vec<String>> {
        let mut cells = vec![name.to_owned()];
        for category in &categories {
            let found = scores.iter().find(|score| score["device"] == device && score["category"] == *category);
            let found = found.with_context(|| format!("{category} was not measured as a {device}"))?;
            cells.push(count(found, at)?.to_string());
        }
        Ok(cells)
    };
    let rows =
        [line("phone", "phone", "/score")?, line("desktop", "desk", "/score")?, line("at least", "phone", "/least")?];
    Ok(table(&[""], &categories, rows))
}

/// From raw data to a bundle.
pub(crate) fn build(found: &Value) -> Result<String> {
    let gib = |bytes: f64| format!("{:.1} GiB", bytes / f64::from(1 << 30));
    let memory = found["bytes"].as_f64().map_or_else(|| NO_BUDGET.to_owned(), gib);
    let rows = [
        [
            "time".to_owned(),
            format!("{:.0} s", number(found, "/seconds")?),
            format!("{} s", count(found, "/most_seconds")?),
        ],
        ["memory, at its highest".to_owned(), memory, gib(number(found, "/most_bytes")?)],
    ];
    Ok(format!("{}\nOn {} cores.", table(&["what"], &RIGHT, rows), count(found, "/cores")?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn sizes_stand_beside_their_budgets() {
        let budgets = json!([
            { "what": "WASM", "bytes": 379_400, "most": 380_000 },
            { "what": "all", "bytes": 2_748_936, "most": 6_000_000 },
        ]);
        let expected =
            "| what | measured | at most |\n|---|--:|--:|\n| WASM | 379 KB | 380 KB |\n| all | 2.75 MB | 6 MB |\n";
        assert_eq!(size(&budgets).expect("a table"), expected);
    }

    #[test]
    fn times_stand_beside_their_budgets() {
        let mut found = json!({
            "speed": {
                "films": 1500, "visits": 10, "turns": 12,
                "shelf": { "median": 110.4, "p90": 136.0, "count": 10, "most": 150 },
                "turn": { "median": 1.1, "p90": 4.6, "count": 120, "most": 8 },
            },
            "interaction": {
                "films": 1500, "rounds": 3, "slower": 4, "inp": 96, "worst": 120, "count": 99, "most": 100,
                "complete": { "open a film": 290 },
            },
            "cores": 2,
        });
        let expected = "| what | measured | at most |\n|---|--:|--:|\n\
            | export of 1,500 films chosen → shelf drawn | 110 ms, p90 136 ms | 150 ms |\n\
            | one dial turned → shelf ranked again, 1,500 films seen | 1.1 ms, p90 4.6 ms | 8 ms |\n\
            | input → next paint, processor 4 times as slow, 98th percentile | 96 ms | 100 ms |\n\
            | a film pressed → its sheet complete, on that processor | 290 ms | – |\n\n\
            Medians of 10 visits in fresh profiles with 12 turned dials each, and of 99 inputs on 3 more visits; 2 cores.";
        assert_eq!(speed(&found).expect("a table"), expected);
        found["speed"]["pictures"] = json!({ "median": 135.0, "p90": 160.0, "count": 10 });
        assert!(speed(&found).expect("a table").contains("| the same → first posters | 135 ms, p90 160 ms | – |\n"));

        let side = |scored: f64| {
            json!({
                "members": [{ "films": 2000, "scored": scored, "shelved": 9.0 }], "most": 8.0,
                "solved": { "films": 1500, "median": scored / 2.0, "most": 2.0 }, "keystroke": [0.5, 1.9],
            })
        };
        let expected = "| what | WebAssembly (native) | at most |\n|---|--:|--:|\n\
            | whole catalogue scored for a member with 2,000 films | 2.42 ms (1.68 ms) | 8 ms |\n\
            | the rating model solved for a member with 1,500 ratings | 1.21 ms (0.84 ms) | 2 ms |\n\
            | one keystroke in the search | 0.5 to 1.9 ms (0.5 to 1.9 ms) | – |\n";
        assert_eq!(scoring(&json!({ "wasm": side(2.42), "native": side(1.68) })).expect("a table"), expected);

        let found = json!({ "seconds": 264.3, "bytes": 2_900_000_000_u64, "most_seconds": 360, "most_bytes": 6_u64 << 30, "cores": 2 });
        let expected = "| what | measured | at most |\n|---|--:|--:|\n| time | 264 s | 360 s |\n\
            | memory, at its highest | 2.7 GiB | 6.0 GiB |\n\nOn 2 cores.";
        assert_eq!(build(&found).expect("a table"), expected);
    }

    #[test]
    fn scores_stand_above_their_floors() {
        let score = |device: &str, category: &str, score: u32, least: u32| json!({ "device": device, "category": category, "score": score, "least": least });
        let scores = json!([
            score("phone", "Performance", 99, 90),
            score("phone", "SEO", 100, 100),
            score("desk", "Performance", 100, 90),
            score("desk", "SEO", 100, 100),
        ]);
        let expected = "|  | Performance | SEO |\n|---|--:|--:|\n| phone | 99 | 100 |\n| desktop | 100 | 100 |\n| at least | 90 | 100 |\n";
        assert_eq!(lighthouse(&scores).expect("a table"), expected);
    }
}
