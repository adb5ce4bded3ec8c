//! Shelves in the small world: what is shown, in which order, and why.

mod world;

use halfstar_core::Shelf;
use halfstar_core::bounds::Number;
use halfstar_core::explain::{Grounds, Reason, Yours};
use halfstar_core::filters::{FilterName, Filters, WatchlistFilter};
use halfstar_core::opinions::Opinions;
use halfstar_core::recommend::{SPEAKERS, rank, recommend, recommend_from};
use halfstar_core::request::Request;
use halfstar_core::signals::{Signal, Weights};
use halfstar_core::taste::{Statement, Taste};
use halfstar_core::tuning::{Anchor, Blending};
use halfstar_core::words::Translation;
use halfstar_core::{Bundle, film::FilmId, film::Stars};
use proptest::prelude::*;
use std::collections::BTreeSet;
use world::{bundle, film, stargazer, taste};

fn titles(bundle: &Bundle, shelf: &Shelf) -> Vec<String> {
    shelf.picks.iter().map(|pick| bundle.catalogue.title(pick.film).to_owned()).collect()
}

fn request(weights: Weights) -> Request {
    Request { weights, variety: 0.0, ..Request::default() }
}

#[test]
fn the_stargazers_shelf() {
    let bundle = bundle();
    let shelf = recommend(&bundle, &stargazer(&bundle), &request(Weights::NEIGHBOURS_ONLY));
    let titles = titles(&bundle, &shelf);
    assert_eq!(titles[..3], ["Vacuum", "Perihelion", "Signal Lost"]);
    assert!(!titles.iter().any(|title| title == "Orbit"), "what was seen is not recommended");
    assert!(!titles.iter().any(|title| title == "Moonbase Blues"), "2.4 stars are below the floor");
    assert_eq!(shelf.left_out[FilterName::Quality], 2);
}

#[test]
fn contributions_add_up_to_the_score_and_scores_fall() {
    let bundle = bundle();
    let shelf = recommend(&bundle, &stargazer(&bundle), &request(Weights::CLASSIC));
    assert!(shelf.picks.is_sorted_by(|a, b| a.score >= b.score));
    for pick in &shelf.picks {
        let total: f32 = pick.contributions.iter().map(|contribution| contribution.amount).sum();
        assert!((total - pick.score).abs() < 1e-5);
        assert!((0.5..=5.0).contains(&pick.predicted_stars));
    }
}

#[test]
fn the_loudest_of_the_members_films_are_named() {
    let bundle = bundle();
    let member = stargazer(&bundle);
    let shelf = recommend(&bundle, &member, &request(Weights::NEIGHBOURS_ONLY));
    let vacuum = shelf.picks.iter().find(|pick| pick.film == film("Vacuum")).unwrap();
    assert!(!vacuum.speakers.is_empty() && vacuum.speakers.len() <= SPEAKERS);
    assert!(vacuum.speakers.is_sorted_by(|a, b| a.amount.abs() >= b.amount.abs()));
    for share in &vacuum.speakers {
        let level = member.evidence_of(share.film).unwrap().level;
        let weight = bundle.models.neighbours.of(share.film).find(|(other, _)| *other == vacuum.film).unwrap().1;
        assert_eq!(share.amount, level * weight, "level times weight, as the signal has it");
    }
}

#[test]
fn reasons_in_words() {
    let bundle = bundle();
    let shelf = recommend(&bundle, &stargazer(&bundle), &request(Weights::CLASSIC));
    let vacuum = shelf.picks.iter().find(|pick| pick.film == film("Vacuum")).unwrap();
    let words: Vec<_> =
        vacuum.reasons.iter().map(|reason| reason.sentence(&bundle.catalogue, &Translation::default())).collect();
    insta::assert_debug_snapshot!(words);
    // A director is praised only when the member rates them above their own mean.
    let fair = taste(&bundle, &[("Orbit", 3.0), ("Far Side", 3.0), ("The Letter", 5.0)]);
    let shelf = recommend(&bundle, &fair, &request(Weights::CLASSIC));
    let praised =
        shelf.picks.iter().flat_map(|pick| &pick.reasons).any(|reason| matches!(reason, Reason::Director { .. }));
    assert!(!praised);
}

