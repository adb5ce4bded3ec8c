//! Asking the page's own server for a file, in a page and in a worker alike. A server that says nothing for long has
//! failed: no wait is without an end.

use crate::shared::clock::within;
use js_sys::{Promise, Reflect, Uint8Array};
use std::time::Duration;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader, RequestCache, RequestInit, Response};

/// Without a byte for this long, a file has stopped arriving; however slow, one that arrives has all the time it wants.
/// It is less than the page's patience with its worker, which else would have to say it.
const PATIENCE: Duration = Duration::from_secs(12);
/// No honest file is larger.
const MOST: usize = 64 << 20;

/// Why a file is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// There is no server, or the connection broke.
    Unreachable,
    /// Nothing came for long.
    Stalled,
    /// The server answers, but not with a file.
    Missing,
    /// There is no end to it.
    TooLarge,
}

/// All of a file of about so many bytes, telling how many have come so far.
pub(crate) async fn file(
    address: &str,
    cache: RequestCache,
    expected: u32,
    progress: &dyn Fn(u32),
) -> Result<Vec<u8>, Trouble> {
    let abort = AbortController::new().map_err(|_| Trouble::Unreachable)?;
    let init = RequestInit::new();
    init.set_cache(cache);
    init.set_signal(Some(&abort.signal()));
    let bytes = read(fetch(address, &init), expected, progress).await;
    if bytes.is_err() {
        // What hangs would hold its connection, and whoever asks for the same again.
        abort.abort();
    }
    bytes
}

async fn read(response: Promise, expected: u32, progress: &dyn Fn(u32)) -> Result<Vec<u8>, Trouble> {
    let response: Response = patiently(response).await?.unchecked_into();
    if !response.ok() {
        return Err(Trouble::Missing);
    }
    let body = response.body().ok_or(Trouble::Unreachable)?;
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let mut bytes = Vec::with_capacity((expected as usize).min(MOST));
    loop {
        let step = patiently(reader.read()).await?;
        let Ok(chunk) = Reflect::get(&step, &"value".into()).and_then(JsCast::dyn_into::<Uint8Array>) else {
            return Ok(bytes);
        };
        let start = bytes.len();
        let end = start.saturating_add(chunk.length() as usize);
        if end > MOST {
            return Err(Trouble::TooLarge);
        }
        bytes.resize(end, 0);
        chunk.copy_to(&mut bytes[start..]);
        progress(end as u32);
    }
}

async fn patiently(promise: Promise) -> Result<JsValue, Trouble> {
    match within(PATIENCE, JsFuture::from(promise)).await {
        Some(value) => value.map_err(|_| Trouble::Unreachable),
        None => Err(Trouble::Stalled),
    }
}

#[wasm_bindgen]
extern "C" {
    fn fetch(address: &str, init: &RequestInit) -> Promise;
}
