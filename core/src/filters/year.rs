//! Films of some years.

#[cfg(not(target_family = "wasm"))]
use super::Flag;
use super::context::within;
use super::facet::{Order, count};
use super::filter::{Filter, Gate};
use super::{Context, Facet, Filters, Kind, Texts};
use crate::film::FilmId;
use crate::words::Phrase;

/// One more than there are decades below the largest year.
const DECADES: usize = u16::MAX as usize / 10 + 1;

/// Films of some years.
pub(super) struct Year;

impl Filter for Year {
    fn kind(&self) -> Kind {
        Kind::Range
    }

    fn texts(&self) -> Texts {
        Texts {
            label: Phrase::Years,
            keeps: Phrase::YearsKeep,
            way_back: Phrase::AnyYear,
            set: &[Phrase::FromYear, Phrase::ToYear],
            controls: &[Phrase::YearFrom, Phrase::YearTo],
        }
    }

    #[cfg(not(target_family = "wasm"))]
    fn flags(&self) -> &'static [Flag] {
        &[
            Flag {
                key: "year_from",
                flag: "year-from",
                value: "YEAR",
                help: "Only films of this year or later",
                noun: "decade",
                ..Flag::PLAIN
            },
            Flag {
                key: "year_to",
                flag: "year-to",
                value: "YEAR",
                help: "Only films of this year or earlier",
                ..Flag::PLAIN
            },
        ]
    }

    fn narrows(&self, filters: &Filters) -> bool {
        filters.year_from.or(filters.year_to).is_some()
    }

    fn gate<'a>(&self, Context { bundle, filters, .. }: Context<'a>) -> Gate<'a> {
        Box::new(move |film| within(bundle.catalogue.year(film), filters.year_from, filters.year_to))
    }

    /// Of this decade alone, by its first year.
    fn facet<'a>(&self, Context { bundle, .. }: Context<'a>) -> Option<Facet<'a>> {
        let count = |film: FilmId, counts: &mut [u32]| {
            if let Some(year) = bundle.catalogue.year(film) {
                count(counts, usize::from(year / 10));
            }
        };
        Some(Facet::new(DECADES, Order::AsTheyCome, count, |place| (place * 10).to_string()))
    }
}
