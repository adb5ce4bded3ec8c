//! What the stores are made of.

use leptos::prelude::*;
use leptos::reactive::graph::{Observer, Source, ToAnySource};
use std::sync::{PoisonError, RwLock};

/// A field of a store: read like a signal, written like one, and there for as long as the page is.
///
/// Leptos compiles a signal of its own for every type of value; of this one all is compiled once but the value itself.
pub(crate) struct Field<T: 'static> {
    changed: Trigger,
    value: &'static RwLock<T>,
}

impl<T> Clone for Field<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Field<T> {}

impl<T: Default> Default for Field<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> Field<T> {
    /// It stays: the page has one store.
    pub(crate) fn new(value: T) -> Self {
        Self { changed: Trigger::new(), value: Box::leak(Box::new(RwLock::new(value))) }
    }

    /// Whoever runs now runs again when it changes.
    pub(crate) fn track(self) {
        follow(self.changed);
    }

    /// Reads it, and follows it.
    pub(crate) fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.track();
        self.with_untracked(read)
    }

    /// Reads it as it is now.
    pub(crate) fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.value.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes it, and says so.
    pub(crate) fn update<R>(self, change: impl FnOnce(&mut T) -> R) -> R {
        let changed = self.update_untracked(change);
        self.notify();
        changed
    }

    /// Changes what nobody follows.
    pub(crate) fn update_untracked<R>(self, change: impl FnOnce(&mut T) -> R) -> R {
        change(&mut self.value.write().unwrap_or_else(PoisonError::into_inner))
    }

    /// Another value.
    pub(crate) fn set(self, value: T) {
        // The old one is let go once nothing is borrowed.
        drop(self.update(|now| std::mem::replace(now, value)));
    }

    /// Says that it changed.
    pub(crate) fn notify(self) {
        self.changed.notify();
    }
}

/// Follows a field for as long as whoever follows is there. Leptos would note them until the field changes next, which some
/// never do: every view that was ever drawn would leave a little behind.
fn follow(changed: Trigger) {
    let Some(follower) = Observer::get() else { return };
    changed.track();
    let source = changed.to_any_source();
    on_cleanup(move || source.remove_subscriber(&follower));
}

impl<T: Clone> Field<T> {
    /// A copy of it; and follows it.
    pub(crate) fn get(self) -> T {
        self.with(T::clone)
    }

    /// A copy of it as it is now.
    pub(crate) fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }
}
