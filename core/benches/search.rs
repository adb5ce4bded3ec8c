//! A keystroke of a search, on the committed bundle with its details: `cargo bench -p halfstar-core --bench search`.

mod queries;

use divan::{Bencher, black_box};
use halfstar_core::search::SearchIndex;
use halfstar_core::{Bundle, bundle::Manifest};
use queries::QUERIES;
use std::path::Path;

fn main() {
    divan::main();
}

fn bundle() -> Bundle {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/bundle");
    let manifest = std::fs::read_to_string(folder.join("manifest.json")).expect("the committed bundle's manifest");
    let manifest: Manifest = serde_json::from_str(&manifest).expect("a manifest");
    let read = |name: String| std::fs::read(folder.join(name)).expect("a committed file");
    let mut bundle = Bundle::decode(&read(manifest.files.base.name)).expect("the committed bundle");
    bundle.add_details(&read(manifest.files.details.name)).expect("its details");
    bundle
}

#[divan::bench]
fn index(bencher: Bencher) {
    let bundle = bundle();
    bencher.bench(|| SearchIndex::new(black_box(&bundle.catalogue)));
}

#[divan::bench(args = QUERIES)]
fn keystroke(bencher: Bencher, query: &str) {
    let bundle = bundle();
    let index = SearchIndex::new(&bundle.catalogue);
    bencher.bench(|| index.search(&bundle.catalogue, black_box(query), 8));
}
