//! Pictures to share, made on the device: an SVG that knows no style sheet but its own, painted by the browser as PNG.

use crate::language::{Label, say};
use crate::shared::download;
use crate::shared::markup::{Html, Markup};
use crate::store::Store;
use crate::taste::{picture, year_picture};
use halfstar_session::figures::{fit, lines, rows_below, width};
use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::*;
use leptos::reactive::spawn_local;
use leptos::wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement};

/// As wide and high as a picture in a feed.
pub(crate) const WIDTH: u32 = 1080;
pub(crate) const HEIGHT: u32 = 1350;
/// Where what is on the right begins, and how wide either half is.
pub(crate) const LEFT: u32 = 64;
pub(crate) const RIGHT: u32 = 564;
pub(crate) const HALF: u32 = 452;
/// Between a row's name and its number.
const GAP: u32 = 24;

/// The posters in it bring their own colours; their lettering is that of the page's style sheet, in short.
const STYLE: &str = "text{font-family:-apple-system,'Segoe UI',Roboto,'Liberation Sans',Arial,sans-serif}:root>text{fill:#e4eaf0}\
.t-serif,.t-slab,.t-soft{font-family:Georgia,'Liberation Serif',serif;font-weight:700}.t-slab,.t-speed{font-style:italic}\
.t-heavy,.t-speed{font-weight:800}.t-swiss{font-weight:700}.t-light{font-weight:300}\
:root>.big{font-size:66px;font-weight:800}:root>.small{font-size:27px;fill:#b9c6d2}:root>.head{font-size:22px;fill:#93a4b3;letter-spacing:1.5px;text-transform:uppercase}\
.title{font-size:76px;font-weight:800;letter-spacing:-2px}.bar{fill:#4fd69c}.dim{fill:#2a333d}\
.row{font-size:30px}:root>.num{font-size:30px;text-anchor:end;fill:#4fd69c}:root>.mid{font-size:22px;text-anchor:middle;fill:#93a4b3}:root>.star{font-size:26px;text-anchor:middle;fill:#4fd69c}\
.map path{fill:none;stroke-linecap:round;stroke-width:1;stroke:#33404c}.map .seen{stroke-width:2;stroke:#62bdf5}.map .loved{stroke-width:2.6;stroke:#4fd69c}\
.map text{font-size:8px;fill:#93a4b3}";

/// A picture's beginning, with its title.
pub(crate) fn begin(title: &str) -> Markup {
    let mut markup = Markup::default();
    markup.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").number(WIDTH).raw("\" height=\"").number(HEIGHT);
    markup.raw("\"><style>").raw(STYLE).raw("</style><rect width=\"100%\" height=\"100%\" fill=\"#12161b\"/>");
    text(&mut markup, "title", LEFT, 132, title);
    markup
}

/// Its end, with whose work it is.
pub(crate) fn end(mut markup: Markup) -> Html {
    text(&mut markup, "small", LEFT, 1300, say(Label::PictureFoot));
    markup.raw("</svg>");
    markup.finish()
}

/// Up to four numbers beside each other, each with what it is of in as many lines as that needs.
pub(crate) fn numbers(markup: &mut Markup, numbers: &[(String, String)]) {
    let there = numbers.iter().filter(|(number, _)| !number.is_empty());
    for ((number, of), x) in there.zip([LEFT, 314, RIGHT, 814]) {
        text(markup, "big", x, 250, number);
        for (line, y) in lines(of, 27, 215).iter().take(2).zip([292, 324]) {
            text(markup, "small", x, y, line);
        }
    }
}

/// A heading, in capitals.
pub(crate) fn head(markup: &mut Markup, x: u32, y: u32, says: &str) {
    // Capitals that stand a little apart take as much room as small letters of this size.
    text(markup, "head", x, y, &fit(says, 31, HALF));
}

/// A row of a list in one half: a name, as much of it as has room, and a number.
pub(crate) fn row(markup: &mut Markup, x: u32, y: u32, name: &str, number: &str) {
    let room = HALF.saturating_sub(width(number, 30)).saturating_sub(GAP);
    text(markup, "row", x, y, &fit(name, 30, room));
    text(markup, "num", x.saturating_add(HALF), y, number);
}

/// Where the rows below a heading stand.
pub(crate) fn rows(top: u32) -> impl Iterator<Item = u32> {
    rows_below(top, 50)
}

