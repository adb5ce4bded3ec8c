//! Against the browser's own storage, in a worker, where it is used.

use super::{EXPORT, LEDGER, Trouble, forget, idb, load, not_remembered, save};
use crate::protocol::LeaveOut;
use halfstar_core::import::{Import, SourceFile};
use halfstar_session::storage::film_key::FilmKey;
use halfstar_session::storage::kept::{Keep, KeptCorrection, Ledger};
use halfstar_session::storage::{Remembered, ToRemember};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

fn import(name: &str, rows: u32) -> Import {
    Import { files: vec![SourceFile { name: name.to_owned(), rows, list: None }], ..Import::default() }
}

fn ledger() -> Ledger {
    let film = FilmKey { letterboxd_id: Some(7), title: "Heat".to_owned(), year: Some(1995), place: 0 };
    let corrections = vec![KeptCorrection { title: "?".to_owned(), year: None, film }];
    Ledger { corrections, ..Ledger::default() }
}

#[wasm_bindgen_test]
async fn remembers_replaces_and_forgets() {
    assert_eq!(forget().await, Ok(()));
    assert_eq!(load(LeaveOut::Nothing).await, Remembered::default());
    for import in [import("ratings.csv", 3), import("é.zip", u32::MAX)] {
        let keep = ToRemember { import: Some(import.clone()), ledger: Some(ledger()) };
        assert_eq!(save(&keep).await, Ok(()));
        assert_eq!(
            load(LeaveOut::Nothing).await,
            Remembered { import: Some(import), ledger: ledger(), damaged: false, left_out: false }
        );
    }
    // What is left out is not even read, and stays.
    let left_out = |ledger| Remembered { ledger, left_out: true, ..Remembered::default() };
    assert_eq!(load(LeaveOut::Files).await, left_out(ledger()));
    assert_eq!(load(LeaveOut::All).await, left_out(Ledger::default()));
    // The ledger alone leaves the import as it is.
    let keep = ToRemember { import: None, ledger: Some(Ledger::default()) };
    assert_eq!(save(&keep).await, Ok(()));
    let found = load(LeaveOut::Nothing).await;
    assert_eq!((found.import.is_some(), found.ledger), (true, Ledger::default()));
    assert_eq!(forget().await, Ok(()));
    assert_eq!(load(LeaveOut::Nothing).await, Remembered::default());
}

#[wasm_bindgen_test]
async fn damaged_data_is_told_once_and_dropped() {
    assert_eq!(forget().await, Ok(()));
    let cut = import("ratings.csv", 3).encode()[1..].to_vec();
    for bytes in [&b""[..], b"nonsense", &cut] {
        for key in [EXPORT, LEDGER] {
            assert_eq!(idb::put(key, bytes).await, Ok(()));
            assert_eq!(load(LeaveOut::Nothing).await, Remembered { damaged: true, ..Remembered::default() });
            assert_eq!(load(LeaveOut::Nothing).await, Remembered::default());
        }
    }
}

#[wasm_bindgen_test]
fn every_trouble_says_what_to_do() {
    for trouble in [Trouble::Forbidden, Trouble::Full, Trouble::Silent, Trouble::Other] {
        assert!(not_remembered(&trouble).contains("again at the next visit"));
    }
}
