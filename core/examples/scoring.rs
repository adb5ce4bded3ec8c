//! How long it takes to score the whole catalogue for a member, to solve the rating model for them, and to answer a keystroke
//! of the search: `cargo xtask bench --scoring` runs it natively and as WebAssembly, so that both have the same constants.
//!
//! `scoring BASE_FILE DETAILS_FILE [--json]`: a line for each number of films seen, one for the rating model, and one for the
//! search.
#![allow(clippy::print_stdout, reason = "printing is what it does")]

#[path = "../benches/member/mod.rs"]
mod member;
#[path = "../benches/queries/mod.rs"]
mod queries;

use halfstar_core::evidence::Known;
use halfstar_core::opinions::Opinions;
use halfstar_core::search::SearchIndex;
use halfstar_core::{Bundle, Request, recommend};
use member::member;
use queries::QUERIES;
use serde_json::{Value, json};
use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

const FILMS: [usize; 3] = [20, 300, 2000];
const ROUNDS: usize = 200;
/// Milliseconds at most for scoring in WebAssembly, as for a turned dial.
const MOST: f64 = 8.0;

/// The member for whom the rating model is solved has rated so many films; it is part of scoring, and may take so many
/// milliseconds of it.
const RATED: usize = 1500;
const MOST_SOLVED: f64 = 2.0;

/// Milliseconds.
struct Span {
    median: f64,
    p90: f64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [base, details, rest @ ..] = &arguments[..] else { return Err("which base file, which details file?".into()) };
    let mut bundle = Bundle::decode(&std::fs::read(base)?)?;
    let members = FILMS.map(|films| {
        let taste = member(&bundle, films);
        let scored = time(|| drop(black_box(Opinions::of(black_box(&bundle), &taste))));
        let shelved = time(|| drop(black_box(recommend(black_box(&bundle), &taste, &Request::default()))));
        (films, scored, shelved)
    });
    let evidence = member(&bundle, RATED).evidence;
    let solved = time(|| {
        black_box(Known::new(black_box(&evidence), &[]).posterior(&bundle.models.factors).ratings());
    });
    bundle.add_details(&std::fs::read(details)?)?;
    let index = SearchIndex::new(&bundle.catalogue);
    let typed =
        QUERIES.map(|query| time(|| drop(black_box(index.search(&bundle.catalogue, black_box(query), 8)))).median);
    let (fastest, slowest) =
        typed.iter().fold((f64::MAX, 0.0), |(low, high): (f64, f64), &ms| (low.min(ms), high.max(ms)));

    if rest.iter().any(|argument| argument == "--json") {
        let members: Vec<Value> = members
            .iter()
            .map(|(films, scored, shelved)| json!({ "films": films, "scored": scored.median, "shelved": shelved.median }))
            .collect();
        let solved = json!({ "films": RATED, "median": solved.median, "most": MOST_SOLVED });
        println!("{}", json!({ "members": members, "most": MOST, "solved": solved, "keystroke": [fastest, slowest] }));
        return Ok(());
    }
    for (films, scored, shelved) in members {
        println!(
            "{films:>5} films: scored {:.2} ms, p90 {:.2}, at most {MOST} ms; scored and shelved {:.2} ms, p90 {:.2}",
            scored.median, scored.p90, shelved.median, shelved.p90
        );
    }
    println!(
        "{RATED:>5} ratings: the rating model solved in {:.2} ms, p90 {:.2}, at most {MOST_SOLVED} ms",
        solved.median, solved.p90
    );
    println!("one keystroke in the search: {fastest:.2} to {slowest:.2} ms, the medians of {} queries", QUERIES.len());
    Ok(())
}

/// After a tenth of the rounds to warm up.
fn time(act: impl Fn()) -> Span {
    (0..ROUNDS / 10).for_each(|_| act());
    let mut spans: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            act();
            start.elapsed()
        })
        .collect();
    spans.sort_unstable();
    let at = |place: usize| spans[place].as_secs_f64() * 1000.0;
    Span { median: at(ROUNDS / 2), p90: at(ROUNDS * 9 / 10) }
}