pub(crate) fn text(markup: &mut Markup, class: &'static str, x: u32, y: u32, text: &str) {
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

pub(crate) fn rect(markup: &mut Markup, class: &'static str, x: u32, y: u32, width: u32, height: u32) {
    markup.raw("<rect rx=\"5\" class=\"").raw(class).raw("\" x=\"").number(x).raw("\" y=\"").number(y);
    markup.raw("\" width=\"").number(width).raw("\" height=\"").number(height).raw("\"/>");
}

/// Ways to take a picture along: shared by the device's own sheet, where it has one for pictures, and saved.
pub(crate) fn ways(markup: &mut Markup, of: &'static str) {
    let can_share = can_share();
    markup.raw("<p class=\"share\">");
    if can_share {
        way(markup, "share", of, "", Label::ShareIt);
    }
    way(markup, "save", of, if can_share { " quiet" } else { "" }, Label::SavePicture);
    markup.raw("<span class=\"faint\">").say(Label::SavePictureHint).raw("</span></p>");
}

fn way(markup: &mut Markup, how: &'static str, of: &'static str, class: &'static str, label: Label) {
    markup.raw("<button class=\"button").raw(class);
    for attribute in ["\" data-testid=\"", "\" data-take=\""] {
        markup.raw(attribute).raw(how).raw("-").raw(of);
    }
    markup.raw("\">").say(label).raw("</button>");
}

/// Takes a picture along, as one of the ways says.
pub(crate) fn take(store: Store, way: &str) {
    let Some((how, of)) = way.split_once('-') else { return };
    let share = how == "share";
    let Some((picture, name)) = (if of == "year" { a_year(store) } else { a_taste(store) }) else { return };
    spawn_local(async move {
        match paint(&picture).await {
            None => store.connection.warn(say(Label::PictureFailed)),
            Some(blob) if !share || !shared(&blob, &name).await => download::give_blob(&name, &blob),
            Some(_) => {}
        }
    });
}

fn a_taste(store: Store) -> Option<(Html, String)> {
    let map = store.taste.map.get_untracked().unwrap_or_default();
    let picture = store.taste.portrait.with_untracked(|view| view.as_ref().map(|view| picture::draw(view, &map)))?;
    Some((picture, "halfstar.png".to_owned()))
}

fn a_year(store: Store) -> Option<(Html, String)> {
    store.taste.year.with_untracked(|view| {
        let view = view.as_ref()?;
        let year = view.year.as_ref()?;
        let name = ["halfstar-", &year.year.to_string(), ".png"].concat();
        Some((year_picture::draw(view, year, store.settings.language.get_untracked()), name))
    })
}

async fn paint(picture: &Html) -> Option<Blob> {
    let source = ["data:image/svg+xml,", &String::from(js_sys::encode_uri_component(picture.as_str()))].concat();
    let image = HtmlImageElement::new().ok()?;
    image.set_src(&source);
    JsFuture::from(image.decode()).await.ok()?;
    let canvas = document().create_element("canvas").ok()?.dyn_into::<HtmlCanvasElement>().ok()?;
    canvas.set_width(WIDTH);
    canvas.set_height(HEIGHT);
    let context = canvas.get_context("2d").ok()??.dyn_into::<CanvasRenderingContext2d>().ok()?;
    context.draw_image_with_html_image_element(&image, 0.0, 0.0).ok()?;
    let painted = Promise::new(&mut |resolve, reject| {
        if canvas.to_blob(&resolve).is_err() {
            // What it is told does not matter: nobody looks.
            let _ = reject.call0(&JsValue::NULL);
        }
    });
    JsFuture::from(painted).await.ok()?.dyn_into::<Blob>().ok()
}

/// Whether this device has a sheet that takes pictures.
fn can_share() -> bool {
    let Some(data) = Blob::new().ok().and_then(|blank| to_share(&blank, "halfstar.png")) else { return false };
    let can = of_navigator("canShare").and_then(|can| can.call1(&window().navigator(), &data).ok());
    can.is_some_and(|can| can.is_truthy()) && of_navigator("share").is_some()
}

/// Hands a picture to the device's sheet. False where that did not open: whoever closes it has what they wanted.
async fn shared(picture: &Blob, name: &str) -> bool {
    let asked = to_share(picture, name)
        .and_then(|data| of_navigator("share")?.call1(&window().navigator(), &data).ok()?.dyn_into::<Promise>().ok());
    let Some(asked) = asked else { return false };
    match JsFuture::from(asked).await {
        Ok(_) => true,
        Err(why) => why.dyn_into::<web_sys::DomException>().is_ok_and(|why| why.name() == "AbortError"),
    }
}

fn of_navigator(name: &str) -> Option<Function> {
    Reflect::get(&window().navigator(), &name.into()).ok()?.dyn_into().ok()
}

/// `{ files: [picture] }`. The program has no types for it: not every browser has it.
fn to_share(picture: &Blob, name: &str) -> Option<Object> {
    let kind = Object::new();
    Reflect::set(&kind, &"type".into(), &"image/png".into()).ok()?;
    let class: Function = Reflect::get(&js_sys::global(), &"File".into()).ok()?.dyn_into().ok()?;
    let file = Reflect::construct(&class, &Array::of3(&Array::of1(picture), &name.into(), &kind)).ok()?;
    let data = Object::new();
    Reflect::set(&data, &"files".into(), &Array::of1(&file)).ok()?;
    Some(data)
}
