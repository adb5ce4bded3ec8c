//! The taste as one picture to share, made on the device: an SVG of its own, painted by the browser and saved as PNG.

use crate::language::{self, Label, fill, say};
use crate::protocol::{MapView, PortraitView};
use crate::shared::markup::{Html, Markup};
use crate::taste::map;
use crate::taste::titles::title;
use crate::words;
use halfstar_core::portrait::Leaning;
use halfstar_session::figures::{bars, hours, percent, rows_below};
use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement, HtmlImageElement};

const WIDTH: u32 = 1080;
const HEIGHT: u32 = 1350;
/// The picture knows no style sheet but its own.
const STYLE: &str = "text{font-family:-apple-system,'Segoe UI',Roboto,'Liberation Sans',Arial,sans-serif;fill:#e4eaf0}\
.big{font-size:66px;font-weight:800}.small{font-size:27px;fill:#b9c6d2}.head{font-size:22px;fill:#93a4b3;letter-spacing:1.5px;text-transform:uppercase}\
.title{font-size:76px;font-weight:800;letter-spacing:-2px}.bar{fill:#4fd69c}.dim{fill:#2a333d}\
.row{font-size:30px}.num{font-size:30px;text-anchor:end;fill:#4fd69c}\
.map path{fill:none;stroke-linecap:round;stroke-width:1;stroke:#33404c}.map .seen{stroke-width:2;stroke:#62bdf5}.map .loved{stroke-width:2.6;stroke:#4fd69c}\
.map text{font-size:8px;fill:#93a4b3}";

/// The picture, as SVG.
pub(crate) fn draw(view: &PortraitView, places: &MapView) -> Html {
    let portrait = &view.portrait;
    let mut markup = Markup::default();
    markup.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").number(WIDTH).raw("\" height=\"").number(HEIGHT);
    markup.raw("\"><style>").raw(STYLE).raw("</style><rect width=\"100%\" height=\"100%\" fill=\"#12161b\"/>");
    text(&mut markup, "title", 64, 132, say(Label::MyTaste));

    let hours = hours(portrait.totals.minutes);
    let mean = portrait.ratings.mean.map(|mean| words::decimal(mean) + " ★").unwrap_or_default();
    let fame = portrait.fame.place.map(|place| percent(place).to_string()).unwrap_or_default();
    let numbers = [
        (words::thousands(portrait.totals.seen), fill(Label::FilmsSeen, &[&portrait.totals.seen.to_string()])),
        (words::thousands(hours), say(Label::Hours).to_owned()),
        (mean, say(Label::OnAverage).to_owned()),
        (fame, say(Label::ObscureShort).to_owned()),
    ];
    for ((number, of), x) in numbers.iter().zip([64, 314, 564, 814]) {
        if !number.is_empty() {
            text(&mut markup, "big", x, 250, number);
            text(&mut markup, "small", x, 292, of);
        }
    }

    // How many of each rating.
    text(&mut markup, "head", 64, 384, say(Label::MyRatings));
    for (bar, x) in bars(&portrait.ratings.levels, 404, 170).into_iter().zip((64..).step_by(46)) {
        rect(&mut markup, "dim", x, 404, 38, 170);
        rect(&mut markup, "bar", x, bar.from, 38, bar.width);
    }
    text(&mut markup, "small", 64, 612, "½");
    text(&mut markup, "small", 390, 612, "★★★★★");

    // What they rate above everyone.
    for (leanings, head, y) in
        [(&portrait.directors.over, Label::DirectorsILove, 690), (&portrait.genres.over, Label::GenresILove, 1010)]
    {
        text(&mut markup, "head", 64, y, say(head));
        for (leaning, y) in leanings.iter().take(5).zip(rows_below(y, 50)) {
            row(&mut markup, leaning, y);
        }
    }

    // Where their films lie, and below it what they love more than everyone; without a map the films move up.
    let films = if places.places.is_empty() {
        384
    } else {
        text(&mut markup, "head", 564, 384, say(Label::WhereIGo));
        markup.raw("<svg class=\"map\" x=\"564\" y=\"404\" width=\"452\" height=\"452\" viewBox=\"-4 -4 264 264\">");
        map::points(&mut markup, places);
        map::labels(&mut markup, places);
        markup.raw("</svg>");
        930
    };
    above(&mut markup, view, films);
    text(&mut markup, "small", 64, 1300, say(Label::PictureFoot));
    markup.raw("</svg>");
    markup.finish()
}

/// Films that they love more than everyone does.
fn above(markup: &mut Markup, view: &PortraitView, top: u32) {
    let films = view.portrait.ratings.comparison.as_ref().map(|it| it.above.as_slice()).unwrap_or_default();
    if films.is_empty() {
        return;
    }
    text(markup, "head", 564, top, say(Label::ILoveMore));
    for (film, y) in films.iter().zip(rows_below(top, 50)) {
        text(markup, "row", 564, y, &words::short(title(view, film.film).0, 22));
        text(markup, "num", 1016, y, &(words::half_stars(film.rating.halves().into()) + " ★"));
    }
}

fn row(markup: &mut Markup, leaning: &Leaning, y: u32) {
    text(markup, "row", 64, y, &words::short(language::words().genre(&leaning.name), 20));
    text(markup, "num", 508, y, &["+", &words::decimal(leaning.lift)].concat());
}

fn text(markup: &mut Markup, class: &'static str, x: u32, y: u32, text: &str) {
    markup
        .raw("<text class=\"")
        .raw(class)
        .raw("\" x=\"")
        .number(x)
        .raw("\" y=\"")
        .number(y)
        .raw("\">")
        .text(text)
        .raw("</text>");
}

fn rect(markup: &mut Markup, class: &'static str, x: u32, y: u32, width: u32, height: u32) {
    markup.raw("<rect rx=\"5\" class=\"").raw(class).raw("\" x=\"").number(x).raw("\" y=\"").number(y);
    markup.raw("\" width=\"").number(width).raw("\" height=\"").number(height).raw("\"/>");
}

/// Saves it as PNG. False where the browser does not let a page paint.
pub(crate) async fn save(picture: &Html) -> bool {
    let Some(address) = paint(picture).await else { return false };
    let link = document().create_element("a").ok().and_then(|link| link.dyn_into::<HtmlElement>().ok());
    let Some(link) = link else { return false };
    let given = link.set_attribute("href", &address).and_then(|()| link.set_attribute("download", "halfstar.png"));
    link.click();
    given.is_ok()
}

/// As a `data:` address of PNG.
async fn paint(picture: &Html) -> Option<String> {
    let source = ["data:image/svg+xml,", &String::from(js_sys::encode_uri_component(picture.as_str()))].concat();
    let image = HtmlImageElement::new().ok()?;
    image.set_src(&source);
    JsFuture::from(image.decode()).await.ok()?;
    let canvas = document().create_element("canvas").ok()?.dyn_into::<HtmlCanvasElement>().ok()?;
    canvas.set_width(WIDTH);
    canvas.set_height(HEIGHT);
    let context = canvas.get_context("2d").ok()??.dyn_into::<CanvasRenderingContext2d>().ok()?;
    context.draw_image_with_html_image_element(&image, 0.0, 0.0).ok()?;
    canvas.to_data_url().ok()
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
