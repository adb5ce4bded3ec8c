//! Tables of what `halfstar evaluate` measures.

use anyhow::{Context, Result};
use serde_json::Value;

use super::figures::{bytes, count, decimals, grouped, list, number, percent, row, signed, table, text};

/// The row that is ours, as it is shipped.
const OURS: &str = "default";
/// The row that others are compared with.
const REFERENCE: &str = "ease";
/// The best guess for somebody of whom nothing is known.
const POPULARITY: &str = "most-liked";
/// How many films are known of a member with a short history.
const SHORT: [&str; 4] = ["3", "5", "10", "20"];

/// Who is judged.
pub(crate) fn members(report: &Value) -> Result<String> {
    let caution = report["caution"].as_str().map_or_else(String::new, |caution| format!("**Caution**: {caution}.\n\n"));
    Ok(format!(
        "{caution}{} members are judged, over {} films; the baselines are fitted on {} other members.",
        grouped(count(protocol(report, "strong-generalisation")?, "/members")?),
        grouped(count(report, "/pool")?),
        grouped(count(report, "/train_members")?),
    ))
}

/// Every row under strong generalisation.
pub(crate) fn rows(report: &Value) -> Result<String> {
    let line = |row: &Value| -> Result<[String; 8]> {
        let [name, key] = [text(row, "/name")?, text(row, "/key")?];
        let less = match key {
            REFERENCE => "0".to_owned(),
            _ => difference(&row["less_ease"]["NDCG@100"], 4)?,
        };
        Ok([
            if key == OURS { format!("**{name}**") } else { name.to_owned() },
            estimate(&row["metrics"]["NDCG@100"])?,
            estimate(&row["metrics"]["NDCG@10"])?,
            estimate(&row["metrics"]["Recall@20"])?,
            estimate(&row["metrics"]["Recall@50"])?,
            percent(number(row, "/coverage")?, 1),
            decimals(number(row, "/metrics/Novelty/value")?, 2),
            less,
        ])
    };
    let rows = list(protocol(report, "strong-generalisation")?, "/rows")?;
    let right = ["NDCG@100", "NDCG@10", "Recall@20", "Recall@50", "coverage", "novelty", "NDCG@100 less dense EASE’s"];
    Ok(table(&["model"], &right, rows.iter().map(line).collect::<Result<Vec<_>>>()?))
}

/// The default blend beside dense EASE: what it wins, and what it does not. `base_bytes` is added to the report.
pub(crate) fn against(report: &Value) -> Result<String> {
    let line = |name: &str, of: &str, metric: &str, digits: usize| -> Result<[String; 4]> {
        let rows = list(protocol(report, of)?, "/rows")?;
        let at = format!("/metrics/{metric}/value");
        let (ours, theirs) = (row(rows, "key", OURS)?, row(rows, "key", REFERENCE)?);
        let values = [number(ours, &at)?, number(theirs, &at)?];
        let relative = (values[0] / values[1] - 1.0) * 100.0;
        Ok([
            name.to_owned(),
            decimals(values[0], digits),
            decimals(values[1], digits),
            format!("{}, {} %", difference(&ours["less_ease"][metric], digits)?, signed(relative, 1)),
        ])
    };
    let pool = count(report, "/pool")?;
    let rows = [
        line("NDCG@100, a fifth of the ratings hidden", "strong-generalisation", "NDCG@100", 4)?,
        line("NDCG@100, one film left out at a time", "leave-one-out", "NDCG@100", 4)?,
        line("novelty of the first ten, in bits", "strong-generalisation", "Novelty", 2)?,
        line("diversity of the first ten", "strong-generalisation", "Diversity", 3)?,
        // Of ours, everything that the base file holds; of the other, four bytes a weight.
        ["bytes".to_owned(), bytes(count(report, "/base_bytes")?), bytes(4 * pool * pool), String::new()],
    ];
    Ok(table(&[""], &["default blend", "dense EASE", "difference"], rows))
}

