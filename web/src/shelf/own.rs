//! Shelves of the member's own: what is turned, saved under a name, renamed, removed.

use crate::language::{Label, say};
use crate::protocol::{KeepPreset, Preset};
use crate::shared::hooks;
use crate::shared::markup::{effect, live, on, press, press_inside, whether};
use crate::shelf::ready_made::{is_ready_made, is_same};
use crate::store::Store;
use halfstar_core::address;
use leptos::ev::{Event, KeyboardEvent};
use leptos::prelude::*;

const NAME: &str = "naming-name";
/// Longer names make no chip.
const LONGEST: &str = "40";

/// The shelf of the member's own that is what is turned now.
fn now(store: Store) -> Option<String> {
    let written = store.shelf.request.with(|request| store.shelf.scope.with(|scope| address::write(request, scope)));
    store.member.state.with(|member| {
        let mut own = member.report()?.presets.iter();
        own.find(|own| is_same(&own.view, &written)).map(|own| own.name.clone())
    })
}

/// Whether there is something to save that has no name yet. What goes with one film has no address.
fn is_new(store: Store) -> bool {
    store
        .shelf
        .request
        .with(|request| store.shelf.scope.with(|scope| scope.film.is_none() && !is_ready_made(store, request, scope)))
}

/// The button that saves what is turned, or changes the shelf that it is; and its dialog.
pub(crate) fn own_shelf(store: Store) -> impl IntoView {
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    let own = Memo::new(move |_| now(store));
    let typed = RwSignal::new(String::new());
    let nameless = RwSignal::new(false);
    let is_open = RwSignal::new(false);
    let hidden = whether(move || {
        store.member.is_sample() || store.again.is_open.get() || own.with(Option::is_none) && !is_new(store)
    });
    let open = press(move || {
        typed.set(own.get_untracked().unwrap_or_default());
        nameless.set(false);
        is_open.set(true);
    });
    effect(move || {
        let (wanted, Some(dialog)) = (is_open.get(), dialog.get()) else { return };
        if wanted && !dialog.open() {
            // Fails only for a dialog that is open already.
            let _ = dialog.show_modal();
        } else if !wanted && dialog.open() {
            dialog.close();
        }
    });
    let save = move || {
        let name = typed.with_untracked(|typed| typed.trim().to_owned());
        if name.is_empty() {
            nameless.set(true);
            return hooks::focus(NAME);
        }
        let request = store.shelf.request.get_untracked();
        let view = store.shelf.scope.with_untracked(|scope| address::write(&request, scope));
        store.tell(KeepPreset { before: own.get_untracked(), now: Some(Preset { name, view }) });
        is_open.set(false);
    };
    let act = press_inside("naming", move |way| match way {
        "save" => save(),
        "remove" => {
            store.tell(KeepPreset { before: own.get_untracked(), now: None });
            is_open.set(false);
        }
        "shut" => is_open.set(false),
        _ => {}
    });
    let input = move |event: Event| {
        typed.set(event_target_value(&event));
        nameless.set(false);
    };
    let enter = move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            save();
        }
    };
    let taken = move || {
        let name = typed.with(|typed| typed.trim().to_owned());
        let is_other = own.with(|own| own.as_ref() != Some(&name));
        let is_known = |member: &crate::import::state::MemberState| {
            member.report().is_some_and(|report| report.presets.iter().any(|own| own.name == name))
        };
        is_other && store.member.state.with(is_known)
    };
    let hint = live(move || match () {
        () if nameless.get() => say(Label::NameIt).to_owned(),
        () if taken() => say(Label::ReplacesShelf).to_owned(),
        () => String::new(),
    });
    let called =
        live(move || say(if own.with(Option::is_some) { Label::ChangeShelf } else { Label::KeepShelf }).to_owned());
    let close = Box::new(move |_: Event| is_open.set(false));
    view! {
        <button class="chip keep-shelf" class=("own", whether(move || own.with(Option::is_some))) data-testid="keep-shelf" aria-haspopup="dialog" hidden=hidden on:click=open>
            <span>{called}</span>
        </button>
        <dialog class="details naming" data-testid="naming" data-naming="shut" node_ref=dialog aria-labelledby="naming-title" on:close=close on:click=act>
            <div class="naming-in" data-naming="stay">
                <h2 id="naming-title">{called}</h2>
                <label class="field">
                    <span>{say(Label::NameOfShelf)}</span>
                    <input
                        type="text"
                        id=NAME
                        data-testid=NAME
                        maxlength=LONGEST
                        autocomplete="off"
                        autofocus
                        aria-invalid=live(move || nameless.get().to_string())
                        aria-describedby="naming-hint"
                        prop:value=live(move || typed.get())
                        on:input=on(input)
                        on:keydown=on(enter)
                    />
                </label>
                <p class="hint" class=("wrong", whether(move || nameless.get())) id="naming-hint" role="status">{hint}</p>
                <div class="details-ways">
                    <button class="button" data-testid="naming-save" data-naming="save">{say(Label::Save)}</button>
                    <button class="button quiet" data-testid="naming-remove" data-naming="remove" hidden=whether(move || own.with(Option::is_none))>{say(Label::RemoveShelf)}</button>
                    <button class="button quiet" data-naming="shut">{say(Label::Cancel)}</button>
                </div>
            </div>
        </dialog>
    }
}
