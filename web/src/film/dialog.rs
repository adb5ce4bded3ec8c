//! All about one film, in a dialog: it opens with what its card knows, and more follows below without moving it.

use crate::drawing::state::ANOTHER;
use crate::film::sheet;
use crate::film::stars::rate_inside;
use crate::film::undo::undo_line;
use crate::language::{Label, say};
use crate::protocol::Card;
use crate::shared::markup::{Html, effect, film_in, kept_html, live, live_html, press, press_inside, whether};
use crate::shared::{hooks, places};
use crate::shelf::address;
use crate::shelf::card::find;
use crate::store::Store;
use halfstar_core::remarks::Says;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

/// The dialog of the film that was opened.
pub(crate) fn details(store: Store) -> impl IntoView {
    let film = store.film.film;
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    let before = store.film.before;
    // Kept while open, even if the film leaves the shelf meanwhile.
    let card = Memo::new(move |last: Option<&Option<Card>>| {
        let film = film.get()?;
        let about = store.film.about.with(|about| about.as_ref().map(|about| about.card.clone()));
        let on_shelf = || store.shelf.view.with(|shelf| find(shelf, film).cloned());
        let kept = || last.cloned().flatten();
        on_shelf().or(about).or_else(kept).filter(|card| card.film == film)
    });
    effect(move || {
        let (wanted, Some(dialog)) = (card.with(Option::is_some), dialog.get()) else { return };
        if wanted && !dialog.open() {
            // Fails only for a dialog that is open already.
            let _ = dialog.show_modal();
        } else if !wanted && film.get().is_none() && dialog.open() {
            dialog.close();
        }
    });
    // A film opened from another one begins at its top. While nothing is known of it its contents are hidden, and what is hidden
    // cannot be scrolled: browsers would bring back where the last one was.
    let inside = NodeRef::<leptos::html::Div>::new();
    let shown = Memo::new(move |_| card.with(|card| card.as_ref().map(|card| card.film)));
    effect(move || {
        if let (Some(_), Some(inside)) = (shown.get(), inside.get()) {
            hooks::before_paint(move || inside.set_scroll_top(0));
        }
    });
    // Its place in the address, once its number is known.
    effect(move || {
        if let Some(tmdb) = card.with(|card| card.as_ref().and_then(|card| card.tmdb_id)) {
            let fragment = address::FILM.to_owned() + &tmdb.to_string();
            let now = places::fragment();
            if now.starts_with(address::FILM) && now != fragment {
                places::replace(&fragment);
            }
        }
    });
    let close = Box::new(move |_: leptos::ev::Event| store.film.close());
    let shut = move || hooks::after_paint(move || store.film.close());
    // The dialog itself is its backdrop; its contents say that they stay.
    let mut closes = press_inside("close", move |closes| {
        if closes == "yes" {
            shut();
        }
    });
    let mut opens = press_inside("film", move |next| {
        // Whoever presses twice goes there once.
        let now = card.with_untracked(|card| card.as_ref().map(|card| (card.film, card.title.clone())));
        if before.with_untracked(|before| before.last().cloned()) != now {
            before.update(|before| before.extend(now));
        }
        if let Some(next) = film_in(next) {
            store.film.open(next);
        }
    });
    let mut goes_back = press_inside("back", move |_| {
        if let Some((last, _)) = before.update(Vec::pop) {
            store.film.open(last);
        }
    });
    let mut filters = press_inside("only", move |wish| {
        let wish = wish.to_owned();
        hooks::after_paint(move || {
            store.film.shut();
            store.narrow(&|filters| sheet::only(filters, &wish));
        });
    });
    let press = Box::new(move |event: leptos::ev::MouseEvent| {
        // What is pressed may go away by what it does, so all are asked before any acts on the page.
        let at = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let is = |name: &str| at.as_ref().is_some_and(|at| at.closest(name).ok().flatten().is_some());
        if is("[data-draw]") {
            store.draw_film();
        } else if is("[data-film]:not(input)") {
            opens(event);
        } else if is("[data-back]") {
            goes_back(event);
        } else if is("[data-only]") {
            filters(event);
        } else {
            closes(event);
        }
    });
    let draw = move |piece: fn(Store, &Card) -> Html| {
        kept_html(move || Some(card.with(|card| card.as_ref().map(|card| piece(store, card)).unwrap_or_default())))
    };
    let back =
        live_html(move || before.with(|before| before.last().map(|(_, title)| sheet::back(title)).unwrap_or_default()));
    let drawn = whether(move || {
        let drawn = store.drawing.film.get();
        drawn.is_none() || card.with(|card| card.as_ref().map(|card| card.film) != drawn)
    });
    let drawn_title = live(move || {
        let title = card.with(|card| card.as_ref().map(|card| card.title.clone()));
        title.filter(|_| !drawn.get()).unwrap_or_default()
    });
    let closed = Signal::derive(move || card.with(Option::is_none));
    view! {
        <dialog
            class="details"
            data-close="yes"
            node_ref=dialog
            aria-labelledby="details-title"
            on:close=close
            on:click=press
            on:input=rate_inside(store)
            on:change=rate_inside(store)
        >
            <div class="details-top" data-close="no" hidden=closed>
                <span class="piece" prop:html=back></span>
                <button class="close" data-testid="close" data-close="yes" aria-label=say(Label::Close)></button>
            </div>
            <div class="details-in" data-close="no" node_ref=inside hidden=closed>
                <div class="poster" prop:html=draw(sheet::poster)></div>
                <div class="details-text">
                    <div class="piece" prop:html=draw(sheet::head)></div>
                    <div class="piece">
                        <p class="drawn" hidden=drawn>
                            <span>{say(Label::PickedOne)}<span class="hidden" role="status">{drawn_title}</span></span>
                            <button class="button small" id=ANOTHER data-testid="another" data-draw="">{say(Label::PickAnother)}</button>
                        </p>
                    </div>
                    <div class="piece" prop:html=draw(sheet::why)></div>
                    <div class="piece" prop:html=draw(sheet::speakers)></div>
                    <div class="piece" prop:html=draw(sheet::near)></div>
                    <div class="details-ways" prop:html=draw(sheet::ways)></div>
                </div>
            </div>
            <div class="details-acts" data-close="no" hidden=closed>
                {undo_line(store)}
                <div class="piece" prop:html=draw(sheet::yours)></div>
                {by_comparing(store)}
                {wishes(store, card, shut)}
            </div>
        </dialog>
    }
}

