//! What is said to a member, by name: one table of English texts, and room for another language.
//!
//! A table is an `enum` whose variants carry their English text; [`words!`](crate::words) makes one. A translation is the
//! same list in the same order ([`Words::read`]), so a text is found by its place and no name travels.
//!
//! A text may have places: `{0}` stands for the first argument, and `{0|film|films}` for the first word if the first
//! argument is `1`, else for the second.

use crate::film::Strings;

/// Makes a table of texts.
#[macro_export]
macro_rules! words {
    ($(#[$about:meta])* $vis:vis enum $table:ident { $($word:ident = $text:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "each is its own text")]
        $vis enum $table { $($word,)* }

        impl $table {
            /// The English texts, in order.
            $vis const ENGLISH: &[&str] = &[$($text,)*];
            /// The names, in order: for translators, and for the test that compares their file with this table.
            $vis const NAMES: &[&str] = &[$(stringify!($word),)*];
        }
    };
}

words! {
    /// What the core says: the reasons for a film, and what is wrong with a file.
    pub enum Word {
        Decimal = ".",
        Thousands = ",",
        And = "{0} and {1}",
        BecauseYou = "Because you {0}",
        Gave = "gave {0}",
        Liked = "liked {0}",
        Watched = "watched {0}",
        DirectedBy = "Directed by {0}, whom you rate {1} above your average over {2} films",
        CloseInKind = "Close in kind to {0}",
        Acclaimed = "Rated {0} on average over {1} ratings",
        OnYourWatchlist = "On your watchlist",
    }
}

/// The texts of one language; English where there is no other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words(Strings);

impl Words {
    /// A translator's file: lines of `Name = text`, blank lines, and comments behind `#`. Names are for people; what counts
    /// is the order. `None` unless there are `count` texts.
    pub fn read(file: &str, count: usize) -> Option<Self> {
        let lines = file.lines().filter(|line| !line.starts_with('#'));
        let texts: Strings = lines.filter_map(|line| Some(line.split_once(" = ")?.1)).collect();
        (texts.len() == count).then_some(Self(texts))
    }

    /// The text at this place of the table, or the English one.
    pub fn get<'a>(&'a self, place: usize, english: &'a str) -> &'a str {
        if self.0.is_empty() { english } else { self.0.get(place) }
    }

    /// What the core says.
    pub fn say(&self, word: Word) -> &str {
        self.get(word as usize, Word::ENGLISH[word as usize])
    }

    /// What the core says, with its places filled.
    pub fn fill(&self, word: Word, arguments: &[&str]) -> String {
        fill(self.say(word), arguments)
    }

    /// `A and B`.
    pub fn and(&self, texts: &[String]) -> String {
        let mut texts = texts.iter();
        let first = texts.next().cloned().unwrap_or_default();
        texts.fold(first, |before, next| self.fill(Word::And, &[&before, next]))
    }

    /// With one decimal. std's way of writing floats is large, and this is all a sentence needs.
    pub fn tenths(&self, number: f32) -> String {
        let tenths = (number.abs() * 10.0 + 0.5) as u32;
        let sign = if number < 0.0 && tenths > 0 { "−" } else { "" };
        [sign, &(tenths / 10).to_string(), self.say(Word::Decimal), &(tenths % 10).to_string()].concat()
    }

    /// `12,345`.
    pub fn thousands(&self, number: u32) -> String {
        let digits = number.to_string();
        let mut words = String::with_capacity(digits.len() + 3);
        for (place, digit) in digits.char_indices() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                words.push_str(self.say(Word::Thousands));
            }
            words.push(digit);
        }
        words
    }
}

/// Fills a text's places. A place without an argument is left out.
pub fn fill(text: &str, arguments: &[&str]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((place, after)) = after.split_once('}') else { break };
        let mut parts = place.split('|');
        let argument =
            parts.next().and_then(|digit| arguments.get(digit.parse::<usize>().ok()?)).copied().unwrap_or("");
        match (parts.next(), parts.next()) {
            (Some(one), Some(many)) => filled.push_str(if argument == "1" { one } else { many }),
            _ => filled.push_str(argument),
        }
        rest = after;
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled() {
        let check =
            |text: &str, arguments: &[&str], filled: &str| assert_eq!(fill(text, arguments), filled, "{text:?}");
        check("plain", &["x"], "plain");
        check("{1} before {0}", &["a", "b"], "b before a");
        check("{0} {0|film|films}", &["1"], "1 film");
        check("{0} {0|film|films}", &["0"], "0 films");
        check("{0} {0|film|films}", &["1,000"], "1,000 films");
        check("none {3}, {}, {x}", &["a"], "none , , ");
        check("{0} is {a title}", &["{0}"], "{0} is ");
    }

    #[test]
    fn numbers_read_well() {
        let english = Words::default();
        let german = Words::read("Decimal = ,\nThousands = .", 2).expect("two texts");
        assert_eq!(
            ["0", "999", "1,000", "1,234,567"],
            [0, 999, 1000, 1_234_567].map(|n| english.thousands(n)).as_slice()
        );
        assert_eq!(german.thousands(1_234_567), "1.234.567");
        assert_eq!(
            ["4.2", "4.3", "0.5", "−0.5", "0.0"],
            [4.249, 4.25, 0.5, -0.45, -0.04].map(|n| english.tenths(n)).as_slice()
        );
        assert_eq!(german.tenths(4.25), "4,3");
    }

    #[test]
    fn a_translation_stands_in_the_order_of_the_table() {
        let read = Words::read("# a comment\nDecimal = ,\n\nThousands = .\n", 2).expect("two texts");
        assert_eq!([read.say(Word::Decimal), read.say(Word::Thousands)], [",", "."]);
        assert_eq!(Words::read("Decimal = ,\n", 2), None);
        assert_eq!(Words::default().say(Word::Decimal), ".");
    }
}
