//! The dials, remembered from one visit to the next. Where the browser remembers nothing, they start at their defaults.

use halfstar_core::Request;
use leptos::prelude::window;

const KEY: &str = "halfstar.request";

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok()?
}

/// Stands before the request, for a day when its bytes mean something else.
const VERSION: &str = "2:";

/// The request of the last visit; a damaged one is as if nothing was remembered.
pub(crate) fn load() -> Option<Request> {
    decode(&storage()?.get_item(KEY).ok()??)
}

/// Remembers a request; a full or forbidden storage is no reason to say anything.
pub(crate) fn save(request: &Request) {
    if let Some(storage) = storage() {
        // Nothing is lost but a convenience.
        let _ = storage.set_item(KEY, &encode(request));
    }
}

/// Forgets it.
pub(crate) fn forget() {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(KEY);
    }
}

fn encode(request: &Request) -> String {
    // How far somebody scrolled is not a dial.
    let request = Request { limit: Request::default().limit, ..request.clone() };
    let bytes = postcard::to_allocvec(&request).unwrap_or_default();
    let digits =
        bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|half| char::from_digit(half.into(), 16));
    VERSION.chars().chain(digits).collect()
}

fn decode(text: &str) -> Option<Request> {
    let digits: Option<Vec<u8>> =
        text.strip_prefix(VERSION)?.chars().map(|digit| digit.to_digit(16).map(|half| half as u8)).collect();
    let bytes: Vec<u8> = digits?.chunks(2).map(|pair| pair.iter().fold(0, |byte, half| byte << 4 | half)).collect();
    match postcard::take_from_bytes(&bytes) {
        Ok((request, [])) => Some(request),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use halfstar_core::blend::Weights;
    use halfstar_core::shelf::Filters;

    #[test]
    fn comes_back() {
        let request = Request {
            weights: Weights::CLASSIC,
            variety: 0.85,
            filters: Filters { genres: vec!["Drama".to_owned()], year_from: Some(1999), ..Filters::default() },
            ..Request::default()
        };
        assert_eq!(decode(&encode(&request)), Some(request.clone()));
        assert_eq!(decode(&encode(&Request { limit: 480, ..request.clone() })), Some(request));
    }

    #[test]
    fn damage_counts_as_nothing() {
        for text in ["", "2:", "2:0", "2:zz", "1:00", "{}", "2:ffffffffffffffffffffffff"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
