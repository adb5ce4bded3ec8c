//! The member's taste, in pictures: drawn when the page is opened, and again when more is known.

use crate::language::{Label, say};
use crate::shared::markup::{Markup, YES, effect, live_html, part, press_inside};
use crate::store::Store;
use crate::taste::{map, painting, sections, year};
use crate::trial::view::trial;
use leptos::prelude::*;

/// The page of a taste.
pub(crate) fn taste(store: Store) -> AnyView {
    let taste = store.taste;
    effect(move || {
        store.member.state.track();
        store.library.details_ready.track();
        store.taste.draw();
    });
    let is_there = Memo::new(move |_| taste.portrait.with(Option::is_some));
    let any = Memo::new(move |_| taste.portrait.with(|view| view.iter().any(|view| view.portrait.totals.seen > 0)));
    let pictures = part(move || {
        Some(match (is_there.get(), any.get()) {
            (true, true) => pictures(store),
            (true, false) => view! { <p class="faint">{say(Label::NoTasteYet)}</p> }.into_any(),
            (false, _) => {
                view! { <div class="portrait" aria-hidden="true"><div class="panel-card blank" aria-hidden=YES></div></div> }.into_any()
            }
        })
    });
    view! {
        <div class="taste-page">
            <div class="taste-head"><h1 tabindex="-1">{say(Label::TabTaste)}</h1>{year::way(store)}</div>
            {pictures}
            {year::year(store)}
            {trial(store)}
        </div>
    }
    .into_any()
}

fn pictures(store: Store) -> AnyView {
    let taste = store.taste;
    let draw = move |section: sections::Draw| {
        live_html(move || {
            let mut markup = Markup::default();
            taste.portrait.with(|view| view.iter().for_each(|view| section(&mut markup, view)));
            markup.finish()
        })
    };
    let card = move |title: Label, class: &'static str, section: sections::Draw| {
        view! {
            <section class=["panel-card ", class].concat()>
                <h2 class="section">{say(title)}</h2>
                <div class="picture" prop:html=draw(section)></div>
            </section>
        }
        .into_any()
    };
    let open = press_inside("film", move |film| store.film.open_in(film));
    let mut ways = Markup::default();
    painting::ways(&mut ways, "picture");
    let take = press_inside("take", move |way| painting::take(store, way));
    view! {
        <div class="totals" data-testid="totals" prop:html=draw(sections::totals)></div>
        <div class="portrait" data-testid="portrait" on:click=open>
            {card(Label::YourRatings, "", sections::ratings)}
            {card(Label::AgainstEveryone, "", sections::against)}
            {card(Label::YouAbove, "", sections::above)}
            {card(Label::YouBelow, "", sections::below)}
            {card(Label::Decades, "", sections::decades)}
            {card(Label::MainstreamToObscure, "", sections::fame)}
            {card(Label::TasteGenres, "", sections::genres)}
            {card(Label::TasteKeywords, "", sections::keywords)}
            {card(Label::TasteDirectors, "", sections::directors)}
            {card(Label::TasteActors, "", sections::actors)}
            <section class="panel-card wide">
                <h2 class="section">{say(Label::MapOfFilms)}</h2>
                <p class="faint">{say(Label::MapHint)}</p>
                {map::map(store)}
            </section>
        </div>
        <div class="ways" on:click=take prop:html=ways.finish().still()></div>
    }
    .into_any()
}
