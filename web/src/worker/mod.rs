//! The worker: owns the bundle and the taste, and answers each question once.

mod fetch;

use crate::language::{self, Label, say};
use crate::protocol::{
    Ask, BackUp, BackupFile, CatchUp, ChangeGuests, Compare, Correct, CountFile, DetailsView, DroppedFile, Failure,
    FailureKind, FetchDetails, FromWorker, GuestChange, ImportFiles, KeepPreset, LeaveOut, OpenBundle, Question,
    Recommend, RequestId, Response, SetLanguage, SetRemark, SetToday, ToWorker, Unreadable, encode_details,
    encode_reply,
};
use crate::shared::clock::{self, sleep, within};
use crate::storage::{Setback, Storage};
use fetch::{Source, not_usable};
use futures_util::future::join;
use halfstar_core::bundle::Bundle;
use halfstar_core::import::Day;
use halfstar_session::choices::LastTurn;
use halfstar_session::figures::elapsed;
use halfstar_session::guests::name_of;
use halfstar_session::storage::kept::{Backup, Flaw};
use halfstar_session::storage::{Chosen, Remembered, ToRemember};
use halfstar_session::{Session, read};
use js_sys::{Array, Promise, Uint8Array};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Whether this program runs in a worker, and not in a page.
pub fn is_here() -> bool {
    js_sys::global().is_instance_of::<DedicatedWorkerGlobalScope>()
}

/// So long do files wait for the details where those would name more of their films. On a good line they are here by
/// then; whoever would wait longer is served sooner with titles and years, and all rows are matched anew when they arrive.
const PATIENCE: Duration = Duration::from_secs(3);
/// Before it warms up: time for messages, and for the browser to compile what has been shown to be called often.
const REST: Duration = Duration::from_millis(50);
/// A function runs as it was compiled when it was called, so what loops for long has to be called again.
const WARM_UPS: usize = 4;

/// Starts listening, and says so.
pub fn start() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let responder = Responder { scope: scope.clone(), shared: Rc::default() };
    report_panics(&scope);
    let listener = responder.clone();
    let listener =
        Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| listener.receive(&message.data()));
    scope.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    // It listens as long as the worker lives.
    listener.forget();
    responder.send(RequestId::NONE, Response::Ready);
}

/// A panic ends the program; the page has to know, and a plain text is the least that can be sent.
fn report_panics(scope: &DedicatedWorkerGlobalScope) {
    struct Page(DedicatedWorkerGlobalScope);
    let page = Page(scope.clone());
    std::panic::set_hook(Box::new(move |panic| {
        let Page(scope) = &page;
        let _ = scope.post_message(&panic.to_string().into());
    }));
}

/// Where questions arrive and answers leave.
#[derive(Clone)]
struct Responder {
    scope: DedicatedWorkerGlobalScope,
    shared: Rc<Shared>,
}

#[derive(Default)]
struct Shared {
    /// Never borrowed across an await: other messages are answered meanwhile.
    open: RefCell<Option<Open>>,
    /// What is to be remembered, and the request that brought it.
    unsaved: RefCell<Option<(RequestId, ToRemember)>>,
    /// Whether something is being remembered now.
    is_saving: Cell<bool>,
    /// Of whoever is known: what was chosen before, and comes later, is not theirs.
    turn: RefCell<LastTurn>,
    /// When their files were chosen: other tabs have turns of their own.
    chosen: Cell<u64>,
    /// The details on their way, for all who wait for them.
    details: RefCell<Option<Promise>>,
    /// The day that the page says it is.
    today: Cell<Option<Day>>,
    /// What is stored and was left out: it is not read, and of what the member said nothing is written over it.
    left_out: Cell<LeaveOut>,
    storage: Storage,
}

impl Shared {
    /// Adds to what waits to be remembered.
    fn keep_later(&self, id: RequestId, keep: Option<ToRemember>) {
        let Some(mut keep) = keep else { return };
        let mut unsaved = self.unsaved.borrow_mut();
        keep.import = keep.import.or_else(|| unsaved.take().and_then(|(_, waiting)| waiting.import));
        *unsaved = Some((id, keep));
    }

