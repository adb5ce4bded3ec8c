//! From a number to a number: two boxes, and what is wrong with what is typed.

use crate::filters::choices;
use crate::language::{self, Label, say};
use crate::shared::markup::{YES, effect, live, on};
use halfstar_core::bounds::Number;
use halfstar_core::words::Phrase;
use leptos::ev::Event;
use leptos::prelude::*;
use std::sync::Arc;

/// One end.
pub(crate) struct End {
    /// Of its box.
    pub(crate) id: String,
    /// What the box is called.
    pub(crate) label: &'static str,
    /// What stands in it while it is empty.
    pub(crate) placeholder: Signal<String>,
    /// What is set.
    pub(crate) now: Arc<dyn Fn() -> Option<Number> + Send + Sync>,
    /// Sets it.
    pub(crate) take: Box<dyn Fn(Option<Number>)>,
}

/// Both ends, and what makes it shorter to say. What is none is left standing, with what it would have to be beside it.
pub(crate) fn span(legend: &'static str, is_years: bool, ends: [End; 2], short: Option<AnyView>) -> AnyView {
    let hint = [&ends[0].id, "-hint"].concat();
    let wrong = [RwSignal::new(false), RwSignal::new(false)];
    let [from, to] = [&ends[0].now, &ends[1].now].map(Arc::clone);
    let backwards = Memo::new(move |_| match (from(), to()) {
        (Some(from), Some(to)) if from > to => {
            let [from, to] = [from, to].map(|number| number.get().to_string());
            language::words().fill(Phrase::Backwards, &[legend, &from, &to])
        }
        _ => String::new(),
    });
    let says = live(move || match wrong.iter().any(|wrong| wrong.get()) {
        true => say(if is_years { Label::TypeYear } else { Label::TypeMinutes }).to_owned(),
        false => backwards.get(),
    });
    let mut boxes = ends.into_iter().zip(wrong).map(|(end, wrong)| {
        let is_wrong = live(move || (wrong.get() || backwards.with(|says| !says.is_empty())).to_string());
        number_box(end, is_years, wrong, is_wrong, hint.clone())
    });
    let (from, to) = (boxes.next(), boxes.next());
    drop(boxes);
    view! {
        <fieldset class="pair">
            <legend>{legend}</legend>
            {from}
            <span aria-hidden=YES>"–"</span>
            {to}
            <p class="hint wrong" id=hint role="status">{says}</p>
            {short}
        </fieldset>
    }
    .into_any()
}

/// A box for a number, taken when it is left.
fn number_box(end: End, is_years: bool, wrong: RwSignal<bool>, is_wrong: Signal<String>, hint: String) -> AnyView {
    let End { id, label, placeholder, now, take } = end;
    let shown = Memo::new(move |_| now().map(|number| number.get().to_string()).unwrap_or_default());
    // What is set elsewhere takes the place of what was wrong.
    effect(move || {
        shown.track();
        wrong.set(false);
    });
    let typed = move |event: Event| match choices::typed(&event_target_value(&event), is_years) {
        Ok(number) => {
            wrong.set(false);
            take(number);
        }
        Err(()) => wrong.set(true),
    };
    let mended = move |event: Event| {
        if wrong.get_untracked() && choices::typed(&event_target_value(&event), is_years).is_ok() {
            wrong.set(false);
        }
    };
    view! {
        <input
            type="text"
            inputmode="numeric"
            maxlength="6"
            autocomplete="off"
            data-testid=id
            aria-label=label
            aria-invalid=is_wrong
            aria-describedby=hint
            placeholder=placeholder
            prop:value=live(move || shown.get())
            on:change=on(typed)
            on:input=on(mended)
        />
    }
    .into_any()
}

/// What stands in a box for a number that is not set.
pub(crate) fn any() -> Signal<String> {
    Signal::stored(say(Label::AnyNumber).to_owned())
}
