//! Bytes → text, kindly: byte order marks, other encodings, and accents that went through the wrong one.

use super::limits;
use std::borrow::Cow;

/// A file's text, and whether its bytes were something else than the UTF-8 they should be.
pub(super) struct Decoded<'b> {
    pub(super) text: Cow<'b, str>,
    pub(super) lossy: bool,
}

/// Decodes a whole file; `None` if its text is larger than a file may be.
pub(super) fn decode(bytes: &[u8]) -> Option<Decoded<'_>> {
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => return utf8(rest),
        _ if is_utf16(bytes) => {
            utf16(bytes, if bytes.first() == Some(&0) { u16::from_be_bytes } else { u16::from_le_bytes })
        }
        _ => return utf8(bytes),
    };
    Some(Decoded { text: Cow::Owned(text?), lossy: false })
}

/// Whether bytes are UTF-16: by their mark, or by a zero beside nearly every letter of the beginning.
pub(super) fn is_utf16(bytes: &[u8]) -> bool {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return true;
    }
    let (pairs, _) = bytes[..bytes.len().min(64)].as_chunks::<2>();
    let of = |is_letter: fn(&[u8; 2]) -> bool| pairs.iter().filter(|pair| is_letter(pair)).count();
    let most = of(|[low, high]| *low != 0 && *high == 0).max(of(|[high, low]| *high == 0 && *low != 0));
    !pairs.is_empty() && most * 10 >= pairs.len() * 9
}

/// Undoes text whose UTF-8 bytes were read as Windows-1252 and saved again: `AmÃ©lie` becomes `Amélie`.
///
/// Text that only looks foreign is safe: its bytes would have to be valid UTF-8 by chance.
pub(super) fn repair(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let bytes: Option<Vec<u8>> = text.chars().map(byte_of).collect();
    String::from_utf8(bytes?).ok()
}

/// Undoes what web pages write for a few characters: `&amp;` is `&`.
pub(super) fn without_entities(text: &str) -> Cow<'_, str> {
    if !(text.contains('&') && text.contains(';')) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        let entity = after.split_once(';').and_then(|(name, after)| Some((entity(name)?, after)));
        let (character, next) = entity.unwrap_or(('&', after));
        plain.push(character);
        rest = next;
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// The character of an entity's name or number.
fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "nbsp" => Some(' '),
        _ => {
            let number = name.strip_prefix('#').filter(|number| number.len() <= 7)?;
            let hexadecimal = number.strip_prefix(['x', 'X']);
            let code = match hexadecimal {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|character| !character.is_control())
        }
    }
}

fn utf8(bytes: &[u8]) -> Option<Decoded<'_>> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(Decoded { text: Cow::Borrowed(text), lossy: false });
    }
    // Not one accent in UTF-8, so those that are there come from an old Windows program.
    let windows = bytes.utf8_chunks().all(|chunk| chunk.valid().is_ascii());
    let text = if windows {
        let character = if is_cyrillic(bytes) { cyrillic } else { char_of };
        collect(bytes.iter().map(|&byte| character(byte)))
    } else {
        collect(bytes.utf8_chunks().flat_map(|chunk| {
            let is_broken = !chunk.invalid().is_empty();
            chunk.valid().chars().chain(is_broken.then_some(char::REPLACEMENT_CHARACTER))
        }))
    };
    Some(Decoded { text: Cow::Owned(text?), lossy: !windows })
}

/// Whether the letters beyond ASCII make whole words, as those of Windows-1251 do: accents stand alone.
fn is_cyrillic(bytes: &[u8]) -> bool {
    let is_letter = |byte: u8| byte >= 0xC0;
    let letters = bytes.iter().filter(|&&byte| is_letter(byte)).count();
    let (_, together) = bytes.iter().fold((0, 0), |(run, together), &byte| match (is_letter(byte), run) {
        (false, _) => (0, together),
        (true, 2) => (3, together + 3),
        (true, 3..) => (3, together + 1),
        (true, run) => (run + 1, together),
    });
    letters >= 3 && together * 2 > letters
}

