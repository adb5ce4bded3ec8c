//! Films with some actors.

#[cfg(not(target_family = "wasm"))]
use super::Flag;
use super::context::{any_of, chosen, has_details};
use super::filter::{Filter, Gate};
use super::{Context, Facet, Filters, Kind, Texts};
use crate::bundle::Bundle;
use crate::taste::Taste;
use crate::words::Phrase;

/// Films with one of the actors among the top-billed cast.
pub(super) struct Cast;

impl Filter for Cast {
    fn kind(&self) -> Kind {
        Kind::TypedNames
    }

    fn texts(&self) -> Texts {
        Texts {
            label: Phrase::AnActor,
            keeps: Phrase::CastKeeps,
            way_back: Phrase::AnyCast,
            set: &[Phrase::WithActor],
            controls: &[Phrase::AnActor],
        }
    }

    #[cfg(not(target_family = "wasm"))]
    fn flags(&self) -> &'static [Flag] {
        &[Flag {
            key: "cast",
            flag: "actor",
            value: "NAME",
            help: "Only films with this actor, or one of these when given again",
            noun: "actor",
            ..Flag::PLAIN
        }]
    }

    fn narrows(&self, filters: &Filters) -> bool {
        !filters.cast.is_empty()
    }

    fn needs_details(&self) -> bool {
        true
    }

    fn gate<'a>(&self, Context { bundle, filters, .. }: Context<'a>) -> Gate<'a> {
        let films = &bundle.catalogue.details.cast;
        let chosen = chosen(&bundle.catalogue.details.people, &filters.cast);
        Box::new(move |film| any_of(&chosen, films.get(film.index())))
    }

    fn facet<'a>(&self, Context { bundle, .. }: Context<'a>) -> Option<Facet<'a>> {
        Some(Facet::of_names(&bundle.catalogue.details.people, &bundle.catalogue.details.cast))
    }

    fn known<'a>(&self, bundle: &'a Bundle, _taste: &'a Taste) -> Option<Vec<&'a str>> {
        has_details(bundle).then(|| bundle.catalogue.details.people.iter().collect())
    }
}
