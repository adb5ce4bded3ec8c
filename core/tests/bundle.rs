//! The bundle's bytes: a round trip, golden files (`cargo xtask golden` writes them), and damage of every kind.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod world;

use halfstar_core::bundle::{BundleError, FORMAT, Models, Section, deflate, sections};
use halfstar_core::film::{FilmId, Lists, OtherRecord, OtherTitles, order_code};
use halfstar_core::matching::TitleIndex;
use halfstar_core::signals::{Factors, Signal, SignalName, Weights};
use halfstar_core::words::Translation;
use halfstar_core::{Bundle, Request, recommend};
use proptest::prelude::*;
use std::sync::LazyLock;

static FILES: LazyLock<(Vec<u8>, Vec<u8>)> = LazyLock::new(|| world::full().encode(deflate));

#[test]
fn a_bundle_survives_its_bytes() {
    let mut bundle = world::full();
    let (base, details) = bundle.encode(deflate);
    let mut back = Bundle::decode(&base).unwrap();
    assert!(back.catalogue.tmdb_id(world::film("Orbit")).is_none(), "details come later");
    assert_eq!((back.catalogue.len(), back.films(), back.is_whole()), (12, 13, false), "and so do films");
    assert_eq!(back.catalogue.letterboxd_id(world::OUTSIDE), None);
    back.add_details(&details).unwrap();
    assert_eq!(back, bundle);
    assert_eq!((back.catalogue.len(), back.is_whole()), (13, true));
    assert_eq!(back.catalogue.title(world::OUTSIDE), "Home Movie");
    back.add_details(&details).unwrap();
    assert_eq!(back, bundle, "what is there already does not come twice");
    assert_eq!(back.catalogue.place(world::film("Far Side")), Some([40, 253]));
    assert_eq!(back.catalogue.place(world::OUTSIDE), None, "the map is of the pool");
    assert_eq!(back.catalogue.services(world::film("Far Side")).collect::<Vec<_>>(), ["Filmfreund", "Kanal Eins"]);
    assert_eq!(back.catalogue.services(world::OUTSIDE).count(), 0);
    assert_eq!(back.catalogue.original_title(world::film("The Letter")), Some("La lettre"));
    assert_eq!(back.catalogue.cast(world::film("Orbit")).collect::<Vec<_>>(), ["Kit Moreau"]);
}

/// Without a map and services, their sections are not there either.
#[test]
fn what_a_bundle_lacks_costs_nothing() {
    let names = |bytes: &[u8]| sections(bytes).unwrap().iter().map(|section| section.name).collect::<Vec<_>>();
    let (_, details) = world::bridged().encode(deflate);
    assert_eq!(names(&details), [*b"LINK", *b"REST", *b"DETA"]);
    assert_eq!(names(&FILES.1), [*b"LINK", *b"REST", *b"DETA", *b"MAPS", *b"SERV"]);
}

#[test]
fn titles_of_other_countries_travel() {
    let mut bundle = world::bridged();
    let films = bundle.catalogue.len();
    let others = |film: usize| if film == 1 { vec![0, 1] } else { vec![] };
    bundle.catalogue.details.other_titles = Some(OtherTitles {
        titles: ["Der Brief", "O carta"].iter().collect(),
        films: Lists::new((0..films).map(others)),
    });
    let (base, details) = bundle.encode(deflate);
    let mut back = Bundle::decode(&base).unwrap();
    back.add_details(&details).unwrap();
    assert_eq!(back.catalogue.further_titles(FilmId(1)).collect::<Vec<_>>(), ["La lettre", "Der Brief", "O carta"]);
    assert_eq!(back.catalogue.further_titles(FilmId(0)).count(), 0);
    // A list that names a title which is not there is refused, as are lists of other films.
    for films in [Lists::new((0..films).map(|_| [2u32])), Lists::new([[0u32]])] {
        let mut forged = bundle.clone();
        forged.catalogue.details.other_titles = Some(OtherTitles { titles: ["a", "b"].iter().collect(), films });
        let (base, details) = forged.encode(deflate);
        assert!(Bundle::decode(&base).unwrap().add_details(&details).is_err());
    }
}

