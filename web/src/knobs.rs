//! The dials, remembered from one visit to the next. Where the browser remembers nothing, they start at their defaults.

use crate::tab::Tab;
use halfstar_core::Request;
use halfstar_core::taste::Scope;
use leptos::prelude::window;
use leptos::wasm_bindgen::JsValue;

const KEY: &str = "halfstar.request";

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok()?
}

/// Stands before the request, for a day when its bytes mean something else.
const VERSION: &str = "6:";

/// What a bookmarked address begins its fragment with.
const FRAGMENT: &str = "#view=";

/// The request of the address, or else of the last visit; a damaged one is as if nothing was remembered.
pub(crate) fn load() -> Option<(Request, Scope)> {
    let address = window().location().hash().ok();
    let bookmarked = address.and_then(|hash| decode(hash.strip_prefix(FRAGMENT)?));
    let (request, scope) = bookmarked.or_else(|| decode(&storage()?.get_item(KEY).ok()??))?;
    // A film's number means something else in the next bundle.
    Some((request, Scope { film: None, ..scope }))
}

/// Writes a view into the address, so that it can be bookmarked; the plain one needs no words. Another page than the
/// shelf keeps its own.
fn address(text: &str) {
    let hash = window().location().hash().unwrap_or_default();
    if Tab::ALL.iter().any(|tab| tab.fragment() == hash) {
        return;
    }
    let plain = encode(&Request::default(), &Scope::default()) == text;
    let fragment = if plain { "#".to_owned() } else { FRAGMENT.to_owned() + text };
    if let Ok(history) = window().history() {
        // Refused only when a page writes hundreds a second; the next one is as good.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&fragment));
    }
}

/// Remembers a request; a full or forbidden storage is no reason to say anything.
pub(crate) fn save(request: &Request, scope: &Scope) {
    let text = encode(request, scope);
    address(&text);
    if let Some(storage) = storage() {
        // Nothing is lost but a convenience.
        let _ = storage.set_item(KEY, &text);
    }
}

/// Forgets it.
pub(crate) fn forget() {
    address(&encode(&Request::default(), &Scope::default()));
    if let Some(storage) = storage() {
        let _ = storage.remove_item(KEY);
    }
}

fn encode(request: &Request, scope: &Scope) -> String {
    // How far somebody scrolled is not a dial.
    let request = Request { limit: Request::default().limit, ..request.clone() };
    let bytes = postcard::to_allocvec(&(request, scope)).unwrap_or_default();
    let digits =
        bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|half| char::from_digit(half.into(), 16));
    VERSION.chars().chain(digits).collect()
}

fn decode(text: &str) -> Option<(Request, Scope)> {
    let digits: Option<Vec<u8>> =
        text.strip_prefix(VERSION)?.chars().map(|digit| digit.to_digit(16).map(|half| half as u8)).collect();
    let bytes: Vec<u8> = digits?.chunks(2).map(|pair| pair.iter().fold(0, |byte, half| byte << 4 | half)).collect();
    match postcard::take_from_bytes(&bytes) {
        Ok((knobs, [])) => Some(knobs),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use halfstar_core::shelf::Filters;
    use halfstar_core::signals::Weights;

    #[test]
    fn comes_back() {
        let request = Request {
            weights: Weights::CLASSIC,
            variety: 0.85,
            filters: Filters { genres: vec!["Drama".to_owned()], year_from: Some(1999), ..Filters::default() },
            ..Request::default()
        };
        let scope = Scope { latest: Some(50), ..Scope::default() };
        let knobs = (request.clone(), scope.clone());
        assert_eq!(decode(&encode(&request, &scope)), Some(knobs.clone()));
        assert_eq!(decode(&encode(&Request { limit: 480, ..request }, &scope)), Some(knobs));
    }

    #[test]
    fn damage_counts_as_nothing() {
        for text in ["", "5:", "5:0", "5:zz", "4:00", "{}", "5:ffffffffffffffffffffffff"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
