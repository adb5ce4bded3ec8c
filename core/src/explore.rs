//! Sure things ↔ surprises: a shelf in the order of what could well be, not only of what is likeliest (Thompson 1933).
//!
//! A member is drawn from the rating model's posterior, and the shelf is that of the drawn one: where much is known of them
//! it hardly differs, where little is known it tries a direction of taste, and what is answered teaches. A draw counts less for
//! films with few ratings, of which anything could be said, and less where it strays far from what everyone thinks of a film.
//! The draw is a function of a seed: the same seed, the same shelf.

use crate::bundle::Bundle;
use crate::chance;
use crate::opinions::Opinions;

/// With so many ratings a film's draw counts half.
const FEW: f32 = 100.0;
/// So many stars from everyone's mean a draw may lead for nothing.
const NEAR: f32 = 1.0;
/// What a draw loses for each star beyond, squared, in stars.
const STRAYING: f32 = 0.5;
/// What a star of the draw moves a score, with the dial at its end.
const GAIN: f32 = 8.0;

/// What is added to the score of each film of the pool, with the dial of surprises at 0 to 1; nothing at 0.
pub(crate) fn moves(bundle: &Bundle, opinions: &Opinions, surprise: f32, seed: u32) -> Vec<f32> {
    if surprise <= 0.0 {
        return Vec::new();
    }
    let (member, factors) = (opinions.posterior(), &bundle.models.factors);
    let mut normal = chance::normals(seed.into());
    let drawn = factors.stars_of(&member.draw(&mut normal));
    let (expected, straying) = (factors.stars_of(member.mean()), factors.straying(member));
    let films = bundle.catalogue.films().zip(factors.means()).zip(expected).zip(drawn);
    let moved = films.map(|(((film, mean), expected), drawn)| {
        let ratings = bundle.catalogue.rating_count(film) as f32;
        let draw = (drawn - expected + straying(film) * normal()) * ratings / (ratings + FEW);
        let beyond = ((expected + draw - mean).abs() - NEAR).max(0.0);
        surprise * GAIN * (draw - STRAYING * beyond * beyond)
    });
    moved.collect()
}
