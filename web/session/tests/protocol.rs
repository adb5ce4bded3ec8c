//! Every message comes back as it was sent.

use halfstar_core::Request;
use halfstar_core::bounds::Number;
use halfstar_core::estimate::Surety;
use halfstar_core::film::{FilmId, Stars};
use halfstar_core::filters::{FilterName, Filters, LeftOut, WatchlistFilter};
use halfstar_core::import::{Day, EntryKind, RatingColumn, Warning};
use halfstar_core::matching::{Doubt, How, Service};
use halfstar_core::remarks::Says;
use halfstar_core::request::{Contribution, Sort};
use halfstar_core::search::Role;
use halfstar_core::signals::{SignalName, Weights};
use halfstar_core::taste::Scope;
use halfstar_core::together::{Affinity, Agreement, Both};
use halfstar_core::tonight::Kind;
use halfstar_core::trial::{Part, Trial};
use halfstar_core::words::FileProblem;
use halfstar_core::year::{Sums, Year};
use halfstar_session::protocol::{
    AgainCard, Ask, BackUp, BackupFile, BundleSummary, Card, CatchUp, ChangeGuests, ComparePeople, CompareWithout,
    Correct, CountChoices, DescribeFilm, DetailsView, DrawMap, DrawPortrait, DroppedFile, EstimateView, Failure,
    FailureKind, Fared, FetchDetails, FileReport, FilmSummary, FindTogether, Found, FoundFilm, Guess, Guest,
    GuestChange, GuestId, ImportFiles, KeepPreset, LeaveOut, List, MapView, Message, News, OpenBundle, PROTOCOL,
    PairsView, Preset, Question, Recommend, Report, RequestId, Response, ReviewYear, RunTrial, Said, Search,
    SetLanguage, SetRemark, SetToday, ShelfView, Since, Streaming, SuggestNames, TallyView, Tonight, TonightCard,
    TonightView, Turn, UnmatchedRow, Unreadable, WatchAgain, YearView, decode_details, decode_reply, encode_details,
    encode_reply,
};
use serde::{Serialize, de::DeserializeOwned};
use std::fmt::Debug;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn questions() -> Vec<Question> {
    let filters = Filters {
        genres: vec!["Drama".to_owned()],
        year_from: Number::new(1950),
        runtime_to: Number::new(90),
        watchlist: WatchlistFilter::Hide,
        include_series: true,
        ..Filters::default()
    };
    let film = FilmId(7);
    vec![
        OpenBundle { manifest: "https://example.org/bundle/manifest.json".to_owned(), leave_out: LeaveOut::Files }
            .into(),
        SetLanguage { file: Some("Decimal = ,".to_owned()) }.into(),
        FetchDetails.into(),
        ImportFiles {
            files: vec![DroppedFile { name: "é.csv".to_owned(), bytes: vec![0, 255, 10], left_out: None }],
            remember: true,
            turn: Turn(3),
            chosen: 1_790_000_000_000,
        }
        .into(),
        ImportFiles { files: Vec::new(), remember: false, turn: Turn(u32::MAX), chosen: 0 }.into(),
        Correct { title: "Crash".to_owned(), year: Some(2004), film }.into(),
        Correct { title: String::new(), year: None, film: FilmId(u32::MAX) }.into(),
        Recommend { request: Request::default(), scope: Scope::default() }.into(),
        SetRemark { film, says: Some(Says::Dismissed) }.into(),
        KeepPreset { before: None, now: Some(preset()) }.into(),
        KeepPreset { before: Some("Rainy".to_owned()), now: None }.into(),
        Search { typed: "godfa".to_owned() }.into(),
        DescribeFilm { film, request: Request::default() }.into(),
        CompareWithout { film, request: Request::default() }.into(),
        CountChoices { filters: filters.clone() }.into(),
        SuggestNames { of: FilterName::Director, typed: "var".to_owned(), filters: filters.clone() }.into(),
        DrawPortrait.into(),
        DrawMap.into(),
        ReviewYear { year: Some(2025) }.into(),
        ReviewYear { year: None }.into(),
        ComparePeople.into(),
        ChangeGuests { change: GuestChange::Invite { files: Vec::new() } }.into(),
        ChangeGuests { change: GuestChange::Remove { guest: GuestId(2) } }.into(),
        ChangeGuests { change: GuestChange::BringBack }.into(),
        ChangeGuests { change: GuestChange::Rename { guest: GuestId(2), name: "Anna".to_owned() } }.into(),
        FindTogether { request: Request::default(), agreement: Agreement::default() }.into(),
        BackUp.into(),
        RunTrial { part: Part::all().last().expect("a part") }.into(),
        Recommend {
            request: Request {
                weights: Weights::CLASSIC,
                variety: 1.0,
                filters,
                sort: Sort::Newest,
                limit: 9,
                ..Request::default()
            },
            scope: Scope { latest: Some(50), ..Scope::default() },
        }
        .into(),
        CatchUp.into(),
        SetToday { day: Day(20_785) }.into(),
        Tonight { skip: None }.into(),
        Tonight { skip: Some(film) }.into(),
        WatchAgain.into(),
        Guess { film }.into(),
    ]
}

