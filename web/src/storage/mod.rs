//! The import, remembered on the device. It fails softly: storage may be forbidden (a private window), full, slow or
//! damaged, and the page works without.

mod idb;
pub mod kept;

use idb::Trouble;
use kept::Kept;
use std::time::Duration;

/// Storage that has not answered for this long will not.
const PATIENCE: Duration = Duration::from_secs(3);
const KEY: &str = "export";

/// What was remembered.
#[derive(Debug)]
pub enum Found {
    /// Nothing, or nothing that this browser gives out.
    Nothing,
    /// This.
    Kept(Box<Kept>),
    /// Something that cannot be read any more.
    Damaged,
}

/// Looks for what was remembered. Damaged data is deleted on the way.
pub async fn load() -> Found {
    let bytes = match within_patience(idb::get(KEY)).await {
        Ok(Some(bytes)) => bytes,
        Ok(None) | Err(_) => return Found::Nothing,
    };
    if let Some(kept) = Kept::decode(&bytes) {
        return Found::Kept(Box::new(kept));
    }
    // Should it stay, the next visit says the same again.
    let _ = within_patience(idb::delete(KEY)).await;
    Found::Damaged
}

/// Remembers.
///
/// # Errors
/// A sentence on why not.
pub async fn save(kept: &Kept) -> Result<(), String> {
    let bytes = kept.encode();
    within_patience(idb::put(KEY, &bytes)).await.map_err(|trouble| not_remembered(&trouble).to_owned())
}

/// Forgets.
///
/// # Errors
/// A sentence on why not.
pub async fn forget() -> Result<(), String> {
    match within_patience(idb::delete(KEY)).await {
        // Where nothing can be stored, nothing is.
        Ok(()) | Err(Trouble::Forbidden) => Ok(()),
        Err(_) => {
            Err("The browser's storage did not delete your export. Clear this site's data in the browser's settings \
                       to be sure."
                .to_owned())
        }
    }
}

fn not_remembered(trouble: &Trouble) -> &'static str {
    match trouble {
        Trouble::Forbidden => {
            "This browser lets the page store nothing (a private window?), so drop your export again at the next visit."
        }
        Trouble::Full => "The device has no room left to store your export, so drop it again at the next visit.",
        Trouble::Silent => "The browser's storage does not answer, so drop your export again at the next visit.",
        Trouble::Other => "The browser could not store your export, so drop it again at the next visit.",
    }
}

async fn within_patience<T>(work: impl Future<Output = Result<T, Trouble>>) -> Result<T, Trouble> {
    crate::clock::within(PATIENCE, work).await.unwrap_or(Err(Trouble::Silent))
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
