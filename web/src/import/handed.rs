//! Files that the system hands to the installed page: shared to it, which its service worker takes in, or opened with it.

use crate::shared::offline;
use crate::store::Store;
use js_sys::{Array, Function, Promise, Reflect};
use leptos::prelude::window;
use leptos::reactive::spawn_local;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Takes them, now and for as long as the page lives. They are read as if they had been dropped here.
pub(crate) fn take_handed(store: Store) {
    offline::take_shared(move |files| drop_all(store, &files));
    let opened = Closure::<dyn FnMut(JsValue)>::new(move |launch: JsValue| {
        let handles = Reflect::get(&launch, &"files".into()).map(|files| Array::from(&files)).unwrap_or_default();
        spawn_local(async move {
            let files = Array::new();
            for handle in handles.iter() {
                if let Some(file) = file_of(&handle).await {
                    files.push(&file);
                }
            }
            drop_all(store, &files);
        });
    });
    // Browsers that cannot install pages have no such queue.
    if let Ok(queue) = Reflect::get(&window(), &"launchQueue".into())
        && let Ok(Ok(follow)) = Reflect::get(&queue, &"setConsumer".into()).map(JsCast::dyn_into::<Function>)
        && follow.call1(&queue, opened.as_ref()).is_ok()
    {
        opened.forget();
    }
}

async fn file_of(handle: &JsValue) -> Option<JsValue> {
    let get: Function = Reflect::get(handle, &"getFile".into()).ok()?.dyn_into().ok()?;
    let file: Promise = get.call0(handle).ok()?.dyn_into().ok()?;
    JsFuture::from(file).await.ok()
}

fn drop_all(store: Store, files: &Array) {
    let files: Vec<web_sys::File> = files.iter().filter_map(|file| file.dyn_into().ok()).collect();
    if !files.is_empty() {
        store.drop_files(files);
    }
}
