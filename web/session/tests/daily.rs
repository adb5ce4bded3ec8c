//! What is new from day to day: films for tonight, what came of past picks, films to watch again, what a film would get.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../../../core/tests/world/mod.rs"]
mod world;

use halfstar_core::film::{FilmId, Stars};
use halfstar_core::filters::Filters;
use halfstar_core::import::Day;
use halfstar_core::remarks::Says;
use halfstar_core::tonight::{Kind, PICKS};
use halfstar_core::{Bundle, Request};
use halfstar_session::Session;
use halfstar_session::protocol::{DroppedFile, Report, TonightView};
use halfstar_session::storage::kept::Backup;
use halfstar_session::storage::{Chosen, Remembered};

const FIRST: i32 = 20_785;

/// The committed bundle: five films a day last for a long while.
fn bundle() -> Bundle {
    let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/bundle"));
    let manifest = std::fs::read_to_string(folder.join("manifest.json")).expect("a manifest");
    // Its base file is the one that its name says; JSON is read by others.
    let names = manifest.split('"').filter(|text| text.starts_with("base"));
    let file = names.map(|name| folder.join(name)).find(|file| file.is_file()).expect("a base file");
    Bundle::decode(&std::fs::read(file).expect("a file")).expect("a bundle")
}

fn session(bundle: Bundle, day: i32) -> Session {
    let mut session = Session::new(bundle);
    assert_eq!(session.set_today(Day(day)), None, "nobody is there");
    session
}

fn import(session: &mut Session, rows: &[&str], own: bool) -> Report {
    let text = ["Date,Name,Year,Letterboxd URI,Rating"].iter().chain(rows).map(|row| format!("{row}\n"));
    let bytes = text.collect::<String>().into_bytes();
    let files = [DroppedFile { name: "ratings.csv".to_owned(), bytes, left_out: None }];
    session.import(&files, own, session.today()).expect("films")
}

const ROWS: [&str; 3] = ["2020-01-02,Stalker,1979,,5", "2021-01-02,Parasite,2019,,4.5", "2026-10-02,Jaws,1975,,3.5"];
const SPACE: [&str; 3] = ["2024-01-02,Orbit,1968,,5", "2024-01-03,Far Side,1979,,4.5", "2024-01-04,The Letter,1945,,2"];

fn films(view: &TonightView) -> Vec<(Kind, FilmId)> {
    view.cards.iter().map(|card| (card.kind, card.card.film)).collect()
}

/// The same member on another visit.
fn back(session: &Session, bundle: Bundle, day: i32) -> Session {
    let Some(Ok(Backup(import, ledger))) = Backup::find(&session.backup()) else { panic!("a backup") };
    let mut next = self::session(bundle, day);
    let found = Remembered { import: Some(Chosen { import, at: 1 }), ledger };
    assert!(next.restore(found).is_some());
    next
}

#[test]
fn tonight_is_the_same_all_day_and_another_tomorrow() {
    let mut session = session(bundle(), FIRST);
    import(&mut session, &ROWS, true);
    let first = session.tonight(None);
    assert_eq!((first.day, first.cards.len()), (Day(FIRST), PICKS));
    assert_eq!(session.tonight(None), first);
    // Another export, another taste, another visit: the day stays what it is.
    import(&mut session, &["2026-10-02,Barbie,2023,,5"], true);
    assert_eq!(films(&session.tonight(None)), films(&first));
    let mut again = back(&session, bundle(), FIRST);
    assert_eq!(films(&again.tonight(None)), films(&first));
    let mut all = films(&first);
    for day in FIRST + 1..FIRST + 14 {
        assert!(again.set_today(Day(day)).is_some(), "another day is news");
        let tonight = films(&again.tonight(None));
        assert!(tonight.iter().all(|(_, film)| all.iter().all(|(_, before)| before != film)), "{day}: {tonight:?}");
        all.extend(tonight);
    }
}

#[test]
fn a_skipped_film_stays_away_and_a_seen_one_stays_with_its_stars() {
    let mut session = session(bundle(), FIRST);
    import(&mut session, &ROWS, true);
    let first = films(&session.tonight(None));
    let skipped = films(&session.tonight(Some(first[1].1)));
    assert_eq!((skipped[0], skipped[1].0, &skipped[2..]), (first[0], Kind::Gem, &first[2..]));
    assert_ne!(skipped[1], first[1]);
    assert_eq!(films(&session.tonight(Some(FilmId(u32::MAX)))), skipped, "no such film is there");
    let mut again = back(&session, bundle(), FIRST);
    assert_eq!(films(&again.tonight(None)), skipped, "it is remembered");
    let four = Stars::from_stars(4.0).expect("stars");
    again.remark(skipped[0].1, Some(Says::Rated(four)), Some(Day(FIRST)), 1);
    again.remark(skipped[2].1, Some(Says::Dismissed), Some(Day(FIRST)), 2);
    let now = again.tonight(None);
    assert_eq!((films(&now)[0], now.cards[0].is_seen, now.cards[0].rating), (skipped[0], true, Some(four)));
    assert!(now.cards.iter().all(|card| card.card.film != skipped[2].1), "not for them");
    assert_eq!(now.cards.len(), PICKS);
}

