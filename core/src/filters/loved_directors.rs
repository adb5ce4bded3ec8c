//! Films by directors whom the member loves.

#[cfg(not(target_family = "wasm"))]
use super::Flag;
use super::context::any_of;
use super::filter::{Filter, Gate};
use super::{Context, Facet, Filters, Kind, Texts};
use crate::taste::directors;
use crate::words::Phrase;

/// Films by a director whom the member rates above their mean, over two films or more.
pub(super) struct LovedDirectors;

impl Filter for LovedDirectors {
    fn kind(&self) -> Kind {
        Kind::Switch
    }

    fn texts(&self) -> Texts {
        Texts {
            label: Phrase::OnlyLovedDirectors,
            keeps: Phrase::DirectorsKeep,
            way_back: Phrase::AnyDirector,
            set: &[],
            controls: &[],
        }
    }

    #[cfg(not(target_family = "wasm"))]
    fn flags(&self) -> &'static [Flag] {
        &[Flag {
            key: "loved_directors",
            flag: "loved-directors",
            help: "Only films by directors whom the member rates well above their mean",
            ..Flag::PLAIN
        }]
    }

    fn narrows(&self, filters: &Filters) -> bool {
        filters.loved_directors
    }

    fn gate<'a>(&self, Context { bundle, taste, .. }: Context<'a>) -> Gate<'a> {
        let loved = directors::loved(&bundle.catalogue, taste);
        Box::new(move |film| any_of(&loved, bundle.catalogue.directors.get(film.index())))
    }

    fn facet<'a>(&self, Context { bundle, taste, .. }: Context<'a>) -> Option<Facet<'a>> {
        let loved = directors::loved(&bundle.catalogue, taste);
        Some(Facet::of_switch(move |film| [true, any_of(&loved, bundle.catalogue.directors.get(film.index()))]))
    }
}
