//! Whether stars and places agree: what is predicted for the first films of a shelf, against what such members then gave.
//!
//! By the member's mean, for a prediction that is right on the whole may still be too high for whoever rates low.

use crate::evaluate::protocol::Case;
use crate::foundation::ask::{plain, taste_of};
use halfstar_core::Bundle;
use halfstar_core::film::FilmId;
use halfstar_core::opinions::Opinions;
use halfstar_core::predict;
use halfstar_core::recommend::rank;
use halfstar_core::request::Request;
use halfstar_core::signals::Weights;
use rayon::prelude::*;
use serde::Serialize;

/// So many films of each shelf are looked at.
const SHELF: u32 = 60;
/// Where bands of members by their mean, in stars, begin.
const BANDS: [f32; 4] = [0.0, 3.0, 3.5, 4.0];

/// Hidden films among the first sixty of the members of a band.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Calibration {
    /// Whose mean is so many stars.
    pub name: String,
    /// How many films.
    pub films: usize,
    /// The mean and the standard deviation of what was predicted.
    pub predicted: [f64; 2],
    /// The same of what was given.
    pub given: [f64; 2],
}

/// A member's mean, and of each hidden film among their first sixty the predicted and the given stars.
type Shown = (f32, Vec<[f64; 2]>);

/// Of the default blend, as the page shows it but for variety and filters.
pub fn calibration(bundle: &Bundle, cases: &[Case]) -> Vec<Calibration> {
    let shown: Vec<Shown> = cases.par_iter().map(|case| shown(bundle, case)).collect();
    bands(&shown)
}

fn shown(bundle: &Bundle, case: &Case) -> Shown {
    let taste = taste_of(&case.split.shown, &bundle.tuning);
    let opinions = Opinions::of(bundle, &taste);
    let request = Request { limit: SHELF, ..plain(Weights::default()) };
    let films = rank(bundle, &taste, &opinions, &request).into_iter();
    let pair = |film: FilmId| {
        let given = case.split.hidden_rating(film.0 as u16)?;
        Some([f64::from(predict::stars(bundle, &opinions, film)), f64::from(given) / 2.0])
    };
    (taste.mean, films.filter_map(pair).collect())
}

fn bands(shown: &[Shown]) -> Vec<Calibration> {
    let band = |at: usize| {
        let (from, to) = (BANDS[at], BANDS.get(at + 1).copied().unwrap_or(f32::INFINITY));
        let members = shown.iter().filter(|(mean, _)| (from..to).contains(mean));
        let pairs: Vec<[f64; 2]> = members.flat_map(|(_, pairs)| pairs).copied().collect();
        let of = |which: usize| {
            let count = pairs.len().max(1) as f64;
            let mean = pairs.iter().map(|pair| pair[which]).sum::<f64>() / count;
            [mean, (pairs.iter().map(|pair| (pair[which] - mean).powi(2)).sum::<f64>() / count).sqrt()]
        };
        let name = if to.is_finite() { format!("{from:.1} to {to:.1}") } else { format!("{from:.1} and more") };
        Calibration { name, films: pairs.len(), predicted: of(0), given: of(1) }
    };
    (0..BANDS.len()).map(band).filter(|band| band.films > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_are_of_members_and_means_of_films() {
        let found = bands(&[
            (2.9, vec![[3.0, 2.0], [4.0, 4.0]]),
            (2.0, vec![[3.5, 3.0]]),
            (4.2, vec![]),
            (3.0, vec![[4.0, 5.0]]),
        ]);
        assert_eq!(
            found.iter().map(|band| (band.name.as_str(), band.films)).collect::<Vec<_>>(),
            [("0.0 to 3.0", 3), ("3.0 to 3.5", 1)]
        );
        assert_eq!((found[0].predicted[0], found[0].given[0]), (3.5, 3.0));
        assert!((found[0].given[1] - (2f64 / 3.0).sqrt()).abs() < 1e-9 && found[1].given[1] == 0.0);
    }
}
