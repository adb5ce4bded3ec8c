//! The worker: owns the bundle and the taste, and answers one message with one [`Reply`].

mod fetch;
pub mod session;
mod view;

use crate::clock::sleep;
use crate::guests::name_of;
use crate::language::{self, Word, say};
use crate::protocol::{Ask, Dropped, Failure, FailureKind, FromWorker, Reply, Report, ToWorker, Unreadable};
use crate::storage::kept::{Backup, Keep};
use crate::storage::{self, Found, ToKeep};
use fetch::Source;
use futures_util::future::join;
use halfstar_core::Request;
use halfstar_core::bundle::{Bundle, BundleError};
use halfstar_core::import::Day;
use halfstar_core::taste::Scope;
use js_sys::{Array, Uint8Array};
use session::Session;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Whether this program runs in a worker, and not in a page.
pub fn is_here() -> bool {
    js_sys::global().is_instance_of::<DedicatedWorkerGlobalScope>()
}

/// Before a rehearsal: time for messages, and for the browser to compile what the last one has shown to be called often.
const REST: Duration = Duration::from_millis(50);
/// A function runs as it was compiled when it was called, so what loops for long has to be called again.
const REHEARSALS: usize = 4;

/// Starts listening, and says so.
pub fn start() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let desk = Desk { scope: scope.clone(), shared: Rc::default() };
    tell_panics(&scope);
    let listener = desk.clone();
    let listener =
        Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| listener.receive(&message.data()));
    scope.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    // It listens as long as the worker lives.
    listener.forget();
    desk.send(0, Reply::Hello);
}

/// A panic ends the program; the page has to know, and a plain text is the least that can be sent.
fn tell_panics(scope: &DedicatedWorkerGlobalScope) {
    struct Page(DedicatedWorkerGlobalScope);
    let page = Page(scope.clone());
    std::panic::set_hook(Box::new(move |panic| {
        let Page(scope) = &page;
        let _ = scope.post_message(&panic.to_string().into());
    }));
}

/// Where messages arrive and replies leave.
#[derive(Clone)]
struct Desk {
    scope: DedicatedWorkerGlobalScope,
    shared: Rc<Shared>,
}

#[derive(Default)]
struct Shared {
    /// Never borrowed across an await: other messages are answered meanwhile.
    open: RefCell<Option<Open>>,
    /// What is to be remembered, and the request that brought it.
    unsaved: RefCell<Option<(u32, ToKeep)>>,
    /// Counts imports and forgettings: what was begun before the last of them is not finished.
    turn: Cell<u32>,
    chores: Chores,
}

impl Shared {
    /// Adds to what waits to be remembered.
    fn keep_later(&self, id: u32, keep: Option<ToKeep>) {
        let Some(mut keep) = keep else { return };
        let mut unsaved = self.unsaved.borrow_mut();
        keep.import = keep.import.or_else(|| unsaved.take().and_then(|(_, waiting)| waiting.import));
        *unsaved = Some((id, keep));
    }

    fn next_turn(&self) -> u32 {
        self.turn.set(self.turn.get().wrapping_add(1));
        self.turn.get()
    }
}

/// The bundle in use, and where its details are.
struct Open {
    session: Session,
    source: Rc<Source>,
}

impl Desk {
    fn receive(&self, message: &JsValue) {
        match ToWorker::decode(&Uint8Array::new(message).to_vec()) {
            Ok(ToWorker { id, body }) => {
                let desk = self.clone();
                spawn_local(async move { desk.answer(id, body).await });
            }
            Err(Unreadable::OtherVersion { id }) => {
                self.send(id, failed(FailureKind::Version, say(Word::OtherWorker)));
            }
            Err(Unreadable::Damaged { id }) => {
                self.send(id, failed(FailureKind::Protocol, say(Word::Misunderstood)));
            }
        }
    }

    async fn answer(&self, id: u32, ask: Ask) {
        match ask {
            Ask::Open { manifest } => self.open(id, manifest).await,
            Ask::Speak(file) => {
                language::speak(file.as_deref());
                self.send(id, Reply::Spoken);
            }
            Ask::Details => self.details(id).await,
            Ask::Import { files, remember } => self.import(id, &files, remember).await,
            Ask::Correct { title, year, film } => self.learn(id, false, |session| session.correct(title, year, film)),
            Ask::Remark { film, says } => self.learn(id, false, |session| session.remark(film, says, Some(today()))),
            Ask::Search(typed) => self.tell(id, |session| Reply::Found(session.search(&typed))),
            Ask::Film { film, request } => {
                self.tell(id, |session| Reply::Film(session.film(film, &request).map(Box::new)));
            }
            Ask::Without { film, request } => self.tell(id, |session| Reply::Without(session.without(film, &request))),
            Ask::Facets(filters) => self.tell(id, |session| Reply::Facets(session.facets(&filters))),
            Ask::Names { of, typed, filters } => {
                self.tell(id, |session| Reply::Names(session.names(&filters, of, &typed)));
            }
            Ask::Portrait => self.tell(id, |session| Reply::Portrait(Box::new(session.portrait()))),
            Ask::Map => self.tell(id, |session| Reply::Map(session.map())),
            Ask::Invite { files } => self.invite(id, &files).await,
            Ask::Leave(seat) => self.seat(id, |session| session.leave(seat)),
            Ask::BringBack => self.seat(id, Session::bring_back),
            Ask::Rename { seat, name } => self.seat(id, |session| session.rename(seat, name)),
            Ask::Together { request, agreement } => {
                self.tell(id, |session| Reply::Night(session.together(&request, agreement)));
            }
            Ask::Trial(part) => self.tell(id, |session| Reply::Trial(session.trial(part))),
            Ask::Backup => self.tell(id, |session| Reply::Backup(session.backup())),
            Ask::Recommend { request, scope } => self.recommend(id, &request, &scope),
            Ask::Forget => self.forget(id),
        }
    }

