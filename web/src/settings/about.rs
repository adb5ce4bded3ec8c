//! What there is to know: how it works, where it comes from, and whose it is.

use crate::language::Label;
use crate::library::state::BundleState;
use crate::shared::markup::{Markup, live_html};
use crate::shared::{clock, intl};
use crate::store::Store;
use halfstar_session::calendar;
use leptos::prelude::*;

/// The foot of the page.
pub(crate) fn about(store: Store) -> impl IntoView {
    let sections = live_html(move || {
        let mut markup = Markup::default();
        section(&mut markup, Label::HowItWorks, &[Label::HowItWorksText, Label::HowItWorksPosters]);
        section(&mut markup, Label::YourData, &[Label::YourDataText]);
        section(&mut markup, Label::Sources, &[Label::SourcesText, Label::SourcesFacts]);
        store.library.bundle.with(|bundle| {
            if let BundleState::Ready(opened) = bundle {
                markup.raw("<ul class=\"sources\">");
                for line in &opened.sources {
                    markup.raw("<li>").text(line).raw("</li>");
                }
                markup.raw("</ul>");
                if let Some(as_of) = &opened.as_of {
                    age(&mut markup, store, as_of);
                }
            }
        });
        section(&mut markup, Label::Licence, &[Label::LicenceText]);
        // Collected by `xtask/src/licences.rs`.
        markup.raw("<p><a href=\"licences.txt\">").say(Label::OtherLicences).raw("</a></p></section>");
        markup.finish()
    });
    view! {
        <footer class="about" id="about">
            <div class="sections" prop:html=sections></div>
        </footer>
    }
}

/// Of which day the film facts are; where they are older than they may be, what to do.
fn age(markup: &mut Markup, store: Store, as_of: &str) {
    let day = intl::day(store.settings.language.get(), as_of);
    if calendar::is_outdated(as_of, clock::today()) {
        markup
            .raw("<p class=\"outdated\" role=\"status\" data-testid=\"facts-as-of\">")
            .fill(Label::FactsOutdated, &[&day]);
    } else {
        markup.raw("<p data-testid=\"facts-as-of\">").fill(Label::FactsAsOf, &[&day]);
    }
    markup.raw("</p>");
}

/// Begins a section; the one before it ends.
fn section(markup: &mut Markup, heading: Label, texts: &[Label]) {
    if !markup.is_empty() {
        markup.raw("</section>");
    }
    markup.raw("<section><h2 class=\"section\">").say(heading).raw("</h2>");
    for text in texts {
        markup.raw("<p>").say(*text).raw("</p>");
    }
}
