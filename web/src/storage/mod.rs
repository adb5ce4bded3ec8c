//! The import, remembered on the device. It fails softly: storage may be forbidden (a private window), full, slow or
//! damaged, and the page works without.

mod idb;

use crate::language::{Label, say};
use crate::protocol::LeaveOut;
use halfstar_session::storage::kept::{self, Keep, Ledger};
use halfstar_session::storage::{Remembered, ToRemember};
use idb::Trouble;
use std::time::Duration;

/// Storage that has not answered for this long will not.
const PATIENCE: Duration = Duration::from_secs(3);
const EXPORT: &str = "export";
const LEDGER: &str = "ledger";

/// Looks for what was remembered, but for what is to be left out. Damaged data is deleted on the way.
pub(crate) async fn load(leave_out: LeaveOut) -> Remembered {
    let mut found = Remembered::default();
    let (files, said) = (leave_out == LeaveOut::Nothing, leave_out != LeaveOut::All);
    for (key, reads) in [(LEDGER, said), (EXPORT, files)] {
        found.left_out |= !reads && within_patience(idb::has(key)).await == Ok(true);
    }
    if said && let Some(bytes) = get(LEDGER).await {
        match Ledger::decode(&bytes) {
            Some(ledger) => found.ledger = ledger,
            None => drop_damaged(&mut found, LEDGER).await,
        }
    }
    if files && let Some(bytes) = get(EXPORT).await {
        match kept::import(&bytes) {
            Some((import, corrections)) => {
                found.import = Some(import);
                found.ledger.corrections.extend(corrections);
            }
            None => drop_damaged(&mut found, EXPORT).await,
        }
    }
    found
}

async fn drop_damaged(found: &mut Remembered, key: &str) {
    found.damaged = true;
    // Should it stay, the next visit says the same again.
    let _ = within_patience(idb::delete(key)).await;
}

async fn get(key: &str) -> Option<Vec<u8>> {
    within_patience(idb::get(key)).await.ok().flatten()
}

/// Remembers.
///
/// # Errors
/// A sentence on why not.
pub(crate) async fn save(keep: &ToRemember) -> Result<(), String> {
    // The small one first: it may fit where the other does not.
    let both = [(LEDGER, keep.ledger.as_ref().map(Keep::encode)), (EXPORT, keep.import.as_ref().map(Keep::encode))];
    for (key, bytes) in both {
        let Some(bytes) = bytes else { continue };
        within_patience(idb::put(key, &bytes)).await.map_err(|trouble| not_remembered(&trouble).to_owned())?;
    }
    Ok(())
}

/// Forgets.
///
/// # Errors
/// A sentence on why not.
pub(crate) async fn forget() -> Result<(), String> {
    for key in [EXPORT, LEDGER] {
        match within_patience(idb::delete(key)).await {
            // Where nothing can be stored, nothing is.
            Ok(()) | Err(Trouble::Forbidden) => {}
            Err(_) => return Err(say(Label::NotForgotten).to_owned()),
        }
    }
    Ok(())
}

fn not_remembered(trouble: &Trouble) -> &'static str {
    say(match trouble {
        Trouble::Forbidden => Label::StorageForbidden,
        Trouble::Full => Label::StorageFull,
        Trouble::Silent => Label::StorageSilent,
        Trouble::Other => Label::StorageFails,
    })
}

async fn within_patience<T>(work: impl Future<Output = Result<T, Trouble>>) -> Result<T, Trouble> {
    crate::shared::clock::within(PATIENCE, work).await.unwrap_or(Err(Trouble::Silent))
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
