//! What follows from a setting.

use crate::language::{Label, Language, say};
use crate::protocol::BackUp;
use crate::settings::dictionary;
use crate::settings::language::PICKER;
use crate::shared::{download, hooks};
use crate::storage;
use crate::store::Store;
use leptos::prelude::document;
use leptos::reactive::spawn_local;

impl Store {
    /// Speaks another language, here and in the worker. Remembered for the next visit.
    pub(crate) fn speak(self, language: Language) {
        self.connection.unsay(Label::LanguageUnreachable);
        spawn_local(async move {
            let file = dictionary::fetch(language).await;
            if file.is_some_and(|file| dictionary::speak(language, file)) {
                dictionary::remember(language);
                self.translate();
            } else {
                // What is chosen goes back to what is spoken.
                self.settings.language.notify();
                // Nothing lies over what is said.
                self.settings.open.set(false);
                self.connection.warn(say(Label::LanguageUnreachable));
            }
            // The choice was drawn anew with all else, and keeps the focus.
            hooks::after_paint(|| hooks::focus(PICKER));
        });
    }

    /// Speaks the language that was wanted from the beginning, should it come late. Not to somebody who has chosen one
    /// by then, or is in the middle of something: a page that is drawn anew does not know what was being typed.
    pub(crate) fn speak_late(self) {
        let Some((language, coming)) = dictionary::late() else { return };
        spawn_local(async move {
            let Some(file) = coming.await else { return };
            let is_busy = document().query_selector("dialog[open]").is_ok_and(|dialog| dialog.is_some());
            if dictionary::spoken() == Language::English && !is_busy && dictionary::speak(language, file) {
                self.translate();
            }
        });
    }

    /// Another language is spoken: it is drawn, and the worker learns it.
    fn translate(self) {
        self.settings.language.set(dictionary::spoken());
        self.settings.tell_worker();
        // The worker writes the reasons.
        self.rank();
        self.tonight.refresh();
    }

    /// Gives the member everything that is remembered, as a file.
    pub(crate) fn back_up(self) {
        spawn_local(async move {
            match self.connection.ask(BackUp).await {
                Ok(file) => download::give("films.halfstar-backup", &file.bytes),
                Err(why) => {
                    self.settings.open.set(false);
                    self.connection.explain(why);
                }
            }
        });
    }

    /// Gives the member the bytes that cannot be read any more.
    pub(crate) fn take_damaged(self) {
        spawn_local(async move {
            storage::each_aside(|key, bytes| download::give(&["halfstar-", key, ".bin"].concat(), bytes)).await;
        });
    }
}
