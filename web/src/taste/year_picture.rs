//! A year as one picture to share.

use crate::language::{self, Label, Language, fill, say};
use crate::protocol::YearView;
use crate::shared::intl;
use crate::shared::markup::{Html, Markup};
use crate::taste::painting::{HALF, LEFT, RIGHT, begin, end, head, numbers, rect, row, rows, text};
use crate::taste::year::find;
use crate::words;
use halfstar_core::year::{Most, Year};
use halfstar_session::calendar::iso;
use halfstar_session::figures::{bars, fit, hours};

/// Where posters begin, and the middle of each.
const POSTERS: [(u32, u32); 5] = [(64, 149), (259, 344), (455, 540), (651, 736), (846, 931)];

/// The picture, as SVG.
pub(crate) fn draw(view: &YearView, year: &Year, language: Language) -> Html {
    let mut markup = begin(&fill(Label::MyYear, &[&year.year.to_string()]));
    let sums = &year.sums;
    let counted = |count: u32, label: Label| (words::thousands(count), fill(label, &[&count.to_string()]));
    let mut told = vec![counted(sums.viewings, Label::FilmsWatched), counted(hours(sums.minutes), Label::HoursWatched)];
    told.extend(sums.mean.map(|mean| (words::decimal(mean) + " ★", say(Label::OnAverage).to_owned())));
    if year.by_diary {
        told.push(counted(sums.rewatches, Label::Rewatches));
    }
    numbers(&mut markup, &told);

    head(&mut markup, LEFT, 394, say(Label::MonthByMonth));
    for ((bar, x), month) in bars(&year.months, 414, 130).into_iter().zip((LEFT..).step_by(38)).zip(1..) {
        rect(&mut markup, "dim", x, 414, 32, 130);
        rect(&mut markup, "bar", x, bar.from, 32, bar.width);
        text(&mut markup, "mid", x.saturating_add(16), 574, &intl::month(language, month, "narrow"));
    }
    ends(&mut markup, view, year, language);

    if !year.best.is_empty() {
        head(&mut markup, LEFT, 646, say(Label::HighestRated));
    }
    for ((film, rating), (x, middle)) in year.best.iter().zip(POSTERS) {
        let Some(film) = find(view, *film) else { continue };
        markup.raw("<svg x=\"").number(x).raw("\" y=\"668\" width=\"170\" height=\"255\">");
        markup.artwork(&film.title, film.year, &film.genres).raw("</svg>");
        text(&mut markup, "star", middle, 958, &rating.to_string());
    }

    list(&mut markup, LEFT, Label::MostDirectors, &year.directors, &|name| name.to_owned());
    list(&mut markup, RIGHT, Label::MostGenres, &year.genres, &|name| language::words().genre(name).to_owned());
    end(markup)
}

/// The first film and the last.
fn ends(markup: &mut Markup, view: &YearView, year: &Year, language: Language) {
    for (label, viewing, y) in [(Label::FirstFilm, year.first, 394), (Label::LastFilm, year.last, 512)] {
        let Some((viewing, film)) = viewing.and_then(|viewing| Some((viewing, find(view, viewing.film)?))) else {
            continue;
        };
        head(markup, RIGHT, y, say(label));
        text(markup, "row", RIGHT, y.saturating_add(38), &fit(&film.title, 30, HALF));
        text(markup, "small", RIGHT, y.saturating_add(71), &intl::day(language, &iso(viewing.day)));
    }
}

fn list(markup: &mut Markup, x: u32, heading: Label, kinds: &[Most], name: &dyn Fn(&str) -> String) {
    if kinds.is_empty() {
        return;
    }
    head(markup, x, 1026, say(heading));
    for ((kind, films), y) in kinds.iter().take(4).zip(rows(1026)) {
        row(markup, x, y, &name(kind), &words::thousands(*films));
    }
}
