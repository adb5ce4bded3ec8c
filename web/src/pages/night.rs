//! Movie night: films for the member and their guests.

use crate::language::{Word, say};
use crate::state::Store;
use leptos::prelude::*;

/// The page of a night.
pub(super) fn night(_store: Store) -> AnyView {
    view! { <div class="night"><h1 tabindex="-1">{say(Word::TabNight)}</h1></div> }.into_any()
}
