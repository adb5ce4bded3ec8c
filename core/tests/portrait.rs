//! A member's taste in numbers, worked out by hand in the small world.

mod real;
mod world;

use halfstar_core::film::{Details, FilmId, Lists, Stars};
use halfstar_core::matching::{TitleIndex, match_entries};
use halfstar_core::portrait::{LISTED, Leaning, Leanings, Portrait, portrait};
use halfstar_core::signals::Quality;
use halfstar_core::taste::{Statement, merge};
use proptest::prelude::*;
use std::collections::BTreeMap;
use world::{bundle, film};

fn rated(stars: f32) -> Statement {
    Statement { rating: Stars::from_stars(stars), seen: true, ..Statement::default() }
}

/// Four films of the pool rated, one seen and liked, one from outside rated, one only wanted.
fn statements() -> BTreeMap<FilmId, Statement> {
    let mut statements: BTreeMap<_, _> = [("Orbit", 5.0), ("Far Side", 4.5), ("The Letter", 2.0), ("Vacuum", 4.0)]
        .map(|(title, stars)| (film(title), rated(stars)))
        .into();
    statements.insert(film("Perihelion"), Statement { seen: true, liked: true, ..Statement::default() });
    statements.insert(world::OUTSIDE, rated(3.0));
    statements.insert(film("Two Tickets"), Statement { wanted: true, ..Statement::default() });
    statements
}

/// Space above everyone, love below.
fn everything() -> BTreeMap<FilmId, Statement> {
    let stars = [5.0, 4.0, 4.5, 4.0, 4.0, 3.5, 4.0, 3.5, 3.5, 3.0, 3.0, 2.0];
    (0u32..).map(FilmId).zip(stars.map(rated)).collect()
}

fn near(a: f32, b: f32) -> bool {
    (a - b).abs() < 1e-4
}

#[test]
fn totals_are_counted() {
    let drawn = portrait(&bundle(), &statements());
    let bytes = postcard::to_allocvec(&drawn).unwrap();
    assert_eq!(postcard::from_bytes::<Portrait>(&bytes).unwrap(), drawn, "it travels");
    let totals = drawn.totals;
    assert_eq!((totals.seen, totals.rated, totals.liked), (6, 5, 1));
    assert_eq!((totals.minutes, totals.timed), (80 + 85 + 90 + 100 + 110 + 140, 6));
    assert_eq!(totals.languages, [("en".to_owned(), 6)]);
    assert_eq!((totals.oldest, totals.longest), (Some(film("The Letter")), Some(world::OUTSIDE)));
}

#[test]
fn ratings_are_held_against_everyones() {
    let ratings = portrait(&bundle(), &statements()).ratings;
    assert_eq!(ratings.levels, [0, 0, 0, 1, 0, 1, 0, 1, 1, 1]);
    assert_eq!(ratings.mean, Some(3.7), "the film from outside counts");
    let comparison = ratings.comparison.unwrap();
    assert_eq!(comparison.films, 4, "and is compared with nothing");
    assert!(near(comparison.mean, 3.875) && near(comparison.everyone, 4.125) && near(comparison.offset(), -0.25));
    assert_eq!(comparison.near, 2, "Far Side by 0.4 and Vacuum by 0.1");
    assert!(near(comparison.correlation.unwrap(), 0.018_553), "{comparison:?}");
    assert!(near(comparison.everyone_at[3].unwrap(), 4.2) && near(comparison.everyone_at[9].unwrap(), 4.3));
    assert_eq!(comparison.everyone_at[5], None);
    let films = |side: &[halfstar_core::portrait::Apart]| side.iter().map(|apart| apart.film).collect::<Vec<_>>();
    assert_eq!(films(&comparison.above), ["Orbit", "Far Side", "Vacuum"].map(film));
    assert_eq!(films(&comparison.below), [film("The Letter")]);
    assert!(near(comparison.below[0].everyone, 4.2) && comparison.below[0].rating == Stars::from_stars(2.0).unwrap());
}

#[test]
fn decades_come_in_order() {
    let decades = portrait(&bundle(), &statements()).decades;
    assert_eq!(decades.iter().map(|decade| decade.from).collect::<Vec<_>>(), [1940, 1960, 1970, 1980, 1990]);
    let (first, last) = (decades[0], decades[4]);
    assert_eq!((first.seen, first.rated, first.mean), (1, 1, Some(2.0)));
    assert!(near(first.lift.unwrap(), (-2.2 + 0.25) / 21.0));
    assert_eq!((last.seen, last.rated, last.mean, last.lift), (1, 0, None, None));
}

