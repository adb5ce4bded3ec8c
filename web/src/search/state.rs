//! What a film is looked for, and what is found.

use crate::connection::Connection;
use crate::protocol::{FilmSummary, Search};
use crate::shared::field::Field;
use crate::shared::hooks;
use leptos::reactive::spawn_local;

/// What a film is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Finding {
    /// To rate it.
    Rate,
    /// Rows with this title and year mean it.
    Mend {
        /// The title as the rows write it.
        title: String,
        /// The year as the rows write it.
        year: Option<u16>,
    },
}

/// The finder.
#[derive(Clone, Copy)]
pub(crate) struct Finder {
    /// What a film is looked for, while it is.
    pub(crate) finding: Field<Option<Finding>>,
    /// What was found by what is typed; nothing while nothing is.
    pub(crate) found: Field<Option<Vec<FilmSummary>>>,
    /// Whether a search is with the worker; and what has been typed since.
    queue: Field<(bool, Option<String>)>,
    connection: Connection,
}

impl Finder {
    pub(crate) fn new(connection: Connection) -> Self {
        Self { finding: Field::default(), found: Field::default(), queue: Field::default(), connection }
    }

    /// Begins to look for a film, or ends it with nothing.
    pub(crate) fn find(self, finding: Option<Finding>) {
        hooks::after_paint(move || {
            self.found.set(None);
            if let Some(Finding::Mend { title, .. }) = &finding {
                self.search(title.clone());
            }
            self.finding.set(finding);
        });
    }

    /// Looks for films by what is typed. Of what is typed while the worker looks, only the last is looked for.
    pub(crate) fn search(self, words: String) {
        let begins = self.queue.update_untracked(|(searching, typed)| {
            *typed = Some(words);
            !std::mem::replace(searching, true)
        });
        if begins {
            spawn_local(async move { self.search_until_settled().await });
        }
    }

    async fn search_until_settled(self) {
        let next = move || {
            self.queue.update_untracked(|(searching, typed)| {
                *searching = typed.is_some();
                typed.take()
            })
        };
        while let Some(typed) = next() {
            let is_blank = typed.trim().is_empty();
            match self.connection.ask(Search { typed }).await {
                // What is typed is painted before what it finds.
                Ok(found) => hooks::after_paint(move || self.found.set((!is_blank).then_some(found))),
                Err(why) => self.connection.explain(why),
            }
        }
    }
}