#[test]
fn orders_of_genres_travel() {
    let mut bundle = world::bridged();
    bundle.catalogue.genres[0] = 0b11;
    assert_eq!(bundle.catalogue.genres(FilmId(0)).collect::<Vec<_>>(), ["Science Fiction", "Romance"]);
    bundle.catalogue.genre_orders = vec![0; 12];
    bundle.catalogue.genre_orders[0] = order_code([1, 0]);
    let (base, details) = bundle.encode(deflate);
    let mut back = Bundle::decode(&base).unwrap();
    back.add_details(&details).unwrap();
    assert_eq!(back, bundle);
    assert_eq!(back.catalogue.genres(FilmId(0)).collect::<Vec<_>>(), ["Romance", "Science Fiction"]);
    assert_eq!(back.catalogue.genres(world::OUTSIDE).count(), 0);
    bundle.catalogue.genre_orders.pop();
    assert!(Bundle::decode(&bundle.encode(deflate).0).is_err(), "a byte for each film of the pool");
}

#[test]
fn other_records_travel() {
    let mut bundle = world::bridged();
    let record = |film| OtherRecord {
        film,
        title: "The Epistle".to_owned(),
        year: 1990,
        letterboxd_id: 77,
        ..Default::default()
    };
    bundle.catalogue.details.other_records = vec![record(1), record(12)];
    let (base, details) = bundle.encode(deflate);
    let mut back = Bundle::decode(&base).unwrap();
    back.add_details(&details).unwrap();
    assert_eq!(back, bundle);
    assert_eq!(back.catalogue.further_titles(FilmId(1)).collect::<Vec<_>>(), ["La lettre", "The Epistle"]);
    // Records of films that are not there are refused, as are those out of order.
    for records in [vec![record(1), record(13)], vec![record(2), record(1)]] {
        bundle.catalogue.details.other_records = records;
        let (base, details) = bundle.encode(deflate);
        assert!(Bundle::decode(&base).unwrap().add_details(&details).is_err());
    }
}

/// The pool alone recommends: the films behind it say nothing of taste.
#[test]
fn a_shelf_needs_no_details() {
    let mut bundle = Bundle::decode(&FILES.0).unwrap();
    let taste = world::stargazer(&bundle);
    let before = recommend(&bundle, &taste, &Request::default());
    bundle.add_details(&FILES.1).unwrap();
    assert_eq!(recommend(&bundle, &taste, &Request::default()), before);
}

/// The bytes that a format wrote, read by today's code.
fn golden(format: u16) -> Bundle {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden");
    let read = |file: &str| std::fs::read(format!("{folder}/format-{format}-{file}.halfstar")).unwrap();
    let mut bundle = Bundle::decode(&read("base")).unwrap();
    bundle.add_details(&read("details")).unwrap();
    bundle
}

/// Formats 2 to 5 had another rating model, which is read as one of today's: it says what it said.
fn rates(then: &Bundle) {
    let stargazer = world::stargazer(then);
    let mut scores = vec![0.0; then.catalogue.pool()];
    then.models.factors.score(&stargazer.known(), &mut scores);
    let score = |title: &str| scores[world::film(title).index()];
    assert!(score("Vacuum") > 0.0 && score("The Letter") < 0.0 && score("A Slow Dance") < 0.0, "{scores:?}");
    let vacuum = world::film("Vacuum");
    assert!(then.models.factors.deviation(&stargazer.known(), vacuum).is_some_and(|spread| spread > 0.0));
}

fn same_but_for_ratings(then: &Models, now: &Models) {
    let others = |models: &Models| Models { factors: Factors::default(), ..models.clone() };
    assert_eq!(others(then), others(now));
}

