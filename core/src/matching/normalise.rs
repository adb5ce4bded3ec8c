//! Titles brought to a form in which the same title is the same text, however it was typed.
//!
//! Accents come off by two small tables, not by Unicode's own decomposition: for titles they do the same, and the
//! tables of Unicode would be a fifth of the page's WASM.

/// A title's comparable form.
///
/// Accents and case are gone, punctuation is a space, `&` is `and`, and a leading article stands apart, so that
/// `The Thing` and `Thing, The` agree in everything and `Thing` agrees in its words.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Normalised {
    /// The words, one space apart, without the leading article.
    pub(crate) words: String,
    /// The article: `the`, `a`, `an` or nothing.
    pub(crate) article: &'static str,
}

impl Normalised {
    /// Of a title as written.
    pub(crate) fn new(title: &str) -> Self {
        let mut all = Self::default();
        all.set(title);
        all
    }

    /// The same, reusing the allocation.
    pub(crate) fn set(&mut self, title: &str) {
        let (title, trailing) = trailing_article(title.trim());
        self.words.clear();
        for character in title.chars() {
            if character.is_ascii() {
                push(&mut self.words, character.to_ascii_lowercase());
            } else {
                character.to_lowercase().for_each(|lower| push_folded(&mut self.words, lower));
            }
        }
        while self.words.ends_with(' ') {
            self.words.pop();
        }
        if self.words.is_empty() {
            // A title of signs alone, as `$` or `…`, is its own form.
            self.words.extend(title.chars().flat_map(char::to_lowercase));
        }
        self.article = trailing.unwrap_or_else(|| {
            let leading = ARTICLES
                .iter()
                .find(|article| self.words.strip_prefix(**article).is_some_and(|rest| rest.starts_with(' ')));
            let article = leading.copied().unwrap_or("");
            if !article.is_empty() {
                self.words.drain(..=article.len());
            }
            article
        });
    }

    /// Whether two films would hardly bear this title by chance: it has four words or more.
    pub(super) fn is_distinctive(&self) -> bool {
        self.words.split(' ').count() >= 4
    }

    /// A hash of the words.
    pub(crate) fn hash(&self) -> u64 {
        hash(&self.words)
    }
}

/// A hash, the same on every machine (FNV-1a). Who finds by it compares the texts too: hashes may collide.
pub(crate) fn hash(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3))
}

const ARTICLES: [&str; 3] = ["the", "a", "an"];

/// `Matrix, The` → `Matrix` and `the`.
fn trailing_article(title: &str) -> (&str, Option<&'static str>) {
    let found = title.rsplit_once(", ").and_then(|(rest, last)| {
        let article = ARTICLES.into_iter().find(|article| last.eq_ignore_ascii_case(article))?;
        (!rest.is_empty()).then_some((rest, Some(article)))
    });
    found.unwrap_or((title, None))
}

/// The letters under the accents of U+00C0 to U+024F; a dot where there is none.
const LATIN: &[u8; 400] = b"\
    aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y\
    aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkk.llllll.\
    .llnnnnnn...oooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs\
    ................................oo.............uu...............\
    .............aaiioouuuuuuuuuu.aaaa....ggkkoooo..j...gg..nnaa..oo\
    aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............\
    ................";

/// The same for U+1E00 to U+1EFF, where Vietnamese is.
const LATIN_ADDITIONAL: &[u8; 256] = b"\
    aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm\
    mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv\
    wwwwwwwwwwxxxxyyzzzzzzhtwy.s....aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
    eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

/// A character that is not ASCII, in lower case.
fn push_folded(words: &mut String, character: char) {
    let code = character as usize;
    let under = match code {
        0xC0..0x250 => LATIN.get(code - 0xC0),
        0x1E00..0x1F00 => LATIN_ADDITIONAL.get(code - 0x1E00),
        _ => None,
    };
    if let Some(&letter) = under.filter(|&&letter| letter != b'.') {
        return words.push(char::from(letter));
    }
    match character {
        // Accents and other marks on Latin, Greek and Cyrillic letters. Marks of other scripts are letters in earnest.
        '\u{300}'..='\u{36F}' => {}
        'æ' => words.push_str("ae"),
        'œ' => words.push_str("oe"),
        'ß' => words.push_str("ss"),
        'þ' => words.push_str("th"),
        'ё' => words.push('е'),
        'й' => words.push('и'),
        '²' | '³' => words.push(if character == '²' { '2' } else { '3' }),
        '¹' => words.push('1'),
        '½' => words.push_str("1 2"),
        // Full-width forms of ASCII.
        '\u{FF01}'..='\u{FF5E}' => {
            let ascii = u32::from(character).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(' ');
            push(words, ascii.to_ascii_lowercase());
        }
        // Latin-1's signs, general punctuation, arrows and other symbols, and the punctuation of East Asia.
        '\u{80}'..='\u{BF}' | '×' | '÷' | '\u{2000}'..='\u{206F}' | '\u{2100}'..='\u{2BFF}' => space(words),
        '\u{3000}'..='\u{303F}' | '\u{30FB}' | '\u{FE00}'..='\u{FE0F}' | '\u{FFFD}' => space(words),
        letter => words.push(letter),
    }
}

