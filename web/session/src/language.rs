//! Which language is spoken. English is in the program; another one is a file that is fetched when it is wanted.
//!
//! The page and its worker each know one language at a time. Whoever draws asks for a [`Label`]; a change of language
//! draws everything anew.

mod english;

pub use english::Label;

use halfstar_core::words::{self, Translation};
use std::cell::{Cell, RefCell};

/// Languages to choose from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// In the program.
    English,
    /// `assets/words/de.txt`.
    German,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// As browsers call it: ISO 639-1.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// As its speakers call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
        }
    }

    /// The one that a browser's tag such as `de-AT` asks for, if it is there.
    pub fn of(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| tag.split(['-', '_']).next() == Some(language.code()))
    }
}

thread_local! {
    static SPOKEN: Cell<&'static Translation> = Cell::new(kept(english()));
    static KEPT: RefCell<Vec<&'static Translation>> = const { RefCell::new(Vec::new()) };
}

/// Speaks the language of this file, or English without one. False for a file that does not fit this program: then
/// nothing changes. A file once spoken is kept: texts of it may be anywhere.
pub fn speak(file: Option<&str>) -> bool {
    let words = file.map_or_else(|| Some(english()), |file| Translation::read(file, COUNT));
    let fits = words.is_some();
    if let Some(words) = words {
        SPOKEN.set(kept(words));
    }
    fits
}

/// Keeps a language; of one that was spoken before, what was kept then.
fn kept(words: Translation) -> &'static Translation {
    KEPT.with_borrow_mut(|kept| {
        let known = kept.iter().find(|known| ***known == words).copied();
        known.unwrap_or_else(|| {
            let new: &'static Translation = Box::leak(Box::new(words));
            kept.push(new);
            new
        })
    })
}

/// How many texts there are, the page's behind the core's.
const COUNT: usize = words::COUNT + Label::COUNT;

fn english() -> Translation {
    let english = words::english() + Label::ENGLISH;
    // A test counts them.
    Translation::read(&english, COUNT).unwrap_or_default()
}

/// What the core says.
pub fn words() -> &'static Translation {
    SPOKEN.get()
}

/// What the page says.
pub fn say(word: Label) -> &'static str {
    words().get(words::COUNT + word as usize)
}

/// What the page says, with its places filled; see [`mod@halfstar_core::words`].
pub fn fill(word: Label, arguments: &[&str]) -> String {
    words::fill(say(word), arguments)
}

#[cfg(test)]
mod tests;
