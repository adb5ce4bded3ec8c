//! Swiping a card: to the right it is to be seen, to the left it is not for the member.

use crate::language::{Label, say};
use crate::shared::markup::film_in;
use crate::store::Store;
use halfstar_core::remarks::Says;
use halfstar_session::figures::{Swipe, swipe};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::{Element, HtmlElement, PointerEvent};

/// A finger on a card.
struct Held {
    card: HtmlElement,
    pointer: i32,
    from: (f64, f64),
}

impl Held {
    fn new(event: &PointerEvent) -> Option<Self> {
        let target = event.target()?.dyn_into::<Element>().ok()?;
        let card = target.closest("#films > li").ok()??.dyn_into().ok()?;
        // What slides by itself is not swiped.
        let is_free = target.closest("input").ok()?.is_none() && event.pointer_type() == "touch";
        is_free.then(|| Self { card, pointer: event.pointer_id(), from: spot(event) })
    }

    fn swiped(&self, event: &PointerEvent) -> Option<Swipe> {
        swipe(self.from, spot(event), f64::from(self.card.client_width()))
    }

    /// The card follows the finger, and says what letting go would mean.
    fn follow(&self, swipe: Option<Swipe>) {
        let says = swipe
            .and_then(|swipe| swipe.says)
            .map(|to_the_right| if to_the_right { Label::WantToSee } else { Label::NotForMe });
        let by =
            swipe.map_or_else(String::new, |swipe| ["translateX(", &(swipe.by as i32).to_string(), "px)"].concat());
        // Refused only for names that are no names.
        let _ = self.card.style().set_property("transform", &by);
        let _ = match says {
            Some(says) => self.card.set_attribute("data-swipe", say(says)),
            None => self.card.remove_attribute("data-swipe"),
        };
    }
}

fn spot(event: &PointerEvent) -> (f64, f64) {
    (event.client_x().into(), event.client_y().into())
}

/// Listens for as long as the shelf is there.
pub(crate) fn listen(store: Store) {
    let held: Rc<RefCell<Option<Held>>> = Rc::default();
    let act = Closure::<dyn FnMut(PointerEvent)>::new(move |event: PointerEvent| {
        let mut held = held.borrow_mut();
        if event.type_() == "pointerdown" {
            *held = Held::new(&event);
            return;
        }
        let Some(on) = held.as_ref().filter(|on| on.pointer == event.pointer_id()) else { return };
        let swiped = on.swiped(&event);
        if event.type_() == "pointermove" {
            return on.follow(swiped);
        }
        on.follow(None);
        let film =
            on.card.query_selector("[data-film]").ok().flatten().and_then(|open| open.get_attribute("data-film"));
        let film = film.and_then(|film| film_in(&film));
        *held = None;
        let says = swiped.and_then(|swipe| swipe.says).filter(|_| event.type_() == "pointerup");
        match (film, says) {
            (Some(film), Some(true)) => {
                store.want(film);
            }
            (Some(film), Some(false)) => store.remark(film, Some(Says::Dismissed)),
            _ => {}
        }
    });
    let act: js_sys::Function = act.into_js_value().unchecked_into();
    const KINDS: [&str; 4] = ["pointerdown", "pointermove", "pointerup", "pointercancel"];
    for kind in KINDS {
        // Never refused.
        let _ = document().add_event_listener_with_callback(kind, &act);
    }
    let act = StoredValue::new_local(act);
    on_cleanup(move || {
        act.with_value(|act| {
            KINDS.iter().for_each(|kind| drop(document().remove_event_listener_with_callback(kind, act)));
        });
    });
}
