//! Five films for tonight, in the small world and on the committed bundle.

mod world;

use halfstar_core::bundle::Manifest;
use halfstar_core::day::Day;
use halfstar_core::film::{FilmId, FilmSet};
use halfstar_core::opinions::Opinions;
use halfstar_core::predict;
use halfstar_core::recommend::rank;
use halfstar_core::taste::{Statement, Taste};
use halfstar_core::tonight::{Evening, Kind, PICKS, REST, SHORT, Suggestion, tonight};
use halfstar_core::{Bundle, Request};
use std::collections::BTreeMap;

const FIRST: i32 = 20_785;

fn evening(day: i32) -> Evening {
    Evening { day: Day(day), kept: Vec::new(), resting: FilmSet::default() }
}

fn ask(bundle: &Bundle, taste: &Taste, evening: &Evening) -> Vec<Suggestion> {
    tonight(bundle, taste, &Opinions::of(bundle, taste), &Request::default(), evening)
}

/// The committed bundle, and somebody who has seen every third of its best-known films and wants to see a few.
fn committed() -> (Bundle, Taste) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../assets/bundle");
    let manifest = std::fs::read(format!("{folder}/manifest.json")).expect("a manifest");
    let manifest: Manifest = serde_json::from_slice(&manifest).expect("a manifest");
    let base = std::fs::read(format!("{folder}/{}", manifest.files.base.name)).expect("a bundle");
    let bundle = Bundle::decode(&base).expect("a bundle");
    let mut statements: BTreeMap<FilmId, Statement> = (0..300)
        .step_by(3)
        .map(|film| {
            let rating = halfstar_core::film::Stars::from_halves((film % 5 + 6) as u8);
            (FilmId(film), Statement { rating, seen: true, ..Statement::default() })
        })
        .collect();
    for film in [401, 1_001, 2_002] {
        statements.insert(FilmId(film), Statement { wanted: true, ..Statement::default() });
    }
    let taste = Taste::new(&statements, &bundle.tuning);
    (bundle, taste)
}

#[test]
fn each_is_there_for_its_own_reason_and_the_same_all_day() {
    let (bundle, taste) = committed();
    let opinions = Opinions::of(&bundle, &taste);
    let picks = ask(&bundle, &taste, &evening(FIRST));
    assert_eq!(picks, ask(&bundle, &taste, &evening(FIRST)));
    let kinds: Vec<Kind> = picks.iter().map(|pick| pick.kind).collect();
    assert_eq!(kinds, &Kind::ALL[..PICKS]);
    let best = rank(&bundle, &taste, &opinions, &Request { variety: 0.0, ..Request::default() });
    let stars = |film| predict::stars_for(&bundle, &taste, &opinions, film);
    assert!(best.iter().take(60).all(|&film| stars(film) <= stars(picks[0].film)), "the safe one has the most stars");
    let catalogue = &bundle.catalogue;
    assert!(picks[1].film.index() >= catalogue.pool() / 4, "few know the gem");
    assert!(catalogue.runtime(picks[2].film).is_some_and(|minutes| minutes <= SHORT));
    assert!(taste.on_watchlist(picks[3].film));
    assert!(catalogue.year(picks[4].film).is_some_and(|year| year <= 2001));
    assert!(picks.iter().all(|pick| !taste.has_seen(pick.film)));
}

#[test]
fn no_film_comes_twice_in_a_fortnight_and_a_month_never_ends() {
    let (bundle, taste) = committed();
    let mut nights: Vec<(i32, FilmId)> = Vec::new();
    for day in FIRST..FIRST + 30 {
        let resting = nights.iter().filter(|night| night.0 >= day - REST).map(|night| night.1).collect();
        let picks = ask(&bundle, &taste, &Evening { resting, ..evening(day) });
        assert_eq!(picks.len(), PICKS, "{day}");
        for pick in picks {
            let is_rested = nights.iter().all(|night| night.1 != pick.film || day - night.0 >= 14);
            assert!(is_rested, "{pick:?} came within a fortnight of {day}");
            nights.push((day, pick.film));
        }
    }
}

#[test]
fn what_is_skipped_gives_way_to_the_next_of_its_kind_and_the_rest_stays() {
    let (bundle, taste) = committed();
    let picks = ask(&bundle, &taste, &evening(FIRST));
    for (place, skipped) in picks.iter().enumerate() {
        let kept = picks.iter().filter(|pick| *pick != skipped).copied().collect();
        let resting = [skipped.film].into_iter().collect();
        let now = ask(&bundle, &taste, &Evening { kept, resting, ..evening(FIRST) });
        assert_eq!((now.len(), now[place].kind), (PICKS, skipped.kind));
        for (other, (before, after)) in picks.iter().zip(&now).enumerate() {
            assert_eq!(before == after, other != place, "{other} of {now:?}");
        }
    }
}

#[test]
fn what_was_picked_stays_whatever_is_known_by_now() {
    let (bundle, taste) = committed();
    let kept = ask(&bundle, &taste, &evening(FIRST));
    let other = Taste::new(&BTreeMap::new(), &bundle.tuning);
    assert_eq!(ask(&bundle, &other, &Evening { kept: kept.clone(), ..evening(FIRST) }), kept);
    // Two tabs may have picked another of a kind each: one of them stands.
    let twice: Vec<_> =
        [Suggestion { film: FilmId(9), kind: Kind::Safe }].into_iter().chain(kept.iter().copied()).collect();
    let now = ask(&bundle, &taste, &Evening { kept: twice, ..evening(FIRST) });
    assert_eq!((now[0].film, &now[1..]), (FilmId(9), &kept[1..]));
}

#[test]
fn where_a_kind_has_none_the_next_best_fills_in() {
    let bundle = world::bundle();
    let stargazer = world::stargazer(&bundle);
    let picks = ask(&bundle, &stargazer, &evening(FIRST));
    let kinds: Vec<Kind> = picks.iter().map(|pick| pick.kind).collect();
    assert!(!kinds.contains(&Kind::Wanted), "there is no watchlist: {kinds:?}");
    assert_eq!(kinds.last(), Some(&Kind::Next), "{picks:?}");
    let films: Vec<&str> = picks.iter().map(|pick| bundle.catalogue.title(pick.film)).collect();
    let resting = picks.iter().map(|pick| pick.film).collect();
    let rest = ask(&bundle, &stargazer, &Evening { resting, ..evening(FIRST) });
    assert!(rest.len() < PICKS, "the small world is soon through: {films:?}, then {rest:?}");
    let everything = (0..13).map(FilmId).collect();
    assert_eq!(ask(&bundle, &stargazer, &Evening { resting: everything, ..evening(FIRST) }), []);
}