/// Of the hidden films among the first twenty, how many were regretted, and how many liked.
pub(crate) fn regret(report: &Value) -> Result<String> {
    let rows = list(protocol(report, "strong-generalisation")?, "/rows")?;
    let names = list(row(rows, "key", OURS)?, "/regret")?;
    let head = |part: &Value| Ok(format!("{} (n = {})", text(part, "/name")?, grouped(count(part, "/members")?)));
    let heads = names.iter().map(head).collect::<Result<Vec<String>>>()?;
    let share = |part: &Value, of: &str| -> Result<String> {
        Ok(format!(
            "{} ± {}",
            percent(number(part, &format!("/{of}/value"))?, 2),
            decimals(margin(&part[of])? * 100.0, 2)
        ))
    };
    let line = |found: &Value| -> Result<Vec<String>> {
        let [name, key] = [text(found, "/name")?, text(found, "/key")?];
        let parts = list(found, "/regret")?;
        let mut cells = vec![if key == OURS { format!("**{name}**") } else { name.to_owned() }];
        cells.extend(parts.iter().map(|part| share(part, "regret_20")).collect::<Result<Vec<_>>>()?);
        cells.push(share(parts.first().context("nobody was judged")?, "liked_20")?);
        Ok(cells)
    };
    let right: Vec<&str> = heads.iter().map(String::as_str).chain(["liked, everyone"]).collect();
    Ok(table(&["regretted"], &right, rows.iter().map(line).collect::<Result<Vec<_>>>()?))
}

/// What the first twenty are, of everyone and with few films known.
pub(crate) fn obvious(report: &Value) -> Result<String> {
    let rows = list(protocol(report, "strong-generalisation")?, "/rows")?;
    let mut lines = Vec::new();
    for key in [OURS, REFERENCE] {
        let found = row(rows, "key", key)?;
        let name = text(found, "/name")?;
        for part in list(found, "/obvious")? {
            let films = text(part, "/films")?;
            let of_all = |metric: &str, digits: usize| -> Result<String> {
                let value = || number(found, &format!("/metrics/{metric}/value"));
                if films == "all" { Ok(decimals(value()?, digits)) } else { Ok(String::new()) }
            };
            lines.push([
                if key == OURS { format!("**{name}**") } else { name.to_owned() },
                films.to_owned(),
                percent(number(part, "/top_250/value")?, 1),
                percent(number(part, "/top_1000/value")?, 1),
                of_all("IPS-NDCG@100", 4)?,
                decimals(number(part, "/tail_ndcg_100/value")?, 4),
                grouped(count(part, "/distinct")?),
                grouped(count(part, "/distinct_200")?),
                decimals(number(part, "/gini")?, 3),
                of_all("Novelty", 2)?,
            ]);
        }
    }
    let right = [
        "films known",
        "of the 250 most rated",
        "of the 1,000",
        "IPS-NDCG@100",
        "NDCG@100 beyond the 1,000",
        "different films",
        "of 200 members",
        "Gini",
        "novelty of ten",
    ];
    Ok(table(&["first twenty"], &right, lines))
}

/// Films near the best-loved ones.
pub(crate) fn likeness(found: &Value) -> Result<String> {
    let line = |row: &Value| -> Result<[String; 4]> {
        Ok([
            text(row, "/name")?.to_owned(),
            decimals(number(row, "/median_lift")?, 2),
            percent(number(row, "/below_chance")?, 1),
            percent(number(row, "/mostly_kin")?, 1),
        ])
    };
    let rows = found.as_array().context("the lists are no list")?.iter().map(line).collect::<Result<Vec<_>>>()?;
    Ok(table(&["the first ten"], &["median lift", "loved less often than by chance", "lists at least half kin"], rows))
}

/// How far predicted stars are off.
pub(crate) fn stars(report: &Value) -> Result<String> {
    let [ours, biases] = [0, 1].map(|row| number(report, &format!("/stars/{row}/rmse/value")));
    let (ours, biases) = (ours?, biases?);
    let less = 1.0 - ours / biases;
    Ok(format!(
        "**Predicted stars** are off by {} ± {} (root mean square), user-plus-item biases by {}: {} {}.",
        decimals(ours, 3),
        decimals(margin(&report["stars"][0]["rmse"])?, 3),
        decimals(biases, 3),
        percent(less.abs(), 1),
        if less < 0.0 { "more" } else { "less" },
    ))
}

