//! What there is to know: how it works, where it comes from, and whose it is.

use super::{PICKERS, language_picker};
use crate::components::markup::{Markup, live};
use crate::language::{Word, say};
use crate::state::{BundleState, Store};
use leptos::prelude::*;

/// The foot of the page.
pub(super) fn about(store: Store) -> impl IntoView {
    let sources = live(move || {
        let mut markup = section(Word::Sources, &[Word::SourcesText, Word::SourcesFacts]);
        markup.raw("<ul class=\"sources\">");
        store.bundle.with(|bundle| {
            if let BundleState::Ready(opened) = bundle {
                for line in &opened.sources {
                    markup.raw("<li>").text(line).raw("</li>");
                }
            }
        });
        markup.raw("</ul>");
        markup.finish()
    });
    let how = section(Word::HowItWorks, &[Word::HowItWorksText, Word::HowItWorksPosters]).finish();
    let data = section(Word::YourData, &[Word::YourDataText]).finish();
    let licence = section(Word::Licence, &[Word::LicenceText]).finish();
    view! {
        <footer class="about" id="about">
            <section inner_html=how></section>
            <section inner_html=data></section>
            <section inner_html=sources></section>
            <section inner_html=licence></section>
            <section class="narrow">
                <h2 class="section">{say(Word::Language)}</h2>
                {language_picker(store, PICKERS[1])}
            </section>
        </footer>
    }
}

fn section(heading: Word, texts: &[Word]) -> Markup {
    let mut markup = Markup::default();
    markup.raw("<h2 class=\"section\">").say(heading).raw("</h2>");
    for text in texts {
        markup.raw("<p>").say(*text).raw("</p>");
    }
    markup
}
