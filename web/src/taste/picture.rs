//! The taste as one picture to share.

use crate::language::{self, Label, fill, say};
use crate::protocol::{MapView, PortraitView};
use crate::shared::markup::{Html, Markup};
use crate::taste::map;
use crate::taste::painting::{LEFT, RIGHT, begin, end, head, numbers, rect, row, rows, text};
use crate::taste::titles::title;
use crate::words;
use halfstar_session::figures::{bars, hours, percent};

/// The picture, as SVG.
pub(crate) fn draw(view: &PortraitView, places: &MapView) -> Html {
    let portrait = &view.portrait;
    let mut markup = begin(say(Label::MyTaste));
    let mean = portrait.ratings.mean.map(|mean| words::decimal(mean) + " ★").unwrap_or_default();
    let fame = portrait.fame.place.map(|place| percent(place).to_string()).unwrap_or_default();
    let seen = portrait.totals.seen;
    numbers(
        &mut markup,
        &[
            (words::thousands(seen), fill(Label::FilmsSeen, &[&seen.to_string()])),
            (words::thousands(hours(portrait.totals.minutes)), say(Label::Hours).to_owned()),
            (mean, say(Label::OnAverage).to_owned()),
            (fame, say(Label::ObscureShort).to_owned()),
        ],
    );

    // How many of each rating.
    head(&mut markup, LEFT, 394, say(Label::MyRatings));
    for (bar, x) in bars(&portrait.ratings.levels, 414, 160).into_iter().zip((LEFT..).step_by(46)) {
        rect(&mut markup, "dim", x, 414, 38, 160);
        rect(&mut markup, "bar", x, bar.from, 38, bar.width);
    }
    text(&mut markup, "small", LEFT, 612, "½");
    text(&mut markup, "small", 390, 612, "★★★★★");

    // What they rate above everyone.
    for (leanings, heading, y, most) in [
        (&portrait.directors.over, Label::DirectorsILove, 690, 5),
        (&portrait.genres.over, Label::GenresILove, 1010, 4),
    ] {
        if !leanings.is_empty() {
            head(&mut markup, LEFT, y, say(heading));
        }
        for (leaning, y) in leanings.iter().take(most).zip(rows(y)) {
            let lift = ["+", &words::decimal(leaning.lift)].concat();
            row(&mut markup, LEFT, y, language::words().genre(&leaning.name), &lift);
        }
    }

    // Where their films lie, and below it what they love more than everyone; without a map the films move up.
    let films = if places.places.is_empty() {
        394
    } else {
        head(&mut markup, RIGHT, 394, say(Label::MyMap));
        markup.raw("<svg class=\"map\" x=\"564\" y=\"414\" width=\"452\" height=\"452\" viewBox=\"-4 -4 264 264\">");
        map::points(&mut markup, places);
        map::labels(&mut markup, places);
        markup.raw("</svg>");
        940
    };
    above(&mut markup, view, films);
    end(markup)
}

/// Films that they love more than everyone does.
fn above(markup: &mut Markup, view: &PortraitView, top: u32) {
    let films = view.portrait.ratings.comparison.as_ref().map(|it| it.above.as_slice()).unwrap_or_default();
    if films.is_empty() {
        return;
    }
    head(markup, RIGHT, top, say(Label::ILoveMore));
    for (film, y) in films.iter().zip(rows(top)) {
        let stars = words::half_stars(film.rating.halves().into()) + " ★";
        row(markup, RIGHT, y, title(view, film.film).0, &stars);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn others_words_are_no_markup() {
        let view = PortraitView {
            titles: vec![(halfstar_core::film::FilmId(0), "<b>&".to_owned(), None)],
            portrait: halfstar_core::Portrait {
                ratings: halfstar_core::portrait::Ratings {
                    comparison: Some(halfstar_core::portrait::Comparison {
                        above: vec![halfstar_core::portrait::Apart {
                            film: halfstar_core::film::FilmId(0),
                            rating: halfstar_core::film::Stars::THREE,
                            everyone: 2.0,
                        }],
                        ..Default::default()
                    }),
                    ..Default::default()
                },
                ..Default::default()
            },
        };
        let drawn = draw(&view, &MapView::default());
        let drawn = drawn.as_str();
        assert!(drawn.contains("&lt;b&gt;&amp;") && !drawn.contains("<b>"), "{drawn}");
    }
}
