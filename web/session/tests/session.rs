//! A session before and after the details: the films that are only matched come with them.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../../../core/tests/world/mod.rs"]
mod world;

use halfstar_core::bounds::Number;
use halfstar_core::bundle::deflate;
use halfstar_core::film::{Catalogue, Details, FilmId, Kind, Lists, Stars};
use halfstar_core::filters::{FilterName, Filters};
use halfstar_core::import::{Day, EntryKind, Import, Warning};
use halfstar_core::matching::{Doubt, How, Service};
use halfstar_core::remarks::Says;
use halfstar_core::search::Role;
use halfstar_core::series::Series;
use halfstar_core::taste::{Period, Scope};
use halfstar_core::together::{Agreement, MOST, Seen};
use halfstar_core::words::FileProblem;
use halfstar_core::{Bundle, Request};
use halfstar_session::protocol::{DroppedFile, Found, GuestId, KeepPreset, Preset, Report};
use halfstar_session::storage::kept::Backup;
use halfstar_session::storage::{Chosen, Remembered};
use halfstar_session::{Session, language, read};

/// Films behind the pool: namesakes of two that are in it, and one that has its title alone.
const BEHIND: [(&str, u16); 3] = [(LONG, 2011), ("Perihelion", 1950), ("Home Movie", 1970)];

/// Half an agreement is believed only of long titles: the film of the pool gets this one too.
const LONG: &str = "Weather for a Wedding Day";

fn files() -> (Vec<u8>, Vec<u8>) {
    let mut bundle = world::bundle();
    let Catalogue { pool, titles, people, genre_names, language_codes, .. } = bundle.catalogue.clone();
    let all = pool as usize + BEHIND.len();
    let world = &bundle.catalogue;
    let column = |of: fn(u32) -> u32| (0..all as u32).map(of).collect::<Vec<u32>>();
    let known = |film: usize| (film < pool as usize).then_some(film);
    bundle.catalogue = Catalogue {
        pool,
        titles: titles
            .iter()
            .take(12)
            .map(|title| if title == "Wedding Weather" { LONG } else { title })
            .chain(BEHIND.map(|film| film.0))
            .collect(),
        years: world.years.iter().copied().take(12).chain(BEHIND.map(|film| film.1)).collect(),
        letterboxd_ids: column(|film| 1000 + film),
        kinds: vec![Kind::Movie; all],
        genres: (0..all).map(|film| known(film).map_or(0, |film| world.genres[film])).collect(),
        languages: (0..all).map(|film| u8::from(film < 12)).collect(),
        runtimes: (0..all).map(|film| known(film).map_or(0, |film| world.runtimes[film])).collect(),
        directors: Lists::new((0..all).map(|film| known(film).map_or(&[][..], |film| world.directors.get(film)))),
        rating_counts: column(|film| 5000 - 100 * film),
        people,
        genre_names,
        repeated: halfstar_core::film::FilmSet::default(),
        genre_orders: Vec::new(),
        language_codes,
        details: Details {
            tmdb_ids: column(|film| 1 + film),
            imdb_ids: column(|film| 50 + film),
            original_titles: (0..all).map(|_| "").collect(),
            cast: Lists::new((0..all).map(|_| [])),
            keywords: Lists::new((0..all).map(|_| [])),
            posters: (0..all).map(|_| "").collect(),
            ..Details::default()
        },
    };
    bundle.encode(deflate)
}

fn session(base: &[u8]) -> Session {
    Session::new(Bundle::decode(base).expect("a bundle"))
}

/// Somebody's ratings, in a table without links: titles and years have to do.
fn ratings(rows: &[&str]) -> Vec<DroppedFile> {
    let text = ["Date,Name,Year,Letterboxd URI,Rating"].iter().chain(rows).map(|row| format!("{row}\n"));
    vec![DroppedFile { name: "ratings.csv".to_owned(), bytes: text.collect::<String>().into_bytes(), left_out: None }]
}

/// What is said of them.
fn sentences(report: &Report) -> Vec<String> {
    report.warnings.iter().map(|warning| warning.sentence(language::words())).collect()
}

const ROWS: [&str; 5] = [
    "2026-01-01,Orbit,1968,,5",
    // Of two films of this title only the one of the year before is there at first.
    "2026-01-02,Weather for a Wedding Day,2011,,4",
    "2026-01-03,Home Movie,1970,,1.5",
    "2026-01-04,Far Side,1979,,4.5",
    "2026-01-05,No Such Film,1999,,3",
];

fn import(session: &mut Session, rows: &[&str]) -> Report {
    session.import(&ratings(rows), true, None).expect("films")
}

