//! Opening the bundle, and fetching what is looked at later.

use crate::client::Unanswered;
use crate::import::state::{Import, MemberState, Untried};
use crate::language::{Label, Language, fill, say};
use crate::library::state::BundleState;
use crate::protocol::{BundleSummary, DetailsView, Failure, FetchDetails, LeaveOut, OpenBundle, decode_details};
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
    /// Starts the worker again, fetches the bundle again, and reads the member's files again, but for what the last one got
    /// stuck on.
    pub(crate) fn start_again(self) {
        self.lose_worker();
        self.connection.notice.set(None);
        if let Some(client) = self.connection.client() {
            client.restart();
            self.open();
        }
        let left_out = self.member.import.try_update_value(|import| std::mem::take(&mut import.left_out));
        let left_out = left_out.unwrap_or_default();
        if !left_out.is_empty() {
            self.connection.add(&fill(Label::StuckOnFiles, &[&left_out]), WayOut::ChooseFiles);
        }
    }

    /// The worker broke, or is given up. Were the member's files what it broke over, reading them again would break it
    /// again.
    pub(crate) fn lose_worker(self) {
        if self.member.import.try_update_value(Import::lose_worker) == Some(true) {
            self.library.get_stuck();
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
        self.library.seems_stuck.set(false);
        hooks::set("details", "coming");
        let leave_out = self.library.stuck.get_untracked();
        let manifest = document().base_uri().ok().flatten().unwrap_or_default();
        let manifest = web_sys::Url::new_with_base("bundle/manifest.json", &manifest).map(|url| url.href());
        let manifest = manifest.unwrap_or_else(|_| "bundle/manifest.json".to_owned());
        spawn_local(async move {
            let Some(client) = self.connection.client() else { return };
            if dictionary::spoken() != Language::English {
                self.settings.tell_worker();
            }
            self.today.set(None);
            self.tell_day();
            match client.ask(OpenBundle { manifest, leave_out }).await {
                Ok(bundle) => self.opened(bundle),
                Err(Unanswered::Failed(failure)) => self.lose_bundle(failure),
                Err(Unanswered::Stopped) => {}
            }
        });
    }

    fn opened(self, mut bundle: BundleSummary) {
        self.connection.unsay_broken();
        if let Some(why) = bundle.told.take() {
            self.connection.fail(why);
        }
        if bundle.left_out {
            self.connection.add(say(Label::StuckOnKept), WayOut::ReadAgain);
        } else {
            // There is nothing of it any more.
            self.library.leave_out(LeaveOut::Nothing);
        }
        let remembered = bundle.remembered.clone();
        self.library.bundle.set(BundleState::Ready(bundle));
        hooks::set("ready", "bundle");
        let is_known = remembered.is_some();
        // Read before the worker had to start again, and not remembered. It is one of the choices again: should this worker
        // end over it, it is left out like any other.
        let is_kept = self.member.not_remembered.with_untracked(Option::is_none);
        let waiting = self.member.import.try_update_value(|import| {
            if !is_known {
                import.untried = Untried::Nothing;
            }
            if let Some((turn, chosen)) =
                import.source.take_if(|(_, chosen)| chosen.is_sample() || !is_known || !is_kept)
            {
                import.choices.repeat(turn, chosen);
            }
            import.choices.waiting()
        });
        if let Some(report) = &remembered {
            self.leave_unknown_lists(report);
        }
        self.show_member(remembered.map_or(MemberState::None, |report| MemberState::Known { report, sample: false }));
        // And what was dropped while the bundle was on its way.
        waiting.unwrap_or_default().into_iter().for_each(|turn| self.import(turn));
        hooks::after(Duration::from_secs(2), Box::new(offline::register));
    }

    /// Fetches what is looked at later. Should it fail, the page stays as it is and tries again with the next shelf, or when
    /// next online.
    pub(crate) fn fetch_details(self) {
        if self.library.details_asked.update_untracked(|asked| std::mem::replace(asked, true)) {
            return;
        }
        spawn_local(async move {
            let reply = match self.connection.client() {
                Some(client) => client.ask(FetchDetails).await,
                None => Err(Unanswered::Stopped),
            };
            if reply.is_err() {
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

    /// They have arrived, whoever asked for them.
    pub(crate) fn take_details(self, details: &[u8]) {
        let Some(DetailsView { report: better, streaming }) = decode_details(details) else { return };
        self.connection.unsay(Label::WithoutDetails);
        self.filters.streaming.set(streaming);
        self.library.details_ready.set(true);
        self.rank();
        self.tonight.refresh();
        hooks::set("details", "ready");
        if let Some(better) = better {
            self.member.update_report(|report| *report = better);
        }
    }
}
