//! Each picture of the page, from the portrait's numbers.

use crate::language::{self, Label, fill, say};
use crate::protocol::PortraitView;
use crate::shared::markup::Markup;
use crate::taste::charts::{Bar, lying, to_both_sides, upright};
use crate::taste::titles::title;
use crate::words;
use halfstar_core::portrait::{Apart, Leaning, Leanings};
use halfstar_session::figures::{
    between, days, hours, on_line, part_of, percent, percent_of, proportions, share, stars_of_level,
};

/// What draws a picture.
pub(crate) type Draw = fn(&mut Markup, &PortraitView);

/// The numbers that people ask for first.
pub(crate) fn totals(markup: &mut Markup, view: &PortraitView) {
    let portrait = &view.portrait;
    let totals = &portrait.totals;
    let mut number = |value: &str, of: &str| number(markup, value, of);
    number(&words::thousands(totals.seen), &fill(Label::FilmsSeen, &[&totals.seen.to_string()]));
    let days = words::thousands(days(totals.minutes));
    number(&words::thousands(hours(totals.minutes)), &fill(Label::HoursOfFilm, &[&days]));
    if let Some(mean) = portrait.ratings.mean {
        number(&(words::decimal(mean) + " ★"), say(Label::OnAverage));
    }
    if let Some(comparison) = &portrait.ratings.comparison {
        let share = percent_of(comparison.near, comparison.films);
        number(&fill(Label::Percent, &[&share.to_string()]), say(Label::NearEveryone));
    }
    if let Some(place) = portrait.fame.place {
        number(&percent(place).to_string(), say(Label::ObscureOfHundred));
    }
}

/// A large number, and what it is of.
pub(crate) fn number(markup: &mut Markup, value: &str, of: &str) {
    markup.raw("<p><b>").text(value).raw("</b> <span>").text(of).raw("</span></p>");
}

/// So many on either side are enough for a picture.
const LISTED: usize = 6;

const LEVELS: [&str; 10] = ["½", "★", "★½", "★★", "★★½", "★★★", "★★★½", "★★★★", "★★★★½", "★★★★★"];

/// How many of each rating.
pub(crate) fn ratings(markup: &mut Markup, view: &PortraitView) {
    let levels = view.portrait.ratings.levels;
    let most = levels.iter().copied().max().unwrap_or(0);
    let bar = |(halves, count): (u32, u32)| Bar {
        count,
        above: words::thousands(count),
        // Ten labels of stars do not fit a phone.
        below: words::half_stars(halves),
        spoken: String::new(),
        lit: count == most && count > 0,
    };
    upright(markup, &(1..).zip(levels).map(bar).collect::<Vec<_>>());
}

/// What everyone gives the films of each level: two dots on a line from ½ to 5.
pub(crate) fn against(markup: &mut Markup, view: &PortraitView) {
    let Some(comparison) = &view.portrait.ratings.comparison else {
        markup.raw("<p class=\"faint\">").say(Label::NothingToCompare).raw("</p>");
        return;
    };
    let (mine, theirs) = (words::decimal(comparison.mean), words::decimal(comparison.everyone));
    markup.raw("<p>").fill(Label::AgainstMeans, &[&mine, &theirs, &words::thousands(comparison.films)]).raw("</p>");
    markup.raw("<ul class=\"dumbbells\">");
    for (place, everyone) in comparison.everyone_at.iter().enumerate().rev() {
        let Some(everyone) = everyone else { continue };
        let (own, others) = (on_line(stars_of_level(place)), on_line(*everyone));
        markup.raw("<li><span>").raw(LEVELS[place]).raw("</span><svg aria-hidden=\"true\"><rect class=\"axis\" y=\"7\" width=\"100%\" height=\"2\"/><rect class=\"between\" y=\"6\" height=\"4\" x=\"");
        let between = between(own, others);
        markup
            .number(between.from)
            .raw("%\" width=\"")
            .number(between.width)
            .raw("%\"/><circle class=\"others\" cy=\"8\" r=\"5\" cx=\"");
        markup
            .number(others)
            .raw("%\"/><circle class=\"own\" cy=\"8\" r=\"6\" cx=\"")
            .number(own)
            .raw("%\"/></svg><span class=\"number\">");
        markup.fill(Label::EveryoneAt, &[&words::decimal(*everyone)]).raw("</span></li>");
    }
    markup.raw("</ul>");
    if let Some(correlation) = comparison.correlation {
        let word = match correlation {
            x if x >= 0.6 => Label::OrderAlike,
            x if x >= 0.3 => Label::OrderPartly,
            _ => Label::OrderOwn,
        };
        markup.raw("<p class=\"faint\">").say(word).raw("</p>");
    }
}

/// Films that the member rates far above everyone.
pub(crate) fn above(markup: &mut Markup, view: &PortraitView) {
    apart(markup, view, view.portrait.ratings.comparison.as_ref().map(|it| it.above.as_slice()));
}

/// Films that they rate far below everyone.
pub(crate) fn below(markup: &mut Markup, view: &PortraitView) {
    apart(markup, view, view.portrait.ratings.comparison.as_ref().map(|it| it.below.as_slice()));
}

