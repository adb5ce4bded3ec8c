//! How long it takes to score the whole catalogue for a member: `cargo xtask bench --scoring` runs it natively and as
//! WebAssembly, so that both have the same constants.
//!
//! `scoring BASE_FILE`: a line for each number of films seen.
#![allow(clippy::print_stdout, reason = "printing is what it does")]

#[path = "../benches/member/mod.rs"]
mod member;

use halfstar_core::opinions::Opinions;
use halfstar_core::{Bundle, Request, recommend};
use member::member;
use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

const FILMS: [usize; 3] = [20, 300, 2000];
const ROUNDS: usize = 200;

fn main() -> Result<(), Box<dyn Error>> {
    let bundle = Bundle::decode(&std::fs::read(std::env::args().nth(1).ok_or("which base file?")?)?)?;
    for films in FILMS {
        let taste = member(&bundle, films);
        let (score, p90) = time(|| drop(black_box(Opinions::of(black_box(&bundle), &taste))));
        let (shelf, shelf_p90) = time(|| drop(black_box(recommend(black_box(&bundle), &taste, &Request::default()))));
        println!(
            "{films:>5} films: scored {score:.2} ms, p90 {p90:.2}; scored and shelved {shelf:.2} ms, p90 {shelf_p90:.2}"
        );
    }
    Ok(())
}

/// Median and 90th percentile in milliseconds, after a tenth of the rounds to warm up.
fn time(act: impl Fn()) -> (f64, f64) {
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
    (at(ROUNDS / 2), at(ROUNDS * 9 / 10))
}
