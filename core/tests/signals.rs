//! One contract that every signal keeps, in the small world.

mod world;

use halfstar_core::signals::{Signal, SignalName};
use halfstar_core::{Bundle, Taste};
use world::{bridged, bundle, film, stargazer, taste};

/// Those that know the member.
fn personal(bundle: &Bundle) -> [&dyn Signal; 4] {
    [&bundle.neighbours, &bundle.content, &bundle.factors, &bundle.autoencoder]
}

fn scores(signal: &dyn Signal, taste: &Taste) -> Vec<f32> {
    let mut scores = vec![f32::NAN; 12];
    signal.score(taste, &mut scores);
    scores
}

#[test]
fn every_signal_has_its_name_and_place() {
    let bundle = bundle();
    let names = bundle.signals().map(Signal::name);
    assert_eq!(names, SignalName::ALL);
}

#[test]
fn every_signal_scores_every_film_the_same_every_time() {
    for bundle in [bundle(), bridged()] {
        for signal in bundle.signals() {
            for taste in [Taste::default(), stargazer(&bundle)] {
                let first = scores(signal, &taste);
                assert!(first.iter().all(|score| score.is_finite()), "{:?}", signal.name());
                assert_eq!(first, scores(signal, &taste));
            }
        }
    }
}

#[test]
fn an_unknown_person_gets_no_personal_opinion() {
    for bundle in [bundle(), bridged()] {
        for signal in personal(&bundle) {
            let scores = scores(signal, &Taste::default());
            assert!(scores.iter().all(|score| *score == scores[0]), "{:?}", signal.name());
        }
    }
}

#[test]
fn shares_name_the_members_films_and_add_up() {
    for bundle in [bundle(), bridged()] {
        let taste = stargazer(&bundle);
        for signal in personal(&bundle) {
            let scores = scores(signal, &taste);
            for film in bundle.catalogue.films().take(12) {
                let shares = signal.because(&taste, film);
                assert!(shares.iter().all(|share| taste.evidence_of(share.film).is_some()));
                assert!(shares.is_sorted_by(|a, b| a.film < b.film));
                let total: f32 = shares.iter().map(|share| share.amount).sum();
                assert!((total - scores[film.index()]).abs() < 1e-4, "{:?} of {film:?}: {total}", signal.name());
            }
        }
    }
}

#[test]
fn the_stargazer_is_understood() {
    for bundle in [bundle(), bridged()] {
        let taste = stargazer(&bundle);
        for signal in personal(&bundle) {
            let scores = scores(signal, &taste);
            let (space, love) = (scores[film("Vacuum").index()], scores[film("Two Tickets").index()]);
            assert!(space > love, "{:?}: {space} over {love}", signal.name());
        }
        assert!(scores(&bundle.quality, &taste)[0] > scores(&bundle.quality, &taste)[11]);
        assert!(scores(&bundle.popularity, &taste)[0] > scores(&bundle.popularity, &taste)[11]);
    }
}

#[test]
fn disliking_turns_content_away() {
    let bundle = bundle();
    let torn = taste(&bundle, &[("Orbit", 0.5), ("Far Side", 0.5), ("The Letter", 5.0)]);
    let scores = scores(&bundle.content, &torn);
    assert!(scores[film("Two Tickets").index()] > scores[film("Vacuum").index()]);
    assert!(scores[film("Vacuum").index()] < 0.0);
}

#[test]
fn films_outside_the_pool_say_nothing_and_break_nothing() {
    let bundle = bundle();
    let statements = [(world::OUTSIDE, halfstar_core::taste::Statement { seen: true, ..Default::default() })];
    let taste = Taste::new(&statements.into(), &bundle.tuning);
    for signal in bundle.signals() {
        assert!(scores(signal, &taste).iter().all(|score| score.is_finite()));
        assert!(signal.because(&taste, film("Orbit")).len() <= 1);
        let _ = signal.because(&taste, world::OUTSIDE);
    }
}

/// A film that no neighbour speaks for still gets an opinion from what it is about.
#[test]
fn the_bridge_carries_films_that_nobody_rated() {
    let bundle = world::bridged_without("Perihelion");
    let taste = stargazer(&bundle);
    let place = film("Perihelion").index();
    assert_eq!(scores(&bundle.neighbours, &taste)[place], 0.0);
    let content = scores(&bundle.content, &taste);
    assert!(content[place] > 0.0 && content[place] > content[film("A Slow Dance").index()], "{content:?}");
}
