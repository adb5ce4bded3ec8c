//! The member's taste drawn: bars and dots as markup, which costs the program less than a library of charts would.

pub(crate) mod charts;
pub(crate) mod map;
pub(crate) mod picture;
pub(crate) mod sections;

use crate::protocol::PortraitView;
use halfstar_core::film::FilmId;

/// A film's title and year.
pub(crate) fn title(view: &PortraitView, film: FilmId) -> (&str, Option<u16>) {
    let known = view.titles.iter().find(|(number, ..)| *number == film);
    known.map_or(("", None), |(_, title, year)| (title.as_str(), *year))
}
