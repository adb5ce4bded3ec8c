//! The dials: how much each signal says, how well known the films are, how different, and how far the shelf goes by what
//! could be.

#![allow(clippy::float_arithmetic, reason = "parts are still reckoned here")]

use crate::language::{Label, say};
use crate::shared::markup::{LiveHtml, Markup, live, on, press};
use crate::shelf::knobs::{Knobs, Preset, balances, opinions};
use crate::store::Store;
use crate::words;
use halfstar_core::Request;
use halfstar_core::signals::{SignalName, Weights};
use leptos::prelude::*;

/// Presets, a slider a signal, and variety. The shelf answers while the thumb moves.
pub(crate) fn dials(store: Store) -> impl IntoView {
    let presets = Preset::ALL.map(|one| preset(store, one));
    let signal_dial = |signal: SignalName, says: Signal<String>| {
        dial(
            "dial-".to_owned() + signal.as_str(),
            words::signal(signal),
            words::signal_hint(signal),
            live(move || knobs(store).get(signal).to_string()),
            says,
            Box::new(move |to| turn_signal(store, signal, to)),
        )
    };
    let share = |signal| live(move || knobs(store).share(signal).to_string() + "%");
    let signals: Vec<_> = opinions().map(|signal| signal_dial(signal, share(signal))).collect();
    let place = |signal| live(move || words::popularity(knobs(store).get(signal)).to_owned());
    let popularity: Vec<_> = balances().map(|signal| signal_dial(signal, place(signal))).collect();
    let variety = part_dial(
        store,
        "dial-variety",
        [Label::Variety, Label::VarietyHint],
        |request| request.variety,
        |request, part| request.variety = part,
    );
    let surprise = part_dial(
        store,
        "dial-surprise",
        [Label::SurpriseMe, Label::SurpriseMeHint],
        |request| request.surprise,
        |request, part| request.surprise = part,
    );
    let deal = press(move || store.set_request(&Request::deal_again));
    view! {
        <section class="panel-part dials" aria-labelledby="dials-heading">
            <h2 class="section" id="dials-heading">{say(Label::WhoToListenTo)}</h2>
            <div class="presets" role="group" aria-label=say(Label::Blends)>{Vec::from(presets)}</div>
            {signals}
            <h2 class="section">{say(Label::HowDaring)}</h2>
            {popularity}
            <p class="ends" aria-hidden="true" prop:html=ends(Label::HiddenGems, Label::CrowdPleasers)></p>
            {variety}
            <p class="ends" aria-hidden="true" prop:html=ends(Label::MuchAlike, Label::AllDifferent)></p>
            {surprise}
            <p class="ends" aria-hidden="true" prop:html=ends(Label::SureThings, Label::Surprises)></p>
            <button class="button quiet small" data-testid="deal-again" on:click=deal>{say(Label::DealAgain)}</button>
        </section>
    }
}

/// The dial of a part of the request, 0 to 1.
fn part_dial(
    store: Store,
    id: &str,
    [name, hint]: [Label; 2],
    part: fn(&Request) -> f32,
    set: fn(&mut Request, f32),
) -> AnyView {
    let value = live(move || store.shelf.request.with(|request| ((part(request) * 100.0 + 0.5) as u32).to_string()));
    let turned = move |to| store.set_request(&|request| set(request, to as f32 / 100.0));
    dial(id.to_owned(), say(name), say(hint), value, value, Box::new(turned))
}

/// No dial is turned further, whatever a browser says.
const FULL: u32 = 100;

/// What the ends of a dial mean.
fn ends(left: Label, right: Label) -> LiveHtml {
    let mut markup = Markup::default();
    markup.raw("<span>").say(left).raw("</span><span>").say(right).raw("</span>");
    markup.finish().still()
}

/// Where the knobs of the signals stand; untouched ones where the bundle learned that this member's films want them.
fn knobs(store: Store) -> Knobs {
    let learned = store.shelf.view.with(|shelf| shelf.as_ref().map_or(Weights::default(), |shelf| shelf.learned));
    Knobs::new(store.shelf.request.with(|request| request.weights), learned)
}

fn turn_signal(store: Store, signal: SignalName, to: u32) {
    let weights = untrack(|| knobs(store)).turned(signal, to);
    store.set_request(&|request| request.weights = weights);
}

fn preset(store: Store, preset: Preset) -> AnyView {
    let weights = preset.weights();
    let pressed = live(move || store.shelf.request.with(|request| request.weights == weights).to_string());
    let choose = press(move || store.set_request(&|request| request.weights = weights));
    view! {
        <button class="chip" data-testid=preset.test_id() title=preset.hint() aria-pressed=pressed on:click=choose>
            {preset.label()}
        </button>
    }
    .into_any()
}

/// A slider with its name and what it says now.
fn dial(
    id: String,
    name: &'static str,
    hint: &'static str,
    value: Signal<String>,
    says: Signal<String>,
    turned: Box<dyn Fn(u32)>,
) -> AnyView {
    let class = "dial ".to_owned() + &id;
    let described = id.clone() + "-hint";
    let fill = live(move || value.get() + "%");
    let input = move |event: leptos::ev::Event| {
        if let Ok(to) = event_target_value(&event).parse::<u32>() {
            turned(to.min(FULL));
        }
    };
    view! {
        <div class=class>
            <label for=id.clone()>{name}</label>
            <output for=id.clone() aria-hidden="true">{says}</output>
            <p class="hint" id=described.clone()>{hint}</p>
            <input
                type="range"
                min="0"
                max="100"
                id=id.clone()
                data-testid=id
                aria-describedby=described
                style=("--fill", fill)
                prop:value=value
                aria-valuetext=says
                on:input=on(input)
            />
        </div>
    }
    .into_any()
}
