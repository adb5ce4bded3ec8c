//! The service worker: after the first visit the page works without a network.

use super::trusted::register_service_worker;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Registers it. Call this when all that the member waits for has arrived: it fetches everything once more, from
/// the browser's cache at best. A browser without service workers loses nothing else.
pub(crate) fn register() {
    let Some(container) = container() else { return };
    if cfg!(debug_assertions) {
        // While the page is being worked on, an older build must not come back from a cache.
        spawn_local(async move {
            if let Ok(found) = JsFuture::from(container.get_registration()).await
                && let Ok(registration) = JsCast::dyn_into::<web_sys::ServiceWorkerRegistration>(found)
                && let Ok(unregistering) = registration.unregister()
            {
                let _ = JsFuture::from(unregistering).await;
            }
        });
    } else {
        // Private windows and some settings refuse; the page then needs the network, as any page does.
        if let Ok(registering) = register_service_worker("./sw.js") {
            spawn_local(async move {
                let _ = JsFuture::from(registering).await;
            });
        }
    }
}

/// Tells the service worker something, if there is one: it goes on when the page does not.
pub(crate) fn tell(what: &str) {
    if let Some(worker) = container().and_then(|container| container.controller()) {
        // Text can always be posted.
        let _ = worker.post_message(&what.into());
    }
}

/// Asks the browser to keep what is remembered even when it runs short of room. Some ask the member.
pub(crate) fn persist() {
    let storage = js_sys::Reflect::get(&leptos::prelude::window().navigator(), &"storage".into());
    let Ok(storage) = storage else { return };
    if let Ok(Ok(persist)) = js_sys::Reflect::get(&storage, &"persist".into()).map(JsCast::dyn_into::<js_sys::Function>)
    {
        // Where it is refused, all stays as it was.
        let _ = persist.call0(&storage);
    }
}

/// Nothing outside of secure contexts, where the property is missing.
fn container() -> Option<web_sys::ServiceWorkerContainer> {
    let navigator = leptos::prelude::window().navigator();
    js_sys::Reflect::has(&navigator, &"serviceWorker".into()).ok()?.then(|| navigator.service_worker())
}
