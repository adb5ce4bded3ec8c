//! A year in review: numbers, months, the best of it, and what most of it was.

use crate::language::{self, Label, Language, fill, say};
use crate::protocol::{FilmSummary, YearView};
use crate::settings::posters;
use crate::shared::hooks;
use crate::shared::intl::{self, DisplayNames};
use crate::shared::markup::{Markup, each_of, live_html, press, press_inside, whether};
use crate::store::Store;
use crate::taste::charts::{Bar, lying, upright};
use crate::taste::painting;
use crate::taste::sections::number;
use crate::words;
use halfstar_core::film::{FilmId, Stars};
use halfstar_core::year::{Most, Sums, Year};
use halfstar_session::calendar::iso;
use halfstar_session::figures::{difference, hours, share};
use leptos::prelude::*;

/// Where the page is led to.
pub(crate) const HEADING: &str = "year-heading";

/// The section; nothing while no year is known.
pub(crate) fn year(store: Store) -> AnyView {
    let shown = live_html(move || {
        let mut markup = Markup::default();
        store.taste.year.with(|view| {
            if let Some((view, year)) = view.as_ref().and_then(|view| Some((view, view.year.as_ref()?))) {
                section(&mut markup, store, view, year);
            }
        });
        markup.finish()
    });
    let pressed = each_of(vec![
        press_inside("film", move |film| store.film.open_in(film)),
        press_inside("year", move |year| year.parse().into_iter().for_each(|year| store.taste.look_back(year))),
        press_inside("take", move |way| painting::take(store, way)),
    ]);
    view! { <div class="year-in-review" on:click=pressed prop:html=shown></div> }.into_any()
}

fn section(markup: &mut Markup, store: Store, view: &YearView, year: &Year) {
    markup.raw(
        "<section class=\"look-back\" aria-labelledby=\"year-heading\" data-testid=\"year\"><div class=\"year-head\">",
    );
    markup.raw("<h2 id=\"year-heading\" tabindex=\"-1\">").fill(Label::YearOf, &[&year.year.to_string()]);
    markup.raw("</h2><div class=\"chips years\" role=\"group\" data-testid=\"years\" aria-label=\"");
    markup.say(Label::YearsToChoose).raw("\">");
    years(markup, view, year);
    markup.raw("</div></div>");
    all(markup, store, view, year);
    painting::ways(markup, "year");
    markup.raw("</section>");
}

fn years(markup: &mut Markup, view: &YearView, chosen: &Year) {
    for year in &view.years {
        markup.raw("<button class=\"chip\" aria-pressed=\"").raw(if *year == chosen.year { "true" } else { "false" });
        markup.raw("\" data-year=\"").number((*year).into()).raw("\">").number((*year).into()).raw("</button>");
    }
}

fn all(markup: &mut Markup, store: Store, view: &YearView, year: &Year) {
    let language = store.settings.language.get();
    let wanted = posters::wanted(store);
    markup.raw("<div class=\"totals\" data-testid=\"year-totals\">");
    totals(markup, year);
    markup.raw("</div>");
    if let Some(before) = &year.before {
        compared(markup, year, before);
    }
    if !year.by_diary {
        markup.raw("<p class=\"faint\">").say(Label::ByRatings).raw("</p>");
    }
    markup.raw("<div class=\"portrait\">");
    card(markup, "", say(Label::MonthByMonth));
    months(markup, year, language);
    close(markup);
    ends(markup, view, year, language);
    let best_released = fill(Label::BestReleased, &[&year.year.to_string()]);
    for (title, films, test) in
        [(say(Label::HighestRated), &year.best, "year-best"), (&best_released, &year.best_released, "year-released")]
    {
        if !films.is_empty() {
            card(markup, "wide", title);
            row_of_films(markup, view, films, wanted, test);
            close(markup);
        }
    }
    discoveries(markup, view, year);
    let as_is = |name: &str| name.to_owned();
    most(markup, Label::MostDirectors, &year.directors, &as_is);
    most(markup, Label::MostActors, year.actors.as_deref().unwrap_or_default(), &as_is);
    most(markup, Label::MostGenres, &year.genres, &|name| language::words().genre(name).to_owned());
    most(markup, Label::MostDecades, &year.decades, &|name| fill(Label::Decade, &[name]));
    let names = DisplayNames::languages(language);
    most(markup, Label::MostLanguages, &year.languages, &|code| names.of(code));
    markup.raw("</div>");
}

fn totals(markup: &mut Markup, year: &Year) {
    let Sums { viewings, rewatches, minutes, mean, .. } = year.sums;
    for (count, label) in [(viewings, Label::FilmsWatched), (hours(minutes), Label::HoursWatched)] {
        number(markup, &words::thousands(count), &fill(label, &[&count.to_string()]));
    }
    if let Some(mean) = mean {
        number(markup, &(words::decimal(mean) + " ★"), say(Label::OnAverage));
    }
    if year.by_diary {
        number(markup, &words::thousands(rewatches), &fill(Label::Rewatches, &[&rewatches.to_string()]));
    }
    if let Some(new) = year.new_directors {
        number(markup, &words::thousands(new), &fill(Label::NewDirectors, &[&new.to_string()]));
    }
}

