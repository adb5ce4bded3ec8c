//! Who is there: the member, and the guests with their files.

use crate::import::input::guest_input;
use crate::language::{Label, fill, say};
use crate::protocol::{Guest, GuestId};
use crate::shared::keyed::{element_id, keyed};
use crate::shared::markup::{Markup, kept_html, live, live_html, press, press_inside, whether};
use crate::store::Store;
use crate::words;
use halfstar_session::figures::is_full;
use leptos::prelude::*;
use std::sync::Arc;

/// A card each, and a way for the next to join.
pub(crate) fn people(store: Store) -> impl IntoView {
    let guests = store.night.guests;
    let ids = live_ids(store);
    let draw = Arc::new(move |id| if id == HOST.0 { host(store) } else { guest(store, GuestId(id)) });
    let is_full = whether(move || guests.with(|guests| is_full(guests.len())));
    let full = live(move || if is_full.get() { say(Label::FullHouse).to_owned() } else { String::new() });
    view! {
        <section class="people" aria-label=say(Label::People)>
            <ul data-testid="people">{keyed("person", ids, draw)}</ul>
            <div class="join">
                <label class="button quiet small" hidden=is_full>{guest_input(store)}{say(Label::AddGuest)}</label>
                {made_up(store, "link")}
                <span class="faint">{full}</span>
                {news(store)}
            </div>
        </section>
    }
}

/// What the guest in this place of all members is called; the first is the member.
pub(crate) fn name(guests: &[Guest], place: usize) -> String {
    match place.checked_sub(1).and_then(|place| guests.get(place)) {
        Some(guest) => called(guest),
        None => say(Label::You).to_owned(),
    }
}

/// A letter on a colour, for whom no picture is known.
pub(crate) fn avatar(markup: &mut Markup, name: &str) {
    let initial: String = name.chars().find(|c| c.is_alphanumeric()).into_iter().flat_map(char::to_uppercase).collect();
    markup.raw("<span class=\"avatar\" aria-hidden=\"true\">").text(&initial).raw("</span>");
}

/// Whose the place is among all members.
pub(crate) fn id_at(guests: &[Guest], place: usize) -> GuestId {
    place.checked_sub(1).and_then(|place| guests.get(place)).map_or(HOST, |guest| guest.id)
}

/// The colour of a guest; the member's own is the first.
pub(crate) fn colour(guest: GuestId) -> String {
    "seat-".to_owned() + &guest.to_string()
}

/// The member themselves, among guests.
const HOST: GuestId = GuestId(0);

fn called(guest: &Guest) -> String {
    if guest.name.is_empty() { fill(Label::SomeGuest, &[&guest.id.to_string()]) } else { guest.name.clone() }
}

fn live_ids(store: Store) -> Signal<Vec<u32>> {
    let guests = store.night.guests;
    let ids = move |_: Option<&Vec<u32>>| {
        guests.with(|guests| std::iter::once(HOST.0).chain(guests.iter().map(|guest| guest.id.0)).collect::<Vec<_>>())
    };
    Memo::new(ids).into()
}

fn host(store: Store) -> AnyView {
    let says = live_html(move || {
        let mut markup = Markup::default();
        avatar(&mut markup, say(Label::You));
        let (films, rated) = store
            .member
            .state
            .with(|member| member.report().map_or((0, 0), |report| (report.films_seen, report.films_rated)));
        markup.raw("<div><b class=\"called\">").say(Label::You).raw("</b>");
        counts(&mut markup, films, rated);
        markup.raw("</div>");
        markup.finish()
    });
    view! { <li class="person seat-0" id=element_id("person", HOST.0) data-testid="person" prop:innerHTML=says></li> }
        .into_any()
}

fn guest(store: Store, id: GuestId) -> AnyView {
    let find = move || store.night.guests.with(|guests| guests.iter().find(|guest| guest.id == id).cloned());
    // Who has left keeps their name for as long as their card is there.
    let name = Memo::new(move |last: Option<&String>| {
        find().map(|guest| called(&guest)).or_else(|| last.cloned()).unwrap_or_default()
    });
    let picture = live_html(move || {
        let mut markup = Markup::default();
        name.with(|name| avatar(&mut markup, name));
        markup.finish()
    });
    let films = kept_html(move || {
        let card = find()?;
        let mut markup = Markup::default();
        counts(&mut markup, card.films, card.rated);
        Some(markup.finish())
    });
    let label = live(move || fill(Label::NameOfGuest, &[&name.get()]));
    let leaves = live(move || fill(Label::GuestLeaves, &[&name.get()]));
    let renamed =
        Box::new(move |event: leptos::ev::Event| store.night.rename(id, event_target_value(&event).trim().to_owned()));
    view! {
        <li class=["person ", &colour(id)].concat() id=element_id("person", id.0) data-testid="person">
            <span class="picture" prop:innerHTML=picture></span>
            <div>
                <input
                    class="called"
                    data-testid="guest-name"
                    maxlength="40"
                    autocomplete="off"
                    spellcheck="false"
                    aria-label=label
                    prop:value=live(move || name.get())
                    on:change=renamed
                />
                <span class="counts" prop:innerHTML=films></span>
            </div>
            <button class="leave" data-testid="leave" aria-label=leaves title=leaves on:click=press(move || store.night.leave(id))></button>
        </li>
    }
    .into_any()
}

fn counts(markup: &mut Markup, films: u32, rated: u32) {
    markup.raw("<span class=\"meta\">");
    markup.fill(Label::SeenRated, &[&words::thousands(films), &words::thousands(rated)]).raw("</span>");
}

/// Once is enough.
pub(crate) fn made_up(store: Store, class: &'static str) -> impl IntoView {
    let guests = store.night.guests;
    let is_there = move || {
        guests.with(|guests| is_full(guests.len()) || guests.iter().any(|guest| guest.name == say(Label::MadeUpGuest)))
    };
    view! {
        <button class=class data-testid="made-up-guest" hidden=whether(is_there) on:click=press(move || store.night.invite_made_up())>
            {say(Label::AddMadeUp)}
        </button>
    }
}

/// Who is being read, and who has left.
pub(crate) fn news(store: Store) -> impl IntoView {
    let says = live_html(move || {
        let mut markup = Markup::default();
        if store.night.joining.get() {
            markup.say(Label::ReadingGuest);
        } else if let Some(guest) = store.night.last_to_leave.get() {
            markup.text(&fill(Label::HasLeft, &[&called(&guest)]));
            markup.raw(" <button class=\"link\" data-testid=\"bring-back\" data-back=\"\">");
            markup.say(Label::BringBack).raw("</button>");
        }
        markup.finish()
    });
    let back = press_inside("back", move |_| store.night.bring_back());
    view! { <span class="news" role="status" data-testid="night-news" on:click=back prop:innerHTML=says></span> }
}
