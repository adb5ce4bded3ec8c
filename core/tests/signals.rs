//! One contract that every signal keeps, in the small world.

mod world;

use halfstar_core::comparisons::{self, Answer, Comparison};
use halfstar_core::film::Stars;
use halfstar_core::signals::{Signal, SignalName, Weights};
use halfstar_core::taste::Statement;
use halfstar_core::{Bundle, Taste};
use world::{bridged, bundle, film, stargazer, taste};

/// Those that know the member: what they say of the stargazer is not what they say of anybody.
fn personal(bundle: &Bundle) -> impl Iterator<Item = (SignalName, &dyn Signal)> {
    let taste = stargazer(bundle);
    there(bundle).filter(move |(_, signal)| scores(*signal, &taste) != scores(*signal, &Taste::default()))
}

/// Those that the small world has numbers for.
fn there(bundle: &Bundle) -> impl Iterator<Item = (SignalName, &dyn Signal)> {
    bundle.models.signals().into_iter().filter(|(_, signal)| !signal.is_empty())
}

#[test]
fn four_signals_know_the_member() {
    use SignalName::{Autoencoder, Content, Factors, Neighbours, Popularity, Quality};
    let bundle = bundle();
    let known: Vec<_> = personal(&bundle).map(|(name, _)| name).collect();
    assert!([Neighbours, Content, Factors, Autoencoder].iter().all(|name| known.contains(name)), "{known:?}");
    assert!([Quality, Popularity].iter().all(|name| !known.contains(name)), "{known:?}");
}

fn scores(signal: &dyn Signal, taste: &Taste) -> Vec<f32> {
    let mut scores = vec![f32::NAN; 12];
    signal.score(&taste.known(), &mut scores);
    scores
}

#[test]
fn every_signal_has_its_name_and_place() {
    for (place, signal) in SignalName::ALL.into_iter().enumerate() {
        assert_eq!(signal as usize, place);
        assert_eq!(SignalName::find(signal.as_str()), Some(signal));
        assert_eq!(serde_json::to_value(signal).unwrap(), signal.as_str());
        let weights = Weights::only(signal);
        assert_eq!((weights.get(signal), weights.by_name().values().sum::<f32>()), (1.0, 1.0));
        assert_eq!(serde_json::to_value(weights).unwrap()[signal.as_str()], 1.0, "one name, one thing");
    }
    assert_eq!(SignalName::find("fame"), None);
}

#[test]
fn every_signal_scores_every_film_the_same_every_time() {
    for bundle in [bundle(), bridged()] {
        for (name, signal) in there(&bundle) {
            for taste in [Taste::default(), stargazer(&bundle)] {
                let first = scores(signal, &taste);
                assert!(first.iter().all(|score| score.is_finite()), "{name:?}");
                assert_eq!(first, scores(signal, &taste));
            }
        }
    }
}

#[test]
fn an_unknown_person_gets_no_personal_opinion() {
    for bundle in [bundle(), bridged()] {
        for (name, signal) in personal(&bundle) {
            let scores = scores(signal, &Taste::default());
            assert!(scores.iter().all(|score| *score == scores[0]), "{name:?}");
        }
    }
}

#[test]
fn shares_name_the_members_films_and_add_up() {
    for bundle in [bundle(), bridged()] {
        let taste = stargazer(&bundle);
        for (name, signal) in personal(&bundle) {
            let scores = scores(signal, &taste);
            for film in bundle.catalogue.films().take(12) {
                let shares = signal.because(&taste.known(), film);
                assert!(shares.iter().all(|share| taste.evidence_of(share.film).is_some()));
                assert!(shares.is_sorted_by(|a, b| a.film < b.film));
                let total: f32 = shares.iter().map(|share| share.amount).sum();
                assert!((total - scores[film.index()]).abs() < 1e-4, "{name:?} of {film:?}: {total}");
            }
        }
    }
}

#[test]
fn the_stargazer_is_understood() {
    for bundle in [bundle(), bridged()] {
        let taste = stargazer(&bundle);
        for (name, signal) in personal(&bundle) {
            let scores = scores(signal, &taste);
            let (space, love) = (scores[film("Vacuum").index()], scores[film("Two Tickets").index()]);
            assert!(space > love, "{name:?}: {space} over {love}");
        }
        assert!(scores(&bundle.models.quality, &taste)[0] > scores(&bundle.models.quality, &taste)[11]);
        assert!(scores(&bundle.models.popularity, &taste)[0] > scores(&bundle.models.popularity, &taste)[11]);
    }
}

