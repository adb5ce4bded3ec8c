//! What happens to a member's files, and to who they are.

use crate::client::Unanswered;
use crate::import::files::{self, PickedFile};
use crate::import::state::{Chosen, MemberState, Source, Untried};
use crate::language;
use crate::library::state::BundleState;
use crate::protocol::{Ask, CatchUp, Correct, Failure, ImportFiles, News, Report, Turn};
use crate::settings::forgetting;
use crate::shared::notice::WayOut;
use crate::shared::{channel, clock, hooks, offline};
use crate::shelf::state::Drawn;
use crate::storage;
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
        let Some(next) = self.next_turn() else { return };
        spawn_local(async move { self.take(next, Source::Files(files::walk(items).await)) });
    }

    /// Shows the made-up member's shelf.
    pub(crate) fn use_sample(self) {
        self.choose(Source::Sample);
    }

    /// Forgets everything, on the device and in every tab. It does not need the worker, which may be busy, or broken.
    pub(crate) fn forget(self) {
        hooks::hide(true);
        spawn_local(async move {
            match storage::forget().await {
                Ok(()) => {
                    forgetting::forget_rest();
                    channel::tell(channel::FORGOTTEN);
                    self.begin_anew();
                }
                Err(why) => {
                    self.keep_all();
                    hooks::hide(false);
                    self.connection.warn(why);
                }
            }
        });
    }

    /// All was forgotten: the page is loaded again, for whatever is in its memory or still on the way there goes with it,
    /// and with its worker.
    pub(crate) fn begin_anew(self) {
        hooks::hide(true);
        // What is being read meanwhile is not sent any more.
        self.member.import.try_update_value(|import| import.choices.forget());
        forgetting::forget_rest();
        self.follow(WayOut::Reload);
    }

    /// Takes up what other tabs remembered, if this one shows anything yet.
    pub(crate) fn catch_up(self) {
        if !self.library.bundle.with_untracked(|bundle| matches!(bundle, BundleState::Ready(_))) {
            return;
        }
        self.tell_day();
        let Some(client) = self.connection.client() else { return };
        spawn_local(async move {
            match client.ask(CatchUp).await {
                Ok(Some(News { report, is_another: true })) => {
                    self.member.import.update_value(|import| import.source = None);
                    self.leave_unknown_lists(&report);
                    self.show_member(MemberState::Known { report, sample: false });
                    self.member.import.update_value(|import| import.untried = Untried::Kept);
                }
                Ok(Some(News { report, is_another: false })) => self.learn(report),
                // Nothing but what was skipped there, perhaps.
                Ok(None) => self.tonight.refresh(),
                // A worker that does not answer says so where it is waited for.
                Err(_) => {}
            }
        });
    }

    /// A row with this title and year means this film (one of the row's candidates).
    pub(crate) fn correct(self, title: String, year: Option<u16>, film: FilmId) {
        self.tell(Correct { title, year, film });
    }

    fn choose(self, source: Source) {
        if let Some(next) = self.next_turn() {
            self.take(next, source);
        }
    }

    /// Something is chosen now: whatever comes of earlier choices later does not replace it, nor of another tab's.
    fn next_turn(self) -> Option<(Turn, u64)> {
        self.connection.notice.set(None);
        self.member.import.try_update_value(|import| {
            import.dropped_at = Some(hooks::now());
            import.last_choice = clock::now().max(import.last_choice.saturating_add(1));
            (import.choices.choose(), import.last_choice)
        })
    }

    /// This is what was chosen.
    fn take(self, (turn, at): (Turn, u64), source: Source) {
        let chosen = Chosen { source, at };
        if self.member.import.try_update_value(|import| import.choices.find(turn, chosen)) != Some(true) {
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
        let chosen = self.member.import.try_update_value(|import| import.choices.begin(turn)).flatten();
        let Some(Chosen { source, at }) = chosen else { return };
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
                    self.connection.ask(ImportFiles { files, remember: !sample, turn, chosen: at }).await
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
                        self.put_report_away(false);
                        let is_first = self
                            .member
                            .import
                            .with_value(|import| !matches!(import.settled, MemberState::Known { sample: false, .. }));
                        if is_first && !sample {
                            offline::persist();
                        }
                        self.show_member(MemberState::Known { report, sample });
                        self.member.import.update_value(|import| import.untried = Untried::Chosen);
                    }
                }
                Err(Unanswered::Failed(failure)) => self.fail_import(turn, failure),
                // What was chosen later is there, here or in another tab: that was told first.
                Ok(None) => {
                    self.let_go(turn);
                }
                // It stopped over it, perhaps; see `Import::lose_worker`.
                Err(Unanswered::Stopped) => {}
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
        if self.let_go(turn) {
            self.connection.fail(failure);
        }
    }

    /// It does not become the member's. Whether that is news.
    fn let_go(self, turn: Turn) -> bool {
        let left = self.member.import.try_update_value(|import| {
            let is_news = import.choices.fail(turn);
            is_news.then(|| import.choices.is_any_open())
        });
        let Some(others) = left.flatten() else { return false };
        if !others {
            self.member.import.update_value(|import| import.dropped_at = None);
            if self.member.settle_back() {
                // What is drawn anew is counted with its shelf.
                self.rank();
            }
        }
        true
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
        self.filters.plain.set(None);
        self.taste.clear();
        self.night.films.set(None);
        self.trial.clear();
        self.tonight.clear();
        self.again.close();
        self.member.tally_read.set(false);
        self.shelf.drawn.set(Drawn::Words);
        self.member.not_remembered.set(None);
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
                // Corrections of the made-up member's rows leave them who they are.
                let becomes = !new.said.is_empty();
                self.take_up(new, becomes);
            }
            Err(why) => self.connection.explain(why),
        }
    }

    /// More is known of the same member, or of the one that somebody else becomes by what they said.
    pub(crate) fn take_up(self, new: Report, becomes: bool) {
        let is_own =
            self.member.import.with_value(|import| matches!(&import.settled, MemberState::Known { sample: false, .. }));
        if is_own || !becomes {
            self.learn(new);
        } else {
            self.film.ask();
            self.member.import.update_value(|import| (import.source, import.untried) = Default::default());
            self.show_member(MemberState::Known { report: new, sample: false });
        }
    }

    /// More is known of the same member.
    pub(crate) fn learn(self, new: Report) {
        self.film.ask();
        self.rank();
        self.tonight.refresh();
        self.again.ask_anew();
        self.member.update_report(|report| *report = new);
    }
}
