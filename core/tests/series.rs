//! Series in order: whatever the member has seen and asks for, no later part stands where an earlier one is unseen.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod world;

use halfstar_core::bounds::Number;
use halfstar_core::counterfactual::{Counterfactual, TasteSource};
use halfstar_core::facets::facets;
use halfstar_core::film::{FilmId, Stars};
use halfstar_core::filters::{FilterName, Filters, WatchlistFilter};
use halfstar_core::opinions::Opinions;
use halfstar_core::predict;
use halfstar_core::recommend::{pick, recommend};
use halfstar_core::request::Request;
use halfstar_core::series::{PartOf, Series};
use halfstar_core::signals::Weights;
use halfstar_core::similar::similar;
use halfstar_core::taste::{Scope, Statement, Taste};
use halfstar_core::together::{Agreement, Rule, Seen, together};
use halfstar_core::words::Translation;
use halfstar_core::{Bundle, Shelf};
use proptest::prelude::*;
use std::collections::BTreeMap;
use world::{film, taste};

const POOL: u32 = 12;

/// The small world with one series, its films in order.
fn with_series(titles: &[&str]) -> Bundle {
    let parts: Vec<FilmId> = titles.iter().map(|title| film(title)).collect();
    let before = std::iter::once(None).chain(parts.iter().copied().map(Some));
    let rows: Vec<_> = parts.iter().copied().zip(before).collect();
    of(Series::new(&rows).unwrap())
}

/// The small world with these series.
fn of(series: Series) -> Bundle {
    let mut bundle = world::bundle();
    bundle.series = series;
    bundle
}

fn by_score() -> Request {
    let filters = Filters { include_low_quality: true, ..Filters::default() };
    Request { weights: Weights::CLASSIC, variety: 0.0, filters, ..Request::default() }
}

fn films(shelf: &Shelf) -> Vec<FilmId> {
    shelf.picks.iter().map(|pick| pick.film).collect()
}

fn place(shelf: &Shelf, title: &str) -> Option<usize> {
    films(shelf).iter().position(|other| *other == film(title))
}

fn told(bundle: &Bundle, shelf: &Shelf, title: &str) -> Option<String> {
    let pick = shelf.picks.iter().find(|pick| pick.film == film(title)).unwrap();
    pick.part_of.map(|part_of| part_of.sentence(&bundle.catalogue, &Translation::default()))
}

#[test]
fn the_first_part_stands_where_the_later_would() {
    let plain = world::bundle();
    let member = |bundle: &Bundle| taste(bundle, &[("Orbit", 5.0), ("Far Side", 4.5)]);
    let before = recommend(&plain, &member(&plain), &by_score());
    let (last, first) = (before.picks[0].film, before.picks[4].film);
    let title = |film: FilmId| world::FILMS[film.index()].0;
    let bundle = with_series(&[title(first), title(last)]);
    let shelf = recommend(&bundle, &member(&bundle), &by_score());
    assert_eq!(films(&shelf)[0], first, "number 5 stands first, for the sake of number 1");
    assert_eq!(place(&shelf, title(last)), None);
    assert_eq!(shelf.candidates, before.candidates - 1);
    assert_eq!(shelf.left_out, before.left_out, "no filter keeps it away");
    assert_eq!(shelf.picks[0].score, before.picks[4].score, "a better place is no better score");
    assert_eq!(shelf.picks[0].part_of, Some(PartOf::StartFor(last)));
    assert_eq!(told(&bundle, &shelf, title(first)), Some(format!("Start here, then watch {}", title(last))));
    let opened = pick(&bundle, &member(&bundle), &Opinions::of(&bundle, &member(&bundle)), &by_score(), last).unwrap();
    let says = opened.part_of.unwrap().sentence(&bundle.catalogue, &Translation::default());
    assert_eq!(says, format!("Watch {} first", title(first)));

    // The other way round the first part stands better by itself.
    let bundle = with_series(&[title(last), title(first)]);
    let shelf = recommend(&bundle, &member(&bundle), &by_score());
    assert_eq!((films(&shelf)[0], place(&shelf, title(first))), (last, None));
    assert_eq!(told(&bundle, &shelf, title(last)), Some(format!("First of a series, before {}", title(first))));

    // Who has seen the first gets the later one, as if there were no series.
    let both = |bundle: &Bundle| taste(bundle, &[("Orbit", 5.0), ("Far Side", 4.5), (title(last), 4.0)]);
    assert_eq!(
        films(&recommend(&bundle, &both(&bundle), &by_score())),
        films(&recommend(&plain, &both(&plain), &by_score()))
    );
}

