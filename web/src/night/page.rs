//! Movie night: films for the member and their guests.

use crate::language::{Label, say};
use crate::night::agreement::agreement;
use crate::night::films::{count, films};
use crate::night::invitation::invitation;
use crate::night::matches::matches;
use crate::night::people::people;
use crate::settings::posters;
use crate::shared::hooks;
use crate::shared::markup::{effect, live, part};
use crate::store::Store;
use halfstar_core::Request;
use leptos::prelude::*;

const HEADING: &str = "night-heading";

/// The page of a night.
pub(crate) fn night(store: Store) -> AnyView {
    let guests = store.night.guests;
    let limit = store.night.limit;
    limit.set(Request::default().limit);
    let alone = Memo::new(move |_| guests.with(Vec::is_empty));
    // Whatever turns the shelf turns the night: dials, filters, remarks, and films that arrive later.
    effect(move || {
        guests.track();
        store.night.agreement.track();
        let (limit, known) = (limit.get(), store.shelf.view.with(Option::is_some));
        if known && !alone.get() {
            store.night.plan(limit);
        }
    });
    effect(move || {
        guests.track();
        store.member.state.track();
        store.library.details_ready.track();
        if !alone.get() {
            store.night.compare();
        }
    });
    effect(move || {
        guests.track();
        // Whoever pressed a button that is no more stands here now.
        hooks::after_paint(|| hooks::focus_unless_held(HEADING));
    });
    let says =
        live(move || if alone.get() { String::new() } else { store.night.films.with(|night| count(night.as_ref())) });
    let main = part(move || {
        Some(if alone.get() {
            invitation(store)
        } else {
            view! {
                {people(store)}
                {matches(store)}
                {agreement(store)}
                {posters::ask(store)}
                {films(store, limit)}
                <p class="faint">{say(Label::NightPrivate)}</p>
            }
            .into_any()
        })
    });
    view! {
        <div class="night">
            <div class="night-head">
                <h1 tabindex="-1" id=HEADING>{say(Label::TabNight)}</h1>
                <p class="count" role="status" data-testid="night-count">{says}</p>
            </div>
            {main}
        </div>
    }
    .into_any()
}
