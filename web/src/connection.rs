//! The worker, for whatever has something to ask, and the place where what goes wrong is said.

use crate::client::{Answer, Asked, Client, Unanswered};
use crate::language::{Label, say};
use crate::protocol::{Ask, Failure, Question};
use crate::shared::field::Field;
use crate::shared::notice::{Notice, WayOut};
use leptos::prelude::*;

/// A handle: copy it wherever it is needed.
#[derive(Clone, Copy)]
pub(crate) struct Connection {
    /// What the member has to know.
    pub(crate) notice: Field<Option<Notice>>,
    client: StoredValue<Option<Client>, LocalStorage>,
}

impl Connection {
    /// To no worker yet.
    pub(crate) fn new(notice: Option<Notice>) -> Self {
        Self { notice: Field::new(notice), client: StoredValue::new_local(None) }
    }

    /// Asks this one from now on.
    pub(crate) fn set(self, client: Client) {
        self.client.set_value(Some(client));
    }

    /// The page's end of the worker.
    pub(crate) fn client(self) -> Option<Client> {
        self.client.try_with_value(Option::clone).flatten()
    }

    /// Asks the worker.
    pub(crate) fn ask<A: Ask>(self, ask: A) -> Asked<A> {
        Asked::new(self.send(ask.into()))
    }

    fn send(self, question: Question) -> Answer {
        let answer = self.client().map(|client| client.send(question));
        Box::pin(async move {
            let answer = match answer {
                Some(answer) => answer.await,
                None => Err(Unanswered::Stopped),
            };
            // What was asked of one that was started again is not answered either, but then it runs.
            let runs = || self.client().is_some_and(|client| client.is_running());
            if answer == Err(Unanswered::Stopped) && self.notice.with_untracked(Option::is_none) && !runs() {
                // The member dismissed what there was to know, and goes on.
                self.show(say(Label::Broken), WayOut::StartAgain);
            }
            answer
        })
    }

    /// Says something, with a way out.
    pub(crate) fn show(self, message: &str, way_out: WayOut) {
        self.notice.set(Some(Notice { message: message.to_owned(), way_out }));
    }

    /// Says it beside what is said already.
    pub(crate) fn add(self, message: &str, way_out: WayOut) {
        let before = self.notice.with_untracked(|notice| notice.as_ref().map(|notice| notice.message.clone() + " "));
        self.show(&(before.unwrap_or_default() + message), way_out);
    }

    /// This is so no more: it is not said any longer.
    pub(crate) fn unsay(self, word: Label) {
        self.unsay_if(|notice| notice.message == say(word));
    }

    /// The worker and its films are there: nothing has to start or to be tried again.
    pub(crate) fn unsay_broken(self) {
        self.unsay_if(|notice| matches!(notice.way_out, WayOut::StartAgain | WayOut::TryAgain));
    }

    fn unsay_if(self, is_over: impl FnOnce(&Notice) -> bool) {
        if self.notice.with_untracked(|notice| notice.as_ref().is_some_and(is_over)) {
            self.notice.set(None);
        }
    }

    /// Says something that leaves nothing to do.
    pub(crate) fn warn(self, message: &str) {
        self.show(message, WayOut::Dismiss);
    }

    /// Says what went wrong.
    pub(crate) fn fail(self, failure: Failure) {
        self.notice.set(Some(failure.into()));
    }

    /// Says why there is no answer. That the worker stopped is said already.
    pub(crate) fn explain(self, why: Unanswered) {
        if let Unanswered::Failed(failure) = why {
            self.fail(failure);
        }
    }
}
