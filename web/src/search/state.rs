//! What a film is looked for, and what is found.

use crate::connection::Connection;
use crate::protocol::{EstimateView, FilmSummary, Found, Guess, Search};
use crate::shared::field::Field;
use crate::shared::hooks;
use halfstar_core::film::FilmId;
use leptos::reactive::spawn_local;

/// The heading of what is guessed.
pub(crate) const GUESS: &str = "guess-title";

/// Where it is typed.
pub(crate) const BOX: &str = "find-box";

/// The first of what is found.
pub(crate) const FIRST: &str = ".found button.found-film";

/// What a film is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Finding {
    /// To open it: anything.
    Open,
    /// To rate it; well-known ones are offered.
    Rate,
    /// To hear what the member would give it.
    Guess,
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
    pub(crate) found: Field<Option<Vec<Found>>>,
    /// What was typed last, and what the list that is drawn was found by.
    latest: Field<(String, String)>,
    /// Whether the first of what is found is taken when it comes.
    pub(crate) takes_first: Field<bool>,
    /// The film that was asked about, and what the member would give it; nothing of one that is too little known.
    pub(crate) guess: Field<Option<(FilmSummary, Option<EstimateView>)>>,
    /// Whether a search is with the worker; and what has been typed since.
    queue: Field<(bool, Option<String>)>,
    connection: Connection,
}

impl Finder {
    pub(crate) fn new(connection: Connection) -> Self {
        Self {
            finding: Field::default(),
            found: Field::default(),
            latest: Field::default(),
            takes_first: Field::default(),
            guess: Field::default(),
            queue: Field::default(),
            connection,
        }
    }

    /// Begins to look for a film, or ends it with nothing.
    pub(crate) fn find(self, finding: Option<Finding>) {
        hooks::after_paint(move || {
            self.found.set(None);
            self.latest.update_untracked(|latest| *latest = Default::default());
            self.takes_first.update_untracked(|takes| *takes = false);
            self.guess.set(None);
            if let Some(Finding::Mend { title, .. }) = &finding {
                self.search(title.clone());
            }
            self.finding.set(finding);
        });
    }

    /// Looks for films by what is typed. Of what is typed while the worker looks, only the last is looked for.
    pub(crate) fn search(self, words: String) {
        if self.guess.with_untracked(Option::is_some) {
            self.guess.set(None);
        }
        self.takes_first.update_untracked(|takes| *takes = false);
        self.latest.update_untracked(|(last, _)| last.clone_from(&words));
        let begins = self.queue.update_untracked(|(searching, typed)| {
            *typed = Some(words);
            !std::mem::replace(searching, true)
        });
        if begins {
            spawn_local(async move { self.search_until_settled().await });
        }
    }

    /// Asks what the member would give one of the films that were found.
    pub(crate) fn guess(self, film: FilmId) {
        let found = |found: &Option<Vec<Found>>| {
            let films = found.iter().flatten().flat_map(|found| &found.films);
            films.map(|it| &it.film).find(|it| it.film == film).cloned()
        };
        let Some(summary) = self.found.with_untracked(found) else { return };
        spawn_local(async move {
            match self.connection.ask(Guess { film }).await {
                Ok(guess) => {
                    self.guess.set(Some((summary, guess)));
                    hooks::after_paint(|| hooks::focus(GUESS));
                }
                Err(why) => self.connection.explain(why),
            }
        });
    }

    /// Takes the first of what is found, now or when it comes.
    pub(crate) fn take_first(self) {
        if self.is_latest() {
            hooks::click(FIRST);
        } else {
            self.takes_first.update_untracked(|takes| *takes = true);
        }
    }

    /// Whether the list that is drawn is what was typed last.
    fn is_latest(self) -> bool {
        self.latest.with_untracked(|(last, drawn)| last == drawn)
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
            match self.connection.ask(Search { typed: typed.clone() }).await {
                // What is typed is painted before what it finds.
                Ok(found) => hooks::after_paint(move || {
                    self.found.set((!is_blank).then_some(found));
                    self.latest.update_untracked(|(_, drawn)| *drawn = typed);
                    // Whoever stood in the list that is no more goes on from the box.
                    hooks::before_paint(|| hooks::focus_unless_held(BOX));
                    if self.is_latest() && self.takes_first.update_untracked(std::mem::take) {
                        hooks::before_paint(|| hooks::click(FIRST));
                    }
                }),
                Err(why) => self.connection.explain(why),
            }
        }
    }
}
