//! Whether intervals hold: how many of the hidden ratings lie in the interval around the predicted stars, and how wide it is.

use super::slices::FilmGroups;
use crate::evaluate::protocol::Case;
use crate::foundation::ask::taste_of;
use crate::foundation::split::shorten;
use halfstar_core::Bundle;
use halfstar_core::film::FilmId;
use halfstar_core::opinions::Opinions;
use halfstar_core::predict;
use halfstar_core::tuning::HISTORIES;
use rayon::prelude::*;
use serde::Serialize;

/// Predicted stars in bands that begin here.
const BANDS: [f32; 5] = [0.0, 2.5, 3.0, 3.5, 4.0];
/// Films by decade; what is older is one slice.
const DECADES: [u16; 6] = [0, 1970, 1980, 1990, 2000, 2010];
const NEWEST: u16 = 2020;
/// A member that is known well.
const LONG: usize = 200;

/// What intervals came to on some of the hidden ratings.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Coverage {
    /// Which ratings.
    pub name: String,
    /// How many.
    pub ratings: usize,
    /// Shares of them that lie in intervals meant for four in five and for one in two.
    pub covered: [f64; 2],
    /// How wide these are on average, in stars.
    pub width: [f64; 2],
}

/// Coverage in slices, and what intervals that know the member are worth.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Coverages {
    /// Everyone, then slices.
    pub slices: Vec<Coverage>,
    /// The mean width of intervals for four in five that are as wide for every member and film, over all lengths of history.
    pub constant_width: Option<f64>,
}

/// A hidden rating.
struct Judged {
    film: u16,
    stars: f32,
    off: f32,
    inside: [bool; 2],
    width: [f32; 2],
    shown: usize,
}

/// Of the committed bundle, on what strong generalisation hides; and with so many of the members' films known.
pub fn intervals(bundle: &Bundle, cases: &[Case], groups: &FilmGroups) -> Coverages {
    let all: Vec<Judged> = cases.par_iter().flat_map_iter(|case| judged(bundle, case, &case.split.shown)).collect();
    let mut slices = vec![coverage("all", all.iter())];
    let mut short_ones = Vec::new();
    for length in HISTORIES.map(|length| length as usize).into_iter().filter(|length| *length < LONG) {
        let long = cases.par_iter().filter(|case| case.split.shown.len() >= length);
        let short: Vec<Judged> =
            long.flat_map_iter(|case| judged(bundle, case, &shorten(&case.split, length))).collect();
        slices.push(coverage(&format!("{length} films shown"), short.iter()));
        short_ones.extend(short);
    }
    slices.push(coverage(&format!("{LONG} films shown and more"), all.iter().filter(|one| one.shown >= LONG)));
    for decile in 0..10 {
        let of_decile = all.iter().filter(|one| groups.decile_of(one.film) == decile);
        slices.push(coverage(&format!("popularity decile {}", decile + 1), of_decile));
    }
    for (from, to) in DECADES.into_iter().zip(DECADES.into_iter().skip(1).chain([NEWEST])).chain([(NEWEST, u16::MAX)]) {
        let year = |film: u16| bundle.catalogue.year(FilmId(u32::from(film))).unwrap_or(0);
        let name = if from == 0 { format!("films before {to}") } else { format!("films from {from}") };
        slices.push(coverage(&name, all.iter().filter(|one| (from..to).contains(&year(one.film)))));
    }
    for (at, from) in BANDS.into_iter().enumerate() {
        let to = BANDS.get(at + 1).copied().unwrap_or(f32::INFINITY);
        let name = if to.is_finite() {
            format!("{from:.1} to {to:.1} stars predicted")
        } else {
            format!("{from:.1} and more")
        };
        slices.push(coverage(&name, all.iter().filter(|one| (from..to).contains(&one.stars))));
    }
    slices.retain(|slice| slice.ratings > 0);
    Coverages { slices, constant_width: constant(all.iter().filter(|one| one.shown >= LONG).chain(&short_ones)) }
}

fn judged(bundle: &Bundle, case: &Case, shown: &[(u16, u8)]) -> Vec<Judged> {
    let opinions = Opinions::of(bundle, &taste_of(shown, &bundle.tuning));
    let one = |&(film, halves): &(u16, u8)| {
        let (id, given) = (FilmId(u32::from(film)), f32::from(halves) / 2.0);
        let stars = predict::stars(bundle, &opinions, id);
        let both = predict::interval(bundle, &opinions, id, stars)?;
        let both = [both.most, both.half];
        Some(Judged {
            film,
            stars,
            off: given - stars,
            inside: both.map(|[low, high]| (low..=high).contains(&given)),
            width: both.map(|[low, high]| high - low),
            shown: shown.len(),
        })
    };
    case.split.hidden.iter().filter_map(one).collect()
}

fn coverage<'a>(name: &str, ratings: impl Iterator<Item = &'a Judged>) -> Coverage {
    let (mut count, mut covered, mut width) = (0usize, [0.0; 2], [0.0; 2]);
    for one in ratings {
        count += 1;
        for level in 0..2 {
            covered[level] += f64::from(u8::from(one.inside[level]));
            width[level] += f64::from(one.width[level]);
        }
    }
    let mean = |sum: f64| sum / count.max(1) as f64;
    Coverage { name: name.to_owned(), ratings: count, covered: covered.map(mean), width: width.map(mean) }
}

/// The mean width of intervals of one width that cover as many, each kept within half a star to five.
fn constant<'a>(ratings: impl Iterator<Item = &'a Judged> + Clone) -> Option<f64> {
    let covered = coverage("", ratings.clone()).covered[0];
    let mut off: Vec<f32> = ratings.clone().map(|one| one.off.abs()).collect();
    off.sort_by(f32::total_cmp);
    let reach = *off.get(((off.len() as f64 * covered) as usize).min(off.len().checked_sub(1)?))?;
    let widths = ratings.map(|one| f64::from((one.stars + reach).min(5.0) - (one.stars - reach).max(0.5)));
    Some(widths.sum::<f64>() / off.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(stars: f32, off: f32, reach: f32) -> Judged {
        let inside = [reach, reach / 2.0].map(|reach| off.abs() <= reach);
        Judged { film: 0, stars, off, inside, width: [2.0 * reach, reach], shown: 300 }
    }

    #[test]
    fn coverage_by_hand() {
        let all = [one(3.0, 0.5, 1.0), one(3.0, -1.0, 1.0), one(4.0, 2.0, 0.5), one(3.5, 0.0, 1.5)];
        let found = coverage("all", all.iter());
        assert_eq!((found.ratings, found.covered, found.width), (4, [0.75, 0.5], [2.0, 1.0]));
    }

    /// Three of four are covered, so the constant reach is that of the fourth at the latest; none leaves the scale.
    #[test]
    fn the_constant_interval_covers_as_many() {
        let all = [one(3.0, 0.1, 0.2), one(3.0, -0.2, 0.3), one(3.0, 0.3, 0.4), one(4.5, 1.0, 0.4)];
        let width = constant(all.iter()).expect("ratings");
        assert!((width - (3.0 * 2.0 + 1.5) / 4.0).abs() < 1e-6, "{width}");
        assert_eq!(constant([].iter()), None);
    }
}