fn push(words: &mut String, character: char) {
    match character {
        'a'..='z' | '0'..='9' => words.push(character),
        '&' => {
            space(words);
            words.push_str("and ");
        }
        _ => space(words),
    }
}

fn space(words: &mut String) {
    if !words.is_empty() && !words.ends_with(' ') {
        words.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::char::decompose_compatible;

    #[test]
    fn titles_are_normalised() {
        fn check(title: &str, words: &str, article: &str) {
            let normalised = Normalised::new(title);
            assert_eq!((normalised.words.as_str(), normalised.article), (words, article), "{title:?}");
        }
        check("Heat", "heat", "");
        check("  The  Matrix ", "matrix", "the");
        check("Matrix, The", "matrix", "the");
        check("Serious Man, A", "serious man", "a");
        check("An Education", "education", "an");
        check("The", "the", "");
        check("A", "a", "");
        check("Them!", "them", "");
        check("Theatre of Blood", "theatre of blood", "");
        check("Amélie", "amelie", "");
        check("Ame\u{301}lie", "amelie", "");
        check("WALL·E", "wall e", "");
        check("Deadpool & Wolverine", "deadpool and wolverine", "");
        check("R&B", "r and b", "");
        check("Mission: Impossible – Fallout", "mission impossible fallout", "");
        check("Schindler’s List", "schindler s list", "");
        check("Schindler's List", "schindler s list", "");
        check("Æon Flux", "aeon flux", "");
        check("Die große Stille", "die grosse stille", "");
        check("SMØRREBRØD", "smorrebrod", "");
        check("İstanbul", "istanbul", "");
        check("Pokémon: The First Movie", "pokemon the first movie", "");
        check("M*A*S*H", "m a s h", "");
        check("(500) Days of Summer", "500 days of summer", "");
        check("Ｆｕｌｌ", "full", "");
        check("東京物語", "東京物語", "");
        check("ガメラ", "ガメラ", "");
        check("8½", "81 2", "");
        check("Chạng vạng", "chang vang", "");
        check("Ødegård", "odegard", "");
        check("Ёлки", "елки", "");
        check("$", "$", "");
        check("…", "…", "");
        check("", "", "");
        check(", The", "the", "");
        check("What, the", "what", "the");
    }

    #[test]
    fn accents_come_off_as_in_unicode() {
        for character in ('\u{C0}'..'\u{250}').chain('\u{1E00}'..'\u{1F00}') {
            let mut letters = String::new();
            for lower in character.to_lowercase() {
                decompose_compatible(lower, |part| letters.push(part));
            }
            letters.retain(|part| !('\u{300}'..'\u{370}').contains(&part));
            // What Unicode takes apart into one plain letter; the rest keeps a form of its own.
            if letters.len() == 1 {
                assert_eq!(Normalised::new(&format!("x{character}")).words, format!("x{letters}"), "{character}");
            }
        }
    }

    proptest! {
        #[test]
        fn case_and_blanks_do_not_matter(title in "[A-Za-zà-öø-ÿ0-9 ]{0,24}") {
            let spaced = format!(" {} ", title.replace(' ', "   ")).to_uppercase();
            prop_assert_eq!(Normalised::new(&title), Normalised::new(&spaced));
        }

        #[test]
        fn any_text_is_squeezed(title in "\\PC{0,24}") {
            let Normalised { words, .. } = Normalised::new(&title);
            prop_assert_eq!(words.trim(), words.as_str());
            prop_assert_eq!(words.is_empty(), title.trim().is_empty());
        }
    }
}
