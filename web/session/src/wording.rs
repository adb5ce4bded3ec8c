//! Numbers and names in the page's words.

use crate::language::{self, Label, fill, say};
use halfstar_core::film::Stars;
use halfstar_core::import::EntryKind;
use halfstar_core::matching::How;
use halfstar_core::signals::SignalName;

/// Where Letterboxd gives an export.
pub const EXPORT: &str =
    "<a href=\"https://letterboxd.com/data/export\" rel=\"noreferrer\">letterboxd.com/data/export</a>";

/// `12,345`.
pub fn thousands(number: u32) -> String {
    language::words().thousands(number)
}

/// A rating with one decimal: `4.2`.
pub fn decimal(stars: f32) -> String {
    language::words().tenths(stars)
}

/// `Solaris (1972)`.
pub fn titled(title: &str, year: Option<u16>) -> String {
    match year {
        Some(year) => [title, " (", &year.to_string(), ")"].concat(),
        None => title.to_owned(),
    }
}

/// A small number with two decimals: `0.71`.
pub fn hundredths(number: f32) -> String {
    let hundredths = (number * 100.0 + 0.5) as u32;
    let (whole, tens, ones) = (hundredths / 100, hundredths / 10 % 10, hundredths % 10);
    let point = language::words().say(halfstar_core::words::Phrase::Decimal);
    [&whole.to_string(), point, &tens.to_string(), &ones.to_string()].concat()
}

/// A rating as stars, to the nearest half: `★★★★½`.
pub fn stars(stars: f32) -> String {
    let halves = (stars * 2.0 + 0.5) as usize;
    let mut glyphs = "★".repeat(halves / 2);
    if halves % 2 == 1 {
        glyphs.push('½');
    }
    glyphs
}

/// `½`, `1`, `1½` …
pub fn half_stars(halves: u32) -> String {
    let whole = if halves > 1 { (halves / 2).to_string() } else { String::new() };
    whole + if halves % 2 == 1 { "½" } else { "" }
}

/// A rating of so many half stars, of five.
pub fn of_five(halves: u8) -> String {
    if halves == 0 {
        return say(Label::NoRating).to_owned();
    }
    fill(Label::OfFiveStars, &[&decimal(f32::from(halves) / 2.0)])
}

/// A rating as people type it: `3.5`, `3,5`, `3½`, `★★★½`.
pub fn typed_stars(text: &str) -> Option<Stars> {
    let glyphs = text.matches('★').count() * 2 + text.matches('½').count();
    let digits = text.trim_matches(|c: char| c == '½' || c == '★' || c.is_whitespace());
    match (glyphs, digits) {
        (0, digits) => Stars::read(digits),
        (halves, "") => Stars::from_halves(u8::try_from(halves).ok()?),
        (halves, digits) => {
            let halves = u8::try_from(halves).ok()?;
            Stars::from_halves(digits.parse::<u8>().ok()?.checked_mul(2)?.checked_add(halves)?)
        }
    }
}

/// `1st`, `22nd`, `1,013th`.
pub fn ordinal(number: u32) -> String {
    // A language that writes them all alike has one ending.
    let endings: Vec<&str> = say(Label::Ordinals).split(' ').collect();
    let special = !(11..=13).contains(&(number % 100));
    let at = if special { (number % 10) as usize } else { 0 };
    let ending = endings.get(at).or(endings.first()).copied().unwrap_or_default();
    thousands(number) + ending
}

/// As many letters as fit.
pub fn short(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    let cut: String = text.chars().take(letters.saturating_sub(1)).collect();
    cut.trim_end().to_owned() + "…"
}

/// `2h 12m`.
pub fn runtime(minutes: u16) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    let (hours, rest) = (hours.to_string(), rest.to_string());
    match minutes {
        0..60 => fill(Label::MinutesAlone, &[&rest]),
        _ if rest == "0" => fill(Label::HoursAlone, &[&hours]),
        _ => fill(Label::HoursAndMinutes, &[&hours, &rest]),
    }
}

/// What the dial of popularity says at a place of 0 to 100.
pub fn popularity(place: u32) -> &'static str {
    say(match place {
        0..=35 => Label::SetToGems,
        36..=46 => Label::SetToLesserKnown,
        47..=53 => Label::SetToAny,
        54..=64 => Label::SetToWellKnown,
        _ => Label::SetToPleasers,
    })
}

/// Genres, with a comma between.
pub fn genres(names: &[String]) -> String {
    names.iter().map(|name| language::words().genre(name)).collect::<Vec<_>>().join(", ")
}

