//! What a member waits for, on the committed bundle: `cargo xtask bench`.

mod member;

use divan::{Bencher, black_box};
use halfstar_core::counterfactual::{Counterfactual, TasteSource};
use halfstar_core::facets::{facets, suggestions};
use halfstar_core::film::FilmId;
use halfstar_core::filters::{FilterName, Filters};
use halfstar_core::matching::TitleIndex;
use halfstar_core::opinions::Opinions;
use halfstar_core::portrait;
use halfstar_core::recommend::recommend_from;
use halfstar_core::request::Request;
use halfstar_core::similar::similar;
use halfstar_core::taste::{Scope, Taste};
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

/// Base and details.
fn files() -> (Vec<u8>, Vec<u8>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/bundle");
    let manifest = std::fs::read_to_string(folder.join("manifest.json")).expect("the committed bundle's manifest");
    let manifest: Manifest = serde_json::from_str(&manifest).expect("a manifest");
    let read = |name| std::fs::read(folder.join(name)).expect("a committed file");
    (read(manifest.files.base.name), read(manifest.files.details.name))
}

fn whole() -> Bundle {
    let (base, details) = files();
    let mut bundle = Bundle::decode(&base).expect("the committed bundle");
    bundle.add_details(&details).expect("its details");
    bundle
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

/// Every kind of name at once: the dearest filters.
fn named() -> Filters {
    let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    Filters {
        without_genres: names(&["Horror"]),
        languages: names(&["en", "fr"]),
        directors: names(&["Agnès Varda", "Martin Scorsese"]),
        cast: names(&["Robert De Niro", "Harvey Keitel"]),
        keywords: names(&["new york city"]),
        loved_directors: true,
        ..Filters::default()
    }
}

#[divan::bench]
fn turn_a_dial_with_names(bencher: Bencher) {
    let bundle = whole();
    let taste = member(&bundle, 2000);
    let opinions = Opinions::of(&bundle, &taste);
    let request = Request { filters: named(), ..Request::default() };
    bencher.bench(|| recommend_from(&bundle, &taste, black_box(&opinions), &request));
}

#[divan::bench(args = [300, 2000])]
fn count_choices(bencher: Bencher, films: usize) {
    let bundle = whole();
    let taste = member(&bundle, films);
    bencher.bench(|| facets(&bundle, &taste, black_box(&Filters::default())));
}

#[divan::bench(args = ["", "s", "scor", "qqq"])]
fn suggest_actors(bencher: Bencher, typed: &str) {
    let bundle = whole();
    let taste = member(&bundle, 300);
    bencher.bench(|| suggestions(&bundle, &taste, &Filters::default(), FilterName::Cast, black_box(typed)));
}

#[divan::bench]
fn films_near_one(bencher: Bencher) {
    let bundle = whole();
    let taste = member(&bundle, 300);
    bencher.bench(|| similar(&bundle, &taste, black_box(FilmId(63)), 12));
}

/// Five films taken away: six times every signal.
#[divan::bench(args = [300, 2000])]
fn without_five(bencher: Bencher, films: usize) {
    let bundle = whole();
    let statements = statements(&bundle, films);
    let taste = Taste::new(&statements, &bundle.tuning);
    let scope = Scope::default();
    let member = TasteSource { taste: &taste, statements: &statements, scope: &scope };
    let request = Request::default();
    let film = recommend_from(&bundle, &taste, &Opinions::of(&bundle, &taste), &request).picks[0].film;
    bencher.bench(|| Counterfactual::of(&bundle, member, &request, black_box(film), 5));
}

#[divan::bench(args = [20, 300, 2000])]
fn draw_a_portrait(bencher: Bencher, films: usize) {
    let bundle = whole();
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
