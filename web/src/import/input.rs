//! Getting at a member's files: one file input, and a page that takes a drop or a paste anywhere.

use crate::shared::markup::on;
use crate::shared::tab::Tab;
use crate::store::Store;
use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::ClipboardEvent;

const INPUT: &str = "files";

/// The page's file input; there is one at a time. Its label says what it is for.
pub(crate) fn file_input(store: Store) -> AnyView {
    input(INPUT, "file-input", Box::new(move |files| store.drop_files(files)))
}

/// The file input for guests; it stands beside the other.
pub(crate) fn guest_input(store: Store) -> AnyView {
    input("guest-files", "guest-input", Box::new(move |files| store.night.invite(files)))
}

/// The settings' own file input, which nobody sees; `assets/handed.js` knows this name as well.
pub(crate) const FROM_SETTINGS: &str = "settings-files";

/// It takes an export or a backup, and shuts the settings.
pub(crate) fn settings_input(store: Store) -> AnyView {
    let take = move |files| {
        store.settings.open.set(false);
        store.drop_files(files);
    };
    input(FROM_SETTINGS, "settings-input", Box::new(take))
}

/// Whether files that are dropped are a guest's.
pub(crate) fn for_guests(store: Store) -> bool {
    store.tabs.open.get() == Tab::Night && store.member.state.with(|member| member.report().is_some())
}

fn input(id: &'static str, name: &'static str, take: Box<dyn Fn(Vec<web_sys::File>)>) -> AnyView {
    let chosen = move |event: ev::Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        let files =
            input.files().map(|list| (0..list.length()).filter_map(|place| list.get(place)).collect::<Vec<_>>());
        if let Some(files) = files.filter(|files| !files.is_empty()) {
            take(files);
        }
        // So that the same file can be chosen again.
        input.set_value("");
    };
    view! {
        <input id=id class="hidden" type="file" multiple accept=".zip,.csv,.json,.xml,.txt,.halfstar-backup,.halfstar" data-testid=name on:change=on(chosen)/>
    }
    .into_any()
}

/// Opens the file picker, as a click on its label would.
pub(crate) fn open_picker() {
    open(INPUT);
}

/// Opens the file picker of this input.
pub(crate) fn open(id: &str) {
    if let Some(input) =
        document().get_element_by_id(id).and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
    {
        input.click();
    }
}

/// Lets the whole window take a drop or a paste. Says whether something hovers above it.
pub(crate) fn take_drops(store: Store) -> Signal<bool> {
    let hovering = RwSignal::new(false);
    let hover = move |now: bool| {
        if hovering.get_untracked() != now {
            hovering.set(now);
        }
    };
    // On the page of a night they are a guest's.
    let take = move |items: &web_sys::DataTransfer| {
        if untrack(|| for_guests(store)) { store.night.invite_items(items) } else { store.drop_items(items) }
    };
    listen("dragover", move |event| {
        event.prevent_default();
        hover(true);
    });
    listen("dragleave", move |event| {
        // Left for another element of the page: still here.
        if event.dyn_ref::<web_sys::DragEvent>().is_some_and(|event| event.related_target().is_none()) {
            hover(false);
        }
    });
    listen("drop", move |event| {
        event.prevent_default();
        hover(false);
        if let Some(items) = event.dyn_ref::<web_sys::DragEvent>().and_then(web_sys::DragEvent::data_transfer) {
            take(&items);
        }
    });
    listen("paste", move |event| {
        if let Some(items) = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data)
            && items.files().is_some_and(|files| files.length() > 0)
        {
            take(&items);
        }
    });
    hovering.into()
}

fn listen(name: &str, act: impl Fn(&web_sys::Event) + 'static) {
    let act: Box<dyn Fn(web_sys::Event)> = Box::new(move |event| act(&event));
    // It listens as long as the page lives.
    let _ = window_event_listener_untyped(name, act);
}
