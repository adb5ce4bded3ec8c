//! What a member sets once: language and posters.

use crate::connection::Connection;
use crate::language::Language;
use crate::protocol::SetLanguage;
use crate::settings::{dictionary, poster_choice};
use crate::shared::field::Field;
use leptos::prelude::*;

/// What is set.
#[derive(Clone, Copy)]
pub(crate) struct Settings {
    /// Which language is spoken; `Store::speak` speaks another.
    pub(crate) language: Field<Language>,
    /// Whether posters are to be fetched from TMDB; nothing until that is answered.
    pub(crate) posters: Field<Option<bool>>,
    /// Whether the browser believes to be online.
    pub(crate) online: Field<bool>,
    /// Whether the settings are open.
    pub(crate) open: Field<bool>,
    /// Whether it is asked there if all is to be forgotten.
    pub(crate) asks: Field<bool>,
    /// Whether all will be forgotten soon; see `forgetting`.
    pub(crate) forgetting: Field<bool>,
    connection: Connection,
}

impl Settings {
    pub(crate) fn new(connection: Connection) -> Self {
        Self {
            language: Field::new(dictionary::spoken()),
            posters: Field::new(poster_choice::remembered()),
            online: Field::new(window().navigator().on_line()),
            open: Field::default(),
            asks: Field::default(),
            forgetting: Field::default(),
            connection,
        }
    }

    /// Answers whether posters are wanted. Remembered for the next visit.
    pub(crate) fn want_posters(self, wanted: bool) {
        poster_choice::remember(wanted);
        self.posters.set(Some(wanted));
    }

    /// The worker writes reasons, and says what fails: it has to know the language too, before whatever it is asked next.
    pub(crate) fn tell_worker(self) {
        if let Some(client) = self.connection.client() {
            // There is nothing to wait for: it answers in order, and one that broke learns it when it starts again.
            drop(client.ask(SetLanguage { file: dictionary::spoken_file() }));
        }
    }
}
