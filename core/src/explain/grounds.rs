//! What reasons are made of, gathered once a shelf: film by film it would be gathered sixty times.

use crate::bundle::Bundle;
use crate::film::FilmId;
use crate::numeric::sort;
use crate::signals::Share;
use crate::taste::{Taste, directors};

/// The grounds for every film of a shelf.
#[derive(Clone, Debug, Default)]
pub struct Grounds {
    /// Of each director, by their place among the people: the stars that the member gave their films, and to how many.
    directors: Vec<(f32, u32)>,
    /// The films of the shelf in order, each with the films that speak for or against it.
    neighbours: Vec<(FilmId, Vec<Share>)>,
}

impl Grounds {
    /// Gathers them for the films of a shelf.
    pub fn of(bundle: &Bundle, taste: &Taste, films: &[FilmId]) -> Self {
        Self { directors: directors::rated(&bundle.catalogue, taste), neighbours: neighbours(bundle, taste, films) }
    }

    /// The films of the member's that spoke for or against a film of the shelf: what the signal answers when asked for it alone.
    pub fn neighbours(&self, film: FilmId) -> &[Share] {
        let place = self.neighbours.binary_search_by_key(&film, |&(film, _)| film);
        place.ok().and_then(|place| self.neighbours.get(place)).map_or(&[], |(_, shares)| shares)
    }

    /// The stars that the member gave a director's films, and to how many of them.
    pub(super) fn director(&self, director: u32) -> (f32, u32) {
        self.directors.get(director as usize).copied().unwrap_or_default()
    }
}

/// Runs once through all that the member's films say, instead of searching it for one film after the other.
fn neighbours(bundle: &Bundle, taste: &Taste, films: &[FilmId]) -> Vec<(FilmId, Vec<Share>)> {
    let mut order: Vec<u64> = films.iter().map(|film| u64::from(film.0)).collect();
    sort(&mut order);
    let mut neighbours: Vec<_> = order.into_iter().map(|film| (FilmId(film as u32), Vec::new())).collect();
    // For every film of the pool its place on the shelf.
    let mut places = vec![u32::MAX; bundle.catalogue.pool()];
    for (place, (film, _)) in neighbours.iter().enumerate() {
        if let Some(slot) = places.get_mut(film.index()) {
            *slot = place as u32;
        }
    }
    for evidence in &taste.evidence {
        for (film, weight) in bundle.models.neighbours.of(evidence.film) {
            let place = places.get(film.index()).copied().unwrap_or(u32::MAX);
            if let Some((_, shares)) = neighbours.get_mut(place as usize) {
                shares.push(Share { film: evidence.film, amount: evidence.level * weight });
            }
        }
    }
    neighbours
}
