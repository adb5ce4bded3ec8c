//! The door to the terminal. Titles, names and paths come from outside, and everything that is said goes out here: as text
//! that a terminal shows and does not obey.

use anyhow::Result;
use halfstar_trainer::printable::{self, is_obeyed, line};
use serde::Serialize;
use std::env;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::process::ExitCode;

/// What text is written to. Only the ends of lines pass as they are.
pub(super) struct Terminal<W> {
    to: W,
    /// The beginning of a character whose end has yet to come.
    held: Vec<u8>,
}

impl<W: Write> Terminal<W> {
    pub(super) fn new(to: W) -> Self {
        Self { to, held: Vec::new() }
    }

    pub(super) fn into_inner(self) -> W {
        self.to
    }
}

impl<W: Write> Write for Terminal<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        let mut rest = self.held.as_slice();
        while !rest.is_empty() {
            let (text, bad) = match str::from_utf8(rest) {
                Ok(text) => (text, 0),
                Err(error) => {
                    let whole = str::from_utf8(&rest[..error.valid_up_to()]).unwrap_or_default();
                    (whole, error.error_len().unwrap_or(0))
                }
            };
            self.to.write_all(printable::lines(text).as_bytes())?;
            rest = &rest[text.len()..];
            if bad == 0 {
                break;
            }
            self.to.write_all("\u{fffd}".as_bytes())?;
            rest = &rest[bad..];
        }
        self.held = rest.to_vec();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Says something beside the results.
pub(super) fn note(text: &str) {
    say(&line(text));
}

/// Says what went wrong, and why.
pub(super) fn error(error: &anyhow::Error) {
    say(&format!("error: {}", line(&error.to_string())));
    for cause in error.chain().skip(1) {
        say(&format!("  because: {}", line(&cause.to_string())));
    }
}

/// Answers a command line that asks for help or is misspelt: in clap's colours, unless it would quote what must not go out.
pub(super) fn refuse(error: &clap::Error) -> ExitCode {
    let is_harmless = |arg: OsString| !arg.to_string_lossy().chars().any(is_obeyed);
    if env::args_os().all(is_harmless) {
        error.exit();
    }
    say(printable::lines(&error.render().to_string()).trim_end());
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

/// Prints JSON.
pub(super) fn json(out: &mut dyn Write, value: &impl Serialize) -> Result<()> {
    Ok(out.write_all(as_json(value)?.as_bytes())?)
}

/// JSON that holds everything and means the same to a terminal as to a program: what a terminal would obey is escaped, also
/// where JSON does not ask for that.
pub(super) fn as_json(value: &impl Serialize) -> Result<String> {
    let plain = serde_json::to_string_pretty(value)?;
    let mut json = String::with_capacity(plain.len() + 1);
    for character in plain.chars() {
        // Outside of strings JSON has no such characters but the ends of lines.
        if is_obeyed(character) && character != '\n' {
            write!(json, "\\u{:04x}", u32::from(character))?;
        } else {
            json.push(character);
        }
    }
    json.push('\n');
    Ok(json)
}

/// Whoever closes standard error does not want to know.
fn say(text: &str) {
    writeln!(io::stderr(), "{text}").ok();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(pieces: &[&[u8]]) -> String {
        let mut terminal = Terminal::new(Vec::new());
        for piece in pieces {
            terminal.write_all(piece).expect("memory");
        }
        String::from_utf8(terminal.into_inner()).expect("UTF-8")
    }

    #[test]
    fn text_goes_out_harmless_in_whatever_pieces() {
        let text = "★ one\n\x1b]0;two\x07 \u{9b}31m\u{202e}three\r\n";
        let expected = "★ one\n␛]0;two␇ �31m�three␍\n";
        assert_eq!(written(&[text.as_bytes()]), expected);
        for at in 0..text.len() {
            let (before, after) = text.as_bytes().split_at(at);
            assert_eq!(written(&[before, after]), expected, "cut at {at}");
        }
        let bytes: Vec<&[u8]> = text.as_bytes().chunks(1).collect();
        assert_eq!(written(&bytes), expected);
        assert_eq!(written(&[b"a\xffb\xe2\x98", b"c\n"]), "a\u{fffd}b\u{fffd}c\n");
    }

    #[test]
    fn json_holds_what_it_was_given() {
        let title = "\x1b]0;x\x07\u{9b}31m\r\n\u{202e}\u{2028}\x7f ★ שלום\u{200f}";
        let json = as_json(&[title]).expect("JSON");
        assert!(json.chars().all(|character| character == '\n' || !is_obeyed(character)), "{json:?}");
        assert_eq!(serde_json::from_str::<[String; 1]>(&json).expect("JSON"), [title]);
        assert!(json.contains("★ שלום"), "{json}");
    }
}
