//! What the member has to know, with a way out.

use crate::import::input;
use crate::language::{Label, say};
use crate::shared::markup::{Part, part, press, whether};
use crate::shared::notice::WayOut;
use crate::store::Store;
use leptos::prelude::*;

/// The store's notice, if there is one.
pub(crate) fn notice_bar(store: Store) -> Part {
    part(move || {
        let notice = store.connection.notice.get()?;
        let way_out = notice.way_out;
        let follow = press(move || {
            store.follow(way_out);
            if way_out == WayOut::ChooseFiles {
                input::open_picker();
            }
        });
        let bar = view! {
            <div class="notice" role="alert" data-testid="notice">
                <p>{notice.message}</p>
                <div class="notice-ways">
                    <button class="button" on:click=follow>{way_out.label()}</button>
                    <button class="button quiet" hidden=whether(move || way_out == WayOut::Dismiss) on:click=press(move || store.connection.notice.set(None))>
                        {say(Label::Dismiss)}
                    </button>
                </div>
            </div>
        };
        Some(bar.into_any())
    })
}
