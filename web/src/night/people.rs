//! Who is there: the member, and the guests with their files.

use crate::import::input::guest_input;
use crate::language::{Label, fill, say};
use crate::protocol::{Guest, GuestId};
use crate::shared::keyed::{Elements, Part, Shows, keyed};
use crate::shared::markup::{Html, Markup, live, live_html, on, press, press_inside, whether};
use crate::store::Store;
use crate::words;
use halfstar_session::figures::is_full;
use leptos::ev::Event;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

const PEOPLE: &str = "people";

/// A card each, and a way for the next to join.
pub(crate) fn people(store: Store) -> impl IntoView {
    let guests = store.night.guests;
    keyed(PEOPLE, Box::new(move |list| everybody(store, list)));
    let rename = move |event: Event| {
        let input = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        let Some(input) = input else { return };
        if let Some(guest) = input.get_attribute("data-guest").and_then(|guest| guest_in(&guest)) {
            store.night.rename(guest, input.value().trim().to_owned());
        }
    };
    let leave =
        press_inside("leave", move |guest| guest_in(guest).into_iter().for_each(|guest| store.night.leave(guest)));
    let is_full = whether(move || guests.with(|guests| is_full(guests.len())));
    let full = live(move || if is_full.get() { say(Label::FullHouse).to_owned() } else { String::new() });
    view! {
        <section class="people" aria-label=say(Label::People)>
            <ul id=PEOPLE data-testid=PEOPLE on:change=on(rename) on:click=leave></ul>
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

/// The guest whose number stands in an attribute.
fn guest_in(attribute: &str) -> Option<GuestId> {
    attribute.parse().ok().map(GuestId)
}

/// The member, then the guests in their order.
fn everybody(store: Store, list: &mut Elements) {
    let (films, rated) = store
        .member
        .state
        .with(|member| member.report().map_or((0, 0), |report| (report.films_seen, report.films_rated)));
    let host = || {
        let mut markup = Markup::default();
        markup.raw("<li class=\"person seat-0\" data-testid=\"person\">");
        avatar(&mut markup, say(Label::You));
        markup.raw("<div><b class=\"called\">").say(Label::You).raw("</b><span class=\"counts\"></span></div></li>");
        markup.finish()
    };
    list.next(HOST.0, &host, vec![Part(".counts", Shows::Words(counts(films, rated)))]);
    store.night.guests.with(|guests| guests.iter().for_each(|card| guest(list, card)));
}

fn guest(list: &mut Elements, card: &Guest) {
    let (id, name) = (card.id, called(card));
    let frame = || {
        let mut markup = Markup::default();
        markup
            .raw("<li class=\"person ")
            .text(&colour(id))
            .raw("\" data-testid=\"person\"><span class=\"picture\"></span><div>");
        markup.raw("<input class=\"called\" data-testid=\"guest-name\" maxlength=\"40\" autocomplete=\"off\" spellcheck=\"false\"");
        markup.raw(" data-guest=\"").number(id.0).raw("\"><span class=\"counts\"></span></div>");
        markup.raw("<button class=\"leave\" data-testid=\"leave\" data-leave=\"").number(id.0).raw("\"></button></li>");
        markup.finish()
    };
    let mut picture = Markup::default();
    avatar(&mut picture, &name);
    // What is typed there is left alone while the name is what it was.
    let called = |element: &web_sys::Element| {
        label(element, "aria-label", Label::NameOfGuest, &name);
        if let Some(input) = element.dyn_ref::<web_sys::HtmlInputElement>() {
            input.set_value(&name);
        }
    };
    let leaves = |element: &web_sys::Element| {
        ["aria-label", "title"].into_iter().for_each(|attribute| label(element, attribute, Label::GuestLeaves, &name));
    };
    let parts = vec![
        Part(".picture", Shows::Words(picture.finish())),
        Part(".called", Shows::Of(name.clone(), &called)),
        Part(".counts", Shows::Words(counts(card.films, card.rated))),
        Part(".leave", Shows::Of(name.clone(), &leaves)),
    ];
    list.next(id.0, &frame, parts);
}

fn label(element: &web_sys::Element, attribute: &str, word: Label, name: &str) {
    // Refused only for names that are no names.
    let _ = element.set_attribute(attribute, &fill(word, &[name]));
}

fn counts(films: u32, rated: u32) -> Html {
    let mut markup = Markup::default();
    markup.raw("<span class=\"meta\">");
    markup.fill(Label::SeenRated, &[&words::thousands(films), &words::thousands(rated)]).raw("</span>");
    markup.finish()
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
    view! { <span class="news" role="status" data-testid="night-news" on:click=back prop:html=says></span> }
}