fn preset() -> Preset {
    Preset { name: "Rainy".to_owned(), view: "genres=War&by_latest=50".to_owned() }
}

/// A report, and a shelf, with something in every part.
fn views() -> (Report, ShelfView) {
    let row = UnmatchedRow {
        title: "Crash".to_owned(),
        is_numbered: false,
        year: None,
        file: "diary.csv".to_owned(),
        line: 3,
        kind: EntryKind::Diary,
        candidates: vec![FilmSummary {
            film: FilmId(1),
            title: "Crash".to_owned(),
            year: Some(1996),
            directors: vec!["David Cronenberg".to_owned()],
            genres: vec!["Drama".to_owned()],
            runtime: Some(100),
            poster: Some("def".to_owned()),
            rating: Some(Stars::THREE),
        }],
        doubt: Some(Doubt::Number(Service::Imdb, Some(FilmId(1)))),
    };
    let report = Report {
        matched_by: vec![(How::ImdbId, 7)],
        no_film: vec![row.clone()],
        lists: vec![List { name: "Best".to_owned(), films: 9 }],
        loved: row.candidates.clone(),
        starters: row.candidates.clone(),
        loved_genres: vec!["Drama".to_owned()],
        loved_decades: vec![1970, 2000],
        was_here: true,
        presets: vec![preset()],
        said: vec![Said { film: row.candidates[0].clone(), says: Says::Rated(Stars::THREE) }],
        since: Some(Since { new_films: (1, vec!["Ran".to_owned()]), new_ratings: (0, vec![]), removed: (0, vec![]) }),
        means: Some((1, 4.5, 4.25)),
        tally: Some(TallyView {
            shown: 12,
            since: Some("2026-10-03".to_owned()),
            seen: 4,
            rated: 3,
            mean: 4.1,
            best: Some(("Ran".to_owned(), Stars::THREE)),
        }),
        again: 7,
        fared: vec![Fared { title: "Ran".to_owned(), year: None, predicted: 4.2, rating: None, liked: true }],
        files: vec![FileReport {
            name: "ratings.csv".to_owned(),
            rows: 9,
            list: Some("Best".to_owned()),
            ratings: Some(RatingColumn { name: "Your Rating".to_owned(), of: 10 }),
            states: vec![(EntryKind::Rating, 9)],
        }],
        rows: 9,
        mean: 3.5,
        ambiguous: vec![row.clone()],
        unmatched: vec![row],
        warnings: vec![Warning { line: Some(2), ..Warning::of_file("x", FileProblem::NoYear, &["?"]) }],
        pending: 12,
        ..Report::default()
    };
    let card = Card {
        film: FilmId(3),
        title: "8½".to_owned(),
        year: Some(1963),
        directors: vec!["Federico Fellini".to_owned()],
        genres: Vec::new(),
        runtime: None,
        language: Some("it".to_owned()),
        letterboxd_id: Some(51_000),
        tmdb_id: None,
        imdb_id: Some(56_801),
        poster: Some("abc".to_owned()),
        services: vec!["Arte".to_owned()],
        predicted_stars: 4.25,
        likely_stars: Some([Stars::THREE, Stars::from_halves(10).expect("a rating")]),
        score: -0.5,
        contributions: vec![Contribution { signal: SignalName::Quality, amount: 0.1 }],
        reserve: 0.25,
        sentences: vec!["Because".to_owned()],
        speakers: vec![("Ran".to_owned(), -0.25)],
        on_watchlist: true,
        part_of: Some("See it before Otto e mezzo".to_owned()),
    };
    let left_out = LeftOut::from_iter([(FilterName::Genre, 1)]);
    let shelf = ShelfView {
        cards: vec![card],
        candidates: 9,
        left_out,
        brings_back: left_out,
        problems: vec!["there is no such genre".to_owned()],
        waits: true,
        learned: Weights::CLASSIC,
        milliseconds: 1.5,
    };
    (report, shelf)
}