fn titles(rows: &[halfstar_session::protocol::UnmatchedRow]) -> Vec<&str> {
    rows.iter().map(|row| row.title.as_str()).collect()
}

#[test]
fn it_does_not_matter_when_the_details_arrive() {
    let (base, details) = files();
    let (mut early, mut late) = (session(&base), session(&base));
    assert_eq!(late.add_details(&details), Ok(None), "nobody is there who would have to know");
    let expected = import(&mut late, &ROWS);
    assert_eq!((expected.matched, expected.pending, titles(&expected.unmatched)), (4, 0, vec!["No Such Film"]));
    assert_eq!(expected.matched_by, [(How::TitleAndYear, 4)]);

    let before = import(&mut early, &ROWS);
    assert_eq!(before.pending, 2, "the home movie and what no catalogue knows");
    assert_eq!((before.unmatched.len(), before.no_film.len()), (0, 0), "nothing is said for good");
    assert_eq!(before.matched_by, [(How::TitleAndYear, 2), (How::NearYear, 1)], "the wrong wedding, for now");
    assert_eq!(early.add_details(&details).expect("details"), Some(expected));
    let shelves = [&early, &late].map(|session| session.view(session.shelf(&Request::default()), &Filters::default()));
    assert_eq!(shelves[0], shelves[1]);
    assert_eq!(early.add_details(&details), Ok(None), "nothing new");
}

#[test]
fn another_language_retells_what_could_not_be_read() {
    let mut files = ratings(&ROWS);
    files.push(DroppedFile { name: "long.csv".to_owned(), bytes: Vec::new(), left_out: Some(FileProblem::TooLarge) });
    files[0].bytes.extend_from_slice(b"2026-01-06,Orbit,next,,4\n");
    let mut session = session(&self::files().0);
    session.import(&files, true, None).expect("films");
    // At the next visit, German is spoken.
    let remembered = remembered(&session.backup());
    let mut session = self::session(&self::files().0);
    let report = session.restore(remembered).expect("somebody");
    let english = [
        "“next” is not a year. Check that the right film is found.",
        "This file is larger than any export and was skipped. Drop the export itself.",
    ];
    let german = [
        "„next“ ist kein Jahr. Prüf, ob der richtige Film gefunden wurde.",
        "Diese Datei ist größer als jeder Export und wurde übersprungen. Nimm den Export selbst.",
    ];
    assert_eq!(sentences(&report), english);
    assert!(language::speak(Some(include_str!("../../../assets/words/de.txt"))));
    assert_eq!(sentences(&report), german, "of a report that is on the page already");
    // Where nothing was found, what is wrong is said as it is dropped.
    let nothing = session.import(&files[1..], true, None);
    assert_eq!(nothing, Err(format!("long.csv: {}", german[1])));
}

/// What is said of a shelf with these filters: that it waits, or what is wrong with them.
fn told(session: &Session, filters: &Filters) -> (bool, Vec<String>) {
    let request = Request { filters: filters.clone(), ..Request::default() };
    let view = session.view(session.shelf(&request), filters);
    (view.waits, view.problems)
}

#[test]
fn a_wish_for_services_waits_for_the_details_and_is_then_answered() {
    let (base, details) = files();
    let mut session = session(&base);
    import(&mut session, &ROWS);
    let name = |name: &str| vec![name.to_owned()];
    let services = Filters { services: name("Arte"), ..Filters::default() };
    let cast = Filters { cast: name("Kit Moreau"), ..Filters::default() };
    for filters in [&services, &cast] {
        assert_eq!(told(&session, filters), (true, vec![]), "they are on their way");
    }
    assert_eq!(told(&session, &Filters::default()), (false, vec![]));
    session.add_details(&details).expect("details");
    let none = "Streaming services: this film library knows none, so no film fits. Lift that filter.";
    assert_eq!(told(&session, &services), (false, vec![none.to_owned()]));
}

#[test]
fn wishes_that_nothing_fulfils_are_told() {
    let mut session = session(&files().0);
    import(&mut session, &ROWS);
    let filters = Filters {
        genres: vec!["romance".to_owned()],
        languages: vec!["english".to_owned()],
        year_from: Number::new(1990),
        year_to: Number::new(1970),
        list: Some("Best".to_owned()),
        ..Filters::default()
    };
    let expected = [
        "Genres: “romance” is not known here, so no film fits it. Did you mean Romance?",
        "Languages: “english” is not known here, so no film fits it. Check the spelling.",
        "Years: 1990 to 1970 ends before it begins. Swap the two.",
        "Only from my list: “Best” is not known here, so no film fits it. Check the spelling.",
    ];
    assert_eq!(told(&session, &filters).1, expected);
}

