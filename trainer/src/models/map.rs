//! A map of the pool: two numbers per film, so that alike films lie near each other and kinds of films form islands.
//!
//! The layout is that of UMAP (McInnes et al. 2018): films pull those they are most alike to, and push random others.
//! What is alike is read from the finished models, the content vectors and the neighbours' weights together, so the map
//! needs nothing that the bundle lacks. One thread lays out: the same bytes every time.

mod names;

use crate::foundation::matrix::row;
use crate::foundation::random::{seeded, signed};
use halfstar_core::Bundle;
use halfstar_core::film::FilmId;
use halfstar_core::numeric::{dot, exp, top_k};
use ndarray::Array2;
use rand::RngExt as _;
use rayon::prelude::*;
use serde::Serialize;

/// How many films each film pulls by content, and at most by neighbours' weights.
const ALIKE: usize = 15;
const EPOCHS: usize = 300;
/// Random films pushed for each one pulled.
const PUSHED: usize = 5;
/// How steeply the pull falls off: 1 / (1 + STEEP·d²).
const STEEP: f32 = 1.5;
/// How wide the map is at first, in units of that curve.
const WIDTH: f32 = 10.0;
const SEED: u64 = 0x6d61_7073;

/// Where films lie, what regions are about, and how much of their likeness the map keeps.
#[derive(Clone, Debug, Default)]
pub struct FilmMap {
    /// Right and down, one per film of the pool; both evenly used.
    pub places: Vec<[u8; 2]>,
    /// Names of regions and where to write them.
    pub names: Vec<(String, [u8; 2])>,
    /// How many of the films that are alike lie near each other.
    pub fidelity: Fidelity,
}

/// Of the 10 films most like a film, the share that is among the 50 nearest to it on a map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Fidelity {
    /// On this map.
    pub map: f64,
    /// On the plane through the two widest directions of the content vectors, drawn the same way.
    pub plane: f64,
}

/// Draws the map of a bundle whose details are there; empty for a pool too small to have regions.
pub fn draw(bundle: &Bundle) -> FilmMap {
    let films = bundle.catalogue.pool();
    if films <= 4 * ALIKE {
        return FilmMap::default();
    }
    let alike = alike(bundle, films);
    let plane = plane(bundle, films);
    let places = spread(&lay_out(&alike, &plane));
    let closest: Vec<Vec<u32>> =
        alike.iter().map(|row| top_k(row.iter().map(|&(film, pull)| (pull, film)), 10)).map(indices).collect();
    let fidelity = Fidelity { map: kept(&closest, &places), plane: kept(&closest, &spread(&plane)) };
    FilmMap { names: names::of(&bundle.catalogue, &places), places, fidelity }
}

fn indices(scored: Vec<(f32, u32)>) -> Vec<u32> {
    scored.into_iter().map(|(_, index)| index).collect()
}

/// Which films each film is like and how much, 0 to 1, the same both ways.
fn alike(bundle: &Bundle, films: usize) -> Vec<Vec<(u32, f32)>> {
    let (content, neighbours) = (&bundle.models.content, &bundle.models.neighbours);
    let rows: Vec<Vec<(u32, f32)>> = (0..films as u32)
        .into_par_iter()
        .map(|film| {
            let vector = content.vector(FilmId(film));
            let others = (0..films as u32).filter(|&other| other != film);
            let nearest = top_k(others.map(|other| (dot(vector, content.vector(FilmId(other))), other)), ALIKE);
            let weights = neighbours.of(FilmId(film)).filter(|&(other, weight)| weight > 0.0 && other.0 != film);
            let watched = top_k(weights.map(|(other, weight)| (weight, other.0)), ALIKE);
            let mut row = fade(&nearest);
            fade(&watched).into_iter().for_each(|(other, pull)| unite(&mut row, other, pull));
            row
        })
        .collect();
    let mut both = rows.clone();
    for (film, row) in (0..).zip(&rows) {
        row.iter().for_each(|&(other, pull)| unite(&mut both[other as usize], film, pull));
    }
    both
}

/// Adds what is independently held, as UMAP unites sets: two halves are three quarters.
fn unite(row: &mut Vec<(u32, f32)>, film: u32, pull: f32) {
    match row.iter_mut().find(|(known, _)| *known == film) {
        Some((_, known)) => *known += pull - *known * pull,
        None => row.push((film, pull)),
    }
}

/// Likenesses in falling order as pulls: 1 for the first, the rest by how far they fall behind, on a scale of their own.
fn fade(scored: &[(f32, u32)]) -> Vec<(u32, f32)> {
    let (Some(&(first, _)), Some(&(last, _))) = (scored.first(), scored.last()) else { return Vec::new() };
    let scale = (first - last).max(1e-6) / 2.0;
    scored.iter().map(|&(score, film)| (film, exp((score - first) / scale))).collect()
}

