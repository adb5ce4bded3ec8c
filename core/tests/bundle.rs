//! The bundle's bytes: a round trip, a golden file, and damage of every kind.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod world;

use halfstar_core::bundle::{BundleError, FORMAT, deflate, sections};
use halfstar_core::{Bundle, Request, recommend};
use proptest::prelude::*;
use std::sync::LazyLock;

static FILES: LazyLock<(Vec<u8>, Vec<u8>)> = LazyLock::new(|| world::bridged().encode(deflate));

#[test]
fn a_bundle_survives_its_bytes() {
    let mut bundle = world::bridged();
    let (base, details) = bundle.encode(deflate);
    let mut back = Bundle::decode(&base).unwrap();
    assert!(back.catalogue.tmdb_id(world::film("Orbit")).is_none(), "details come later");
    back.add_details(&details).unwrap();
    assert_eq!(back, bundle);
    assert_eq!(back.catalogue.original_title(world::film("The Letter")), Some("La lettre"));
    assert_eq!(back.catalogue.cast(world::film("Orbit")).collect::<Vec<_>>(), ["Kit Moreau"]);
}

/// The bytes that a format wrote, read by today's code.
fn golden(format: u16) -> Bundle {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden");
    let read = |file: &str| std::fs::read(format!("{folder}/format-{format}-{file}.halfstar")).unwrap();
    let mut bundle = Bundle::decode(&read("base")).unwrap();
    bundle.add_details(&read("details")).unwrap();
    bundle
}

#[test]
fn the_golden_file_of_format_3_is_still_read() {
    let mut now = world::bridged();
    now.encode(deflate);
    assert_eq!(golden(3), now);
}

/// Format 2 had no autoencoder: it is silent, and nothing else differs.
#[test]
fn the_golden_file_of_format_2_is_still_read() {
    let (then, now) = (golden(2), world::bridged());
    assert_eq!((then.autoencoder.films(), then.autoencoder.hidden()), (0, 0));
    assert_eq!(then.tuning, now.tuning);
    assert_eq!(then.catalogue, now.catalogue);
    assert_eq!((&then.neighbours, &then.content, &then.reach), (&now.neighbours, &now.content, &now.reach));
    assert_eq!((&then.quality, &then.factors), (&now.quality, &now.factors));
    let shelf = recommend(&then, &world::stargazer(&then), &Request { variety: 0.0, ..Request::default() });
    assert_eq!(then.catalogue.title(shelf.picks[0].film), "Vacuum");
}

/// Format 1 had three signals and one blend for everyone; a shelf comes of it all the same.
#[test]
fn the_golden_file_of_format_1_is_still_read() {
    let bundle = golden(1);
    let shelf = recommend(&bundle, &world::stargazer(&bundle), &Request { variety: 0.0, ..Request::default() });
    assert_eq!(bundle.catalogue.title(shelf.picks[0].film), "Vacuum");
    assert_eq!(bundle.catalogue, world::bundle().catalogue);
    assert_eq!(bundle.tuning, world::bundle().tuning);
    assert_eq!(bundle.neighbours.len(), world::bundle().neighbours.len());
    assert_eq!(bundle.content, world::bundle().content);
    assert_eq!(bundle.quality, world::bundle().quality);
}

/// Writes the golden files of the current format; run by hand, once a format.
#[test]
#[ignore = "writes the golden files; run once when the format changes"]
fn write_golden_files() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden");
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(format!("{folder}/format-{FORMAT}-base.halfstar"), &FILES.0).unwrap();
    std::fs::write(format!("{folder}/format-{FORMAT}-details.halfstar"), &FILES.1).unwrap();
}

#[test]
fn a_file_cut_anywhere_is_an_error() {
    let (base, details) = &*FILES;
    for end in 0..base.len() {
        assert!(Bundle::decode(&base[..end]).is_err(), "cut at {end}");
    }
    let mut bundle = Bundle::decode(base).unwrap();
    for end in 0..details.len() {
        assert!(bundle.add_details(&details[..end]).is_err(), "cut at {end}");
    }
    let longer = [base.as_slice(), b"!"].concat();
    assert_eq!(Bundle::decode(&longer), Err(BundleError::Truncated));
}

