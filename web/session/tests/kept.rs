//! What any version has remembered is read ever after: bytes as each wrote them, of the same import and ledger. Those of
//! older versions are never written again.
#![cfg(not(target_arch = "wasm32"))]

use halfstar_core::comparisons::Answer;
use halfstar_core::container::{join, write};
use halfstar_core::film::Stars;
use halfstar_core::import::{Day, EntryKind, Import, NamedFile, RatingColumn, SourceFile, import};
use halfstar_core::remarks::Says;
use halfstar_core::tonight::Kind;
use halfstar_core::words::{FileProblem, Translation};
use halfstar_session::storage::film_key::FilmKey;
use halfstar_session::storage::kept::{self, Backup, Flaw, Keep};
use halfstar_session::storage::ledger::{
    KeptComparison, KeptCorrection, KeptNight, KeptPick, KeptPreset, KeptRemark, Ledger,
};

/// What is remembered in all of them.
fn files() -> Import {
    let text = "Date,Name,Year,Letterboxd URI,Rating\n\
        2024-01-02,Heat,1995,https://boxd.it/2bcA,4.5\n\
        2024-01-02,Ran,1985,,eleven\n";
    import(&[NamedFile { name: "ratings.csv", bytes: text.as_bytes() }])
}

/// They are of an import of two rows; the second has a rating that is none. Since version 5 it is noted where ratings stood.
fn check(import: &Import, ratings: bool, problem: FileProblem, says: &str) {
    let rows: Vec<_> = import.entries.iter().map(|entry| (entry.title.as_str(), entry.kind, entry.rating)).collect();
    assert_eq!(rows, [("Heat", EntryKind::Rating, Stars::from_halves(9)), ("Ran", EntryKind::Watched, None)]);
    let ratings = ratings.then(|| RatingColumn { name: "Rating".to_owned(), of: 5 });
    assert_eq!(import.files, [SourceFile { name: "ratings.csv".to_owned(), rows: 2, list: None, ratings }]);
    let [warning] = &import.warnings[..] else { panic!("one warning: {:?}", import.warnings) };
    assert_eq!((warning.file.as_str(), warning.line, warning.problem), ("ratings.csv", Some(3), problem));
    assert_eq!(warning.sentence(&Translation::default()), says);
}

const SAID: &str =
    "“eleven” is not a rating of 0.5 to 5, so the film counts as unrated. Drop the file as it was exported.";

/// What was said at these times.
fn ledger(corrected: u64, rated: u64) -> Ledger {
    let film = FilmKey { letterboxd_id: Some(51_433), title: "Solaris".to_owned(), year: Some(1972), place: 0 };
    Ledger {
        corrections: vec![KeptCorrection { title: "?".to_owned(), year: None, film: film.clone(), at: corrected }],
        remarks: vec![KeptRemark {
            film: film.clone(),
            says: Some(Says::Rated(Stars::THREE)),
            day: Some(Day(20_000)),
            at: rated,
        }],
        recommended: vec![KeptPick { film, stars: 4.25, day: None }],
        ..Ledger::default()
    }
}

/// As it is written today: since version 6 with what was said of two films. The last of these was taken back.
fn with_comparisons() -> Ledger {
    let mut ledger = with_presets();
    let solaris = ledger.recommended[0].film.clone();
    let heat = FilmKey { letterboxd_id: None, title: "Heat".to_owned(), year: Some(1995), place: 0 };
    let ran = FilmKey { letterboxd_id: Some(51_700), title: "Ran".to_owned(), year: Some(1985), place: 0 };
    for (films, answer) in [([&solaris, &ran], Some(Answer::First)), ([&solaris, &heat], Some(Answer::FirstUnseen))] {
        let kept = KeptComparison::new(films.map(Clone::clone), answer, 1_790_000_000_003);
        ledger.compare(kept.expect("two films"));
    }
    ledger.compare(KeptComparison::new([ran, heat], None, 1_790_000_000_004).expect("two films"));
    ledger
}

/// As it was in version 5: with shelves of the member's own.
fn with_presets() -> Ledger {
    let mut ledger = with_nights();
    let view = Some("genres=War&runtime_to=95".to_owned());
    ledger.keep(KeptPreset { name: "A rainy evening".to_owned(), view, at: 1_790_000_000_002 });
    ledger
}

/// As it was in version 4: with what was offered for an evening.
fn with_nights() -> Ledger {
    let mut ledger = timed();
    let film = ledger.recommended[0].film.clone();
    ledger.offer(KeptNight { film, day: Day(20_785), kind: Kind::Wanted, is_skipped: true });
    ledger
}

/// As it was in version 3.
fn timed() -> Ledger {
    ledger(1_790_000_000_000, 1_790_000_000_001)
}

