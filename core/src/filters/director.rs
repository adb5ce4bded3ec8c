//! Films by some directors.

#[cfg(not(target_family = "wasm"))]
use super::Flag;
use super::context::{any_of, chosen};
use super::filter::{Filter, Gate};
use super::{Context, Facet, Filters, Kind, Texts};
use crate::bundle::Bundle;
use crate::taste::Taste;
use crate::words::Phrase;

/// Films by one of the directors.
pub(super) struct Director;

impl Filter for Director {
    fn kind(&self) -> Kind {
        Kind::TypedNames
    }

    fn texts(&self) -> Texts {
        Texts {
            label: Phrase::ADirector,
            keeps: Phrase::NamedDirectorsKeep,
            way_back: Phrase::AnybodysFilms,
            set: &[Phrase::ByDirector],
            controls: &[Phrase::ADirector],
        }
    }

    #[cfg(not(target_family = "wasm"))]
    fn flags(&self) -> &'static [Flag] {
        &[Flag {
            key: "directors",
            flag: "director",
            value: "NAME",
            help: "Only films by this director, or one of these when given again",
            noun: "director",
            ..Flag::PLAIN
        }]
    }

    fn narrows(&self, filters: &Filters) -> bool {
        !filters.directors.is_empty()
    }

    fn gate<'a>(&self, Context { bundle, filters, .. }: Context<'a>) -> Gate<'a> {
        let films = &bundle.catalogue.directors;
        let chosen = chosen(&bundle.catalogue.people, &filters.directors);
        Box::new(move |film| any_of(&chosen, films.get(film.index())))
    }

    fn facet<'a>(&self, Context { bundle, .. }: Context<'a>) -> Option<Facet<'a>> {
        Some(Facet::of_names(&bundle.catalogue.people, &bundle.catalogue.directors))
    }

    fn known<'a>(&self, bundle: &'a Bundle, _taste: &'a Taste) -> Option<Vec<&'a str>> {
        Some(bundle.catalogue.people.iter().collect())
    }
}
