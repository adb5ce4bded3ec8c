//! A keystroke of a search, on the committed bundle with its details: `cargo bench -p halfstar-core --bench search`.

use divan::{Bencher, black_box};
use halfstar_core::search::SearchIndex;
use halfstar_core::{Bundle, bundle::Manifest};
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

const QUERIES: [&str; 16] = [
    "s",
    "the",
    "godf",
    "alien",
    "dune",
    "interestin",
    "solaris 1972",
    "blade runner 2049",
    "starwars",
    "spider man",
    "lord of the r",
    "eternal sunshien of the spotles",
    "de la a i l o e le s",
    "harry potter and the prisoner of azkaban",
    "consternation retaliations intersection triangles masterpieces",
    "dr strangelove or how i learned to stop worrying and love the bomb",
];

#[divan::bench(args = QUERIES)]
fn keystroke(bencher: Bencher, query: &str) {
    let bundle = bundle();
    let index = SearchIndex::new(&bundle.catalogue);
    bencher.bench(|| index.search(&bundle.catalogue, black_box(query), 8));
}
