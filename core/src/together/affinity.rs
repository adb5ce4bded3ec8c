//! How alike the tastes of two members are.
//!
//! A member's *residual* of a film is what they gave it beyond what was to be expected: everyone's mean, on the line that
//! fits their own ratings best. So neither a generous hand nor a love of what everyone loves makes two people alike. Over
//! the films that both have rated, the cosine of their residuals is 1 where they agree about every film, 0 where one says
//! nothing of the other, and −1 where each loves what the other does not.
//!
//! A few films say little. So the cosine of n films is mixed with [`PRIOR`] films' worth of what all other films say: how the
//! stars predicted for the two go together over the best-known films, beyond how good and how well known these are. The
//! mixture becomes a share of 0 to 1 by a curve through 0, ½ and 1 that is steep in the middle, where people are: of
//! real pairs with a hundred films in common, eight of ten have a cosine between −0.14 and 0.17, which makes 33 % and 70 %.

use super::Participant;
use crate::bundle::Bundle;
use crate::film::{FilmId, Stars, Strings};
use crate::numeric::{ln, pack, rank, solve, sort_pairs, tanh};
use crate::portrait::Prior;
use crate::predict;
use crate::taste::Taste;
use serde::{Deserialize, Serialize};

/// Predicted stars count as so many rated films.
pub const PRIOR: f32 = 20.0;
/// With fewer films that both have rated nothing is said.
pub const FEWEST: u32 = 5;
/// How steep the middle of the curve is.
const STEEPNESS: f32 = 2.5;
/// Predicted stars are compared over so many films.
const COMPARED: usize = 2_000;
/// So many films and names are told of on either side.
const NAMED: usize = 4;
/// Ratings this far apart are a difference, if the higher one is love.
const APART: u8 = 3;
/// Predicted stars that hardly differ from what was to be expected say as little: so many stars are taken for chance.
const CHANCE: f64 = 0.1;
/// A member's slope is mixed with this much of everyone's.
const SLOPE: f32 = 5.0;
/// A genre of fewer rated films, and a director, say nothing; nor does a smaller lift (see [`Prior`]).
const LEAST_OF_A_GENRE: u32 = 5;
const LEAST_OF_A_DIRECTOR: u32 = 2;
const LEAST_LIFT: f32 = 0.05;

/// How alike two of several members are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Affinity {
    /// Their places among the members, the earlier one first.
    pub places: [u32; 2],
    /// 0 is as opposed as can be, ½ is two people at random, 1 the same.
    pub share: f32,
    /// How many films both have rated.
    pub shared: u32,
    /// Films that both love, those first that they love most beyond what everyone does.
    pub loved: Vec<Both>,
    /// Films that one loves and the other does not, the furthest apart first.
    pub apart: Vec<Both>,
    /// Genres that both rate higher than everyone.
    pub genres: Vec<String>,
    /// Directors likewise.
    pub directors: Vec<String>,
}

impl Affinity {
    /// Every film that it names.
    pub fn films(&self) -> impl Iterator<Item = FilmId> {
        self.loved.iter().chain(&self.apart).map(|both| both.film)
    }
}

/// A film that both have rated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Both {
    /// The film.
    pub film: FilmId,
    /// What either gave it.
    pub ratings: [Stars; 2],
}

