//! Numbers and names in the page's words.

use crate::language;
use halfstar_core::matching::How;
use halfstar_core::signals::SignalName;

/// `12,345`.
pub(crate) fn thousands(number: u32) -> String {
    language::words().thousands(number)
}

/// `1 film`, `2,000 films`.
pub(crate) fn count(number: u32, one: &str, many: &str) -> String {
    thousands(number) + " " + if number == 1 { one } else { many }
}

/// A rating with one decimal: `4.2`.
pub(crate) fn decimal(stars: f32) -> String {
    language::words().tenths(stars)
}

/// A small number with two decimals: `0.71`.
pub(crate) fn hundredths(number: f32) -> String {
    let hundredths = (number * 100.0 + 0.5) as u32;
    let rest = hundredths % 100;
    (hundredths / 100).to_string() + if rest < 10 { ".0" } else { "." } + &rest.to_string()
}

/// A rating as stars, to the nearest half: `★★★★½`.
pub(crate) fn stars(stars: f32) -> String {
    let halves = (stars * 2.0 + 0.5) as usize;
    let mut glyphs = "★".repeat(halves / 2);
    if halves % 2 == 1 {
        glyphs.push('½');
    }
    glyphs
}

/// `2h 12m`.
pub(crate) fn runtime(minutes: u16) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    let mut words = String::new();
    if hours > 0 {
        words = hours.to_string() + "h";
    }
    if rest > 0 || hours == 0 {
        if hours > 0 {
            words.push(' ');
        }
        words += &(rest.to_string() + "m");
    }
    words
}

/// What the dial of popularity says at a place of 0 to 100.
pub(crate) fn popularity(place: u32) -> &'static str {
    match place {
        0..=35 => "hidden gems",
        36..=46 => "lesser known",
        47..=53 => "as it comes",
        54..=64 => "well known",
        _ => "crowd-pleasers",
    }
}

/// What is there, with a dot between.
pub(crate) fn dotted(parts: &[String]) -> String {
    let mut words = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        if !words.is_empty() {
            words.push_str(" · ");
        }
        words.push_str(part);
    }
    words
}

/// How rows were matched, after their number.
pub(crate) fn how(how: How) -> &'static str {
    match how {
        How::LetterboxdId => " by Letterboxd’s number",
        How::Correction => " as you said",
        How::TmdbId => " by TMDB’s number",
        How::ImdbId => " by IMDb’s number",
        How::SameExport => " by another row",
        How::TitleAndYear => " by title and year",
        How::NearYear => " by title, a year off",
        How::TitleOnly => " by title alone",
        How::OriginalTitle => " by original title",
        How::Misspelt => " by a near title",
        How::Series => " by their series",
    }
}

/// A signal as members know it.
pub(crate) fn signal(name: SignalName) -> &'static str {
    match name {
        SignalName::Neighbours => "People like you",
        SignalName::Content => "Kind of film",
        SignalName::Quality => "Acclaim",
        SignalName::Factors => "Your stars",
        SignalName::Autoencoder => "Whole taste",
        SignalName::Popularity => "Popularity",
    }
}

/// What a signal listens to.
pub(crate) fn signal_hint(name: SignalName) -> &'static str {
    match name {
        SignalName::Neighbours => "What members who share your taste love",
        SignalName::Content => "Who made it and what it is about",
        SignalName::Quality => "How high everyone rates it",
        SignalName::Factors => "How many stars you would give it, going by how you rate",
        SignalName::Autoencoder => "What members love whose taste as a whole resembles yours",
        SignalName::Popularity => "How many have seen it",
    }
}

/// A number of IMDb's as it is written.
pub(crate) fn imdb(id: u32) -> String {
    let digits = id.to_string();
    "tt".to_owned() + &"0".repeat(7usize.saturating_sub(digits.len())) + &digits
}

/// Where a film's page is on Letterboxd.
pub(crate) fn letterboxd(letterboxd_id: Option<u32>, tmdb_id: Option<u32>) -> Option<String> {
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
        assert_eq!(count(1, "film", "films"), "1 film");
        assert_eq!(count(0, "film", "films"), "0 films");
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
}
