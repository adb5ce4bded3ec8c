//! How alike two tastes are, in the small world and among real members.

mod real;
mod world;

use halfstar_core::film::{FilmId, Stars};
use halfstar_core::matching::{TitleIndex, match_entries};
use halfstar_core::opinions::Opinions;
use halfstar_core::signals::{PerSignal, SignalName};
use halfstar_core::taste::{Statement, merge};
use halfstar_core::together::{Affinity, FEWEST, Participant, affinities};
use halfstar_core::{Bundle, Taste};
use std::collections::BTreeMap;
use world::{film, taste};

/// The small world, where what is predicted goes by the rating model's opinion.
fn bundle() -> Bundle {
    let mut bundle = world::bundle();
    bundle.tuning.stars.opinions[SignalName::Factors] = 1.0;
    // On the scale that a trainer learns: what is hardly an opinion stays one.
    bundle.tuning.blending.spreads = PerSignal::from_fn(|_| 1.0);
    bundle
}

fn pairs(bundle: &Bundle, tastes: &[Taste]) -> Vec<Affinity> {
    let opinions: Vec<Opinions> = tastes.iter().map(|taste| Opinions::of(bundle, taste)).collect();
    let members = tastes.iter().zip(&opinions).map(|(taste, opinions)| Participant { taste, opinions });
    affinities(bundle, &members.collect::<Vec<_>>())
}

fn of(bundle: &Bundle, one: &Taste, other: &Taste) -> Option<Affinity> {
    let told = pairs(bundle, &[one.clone(), other.clone()]);
    assert!(told.len() <= 1 && told.iter().all(|pair| pair.places == [0, 1]));
    told.into_iter().next()
}

/// Who gives the twelve films these stars; none is not rated.
fn gives(bundle: &Bundle, stars: [f32; 12]) -> Taste {
    let films = world::FILMS.iter().map(|film| film.0).zip(stars);
    taste(bundle, &films.filter(|(_, stars)| *stars > 0.0).collect::<Vec<_>>())
}

/// Space above love, and the other way round.
const SPACE: [f32; 12] = [5.0, 3.0, 5.0, 3.0, 5.0, 2.5, 4.5, 2.5, 4.5, 2.0, 3.5, 1.0];
const LOVE: [f32; 12] = [3.0, 5.0, 3.0, 5.0, 2.5, 5.0, 2.5, 4.5, 2.0, 4.5, 1.0, 3.5];
/// Neither: it goes by other things.
const NEITHER: [f32; 12] = [5.0, 5.0, 3.0, 3.0, 3.0, 3.0, 4.5, 4.5, 2.5, 2.5, 2.5, 2.5];

#[test]
fn the_same_is_all_opposites_are_nothing_and_strangers_half() {
    let bundle = bundle();
    let [space, love, neither] = [SPACE, LOVE, NEITHER].map(|stars| gives(&bundle, stars));
    let share = |one: &Taste, other: &Taste| of(&bundle, one, other).unwrap().share;
    assert!(share(&space, &space) > 0.99);
    assert!(share(&space, &love) < 0.2, "{}", share(&space, &love));
    // Where predictions say nothing either; in so small a world they know but space and love.
    let middle = of(&world::bundle(), &space, &neither).unwrap().share;
    assert!((0.4..0.6).contains(&middle), "{middle}");
    assert_eq!(share(&space, &love).to_bits(), share(&love, &space).to_bits(), "whoever is asked");
}

#[test]
fn a_generous_hand_makes_nobody_alike_and_nobody_unlike() {
    let bundle = bundle();
    let space = gives(&bundle, SPACE);
    let stricter = gives(&bundle, SPACE.map(|stars| (stars - 0.5f32).max(0.5)));
    // Of twelve films it is not quite certain that it is the hand and not the taste.
    assert!(of(&bundle, &space, &stricter).unwrap().share > 0.9);
    // Whoever gives each film what everyone does says nothing of themselves.
    let everyones = gives(&bundle, std::array::from_fn(|film| (world::FILMS[film].4 * 2.0).round() / 2.0));
    let share = of(&bundle, &space, &everyones).unwrap().share;
    assert!((0.25..0.75).contains(&share), "{share}");
}