/// The two widest directions of the content vectors, by power iteration.
fn plane(bundle: &Bundle, films: usize) -> Vec<[f32; 2]> {
    let width = bundle.models.content.dimensions();
    let vector = |film: usize| bundle.models.content.vector(FilmId(film as u32));
    let mut mean = vec![0.0; width];
    for film in 0..films {
        mean.iter_mut().zip(vector(film)).for_each(|(sum, x)| *sum += x / films as f32);
    }
    let centred = Array2::from_shape_fn((films, width), |(film, at)| vector(film)[at] - mean[at]);
    // The core's product of vectors, not a library's: the same bits on every machine.
    let along = |film: usize, axis: &[f32]| dot(row(&centred, film), axis);
    let mut random = seeded(SEED);
    let mut axes: Vec<Vec<f32>> = Vec::new();
    for _ in 0..2 {
        let mut axis: Vec<f32> = (0..width).map(|_| signed(&mut random)).collect();
        for _ in 0..100 {
            let mut next = vec![0.0; width];
            for film in 0..films {
                let along = along(film, &axis);
                next.iter_mut().zip(row(&centred, film)).for_each(|(sum, x)| *sum += along * x);
            }
            for known in &axes {
                let along = dot(&next, known);
                next.iter_mut().zip(known).for_each(|(x, k)| *x -= along * k);
            }
            let length = dot(&next, &next).sqrt().max(f32::MIN_POSITIVE);
            axis = next.into_iter().map(|x| x / length).collect();
        }
        axes.push(axis);
    }
    (0..films).map(|film| [along(film, &axes[0]), along(film, &axes[1])]).collect()
}

/// Stochastic gradient descent from `start`: likely edges pull more often, and every pull comes with a few pushes.
fn lay_out(alike: &[Vec<(u32, f32)>], start: &[[f32; 2]]) -> Vec<[f32; 2]> {
    let films = start.len() as u32;
    let mut random = seeded(SEED);
    let widest = start.iter().flatten().fold(f32::MIN_POSITIVE, |widest, x| widest.max(x.abs()));
    // A little noise parts films of which the same is known.
    let mut places: Vec<[f32; 2]> =
        start.iter().map(|place| place.map(|x| WIDTH * x / widest + 1e-3 * signed(&mut random))).collect();
    for epoch in 0..EPOCHS {
        let rate = 1.0 - epoch as f32 / EPOCHS as f32;
        for film in 0..films {
            for &(other, pull) in &alike[film as usize] {
                if random.random::<f32>() >= pull {
                    continue;
                }
                let apart = between(&places, film, other);
                let strength = -2.0 * STEEP / (1.0 + STEEP * square(apart));
                shift(&mut places, film, apart, rate * strength);
                shift(&mut places, other, apart, -rate * strength);
                for _ in 0..PUSHED {
                    let other = random.random_range(0..films);
                    let apart = between(&places, film, other);
                    let far = square(apart);
                    shift(&mut places, film, apart, rate * 2.0 / ((1e-3 + far) * (1.0 + STEEP * far)));
                }
            }
        }
    }
    places
}

fn between(places: &[[f32; 2]], film: u32, other: u32) -> [f32; 2] {
    let ([x, y], [u, v]) = (places[film as usize], places[other as usize]);
    [x - u, y - v]
}

fn square([x, y]: [f32; 2]) -> f32 {
    x * x + y * y
}

fn shift(places: &mut [[f32; 2]], film: u32, along: [f32; 2], by: f32) {
    for (x, step) in places[film as usize].iter_mut().zip(along) {
        // A step too far would tear islands apart.
        *x += (by * step).clamp(-4.0, 4.0);
    }
}

/// Onto 0 to 255 both ways, half by place and half by rank: islands stay, and the sea between them takes less room.
fn spread(places: &[[f32; 2]]) -> Vec<[u8; 2]> {
    let mut spread = vec![[0; 2]; places.len()];
    for axis in 0..2 {
        let order = top_k(places.iter().map(|place| place[axis]).zip(0..), places.len());
        let last = (places.len() - 1).max(1) as f32;
        // A few stragglers must not set the scale.
        let edge = places.len() / 500;
        let (high, low) = (order[edge].0, order[places.len() - 1 - edge].0);
        for (rank, &(x, film)) in order.iter().enumerate() {
            let by_place = ((x - low) / (high - low).max(f32::MIN_POSITIVE)).clamp(0.0, 1.0);
            let by_rank = 1.0 - rank as f32 / last;
            spread[film as usize][axis] = (127.5 * (by_place + by_rank)).round() as u8;
        }
    }
    spread
}

