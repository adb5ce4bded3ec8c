//! Bars, upright, lying and to both sides. Sizes are attributes: the page's security policy allows no inline style.

use crate::components::markup::{Markup, percent};

/// One lying bar of a list: its name, how long it is (1 is all of it), and what it says in words.
pub(crate) fn lying(markup: &mut Markup, name: &str, reach: f32, says: &str) {
    markup.raw("<li><span>").text(name).raw("</span>").bar(reach);
    markup.raw("<span class=\"number\">").raw(says).raw("</span></li>");
}

/// One bar to the right of a middle line, or to the left of it: −1 to 1.
pub(crate) fn to_both_sides(markup: &mut Markup, reach: f32) {
    let half = percent(reach.abs()) / 2;
    let from = if reach < 0.0 { 50 - half } else { 50 };
    markup.raw("<svg class=\"leaning ").raw(if reach < 0.0 { "under" } else { "over" });
    markup.raw("\" aria-hidden=\"true\"><rect class=\"axis\" x=\"50%\" width=\"1\" height=\"100%\"/><rect y=\"4\" height=\"8\" rx=\"4\" x=\"");
    markup.number(from).raw("%\" width=\"").number(half.max(1)).raw("%\"/></svg>");
}

/// Upright bars, each with what stands above it and below it. They are one list to a screen reader.
pub(crate) fn upright(markup: &mut Markup, bars: &[Bar]) {
    let most = bars.iter().map(|bar| bar.count).max().unwrap_or(0).max(1) as f32;
    markup.raw("<ul class=\"columns\">");
    for bar in bars {
        let height = (bar.count as f32 / most * 100.0 + 0.5) as u32;
        markup.raw("<li").raw(if bar.lit { " class=\"lit\"" } else { "" }).raw("><span class=\"number\">");
        markup.raw(&bar.above).raw("</span><svg aria-hidden=\"true\"><rect x=\"8%\" width=\"84%\" rx=\"3\" y=\"");
        // Something is there, however little.
        let height = if bar.count > 0 { height.max(2) } else { 0 };
        markup.number(100 - height).raw("%\" height=\"").number(height).raw("%\"/></svg><span>").raw(&bar.below);
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
    /// Whether it stands out.
    pub(crate) lit: bool,
}
