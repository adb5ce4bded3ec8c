//! Places without one film are those of a shelf recommended without it.

mod world;

use halfstar_core::bounds::Number;
use halfstar_core::counterfactual::{Counterfactual, TasteSource};
use halfstar_core::film::{FilmId, Stars};
use halfstar_core::filters::Filters;
use halfstar_core::import::Day;
use halfstar_core::taste::{Scope, Statement, Taste};
use halfstar_core::{Bundle, Request, recommend};
use proptest::prelude::*;
use std::collections::BTreeMap;
use world::film;

type Statements = BTreeMap<FilmId, Statement>;

fn understand(bundle: &Bundle, statements: &Statements, scope: &Scope) -> Taste {
    Taste::within(statements, Vec::new(), &bundle.catalogue, &bundle.tuning, scope)
}

/// The place by hand: on a shelf recommended from scratch, the film taken away skipped over.
fn by_hand(
    bundle: &Bundle,
    statements: &Statements,
    scope: &Scope,
    request: &Request,
    film: FilmId,
    gone: Option<FilmId>,
) -> Option<u32> {
    let mut statements = statements.clone();
    gone.map(|gone| statements.remove(&gone));
    let taste = understand(bundle, &statements, scope);
    let shelf = recommend(bundle, &taste, &Request { limit: 100, ..request.clone() });
    let films = shelf.picks.iter().map(|pick| pick.film).filter(|&film| Some(film) != gone);
    films.zip(1..).find(|(other, _)| *other == film).map(|(_, place)| place)
}

fn rated(halves: u8) -> Statement {
    Statement { rating: Stars::from_halves(halves), seen: true, ..Statement::default() }
}

#[test]
fn a_film_falls_without_the_one_that_speaks_for_it() {
    let bundle = world::bundle();
    let statements: Statements =
        [(film("Orbit"), rated(10)), (film("The Letter"), rated(8)), (film("Two Tickets"), rated(3))].into();
    let (scope, request) = (Scope::default(), Request::default());
    let taste = understand(&bundle, &statements, &scope);
    let member = TasteSource { taste: &taste, statements: &statements, scope: &scope };
    let told = Counterfactual::of(&bundle, member, &request, film("Far Side"), 5);
    assert_eq!(told.place, Some(1));
    let [orbit] = told.without[..] else { panic!("one film speaks for it: {told:?}") };
    assert_eq!(orbit.film, film("Orbit"));
    assert_eq!(orbit.place, by_hand(&bundle, &statements, &scope, &request, film("Far Side"), Some(film("Orbit"))));
    assert!(orbit.place > Some(1), "{told:?}");
    assert_eq!(Counterfactual::of(&bundle, member, &request, film("Far Side"), 0).without, []);
    // Seen, kept away, outside of the pool, no film at all: no place.
    for film in [film("Orbit"), film("Moonbase Blues"), world::OUTSIDE, FilmId(u32::MAX)] {
        assert_eq!(Counterfactual::of(&bundle, member, &request, film, 5).place, None, "{film:?}");
    }
}

#[test]
fn a_director_loved_for_the_film_taken_away_is_loved_no_more() {
    let bundle = world::bundle();
    let statements: Statements = [
        (film("Orbit"), rated(10)),
        (film("Far Side"), rated(10)),
        (film("The Letter"), rated(4)),
        (film("Harbour Lights"), rated(4)),
    ]
    .into();
    let scope = Scope::default();
    let taste = understand(&bundle, &statements, &scope);
    let member = TasteSource { taste: &taste, statements: &statements, scope: &scope };
    let request = Request { filters: Filters { loved_directors: true, ..Filters::default() }, ..Request::default() };
    let told = Counterfactual::of(&bundle, member, &request, film("Vacuum"), 5);
    assert_eq!(told.place, Some(1));
    assert_eq!(told.without.iter().map(|without| without.place).collect::<Vec<_>>(), [None, None]);
}

proptest! {
    #[test]
    fn every_place_is_that_of_a_shelf_without_the_film(
        said in prop::collection::btree_map(0u32..12, (1u8..=10, any::<bool>(), any::<bool>(), 0i32..3000), 1..7),
        asked in 0u32..12,
        latest in prop::option::of(1u32..4),
        year_from in prop::option::of(1940u16..2000),
        include_low_quality: bool,
    ) {
        let bundle = world::bridged();
        let statements: Statements = said
            .into_iter()
            .map(|(film, (halves, liked, wanted, day))| {
                (FilmId(film), Statement { liked, wanted, treasured: liked && wanted, day: Some(Day(day)), ..rated(halves) })
            })
            .collect();
        let scope = Scope { latest, ..Scope::default() };
        let year_from = year_from.and_then(Number::new);
        let filters = Filters { year_from, include_low_quality, ..Filters::default() };
        let request = Request { filters, ..Request::default() };
        let taste = understand(&bundle, &statements, &scope);
        let member = TasteSource { taste: &taste, statements: &statements, scope: &scope };
        let asked = FilmId(asked);
        let told = Counterfactual::of(&bundle, member, &request, asked, 5);
        prop_assert_eq!(told.place, by_hand(&bundle, &statements, &scope, &request, asked, None));
        for without in &told.without {
            let place = by_hand(&bundle, &statements, &scope, &request, asked, Some(without.film));
            prop_assert_eq!(without.place, place);
        }
        // Those that a card names, in its order.
        let shelf = recommend(&bundle, &taste, &Request { limit: 100, ..request.clone() });
        if let Some(pick) = shelf.picks.iter().find(|pick| pick.film == asked) {
            let named: Vec<_> = pick.speakers.iter().map(|share| share.film).collect();
            prop_assert_eq!(named, told.without.iter().map(|without| without.film).collect::<Vec<_>>());
        }
    }
}