#[test]
fn a_director_has_a_lift_over_two_films_or_more() {
    let Leanings { over, under } = portrait(&bundle(), &statements()).directors;
    let [Leaning { name, seen, rated, mean, everyone, lift, best }] = &over[..] else { panic!("{over:?}") };
    assert_eq!((name.as_str(), *seen, *rated, *best), ("Ada Vance", 3, 3, film("Orbit")));
    assert!(near(*mean, 4.5) && near(*everyone, 4.1));
    assert!(near(*lift, (0.7 + 0.4 + 0.1 + 3.0 * 0.25) / 11.0));
    assert_eq!(under, [], "of Noor Hale there is one film alone");
}

#[test]
fn genres_and_keywords_are_told_from_a_general_offset() {
    let mut bundle = bundle();
    let drawn = portrait(&bundle, &everything());
    let names = |side: &[Leaning]| side.iter().map(|leaning| leaning.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&drawn.genres.over), ["Science Fiction"]);
    assert_eq!(names(&drawn.genres.under), ["Romance"]);
    // 2.1 stars above everyone for space, 1.3 below for love: 0.8 in all, of which either tribe has half.
    assert!(
        near(drawn.genres.over[0].lift, (2.1 - 0.4) / 26.0) && near(drawn.genres.under[0].lift, (-1.3 - 0.4) / 26.0)
    );
    let keywords = drawn.keywords.unwrap();
    assert_eq!((names(&keywords.over), keywords.over[0].rated), (vec!["moon".to_owned()], 6));
    // Kit Moreau is in every film: whoever is everywhere has no lift.
    assert_eq!(drawn.actors, Some(Leanings::default()));
    bundle.catalogue.details = Details::default();
    let early = portrait(&bundle, &everything());
    assert_eq!((early.keywords, early.actors), (None, None), "not there yet is not the same as none");
    assert_eq!(early.genres, drawn.genres);
}

#[test]
fn fame_goes_by_the_share_of_all_ratings() {
    let fame = portrait(&bundle(), &statements()).fame;
    assert_eq!(fame.pool, [1, 1, 1, 1, 2, 1, 1, 1, 2, 1]);
    assert_eq!(fame.parts, [1, 1, 1, 0, 1, 1, 0, 0, 0, 0]);
    assert_eq!((fame.outside, fame.rarest), (1, Some(film("Perihelion"))));
    // Far Side is in the middle: 9,900 of 53,400 ratings went to the two above, and 4,800 are its own.
    assert!(near(fame.place.unwrap(), (9_900.0 + 2_400.0) / 53_400.0));
    let two = BTreeMap::from([(film("Orbit"), rated(3.0)), (film("The Letter"), rated(3.0))]);
    let place = portrait(&bundle(), &two).fame.place.unwrap();
    assert!(near(place, (2_500.0 + 7_450.0) / 2.0 / 53_400.0));
}

#[test]
fn who_has_seen_nothing_has_an_empty_portrait() {
    let wanted = BTreeMap::from([(film("Orbit"), Statement { wanted: true, ..Statement::default() })]);
    let drawn = portrait(&bundle(), &wanted);
    assert_eq!(drawn.totals, Default::default());
    assert_eq!((drawn.ratings.comparison, drawn.fame.place), (None, None));
    assert!(drawn.decades.is_empty() && drawn.genres == Leanings::default());
}

