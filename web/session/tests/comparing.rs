//! What a member says of two films: taken up at the next visit, from a backup and from another tab, and taken back.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../../../core/tests/world/mod.rs"]
mod world;

use halfstar_core::Bundle;
use halfstar_core::bundle::deflate;
use halfstar_core::comparisons::{Answer, Comparison};
use halfstar_core::film::{Catalogue, FilmId};
use halfstar_session::Session;
use halfstar_session::protocol::{DroppedFile, FilmSummary, Report};
use halfstar_session::storage::kept::Backup;
use halfstar_session::storage::ledger::KeptComparison;
use halfstar_session::storage::{Chosen, Remembered};

fn session() -> Session {
    Session::new(Bundle::decode(&world::bundle().encode(deflate).0).expect("a bundle"))
}

fn of(films: [&str; 2], answer: Answer) -> Comparison {
    Comparison { films: films.map(world::film), answer }
}

/// What a backup brings back.
fn remembered(backup: &[u8]) -> Remembered {
    let Some(Ok(Backup(import, ledger))) = Backup::find(backup) else { panic!("a backup") };
    Remembered { import: Some(Chosen { import, at: 1 }), ledger }
}

/// What another tab remembered of what was said.
fn ledger(session: &Session) -> Remembered {
    Remembered { import: None, ..remembered(&session.backup()) }
}

fn answers(session: &Session) -> Vec<(Option<Answer>, u64)> {
    let kept = remembered(&session.backup()).ledger.comparisons;
    kept.iter().map(|KeptComparison { answer, at, .. }| (*answer, *at)).collect()
}

fn asked(session: &Session) -> Option<[FilmId; 2]> {
    session.next_duel().map(|films: [FilmSummary; 2]| films.map(|film| film.film))
}

fn seen(report: &Report) -> u32 {
    report.films_seen
}

/// Whoever only compares is a member from then on, and is asked on where they stopped.
#[test]
fn what_was_compared_is_there_at_the_next_visit() {
    let mut first = session();
    assert!(first.keep(false).is_none(), "nobody is there");
    first.compare(of(["Orbit", "The Letter"], Answer::First), false, 10);
    first.compare(of(["Vacuum", "Far Side"], Answer::Unknown), false, 11);
    let before = first.compare(of(["Vacuum", "Orbit"], Answer::Second), false, 12);
    let kept = first.keep(false).and_then(|keep| keep.ledger).expect("it is to be remembered");
    assert!(first.keep(false).is_none(), "once");
    assert_eq!(kept.comparisons.len(), 3);
    for remembered in [Remembered { import: None, ledger: kept }, remembered(&first.backup())] {
        let mut next = session();
        let report = next.restore(remembered).expect("a member");
        assert_eq!((seen(&report), seen(&before)), (3, 3), "those of which they said which they liked");
        assert_eq!(
            next.view(next.shelf(&<_>::default()), &<_>::default()),
            first.view(first.shelf(&<_>::default()), &<_>::default())
        );
        assert_eq!(asked(&next), asked(&first));
        assert_eq!(next.backup(), first.backup());
    }
}

/// That they could not say makes nobody: there is no taste in it.
#[test]
fn who_could_not_say_is_nobody_yet() {
    let mut first = session();
    first.compare(of(["Orbit", "Vacuum"], Answer::Unknown), false, 1);
    first.compare(of(["Orbit", "The Letter"], Answer::SecondUnseen), false, 2);
    first.compare(of(["Far Side", "The Letter"], Answer::Equal), false, 3);
    let mut next = session();
    assert!(next.restore(ledger(&first)).is_some());
    first.compare(of(["Far Side", "The Letter"], Answer::Equal), true, 4);
    let mut next = session();
    assert!(next.restore(ledger(&first)).is_none());
    assert_eq!(asked(&next), asked(&first), "but none of it is asked again");
}

