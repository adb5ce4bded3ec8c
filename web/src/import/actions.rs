//! What happens to a member's files, and to who they are.

use crate::client::Unanswered;
use crate::import::files::{self, PickedFile};
use crate::import::state::{MemberState, Source, Untried};
use crate::language;
use crate::library::state::BundleState;
use crate::protocol::{Ask, Correct, Failure, Forget, ImportFiles, LeaveOut, Report, Turn};
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
        self.choose(Source::Files(files.into_iter().map(PickedFile::from).collect()));
    }

    /// The same for something dropped on the page, folders included.
    pub(crate) fn drop_items(self, items: &web_sys::DataTransfer) {
        let items = files::items(items);
        let Some(turn) = self.next_turn() else { return };
        spawn_local(async move { self.take(turn, Source::Files(files::walk(items).await)) });
    }

    /// Shows the made-up member's shelf.
    pub(crate) fn use_sample(self) {
        self.choose(Source::Sample);
    }

    /// Forgets the export and the dials, here and on the device. Back to the welcome page.
    pub(crate) fn forget(self) {
        let turn = self.member.import.try_update_value(|import| {
            (import.source, import.untried, import.left_out) = Default::default();
            // What is being read is not waited for any more.
            import.choices.forget()
        });
        let Some(turn) = turn else { return };
        self.library.leave_out(LeaveOut::Nothing);
        self.night.clear_guests();
        self.tabs.go(Tab::Shelf);
        self.show_member(MemberState::None);
        self.connection.notice.set(None);
        self.shelf.forget();
        spawn_local(async move {
            let Some(client) = self.connection.client() else { return };
            let mut reply = client.ask(Forget { turn }).await;
            if reply == Err(Unanswered::Stopped) {
                // A worker that broke must not keep what the member wants forgotten.
                client.restart();
                let again = client.ask(Forget { turn });
                self.open();
                reply = again.await;
            }
            if let Err(why) = reply {
                self.connection.explain(why);
            }
        });
    }

    /// A row with this title and year means this film (one of the row's candidates).
    pub(crate) fn correct(self, title: String, year: Option<u16>, film: FilmId) {
        self.tell(Correct { title, year, film });
    }

    fn choose(self, source: Source) {
        if let Some(turn) = self.next_turn() {
            self.take(turn, source);
        }
    }

    /// Something is chosen now: whatever comes of earlier choices later does not replace it.
    fn next_turn(self) -> Option<Turn> {
        self.connection.notice.set(None);
        self.member.import.try_update_value(|import| {
            import.dropped_at = Some(hooks::now());
            import.choices.choose()
        })
    }

    /// This is what was chosen.
    fn take(self, turn: Turn, source: Source) {
        if self.member.import.try_update_value(|import| import.choices.find(turn, source)) != Some(true) {
            return;
        }
        match self.library.bundle.get_untracked() {
            BundleState::Ready(_) => self.import(turn),
            // It is imported once the bundle is there.
            BundleState::Loading { .. } => self.member.state.set(MemberState::Reading),
            BundleState::Failed(_) => {
                self.start_again();
                self.member.state.set(MemberState::Reading);
            }
        }
    }

    /// Lets the worker read what was chosen.
    pub(crate) fn import(self, turn: Turn) {
        let Some(source) = self.member.import.try_update_value(|import| import.choices.begin(turn)).flatten() else {
            return;
        };
        let is_open = move || self.member.import.try_with_value(|import| import.choices.is_open(turn)) == Some(true);
        // Most imports are done in less than a blink: then the page changes once, and not twice.
        let linger = move || {
            if is_open() {
                self.member.state.set(MemberState::Reading);
            }
        };
        hooks::after(BLINK, Box::new(linger));
        spawn_local(async move {
            let sample = matches!(source, Source::Sample);
            let files = match source {
                Source::Sample => Ok(sample::files()),
                Source::Files(files) => files::read(&files).await,
            };
            let reply = match files {
                Ok(files) if self.may_send(turn) => {
                    self.connection.ask(ImportFiles { files, remember: !sample, turn }).await
                }
                Ok(_) => return,
                Err(failure) => Err(Unanswered::Failed(failure)),
            };
            match reply {
                Ok(Some(report)) => {
                    let accepted = self.member.import.try_update_value(|import| {
                        import.source = Some((turn, import.choices.accept(turn)?));
                        Some(())
                    });
                    if accepted.flatten().is_some() {
                        self.leave_unknown_lists(&report);
                        self.show_member(MemberState::Known { report, sample });
                        self.member.import.update_value(|import| import.untried = Untried::Chosen);
                    }
                }
                Err(Unanswered::Failed(failure)) => self.fail_import(turn, failure),
                // What was chosen later is there: its own reply came first. Or the worker stopped over it; see
                // `Import::lose_worker`.
                Ok(None) | Err(Unanswered::Stopped) => {}
            }
        });
    }

    /// Whether what was read may go to the worker now. Where there is none, or none that has its bundle, it waits.
    fn may_send(self, turn: Turn) -> bool {
        let runs = self.connection.client().is_some_and(|client| client.is_running());
        let ready = self.library.bundle.with_untracked(|bundle| matches!(bundle, BundleState::Ready(_)));
        let is_open = self.member.import.try_update_value(|import| {
            if runs && ready { import.choices.send(turn) } else { import.choices.put_off(turn) }
        });
        if is_open == Some(true) && ready && !runs {
            // It broke before these files came: start it for them.
            self.start_again();
        }
        is_open == Some(true) && runs && ready
    }

    /// It could not be read. Whoever is known stays, and so does what was chosen before it and is still read.
    fn fail_import(self, turn: Turn, failure: Failure) {
        let left = self.member.import.try_update_value(|import| {
            let is_news = import.choices.fail(turn);
            is_news.then(|| import.choices.is_any_open())
        });
        let Some(others) = left.flatten() else { return };
        if !others {
            self.member.import.update_value(|import| import.dropped_at = None);
            self.member.settle_back();
        }
        self.connection.fail(failure);
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

    /// Tells the worker something that the member says.
    pub(crate) fn tell<A: Ask<Reply = Report> + 'static>(self, what: A) {
        let forgotten = self.member.forgotten();
        let reply = self.connection.ask(what);
        spawn_local(async move {
            let reply = reply.await;
            // An answer from before all was forgotten makes nobody known again.
            if self.member.forgotten() == forgotten {
                self.take_report(reply);
            }
        });
    }

    /// What the worker says to it: of the same member, or of the one they become by it.
    fn take_report(self, reply: Result<Report, Unanswered>) {
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
                    self.member.import.update_value(|import| (import.source, import.untried) = Default::default());
                    self.show_member(MemberState::Known { report: new, sample: false });
                }
            }
            Err(why) => self.connection.explain(why),
        }
    }
}
