//! The dials, in the address and remembered from one visit to the next, as the text that [`address`] writes. Where the
//! browser remembers nothing, they start at their defaults.

use crate::language;
use crate::shared::places;
use crate::shared::tab::Tab;
use halfstar_core::taste::Scope;
use halfstar_core::{Request, address};
use leptos::prelude::window;

const KEY: &str = "halfstar.request";

/// What a bookmarked address begins its fragment with, and what it began with in older versions.
const FRAGMENT: &str = "#view?";
const OLDER: &str = "#view=";

/// The fragment of the shelf of films to watch again, and how that of a film begins: TMDB's number follows.
pub(crate) const AGAIN: &str = "#again";
pub(crate) const FILM: &str = "#film-";

/// What is turned at first, and what there is to say of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Turned {
    /// Dials and filters.
    pub(crate) request: Request,
    /// What to go by.
    pub(crate) scope: Scope,
    /// What of the address was not understood.
    pub(crate) notice: Option<String>,
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok()?
}

/// What the address says, or else what was turned at the last visit.
pub(crate) fn load() -> Turned {
    let remembered = || storage()?.get_item(KEY).ok()?;
    turned(&places::fragment(), remembered)
}

/// What is not understood of an address is said; what is not of what was remembered is let go: another version wrote it.
fn turned(hash: &str, remembered: impl FnOnce() -> Option<String>) -> Turned {
    let words = language::words();
    if let Some(text) = hash.strip_prefix(FRAGMENT) {
        let (request, scope, errors) = address::read(text);
        let sentences: Vec<_> = errors.iter().map(|error| error.sentence(words)).collect();
        return Turned { request, scope, notice: (!sentences.is_empty()).then(|| sentences.join(" ")) };
    }
    let notice = hash.starts_with(OLDER).then(|| address::is_older(words).to_owned());
    let (request, scope, _) = address::read(&remembered().unwrap_or_default());
    Turned { request, scope, notice }
}

/// Whether a fragment is that of a view of the shelf, or of nothing in particular.
pub(crate) fn is_view(fragment: &str) -> bool {
    fragment.len() <= 1 || fragment.starts_with(FRAGMENT)
}

/// What an address of this visit says.
pub(crate) fn read(fragment: &str) -> Turned {
    turned(if fragment.len() <= 1 { FRAGMENT } else { fragment }, || None)
}

fn fragment(text: &str) -> String {
    if text.is_empty() { "#".to_owned() } else { [FRAGMENT, text].concat() }
}

/// Writes a view into the address, so that it can be bookmarked; the plain one needs no words. Other pages and films keep
/// their own.
pub(crate) fn write(request: &Request, scope: &Scope) {
    let now = places::fragment();
    let is_elsewhere =
        now == AGAIN || now.starts_with(FILM) || Tab::ALL.iter().skip(1).any(|tab| tab.fragment() == now);
    if !is_elsewhere {
        places::replace(&fragment(&address::write(request, scope)));
    }
}

/// Remembers a request; a full or forbidden storage is no reason to say anything.
pub(crate) fn save(request: &Request, scope: &Scope) {
    let text = address::write(request, scope);
    if let Some(storage) = storage() {
        // Nothing is lost but a convenience.
        let _ = storage.set_item(KEY, &text);
    }
}

/// Goes on to a view: the browser's way back leads to the one before.
pub(crate) fn go(request: &Request, scope: &Scope) {
    places::push(&fragment(&address::write(request, scope)));
}

/// Forgets it, wherever the address leads.
pub(crate) fn forget() {
    places::replace("#");
    if let Some(storage) = storage() {
        let _ = storage.remove_item(KEY);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use halfstar_core::bounds::Number;
    use halfstar_core::filters::Filters;
    use halfstar_core::signals::Weights;

    fn some() -> (Request, Scope) {
        let filters = Filters { genres: vec!["Drama".to_owned()], year_from: Number::new(1999), ..Filters::default() };
        let request = Request { weights: Weights::CLASSIC, variety: 0.85, filters, ..Request::default() };
        (request, Scope { latest: Some(50), ..Scope::default() })
    }

    #[test]
    fn it_comes_back() {
        let (request, scope) = some();
        let text = address::write(&request, &scope);
        let expected = Turned { request, scope, notice: None };
        assert_eq!(turned(&[FRAGMENT, &text].concat(), || None), expected, "a bookmark");
        assert_eq!(turned("", || Some(text.clone())), expected, "what was remembered");
        assert_eq!(turned("#taste", || Some(text.clone())), expected, "another page");
        assert_eq!(turned(FRAGMENT, || Some(text)), Turned::default(), "the plain view has an address too");
        assert_eq!(read("#"), Turned::default());
        assert!(
            ["", "#", "#view?genres=Drama"].iter().all(|it| is_view(it)) && !is_view("#taste") && !is_view("#about")
        );
    }

    #[test]
    fn a_damaged_address_is_told_and_the_rest_of_it_kept() {
        let (request, scope) = some();
        let text = address::write(&request, &scope);
        for (whole, damaged, told) in [
            ("year_from=1999", "year_from=19x9", "“year_from” cannot be “19x9”"),
            ("year_from=1999", "year_form=1999", "“year_form” is no setting"),
            ("year_from=1999", "year_from=0", "“year_from” cannot be “0”"),
            ("year_from=1999", "limit=4294967295", "“limit” is no setting"),
        ] {
            assert!(text.contains(whole));
            let read = turned(&[FRAGMENT, &text.replace(whole, damaged)].concat(), || None);
            let filters = Filters { year_from: None, ..request.filters.clone() };
            assert_eq!((&read.request, &read.scope), (&Request { filters, ..request.clone() }, &scope));
            assert!(read.notice.as_ref().is_some_and(|notice| notice.starts_with(told)), "{read:?}");
        }
    }

    #[test]
    fn a_number_out_of_bounds_that_was_remembered_is_let_go() {
        let text = "genres=Drama&variety=85&content=-1&year_to=65535&by_latest=0&by_stars_from=127.5&limit=0";
        let filters = Filters { genres: vec!["Drama".to_owned()], ..Filters::default() };
        let request = Request { filters, ..Request::default() };
        let expected = Turned { request, scope: Scope::default(), notice: None };
        assert_eq!(turned("", || Some(text.to_owned())), expected);
    }

    #[test]
    fn damage_to_what_was_remembered_is_let_go() {
        let (request, scope) = some();
        let text = address::write(&request, &scope);
        // Wherever it ends: what is whole before that is kept, and nothing is said.
        for end in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
            let cut = &text[..end];
            let read = turned("", || Some(cut.to_owned()));
            assert_eq!(read.notice, None);
            let genres: &[&str] = if end >= "genres=Drama".len() { &["Drama"] } else { &[] };
            assert!(end < "genres=Drama".len() || read.request.filters.genres == genres, "{cut}");
        }
        // An older version's.
        assert_eq!(turned("", || Some("6:00000000".to_owned())), Turned::default());
    }

    #[test]
    fn an_older_address_is_not_met_with_silence() {
        let (request, scope) = some();
        let text = address::write(&request, &scope);
        // The last one asks for 4,294,967,295 films, and none of them is believed.
        for older in ["6:0000803e", "6:", "", "6:0000803effffffff0f", "ffffffff0f"] {
            let read = turned(&[OLDER, older].concat(), || Some(text.clone()));
            assert!(read.notice.is_some_and(|notice| notice.contains("older version")), "{older}");
            assert_eq!((&read.request, &read.scope), (&request, &scope), "as it was at the last visit");
        }
    }
}
