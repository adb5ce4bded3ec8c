//! Texts as an address can hold them: a space is `+`, and what means something there, or is not ASCII, is `%` and its
//! bytes.

use std::fmt::Write;

pub(super) fn encode(text: &str, into: &mut String) {
    for byte in text.bytes() {
        match byte {
            b' ' => into.push('+'),
            b'-' | b'.' | b'_' | b'~' | b'!' | b'\'' | b'(' | b')' | b'*' | b',' | b':' => into.push(byte.into()),
            _ if byte.is_ascii_alphanumeric() => into.push(byte.into()),
            _ => {
                // Writing to memory does not fail.
                let _ = write!(into, "%{byte:02X}");
            }
        }
    }
}

/// The other way round. What is no such text stays as it is; bytes that are none of a text become `\u{FFFD}`.
pub(super) fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        let hex = |place: usize| (after.get(place).copied()? as char).to_digit(16);
        match (byte, hex(0), hex(1)) {
            (b'+', ..) => bytes.push(b' '),
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
