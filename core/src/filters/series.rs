//! Series, only where they are asked for.

#[cfg(not(target_family = "wasm"))]
use super::Flag;
use super::filter::{Filter, Gate};
use super::{Context, Facet, Filters, Kind, Texts};
use crate::film;
use crate::words::Phrase;

/// Films; series only where they are asked for.
pub(super) struct Series;

impl Filter for Series {
    fn kind(&self) -> Kind {
        Kind::Switch
    }

    fn texts(&self) -> Texts {
        Texts {
            label: Phrase::SeriesToo,
            keeps: Phrase::SeriesKeep,
            way_back: Phrase::SeriesToo,
            set: &[],
            controls: &[],
        }
    }

    #[cfg(not(target_family = "wasm"))]
    fn flags(&self) -> &'static [Flag] {
        &[Flag {
            key: "include_series",
            flag: "include-series",
            help: "Series, too",
            noun: "being series",
            ..Flag::PLAIN
        }]
    }

    fn narrows(&self, filters: &Filters) -> bool {
        !filters.include_series
    }

    fn admit_all(&self, filters: &mut Filters) {
        filters.include_series = true;
    }

    fn gate<'a>(&self, Context { bundle, .. }: Context<'a>) -> Gate<'a> {
        Box::new(move |film| bundle.catalogue.kind(film) == film::Kind::Movie)
    }

    fn facet<'a>(&self, Context { bundle, .. }: Context<'a>) -> Option<Facet<'a>> {
        Some(Facet::of_switch(|film| [bundle.catalogue.kind(film) == film::Kind::Movie, true]))
    }
}
