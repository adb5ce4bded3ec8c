//! What members are asked, on the committed bundle: which two films, and where one stands among theirs.

mod real;

use halfstar_core::comparisons::{self, Answer, Comparison};
use halfstar_core::elicit::{ENOUGH, next_duel, place};
use halfstar_core::film::{FilmId, Stars};
use halfstar_core::opinions::Opinions;
use halfstar_core::recommend::rank;
use halfstar_core::taste::{Statement, Taste};
use halfstar_core::{Bundle, Request};
use real::bundle;
use std::collections::BTreeMap;

fn known(bundle: &Bundle, ratings: &[(u32, u8)], said: &[Comparison]) -> (Taste, Opinions) {
    let rated = |&(film, halves): &(u32, u8)| {
        let statement = Statement { rating: Stars::from_halves(halves), seen: true, ..Statement::default() };
        (FilmId(film), statement)
    };
    let mut statements: BTreeMap<FilmId, Statement> = ratings.iter().map(rated).collect();
    comparisons::apply(&mut statements, said);
    let mut taste = Taste::new(&statements, &bundle.tuning);
    taste.compare(said);
    let opinions = Opinions::of(bundle, &taste);
    (taste, opinions)
}

fn ask(bundle: &Bundle, ratings: &[(u32, u8)], asked: &[Comparison]) -> Option<[FilmId; 2]> {
    let (taste, opinions) = known(bundle, ratings, asked);
    next_duel(bundle, &taste, &opinions, asked)
}

/// Twenty questions, answered in turn in every way there is.
#[test]
fn no_pair_comes_twice_and_what_was_not_seen_never_again() {
    let bundle = bundle();
    let mut asked: Vec<Comparison> = Vec::new();
    let mut unseen: Vec<FilmId> = Vec::new();
    for turn in 0..20 {
        let films = ask(&bundle, &[], &asked).expect("there are thousands of pairs");
        assert_ne!(films[0], films[1]);
        assert!(asked.iter().all(|known| !films.iter().all(|film| known.is_about(*film))), "{films:?} again");
        assert!(!films.iter().any(|film| unseen.contains(film)), "{films:?} of {unseen:?}");
        if let Some(last) = asked.last()
            && let Some([_, stays]) = last.unseen()
        {
            let place = |films: [FilmId; 2]| films.iter().position(|film| *film == stays);
            assert_eq!(place(films), place(last.films), "who stays, stays in place");
        }
        let answer = Answer::ALL[turn % Answer::ALL.len()];
        let comparison = Comparison { films, answer };
        unseen.extend(comparison.unseen().map(|[film, _]| film));
        asked.push(comparison);
    }
}

#[test]
fn who_has_told_of_films_is_asked_about_them() {
    let bundle = bundle();
    let ratings: Vec<(u32, u8)> = (0..400).map(|film| (film * 3, 4 + (film % 6) as u8)).collect();
    let films = ask(&bundle, &ratings, &[]).expect("a pair");
    assert!(films.iter().all(|film| ratings.iter().any(|(rated, _)| *rated == film.0)), "{films:?}");
}

#[test]
fn answers_move_the_shelf() {
    let bundle = bundle();
    let shelf = |said: &[Comparison]| {
        let (taste, opinions) = known(&bundle, &[], said);
        rank(&bundle, &taste, &opinions, &Request::default())
    };
    let first = ask(&bundle, &[], &[]).expect("a pair");
    let said = |answer| [Comparison { films: first, answer }];
    let [one, other, nothing] = [Answer::First, Answer::Second, Answer::Unknown].map(|answer| shelf(&said(answer)));
    assert!(one != other && nothing == shelf(&[]) && one != nothing);
}

/// Whatever else was said. That its lead grows in the rating model too, is tested there.
#[test]
fn a_win_never_lowers_the_winner() {
    let bundle = bundle();
    let ratings = [(3, 9), (8, 4)];
    let mut said: Vec<Comparison> = Vec::new();
    let mut before = known(&bundle, &ratings, &said);
    for turn in 0..60 {
        let films = [turn * 37 % 211, 211 + turn * 53 % 307].map(FilmId);
        said.push(Comparison { films, answer: Answer::First });
        let after = known(&bundle, &ratings, &said);
        let level = |(taste, _): &(Taste, Opinions)| taste.evidence_of(films[0]).map_or(0.0, |known| known.level);
        assert!(level(&after) >= level(&before), "turn {turn}: {} {}", level(&before), level(&after));
        before = after;
    }
}

/// Whoever answers as they rated is told their rating, within half a star, after a few questions.
#[test]
fn a_film_finds_its_place_among_rated_ones() {
    let bundle = bundle();
    let ratings: Vec<(u32, u8)> = (0..90).map(|film| (film * 5, 1 + (film * 7 % 10) as u8)).collect();
    let (taste, opinions) = known(&bundle, &ratings, &[]);
    for (film, halves) in [(11, 9), (23, 3), (501, 6), (802, 10), (907, 1)] {
        let film = FilmId(film);
        let mut said: Vec<Comparison> = Vec::new();
        let mut now = place(&bundle, &taste, &opinions, film, &said);
        while !now.is_done() {
            let other = now.next.expect("it is not done");
            assert!(other != film && said.iter().all(|known| !known.is_about(other)), "{other:?} again");
            let theirs = taste.evidence_of(other).and_then(|known| known.rating).expect("a rated film").halves();
            let answer = match halves.cmp(&theirs) {
                std::cmp::Ordering::Greater => Answer::First,
                std::cmp::Ordering::Less => Answer::Second,
                std::cmp::Ordering::Equal => Answer::Equal,
            };
            // Asked the other way round it is the same.
            said.push(if said.len().is_multiple_of(2) {
                Comparison { films: [film, other], answer }
            } else {
                Comparison { films: [other, film], answer: answer.turned() }
            });
            now = place(&bundle, &taste, &opinions, film, &said);
            assert_eq!(now.compared as usize, said.len());
        }
        let off = i32::from(now.stars.halves()) - i32::from(halves);
        assert!(off.abs() <= 1 && now.likely[1] - now.likely[0] < ENOUGH && said.len() <= 10, "{film:?}: {now:?}");
    }
    let nobody = known(&bundle, &[], &[]);
    let placed = place(&bundle, &nobody.0, &nobody.1, FilmId(11), &[]);
    assert!(placed.next.is_none() && placed.is_done(), "there is nothing to compare it with: {placed:?}");
}

/// The dial of surprises: the same draw is the same shelf, another is another, and at its least there is none.
#[test]
fn surprises_are_dealt_by_their_seed() {
    let bundle = bundle();
    let (taste, opinions) = known(&bundle, &[(3, 9), (8, 4), (120, 10)], &[]);
    let shelf = |surprise, seed| rank(&bundle, &taste, &opinions, &Request { surprise, seed, ..Request::default() });
    assert_eq!(shelf(0.0, 1), shelf(0.0, 2));
    assert_eq!(shelf(0.7, 1), shelf(0.7, 1));
    assert!(shelf(0.7, 1) != shelf(0.7, 2) && shelf(0.7, 1) != shelf(0.0, 1));
    let mut request = Request::default();
    request.deal_again();
    assert!(request.surprise > 0.0 && request.seed == 1);
    request.seed = 99_999;
    request.deal_again();
    assert_eq!(request.seed, 0);
}