#[test]
fn filters_keep_out_and_say_how_many() {
    let bundle = bundle();
    let taste = stargazer(&bundle);
    let shelf = |filters: Filters| recommend(&bundle, &taste, &Request { filters, ..request(Weights::CLASSIC) });
    let love = shelf(Filters { genres: vec!["Romance".into()], ..Filters::default() });
    assert_eq!(love.picks.len(), 4, "five unseen romances, one below the floor");
    assert_eq!(love.left_out[FilterName::Genre], 4);
    let old = shelf(Filters { year_to: Number::new(1990), ..Filters::default() });
    assert!(old.picks.iter().all(|pick| bundle.catalogue.year(pick.film).unwrap() <= 1990));
    let short = shelf(Filters { runtime_to: Number::new(100), ..Filters::default() });
    assert!(short.picks.iter().all(|pick| bundle.catalogue.runtime(pick.film).unwrap() <= 100));
    assert!(short.left_out[FilterName::Runtime] > 0);
    let all = shelf(Filters { include_low_quality: true, ..Filters::default() });
    assert_eq!(all.picks.len(), 9);
    let none = shelf(Filters { genres: vec!["Western".into()], ..Filters::default() });
    assert!(none.picks.is_empty() && none.candidates == 0);
}

#[test]
fn the_watchlist_is_kept_and_marked() {
    let bundle = bundle();
    let wanted = Statement { wanted: true, ..Statement::default() };
    let loved = Statement { seen: true, rating: Stars::from_stars(5.0), ..Statement::default() };
    let both = Statement { seen: true, ..wanted };
    let statements = [(film("Orbit"), loved), (film("Vacuum"), wanted), (film("Far Side"), both)];
    let taste = Taste::new(&statements.into(), &bundle.tuning);
    let shelf = |watchlist| {
        let filters = Filters { watchlist, ..Filters::default() };
        titles(&bundle, &recommend(&bundle, &taste, &Request { filters, ..request(Weights::CLASSIC) }))
    };
    assert!(shelf(WatchlistFilter::Any).contains(&"Vacuum".to_owned()));
    assert_eq!(shelf(WatchlistFilter::Only), ["Vacuum"], "seen films stay away though they are on the watchlist");
    assert!(!shelf(WatchlistFilter::Hide).contains(&"Vacuum".to_owned()));
    let marked = recommend(&bundle, &taste, &request(Weights::CLASSIC));
    let vacuum = marked.picks.iter().find(|pick| pick.film == film("Vacuum")).unwrap();
    assert!(vacuum.on_watchlist && vacuum.reasons.contains(&Reason::Wanted));
}

#[test]
fn weights_mean_proportions_and_nothing_means_the_default() {
    let bundle = bundle();
    let taste = stargazer(&bundle);
    let ask = |weights| recommend(&bundle, &taste, &request(weights));
    let doubled = Weights { neighbours: 0.6, content: 1.0, quality: 0.4, ..Weights::default() };
    assert_eq!(ask(Weights::CLASSIC), ask(doubled));
    assert_eq!(ask(Weights::default()), ask(bundle.tuning.blending.weights(3)));
    let broken = Weights { neighbours: f32::NAN, content: -1.0, quality: 1.0, ..Weights::default() };
    assert_eq!(ask(broken), ask(Weights { quality: 1.0, ..Weights::default() }));
}

#[test]
fn popularity_is_a_dial_between_two_extremes() {
    let bundle = bundle();
    let taste = stargazer(&bundle);
    let mean_count = |popularity| {
        let weights = Weights { popularity, ..Weights::CLASSIC };
        let shelf = recommend(&bundle, &taste, &Request { limit: 4, ..request(weights) });
        shelf.picks.iter().map(|pick| bundle.catalogue.rating_count(pick.film)).sum::<u32>() / 4
    };
    let counts = [-100.0, -1.0, 0.0, 1.0, 100.0].map(mean_count);
    assert!(counts.is_sorted(), "{counts:?}");
    assert!(counts[0] < counts[4]);
    let alone = Weights { popularity: -1.0, ..Weights::default() };
    let shelf = recommend(&bundle, &taste, &request(alone));
    assert!(shelf.picks.is_sorted_by_key(|pick| bundle.catalogue.rating_count(pick.film)), "rarest first");
}

#[test]
fn default_weights_follow_the_length_of_history() {
    let of = |neighbours| Weights { neighbours, quality: 1.0 - neighbours, ..Weights::default() };
    let anchors = vec![Anchor { films: 5.0, weights: of(0.2) }, Anchor { films: 500.0, weights: of(0.8) }];
    let blending = Blending { anchors, ..Blending::constant(of(0.5)) };
    let neighbours = |films| blending.weights(films).neighbours;
    assert_eq!([neighbours(0), neighbours(5), neighbours(5000)], [0.2, 0.2, 0.8]);
    assert!((neighbours(50) - 0.5).abs() < 1e-6, "halfway by the logarithm");
}

#[test]
fn a_newcomer_sees_what_everyone_loves() {
    let bundle = bundle();
    let shelf = recommend(&bundle, &Taste::default(), &request(Weights { quality: 1.0, ..Weights::default() }));
    assert_eq!(titles(&bundle, &shelf)[..2], ["Orbit", "The Letter"]);
}

