//! Shelves of the member's own: what is turned, saved under a name, renamed, removed.

use crate::language::{Label, say};
use crate::protocol::{KeepPreset, Preset};
use crate::shared::hooks;
use crate::shared::markup::{Html, Markup, live, on, press, press_inside, whether};
use crate::shelf::ready_made::{is_ready_made, is_same};
use crate::store::Store;
use halfstar_core::address;
use leptos::ev::{Event, KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement, HtmlInputElement};

/// The shelf of the member's own that is what is turned now.
fn now(store: Store) -> Option<String> {
    let (request, scope) = store.shelf.told();
    let written = address::write(&request, &scope);
    store.member.state.with(|member| {
        let mut own = member.report()?.presets.iter();
        own.find(|own| is_same(&own.view, &written)).map(|own| own.name.clone())
    })
}

/// Whether there is something to save that has no name yet. What goes with one film has no address.
fn is_new(store: Store) -> bool {
    let (request, scope) = store.shelf.told();
    scope.film.is_none() && !is_ready_made(store, &request, &scope)
}

/// The button that saves what is turned, or changes the shelf that it is; and its dialog.
pub(crate) fn own_shelf(store: Store) -> AnyView {
    let is_own = whether(move || now(store).is_some());
    let hidden =
        whether(move || store.member.is_sample() || store.again.is_open.get() || !is_own.get() && !is_new(store));
    let title = move || say(if is_own.get() { Label::ChangeShelf } else { Label::KeepShelf });
    let open = press(move || {
        untrack(|| {
            show(TITLE, title());
            show(HINT, "");
            if let Some(remove) = element::<HtmlElement>(REMOVE) {
                remove.set_hidden(!is_own.get());
            }
        });
        if let Some(name) = element::<HtmlInputElement>(NAME) {
            name.set_value(&untrack(|| now(store)).unwrap_or_default());
            judge(store, false);
        }
        if let Some(dialog) = element::<HtmlDialogElement>(DIALOG) {
            // Fails only for a dialog that is open already.
            let _ = dialog.show_modal();
        }
    });
    let mut act = press_inside("naming", move |way| match way {
        "save" => save(store),
        "remove" => tell(store, None),
        "shut" => shut(),
        _ => {}
    });
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Enter" && event_target::<HtmlElement>(&event).id() == NAME {
            event.prevent_default();
            save(store);
        }
    };
    view! {
        <button class="chip keep-shelf" class=("own", is_own) data-testid="keep-shelf" aria-haspopup="dialog" hidden=hidden on:click=open>
            <span>{live(move || title().to_owned())}</span>
        </button>
        <div
            class="piece"
            on:click=on(move |event: MouseEvent| act(event))
            on:keydown=on(keys)
            on:input=on(move |_: Event| drop(judge(store, false)))
            prop:html=dialog().still()
        ></div>
    }
    .into_any()
}

/// Empty and shut.
fn dialog() -> Html {
    let mut markup = Markup::default();
    markup.raw("<dialog class=\"details naming\" id=\"naming\" data-testid=\"naming\" data-naming=\"shut\" aria-labelledby=\"naming-title\"><div class=\"naming-in\" data-naming=\"stay\"><h2 id=\"naming-title\"></h2><label class=\"field\"><span>");
    markup.say(Label::NameOfShelf);
    markup.raw("</span><input type=\"text\" id=\"naming-name\" data-testid=\"naming-name\" maxlength=\"40\" autocomplete=\"off\" autofocus aria-describedby=\"naming-hint\"></label><p class=\"hint\" id=\"naming-hint\" role=\"status\"></p><div class=\"details-ways\"><button class=\"button\" data-testid=\"naming-save\" data-naming=\"save\">");
    markup.say(Label::Save);
    markup.raw("</button><button class=\"button quiet\" id=\"naming-remove\" data-testid=\"naming-remove\" data-naming=\"remove\">");
    markup.say(Label::RemoveShelf).raw("</button><button class=\"button quiet\" data-naming=\"shut\">");
    markup.say(Label::Cancel).raw("</button></div></div></dialog>");
    markup.finish()
}

const DIALOG: &str = "naming";
const TITLE: &str = "naming-title";
const NAME: &str = "naming-name";
const HINT: &str = "naming-hint";
const REMOVE: &str = "naming-remove";

fn element<E: JsCast>(id: &str) -> Option<E> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

fn show(id: &str, words: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.set_text_content(Some(words));
    }
}

/// What is typed, and what there is to say of it; that there is none, only to whoever saves.
fn judge(store: Store, saves: bool) -> Option<String> {
    let input = element::<HtmlInputElement>(NAME)?;
    let name = input.value().trim().to_owned();
    let is_nameless = saves && name.is_empty();
    let is_taken = store.member.state.with_untracked(|member| {
        member.report().is_some_and(|report| report.presets.iter().any(|own| own.name == name))
    });
    let words = match () {
        () if is_nameless => say(Label::NameIt),
        () if is_taken && untrack(|| now(store)).as_ref() != Some(&name) => say(Label::ReplacesShelf),
        () => "",
    };
    show(HINT, words);
    // Refused only for names that are no names.
    let _ = input.set_attribute("aria-invalid", if is_nameless { "true" } else { "false" });
    Some(name).filter(|name| !name.is_empty())
}

fn save(store: Store) {
    match judge(store, true) {
        Some(name) => {
            let view = store
                .shelf
                .request
                .with_untracked(|request| store.shelf.scope.with_untracked(|scope| address::write(request, scope)));
            tell(store, Some(Preset { name, view }));
        }
        None => hooks::focus(NAME),
    }
}

/// Keeps it so, or removes it.
fn tell(store: Store, preset: Option<Preset>) {
    store.tell(KeepPreset { before: untrack(|| now(store)), now: preset });
    shut();
}

fn shut() {
    if let Some(dialog) = element::<HtmlDialogElement>(DIALOG) {
        dialog.close();
    }
}