/// Until version 3 no time was kept: in its stead is the order, and what the day says.
fn untimed() -> Ledger {
    ledger(0, 1_728_000_000_000)
}

#[test]
fn an_import_of_any_version_is_read() {
    let check = |bytes: &[u8], ratings, problem| {
        let (import, corrections) = kept::import(bytes).expect("an import");
        check(&import, ratings, problem, SAID);
        assert_eq!(corrections, []);
        assert_eq!(Import::decode(&import.encode()), Ok(import), "and kept as it is");
    };
    check(include_bytes!("golden/import-2.halfstar"), false, FileProblem::AsItWasSaid);
    check(include_bytes!("golden/import-3.halfstar"), false, FileProblem::AsItWasSaid);
    check(include_bytes!("golden/import-4.halfstar"), false, FileProblem::NoRating);
    check(include_bytes!("golden/import-5.halfstar"), true, FileProblem::NoRating);
}

#[test]
fn a_ledger_of_any_version_is_read() {
    let check = |bytes: &[u8], expected| assert_eq!(kept::ledger(bytes), Ok(expected));
    check(include_bytes!("golden/ledger-1.halfstar"), untimed());
    check(include_bytes!("golden/ledger-2.halfstar"), untimed());
    check(include_bytes!("golden/ledger-3.halfstar"), timed());
    check(include_bytes!("golden/ledger-4.halfstar"), with_nights());
    check(include_bytes!("golden/ledger-5.halfstar"), with_presets());
    check(include_bytes!("golden/ledger-6.halfstar"), with_comparisons());
}

#[test]
fn a_backup_of_any_version_is_read() {
    let check = |bytes: &[u8], ratings, problem, expected| {
        let Some(Ok(Backup(import, ledger))) = Backup::find(bytes) else { panic!("a backup") };
        check(&import, ratings, problem, SAID);
        assert_eq!(ledger, expected);
    };
    check(include_bytes!("golden/backup-1.halfstar"), false, FileProblem::AsItWasSaid, untimed());
    check(include_bytes!("golden/backup-2.halfstar"), false, FileProblem::AsItWasSaid, untimed());
    check(include_bytes!("golden/backup-3.halfstar"), false, FileProblem::NoRating, timed());
    check(include_bytes!("golden/backup-4.halfstar"), true, FileProblem::NoRating, timed());
    check(include_bytes!("golden/backup-5.halfstar"), true, FileProblem::NoRating, with_nights());
    check(include_bytes!("golden/backup-6.halfstar"), true, FileProblem::NoRating, with_presets());
    check(include_bytes!("golden/backup-7.halfstar"), true, FileProblem::NoRating, with_comparisons());
}

/// Other bytes are another version, which is raised, and gets a file of its own.
#[test]
fn what_is_written_is_of_the_newest_version() {
    assert_eq!(files().encode(), include_bytes!("golden/import-5.halfstar"));
    assert_eq!(with_comparisons().encode(), include_bytes!("golden/ledger-6.halfstar"));
    assert_eq!(Backup(files(), with_comparisons()).encode(), include_bytes!("golden/backup-7.halfstar"));
}

#[test]
fn no_other_bytes_are() {
    let backup: &[u8] = include_bytes!("golden/backup-2.halfstar");
    let import: &[u8] = include_bytes!("golden/import-3.halfstar");
    assert_eq!(kept::import(backup), Err(Flaw::Damaged));
    assert_eq!((Backup::find(import), kept::ledger(import)), (None, Err(Flaw::Damaged)));
    let mut ledger = include_bytes!("golden/ledger-1.halfstar").to_vec();
    ledger[4] = 2;
    assert_eq!(kept::ledger(&ledger), Err(Flaw::Damaged), "no such version was ever written");
    for at in 0..import.len() {
        assert_eq!(kept::import(&import[..at]), Err(Flaw::Damaged), "cut at {at}");
        let mut damaged = import.to_vec();
        damaged[at] ^= 1;
        assert!(kept::import(&damaged).is_err(), "flipped at {at}");
    }
}

/// A later version may name what this one does not know; an earlier one, what this one has no more.
#[test]
fn what_is_not_known_here_costs_no_import() {
    let (import, _) = kept::import(include_bytes!("golden/import-5.halfstar")).expect("an import");
    let mut value = write(&import);
    let name = value.windows(8).position(|bytes| bytes == b"NoRating").expect("it goes by name");
    value[name..][..8].copy_from_slice(b"NoReason");
    let (import, _) = kept::import(&join(Import::KIND, &[(*b"KEPT", value)])).expect("an import");
    let says = "Another version of Halfstar found something wrong here that this one has no words for. \
        Drop the export again to have it read anew.";
    check(&import, true, FileProblem::OfAnotherVersion, says);
}
