//! Numbers and names in the page's words.

use crate::language::{self, Label, fill, say};
use halfstar_core::matching::How;
use halfstar_core::signals::SignalName;

/// Where Letterboxd gives an export.
pub(crate) const EXPORT: &str =
    "<a href=\"https://letterboxd.com/data/export\" rel=\"noreferrer\">letterboxd.com/data/export</a>";

/// `12,345`.
pub(crate) fn thousands(number: u32) -> String {
    language::words().thousands(number)
}

/// A rating with one decimal: `4.2`.
pub(crate) fn decimal(stars: f32) -> String {
    language::words().tenths(stars)
}

/// A small number with two decimals: `0.71`.
pub(crate) fn hundredths(number: f32) -> String {
    let hundredths = (number * 100.0 + 0.5) as u32;
    let (whole, tens, ones) = (hundredths / 100, hundredths / 10 % 10, hundredths % 10);
    let point = language::words().say(halfstar_core::words::Word::Decimal);
    [&whole.to_string(), point, &tens.to_string(), &ones.to_string()].concat()
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
    let (hours, rest) = (hours.to_string(), rest.to_string());
    match minutes {
        0..60 => fill(Label::MinutesAlone, &[&rest]),
        _ if rest == "0" => fill(Label::HoursAlone, &[&hours]),
        _ => fill(Label::HoursAndMinutes, &[&hours, &rest]),
    }
}

/// What the dial of popularity says at a place of 0 to 100.
pub(crate) fn popularity(place: u32) -> &'static str {
    say(match place {
        0..=35 => Label::SetToGems,
        36..=46 => Label::SetToLesserKnown,
        47..=53 => Label::SetToAny,
        54..=64 => Label::SetToWellKnown,
        _ => Label::SetToPleasers,
    })
}

/// Genres, with a comma between.
pub(crate) fn genres(names: &[String]) -> String {
    names.iter().map(|name| language::words().genre(name)).collect::<Vec<_>>().join(", ")
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

/// So many rows were matched how.
pub(crate) fn how(how: How) -> Label {
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

/// A signal as members know it.
pub(crate) fn signal(name: SignalName) -> &'static str {
    say(match name {
        SignalName::Neighbours => Label::Neighbours,
        SignalName::Content => Label::Content,
        SignalName::Quality => Label::Quality,
        SignalName::Factors => Label::Factors,
        SignalName::Autoencoder => Label::Autoencoder,
        SignalName::Popularity => Label::Popularity,
    })
}

/// What a signal listens to.
pub(crate) fn signal_hint(name: SignalName) -> &'static str {
    say(match name {
        SignalName::Neighbours => Label::NeighboursHint,
        SignalName::Content => Label::ContentHint,
        SignalName::Quality => Label::QualityHint,
        SignalName::Factors => Label::FactorsHint,
        SignalName::Autoencoder => Label::AutoencoderHint,
        SignalName::Popularity => Label::PopularityHint,
    })
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