#[test]
fn the_made_up_members_evening_is_nobodys() {
    let mut session = session(bundle(), FIRST);
    import(&mut session, &ROWS, false);
    let first = films(&session.tonight(None));
    let skipped = films(&session.tonight(Some(first[0].1)));
    assert_ne!(skipped, first);
    assert_eq!(films(&session.tonight(None)), skipped);
    import(&mut session, &ROWS, true);
    assert_eq!(films(&session.tonight(None)), first, "an own member begins anew");
}

#[test]
fn what_stood_on_any_shelf_is_not_new_on_another_day() {
    let mut session = session(bundle(), FIRST);
    assert!(!import(&mut session, &ROWS, true).was_here);
    let shelf = session.shelf(&Request::default());
    session.note(&shelf, Some(Day(FIRST)));
    let tonight = films(&session.tonight(None));
    assert!(session.set_today(Day(FIRST + 1)).is_some_and(|report| report.was_here), "the page was left open");
    let fresh = Request { filters: Filters { fresh: true, ..Filters::default() }, ..Request::default() };
    let fresh = session.shelf(&fresh);
    assert_eq!(fresh.picks.len(), 60);
    let is_old = |film| shelf.picks.iter().any(|pick| pick.film == film) || tonight.iter().any(|known| known.1 == film);
    assert!(fresh.picks.iter().all(|pick| !is_old(pick.film)), "to the last film");
}

#[test]
fn what_came_of_past_picks_is_told_once_and_only_where_there_is_something() {
    let mut session = session(world::bundle(), FIRST);
    assert_eq!(import(&mut session, &SPACE, true).tally, None);
    let shelf = session.shelf(&Request { limit: 4, ..Request::default() });
    session.note(&shelf, Some(Day(FIRST)));
    session.set_today(Day(FIRST + 30));
    let titles: Vec<_> = shelf.picks.iter().map(|pick| world::FILMS[pick.film.index()]).collect();
    let row = |place: usize, stars: f32| format!("2026-12-20,{},{},,{stars}", titles[place].0, titles[place].1);
    let (one, two) = (row(0, 4.5), row(2, 3.5));
    let report = import(&mut session, &[&SPACE[..], &[&one, &two]].concat(), true);
    let tally = report.tally.expect("something to tell");
    assert_eq!((tally.shown, tally.since.as_deref(), tally.seen, tally.rated), (4, Some("2026-11-28"), 2, 2));
    assert_eq!((tally.mean, tally.best), (4.0, Some((titles[0].0.to_owned(), Stars::from_stars(4.5).expect("stars")))));
    let again = import(&mut session, &[&SPACE[..], &[&one, &two]].concat(), true);
    assert_eq!((again.tally, again.fared.len()), (None, 2), "nothing new; the details keep both");
    let mut back = back(&session, world::bundle(), FIRST + 31);
    assert_eq!(back.set_today(Day(FIRST + 32)).expect("a report").tally, None, "only after an import");
}

#[test]
fn films_loved_long_ago_are_there_to_watch_again_and_are_no_recommendation() {
    let mut session = session(bundle(), FIRST);
    assert_eq!(import(&mut session, &ROWS, true).again, 2);
    let again = session.again();
    let titles: Vec<&str> = again.iter().map(|card| card.film.title.as_str()).collect();
    assert_eq!(titles, ["Stalker", "Parasite"]);
    assert_eq!((again[0].day, again[0].film.rating), (Day::from_date(2020, 1, 2), Stars::from_stars(5.0)));
    session.remark(again[0].film.film, Some(Says::Seen), Some(Day(FIRST)), 1);
    assert_eq!(session.again().len(), 1, "just seen again");
    assert_eq!(session.keep(false).and_then(|keep| keep.ledger).map(|ledger| ledger.recommended.len()), Some(0));
}

#[test]
fn what_a_film_would_get_knows_nothing_of_what_it_got() {
    let mut session = session(world::bundle(), FIRST);
    let unseen = import(&mut session, &SPACE, true);
    let film = world::film("Vacuum");
    let expected = session.guess(film).expect("a film of the pool");
    assert_eq!((expected.is_seen, expected.given, expected.own_ratings), (false, None, unseen.films_rated));
    import(&mut session, &[&SPACE[..], &["2024-01-05,Vacuum,1982,,0.5"]].concat(), true);
    let seen = session.guess(film).expect("a film of the pool");
    assert_eq!((seen.is_seen, seen.given), (true, Stars::from_stars(0.5)));
    assert_eq!(
        (seen.card.predicted_stars, &seen.card.sentences),
        (expected.card.predicted_stars, &expected.card.sentences)
    );
    assert!(session.film(film, &Request::default()).expect("a film").card.predicted_stars < seen.card.predicted_stars);
    assert_eq!(session.guess(world::OUTSIDE), None);
}
