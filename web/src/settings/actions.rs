//! What follows from a setting.

use crate::language::{self, Label, Language, say};
use crate::protocol::BackUp;
use crate::settings::dictionary;
use crate::shared::download;
use crate::store::Store;
use leptos::reactive::spawn_local;

impl Store {
    /// Speaks another language, here and in the worker. Remembered for the next visit.
    pub(crate) fn speak(self, language: Language) {
        spawn_local(async move {
            match dictionary::fetch(language).await {
                Some(file) if language::speak(file.as_deref()) => {
                    dictionary::remember(language);
                    self.settings.language.set(language);
                    self.settings.tell_worker(file).await;
                    // The worker writes the reasons.
                    self.rank();
                }
                _ => {
                    // What is chosen goes back to what is spoken.
                    self.settings.language.notify();
                    self.connection.warn(say(Label::LanguageUnreachable));
                }
            }
        });
    }

    /// Gives the member everything that is remembered, as a file.
    pub(crate) fn back_up(self) {
        spawn_local(async move {
            match self.connection.ask(BackUp).await {
                Ok(file) => download::give("halfstar-backup.halfstar", &file.bytes),
                Err(why) => self.connection.explain(why),
            }
        });
    }
}
