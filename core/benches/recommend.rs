//! What a member waits for, on the committed bundle: `cargo xtask bench`.

mod member;

use divan::{Bencher, black_box};
use halfstar_core::blend::Opinions;
use halfstar_core::matching::TitleIndex;
use halfstar_core::portrait;
use halfstar_core::recommend::{Request, recommend_from};
use halfstar_core::together::{Agreement, together};
use halfstar_core::{Bundle, bundle::Manifest};
use member::{member, statements};
use std::path::Path;

fn main() {
    divan::main();
}

fn base() -> Vec<u8> {
    files().0
}

/// The committed base and details.
fn files() -> (Vec<u8>, Vec<u8>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/bundle");
    let manifest = std::fs::read_to_string(folder.join("manifest.json")).expect("the committed bundle's manifest");
    let Manifest { files, .. } = serde_json::from_str(&manifest).expect("a manifest");
    let read = |name: &str| std::fs::read(folder.join(name)).expect("the committed files");
    (read(&files.base.name), read(&files.details.name))
}

#[divan::bench]
fn decode(bencher: Bencher) {
    let bytes = base();
    bencher.bench(|| Bundle::decode(black_box(&bytes)));
}

#[divan::bench]
fn index_titles(bencher: Bencher) {
    let bundle = Bundle::decode(&base()).expect("the committed bundle");
    bencher.bench(|| TitleIndex::new(black_box(&bundle.catalogue)));
}

#[divan::bench(args = [20, 300, 2000])]
fn ask_every_signal(bencher: Bencher, films: usize) {
    let bundle = Bundle::decode(&base()).expect("the committed bundle");
    let taste = member(&bundle, films);
    bencher.bench(|| Opinions::of(black_box(&bundle), &taste));
}

#[divan::bench(args = [20, 300, 2000])]
fn turn_a_dial(bencher: Bencher, films: usize) {
    let bundle = Bundle::decode(&base()).expect("the committed bundle");
    let taste = member(&bundle, films);
    let opinions = Opinions::of(&bundle, &taste);
    bencher.bench(|| recommend_from(&bundle, &taste, black_box(&opinions), &Request::default()));
}

#[divan::bench(args = [20, 300, 2000])]
fn draw_a_portrait(bencher: Bencher, films: usize) {
    let (base, details) = files();
    let mut bundle = Bundle::decode(&base).expect("the committed bundle");
    bundle.add_details(&details).expect("its details");
    let statements = statements(&bundle, films);
    bencher.bench(|| portrait(black_box(&bundle), &statements));
}

/// Six members with so many films each, from nothing but their tastes.
#[divan::bench(args = [20, 300, 2000])]
fn find_films_for_six(bencher: Bencher, films: usize) {
    let bundle = Bundle::decode(&base()).expect("the committed bundle");
    let tastes: Vec<_> = (0..6).map(|more| member(&bundle, films + more)).collect();
    bencher.bench(|| together(black_box(&bundle), &tastes, &Request::default(), Agreement::default()));
}
