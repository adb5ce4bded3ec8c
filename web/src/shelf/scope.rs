//! Which of the member's films the shelf goes by.

use crate::filters::span::{End, any, span};
use crate::language::{Label, fill, say};
use crate::shared::markup::{Markup, live, live_html, on, whether};
use crate::store::Store;
use halfstar_core::bounds::Number;
use halfstar_core::film::Stars;
use halfstar_core::taste::{Period, Scope};
use leptos::ev::Event;
use leptos::prelude::*;

/// A choice of one; years of release have boxes of their own.
pub(crate) fn scope(store: Store) -> impl IntoView {
    // Whoever chose years and has typed none yet.
    let years = RwSignal::new(false);
    let shown = live(move || if years.get() { "years".to_owned() } else { store.shelf.scope.with(word) });
    let chosen = move |event: Event| {
        let value = event_target_value(&event);
        years.set(value == "years");
        store.go_by(&|scope| *scope = read(&value));
    };
    let options = live_html(move || {
        let mut markup = Markup::default();
        for (value, words) in OPTIONS {
            markup.option(value, say(words));
        }
        store.member.state.with(|member| {
            for list in member.report().map(|report| report.lists.as_slice()).unwrap_or_default() {
                let name = fill(Label::ListNamed, &[&list.name]);
                markup.option(&[LIST, &list.name].concat(), &name);
            }
        });
        markup.finish()
    });
    let ends = [
        year(store, "scope-from", Label::ReleasedFrom, |scope| &mut scope.year_from),
        year(store, "scope-to", Label::ReleasedTo, |scope| &mut scope.year_to),
    ];
    let is_span = move || years.get() || store.shelf.scope.with(|scope| word(scope) == "years");
    view! {
        <section class="panel-part" aria-labelledby="scope-heading">
            <h2 class="section" id="scope-heading">{say(Label::WhatToGoBy)}</h2>
            <label class="field">
                <span>{say(Label::YourFilms)}</span>
                <select data-testid="scope" prop:value=shown on:change=on(chosen) prop:html=options></select>
            </label>
            <div hidden=whether(move || !is_span())>{span(say(Label::Released), true, ends, None)}</div>
        </section>
    }
}

/// Before the name of a list.
const LIST: &str = "list ";

const OPTIONS: [(&str, Label); 8] = [
    ("all", Label::Everything),
    ("latest", Label::Latest),
    ("this_year", Label::ThisYear),
    ("twelve_months", Label::TwelveMonths),
    ("stars 10", Label::OnlyFive),
    ("stars 8", Label::FourAndUp),
    ("stars 6", Label::ThreeAndUp),
    ("years", Label::SomeYears),
];

/// A scope as the option's value.
fn word(scope: &Scope) -> String {
    if let Some(list) = &scope.list {
        return [LIST, list].concat();
    }
    if let Some(stars) = scope.stars_from {
        return "stars ".to_owned() + &stars.halves().to_string();
    }
    if let Some(period) = scope.period {
        return period.text().to_owned();
    }
    let is_span = scope.year_from.or(scope.year_to).is_some();
    if scope.latest.is_some() {
        "latest"
    } else if is_span {
        "years"
    } else {
        "all"
    }
    .to_owned()
}

/// The other way round.
fn read(value: &str) -> Scope {
    let halves = value.strip_prefix("stars ").and_then(|halves| halves.parse().ok());
    Scope {
        latest: (value == "latest").then_some(50),
        stars_from: halves.and_then(Stars::from_halves),
        period: Period::find(value),
        list: value.strip_prefix(LIST).map(str::to_owned),
        ..Scope::default()
    }
}

fn year(store: Store, id: &'static str, label: Label, field: fn(&mut Scope) -> &mut Option<Number>) -> End {
    End {
        id,
        label: say(label),
        placeholder: any(),
        now: Box::new(move || store.shelf.scope.with(|scope| *field(&mut scope.clone()))),
        take: Box::new(move |year| store.go_by(&|scope| *field(scope) = year)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_say_what_they_set() {
        for value in
            ["all", "latest", "this_year", "twelve_months", "stars 10", "stars 8", "stars 6", "list Best of 2020"]
        {
            assert_eq!(word(&read(value)), value);
        }
        assert_eq!(word(&Scope { year_to: Number::new(1980), ..Scope::default() }), "years");
        for wrong in ["stars 11", "stars 0", "stars 266", "stars"] {
            assert_eq!(read(wrong), Scope::default(), "{wrong}");
        }
    }
}
