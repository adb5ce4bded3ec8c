//! The one store that the interface reads: signals to show, actions to call. Nothing is computed here.
//!
//! What follows from an action is in `flow`.

mod asides;
mod flow;
mod night;

pub use crate::shared::notice::{Notice, WayOut};
pub use crate::shared::tab::Tab;
pub use asides::{Asides, NameCounts, Undo};

use crate::client::{Client, Unanswered};
use crate::import::files::{self, PickedFile};
use crate::language::{self, Label, Language, say};
use crate::protocol::{
    BackUp, BundleSummary, Correct, Failure, FilmSummary, Forget, Report, RunTrial, SetRemark, ShelfView,
};
use crate::settings::{dictionary, poster_choice};
use crate::shared::hooks;
use crate::shelf::address;
use halfstar_core::Request;
use halfstar_core::film::FilmId;
use halfstar_core::remarks::Says;
use halfstar_core::taste::Scope;
use halfstar_core::trial::{PARTS, Trial};
use halfstar_session::ranking::{MOST, Ranking, has_more, longer};
use leptos::prelude::*;
use leptos::reactive::spawn_local;

/// How far the bundle is.
#[allow(clippy::large_enum_variant, reason = "there is one, and it lives in a signal")]
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
    Ready(BundleSummary),
    /// Not there; [`Store::retry`] tries again.
    Failed(Failure),
}

/// Whose shelf it is.
#[allow(clippy::large_enum_variant, reason = "there is one, and it lives in a signal")]
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

/// How far a new member's shelf is drawn: what is read comes first. Later shelves of theirs are drawn at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Drawn {
    /// The words of what a screen shows: what a dropped export waits for.
    Words,
    /// Its posters too.
    Posters,
    /// The films further down as well.
    All,
}

/// How far a test is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Testing {
    /// Not begun.
    Not,
    /// So many parts are through, and what came of them.
    Parts(u32, Trial),
}

/// What a film is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// To rate it.
    Rate,
    /// Rows with this title and year mean it.
    Mend {
        /// The title as the rows write it.
        title: String,
        /// The year as the rows write it.
        year: Option<u16>,
    },
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
    /// How much of it is drawn.
    pub drawn: ReadSignal<Drawn>,
    /// Whether a newer shelf is being computed.
    pub ranking: ReadSignal<bool>,
    /// What the member has turned; [`Store::set_request`] turns it.
    pub request: ReadSignal<Request>,
    /// Which of their films count; [`Store::go_by`] chooses.
    pub scope: ReadSignal<Scope>,
    /// Whether posters are to be fetched from TMDB; nothing until that is answered.
    pub posters: ReadSignal<Option<bool>>,
    /// How far the test of the member's own films is.
    pub testing: ReadSignal<Testing>,
    /// What a film is looked for, while it is; [`Store::find`] begins, [`Store::search`] looks.
    pub finding: ReadSignal<Option<Finding>>,
    /// What was found by what is typed; nothing while nothing is.
    pub found: ReadSignal<Option<Vec<FilmSummary>>>,
    /// Which language is spoken; [`Store::speak`] speaks another.
    pub language: ReadSignal<Language>,
    /// What the member has to know.
    pub notice: ReadSignal<Option<Notice>>,
    /// Whether the browser believes to be online.
    pub online: ReadSignal<bool>,
    /// Whether the details (TMDB's numbers and so on) are in the cards.
    pub details_ready: ReadSignal<bool>,
    /// What is looked at beside the shelf.
    pub asides: Asides,
    write: Writers,
    inner: StoredValue<Inner, LocalStorage>,
}

#[derive(Clone, Copy)]
struct Writers {
    bundle: WriteSignal<BundleState>,
    member: WriteSignal<MemberState>,
    shelf: WriteSignal<Option<ShelfView>>,
    drawn: WriteSignal<Drawn>,
    ranking: WriteSignal<bool>,
    request: WriteSignal<Request>,
    scope: WriteSignal<Scope>,
    posters: WriteSignal<Option<bool>>,
    testing: WriteSignal<Testing>,
    finding: WriteSignal<Option<Finding>>,
    found: WriteSignal<Option<Vec<FilmSummary>>>,
    language: WriteSignal<Language>,
    notice: WriteSignal<Option<Notice>>,
    online: WriteSignal<bool>,
    details_ready: WriteSignal<bool>,
}

/// What only the actions need.
#[derive(Default)]
struct Inner {
    client: Option<Client>,
    ranking: Ranking,
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
    /// Whether a search is with the worker; and what has been typed since.
    searching: bool,
    typed: Option<String>,
}

/// What an import reads.
#[derive(Clone, Default)]
enum Source {
    #[default]
    Nothing,
    Sample,
    Files(Vec<PickedFile>),
}

