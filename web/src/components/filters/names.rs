//! Directors, actors and themes: there are too many for a list, so their names are typed. A combobox as the ARIA
//! Authoring Practices describe it: the focus stays in the box, the arrow keys go through what is suggested.

use super::super::markup::{Markup, live, press_inside, whether};
use super::{change, removable, with_count};
use crate::hooks::{self, focus};
use crate::language::{Label as Word, fill, say};
use crate::state::Store;
use halfstar_core::facets::NameOf;
use halfstar_core::shelf::Filters;
use js_sys::{Function, Object, Reflect};
use leptos::ev::{Event, KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

const BOX: &str = "filter-name";
const LIST: &str = "filter-names";
const OPTION: &str = "filter-name-";

const ALL: [(NameOf, Word, Word); 3] = [
    (NameOf::Director, Word::ADirector, Word::ByDirector),
    (NameOf::Actor, Word::AnActor, Word::WithActor),
    (NameOf::Keyword, Word::ATheme, Word::OnTheme),
];

fn chosen(filters: &mut Filters, of: NameOf) -> &mut Vec<String> {
    match of {
        NameOf::Director => &mut filters.directors,
        NameOf::Actor => &mut filters.cast,
        NameOf::Keyword => &mut filters.keywords,
    }
}

/// What is typed and suggested.
#[derive(Clone, Copy)]
struct Typing {
    store: Store,
    of: RwSignal<NameOf>,
    typed: RwSignal<String>,
    is_open: RwSignal<bool>,
    /// Which suggestion Enter would take.
    active: RwSignal<Option<usize>>,
}

impl Typing {
    /// What is suggested.
    fn names(self) -> Vec<(String, u32)> {
        let of = self.of.get();
        let names = self.store.asides.names.get();
        names.filter(|(theirs, _)| *theirs == of).map(|(_, names)| names).unwrap_or_default()
    }

    fn look(self) {
        self.active.set(None);
        self.is_open.set(true);
        self.store.look_for_names(self.of.get_untracked(), self.typed.get_untracked());
    }

    /// Whether the answer is nothing.
    fn finds_nothing(self) -> bool {
        let of = self.of.get();
        self.store
            .asides
            .names
            .with(|names| names.as_ref().is_some_and(|(theirs, names)| *theirs == of && names.is_empty()))
    }

    fn close(self) {
        self.store.asides.names.set(None);
        self.active.set(None);
        self.is_open.set(false);
    }

    /// Filters by a suggestion.
    fn take(self, place: usize) {
        let Some((name, _)) = untrack(|| self.names()).into_iter().nth(place) else { return };
        let of = self.of.get_untracked();
        change(self.store, &|filters| {
            let names = chosen(filters, of);
            if !names.contains(&name) {
                names.push(name.clone());
            }
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
        self.of.get() != NameOf::Director && !self.store.details_ready.get()
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
pub(super) fn names(store: Store) -> impl IntoView {
    let typing = Typing {
        store,
        of: RwSignal::new(NameOf::Director),
        typed: RwSignal::default(),
        is_open: RwSignal::default(),
        active: RwSignal::default(),
    };
    // What was typed before the details came is looked for when they come.
    Effect::new(move || {
        if store.details_ready.get() && typing.is_open.get_untracked() {
            typing.look();
        }
    });
    let shown = Memo::new(move |_| typing.is_open.get() && !typing.waits() && !typing.names().is_empty());
    let kind = move |event: Event| {
        let value = event_target_value(&event);
        if let Some((of, ..)) = value.parse().ok().and_then(|place: usize| ALL.get(place)) {
            typing.of.set(*of);
            typing.typed.set(String::new());
            typing.close();
        }
    };
    let mut kinds = Markup::default();
    ALL.iter().zip(0..).for_each(|((_, word, _), place)| {
        kinds.option(&i32::to_string(&place), say(*word));
    });
    let input = move |event: Event| {
        typing.typed.set(event_target_value(&event));
        typing.look();
    };
    let open = move |_: MouseEvent| typing.look();
    let list = live(move || {
        let mut markup = Markup::default();
        for (place, (name, films)) in typing.names().iter().enumerate() {
            let is_active = if typing.active.get() == Some(place) { "true" } else { "false" };
            markup.raw("<li role=\"option\" id=\"").raw(OPTION).number(place as u32);
            markup.raw("\" data-place=\"").number(place as u32).raw("\" aria-selected=\"").raw(is_active).raw("\">");
            markup.text(&with_count(name, Some(*films))).raw("</li>");
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
            () if typing.waits() => say(Word::EmptyWaits).to_owned(),
            () if asks && typing.finds_nothing() => say(Word::NoSuchName).to_owned(),
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
            <legend>{say(Word::NamesToFilter)}</legend>
            <select data-testid="filter-name-of" aria-label=say(Word::NamesOf) on:change=kind inner_html=kinds.finish()></select>
            <div class="combobox">
                <input
                    type="text"
                    id=BOX
                    data-testid=BOX
                    role="combobox"
                    aria-label=live(move || say(ALL.iter().find(|(of, ..)| *of == typing.of.get()).map_or(Word::NamesToFilter, |(_, word, _)| *word)).to_owned())
                    aria-autocomplete="list"
                    aria-controls=LIST
                    aria-expanded=live(move || shown.get().to_string())
                    aria-activedescendant=active
                    placeholder=say(Word::BeginToType)
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=live(move || typing.typed.get())
                    on:input=input
                    on:click=open
                    on:keydown=move |event: KeyboardEvent| typing.press(&event)
                    on:blur=move |_| typing.close()
                />
                <ul
                    id=LIST
                    role="listbox"
                    aria-label=say(Word::Suggestions)
                    hidden=whether(move || !shown.get())
                    on:mousedown=hold
                    on:click=take
                    inner_html=list
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
    let all = move || {
        store.request.with(|request| {
            let mut filters = request.filters.clone();
            let names = |(of, _, word): (NameOf, Word, Word)| {
                let names = std::mem::take(chosen(&mut filters, of));
                names.into_iter().map(move |name| (of, word, name)).collect::<Vec<_>>()
            };
            ALL.into_iter().flat_map(names).collect::<Vec<_>>()
        })
    };
    let chips = live(move || {
        let mut markup = Markup::default();
        for (place, (_, word, name)) in all().iter().enumerate() {
            removable(&mut markup, place, &fill(*word, &[name]));
        }
        markup.finish()
    });
    let remove = press_inside("remove", move |place| {
        let Ok(place) = place.parse::<usize>() else { return };
        if let Some((of, _, name)) = untrack(all).into_iter().nth(place) {
            change(store, &|filters| chosen(filters, of).retain(|chosen| *chosen != name));
        }
        focus(BOX);
    });
    view! { <div class="chips" data-testid="chosen-names" hidden=whether(move || all().is_empty()) on:click=remove inner_html=chips></div> }
}
