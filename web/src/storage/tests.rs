//! Against the browser's own storage, in a worker, where it is used.

use super::idb::{Transaction, Trouble};
use super::{EXPORT, Found, LEDGER, Setback, Storage, each_aside, forget, not_remembered};
use crate::language::{Label, say};
use crate::protocol::{FailureKind, LeaveOut};
use crate::shared::clock;
use halfstar_core::import::{Import, SourceFile};
use halfstar_core::remarks::Says;
use halfstar_session::storage::film_key::FilmKey;
use halfstar_session::storage::kept::Keep;
use halfstar_session::storage::ledger::{KeptCorrection, KeptRemark, Ledger};
use halfstar_session::storage::{Chosen, Remembered, ToRemember};
use js_sys::Uint8Array;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::IdbTransactionMode::{Readonly, Readwrite};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

fn import(name: &str, rows: u32) -> Import {
    Import { files: vec![SourceFile { name: name.to_owned(), rows, ..SourceFile::default() }], ..Import::default() }
}

fn chosen(name: &str, at: u64) -> Chosen {
    Chosen { import: import(name, 3), at }
}

fn film(letterboxd_id: u32) -> FilmKey {
    FilmKey { letterboxd_id: Some(letterboxd_id), title: "Heat".to_owned(), year: Some(1995), place: 0 }
}

fn corrected() -> Ledger {
    let mut ledger = Ledger::default();
    ledger.mend(KeptCorrection { title: "?".to_owned(), year: None, film: film(7), at: 5 });
    ledger
}

fn dismissed(films: std::ops::RangeInclusive<u32>) -> Ledger {
    let mut ledger = Ledger::default();
    for id in films {
        ledger.say(KeptRemark { film: film(id), says: Some(Says::Dismissed), day: None, at: clock::now() });
    }
    ledger
}

fn of_ledger(ledger: Ledger) -> ToRemember {
    ToRemember { import: None, ledger: Some(ledger) }
}

fn of_files(import: Chosen) -> ToRemember {
    ToRemember { import: Some(import), ledger: None }
}

/// A worker that has just begun.
async fn tab() -> (Storage, Found) {
    let storage = Storage::default();
    let found = storage.open(LeaveOut::Nothing).await;
    storage.set_aside(&found).await;
    (storage, found)
}

async fn put(key: &str, bytes: &[u8]) {
    let Ok(there) = Transaction::begin(Readwrite).await else { unreachable!("the storage of a new profile is there") };
    assert_eq!(there.put(key, &Uint8Array::from(bytes)), Ok(()));
    assert_eq!(there.finish().await, Ok(()));
}

async fn bytes_of(key: &str) -> Option<Vec<u8>> {
    let value = Transaction::begin(Readonly).await.ok()?.get(key).await;
    value.ok()?.dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec())
}

async fn aside() -> Vec<Vec<u8>> {
    let found = RefCell::new(Vec::new());
    each_aside(|_, bytes: &[u8]| found.borrow_mut().push(bytes.to_vec())).await;
    found.into_inner()
}

#[wasm_bindgen_test]
async fn remembers_replaces_and_forgets() {
    assert_eq!(forget().await, Ok(()));
    let (storage, found) = tab().await;
    assert_eq!(found, Found::default());
    for import in [chosen("ratings.csv", 1), chosen("é.zip", 2)] {
        let keep = ToRemember { import: Some(import.clone()), ledger: Some(corrected()) };
        assert_eq!(storage.save(keep).await, Ok(false));
        assert_eq!(tab().await.1.remembered, Remembered { import: Some(import), ledger: corrected() });
    }
    // What is left out is not even read, and stays.
    let without = async |leave_out| Storage::default().open(leave_out).await;
    let left_out = |ledger| {
        let remembered = Remembered { import: None, ledger };
        Found { remembered, left_out: true, ..Found::default() }
    };
    assert_eq!(without(LeaveOut::Files).await, left_out(corrected()));
    assert_eq!(without(LeaveOut::All).await, left_out(Ledger::default()));
    // The ledger alone leaves the import as it is.
    assert_eq!(storage.save(of_ledger(dismissed(1..=1))).await, Ok(true), "what is not in it was said before");
    let found = tab().await.1.remembered;
    assert_eq!((found.import.is_some(), found.ledger.corrections), (true, corrected().corrections));
    assert_eq!(forget().await, Ok(()));
    assert_eq!(tab().await.1, Found::default());
    assert_eq!(without(LeaveOut::All).await, Found::default(), "there is nothing to leave out");
}

#[wasm_bindgen_test]
async fn nothing_is_written_across_a_forgetting() {
    assert_eq!(forget().await, Ok(()));
    let ((here, _), (there, _)) = (tab().await, tab().await);
    let keep = || ToRemember { import: Some(chosen("a.csv", 1)), ledger: Some(dismissed(1..=1)) };
    assert_eq!(there.save(keep()).await, Ok(false));
    assert_eq!(forget().await, Ok(()));
    for old in [&here, &there] {
        assert_eq!(old.save(keep()).await, Err(Setback::Forgotten));
        assert_eq!(old.look(0).await, Err(Setback::Forgotten));
    }
    assert_eq!(tab().await.1, Found::default());
    // Whoever begins anew is of the new epoch.
    assert_eq!(tab().await.0.save(keep()).await, Ok(false));
}

