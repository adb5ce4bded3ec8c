//! Films of some length.

#[cfg(not(target_family = "wasm"))]
use super::Flag;
use super::context::within;
use super::filter::{Filter, Gate};
use super::{Context, Filters, Kind, Naming, Texts};
use crate::words::Phrase;

/// Films of some length.
pub(super) struct Runtime;

impl Filter for Runtime {
    fn kind(&self) -> Kind {
        Kind::Range
    }

    fn naming(&self) -> Naming {
        Naming::Minutes
    }

    fn texts(&self) -> Texts {
        Texts {
            label: Phrase::Minutes,
            keeps: Phrase::RuntimeKeeps,
            way_back: Phrase::AnyLength,
            set: &[Phrase::AtLeastLong, Phrase::AtMostLong],
            controls: &[Phrase::MinutesFrom, Phrase::MinutesTo],
        }
    }

    #[cfg(not(target_family = "wasm"))]
    fn flags(&self) -> &'static [Flag] {
        &[
            Flag {
                key: "runtime_from",
                flag: "min-runtime",
                value: "MINUTES",
                help: "Only films of at least this many minutes",
                ..Flag::PLAIN
            },
            Flag {
                key: "runtime_to",
                flag: "max-runtime",
                value: "MINUTES",
                help: "Only films of at most this many minutes",
                ..Flag::PLAIN
            },
        ]
    }

    fn narrows(&self, filters: &Filters) -> bool {
        filters.runtime_from.or(filters.runtime_to).is_some()
    }

    fn gate<'a>(&self, Context { bundle, filters, .. }: Context<'a>) -> Gate<'a> {
        Box::new(move |film| within(bundle.catalogue.runtime(film), filters.runtime_from, filters.runtime_to))
    }
}
