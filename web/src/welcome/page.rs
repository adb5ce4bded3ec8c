//! The first page: what this is, and a place to drop an export.

use crate::import::input::file_input;
use crate::language::{Label, say};
use crate::library::progress::library_progress;
use crate::search::state::Finding;
use crate::shared::device;
use crate::shared::markup::{Markup, YES, export, press, underlined};
use crate::store::Store;
use leptos::prelude::*;

/// Posters for the wall: title, year, genre. Any films do; these show every decade.
const WALL: [(&str, u16, &str); 15] = [
    ("Parasite", 2019, "Thriller"),
    ("In the Mood for Love", 2000, "Romance"),
    ("Metropolis", 1927, "Science Fiction"),
    ("Vertigo", 1958, "Mystery"),
    ("Playtime", 1967, "Comedy"),
    ("Once Upon a Time in the West", 1968, "Western"),
    ("Alien", 1979, "Horror"),
    ("Spirited Away", 2001, "Animation"),
    ("Stop Making Sense", 1984, "Music"),
    ("Aftersun", 2022, "Drama"),
    ("Laura", 1944, "Crime"),
    ("The Gleaners & I", 2000, "Documentary"),
    ("Ran", 1985, "War"),
    ("Stalker", 1979, "Science Fiction"),
    ("Moonlight", 2016, "Drama"),
];

/// What there is to know, each under its heading.
const HOW: [(Label, Label); 3] = [
    (Label::WhereExport, Label::WhereExportText),
    (Label::WhatHappens, Label::WhatHappensText),
    (Label::WhenBack, Label::WhenBackText),
];

/// The welcome page. `index.html` holds the same markup for the first paint: change both.
pub(crate) fn welcome(store: Store) -> AnyView {
    let mut wall = Markup::default();
    for (title, year, genre) in WALL {
        wall.raw("<div class=\"poster\">").artwork(title, Some(year), &[genre.to_owned()]).raw("</div>");
    }
    let mut why = Markup::default();
    why.raw("<em>").say(Label::HelloWhy).raw("</em>");
    let mut hello = Markup::default();
    hello.fill_html(Label::Hello, &[why.finish()]);
    let choose = underlined(Label::OrChoose, Label::OrChooseFile);
    let mut how = Markup::default();
    for (heading, text) in HOW {
        // The first paint says it as on a computer: no device is known before the program.
        let text = if text == Label::WhereExportText { device::where_export() } else { text };
        how.raw("<div><h2 class=\"section\">")
            .say(heading)
            .raw("</h2><p>")
            .fill_html(text, &[export()])
            .raw("</p></div>");
    }
    view! {
        <div class="welcome" data-testid="welcome">
            <div class="wall" aria-hidden="true"><div class="wall-in" prop:html=wall.finish().still()></div></div>
            <div class="hello">
                <h1 prop:html=hello.finish().still()></h1>
                <p class="lead">{say(Label::Lead)}</p>
                <label class="drop" data-testid="drop-zone">
                    {file_input(store)}
                    <span class="drop-icon" aria-hidden=YES></span>
                    <strong>{say(Label::DropHere)}</strong>
                    <span prop:html=choose.still()></span>
                </label>
                <div class="or">
                    <button class="button" data-testid="sample-member" on:click=press(move || store.use_sample())>
                        {say(Label::UseSample)}
                    </button>
                    <button class="button quiet" data-testid="start-typing" on:click=press(move || store.search.find(Some(Finding::Rate)))>
                        {say(Label::StartTyping)}
                    </button>
                    <button class="button quiet" data-testid="start-comparing" on:click=press(move || store.compare_films())>
                        {say(Label::CompareFilms)}
                    </button>
                    {library_progress(store)}
                </div>
            </div>
            <section class="how" prop:html=how.finish().still()></section>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOT: &str = include_str!("../../../index.html");

    /// What stands between the places of a text.
    fn pieces(word: Label) -> impl Iterator<Item = &'static str> {
        say(word).split(['{', '}']).step_by(2).map(str::trim).filter(|piece| !piece.is_empty())
    }

    #[test]
    fn the_first_paint_says_the_same() {
        let first =
            [Label::Page, Label::Settings, Label::About, Label::Hello, Label::HelloWhy, Label::Lead, Label::DropHere];
        let then = [
            Label::OrChoose,
            Label::OrChooseFile,
            Label::UseSample,
            Label::StartTyping,
            Label::CompareFilms,
            Label::LibraryComing,
        ];
        let how = HOW.into_iter().flat_map(|(heading, text)| [heading, text]);
        let mut page: Vec<&str> = first.into_iter().chain(then).chain(how).flat_map(pieces).collect();
        page.extend(["Halfstar", "letterboxd.com/data/export"]);
        let boot =
            BOOT.split("id=\"boot\">").nth(1).and_then(|boot| boot.split("</body>").next()).expect("it is there");
        // What stands there instead where a browser lacks something is said before any program.
        let (before, lacking) = boot.split_once("<noscript>").expect("it is there");
        let boot = [before, lacking.split_once("<div class=\"drop\">").expect("it is there").1].concat();
        let mut texts: Vec<&str> =
            boot.split(['<', '>']).step_by(2).map(str::trim).filter(|text| !text.is_empty()).collect();
        let label = boot.split("aria-label=\"").nth(1).and_then(|label| label.split('"').next()).expect("a label");
        texts.push(label);
        page.sort_unstable();
        texts.sort_unstable();
        assert_eq!(texts, page);
    }
}
