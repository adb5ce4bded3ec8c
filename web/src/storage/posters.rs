//! Posters that the service worker keeps. Their addresses tell which films somebody saw on a shelf.

use crate::shared::clock::within;
use js_sys::{Array, Promise, Reflect};
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::CacheStorage;

/// What the names of the caches begin with: see `assets/service-worker.js`.
const NAME: &str = "halfstar-posters";
/// Nobody is kept waiting longer for caches that do not answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// Forgets them. One that is on its way arrives in a cache that is no more.
pub(super) async fn forget() {
    let caches = Reflect::get(&js_sys::global(), &"caches".into()).ok();
    // Where caches are forbidden, there are none.
    let Some(Ok(caches)) = caches.map(JsCast::dyn_into::<CacheStorage>) else { return };
    let names = done(caches.keys()).await.map(|names| Array::from(&names)).unwrap_or_default();
    let names = names.iter().filter(|name| name.as_string().is_some_and(|name| name.starts_with(NAME)));
    let deleted: Array =
        names.filter_map(|name| name.as_string()).map(|name| JsValue::from(caches.delete(&name))).collect();
    done(Promise::all(&deleted)).await;
}

async fn done(promise: Promise) -> Option<JsValue> {
    within(PATIENCE, JsFuture::from(promise)).await?.ok()
}
