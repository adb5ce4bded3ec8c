//! A member's pages, and their places in the address.

use leptos::prelude::window;

/// A member's pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
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
    pub const ALL: [Self; 3] = [Self::Shelf, Self::Taste, Self::Night];

    /// What the address says of it.
    pub fn fragment(self) -> &'static str {
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
