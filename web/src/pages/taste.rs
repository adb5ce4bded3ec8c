//! The member's taste, in pictures.

use crate::language::{Word, say};
use crate::state::Store;
use leptos::prelude::*;

/// The page of a taste.
pub(super) fn taste(_store: Store) -> AnyView {
    view! { <div class="taste"><h1 tabindex="-1">{say(Word::TabTaste)}</h1></div> }.into_any()
}
