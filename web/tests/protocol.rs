//! Every message comes back as it was sent.

use halfstar_core::Request;
use halfstar_core::blend::Weights;
use halfstar_core::film::Stars;
use halfstar_core::filters::{FilterName, Filters, LeftOut, WatchlistFilter};
use halfstar_core::import::{EntryKind, SourceFile, Warning};
use halfstar_core::matching::How;
use halfstar_core::recommend::Contribution;
use halfstar_core::remarks::Says;
use halfstar_core::signals::SignalName;
use halfstar_core::taste::Scope;
use halfstar_core::trial::Trial;
use halfstar_web::protocol::{
    Ask, Candidate, Card, Dropped, Failure, FailureKind, Fared, List, Message, Opened, PROTOCOL, Reply, Report, Said,
    ShelfView, Since, Streaming, UnmatchedRow, Unreadable,
};
use serde::{Serialize, de::DeserializeOwned};
use std::fmt::Debug;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn asks() -> Vec<Ask> {
    let filters = Filters {
        genres: vec!["Drama".to_owned()],
        year_from: Some(1950),
        runtime_to: Some(90),
        watchlist: WatchlistFilter::Hide,
        include_series: true,
        ..Filters::default()
    };
    vec![
        Ask::Open { manifest: "https://example.org/bundle/manifest.json".to_owned() },
        Ask::Details,
        Ask::Import {
            files: vec![Dropped { name: "é.csv".to_owned(), bytes: vec![0, 255, 10], left_out: None }],
            remember: true,
        },
        Ask::Import { files: Vec::new(), remember: false },
        Ask::Correct { title: "Crash".to_owned(), year: Some(2004), film: 7 },
        Ask::Correct { title: String::new(), year: None, film: u32::MAX },
        Ask::Recommend { request: Request::default(), scope: Scope::default() },
        Ask::Remark { film: 7, says: Some(Says::Dismissed) },
        Ask::Search("godfa".to_owned()),
        Ask::Backup,
        Ask::Trial(4),
        Ask::Recommend {
            request: Request { weights: Weights::CLASSIC, variety: 1.0, filters, limit: 9 },
            scope: Scope { latest: Some(50), ..Scope::default() },
        },
        Ask::Forget,
    ]
}

fn replies() -> Vec<Reply> {
    let row = UnmatchedRow {
        title: "Crash".to_owned(),
        is_numbered: false,
        year: None,
        file: "diary.csv".to_owned(),
        line: 3,
        kind: EntryKind::Diary,
        candidates: vec![Candidate {
            film: 1,
            title: "Crash".to_owned(),
            year: Some(1996),
            directors: vec!["David Cronenberg".to_owned()],
            genres: vec!["Drama".to_owned()],
            runtime: Some(100),
            poster: Some("def".to_owned()),
            rating: Some(Stars::THREE),
        }],
    };
    let row_candidates = row.candidates.clone();
    let report = Report {
        matched_by: vec![(How::ImdbId, 7)],
        no_film: vec![row.clone()],
        lists: vec![List { name: "Best".to_owned(), films: 9 }],
        loved: row.candidates.clone(),
        loved_genres: vec!["Drama".to_owned()],
        loved_decades: vec![1970, 2000],
        was_here: true,
        said: vec![Said { film: row.candidates[0].clone(), says: Says::Rated(Stars::THREE) }],
        since: Some(Since { new_films: (1, vec!["Ran".to_owned()]), new_ratings: (0, vec![]), removed: (0, vec![]) }),
        means: Some((1, 4.5, 4.25)),
        fared: vec![Fared { title: "Ran".to_owned(), year: None, predicted: 4.2, rating: None, liked: true }],
        files: vec![SourceFile { name: "ratings.csv".to_owned(), rows: 9, list: Some("Best".to_owned()) }],
        rows: 9,
        mean: 3.5,
        ambiguous: vec![row.clone()],
        unmatched: vec![row],
        warnings: vec![Warning { file: "x".to_owned(), line: Some(2), message: "?".to_owned() }],
        pending: 12,
        not_remembered: Some("full".to_owned()),
        ..Report::default()
    };
    let opened = Opened {
        films: 45_000,
        pool: 10_000,
        genres: vec!["Drama".to_owned()],
        years: (1902, 2026),
        starters: row_candidates.clone(),
        remembered: Some(report.clone()),
        dropped: Some("damaged".to_owned()),
        sources: vec!["here".to_owned()],
    };
    let card = Card {
        film: 3,
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
        score: -0.5,
        contributions: vec![Contribution { signal: SignalName::Quality, amount: 0.1 }],
        sentences: vec!["Because".to_owned()],
        speakers: vec![("Ran".to_owned(), -0.25)],
        on_watchlist: true,
    };
    let left_out: LeftOut = [(FilterName::Genre, 1)].into_iter().collect();
    let failure = |kind| Reply::Failed(Failure { kind, message: "so".to_owned() });
    vec![
        Reply::Hello,
        Reply::Progress { loaded: 1, total: 2 },
        Reply::Opened(opened),
        Reply::Detailed {
            report: None,
            streaming: Some(Streaming { country: "DE".to_owned(), as_of: "2026-11-05".to_owned() }),
        },
        Reply::Found(row_candidates),
        Reply::Backup(vec![0, 255]),
        Reply::Trial(Trial { loved: 7, error: 0.5, ..Trial::default() }),
        Reply::Imported(report),
        Reply::NotRemembered("full".to_owned()),
        Reply::Shelf(ShelfView {
            cards: vec![card],
            candidates: 9,
            left_out,
            problems: vec!["Genres: “Noir” is not known here.".to_owned()],
            waits: true,
            learned: Weights::CLASSIC,
            milliseconds: 1.5,
        }),
        Reply::Forgotten,
        failure(FailureKind::Bundle),
        failure(FailureKind::Version),
        failure(FailureKind::Import),
        failure(FailureKind::Storage),
        failure(FailureKind::Protocol),
    ]
}

fn check<T: Serialize + DeserializeOwned + Clone + PartialEq + Debug>(bodies: Vec<T>) {
    for body in bodies {
        let message = Message { id: 77, body };
        let bytes = message.encode();
        assert_eq!(Message::decode(&bytes), Ok(message.clone()));

        for end in 0..bytes.len() {
            let id = if end < 8 { 0 } else { 77 };
            assert_eq!(
                Message::<T>::decode(&bytes[..end]),
                Err(Unreadable::Damaged { id }),
                "{message:?} cut at {end}"
            );
        }
        let mut newer = bytes.clone();
        newer[..4].copy_from_slice(&(PROTOCOL + 1).to_le_bytes());
        assert_eq!(Message::<T>::decode(&newer), Err(Unreadable::OtherVersion { id: 77 }));
    }
}

#[test]
fn every_ask_comes_back() {
    check(asks());
}

#[test]
fn every_reply_comes_back() {
    check(replies());
}
