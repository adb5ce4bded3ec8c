//! What happens to a member's files, and to who they are.

use crate::client::Unanswered;
use crate::import::files::{self, PickedFile};
use crate::import::state::{Import, MemberState, Source};
use crate::language;
use crate::library::state::BundleState;
use crate::protocol::{Correct, Forget, ImportFiles, Report};
use crate::shared::hooks;
use crate::shared::tab::Tab;
use crate::shelf::state::Drawn;
use crate::store::Store;
use halfstar_core::film::FilmId;
use halfstar_session::sample;
use leptos::prelude::*;
use leptos::reactive::spawn_local;
use std::time::Duration;

/// What takes longer is said.
const BLINK: Duration = Duration::from_millis(150);

impl Store {
    /// Reads these files as the member's export (a ZIP, or any of its CSVs) and shows their shelf.
    pub(crate) fn drop_files(self, files: Vec<web_sys::File>) {
        self.take(Source::Files(files.into_iter().map(PickedFile::from).collect()));
    }

    /// The same for something dropped on the page, folders included.
    pub(crate) fn drop_items(self, items: &web_sys::DataTransfer) {
        let items = files::items(items);
        spawn_local(async move { self.take(Source::Files(files::walk(items).await)) });
    }

    /// Shows the made-up member's shelf.
    pub(crate) fn use_sample(self) {
        self.take(Source::Sample);
    }

    /// Forgets the export and the dials, here and on the device. Back to the welcome page.
    pub(crate) fn forget(self) {
        self.member.import.update_value(|import| {
            import.source = Source::Nothing;
            // What is being read is not waited for any more.
            import.imports = import.imports.wrapping_add(1);
            import.importing = false;
        });
        self.night.clear_guests();
        self.tabs.go(Tab::Shelf);
        self.show_member(MemberState::None);
        self.connection.notice.set(None);
        self.shelf.forget();
        spawn_local(async move {
            let Some(client) = self.connection.client() else { return };
            let mut reply = client.ask(Forget).await;
            if reply == Err(Unanswered::Stopped) {
                // A worker that broke must not keep what the member wants forgotten.
                client.restart();
                reply = client.ask(Forget).await;
                self.open();
            }
            if let Err(why) = reply {
                self.connection.explain(why);
            }
        });
    }

    /// A row with this title and year means this film (one of the row's candidates).
    pub(crate) fn correct(self, title: String, year: Option<u16>, film: FilmId) {
        spawn_local(async move {
            let reply = self.connection.ask(Correct { title, year, film }).await;
            self.take_report(reply);
        });
    }

    fn take(self, source: Source) {
        self.member.import.update_value(|import| {
            import.source = source;
            import.pending = true;
            import.dropped_at = Some(hooks::now());
        });
        self.connection.notice.set(None);
        match self.library.bundle.get_untracked() {
            BundleState::Ready(_) => self.import(),
            // It is imported once the bundle is there.
            BundleState::Loading { .. } => self.member.state.set(MemberState::Reading),
            BundleState::Failed(_) => {
                self.start_again();
                self.member.state.set(MemberState::Reading);
            }
        }
    }

    /// Lets the worker read the files.
    pub(crate) fn import(self) {
        let started = self.member.import.try_update_value(|import| {
            import.pending = false;
            import.importing = true;
            import.imports = import.imports.wrapping_add(1);
            (import.source.clone(), import.imports)
        });
        let Some((source, number)) = started else { return };
        let is_last = move |import: &Import| import.importing && import.imports == number;
        // Most imports are done in less than a blink: then the page changes once, and not twice.
        let linger = move || {
            if self.member.import.try_with_value(is_last) == Some(true) {
                self.member.state.set(MemberState::Reading);
            }
        };
        hooks::after(BLINK, Box::new(linger));
        spawn_local(async move {
            let sample = matches!(source, Source::Sample);
            let files = match source {
                Source::Nothing => Ok(Vec::new()),
                Source::Sample => Ok(sample::files()),
                Source::Files(files) => files::read(&files).await,
            };
            let reply = match files {
                Ok(files) => self.connection.ask(ImportFiles { files, remember: !sample }).await,
                Err(failure) => Err(Unanswered::Failed(failure)),
            };
            if self.member.import.with_value(is_last) {
                self.member.import.update_value(|import| import.importing = false);
            } else if reply != Err(Unanswered::Stopped) {
                // Other files came meanwhile, or all was forgotten.
                return;
            }
            match reply {
                Ok(Some(report)) => {
                    self.leave_unknown_lists(&report);
                    self.show_member(MemberState::Known { report, sample });
                }
                // Other files came meanwhile: their own reply follows.
                Ok(None) => {}
                Err(Unanswered::Failed(failure)) => {
                    self.member.import.update_value(|import| {
                        import.source = Source::Nothing;
                        import.dropped_at = None;
                    });
                    self.member.settle_back();
                    self.connection.fail(failure);
                }
                Err(Unanswered::Stopped) => self.import_after_restart(),
            }
        });
    }

    /// The worker was broken before these files came: start it for them. Were they what broke it, they are not tried
    /// again (see `Store::on_event`), and if it is running, whoever started it takes care of them.
    fn import_after_restart(self) {
        let running = self.connection.client().is_some_and(|client| client.is_running());
        if !running && self.member.import.with_value(|import| !matches!(import.source, Source::Nothing)) {
            self.member.import.update_value(|import| import.pending = true);
            self.start_again();
        }
    }

    /// Another member, or none: the last shelf is not theirs.
    pub(crate) fn show_member(self, member: MemberState) {
        self.member.import.update_value(|import| {
            import.member = import.member.wrapping_add(1);
            import.settled = member.clone();
        });
        // Before the signals: the worker ranks while the page draws what surrounds the shelf.
        self.rank();
        if member == MemberState::None {
            hooks::set("ready", "bundle");
        }
        self.shelf.view.set(None);
        self.film.clear();
        self.filters.facets.set(None);
        self.taste.clear();
        self.night.films.set(None);
        self.trial.clear();
        self.shelf.drawn.set(Drawn::Words);
        self.member.state.set(member);
    }

    /// Lists go by their names: those that this member does not have are left out, and that is said.
    pub(crate) fn leave_unknown_lists(self, report: &Report) {
        let (mut request, mut scope) = (self.shelf.request.get_untracked(), self.shelf.scope.get_untracked());
        let mut unknown = None;
        for chosen in [&mut request.filters.list, &mut scope.list] {
            if chosen.as_ref().is_some_and(|name| report.lists.iter().all(|list| list.name != *name)) {
                unknown = chosen.take();
            }
        }
        if let Some(name) = unknown {
            self.connection.warn(&language::words().fill(halfstar_core::words::Phrase::NoSuchList, &[&name]));
            self.shelf.set(request, scope);
        }
    }

    /// What the worker says to something that the member said: of the same member, or of the one they become by it.
    pub(crate) fn take_report(self, reply: Result<Report, Unanswered>) {
        match reply {
            Ok(new) => {
                self.film.ask();
                let is_own = self
                    .member
                    .import
                    .with_value(|import| matches!(&import.settled, MemberState::Known { sample: false, .. }));
                // Corrections of the made-up member's rows leave them who they are.
                if is_own || new.said.is_empty() {
                    self.rank();
                    self.member.update_report(|report| *report = new);
                } else {
                    self.member.import.update_value(|import| import.source = Source::Nothing);
                    self.show_member(MemberState::Known { report: new, sample: false });
                }
            }
            Err(why) => self.connection.explain(why),
        }
    }
}