/// Creates the store, in the language that is spoken, starts the worker and provides the store to everything below.
pub fn provide_store() -> Store {
    let store = Store::new();
    provide_context(store);
    let client = Client::start(move |event| store.on_event(event));
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
        self.take(Source::Files(files.into_iter().map(PickedFile::from).collect()));
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
        store.inner.update_value(|inner| {
            inner.source = Source::Nothing;
            // What is being read is not waited for any more.
            inner.imports = inner.imports.wrapping_add(1);
            inner.importing = false;
        });
        store.clear_guests();
        store.go(Tab::Shelf);
        store.show_member(MemberState::None);
        store.write.notice.set(None);
        store.write.request.set(Request::default());
        store.write.scope.set(Scope::default());
        address::forget();
        spawn_local(async move {
            let Some(client) = store.client() else { return };
            let mut reply = client.ask(Forget).await;
            if reply == Err(Unanswered::Stopped) {
                // A worker that broke must not keep what the member wants forgotten.
                client.restart();
                reply = client.ask(Forget).await;
                store.open();
            }
            if let Err(Unanswered::Failed(failure)) = reply {
                store.fail(failure);
            }
        });
    }

    /// A row with this title and year means this film (one of the row's candidates).
    pub fn correct(&self, title: String, year: Option<u16>, film: FilmId) {
        let store = *self;
        spawn_local(async move {
            let reply = store.ask(Correct { title, year, film }).await;
            store.take_report(reply);
        });
    }

    /// The member says something of a film, or takes it back with nothing. Who was nobody becomes a member by it.
    pub fn remark(&self, film: FilmId, says: Option<Says>) {
        self.offer_undo(film, says);
        self.say_of(film, says);
    }

    fn say_of(&self, film: FilmId, says: Option<Says>) {
        let store = *self;
        spawn_local(async move {
            let reply = store.ask(SetRemark { film, says }).await;
            store.take_report(reply);
        });
    }

    /// Begins to look for a film, or ends it with nothing.
    pub fn find(&self, finding: Option<Finding>) {
        let store = *self;
        hooks::after_paint(move || {
            store.write.found.set(None);
            if let Some(Finding::Mend { title, .. }) = &finding {
                store.search(title.clone());
            }
            store.write.finding.set(finding);
        });
    }

    /// Looks for films by what is typed. Of what is typed while the worker looks, only the last is looked for.
    pub fn search(&self, typed: String) {
        let store = *self;
        let begins = store.inner.try_update_value(|inner| {
            inner.typed = Some(typed);
            !std::mem::replace(&mut inner.searching, true)
        });
        if begins == Some(true) {
            spawn_local(async move { store.search_until_settled().await });
        }
    }

    /// Goes by these of the member's films. Remembered for the next visit.
    pub fn go_by(&self, change: &dyn Fn(&mut Scope)) {
        let mut scope = self.scope.get_untracked();
        change(&mut scope);
        if scope != self.scope.get_untracked() {
            address::save(&self.request.get_untracked(), &scope);
            self.write.scope.set(scope);
            self.rank();
        }
    }

    /// Turns dials: changes the request and ranks again. Remembered for the next visit.
    pub fn set_request(&self, change: &dyn Fn(&mut Request)) {
        let mut request = self.request.get_untracked();
        change(&mut request);
        request.limit = request.limit.clamp(1, MOST);
        if request != self.request.get_untracked() {
            address::save(&request, &self.scope.get_untracked());
            self.write.request.set(request);
            self.rank();
        }
    }

    /// Turns everything at once: a ready-made shelf.
    pub fn set_view(&self, request: Request, scope: Scope) {
        address::save(&request, &scope);
        self.write.request.set(request);
        self.write.scope.set(scope);
        let store = *self;
        hooks::after_paint(move || store.rank());
    }

    /// Speaks another language, here and in the worker. Remembered for the next visit.
    pub fn speak(&self, language: Language) {
        let store = *self;
        spawn_local(async move {
            match dictionary::fetch(language).await {
                Some(file) if language::speak(file.as_deref()) => {
                    dictionary::remember(language);
                    store.write.language.set(language);
                    store.send_language(file).await;
                    // The worker writes the reasons.
                    store.rank();
                }
                _ => {
                    // What is chosen goes back to what is spoken.
                    store.write.language.notify();
                    store.show_notice(say(Label::LanguageUnreachable), WayOut::Dismiss);
                }
            }
        });
    }

    /// Answers whether posters are wanted. Remembered for the next visit.
    pub fn want_posters(&self, wanted: bool) {
        poster_choice::remember(wanted);
        self.write.posters.set(Some(wanted));
    }

    /// Puts it to the test with the member's own films, a part at a time: the worker answers others in between.
    pub fn test(&self) {
        let store = *self;
        let member = store.inner.with_value(|inner| inner.member);
        store.write.testing.set(Testing::Parts(0, Trial::default()));
        spawn_local(async move {
            let mut trial = Trial::default();
            for (part, done) in (0..PARTS).zip(1..) {
                let Ok(one) = store.ask(RunTrial { part }).await else {
                    return store.write.testing.set(Testing::Not);
                };
                if store.inner.with_value(|inner| inner.member) != member {
                    return;
                }
                trial = trial.and(one);
                store.write.testing.set(Testing::Parts(done, trial));
            }
        });
    }

    /// Gives the member everything that is remembered, as a file.
    pub fn back_up(&self) {
        let store = *self;
        spawn_local(async move {
            match store.ask(BackUp).await {
                Ok(file) => files::give("halfstar-backup.halfstar", &file.bytes),
                Err(why) => store.tell_why(why),
            }
        });
    }

    /// All dials as they were at first.
    pub fn reset_request(&self) {
        self.set_request(&|request| *request = Request::default());
    }

    /// More films below the ones shown.
    pub fn show_more(&self) {
        let store = *self;
        hooks::after_paint(move || store.set_request(&|request| request.limit = longer(request.limit)));
    }

    /// Whether the member is the made-up one.
    pub fn is_sample(&self) -> bool {
        self.member.with(|member| matches!(member, MemberState::Known { sample: true, .. }))
    }

    /// Whether there are more to show.
    pub fn has_more(&self) -> bool {
        let more = |shelf: &ShelfView| has_more(shelf.cards.len(), shelf.candidates);
        self.shelf.with(|shelf| shelf.as_ref().is_some_and(more))
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

/// Turns dials: [`Store::set_request`], for whoever has a store at hand.
pub(crate) fn turn(store: Store, change: &dyn Fn(&mut Request)) {
    store.set_request(change);
}