#[test]
fn every_flipped_bit_is_an_error() {
    let (base, _) = &*FILES;
    for at in 0..base.len() {
        for bit in 0..8 {
            let mut bytes = base.clone();
            bytes[at] ^= 1 << bit;
            assert!(Bundle::decode(&bytes).is_err(), "bit {bit} of byte {at}");
        }
    }
}

#[test]
fn other_formats_say_what_to_do() {
    let mut newer = FILES.0.clone();
    newer[8] = FORMAT as u8 + 1;
    let error = Bundle::decode(&newer).unwrap_err();
    assert_eq!(error, BundleError::Newer(FORMAT + 1));
    assert!(error.to_string().contains("Reload the page"), "{error}");
    let mut older = FILES.0.clone();
    older[8] = 0;
    assert!(Bundle::decode(&older).unwrap_err().to_string().contains("halfstar build"));
    let page = Bundle::decode(b"<!doctype html><title>404</title>").unwrap_err();
    assert_eq!(page, BundleError::NotABundle);
    assert_eq!(Bundle::decode(b""), Err(BundleError::Truncated));
}

#[test]
fn details_of_another_bundle_are_refused() {
    let mut other = world::bundle();
    other.provenance.ratings = 2;
    let (_, details) = other.encode(deflate);
    let mut bundle = Bundle::decode(&FILES.0).unwrap();
    let before = bundle.clone();
    assert_eq!(bundle.add_details(&details), Err(BundleError::Mismatch));
    assert_eq!(bundle, before);
}

#[test]
fn an_unknown_section_is_skipped() {
    let (base, _) = &*FILES;
    let extended = with_section(base, b"NEWS", b"from the future");
    let bundle = Bundle::decode(&extended).unwrap();
    assert_eq!(bundle.catalogue.len(), 13);
    assert_eq!(sections(&extended).unwrap().len(), sections(base).unwrap().len() + 1);
}

/// Rebuilds a file with one more section, as a later Halfstar of the same format may write it.
fn with_section(base: &[u8], name: &[u8; 4], raw: &[u8]) -> Vec<u8> {
    let packed = deflate(raw);
    let mut all: Vec<([u8; 4], usize, Vec<u8>)> =
        sections(base).unwrap().iter().map(|section| (section.name, section.raw, section.packed.to_vec())).collect();
    all.insert(0, (*name, raw.len(), packed));
    assemble(&all)
}

fn assemble(sections: &[([u8; 4], usize, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = b"HALFSTAR".to_vec();
    bytes.extend(FORMAT.to_le_bytes());
    bytes.extend((sections.len() as u16).to_le_bytes());
    let mut offset = 12 + 20 * sections.len() + 4;
    for (name, raw, packed) in sections {
        bytes.extend(name);
        for number in [offset, packed.len(), *raw, rawzip::crc32(packed) as usize] {
            bytes.extend((number as u32).to_le_bytes());
        }
        offset += packed.len();
    }
    bytes.extend(rawzip::crc32(&bytes).to_le_bytes());
    bytes.extend(sections.iter().flat_map(|(_, _, packed)| packed));
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Checksums do not protect against malice: sections of any bytes, correctly packed, must not panic either.
    #[test]
    fn forged_sections_never_panic(
        which in 0usize..6,
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        keep in any::<prop::sample::Index>(),
        cut in any::<bool>(),
    ) {
        let original = sections(&FILES.0).unwrap();
        let mut forged = Vec::new();
        for (place, section) in original.iter().enumerate() {
            let mut raw = miniz_oxide::inflate::decompress_to_vec(section.packed).unwrap();
            if place == which {
                for (at, byte) in &edits {
                    let at = at.index(raw.len());
                    raw[at] = *byte;
                }
                if cut {
                    raw.truncate(keep.index(raw.len()));
                }
            }
            forged.push((section.name, raw.len(), deflate(&raw)));
        }
        if let Ok(bundle) = Bundle::decode(&assemble(&forged)) {
            // Whatever decodes must also recommend without a panic.
            let taste = world::stargazer(&bundle);
            let _ = recommend(&bundle, &taste, &Request::default());
        }
    }

    #[test]
    fn any_bytes_are_an_error(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(Bundle::decode(&bytes).is_err());
        prop_assert!(Bundle::decode(&[b"HALFSTAR\x01\x00".as_slice(), &bytes].concat()).is_err());
    }
}