/// Every two of these members who have rated enough of the same films.
pub fn affinities(bundle: &Bundle, members: &[Participant<'_>]) -> Vec<Affinity> {
    let known: Vec<Known> = members.iter().map(|member| Known::of(bundle, *member)).collect();
    let mut pairs = Vec::new();
    for (one, place) in known.iter().zip(0u32..) {
        for (other, other_place) in known.iter().zip(0u32..).skip(place as usize + 1) {
            let found = compare(bundle, one, other);
            pairs.extend(found.map(|found| Affinity { places: [place, other_place], ..found }));
        }
    }
    pairs
}

/// What is known of a member.
struct Known {
    /// Every rated film of the pool with its residual, in the order of films.
    rated: Vec<Rated>,
    /// Predicted stars of the best-known films, beyond how good and how well known they are.
    predicted: Vec<f32>,
}

#[derive(Clone, Copy)]
struct Rated {
    film: FilmId,
    stars: Stars,
    residual: f32,
}

impl Known {
    fn of(bundle: &Bundle, member: Participant<'_>) -> Self {
        Self { rated: residuals(bundle, member.taste), predicted: predicted(bundle, member) }
    }
}

fn residuals(bundle: &Bundle, taste: &Taste) -> Vec<Rated> {
    let everyones = |film: FilmId| bundle.models.quality.stars(film);
    let rated = || taste.evidence.iter().filter_map(|it| Some((it.film, it.rating?, everyones(it.film)?)));
    let count = rated().count().max(1) as f32;
    let own = rated().map(|(_, stars, _)| stars.stars()).sum::<f32>() / count;
    let everyone = rated().map(|(.., mean)| mean).sum::<f32>() / count;
    let (mut both, mut square) = (SLOPE, SLOPE);
    for (_, stars, mean) in rated() {
        both += (stars.stars() - own) * (mean - everyone);
        square += (mean - everyone) * (mean - everyone);
    }
    let slope = both / square;
    rated()
        .map(|(film, stars, mean)| Rated { film, stars, residual: stars.stars() - own - slope * (mean - everyone) })
        .collect()
}

/// What is left of predicted stars once a plane through the films' means and renown is taken off.
fn predicted(bundle: &Bundle, member: Participant<'_>) -> Vec<f32> {
    let rows: Vec<[f64; 4]> = bundle
        .catalogue
        .films()
        .take(bundle.catalogue.pool().min(COMPARED))
        .map(|film| {
            let stars = predict::stars_for(bundle, member.taste, member.opinions, film);
            let mean = bundle.models.quality.stars(film).unwrap_or(0.0);
            let renown = ln(1.0 + bundle.catalogue.rating_count(film) as f32);
            [1.0, mean, renown, stars].map(f64::from)
        })
        .collect();
    let (mut squares, mut plane) = ([0.0; 9], [0.0; 3]);
    for row in &rows {
        for (across, x) in row.iter().take(3).enumerate() {
            plane[across] += x * row[3];
            for (down, y) in row.iter().take(3).enumerate() {
                squares[3 * down + across] += x * y;
            }
        }
    }
    solve(&mut squares, &mut plane);
    let expected = |row: &[f64; 4]| row.iter().zip(plane).map(|(x, slope)| x * slope).sum::<f64>();
    rows.iter().map(|row| (row[3] - expected(row)) as f32).collect()
}

fn compare(bundle: &Bundle, one: &Known, other: &Known) -> Option<Affinity> {
    let shared: Vec<(Rated, Rated)> = one
        .rated
        .iter()
        .filter_map(|rated| {
            let place = other.rated.binary_search_by_key(&rated.film, |theirs| theirs.film).ok()?;
            Some((*rated, *other.rated.get(place)?))
        })
        .collect();
    let count = shared.len() as u32;
    if count < FEWEST {
        return None;
    }
    let agreement = cosine(shared.iter().map(|(one, other)| (one.residual, other.residual)), 0.0);
    let likeness = cosine(one.predicted.iter().copied().zip(other.predicted.iter().copied()), CHANCE);
    let mixed = (count as f32 * agreement + PRIOR * likeness) / (count as f32 + PRIOR);
    let told = |places: Vec<u32>| {
        let both = |place: u32| {
            let (one, other) = shared.get(place as usize)?;
            Some(Both { film: one.film, ratings: [one.stars, other.stars] })
        };
        places.into_iter().filter_map(both).collect()
    };
    let films = shared.iter().zip(0u32..);
    let loved = films.clone().filter(|((one, other), _)| one.stars.min(other.stars) >= Stars::FOUR);
    let loved = loved.map(|((one, other), place)| (one.residual + other.residual, 0, place));
    let apart = films.filter_map(|((one, other), place)| {
        let gap = one.stars.halves().abs_diff(other.stars.halves());
        let is_apart = gap >= APART && one.stars.max(other.stars) >= Stars::FOUR;
        is_apart.then(|| (f32::from(gap), u32::from(10 - one.stars.max(other.stars).halves()), place))
    });
    let genres = |film: FilmId| {
        let bits = bundle.catalogue.genre_bits(film);
        (0..u32::BITS).filter(|bit| bits >> bit & 1 == 1).collect()
    };
    let directors = |film: FilmId| bundle.catalogue.directors.get(film.index()).to_vec();
    let names = |places: Vec<u32>, names: &Strings| {
        places.into_iter().map(|place| names.get(place as usize).to_owned()).collect()
    };
    Some(Affinity {
        places: [0; 2],
        share: (1.0 + tanh(STEEPNESS * mixed) / tanh(STEEPNESS)) / 2.0,
        shared: count,
        loved: told(first(loved.collect())),
        apart: told(first(apart.collect())),
        genres: names(both_lift(one, other, (LEAST_OF_A_GENRE, Prior::KIND), &genres), &bundle.catalogue.genre_names),
        directors: names(
            both_lift(one, other, (LEAST_OF_A_DIRECTOR, Prior::DIRECTOR), &directors),
            &bundle.catalogue.people,
        ),
    })
}

/// 0 where either side never differs from what was to be expected, or by chance.
fn cosine(pairs: impl Iterator<Item = (f32, f32)>, chance: f64) -> f32 {
    let (mut both, mut one, mut other) = (0.0f64, 0.0f64, 0.0f64);
    for (x, y) in pairs.map(|(x, y)| (f64::from(x), f64::from(y))) {
        both += x * y;
        one += x * x + chance * chance;
        other += y * y + chance * chance;
    }
    // What does not vary but for rounding says nothing.
    if one > 1e-6 && other > 1e-6 { ((both / (one * other).sqrt()) as f32).clamp(-1.0, 1.0) } else { 0.0 }
}

/// The places of the largest numbers, the largest first; of equals those with the smaller second one.
fn first(scored: Vec<(f32, u32, u32)>) -> Vec<u32> {
    let mut order: Vec<(u64, u32)> =
        scored.into_iter().map(|(score, second, place)| (pack(!rank(score), second), place)).collect();
    sort_pairs(&mut order);
    order.into_iter().take(NAMED).map(|(_, place)| place).collect()
}

/// What both rate higher than was to be expected, by the smaller of their lifts.
fn both_lift(one: &Known, other: &Known, (least, prior): (u32, f32), of: &dyn Fn(FilmId) -> Vec<u32>) -> Vec<u32> {
    let lifts = |known: &Known| {
        let mut sums = Vec::<(u32, f32)>::new();
        for rated in &known.rated {
            for kind in of(rated.film) {
                if sums.len() <= kind as usize {
                    sums.resize(kind as usize + 1, (0, 0.0));
                }
                let (count, sum) = &mut sums[kind as usize];
                *count += 1;
                *sum += rated.residual;
            }
        }
        sums
    };
    let lift = |(count, sum): (u32, f32)| if count < least { 0.0 } else { sum / (count as f32 + prior) };
    let (own, theirs) = (lifts(one), lifts(other));
    let both =
        own.into_iter().zip(theirs).zip(0u32..).map(|((own, theirs), kind)| (lift(own).min(lift(theirs)), 0, kind));
    first(both.filter(|(lift, ..)| *lift >= LEAST_LIFT).collect())
}
