//! From a number to a number: two boxes, and what is wrong with what is typed.

use crate::filters::choices;
use crate::language::{self, Label, say};
use crate::shared::markup::{Markup, effect, on};
use halfstar_core::bounds::Number;
use halfstar_core::words::Phrase;
use leptos::ev::Event;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

/// One end.
pub(crate) struct End {
    /// Of its box.
    pub(crate) id: &'static str,
    /// What the box is called.
    pub(crate) label: &'static str,
    /// What stands in it while it is empty.
    pub(crate) placeholder: Box<dyn Fn() -> String>,
    /// What is set.
    pub(crate) now: Box<dyn Fn() -> Option<Number>>,
    /// Sets it.
    pub(crate) take: Box<dyn Fn(Option<Number>)>,
}

/// Both ends, and what makes it shorter to say. What is none is left standing, with what it would have to be beside it.
pub(crate) fn span(legend: &'static str, is_years: bool, ends: [End; 2], short: Option<AnyView>) -> AnyView {
    let span = Span { legend, is_years, ids: [ends[0].id, ends[1].id] };
    let mut markup = Markup::default();
    ends.iter().for_each(|end| span.write(&mut markup, end));
    markup.raw("<p class=\"hint wrong\" id=\"").raw(span.ids[0]).raw(HINT).raw("\" role=\"status\"></p>");
    let takes = ends.each_ref().map(|end| end.id);
    let [from, to] = ends;
    let (take_from, take_to) = (from.take, to.take);
    let shown = [(from.now, from.placeholder), (to.now, to.placeholder)];
    let mut before = [None, None];
    effect(move || {
        for (((now, placeholder), id), before) in shown.iter().zip(takes).zip(&mut before) {
            let (now, placeholder) = (now(), placeholder());
            let Some(input) = find(id) else { continue };
            input.set_placeholder(&placeholder);
            // What is set elsewhere takes the place of what was wrong.
            if before.replace(now) != Some(now) {
                input.set_value(&now.map(|number| number.get().to_string()).unwrap_or_default());
            }
        }
        span.judge();
    });
    let typed = move |event: Event| {
        let input: HtmlInputElement = event_target(&event);
        if let Ok(number) = choices::typed(&input.value(), is_years) {
            if input.id() == takes[0] { take_from(number) } else { take_to(number) }
        }
        span.judge();
    };
    let mended = move |_: Event| {
        if span.hint().is_some_and(|hint| hint.has_child_nodes()) {
            span.judge();
        }
    };
    view! {
        <fieldset class="pair" on:change=on(typed) on:input=on(mended)>
            <legend>{legend}</legend>
            <div class="piece" prop:html=markup.finish().still()></div>
            {short}
        </fieldset>
    }
    .into_any()
}

/// Behind the name of the first box.
const HINT: &str = "-hint";

fn find(id: &str) -> Option<HtmlInputElement> {
    document().get_element_by_id(id).and_then(|input| input.dyn_into().ok())
}

/// Two boxes in the page.
#[derive(Clone, Copy)]
struct Span {
    legend: &'static str,
    is_years: bool,
    ids: [&'static str; 2],
}

impl Span {
    fn write(self, markup: &mut Markup, end: &End) {
        if end.id != self.ids[0] {
            markup.raw("<span aria-hidden=\"true\">–</span>");
        }
        markup.raw("<input type=\"text\" inputmode=\"numeric\" maxlength=\"6\" autocomplete=\"off\" id=\"").raw(end.id);
        markup.raw("\" data-testid=\"").raw(end.id).raw("\" aria-label=\"").text(end.label);
        markup.raw("\" aria-describedby=\"").raw(self.ids[0]).raw(HINT).raw("\">");
    }

    fn hint(self) -> Option<web_sys::Element> {
        document().get_element_by_id(&[self.ids[0], HINT].concat())
    }

    /// Says what is wrong with what stands in the boxes, and marks it; or takes that back.
    fn judge(self) {
        let [Some(from), Some(to)] = self.ids.map(find) else { return };
        let read = [&from, &to].map(|input| choices::typed(&input.value(), self.is_years));
        let (says, is_wrong) = match read {
            [Ok(Some(from)), Ok(Some(to))] if from > to => {
                let [from, to] = [from, to].map(|number| number.get().to_string());
                (language::words().fill(Phrase::Backwards, &[self.legend, &from, &to]), [true, true])
            }
            [Ok(_), Ok(_)] => (String::new(), [false, false]),
            read => {
                let takes = if self.is_years { Label::TypeYear } else { Label::TypeMinutes };
                (say(takes).to_owned(), read.map(|read| read.is_err()))
            }
        };
        for (input, is_wrong) in [from, to].into_iter().zip(is_wrong) {
            // Refused only for names that are no names.
            let _ = input.set_attribute("aria-invalid", if is_wrong { "true" } else { "false" });
        }
        if let Some(hint) = self.hint().filter(|hint| hint.text_content().as_ref() != Some(&says)) {
            hint.set_text_content(Some(&says));
        }
    }
}

/// What stands in a box for a number that is not set.
pub(crate) fn any() -> Box<dyn Fn() -> String> {
    Box::new(|| say(Label::AnyNumber).to_owned())
}
