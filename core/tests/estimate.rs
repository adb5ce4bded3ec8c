//! What a member would give a film, seen or not.

mod world;

use halfstar_core::Request;
use halfstar_core::counterfactual::TasteSource;
use halfstar_core::estimate::Estimate;
use halfstar_core::film::Stars;
use halfstar_core::opinions::Opinions;
use halfstar_core::predict;
use halfstar_core::taste::{Scope, Statement, Taste};
use std::collections::BTreeMap;
use world::film;

fn statements(ratings: &[(&str, f32)]) -> BTreeMap<halfstar_core::film::FilmId, Statement> {
    let rated = |stars| Statement { rating: Stars::from_stars(stars), seen: true, ..Statement::default() };
    ratings.iter().map(|&(title, stars)| (film(title), rated(stars))).collect()
}

#[test]
fn what_was_said_of_a_film_is_in_none_of_what_is_said_of_it() {
    let bundle = world::bundle();
    let all = [("Orbit", 5.0), ("Far Side", 4.5), ("The Letter", 2.0), ("Vacuum", 0.5)];
    let (with, without) = (statements(&all), statements(&all[..3]));
    let ask = |statements: &BTreeMap<_, _>, title, lift| {
        let mut taste = Taste::new(statements, &bundle.tuning);
        taste.lift = 0.25;
        let member = TasteSource { taste: &taste, statements, scope: &Scope::default() };
        let opinions = Opinions::of(&bundle, &taste);
        Estimate::of(&bundle, member, &opinions, &Request::default(), film(title), lift).expect("a film of the pool")
    };
    let seen = ask(&with, "Vacuum", 0.25);
    let unseen = ask(&without, "Vacuum", 0.5);
    assert_eq!((seen.given, unseen.given), (Stars::from_stars(0.5), None));
    assert_eq!((seen.own_ratings, unseen.own_ratings), (3, 3));
    assert_eq!(seen.pick, unseen.pick, "as if it had never been seen; of one not seen the lift is the member's");
    assert_eq!(ask(&with, "Vacuum", 0.0).pick.predicted_stars, (seen.pick.predicted_stars - 0.25).clamp(0.5, 5.0));
    let taste = Taste::new(&with, &bundle.tuning);
    let told = predict::stars(&bundle, &Opinions::of(&bundle, &taste), film("Vacuum"));
    assert!(told < seen.pick.predicted_stars - 0.25, "with it, it would be low: {told}");
}

#[test]
fn of_a_film_that_cannot_be_recommended_nothing_is_said() {
    let bundle = world::bundle();
    let (statements, taste) = (BTreeMap::new(), world::stargazer(&bundle));
    let member = TasteSource { taste: &taste, statements: &statements, scope: &Scope::default() };
    let opinions = Opinions::of(&bundle, &taste);
    assert_eq!(Estimate::of(&bundle, member, &opinions, &Request::default(), world::OUTSIDE, 0.0), None);
}