#[test]
fn nothing_is_said_of_two_who_share_too_little() {
    let bundle = bundle();
    let first = |films: usize| gives(&bundle, std::array::from_fn(|film| if film < films { SPACE[film] } else { 0.0 }));
    let all = gives(&bundle, SPACE);
    assert_eq!(of(&bundle, &all, &first(FEWEST as usize - 1)), None);
    let few = of(&bundle, &all, &first(FEWEST as usize)).unwrap();
    assert_eq!(few.shared, FEWEST);
    assert_eq!(of(&bundle, &all, &Taste::default()), None);
    assert_eq!(pairs(&bundle, &[]), []);
    let four = pairs(&bundle, &[all.clone(), first(6), Taste::default(), first(7)]);
    assert_eq!(four.iter().map(|pair| pair.places).collect::<Vec<_>>(), [[0, 1], [0, 3], [1, 3]]);
}

#[test]
fn what_they_agree_on_is_named_and_what_not() {
    let bundle = bundle();
    let mut other = SPACE;
    // They differ about Vacuum alone, by two stars.
    other[film("Vacuum").index()] = 3.0;
    let told = of(&bundle, &gives(&bundle, SPACE), &gives(&bundle, other)).unwrap();
    let names = |films: Vec<FilmId>| films.iter().map(|film| world::FILMS[film.index()].0).collect::<Vec<_>>();
    let loved = names(told.loved.iter().map(|both| both.film).collect());
    assert_eq!(loved.len(), 4, "{loved:?}");
    assert!(loved.contains(&"Signal Lost") && !loved.contains(&"Vacuum"), "{loved:?}");
    assert_eq!(names(told.apart.iter().map(|both| both.film).collect()), ["Vacuum"]);
    assert_eq!(told.apart[0].ratings, [5.0, 3.0].map(|stars| Stars::from_stars(stars).unwrap()));
    assert_eq!(told.genres, ["Science Fiction"]);
    assert_eq!(told.directors.first().map(String::as_str), Some("Ilse Brandt"), "{:?}", told.directors);
    let opposed = of(&bundle, &gives(&bundle, SPACE), &gives(&bundle, LOVE)).unwrap();
    assert!(opposed.genres.is_empty() && opposed.loved.is_empty() && !opposed.apart.is_empty());
}

/// Of real members nothing personal is told: two exports of one member are alike, and most pairs are near the middle.
#[test]
fn real_members_are_told_apart() {
    let Some(data) = real::data() else { return };
    let bundle = real::bundle();
    let titles = TitleIndex::new(&bundle.catalogue);
    let tastes: Vec<Taste> = real::exports(&data)
        .into_iter()
        .map(|(_, import)| {
            let matching = match_entries(&bundle.catalogue, &titles, &import, &[]);
            let statements: BTreeMap<FilmId, Statement> = merge(&import.entries, &matching);
            Taste::new(&statements, &bundle.tuning)
        })
        .collect();
    let told = pairs(&bundle, &tastes);
    let pairs = tastes.len() * (tastes.len() - 1) / 2;
    assert!(told.len() > 20 && told.len() < pairs, "{} of {pairs}", told.len());
    // The ZIP is a later export of one of the others.
    let same = told.iter().filter(|affinity| affinity.share > 0.95).count();
    assert_eq!(same, 1);
    let near = told.iter().filter(|affinity| (0.25..0.75).contains(&affinity.share)).count();
    assert!(near * 10 >= told.len() * 6, "{near} of {}", told.len());
    for affinity in told {
        assert!((0.0..=1.0).contains(&affinity.share) && affinity.shared >= FEWEST);
        assert!(affinity.loved.iter().all(|both| both.ratings.iter().all(|rating| *rating >= Stars::FOUR)));
    }
}