    /// Replies with what the session says.
    fn tell(&self, id: u32, say: impl FnOnce(&mut Session) -> Reply) {
        let reply = self.with(|open| say(&mut open.session));
        self.send(id, reply.unwrap_or_else(not_open));
    }

    async fn open(&self, id: u32, manifest: String) {
        // The device's storage may take its time: it does so while the bundle is on its way.
        let (fetched, found) = join(self.fetch(id, manifest), storage::load()).await;
        let (source, bundle) = match fetched {
            Ok(fetched) => fetched,
            Err(failure) => return self.send(id, Reply::Failed(failure)),
        };
        let mut session = Session::new(bundle);
        session.set_today(today());
        let mut opened = session.opened();
        if found.damaged {
            opened.dropped = Some(say(Word::KeptDamaged).to_owned());
        }
        let wants_details = found.import.as_ref().is_some_and(|import| session.wants_details(import));
        *self.shared.open.borrow_mut() = Some(Open { session, source: Rc::new(source) });
        if wants_details {
            // Offline, titles and years have to do.
            let _ = self.fetch_details().await;
        }
        opened.remembered = self.with(|open| open.session.restore(found)).flatten();
        self.send(id, Reply::Opened(opened));
        // Whoever was remembered is served first, and whoever comes between two rehearsals.
        for _ in 0..REHEARSALS {
            sleep(REST).await;
            self.with(|open| open.session.rehearse());
        }
    }

    async fn fetch(&self, id: u32, manifest: String) -> Result<(Source, Bundle), Failure> {
        let source = Source::find(&self.scope, manifest).await?;
        let total = source.base().bytes;
        let progress = |loaded| self.send(id, Reply::Progress { loaded, total });
        let bytes = source.fetch(&self.scope, source.base(), progress).await?;
        let bundle = Bundle::decode(&bytes).map_err(|error| Failure {
            kind: match error {
                BundleError::Newer(_) | BundleError::Older(_) => FailureKind::Version,
                _ => FailureKind::Bundle,
            },
            message: error.sentence(language::words()),
        })?;
        Ok((source, bundle))
    }

    async fn details(&self, id: u32) {
        let reply = match self.fetch_details().await {
            Ok(report) => {
                let streaming = self.with(|open| open.session.streaming()).flatten();
                Reply::Detailed { report, streaming }
            }
            Err(failure) => failure,
        };
        self.send(id, reply);
    }

    /// Fetches the details unless they are there.
    async fn fetch_details(&self) -> Result<Option<Report>, Reply> {
        let source = match self.shared.open.borrow().as_ref() {
            None => return Err(not_open()),
            Some(open) if open.session.has_details => return Ok(None),
            Some(open) => open.source.clone(),
        };
        let bytes = source.fetch(&self.scope, source.details(), |_| ()).await.map_err(Reply::Failed)?;
        let added = self.with(|open| {
            // Two may have waited for them.
            if open.session.has_details { Ok(None) } else { open.session.add_details(&bytes) }
        });
        match added {
            Some(Ok(report)) => Ok(report),
            Some(Err(error)) => Err(failed(FailureKind::Bundle, &error.sentence(language::words()))),
            None => Err(not_open()),
        }
    }

    async fn import(&self, id: u32, files: &[Dropped], remember: bool) {
        let turn = self.shared.next_turn();
        if let Some(Backup(import, ledger)) = files.iter().find_map(|file| Backup::decode(&file.bytes)) {
            let found = Found { import: Some(import), ledger, damaged: false };
            return self.learn(id, true, |session| session.restore(found).unwrap_or_default());
        }
        let import = match session::read(files, Some(today())) {
            Ok(import) => import,
            Err(why) => return self.send(id, failed(FailureKind::Import, &why)),
        };
        if self.with(|open| open.session.wants_details(&import)) == Some(true) {
            // Offline, titles and years have to do.
            let _ = self.fetch_details().await;
        }
        // Meanwhile the member may have dropped other files, or have been forgotten: then these are of the past.
        if self.shared.turn.get() == turn {
            self.learn(id, true, |session| session.adopt(import, remember));
        } else {
            self.send(id, Reply::Superseded);
        }
    }