#[wasm_bindgen_test]
async fn what_is_said_in_two_tabs_is_kept() {
    assert_eq!(forget().await, Ok(()));
    let ((here, _), (there, _)) = (tab().await, tab().await);
    assert_eq!(here.save(of_ledger(dismissed(1..=5))).await, Ok(false));
    assert_eq!(there.save(of_ledger(dismissed(6..=6))).await, Ok(true));
    assert_eq!(tab().await.1.remembered.ledger.remarks.len(), 6);
    assert_eq!(here.look(0).await.map(|found| found.ledger.remarks.len()), Ok(6));
}

#[wasm_bindgen_test]
async fn of_files_the_last_chosen_stay() {
    assert_eq!(forget().await, Ok(()));
    let ((here, _), (there, _)) = (tab().await, tab().await);
    let kept = async || tab().await.1.remembered.import;
    assert_eq!(here.save(of_files(chosen("second.zip", 20))).await, Ok(false));
    assert_eq!(there.save(of_files(chosen("first.zip", 10))).await, Ok(false));
    assert_eq!(kept().await, Some(chosen("second.zip", 20)));
    assert_eq!(there.look(10).await.map(|found| found.import), Ok(Some(chosen("second.zip", 20))));
    assert_eq!(here.look(20).await.map(|found| found.import), Ok(None));
    // Chosen while the clock was wrong: that must not stay for years.
    let wrong = clock::now().saturating_add(34_560_000_000);
    assert_eq!(here.save(of_files(chosen("wrong.zip", wrong))).await, Ok(false));
    assert_eq!(here.save(of_files(chosen("third.zip", 30))).await, Ok(false));
    assert_eq!(kept().await, Some(chosen("third.zip", 30)));
}

#[wasm_bindgen_test]
async fn what_is_damaged_is_told_once_and_kept_aside() {
    assert_eq!(forget().await, Ok(()));
    let cut = import("ratings.csv", 3).encode()[1..].to_vec();
    for (key, other, lost) in [(EXPORT, LEDGER, Label::ExportDamaged), (LEDGER, EXPORT, Label::LedgerDamaged)] {
        let (good, expected) = match other {
            LEDGER => (corrected().encode(), Remembered { ledger: corrected(), ..Remembered::default() }),
            _ => (
                chosen("a.zip", 0).import.encode(),
                Remembered { import: Some(chosen("a.zip", 0)), ..Remembered::default() },
            ),
        };
        assert_eq!(forget().await, Ok(()));
        let damaged: [&[u8]; 4] = [b"nonsense", &cut, b"", b"the last"];
        for bytes in damaged {
            put(other, &good).await;
            put(key, bytes).await;
            let (_, found) = tab().await;
            assert_eq!(found.remembered, expected, "the good half");
            let told = found.told().expect("it is told");
            assert_eq!(told.kind, FailureKind::Damaged);
            assert_eq!(told.message, [say(lost), say(Label::DamagedAside)].join(" "));
            let (_, found) = tab().await;
            assert_eq!((found.told(), found.has_aside()), (None, true), "once");
            assert_eq!(bytes_of(key).await, None);
        }
        assert_eq!(aside().await, [damaged[0], damaged[1], damaged[3]], "the first two, and the last");
    }
    assert_eq!(forget().await, Ok(()));
    assert_eq!(aside().await.len(), 0);
}

#[wasm_bindgen_test]
async fn damage_that_comes_during_a_visit_is_not_overwritten() {
    assert_eq!(forget().await, Ok(()));
    let (storage, _) = tab().await;
    put(LEDGER, b"nonsense").await;
    assert_eq!(storage.save(of_ledger(corrected())).await, Ok(false));
    assert_eq!(tab().await.1.remembered.ledger, corrected());
    assert_eq!(aside().await, [b"nonsense"]);
}

#[wasm_bindgen_test]
async fn what_a_newer_page_wrote_is_left_alone() {
    assert_eq!(forget().await, Ok(()));
    let newer = |mut bytes: Vec<u8>| {
        bytes[8] |= 0x80;
        bytes
    };
    let values = [(EXPORT, newer(import("a.csv", 1).encode())), (LEDGER, newer(corrected().encode()))];
    let keep = || ToRemember { import: Some(chosen("b.csv", clock::now())), ledger: Some(dismissed(1..=1)) };
    for (key, bytes) in &values {
        assert_eq!(forget().await, Ok(()));
        let (before, _) = tab().await;
        put(key, bytes).await;
        let (after, found) = tab().await;
        assert_eq!(found.remembered, Remembered::default());
        assert_eq!(found.told(), Some(not_remembered(Trouble::Newer)));
        for storage in [&after, &before] {
            assert_eq!(storage.save(keep()).await, Err(Setback::Failed(not_remembered(Trouble::Newer))));
        }
        assert_eq!(bytes_of(key).await.as_ref(), Some(bytes), "to the byte");
        assert_eq!(bytes_of("damaged-export-1").await, None);
    }
    assert_eq!(forget().await, Ok(()));
    assert_eq!(tab().await.1, Found::default(), "it is forgotten all the same");
}

#[wasm_bindgen_test]
fn every_trouble_says_what_to_do() {
    for trouble in [Trouble::Forbidden, Trouble::Full, Trouble::Silent, Trouble::Other] {
        assert!(not_remembered(trouble).message.contains("At the next visit, drop your export again"));
    }
    assert!(not_remembered(Trouble::Newer).message.contains("Reload"));
}