#[test]
fn full_variety_alternates_between_the_tribes() {
    let bundle = bundle();
    let weights = Weights { quality: 1.0, ..Weights::default() };
    let shelf = recommend(&bundle, &Taste::default(), &Request { variety: 1.0, ..request(weights) });
    let tribes: Vec<_> = shelf.picks[..2].iter().map(|pick| bundle.catalogue.genre_bits(pick.film)).collect();
    assert_ne!(tribes[0], tribes[1]);
}

proptest! {
    /// Variety reorders; it neither adds nor loses films, nor touches a score.
    #[test]
    fn variety_is_a_permutation(variety in 0f32..=1.0, stars in prop::collection::vec(1u8..=10, 4)) {
        let bundle = bundle();
        let rated: Vec<_> = stars.iter().enumerate().map(|(at, &halves)| (world::FILMS[at * 2].0, f32::from(halves) / 2.0)).collect();
        let taste = taste(&bundle, &rated);
        let plain = recommend(&bundle, &taste, &request(Weights::CLASSIC));
        let varied = recommend(&bundle, &taste, &Request { variety, ..request(Weights::CLASSIC) });
        let set = |shelf: &Shelf| shelf.picks.iter().map(|pick| (pick.film, pick.score.to_bits())).collect::<BTreeSet<_>>();
        prop_assert_eq!(set(&plain), set(&varied));
        prop_assert_eq!(plain.picks[0].film, varied.picks[0].film, "the best stays first below full variety");
    }

    /// A kept opinion gives the same bits as a fresh one, and `rank` the same order.
    #[test]
    fn the_short_ways_agree(variety in 0f32..=1.0, neighbours in 0f32..1.0, content in 0f32..1.0, limit in 0u32..15) {
        let bundle = bundle();
        let taste = stargazer(&bundle);
        let opinions = Opinions::of(&bundle, &taste);
        let request = Request { weights: Weights { neighbours, content, quality: 0.1, ..Weights::default() }, variety, limit, ..Request::default() };
        let shelf = recommend(&bundle, &taste, &request);
        prop_assert_eq!(&shelf, &recommend_from(&bundle, &taste, &opinions, &request));
        let order: Vec<_> = shelf.picks.iter().map(|pick| pick.film).collect();
        prop_assert_eq!(order, rank(&bundle, &taste, &opinions, &request));
        prop_assert!(shelf.picks.len() <= limit as usize);
    }
}

/// One or two films of the member's, as rated, liked or only watched, and the sentence that names them.
#[test]
fn sentences_read_well() {
    let bundle = bundle();
    let yours =
        |title: &str, stars: f32, liked: bool| Yours { film: film(title), rating: Stars::from_stars(stars), liked };
    let check = |films: Vec<Yours>, sentence: &str| {
        assert_eq!(Reason::Loved { films }.sentence(&bundle.catalogue, &Translation::default()), sentence);
    };
    check(vec![yours("Orbit", 5.0, false)], "Because you gave Orbit ★★★★★");
    check(vec![yours("Orbit", 5.0, true), yours("Vacuum", 3.5, false)], "Because you gave Orbit ★★★★★ and Vacuum ★★★½");
    check(vec![yours("Orbit", 4.0, false), yours("Vacuum", 0.0, true)], "Because you gave Orbit ★★★★ and liked Vacuum");
    check(vec![yours("Orbit", 0.0, true), yours("Vacuum", 0.0, true)], "Because you liked Orbit and Vacuum");
    check(vec![yours("Orbit", 0.0, false)], "Because you watched Orbit");
    let acclaimed = Reason::Acclaimed { stars: 4.26, ratings: 1_234_567 };
    assert_eq!(acclaimed.sentence(&bundle.catalogue, &Translation::default()), "Average 4.3 from 1,234,567 ratings");
}

#[test]
fn nobody_is_told_of_a_film_they_did_not_like() {
    let bundle = bundle();
    let harsh = taste(&bundle, &[("Orbit", 2.5), ("Far Side", 1.0), ("The Letter", 0.5), ("Harbour Lights", 0.5)]);
    let shelf = recommend(&bundle, &harsh, &request(Weights::NEIGHBOURS_ONLY));
    assert!(shelf.picks.iter().all(|pick| pick.reasons.is_empty()), "2.5 is above their mean, yet no praise");
}

#[test]
fn a_shelfs_grounds_are_what_the_neighbours_answer_film_by_film() {
    let bundle = bundle();
    let taste = taste(&bundle, &[("Orbit", 5.0), ("Far Side", 4.5), ("The Letter", 2.0), ("Vacuum", 0.5)]);
    let films: Vec<_> = (0..12).rev().map(FilmId).collect();
    let grounds = Grounds::of(&bundle, &taste, &films);
    for film in films {
        assert_eq!(grounds.neighbours(film), bundle.models.neighbours.because(&taste.known(), film), "{film:?}");
    }
    assert!(grounds.neighbours(world::OUTSIDE).is_empty(), "it is not on the shelf");
}
