//! The films that the member loved long ago.

use crate::connection::Connection;
use crate::protocol::{AgainCard, WatchAgain};
use crate::shared::field::Field;
use leptos::reactive::spawn_local;

/// A shelf of them, in place of what is recommended.
#[derive(Clone, Copy)]
pub(crate) struct Again {
    /// Whether it is looked at.
    pub(crate) is_open: Field<bool>,
    /// The films, the one not seen for longest first.
    pub(crate) films: Field<Vec<AgainCard>>,
    connection: Connection,
}

impl Again {
    pub(crate) fn new(connection: Connection) -> Self {
        Self { is_open: Field::default(), films: Field::default(), connection }
    }

    /// Looks at it.
    pub(crate) fn open(self) {
        self.ask(true);
    }

    /// More is known by now.
    pub(crate) fn ask_anew(self) {
        if self.is_open.get_untracked() {
            self.ask(false);
        }
    }

    fn ask(self, opens: bool) {
        spawn_local(async move {
            match self.connection.ask(WatchAgain).await {
                Ok(films) => {
                    self.films.set(films);
                    if opens {
                        self.is_open.set(true);
                    }
                }
                Err(why) => self.connection.explain(why),
            }
        });
    }

    /// Back to what is recommended.
    pub(crate) fn close(self) {
        if self.is_open.get_untracked() {
            self.is_open.set(false);
        }
    }
}
