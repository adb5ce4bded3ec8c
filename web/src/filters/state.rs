//! What there is to choose from, each choice with the films it would leave.

use crate::connection::Connection;
use crate::protocol::{CountChoices, Streaming, SuggestNames};
use crate::shared::field::Field;
use crate::shared::hooks;
use halfstar_core::Request;
use halfstar_core::facets::{Choice, Facets};
use halfstar_core::filters::{FilterName, Filters};
use leptos::reactive::spawn_local;

/// The choices. What is chosen is in the shelf's request.
#[derive(Clone, Copy)]
pub(crate) struct Choices {
    /// What each further choice would leave.
    pub(crate) facets: Field<Option<Facets>>,
    /// The same where nothing is filtered: what ready-made shelves hold.
    pub(crate) plain: Field<Option<Facets>>,
    /// Whether that is of an earlier member, or of less than is known of this one.
    pub(crate) plain_is_stale: Field<bool>,
    /// Whose streaming services there are to choose from.
    pub(crate) streaming: Field<Option<Streaming>>,
    /// Names to filter by, and of what they are.
    pub(crate) names: Field<Option<(FilterName, Vec<Choice>)>>,
    /// Of what names are typed.
    pub(crate) of: Field<FilterName>,
    /// Which suggestion Enter would take.
    pub(crate) active: Field<Option<usize>>,
    connection: Connection,
    request: Field<Request>,
}

impl Choices {
    pub(crate) fn new(connection: Connection, request: Field<Request>) -> Self {
        Self {
            facets: Field::default(),
            plain: Field::default(),
            plain_is_stale: Field::new(true),
            streaming: Field::default(),
            names: Field::default(),
            of: Field::new(FilterName::Director),
            active: Field::default(),
            connection,
            request,
        }
    }

    /// Counts what each further choice would leave.
    pub(crate) fn count(self) {
        spawn_local(async move {
            let filters = self.request.get_untracked().filters;
            if let Ok(facets) = self.connection.ask(CountChoices { filters: filters.clone() }).await
                && self.request.with_untracked(|request| request.filters == filters)
            {
                if filters == Filters::default() {
                    self.set_plain(facets.clone());
                }
                self.facets.set(Some(facets));
                hooks::set("counts", "fresh");
            }
            if self.plain_is_stale.get_untracked()
                && let Ok(facets) = self.connection.ask(CountChoices { filters: Filters::default() }).await
            {
                self.set_plain(facets);
            }
        });
    }

    fn set_plain(self, facets: Facets) {
        self.plain_is_stale.update_untracked(|is_stale| *is_stale = false);
        self.plain.set(Some(facets));
    }

    /// Looks for names to filter by.
    pub(crate) fn suggest(self, of: FilterName, typed: String) {
        spawn_local(async move {
            let filters = self.request.get_untracked().filters;
            if let Ok(names) = self.connection.ask(SuggestNames { of, typed, filters }).await {
                self.names.set(Some((of, names)));
            }
        });
    }
}
