//! Starts the worker and asks it things: `client.ask(Search { typed }).await` gives the films, or why not. Answers find
//! their question by id; those that nobody waits for any more are dropped.

use crate::language::{Label, say};
use crate::protocol::{
    Ask, Failure, FailureKind, FromWorker, Question, RequestId, Response, ToWorker, Unreadable, decode_reply,
};
use crate::shared::clock::sleep;
use crate::shared::trusted::start_worker;
use futures_channel::oneshot;
use js_sys::{Array, Reflect, Uint8Array};
use leptos::prelude::document;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

/// How often the watch looks whether the worker has said something.
const TICK: Duration = Duration::from_secs(5);
/// After this many looks without a word the member is told. Ticks are counted and no clock is read: while a
/// computer sleeps, nobody is late.
const TICKS: u32 = 4;

/// What the worker says without being asked, or while it works on something.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Event {
    /// Bytes of the bundle so far, and in all.
    Progress {
        /// So far.
        loaded: u32,
        /// In all.
        total: u32,
    },
    /// What is remembered of the member is read now.
    Restoring,
    /// The details have arrived; see [`decode_details`](crate::protocol::decode_details).
    Details(Vec<u8>),
    /// Why what is new will not be there at the next visit.
    NotRemembered(Failure),
    /// What is new will be there at the next visit.
    Remembered {
        /// Whether other tabs have remembered more.
        more: bool,
    },
    /// All was forgotten in another tab.
    Forgotten,
    /// Page and worker are of different versions.
    OtherVersion,
    /// It has not answered for long; with `false`, it has at last.
    Silent(bool),
    /// It is broken, and nothing will be answered before [`Client::restart`]. The text is for the console.
    Broken(String),
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Unanswered {
    /// It did not work.
    Failed(Failure),
    /// The worker broke or was started again.
    Stopped,
}

/// An answer on its way, as bytes.
pub(crate) type Answer = Pin<Box<dyn Future<Output = Result<Vec<u8>, Unanswered>>>>;

/// An answer on its way. This is compiled for every kind of question, so all that it does is read bytes.
pub(crate) struct Asked<A> {
    answer: Answer,
    of: PhantomData<fn() -> A>,
}

impl<A: Ask> Asked<A> {
    /// The answer in these bytes.
    pub(crate) fn new(answer: Answer) -> Self {
        Self { answer, of: PhantomData }
    }
}

impl<A: Ask> Future for Asked<A> {
    type Output = Result<A::Reply, Unanswered>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.answer.as_mut().poll(context).map(|answer| decode_reply::<A>(&answer?).ok_or_else(misread))
    }
}

/// An answer that is none: a fault of ours.
fn misread() -> Unanswered {
    Unanswered::Failed(Failure { kind: FailureKind::Protocol, message: say(Label::Misunderstood).to_owned() })
}

type Sender = oneshot::Sender<Result<Vec<u8>, Failure>>;

/// The page's end of the worker.
#[derive(Clone)]
pub(crate) struct Client(Rc<Shared>);

struct Shared {
    on_event: Box<dyn Fn(Event)>,
    worker: RefCell<Option<Running>>,
    /// Whether the worker has started to listen; until then questions wait in `unsent`.
    is_ready: Cell<bool>,
    unsent: RefCell<Vec<ToWorker>>,
    last_id: Cell<RequestId>,
    waiting: RefCell<BTreeMap<RequestId, Waiting>>,
    /// Ticks since the last word.
    quiet: Cell<u32>,
    watching: Cell<bool>,
}

struct Waiting {
    answer: Sender,
    /// Whether a member waits for it too.
    is_awaited: bool,
}

struct Running {
    worker: Worker,
    // The handlers must live as long as the worker does.
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(web_sys::Event)>,
}

