//! All that a signal reads of a person: what each film says of them, and each two that they compared.

use crate::comparisons::Comparison;
use crate::day::Day;
use crate::film::{FilmId, Stars};
use crate::signals::{Factors, Posterior};
use std::cell::OnceCell;

/// All that a signal reads of a person.
#[derive(Clone, Debug, Default)]
pub struct Known<'a> {
    /// What their films say, in the order of films.
    pub films: &'a [Evidence],
    /// What they say of two films each.
    pub comparisons: &'a [Comparison],
    posterior: OnceCell<Posterior>,
}

impl<'a> Known<'a> {
    /// Of these films and comparisons.
    pub fn new(films: &'a [Evidence], comparisons: &'a [Comparison]) -> Self {
        Self { films, comparisons, posterior: OnceCell::new() }
    }

    /// What the rating model makes of it, which is solved once: of one bundle.
    pub fn posterior(&self, factors: &Factors) -> &Posterior {
        self.posterior.get_or_init(|| factors.solve(self))
    }

    /// The same, at the end.
    pub(crate) fn into_posterior(self, factors: &Factors) -> Posterior {
        self.posterior(factors);
        self.posterior.into_inner().unwrap_or_default()
    }
}

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
