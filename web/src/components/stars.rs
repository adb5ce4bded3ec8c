//! A predicted rating.

use super::markup::Markup;
use super::words;

/// Stars and a number; one phrase for a screen reader.
pub(crate) fn predicted_stars(markup: &mut Markup, stars: f32) {
    let number = words::decimal(stars);
    markup.raw("<p class=\"stars\" data-testid=\"stars\" role=\"img\" aria-label=\"We think you would give it ");
    markup.raw(&number).raw(" of 5 stars\"><span class=\"glyphs\">").raw(&words::stars(stars));
    markup.raw("</span> <span class=\"number\">").raw(&number).raw("</span></p>");
}
