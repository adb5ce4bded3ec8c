//! What there is to know: how it works, where it comes from, and whose it is.

use super::{PICKERS, language_picker};
use crate::components::markup::{Markup, live};
use crate::language::{Word, say};
use crate::state::{BundleState, Store};
use leptos::prelude::*;

/// The foot of the page.
pub(super) fn about(store: Store) -> impl IntoView {
    let sections = live(move || {
        let mut markup = Markup::default();
        section(&mut markup, Word::HowItWorks, &[Word::HowItWorksText, Word::HowItWorksPosters]);
        section(&mut markup, Word::YourData, &[Word::YourDataText]);
        section(&mut markup, Word::Sources, &[Word::SourcesText, Word::SourcesFacts]);
        store.bundle.with(|bundle| {
            if let BundleState::Ready(opened) = bundle {
                markup.raw("<ul class=\"sources\">");
                for line in &opened.sources {
                    markup.raw("<li>").text(line).raw("</li>");
                }
                markup.raw("</ul>");
            }
        });
        section(&mut markup, Word::Licence, &[Word::LicenceText]);
        markup.raw("</section>");
        markup.finish()
    });
    view! {
        <footer class="about" id="about">
            <div class="sections" inner_html=sections></div>
            <section class="narrow">
                <h2 class="section">{say(Word::Language)}</h2>
                {language_picker(store, PICKERS[1])}
            </section>
        </footer>
    }
}

/// Begins a section; the one before it ends.
fn section(markup: &mut Markup, heading: Word, texts: &[Word]) {
    if !markup.is_empty() {
        markup.raw("</section>");
    }
    markup.raw("<section><h2 class=\"section\">").say(heading).raw("</h2>");
    for text in texts {
        markup.raw("<p>").say(*text).raw("</p>");
    }
}