#[test]
fn what_was_shown_is_new_no_more_on_another_day() {
    let (first, next) = (Day::from_date(2026, 11, 5).expect("a day"), Day::from_date(2026, 11, 6).expect("a day"));
    let mut session = session(&files().0);
    session.set_today(first);
    assert!(!import(&mut session, &ROWS).was_here);
    let shelf = session.shelf(&Request { limit: 2, ..Request::default() });
    session.note(&shelf, Some(first));
    assert!(!import(&mut session, &ROWS).was_here, "it is the same day");
    let fresh = Request { filters: Filters { fresh: true, ..Filters::default() }, ..Request::default() };
    assert_eq!(session.shelf(&fresh).left_out[FilterName::Fresh], 0);
    session.set_today(next);
    assert!(import(&mut session, &ROWS).was_here);
    let left = session.shelf(&fresh);
    assert_eq!(left.left_out[FilterName::Fresh], 2);
    assert!(shelf.picks.iter().all(|shown| left.picks.iter().all(|pick| pick.film != shown.film)));
}

#[test]
fn a_kind_of_film_stands_out_from_three_on() {
    let mut session = session(&files().0);
    let space = ["2026-01-01,Orbit,1968,,5", "2026-01-02,Far Side,1979,,5", "2026-01-03,Vacuum,1982,,5"];
    assert_eq!(import(&mut session, &space[..2]).loved_genres, Vec::<String>::new());
    assert_eq!(import(&mut session, &space).loved_genres, ["Science Fiction"]);
    assert_eq!(import(&mut session, &space).loved_decades, Vec::<u16>::new(), "of three decades one each");
}

#[test]
fn films_behind_the_pool_are_searched_once_they_are_there() {
    let (base, details) = files();
    let mut session = session(&base);
    assert_eq!(session.summary().films, 15);
    assert_eq!(session.search("home movie").len(), 0);
    session.add_details(&details).expect("details");
    let found = session.search("home movie");
    let [found] = found.as_slice() else { panic!("films by title alone") };
    let told = found.films.iter().map(|found| (found.film.title.as_str(), found.film.film.0, found.opens));
    assert_eq!(told.collect::<Vec<_>>(), [("Home Movie", 14, false)], "there is nothing to open");
}

#[test]
fn people_are_searched_with_their_films_best_for_the_member_first() {
    let mut session = session(&files().0);
    import(&mut session, &["2026-01-01,Harbour Lights,1953,,5", "2026-01-02,Signal Lost,2013,,4"]);
    let found = session.search("vance");
    let vance = &found[0];
    assert_eq!(vance.who, Some((Role::Director, "Ada Vance".to_owned())), "before films that only sound like it");
    let stars = |film: FilmId| session.guess(film).expect("an estimate").card.predicted_stars;
    let unseen: Vec<_> = vance.films.iter().filter(|it| !it.is_seen).map(|it| stars(it.film.film)).collect();
    assert_eq!(vance.films.len(), 3);
    assert!(unseen.len() > 1 && unseen.is_sorted_by(|a, b| a >= b), "{unseen:?}");
    assert!(vance.films.iter().all(|it| it.opens));
    // A film of that name comes before anybody whose name only begins so.
    let found = session.search("orbit");
    assert_eq!(found[0].films[0].film.title, "Orbit");
    assert_eq!(session.search("xyzzy"), []);
}

/// The shelf may go by a few of the member's films: what is found knows them all.
#[test]
fn what_is_found_knows_what_the_files_say() {
    let mut session = session(&files().0);
    let row = "2026-01-01,Orbit,1968,,4.5";
    import(&mut session, &[row, "2026-01-02,Far Side,1979,,2"]);
    session.go_by(&Scope { latest: Some(1), ..Scope::default() });
    let first = |found: &[Found]| found[0].films[0].clone();
    let orbit = first(&session.search("orbit"));
    assert_eq!((orbit.film.rating, orbit.is_seen, orbit.is_wanted), (Stars::from_halves(9), true, false));
    session.remark(FilmId(3), Some(Says::Wanted), None, 1);
    let lights = first(&session.search("harbour"));
    assert_eq!((lights.film.rating, lights.is_seen, lights.is_wanted), (None, false, true));
}

