//! What filters look things up in.

use super::Filters;
use crate::bounds::Number;
use crate::bundle::Bundle;
use crate::film::Strings;
use crate::taste::Taste;

/// A bundle, a member, and what is asked for.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) bundle: &'a Bundle,
    pub(crate) taste: &'a Taste,
    pub(crate) filters: &'a Filters,
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
