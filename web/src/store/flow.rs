//! What happens after an action, and what the worker's words change.

use crate::app::offline;
use crate::client::{Answer, Asked, Client, Event, Unanswered};
use crate::import::files;
use crate::language::{self, Label, Language, say};
use crate::protocol::{
    Ask, BundleSummary, DetailsView, Failure, FailureKind, FetchDetails, ImportFiles, OpenBundle, Question, Recommend,
    Report, Search, SetLanguage, ShelfView,
};
use crate::settings::{dictionary, poster_choice};
use crate::shared::hooks;
use crate::shelf::address::{self, Turned};
use crate::store::{Asides, BundleState, Drawn, Inner, MemberState, Notice, Source, Store, Testing, WayOut, Writers};
use halfstar_session::ranking::Ranking;
use halfstar_session::sample;
use leptos::prelude::*;
use leptos::reactive::spawn_local;
use std::time::Duration;

/// What takes longer is said.
const BLINK: Duration = Duration::from_millis(150);

impl Store {
    pub(super) fn new() -> Self {
        let (bundle, set_bundle) = signal(BundleState::Loading { loaded: 0, total: 0 });
        let (member, set_member) = signal(MemberState::None);
        let (shelf, set_shelf) = signal(None);
        let (drawn, set_drawn) = signal(Drawn::Words);
        let (ranking, set_ranking) = signal(false);
        let Turned { request, scope, notice } = address::load();
        let notice = notice.map(|message| Notice { message, way_out: WayOut::Dismiss });
        let (request, set_request) = signal(request);
        let (scope, set_scope) = signal(scope);
        let (posters, set_posters) = signal(poster_choice::remembered());
        let (testing, set_testing) = signal(Testing::Not);
        let (finding, set_finding) = signal(None);
        let (found, set_found) = signal(None);
        let (language, set_language) = signal(dictionary::spoken());
        let (notice, set_notice) = signal(notice);
        let (online, set_online) = signal(window().navigator().on_line());
        let (details_ready, set_details_ready) = signal(false);
        let write = Writers {
            bundle: set_bundle,
            member: set_member,
            shelf: set_shelf,
            drawn: set_drawn,
            ranking: set_ranking,
            request: set_request,
            scope: set_scope,
            posters: set_posters,
            testing: set_testing,
            finding: set_finding,
            found: set_found,
            language: set_language,
            notice: set_notice,
            online: set_online,
            details_ready: set_details_ready,
        };
        let inner = StoredValue::new_local(Inner::default());
        Self {
            bundle,
            member,
            shelf,
            drawn,
            ranking,
            request,
            scope,
            posters,
            testing,
            finding,
            found,
            language,
            notice,
            online,
            details_ready,
            asides: Asides::new(),
            write,
            inner,
        }
    }

    pub(super) fn listen(self) {
        let listen = |name: &str, online: bool| {
            let handle = window_event_listener_untyped(name, move |_| {
                self.write.online.set(online);
                if online && self.shelf.with_untracked(Option::is_some) {
                    self.fetch_details();
                }
            });
            on_cleanup(move || handle.remove());
        };
        listen("online", true);
        listen("offline", false);
        self.follow_address();
    }

    pub(super) fn client(self) -> Option<Client> {
        self.inner.try_with_value(|inner| inner.client.clone()).flatten()
    }

    /// Asks the worker.
    pub(super) fn ask<A: Ask>(self, ask: A) -> Asked<A> {
        Asked::new(self.send(ask.into()))
    }

    fn send(self, question: Question) -> Answer {
        let answer = self.client().map(|client| client.send(question));
        Box::pin(async move {
            let answer = match answer {
                Some(answer) => answer.await,
                None => Err(Unanswered::Stopped),
            };
            let is_broken = matches!(answer, Err(Unanswered::Stopped));
            if is_broken && self.notice.try_with_untracked(Option::is_none) == Some(true) {
                // The member dismissed what there was to know, and goes on.
                self.show_notice(say(Label::Broken), WayOut::StartAgain);
            }
            answer
        })
    }

    /// Says what went wrong. That the worker stopped is said already.
    pub(super) fn tell_why(self, why: Unanswered) {
        if let Unanswered::Failed(failure) = why {
            self.fail(failure);
        }
    }

    pub(super) fn show_notice(self, message: &str, way_out: WayOut) {
        self.write.notice.set(Some(Notice { message: message.to_owned(), way_out }));
    }

    pub(super) fn fail(self, failure: Failure) {
        self.write.notice.set(Some(failure.into()));
    }

