//! What filters look things up in.

use super::Filters;
use crate::bounds::Number;
use crate::bundle::Bundle;
use crate::film::{FilmId, Strings};
use crate::opinions::Opinions;
use crate::predict;
use crate::taste::Taste;
use std::borrow::Cow;

/// A bundle, a member, and what is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The bundle.
    pub bundle: &'a Bundle,
    /// The member.
    pub taste: &'a Taste,
    /// Of that taste, if they are kept.
    pub opinions: Option<&'a Opinions>,
    /// What is asked for.
    pub filters: &'a Filters,
}

/// Stars are shown rounded to a tenth: what reads 3.5 is 3.5 to a filter too.
pub(super) const SHOWN: f32 = 0.05;

/// The member's ratings as predicted, from the opinions that are kept or else anew.
pub(super) struct Predictions<'a> {
    bundle: &'a Bundle,
    taste: &'a Taste,
    opinions: Cow<'a, Opinions>,
}

impl<'a> Predictions<'a> {
    pub(super) fn of(Context { bundle, taste, opinions, .. }: Context<'a>) -> Self {
        let opinions = opinions.map_or_else(|| Cow::Owned(Opinions::of(bundle, taste)), Cow::Borrowed);
        Self { bundle, taste, opinions }
    }

    pub(super) fn stars(&self, film: FilmId) -> f32 {
        predict::stars_for(self.bundle, self.taste, &self.opinions, film)
    }
}

/// Whether the details are there.
pub(super) fn has_details(bundle: &Bundle) -> bool {
    !bundle.catalogue.details.cast.is_empty()
}

/// The bits of the genres with these names.
pub(super) fn bits(names: &Strings, wanted: &[String]) -> u32 {
    let names = names.iter().enumerate().filter(|(_, name)| wanted.iter().any(|wanted| wanted == name));
    names.fold(0, |bits, (bit, _)| bits | 1 << bit)
}

/// For each name whether it is one of those wanted. The empty name stands for what is not known.
pub(super) fn chosen(names: &Strings, wanted: &[String]) -> Vec<bool> {
    let is_wanted = |name: &str| !name.is_empty() && wanted.iter().any(|wanted| wanted == name);
    names.iter().map(is_wanted).collect()
}

/// Whether one of these places is chosen.
pub(super) fn any_of(chosen: &[bool], places: &[u32]) -> bool {
    places.iter().any(|&place| chosen.get(place as usize) == Some(&true))
}

/// Whether a number lies between two ends; one that is not known does where there are none.
pub(super) fn within(value: Option<u16>, from: Option<Number>, to: Option<Number>) -> bool {
    match value {
        Some(value) => from.is_none_or(|from| value >= from.get()) && to.is_none_or(|to| value <= to.get()),
        None => from.is_none() && to.is_none(),
    }
}