fn responses() -> Vec<Response> {
    let kinds = [
        FailureKind::Bundle,
        FailureKind::Version,
        FailureKind::Import,
        FailureKind::Storage,
        FailureKind::Damaged,
        FailureKind::Protocol,
    ];
    let failures = kinds.map(|kind| Response::Failed(Failure { kind, message: "so".to_owned() }));
    let mut responses = vec![
        Response::Ready,
        Response::Progress { loaded: 1, total: 2 },
        Response::NotRemembered(Failure { kind: FailureKind::Storage, message: "full".to_owned() }),
        Response::Remembered { more: true },
        Response::Forgotten,
        Response::Restoring,
        Response::Details(vec![0, 255]),
        Response::Answer(vec![0, 255]),
    ];
    responses.extend(failures);
    responses
}

fn check<T: Serialize + DeserializeOwned + Clone + PartialEq + Debug>(bodies: Vec<T>) {
    for body in bodies {
        let message = Message { id: ID, body };
        let bytes = message.encode();
        assert_eq!(Message::decode(&bytes), Ok(message.clone()));

        for end in 0..bytes.len() {
            assert_eq!(Message::<T>::decode(&bytes[..end]), Err(Unreadable::Damaged), "{message:?} cut at {end}");
        }
        let mut newer = bytes.clone();
        newer[8..10].copy_from_slice(&(PROTOCOL + 1).to_le_bytes());
        assert_eq!(Message::<T>::decode(&newer), Err(Unreadable::OtherVersion));
    }
}

const ID: RequestId = RequestId(77);

#[test]
fn every_question_comes_back() {
    check(questions());
}

#[test]
fn every_response_comes_back() {
    check(responses());
}

/// The worker computes nothing for a number that no control can set.
#[test]
fn a_number_out_of_bounds_is_no_message() {
    let plain = Request::default;
    let weighing = |signal, weight| Request { weights: Weights::NONE.with(signal, weight), ..plain() };
    let check = |request: Request, scope: Scope, is_read: bool| {
        let body = Question::from(Recommend { request: request.clone(), scope: scope.clone() });
        let message = Message { id: RequestId(1), body };
        let read = Message::<Question>::decode(&message.encode());
        assert_eq!(read, if is_read { Ok(message) } else { Err(Unreadable::Damaged) }, "{request:?} {scope:?}");
    };
    for (limit, is_read) in [(0, false), (1, true), (600, true), (601, false), (u32::MAX, false)] {
        check(Request { limit, ..plain() }, Scope::default(), is_read);
    }
    for (variety, is_read) in [(0.0, true), (1.0, true), (1.01, false), (-0.1, false), (f32::NAN, false)] {
        check(Request { variety, ..plain() }, Scope::default(), is_read);
    }
    for (signal, weight, is_read) in [
        (SignalName::Content, 0.0, true),
        (SignalName::Content, 999.0, true),
        (SignalName::Content, -0.1, false),
        (SignalName::Content, f32::NAN, false),
        (SignalName::Quality, f32::INFINITY, false),
        (SignalName::Quality, 1e30, false),
        (SignalName::Popularity, -999.0, true),
        (SignalName::Popularity, -1000.0, false),
    ] {
        check(weighing(signal, weight), Scope::default(), is_read);
    }
    for (latest, is_read) in [(0, false), (1, true), (99_999, true), (100_000, false), (u32::MAX, false)] {
        check(plain(), Scope { latest: Some(latest), ..Scope::default() }, is_read);
    }
}

fn check_reply<A: Ask>(reply: A::Reply)
where
    A::Reply: PartialEq + Debug,
{
    let Response::Answer(bytes) = encode_reply::<A>(&reply) else { panic!("a reply is an answer") };
    for end in 0..bytes.len() {
        assert_eq!(decode_reply::<A>(&bytes[..end]), None, "{reply:?} cut at {end}");
    }
    assert_eq!(decode_reply::<A>(&[bytes.as_slice(), &[0]].concat()), None, "{reply:?} with something behind");
    assert_eq!(decode_reply::<A>(&bytes), Some(reply));
}

