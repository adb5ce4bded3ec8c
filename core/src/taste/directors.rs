//! The directors of a member's films.

use super::Taste;
use crate::film::Catalogue;

/// A director is loved from this far above the member's mean.
const LIFT: f32 = 0.3;
/// Over this many films.
const FEWEST: u32 = 2;

/// What the member's ratings say of each director, by their place among the people: the stars in sum, and of how many
/// films.
pub(crate) fn rated(catalogue: &Catalogue, taste: &Taste) -> Vec<(f32, u32)> {
    let mut directors = vec![(0.0, 0); catalogue.people.len()];
    for evidence in &taste.evidence {
        let Some(rating) = evidence.rating else { continue };
        let names = catalogue.directors.get(evidence.film.index());
        for (place, director) in names.iter().enumerate() {
            // Named twice, a director has still made one film.
            let is_new = !names[..place].contains(director);
            if let Some((total, films)) = directors.get_mut(*director as usize).filter(|_| is_new) {
                *total += rating.stars();
                *films += 1;
            }
        }
    }
    directors
}

/// How far the stars of a director lie above the member's mean, where that is love.
pub(crate) fn lift(taste: &Taste, (total, films): (f32, u32)) -> Option<f32> {
    let lift = total / films.max(1) as f32 - taste.mean;
    (films >= FEWEST && lift >= LIFT).then_some(lift)
}

/// Whether the member loves each director, by their place among the people.
pub(crate) fn loved(catalogue: &Catalogue, taste: &Taste) -> Vec<bool> {
    rated(catalogue, taste).into_iter().map(|director| lift(taste, director).is_some()).collect()
}
