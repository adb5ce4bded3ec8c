//! Comparing by the keyboard. Wherever the focus is: what had it may be drawn anew.

use crate::store::Store;
use halfstar_core::comparisons::Answer;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

/// The key of an answer: an arrow points at the film.
pub(super) fn key(answer: Answer) -> &'static str {
    match answer {
        Answer::First => "ArrowLeft",
        Answer::Second => "ArrowRight",
        Answer::Equal => "ArrowUp",
        Answer::Unknown => "ArrowDown",
        Answer::FirstUnseen | Answer::SecondUnseen => "",
    }
}

pub(super) fn listen(store: Store) {
    let listener = window_event_listener_untyped("keydown", move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        let is_with_another = event.ctrl_key() || event.meta_key() || event.alt_key() || event.repeat();
        if is_with_another || store.duels.round.with_untracked(Option::is_none) {
            return;
        }
        let pressed = event.key();
        if let Some(answer) = Answer::ALL.into_iter().find(|answer| key(*answer) == pressed) {
            event.prevent_default();
            store.answer_duel(answer);
        } else if matches!(pressed.as_str(), "Backspace" | "u") {
            event.prevent_default();
            store.take_back_duel();
        }
    });
    on_cleanup(move || listener.remove());
}
