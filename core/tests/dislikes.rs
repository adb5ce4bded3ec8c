//! What a member would dislike, or disliked, on the committed bundle: where it comes, and what is not said of it.

mod real;

use halfstar_core::explain::Reason;
use halfstar_core::film::{FilmId, Stars};
use halfstar_core::filters::Filters;
use halfstar_core::opinions::Opinions;
use halfstar_core::predict;
use halfstar_core::recommend::{Pick, recommend};
use halfstar_core::request::Request;
use halfstar_core::taste::{Statement, Taste};
use halfstar_core::together::{Agreement, Rule, Seen, together};
use halfstar_core::{Bundle, Shelf};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A list is looked at so far.
const FIRST: usize = 20;
/// So many stars below their mean is a dislike.
const BELOW: f32 = 1.0;

fn bundle() -> &'static Bundle {
    static BUNDLE: OnceLock<Bundle> = OnceLock::new();
    BUNDLE.get_or_init(real::bundle)
}

fn taste(rated: &[(u32, u8)]) -> Taste {
    let said = rated.iter().map(|&(film, halves)| {
        (FilmId(film), Statement { rating: Stars::from_halves(halves), seen: true, ..Statement::default() })
    });
    Taste::new(&said.collect::<BTreeMap<_, _>>(), &bundle().tuning)
}

fn named(title: &str, year: u16) -> u32 {
    let catalogue = &bundle().catalogue;
    let is_it = |film: &FilmId| catalogue.title(*film) == title && catalogue.year(*film) == Some(year);
    catalogue.films().take(catalogue.pool()).find(is_it).unwrap_or_else(|| panic!("{title} is in the pool")).0
}

/// Somebody who rates films of the better-known half, some of them low.
fn member() -> impl Strategy<Value = Vec<(u32, u8)>> {
    prop::collection::btree_map(0u32..6000, 1u8..=10, 3..60).prop_map(|rated| rated.into_iter().collect())
}

fn films_named(pick: &Pick) -> impl Iterator<Item = FilmId> {
    let films = pick.reasons.iter().flat_map(|reason| match reason {
        Reason::Loved { films } | Reason::Alike { films } => films.as_slice(),
        _ => &[],
    });
    films.map(|yours| yours.film)
}

fn check(taste: &Taste, shelf: &Shelf) -> Result<(), TestCaseError> {
    for pick in shelf.picks.iter().take(FIRST) {
        prop_assert!(pick.predicted_stars >= taste.mean - BELOW, "{pick:?}");
    }
    for pick in &shelf.picks {
        for film in films_named(pick) {
            let rating = taste.evidence_of(film).and_then(|evidence| evidence.rating);
            prop_assert!(rating.is_none_or(|rating| rating >= Stars::THREE), "named as praise: {pick:?}");
        }
        for share in pick.speakers.iter().filter(|share| share.amount > 0.0) {
            prop_assert!(!taste.disliked(share.film), "speaks for it: {pick:?}");
        }
        let sum: f32 = pick.contributions.iter().map(|added| added.amount).sum();
        prop_assert!((sum - pick.reserve - pick.score).abs() < 1e-3 * (1.0 + pick.reserve), "{pick:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_would_be_disliked_is_not_among_the_first(rated in member(), variety in 0f32..1.0) {
        let taste = taste(&rated);
        check(&taste, &recommend(bundle(), &taste, &Request { variety, ..Request::default() }))?;
    }

    /// In a night it comes behind all that nobody would dislike.
    #[test]
    fn a_dislike_is_a_veto(one in member(), other in member(), least_misery: bool, seen: bool) {
        let tastes = [taste(&one), taste(&other)];
        let rule = if least_misery { Rule::LeastMisery } else { Rule::Average };
        let seen = if seen { Seen::SomeMay } else { Seen::Nobody };
        let request = Request { limit: 100, ..Request::default() };
        let night = together(bundle(), &tastes, &request, Agreement { rule, seen });
        let is_vetoed = |film: FilmId| tastes.iter().any(|taste| {
            let is_rated = taste.evidence_of(film).is_some_and(|evidence| evidence.rating.is_some());
            let opinions = Opinions::of(bundle(), taste);
            if is_rated { taste.disliked(film) } else { predict::is_disliked(bundle(), taste, &opinions, film) }
        });
        // A night of a hundred films has none of them while there are others.
        let vetoed = night.films.iter().filter(|proposal| is_vetoed(proposal.film)).count();
        prop_assert!(vetoed == 0 || night.candidates as usize <= 100 + vetoed, "{vetoed} of {}", night.candidates);
    }
}

/// Half a star for *Dune* led to *Dune: Part Two* on top, with 1.2 stars predicted.
#[test]
fn a_film_hated_speaks_against_its_sequel() {
    let loved = [("Past Lives", 2023), ("Aftersun", 2022), ("Portrait of a Lady on Fire", 2019), ("Lady Bird", 2017)];
    let rated = |dune: u8| -> Vec<(u32, u8)> {
        let hated = [("Dune", 2021, dune), ("Blade Runner 2049", 2017, 2), ("Interstellar", 2014, 2)];
        let loved = loved.map(|(title, year)| (named(title, year), 9));
        loved.into_iter().chain(hated.map(|(title, year, halves)| (named(title, year), halves))).collect()
    };
    let sequel = FilmId(named("Dune: Part Two", 2024));
    let request = Request {
        limit: 600,
        filters: Filters { include_low_quality: true, ..Filters::default() },
        ..Request::default()
    };
    let place = |dune| {
        let shelf = recommend(bundle(), &taste(&rated(dune)), &request);
        shelf.picks.iter().position(|pick| pick.film == sequel).unwrap_or(usize::MAX)
    };
    let (hated, liked) = (place(1), place(9));
    assert!(hated >= FIRST, "it is number {}", hated + 1);
    assert!(liked < hated, "number {} where it was liked, {} where hated", liked + 1, hated + 1);
}

/// Where little else passes the filters, what would be disliked is shown all the same.
#[test]
fn what_is_asked_for_is_there() {
    let taste = taste(&[(named("Past Lives", 2023), 10), (named("Dune", 2021), 1)]);
    let everything = Filters { include_low_quality: true, include_series: true, ..Filters::default() };
    let request = Request { limit: 600, filters: everything, ..Request::default() };
    let shelf = recommend(bundle(), &taste, &request);
    let pool = bundle().catalogue.films().take(bundle().catalogue.pool());
    let later_parts =
        pool.filter(|film| bundle().series.earlier_unseen(*film, |part| taste.has_seen(part)).is_some()).count();
    let rest = bundle().catalogue.pool() - 2 - later_parts;
    assert_eq!(shelf.candidates as usize, rest, "nothing is left out but later parts of series");
}