impl Client {
    /// Starts the worker. `on_event` is given what nobody asked for.
    pub(crate) fn start(on_event: impl Fn(Event) + 'static) -> Self {
        let client = Self(Rc::new(Shared {
            on_event: Box::new(on_event),
            worker: RefCell::default(),
            is_ready: Cell::default(),
            unsent: RefCell::default(),
            last_id: Cell::default(),
            waiting: RefCell::default(),
            quiet: Cell::default(),
            watching: Cell::default(),
        }));
        client.launch();
        client
    }

    /// Starts the worker anew; whoever waits for the old one is told that it has [`Unanswered::Stopped`].
    pub(crate) fn restart(&self) {
        self.stop();
        self.launch();
    }

    /// Whether there is a worker to ask.
    pub(crate) fn is_running(&self) -> bool {
        self.0.worker.borrow().is_some()
    }

    /// Asks, and gives the answer to wait for.
    pub(crate) fn ask<A: Ask>(&self, ask: A) -> Asked<A> {
        Asked::new(self.send(ask.into()))
    }

    /// The same for any question: its answer as bytes.
    pub(crate) fn send(&self, question: Question) -> Answer {
        let (sender, answer) = oneshot::channel();
        if self.is_running() {
            self.post_question(question, sender);
        }
        // Where it was not posted, the sender is dropped: it has stopped.
        Box::pin(async {
            match answer.await {
                Ok(answer) => answer.map_err(Unanswered::Failed),
                Err(_) => Err(Unanswered::Stopped),
            }
        })
    }

    fn post_question(&self, question: Question, answer: Sender) {
        let shared = &*self.0;
        let id = shared.last_id.get().next();
        shared.last_id.set(id);
        let is_awaited = question.is_awaited();
        shared.waiting.borrow_mut().insert(id, Waiting { answer, is_awaited });
        let message = ToWorker { id, body: question };
        if shared.is_ready.get() {
            self.post(&message);
        } else {
            shared.unsent.borrow_mut().push(message);
        }
        self.watch();
    }