#[test]
fn the_earliest_unseen_part_comes_whatever_was_seen_since() {
    let bundle = with_series(&["Orbit", "Far Side", "Vacuum", "Perihelion"]);
    let shelf = |seen: &[(&str, f32)]| recommend(&bundle, &taste(&bundle, seen), &by_score());
    let there =
        |shelf: &Shelf| ["Orbit", "Far Side", "Vacuum", "Perihelion"].map(|title| place(shelf, title).is_some());
    assert_eq!(there(&shelf(&[("The Letter", 4.0)])), [true, false, false, false]);
    assert_eq!(there(&shelf(&[("Orbit", 4.0)])), [false, true, false, false]);
    assert_eq!(there(&shelf(&[("Far Side", 4.0)])), [true, false, false, false]);
    assert_eq!(there(&shelf(&[("Far Side", 4.0), ("Vacuum", 4.0), ("Perihelion", 4.0)])), [true, false, false, false]);
    assert_eq!(there(&shelf(&[("Orbit", 4.0), ("Vacuum", 4.0)])), [false, true, false, false]);
}

#[test]
fn a_first_part_that_does_not_pass_keeps_the_later_ones_out() {
    let bundle = with_series(&["Orbit", "Signal Lost"]);
    let member = taste(&bundle, &[("Far Side", 5.0)]);
    let shelf = |filters: Filters| recommend(&bundle, &member, &Request { filters, ..by_score() });
    let recent = shelf(Filters { year_from: Number::new(2000), ..Filters::default() });
    assert_eq!((place(&recent, "Orbit"), place(&recent, "Signal Lost")), (None, None));
    assert_eq!(films(&recent), [film("Wedding Weather")]);
    assert_eq!((recent.candidates, recent.left_out[FilterName::Year]), (1, 7), "it is counted in no filter");
    // Where the later part does not pass, it would have stood nowhere: the first has its own place.
    let old = shelf(Filters { year_to: Number::new(2000), ..Filters::default() });
    let pick = old.picks.iter().find(|pick| pick.film == film("Orbit")).unwrap();
    assert_eq!(pick.part_of, Some(PartOf::FirstBefore(film("Signal Lost"))));
}

#[test]
fn what_is_dismissed_keeps_the_later_ones_out() {
    let bundle = with_series(&["Orbit", "Vacuum"]);
    let said = |dismissed| {
        let seen = Statement { seen: true, rating: Stars::from_halves(9), ..Statement::default() };
        let statements = [(film("Far Side"), seen), (film("Orbit"), Statement { dismissed, ..Statement::default() })];
        recommend(&bundle, &Taste::new(&statements.into(), &bundle.tuning), &by_score())
    };
    assert!(place(&said(false), "Orbit").is_some() && place(&said(false), "Vacuum").is_none());
    assert!(place(&said(true), "Orbit").is_none() && place(&said(true), "Vacuum").is_none());
}

