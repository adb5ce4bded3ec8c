//! The one store that the interface reads: signals to show, actions to call. Nothing is computed here.
//!
//! What the store does when, as pure steps, is in [`crate::steps`].

use crate::client::{Client, Event, Gone};
use crate::files::{self, Found};
use crate::protocol::{Ask, Failure, FailureKind, Opened, Reply, Report, ShelfView};
use crate::steps::{self, MORE, MOST, Turn};
use crate::{hooks, knobs, offline, sample};
use halfstar_core::Request;
use leptos::prelude::*;
use leptos::reactive::spawn_local;
use std::time::Duration;

/// How far the bundle is.
#[derive(Clone, Debug, PartialEq)]
pub enum BundleState {
    /// On its way: bytes so far, and in all (0 while unknown).
    Loading {
        /// So far.
        loaded: u32,
        /// In all.
        total: u32,
    },
    /// There.
    Ready(Opened),
    /// Not there; [`Store::retry`] tries again.
    Failed(Failure),
}

/// Whose shelf it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum MemberState {
    /// Nobody's yet: the welcome page.
    #[default]
    None,
    /// Files are being read.
    Reading,
    /// Someone's.
    Known {
        /// What was found in their files.
        report: Report,
        /// Whether this is the made-up member.
        sample: bool,
    },
}

impl MemberState {
    /// The report, if there is a member.
    pub fn report(&self) -> Option<&Report> {
        match self {
            Self::Known { report, .. } => Some(report),
            _ => None,
        }
    }
}

/// Something the member has to know, with a way out. [`Store::follow`] takes it, [`Store::dismiss_notice`] ignores it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// One or two plain sentences: what is wrong, then what to do.
    pub message: String,
    /// The way out.
    pub way_out: WayOut,
}

/// The way out of a [`Notice`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayOut {
    /// Nothing to do but read it.
    Dismiss,
    /// Choose other files: the interface opens its file picker (and dismisses the notice).
    ChooseFiles,
    /// Fetch the bundle again.
    TryAgain,
    /// Start the worker again.
    StartAgain,
    /// Reload the page.
    Reload,
}

impl WayOut {
    /// What its button says.
    pub fn label(self) -> &'static str {
        match self {
            Self::Dismiss => "All right",
            Self::ChooseFiles => "Choose other files",
            Self::TryAgain => "Try again",
            Self::StartAgain => "Start again",
            Self::Reload => "Reload",
        }
    }
}

/// The store. It is a handle: copy it wherever it is needed.
#[derive(Clone, Copy)]
pub struct Store {
    /// How far the bundle is.
    pub bundle: ReadSignal<BundleState>,
    /// Whose shelf it is.
    pub member: ReadSignal<MemberState>,
    /// The last good shelf; it stays while the next is computed.
    pub shelf: ReadSignal<Option<ShelfView>>,
    /// Whether a newer shelf is being computed.
    pub ranking: ReadSignal<bool>,
    /// What the member has turned; [`Store::set_request`] turns it.
    pub request: ReadSignal<Request>,
    /// What the member has to know.
    pub notice: ReadSignal<Option<Notice>>,
    /// Whether the browser believes to be online.
    pub online: ReadSignal<bool>,
    /// Whether the details (TMDB's numbers and so on) are in the cards.
    pub details_ready: ReadSignal<bool>,
    write: Writers,
    inner: StoredValue<Inner, LocalStorage>,
}

#[derive(Clone, Copy)]
struct Writers {
    bundle: WriteSignal<BundleState>,
    member: WriteSignal<MemberState>,
    shelf: WriteSignal<Option<ShelfView>>,
    ranking: WriteSignal<bool>,
    request: WriteSignal<Request>,
    notice: WriteSignal<Option<Notice>>,
    online: WriteSignal<bool>,
    details_ready: WriteSignal<bool>,
}

/// What only the actions need.
#[derive(Default)]
struct Inner {
    client: Option<Client>,
    turn: Turn,
    /// Who the worker knows; what a failed import goes back to.
    settled: MemberState,
    /// Counts members: what was computed for the one before is not shown.
    member: u32,
    /// What the last import read, should the worker break and the device remember nothing.
    source: Source,
    /// Whether the worker has still to read it.
    pending: bool,
    /// Whether it is being read; and which import that is, counted.
    importing: bool,
    imports: u32,
    /// When it was dropped, until its shelf is drawn.
    dropped_at: Option<f64>,
    /// Whether the details are on their way or here.
    details_asked: bool,
}

/// What an import reads.
#[derive(Clone, Default)]
enum Source {
    #[default]
    Nothing,
    Sample,
    Files(Vec<Found>),
}

