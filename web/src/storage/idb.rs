//! The little of IndexedDB that is needed: one database, one store, whole values under a key.

use js_sys::{Promise, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, IdbDatabase, IdbFactory, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction,
    IdbTransactionMode,
};

const DATABASE: &str = "halfstar";
const STORE: &str = "kept";

/// Why storage did not do its part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The browser does not let this page store anything.
    Forbidden,
    /// There is no room.
    Full,
    /// It does not answer.
    Silent,
    /// Anything else.
    Other,
}

impl From<JsValue> for Trouble {
    fn from(error: JsValue) -> Self {
        let name = error.dyn_into::<DomException>().map(|error| error.name()).unwrap_or_default();
        match name.as_str() {
            "SecurityError" | "InvalidStateError" | "NotAllowedError" => Self::Forbidden,
            "QuotaExceededError" => Self::Full,
            _ => Self::Other,
        }
    }
}

pub(super) async fn get(key: &str) -> Result<Option<Vec<u8>>, Trouble> {
    in_store(IdbTransactionMode::Readonly, |store| store.get(&key.into())).await.map(|value| {
        // What is not bytes was not written by us: as good as damaged.
        (!value.is_undefined()).then(|| value.dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec()).unwrap_or_default())
    })
}

pub(super) async fn has(key: &str) -> Result<bool, Trouble> {
    let count = in_store(IdbTransactionMode::Readonly, |store| store.count_with_key(&key.into())).await?;
    Ok(count.as_f64().is_some_and(|count| count > 0.0))
}

pub(super) async fn put(key: &str, bytes: &[u8]) -> Result<(), Trouble> {
    let value = Uint8Array::from(bytes);
    in_store(IdbTransactionMode::Readwrite, |store| store.put_with_key(&value, &key.into())).await.map(|_| ())
}

pub(super) async fn delete(key: &str) -> Result<(), Trouble> {
    in_store(IdbTransactionMode::Readwrite, |store| store.delete(&key.into())).await.map(|_| ())
}

/// Opens, does one thing, closes: a connection left open would block other tabs.
async fn in_store(
    mode: IdbTransactionMode,
    act: impl FnOnce(&IdbObjectStore) -> Result<IdbRequest, JsValue>,
) -> Result<JsValue, Trouble> {
    let database = open().await?;
    let result = transact(&database, mode, act).await;
    database.close();
    result
}

async fn transact(
    database: &IdbDatabase,
    mode: IdbTransactionMode,
    act: impl FnOnce(&IdbObjectStore) -> Result<IdbRequest, JsValue>,
) -> Result<JsValue, Trouble> {
    let transaction = database.transaction_with_str_and_mode(STORE, mode)?;
    let request = act(&transaction.object_store(STORE)?)?;
    // A full disk shows only when the transaction commits, so the request's own success says too little.
    let done = completion(&transaction);
    if JsFuture::from(done).await.is_err() {
        let error =
            transaction.error().map(JsValue::from).or_else(|| request.error().ok().flatten().map(JsValue::from));
        return Err(error.map_or(Trouble::Other, Trouble::from));
    }
    Ok(request.result()?)
}

async fn open() -> Result<IdbDatabase, Trouble> {
    let request = factory()?.open_with_u32(DATABASE, 1)?;
    let upgrade = {
        let request = request.clone();
        Closure::<dyn FnMut()>::new(move || {
            if let Ok(database) = request.result().map(JsCast::unchecked_into::<IdbDatabase>) {
                // Fails only if it is there already, or the upgrade is aborted, which `onerror` reports.
                let _ = database.create_object_store(STORE);
            }
        })
    };
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    match JsFuture::from(opening(&request)).await {
        Ok(_) => Ok(request.result()?.unchecked_into()),
        Err(_) => {
            Err(request.error().ok().flatten().map_or(Trouble::Other, |error| Trouble::from(JsValue::from(error))))
        }
    }
}

/// The browser's database, in a page and in a worker alike.
fn factory() -> Result<IdbFactory, Trouble> {
    let factory = Reflect::get(&js_sys::global(), &"indexedDB".into())?;
    factory.dyn_into().map_err(|_| Trouble::Forbidden)
}

// A promise's own functions serve as event handlers: what counts is read from the request afterwards.

fn opening(request: &IdbOpenDbRequest) -> Promise {
    Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
        request.set_onblocked(Some(&reject));
    })
}

fn completion(transaction: &IdbTransaction) -> Promise {
    Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    })
}
