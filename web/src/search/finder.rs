//! Finding a film by its title or its people: to open it, to rate it, to start without an export, or to say which film a row
//! means.

use crate::film::stars;
use crate::language::{Label, fill, say};
use crate::library::state::BundleState;
use crate::protocol::FilmSummary;
use crate::search::guess::guess;
use crate::search::keys::{self, keys};
use crate::search::rows;
use crate::search::state::{BOX, Finding};
use crate::settings::posters;
use crate::shared::markup::{Html, Markup, effect, film_in, live, live_html, on, press_inside, whether};
use crate::store::Store;
use halfstar_core::film::Stars;
use leptos::ev::{Event, KeyboardEvent, MouseEvent};
use leptos::prelude::*;

/// The dialog, shut while nothing is looked for.
pub(crate) fn finder(store: Store) -> impl IntoView {
    keys::listen(store);
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    let typed = RwSignal::new(String::new());
    effect(move || {
        let (finding, Some(dialog)) = (store.search.finding.get(), dialog.get()) else { return };
        let wanted = finding.is_some();
        if wanted && !dialog.open() {
            typed.set(finding.as_ref().and_then(mended).unwrap_or_default().to_owned());
            // Fails only for a dialog that is open already.
            let _ = dialog.show_modal();
        } else if !wanted && dialog.open() {
            dialog.close();
        }
    });
    let title = live(move || match store.search.finding.get() {
        Some(Finding::Mend { title, .. }) => fill(Label::WhichFilm, &[&title]),
        Some(Finding::Guess) => say(Label::WouldIGive).to_owned(),
        Some(Finding::Rate) => say(Label::RateSeen).to_owned(),
        Some(Finding::Open) | None => say(Label::FindFilm).to_owned(),
    });
    let asks = move || {
        store.search.finding.with(|finding| match finding {
            Some(Finding::Mend { .. }) => Label::TitleAndYear,
            _ => Label::TitleOrPerson,
        })
    };
    let search = move |event: Event| {
        let words = event_target_value(&event);
        typed.set(words.clone());
        store.search.search(words);
    };
    let ready = Memo::new(move |_| store.library.bundle.with(|bundle| matches!(bundle, BundleState::Ready(_))));
    let list = live_html(move || {
        let mut markup = Markup::default();
        let Some(finding) = store.search.finding.get() else { return Html::default() };
        if store.search.guess.with(Option::is_some) {
            return Html::default();
        }
        let found = store.search.found.get();
        let wanted = posters::wanted(store);
        found.iter().flatten().for_each(|found| rows::found(&mut markup, store, found, &finding, wanted));
        if found.is_none() && finding == Finding::Rate {
            starters(store).iter().for_each(|film| starter(&mut markup, film, wanted, rows::rated(store, film)));
        }
        let word = match (ready.get(), found) {
            (false, _) => Some(match store.library.bundle.with(|bundle| matches!(bundle, BundleState::Failed(_))) {
                true => Label::LibraryMissing,
                false => Label::LibraryOnItsWay,
            }),
            (true, Some(found)) if found.is_empty() => Some(Label::NoSuchFilm),
            (true, _) => None,
        };
        if let Some(word) = word {
            markup.raw("<li class=\"faint\">").say(word).raw("</li>");
        }
        markup.finish()
    });
    // What was typed before the library came is looked for when it comes.
    effect(move || {
        let words = typed.get_untracked();
        if ready.get() && !words.is_empty() {
            store.search.search(words);
        }
    });
    let mut choose = press_inside("choose", move |film| match (film_in(film), store.search.finding.get_untracked()) {
        (Some(film), Some(Finding::Mend { title, year })) => {
            store.correct(title, year, film);
            store.search.find(None);
        }
        (Some(film), Some(Finding::Guess)) => store.search.guess(film),
        (film, _) => {
            store.search.find(None);
            if let Some(film) = film {
                store.film.open(film);
            }
        }
    });
    let mut want = press_inside("want", move |film| rows::want(store, film));
    let choose = on(move |event: MouseEvent| {
        choose(event.clone());
        want(event);
    });
    let press = press_inside("close", move |closes| {
        if closes == "yes" {
            store.search.find(None);
        }
    });
    let close = Box::new(move |_: Event| store.search.find(None));
    let closed = whether(move || store.search.finding.with(Option::is_none));
    view! {
        <dialog
            class="details finder"
            data-close="yes"
            data-testid="finder"
            node_ref=dialog
            aria-labelledby="finder-title"
            on:close=close
            on:click=press
            on:keydown=on(move |event: KeyboardEvent| keys(store, &event))
        >
            <div class="finder-in" data-close="no" hidden=closed>
                <h2 id="finder-title">{title}</h2>
                <input
                    type="text"
                    inputmode="search"
                    id=BOX
                    data-testid="find-input"
                    aria-label=live(move || say(asks()).to_owned())
                    placeholder=live(move || say(asks()).to_owned())
                    autocomplete="off"
                    spellcheck="false"
                    autofocus
                    prop:value=live(move || typed.get())
                    on:input=on(search)
                />
                <p class="faint" hidden=whether(move || store.search.finding.get() != Some(Finding::Guess) || store.search.guess.with(Option::is_some))>{say(Label::WouldIGiveHint)}</p>
                {guess(store)}
                <ul
                    class="found"
                    data-testid="found"
                    aria-label=say(Label::Films)
                    on:click=choose
                    on:input=stars::rate_inside(store)
                    on:change=stars::rate_inside(store)
                    prop:html=list
                ></ul>
                <div class="details-ways"><button class="button" data-testid="find-done" data-close="yes">{say(Label::Done)}</button></div>
            </div>
        </dialog>
    }
}

/// The title of the rows that are being mended, if any are.
fn mended(finding: &Finding) -> Option<&str> {
    match finding {
        Finding::Mend { title, .. } => Some(title),
        Finding::Open | Finding::Rate | Finding::Guess => None,
    }
}

/// Well-known films, for whoever has typed nothing yet.
fn starters(store: Store) -> Vec<FilmSummary> {
    let theirs = store.member.state.with(|member| member.report().map(|report| report.starters.clone()));
    if let Some(theirs) = theirs {
        return theirs;
    }
    store.library.bundle.with(|bundle| match bundle {
        BundleState::Ready(opened) => opened.starters.clone(),
        _ => Vec::new(),
    })
}

/// A film to start from, as a poster of a grid.
fn starter(markup: &mut Markup, film: &FilmSummary, wanted: bool, rating: Option<Stars>) {
    markup.raw("<li class=\"starter\" data-testid=\"found-film\"><div class=\"poster\">");
    posters::poster(markup, film, wanted);
    markup.raw("</div><b>").text(&film.title).raw("</b>");
    stars::slider(markup, film.film, &film.title, rating);
    markup.raw("</li>");
}