/// Creates the store, starts the worker and provides the store to everything below.
pub fn provide_store() -> Store {
    let store = Store::new();
    provide_context(store);
    let client = Client::start(move |event| store.hear(event));
    store.inner.update_value(|inner| inner.client = Some(client));
    store.listen();
    store.open();
    store
}

/// The store that [`provide_store`] provided above.
pub fn use_store() -> Store {
    // Only a component drawn outside the app could come here without one; it gets a store of its own.
    use_context().unwrap_or_else(provide_store)
}

// What the interface calls.
impl Store {
    /// Reads these files as the member's export (a ZIP, or any of its CSVs) and shows their shelf.
    pub fn drop_files(&self, files: Vec<web_sys::File>) {
        self.take(Source::Files(files.into_iter().map(Found::from).collect()));
    }

    /// The same for something dropped on the page, folders included.
    pub fn drop_items(&self, items: &web_sys::DataTransfer) {
        let (store, items) = (*self, files::items(items));
        spawn_local(async move { store.take(Source::Files(files::walk(items).await)) });
    }

    /// Shows the made-up member's shelf.
    pub fn use_sample(&self) {
        self.take(Source::Sample);
    }

    /// Forgets the export and the dials, here and on the device. Back to the welcome page.
    pub fn forget(&self) {
        let store = *self;
        store.inner.update_value(|inner| inner.source = Source::Nothing);
        store.show_member(MemberState::None);
        store.write.notice.set(None);
        store.write.request.set(Request::default());
        knobs::forget();
        spawn_local(async move {
            let Some(client) = store.client() else { return };
            let reply = match client.ask(Ask::Forget).await {
                Err(Gone) => {
                    // A worker that broke must not keep what the member wants forgotten.
                    client.restart();
                    let reply = client.ask(Ask::Forget).await;
                    store.open();
                    reply
                }
                reply => reply,
            };
            if let Ok(Reply::Failed(failure)) = reply {
                store.fail(failure);
            }
        });
    }

    /// A row with this title and year means this film (one of the row's candidates).
    pub fn correct(&self, title: String, year: Option<u16>, film: u32) {
        let store = *self;
        spawn_local(async move {
            match store.ask(Ask::Correct { title, year, film }).await {
                Ok(Reply::Imported(new)) => {
                    store.write.member.update(|member| {
                        if let MemberState::Known { report, .. } = member {
                            *report = new;
                        }
                    });
                    store.rank();
                }
                Ok(Reply::Failed(failure)) => store.fail(failure),
                Ok(_) | Err(Gone) => {}
            }
        });
    }

    /// Turns dials: changes the request and ranks again. Remembered for the next visit.
    pub fn set_request(&self, change: impl FnOnce(&mut Request)) {
        let mut request = self.request.get_untracked();
        change(&mut request);
        request.limit = request.limit.clamp(1, MOST);
        if request != self.request.get_untracked() {
            knobs::save(&request);
            self.write.request.set(request);
            self.rank();
        }
    }

    /// All dials as they were at first.
    pub fn reset_request(&self) {
        self.set_request(|request| *request = Request::default());
    }

    /// More films below the ones shown.
    pub fn show_more(&self) {
        self.set_request(|request| request.limit += MORE);
    }

    /// Whether there are more to show.
    pub fn has_more(&self) -> bool {
        let longer = |shelf: &ShelfView| (shelf.cards.len() as u32) < shelf.candidates.min(MOST);
        self.shelf.with(|shelf| shelf.as_ref().is_some_and(longer))
    }

    /// Fetches the bundle again.
    pub fn retry(&self) {
        self.start_again();
    }

    /// Starts the worker again, and reads the member's files again.
    pub fn start_again(&self) {
        self.write.notice.set(None);
        if let Some(client) = self.client() {
            client.restart();
            self.open();
        }
    }

    /// Reloads the page.
    pub fn reload(&self) {
        // It fails only where there is no page.
        let _ = window().location().reload();
    }

    /// Takes the notice away.
    pub fn dismiss_notice(&self) {
        self.write.notice.set(None);
    }

    /// Takes the notice's way out. `ChooseFiles` only dismisses: opening the picker is the interface's part.
    pub fn follow(&self, way_out: WayOut) {
        self.dismiss_notice();
        match way_out {
            WayOut::Dismiss | WayOut::ChooseFiles => {}
            WayOut::TryAgain => self.retry(),
            WayOut::StartAgain => self.start_again(),
            WayOut::Reload => self.reload(),
        }
    }
}