    fn next_to_keep(&self) -> Option<(RequestId, ToRemember)> {
        self.unsaved.borrow_mut().take()
    }
}

/// The bundle in use, and where its details are.
struct Open {
    session: Session,
    source: Rc<Source>,
}

impl Responder {
    fn receive(&self, message: &JsValue) {
        match ToWorker::decode(&Uint8Array::new(message).to_vec()) {
            Ok(ToWorker { id, body }) => {
                let responder = self.clone();
                spawn_local(async move { responder.respond(id, body).await });
            }
            Err(Unreadable::OtherVersion) => {
                self.send(RequestId::NONE, failed(FailureKind::Version, say(Label::OtherWorker)));
            }
            Err(Unreadable::Damaged) => {
                self.send(RequestId::NONE, failed(FailureKind::Protocol, say(Label::Misunderstood)));
            }
        }
    }

    async fn respond(&self, id: RequestId, question: Question) {
        match question {
            Question::OpenBundle(ask) => self.open(id, ask).await,
            Question::SetLanguage(SetLanguage { file }) => {
                language::speak(file.as_deref());
                self.send(id, encode_reply::<SetLanguage>(&()));
            }
            Question::SetToday(SetToday { day }) => {
                self.shared.today.set(Some(day));
                let report = self.with(|open| open.session.set_today(day)).flatten();
                self.send(id, encode_reply::<SetToday>(&report));
            }
            Question::FetchDetails(_) => self.details(id).await,
            Question::ImportFiles(ask) => self.import(id, ask).await,
            Question::Correct(Correct { title, year, film }) => {
                self.learn::<Correct>(id, false, |session| session.correct(title, year, film, clock::now()));
            }
            Question::CountFile(CountFile { file, counts }) => {
                self.learn::<CountFile>(id, true, |session| session.count_file(&file, counts, clock::now()));
            }
            Question::SetRemark(SetRemark { film, says }) => {
                let today = Some(self.today());
                self.learn::<SetRemark>(id, false, |session| session.remark(film, says, today, clock::now()));
            }
            Question::Compare(Compare { comparison, take_back }) => {
                self.learn::<Compare>(id, false, |session| session.compare(comparison, take_back, clock::now()));
            }
            Question::KeepPreset(ask) => {
                self.learn::<KeepPreset>(id, false, |session| session.keep_preset(ask, clock::now()));
            }
            Question::Search(ask) => self.answer(id, &ask, |session| session.search(&ask.typed)),
            Question::FindByTmdb(ask) => self.answer(id, &ask, |session| session.find_by_tmdb(ask.tmdb)),
            Question::DescribeFilm(ask) => self.answer(id, &ask, |session| session.film(ask.film, &ask.request)),
            Question::CompareWithout(ask) => self.answer(id, &ask, |session| session.without(ask.film, &ask.request)),
            Question::CountChoices(ask) => self.answer(id, &ask, |session| session.facets(&ask.filters)),
            Question::SuggestNames(ask) => {
                self.answer(id, &ask, |session| session.names(&ask.filters, ask.of, &ask.typed));
            }
            Question::DrawPortrait(ask) => self.answer(id, &ask, |session| session.portrait()),
            Question::DrawMap(ask) => self.answer(id, &ask, |session| session.map()),
            Question::ReviewYear(ask) => self.answer(id, &ask, |session| session.review(ask.year)),
            Question::ChangeGuests(ask) => self.change_guests(id, ask).await,
            Question::FindTogether(ask) => {
                self.answer(id, &ask, |session| session.together(&ask.request, ask.agreement));
            }
            Question::ComparePeople(ask) => self.answer(id, &ask, |session| session.compare_people()),
            Question::RunTrial(ask) => self.answer(id, &ask, |session| session.trial(ask.part)),
            Question::BackUp(BackUp) => self.answer(id, &BackUp, |session| BackupFile { bytes: session.backup() }),
            Question::Recommend(ask) => self.recommend(id, &ask),
            Question::CatchUp(_) => self.catch_up(id).await,
            Question::Tonight(ask) => {
                self.answer(id, &ask, |session| session.tonight(ask.skip));
                self.keep_news(id);
            }
            Question::WatchAgain(ask) => self.answer(id, &ask, |session| session.again()),
            Question::NextDuel(ask) => self.answer(id, &ask, |session| session.next_duel()),
            Question::Place(ask) => self.answer(id, &ask, |session| session.place(ask.film)),
            Question::Guess(ask) => self.answer(id, &ask, |session| session.guess(ask.film)),
        }
    }

