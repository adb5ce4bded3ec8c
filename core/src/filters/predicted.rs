//! Films that the member would give so many stars.

#[cfg(not(target_family = "wasm"))]
use super::Flag;
use super::context::{Predictions, SHOWN};
use super::facet::{Order, count_up_to};
use super::filter::{Filter, Gate};
use super::{Context, Facet, Filters, Kind, Naming, Texts};
use crate::film::{FilmId, Stars};
use crate::words::Phrase;

/// Films whose predicted rating is at least so high, as it is shown: rounded to a tenth.
pub(super) struct Predicted;

impl Filter for Predicted {
    fn kind(&self) -> Kind {
        Kind::Stars
    }

    fn naming(&self) -> Naming {
        Naming::Stars
    }

    fn texts(&self) -> Texts {
        Texts {
            label: Phrase::SortStars,
            keeps: Phrase::ChoiceKeeps,
            way_back: Phrase::AnyPrediction,
            set: &[Phrase::PredictedFrom],
            controls: &[Phrase::StarsAndUp],
        }
    }

    #[cfg(not(target_family = "wasm"))]
    fn flags(&self) -> &'static [Flag] {
        &[Flag {
            key: "predicted_from",
            flag: "min-stars",
            value: "STARS",
            help: "Only films that the member would give this rating or more, as predicted",
            ..Flag::PLAIN
        }]
    }

    fn narrows(&self, filters: &Filters) -> bool {
        filters.predicted_from.is_some()
    }

    fn gate<'a>(&self, context: Context<'a>) -> Gate<'a> {
        let least = context.filters.predicted_from.map_or(0.0, Stars::stars);
        let predictions = Predictions::of(context);
        Box::new(move |film| predictions.stars(film) + SHOWN >= least)
    }

    fn facet<'a>(&self, context: Context<'a>) -> Option<Facet<'a>> {
        let predictions = Predictions::of(context);
        let count = move |film: FilmId, counts: &mut [u32]| count_up_to(counts, predictions.stars(film) + SHOWN);
        Some(Facet::of_stars(Order::AsTheyCome, count))
    }
}