    /// What the worker says without being asked.
    pub(super) fn on_event(self, event: Event) {
        match event {
            Event::Progress { loaded, total } => {
                self.write.bundle.set(BundleState::Loading { loaded, total });
            }
            Event::NotRemembered(why) => {
                if self.notice.with_untracked(Option::is_none) {
                    self.show_notice(&why, WayOut::Dismiss);
                }
                self.update_report(|report| report.not_remembered = Some(why));
            }
            Event::OtherVersion => {
                self.lose_bundle(Failure { kind: FailureKind::Version, message: say(Label::NewerPage).to_owned() });
            }
            Event::Silent(true) => self.show_notice(say(Label::Silent), WayOut::StartAgain),
            Event::Silent(false) => {
                if self
                    .notice
                    .with_untracked(|notice| notice.as_ref().is_some_and(|notice| notice.message == say(Label::Silent)))
                {
                    self.dismiss_notice();
                }
            }
            Event::Broken(message) => {
                web_sys::console::error_1(&message.into());
                // Were these files what broke it, reading them again would break it again.
                self.inner.update_value(|inner| {
                    if std::mem::take(&mut inner.importing) {
                        inner.source = Source::Nothing;
                    }
                });
                self.lose_bundle(Failure { kind: FailureKind::Protocol, message: say(Label::Broken).to_owned() });
            }
        }
    }

    /// The worker has no bundle, or is no more. What is on the page stays there.
    pub(super) fn lose_bundle(self, failure: Failure) {
        if !self.bundle.with_untracked(|bundle| matches!(bundle, BundleState::Ready(_))) {
            self.write.bundle.set(BundleState::Failed(failure.clone()));
        }
        if self.member.with_untracked(|member| *member == MemberState::Reading) {
            self.write.member.set(self.inner.with_value(|inner| inner.settled.clone()));
        }
        self.fail(failure);
    }

    pub(super) fn open(self) {
        self.write.bundle.set(BundleState::Loading { loaded: 0, total: 0 });
        self.write.details_ready.set(false);
        if self.asides.guests.with_untracked(|guests| !guests.is_empty()) {
            self.show_notice(say(Label::GuestsLost), WayOut::Dismiss);
        }
        self.clear_guests();
        self.inner.update_value(|inner| {
            inner.ranking = Ranking::default();
            inner.details_asked = false;
        });
        let manifest = document().base_uri().ok().flatten().unwrap_or_default();
        let manifest = web_sys::Url::new_with_base("bundle/manifest.json", &manifest).map(|url| url.href());
        let manifest = manifest.unwrap_or_else(|_| "bundle/manifest.json".to_owned());
        spawn_local(async move {
            let Some(client) = self.client() else { return };
            let language = self.language.get_untracked();
            if language != Language::English {
                self.send_language(dictionary::fetch(language).await.flatten()).await;
            }
            match client.ask(OpenBundle { manifest }).await {
                Ok(bundle) => self.opened(bundle),
                Err(Unanswered::Failed(failure)) => self.lose_bundle(failure),
                Err(Unanswered::Stopped) => {}
            }
        });
    }

    /// The worker writes reasons and warnings.
    pub(super) async fn send_language(self, file: Option<String>) {
        if let Some(client) = self.client() {
            // A worker that broke says so itself, and is told again when it starts.
            let _ = client.ask(SetLanguage { file }).await;
        }
    }

    pub(super) fn opened(self, mut bundle: BundleSummary) {
        if let Some(why) = bundle.dropped.take() {
            self.show_notice(&why, WayOut::ChooseFiles);
        }
        let remembered = bundle.remembered.clone();
        self.write.bundle.set(BundleState::Ready(bundle));
        hooks::set("ready", "bundle");
        let (source, pending) = self.inner.with_value(|inner| (inner.source.clone(), inner.pending));
        let is_known = remembered.is_some();
        if let Some(report) = &remembered {
            self.leave_unknown_lists(report);
        }
        self.show_member(remembered.map_or(MemberState::None, |report| MemberState::Known { report, sample: false }));
        match source {
            // DroppedFile while the bundle was on its way.
            _ if pending => self.import(),
            // Read before the worker had to start again.
            Source::Sample => self.import(),
            Source::Files(_) if !is_known => self.import(),
            _ => {}
        }
        set_timeout(offline::register, Duration::from_secs(2));
    }

