//! What the browser may take for markup or for a program. The page's Content-Security-Policy lets only this module say
//! so (Trusted Types); a browser that does not know them takes what it is given, as it always did.

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Element, Worker, WorkerOptions};

/// As `index.html` calls it: `trusted-types halfstar`.
const NAME: &str = "halfstar";

#[wasm_bindgen]
extern "C" {
    type Policy;

    #[wasm_bindgen(catch, js_namespace = trustedTypes, js_name = createPolicy)]
    fn create_policy(name: &str, rules: &JsValue) -> Result<Policy, JsValue>;

    #[wasm_bindgen(method, js_name = createHTML)]
    fn html(this: &Policy, markup: &str) -> JsValue;

    #[wasm_bindgen(method, js_name = createScriptURL)]
    fn script(this: &Policy, address: &str) -> JsValue;

    /// As a function, it gives back the string that it is given.
    #[wasm_bindgen(thread_local_v2, js_name = String)]
    static AS_IT_IS: JsValue;

    /// The browser's own, which here takes an address that is trusted.
    #[wasm_bindgen(extends = Worker, js_name = Worker)]
    type TrustedWorker;

    #[wasm_bindgen(catch, constructor, js_class = "Worker")]
    fn new(address: &JsValue, options: &WorkerOptions) -> Result<TrustedWorker, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["navigator", "serviceWorker"], js_name = register)]
    fn register(address: &JsValue) -> Result<Promise, JsValue>;
}

thread_local! {
    static POLICY: Option<Policy> = {
        let rules = Object::new();
        for name in ["createHTML", "createScriptURL"] {
            // An ordinary object takes every property.
            let _ = Reflect::set(&rules, &name.into(), &AS_IT_IS.with(JsValue::clone));
        }
        create_policy(NAME, &rules).ok()
    };
}

/// Fills an element with markup that holds nothing unescaped: for [`LiveHtml`](super::markup::LiveHtml) alone.
pub(super) fn fill(element: &Element, html: &str) {
    let trusted = POLICY.with(|policy| policy.as_ref().map_or_else(|| html.into(), |policy| policy.html(html)));
    // An element takes what is trusted.
    let _ = Reflect::set(element, &"innerHTML".into(), &trusted);
}

/// Starts a worker with a script of the page's own folder.
///
/// # Errors
/// The browser's, where it starts none.
pub(crate) fn start_worker(address: &str, options: &WorkerOptions) -> Result<Worker, JsValue> {
    TrustedWorker::new(&script(address), options).map(Worker::from)
}

/// Registers a service worker with a script of the page's own folder.
///
/// # Errors
/// The browser's, where there is none.
pub(super) fn register_service_worker(address: &str) -> Result<Promise, JsValue> {
    register(&script(address))
}

fn script(address: &str) -> JsValue {
    POLICY.with(|policy| policy.as_ref().map_or_else(|| address.into(), |policy| policy.script(address)))
}