#[test]
fn a_shelf_of_ones_own_is_kept_renamed_and_removed() {
    let (base, _) = files();
    let mut session = session(&base);
    import(&mut session, &ROWS);
    assert!(session.keep(true).is_some());
    let preset = |name: &str, view: &str| Preset { name: name.to_owned(), view: view.to_owned() };
    let keep = |before: Option<&str>, now: Option<Preset>| KeepPreset { before: before.map(str::to_owned), now };
    let report = session.keep_preset(keep(None, Some(preset("Rainy", "genres=War"))), 10);
    assert_eq!(report.presets, [preset("Rainy", "genres=War")]);
    let kept = session.keep(false).expect("it is to be remembered").ledger.expect("what was said");
    // Two tabs, each with one of its own.
    let mut other = Session::new(Bundle::decode(&base).expect("a bundle"));
    import(&mut other, &ROWS);
    other.keep_preset(keep(None, Some(preset("Long", "runtime_from=150"))), 11);
    let news = other.catch_up(Remembered { import: None, ledger: kept.clone() }).expect("news");
    assert_eq!(news.report.presets, [preset("Long", "runtime_from=150"), preset("Rainy", "genres=War")]);
    assert_eq!(other.catch_up(Remembered { import: None, ledger: kept }), None, "and no news again");
    let renamed = other.keep_preset(keep(Some("Rainy"), Some(preset("War", "genres=War"))), 12).presets;
    assert_eq!(renamed, [preset("Long", "runtime_from=150"), preset("War", "genres=War")]);
    let again = other.keep_preset(keep(Some("War"), Some(preset("War", "genres=War&variety=1"))), 13).presets;
    assert_eq!(again[1], preset("War", "genres=War&variety=1"), "the same name is the same shelf");
    assert_eq!(other.keep_preset(keep(Some("War"), None), 14).presets, [preset("Long", "runtime_from=150")]);
    // A backup brings them back, and what is gone stays gone.
    let Some(Ok(Backup(files, ledger))) = Backup::find(&other.backup()) else { panic!("a backup") };
    let back = session.restore(Remembered { import: Some(Chosen { import: files, at: 1 }), ledger }).expect("a member");
    assert_eq!(back.presets, [preset("Long", "runtime_from=150")]);
    // The made-up member has none.
    session.import(&ratings(&ROWS), false, None).expect("films");
    assert_eq!(session.keep_preset(keep(None, None), 15).presets, []);
}

/// The clock of whoever runs this says which year it is.
#[test]
fn the_shelf_can_go_by_this_year() {
    let mut session = session(&files().0);
    session.set_today(Day::from_date(2026, 11, 5).expect("a day"));
    import(&mut session, &["2026-01-01,Orbit,1968,,5", "2026-02-02,Far Side,1979,,4", "2019-01-02,The Letter,1945,,5"]);
    let guess = |session: &Session| session.shelf(&Request::default());
    let all = guess(&session);
    session.go_by(&Scope { period: Some(Period::ThisYear), ..Scope::default() });
    let of_this_year = guess(&session);
    assert_ne!(of_this_year.picks, all.picks);
    let seen = |shelf: &halfstar_core::Shelf| shelf.picks.iter().any(|pick| pick.film == FilmId(1));
    assert!(!seen(&of_this_year), "what was seen before stays off the shelf");
    // Next year it is another.
    session.set_today(Day::from_date(2027, 1, 1).expect("a day"));
    let next = guess(&session);
    assert_ne!(next.picks, of_this_year.picks);
    assert!(next.picks.iter().all(|pick| pick.speakers.is_empty()), "nothing counts yet");
}

/// What was said of a film that is not there yet is neither lost nor said of its namesake.
#[test]
fn what_is_remembered_waits_for_its_film() {
    let (base, details) = files();
    let mut first = session(&base);
    first.add_details(&details).expect("details");
    import(&mut first, &ROWS);
    first.remark(FilmId(13), Some(Says::Liked), None, 1);
    let told = first.correct("No Such Film".to_owned(), Some(1999), FilmId(14), 2);
    assert_eq!(told.said.len(), 1);
    let kept = first.backup();

    let mut next = session(&base);
    let report = next.restore(remembered(&kept)).expect("somebody");
    assert_eq!((report.said.len(), report.pending), (0, 2));
    assert_eq!(next.backup(), kept, "kept again as it was");
    let report = next.add_details(&details).expect("details").expect("news");
    assert_eq!(report.said[0].film.year, Some(1950), "not the Perihelion of 1997");
    assert_eq!((report.matched, report.unmatched.len()), (5, 0));
    assert_eq!(next.backup(), kept);

    // A later answer to the same question stands, though the first one's film comes after it.
    let mut other = session(&base);
    other.restore(remembered(&kept));
    other.correct("No Such Film".to_owned(), Some(1999), world::film("Vacuum"), 3);
    other.add_details(&details).expect("details");
    let ledger = remembered(&other.backup()).ledger;
    let meant: Vec<_> = ledger.corrections.iter().map(|known| known.film.title.as_str()).collect();
    assert_eq!(meant, ["Vacuum"]);
}

