//! What is remembered on the device. It fails softly: storage may be forbidden (a private window), full, slow, damaged or a
//! newer page's, and the page works without.
//!
//! Tabs share it, and none knows what another has in mind. So whatever is written is written in a transaction that looks
//! first. Forgetting begins a new **epoch**, and nothing of an older one is written into it. What was said is merged with
//! what is there, and of files the last chosen stay.

mod idb;
mod posters;

use crate::language::{Label, say};
use crate::protocol::{Failure, FailureKind, LeaveOut};
use crate::shared::clock;
use halfstar_core::import::Import;
use halfstar_session::storage::kept::{self, Flaw, Keep};
use halfstar_session::storage::ledger::{KeptCorrection, Ledger};
use halfstar_session::storage::{Chosen, Remembered, ToRemember};
use idb::{Transaction, Trouble};
use js_sys::Uint8Array;
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::IdbTransactionMode::{self, Readonly, Readwrite};

const EXPORT: &str = "export";
/// When the export's files were chosen.
const CHOSEN: &str = "chosen";
const LEDGER: &str = "ledger";
/// A number from 0 to 1, drawn at every forgetting. Before the first there is none.
const EPOCH: &str = "epoch";
const FIRST_EPOCH: f64 = -1.0;
/// What keys of damaged bytes begin with; their own key and a number follow.
const ASIDE: &str = "damaged-";
/// So many of a key are kept; of more the last one stays.
const MOST_ASIDE: u8 = 3;

/// A worker's part in what is remembered.
#[derive(Default)]
pub(crate) struct Storage {
    /// The epoch that it belongs to, once the storage has answered.
    epoch: Cell<Option<f64>>,
    /// Whether a newer page wrote what is there. Then nothing of it is read nor written.
    is_newer: Cell<bool>,
}

/// What was found at the beginning of a visit.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Found {
    /// What can be read.
    pub(crate) remembered: Remembered,
    /// Under which keys there is something that cannot.
    damaged: Vec<&'static str>,
    /// Why nothing could be looked for.
    trouble: Option<Trouble>,
    has_aside: bool,
    /// Whether something was left out, as asked.
    pub(crate) left_out: bool,
}

impl Found {
    /// Why something is not there, and what to do.
    pub(crate) fn told(&self) -> Option<Failure> {
        match self.trouble {
            // Nothing was ever stored there.
            None | Some(Trouble::Forbidden) => {}
            Some(Trouble::Newer) => return Some(not_remembered(Trouble::Newer)),
            Some(_) => {
                return Some(Failure { kind: FailureKind::Version, message: say(Label::StorageUnread).to_owned() });
            }
        }
        let mut message = String::new();
        for &key in &self.damaged {
            message += say(if key == EXPORT { Label::ExportDamaged } else { Label::LedgerDamaged });
            message.push(' ');
        }
        (!message.is_empty())
            .then(|| Failure { kind: FailureKind::Damaged, message: message + say(Label::DamagedAside) })
    }

    /// Whether there are damaged bytes, from now or earlier.
    pub(crate) fn has_aside(&self) -> bool {
        self.has_aside || !self.damaged.is_empty()
    }
}

impl Storage {
    /// Looks for what was remembered, but for what is to be left out. That is not even read.
    pub(crate) async fn open(&self, leave_out: LeaveOut) -> Found {
        let found = self.find(leave_out).await;
        found.unwrap_or_else(|trouble| Found { trouble: Some(trouble), ..Found::default() })
    }

    async fn find(&self, leave_out: LeaveOut) -> Result<Found, Trouble> {
        let (files, said) = (leave_out == LeaveOut::Nothing, leave_out != LeaveOut::All);
        let there = self.begin(Readonly).await?;
        let keys: Vec<String> = there.keys().await?.iter().filter_map(|key| key.as_string()).collect();
        let ledger = if said { there.get(LEDGER).await? } else { JsValue::UNDEFINED };
        let export = if files { there.get(EXPORT).await? } else { JsValue::UNDEFINED };
        let at = chosen(&there).await?;
        drop(there);
        let is_there = |wanted: &str| keys.iter().any(|key| key == wanted);
        if !is_there(LEDGER) && !is_there(EXPORT) {
            // A tab that did not know yet may have fetched some after all was forgotten.
            spawn_local(posters::forget());
        }
        let has_aside = keys.iter().any(|key| key.starts_with(ASIDE));
        let left_out = (!said && is_there(LEDGER)) || (!files && is_there(EXPORT));
        let mut found = Found { has_aside, left_out, ..Found::default() };
        match read_ledger(&ledger) {
            Ok(ledger) => found.remembered.ledger = ledger.unwrap_or_default(),
            Err(Flaw::Damaged) => found.damaged.push(LEDGER),
            Err(Flaw::Newer) => return Err(self.is_outdated()),
        }
        match read_export(&export) {
            Ok(None) => {}
            Ok(Some((import, corrections))) => {
                found.remembered.import = Some(Chosen { import, at });
                found.remembered.ledger.merge(Ledger { corrections, ..Ledger::default() });
            }
            Err(Flaw::Damaged) => found.damaged.push(EXPORT),
            Err(Flaw::Newer) => return Err(self.is_outdated()),
        }
        Ok(found)
    }

