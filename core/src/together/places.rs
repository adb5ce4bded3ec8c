//! Where every film stands for one member.

use super::{Match, Participant};
use crate::blend::Blend;
use crate::bundle::Bundle;
use crate::film::{FilmId, Stars};
use crate::numeric::{ln, pack, rank, sort};
use crate::predict;

/// A liking is made of the place, the stars and a wish: each counts so much. With places alone, a film that somebody would give
/// three stars went before one that all would love, where they had much else to see between.
const BY_PLACE: f32 = 0.5;
const BY_STARS: f32 = 0.4;
const BY_WISH: f32 = 0.1;
/// From so many stars on a film is liked at all, and so many more are all there can be.
const POOR: f32 = 2.0;
const SPAN: f32 = 3.0;

/// The place of every film of the pool among those that the member has yet to see: 1 and how many of these are better.
pub(super) struct Places {
    places: Vec<u32>,
    /// What each film is to them, 0 to 1.
    likings: Vec<f32>,
    /// The logarithm of the last place; 0 where one film or none is left to see.
    last: f32,
}

impl Places {
    /// By the score; what the member has rated by that rating, if asked for: known is better than guessed.
    pub(super) fn of(bundle: &Bundle, member: Participant<'_>, blend: &Blend<'_>, by_rating: bool) -> Self {
        let scores = blend.scores();
        let mut order: Vec<u64> = scores.iter().zip(0u32..).map(|(&score, film)| pack(!rank(score), film)).collect();
        sort(&mut order);
        let mut places = vec![0; scores.len()];
        let (mut passed, mut better, mut level) = (0u32, 0, None);
        // What they would dislike comes behind all else, as on their own shelf.
        let disliked =
            |packed: &u64| predict::is_disliked(bundle, member.taste, member.opinions, FilmId(*packed as u32));
        let (last, first): (Vec<u64>, Vec<u64>) = order.into_iter().partition(disliked);
        let order =
            first.into_iter().map(|packed| (false, packed)).chain(last.into_iter().map(|packed| (true, packed)));
        for (is_last, packed) in order {
            let film = FilmId(packed as u32);
            let own = Some((is_last, packed >> 32));
            if level != own {
                (better, level) = (passed, own);
            }
            if let Some(place) = places.get_mut(film.index()) {
                *place = better + 1;
            }
            passed += u32::from(!member.taste.is_done_with(film));
        }
        let mut all = Self { places, likings: Vec::new(), last: ln(passed.max(1) as f32) };
        if by_rating {
            all.place_rated(bundle, member);
        }
        let films = 0..all.places.len() as u32;
        all.likings = films.map(|film| all.weigh(bundle, member, FilmId(film))).collect();
        all
    }

    /// Puts every rated film behind those whose predicted stars are more.
    fn place_rated(&mut self, bundle: &Bundle, member: Participant<'_>) {
        let mut more = [0u32; 10];
        for film in (0..self.places.len() as u32).map(FilmId).filter(|&film| !member.taste.is_done_with(film)) {
            let stars = predict::stars_for(bundle, member.taste, member.opinions, film);
            for (count, halves) in more.iter_mut().zip(1u8..) {
                *count += u32::from(stars * 2.0 > f32::from(halves));
            }
        }
        for evidence in &member.taste.evidence {
            let halves = evidence.rating.map(Stars::halves);
            if let (Some(place), Some(halves)) = (self.places.get_mut(evidence.film.index()), halves) {
                *place = more.get(usize::from(halves.saturating_sub(1))).map_or(*place, |more| more + 1);
            }
        }
    }

    /// What a film is to the member, 0 to 1.
    pub(super) fn liking(&self, film: FilmId) -> f32 {
        self.likings.get(film.index()).copied().unwrap_or(0.0)
    }

    fn weigh(&self, bundle: &Bundle, member: Participant<'_>, film: FilmId) -> f32 {
        let rating = member.taste.evidence_of(film).and_then(|evidence| evidence.rating);
        let predicted = || predict::stars_for(bundle, member.taste, member.opinions, film);
        let stars = (rating.map_or_else(predicted, Stars::stars) - POOR) / SPAN;
        let wish = if member.taste.on_watchlist(film) { BY_WISH } else { 0.0 };
        BY_PLACE * self.by_place(film) + BY_STARS * stars.clamp(0.0, 1.0) + wish
    }

    /// From 1 for the first place to 0 for the last.
    fn by_place(&self, film: FilmId) -> f32 {
        let place = self.place(film).max(1);
        if place == 1 {
            1.0
        } else if self.last > 0.0 {
            (1.0 - ln(place as f32) / self.last).clamp(0.0, 1.0)
        } else {
            0.0
        }
    }

    fn place(&self, film: FilmId) -> u32 {
        self.places.get(film.index()).copied().unwrap_or(u32::MAX)
    }

    /// What a film is to the member.
    pub(super) fn describe(&self, bundle: &Bundle, member: Participant<'_>, film: FilmId) -> Match {
        Match {
            liking: self.liking(film),
            place: self.place(film),
            predicted_stars: predict::stars_for(bundle, member.taste, member.opinions, film),
            seen: member.taste.has_seen(film),
            rating: member.taste.evidence_of(film).and_then(|evidence| evidence.rating),
            wanted: member.taste.on_watchlist(film),
        }
    }
}
