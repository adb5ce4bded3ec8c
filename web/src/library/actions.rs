//! Opening the bundle, and fetching what is looked at later.

use crate::client::Unanswered;
use crate::import::state::{MemberState, Source};
use crate::language::{Label, Language, say};
use crate::library::state::BundleState;
use crate::protocol::{BundleSummary, DetailsView, Failure, FetchDetails, OpenBundle};
use crate::settings::dictionary;
use crate::shared::hooks;
use crate::shared::notice::WayOut;
use crate::shared::offline;
use crate::store::Store;
use halfstar_session::ranking::Ranking;
use leptos::prelude::*;
use leptos::reactive::spawn_local;
use std::time::Duration;

impl Store {
    /// Starts the worker again, fetches the bundle again, and reads the member's files again.
    pub(crate) fn start_again(self) {
        self.connection.notice.set(None);
        if let Some(client) = self.connection.client() {
            client.restart();
            self.open();
        }
    }

    /// The worker has no bundle, or is no more. What is on the page stays there.
    pub(crate) fn lose_bundle(self, failure: Failure) {
        if !self.library.bundle.with_untracked(|bundle| matches!(bundle, BundleState::Ready(_))) {
            self.library.bundle.set(BundleState::Failed(failure.clone()));
        }
        if self.member.state.with_untracked(|member| *member == MemberState::Reading) {
            self.member.settle_back();
        }
        self.connection.fail(failure);
    }

    /// Opens the bundle.
    pub(crate) fn open(self) {
        self.library.bundle.set(BundleState::Loading { loaded: 0, total: 0 });
        self.library.details_ready.set(false);
        if self.night.guests.with_untracked(|guests| !guests.is_empty()) {
            self.connection.warn(say(Label::GuestsLost));
        }
        self.night.clear_guests();
        self.shelf.queue.set(Ranking::default());
        self.library.details_asked.set(false);
        let manifest = document().base_uri().ok().flatten().unwrap_or_default();
        let manifest = web_sys::Url::new_with_base("bundle/manifest.json", &manifest).map(|url| url.href());
        let manifest = manifest.unwrap_or_else(|_| "bundle/manifest.json".to_owned());
        spawn_local(async move {
            let Some(client) = self.connection.client() else { return };
            if dictionary::spoken() != Language::English {
                self.settings.tell_worker();
            }
            match client.ask(OpenBundle { manifest }).await {
                Ok(bundle) => self.opened(bundle),
                Err(Unanswered::Failed(failure)) => self.lose_bundle(failure),
                Err(Unanswered::Stopped) => {}
            }
        });
    }

    fn opened(self, mut bundle: BundleSummary) {
        if let Some(why) = bundle.dropped.take() {
            self.connection.show(&why, WayOut::ChooseFiles);
        }
        let remembered = bundle.remembered.clone();
        self.library.bundle.set(BundleState::Ready(bundle));
        hooks::set("ready", "bundle");
        let (source, pending) = self.member.import.with_value(|import| (import.source.clone(), import.pending));
        let is_known = remembered.is_some();
        if let Some(report) = &remembered {
            self.leave_unknown_lists(report);
        }
        self.show_member(remembered.map_or(MemberState::None, |report| MemberState::Known { report, sample: false }));
        match source {
            // Dropped while the bundle was on its way.
            _ if pending => self.import(),
            // Read before the worker had to start again.
            Source::Sample => self.import(),
            Source::Files(_) if !is_known => self.import(),
            _ => {}
        }
        hooks::after(Duration::from_secs(2), Box::new(offline::register));
    }

    /// Fetches what is looked at later. Should it fail, the page stays as it is and tries again when next online.
    pub(crate) fn fetch_details(self) {
        if self.library.details_asked.update_untracked(|asked| std::mem::replace(asked, true)) {
            return;
        }
        spawn_local(async move {
            let reply = match self.connection.client() {
                Some(client) => client.ask(FetchDetails).await,
                None => Err(Unanswered::Stopped),
            };
            if let Ok(DetailsView { report: better, streaming }) = reply {
                self.filters.streaming.set(streaming);
                self.library.details_ready.set(true);
                self.rank();
                hooks::set("details", "ready");
                if let Some(better) = better {
                    self.member.update_report(|report| *report = better);
                }
            } else {
                self.library.details_asked.set(false);
                let pending = |member: &MemberState| member.report().map_or(0, |report| report.pending);
                if self.member.state.with_untracked(pending) > 0
                    && self.connection.notice.with_untracked(Option::is_none)
                {
                    self.connection.warn(say(Label::WithoutDetails));
                }
            }
        });
    }
}