    async fn invite(&self, id: u32, files: &[Dropped]) {
        if self.with(|open| open.session.has_room()) == Some(false) {
            return self.send(id, failed(FailureKind::Import, say(Word::FullHouse)));
        }
        let import = match session::read(files, Some(today())) {
            Ok(import) => import,
            Err(why) => return self.send(id, failed(FailureKind::Import, &why)),
        };
        if self.with(|open| open.session.wants_details(&import)) == Some(true) {
            // Offline, titles and years have to do.
            let _ = self.fetch_details().await;
        }
        let name = files.first().map(|file| name_of(&file.name)).unwrap_or_default();
        self.seat(id, |session| session.invite(name, import));
    }

    /// Somebody comes, goes or is called otherwise: reply who is there.
    fn seat(&self, id: u32, act: impl FnOnce(&mut Session)) {
        self.tell(id, |session| {
            act(session);
            Reply::Guests(session.guests())
        });
    }

    /// Something new is known of the member: reply what, then remember it, with the files only where they are new: what
    /// lies in the storage may be another tab's.
    fn learn(&self, id: u32, files: bool, act: impl FnOnce(&mut Session) -> Report) {
        match self.with(|open| act(&mut open.session)) {
            None => return self.send(id, not_open()),
            Some(report) => self.send(id, Reply::Imported(report)),
        }
        self.shared.keep_later(id, self.with(|open| open.session.keep(files)).flatten());
    }

    /// Remembers what was learnt last. It waits until the shelf is out, which the page asks for at once.
    fn save(&self) {
        let Some((id, keep)) = self.shared.unsaved.borrow_mut().take() else { return };
        let desk = self.clone();
        self.shared.chores.add(async move {
            if let Err(why) = storage::save(&keep).await {
                desk.send(id, Reply::NotRemembered(why));
            }
        });
    }

    fn recommend(&self, id: u32, request: &Request, scope: &Scope) {
        let clock = self.scope.performance();
        let now = || clock.as_ref().map_or(0.0, web_sys::Performance::now);
        let reply = self.with(|open| {
            let start = now();
            open.session.go_by(scope);
            let shelf = open.session.shelf(request);
            let milliseconds = now() - start;
            open.session.note(&shelf, Some(today()));
            let mut view = open.session.view(shelf, &request.filters);
            view.milliseconds = milliseconds;
            Reply::Shelf(view)
        });
        self.send(id, reply.unwrap_or_else(not_open));
        self.shared.keep_later(id, self.with(|open| open.session.keep(false)).flatten());
        self.save();
    }

    fn forget(&self, id: u32) {
        self.shared.next_turn();
        *self.shared.unsaved.borrow_mut() = None;
        self.with(|open| open.session.forget());
        let desk = self.clone();
        self.shared.chores.add(async move {
            desk.send(
                id,
                match storage::forget().await {
                    Ok(()) => Reply::Forgotten,
                    Err(why) => failed(FailureKind::Storage, &why),
                },
            );
        });
    }

    fn with<T>(&self, act: impl FnOnce(&mut Open) -> T) -> Option<T> {
        self.shared.open.borrow_mut().as_mut().map(act)
    }

    fn send(&self, id: u32, body: Reply) {
        let message = Uint8Array::from(FromWorker { id, body }.encode().as_slice());
        let moved = Array::of1(&message.buffer());
        // Bytes can always be posted; were it not so, the page's watch over unanswered messages tells.
        let _ = self.scope.post_message_with_transfer(&message, &moved);
    }
}

/// The day it is where the member is. Dates of their files are held against it; nothing else reads a clock.
pub(crate) fn today() -> Day {
    let now = js_sys::Date::new_0();
    Day(((now.get_time() - now.get_timezone_offset() * 60_000.0) / 86_400_000.0).floor() as i32)
}

fn failed(kind: FailureKind, message: &str) -> Reply {
    Reply::Failed(Failure { kind, message: message.to_owned() })
}

fn not_open() -> Reply {
    failed(FailureKind::Bundle, say(Word::FilmsNotThere))
}

/// Work on the device's storage, one after the other: what is forgotten must not be saved a moment later.
#[derive(Clone, Default)]
struct Chores(Rc<RefCell<ChoreList>>);

#[derive(Default)]
struct ChoreList {
    waiting: VecDeque<Pin<Box<dyn Future<Output = ()>>>>,
    busy: bool,
}

impl Chores {
    fn add(&self, chore: impl Future<Output = ()> + 'static) {
        let mut list = self.0.borrow_mut();
        list.waiting.push_back(Box::pin(chore));
        if !std::mem::replace(&mut list.busy, true) {
            let chores = self.clone();
            spawn_local(async move { chores.work().await });
        }
    }

    async fn work(&self) {
        while let Some(chore) = self.next() {
            chore.await;
        }
    }

    fn next(&self) -> Option<Pin<Box<dyn Future<Output = ()>>>> {
        let mut list = self.0.borrow_mut();
        let next = list.waiting.pop_front();
        list.busy = next.is_some();
        next
    }
}
