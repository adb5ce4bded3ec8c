//! "Which did you like more?": two films, what can be said of them, and what came of it.

use crate::duels::keys::{self, key};
use crate::duels::state::{Asked, ROUND, Round};
use crate::film::stars::rate_open;
use crate::language::{Label, fill, say};
use crate::library::state::BundleState;
use crate::protocol::{Card, FilmSummary};
use crate::settings::posters;
use crate::shared::hooks;
use crate::shared::markup::{Markup, each_of, effect, live, live_html, press_inside, whether};
use crate::shared::tab::Tab;
use crate::store::Store;
use halfstar_core::comparisons::Answer;
use halfstar_session::figures::moved_up;
use leptos::ev::Event;
use leptos::prelude::*;

const TITLE: &str = "duels-title";

/// The dialog, shut while nothing is compared.
pub(crate) fn duels(store: Store) -> impl IntoView {
    keys::listen(store);
    let round = store.duels.round;
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    effect(move || {
        let (wanted, Some(dialog)) = (round.with(Option::is_some), dialog.get()) else { return };
        if wanted && !dialog.open() {
            // Fails only for a dialog that is open already.
            let _ = dialog.show_modal();
        } else if !wanted && dialog.open() {
            dialog.close();
        }
        // Whoever pressed what is no more goes on from the top.
        hooks::after_paint(move || {
            if round.with_untracked(Option::is_some) {
                hooks::after_paint(|| hooks::focus_unless_held(TITLE));
            }
        });
    });
    // Whoever came before the films waits for them.
    effect(move || {
        store.library.bundle.track();
        store.ask_first();
    });
    // Once the shelf that came of it is there.
    let moved = Memo::new(move |_| {
        let is_over =
            round.with(|round| round.as_ref().is_some_and(|it| it.asked == Asked::Over && it.rates.is_none()));
        (is_over && !store.shelf.ranking.get()).then(|| moved(store))
    });
    let drawn = move |draw: &dyn Fn(&mut Markup, &Round)| {
        let mut markup = Markup::default();
        round.with(|round| round.iter().for_each(|round| draw(&mut markup, round)));
        markup.finish()
    };
    let title = live(move || {
        let moved = moved.get();
        round.with(|round| title(round.as_ref(), moved.as_deref()))
    });
    let told = live_html(move || drawn(&progress));
    let asked = live(move || match round.with(|round| round.as_ref().map(|it| it.asked.clone())) {
        Some(Asked::Pair(films)) => fill(Label::WhichOfTwo, &[&films[0].title, &films[1].title]),
        _ => String::new(),
    });
    let side = move |place: usize| {
        live_html(move || {
            let wanted = posters::wanted(store);
            drawn(&|markup, round| film(markup, round, place, wanted))
        })
    };
    let [first, second] = [side(0), side(1)];
    let ways = live_html(move || {
        let is_there = moved.with(Option::is_some);
        drawn(&|markup, round| ways(markup, round, is_there))
    });
    let outcome = live_html(move || {
        let (wanted, moved) = (posters::wanted(store), moved.get());
        drawn(&|markup, round| outcome(markup, round, moved.as_deref(), wanted))
    });
    let late = live(move || {
        let word = store.library.bundle.with(|bundle| match bundle {
            BundleState::Ready(_) => None,
            BundleState::Failed(_) => Some(Label::LibraryMissing),
            BundleState::Loading { .. } => Some(Label::LibraryOnItsWay),
        });
        word.map(say).unwrap_or_default().to_owned()
    });
    let close = Box::new(move |_: Event| store.duels.close());
    let press = each_of(vec![
        press_inside("duel", move |act| act_on(store, act)),
        press_inside("moved", move |film| {
            store.duels.close();
            store.film.open_in(film);
        }),
        press_inside("close", move |closes| {
            if closes == "yes" {
                store.duels.close();
            }
        }),
    ]);
    view! {
        <dialog
            class="details duels"
            data-close="yes"
            data-testid="duels"
            node_ref=dialog
            aria-labelledby=TITLE
            aria-busy=live(move || store.duels.is_busy.get().to_string())
            on:close=close
            on:click=press
        >
            <div class="duels-in" data-close="no" hidden=whether(move || round.with(Option::is_none))>
                <div class="duels-top">
                    <h2 id=TITLE tabindex="-1" autofocus>{title}</h2>
                    <button class="close" data-testid="duels-close" data-close="yes" aria-label=say(Label::Close)></button>
                </div>
                <p class="faint">{late}</p>
                <div class="duels-told" prop:html=told></div>
                <p class="hidden" role="status">{asked}</p>
                <div class="pair-of-films">
                    <div class="duel-side" prop:html=first></div>
                    <div class="duel-side" prop:html=second></div>
                </div>
                <div class="piece" prop:html=outcome></div>
                <div class="duel-ways" prop:html=ways></div>
            </div>
        </dialog>
    }
}