/// What is there, with a dot between.
pub fn dotted(parts: &[String]) -> String {
    let mut words = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        if !words.is_empty() {
            words.push_str(" · ");
        }
        words.push_str(part);
    }
    words
}

/// So many rows were matched how.
pub fn how(how: How) -> Label {
    match how {
        How::LetterboxdId => Label::ByLetterboxd,
        How::Correction => Label::ByYou,
        How::TmdbId => Label::ByTmdb,
        How::ImdbId => Label::ByImdb,
        How::SameExport => Label::ByAnotherRow,
        How::TitleAndYear => Label::ByTitleAndYear,
        How::NearYear => Label::ByNearYear,
        How::TitleOnly => Label::ByTitle,
        How::OriginalTitle => Label::ByOriginalTitle,
        How::Misspelt => Label::ByNearTitle,
        How::Series => Label::BySeries,
    }
}

/// What so many rows of a file state.
pub fn states(kind: EntryKind) -> Label {
    match kind {
        EntryKind::Rating => Label::StatesRatings,
        EntryKind::Watched => Label::StatesSeen,
        EntryKind::Diary => Label::StatesDiary,
        EntryKind::Like => Label::StatesLiked,
        EntryKind::Watchlist => Label::StatesWanted,
        EntryKind::Favourite => Label::StatesFavourites,
        EntryKind::Listed => Label::StatesListed,
    }
}

/// A signal as members know it.
pub fn signal(name: SignalName) -> &'static str {
    language::words().signal(name)
}

/// What a signal listens to.
pub fn signal_hint(name: SignalName) -> &'static str {
    language::words().signal_hint(name)
}

/// A number of IMDb's as it is written.
pub fn imdb(id: u32) -> String {
    let digits = id.to_string();
    "tt".to_owned() + &"0".repeat(7usize.saturating_sub(digits.len())) + &digits
}

/// Where a film's page is on Letterboxd.
pub fn letterboxd(letterboxd_id: Option<u32>, tmdb_id: Option<u32>) -> Option<String> {
    tmdb_id
        .map(|id| "https://letterboxd.com/tmdb/".to_owned() + &id.to_string())
        .or_else(|| letterboxd_id.map(|id| "https://boxd.it/".to_owned() + &base62(u64::from(id) * 10)))
}

/// A number as the short links of Letterboxd write it; a film's is ten times its id.
fn base62(mut number: u64) -> String {
    const DIGITS: &[u8; 62] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let mut code = Vec::new();
    while number > 0 {
        code.push(char::from(DIGITS[(number % 62) as usize]));
        number /= 62;
    }
    code.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!([4.2, 4.25, 0.5, 5.0].map(stars), ["★★★★", "★★★★½", "½", "★★★★★"]);
        assert_eq!([0.704, 0.07, 1.999].map(hundredths), ["0.70", "0.07", "2.00"]);
        assert_eq!([45, 60, 132].map(runtime), ["45m", "1h", "2h 12m"]);
    }

    #[test]
    fn links_lead_to_the_film() {
        assert_eq!(letterboxd(Some(51818), None).as_deref(), Some("https://boxd.it/2aNK"));
        assert_eq!(letterboxd(Some(51818), Some(238)).as_deref(), Some("https://letterboxd.com/tmdb/238"));
        assert_eq!(letterboxd(None, None), None);
    }

    #[test]
    fn half_stars_as_people_type_them() {
        let check =
            |text: &str, halves: Option<u8>| assert_eq!(typed_stars(text).map(Stars::halves), halves, "{text:?}");
        check("3.5", Some(7));
        check("3,5", Some(7));
        check("3½", Some(7));
        check("½", Some(1));
        check("★★★½", Some(7));
        check("5", Some(10));
        for wrong in ["", "6", "3.3", "five", "★★★★★★", "999½", "x½", &"★".repeat(130)] {
            check(wrong, None);
        }
    }

    #[test]
    fn names_are_cut_by_letters() {
        assert_eq!(short("Céline Sciamma", 14), "Céline Sciamma");
        assert_eq!(short("Apichatpong Weerasethakul", 14), "Apichatpong W…");
        assert_eq!(short("In the Mood for Love", 12), "In the Mood…");
    }

    #[test]
    fn ratings_are_spoken() {
        assert_eq!([1, 2, 7, 10].map(half_stars), ["½", "1", "3½", "5"]);
        assert_eq!((of_five(0), of_five(7)), (say(Label::NoRating).to_owned(), fill(Label::OfFiveStars, &["3.5"])));
    }
}