/// What is remembered is held to what a visit can have left, by a clock that can be right.
#[test]
fn days_to_come_and_rows_that_are_not_there_are_not_remembered() {
    let today = Day::from_date(2026, 11, 5).expect("a day");
    let later = |days: i32| Day(today.0 + days);
    let check = |clock: Option<Day>, day: Day, expected: Option<Day>| {
        let mut first = session(&files().0);
        import(&mut first, &ROWS);
        first.remark(FilmId(3), Some(Says::Liked), Some(day), 1);
        let shelf = first.shelf(&Request { limit: 1, ..Request::default() });
        first.note(&shelf, Some(day));
        let mut kept = remembered(&first.backup());
        let import = &mut kept.import.as_mut().expect("files").import;
        import.entries[0].day = Some(day);
        import.files[0].rows = u32::MAX;
        let mut next = session(&files().0);
        if let Some(clock) = clock {
            next.set_today(clock);
        }
        let report = next.restore(kept).expect("somebody");
        assert_eq!(report.files[0].rows, 5, "as many as there are");
        let Remembered { import, ledger } = remembered(&next.backup());
        let import = import.expect("files").import;
        let days = [import.entries[0].day, ledger.remarks[0].day, ledger.recommended[0].day];
        assert_eq!(days, [expected; 3], "{day:?} at {clock:?}");
        assert_eq!(import.entries[1].day, Day::from_date(2026, 1, 2), "the others are as they were");
    };
    check(Some(today), today, Some(today));
    // Whoever has come from where the day begins earlier.
    check(Some(today), later(1), Some(later(1)));
    check(Some(today), later(2), None);
    check(Some(today), Day::from_date(2199, 12, 31).expect("a day"), None);
    check(None, later(2), Some(later(2)));
    check(Some(Day(0)), today, Some(today));
}

/// What a backup brings back.
fn remembered(backup: &[u8]) -> Remembered {
    let Some(Ok(Backup(import, ledger))) = Backup::find(backup) else { panic!("a backup") };
    Remembered { import: Some(Chosen { import, at: 1 }), ledger }
}

fn said(report: &Report) -> Vec<(&str, Says)> {
    report.said.iter().map(|said| (said.film.title.as_str(), said.says)).collect()
}

/// One tab says something, another hears of it, and the other way round: both know all of it, whoever was first.
#[test]
fn what_another_tab_said_is_taken_up() {
    let (base, _) = files();
    let (mut here, mut there) = (session(&base), session(&base));
    import(&mut here, &ROWS[..2]);
    there.restore(remembered(&here.backup()));
    let says = |session: &mut Session, film: &str, says: Option<Says>, at: u64| {
        session.remark(world::film(film), says, None, at);
    };
    says(&mut here, "Vacuum", Some(Says::Dismissed), 10);
    says(&mut there, "The Letter", Some(Says::Dismissed), 11);
    says(&mut there, "Vacuum", Some(Says::Wanted), 9);
    let ledger = |session: &Session| Remembered { import: None, ..remembered(&session.backup()) };
    let news = here.catch_up(ledger(&there)).expect("news");
    assert_eq!(said(&news.report), [("The Letter", Says::Dismissed), ("Vacuum", Says::Dismissed)]);
    assert!(!news.is_another);
    assert_eq!(here.catch_up(ledger(&there)), None, "that is known by now");
    let news = there.catch_up(ledger(&here)).expect("news");
    assert_eq!(said(&news.report), [("The Letter", Says::Dismissed), ("Vacuum", Says::Dismissed)]);

    // What is taken back here is taken back there, and is not brought back by whoever still knew it.
    says(&mut here, "Vacuum", None, 12);
    assert_eq!(here.catch_up(ledger(&there)), None);
    assert_eq!(said(&there.catch_up(ledger(&here)).expect("news").report), [("The Letter", Says::Dismissed)]);
    assert_eq!(here.backup(), there.backup());

    // A correction, and what was recommended: the one changes what rows mean, of the other nothing is to be seen.
    here.correct("No Such Film".to_owned(), Some(1999), world::film("Vacuum"), 13);
    assert!(there.catch_up(ledger(&here)).is_some());
    here.note(&here.shelf(&Request { limit: 2, ..Request::default() }), None);
    assert_eq!(there.catch_up(ledger(&here)), None);
    assert_eq!(here.backup(), there.backup(), "but it is known");
}

