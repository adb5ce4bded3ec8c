//! The parts of a film's sheet.

use crate::film::stars::{likely_stars, predicted_stars, slider, typed_box};
use crate::filters::choices;
use crate::language::{self, Label, fill, say};
use crate::protocol::{Card, FilmSummary, FilmView};
use crate::settings::posters;
use crate::shared::intl::DisplayNames;
use crate::shared::markup::{Html, Markup};
use crate::shelf::card::{part_of, reasons};
use crate::store::Store;
use crate::words;
use halfstar_core::filters::Filters;
use halfstar_session::figures::{decade_of, proportions};
use leptos::prelude::window;

/// Less than this moves hardly any film past another.
const TOLD_RESERVE: f32 = 0.1;
/// So many keywords say what a film is about; the rest say what is in it.
const KEYWORDS: usize = 8;

/// What has arrived of this film since it was opened.
fn about<T>(store: Store, card: &Card, read: impl FnOnce(&FilmView) -> T) -> Option<T> {
    store.film.about.with(|about| about.as_ref().filter(|about| about.card.film == card.film).map(read))
}

pub(crate) fn poster(store: Store, card: &Card) -> Html {
    let mut markup = Markup::default();
    let file = card.poster.as_deref().filter(|_| posters::wanted(store));
    posters::draw(&mut markup, &card.title, card.year, &card.genres, file);
    markup.finish()
}

/// Title, facts, and the stars to expect. Whom and what it is by leads to more of the kind.
pub(crate) fn head(store: Store, card: &Card) -> Html {
    let mut markup = Markup::default();
    markup.raw("<h2 id=\"details-title\" tabindex=\"-1\" autofocus>");
    markup.film(&card.title, card.year).raw("</h2><p class=\"meta facts\">");
    card.directors.iter().for_each(|name| link(&mut markup, 'd', name, name));
    card.genres.iter().for_each(|name| link(&mut markup, 'g', name, language::words().genre(name)));
    if let Some(year) = card.year {
        let decade = decade_of(year).to_string();
        link(&mut markup, 'y', &decade, &fill(Label::Decade, &[&decade]));
    }
    if let Some(code) = &card.language {
        link(&mut markup, 'l', code, &DisplayNames::languages(store.settings.language.get()).of(code));
    }
    if let Some(minutes) = card.runtime {
        markup.raw("<span>").text(&words::runtime(minutes)).raw("</span>");
    }
    markup.raw("</p>");
    if !card.services.is_empty() {
        markup.raw("<p class=\"meta facts\" data-testid=\"streams\"><span>").say(Label::StreamsOn).raw("</span>");
        card.services.iter().for_each(|name| link(&mut markup, 's', name, name));
        markup
            .raw("<span class=\"faint\">")
            .fill_html(Label::AsJustWatchSays, &[just_watch(&card.title)])
            .raw("</span></p>");
    }
    if let Some(Some(title)) = about(store, card, |about| about.original_title.clone()) {
        markup.raw("<p class=\"meta\">").text(&fill(Label::OriginalTitle, &[&title])).raw("</p>");
    }
    part_of(&mut markup, card.part_of.as_deref());
    predicted_stars(&mut markup, card.predicted_stars);
    likely_stars(&mut markup, card.likely_stars);
    markup.finish()
}

/// A fact that filters the shelf when it is pressed.
fn link(markup: &mut Markup, kind: char, value: &str, words: &str) {
    let mut tag = [0; 4];
    markup
        .raw("<button class=\"link\" title=\"")
        .say(Label::OnlyThese)
        .raw("\" data-only=\"")
        .text(kind.encode_utf8(&mut tag));
    markup.text(value).raw("\">").text(words).raw("</button>");
}

/// Only films like this in one respect: a letter for which, then the name.
pub(crate) fn only(filters: &mut Filters, wish: &str) {
    let Some((kind, value)) = wish.split_at_checked(1) else { return };
    let list = match kind {
        "d" => &mut filters.directors,
        "c" => &mut filters.cast,
        "k" => &mut filters.keywords,
        "g" => {
            // Alone, and not ruled out.
            filters.genres_all = false;
            filters.without_genres.retain(|genre| genre != value);
            &mut filters.genres
        }
        "l" => &mut filters.languages,
        "s" => &mut filters.services,
        _ => return choices::set_decade(filters, value.parse().ok()),
    };
    *list = vec![value.to_owned()];
}

/// What the member says of it.
pub(crate) fn yours(store: Store, card: &Card) -> Html {
    let own = store.film.own.get();
    let mut markup = Markup::default();
    markup
        .raw("<div class=\"yours\" data-turn=\"")
        .number(store.film.undone.get())
        .raw("\"><span>")
        .say(Label::SeenIt)
        .raw("</span><span class=\"rating\">");
    slider(&mut markup, card.film, &card.title, own);
    typed_box(&mut markup, card.film, own);
    markup.raw("</span></div>");
    markup.finish()
}

