//! The little of IndexedDB that is needed: one database, one store, values under a key, and transactions.

use crate::shared::clock::within;
use js_sys::{Array, Promise, Reflect};
use std::time::Duration;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbDatabase, IdbFactory, IdbObjectStore, IdbRequest, IdbTransaction, IdbTransactionMode};

const DATABASE: &str = "halfstar";
/// A page that knows an older one finds this database closed. The first knew of no forgetting in other tabs, and took what
/// was newer than itself for damage.
const VERSION: u32 = 2;
const STORE: &str = "kept";
/// Storage that has not answered for this long will not.
const PATIENCE: Duration = Duration::from_secs(3);

/// Why storage did not do its part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The browser does not let this page store anything.
    Forbidden,
    /// There is no room.
    Full,
    /// It does not answer.
    Silent,
    /// A newer page wrote what is there.
    Newer,
    /// All was forgotten since this worker began.
    Forgotten,
    /// Anything else.
    Other,
}

impl From<JsValue> for Trouble {
    fn from(error: JsValue) -> Self {
        let name = error.dyn_into::<DomException>().map(|error| error.name()).unwrap_or_default();
        match name.as_str() {
            "SecurityError" | "InvalidStateError" | "NotAllowedError" => Self::Forbidden,
            "QuotaExceededError" => Self::Full,
            "VersionError" => Self::Newer,
            _ => Self::Other,
        }
    }
}

/// A transaction. What is asked of it counts once it is finished; let go before that, it has done nothing. It lasts for as
/// long as the next thing is asked at once: meanwhile nothing else may be waited for.
pub(super) struct Transaction {
    database: IdbDatabase,
    inner: IdbTransaction,
    store: IdbObjectStore,
    done: Option<JsFuture>,
}

impl Transaction {
    pub(super) async fn begin(mode: IdbTransactionMode) -> Result<Self, Trouble> {
        let database = open(Some(VERSION)).await?;
        let inner = database.transaction_with_str_and_mode(STORE, mode)?;
        Self::of(database, inner)
    }

    fn of(database: IdbDatabase, inner: IdbTransaction) -> Result<Self, Trouble> {
        // Listened to from the start: it may be over before anybody waits for it.
        let done = JsFuture::from(Promise::new(&mut |resolve, reject| {
            inner.set_oncomplete(Some(&resolve));
            inner.set_onabort(Some(&reject));
        }));
        let store = inner.object_store(STORE)?;
        Ok(Self { database, inner, store, done: Some(done) })
    }

    pub(super) async fn get(&self, key: &str) -> Result<JsValue, Trouble> {
        answer(self.store.get(&key.into())?).await
    }

    /// The keys of all that is there.
    pub(super) async fn keys(&self) -> Result<Array, Trouble> {
        Ok(Array::from(&answer(self.store.get_all_keys()?).await?))
    }

    pub(super) fn put(&self, key: &str, value: &JsValue) -> Result<(), Trouble> {
        self.store.put_with_key(value, &key.into())?;
        Ok(())
    }

    pub(super) fn delete(&self, key: &str) -> Result<(), Trouble> {
        self.store.delete(&key.into())?;
        Ok(())
    }

    /// Waits until all of it is done. A full disk shows only now, so a request's own success says too little.
    pub(super) async fn finish(mut self) -> Result<(), Trouble> {
        let Some(done) = self.done.take() else { return Ok(()) };
        match in_time(done).await? {
            Ok(_) => Ok(()),
            Err(_) => Err(self.inner.error().map_or(Trouble::Other, |error| Trouble::from(JsValue::from(error)))),
        }
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        // Refused once it is finished.
        let _ = self.inner.abort();
        // A connection left open would stand in the way of a newer page.
        self.database.close();
    }
}

/// Empties the database, whichever version wrote it, and leaves this one value in it.
pub(super) async fn clear(key: &str, value: &JsValue) -> Result<(), Trouble> {
    let database = open(None).await?;
    let names = database.object_store_names();
    let names: Array = (0..names.length()).filter_map(|place| names.get(place)).map(JsValue::from).collect();
    let inner = database.transaction_with_str_sequence_and_mode(&names, IdbTransactionMode::Readwrite)?;
    let transaction = Transaction::of(database, inner)?;
    for name in names.iter().filter_map(|name| name.as_string()) {
        transaction.inner.object_store(&name)?.clear()?;
    }
    transaction.put(key, value)?;
    transaction.finish().await
}

/// Opens the database in this version, or as it is.
async fn open(version: Option<u32>) -> Result<IdbDatabase, Trouble> {
    let factory = factory()?;
    let request = match version {
        Some(version) => factory.open_with_u32(DATABASE, version)?,
        None => factory.open(DATABASE)?,
    };
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
    Ok(answer(request.unchecked_into()).await?.unchecked_into())
}

/// The browser's database, in a page and in a worker alike.
fn factory() -> Result<IdbFactory, Trouble> {
    let factory = Reflect::get(&js_sys::global(), &"indexedDB".into())?;
    factory.dyn_into().map_err(|_| Trouble::Forbidden)
}

/// A promise's own functions serve as event handlers: what counts is read from the request afterwards.
async fn answer(request: IdbRequest) -> Result<JsValue, Trouble> {
    let answered = JsFuture::from(Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    }));
    match in_time(answered).await? {
        Ok(_) => Ok(request.result()?),
        Err(_) => {
            Err(request.error().ok().flatten().map_or(Trouble::Other, |error| Trouble::from(JsValue::from(error))))
        }
    }
}

async fn in_time(answer: JsFuture) -> Result<Result<JsValue, JsValue>, Trouble> {
    within(PATIENCE, answer).await.ok_or(Trouble::Silent)
}
