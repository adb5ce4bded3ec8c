//! A bundle of any bytes: an error, or something that recommends.
//!
//! Checksums would stop every change at the door, so most changes are made to what a section holds, and the file is
//! put together again around it. Every input is therefore a file as the page may get it.
#![no_main]

use halfstar_core::bundle::{self, Section};
use halfstar_core::film::{FilmId, Stars};
use halfstar_core::taste::{Statement, Taste};
use halfstar_core::{Bundle, Request, recommend};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use miniz_oxide::{deflate::compress_to_vec, inflate::decompress_to_vec_with_limit};
use std::sync::LazyLock;

/// The details among the seeds that belong to a base file: this one.
static BASE: LazyLock<Bundle> = LazyLock::new(|| {
    Bundle::decode(include_bytes!("../../core/tests/golden/format-5-base.halfstar")).expect("a golden file is read")
});
/// No section of an input is larger.
const SECTION: usize = 4096;

fuzz_target!(|file: &[u8]| {
    if let Ok(bundle) = Bundle::decode(file) {
        use_all(&bundle);
    }
    let mut bundle = BASE.clone();
    if bundle.add_details(file).is_ok() {
        use_all(&bundle);
    }
});

fn use_all(bundle: &Bundle) {
    let catalogue = &bundle.catalogue;
    for film in catalogue.films() {
        let names = catalogue.genres(film).chain(catalogue.directors(film)).chain(catalogue.cast(film));
        let texts =
            names.chain(catalogue.keywords(film)).chain(catalogue.language(film)).chain(catalogue.services(film));
        std::hint::black_box(catalogue.place(film));
        std::hint::black_box(texts.chain(catalogue.original_title(film)).map(str::len).sum::<usize>());
    }
    let films = catalogue.len() as u32;
    let rated = [10, 3, 7].into_iter().zip((0..films).chain(films.checked_sub(1)).step_by(3));
    let statements = rated.map(|(halves, film)| {
        (FilmId(film), Statement { rating: Stars::from_halves(halves), seen: true, ..Statement::default() })
    });
    let taste = Taste::new(&statements.collect(), &bundle.tuning);
    for variety in [0.0, 0.4] {
        let request = Request { variety, limit: 5, ..Request::default() };
        let shelf = recommend(bundle, &taste, &request);
        let mut picked: Vec<FilmId> = shelf.picks.iter().map(|pick| pick.film).collect();
        assert!(picked.iter().all(|film| film.index() < catalogue.pool()), "{picked:?} are not all of the pool");
        assert!(!picked.iter().any(|&film| taste.has_seen(film)), "{picked:?} were not all unseen");
        picked.sort_unstable();
        picked.dedup();
        assert_eq!(picked.len(), shelf.picks.len(), "a film stands twice on the shelf");
        for pick in &shelf.picks {
            // No stars at all are possible: forged scales near the largest number overflow on the way.
            let stars = pick.predicted_stars;
            assert!((0.5..=5.0).contains(&stars), "{pick:?} are no stars");
        }
    }
}

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    match forged(&data[..size], seed) {
        Some(file) if file.len() <= max_size => {
            data[..file.len()].copy_from_slice(&file);
            file.len()
        }
        _ => fuzzer_mutate(data, size, max_size),
    }
});

/// The same file with one of its sections changed; sometimes nothing, so that the container is tried too.
fn forged(file: &[u8], seed: u32) -> Option<Vec<u8>> {
    let sections = bundle::sections(file).ok()?;
    let (which, how) = ((seed / 16) as usize % sections.len().max(1), seed % 16);
    let chosen = sections.get(which).filter(|_| how > 0)?;
    let mut raw = decompress_to_vec_with_limit(chosen.packed, SECTION).ok()?;
    let length = raw.len();
    raw.resize(SECTION, 0);
    let length = fuzzer_mutate(&mut raw, length, SECTION);
    let packed = compress_to_vec(&raw[..length], 1);
    let sections: Vec<_> = sections
        .into_iter()
        .enumerate()
        .map(|(at, section)| if at == which { Section { raw: length, packed: &packed, ..section } } else { section })
        .collect();
    Some(assemble(&file[..10], &sections))
}

/// A container of these sections that begins with this magic and format.
fn assemble(start: &[u8], sections: &[Section<'_>]) -> Vec<u8> {
    let mut bytes = start.to_vec();
    bytes.extend((sections.len() as u16).to_le_bytes());
    let mut offset = bytes.len() + 20 * sections.len() + 4;
    for Section { name, raw, packed, .. } in sections {
        bytes.extend(name);
        for number in [offset, packed.len(), *raw, rawzip::crc32(packed) as usize] {
            bytes.extend((number as u32).to_le_bytes());
        }
        offset += packed.len();
    }
    bytes.extend(rawzip::crc32(&bytes).to_le_bytes());
    bytes.extend(sections.iter().flat_map(|section| section.packed));
    bytes
}