    /// Answers with what the session says.
    fn answer<A: Ask>(&self, id: RequestId, _: &A, say: impl FnOnce(&mut Session) -> A::Reply) {
        let answer = self.with(|open| encode_reply::<A>(&say(&mut open.session)));
        self.send(id, answer.unwrap_or_else(not_open));
    }

    async fn open(&self, id: RequestId, OpenBundle { manifest, leave_out }: OpenBundle) {
        // The device's storage may take its time: it does so while the bundle is on its way.
        let storage = &self.shared.storage;
        let (fetched, found) = join(self.fetch(id, manifest), storage.open(leave_out)).await;
        let (source, bundle) = match fetched {
            Ok(fetched) => fetched,
            Err(failure) => return self.send(id, Response::Failed(failure)),
        };
        let mut session = Session::new(bundle);
        session.set_today(self.today());
        let mut summary = session.summary();
        summary.as_of = source.as_of();
        storage.set_aside(&found).await;
        (summary.told, summary.has_aside, summary.left_out) = (found.told(), found.has_aside(), found.left_out);
        if found.left_out {
            self.shared.left_out.set(leave_out);
        }
        let found = found.remembered;
        let wants_details = found.import.as_ref().is_some_and(|chosen| session.wants_details(&chosen.import));
        *self.shared.open.borrow_mut() = Some(Open { session, source: Rc::new(source) });
        if wants_details {
            self.wait_for_details().await;
        }
        if !found.is_empty() {
            self.send(id, Response::Restoring);
            summary.remembered = self.with(|open| open.session.restore(found)).flatten();
        }
        self.send(id, encode_reply::<OpenBundle>(&summary));
        // Whoever was remembered is served first, and whoever comes in between.
        for _ in 0..WARM_UPS {
            sleep(REST).await;
            self.with(|open| open.session.warm_up());
        }
    }

    async fn fetch(&self, id: RequestId, manifest: String) -> Result<(Source, Bundle), Failure> {
        let source = Source::find(manifest).await?;
        let total = source.base().bytes;
        let progress = |loaded| self.send(id, Response::Progress { loaded, total });
        let bytes = source.fetch(source.base(), &progress).await?;
        let bundle = Bundle::decode(&bytes).map_err(|error| not_usable(&error))?;
        Ok((source, bundle))
    }

    async fn details(&self, id: RequestId) {
        let answer = match JsFuture::from(self.coming_details()).await {
            Ok(_) => encode_reply::<FetchDetails>(&()),
            Err(why) => failed(FailureKind::Bundle, &why.as_string().unwrap_or_default()),
        };
        self.send(id, answer);
    }

    /// Waits a little for the details. Where they do not come, offline say, titles and years have to do.
    async fn wait_for_details(&self) {
        let _ = within(PATIENCE, JsFuture::from(self.coming_details())).await;
    }

    /// The details, which are fetched once for all who wait for them, and again if they did not come; it fails with why
    /// they did not.
    fn coming_details(&self) -> Promise {
        let mut coming = self.shared.details.borrow_mut();
        let fetch = || {
            let responder = self.clone();
            future_to_promise(async move {
                let brought = responder.bring_details().await;
                if brought.is_err() {
                    *responder.shared.details.borrow_mut() = None;
                }
                brought.map(|()| JsValue::NULL).map_err(|failure| failure.message.into())
            })
        };
        coming.get_or_insert_with(fetch).clone()
    }

