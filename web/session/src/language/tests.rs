//! Every translation has every text, with the same places.

use super::{Label, Language, fill, say, speak};
use halfstar_core::words;
use std::collections::BTreeSet;

const GERMAN: &str = include_str!("../../../../assets/words/de.txt");

/// The arguments that a text uses.
fn places(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|after| after.split(['}', '|']).next()).collect()
}

#[test]
fn a_translation_has_every_text() {
    let names = words::names().chain(Label::NAMES.lines());
    let core = words::english();
    let english = core.lines().chain(Label::ENGLISH.lines());
    let lines = GERMAN.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let mut texts = lines.map(|line| line.split_once(" = ").unwrap_or_else(|| panic!("{line:?} is no text")));
    for (name, english) in names.zip(english) {
        let (theirs, text) = texts.next().unwrap_or_else(|| panic!("{name} is missing at the end"));
        assert_eq!(theirs, name, "the texts stand in the order of the table");
        assert_eq!(places(text), places(english), "{name} has other places");
        assert!(!text.contains(['<', '>', '&', '"']), "{name} would be markup");
        assert_eq!(text.matches('{').count(), text.matches('}').count(), "{name} has an open place");
    }
    assert_eq!(texts.next(), None);
}

#[test]
fn english_is_no_markup_either() {
    assert_eq!(Label::ENGLISH.lines().count(), Label::COUNT);
    for (name, text) in Label::NAMES.lines().zip(Label::ENGLISH.lines()) {
        assert!(!text.contains(['<', '>', '&', '"', '\n']), "{name}: {text}");
    }
}

#[test]
fn a_language_is_spoken_until_the_next() {
    assert!(speak(Some(GERMAN)));
    assert_eq!(say(Label::ForgetMe), "Vergiss mich");
    assert_eq!(fill(Label::CountOfUnread, &["1"]), "1 Stelle nicht lesbar");
    assert_eq!(fill(Label::CountOfUnread, &["2"]), "2 Stellen nicht lesbar");
    // Of another version of the program.
    assert!(!speak(Some("Decimal = ,")));
    assert_eq!(say(Label::ForgetMe), "Vergiss mich");
    assert!(speak(None));
    assert_eq!(say(Label::ForgetMe), "Forget me");
}

#[test]
fn a_browser_says_what_it_speaks() {
    let check = |tag: &str, language: Option<Language>| assert_eq!(Language::of(tag), language, "{tag:?}");
    check("de", Some(Language::German));
    check("de-AT", Some(Language::German));
    check("en-GB", Some(Language::English));
    check("del", None);
    check("", None);
}
