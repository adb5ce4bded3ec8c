//! Sentences on what core's tests find in real exports.

use anyhow::Result;
use serde_json::Value;

use super::figures::{count, grouped, list, number, percent};

/// A member's own films, hidden a fifth at a time and asked back.
pub(crate) fn trial(found: &Value) -> Result<String> {
    let of = |at: &str| Ok::<_, anyhow::Error>(grouped(count(found, at)?));
    let asked = of("/asked")?;
    Ok(format!(
        "Of {} loved films of {} real exports {} are among its first {asked}, {} among the {asked} best-known.",
        of("/loved")?,
        of("/exports")?,
        of("/found")?,
        of("/famous")?,
    ))
}

/// Rows that find their film: `rated` of Letterboxd's exports, `imdb` of IMDb's files, `verdicts` by hand.
pub(crate) fn matching(found: &Value) -> Result<String> {
    let of = |at: &str| Ok::<_, anyhow::Error>(grouped(count(found, at)?));
    let [rated, there, matched] = ["/rated/rated", "/rated/there", "/rated/found"].map(|at| number(found, at));
    let (rated, there, matched) = (rated?, there?, matched?);
    let mut text = format!(
        "- Of {} rated rows of {} real exports {} are of films that the catalogue does not have. Of the others {} find theirs; {} rows \
         become questions.\n",
        of("/rated/rated")?,
        of("/rated/exports")?,
        percent(1.0 - there / rated, 0),
        percent(matched / there, 1),
        of("/rated/asked")?,
    );
    for file in list(found, "/imdb")? {
        let [films, matched] = ["/films", "/found"].map(|at| count(file, at));
        text.push_str(&format!(
            "- Of {} films of a real IMDb file {} are found.\n",
            grouped(films?),
            grouped(matched?)
        ));
    }
    text.push_str(&format!(
        "- Of {} matches of all sources, looked at by a person, {} are wrong.\n",
        of("/verdicts/matches")?,
        of("/verdicts/wrong")?
    ));
    Ok(text)
}

/// Films that two members both loved, hidden from both and asked back of their night.
pub(crate) fn night(found: &Value) -> Result<String> {
    let of = |at: &str| Ok::<_, anyhow::Error>(grouped(count(found, at)?));
    Ok(format!(
        "Of {} films that two real members both rated ★★★★ or more, hidden a fifth at a time, there come back among their first \
         {}: {} by the average, {} by least misery, {} by fame.",
        of("/hidden")?,
        of("/first")?,
        of("/average")?,
        of("/least_misery")?,
        of("/fame")?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn sentences_hold_the_figures() {
        let found = json!({ "loved": 1316, "exports": 10, "asked": 100, "found": 639, "famous": 273 });
        let said = "Of 1,316 loved films of 10 real exports 639 are among its first 100, 273 among the 100 best-known.";
        assert_eq!(trial(&found).expect("figures"), said);
        assert!(trial(&json!({})).is_err());

        let found = json!({ "hidden": 463, "first": 20, "average": 289, "least_misery": 252, "fame": 130 });
        let said = night(&found).expect("figures");
        assert!(said.starts_with("Of 463 films that two real members"), "{said}");
        assert!(said.ends_with("first 20: 289 by the average, 252 by least misery, 130 by fame."), "{said}");

        let found = json!({
            "rated": { "exports": 10, "rated": 6000, "there": 5000, "found": 4995, "asked": 4 },
            "imdb": [{ "films": 1082, "found": 1048 }],
            "verdicts": { "matches": 300, "wrong": 0 },
        });
        let said = "- Of 6,000 rated rows of 10 real exports 17 % are of films that the catalogue does not have. \
                    Of the others 99.9 % find theirs; 4 rows become questions.\n\
                    - Of 1,082 films of a real IMDb file 1,048 are found.\n\
                    - Of 300 matches of all sources, looked at by a person, 0 are wrong.\n";
        assert_eq!(matching(&found).expect("figures"), said);
    }
}