// What happens then.
impl Store {
    fn new() -> Self {
        let (bundle, set_bundle) = signal(BundleState::Loading { loaded: 0, total: 0 });
        let (member, set_member) = signal(MemberState::None);
        let (shelf, set_shelf) = signal(None);
        let (ranking, set_ranking) = signal(false);
        let (request, set_request) = signal(knobs::load().unwrap_or_default());
        let (notice, set_notice) = signal(None);
        let (online, set_online) = signal(window().navigator().on_line());
        let (details_ready, set_details_ready) = signal(false);
        let write = Writers {
            bundle: set_bundle,
            member: set_member,
            shelf: set_shelf,
            ranking: set_ranking,
            request: set_request,
            notice: set_notice,
            online: set_online,
            details_ready: set_details_ready,
        };
        let inner = StoredValue::new_local(Inner::default());
        Self { bundle, member, shelf, ranking, request, notice, online, details_ready, write, inner }
    }

    fn listen(self) {
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
    }

    fn client(self) -> Option<Client> {
        self.inner.try_with_value(|inner| inner.client.clone()).flatten()
    }

    async fn ask(self, ask: Ask) -> Result<Reply, Gone> {
        let reply = self.client().ok_or(Gone)?.ask(ask).await;
        if reply.is_err() && self.notice.try_with_untracked(Option::is_none) == Some(true) {
            // The member dismissed what there was to know, and goes on.
            self.tell(BROKEN, WayOut::StartAgain);
        }
        reply
    }

    fn tell(self, message: &str, way_out: WayOut) {
        self.write.notice.set(Some(Notice { message: message.to_owned(), way_out }));
    }

    fn fail(self, failure: Failure) {
        self.write.notice.set(Some(steps::notice(failure)));
    }