/// The rating model beside biases on other data, and how its intervals hold there.
pub(crate) fn movielens(found: &Value) -> Result<String> {
    let line = |data: &Value| -> Result<[String; 9]> {
        let error = |row: usize, of: &str| decimals_of(data, &format!("/stars/{row}/{of}/value"), 4);
        let grouped_of = |at: &str| -> Result<String> { Ok(grouped(count(data, at)?)) };
        let interval = |at: usize| -> Result<String> {
            let share = percent(number(data, &format!("/covered/{at}"))?, 1);
            Ok(format!("{share}, {}", decimals_of(data, &format!("/width/{at}"), 2)?))
        };
        Ok([
            text(data, "/name")?.to_owned(),
            grouped_of("/ratings")?,
            grouped_of("/members")?,
            grouped_of("/hidden")?,
            format!("**{}** ± {}", error(0, "rmse")?, decimals(margin(&data["stars"][0]["rmse"])?, 4)),
            error(0, "mae")?,
            error(1, "rmse")?,
            interval(0)?,
            interval(1)?,
        ])
    };
    let rows = found.as_array().context("the data sets are no list")?.iter().map(line).collect::<Result<Vec<_>>>()?;
    let right = [
        "ratings",
        "members",
        "hidden",
        "RMSE",
        "MAE",
        "biases’ RMSE",
        "meant for 80 %, stars wide",
        "meant for 50 %, stars wide",
    ];
    Ok(table(&["data"], &right, rows))
}

fn decimals_of(of: &Value, at: &str, digits: usize) -> Result<String> {
    Ok(decimals(number(of, at)?, digits))
}

/// What was predicted for the first films, and given.
pub(crate) fn calibration(report: &Value) -> Result<String> {
    let both = |band: &Value, of: &str| -> Result<String> {
        let [mean, deviation] = [0, 1].map(|at| number(band, &format!("/{of}/{at}")));
        Ok(format!("{} ± {}", decimals(mean?, 2), decimals(deviation?, 2)))
    };
    let line = |band: &Value| -> Result<[String; 4]> {
        let name = text(band, "/name")?.to_owned();
        Ok([name, grouped(count(band, "/films")?), both(band, "predicted")?, both(band, "given")?])
    };
    let rows = list(report, "/calibration")?.iter().map(line).collect::<Result<Vec<_>>>()?;
    Ok(table(&["member’s mean"], &["films", "predicted", "given"], rows))
}

/// How many hidden ratings lie in the intervals around the predicted stars, in slices.
pub(crate) fn intervals(report: &Value) -> Result<String> {
    let line = |slice: &Value| -> Result<Vec<String>> {
        let share = |at: usize| Ok::<_, anyhow::Error>(percent(number(slice, &format!("/covered/{at}"))?, 1));
        let width = |at: usize| Ok::<_, anyhow::Error>(decimals(number(slice, &format!("/width/{at}"))?, 2));
        let name = text(slice, "/name")?.to_owned();
        Ok(vec![name, grouped(count(slice, "/ratings")?), share(0)?, width(0)?, share(1)?, width(1)?])
    };
    let rows = list(report, "/intervals/slices")?.iter().map(line).collect::<Result<Vec<_>>>()?;
    let head = ["ratings", "meant for 80 %", "stars wide", "meant for 50 %", "stars wide"];
    let constant = number(report, "/intervals/constant_width")?;
    let told = format!(
        "\nIntervals as wide for every member and film, whatever is shown of them, that cover as many are {} stars wide.\n",
        decimals(constant, 2)
    );
    Ok(table(&["hidden ratings"], &head, rows) + &told)
}

/// The same members with only so many films known.
pub(crate) fn short(report: &Value) -> Result<String> {
    let rows = list(protocol(report, "strong-generalisation")?, "/rows")?;
    let line = |key: &str| -> Result<Vec<String>> {
        let found = row(rows, "key", key)?;
        let name = text(found, "/name")?;
        let mut cells = vec![if key == OURS { format!("**{name}**") } else { name.to_owned() }];
        for films in SHORT {
            cells.push(decimals(number(row(list(found, "/short")?, "name", films)?, "/ndcg_100/value")?, 3));
        }
        Ok(cells)
    };
    Ok(table(&["films known"], &SHORT, [line(OURS)?, line(REFERENCE)?, line(POPULARITY)?]))
}