/// A character of Windows-1251; of those that are no letters, the few that films' titles have.
fn cyrillic(byte: u8) -> char {
    match byte {
        0xC0.. => char::from_u32(0x0410 + u32::from(byte - 0xC0)).unwrap_or(char::REPLACEMENT_CHARACTER),
        0xA8 => 'Ё',
        0xB8 => 'ё',
        0xB9 => '№',
        _ => char_of(byte),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, _) = bytes.as_chunks::<2>();
    let characters = char::decode_utf16(pairs.iter().map(|&pair| unit(pair)));
    collect(characters.map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER)))
}

/// The text of these characters in as much memory as it needs, if it is no larger than a file may be.
fn collect(characters: impl Iterator<Item = char> + Clone) -> Option<String> {
    let bytes = characters.clone().map(char::len_utf8).sum();
    if bytes > limits::FILE {
        return None;
    }
    let mut text = String::with_capacity(bytes);
    text.extend(characters);
    Some(text)
}

/// Windows-1252 where it differs from Latin-1; a space where it has no character.
const WINDOWS: [char; 32] = [
    '€', ' ', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', ' ', 'Ž', ' ', //
    ' ', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', ' ', 'ž', 'Ÿ',
];

fn char_of(byte: u8) -> char {
    match byte.checked_sub(0x80).and_then(|at| WINDOWS.get(usize::from(at))) {
        Some(' ') | None => char::from(byte),
        Some(&character) => character,
    }
}

/// The byte that Windows-1252 or Latin-1 has for a character.
fn byte_of(character: char) -> Option<u8> {
    u8::try_from(character).ok().or_else(|| {
        let at = WINDOWS.iter().position(|&windows| windows == character)?;
        u8::try_from(0x80 + at).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_text() {
        fn check(bytes: &[u8], text: &str, lossy: bool) {
            let decoded = decode(bytes).expect("few bytes");
            assert_eq!((&*decoded.text, decoded.lossy), (text, lossy), "{bytes:?}");
        }
        check(b"plain", "plain", false);
        check("Amélie".as_bytes(), "Amélie", false);
        check(b"\xEF\xBB\xBFDate", "Date", false);
        check(b"\xFF\xFED\0a\0", "Da", false);
        check(b"\xFE\xFF\0D\0a\0", "Da", false);
        check(b"D\0a\0t\0e\0", "Date", false);
        check(b"\0D\0a\0t\0e", "Date", false);
        check(b"Am\xE9lie \x96 1", "Amélie – 1", false);
        check(b"Citt\xE0 e caf\xE9", "Città e café", false);
        check(
            b"\xD1\xF2\xE0\xEB\xEA\xE5\xF0;1979;\xCC\xEE\xFF \xEE\xF6\xE5\xED\xEA\xE0",
            "Сталкер;1979;Моя оценка",
            false,
        );
        check(b"\xC3\xA9 then \xFF", "é then \u{FFFD}", true);
        check(b"", "", false);
    }

    #[test]
    fn entities_are_undone() {
        for (text, expected) in [
            ("Fast &amp; Furious", "Fast & Furious"),
            ("Schindler&#039;s List", "Schindler's List"),
            ("&quot;Heat&quot;", "\"Heat\""),
            ("Am&#xE9;lie", "Amélie"),
            ("Bonnie & Clyde", "Bonnie & Clyde"),
            ("You & Me; Again", "You & Me; Again"),
            ("&#0;&#x110000;&none;", "&#0;&#x110000;&none;"),
            ("&amp;amp;", "&amp;"),
        ] {
            assert_eq!(without_entities(text), expected);
        }
    }

    #[test]
    fn broken_accents_are_repaired() {
        fn check(text: &str, expected: Option<&str>) {
            assert_eq!(repair(text).as_deref(), expected, "{text:?}");
        }
        check("AmÃ©lie", Some("Amélie"));
        check("WALLÂ·E", Some("WALL·E"));
        check("Chapter 3 â\u{80}\u{93} Parabellum", Some("Chapter 3 – Parabellum"));
        check("Chapter 3 â€“ Parabellum", Some("Chapter 3 – Parabellum"));
        check("Amélie", None);
        check("Ä", None);
        check("東京物語", None);
        check("Plain", None);
        check("", None);
    }
}
