//! Text from outside, as a terminal may show it: titles, names and paths can hold anything, and a terminal obeys some of it.
//!
//! A control character becomes its picture (`␛`), which is as wide as tables take it to be. What turns the direction of
//! the text behind it becomes `�`; the marks that Hebrew and Arabic titles are written with stay.

use std::borrow::Cow;

/// The text in one line: line breaks are shown too.
pub fn line(text: &str) -> Cow<'_, str> {
    shown(text, false)
}

/// The text with its line breaks.
pub fn lines(text: &str) -> Cow<'_, str> {
    shown(text, true)
}

/// A number with its sign: `+0.61`. What rounds to nothing has no minus.
pub fn signed(number: f64, digits: usize) -> String {
    let text = format!("{number:+.digits$}");
    if text.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) { text } else { text.replace('-', "+") }
}

/// Whether a terminal does more with the character than to show it.
pub fn is_obeyed(character: char) -> bool {
    picture(character).is_some()
}

fn shown(text: &str, breaks: bool) -> Cow<'_, str> {
    let kept = |character: char| breaks && character == '\n';
    if text.chars().all(|character| kept(character) || !is_obeyed(character)) {
        return Cow::Borrowed(text);
    }
    let show = |character: char| if kept(character) { character } else { picture(character).unwrap_or(character) };
    Cow::Owned(text.chars().map(show).collect())
}

fn picture(character: char) -> Option<char> {
    match character {
        '\0'..='\x1f' => char::from_u32(u32::from('␀') + u32::from(character)),
        '\x7f' => Some('␡'),
        // The control characters of one byte, such as U+009B, which begins an escape sequence by itself; ends of lines and
        // paragraphs; embeddings, overrides and isolates.
        '\u{80}'..='\u{9f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some(char::REPLACEMENT_CHARACTER),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rounds_to_nothing_has_no_minus() {
        for (number, expected) in
            [(0.614, "+0.61"), (-0.614, "-0.61"), (-0.004, "+0.00"), (-0.0, "+0.00"), (0.0, "+0.00")]
        {
            assert_eq!(signed(number, 2), expected);
        }
    }

    #[test]
    fn what_a_terminal_obeys_is_shown() {
        for (text, expected) in [
            ("Amélie – 天気の子 ★½", "Amélie – 天気の子 ★½"),
            ("\x1b]0;title\x07", "␛]0;title␇"),
            ("\u{9b}31mred", "�31mred"),
            ("a\rb\x08c\td\x7f\0", "a␍b␈c␉d␡␀"),
            ("one\r\ntwo", "one␍␊two"),
            ("\u{202e}txt.exe\u{2066}\u{2029}", "�txt.exe��"),
            // Direction marks and joiners are part of how titles are written.
            ("שלום\u{200f}! 👩\u{200d}🚀", "שלום\u{200f}! 👩\u{200d}🚀"),
        ] {
            assert_eq!(line(text), expected, "{text:?}");
        }
        assert_eq!(lines("one\r\ntwo\n"), "one␍\ntwo\n");
    }
}