#[test]
fn the_golden_file_of_format_6_is_still_read() {
    let (then, now) = (golden(6), world::full());
    assert_eq!((&then.catalogue, &then.tuning, &then.provenance), (&now.catalogue, &now.tuning, &now.provenance));
    assert_eq!(then.models, now.models);
}

#[test]
fn the_golden_file_of_format_5_is_still_read() {
    let (then, now) = (golden(5), world::full());
    assert_eq!((&then.catalogue, &then.tuning, &then.provenance), (&now.catalogue, &now.tuning, &now.provenance));
    same_but_for_ratings(&then.models, &now.models);
    rates(&then);
}

/// Format 4 had its signals' numbers in a fixed order.
#[test]
fn the_golden_file_of_format_4_is_still_read() {
    let (then, now) = (golden(4), world::full());
    assert_eq!((&then.catalogue, &then.tuning, &then.provenance), (&now.catalogue, &now.tuning, &now.provenance));
    same_but_for_ratings(&then.models, &now.models);
    rates(&then);
}

/// A bundle may lack a signal: it has no say, and asking for it alone is asking for nothing.
#[test]
fn a_bundle_may_lack_any_signal() {
    let sections = |without: [u8; 4]| {
        let sections = sections(&FILES.0).unwrap();
        assemble(&sections.iter().filter(|section| section.name != without).map(owned).collect::<Vec<_>>())
    };
    for (section, signal) in [
        (*b"NEIG", SignalName::Neighbours),
        (*b"CONT", SignalName::Content),
        (*b"QUAL", SignalName::Quality),
        (*b"RATE", SignalName::Factors),
        (*b"AUTO", SignalName::Autoencoder),
    ] {
        let bundle = Bundle::decode(&sections(section)).unwrap();
        let taste = world::stargazer(&bundle);
        assert!(bundle.models.signals()[signal].is_empty());
        let by = |weights| recommend(&bundle, &taste, &Request { weights, ..Request::default() });
        let shelf = by(Weights::only(signal));
        assert!(!shelf.picks.is_empty(), "{signal:?}");
        assert_eq!(shelf.picks, by(Weights::NONE).picks, "{signal:?}");
        let said = shelf.picks.iter().flat_map(|pick| &pick.contributions).filter(|added| added.signal == signal);
        assert!(said.into_iter().all(|added| added.amount == 0.0), "{signal:?}");
    }
}

/// Format 3 had every film in its base file, and neither map nor services.
#[test]
fn the_golden_file_of_format_3_is_still_read() {
    let (then, now) = (golden(3), world::bridged());
    let base = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/format-3-base.halfstar")).unwrap();
    assert!(Bundle::decode(&base).unwrap().is_whole());
    assert_eq!((&then.catalogue, &then.tuning, &then.provenance), (&now.catalogue, &now.tuning, &now.provenance));
    assert_eq!(
        (&then.models.neighbours, &then.models.content, &then.models.quality),
        (&now.models.neighbours, &now.models.content, &now.models.quality)
    );
    assert_eq!(then.models.autoencoder, now.models.autoencoder);
    rates(&then);
}

/// Format 2 had no autoencoder: it is silent, and nothing else differs.
#[test]
fn the_golden_file_of_format_2_is_still_read() {
    let (then, now) = (golden(2), world::bridged());
    assert_eq!((then.models.autoencoder.films(), then.models.autoencoder.hidden()), (0, 0));
    assert_eq!(then.tuning, now.tuning);
    assert_eq!(then.catalogue, now.catalogue);
    assert_eq!(
        (&then.models.neighbours, &then.models.content, &then.models.quality),
        (&now.models.neighbours, &now.models.content, &now.models.quality)
    );
    rates(&then);
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
    assert_eq!(bundle.models.neighbours.len(), world::bundle().models.neighbours.len());
    assert_eq!(bundle.models.content, world::bundle().models.content);
    assert_eq!(bundle.models.quality, world::bundle().models.quality);
}