/// Films that lost all of their ratings.
pub(crate) fn cold(found: &Value) -> Result<String> {
    let line = |row: &Value| -> Result<[String; 3]> {
        let name = match text(row, "/name")? {
            "votes" => "TMDB’s votes",
            other => other,
        };
        Ok([name.to_owned(), decimals(number(row, "/ndcg_10")?, 3), decimals(number(row, "/recall_20")?, 3)])
    };
    let rows = list(found, "/rows")?.iter().map(line).collect::<Result<Vec<_>>>()?;
    Ok(format!(
        "{} films lost their ratings; {} validation members look for theirs among them.\n\n{}",
        grouped(count(found, "/films")?),
        grouped(count(found, "/members")?),
        table(&["ranked by"], &["NDCG@10", "Recall@20"], rows)
    ))
}

/// Likes of real exports. The report's own rows are not told.
pub(crate) fn exports(report: &Value) -> Result<String> {
    let of = |who: &str| &report["exports"][who];
    let both = |at: &str, write: &dyn Fn(f64) -> String| -> Result<[String; 2]> {
        Ok([write(number(of("ours"), at)?), write(number(of("popularity"), at)?)])
    };
    let [ours, theirs] = both("/median", &|rank| grouped(rank as u64))?;
    let [found, found_by_popularity] = both("/in_top/0", &|share| percent(share, 0))?;
    let rows = [
        [format!("median rank among {} films", grouped(count(report, "/pool")?)), ours, theirs],
        ["in the first hundred".to_owned(), found, found_by_popularity],
    ];
    let watchlists = list(report, "/exports/watchlists")?;
    let wanted = watchlists.iter().map(|one| number(one, "/of_sixty")).collect::<Result<Vec<_>>>()?;
    Ok(format!(
        "{} films of {} members are hidden.\n\n{}\n\nOf the first sixty films for the {} members with a watchlist {} stand on it, {} at \
         most.",
        grouped(count(of("ours"), "/count")?),
        list(report, "/exports/members")?.len(),
        table(&[""], &["Halfstar", "popularity"], rows).trim_end(),
        watchlists.len(),
        percent(wanted.iter().sum::<f64>() / wanted.len().max(1) as f64, 0),
        percent(wanted.iter().fold(0.0, |most: f64, share| most.max(*share)), 0),
    ))
}

/// Neighbours alone, step by step from dense to packed.
pub(crate) fn compression(sizes: &Value) -> Result<String> {
    let sizes = sizes.as_array().context("the steps are no list")?;
    let line = |size: &Value| -> Result<[String; 5]> {
        let weights = number(size, "/per_film")?;
        Ok([
            text(size, "/step")?.to_owned(),
            if weights > 0.0 { weights.to_string() } else { "all".to_owned() },
            grouped(count(size, "/bytes")?),
            decimals(number(size, "/ndcg_100")?, 4),
            decimals(number(size, "/recall_20")?, 4),
        ])
    };
    // By step and not, as they were measured, by weights.
    let mut steps: Vec<&str> = Vec::new();
    for size in sizes {
        let step = text(size, "/step")?;
        if !steps.contains(&step) {
            steps.push(step);
        }
    }
    let mut rows = Vec::new();
    for step in steps {
        for size in sizes.iter().filter(|size| size["step"] == step) {
            rows.push(line(size)?);
        }
    }
    Ok(table(&["neighbours"], &["weights a film", "bytes", "NDCG@100", "Recall@20"], rows))
}

/// What each place of the dial of popularity costs.
pub(crate) fn dial(positions: &Value) -> Result<String> {
    let line = |position: &Value| -> Result<[String; 5]> {
        Ok([
            position["popularity"].as_f64().map_or_else(|| "learned".to_owned(), |weight| signed(weight, 1)),
            decimals(number(position, "/ndcg_100")?, 4),
            decimals(number(position, "/novelty")?, 2),
            decimals(number(position, "/coverage")?, 4),
            decimals(number(position, "/diversity")?, 4),
        ])
    };
    let positions = positions.as_array().context("the places of the dial are no list")?;
    let rows = positions.iter().map(line).collect::<Result<Vec<_>>>()?;
    Ok(table(&["popularity"], &["NDCG@100", "novelty, bits", "coverage", "diversity"], rows))
}

fn protocol<'v>(report: &'v Value, name: &str) -> Result<&'v Value> {
    row(list(report, "/protocols")?, "protocol", name)
}

/// `0.3551 ± 0.0076`.
fn estimate(estimate: &Value) -> Result<String> {
    Ok(format!("{} ± {}", decimals(number(estimate, "/value")?, 4), decimals(margin(estimate)?, 4)))
}

