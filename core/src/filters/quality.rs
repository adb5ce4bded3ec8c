//! Films that hardly anyone finds good, unless they are asked for.

#[cfg(not(target_family = "wasm"))]
use super::Flag;
use super::filter::{Filter, Gate};
use super::{Context, Facet, Filters, Kind, Texts};
use crate::bundle::Bundle;
use crate::film::FilmId;
use crate::words::Phrase;

/// Films that everyone finds good enough to be shown unasked.
pub(super) struct Quality;

impl Filter for Quality {
    fn kind(&self) -> Kind {
        Kind::Switch
    }

    fn texts(&self) -> Texts {
        Texts {
            label: Phrase::LowRatedToo,
            keeps: Phrase::QualityKeeps,
            way_back: Phrase::LowRatedToo,
            set: &[],
            controls: &[],
        }
    }

    #[cfg(not(target_family = "wasm"))]
    fn flags(&self) -> &'static [Flag] {
        &[Flag {
            key: "include_low_quality",
            flag: "include-low-quality",
            help: "Films that hardly anyone finds good, too",
            noun: "the quality floor",
            ..Flag::PLAIN
        }]
    }

    fn narrows(&self, filters: &Filters) -> bool {
        !filters.include_low_quality
    }

    fn admit_all(&self, filters: &mut Filters) {
        filters.include_low_quality = true;
    }

    fn gate<'a>(&self, Context { bundle, .. }: Context<'a>) -> Gate<'a> {
        Box::new(move |film| is_good(bundle, film))
    }

    fn facet<'a>(&self, Context { bundle, .. }: Context<'a>) -> Option<Facet<'a>> {
        Some(Facet::of_switch(|film| [is_good(bundle, film), true]))
    }
}

/// Whether everyone finds it good enough to be shown unasked.
pub(crate) fn is_good(bundle: &Bundle, film: FilmId) -> bool {
    bundle.models.quality.stars(film).is_none_or(|stars| stars >= bundle.tuning.quality_floor)
}