fn kept(closest: &[Vec<u32>], places: &[[u8; 2]]) -> f64 {
    let found: usize = closest
        .par_iter()
        .enumerate()
        .map(|(film, closest)| {
            let [x, y] = places[film].map(f32::from);
            let others = (0..).zip(places).filter(|&(other, _)| other as usize != film);
            let near = top_k(
                others.map(|(other, place)| (-square([x - f32::from(place[0]), y - f32::from(place[1])]), other)),
                50,
            );
            closest.iter().filter(|&wanted| near.iter().any(|(_, film)| film == wanted)).count()
        })
        .sum();
    found as f64 / closest.iter().map(Vec::len).sum::<usize>().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use halfstar_core::bundle::{Models, Provenance};
    use halfstar_core::film::{Catalogue, Kind, Lists};
    use halfstar_core::signals::{Autoencoder, Content, Factors, Neighbours, Prior, Quality};
    use halfstar_core::tuning::Tuning;

    /// Three tribes of forty films, each about a direction of its own; films of a tribe speak for one another.
    fn bundle() -> Bundle {
        let films = 120;
        let tribe = |film: usize| film % 3;
        let mut random = seeded(7);
        let vectors: Vec<f32> = (0..films)
            .flat_map(|film| [0, 1, 2, 3, 4].map(|axis| if axis == tribe(film) { 1.0 } else { 0.0 }))
            .map(|x| x + 0.2 * signed(&mut random))
            .collect();
        let rows: Vec<Vec<(u32, f32)>> = (0..films)
            .map(|film| (film + 3..(film + 12).min(films)).step_by(3).map(|other| (other as u32, 0.2)).collect())
            .collect();
        let catalogue = Catalogue {
            pool: films as u32,
            titles: (0..films).map(|film| format!("Film {film}")).collect(),
            years: (0..films).map(|film| [1944, 1978, 2011][tribe(film)]).collect(),
            letterboxd_ids: vec![0; films],
            kinds: vec![Kind::Movie; films],
            genres: (0..films).map(|film| [1, 2, 4][tribe(film)]).collect(),
            genre_names: ["Noir", "Horror", "Animation"].iter().collect(),
            languages: vec![0; films],
            language_codes: [""].iter().collect(),
            runtimes: vec![90; films],
            directors: Lists::new(vec![[]; films]),
            rating_counts: vec![50; films],
            ..Catalogue::default()
        };
        let models = Models {
            neighbours: Neighbours::new(&rows),
            content: Content::new(&vectors, 5),
            quality: Quality::new(&vec![3.5; films]),
            factors: Factors::new(&vec![0.1; films], 1, Prior::TYPICAL),
            autoencoder: Autoencoder::default(),
            ..Models::default()
        };
        Bundle::new(catalogue, models, Tuning::default(), Provenance::default()).expect("a bundle")
    }

    #[test]
    fn tribes_are_islands() {
        let map = draw(&bundle());
        assert_eq!(map.places.len(), 120);
        for (film, place) in map.places.iter().enumerate() {
            let off = |&other: &usize| {
                let [x, y] = [0, 1].map(|axis| i32::from(place[axis]) - i32::from(map.places[other][axis]));
                x * x + y * y
            };
            let mut others: Vec<usize> = (0..120).filter(|&other| other != film).collect();
            others.sort_by_key(off);
            assert!(
                others[..10].iter().all(|other| other % 3 == film % 3),
                "film {film} lies among {:?}",
                &others[..10]
            );
        }
        assert!(map.fidelity.map > 0.9 && map.fidelity.plane <= 1.0, "{:?}", map.fidelity);
        let names: Vec<&str> = map.names.iter().map(|(name, _)| name.as_str()).collect();
        for name in ["Noir", "Horror", "Animation"] {
            assert!(names.contains(&name), "{name} in {names:?}");
        }
        for axis in [0, 1] {
            let column = || map.places.iter().map(|place| place[axis]);
            assert_eq!((column().min(), column().max()), (Some(0), Some(255)), "the whole width");
        }
    }

    #[test]
    fn any_number_of_threads_draws_the_same() {
        let drawn = [1, 3].map(|threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            let map = pool.install(|| draw(&bundle()));
            (map.places, map.names)
        });
        assert_eq!(drawn[0], drawn[1]);
    }

    #[test]
    fn places_are_spread_by_place_and_by_rank() {
        let spread = spread(&[[0.0, 5.0], [1.0, 5.0], [4.0, 5.0]]);
        // In the middle: a quarter by place, a half by rank.
        assert_eq!(spread.iter().map(|place| place[0]).collect::<Vec<_>>(), [0, 96, 255]);
    }

    #[test]
    fn pulls_fade_from_one() {
        let pulls = fade(&[(0.9, 4), (0.7, 2), (0.5, 9)]);
        assert_eq!(pulls[0], (4, 1.0));
        assert!((pulls[1].1 - 0.367_879_44).abs() < 1e-5, "half of the way is e to the −1: {pulls:?}");
        let mut row = vec![(1, 0.5)];
        unite(&mut row, 1, 0.5);
        unite(&mut row, 2, 0.25);
        assert_eq!(row, [(1, 0.75), (2, 0.25)]);
    }
}