#[test]
fn who_was_nobody_becomes_whom_another_tab_knows() {
    let (base, _) = files();
    let mut other = session(&base);
    other.remark(world::film("Vacuum"), Some(Says::Wanted), None, 5);
    let ledger = remembered(&other.backup()).ledger;
    let of_ledger = || Remembered { import: None, ledger: ledger.clone() };

    let mut nobody = session(&base);
    assert_eq!(nobody.catch_up(Remembered::default()), None);
    let news = nobody.catch_up(of_ledger()).expect("somebody");
    assert!(news.is_another && said(&news.report) == [("Vacuum", Says::Wanted)]);

    let mut looking_around = session(&base);
    looking_around.import(&ratings(&ROWS), false, None).expect("films");
    assert_eq!(looking_around.catch_up(of_ledger()), None);
    assert!(looking_around.keep(true).is_none(), "the made-up member is nobody's to remember");
}

/// Of the files that were chosen in two tabs the last chosen stand, whenever they are told of.
#[test]
fn files_chosen_elsewhere_are_taken_up_if_they_were_chosen_later() {
    let (base, _) = files();
    let mut here = session(&base);
    let chosen = |rows: &[&str], at: u64| Chosen { import: guest(rows), at };
    here.accept(chosen(&ROWS[..1], 20), true);
    let of_files = |rows: &[&str], at: u64| Remembered { import: Some(chosen(rows, at)), ..Remembered::default() };
    assert_eq!(here.catch_up(of_files(&LOVES, 19)), None);
    let news = here.catch_up(of_files(&LOVES, 21)).expect("other files");
    assert!(news.is_another);
    assert_eq!((news.report.films_rated, here.chosen()), (2, 21));
    assert_eq!(here.keep(true).and_then(|keep| keep.import), Some(chosen(&LOVES, 21)));
}

/// A backup adds to what is known: what was said after it was made stands, and a backup without files takes none away.
#[test]
fn a_backup_loses_nothing() {
    let (base, _) = files();
    let mut session = session(&base);
    session.remark(world::film("Vacuum"), Some(Says::Wanted), None, 5);
    let old = session.backup();
    session.remark(world::film("Vacuum"), Some(Says::Dismissed), None, 6);
    import(&mut session, &ROWS[..1]);
    let report = session.restore(remembered(&old)).expect("somebody");
    assert_eq!(said(&report), [("Vacuum", Says::Dismissed)]);
    assert_eq!(report.films_rated, 1);
}

/// Two exports read before the details: what is new in the second is told of every film in the end.
#[test]
fn exports_are_compared_again() {
    let (base, details) = files();
    let (mut early, mut late) = (session(&base), session(&base));
    late.add_details(&details).expect("details");
    let since = [&mut early, &mut late].map(|session| {
        import(session, &ROWS[..2]);
        import(session, &ROWS).since.map(|since| since.new_films.1)
    });
    assert_eq!(since, [Some(vec!["Far Side".to_owned()]), Some(vec!["Far Side".to_owned(), "Home Movie".to_owned()])]);
    let report = early.add_details(&details).expect("details").expect("news");
    assert_eq!(report.since.map(|since| since.new_films.1), since[1]);
}

#[test]
fn details_of_another_bundle_change_nothing() {
    let (base, _) = files();
    let (_, other) = world::bridged().encode(deflate);
    let mut session = session(&base);
    let before = import(&mut session, &ROWS);
    assert!(session.add_details(&other).is_err());
    assert_eq!(import(&mut session, &ROWS), before);
}

/// Somebody's ratings, read as the worker reads a guest's.
fn guest(rows: &[&str]) -> Import {
    read(&ratings(rows), None).expect("films")
}

fn guests(session: &Session) -> Vec<(u32, String, u32)> {
    session.guests().into_iter().map(|guest| (guest.id.0, guest.name, guest.rated)).collect()
}

const LOVES: [&str; 2] = ["2026-01-01,The Letter,1945,,5", "2026-01-02,Vacuum,1982,,1"];