#[test]
fn one_thing_is_said_of_two_films_and_the_last_stands() {
    let mut session = session();
    session.compare(of(["Orbit", "Vacuum"], Answer::First), false, 10);
    session.compare(of(["Vacuum", "Orbit"], Answer::First), false, 4);
    let [(answer, at)] = answers(&session)[..] else { panic!("one pair") };
    assert_eq!(at, 11, "a clock that was set back changes no order");
    let mut turned = self::session();
    turned.compare(of(["Orbit", "Vacuum"], Answer::Second), false, 11);
    assert_eq!(answers(&turned), [(answer, at)]);
    assert_eq!(turned.backup(), session.backup());
    // Neither one film nor one that is not there is kept.
    session.compare(of(["Orbit", "Orbit"], Answer::Equal), false, 12);
    session.compare(Comparison { films: [FilmId(0), FilmId(9_999)], answer: Answer::First }, false, 13);
    assert_eq!(turned.backup(), session.backup());
    assert_eq!(asked(&turned), asked(&session));
}

#[test]
fn two_tabs_hear_of_each_others_comparisons() {
    let (mut here, mut there) = (session(), session());
    here.compare(of(["Orbit", "Vacuum"], Answer::First), false, 10);
    let news = there.catch_up(ledger(&here)).expect("a member");
    assert!(news.is_another && seen(&news.report) == 2);
    there.compare(of(["Far Side", "The Letter"], Answer::First), false, 11);
    assert_eq!(here.catch_up(ledger(&there)).map(|news| (news.is_another, seen(&news.report))), Some((false, 4)));
    assert_eq!(here.catch_up(ledger(&there)), None, "that is known by now, in whichever order they were shown");
    assert_eq!(there.catch_up(ledger(&here)), None);
    // The tab that only heard of it takes it back, by a clock that is late, showing the two the other way round.
    let report = there.compare(of(["Vacuum", "Orbit"], Answer::Second), true, 2);
    assert_eq!(seen(&report), 2);
    assert_eq!(there.catch_up(ledger(&here)), None, "whoever still knew it does not bring it back");
    assert_eq!(here.catch_up(ledger(&there)).map(|news| seen(&news.report)), Some(2));
    assert_eq!(here.backup(), there.backup());
    assert_eq!(answers(&here).iter().filter(|(answer, _)| answer.is_some()).count(), 1);
}

/// Films that were shown in one order are known in that order for as long as the visit lasts: what stays, stays in its place.
#[test]
fn what_another_tab_says_turns_no_pair_round() {
    let (mut here, mut there) = (session(), session());
    for films in [["Orbit", "Vacuum"], ["Vacuum", "Orbit"]] {
        here.compare(of(films, Answer::FirstUnseen), false, 10);
        let before = asked(&here);
        there.compare(of(["Far Side", "The Letter"], Answer::First), false, 1);
        here.catch_up(ledger(&there));
        let place = |asked: Option<[FilmId; 2]>| asked?.iter().position(|film| *film == world::film(films[1]));
        assert_eq!((place(before), place(asked(&here))), (Some(1), Some(1)));
    }
}

/// What was compared with a film that comes later waits for it.
#[test]
fn a_film_that_is_not_there_yet_is_waited_for() {
    let whole = world::bundle();
    let mut first = session();
    first.compare(of(["Orbit", "Vacuum"], Answer::First), false, 10);
    let mut less = whole;
    let keep = less.catalogue.titles.iter().map(|title| if title == "Vacuum" { "Another" } else { title }).collect();
    less.catalogue =
        Catalogue { titles: keep, letterboxd_ids: vec![0; less.catalogue.letterboxd_ids.len()], ..less.catalogue };
    let mut other = Session::new(Bundle::decode(&less.encode(deflate).0).expect("a bundle"));
    let report = other.restore(ledger(&first)).expect("a member all the same");
    assert_eq!(seen(&report), 0);
    assert_eq!(other.backup(), first.backup(), "and it is not lost");
}

/// Files stay what they are.
#[test]
fn comparisons_outlive_another_import() {
    let file =
        |text: &str| DroppedFile { name: "ratings.csv".to_owned(), bytes: text.as_bytes().to_vec(), left_out: None };
    let mut session = session();
    session.compare(of(["Orbit", "Vacuum"], Answer::First), false, 10);
    let rows = "Date,Name,Year,Letterboxd URI,Rating\n2026-01-01,Far Side,1979,,4\n";
    let report = session.import(&[file(rows)], true, None).expect("films");
    assert_eq!(seen(&report), 3);
    let sample = session.import(&[file(rows)], false, None).expect("films");
    assert_eq!(seen(&sample), 1, "the made-up member said nothing");
}