#[test]
fn replies_come_back_to_who_asked() {
    let (report, shelf) = views();
    let films = report.loved.clone();
    check_reply::<OpenBundle>(BundleSummary {
        films: 45_000,
        pool: 10_000,
        genres: vec!["Drama".to_owned()],
        years: (1902, 2026),
        starters: films.clone(),
        remembered: Some(report.clone()),
        told: Some(Failure { kind: FailureKind::Damaged, message: "damaged".to_owned() }),
        has_aside: true,
        left_out: true,
        sources: vec!["here".to_owned()],
        as_of: Some("2026-11-05".to_owned()),
    });
    let details = DetailsView {
        report: Some(report.clone()),
        streaming: Some(Streaming { country: "DE".to_owned(), as_of: "2026-11-05".to_owned() }),
    };
    let Response::Details(bytes) = encode_details(&details) else { panic!("they come by themselves") };
    assert_eq!(decode_details(&bytes), Some(details));
    let film = FoundFilm { film: films[0].clone(), opens: true, is_seen: false, is_wanted: true };
    let who = Some((Role::Actor, "Tilda Swinton".to_owned()));
    check_reply::<Search>(vec![Found { who: None, films: vec![film.clone()] }, Found { who, films: vec![film] }]);
    check_reply::<BackUp>(BackupFile { bytes: vec![0, 255] });
    check_reply::<RunTrial>(Trial { loved: 7, error: 0.5, ..Trial::default() });
    check_reply::<ImportFiles>(Some(report.clone()));
    check_reply::<ImportFiles>(None);
    check_reply::<CatchUp>(Some(News { report: report.clone(), is_another: true }));
    check_reply::<CatchUp>(None);
    check_reply::<SetToday>(Some(report.clone()));
    check_reply::<KeepPreset>(report.clone());
    check_reply::<Correct>(report);
    let card = shelf.cards[0].clone();
    let tonight = |kind| TonightCard { kind, card: card.clone(), is_seen: true, rating: Some(Stars::THREE) };
    check_reply::<Tonight>(TonightView { day: Day(20_785), cards: Kind::ALL.map(tonight).into() });
    check_reply::<WatchAgain>(vec![AgainCard { film: films[0].clone(), day: Some(Day(9)) }]);
    check_reply::<Guess>(Some(EstimateView {
        card: card.clone(),
        surety: Surety::Fair,
        own_ratings: 32,
        ratings: 19_192,
        is_seen: true,
        given: Some(Stars::THREE),
    }));
    check_reply::<Guess>(None);
    let named = Year {
        year: 2025,
        best: vec![(FilmId(3), Stars::THREE)],
        before: Some(Sums { viewings: 9, ..Sums::default() }),
        ..Year::default()
    };
    check_reply::<ReviewYear>(YearView { years: vec![2025, 2024], year: Some(named), films: films.clone(), pool: 12 });
    let affinity = Affinity {
        places: [0, 1],
        share: 0.7,
        shared: 12,
        loved: vec![Both { film: FilmId(1), ratings: [Stars::FOUR, Stars::FOUR] }],
        genres: vec!["Drama".to_owned()],
        ..Affinity::default()
    };
    check_reply::<ComparePeople>(PairsView {
        guests: vec![Guest { id: GuestId(1), name: "Anna".to_owned(), films: 9, rated: 3 }],
        pairs: vec![affinity],
        titles: vec![(FilmId(1), "Crash".to_owned(), Some(1996))],
    });
    check_reply::<DrawMap>(MapView {
        places: vec![[0, 255]],
        names: vec![("Drama".to_owned(), [9, 9])],
        own: vec![(FilmId(0), None)],
        titles: vec![(FilmId(0), "Crash".to_owned(), None)],
    });
    check_reply::<Recommend>(shelf);
    check_reply::<ChangeGuests>(vec![Guest { id: GuestId(1), name: "Anna".to_owned(), films: 9, rated: 3 }]);
}

#[test]
fn the_details_and_what_others_say_come_while_nobody_waits() {
    let unawaited: Vec<Question> = questions().into_iter().filter(|question| !question.is_awaited()).collect();
    let expected =
        [FetchDetails.into(), CatchUp.into(), SetToday { day: Day(20_785) }.into(), Tonight { skip: None }.into()];
    assert_eq!(unawaited, expected);
}
