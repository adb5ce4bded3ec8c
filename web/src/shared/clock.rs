//! The time, and waiting, in a page and in a worker alike.

use futures_util::future::{Either, select};
use halfstar_core::import::Day;
use halfstar_session::calendar::local_day;
use js_sys::{Function, Promise, Reflect};
use std::pin::pin;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Milliseconds since 1970, as far as this device knows.
pub(crate) fn now() -> u64 {
    js_sys::Date::now() as u64
}

/// The day it is where the member is. The page's clock counts: its worker is told.
pub(crate) fn today() -> Day {
    let now = js_sys::Date::new_0();
    local_day(now.get_time(), now.get_timezone_offset())
}

/// Ends after `time`.
pub(crate) async fn sleep(time: Duration) {
    let promise = Promise::new(&mut |resolve, _| {
        let global = js_sys::global();
        let timer = Reflect::get(&global, &"setTimeout".into()).and_then(JsCast::dyn_into::<Function>);
        let set = timer.and_then(|timer| timer.call2(&global, &resolve, &JsValue::from(time.as_millis() as u32)));
        if set.is_err() {
            // No timer: better too early than never.
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    });
    // The promise is never rejected.
    let _ = JsFuture::from(promise).await;
}

/// What `work` gives, or nothing once `time` is over.
pub(crate) async fn within<T>(time: Duration, work: impl Future<Output = T>) -> Option<T> {
    match select(pin!(work), pin!(sleep(time))).await {
        Either::Left((value, _)) => Some(value),
        Either::Right(_) => None,
    }
}