/// How it compares with the year before.
fn compared(markup: &mut Markup, year: &Year, sums: &Sums) {
    let (more, fewer, as_many) = if year.is_open {
        (Label::MoreByNow, Label::FewerByNow, Label::AsManyByNow)
    } else {
        (Label::MoreThan, Label::FewerThan, Label::AsManyAs)
    };
    let before = year.year.saturating_sub(1).to_string();
    markup.raw("<p class=\"compared\" data-testid=\"year-before\"><b>");
    match difference(year.sums.viewings, sums.viewings) {
        Some((by, is_more)) => {
            markup.fill(if is_more { more } else { fewer }, &[&words::thousands(by), &before]);
        }
        None => {
            markup.fill(as_many, &["", &before]);
        }
    }
    let numbers = [sums.viewings, hours(sums.minutes), sums.rewatches].map(words::thousands);
    markup.raw("</b> <span class=\"faint\">");
    markup.fill(Label::ThenItWas, &[&numbers[0], &numbers[1], &numbers[2]]).raw("</span></p>");
}

fn months(markup: &mut Markup, year: &Year, language: Language) {
    let most = year.months.iter().copied().max().unwrap_or(0);
    let bar = |(month, &count): (u32, &u32)| Bar {
        count,
        above: if count > 0 { words::thousands(count) } else { String::new() },
        below: intl::month(language, month, "narrow"),
        spoken: intl::month(language, month, "long"),
        lit: count == most && count > 0,
    };
    upright(markup, &(1..).zip(&year.months).map(bar).collect::<Vec<_>>());
}

/// The first film and the last, with their days.
fn ends(markup: &mut Markup, view: &YearView, year: &Year, language: Language) {
    card(markup, "", say(Label::FirstAndLast));
    markup.raw("<ul class=\"ends-of-year\" data-testid=\"year-ends\">");
    for (label, viewing) in [(Label::FirstFilm, year.first), (Label::LastFilm, year.last)] {
        let Some((viewing, film)) = viewing.and_then(|viewing| Some((viewing, find(view, viewing.film)?))) else {
            continue;
        };
        markup.raw("<li><span class=\"poster\" aria-hidden=\"true\">");
        posters::poster(markup, film, false);
        markup.raw("</span><div><span class=\"faint\">").say(label).raw("</span>");
        title(markup, view, film);
        markup.raw("<span class=\"faint\">").text(&intl::day(language, &iso(viewing.day))).raw("</span>");
        if let Some(rating) = viewing.rating {
            markup.raw("<span class=\"given\">").text(&rating.to_string()).raw("</span>");
        }
        markup.raw("</div></li>");
    }
    markup.raw("</ul>");
    close(markup);
}

fn row_of_films(markup: &mut Markup, view: &YearView, films: &[(FilmId, Stars)], wanted: bool, test: &'static str) {
    markup.raw("<ul class=\"best\" data-testid=\"").raw(test).raw("\">");
    for (film, rating) in films {
        let Some(film) = find(view, *film) else { continue };
        markup.raw("<li><span class=\"poster\" aria-hidden=\"true\">");
        posters::poster(markup, film, wanted);
        markup.raw("</span>");
        title(markup, view, film);
        markup.raw("<span class=\"given\">").text(&rating.to_string()).raw("</span></li>");
    }
    markup.raw("</ul>");
}

/// The title and year; what can be opened is a button over the whole of its place.
fn title(markup: &mut Markup, view: &YearView, film: &FilmSummary) {
    if film.film.0 < view.pool {
        markup.raw("<button class=\"open\" aria-haspopup=\"dialog\" data-film=\"").number(film.film.0).raw("\">");
        markup.film(&film.title, film.year).raw("</button>");
    } else {
        markup.raw("<b class=\"open\">").film(&film.title, film.year).raw("</b>");
    }
}

fn discoveries(markup: &mut Markup, view: &YearView, year: &Year) {
    if year.discoveries.is_empty() {
        return;
    }
    card(markup, "", say(Label::NewToYou));
    markup.raw("<p class=\"faint\">").fill(Label::NewToYouHint, &[&year.year.to_string()]).raw("</p>");
    markup.raw("<ul class=\"found-people\" data-testid=\"year-discoveries\">");
    for known in &year.discoveries {
        let best = find(view, known.best).map_or("", |film| film.title.as_str());
        let films = fill(Label::CountOfFilms, &[&words::thousands(known.films)]);
        markup.raw("<li><span>").text(&known.name).raw("<small>").text(&words::dotted(&[films, best.to_owned()]));
        markup.raw("</small></span>");
        if let Some(rating) = known.rating {
            markup.raw("<span class=\"given\">").text(&rating.to_string()).raw("</span>");
        }
        markup.raw("</li>");
    }
    markup.raw("</ul>");
    close(markup);
}

fn most(markup: &mut Markup, label: Label, kinds: &[Most], name: &dyn Fn(&str) -> String) {
    let Some((_, most)) = kinds.first() else { return };
    card(markup, "", say(label));
    markup.raw("<ul class=\"voices most\">");
    for (kind, films) in kinds {
        lying(markup, &name(kind), share(*films, *most), &words::thousands(*films));
    }
    markup.raw("</ul>");
    close(markup);
}

/// The beginning of a card.
fn card(markup: &mut Markup, class: &'static str, title: &str) {
    markup.raw("<section class=\"panel-card ").raw(class).raw("\"><h3 class=\"section\">").text(title);
    markup.raw("</h3><div class=\"picture\">");
}

fn close(markup: &mut Markup) {
    markup.raw("</div></section>");
}

/// A film that is named.
pub(crate) fn find(view: &YearView, film: FilmId) -> Option<&FilmSummary> {
    view.films.iter().find(|known| known.film == film)
}

/// A button that leads there, from the head of the page.
pub(crate) fn way(store: Store) -> AnyView {
    let shown = store.taste.year;
    let none = whether(move || shown.with(|view| view.iter().all(|view| view.year.is_none())));
    let go = press(|| hooks::focus(HEADING));
    view! {
        <button class="button quiet small" data-testid="to-year" hidden=none on:click=go>{say(Label::YearInReview)}</button>
    }
    .into_any()
}
