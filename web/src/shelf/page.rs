//! The shelf: films, and everything that turns it.

use crate::again;
use crate::film::stars::rate_inside;
use crate::filters::in_effect::in_effect;
use crate::filters::panel::filter_panel;
use crate::filters::parts::said;
use crate::filters::{choices, left_out};
use crate::import::report::import_report;
use crate::import::state::MemberState;
use crate::import::tally::tally;
use crate::language::{Label, fill, say};
use crate::settings::posters;
use crate::shared::hooks;
use crate::shared::keyed::keyed;
use crate::shared::markup::{Markup, YES, live, live_html, on, part, press, press_inside, repeated, whether};
use crate::shelf::card::picks;
use crate::shelf::dials::dials;
use crate::shelf::ready_made::{empty_words, shelves};
use crate::shelf::scope::scope;
use crate::shelf::swipe;
use crate::shelf::take_away::take_away;
use crate::store::Store;
use crate::tonight::view::tonight;
use crate::words;
use halfstar_core::filters::Filters;
use halfstar_core::request::Sort;
use leptos::ev::Event;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

pub(crate) const HEADING: &str = "shelf-heading";
const VIEW: &str = "view";
const MAIN: &str = "shelf-main";

/// The page of a member.
pub(crate) fn shelf(store: Store) -> AnyView {
    // A list of rows, or else a grid.
    let rows = RwSignal::new(false);
    let known = Memo::new(move |_| store.member.state.with(|member| member.report().is_some()));
    let title =
        live(move || say(if store.member.is_sample() { Label::SampleShelf } else { Label::YourShelf }).to_owned());
    let report = part(move || {
        Some(if known.get() {
            import_report(store)
        } else {
            view! { <div class="report blank" aria-hidden=YES></div> }.into_any()
        })
    });
    // Nothing yet, nothing left, or films.
    let is_there = Memo::new(move |_| store.shelf.view.with(Option::is_some));
    let any = Memo::new(move |_| store.shelf.view.with(|shelf| shelf.iter().any(|shelf| !shelf.cards.is_empty())));
    let main = part(move || {
        Some(match (is_there.get(), any.get()) {
            _ if store.again.is_open.get() => again::view::films(store, rows),
            (false, _) => skeleton(),
            (true, false) => nothing_left(store),
            (true, true) => cards(store, rows),
        })
    });
    // Whoever pressed a button on the welcome page stands here now. Focus wants a layout: it takes the one that is painted.
    // Whoever chose a language stands there.
    hooks::after_paint(|| hooks::focus_unless_held(HEADING));
    view! {
        <div class="shelf-page">
            <div class="shelf-head">
                <h1 tabindex="-1" id=HEADING>{title}</h1>
                <p class="count" role="status">{live(move || count(store))}</p>
                <div class="above">
                    {sorted_by(store)}
                    <button class="link" id=VIEW data-testid="view" aria-pressed=live(move || rows.get().to_string()) on:click=press(move || hooks::after_paint(move || rows.update(|rows| *rows = !*rows)))>
                        {live(move || say(if rows.get() { Label::AsAGrid } else { Label::AsAList }).to_owned())}
                    </button>
                </div>
                {report}
                {tally(store)}
                {tonight(store)}
                {shelves(store)}
            </div>
            {panel(store)}
            <div class="shelf-main" id=MAIN>
                {in_effect(store, VIEW)}
                {posters::ask(store)}
                {main}
                <div hidden=whether(move || store.again.is_open.get())>{take_away(store)}</div>
            </div>
        </div>
    }
    .into_any()
}

/// In which order the films stand.
fn sorted_by(store: Store) -> AnyView {
    let mut options = Markup::default();
    for (sort, text) in Sort::ALL.into_iter().zip(Sort::TEXTS) {
        options.option(text, said(sort.phrase()));
    }
    let now = live(move || store.shelf.request.with(|request| request.sort.text().to_owned()));
    let chosen = move |event: Event| {
        if let Some(sort) = Sort::find(&event_target_value(&event)) {
            store.set_request(&|request| request.sort = sort);
        }
    };
    view! {
        <label class="sorted-by" hidden=whether(move || store.again.is_open.get())>
            <span>{say(Label::SortedBy)}</span>
            <select data-testid="sort" prop:value=now on:change=on(chosen) prop:html=options.finish().still()></select>
        </label>
    }
    .into_any()
}

/// How many films there are, for eyes and ears.
fn count(store: Store) -> String {
    if store.again.is_open.get() {
        return again::view::count(store);
    }
    store.shelf.view.with(|shelf| match shelf {
        Some(shelf) if shelf.cards.is_empty() => say(Label::NoFilmFits).to_owned(),
        Some(shelf) => {
            let shown = words::thousands(shelf.cards.len() as u32);
            fill(Label::BestOf, &[&shown, &words::thousands(shelf.candidates)])
        }
        None if store.member.state.with(|member| *member == MemberState::Reading) => {
            say(Label::ReadingFilms).to_owned()
        }
        None => say(Label::SettingUp).to_owned(),
    })
}