#[test]
fn a_part_disliked_speaks_against_the_later_ones() {
    let bundle = with_series(&["Orbit", "Vacuum", "Perihelion"]);
    let rated = |orbit: f32, vacuum: Option<f32>| {
        let seen = [("Far Side", 5.0), ("Signal Lost", 5.0), ("The Letter", 2.5), ("Orbit", orbit)];
        taste(&bundle, &seen.into_iter().chain(vacuum.map(|stars| ("Vacuum", stars))).collect::<Vec<_>>())
    };
    let shelf = |taste: &Taste| recommend(&bundle, taste, &by_score());
    let (hated, liked) = (rated(0.5, None), rated(4.5, None));
    assert_eq!(place(&shelf(&liked), "Vacuum"), Some(0));
    // Behind all else but what they would dislike too, not left out.
    let is_last = |taste: &Taste, title: &str| {
        let films = films(&shelf(taste));
        let behind = films.iter().skip_while(|other| **other != film(title));
        let opinions = Opinions::of(&bundle, taste);
        behind.clone().count() > 0
            && behind.into_iter().all(|film| predict::is_disliked(&bundle, taste, &opinions, *film))
    };
    assert!(is_last(&hated, "Vacuum") && !is_last(&liked, "Vacuum"));
    assert!(
        predict::stars(&bundle, &Opinions::of(&bundle, &hated), film("Vacuum")) > hated.mean - 1.0,
        "by its stars it is not"
    );
    let pick = shelf(&hated).picks.into_iter().find(|pick| pick.film == film("Vacuum")).unwrap();
    let words: Vec<_> =
        pick.reasons.iter().map(|reason| reason.sentence(&bundle.catalogue, &Translation::default())).collect();
    assert!(!words.iter().any(|words| words.contains("Orbit")), "{words:?}");
    assert!(pick.speakers.iter().all(|share| share.film != film("Orbit") || share.amount <= 0.0));
    // One that they liked since speaks louder.
    assert_eq!(place(&shelf(&rated(0.5, Some(5.0))), "Perihelion"), Some(0));
    assert!(is_last(&rated(5.0, Some(0.5)), "Perihelion"));
    // It stands in for nothing: the next part goes its own way.
    assert_ne!(shelf(&hated).picks[0].part_of, Some(PartOf::StartFor(film("Perihelion"))));
    // In a night it is a veto.
    let night = together(&bundle, &[hated, liked], &by_score(), Agreement::default());
    let free = night.films.iter().take_while(|proposal| proposal.film != film("Vacuum")).count();
    assert!(free >= 4 && free < night.films.len(), "{free}");
}

#[test]
fn a_night_begins_a_series_for_all() {
    let bundle = with_series(&["Orbit", "Vacuum"]);
    let (fan, newcomer) = (taste(&bundle, &[("Orbit", 5.0), ("Far Side", 5.0)]), taste(&bundle, &[("Far Side", 4.5)]));
    let night = |tastes: &[Taste], seen| {
        let agreement = Agreement { seen, ..Agreement::default() };
        let night = together(&bundle, tastes, &by_score(), agreement);
        ["Orbit", "Vacuum"].map(|title| night.films.iter().position(|proposal| proposal.film == film(title)))
    };
    let [orbit, vacuum] = night(&[fan.clone(), newcomer.clone()], Seen::Nobody);
    assert_eq!((orbit, vacuum), (None, None), "one of them has yet to see the first, and the other has seen it");
    let [orbit, vacuum] = night(&[fan.clone(), newcomer.clone()], Seen::SomeMay);
    assert!(orbit.is_some() && vacuum.is_none());
    assert!(night(&[fan.clone(), fan], Seen::Nobody)[1].is_some());
    let together = together(&bundle, &[newcomer.clone(), newcomer], &by_score(), Agreement::default());
    let orbit = together.films.iter().find(|proposal| proposal.film == film("Orbit")).unwrap();
    assert!(matches!(orbit.part_of, Some(PartOf::StartFor(_) | PartOf::FirstBefore(_))));
}

#[test]
fn similar_films_come_in_order() {
    let bundle = with_series(&["Orbit", "Vacuum", "Perihelion"]);
    let near = |title: &str, seen: &[(&str, f32)]| -> Vec<&str> {
        let near = similar(&bundle, &taste(&bundle, seen), film(title), 100);
        assert!(near.is_sorted_by(|a, b| a.1 >= b.1));
        near.into_iter().map(|(film, _)| world::FILMS[film.index()].0).collect()
    };
    let others = |near: &[&str]| ["Orbit", "Vacuum", "Perihelion"].map(|title| near.contains(&title));
    let far = near("Far Side", &[]);
    assert_eq!(others(&far), [true, false, false]);
    assert_eq!(others(&near("Far Side", &[("Orbit", 4.0)])), [true, true, false]);
    assert_eq!(others(&near("Orbit", &[])), [false, true, false], "the film itself is there to see");
    // As near as the nearest of those that it stands in for.
    assert_eq!(far[0], "Orbit");
}