#[test]
fn a_file_cut_anywhere_is_an_error() {
    let (base, details) = &*FILES;
    for end in 0..base.len() {
        assert!(Bundle::decode(&base[..end]).is_err(), "cut at {end}");
    }
    let mut bundle = Bundle::decode(base).unwrap();
    let before = bundle.clone();
    for end in 0..details.len() {
        assert!(bundle.add_details(&details[..end]).is_err(), "cut at {end}");
    }
    assert_eq!(bundle, before);
    let longer = [base.as_slice(), b"!"].concat();
    assert_eq!(Bundle::decode(&longer), Err(BundleError::Truncated));
}

#[test]
fn every_flipped_bit_is_an_error() {
    let (base, details) = &*FILES;
    let flipped = |bytes: &[u8], bit: usize| {
        let mut bytes = bytes.to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        bytes
    };
    for bit in 0..8 * base.len() {
        assert!(Bundle::decode(&flipped(base, bit)).is_err(), "bit {bit} of the base");
    }
    let mut bundle = Bundle::decode(base).unwrap();
    for bit in 0..8 * details.len() {
        assert!(bundle.add_details(&flipped(details, bit)).is_err(), "bit {bit} of the details");
    }
}

#[test]
fn other_formats_say_what_to_do() {
    let mut newer = FILES.0.clone();
    newer[8] = FORMAT as u8 + 1;
    let error = Bundle::decode(&newer).unwrap_err();
    assert_eq!(error, BundleError::Newer(FORMAT + 1));
    assert!(error.to_string().contains("Update Halfstar"), "{error}");
    assert!(error.sentence(&Translation::default()).contains("Reload the page"));
    let mut older = FILES.0.clone();
    older[8] = 0;
    assert!(Bundle::decode(&older).unwrap_err().to_string().contains("halfstar build"));
    let page = Bundle::decode(b"<!doctype html><title>404</title>").unwrap_err();
    assert_eq!(page, BundleError::NotABundle);
    assert_eq!(Bundle::decode(b""), Err(BundleError::Truncated));
}

#[test]
fn only_who_can_make_a_bundle_is_told_to() {
    let part = || "CATA".to_owned();
    let errors = [
        BundleError::NotABundle,
        BundleError::Truncated,
        BundleError::Damaged(part()),
        BundleError::Newer(FORMAT + 1),
        BundleError::Older(0),
        BundleError::Missing(part()),
        BundleError::Mismatch,
    ];
    for error in errors {
        let visitor = error.sentence(&Translation::default());
        assert!(!visitor.contains("halfstar"), "{visitor}");
        assert!(["Try again", "Reload the page"].iter().any(|way| visitor.contains(way)), "{visitor}");
        let maker = error.to_string();
        assert!(!maker.contains("the page"), "{maker}");
        assert!(["halfstar build", "Update Halfstar", "Fetch both"].iter().any(|way| maker.contains(way)), "{maker}");
    }
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
    let (base, details) = &*FILES;
    let extended = with_section(base, b"NEWS", b"from the future");
    let bundle = Bundle::decode(&extended).unwrap();
    assert_eq!(bundle.films(), 13);
    assert_eq!(sections(&extended).unwrap().len(), sections(base).unwrap().len() + 1);
    assert_eq!(bundle.models, Bundle::decode(base).unwrap().models, "nor is a signal that nobody here knows");
    let mut bundle = Bundle::decode(base).unwrap();
    bundle.add_details(&with_section(details, b"NEWS", b"from the future")).unwrap();
    assert!(bundle.is_whole());
}