    pub(super) fn take(self, source: Source) {
        self.inner.update_value(|inner| {
            inner.source = source;
            inner.pending = true;
            inner.dropped_at = Some(hooks::now());
        });
        self.write.notice.set(None);
        match self.bundle.get_untracked() {
            BundleState::Ready(_) => self.import(),
            // It is imported once the bundle is there.
            BundleState::Loading { .. } => self.write.member.set(MemberState::Reading),
            BundleState::Failed(_) => {
                self.retry();
                self.write.member.set(MemberState::Reading);
            }
        }
    }

    pub(super) fn import(self) {
        let (source, import) = self.inner.with_value(|inner| (inner.source.clone(), inner.imports.wrapping_add(1)));
        self.inner.update_value(|inner| {
            inner.pending = false;
            inner.importing = true;
            inner.imports = import;
        });
        let is_last = move |inner: &Inner| inner.importing && inner.imports == import;
        // Most imports are done in less than a blink: then the page changes once, and not twice.
        let linger = move || {
            if self.inner.try_with_value(is_last) == Some(true) {
                self.write.member.set(MemberState::Reading);
            }
        };
        set_timeout(linger, BLINK);
        spawn_local(async move {
            let sample = matches!(source, Source::Sample);
            let files = match source {
                Source::Nothing => Ok(Vec::new()),
                Source::Sample => Ok(sample::files()),
                Source::Files(files) => files::read(&files).await,
            };
            let reply = match files {
                Ok(files) => self.ask(ImportFiles { files, remember: !sample }).await,
                Err(failure) => Err(Unanswered::Failed(failure)),
            };
            if self.inner.with_value(is_last) {
                self.inner.update_value(|inner| inner.importing = false);
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
                    let settled = self.inner.try_update_value(|inner| {
                        inner.source = Source::Nothing;
                        inner.dropped_at = None;
                        inner.settled.clone()
                    });
                    self.write.member.set(settled.unwrap_or_default());
                    self.fail(failure);
                }
                Err(Unanswered::Stopped) => self.import_after_restart(),
            }
        });
    }

    /// The worker was broken before these files came: start it for them. Were they what broke it, they are not tried
    /// again (see [`Store::on_event`]), and if it is running, whoever started it takes care of them.
    pub(super) fn import_after_restart(self) {
        let running = self.client().is_some_and(|client| client.is_running());
        let wanted = !running && self.inner.with_value(|inner| !matches!(inner.source, Source::Nothing));
        if wanted {
            self.inner.update_value(|inner| inner.pending = true);
            self.start_again();
        }
    }

    /// Another member, or none: the last shelf is not theirs.
    pub(super) fn show_member(self, member: MemberState) {
        self.inner.update_value(|inner| {
            inner.member = inner.member.wrapping_add(1);
            inner.settled = member.clone();
        });
        // Before the signals: the worker ranks while the page draws what surrounds the shelf.
        self.rank();
        if member == MemberState::None {
            hooks::set("ready", "bundle");
        }
        self.write.shelf.set(None);
        self.clear_asides();
        self.write.testing.set(Testing::Not);
        self.write.drawn.set(Drawn::Words);
        self.write.member.set(member);
    }

    /// Lists go by their names: those that this member does not have are left out, and that is said.
    fn leave_unknown_lists(self, report: &Report) {
        let (mut request, mut scope) = (self.request.get_untracked(), self.scope.get_untracked());
        let mut unknown = None;
        for chosen in [&mut request.filters.list, &mut scope.list] {
            if chosen.as_ref().is_some_and(|name| report.lists.iter().all(|list| list.name != *name)) {
                unknown = chosen.take();
            }
        }
        if let Some(name) = unknown {
            self.show_notice(
                &language::words().fill(halfstar_core::words::Word::NoSuchList, &[&name]),
                WayOut::Dismiss,
            );
            address::save(&request, &scope);
            self.write.request.set(request);
            self.write.scope.set(scope);
        }
    }

    /// What the worker says to something that the member said: of the same member, or of the one they become by it.
    pub(super) fn take_report(self, reply: Result<Report, Unanswered>) {
        match reply {
            Ok(new) => {
                self.ask_about_open_film();
                let is_own =
                    self.inner.with_value(|inner| matches!(&inner.settled, MemberState::Known { sample: false, .. }));
                // Corrections of the made-up member's rows leave them who they are.
                if is_own || new.said.is_empty() {
                    self.rank();
                    self.update_report(|report| *report = new);
                } else {
                    self.inner.update_value(|inner| inner.source = Source::Nothing);
                    self.show_member(MemberState::Known { report: new, sample: false });
                }
            }
            Err(why) => self.tell_why(why),
        }
    }

    pub(super) async fn search_until_settled(self) {
        while let Some(typed) = self
            .inner
            .try_update_value(|inner| {
                inner.searching = inner.typed.is_some();
                inner.typed.take()
            })
            .flatten()
        {
            let is_blank = typed.trim().is_empty();
            match self.ask(Search { typed }).await {
                // What is typed is painted before what it finds.
                Ok(found) => hooks::after_paint(move || self.write.found.set((!is_blank).then_some(found))),
                Err(why) => self.tell_why(why),
            }
        }
    }

    /// More is known of the same member.
    pub(super) fn update_report(self, change: impl FnOnce(&mut Report)) {
        let settled = self.inner.try_update_value(|inner| {
            if let MemberState::Known { report, .. } = &mut inner.settled {
                change(report);
            }
            inner.settled.clone()
        });
        if let Some(settled @ MemberState::Known { .. }) = settled {
            self.write.member.set(settled);
        }
    }

    /// Ranks for whoever is known, unless the worker is at it; then once more when it is done.
    pub(super) fn rank(self) {
        let goes = self
            .inner
            .try_update_value(|inner| matches!(inner.settled, MemberState::Known { .. }) && inner.ranking.begin());
        if goes == Some(true) {
            spawn_local(async move { self.rank_until_settled().await });
            self.write.ranking.set(true);
        }
    }

    pub(super) async fn rank_until_settled(self) {
        loop {
            let member = self.inner.with_value(|inner| inner.member);
            let reply = self.ask(self.recommend()).await;
            match reply {
                Ok(shelf) if self.inner.with_value(|inner| inner.member) == member => self.draw(shelf),
                // Another member's by now.
                Ok(_) => {}
                Err(Unanswered::Failed(failure)) => self.fail(failure),
                // Whoever starts the worker again begins anew.
                Err(Unanswered::Stopped) => return self.write.ranking.set(false),
            }
            if self.inner.try_update_value(|inner| inner.ranking.finish()) != Some(true) {
                return self.write.ranking.set(false);
            }
        }
    }

    fn recommend(self) -> Recommend {
        Recommend { request: self.request.get_untracked(), scope: self.scope.get_untracked() }
    }

    pub(super) fn draw(self, shelf: ShelfView) {
        hooks::set("rerank-ms", &hooks::tenths(shelf.milliseconds));
        self.write.shelf.set(Some(shelf));
        let (dropped_at, member) = self.inner.with_value(|inner| (inner.dropped_at, inner.member));
        self.inner.update_value(|inner| inner.dropped_at = None);
        // Words, posters, the rest: each once the browser has painted what comes before.
        self.unfold(member, move || {
            hooks::since("shelf-ms", dropped_at);
            self.draw_further(Drawn::Posters);
            self.unfold(member, move || {
                hooks::since("pictures-ms", dropped_at);
                self.draw_further(Drawn::All);
                self.unfold(member, || hooks::set("ready", "shelf"));
            });
        });
        set_timeout(move || self.fetch_details(), Duration::from_millis(500));
    }

    /// Goes on once all so far is painted, if the shelf is still the same member's.
    fn unfold(self, member: u32, then: impl FnOnce() + 'static) {
        hooks::after_paint(move || {
            if self.inner.try_with_value(|inner| inner.member) == Some(member) {
                then();
            }
        });
    }

    fn draw_further(self, drawn: Drawn) {
        if self.drawn.get_untracked() < drawn {
            self.write.drawn.set(drawn);
        }
    }

    /// Fetches what is looked at later. Should it fail, the page stays as it is and tries again when next online.
    pub(super) fn fetch_details(self) {
        if self.inner.try_update_value(|inner| std::mem::replace(&mut inner.details_asked, true)) != Some(false) {
            return;
        }
        spawn_local(async move {
            let reply = match self.client() {
                Some(client) => client.ask(FetchDetails).await,
                None => Err(Unanswered::Stopped),
            };
            if let Ok(DetailsView { report: better, streaming }) = reply {
                self.asides.streaming.set(streaming);
                self.write.details_ready.set(true);
                self.rank();
                hooks::set("details", "ready");
                if let Some(better) = better {
                    self.update_report(|report| *report = better);
                }
            } else {
                self.inner.update_value(|inner| inner.details_asked = false);
                let pending = self.member.with_untracked(|member| member.report().map_or(0, |report| report.pending));
                if pending > 0 && self.notice.with_untracked(Option::is_none) {
                    self.show_notice(say(Label::WithoutDetails), WayOut::Dismiss);
                }
            }
        });
    }
}
