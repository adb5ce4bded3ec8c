//! Ratings as services and people write them, and the scale that a whole column of them is of.

use crate::film::Stars;

/// How ratings count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scale {
    /// Half stars of 0.5 to 5.
    Five,
    /// Of ten; what lies between two halves of a star is the nearer one, or the better.
    Ten,
    /// Of a hundred, likewise.
    Hundred,
    /// Any; the file's ratings tell.
    Unknown,
    /// None that is known: the file's ratings are not used.
    None,
}

impl Scale {
    /// The best rating there is.
    pub(super) fn best(self) -> Option<u8> {
        match self {
            Self::Five => Some(5),
            Self::Ten => Some(10),
            Self::Hundred => Some(100),
            Self::Unknown | Self::None => None,
        }
    }
}

/// A rating as it is written: how much, in hundredths, and of how much if it says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Written {
    hundredths: u32,
    of: Option<Scale>,
}

/// Characters that people draw a star with.
const STARS: [char; 4] = ['★', '⭐', '🌟', '✭'];
/// An empty star, and what makes a picture of a character.
const NO_STARS: [char; 2] = ['☆', '\u{FE0F}'];

/// Reads `4.5`, `4,5`, `4½`, `4 1/2`, `8/10`, `85 %`, `★★★½`, `4.5★`; `None` if it is no number of them.
pub(super) fn read(text: &str) -> Option<Written> {
    let text = text.trim();
    let text = text.trim_end_matches(NO_STARS);
    let without = text.trim_end_matches(|c| STARS.contains(&c) || c == '½' || NO_STARS.contains(&c));
    let drawn = &text[without.len()..];
    let stars = drawn.chars().filter(|c| STARS.contains(c)).count() as u32;
    if stars > 0 {
        let half = drawn.chars().filter(|&c| c == '½').count() as u32;
        let hundredths = match without.trim() {
            "" => stars * 100 + half * 50,
            // One star behind a number says what the number counts.
            number if (stars, half) == (1, 0) => plain(number)?,
            _ => return None,
        };
        return Some(Written { hundredths, of: Some(Scale::Five) });
    }
    if let Some(number) = text.strip_suffix('%') {
        return Some(Written { hundredths: plain(number.trim_end())?, of: Some(Scale::Hundred) });
    }
    if let Some(whole) = text.strip_suffix("1/2").filter(|whole| whole.ends_with(' ')) {
        return Some(Written { hundredths: plain(whole.trim_end())? + 50, of: None });
    }
    if let Some((number, of)) = text.split_once('/') {
        let of = match of.trim() {
            "5" => Scale::Five,
            "10" => Scale::Ten,
            "100" => Scale::Hundred,
            _ => return None,
        };
        return Some(Written { hundredths: plain(number.trim_end())?, of: Some(of) });
    }
    Some(Written { hundredths: plain(text)?, of: None })
}

/// A number of up to three digits before its point or comma, in hundredths. What is smaller is cut.
fn plain(text: &str) -> Option<u32> {
    if let Some(whole) = text.strip_suffix('½') {
        return Some(if whole.is_empty() { 0 } else { number(whole)? * 100 } + 50);
    }
    let (whole, rest) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    if rest.is_empty() || !rest.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let tenths = |place: usize| rest.as_bytes().get(place).map_or(0, |digit| u32::from(digit - b'0'));
    Some(number(whole)? * 100 + tenths(0) * 10 + tenths(1))
}

fn number(digits: &str) -> Option<u32> {
    let is_number = (1..=3).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit());
    digits.parse().ok().filter(|_| is_number)
}

impl Written {
    /// Whether it says how much it is of.
    pub(super) fn has_scale(self) -> bool {
        self.of.is_some()
    }

    /// In stars, where it does not say itself how it counts: of this scale.
    pub(super) fn stars(self, scale: Scale) -> Option<Stars> {
        let halves = match self.of.unwrap_or(scale) {
            // A star of five is whole or half, or it is none of ours.
            Scale::Five if self.hundredths.is_multiple_of(50) => self.hundredths / 50,
            Scale::Ten if (50..=1000).contains(&self.hundredths) => (self.hundredths + 50) / 100,
            Scale::Hundred if (500..=10_000).contains(&self.hundredths) => (self.hundredths + 500) / 1000,
            _ => return None,
        };
        Stars::from_halves(u8::try_from(halves).ok()?)
    }
}

/// What a column of ratings can be of.
#[derive(Default)]
pub(super) struct Column {
    /// How many of its cells are ratings.
    ratings: usize,
    /// How many of those fit each scale.
    fits: [usize; 3],
    most: u32,
}

/// Each scale, and what the greatest rating of such a column is above: nobody rates all films of ten as if they were of five.
const SCALES: [(Scale, u32); 3] = [(Scale::Five, 0), (Scale::Ten, 500), (Scale::Hundred, 1000)];
/// So many of a hundred ratings may be slips.
const SLIPS: usize = 5;

