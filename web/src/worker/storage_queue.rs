//! Work on the device's storage, one after the other: what is forgotten must not be saved a moment later.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// Work that waits for its turn.
#[derive(Clone, Default)]
pub(super) struct StorageQueue(Rc<RefCell<Works>>);

#[derive(Default)]
struct Works {
    waiting: VecDeque<Pin<Box<dyn Future<Output = ()>>>>,
    busy: bool,
}

impl StorageQueue {
    /// Does this when all that was added before is done.
    pub(super) fn add(&self, work: impl Future<Output = ()> + 'static) {
        let mut list = self.0.borrow_mut();
        list.waiting.push_back(Box::pin(work));
        if !std::mem::replace(&mut list.busy, true) {
            let queue = self.clone();
            spawn_local(async move { queue.work_off().await });
        }
    }

    async fn work_off(&self) {
        while let Some(work) = self.next() {
            work.await;
        }
    }

    fn next(&self) -> Option<Pin<Box<dyn Future<Output = ()>>>> {
        let mut list = self.0.borrow_mut();
        let next = list.waiting.pop_front();
        list.busy = next.is_some();
        next
    }
}