/// Every reason, and what each signal added.
pub(crate) fn why(_: Store, card: &Card) -> Html {
    let mut markup = Markup::default();
    markup.raw("<h3 class=\"section\">").say(Label::Why).raw("</h3><ul class=\"reasons\">");
    for reason in reasons(card) {
        markup.raw("<li>").text(reason).raw("</li>");
    }
    markup.raw("</ul><h3 class=\"section\">").say(Label::WhatSpoke).raw("</h3><ul class=\"voices\">");
    voices(&mut markup, card);
    markup.raw("</ul>");
    markup.finish()
}

/// Its place, and the member's films in it: how much each says, and where it would be without.
pub(crate) fn speakers(store: Store, card: &Card) -> Html {
    let mut markup = Markup::default();
    let without = store.film.without.get();
    let all = store.shelf.view.with(|shelf| shelf.as_ref().map_or(0, |shelf| shelf.candidates));
    markup
        .raw("<h3 class=\"section\">")
        .say(Label::YourFilmsInIt)
        .raw("</h3><p class=\"place-line\" data-testid=\"place\">");
    if let Some(without) = &without {
        match without.place {
            Some(place) => markup.fill(Label::PlaceOf, &[&words::ordinal(place), &words::thousands(all.max(place))]),
            None if about(store, card, |about| about.own.is_some()) == Some(true) => markup.say(Label::PlaceSeen),
            None => markup.say(Label::PlaceNone),
        };
    } else {
        // The line is there already: what follows stays where it is.
        markup.raw("&nbsp;");
    }
    markup.raw("</p><ul class=\"voices\" data-testid=\"speakers\">");
    let reaches = proportions(card.speakers.iter().map(|(_, amount)| *amount), f32::MIN_POSITIVE);
    for (place, ((title, amount), reach)) in card.speakers.iter().zip(reaches).enumerate() {
        let against = *amount < 0.0;
        let moved = without.as_ref().and_then(|all| Some((all.place?, all.without.get(place)?.1)));
        let says = say(if against { Label::Against } else { Label::For });
        let note = match moved {
            None => String::new(),
            Some((_, None)) => say(Label::WithoutItNone).to_owned(),
            Some((now, Some(then))) if now == then => say(Label::WithoutItSame).to_owned(),
            Some((_, Some(then))) => fill(Label::WithoutIt, &[&words::ordinal(then)]),
        };
        voice(&mut markup, "neighbours", title, reach, against, says, Some(&note));
    }
    markup.raw("</ul>");
    markup.finish()
}

/// Who is in it, what it is about, and the films nearest to it.
pub(crate) fn near(store: Store, card: &Card) -> Html {
    about(store, card, |about| {
        let mut markup = Markup::default();
        for (heading, kind, names) in [
            (Label::Cast, 'c', about.cast.as_slice()),
            (Label::Themes, 'k', &about.keywords[..about.keywords.len().min(KEYWORDS)]),
        ] {
            if !names.is_empty() {
                markup.raw("<h3 class=\"section\">").say(heading).raw("</h3><p class=\"meta facts\">");
                names.iter().for_each(|name| link(&mut markup, kind, name, name));
                markup.raw("</p>");
            }
        }
        if !about.similar.is_empty() {
            markup
                .raw("<h3 class=\"section\">")
                .say(Label::SimilarFilms)
                .raw("</h3><ul class=\"near\" data-testid=\"near\">");
            about.similar.iter().for_each(|film| neighbour(&mut markup, film, posters::wanted(store)));
            markup.raw("</ul>");
        }
        markup.finish()
    })
    .unwrap_or_default()
}

fn neighbour(markup: &mut Markup, film: &FilmSummary, wanted: bool) {
    markup.raw("<li><button data-film=\"").number(film.film.0).raw("\"><span class=\"poster\" aria-hidden=\"true\">");
    posters::poster(markup, film, wanted);
    markup.raw("</span><b>").text(&film.title).raw("</b>");
    if let Some(rating) = film.rating {
        markup.raw(" <span class=\"given\">").text(&rating.to_string()).raw("</span>");
    }
    markup.raw("</button></li>");
}

/// Back to the film before.
pub(crate) fn back(title: &str) -> Html {
    let mut markup = Markup::default();
    markup.raw("<button class=\"link\" data-testid=\"back\" data-back=\"\">");
    markup.text(&fill(Label::BackToFilm, &[title])).raw("</button>");
    markup.finish()
}

