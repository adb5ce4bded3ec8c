//! A pen that writes SVG, and dice that a title loads: the same film always gets the same picture.

use std::fmt::{Display, Write};

/// Writes SVG elements with presentation attributes only: the page's policy allows no inline styles.
pub(crate) struct Pen {
    out: String,
}

impl Pen {
    pub(crate) fn new() -> Self {
        Self { out: String::with_capacity(3 << 10) }
    }

    pub(crate) fn finish(self) -> String {
        self.out
    }

    /// Markup as it is.
    pub(crate) fn raw(&mut self, markup: &str) -> &mut Self {
        self.out.push_str(markup);
        self
    }

    /// An attribute with a number or a fixed word.
    pub(crate) fn attr(&mut self, name: &str, value: impl Display) -> &mut Self {
        // Writing to a string cannot fail.
        let _ = write!(self.out, " {name}=\"{value}\"");
        self
    }

    /// Text that others wrote.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                c if c.is_control() => self.out.push(' '),
                c => self.out.push(c),
            }
        }
        self
    }

    /// A number as text.
    pub(crate) fn number(&mut self, number: impl Display) -> &mut Self {
        let _ = write!(self.out, "{number}");
        self
    }

    /// Numbers as attributes of an element, `names` in step with `values`, then the paint.
    fn shape(&mut self, element: &str, names: &[&str], values: &[i32], paint: Paint) {
        self.raw("<").raw(element);
        for (name, value) in names.iter().zip(values) {
            self.attr(name, value);
        }
        self.paint(paint);
    }

    fn paint(&mut self, paint: Paint) {
        match paint {
            Paint::Fill(colour) => self.attr("fill", colour),
            Paint::Veil(colour, percent) => self.attr("fill", colour).attr("fill-opacity", Percent(percent)),
            Paint::Line(colour, width) => self.attr("fill", "none").attr("stroke", colour).attr("stroke-width", width),
        };
        self.raw("/>");
    }

    pub(crate) fn rect(&mut self, x: i32, y: i32, width: i32, height: i32, paint: Paint) {
        self.shape("rect", &["x", "y", "width", "height"], &[x, y, width, height], paint);
    }

    /// A rectangle with round corners.
    pub(crate) fn block(&mut self, x: i32, y: i32, width: i32, height: i32, round: i32, paint: Paint) {
        self.shape("rect", &["x", "y", "width", "height", "rx"], &[x, y, width, height, round], paint);
    }

    pub(crate) fn circle(&mut self, x: i32, y: i32, radius: i32, paint: Paint) {
        self.shape("circle", &["cx", "cy", "r"], &[x, y, radius], paint);
    }

    pub(crate) fn ellipse(&mut self, x: i32, y: i32, rx: i32, ry: i32, paint: Paint) {
        self.shape("ellipse", &["cx", "cy", "rx", "ry"], &[x, y, rx, ry], paint);
    }

    /// A path: a letter, then its numbers, and so on.
    pub(crate) fn path(&mut self, steps: &[(char, &[i32])], paint: Paint) {
        self.raw("<path d=\"");
        for (letter, numbers) in steps {
            self.out.push(*letter);
            for (place, number) in numbers.iter().enumerate() {
                if place > 0 {
                    self.out.push(' ');
                }
                let _ = write!(self.out, "{number}");
            }
        }
        self.raw("\"");
        self.paint(paint);
    }

    /// A closed shape of straight sides.
    pub(crate) fn polygon(&mut self, points: &[i32], paint: Paint) {
        self.path(&[('M', points), ('Z', &[])], paint);
    }

    /// An open line of straight pieces.
    pub(crate) fn line(&mut self, points: &[i32], colour: Colour, width: i32) {
        self.path(&[('M', points)], Paint::Line(colour, width));
    }

    /// Half a disc that stands on its flat side; turn it with [`Pen::turned`].
    pub(crate) fn dome(&mut self, x: i32, y: i32, radius: i32, paint: Paint) {
        self.path(&[('M', &[x - radius, y]), ('A', &[radius, radius, 0, 0, 1, x + radius, y]), ('Z', &[])], paint);
    }

    /// A pointed oval: an eye, a slit, a leaf. `width` and `height` are halves.
    pub(crate) fn leaf(&mut self, x: i32, y: i32, width: i32, height: i32, paint: Paint) {
        let reach = if width < height { (width * 2, 0) } else { (0, height * 2) };
        let (top, bottom) =
            if width < height { ((x, y - height), (x, y + height)) } else { ((x - width, y), (x + width, y)) };
        self.path(
            &[
                ('M', &[top.0, top.1]),
                ('Q', &[x + reach.0, y - reach.1, bottom.0, bottom.1]),
                ('Q', &[x - reach.0, y + reach.1, top.0, top.1]),
            ],
            paint,
        );
    }

    /// Draws in a group turned by `degrees` around a point.
    pub(crate) fn turned(&mut self, degrees: i32, x: i32, y: i32, draw: impl FnOnce(&mut Self)) {
        let _ = write!(self.out, "<g transform=\"rotate({degrees} {x} {y})\">");
        draw(self);
        self.raw("</g>");
    }
}

/// How a shape is painted.
#[derive(Clone, Copy)]
pub(crate) enum Paint {
    /// Filled.
    Fill(Colour),
    /// Filled, so many percent opaque.
    Veil(Colour, u8),
    /// An outline of this width.
    Line(Colour, i32),
}

/// Red, green and blue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Colour(pub(super) u32);

impl Colour {
    /// This colour with so many percent of another.
    pub(crate) fn mixed(self, other: Self, percent: u32) -> Self {
        let channel = |shift: u32| {
            let (mine, theirs) = ((self.0 >> shift) & 255, (other.0 >> shift) & 255);
            ((mine * (100 - percent) + theirs * percent) / 100) << shift
        };
        Self(channel(16) | channel(8) | channel(0))
    }
}

impl Display for Colour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{:06x}", self.0)
    }
}

struct Percent(u8);

impl Display for Percent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0 >= 100 { f.write_str("1") } else { write!(f, ".{:02}", self.0) }
    }
}

/// Dice that a film loads.
pub(crate) struct Dice(u64);

impl Dice {
    /// From a title and a year.
    pub(crate) fn new(title: &str, year: u16) -> Self {
        // FNV-1a, then one round of mixing: titles that differ in one letter differ at once.
        let bytes = title.bytes().chain(year.to_le_bytes());
        let hash = bytes
            .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Self(hash)
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i32, high: i32) -> i32 {
        low + (self.roll() % (high - low + 1).max(1) as u64) as i32
    }

    /// One of several.
    pub(crate) fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[(self.roll() % choices.len() as u64) as usize]
    }

    /// Heads or tails.
    pub(crate) fn coin(&mut self) -> bool {
        self.roll() & 1 == 1
    }
}
