//! Films that everyone gives so many stars.

#[cfg(not(target_family = "wasm"))]
use super::Flag;
use super::context::SHOWN;
use super::facet::{Order, count_up_to};
use super::filter::{Filter, Gate};
use super::{Context, Facet, Filters, Kind, Naming, Texts};
use crate::bundle::Bundle;
use crate::film::{FilmId, Stars};
use crate::words::Phrase;

/// Films whose average is at least so high, as it is shown: rounded to a tenth.
pub(super) struct Acclaim;

impl Filter for Acclaim {
    fn kind(&self) -> Kind {
        Kind::Stars
    }

    fn naming(&self) -> Naming {
        Naming::Stars
    }

    fn texts(&self) -> Texts {
        Texts {
            label: Phrase::EveryonesRating,
            keeps: Phrase::ChoiceKeeps,
            way_back: Phrase::AnyAverage,
            set: &[Phrase::AverageFrom],
            controls: &[Phrase::StarsAndUp],
        }
    }

    #[cfg(not(target_family = "wasm"))]
    fn flags(&self) -> &'static [Flag] {
        &[Flag {
            key: "average_from",
            flag: "min-average",
            value: "STARS",
            help: "Only films whose average rating is this or more",
            ..Flag::PLAIN
        }]
    }

    fn narrows(&self, filters: &Filters) -> bool {
        filters.average_from.is_some()
    }

    fn gate<'a>(&self, Context { bundle, filters, .. }: Context<'a>) -> Gate<'a> {
        let least = filters.average_from.map_or(0.0, Stars::stars);
        Box::new(move |film| average(bundle, film) >= least)
    }

    fn facet<'a>(&self, Context { bundle, .. }: Context<'a>) -> Option<Facet<'a>> {
        let count = move |film: FilmId, counts: &mut [u32]| count_up_to(counts, average(bundle, film));
        Some(Facet::of_stars(Order::AsTheyCome, count))
    }
}

/// What is told as the average; of a film that nobody rated nothing.
fn average(bundle: &Bundle, film: FilmId) -> f32 {
    bundle.models.quality.stars(film).map_or(0.0, |stars| stars + SHOWN)
}
