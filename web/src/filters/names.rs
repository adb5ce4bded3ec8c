//! Directors, actors and themes: there are too many for a list, so their names are typed. A combobox as the ARIA
//! Authoring Practices describe it: the focus stays in the box, the arrow keys go through what is suggested.

#![allow(clippy::arithmetic_side_effects, reason = "suggestions are still counted here")]

use crate::filters::parts::{change, key_of, removable, said, texts, with_count};
use crate::language::{self, Label, say};
use crate::shared::field::Field;
use crate::shared::hooks::{self, focus};
use crate::shared::markup::{Markup, effect, live, live_html, on, press_inside, whether};
use crate::store::Store;
use halfstar_core::facets::Choice;
use halfstar_core::filters::{FilterName, Kind};
use js_sys::{Function, Object, Reflect};
use leptos::ev::{Event, KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

const BOX: &str = "filter-name";
const LIST: &str = "filter-names";
const OPTION: &str = "filter-name-";

/// The filters whose names are typed.
fn all() -> impl Iterator<Item = FilterName> {
    FilterName::ALL.into_iter().filter(|filter| filter.kind() == Kind::TypedNames)
}

/// What is typed and suggested.
#[derive(Clone, Copy)]
struct Typing {
    store: Store,
    of: Field<FilterName>,
    typed: RwSignal<String>,
    is_open: RwSignal<bool>,
    /// Which suggestion Enter would take.
    active: Field<Option<usize>>,
}

impl Typing {
    /// What is suggested.
    fn names(self) -> Vec<Choice> {
        let of = self.of.get();
        let names = self.store.filters.names.get();
        names.filter(|(theirs, _)| *theirs == of).map(|(_, names)| names).unwrap_or_default()
    }

    fn look(self) {
        self.active.set(None);
        self.is_open.set(true);
        self.store.filters.suggest(self.of.get_untracked(), self.typed.get_untracked());
    }

    /// Whether the answer is nothing.
    fn finds_nothing(self) -> bool {
        let of = self.of.get();
        self.store
            .filters
            .names
            .with(|names| names.as_ref().is_some_and(|(theirs, names)| *theirs == of && names.is_empty()))
    }

    fn close(self) {
        self.store.filters.names.set(None);
        self.active.set(None);
        self.is_open.set(false);
    }

    /// Filters by a suggestion.
    fn take(self, place: usize) {
        let Some(name) = untrack(|| self.names()).into_iter().nth(place) else { return };
        let of = self.of.get_untracked();
        change(self.store, &|filters| {
            filters.get_mut(key_of(of)).map(|names| names.read(&name.value));
        });
        self.typed.set(String::new());
        self.close();
    }

    fn step(self, forth: bool) {
        let names = untrack(|| self.names()).len();
        if !self.is_open.get_untracked() {
            return self.look();
        }
        self.active.update(|active| {
            *active = match (*active, forth) {
                _ if names == 0 => None,
                (Some(place), true) if place + 1 < names => Some(place + 1),
                (Some(place), false) if place > 0 => Some(place - 1),
                (None, false) => Some(names - 1),
                (None, true) => Some(0),
                // Beyond either end is the box itself.
                (Some(_), _) => None,
            };
        });
        if let Some(place) = self.active.get_untracked() {
            hooks::before_paint(move || show(place));
        }
    }

    fn press(self, event: &KeyboardEvent) {
        match (event.key().as_str(), self.active.get_untracked()) {
            ("ArrowDown", _) => self.step(true),
            ("ArrowUp", _) => self.step(false),
            ("Enter", Some(place)) => self.take(place),
            // The first Escape shuts the suggestions, the next one empties the box, the next one is the panel's.
            ("Escape", _) if self.is_open.get_untracked() => self.close(),
            ("Escape", _) if !self.typed.with_untracked(String::is_empty) => self.typed.set(String::new()),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    /// Whether the details have still to arrive for what is looked for.
    fn waits(self) -> bool {
        self.of.get().needs_details() && !self.store.library.details_ready.get()
    }
}

/// Scrolls no further than it takes to see a suggestion: the focus, which browsers follow, is elsewhere.
fn show(place: usize) {
    let option = document().get_element_by_id(&(OPTION.to_owned() + &place.to_string()));
    let Some(option) = option else { return };
    let options = Object::new();
    // Nothing is lost but a convenience.
    let _ = Reflect::set(&options, &"block".into(), &"nearest".into());
    let scroll = Reflect::get(&option, &"scrollIntoView".into()).ok().and_then(|it| it.dyn_into::<Function>().ok());
    let _ = scroll.map(|scroll| scroll.call1(&option, &options));
}

/// The box, what it suggests, and what was chosen.
pub(crate) fn names(store: Store) -> impl IntoView {
    let typing = Typing {
        store,
        of: store.filters.of,
        typed: RwSignal::default(),
        is_open: RwSignal::default(),
        active: store.filters.active,
    };
    typing.of.set(FilterName::Director);
    typing.active.set(None);
    // What was typed before the details came is looked for when they come.
    effect(move || {
        if store.library.details_ready.get() && typing.is_open.get_untracked() {
            typing.look();
        }
    });
    let shown = Memo::new(move |_| typing.is_open.get() && !typing.waits() && !typing.names().is_empty());
    let kind = move |event: Event| {
        let value = event_target_value(&event);
        if let Some(of) = value.parse().ok().and_then(|place| all().nth(place)) {
            typing.of.set(of);
            typing.typed.set(String::new());
            typing.close();
        }
    };
    let mut kinds = Markup::default();
    all().zip(0..).for_each(|(filter, place)| {
        kinds.option(&i32::to_string(&place), said(filter.texts().label));
    });
    let input = move |event: Event| {
        typing.typed.set(event_target_value(&event));
        typing.look();
    };
    let open = move |_: MouseEvent| typing.look();
    let list = live_html(move || {
        let mut markup = Markup::default();
        for (place, name) in typing.names().iter().enumerate() {
            let is_active = if typing.active.get() == Some(place) { "true" } else { "false" };
            markup.raw("<li role=\"option\" id=\"").raw(OPTION).number(place as u32);
            markup.raw("\" data-place=\"").number(place as u32).raw("\" aria-selected=\"").raw(is_active).raw("\">");
            markup.text(&with_count(&name.value, Some(name.films))).raw("</li>");
        }
        markup.finish()
    });
    let active = live(move || match typing.active.get() {
        Some(place) if shown.get() => OPTION.to_owned() + &place.to_string(),
        _ => String::new(),
    });
    let hint = live(move || {
        let asks = typing.is_open.get() && !typing.typed.with(String::is_empty);
        match () {
            () if typing.waits() => say(Label::EmptyWaits).to_owned(),
            () if asks && typing.finds_nothing() => say(Label::NoSuchName).to_owned(),
            () => String::new(),
        }
    });
    let take = press_inside("place", move |place| {
        if let Ok(place) = place.parse() {
            typing.take(place);
        }
    });
    // The focus stays in the box.
    let hold = move |event: MouseEvent| event.prevent_default();
    view! {
        <fieldset class="names">
            <legend>{say(Label::NamesToFilter)}</legend>
            <select data-testid="filter-name-of" aria-label=say(Label::NamesOf) on:change=on(kind) prop:html=kinds.finish().still()></select>
            <div class="combobox">
                <input
                    type="text"
                    id=BOX
                    data-testid=BOX
                    role="combobox"
                    aria-label=live(move || said(typing.of.get().texts().label).to_owned())
                    aria-autocomplete="list"
                    aria-controls=LIST
                    aria-expanded=live(move || shown.get().to_string())
                    aria-activedescendant=active
                    placeholder=say(Label::BeginToType)
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=live(move || typing.typed.get())
                    on:input=on(input)
                    on:click=on(open)
                    on:keydown=on(move |event: KeyboardEvent| typing.press(&event))
                    on:blur=on(move |_| typing.close())
                />
                <ul
                    id=LIST
                    role="listbox"
                    aria-label=say(Label::Suggestions)
                    hidden=whether(move || !shown.get())
                    on:mousedown=on(hold)
                    on:click=take
                    prop:html=list
                ></ul>
            </div>
            <p class="hint" role="status">{hint}</p>
            {chips(store)}
        </fieldset>
    }
}

/// What was chosen, each with its way out.
fn chips(store: Store) -> impl IntoView {
    // Whose place among all is which one's of whom.
    let chosen = move || {
        all()
            .flat_map(|filter| texts(store, key_of(filter)).into_iter().map(move |name| (filter, name)))
            .collect::<Vec<_>>()
    };
    let chips = live_html(move || {
        let mut markup = Markup::default();
        for (place, (filter, name)) in chosen().iter().enumerate() {
            let words = filter.texts().set.first().map(|word| language::words().fill(*word, &[name]));
            removable(&mut markup, place, words.as_ref().unwrap_or(name));
        }
        markup.finish()
    });
    let remove = press_inside("remove", move |place| {
        let chosen = untrack(chosen);
        if let Some((of, removed)) = place.parse().ok().and_then(|place: usize| chosen.get(place)) {
            change(store, &|filters| {
                if let Some(names) = filters.get_mut(key_of(*of)) {
                    names.clear();
                    chosen.iter().filter(|(filter, name)| filter == of && name != removed).for_each(|(_, name)| {
                        names.read(name);
                    });
                }
            });
        }
        focus(BOX);
    });
    view! { <div class="chips" data-testid="chosen-names" hidden=whether(move || chosen().is_empty()) on:click=remove prop:html=chips></div> }
}