    /// What the worker says without being asked.
    fn hear(self, event: Event) {
        match event {
            Event::Progress { loaded, total } => {
                self.write.bundle.set(BundleState::Loading { loaded, total });
            }
            Event::NotRemembered(why) => {
                if self.notice.with_untracked(Option::is_none) {
                    self.tell(&why, WayOut::Dismiss);
                }
                self.write.member.update(|member| {
                    if let MemberState::Known { report, .. } = member {
                        report.not_remembered = Some(why);
                    }
                });
            }
            Event::OtherVersion => self.lose_bundle(Failure {
                kind: FailureKind::Version,
                message: "A newer version of this page was put on the server. Reload the page.".to_owned(),
            }),
            Event::Silent(true) => self.tell(SILENT, WayOut::StartAgain),
            Event::Silent(false) => {
                if self.notice.with_untracked(|notice| notice.as_ref().is_some_and(|notice| notice.message == SILENT)) {
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
                self.lose_bundle(Failure { kind: FailureKind::Protocol, message: BROKEN.to_owned() });
            }
        }
    }

    /// The worker has no bundle, or is no more. What is on the page stays there.
    fn lose_bundle(self, failure: Failure) {
        if !self.bundle.with_untracked(|bundle| matches!(bundle, BundleState::Ready(_))) {
            self.write.bundle.set(BundleState::Failed(failure.clone()));
        }
        if self.member.with_untracked(|member| *member == MemberState::Reading) {
            self.write.member.set(self.inner.with_value(|inner| inner.settled.clone()));
        }
        self.fail(failure);
    }

    fn open(self) {
        self.write.bundle.set(BundleState::Loading { loaded: 0, total: 0 });
        self.write.details_ready.set(false);
        self.inner.update_value(|inner| {
            inner.turn = Turn::default();
            inner.details_asked = false;
        });
        let manifest = document().base_uri().ok().flatten().unwrap_or_default();
        let manifest = web_sys::Url::new_with_base("bundle/manifest.json", &manifest).map(|url| url.href());
        let manifest = manifest.unwrap_or_else(|_| "bundle/manifest.json".to_owned());
        spawn_local(async move {
            let Some(client) = self.client() else { return };
            match client.ask(Ask::Open { manifest }).await {
                Ok(Reply::Opened(opened)) => self.opened(opened),
                Ok(Reply::Failed(failure)) => self.lose_bundle(failure),
                Ok(_) | Err(Gone) => {}
            }
        });
    }

    fn opened(self, mut opened: Opened) {
        if let Some(why) = opened.dropped.take() {
            self.tell(&why, WayOut::ChooseFiles);
        }
        let remembered = opened.remembered.clone();
        self.write.bundle.set(BundleState::Ready(opened));
        hooks::set("ready", "bundle");
        let (source, pending) = self.inner.with_value(|inner| (inner.source.clone(), inner.pending));
        let is_known = remembered.is_some();
        self.show_member(remembered.map_or(MemberState::None, |report| MemberState::Known { report, sample: false }));
        match source {
            // Dropped while the bundle was on its way.
            _ if pending => self.import(),
            // Read before the worker had to start again.
            Source::Sample => self.import(),
            Source::Files(_) if !is_known => self.import(),
            _ if is_known => self.rank(),
            _ => {}
        }
        set_timeout(offline::register, Duration::from_secs(2));
    }

    fn take(self, source: Source) {
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

    fn import(self) {
        let (source, import) = self.inner.with_value(|inner| (inner.source.clone(), inner.imports + 1));
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
                Ok(files) => self.ask(Ask::Import { files, remember: !sample }).await,
                Err(failure) => Ok(Reply::Failed(failure)),
            };
            if self.inner.with_value(is_last) {
                self.inner.update_value(|inner| inner.importing = false);
            }
            match reply {
                Ok(Reply::Imported(report)) => {
                    self.show_member(MemberState::Known { report, sample });
                    self.rank();
                }
                Ok(Reply::Failed(failure)) => {
                    let settled = self.inner.try_update_value(|inner| {
                        inner.source = Source::Nothing;
                        inner.dropped_at = None;
                        inner.settled.clone()
                    });
                    self.write.member.set(settled.unwrap_or_default());
                    self.fail(failure);
                }
                Err(Gone) => self.import_after_restart(),
                Ok(_) => {}
            }
        });
    }

    /// The worker was broken before these files came: start it for them. Were they what broke it, they are not tried
    /// again (see [`Store::hear`]), and if it is running, whoever started it takes care of them.
    fn import_after_restart(self) {
        let running = self.client().is_some_and(|client| client.is_running());
        let wanted = !running && self.inner.with_value(|inner| !matches!(inner.source, Source::Nothing));
        if wanted {
            self.inner.update_value(|inner| inner.pending = true);
            self.start_again();
        }
    }

    /// Another member, or none: the last shelf is not theirs.
    fn show_member(self, member: MemberState) {
        self.inner.update_value(|inner| {
            inner.member += 1;
            inner.settled = member.clone();
        });
        if member == MemberState::None {
            hooks::set("ready", "bundle");
        }
        self.write.shelf.set(None);
        self.write.member.set(member);
    }

    /// Ranks, unless the worker is at it; then once more when it is done.
    fn rank(self) {
        if !self.member.with_untracked(|member| matches!(member, MemberState::Known { .. })) {
            return;
        }
        if self.inner.try_update_value(|inner| inner.turn.want()) == Some(true) {
            self.write.ranking.set(true);
            spawn_local(async move { self.rank_until_settled().await });
        }
    }

    async fn rank_until_settled(self) {
        loop {
            let member = self.inner.with_value(|inner| inner.member);
            let reply = self.ask(Ask::Recommend(self.request.get_untracked())).await;
            match reply {
                Ok(Reply::Shelf(shelf)) if self.inner.with_value(|inner| inner.member) == member => self.draw(shelf),
                Ok(Reply::Failed(failure)) => self.fail(failure),
                Ok(_) => {}
                // Whoever starts the worker again begins anew.
                Err(Gone) => return self.write.ranking.set(false),
            }
            if self.inner.try_update_value(|inner| inner.turn.done()) != Some(true) {
                return self.write.ranking.set(false);
            }
        }
    }

    fn draw(self, shelf: ShelfView) {
        hooks::set("rerank-ms", &hooks::tenths(shelf.milliseconds));
        self.write.shelf.set(Some(shelf));
        let dropped_at = self.inner.try_update_value(|inner| inner.dropped_at.take()).flatten();
        hooks::drawn(dropped_at);
        set_timeout(move || self.fetch_details(), Duration::from_millis(500));
    }

    /// Fetches what is looked at later. Should it fail, the page stays as it is and tries again when next online.
    fn fetch_details(self) {
        if self.inner.try_update_value(|inner| std::mem::replace(&mut inner.details_asked, true)) != Some(false) {
            return;
        }
        spawn_local(async move {
            let reply = match self.client() {
                Some(client) => client.ask(Ask::Details).await,
                None => Err(Gone),
            };
            if matches!(reply, Ok(Reply::Detailed)) {
                self.write.details_ready.set(true);
                self.rank();
            } else {
                self.inner.update_value(|inner| inner.details_asked = false);
            }
        });
    }
}

/// What takes longer is said.
const BLINK: Duration = Duration::from_millis(150);
const BROKEN: &str =
    "The part of this page that computes has stopped. Start it again; your export stays on this device.";
const SILENT: &str =
    "The part of this page that computes has not answered for a while. Wait a little, or start it again.";