fn act_on(store: Store, act: &str) {
    match act {
        "undo" => store.take_back_duel(),
        "more" => store.compare_films(),
        "shelf" => {
            store.duels.close();
            store.tabs.go(Tab::Shelf);
            hooks::after_paint(|| hooks::focus("main"));
        }
        "take" | "change" => {
            let placed = store.duels.round.with_untracked(|round| round.as_ref()?.placed.clone());
            let takes = placed.filter(|_| act == "take");
            store.duels.close();
            hooks::after_paint(move || {
                takes.iter().for_each(|placed| rate_open(store, placed.film.film, placed.stars));
                hooks::focus_first(".yours input[type=range]");
            });
        }
        answer => {
            let place = answer.parse::<u32>().ok();
            if let Some(answer) = place.and_then(|place| Answer::ALL.get(place as usize)) {
                store.answer_duel(*answer);
            }
        }
    }
}

/// The cards of the films that moved up.
fn moved(store: Store) -> Vec<Card> {
    let before =
        store.duels.round.with_untracked(|round| round.as_ref().map(|it| it.before.clone()).unwrap_or_default());
    store.shelf.view.with(|shelf| {
        let cards = shelf.as_ref().map(|shelf| shelf.cards.as_slice()).unwrap_or_default();
        let now: Vec<_> = cards.iter().map(|card| card.film).collect();
        let moved = moved_up(&before, &now);
        cards.iter().filter(|card| moved.contains(&card.film)).cloned().collect()
    })
}

fn title(round: Option<&Round>, moved: Option<&[Card]>) -> String {
    let placed = round.filter(|it| it.asked == Asked::Over).and_then(|it| it.placed.as_ref());
    if let Some(placed) = placed {
        return fill(Label::WeWouldSay, &[&placed.stars.to_string()]);
    }
    let is_first = round.is_some_and(|round| round.before.is_empty());
    say(match moved {
        None => Label::WhichMore,
        Some([]) => Label::NothingMoved,
        Some(_) if is_first => Label::LeadNow,
        Some(_) => Label::MovedUp,
    })
    .to_owned()
}

/// How far it is.
fn progress(markup: &mut Markup, round: &Round) {
    match (&round.placed, round.rates) {
        (Some(placed), _) => {
            let [low, high] = placed.likely.map(|stars| stars.to_string());
            markup.raw("<p class=\"meta\" data-testid=\"compared\">");
            markup.fill(Label::ComparedLikely, &[&placed.compared.to_string(), &low, &high]).raw("</p>");
        }
        (None, Some(_)) => {}
        (None, None) => {
            let [done, all] = [round.done(), ROUND];
            markup.raw("<progress aria-labelledby=\"duels-done\" max=\"").number(all).raw("\" value=\"").number(done);
            markup.raw("\"></progress><span class=\"number\" id=\"duels-done\" data-testid=\"duels-done\">");
            markup.fill(Label::AnswersOf, &[&done.to_string(), &all.to_string()]).raw("</span>");
        }
    }
}

/// One of the two films; room for it while it has yet to come.
fn film(markup: &mut Markup, round: &Round, place: usize, wanted: bool) {
    let films = match &round.asked {
        Asked::Pair(films) => films,
        Asked::Coming => {
            markup.raw("<div class=\"duel-film\"><span class=\"poster\"></span></div>");
            return;
        }
        Asked::Over => return,
    };
    let (film, prefers, unseen, arrow) = match place {
        0 => (&films[0], Answer::First, Answer::FirstUnseen, "←"),
        _ => (&films[1], Answer::Second, Answer::SecondUnseen, "→"),
    };
    markup.raw("<button class=\"duel-film\" data-testid=\"duel-film\" ");
    button(markup, prefers);
    poster(markup, film, wanted);
    markup.raw("<b>").film(&film.title, film.year).raw("</b>");
    // Of what is rated by it the other one's stars are what it is measured by.
    if let Some(rating) = film.rating.filter(|_| round.rates.is_some_and(|rated| rated != film.film)) {
        markup.raw("<span class=\"given\">").fill(Label::GaveBeside, &[&rating.to_string()]).raw("</span>");
    }
    hint(markup, arrow).raw("</button>");
    if round.rates.is_none() {
        markup.raw("<button class=\"link\" data-testid=\"duel-unseen\" aria-label=\"");
        markup.fill(Label::ActAndFilm, &[say(Label::NotSeen), &film.title]).raw("\" ");
        button(markup, unseen);
        markup.say(Label::NotSeen).raw("</button>");
    }
}