#[test]
fn guests_join_for_a_night_and_are_told_apart() {
    let (base, _) = files();
    let mut session = session(&base);
    session.invite("anna".to_owned(), guest(&LOVES));
    assert_eq!(session.together(&Request::default(), Agreement::default()).cards, [], "nobody to join");
    import(&mut session, &ROWS);
    let request =
        Request { filters: Filters { include_low_quality: true, ..Filters::default() }, ..Request::default() };
    let night = session.together(&request, Agreement::default());
    assert_eq!(night.guests, session.guests());
    assert!(!night.cards.is_empty() && night.cards.iter().all(|card| card.members.len() == 2));
    let shown = |title: &str| night.cards.iter().any(|card| card.film.title == title);
    assert!(!shown("Orbit") && !shown("The Letter"), "somebody has seen it");
    let some = session.together(&request, Agreement { seen: Seen::SomeMay, ..Agreement::default() });
    assert_eq!(some.candidates, night.candidates + night.seen_by_some);
    let letter = some.cards.iter().find(|card| card.film.title == "The Letter").expect("marked, and let in");
    assert_eq!(letter.members.iter().map(|to| to.seen).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn a_guest_who_left_comes_back_to_their_place() {
    let (base, _) = files();
    let mut session = session(&base);
    for name in ["anna", "ben", "cleo"] {
        session.invite(name.to_owned(), guest(&LOVES));
    }
    session.rename(GuestId(2), "Benedikt".to_owned());
    session.leave(GuestId(2));
    session.leave(GuestId(2));
    let named = |names: &[(u32, &str)]| names.iter().map(|(id, name)| (*id, (*name).to_owned(), 2)).collect::<Vec<_>>();
    assert_eq!(guests(&session), named(&[(1, "anna"), (3, "cleo")]));
    session.bring_back();
    session.bring_back();
    assert_eq!(guests(&session), named(&[(1, "anna"), (2, "Benedikt"), (3, "cleo")]), "once");
    // Their number has been given away meanwhile.
    session.leave(GuestId(2));
    session.invite("dora".to_owned(), guest(&LOVES));
    session.bring_back();
    assert_eq!(guests(&session), named(&[(1, "anna"), (4, "Benedikt"), (3, "cleo"), (2, "dora")]));
    session.invite("emil".to_owned(), guest(&LOVES));
    assert!(!session.has_room());
    session.invite("fay".to_owned(), guest(&LOVES));
    assert_eq!(session.guests().len() + 1, MOST, "the seventh finds no room");
    session.leave(GuestId(1));
    session.invite("fay".to_owned(), guest(&LOVES));
    session.bring_back();
    assert_eq!(session.guests().len() + 1, MOST, "nor does who left");
}

/// A guest's films that only the details know count from when those arrive; they keep their number and their name.
#[test]
fn details_that_arrive_weigh_guests_anew() {
    let (base, details) = files();
    let (mut early, mut late) = (session(&base), session(&base));
    late.add_details(&details).expect("details");
    for session in [&mut early, &mut late] {
        import(session, &LOVES);
        session.invite("anna".to_owned(), guest(&ROWS[..1]));
        session.invite("ben".to_owned(), guest(&ROWS));
        session.leave(GuestId(1));
    }
    let counts = |session: &Session| session.guests().iter().map(|guest| guest.films).collect::<Vec<_>>();
    assert_eq!((counts(&early), counts(&late)), (vec![3], vec![4]));
    early.add_details(&details).expect("details");
    assert_eq!(guests(&early), guests(&late));
    let nights = [&early, &late].map(|session| session.together(&Request::default(), Agreement::default()));
    assert_eq!(nights[0], nights[1]);
    early.bring_back();
    assert_eq!(guests(&early).iter().map(|(id, ..)| *id).collect::<Vec<_>>(), [1, 2], "who has left is weighed too");
}

#[test]
fn no_more_titles_are_listed_than_anybody_reads() {
    let (base, details) = files();
    let mut session = session(&base);
    session.add_details(&details).expect("details");
    let rows: Vec<String> = (0..5_003).map(|place| format!("2026-01-01,No Such Film {place},1999,,3")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let report = import(&mut session, &rows);
    assert_eq!((report.rows, report.unmatched.len()), (5_003, 5_000));
    assert_eq!(report.warnings, [Warning::of_file("ratings.csv", FileProblem::NotListed, &["3"])]);
    assert_eq!(import(&mut session, &rows[..5_000]).warnings, []);
}

#[test]
fn the_report_says_what_was_understood_and_why_it_asks() {
    let (base, details) = files();
    let mut session = session(&base);
    assert_eq!(session.add_details(&details), Ok(None));
    let file =
        |name: &str, text: &str| DroppedFile { name: name.to_owned(), bytes: text.as_bytes().to_vec(), left_out: None };
    let account = "TMDb ID,Type,Name,Release Date,Rating,Your Rating,Date Rated\n\
        ,movie,Far Side,1979-05-06,7.1,8,2026-01-02\n\
        3,movie,Nothing Like It,1999-05-06,7.1,,2026-01-02\n";
    let watchlist = "Date,Name,Year,Letterboxd URI\n2026-01-02,Orbit,1968,\n";
    let report =
        session.import(&[file("ratings.csv", account), file("watchlist.csv", watchlist)], true, None).expect("films");
    let [ratings, wanted] = &report.files[..] else { panic!("two files: {:?}", report.files) };
    assert_eq!(ratings.states, [(EntryKind::Rating, 1), (EntryKind::Watched, 1)]);
    let column = ratings.ratings.as_ref().map(|column| (column.name.as_str(), column.of));
    assert_eq!(column, Some(("Your Rating", 10)));
    assert_eq!((&wanted.states[..], &wanted.ratings), (&[(EntryKind::Watchlist, 1)][..], &None));
    let [row] = &report.ambiguous[..] else { panic!("one question: {:?}", report.ambiguous) };
    assert_eq!(row.title, "Nothing Like It");
    assert_eq!(row.doubt, Some(Doubt::Number(Service::Tmdb, Some(row.candidates[0].film))));
}

/// Cards, sheets and nights say how a film stands to the others of its series; what was seen on the page counts at once.
#[test]
fn a_series_begins_with_its_first_part() {
    let mut bundle = world::bundle();
    let parts = ["Orbit", "Vacuum"].map(world::film);
    bundle.series = Series::new(&[(parts[0], None), (parts[1], Some(parts[0]))]).expect("a series");
    let mut session = session(&bundle.encode(deflate).0);
    session.import(&ratings(&["2024-01-01,Far Side,1979,,5"]), true, None).expect("an import");
    let request = Request { limit: 600, ..Request::default() };
    let shown = |session: &Session| {
        let cards = session.view(session.shelf(&request), &request.filters).cards;
        parts.map(|film| cards.iter().find(|card| card.film == film).map(|card| card.part_of.clone()))
    };
    let [first, later] = shown(&session);
    let says = first.flatten().expect("a line on the first part's card");
    assert!(["Start here, then watch Vacuum", "First of a series, before Vacuum"].contains(&says.as_str()), "{says}");
    assert_eq!(later, None, "the later part waits");
    let sheet = |session: &Session, film| session.film(film, &request).expect("a film");
    assert_eq!(sheet(&session, parts[1]).card.part_of.as_deref(), Some("Watch Orbit first"));
    assert!(sheet(&session, world::film("Far Side")).similar.iter().all(|film| film.film != parts[1]));

    let night = session.together(&request, Agreement::default());
    let card = night.cards.iter().find(|card| card.film.film == parts[0]).expect("the first part");
    assert!(card.part_of.is_some() && night.cards.iter().all(|card| card.film.film != parts[1]));

    session.remark(parts[0], Some(Says::Seen), None, 1);
    assert_eq!(shown(&session), [None, Some(None)]);
}

/// What lies beside an export counts once the member says so, and the answer goes with the files.
#[test]
fn a_stray_file_is_asked_about_and_the_answer_is_kept() {
    let (base, details) = files();
    let mut session = session(&base);
    session.add_details(&details).expect("details");
    let stray = DroppedFile {
        name: "letterboxd_community.csv".to_owned(),
        bytes: b"Title,Year,Average Rating,Votes\nOrbit,1968,4.1,900\nNo Such Film,1974,3.0,80\n".to_vec(),
        left_out: None,
    };
    let dropped = [ratings(&["2024-01-01,Far Side,1979,,5"]).remove(0), stray];
    let asked = session.import(&dropped, true, None).expect("an import");
    assert_eq!((asked.films_seen, asked.rows, asked.matched), (1, 1, 1), "as if it were not there");
    assert!(asked.unmatched.is_empty() && asked.files.len() == 1 && asked.lists.is_empty());
    let problems = |report: &Report| report.warnings.iter().map(|warning| warning.problem).collect::<Vec<_>>();
    assert_eq!(problems(&asked), [FileProblem::StrayFile]);
    let kept = |session: &mut Session| session.keep(true).and_then(|keep| keep.import).expect("files to keep");

    let seen = session.count_file("letterboxd_community.csv", true, 7);
    assert_eq!((seen.films_seen, seen.rows, seen.unmatched.len()), (2, 3, 1));
    assert_eq!(problems(&seen), []);
    let remembered = kept(&mut session);
    assert_eq!((remembered.at, remembered.import.waiting()), (7, vec![false; 2]));

    session.import(&dropped, true, None).expect("an import");
    let left = session.count_file("letterboxd_community.csv", false, 8);
    assert_eq!((left.films_seen, left.rows), (1, 1));
    assert_eq!(problems(&left), []);
    assert_eq!(kept(&mut session).import.entries.len(), 1);
}