    /// Moves aside what was found damaged: the rest of the visit may overwrite nothing of it. What stays where it is, for
    /// want of room, is told of again.
    pub(crate) async fn set_aside(&self, found: &Found) {
        for &key in &found.damaged {
            let _ = self.set_aside_if_damaged(key).await;
        }
    }

    async fn set_aside_if_damaged(&self, key: &'static str) -> Result<(), Trouble> {
        let there = self.begin(Readwrite).await?;
        let value = there.get(key).await?;
        // Another tab may have been here.
        if is_damaged(key, &value) {
            set_aside(&there, key, &value).await?;
        }
        there.finish().await
    }

    /// Looks at what other tabs remembered meanwhile; of files only at those that were chosen later. What is damaged is
    /// left for the next visit.
    ///
    /// # Errors
    /// [`Setback`].
    pub(crate) async fn look(&self, last: u64) -> Result<Remembered, Setback> {
        let there = self.begin(Readonly).await?;
        let (ledger, at) = (there.get(LEDGER).await?, chosen(&there).await?);
        let export = if at > last { there.get(EXPORT).await? } else { JsValue::UNDEFINED };
        drop(there);
        let (ledger, export) = (read_ledger(&ledger), read_export(&export));
        if ledger.as_ref().err() == Some(&Flaw::Newer) || export.as_ref().err() == Some(&Flaw::Newer) {
            return Err(self.is_outdated().into());
        }
        let import = export.ok().flatten().map(|(import, _)| Chosen { import, at });
        Ok(Remembered { import, ledger: ledger.ok().flatten().unwrap_or_default() })
    }

    /// Remembers. Says whether other tabs have said more.
    ///
    /// # Errors
    /// [`Setback`].
    pub(crate) async fn save(&self, keep: ToRemember) -> Result<bool, Setback> {
        // The small one first: it may fit where the other does not.
        let is_more = match keep.ledger {
            Some(ledger) => self.save_ledger(ledger).await?,
            None => false,
        };
        if let Some(chosen) = keep.import {
            self.save_export(&chosen).await?;
        }
        Ok(is_more)
    }

    /// Adds what was said to what is there.
    async fn save_ledger(&self, ledger: Ledger) -> Result<bool, Trouble> {
        let there = self.begin(Readwrite).await?;
        let value = there.get(LEDGER).await?;
        let mut all = ledger.clone();
        match read_ledger(&value) {
            Ok(known) => all.merge(known.unwrap_or_default()),
            Err(Flaw::Newer) => return Err(self.is_outdated()),
            Err(Flaw::Damaged) => set_aside(&there, LEDGER, &value).await?,
        }
        // What else was recommended changes nothing that is to be seen; what was offered for the evening does.
        let is_more =
            all.remarks != ledger.remarks || all.corrections != ledger.corrections || all.nights != ledger.nights;
        all.tidy(clock::now());
        there.put(LEDGER, &Uint8Array::from(all.encode().as_slice()))?;
        there.finish().await?;
        Ok(is_more)
    }

    /// Replaces the files that are there, unless those were chosen later.
    async fn save_export(&self, Chosen { import, at }: &Chosen) -> Result<(), Trouble> {
        let there = self.begin(Readwrite).await?;
        // The version stands in the first bytes.
        let head = there.get(EXPORT).await?.dyn_into::<Uint8Array>().map(|bytes| bytes.subarray(0, HEAD).to_vec());
        if head.is_ok_and(|head| Import::decode(&head) == Err(Flaw::Newer)) {
            return Err(self.is_outdated());
        }
        if chosen(&there).await? <= *at {
            there.put(EXPORT, &Uint8Array::from(import.encode().as_slice()))?;
            there.put(CHOSEN, &(*at as f64).into())?;
        }
        there.finish().await
    }

