//! What there is to choose from, each choice with the films it would leave.

use crate::connection::Connection;
use crate::protocol::{CountChoices, Streaming, SuggestNames};
use crate::shared::field::Field;
use crate::shared::hooks;
use halfstar_core::Request;
use halfstar_core::facets::{Choice, Facets};
use halfstar_core::filters::FilterName;
use leptos::reactive::spawn_local;

/// The choices. What is chosen is in the shelf's request.
#[derive(Clone, Copy)]
pub(crate) struct Choices {
    /// What each further choice would leave.
    pub(crate) facets: Field<Option<Facets>>,
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
                self.facets.set(Some(facets));
                hooks::set("counts", "fresh");
            }
        });
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