    fn launch(&self) {
        let client = self.clone();
        let on_message =
            Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| client.receive(&event.data()));
        let client = self.clone();
        let on_error = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
            client.break_down(message_of(&event));
        });
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        match start_worker(&address(self.0.last_id.get()), &options) {
            Ok(worker) => {
                let posted = worker.post_message(&program());
                worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
                worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
                worker.set_onmessageerror(Some(on_error.as_ref().unchecked_ref()));
                *self.0.worker.borrow_mut() = Some(Running { worker, _on_message: on_message, _on_error: on_error });
                if let Err(error) = posted {
                    self.break_down_soon(error);
                }
            }
            Err(error) => self.break_down_soon(error),
        }
    }

    /// Later, because the caller does not have this client yet.
    fn break_down_soon(&self, error: JsValue) {
        let client = self.clone();
        spawn_local(async move { client.break_down(message_of(&error)) });
    }

    /// Ends the worker; dropping the senders wakes all who wait.
    fn stop(&self) {
        let shared = &*self.0;
        if let Some(running) = shared.worker.borrow_mut().take() {
            running.worker.set_onmessage(None);
            running.worker.set_onerror(None);
            running.worker.terminate();
            // This may run inside one of its own handlers, so they are let go a little later.
            spawn_local(async move { drop(running) });
        }
        shared.is_ready.set(false);
        shared.unsent.borrow_mut().clear();
        shared.quiet.set(0);
        let waiting = std::mem::take(&mut *shared.waiting.borrow_mut());
        drop(waiting);
    }

    fn break_down(&self, message: String) {
        self.stop();
        (self.0.on_event)(Event::Broken(message));
    }

    fn receive(&self, message: &JsValue) {
        let shared = &*self.0;
        if shared.quiet.replace(0) >= TICKS {
            (shared.on_event)(Event::Silent(false));
        }
        // Plain text is the last word of a worker that broke; see `start-worker.js` and the worker's panic hook.
        if let Some(last_words) = message.as_string() {
            return self.break_down(last_words);
        }
        match FromWorker::decode(&Uint8Array::new(message).to_vec()) {
            Ok(FromWorker { id, body }) => self.deliver(id, body),
            Err(Unreadable::OtherVersion) => {
                self.stop();
                (shared.on_event)(Event::OtherVersion);
            }
            Err(Unreadable::Damaged) => self.break_down("a reply makes no sense".to_owned()),
        }
    }

    fn deliver(&self, id: RequestId, response: Response) {
        let shared = &*self.0;
        let answer = match response {
            Response::Ready => {
                shared.is_ready.set(true);
                let unsent = std::mem::take(&mut *shared.unsent.borrow_mut());
                return unsent.iter().for_each(|message| self.post(message));
            }
            Response::Progress { loaded, total } => {
                if shared.waiting.borrow().get(&id).is_some_and(|waiting| waiting.is_awaited) {
                    (shared.on_event)(Event::Progress { loaded, total });
                }
                return;
            }
            Response::Restoring => return (shared.on_event)(Event::Restoring),
            Response::Details(details) => return (shared.on_event)(Event::Details(details)),
            Response::NotRemembered(why) => return (shared.on_event)(Event::NotRemembered(why)),
            Response::Remembered { more } => return (shared.on_event)(Event::Remembered { more }),
            Response::Forgotten => return (shared.on_event)(Event::Forgotten),
            Response::Answer(bytes) => Ok(bytes),
            // It could not even read what was asked: nobody would ever be answered.
            Response::Failed(failure) if id == RequestId::NONE => return self.break_down(failure.message),
            Response::Failed(failure) => Err(failure),
        };
        let waiting = shared.waiting.borrow_mut().remove(&id);
        if let Some(waiting) = waiting {
            // An error means that nobody waits any more: a late answer, dropped.
            let _ = waiting.answer.send(answer);
        }
    }

    fn post(&self, message: &ToWorker) {
        let bytes = Uint8Array::from(message.encode().as_slice());
        let moved = Array::of1(&bytes.buffer());
        let posted =
            self.0.worker.borrow().as_ref().map(|running| running.worker.post_message_with_transfer(&bytes, &moved));
        if let Some(Err(error)) = posted {
            self.break_down(message_of(&error));
        }
    }

    /// Counts ticks for as long as somebody waits.
    fn watch(&self) {
        if self.0.watching.replace(true) {
            return;
        }
        let client = self.clone();
        spawn_local(async move {
            let shared = &*client.0;
            while shared.waiting.borrow().values().any(|waiting| waiting.is_awaited) {
                sleep(TICK).await;
                shared.quiet.set(shared.quiet.get().saturating_add(1));
                if shared.quiet.get() == TICKS && shared.waiting.borrow().values().any(|waiting| waiting.is_awaited) {
                    (shared.on_event)(Event::Silent(true));
                }
            }
            shared.quiet.set(0);
            shared.watching.set(false);
        });
    }
}

/// The script that starts a worker. `cargo xtask finish` names it by its contents and notes the name on the root element.
/// A worker that is started again asks in other words: browsers let a request wait for an earlier one that hangs.
fn address(asked: RequestId) -> String {
    let name = document().document_element().and_then(|root| root.get_attribute("data-worker"));
    let again = if asked == RequestId::NONE { String::new() } else { ["?", &asked.0.to_string()].concat() };
    ["./", name.as_deref().unwrap_or("start-worker.js"), &again].concat()
}

/// This very program, already fetched and compiled: what the worker runs. So the two are never of different versions,
/// whatever lies in a cache.
fn program() -> JsValue {
    Array::of2(&SCRIPT.with(JsValue::clone), &wasm_bindgen::module()).into()
}

#[wasm_bindgen]
extern "C" {
    /// The address of the glue script.
    #[wasm_bindgen(thread_local_v2, js_namespace = ["import", "meta"], js_name = url)]
    static SCRIPT: JsValue;
}

/// An exception's own words.
fn message_of(error: &JsValue) -> String {
    let message = Reflect::get(error, &"message".into()).ok().and_then(|message| message.as_string());
    message.unwrap_or_else(|| "the worker could not be loaded".to_owned())
}