    /// Fetches them, has all rows matched anew, and tells the page.
    async fn bring_details(&self) -> Result<(), Failure> {
        let source = self.with(|open| open.source.clone()).ok_or_else(gone)?;
        let bytes = source.fetch(source.details(), &|_| ()).await?;
        let details = self.with(|open| {
            let report = open.session.add_details(&bytes).map_err(|error| not_usable(&error))?;
            Ok(encode_details(&DetailsView { report, streaming: open.session.streaming() }))
        });
        self.send(RequestId::NONE, details.ok_or_else(gone)??);
        Ok(())
    }

    /// The files are the member's, unless others that were chosen after them are by now, here or in another tab.
    async fn import(&self, id: RequestId, ImportFiles { files, remember, turn, chosen: at }: ImportFiles) {
        let backup = match files.iter().find_map(|file| Backup::find(&file.bytes)) {
            None => None,
            Some(Ok(backup)) => Some(backup),
            Some(Err(Flaw::Newer)) => {
                return self.send(id, failed(FailureKind::Version, say(Label::OlderThanBackup)));
            }
            Some(Err(Flaw::Damaged)) => return self.send(id, failed(FailureKind::Import, say(Label::BackupDamaged))),
        };
        let import = match backup.is_none().then(|| read(&files, Some(self.today()))).transpose() {
            Ok(import) => import,
            Err(why) => return self.send(id, failed(FailureKind::Import, &why)),
        };
        drop(files);
        if import.as_ref().is_some_and(|import| self.with(|open| open.session.wants_details(import)) == Some(true)) {
            self.wait_for_details().await;
        }
        let last = &self.shared.chosen;
        let is_due = last.get() <= at && self.shared.turn.borrow_mut().take(turn);
        if !is_due {
            return self.send(id, encode_reply::<ImportFiles>(&None));
        }
        last.set(at);
        self.learn::<ImportFiles>(id, true, |session| match (import, backup) {
            (None, None) => None,
            (Some(import), _) => Some(session.accept(Chosen { import, at }, remember)),
            (None, Some(Backup(import, ledger))) => {
                let found = Remembered { import: Some(Chosen { import, at }), ledger };
                Some(session.restore(found).unwrap_or_default())
            }
        });
    }

    /// Takes up what other tabs remembered.
    async fn catch_up(&self, id: RequestId) {
        let Some(last) = self.with(|open| open.session.chosen()) else { return self.send(id, not_open()) };
        if self.shared.left_out.get() != LeaveOut::Nothing {
            return self.send(id, encode_reply::<CatchUp>(&None));
        }
        let news = match self.shared.storage.look(last).await {
            Ok(found) => {
                let at = found.import.as_ref().map_or(0, |chosen| chosen.at);
                self.shared.chosen.set(self.shared.chosen.get().max(at));
                self.with(|open| open.session.catch_up(found)).flatten()
            }
            Err(setback) => {
                self.tell(id, setback);
                None
            }
        };
        self.send(id, encode_reply::<CatchUp>(&news));
    }

    /// Somebody comes, goes or is called otherwise: reply who is there.
    async fn change_guests(&self, id: RequestId, ask: ChangeGuests) {
        match &ask.change {
            GuestChange::Invite { files } => {
                if let Err(failure) = self.invite(files).await {
                    return self.send(id, failure);
                }
            }
            GuestChange::Remove { guest } => {
                self.with(|open| open.session.leave(*guest));
            }
            GuestChange::BringBack => {
                self.with(|open| open.session.bring_back());
            }
            GuestChange::Rename { guest, name } => {
                self.with(|open| open.session.rename(*guest, name.clone()));
            }
        }
        self.answer(id, &ask, |session| session.guests());
    }

