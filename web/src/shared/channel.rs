//! What tabs of this page tell each other: the pages, for what a worker told would reach its own page, too. Where a browser has no such channel they learn it from the storage, when they
//! next look at it.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

/// All was forgotten.
pub(crate) const FORGOTTEN: &str = "forgotten";
/// More was remembered.
pub(crate) const REMEMBERED: &str = "remembered";

thread_local! {
    static CHANNEL: Option<BroadcastChannel> = BroadcastChannel::new("halfstar").ok();
}

/// Tells the other tabs.
pub(crate) fn tell(what: &str) {
    // Text can always be posted.
    CHANNEL.with(|channel| channel.as_ref().map(|channel| channel.post_message(&what.into())));
}

/// Listens as long as the page lives.
pub(crate) fn listen(act: impl Fn(&str) + 'static) {
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
        if let Some(what) = message.data().as_string() {
            act(&what);
        }
    });
    CHANNEL.with(|channel| {
        if let Some(channel) = channel {
            channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        }
    });
    listener.forget();
}