/// Trees over the films of the small world.
fn some_series() -> impl Strategy<Value = Series> {
    let order = Just((0..POOL).map(FilmId).collect::<Vec<_>>()).prop_shuffle();
    (order, prop::collection::vec(0u8..4, POOL as usize), 0..=POOL as usize).prop_map(|(order, back, parts)| {
        let row = |(at, film): (usize, &FilmId)| {
            let before = at.checked_sub(usize::from(back[at])).filter(|before| *before < at);
            (*film, before.map(|before| order[before]))
        };
        Series::new(&order[..parts].iter().enumerate().map(row).collect::<Vec<_>>()).unwrap()
    })
}

fn some_statements() -> impl Strategy<Value = BTreeMap<FilmId, Statement>> {
    let said = (prop::option::of(1u8..=10), any::<bool>(), any::<bool>(), 0u8..8).prop_map(
        |(halves, liked, wanted, dismissed)| Statement {
            rating: halves.and_then(Stars::from_halves),
            seen: halves.is_some() || liked,
            liked,
            wanted,
            dismissed: dismissed == 0,
            ..Statement::default()
        },
    );
    prop::collection::btree_map((0..POOL).prop_map(FilmId), said, 0..9)
}

fn some_request() -> impl Strategy<Value = Request> {
    let variety = prop_oneof![Just(0.0f32), 0f32..=1.0];
    let years = (prop::option::of(1940u16..2025), prop::option::of(1940u16..2025));
    let weights = (0f32..1.0, 0f32..1.0, -1f32..1.0);
    let switches = (any::<[bool; 3]>(), prop::option::of(80u16..140));
    (variety, years, weights, switches, 0u8..4, 1u32..15).prop_map(
        |(variety, (from, to), (neighbours, content, popularity), ([low, fresh, genre], minutes), watchlist, limit)| {
            let filters = Filters {
                year_from: from.and_then(Number::new),
                year_to: to.and_then(Number::new),
                runtime_to: minutes.and_then(Number::new),
                include_low_quality: low,
                fresh,
                genres: if genre { vec!["Romance".to_owned()] } else { Vec::new() },
                watchlist: match watchlist {
                    0 => WatchlistFilter::Only,
                    1 => WatchlistFilter::Hide,
                    _ => WatchlistFilter::Any,
                },
                ..Filters::default()
            };
            let weights = Weights { neighbours, content, popularity, ..Weights::NONE };
            Request { weights, variety, filters, limit, ..Request::default() }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_shelf_skips_a_part(series in some_series(), said in some_statements(), request in some_request()) {
        let bundle = of(series);
        let plain = world::bundle();
        let taste = Taste::new(&said, &bundle.tuning);
        let shelf = recommend(&bundle, &taste, &request);
        for pick in &shelf.picks {
            for part in bundle.series.earlier(pick.film) {
                prop_assert!(taste.has_seen(part), "{:?} before {part:?}", pick.film);
            }
        }
        // As many as are counted, here and for the choices; and no filter counts what waits.
        let all = recommend(&bundle, &taste, &Request { limit: 600, ..request.clone() });
        prop_assert_eq!(all.picks.len(), all.candidates as usize);
        prop_assert_eq!(facets(&bundle, &taste, &request.filters).films, all.candidates);
        // Without series the same films pass, but for those that wait; each with the same score.
        let free = recommend(&plain, &taste, &Request { limit: 600, ..request.clone() });
        let waits = |film| bundle.series.earlier_unseen(film, |part| taste.has_seen(part)).is_some();
        let mut expected: Vec<_> = free.picks.iter().filter(|pick| !waits(pick.film)).map(|pick| (pick.film, pick.score.to_bits())).collect();
        let mut found: Vec<_> = all.picks.iter().map(|pick| (pick.film, pick.score.to_bits())).collect();
        expected.sort_unstable();
        found.sort_unstable();
        prop_assert_eq!(found, expected);
    }

    /// Nothing stands lower than it would without series, counting only what is there either way; and a film told as the
    /// beginning of another stands no lower than that would.
    #[test]
    fn the_better_place_is_inherited(series in some_series(), said in some_statements(), request in some_request()) {
        let request = Request { variety: 0.0, limit: 600, ..request };
        let (plain, bundle) = (world::bundle(), of(series));
        let taste = Taste::new(&said, &bundle.tuning);
        let (free, shelf) = (recommend(&plain, &taste, &request), recommend(&bundle, &taste, &request));
        for (at, pick) in shelf.picks.iter().enumerate() {
            let Some(PartOf::StartFor(later) | PartOf::WayTo(later)) = pick.part_of else { continue };
            let stood = free.picks.iter().position(|other| other.film == later).unwrap();
            // What was moved up itself may stand before it, and nothing else.
            let moved = shelf.picks[..at].iter().filter(|other| matches!(other.part_of, Some(PartOf::StartFor(_) | PartOf::WayTo(_)))).count();
            prop_assert!(at <= stood + moved, "{} instead of {stood}", at);
        }
    }

    #[test]
    fn no_night_skips_a_part(
        series in some_series(),
        said in prop::collection::vec(some_statements(), 1..4),
        request in some_request(),
        switches: [bool; 2],
    ) {
        let bundle = of(series);
        let tastes: Vec<_> = said.iter().map(|said| Taste::new(said, &bundle.tuning)).collect();
        let agreement = Agreement {
            rule: if switches[0] { Rule::Average } else { Rule::LeastMisery },
            seen: if switches[1] { Seen::SomeMay } else { Seen::Nobody },
        };
        let night = together(&bundle, &tastes, &request, agreement);
        for proposal in &night.films {
            for part in bundle.series.earlier(proposal.film) {
                prop_assert!(tastes.iter().all(|taste| taste.has_seen(part)), "{:?} before {part:?}", proposal.film);
            }
        }
        let all = together(&bundle, &tastes, &Request { limit: 600, ..request }, agreement);
        prop_assert_eq!(all.films.len(), all.candidates as usize);
    }

    #[test]
    fn no_list_of_similar_films_skips_a_part(series in some_series(), said in some_statements(), one in 0..POOL) {
        let bundle = of(series);
        let taste = Taste::new(&said, &bundle.tuning);
        let is_known = |film: FilmId| film == FilmId(one) || taste.has_seen(film);
        for (film, _) in similar(&bundle, &taste, FilmId(one), 100) {
            prop_assert!(is_known(film) || bundle.series.earlier(film).all(is_known), "{film:?} near {one}");
        }
    }

    /// A film's sheet says the place that it has on the shelf by score.
    #[test]
    fn places_agree_with_the_shelf(series in some_series(), said in some_statements(), request in some_request(), one in 0..POOL) {
        let bundle = of(series);
        let taste = Taste::new(&said, &bundle.tuning);
        let request = Request { variety: 0.0, limit: 600, ..request };
        let shelf = recommend(&bundle, &taste, &request);
        let member = TasteSource { taste: &taste, statements: &said, scope: &Scope::default() };
        let found = Counterfactual::of(&bundle, member, &request, FilmId(one), 2);
        let place = shelf.picks.iter().position(|pick| pick.film == FilmId(one)).map(|place| place as u32 + 1);
        prop_assert_eq!(found.place, place);
    }
}

/// A bundle whose series lie is refused, and one without knows none.
#[test]
fn series_travel_in_the_base_file() {
    let mut bundle = with_series(&["Orbit", "Vacuum", "Perihelion"]);
    let (base, _) = bundle.encode(halfstar_core::bundle::deflate);
    assert_eq!(Bundle::decode(&base).unwrap().series, bundle.series);
    let mut without = world::bundle();
    let (base, _) = without.encode(halfstar_core::bundle::deflate);
    assert!(Bundle::decode(&base).unwrap().series.is_empty());
    let outside = Series::new(&[(FilmId(3), None), (world::OUTSIDE, Some(FilmId(3)))]).unwrap();
    let (base, _) = of(outside).encode(halfstar_core::bundle::deflate);
    assert!(Bundle::decode(&base).is_err(), "it is behind the pool");
}