/// Details that lack the films they are to bring, or bring another number of them, are an error.
#[test]
fn details_bring_as_many_films_as_announced() {
    let without_rest: Vec<_> =
        sections(&FILES.1).unwrap().iter().filter(|section| section.name != *b"REST").map(owned).collect();
    let mut bundle = Bundle::decode(&FILES.0).unwrap();
    assert_eq!(bundle.add_details(&assemble(&without_rest)), Err(BundleError::Missing("REST".to_owned())));
    let announced = |films: u8| {
        let sections = sections(&FILES.0).unwrap();
        let sections = sections.iter().map(|section| match &section.name {
            b"MORE" => (*b"MORE", 1, deflate(&[films])),
            _ => owned(section),
        });
        assemble(&sections.collect::<Vec<_>>())
    };
    assert_eq!(
        Bundle::decode(&announced(11)),
        Err(BundleError::Damaged("catalogue".to_owned())),
        "fewer than there are"
    );
    assert_eq!(Bundle::decode(&announced(14)).unwrap().films(), 14);
    assert_eq!(Bundle::decode(&announced(13)).unwrap(), Bundle::decode(&FILES.0).unwrap());
}

/// Rebuilds a file with one more section, as a later Halfstar of the same format may write it.
fn with_section(base: &[u8], name: &[u8; 4], raw: &[u8]) -> Vec<u8> {
    let packed = deflate(raw);
    let mut all: Vec<_> = sections(base).unwrap().iter().map(owned).collect();
    all.insert(0, (*name, raw.len(), packed));
    assemble(&all)
}

fn owned(section: &Section<'_>) -> ([u8; 4], usize, Vec<u8>) {
    (section.name, section.raw, section.packed.to_vec())
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

/// The file with some bytes of one section changed, and the section perhaps cut.
fn forged(
    file: &[u8],
    which: usize,
    edits: &[(prop::sample::Index, u8)],
    keep: Option<prop::sample::Index>,
) -> Vec<u8> {
    let mut forged = Vec::new();
    for (place, section) in sections(file).unwrap().into_iter().enumerate() {
        if place != which {
            forged.push(owned(&section));
            continue;
        }
        let mut raw = miniz_oxide::inflate::decompress_to_vec(section.packed).unwrap();
        for (at, byte) in edits {
            let at = at.index(raw.len());
            raw[at] = *byte;
        }
        if let Some(keep) = keep {
            raw.truncate(keep.index(raw.len()));
        }
        forged.push((section.name, raw.len(), deflate(&raw)));
    }
    assemble(&forged)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Checksums do not protect against malice: sections of any bytes, correctly packed, must not panic either.
    #[test]
    fn forged_sections_never_panic(
        which in 0usize..10,
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        keep in any::<Option<prop::sample::Index>>(),
    ) {
        if let Ok(bundle) = Bundle::decode(&forged(&FILES.0, which, &edits, keep)) {
            // Whatever decodes must also recommend without a panic.
            let taste = world::stargazer(&bundle);
            let _ = recommend(&bundle, &taste, &Request::default());
        }
    }

    #[test]
    fn forged_details_never_panic(
        which in 1usize..5,
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        keep in any::<Option<prop::sample::Index>>(),
    ) {
        let mut bundle = Bundle::decode(&FILES.0).unwrap();
        let before = bundle.clone();
        if bundle.add_details(&forged(&FILES.1, which, &edits, keep)).is_err() {
            prop_assert_eq!(&bundle, &before);
            return Ok(());
        }
        prop_assert!(bundle.is_whole());
        let catalogue = &bundle.catalogue;
        for film in catalogue.films() {
            let texts = catalogue.directors(film).chain(catalogue.cast(film)).chain(catalogue.keywords(film));
            std::hint::black_box(texts.chain(catalogue.services(film)).map(str::len).sum::<usize>());
            std::hint::black_box((catalogue.place(film), catalogue.title(film), catalogue.language(film)));
        }
        let _ = TitleIndex::new(catalogue).by_letterboxd_id(1000);
        let _ = recommend(&bundle, &world::stargazer(&bundle), &Request::default());
    }

    #[test]
    fn any_bytes_are_an_error(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(Bundle::decode(&bytes).is_err());
        prop_assert!(Bundle::decode(&[b"HALFSTAR\x01\x00".as_slice(), &bytes].concat()).is_err());
    }
}