    /// Begins a transaction of the epoch that this worker belongs to.
    async fn begin(&self, mode: IdbTransactionMode) -> Result<Transaction, Trouble> {
        if self.is_newer.get() {
            return Err(Trouble::Newer);
        }
        let there = Transaction::begin(mode).await;
        if there.as_ref().err() == Some(&Trouble::Newer) {
            return Err(self.is_outdated());
        }
        let there = there?;
        let epoch = there.get(EPOCH).await?.as_f64().unwrap_or(FIRST_EPOCH);
        if self.epoch.replace(Some(epoch)).is_some_and(|own| own != epoch) {
            // It stays one of the past.
            self.epoch.set(Some(f64::NAN));
            return Err(Trouble::Forgotten);
        }
        Ok(there)
    }

    fn is_outdated(&self) -> Trouble {
        self.is_newer.set(true);
        Trouble::Newer
    }
}

/// Why something was not remembered.
#[derive(Debug, PartialEq)]
pub(crate) enum Setback {
    /// All was forgotten in another tab since.
    Forgotten,
    /// The storage did not do its part.
    Failed(Failure),
}

impl From<Trouble> for Setback {
    fn from(trouble: Trouble) -> Self {
        if trouble == Trouble::Forgotten { Self::Forgotten } else { Self::Failed(not_remembered(trouble)) }
    }
}

fn not_remembered(trouble: Trouble) -> Failure {
    let (kind, why) = match trouble {
        Trouble::Forbidden => (FailureKind::Storage, Label::StorageForbidden),
        Trouble::Full => (FailureKind::Storage, Label::StorageFull),
        Trouble::Silent => (FailureKind::Storage, Label::StorageSilent),
        Trouble::Newer => (FailureKind::Version, Label::OlderPage),
        Trouble::Forgotten | Trouble::Other => (FailureKind::Storage, Label::StorageFails),
    };
    Failure { kind, message: say(why).to_owned() }
}

/// Forgets everything, whoever wrote it, and begins a new epoch.
///
/// # Errors
/// A sentence on why not.
pub(crate) async fn forget() -> Result<(), &'static str> {
    let forgotten = idb::clear(EPOCH, &js_sys::Math::random().into()).await;
    posters::forget().await;
    match forgotten {
        // Where nothing can be stored, nothing is.
        Ok(()) | Err(Trouble::Forbidden) => Ok(()),
        Err(_) => Err(say(Label::NotForgotten)),
    }
}

/// The damaged bytes: hands each over, with a name.
pub(crate) async fn each_aside(give: impl Fn(&str, &[u8])) -> Option<()> {
    let there = Transaction::begin(Readonly).await.ok()?;
    for key in there.keys().await.ok()?.iter().filter_map(|key| key.as_string()) {
        let value = there.get(&key).await.ok()?;
        if key.starts_with(ASIDE) || is_damaged(&key, &value) {
            // What somebody else wrote there may be text.
            let text = |value: JsValue| value.as_string().unwrap_or_default().into_bytes();
            give(&key, &value.dyn_into::<Uint8Array>().map_or_else(text, |bytes| bytes.to_vec()));
        }
    }
    Some(())
}

/// Where the version of a container ends.
const HEAD: u32 = 12;

/// When the files were chosen that are there. No choice is made tomorrow: a clock was wrong then, and any choice is later.
async fn chosen(there: &Transaction) -> Result<u64, Trouble> {
    let at = there.get(CHOSEN).await?.as_f64().unwrap_or_default() as u64;
    Ok(if at > clock::now() { 0 } else { at })
}

fn read_ledger(value: &JsValue) -> Result<Option<Ledger>, Flaw> {
    bytes_of(value)?.map(|bytes| kept::ledger(&bytes)).transpose()
}

fn read_export(value: &JsValue) -> Result<Option<(Import, Vec<KeptCorrection>)>, Flaw> {
    bytes_of(value)?.map(|bytes| kept::import(&bytes)).transpose()
}

/// The bytes of what was remembered, if there are any. What is no bytes was not written by us.
fn bytes_of(value: &JsValue) -> Result<Option<Vec<u8>>, Flaw> {
    if value.is_undefined() {
        return Ok(None);
    }
    value.dyn_ref::<Uint8Array>().map(|bytes| Some(bytes.to_vec())).ok_or(Flaw::Damaged)
}

fn is_damaged(key: &str, value: &JsValue) -> bool {
    let flaw = match key {
        LEDGER => read_ledger(value).err(),
        EXPORT => read_export(value).err(),
        _ => None,
    };
    flaw == Some(Flaw::Damaged)
}

/// Moves a damaged value to the first free place beside its own.
async fn set_aside(there: &Transaction, key: &str, value: &JsValue) -> Result<(), Trouble> {
    for place in 1..=MOST_ASIDE {
        let aside = [ASIDE, key, "-", &place.to_string()].concat();
        if place == MOST_ASIDE || there.get(&aside).await?.is_undefined() {
            there.put(&aside, value)?;
            break;
        }
    }
    there.delete(key)
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
