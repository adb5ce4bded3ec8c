//! What the films of a portrait are called.

use crate::protocol::PortraitView;
use halfstar_core::film::FilmId;

/// A film's title and year.
pub(crate) fn title(view: &PortraitView, film: FilmId) -> (&str, Option<u16>) {
    let known = view.titles.iter().find(|(number, ..)| *number == film);
    known.map_or(("", None), |(_, title, year)| (title.as_str(), *year))
}
