//! What one film says of a person: all that a signal reads of them.

use crate::day::Day;
use crate::film::{FilmId, Stars};

/// What one film says of a person.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// The film.
    pub film: FilmId,
    /// The rating, if they gave one.
    pub rating: Option<Stars>,
    /// Whether they liked it.
    pub liked: bool,
    /// The latest day that their files name with it.
    pub day: Option<Day>,
    /// How much it speaks for films like it, to the neighbours: 0 and up.
    pub level: f32,
    /// Which way it turns the content direction: stars above their mean, or a part of the stars below.
    pub leaning: f32,
}

impl Evidence {
    /// Whether the film is one of the person's favourites: liked, or rated four stars or more.
    pub(crate) fn is_favourite(&self) -> bool {
        self.liked || self.rating >= Some(Stars::FOUR)
    }
}
