//! How several agree: the rule, what some have seen, and the filters.

use crate::filters::described::described;
use crate::language::{Label, fill, say};
use crate::shared::intl::DisplayNames;
use crate::shared::markup::{Markup, live, live_html, press, press_inside};
use crate::shared::tab::Tab;
use crate::shelf::ready_made::short;
use crate::store::Store;
use crate::words;
use halfstar_core::filters::{FilterName, WatchlistFilter};
use halfstar_core::together::{Rule, Seen};
use leptos::prelude::*;

/// Two rules, three wishes, and a line on what else is set.
pub(crate) fn agreement(store: Store) -> impl IntoView {
    let (agreement, night) = (store.night.agreement, store.night.films);
    let seen = toggle(
        "seen-by-some",
        live(move || {
            let more = night.with(|night| night.as_ref().map_or(0, |night| night.seen_by_some));
            let more = if more > 0 { fill(Label::SeenBySomeMore, &[&words::thousands(more)]) } else { String::new() };
            words::dotted(&[say(Label::SeenBySome).to_owned(), more])
        }),
        Signal::derive(move || agreement.with(|agreement| agreement.seen == Seen::SomeMay)),
        Box::new(move |on| {
            agreement.update(|agreement| agreement.seen = if on { Seen::SomeMay } else { Seen::Nobody });
        }),
    );
    let short = toggle(
        "short-tonight",
        live(|| say(Label::ShortTonight).to_owned()),
        Signal::derive(move || store.shelf.request.with(|request| request.filters.runtime_to == short())),
        Box::new(move |on| store.set_request(&|request| request.filters.runtime_to = short().filter(|_| on))),
    );
    let wanted = toggle(
        "wanted-tonight",
        live(|| say(Label::OnAWatchlist).to_owned()),
        Signal::derive(move || store.shelf.request.with(|request| request.filters.watchlist == WatchlistFilter::Only)),
        Box::new(move |on| {
            let watchlist = if on { WatchlistFilter::Only } else { WatchlistFilter::default() };
            store.set_request(&|request| request.filters.watchlist = watchlist);
        }),
    );
    let filters = live_html(move || {
        let names = DisplayNames::languages(store.settings.language.get());
        let set = store.shelf.request.with(|request| {
            let filters = &request.filters;
            let words = filters.set().map(|filter| match filter {
                // Whose, nobody asks.
                FilterName::Watchlist if filters.watchlist == WatchlistFilter::Only => {
                    say(Label::OnAWatchlist).to_owned()
                }
                filter => described(filter, filters, &|code| names.of(code)),
            });
            words.collect::<Vec<_>>()
        });
        let mut markup = Markup::default();
        if set.is_empty() {
            markup.say(Label::NightPlain);
        } else {
            markup.text(&fill(Label::NightFilters, &[&set.join(", ")]));
        }
        markup.raw(" <button class=\"link\" data-testid=\"to-shelf\" data-go=\"\">");
        markup.say(Label::ChangeOnShelf).raw("</button>");
        markup.finish()
    });
    let go = press_inside("go", move |_| store.tabs.go(Tab::Shelf));
    view! {
        <section class="agreement" aria-label=say(Label::HowToAgree)>
            <div class="rules" role="group" aria-label=say(Label::HowToAgree)>
                {rule(store, Rule::Average, Label::EveryonesAverage, Label::EveryonesAverageHint)}
                {rule(store, Rule::LeastMisery, Label::NobodySuffers, Label::NobodySuffersHint)}
            </div>
            <div class="chips">{short}{wanted}{seen}</div>
            <p class="faint" on:click=go prop:html=filters></p>
        </section>
    }
}

fn rule(store: Store, rule: Rule, name: Label, hint: Label) -> AnyView {
    let agreement = store.night.agreement;
    let pressed = live(move || agreement.with(|agreement| agreement.rule == rule).to_string());
    let choose = press(move || agreement.update(|agreement| agreement.rule = rule));
    let id = if rule == Rule::Average { "rule-average" } else { "rule-least-misery" };
    view! {
        <button class="rule" data-testid=id aria-pressed=pressed on:click=choose><b>{say(name)}</b><span>{say(hint)}</span></button>
    }
    .into_any()
}

fn toggle(id: &'static str, label: Signal<String>, on: Signal<bool>, set: Box<dyn Fn(bool)>) -> AnyView {
    let pressed = live(move || on.get().to_string());
    let press = press(move || set(!on.get_untracked()));
    view! { <button class="chip" data-testid=id aria-pressed=pressed on:click=press>{label}</button> }.into_any()
}