#[test]
fn disliking_turns_content_away() {
    let bundle = bundle();
    let torn = taste(&bundle, &[("Orbit", 0.5), ("Far Side", 0.5), ("The Letter", 5.0)]);
    let scores = scores(&bundle.models.content, &torn);
    assert!(scores[film("Two Tickets").index()] > scores[film("Vacuum").index()]);
    assert!(scores[film("Vacuum").index()] < 0.0);
}

#[test]
fn films_outside_the_pool_say_nothing_and_break_nothing() {
    let bundle = bundle();
    let statements = [(world::OUTSIDE, Statement { seen: true, ..Statement::default() })];
    let taste = Taste::new(&statements.into(), &bundle.tuning);
    for (name, signal) in there(&bundle) {
        assert!(scores(signal, &taste).iter().all(|score| score.is_finite()), "{name:?}");
        assert!(signal.because(&taste.known(), film("Orbit")).len() <= 1);
        let _ = signal.because(&taste.known(), world::OUTSIDE);
    }
}

/// A film that no neighbour speaks for still gets an opinion from what it is about.
#[test]
fn the_bridge_carries_films_that_nobody_rated() {
    let bundle = world::bridged_without("Perihelion");
    let taste = stargazer(&bundle);
    let place = film("Perihelion").index();
    assert_eq!(scores(&bundle.models.neighbours, &taste)[place], 0.0);
    let content = scores(&bundle.models.content, &taste);
    assert!(content[place] > 0.0 && content[place] > content[film("A Slow Dance").index()], "{content:?}");
}

/// Whoever compares says something of both films, and every share of it is told.
#[test]
fn comparisons_teach_and_their_shares_add_up() {
    for bundle in [bundle(), bridged()] {
        let said = [("The Letter", "Vacuum"), ("Two Tickets", "Orbit"), ("A Slow Dance", "Far Side")];
        let said = said.map(|(first, second)| Comparison { films: [first, second].map(film), answer: Answer::First });
        let mut statements =
            [(film("Orbit"), Statement { rating: Stars::from_halves(6), seen: true, ..Statement::default() })].into();
        comparisons::apply(&mut statements, &said);
        let mut taste = Taste::new(&statements, &bundle.tuning);
        let without = taste.clone();
        taste.compare(&said);
        assert_eq!(taste.evidence.len(), 6);
        for (name, signal) in personal(&bundle) {
            let scores = scores(signal, &taste);
            for film in bundle.catalogue.films().take(12) {
                let shares = signal.because(&taste.known(), film);
                assert!(shares.is_sorted_by(|a, b| a.film < b.film));
                let total: f32 = shares.iter().map(|share| share.amount).sum();
                assert!((total - scores[film.index()]).abs() < 1e-4, "{name:?} of {film:?}: {total}");
            }
            // Love stories won throughout.
            assert!(scores[film("A Slow Dance").index()] > scores[film("Far Side").index()], "{name:?}: {scores:?}");
        }
        let factors = &bundle.models.factors;
        let sure = |taste: &Taste| factors.deviation(&taste.known(), film("Perihelion"));
        assert!(sure(&taste) < sure(&without), "they teach the rating model");
    }
}

/// Only those that can say how sure they are do, and they are the surer the more they know.
#[test]
fn a_signal_may_say_how_sure_it_is() {
    let bundle = bundle();
    let (some, more) = (stargazer(&bundle), taste(&bundle, &[("Orbit", 5.0), ("Far Side", 4.5), ("Perihelion", 4.0)]));
    let vacuum = film("Vacuum");
    for (name, signal) in there(&bundle) {
        let deviation = |taste: &Taste| signal.deviation(&taste.known(), vacuum);
        assert_eq!(deviation(&some).is_some(), name == SignalName::Factors, "{name:?}");
        if let (Some(nothing), Some(some), Some(more)) =
            (deviation(&Taste::default()), deviation(&some), deviation(&more))
        {
            assert!(nothing > some && some > 0.0 && nothing > more, "{name:?}: {nothing}, {some}, {more}");
        }
        assert_eq!(signal.deviation(&some.known(), world::OUTSIDE), None);
    }
}