/// The way to a rating for whoever does not know how many stars.
fn by_comparing(store: Store) -> AnyView {
    let begin =
        press(move || store.film.film.get_untracked().into_iter().for_each(|film| store.rate_by_comparing(film)));
    let cannot = whether(move || !store.can_compare());
    view! { <button class="link" data-testid="rate-by-comparing" hidden=cannot on:click=begin>{say(Label::RateByComparing)}</button> }
        .into_any()
}

/// To be seen, or not for me: what is said already is taken back by the same button.
fn wishes(store: Store, card: Memo<Option<Card>>, shut: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let film = move || card.with(|card| card.as_ref().map(|card| card.film));
    let said = move || {
        let film = film()?;
        store.member.state.with(|member| member.report()?.said_of(film).map(|said| said.says))
    };
    let wish = move |wish: Says, test_id: &'static str, word: Label, hidden: Signal<bool>| {
        let is_said = Memo::new(move |_| said() == Some(wish));
        let press = press(move || {
            let Some(film) = untrack(film) else { return };
            let says = (!is_said.get_untracked()).then_some(wish);
            store.remark(film, says);
            if says == Some(Says::Dismissed) {
                shut();
            }
        });
        let pressed = live(move || is_said.get().to_string());
        view! {
            <button class="button quiet small" data-testid=test_id aria-pressed=pressed hidden=hidden on:click=press>
                {say(word)}
            </button>
        }
        .into_any()
    };
    // Of a film that is on the files' own watchlist it is known.
    let is_known = whether(move || {
        said() != Some(Says::Wanted) && card.with(|card| card.as_ref().is_some_and(|card| card.on_watchlist))
    });
    view! {
        <div class="wishes">
            {wish(Says::Wanted, "want", Label::WantToSee, is_known)}
            {wish(Says::Dismissed, "dismiss", Label::NotForMe, Signal::stored(false))}
        </div>
    }
    .into_any()
}
