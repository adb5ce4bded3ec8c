//! Titles as people type and paste them, one a line: `Heat (1995) ★★★★½`, `- Ran, 1985, 4.5`, `3. Vertigo 9/10`.

use super::row::{Scale, split_year, year};
use super::{Entry, EntryKind, limits};
use crate::film::Stars;

/// Reads one line; `None` if it names nothing.
pub(super) fn read(file: u16, line: u32, text: &str) -> Option<Entry> {
    let text = without_bullet(text.trim());
    let (text, rating) = split_rating(text);
    let text = text.trim_end_matches([',', ';', '-', '–', '—', ':', '|', ' ', '\t']);
    let (mut title, mut of) = split_year(text);
    if of.is_none() {
        // `Ran, 1985`
        let found = title.rsplit_once([',', '\t', ';']).and_then(|(before, last)| Some((before.len(), year(last)?)));
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
    let without_stars = text.trim_end_matches(['★', '½', '☆']);
    let stars = &text[without_stars.len()..];
    // A half alone belongs to the title: `8½`.
    let stars = if stars.contains('★') { stars } else { "" };
    let halves = stars.chars().map(|c| if c == '★' { 2 } else { u32::from(c == '½') }).sum::<u32>();
    if let Some(rating) = u8::try_from(halves).ok().and_then(Stars::from_halves) {
        return (without_stars, Some(rating));
    }
    let Some((before, last)) = text.rsplit_once([' ', ',', '\t', ';']) else { return (text, None) };
    let rating = match last.split_once('/') {
        Some((rating, "10")) => Scale::Ten.read(rating),
        Some((rating, "5")) => Stars::read(rating),
        Some(_) => None,
        // A number after a comma or a year; after a blank it belongs to the title, as in `Ocean's 8` and `Rocky 2`.
        None if !text[before.len()..].starts_with(' ') || before.ends_with([',', ';', ')']) => Stars::read(last),
        None => None,
    };
    match rating {
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
        check("- Ran, 1985, 4.5", Some(("Ran", Some(1985), Some(9))));
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