impl Column {
    /// One more cell. A zero is how some write that there is none.
    pub(super) fn add(&mut self, cell: &str) {
        let Some(written) = read(cell).filter(|written| written.hundredths > 0 && !written.has_scale()) else { return };
        self.ratings += 1;
        self.most = self.most.max(written.hundredths);
        for (fits, (scale, _)) in self.fits.iter_mut().zip(SCALES) {
            *fits += usize::from(written.stars(scale).is_some());
        }
    }

    /// The first scale that all of it fits, or else all but a few slips.
    pub(super) fn scale(&self) -> Scale {
        let with = |slips: usize| {
            let fits = SCALES.into_iter().zip(self.fits);
            let mut fits = fits.filter(|&((_, above), fits)| fits + slips >= self.ratings && self.most >= above);
            fits.next().map(|((scale, _), _)| scale)
        };
        with(0).or_else(|| with(self.ratings * SLIPS / 100)).unwrap_or(Scale::None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn halves(text: &str, scale: Scale) -> Option<u8> {
        read(text)?.stars(scale).map(Stars::halves)
    }

    #[test]
    fn ratings_as_people_write_them() {
        for (text, expected) in [
            ("4.5", Some(9)),
            ("3,5", Some(7)),
            ("5.0", Some(10)),
            ("05", Some(10)),
            ("★★★½", Some(7)),
            ("★★★☆☆", Some(6)),
            ("⭐⭐", Some(4)),
            ("⭐\u{FE0F}⭐\u{FE0F}", Some(4)),
            ("½", Some(1)),
            ("4½", Some(9)),
            ("4 1/2", Some(9)),
            ("4.5★", Some(9)),
            ("4/5", Some(8)),
            ("8/10", Some(8)),
            ("8.5/10", Some(9)),
            ("85%", Some(9)),
            ("84 %", Some(8)),
            ("70/100", Some(7)),
        ] {
            assert_eq!(halves(text, Scale::Five), expected, "{text}");
        }
        for wrong in ["", "0", "5.5", "3.7", "4.", ".5", "-1", "x", "4/6", "1e1", "★★★★★★", "4★★", "6/5", "9999"]
        {
            assert_eq!(halves(wrong, Scale::Five), None, "{wrong}");
        }
    }

    #[test]
    fn ratings_of_every_scale() {
        for (text, scale, expected) in [
            ("8", Scale::Ten, Some(8)),
            ("8.0", Scale::Ten, Some(8)),
            ("8.5", Scale::Ten, Some(9)),
            ("4.5", Scale::Ten, Some(5)),
            ("10", Scale::Ten, Some(10)),
            ("0.5", Scale::Ten, Some(1)),
            ("0", Scale::Ten, None),
            ("11", Scale::Ten, None),
            ("85", Scale::Hundred, Some(9)),
            ("100", Scale::Hundred, Some(10)),
            ("101", Scale::Hundred, None),
            ("4", Scale::Hundred, None),
            ("3", Scale::Unknown, None),
            ("3", Scale::None, None),
        ] {
            assert_eq!(halves(text, scale), expected, "{text} of {scale:?}");
        }
    }

    #[test]
    fn a_column_tells_its_scale() {
        let check = |cells: &[&str], expected| {
            let mut column = Column::default();
            cells.iter().for_each(|cell| column.add(cell));
            assert_eq!(column.scale(), expected, "{cells:?}");
        };
        check(&[], Scale::Five);
        check(&["", "0", "4.5", "5"], Scale::Five);
        check(&["4.5", "8", "3"], Scale::Ten);
        check(&["7", "", "3"], Scale::Ten);
        check(&["85", "40", "7"], Scale::Hundred);
        check(&["1200", "x"], Scale::Five);
        check(&["3.7", "4.2"], Scale::None);
        check(&["140", "3"], Scale::None);
        // What says itself how it counts says nothing of the others.
        check(&["8/10", "4"], Scale::Five);
        // One slip among many is a slip.
        let mut many = vec!["4.5"; 40];
        many.push("55");
        check(&many, Scale::Five);
    }

    proptest! {
        #[test]
        fn whole_stars_and_halves_come_back_of_every_scale(halves in 1u8..=10, comma: bool) {
            let point = if comma { ',' } else { '.' };
            let five = format!("{}{point}{}", halves / 2, if halves % 2 == 1 { 5 } else { 0 });
            prop_assert_eq!(self::halves(&five, Scale::Five), Some(halves));
            prop_assert_eq!(self::halves(&halves.to_string(), Scale::Ten), Some(halves));
            prop_assert_eq!(self::halves(&format!("{halves}0%"), Scale::Five), Some(halves));
            let drawn = "★".repeat(usize::from(halves / 2)) + if halves % 2 == 1 { "½" } else { "" };
            if halves > 1 {
                prop_assert_eq!(self::halves(&drawn, Scale::Unknown), Some(halves));
            }
        }

        #[test]
        fn no_text_is_too_odd(text in "\\PC{0,12}|[0-9½★/.,% ]{0,10}") {
            if let Some(written) = read(&text) {
                for (scale, _) in SCALES {
                    prop_assert!(written.stars(scale).is_none_or(|stars| (1..=10).contains(&stars.halves())));
                }
            }
        }
    }
}