fn poster(markup: &mut Markup, film: &FilmSummary, wanted: bool) {
    markup.raw("<span class=\"poster\" aria-hidden=\"true\">");
    posters::poster(markup, film, wanted);
    markup.raw("</span>");
}

/// The end of a button's tag: what it answers, by which key, and a name by which it has the focus again once it is redrawn.
fn button(markup: &mut Markup, answer: Answer) {
    let place = Answer::ALL.into_iter().zip(0..).find(|(other, _)| *other == answer).map_or(0, |(_, place)| place);
    markup.raw("id=\"duel-").number(place).raw("\" data-duel=\"").number(place);
    if !key(answer).is_empty() {
        markup.raw("\" aria-keyshortcuts=\"").raw(key(answer));
    }
    markup.raw("\">");
}

/// A key, for eyes.
fn hint<'a>(markup: &'a mut Markup, key: &'static str) -> &'a mut Markup {
    markup.raw("<kbd aria-hidden=\"true\">").raw(key).raw("</kbd>")
}

/// What can be said of both, or what to do once all is said.
fn ways(markup: &mut Markup, round: &Round, is_there: bool) {
    match round.asked {
        Asked::Pair(_) => {
            for (answer, word, arrow) in
                [(Answer::Equal, Label::LikedTheSame, "↑"), (Answer::Unknown, Label::CannotCompare, "↓")]
            {
                markup.raw("<button class=\"button quiet small\" data-testid=\"duel-both\" ");
                button(markup, answer);
                hint(markup.say(word), arrow).raw("</button>");
            }
        }
        Asked::Over if round.rates.is_some() && round.placed.is_some() => {
            act(markup, "button", "take", Label::TakeIt);
            act(markup, "button quiet", "change", Label::ChangeIt);
        }
        Asked::Over if round.rates.is_none() && is_there => {
            act(markup, "button", "shelf", Label::ToTheShelf);
            if round.done() == ROUND {
                act(markup, "button quiet", "more", Label::TenMore);
            }
        }
        Asked::Coming | Asked::Over => {}
    }
    if !round.said.is_empty() {
        act(markup, "link", "undo", Label::Undo);
    }
}

fn act(markup: &mut Markup, class: &'static str, act: &'static str, word: Label) {
    markup.raw("<button class=\"").raw(class).raw("\" id=\"duel-").raw(act).raw("\" data-testid=\"duel-").raw(act);
    markup.raw("\" data-duel=\"").raw(act).raw("\">").say(word).raw("</button>");
}

/// What came of it: the films that moved up, or the one that is rated.
fn outcome(markup: &mut Markup, round: &Round, moved: Option<&[Card]>, wanted: bool) {
    if round.asked != Asked::Over {
        return;
    }
    if let Some(placed) = &round.placed {
        markup.raw("<div class=\"duel-film\">");
        poster(markup, &placed.film, wanted);
        markup.raw("<b>").film(&placed.film.title, placed.film.year).raw("</b></div>");
        return;
    }
    if round.rates.is_some() || round.done() < ROUND {
        markup.raw("<p>").say(Label::NoneToCompare).raw("</p>");
    }
    let Some(moved) = moved else { return };
    if moved.is_empty() {
        markup.raw("<p>").say(Label::ShelfAgrees).raw("</p>");
        return;
    }
    markup.raw("<ul class=\"near moved\" data-testid=\"moved\">");
    for card in moved {
        markup.raw("<li><button aria-haspopup=\"dialog\" data-moved=\"").number(card.film.0);
        markup.raw("\"><span class=\"poster\" aria-hidden=\"true\">");
        let file = card.poster.as_deref().filter(|_| wanted);
        posters::draw(markup, &card.title, card.year, &card.genres, file);
        markup.raw("</span><b>").film(&card.title, card.year).raw("</b></button></li>");
    }
    markup.raw("</ul>");
}
