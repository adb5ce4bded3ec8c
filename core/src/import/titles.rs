//! Titles as people type and paste them, one a line: `Heat (1995) ★★★★½`, `- Ran, 1985, 4.5`, `3. Vertigo 9/10`.

use super::rating::{self, Scale};
use super::row::{split_year, year};
use super::{Entry, EntryKind, limits};
use crate::film::Stars;

/// Reads one line; `None` if it names nothing.
pub(super) fn read(file: u16, line: u32, text: &str) -> Option<Entry> {
    let text = without_bullet(text.trim());
    let (text, rating) = split_rating(text);
    let text = text.trim_end_matches([',', ';', '-', '–', '—', ':', '|', ' ', '\t']);
    let (mut title, mut of) = split_year(text);
    if of.is_none() {
        // Behind a comma it may be part of the title, as in `Argentina, 1985`: the matching tries both.
        let found = title.rsplit_once(['\t', ';']).and_then(|(before, last)| Some((before.len(), year(last)?)));
        if let Some((end, found)) = found {
            title = &title[..end];
            of = Some(found);
        }
    }
    let title = limits::title(title.trim().trim_matches('"'));
    let kind = if rating.is_some() { EntryKind::Rating } else { EntryKind::Like };
    (!title.is_empty()).then(|| Entry { kind, file, line, title, year: of, rating, by_hand: true, ..Entry::default() })
}

/// Without the dash, dot or number that lists begin their lines with. A number alone is a title: `1917`.
fn without_bullet(text: &str) -> &str {
    let text = text.trim_start_matches(['-', '*', '•', '·', '–']).trim_start();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match text.get(digits..) {
        Some(rest) if (1..=3).contains(&digits) && rest.starts_with(['.', ')']) && rest[1..].starts_with(' ') => {
            rest[1..].trim_start()
        }
        _ => text,
    }
}

/// A rating at the end of a line, in any of the ways that people write one.
fn split_rating(text: &str) -> (&str, Option<Stars>) {
    let found = |start: usize| {
        let written = rating::read(text.get(start..)?)?;
        Some((written, text.get(..start)?))
    };
    // Drawn stars, perhaps with a number before them. A half alone belongs to the title: `8½`.
    let before =
        text.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | '.' | '!' | '?' | '"' | '\''));
    let drawn = found(before.len()).filter(|(written, _)| written.has_scale());
    let start = |text: &str| text.rfind([' ', ',', '\t', ';', ':']).map_or(0, |at| at + 1);
    let numbered = found(start(text)).filter(|(written, _)| written.has_scale());
    if let Some((written, before)) = numbered.or(drawn) {
        return written.stars(Scale::Five).map_or((text, None), |stars| (before, Some(stars)));
    }
    let Some((before, last)) = text.rsplit_once([' ', ',', '\t', ';']) else { return (text, None) };
    // A number after a comma or a year; after a blank it belongs to the title, as in `Ocean's 8` and `Rocky 2`.
    let is_apart = !text[before.len()..].starts_with(' ') || before.ends_with([',', ';', ')']);
    match Stars::read(last).filter(|_| is_apart) {
        Some(rating) => (before, Some(rating)),
        None => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_as_people_write_them() {
        fn check(text: &str, expected: Option<(&str, Option<u16>, Option<u8>)>) {
            let entry = read(0, 1, text);
            let found = entry.as_ref().map(|entry| (entry.title.as_str(), entry.year, entry.rating.map(Stars::halves)));
            assert_eq!(found, expected, "{text}");
        }
        check("Heat", Some(("Heat", None, None)));
        check("  Heat (1995)  ", Some(("Heat", Some(1995), None)));
        check("Heat (1995) ★★★★½", Some(("Heat", Some(1995), Some(9))));
        check("Heat (1995) - ★★★", Some(("Heat", Some(1995), Some(6))));
        check("- Ran, 1985, 4.5", Some(("Ran, 1985", None, Some(9))));
        check("Argentina, 1985", Some(("Argentina, 1985", None, None)));
        check("Zoolander ⭐", Some(("Zoolander", None, Some(2))));
        check("Pulp Fiction (1994) ⭐⭐⭐⭐⭐", Some(("Pulp Fiction", Some(1994), Some(10))));
        check("Fight Club 4.5★", Some(("Fight Club", None, Some(9))));
        check("Heat (1995) 8.5/10", Some(("Heat", Some(1995), Some(9))));
        check("Heat 85%", Some(("Heat", None, Some(9))));
        check("Face/Off", Some(("Face/Off", None, None)));
        check("Fahrenheit 9/11", Some(("Fahrenheit 9/11", None, None)));
        check("8½", Some(("8½", None, None)));
        check("8½ ★★★★½", Some(("8½", None, Some(9))));
        check("Heat (1995) 4.5", Some(("Heat", Some(1995), Some(9))));
        check("3. Vertigo 9/10", Some(("Vertigo", None, Some(9))));
        check("12) Alien (1979): 5/5", Some(("Alien", Some(1979), Some(10))));
        check("1917", Some(("1917", None, None)));
        check("1917 (2019)", Some(("1917", Some(2019), None)));
        check("Ocean's 8", Some(("Ocean's 8", None, None)));
        check("Blade Runner 2049", Some(("Blade Runner 2049", None, None)));
        check("Crouching Tiger, Hidden Dragon", Some(("Crouching Tiger, Hidden Dragon", None, None)));
        check("Heat\t1995", Some(("Heat", Some(1995), None)));
        check("12 Angry Men", Some(("12 Angry Men", None, None)));
        check("\"Heat\"", Some(("Heat", None, None)));
        check("★★★", None);
        check("", None);
        check("  - ", None);
    }
}
