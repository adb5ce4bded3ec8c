//! Films near one film.

mod real;
mod world;

use halfstar_core::film::Kind;
use halfstar_core::similar::similar;
use halfstar_core::{Bundle, Taste};
use world::{bridged_without, bundle, film};

fn titles(bundle: &Bundle, title: &str, limit: usize) -> Vec<String> {
    similar(bundle, &Taste::default(), film(title), limit)
        .into_iter()
        .map(|(film, _)| bundle.catalogue.title(film).to_owned())
        .collect()
}

#[test]
fn the_nearest_come_first() {
    let bundle = bundle();
    assert_eq!(titles(&bundle, "Vacuum", 4), ["Far Side", "Perihelion", "Orbit", "Signal Lost"]);
    let near = similar(&bundle, &Taste::default(), film("Vacuum"), 100);
    assert!(near.is_sorted_by(|a, b| a.1 >= b.1) && near.iter().all(|(_, nearness)| *nearness > 0.0));
    assert_eq!(near.len(), 8, "all but itself, the two below the floor, and The Letter, which has nothing of it");
    // Two places apart, each says 0.5 / 3 for the other; in kind they are all but the same.
    assert!((near[0].1 - (2.0 * 0.5 / 3.0 + 0.1)).abs() < 0.02, "{near:?}");
    assert_eq!(similar(&bundle, &Taste::default(), film("Vacuum"), 0), []);
    assert_eq!(similar(&bundle, &Taste::default(), world::OUTSIDE, 9), []);
    assert_eq!(similar(&bundle, &Taste::default(), halfstar_core::film::FilmId(u32::MAX), 9), []);
}

#[test]
fn series_are_named_for_series_alone() {
    let mut bundle = bundle();
    bundle.catalogue.kinds[film("Far Side").index()] = Kind::Tv;
    assert_eq!(titles(&bundle, "Vacuum", 2), ["Perihelion", "Orbit"]);
    bundle.catalogue.kinds[film("Vacuum").index()] = Kind::Tv;
    assert_eq!(titles(&bundle, "Vacuum", 2), ["Far Side", "Perihelion"]);
}

#[test]
fn a_film_that_no_neighbour_speaks_for_is_like_those_of_its_kind() {
    let bundle = bridged_without("Perihelion");
    let near = titles(&bundle, "Perihelion", 4);
    assert!(near.iter().all(|title| film(title).0.is_multiple_of(2)), "all of space: {near:?}");
}

#[test]
fn a_sequel_is_near_and_every_film_has_a_list() {
    let bundle = real::bundle();
    let catalogue = &bundle.catalogue;
    let godfather = catalogue.films().find(|&film| catalogue.title(film) == "The Godfather").unwrap();
    let near = similar(&bundle, &Taste::default(), godfather, 10);
    assert_eq!(catalogue.title(near[0].0), "The Godfather Part II");
    for film in catalogue.films().take(catalogue.pool()).step_by(97) {
        assert_eq!(similar(&bundle, &Taste::default(), film, 10).len(), 10, "{}", catalogue.title(film));
    }
}