/// What must be true of anybody's.
fn invariants(drawn: &Portrait) -> Result<(), TestCaseError> {
    prop_assert_eq!(drawn.ratings.levels.iter().sum::<u32>(), drawn.totals.rated);
    prop_assert_eq!(drawn.fame.parts.iter().sum::<u32>() + drawn.fame.outside, drawn.totals.seen);
    prop_assert!(drawn.decades.iter().map(|decade| decade.seen).sum::<u32>() <= drawn.totals.seen);
    prop_assert!(drawn.totals.timed <= drawn.totals.seen && drawn.totals.liked <= drawn.totals.seen);
    if drawn.fame.outside < drawn.totals.seen {
        let share = |part: &u32| *part as f32 / (drawn.totals.seen - drawn.fame.outside) as f32;
        prop_assert!(near(drawn.fame.parts.iter().map(share).sum(), 1.0));
        prop_assert!(drawn.fame.place.is_some_and(|place| (0.0..=1.0).contains(&place)));
    }
    if let Some(comparison) = &drawn.ratings.comparison {
        prop_assert!(comparison.films <= drawn.totals.rated && comparison.near <= comparison.films);
        prop_assert!(comparison.correlation.is_none_or(|r| (-1.0..=1.0).contains(&r)));
        prop_assert!(comparison.above.iter().all(|apart| apart.rating.stars() > apart.everyone));
        prop_assert!(comparison.below.iter().all(|apart| apart.rating.stars() < apart.everyone));
    }
    let lists = [Some(&drawn.genres), drawn.keywords.as_ref(), Some(&drawn.directors), drawn.actors.as_ref()];
    for Leanings { over, under } in lists.into_iter().flatten() {
        prop_assert!(over.len() <= LISTED && under.len() <= LISTED);
        prop_assert!(over.is_sorted_by(|a, b| a.lift >= b.lift) && over.iter().all(|leaning| leaning.lift > 0.0));
        prop_assert!(under.is_sorted_by(|a, b| a.lift <= b.lift) && under.iter().all(|leaning| leaning.lift < 0.0));
        for leaning in over.iter().chain(under) {
            prop_assert!(leaning.lift.is_finite() && leaning.rated <= leaning.seen);
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn counts_add_up(films in prop::collection::btree_map(0u32..40, (0u8..=10, any::<bool>(), any::<bool>()), 0..20)) {
        let said = |(halves, seen, liked)| Statement { rating: Stars::from_halves(halves), seen, liked, ..Statement::default() };
        let statements = films.into_iter().map(|(film, it)| (FilmId(film), said(it))).collect();
        invariants(&portrait(&bundle(), &statements))?;
    }
}

/// Nothing personal is told: only what must be true of anybody.
#[test]
fn real_members_add_up() {
    let Some(data) = real::data() else { return };
    let bundle = real::bundle();
    let titles = TitleIndex::new(&bundle.catalogue);
    for (_, import) in real::exports(&data) {
        let statements = merge(&import.entries, &match_entries(&bundle.catalogue, &titles, &import, &[]));
        let drawn = portrait(&bundle, &statements);
        assert!(drawn.totals.seen > 0 && drawn.keywords.is_some());
        invariants(&drawn).unwrap();
    }
    // A tenth of all ratings each: few films in the first, most in the last.
    let pool = portrait(&bundle, &BTreeMap::new()).fame.pool;
    assert_eq!(pool.iter().sum::<u32>(), bundle.catalogue.pool);
    assert!(pool.is_sorted(), "{pool:?}");
}

#[test]
fn six_films_of_a_director_go_before_two_that_were_a_stroke_of_luck() {
    let mut bundle = bundle();
    // Ada Vance has made six, and Noor Hale two.
    let of = |film: u32| {
        if film < 6 {
            vec![0u32]
        } else if film < 8 {
            vec![1]
        } else {
            vec![]
        }
    };
    bundle.catalogue.directors = Lists::new((0..13).map(of));
    let quality: Vec<f32> = (0..12).map(|film| bundle.models.quality.stars(FilmId(film)).unwrap()).collect();
    // Everyone gives these eight 3.0, and what is left keeps the member's offset at none.
    bundle.models.quality = Quality::new(&[&[3.0; 8], &quality[8..]].concat());
    let stars = [4.5, 4.5, 4.5, 4.0, 4.5, 4.0, 5.0, 5.0, 1.0, 1.0, 0.5, 0.5];
    let statements = (0u32..).map(FilmId).zip(stars.map(rated)).collect();
    let drawn = portrait(&bundle, &statements);
    let offset = drawn.ratings.comparison.unwrap().offset();
    let over = drawn.directors.over;
    let raw = |leaning: &Leaning| leaning.mean - leaning.everyone - offset;
    assert_eq!(
        over.iter().map(|it| (it.name.as_str(), it.rated)).collect::<Vec<_>>(),
        [("Ada Vance", 6), ("Noor Hale", 2)]
    );
    assert!(raw(&over[1]) > raw(&over[0]) + 0.6 && over[0].lift > over[1].lift, "{over:?}");
}
