//! Numbers out of JSON, and into Markdown.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use serde_json::Value;

/// What another program wrote.
pub(crate) fn read(file: &Path) -> Result<Value> {
    let text = fs::read_to_string(file).with_context(|| format!("{} was not written", file.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is not JSON", file.display()))
}

/// A number by its JSON pointer.
pub(crate) fn number(of: &Value, at: &str) -> Result<f64> {
    of.pointer(at).and_then(Value::as_f64).with_context(|| format!("what was measured has no number at {at}"))
}

/// A whole number by its JSON pointer.
pub(crate) fn count(of: &Value, at: &str) -> Result<u64> {
    of.pointer(at).and_then(Value::as_u64).with_context(|| format!("what was measured has no count at {at}"))
}

/// A text by its JSON pointer.
pub(crate) fn text<'v>(of: &'v Value, at: &str) -> Result<&'v str> {
    of.pointer(at).and_then(Value::as_str).with_context(|| format!("what was measured has no text at {at}"))
}

/// A list by its JSON pointer.
pub(crate) fn list<'v>(of: &'v Value, at: &str) -> Result<&'v [Value]> {
    let list =
        of.pointer(at).and_then(Value::as_array).with_context(|| format!("what was measured has no list at {at}"))?;
    Ok(list)
}

/// The one of `rows` whose `field` is `wanted`.
pub(crate) fn row<'v>(rows: &'v [Value], field: &str, wanted: &str) -> Result<&'v Value> {
    rows.iter().find(|row| row[field] == wanted).with_context(|| format!("what was measured has no {field} {wanted}"))
}

/// A Markdown table. The first columns stand to the left, the others, which are numbers, to the right.
pub(crate) fn table<R: AsRef<[String]>>(left: &[&str], right: &[&str], rows: impl IntoIterator<Item = R>) -> String {
    let line = |cells: &[&str]| format!("| {} |\n", cells.join(" | "));
    let mut table = line(&[left, right].concat());
    table.push_str(&format!("|{}{}\n", "---|".repeat(left.len()), "--:|".repeat(right.len())));
    for row in rows {
        let cells: Vec<&str> = row.as_ref().iter().map(String::as_str).collect();
        table.push_str(&line(&cells));
    }
    table
}

/// `−0.0295`.
pub(crate) fn decimals(number: f64, digits: usize) -> String {
    // What rounds to nothing has no minus.
    let text = format!("{number:.digits$}");
    if text.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) {
        text.replace('-', "−")
    } else {
        text.replace('-', "")
    }
}

/// `+0.0070`, `−0.0295`.
pub(crate) fn signed(number: f64, digits: usize) -> String {
    let text = decimals(number, digits);
    if text.starts_with('−') { text } else { format!("+{text}") }
}

/// `12.7 %` of 0.127.
pub(crate) fn percent(share: f64, digits: usize) -> String {
    format!("{} %", decimals(share * 100.0, digits))
}

/// `1,234,567`.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `379 KB`, `1.8 MB`.
pub(crate) fn bytes(bytes: u64) -> String {
    match bytes as f64 {
        few @ ..1e6 => format!("{:.0} KB", few / 1e3),
        some @ ..1e8 => format!("{} MB", short(some / 1e6)),
        many => format!("{:.0} MB", many / 1e6),
    }
}

/// `110 ms`, `1.1 ms`: a tenth of a millisecond matters below ten of them.
pub(crate) fn ms(ms: f64) -> String {
    if ms >= 10.0 { format!("{ms:.0} ms") } else { format!("{} ms", short_by(ms, 1)) }
}

/// Two digits behind the point at most.
fn short(number: f64) -> String {
    short_by(number, 2)
}

fn short_by(number: f64, digits: usize) -> String {
    let text = format!("{number:.digits$}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_read_like_numbers() {
        assert_eq!(decimals(-0.02954, 4), "−0.0295");
        assert_eq!([signed(0.007, 4), signed(-0.5, 1)], ["+0.0070", "−0.5"]);
        assert_eq!((decimals(-0.00004, 4), signed(-0.04, 1)), ("0.0000".to_owned(), "+0.0".to_owned()));
        assert_eq!(percent(0.1274, 1), "12.7 %");
        for (number, expected) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(number), expected);
        }
        for (number, expected) in [
            (379_400, "379 KB"),
            (1_800_000, "1.8 MB"),
            (1_183_009, "1.18 MB"),
            (6_000_000, "6 MB"),
            (603_291_844, "603 MB"),
        ] {
            assert_eq!(bytes(number), expected);
        }
        for (number, expected) in [(136.4, "136 ms"), (1.14, "1.1 ms"), (8.0, "8 ms"), (0.04, "0 ms"), (10.2, "10 ms")]
        {
            assert_eq!(ms(number), expected);
        }
    }

    #[test]
    fn tables_are_markdown() {
        let rows = [["a", "1", "2"], ["b", "3", "4"]].map(|row| row.map(str::to_owned));
        let expected = "| name | x | y |\n|---|--:|--:|\n| a | 1 | 2 |\n| b | 3 | 4 |\n";
        assert_eq!(table(&["name"], &["x", "y"], rows), expected);
    }

    #[test]
    fn what_is_not_there_is_named() {
        let report = json!({ "rows": [{ "key": "ease", "value": 0.5 }], "name": "x" });
        let rows = list(&report, "/rows").expect("a list");
        assert_eq!(number(row(rows, "key", "ease").expect("a row"), "/value").expect("a number"), 0.5);
        let said = |error: anyhow::Error| error.to_string();
        assert_eq!(said(number(&report, "/name").expect_err("a text")), "what was measured has no number at /name");
        assert_eq!(
            said(count(&report, "/rows/0/value").expect_err("0.5")),
            "what was measured has no count at /rows/0/value"
        );
        assert_eq!(said(row(rows, "key", "ials").expect_err("no")), "what was measured has no key ials");
        assert_eq!(said(text(&report, "/rows").expect_err("no")), "what was measured has no text at /rows");
    }
}
