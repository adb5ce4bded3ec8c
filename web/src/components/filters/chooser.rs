//! A list to choose from, the one with most films first; each choice is a chip to remove.

use super::super::markup::{Markup, live, press_inside, whether};
use super::{change, counted, removable, with_count};
use crate::hooks::focus;
use crate::intl::{self, DisplayNames as Names};
use crate::language::{Label as Word, fill, say};
use crate::state::Store;
use halfstar_core::facets::Facets;
use halfstar_core::shelf::Filters;
use leptos::ev::Event;
use leptos::prelude::*;

/// What is chosen from.
#[derive(Clone, Copy)]
struct Chooser {
    id: &'static str,
    label: Word,
    /// What the list says while nothing is chosen, and when something is.
    any: Word,
    add: Word,
    counts: fn(&Facets) -> &[(String, u32)],
    chosen: fn(&mut Filters) -> &mut Vec<String>,
    /// What codes are called, where they are no names.
    names: Option<fn(Store) -> Names>,
}

/// Languages.
pub(super) fn languages(store: Store) -> AnyView {
    let chooser = Chooser {
        id: "filter-language",
        label: Word::FilmLanguages,
        any: Word::AnyLanguage,
        add: Word::AddLanguage,
        counts: |facets| &facets.languages,
        chosen: |filters| &mut filters.languages,
        names: Some(Names::languages),
    };
    view! { <div class="field">{chooser.draw(store)}</div> }.into_any()
}

/// Streaming services, where the bundle knows any, with where and when its knowledge is of.
pub(super) fn services(store: Store) -> AnyView {
    let chooser = Chooser {
        id: "filter-service",
        label: Word::Services,
        any: Word::AnyService,
        add: Word::AddService,
        counts: |facets| &facets.services,
        chosen: |filters| &mut filters.services,
        names: None,
    };
    let streaming = store.asides.streaming;
    let as_of = live(move || {
        streaming.with(|streaming| {
            let known = streaming.as_ref();
            known.map_or_else(String::new, |known| {
                let country = Names::countries(store).of(&known.country);
                fill(Word::ServicesAsOf, &[&country, &intl::day(store, &known.as_of)])
            })
        })
    });
    // A bookmark may ask for services that this bundle does not know: then it has to be seen, and taken back.
    let asked = move || store.request.with(|request| !request.filters.services.is_empty());
    let nothing = whether(move || streaming.with(Option::is_none) && !asked());
    view! { <div class="field" hidden=nothing>{chooser.draw(store)}<p class="hint">{as_of}</p></div> }.into_any()
}

impl Chooser {
    fn draw(self, store: Store) -> AnyView {
        let chosen = move || store.request.with(|request| (self.chosen)(&mut request.filters.clone()).clone());
        let options = live(move || {
            let chosen = chosen();
            let mut markup = Markup::default();
            markup.option("", say(if chosen.is_empty() { self.any } else { self.add }));
            let names = self.names.map(|names| names(store));
            for (code, films) in counted(store, |facets| (self.counts)(facets).to_vec()).unwrap_or_default() {
                if !chosen.contains(&code) {
                    markup.option(&code, &with_count(&called(names.as_ref(), &code), Some(films)));
                }
            }
            markup.finish()
        });
        let add = move |event: Event| {
            let code = event_target_value(&event);
            event_target::<web_sys::HtmlSelectElement>(&event).set_value("");
            change(store, &|filters| {
                let chosen = (self.chosen)(filters);
                if !code.is_empty() && !chosen.contains(&code) {
                    chosen.push(code.clone());
                }
            });
        };
        let chips = live(move || {
            let mut markup = Markup::default();
            let names = self.names.map(|names| names(store));
            for (place, code) in chosen().iter().enumerate() {
                removable(&mut markup, place, &called(names.as_ref(), code));
            }
            markup.finish()
        });
        let remove = press_inside("remove", move |place| {
            let Ok(place) = place.parse::<usize>() else { return };
            change(store, &|filters| {
                let chosen = (self.chosen)(filters);
                if place < chosen.len() {
                    chosen.remove(place);
                }
            });
            focus(self.id);
        });
        view! {
            <label class="field">
                <span>{say(self.label)}</span>
                <select id=self.id data-testid=self.id on:change=add inner_html=options></select>
            </label>
            <div class="chips" hidden=whether(move || chosen().is_empty()) on:click=remove inner_html=chips></div>
        }
        .into_any()
    }
}

fn called(names: Option<&Names>, code: &str) -> String {
    names.map_or_else(|| code.to_owned(), |names| names.of(code))
}
