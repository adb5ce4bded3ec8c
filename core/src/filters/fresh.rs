//! Films that were on no shelf before.

#[cfg(not(target_family = "wasm"))]
use super::Flag;
use super::filter::{Filter, Gate};
use super::{Context, Facet, Filters, Kind, Texts};
use crate::words::Phrase;

/// Films that were on no shelf of the member's on an earlier day. A terminal remembers none, so it has no option.
pub(super) struct Fresh;

impl Filter for Fresh {
    fn kind(&self) -> Kind {
        Kind::Switch
    }

    fn texts(&self) -> Texts {
        Texts {
            label: Phrase::OnlyFresh,
            keeps: Phrase::FreshKeeps,
            way_back: Phrase::ShownOrNot,
            set: &[],
            controls: &[],
        }
    }

    #[cfg(not(target_family = "wasm"))]
    fn flags(&self) -> &'static [Flag] {
        &[]
    }

    fn narrows(&self, filters: &Filters) -> bool {
        filters.fresh
    }

    fn gate<'a>(&self, Context { taste, .. }: Context<'a>) -> Gate<'a> {
        Box::new(move |film| !taste.was_shown(film))
    }

    fn facet<'a>(&self, Context { taste, .. }: Context<'a>) -> Option<Facet<'a>> {
        Some(Facet::of_switch(|film| [true, !taste.was_shown(film)]))
    }
}