/// Dials and filters. A wide screen has room for both beside the films; a phone shows one of them at a time.
fn panel(store: Store) -> impl IntoView {
    let sheet = RwSignal::new("closed".to_owned());
    let filters = live(move || match store.shelf.request.with(|request| choices::set_filters(&request.filters)) {
        0 => String::new(),
        set => set.to_string(),
    });
    let tab = move |which: &'static str, label: &'static str, badge: Signal<String>| {
        let expanded = live(move || sheet.with(|sheet| sheet == which).to_string());
        let toggle = press(move || {
            sheet.update(|now| *now = if now == which { "closed" } else { which }.to_owned());
            if sheet.with_untracked(|sheet| sheet != "closed") {
                // Above the sheet the shelf is seen to turn.
                hooks::after_paint(|| hooks::show_below_top(MAIN));
            }
        });
        view! {
            <button class="tab" aria-expanded=expanded aria-controls="panel" on:click=toggle>{label}" "<b>{badge}</b></button>
        }
        .into_any()
    };
    let escape = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            sheet.set("closed".to_owned());
        }
    };
    view! {
        <aside class="side" data-sheet=live(move || sheet.get()) aria-label=say(Label::DialsAndFilters) on:keydown=on(escape)>
            <div class="tabs">
                {tab("dials", say(Label::Dials), Signal::stored(String::new()))}
                {tab("filters", say(Label::Filters), filters)}
            </div>
            <div class="panel" id="panel"><div class="panel-half">{dials(store)}{scope(store)}</div>{filter_panel(store)}</div>
        </aside>
    }
}

fn skeleton() -> AnyView {
    let blanks = repeated("<li class=\"pick blank\"><div class=\"poster\"></div><i></i><i></i></li>", 18);
    view! { <ul class="grid" data-testid="loading" aria-hidden="true" prop:html=blanks.still()></ul> }.into_any()
}

const FILMS: &str = "films";

fn cards(store: Store, rows: RwSignal<bool>) -> AnyView {
    keyed(FILMS, Box::new(move |list| picks(store, list)));
    let busy = live(move || store.shelf.ranking.get().to_string());
    let mut open = press_inside("film", move |id| {
        store.shelf.acting.set(None);
        store.film.open_in(id);
    });
    let mut act = press_inside("act", move |act| store.act_on_card(act));
    let pressed = Box::new(move |event: leptos::ev::MouseEvent| {
        let at = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if at.is_some_and(|at| at.closest(".acts").ok().flatten().is_some()) {
            act(event);
        } else {
            open(event);
        }
    });
    let escape = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            store.shelf.acting.set(None);
        }
    };
    swipe::listen(store);
    view! {
        <ul
            class="grid"
            class=("rows-view", rows)
            id=FILMS
            data-testid="shelf"
            aria-busy=busy
            on:click=pressed
            on:keydown=on(escape)
            on:input=rate_inside(store)
            on:change=rate_inside(store)
        ></ul>
        <button
            class="button more-films"
            data-testid="show-more"
            hidden=whether(move || !store.shelf.has_more())
            on:click=press(move || store.show_more())
        >
            {say(Label::ShowMore)}
        </button>
    }
    .into_any()
}

/// Which filter keeps how many films away, each with its way back.
fn nothing_left(store: Store) -> AnyView {
    let rows = live_html(move || {
        let brings_back = store.shelf.view.with(|shelf| shelf.as_ref().map(|shelf| shelf.brings_back));
        left_out::rows(store, &brings_back.unwrap_or_default())
    });
    // Of the shelf that is empty: it may be older than the details.
    let why = live(move || {
        store.shelf.view.with(|shelf| match shelf {
            Some(shelf) if !shelf.problems.is_empty() => shelf.problems.join(" "),
            shelf => {
                let (waits, brings_back) =
                    shelf.as_ref().map(|shelf| (shelf.waits, shelf.brings_back)).unwrap_or_default();
                say(store.shelf.request.with(|request| empty_words(request, waits, &brings_back))).to_owned()
            }
        })
    });
    let clear = press(move || store.set_request(&|request| request.filters = Filters::default()));
    view! {
        <div class="nothing" data-testid="nothing-left">
            <h2>{say(Label::NothingLeft)}</h2>
            <p>{why}</p>
            <ul on:click=left_out::lift(store) prop:html=rows></ul>
            <button class="button" on:click=clear>{say(Label::ClearAllFilters)}</button>
        </div>
    }
    .into_any()
}
