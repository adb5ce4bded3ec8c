//! How well does it know you? The member's own films are hidden and asked back, a part at a time.

use super::markup::{Markup, live, press_inside};
use super::words;
use crate::state::{Store, Testing};
use halfstar_core::trial::{ASKED, PARTS, Trial};
use leptos::prelude::*;

/// With fewer rated films a fifth of them says nothing.
const ENOUGH: u32 = 10;

/// A question, a bar while it is answered, and the answer.
pub(crate) fn trial(store: Store) -> impl IntoView {
    let says = live(move || {
        let mut markup = Markup::default();
        let rated = store.member.with(|member| member.report().map_or(0, |report| report.films_rated));
        match store.testing.get() {
            _ if rated < ENOUGH => {
                markup.raw("<p class=\"faint\">Rate ten films or more, and it can be put to the test.</p>");
            }
            Testing::Not => {
                markup.raw("<p class=\"faint\">A fifth of your ratings is hidden at a time, and asked back. It takes a moment, on this device.</p>");
                markup.raw("<button class=\"button quiet small\" data-testid=\"trial\" data-trial=\"go\">Put it to the test</button>");
            }
            Testing::Parts(done, _) if done < PARTS => {
                markup.raw("<progress max=\"").number(PARTS).raw("\" value=\"").number(done);
                markup.raw("\" aria-label=\"Testing\"></progress>");
            }
            Testing::Parts(_, trial) => answer(&mut markup, &trial),
        }
        markup.finish()
    });
    let go = press_inside("trial", move |_| store.test());
    view! {
        <section class="trial" aria-labelledby="trial-heading">
            <h2 class="section" id="trial-heading">"How well does it know you?"</h2>
            <div aria-live="polite" on:click=go inner_html=says></div>
        </section>
    }
}

fn answer(markup: &mut Markup, trial: &Trial) {
    markup.raw("<p data-testid=\"trial-answer\">We hid the ").raw(&words::count(trial.loved, "film", "films"));
    markup.raw(" that you gave ★★★★ or more, and asked for ").number(ASKED).raw(" films each time. ");
    markup
        .raw("<b>")
        .raw(&words::thousands(trial.found))
        .raw("</b> of yours came back; of the best-known ")
        .number(ASKED);
    markup
        .raw(" films, <b>")
        .raw(&words::thousands(trial.famous))
        .raw("</b> would have been yours.</p><ul class=\"voices\">");
    for (name, found) in [("Halfstar", trial.found), ("Popularity", trial.famous)] {
        let reach = found * 100 / trial.loved.max(1);
        markup.raw("<li class=\"neighbours\"><span>").raw(name);
        markup
            .raw("</span><svg class=\"voice\" aria-hidden=\"true\"><rect height=\"8\" rx=\"4\" width=\"")
            .number(reach);
        markup.raw("%\"/></svg><span class=\"number\">").number(reach).raw("%</span></li>");
    }
    let off = |error: f32| words::hundredths((error / trial.rated.max(1) as f32).sqrt());
    markup.raw("</ul><p>Predicted stars were off by <b>").raw(&off(trial.error)).raw("</b>, each film’s mean by <b>");
    markup.raw(&off(trial.error_of_means)).raw("</b> (root mean square, ").raw(&words::count(
        trial.rated,
        "rating",
        "ratings",
    ));
    let verdict = match (trial.found > trial.famous, trial.error < trial.error_of_means) {
        (true, true) => "). It knows you better than everyone’s opinion does.</p>",
        (false, false) => "). For you, everyone’s opinion is as good a guide: more ratings may help.</p>",
        _ => "). It is better at one of the two: more ratings may help.</p>",
    };
    markup.raw(verdict);
}