/// Where else it is.
pub(crate) fn ways(_: Store, card: &Card) -> Html {
    let mut markup = Markup::default();
    let year = card.year.map_or_else(String::new, |year| year.to_string());
    let trailer = [&card.title, " ", &year, " trailer"].concat();
    let trailer = ["https://www.youtube.com/results?search_query=", &encoded(&trailer)].concat();
    for (name, address) in [
        (say(Label::SeeOnLetterboxd), words::letterboxd(card.letterboxd_id, card.tmdb_id)),
        (say(Label::Trailer), Some(trailer)),
        (say(Label::WhereToWatch), Some(just_watch_address(&card.title))),
        ("TMDB", card.tmdb_id.map(|id| "https://www.themoviedb.org/movie/".to_owned() + &id.to_string())),
        ("IMDb", card.imdb_id.map(|id| ["https://www.imdb.com/title/", &words::imdb(id), "/"].concat())),
    ] {
        if let Some(address) = address {
            elsewhere(&mut markup, "button quiet small", &address, name);
        }
    }
    markup.finish()
}

fn elsewhere(markup: &mut Markup, class: &'static str, address: &str, name: &str) {
    markup.raw("<a class=\"").raw(class).raw("\" target=\"_blank\" rel=\"noreferrer\" href=\"").text(address);
    markup.raw("\">").text(name).raw("</a>");
}

/// A link to those who know where a film streams.
fn just_watch(title: &str) -> Html {
    let mut markup = Markup::default();
    elsewhere(&mut markup, "", &just_watch_address(title), "JustWatch");
    markup.finish()
}

/// Their search, in the country that the browser's language names.
fn just_watch_address(title: &str) -> String {
    let languages = window().navigator().language().unwrap_or_default();
    let country = languages.split('-').skip(1).last().filter(|country| country.len() == 2).unwrap_or("us");
    ["https://www.justwatch.com/", &country.to_ascii_lowercase(), "/search?q=", &encoded(title)].concat()
}

fn encoded(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// A bar a signal, in proportion to the one that said most; what speaks against the film is grey.
fn voices(markup: &mut Markup, card: &Card) {
    let amounts = card.contributions.iter().map(|each| each.amount).chain([card.reserve]);
    let reaches: Vec<f32> = proportions(amounts, 0.1).collect();
    for (each, &reach) in card.contributions.iter().zip(&reaches) {
        let (against, sign) = if each.amount < 0.0 { (true, "−") } else { (false, "+") };
        let says = sign.to_owned() + &words::decimal(each.amount.abs());
        voice(markup, each.signal.as_str(), words::signal(each.signal), reach, against, &says, None);
    }
    // What would not show in the number is not told.
    if let Some(reach) = reaches.last().filter(|_| card.reserve >= TOLD_RESERVE) {
        let says = "−".to_owned() + &words::decimal(card.reserve);
        voice(markup, "reserve", say(Label::HeldBack), *reach, true, &says, Some(say(Label::HeldBackNote)));
    }
}

/// One bar: whose, how long (1 is all of it), and in words; a note below the name has its line from the beginning.
fn voice(
    markup: &mut Markup,
    class: &'static str,
    name: &str,
    reach: f32,
    against: bool,
    says: &str,
    note: Option<&str>,
) {
    markup.raw("<li class=\"").raw(class).raw(if against { " against" } else { "" }).raw("\"><span>").text(name);
    if let Some(note) = note {
        markup.raw("<small>").text(note).raw("</small>");
    }
    markup.raw("</span>").bar(reach.abs()).raw("<span class=\"number\">").text(says).raw("</span></li>");
}

#[cfg(test)]
mod tests {
    use super::*;
    use halfstar_core::bounds::Number;

    #[test]
    fn a_fact_filters_by_itself() {
        let mut filters =
            Filters { directors: vec!["A".to_owned()], year_from: Number::new(1999), ..Filters::default() };
        only(&mut filters, "dAgnès Varda");
        assert_eq!(filters.directors, ["Agnès Varda"]);
        filters.without_genres = ["Drama", "War"].map(str::to_owned).into();
        filters.genres_all = true;
        only(&mut filters, "gDrama");
        assert_eq!(
            (filters.genres, filters.without_genres, filters.genres_all),
            (vec!["Drama".to_owned()], vec!["War".to_owned()], false)
        );
        let mut filters = Filters::default();
        only(&mut filters, "y1970");
        assert_eq!((filters.year_from, filters.year_to), (Number::new(1970), Number::new(1979)));
        for odd in ["", "é", "y", "yx"] {
            only(&mut filters, odd);
        }
        assert_eq!((filters.year_from, filters.year_to), (None, None));
    }
}
