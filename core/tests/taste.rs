//! Entries → taste: who wins where rows disagree, and what each kind of evidence is worth.

use halfstar_core::film::{Catalogue, FilmId, Stars};
use halfstar_core::import::{Day, Entry, EntryKind};
use halfstar_core::matching::{How, Matching, Outcome};
use halfstar_core::taste::{Lists, Period, Scope, Statement, Taste, merge};
use halfstar_core::tuning::Tuning;
use std::collections::BTreeMap;

const FILM: FilmId = FilmId(3);

fn entry(kind: EntryKind, stars: Option<f32>, day: i32, rewatch: bool) -> Entry {
    Entry {
        kind,
        line: 2,
        title: "Harbour Lights".into(),
        year: Some(1953),
        rating: stars.and_then(Stars::from_stars),
        rewatch,
        day: Some(Day(day)),
        ..Entry::default()
    }
}

fn merged(entries: &[Entry]) -> Statement {
    let outcomes = entries.iter().map(|_| Outcome::Film(FILM, How::TitleAndYear)).collect();
    merge(entries, &Matching { outcomes })[&FILM]
}

#[test]
fn the_rating_file_stands_over_the_diary() {
    let statement = merged(&[
        entry(EntryKind::Diary, Some(2.0), 30, false),
        entry(EntryKind::Rating, Some(4.0), 10, false),
        entry(EntryKind::Diary, Some(1.0), 40, true),
    ]);
    assert_eq!(statement.rating, Stars::from_stars(4.0));
    assert!(statement.seen && statement.treasured);
    assert_eq!(statement.day, Some(Day(40)));
}

#[test]
fn without_the_rating_file_the_latest_rated_diary_row_stands() {
    let rows = [
        entry(EntryKind::Diary, Some(4.5), 30, false),
        entry(EntryKind::Diary, Some(2.0), 10, false),
        entry(EntryKind::Diary, None, 50, false),
    ];
    assert_eq!(merged(&rows).rating, Stars::from_stars(4.5));
    assert!(merged(&rows).treasured, "seen on different days is seen again");
    assert!(!merged(&rows[..1]).treasured);
}

#[test]
fn the_watchlist_alone_is_not_seen() {
    let statement = merged(&[entry(EntryKind::Watchlist, None, 5, false)]);
    assert!(statement.wanted && !statement.seen);
    let statement = merged(&[entry(EntryKind::Watchlist, None, 5, false), entry(EntryKind::Like, None, 6, false)]);
    assert!(statement.wanted && statement.seen && statement.liked);
}

#[test]
fn unmatched_rows_say_nothing() {
    let entries = [(); 2].map(|()| entry(EntryKind::Rating, Some(5.0), 1, false));
    let outcomes = vec![Outcome::Unknown, Outcome::Ambiguous(vec![FILM, FilmId(4)])];
    assert!(merge(&entries, &Matching { outcomes }).is_empty());
}

#[test]
fn evidence_is_ordered_as_people_mean_it() {
    let tuning = Tuning::default();
    let seen = Statement { seen: true, ..Statement::default() };
    let rated = |stars: f32| Statement { rating: Stars::from_stars(stars), ..seen };
    let levels: Vec<f32> = [
        rated(1.0),
        seen,
        rated(3.0),
        Statement { liked: true, ..seen },
        rated(5.0),
        Statement { liked: true, treasured: true, ..rated(5.0) },
    ]
    .into_iter()
    .map(|statement| Taste::new(&[(FILM, statement)].into(), &tuning).evidence[0].level)
    .collect();
    assert!(levels.is_sorted_by(|a, b| a < b), "{levels:?}");
}

#[test]
fn a_mean_of_few_ratings_stays_near_the_typical() {
    let tuning = Tuning { typical_mean: 3.5, mean_prior: 5.0, ..Tuning::default() };
    let rated = |n: u32| {
        (0..n).map(|film| {
            (FilmId(film), Statement { rating: Stars::from_stars(5.0), seen: true, ..Statement::default() })
        })
    };
    assert!((Taste::new(&rated(1).collect(), &tuning).mean - 3.75).abs() < 1e-6);
    assert!(Taste::new(&rated(500).collect(), &tuning).mean > 4.98);
}

#[test]
fn older_evidence_counts_less_but_counts() {
    let tuning = Tuning { half_life: 100.0, oldest: 0.8, ..Tuning::default() };
    let on = |day: i32| Statement {
        rating: Stars::from_stars(4.0),
        seen: true,
        day: Some(Day(day)),
        ..Statement::default()
    };
    let taste = Taste::new(&[(FilmId(0), on(1000)), (FilmId(1), on(900)), (FilmId(2), on(-100_000))].into(), &tuning);
    let level = |film: usize| taste.evidence[film].level / taste.evidence[0].level;
    assert!((level(1) - 0.9).abs() < 1e-5);
    assert!((level(2) - 0.8).abs() < 1e-5);
}

#[test]
fn a_shifted_rating_is_read_between_levels() {
    let tuning = Tuning { relative: 0.5, typical_mean: 3.5, ..Tuning::default() };
    let four = Stars::from_stars(4.0).unwrap();
    let (strict, mild) = (tuning.level(four, 2.5), tuning.level(four, 4.5));
    assert!(strict > tuning.level(four, 3.5) && mild < tuning.level(four, 3.5));
    assert_eq!(tuning.level(four, 3.5), tuning.levels[7]);
}

#[test]
fn a_time_counts_from_its_first_day_on() {
    let on = |date: (i32, u32, u32)| Statement {
        seen: true,
        day: Day::from_date(date.0, date.1, date.2),
        ..Statement::default()
    };
    let statements: BTreeMap<FilmId, Statement> = [
        (FilmId(0), on((2026, 11, 28))),
        (FilmId(1), on((2026, 1, 1))),
        (FilmId(2), on((2025, 12, 31))),
        (FilmId(3), on((2025, 11, 28))),
        (FilmId(4), on((2025, 11, 27))),
        (FilmId(5), Statement { seen: true, ..Statement::default() }),
        // Rated long after it was last logged.
        (FilmId(6), Statement { rated_on: Day::from_date(2026, 2, 1), ..on((2019, 1, 1)) }),
    ]
    .into();
    let count = |period, today: Option<(i32, u32, u32)>| {
        let today = today.and_then(|(year, month, day)| Day::from_date(year, month, day));
        let scope = Scope { period, ..Scope::default() }.on(today);
        let taste = Taste::within(&statements, Lists::new(), &Catalogue::default(), &Tuning::default(), &scope);
        taste.evidence.iter().map(|evidence| evidence.film.0).collect::<Vec<_>>()
    };
    let today = Some((2026, 11, 28));
    assert_eq!(count(Some(Period::ThisYear), today), [0, 1, 6]);
    assert_eq!(count(Some(Period::TwelveMonths), today), [0, 1, 2, 3, 6]);
    assert_eq!(count(Some(Period::TwelveMonths), Some((2028, 2, 29))), [] as [u32; 0]);
    assert_eq!(count(None, today).len(), 7);
    assert_eq!(count(Some(Period::ThisYear), None).len(), 7, "nobody says which year it is");
}
