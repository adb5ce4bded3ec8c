//! Bars, upright, lying and to both sides. Sizes are attributes: the page's security policy allows no inline style.

use crate::shared::markup::Markup;
use halfstar_session::figures::{columns, leaning};

/// One lying bar of a list: its name, how long it is (1 is all of it), and what it says in words.
pub(crate) fn lying(markup: &mut Markup, name: &str, reach: f32, says: &str) {
    markup.raw("<li><span>").text(name).raw("</span>").bar(reach);
    markup.raw("<span class=\"number\">").text(says).raw("</span></li>");
}

/// One bar to the right of a middle line, or to the left of it: −1 to 1.
pub(crate) fn to_both_sides(markup: &mut Markup, reach: f32) {
    let bar = leaning(reach);
    markup.raw("<svg class=\"leaning ").raw(if reach < 0.0 { "under" } else { "over" });
    markup.raw("\" aria-hidden=\"true\"><rect class=\"axis\" x=\"50%\" width=\"1\" height=\"100%\"/><rect y=\"4\" height=\"8\" rx=\"4\" x=\"");
    markup.number(bar.from).raw("%\" width=\"").number(bar.width).raw("%\"/></svg>");
}

/// Upright bars, each with what stands above it and below it. They are one list to a screen reader.
pub(crate) fn upright(markup: &mut Markup, bars: &[Bar]) {
    let counts: Vec<u32> = bars.iter().map(|bar| bar.count).collect();
    markup.raw("<ul class=\"columns\">");
    for (bar, column) in bars.iter().zip(columns(&counts)) {
        markup.raw("<li").raw(if bar.lit { " class=\"lit\"" } else { "" }).raw("><span class=\"number\">");
        markup.text(&bar.above).raw("</span><svg aria-hidden=\"true\"><rect x=\"8%\" width=\"84%\" rx=\"3\" y=\"");
        markup.number(column.from).raw("%\" height=\"").number(column.width).raw("%\"/></svg>");
        if bar.spoken.is_empty() {
            markup.raw("<span>").text(&bar.below);
        } else {
            markup
                .raw("<span class=\"hidden\">")
                .text(&bar.spoken)
                .raw("</span><span aria-hidden=\"true\">")
                .text(&bar.below);
        }
        markup.raw("</span></li>");
    }
    markup.raw("</ul>");
}

/// An upright bar.
pub(crate) struct Bar {
    /// How tall.
    pub(crate) count: u32,
    /// What stands above it.
    pub(crate) above: String,
    /// What it is of.
    pub(crate) below: String,
    /// The same for a screen reader, where what is seen is cut short.
    pub(crate) spoken: String,
    /// Whether it stands out.
    pub(crate) lit: bool,
}
