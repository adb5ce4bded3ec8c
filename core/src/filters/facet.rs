//! Films counted under the choices of a filter.

use crate::film::{FilmId, Lists, Stars, Strings};
use crate::numeric::{pack, sort};

/// Counts a film under the choices that it belongs to.
type Count<'a> = Box<dyn Fn(FilmId, &mut [u32]) + 'a>;

/// How the choices of one filter are counted.
pub(crate) struct Facet<'a> {
    counts: Vec<u32>,
    count: Count<'a>,
    value: Box<dyn Fn(usize) -> String + 'a>,
    order: Order,
}

/// Which choices are named, and in which order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// All, as they come.
    All,
    /// Those with a film, as they come.
    AsTheyCome,
    /// Those with a film, most films first.
    MostFilms,
}

impl<'a> Facet<'a> {
    /// So many choices: which places a film counts under, and what is set for each.
    pub(super) fn new(
        choices: usize,
        order: Order,
        count: impl Fn(FilmId, &mut [u32]) + 'a,
        value: impl Fn(usize) -> String + 'a,
    ) -> Self {
        Self { counts: vec![0; choices], count: Box::new(count), value: Box::new(value), order }
    }

    /// Names, of which each film has a list.
    pub(super) fn of_names(names: &'a Strings, films: &'a Lists) -> Self {
        let count = |film: FilmId, counts: &mut [u32]| count_names(counts, films.get(film.index()));
        Self::new(names.len(), Order::MostFilms, count, |place| names.get(place).to_owned())
    }

    /// A switch: whether a film is there with it off, and on.
    pub(super) fn of_switch(is_there: impl Fn(FilmId) -> [bool; 2] + 'a) -> Self {
        let count = move |film: FilmId, counts: &mut [u32]| {
            for (count, is_there) in counts.iter_mut().zip(is_there(film)) {
                *count += u32::from(is_there);
            }
        };
        Self::new(2, Order::All, count, |place| ["false", "true"][place].to_owned())
    }

    /// From so many stars on: half stars from the least to the most.
    pub(super) fn of_stars(order: Order, count: impl Fn(FilmId, &mut [u32]) + 'a) -> Self {
        Self::new(usize::from(u8::from(Stars::MOST)), order, count, |place| {
            half_stars(place).map_or_else(String::new, Stars::text)
        })
    }

    /// Counts a film that passes all other filters.
    pub(crate) fn count(&mut self, film: FilmId) {
        (self.count)(film, &mut self.counts);
    }

    /// The choices with their films, by their places.
    pub(crate) fn places(&self) -> Vec<(usize, u32)> {
        let counts = self.counts.iter().copied().enumerate();
        match self.order {
            Order::All => counts.collect(),
            Order::AsTheyCome => counts.filter(|&(_, films)| films > 0).collect(),
            Order::MostFilms => largest_first(&self.counts).collect(),
        }
    }

    /// What is set for the choice at this place; empty for one without a name.
    pub(crate) fn value(&self, place: usize) -> String {
        (self.value)(place)
    }
}

/// The places with anything, the largest first and then as they come.
fn largest_first(counts: &[u32]) -> impl Iterator<Item = (usize, u32)> + use<> {
    let counts = counts.iter().zip(0..).filter(|(count, _)| **count > 0);
    let mut order: Vec<u64> = counts.map(|(&count, place)| pack(!count, place)).collect();
    sort(&mut order);
    order.into_iter().map(|packed| (packed as u32 as usize, !((packed >> 32) as u32)))
}

pub(super) fn count(counts: &mut [u32], place: usize) {
    if let Some(count) = counts.get_mut(place) {
        *count += 1;
    }
}

pub(super) fn count_bits(counts: &mut [u32], bits: u32) {
    for (bit, count) in counts.iter_mut().enumerate() {
        *count += bits >> bit & 1;
    }
}

/// The place of half a star is 0.
fn half_stars(place: usize) -> Option<Stars> {
    Stars::from_halves(u8::try_from(place + 1).ok()?)
}

/// Counts under every number of stars up to this one.
pub(super) fn count_up_to(counts: &mut [u32], stars: f32) {
    let reached = |place: usize| half_stars(place).is_some_and(|least| stars >= least.stars());
    counts.iter_mut().enumerate().filter(|(place, _)| reached(*place)).for_each(|(_, count)| *count += 1);
}

/// What is named twice is of one film all the same.
fn count_names(counts: &mut [u32], names: &[u32]) {
    for (place, &name) in names.iter().enumerate() {
        if !names[..place].contains(&name) {
            count(counts, name as usize);
        }
    }
}
