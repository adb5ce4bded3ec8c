//! A member's pages, and their places in the address.

use crate::shared::field::Field;
use crate::shared::{hooks, places};

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
    pub(crate) fn of(fragment: &str) -> Self {
        Self::ALL.into_iter().find(|tab| tab.fragment() == fragment).unwrap_or_default()
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
        let tab = Tab::of(&places::fragment());
        Self { open: Field::new(tab), drawn: Field::new(tab) }
    }

    /// Opens a page, and writes it into the address: the browser's way back leads to the one before.
    pub(crate) fn go(self, tab: Tab) {
        if tab == self.open.get_untracked() {
            return;
        }
        places::push(tab.fragment());
        self.open.set(tab);
        self.scroll_once_drawn(0.0);
    }

    /// Scrolls the page so far, once it is there.
    pub(crate) fn scroll_once_drawn(self, top: f64) {
        // By then whoever stands nowhere has been put at the heading of the page.
        hooks::after_paint(move || hooks::after_paint(move || places::scroll_to(top)));
    }
}
