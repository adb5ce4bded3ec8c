//! How far the film library is.

use crate::language::{Label, fill, say};
use crate::library::state::BundleState;
use crate::shared::markup::{live, whether};
use crate::store::Store;
use crate::words;
use halfstar_session::figures::progress;
use leptos::prelude::*;

/// A bar and a line while the bundle arrives; the place stays when it has.
pub(crate) fn library_progress(store: Store) -> impl IntoView {
    let line = live(move || {
        store.library.bundle.with(|bundle| match bundle {
            BundleState::Loading { .. } => say(Label::LibraryComing).to_owned(),
            BundleState::Ready(opened) => {
                // The others come with the details.
                let here = if store.library.details_ready.get() { opened.films } else { opened.pool };
                fill(Label::LibraryHere, &[&words::thousands(here)])
            }
            BundleState::Failed(_) => say(Label::LibraryMissing).to_owned(),
        })
    });
    let waiting = whether(move || store.library.bundle.with(|bundle| matches!(bundle, BundleState::Loading { .. })));
    let width = live(move || {
        let percent = store.library.bundle.with(|bundle| match bundle {
            BundleState::Loading { loaded, total } => progress(*loaded, *total),
            _ => 0,
        });
        percent.to_string() + "%"
    });
    view! {
        <div class="library" class:waiting=waiting>
            <div class="bar" aria-hidden="true"><i style:width=width></i></div>
            <p class="faint" role="status">{line}</p>
        </div>
    }
}
