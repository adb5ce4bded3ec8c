//! Films on a list of the member's.

#[cfg(not(target_family = "wasm"))]
use super::Flag;
use super::filter::{Filter, Gate};
use super::{Context, Filters, Kind, Texts};
use crate::bundle::Bundle;
use crate::taste::Taste;
use crate::words::Phrase;

/// Films on the list of this name.
pub(super) struct List;

impl Filter for List {
    fn kind(&self) -> Kind {
        Kind::OwnList
    }

    fn texts(&self) -> Texts {
        Texts {
            label: Phrase::OnlyFromList,
            keeps: Phrase::ListKeeps,
            way_back: Phrase::OnListOrNot,
            set: &[],
            controls: &[Phrase::AnyFilm],
        }
    }

    #[cfg(not(target_family = "wasm"))]
    fn flags(&self) -> &'static [Flag] {
        &[Flag {
            key: "list",
            flag: "list",
            value: "NAME",
            help: "Only films on this list of the member's, by its name",
            noun: "list",
            ..Flag::PLAIN
        }]
    }

    fn narrows(&self, filters: &Filters) -> bool {
        filters.list.is_some()
    }

    fn gate<'a>(&self, Context { taste, filters, .. }: Context<'a>) -> Gate<'a> {
        Box::new(move |film| filters.list.as_deref().is_none_or(|list| taste.on_list(list, film)))
    }

    fn known<'a>(&self, _bundle: &'a Bundle, taste: &'a Taste) -> Option<Vec<&'a str>> {
        Some(taste.list_names().collect())
    }
}