    async fn invite(&self, files: &[DroppedFile]) -> Result<(), Response> {
        if self.with(|open| open.session.has_room()) == Some(false) {
            return Err(failed(FailureKind::Import, say(Label::FullHouse)));
        }
        let import = read(files, Some(self.today())).map_err(|why| failed(FailureKind::Import, &why))?;
        if self.with(|open| open.session.wants_details(&import)) == Some(true) {
            self.wait_for_details().await;
        }
        let name = files.first().map(|file| name_of(&file.name)).unwrap_or_default();
        self.with(|open| open.session.invite(name, import));
        Ok(())
    }

    /// Something new is known of the member: reply what, then remember it, with the files only where they are new.
    fn learn<A: Ask>(&self, id: RequestId, files: bool, act: impl FnOnce(&mut Session) -> A::Reply) {
        match self.with(|open| encode_reply::<A>(&act(&mut open.session))) {
            None => return self.send(id, not_open()),
            Some(report) => self.send(id, report),
        }
        self.shared.keep_later(id, self.with(|open| open.session.keep(files)).flatten());
    }

    /// Remembers what was learnt last. It waits until the shelf is out, which the page asks for at once.
    fn save(&self) {
        if self.shared.is_saving.replace(true) {
            return;
        }
        let responder = self.clone();
        spawn_local(async move {
            while let Some((id, keep)) = responder.shared.next_to_keep() {
                match responder.remember(keep).await {
                    Ok(more) => responder.send(id, Response::Remembered { more }),
                    Err(setback) => responder.tell(id, setback),
                }
            }
            responder.shared.is_saving.set(false);
        });
    }

    async fn remember(&self, keep: ToRemember) -> Result<bool, Setback> {
        // The files may be replaced by others; what the member said is nowhere else.
        if self.shared.left_out.get() == LeaveOut::All {
            let message = say(Label::KeptLeftOut).to_owned();
            return Err(Setback::Failed(Failure { kind: FailureKind::Storage, message }));
        }
        self.shared.storage.save(keep).await
    }

    /// Tells why something is not remembered.
    fn tell(&self, id: RequestId, setback: Setback) {
        self.send(
            id,
            match setback {
                Setback::Forgotten => Response::Forgotten,
                Setback::Failed(failure) => Response::NotRemembered(failure),
            },
        );
    }

    fn recommend(&self, id: RequestId, Recommend { request, scope }: &Recommend) {
        let clock = self.scope.performance();
        let now = || clock.as_ref().map_or(0.0, web_sys::Performance::now);
        let reply = self.with(|open| {
            let start = now();
            open.session.go_by(scope);
            let shelf = open.session.shelf(request);
            let milliseconds = elapsed(start, now());
            open.session.note(&shelf, Some(self.today()));
            let mut view = open.session.view(shelf, &request.filters);
            view.milliseconds = milliseconds;
            encode_reply::<Recommend>(&view)
        });
        self.send(id, reply.unwrap_or_else(not_open));
        self.keep_news(id);
    }

    /// Remembers what changed by an answer.
    fn keep_news(&self, id: RequestId) {
        self.shared.keep_later(id, self.with(|open| open.session.keep(false)).flatten());
        self.save();
    }

    /// The day that the page says it is. Dates of the member's files are held against it; no other clock is read for days.
    fn today(&self) -> Day {
        self.shared.today.get().unwrap_or_else(clock::today)
    }

    fn with<T>(&self, act: impl FnOnce(&mut Open) -> T) -> Option<T> {
        self.shared.open.borrow_mut().as_mut().map(act)
    }

    fn send(&self, id: RequestId, body: Response) {
        let message = Uint8Array::from(FromWorker { id, body }.encode().as_slice());
        let moved = Array::of1(&message.buffer());
        // Bytes can always be posted; were it not so, the page's watch over unanswered messages tells.
        let _ = self.scope.post_message_with_transfer(&message, &moved);
    }
}

fn failed(kind: FailureKind, message: &str) -> Response {
    Response::Failed(Failure { kind, message: message.to_owned() })
}

fn not_open() -> Response {
    Response::Failed(gone())
}

fn gone() -> Failure {
    Failure { kind: FailureKind::Bundle, message: say(Label::FilmsNotThere).to_owned() }
}
