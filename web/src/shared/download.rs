//! Files for the member.

use super::hooks;
use js_sys::{Array, Uint8Array};
use leptos::prelude::document;
use std::time::Duration;
use wasm_bindgen::JsCast;

/// For so long a file that was given stays where the browser fetches it.
const ENOUGH: Duration = Duration::from_secs(60);

/// Gives a file to the member, as a download.
pub(crate) fn give(name: &str, bytes: &[u8]) {
    let parts = Array::of1(&Uint8Array::from(bytes));
    if let Ok(blob) = web_sys::Blob::new_with_u8_array_sequence(&parts) {
        give_blob(name, &blob);
    }
}

/// The same of what the browser has made.
pub(crate) fn give_blob(name: &str, blob: &web_sys::Blob) {
    let Ok(address) = web_sys::Url::create_object_url_with_blob(blob) else { return };
    let link = document().create_element("a").ok().and_then(|link| link.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(link) = link {
        for (attribute, value) in [("href", address.as_str()), ("download", name)] {
            // Refused only for names that are no names.
            let _ = link.set_attribute(attribute, value);
        }
        link.click();
    }
    // A browser that is busy begins to fetch it only later, and found nothing when it was taken back at once.
    let take_back = move || drop(web_sys::Url::revoke_object_url(&address));
    hooks::after(ENOUGH, Box::new(take_back));
}
