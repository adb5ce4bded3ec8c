//! Against the browser's own storage, in a worker, where it is used.

use super::kept::Kept;
use super::{Found, KEY, Trouble, forget, idb, load, not_remembered, save};
use halfstar_core::import::{Import, SourceFile};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

fn kept(name: &str, rows: u32) -> Kept {
    let files = vec![SourceFile { name: name.to_owned(), rows }];
    Kept { import: Import { files, ..Import::default() }, corrections: Vec::new() }
}

async fn found() -> Option<Kept> {
    match load().await {
        Found::Kept(kept) => Some(*kept),
        Found::Nothing | Found::Damaged => None,
    }
}

#[wasm_bindgen_test]
async fn remembers_replaces_and_forgets() {
    assert_eq!(forget().await, Ok(()));
    assert!(matches!(load().await, Found::Nothing));
    for import in [kept("ratings.csv", 3), kept("é.zip", u32::MAX)] {
        assert_eq!(save(&import).await, Ok(()));
        assert_eq!(found().await, Some(import));
    }
    assert_eq!(forget().await, Ok(()));
    assert!(matches!(load().await, Found::Nothing));
}

#[wasm_bindgen_test]
async fn damaged_data_is_told_once_and_dropped() {
    for bytes in [&b""[..], b"nonsense", &kept("ratings.csv", 3).encode()[1..]] {
        assert_eq!(idb::put(KEY, bytes).await, Ok(()));
        assert!(matches!(load().await, Found::Damaged));
        assert!(matches!(load().await, Found::Nothing));
    }
}

#[wasm_bindgen_test]
fn every_trouble_says_what_to_do() {
    for trouble in [Trouble::Forbidden, Trouble::Full, Trouble::Silent, Trouble::Other] {
        assert!(not_remembered(&trouble).contains("again at the next visit"));
    }
}