/// Half of the interval's width.
fn margin(estimate: &Value) -> Result<f64> {
    Ok((number(estimate, "/high")? - number(estimate, "/low")?) / 2.0)
}

/// With its sign and both ends: whether the interval holds 0 is the point.
fn difference(estimate: &Value, digits: usize) -> Result<String> {
    let [value, low, high] = ["/value", "/low", "/high"].map(|at| number(estimate, at));
    Ok(format!("{} ({} to {})", signed(value?, digits), signed(low?, digits), signed(high?, digits)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// A row under both protocols, whose every metric is `value` ± 0.01, less dense EASE's by `less`.
    fn competitor(key: &str, name: &str, value: f64, less: f64) -> Value {
        let estimate = |value: f64| json!({ "value": value, "low": value - 0.01, "high": value + 0.01 });
        let metrics = |value: f64| -> Value {
            let names = ["NDCG@100", "NDCG@10", "IPS-NDCG@100", "Recall@20", "Recall@50", "Novelty", "Diversity"];
            names.into_iter().map(|name| (name.to_owned(), estimate(value))).collect::<serde_json::Map<_, _>>().into()
        };
        let short: Vec<Value> = ["3", "5", "10", "20", "50"]
            .map(|films| json!({ "name": films, "ndcg_100": estimate(value / 2.0) }))
            .into();
        let obvious = |films: &str| {
            json!({
                "films": films, "top_250": estimate(value), "top_1000": estimate(0.8), "distinct": 2700, "distinct_200": 1300,
                "gini": 0.93, "tail_ndcg_100": estimate(0.1),
            })
        };
        let share = |value: f64| estimate(value / 10.0);
        let regret = |name: &str, members: u32, value: f64| -> Value {
            json!({ "name": name, "members": members, "regret_20": share(value), "liked_20": share(1.0 - value) })
        };
        json!({
            "key": key, "name": name, "metrics": metrics(value), "less_ease": metrics(less), "coverage": 0.127, "short": short,
            "obvious": [obvious("all"), obvious("3")],
            "regret": [regret("everyone", 2146, value), regret("mean below 3 stars", 158, value * 2.0)],
        })
    }

    fn report() -> Value {
        let rows = [
            competitor("default", "Ours", 0.36, 0.06),
            competitor("most-liked", "Popular", 0.2, -0.1),
            competitor("ease", "EASE", 0.3, 0.0),
        ];
        json!({
            "pool": 12_281, "train_members": 42_178, "caution": null, "base_bytes": 1_183_009,
            "protocols": [
                { "protocol": "strong-generalisation", "members": 2146, "rows": rows },
                { "protocol": "leave-one-out", "members": 2146, "rows": rows },
            ],
            "stars": [
                { "rmse": { "value": 0.693, "low": 0.684, "high": 0.702 } },
                { "rmse": { "value": 0.763, "low": 0.754, "high": 0.772 } },
            ],
            "calibration": [{ "name": "0.0 to 3.0", "films": 1234, "predicted": [3.9, 0.36], "given": [4.0, 0.75] }],
            "intervals": {
                "slices": [{ "name": "all", "ratings": 1234, "covered": [0.801, 0.498], "width": [1.61, 0.84] }],
                "constant_width": 1.75,
            },
            "exports": {
                "members": [{ "name": "one" }, { "name": "two" }],
                "ours": { "count": 154, "median": 294, "in_top": [0.31, 0.6, 0.8] },
                "popularity": { "count": 154, "median": 1690, "in_top": [0.1, 0.3, 0.4] },
                "watchlists": [{ "name": "one", "of_sixty": 0.1 }, { "name": "two", "of_sixty": 0.3 }],
            },
        })
    }

    fn check(text: fn(&Value) -> Result<String>, found: &Value, expected: &str) {
        assert_eq!(text(found).expect(expected).trim_end(), expected.trim_end());
    }

    #[test]
    fn accuracy_is_told() {
        let mut report = report();
        let judged = "2,146 members are judged, over 12,281 films; the baselines are fitted on 42,178 other members.";
        check(members, &report, judged);
        check(
            rows,
            &report,
            "| model | NDCG@100 | NDCG@10 | Recall@20 | Recall@50 | coverage | novelty | NDCG@100 less dense EASE’s |\n\
             |---|--:|--:|--:|--:|--:|--:|--:|\n\
             | **Ours** | 0.3600 ± 0.0100 | 0.3600 ± 0.0100 | 0.3600 ± 0.0100 | 0.3600 ± 0.0100 | 12.7 % | 0.36 | +0.0600 (+0.0500 to +0.0700) |\n\
             | Popular | 0.2000 ± 0.0100 | 0.2000 ± 0.0100 | 0.2000 ± 0.0100 | 0.2000 ± 0.0100 | 12.7 % | 0.20 | −0.1000 (−0.1100 to −0.0900) |\n\
             | EASE | 0.3000 ± 0.0100 | 0.3000 ± 0.0100 | 0.3000 ± 0.0100 | 0.3000 ± 0.0100 | 12.7 % | 0.30 | 0 |",
        );
        check(
            against,
            &report,
            "|  | default blend | dense EASE | difference |\n|---|--:|--:|--:|\n\
             | NDCG@100, a fifth of the ratings hidden | 0.3600 | 0.3000 | +0.0600 (+0.0500 to +0.0700), +20.0 % |\n\
             | NDCG@100, one film left out at a time | 0.3600 | 0.3000 | +0.0600 (+0.0500 to +0.0700), +20.0 % |\n\
             | novelty of the first ten, in bits | 0.36 | 0.30 | +0.06 (+0.05 to +0.07), +20.0 % |\n\
             | diversity of the first ten | 0.360 | 0.300 | +0.060 (+0.050 to +0.070), +20.0 % |\n\
             | bytes | 1.18 MB | 603 MB |  |",
        );
        check(
            regret,
            &report,
            "| regretted | everyone (n = 2,146) | mean below 3 stars (n = 158) | liked, everyone |\n|---|--:|--:|--:|\n\
             | **Ours** | 3.60 % ± 1.00 | 7.20 % ± 1.00 | 6.40 % ± 1.00 |\n\
             | Popular | 2.00 % ± 1.00 | 4.00 % ± 1.00 | 8.00 % ± 1.00 |\n\
             | EASE | 3.00 % ± 1.00 | 6.00 % ± 1.00 | 7.00 % ± 1.00 |",
        );
        check(
            stars,
            &report,
            "**Predicted stars** are off by 0.693 ± 0.009 (root mean square), user-plus-item biases by 0.763: 9.2 % less.",
        );
        check(
            calibration,
            &report,
            "| member’s mean | films | predicted | given |\n|---|--:|--:|--:|\n| 0.0 to 3.0 | 1,234 | 3.90 ± 0.36 | 4.00 ± 0.75 |",
        );
        check(
            intervals,
            &report,
            "| hidden ratings | ratings | meant for 80 % | stars wide | meant for 50 % | stars wide |\n\
             |---|--:|--:|--:|--:|--:|\n| all | 1,234 | 80.1 % | 1.61 | 49.8 % | 0.84 |\n\n\
             Intervals as wide for every member and film, whatever is shown of them, that cover as many are 1.75 stars wide.",
        );
        check(
            short,
            &report,
            "| films known | 3 | 5 | 10 | 20 |\n|---|--:|--:|--:|--:|\n| **Ours** | 0.180 | 0.180 | 0.180 | 0.180 |\n\
             | EASE | 0.150 | 0.150 | 0.150 | 0.150 |\n| Popular | 0.100 | 0.100 | 0.100 | 0.100 |",
        );
        report["caution"] = "it may have seen them".into();
        check(members, &report, &format!("**Caution**: it may have seen them.\n\n{judged}"));
        report["protocols"][0]["rows"][2]["key"] = "ials".into();
        assert_eq!(against(&report).expect_err("no EASE").to_string(), "what was measured has no key ease");
    }

    #[test]
    fn studies_are_told() {
        let estimate = |value: f64| json!({ "value": value, "low": value - 0.01, "high": value + 0.01 });
        let errors = |rmse: f64| json!({ "rmse": estimate(rmse), "mae": estimate(rmse - 0.2) });
        check(
            movielens,
            &json!([{
                "name": "ml-tiny", "ratings": 1000, "members": 60, "films": 40, "hidden": 200,
                "stars": [errors(0.86), errors(0.9)], "covered": [0.802, 0.51], "width": [1.9, 1.0],
            }]),
            "| data | ratings | members | hidden | RMSE | MAE | biases’ RMSE | meant for 80 %, stars wide | meant for 50 %, stars wide |\n\
             |---|--:|--:|--:|--:|--:|--:|--:|--:|\n\
             | ml-tiny | 1,000 | 60 | 200 | **0.8600** ± 0.0100 | 0.6600 | 0.9000 | 80.2 %, 1.90 | 51.0 %, 1.00 |",
        );
        check(
            exports,
            &report(),
            "154 films of 2 members are hidden.\n\n|  | Halfstar | popularity |\n|---|--:|--:|\n\
             | median rank among 12,281 films | 294 | 1,690 |\n| in the first hundred | 31 % | 10 % |\n\n\
             Of the first sixty films for the 2 members with a watchlist 20 % stand on it, 30 % at most.",
        );
        check(
            obvious,
            &report(),
            "| first twenty | films known | of the 250 most rated | of the 1,000 | IPS-NDCG@100 | NDCG@100 beyond the 1,000 | different films | of 200 members | Gini | novelty of ten |\n\
             |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n\
             | **Ours** | all | 36.0 % | 80.0 % | 0.3600 | 0.1000 | 2,700 | 1,300 | 0.930 | 0.36 |\n\
             | **Ours** | 3 | 36.0 % | 80.0 % |  | 0.1000 | 2,700 | 1,300 | 0.930 |  |\n\
             | EASE | all | 30.0 % | 80.0 % | 0.3000 | 0.1000 | 2,700 | 1,300 | 0.930 | 0.30 |\n\
             | EASE | 3 | 30.0 % | 80.0 % |  | 0.1000 | 2,700 | 1,300 | 0.930 |  |",
        );
        let near = json!([{ "name": "near", "median_lift": 2.47, "below_chance": 0.001, "mostly_kin": 0.976 }]);
        check(
            likeness,
            &near,
            "| the first ten | median lift | loved less often than by chance | lists at least half kin |\n|---|--:|--:|--:|\n\
             | near | 2.47 | 0.1 % | 97.6 % |",
        );
        let found = json!({ "films": 1104, "members": 2425, "rows": [
            { "name": "votes", "ndcg_10": 0.212, "recall_20": 0.228 }, { "name": "blend", "ndcg_10": 0.338, "recall_20": 0.329 },
        ] });
        check(
            cold,
            &found,
            "1,104 films lost their ratings; 2,425 validation members look for theirs among them.\n\n\
             | ranked by | NDCG@10 | Recall@20 |\n|---|--:|--:|\n| TMDB’s votes | 0.212 | 0.228 |\n| blend | 0.338 | 0.329 |",
        );
        let size = |step: &str, per_film: f64, bytes: u64| json!({ "step": step, "per_film": per_film, "bytes": bytes, "ndcg_100": 0.35251, "recall_20": 0.27 });
        check(
            compression,
            &json!([
                size("dense", 0.0, 603_291_844),
                size("cut", 10.0, 2000),
                size("packed", 10.0, 300),
                size("cut", 20.0, 4000)
            ]),
            "| neighbours | weights a film | bytes | NDCG@100 | Recall@20 |\n|---|--:|--:|--:|--:|\n\
             | dense | all | 603,291,844 | 0.3525 | 0.2700 |\n| cut | 10 | 2,000 | 0.3525 | 0.2700 |\n\
             | cut | 20 | 4,000 | 0.3525 | 0.2700 |\n| packed | 10 | 300 | 0.3525 | 0.2700 |",
        );
        let place = |weight: Value| json!({ "popularity": weight, "ndcg_100": 0.35513, "novelty": 2.04, "coverage": 0.127, "diversity": 0.6898 });
        check(
            dial,
            &json!([place(Value::Null), place(json!(-0.3_f32)), place(json!(0.0))]),
            "| popularity | NDCG@100 | novelty, bits | coverage | diversity |\n|---|--:|--:|--:|--:|\n\
             | learned | 0.3551 | 2.04 | 0.1270 | 0.6898 |\n| −0.3 | 0.3551 | 2.04 | 0.1270 | 0.6898 |\n\
             | +0.0 | 0.3551 | 2.04 | 0.1270 | 0.6898 |",
        );
    }
}