fn apart(markup: &mut Markup, view: &PortraitView, films: Option<&[Apart]>) {
    let films = films.unwrap_or_default();
    if films.is_empty() {
        markup.raw("<p class=\"faint\">").say(Label::NothingToCompare).raw("</p>");
    }
    markup.raw("<ul class=\"apart\">");
    for film in films {
        let (title, year) = title(view, film.film);
        markup.raw("<li><button class=\"link film\" aria-haspopup=\"dialog\" data-film=\"").number(film.film.0);
        markup.raw("\">").film(title, year);
        markup
            .raw("</button><span class=\"given\">")
            .text(&film.rating.to_string())
            .raw("</span><span class=\"number\">");
        markup.fill(Label::EveryoneAt, &[&words::decimal(film.everyone)]).raw("</span></li>");
    }
    markup.raw("</ul>");
}

/// Films seen of each decade, and the mean rating.
pub(crate) fn decades(markup: &mut Markup, view: &PortraitView) {
    let most = view.portrait.decades.iter().map(|decade| decade.seen).max().unwrap_or(0).max(1);
    markup.raw("<ul class=\"voices decades\">");
    for decade in &view.portrait.decades {
        let name = fill(Label::Decade, &[&decade.from.to_string()]);
        let mean = decade.mean.map(|mean| words::decimal(mean) + " ★").unwrap_or_default();
        let says = words::dotted(&[words::thousands(decade.seen), mean]);
        lying(markup, &name, share(decade.seen, most), &says);
    }
    markup.raw("</ul>");
}

/// From mainstream to obscure.
pub(crate) fn fame(markup: &mut Markup, view: &PortraitView) {
    let fame = &view.portrait.fame;
    let Some(place) = fame.place else {
        markup.raw("<p class=\"faint\">").say(Label::NothingToCompare).raw("</p>");
        return;
    };
    let word = match percent(place) {
        0..=39 => Label::FameMainstream,
        40..=64 => Label::FameMiddle,
        _ => Label::FameObscure,
    };
    markup.raw("<p>").say(word).raw("</p>");
    let own = part_of(place, fame.parts.len());
    let last = part_of(1.0, fame.parts.len());
    let bar = |(part, &count): (usize, &u32)| Bar {
        count,
        above: words::thousands(count),
        below: if part == 0 {
            say(Label::BestKnown).to_owned()
        } else if part == last {
            say(Label::LeastKnown).to_owned()
        } else {
            String::new()
        },
        spoken: String::new(),
        lit: part == own,
    };
    upright(markup, &fame.parts.iter().enumerate().map(bar).collect::<Vec<_>>());
    markup.raw("<p class=\"faint\">").say(Label::FameHint);
    if let Some(rarest) = fame.rarest {
        let (title, _) = title(view, rarest);
        markup.raw(" ");
        markup.fill(Label::Rarest, &[title]);
    }
    markup.raw("</p>");
}

/// Genres over- and under-rated.
pub(crate) fn genres(markup: &mut Markup, view: &PortraitView) {
    leanings(markup, view, Some(&view.portrait.genres), |name| language::words().genre(name).to_owned());
}

/// Keywords.
pub(crate) fn keywords(markup: &mut Markup, view: &PortraitView) {
    leanings(markup, view, view.portrait.keywords.as_ref(), str::to_owned);
}

/// Directors.
pub(crate) fn directors(markup: &mut Markup, view: &PortraitView) {
    leanings(markup, view, Some(&view.portrait.directors), str::to_owned);
}

/// Actors.
pub(crate) fn actors(markup: &mut Markup, view: &PortraitView) {
    leanings(markup, view, view.portrait.actors.as_ref(), str::to_owned);
}

fn leanings(markup: &mut Markup, view: &PortraitView, leanings: Option<&Leanings>, name: fn(&str) -> String) {
    let Some(leanings) = leanings else {
        markup.raw("<p class=\"faint\">").say(Label::DetailsComing).raw("</p>");
        return;
    };
    if leanings.over.is_empty() && leanings.under.is_empty() {
        markup.raw("<p class=\"faint\">").say(Label::NoLeaning).raw("</p>");
        return;
    }
    let all = || leanings.over.iter().take(LISTED).chain(leanings.under.iter().take(LISTED).rev());
    markup.raw("<ul class=\"leanings\">");
    let reaches = proportions(all().map(|leaning| leaning.lift), 0.05);
    all().zip(reaches).for_each(|(leaning, reach)| row(markup, view, leaning, reach, name));
    markup.raw("</ul>");
}

fn row(markup: &mut Markup, view: &PortraitView, leaning: &Leaning, reach: f32, name: fn(&str) -> String) {
    let (best, _) = title(view, leaning.best);
    let sign = if leaning.lift > 0.0 { "+" } else { "" };
    markup.raw("<li><span class=\"name\">").text(&name(&leaning.name)).raw("<small>");
    let films = fill(Label::CountOfFilms, &[&words::thousands(leaning.rated)]);
    markup.text(&words::dotted(&[films, best.to_owned()])).raw("</small></span>");
    to_both_sides(markup, reach);
    markup.raw("<span class=\"number\">").raw(sign).text(&words::decimal(leaning.lift)).raw("</span></li>");
}
