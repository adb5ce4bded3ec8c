//! How well does it know you? The member's own films are hidden and asked back, a part at a time.

use crate::language::{Label, say};
use crate::shared::markup::{Html, Markup, live_html, press_inside};
use crate::store::Store;
use crate::trial::state::Testing;
use crate::words;
use halfstar_core::signals::SignalName;
use halfstar_core::trial::{ASKED, PARTS, Trial};
use halfstar_session::figures::{percent, root_mean, share};
use leptos::prelude::*;

/// With fewer rated films a fifth of them says nothing.
const ENOUGH: u32 = 10;

/// A question, a bar while it is answered, and the answer.
pub(crate) fn trial(store: Store) -> impl IntoView {
    let says = live_html(move || {
        let mut markup = Markup::default();
        let rated = store.member.state.with(|member| member.report().map_or(0, |report| report.films_rated));
        match store.trial.testing.get() {
            _ if rated < ENOUGH => {
                markup.raw("<p class=\"faint\">").say(Label::RateTen).raw("</p>");
            }
            Testing::Not => {
                markup.raw("<p class=\"faint\">").say(Label::TestHint);
                markup.raw("</p><button class=\"button quiet small\" data-testid=\"trial\" data-trial=\"go\">");
                markup.say(Label::PutToTheTest).raw("</button>");
            }
            Testing::Parts(done, _) if done < PARTS => {
                markup.raw("<progress max=\"").number(PARTS).raw("\" value=\"").number(done);
                markup.raw("\" aria-label=\"").say(Label::Testing).raw("\"></progress>");
            }
            Testing::Parts(_, trial) => answer(&mut markup, &trial),
        }
        markup.finish()
    });
    let go = press_inside("trial", move |_| store.trial.run());
    view! {
        <section class="trial" aria-labelledby="trial-heading">
            <h2 class="section" id="trial-heading">{say(Label::HowWellKnown)}</h2>
            <div aria-live="polite" on:click=go prop:html=says></div>
        </section>
    }
}

fn answer(markup: &mut Markup, trial: &Trial) {
    let (loved, asked, rated) =
        (plain(&words::thousands(trial.loved)), plain(&ASKED.to_string()), plain(&words::thousands(trial.rated)));
    let (found, famous) = (bold(&words::thousands(trial.found)), bold(&words::thousands(trial.famous)));
    markup.raw("<p data-testid=\"trial-answer\">").fill_html(Label::TestFound, &[loved, asked, found, famous]);
    markup.raw("</p><ul class=\"voices\">");
    for (name, found) in [("Halfstar", trial.found), (words::signal(SignalName::Popularity), trial.famous)] {
        let reach = share(found, trial.loved);
        markup.raw("<li class=\"neighbours\"><span>").text(name).raw("</span>").bar(reach);
        markup.raw("<span class=\"number\">").number(percent(reach)).raw("%</span></li>");
    }
    let off = |error: f32| bold(&words::hundredths(root_mean(error, trial.rated)));
    let verdict = match (trial.found > trial.famous, trial.error < trial.error_of_means) {
        (true, true) => Label::KnowsYouBetter,
        (false, false) => Label::KnowsYouLess,
        _ => Label::KnowsYouPartly,
    };
    markup.raw("</ul><p>").fill_html(Label::TestStars, &[off(trial.error), off(trial.error_of_means), rated]);
    markup.raw(" ").say(verdict).raw("</p>");
}

fn plain(number: &str) -> Html {
    let mut markup = Markup::default();
    markup.text(number);
    markup.finish()
}

fn bold(number: &str) -> Html {
    let mut markup = Markup::default();
    markup.raw("<b>").text(number).raw("</b>");
    markup.finish()
}
