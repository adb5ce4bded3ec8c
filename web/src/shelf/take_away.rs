//! The shelf, to take away: as a list for Letterboxd, as JSON, as text, on paper; and everything that the page keeps.

use crate::language::Label;
use crate::protocol::{Card, ShelfView};
use crate::shared::download;
use crate::shared::markup::{Markup, press_inside};
use crate::shelf::card::reasons;
use crate::store::Store;
use crate::words;
use halfstar_core::words::Translation;
use leptos::prelude::*;

/// The ways out of the page, below the films. A file is written when it is asked for.
pub(crate) fn take_away(store: Store) -> impl IntoView {
    const WAYS: [(&str, Label); 5] = [
        ("csv", Label::TakeCsv),
        ("json", Label::TakeJson),
        ("txt", Label::TakeText),
        ("print", Label::TakePrint),
        ("backup", Label::TakeBackup),
    ];
    let mut markup = Markup::default();
    markup.raw("<span>").say(Label::TakeAway).raw("</span>");
    let damaged = store.library.has_aside().then_some(("damaged", Label::TakeDamaged));
    for (way, name) in WAYS.into_iter().chain(damaged) {
        markup.raw("<button class=\"link\" data-testid=\"take-").raw(way).raw("\" data-take=\"").raw(way).raw("\">");
        markup.say(name).raw("</button>");
    }
    let act = press_inside("take", move |way| {
        let write = match way {
            "csv" => csv,
            "json" => json,
            "txt" => plain,
            // A browser without a printer does nothing.
            "print" => return drop(window().print()),
            "damaged" => return store.take_damaged(),
            _ => return store.back_up(),
        };
        let text = store.shelf.view.with_untracked(|shelf: &Option<ShelfView>| {
            write(shelf.as_ref().map(|shelf| shelf.cards.as_slice()).unwrap_or_default())
        });
        download::give(&("halfstar.".to_owned() + way), text.as_bytes());
    });
    view! { <div class="take" on:click=act prop:html=markup.finish().still()></div> }
}

/// As Letterboxd imports a list.
fn csv(cards: &[Card]) -> String {
    let mut text = "LetterboxdURI,tmdbID,imdbID,Title,Year,Directors\r\n".to_owned();
    for card in cards {
        let number = |id: Option<u32>| id.map(|id| id.to_string()).unwrap_or_default();
        let imdb = card.imdb_id.map(words::imdb).unwrap_or_default();
        let uri = words::letterboxd(card.letterboxd_id, None).unwrap_or_default();
        let year = card.year.map(|year| year.to_string()).unwrap_or_default();
        let cells = [uri, number(card.tmdb_id), imdb, card.title.clone(), year, card.directors.join(", ")];
        for (place, cell) in cells.iter().enumerate() {
            text += if place > 0 { ",\"" } else { "\"" };
            text += &unquoted(cell);
            text.push('"');
        }
        text += "\r\n";
    }
    text
}

/// RFC 4180 doubles a quotation mark inside a cell, Letterboxd's importer wants a backslash before it: printed ones need
/// neither. A backslash itself would be read in two ways too.
fn unquoted(cell: &str) -> String {
    let mut is_open = false;
    let printed = |c| match c {
        '"' => {
            is_open = !is_open;
            if is_open { '“' } else { '”' }
        }
        '\\' => '/',
        c => c,
    };
    cell.chars().map(printed).collect()
}

fn json(cards: &[Card]) -> String {
    // A point in every language: these are numbers for programs.
    let english = Translation::default();
    let mut text = "[".to_owned();
    for (place, card) in cards.iter().enumerate() {
        text += if place > 0 { ",\n" } else { "\n" };
        text += &["{\"title\":", &quoted(&card.title)].concat();
        for (name, number) in [
            ("year", card.year.map(u32::from)),
            ("letterboxd_id", card.letterboxd_id),
            ("tmdb_id", card.tmdb_id),
            ("imdb_id", card.imdb_id),
        ] {
            if let Some(number) = number {
                text += &[",\"", name, "\":", &number.to_string()].concat();
            }
        }
        text += &[",\"predicted_stars\":", &english.tenths(card.predicted_stars)].concat();
        text += &[",\"reason\":", &quoted(reasons(card)[0]), "}"].concat();
    }
    text + "\n]\n"
}

/// A string of JSON.
fn quoted(words: &str) -> String {
    let mut text = "\"".to_owned();
    for c in words.chars() {
        if matches!(c, '"' | '\\') {
            text.push('\\');
        }
        text.push(if c.is_control() { ' ' } else { c });
    }
    text + "\""
}

fn plain(cards: &[Card]) -> String {
    let mut text = String::new();
    for (place, card) in (1..).zip(cards) {
        text += &[i32::to_string(&place).as_str(), ". ", &card.title].concat();
        if let Some(year) = card.year {
            text += &[" (", &year.to_string(), ")"].concat();
        }
        text += &[" ", &words::stars(card.predicted_stars), " ", reasons(card)[0], "\n"].concat();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card() -> Card {
        Card {
            film: halfstar_core::film::FilmId(0),
            title: "Say \"hi\"".to_owned(),
            year: Some(1999),
            directors: vec!["A, B".to_owned()],
            genres: Vec::new(),
            runtime: None,
            language: None,
            letterboxd_id: Some(51_818),
            tmdb_id: Some(7),
            imdb_id: Some(68_646),
            poster: None,
            services: Vec::new(),
            predicted_stars: 4.5,
            likely_stars: None,
            score: 0.0,
            contributions: Vec::new(),
            reserve: 0.0,
            sentences: vec!["Because".to_owned()],
            speakers: Vec::new(),
            on_watchlist: false,
            part_of: None,
        }
    }

    #[test]
    fn lists_are_what_letterboxd_imports() {
        assert_eq!(
            csv(&[card()]),
            "LetterboxdURI,tmdbID,imdbID,Title,Year,Directors\r\n\
             \"https://boxd.it/2aNK\",\"7\",\"tt0068646\",\"Say “hi”\",\"1999\",\"A, B\"\r\n"
        );
    }

    #[test]
    fn words_and_json() {
        // Whose decimal sign is a comma; read by the order of the table.
        let german = include_str!("../../../assets/words/de.txt");
        assert!(crate::language::speak(Some(german)));
        assert!(json(&[card()]).contains("\"predicted_stars\":4.5,"), "{}", json(&[card()]));
        assert!(crate::language::speak(None));
        assert_eq!(plain(&[card()]), "1. Say \"hi\" (1999) ★★★★½ Because\n");
        assert_eq!(
            json(&[card()]),
            "[\n{\"title\":\"Say \\\"hi\\\"\",\"year\":1999,\"letterboxd_id\":51818,\"tmdb_id\":7,\"imdb_id\":68646,\
             \"predicted_stars\":4.5,\"reason\":\"Because\"}\n]\n"
        );
    }
}
