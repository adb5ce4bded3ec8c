//! A member's pages, and their places in the address.

use crate::shared::field::Field;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsValue;

/// A member's pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Tab {
    /// Films for them.
    #[default]
    Shelf,
    /// Their taste in pictures.
    Taste,
    /// Films for several.
    Night,
}

impl Tab {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Shelf, Self::Taste, Self::Night];

    /// What the address says of it.
    pub(crate) fn fragment(self) -> &'static str {
        match self {
            Self::Shelf => "#",
            Self::Taste => "#taste",
            Self::Night => "#night",
        }
    }

    /// Of the address. Anything else is the shelf: a bookmarked view, or the place of a heading.
    pub(crate) fn from_address() -> Self {
        let hash = window().location().hash().unwrap_or_default();
        Self::ALL.into_iter().find(|tab| tab.fragment() == hash).unwrap_or_default()
    }
}
/// Which page is open.
#[derive(Clone, Copy)]
pub(crate) struct Tabs {
    /// It.
    pub(crate) open: Field<Tab>,
    /// The one that is drawn: a press is seen before it is followed.
    pub(crate) drawn: Field<Tab>,
}

impl Tabs {
    /// What the address says.
    pub(crate) fn new() -> Self {
        Self { open: Field::new(Tab::from_address()), drawn: Field::new(Tab::from_address()) }
    }

    /// Opens a page, and writes it into the address: the browser's way back leads to the one before.
    pub(crate) fn go(self, tab: Tab) {
        if tab == self.open.get_untracked() {
            return;
        }
        if let Ok(history) = window().history() {
            // Refused only when a page writes hundreds a second.
            let _ = history.push_state_with_url(&JsValue::NULL, "", Some(tab.fragment()));
        }
        self.open.set(tab);
    }
}
