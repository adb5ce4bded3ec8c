//! How a decade looks: lettering, layout, how far its colours have aged, and a trace of how it was printed.

use super::lettering::{Face, Side};
use super::motifs;
use super::palettes::{Palette, Theme};
use super::pen::Paint::{Fill, Line};
use super::pen::{Colour, Dice, Pen};

/// The look of some years.
#[derive(Clone, Copy)]
pub(crate) struct Era {
    /// How far the colours have yellowed, in percent.
    pub(crate) age: u32,
    face: Face,
    layouts: &'static [Layout],
    print: Print,
}

/// Where title and picture go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// Picture above, title below on the same field.
    Foot(Side),
    /// Title above, picture below.
    Head(Side),
    /// A margin all around, the picture in a window, the title beneath it in the middle.
    Frame,
    /// The picture everywhere, the title on a slanted strip of paper.
    Strip,
    /// The picture everywhere, the title on a plain block at the foot.
    Block(Side),
    /// Lines as wide as the poster, in ink, at the foot.
    Stack,
    /// A small round picture on a wide field.
    Porthole,
}

/// A trace of how it was printed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Print {
    /// None.
    Clean,
    /// Two thin rules around everything.
    Rules,
    /// A coarse halftone.
    Dots,
    /// The lines of a screen.
    Scan,
    /// A worn edge.
    Worn,
}

const SILENT: Era = Era {
    age: 46,
    face: Face { class: "t-serif", capitals: true, stretch: 96, tracking: 6, leading: 112, largest: 54 },
    layouts: &[Layout::Frame, Layout::Frame, Layout::Head(Side::Middle)],
    print: Print::Rules,
};
const DECO: Era = Era {
    age: 30,
    face: Face { class: "t-deco", capitals: true, stretch: 100, tracking: 9, leading: 110, largest: 62 },
    layouts: &[Layout::Frame, Layout::Foot(Side::Middle), Layout::Head(Side::Middle)],
    print: Print::Rules,
};
const FORTIES: Era = Era {
    age: 24,
    face: Face { class: "t-slab", capitals: false, stretch: 96, tracking: 0, leading: 100, largest: 72 },
    layouts: &[Layout::Foot(Side::Middle), Layout::Block(Side::Middle), Layout::Head(Side::Left)],
    print: Print::Dots,
};
const FIFTIES: Era = Era {
    age: 16,
    face: Face { class: "t-heavy", capitals: true, stretch: 84, tracking: 0, leading: 92, largest: 78 },
    layouts: &[Layout::Strip, Layout::Strip, Layout::Head(Side::Left)],
    print: Print::Dots,
};
const SIXTIES: Era = Era {
    age: 8,
    face: Face { class: "t-swiss", capitals: false, stretch: 94, tracking: -1, leading: 92, largest: 68 },
    layouts: &[Layout::Head(Side::Left), Layout::Foot(Side::Left), Layout::Head(Side::Left)],
    print: Print::Clean,
};
const SEVENTIES: Era = Era {
    age: 12,
    face: Face { class: "t-soft", capitals: false, stretch: 98, tracking: -1, leading: 94, largest: 70 },
    layouts: &[Layout::Frame, Layout::Frame, Layout::Foot(Side::Middle)],
    print: Print::Worn,
};
const EIGHTIES: Era = Era {
    age: 0,
    face: Face { class: "t-speed", capitals: true, stretch: 96, tracking: 0, leading: 96, largest: 76 },
    layouts: &[Layout::Stack, Layout::Foot(Side::Left), Layout::Head(Side::Right)],
    print: Print::Scan,
};
const NINETIES: Era = Era {
    age: 0,
    face: Face { class: "t-serif", capitals: true, stretch: 92, tracking: 5, leading: 112, largest: 52 },
    layouts: &[Layout::Block(Side::Middle), Layout::Foot(Side::Middle), Layout::Head(Side::Middle)],
    print: Print::Clean,
};
const NOUGHTIES: Era = Era {
    age: 0,
    face: Face { class: "t-light", capitals: false, stretch: 92, tracking: 0, leading: 102, largest: 60 },
    layouts: &[Layout::Foot(Side::Right), Layout::Head(Side::Right), Layout::Block(Side::Left)],
    print: Print::Clean,
};
const TENS: Era = Era {
    age: 0,
    face: Face { class: "t-thin", capitals: true, stretch: 96, tracking: 12, leading: 128, largest: 44 },
    layouts: &[Layout::Porthole, Layout::Foot(Side::Middle), Layout::Head(Side::Left), Layout::Foot(Side::Left)],
    print: Print::Clean,
};
const TWENTIES: Era = Era {
    age: 0,
    face: Face { class: "t-heavy", capitals: true, stretch: 78, tracking: 0, leading: 84, largest: 150 },
    layouts: &[Layout::Stack, Layout::Stack, Layout::Head(Side::Left)],
    print: Print::Clean,
};

/// The era of a year.
pub(crate) fn of(year: Option<u16>) -> Era {
    match year.unwrap_or(2005) {
        ..1930 => SILENT,
        1930..1940 => DECO,
        1940..1950 => FORTIES,
        1950..1960 => FIFTIES,
        1960..1970 => SIXTIES,
        1970..1980 => SEVENTIES,
        1980..1990 => EIGHTIES,
        1990..2000 => NINETIES,
        2000..2010 => NOUGHTIES,
        2010..2020 => TENS,
        _ => TWENTIES,
    }
}

/// A rectangle of the poster.
type Window = (i32, i32, i32, i32);

impl Era {
    /// Draws picture, title and year.
    pub(crate) fn compose(
        self,
        pen: &mut Pen,
        dice: &mut Dice,
        idea: Theme,
        p: &Palette,
        title: &str,
        year: Option<u16>,
    ) {
        let layout = dice.one_of(self.layouts);
        pen.rect(0, 0, 400, 600, Fill(p.field));
        let mut picture = |pen: &mut Pen, (x, y, wide, tall): Window| {
            pen.raw("<svg preserveAspectRatio=\"xMidYMid slice\" viewBox=\"0 0 400 600\"");
            pen.attr("x", x).attr("y", y).attr("width", wide).attr("height", tall).raw(">");
            motifs::draw(idea, pen, p, dice);
            pen.raw("</svg>");
        };
        match layout {
            Layout::Foot(side) => {
                let set = self.face.set(title, 344, 190);
                let top = 600 - set.height - 70;
                picture(pen, (0, 0, 400, top - 22));
                set.draw(pen, column(side), top, side, p.ink);
                small_year(pen, year, column(side), 572, side, p.ink);
            }
            Layout::Head(side) => {
                let set = self.face.set(title, 344, 200);
                let foot = set.height + 88;
                picture(pen, (0, foot, 400, 600 - foot));
                small_year(pen, year, column(side), 50, side, p.ink);
                set.draw(pen, column(side), 64, side, p.ink);
            }
            Layout::Frame => {
                let set = self.face.set(title, 320, 150);
                let foot = 600 - set.height - 84;
                picture(pen, (34, 34, 332, foot - 34));
                if self.print == Print::Worn {
                    pen.block(27, 27, 346, foot - 20, 26, Line(p.field, 14));
                    pen.block(34, 34, 332, foot - 34, 20, Line(p.ink, 4));
                }
                set.draw(pen, 200, foot + 18, Side::Middle, p.ink);
                small_year(pen, year, 200, 568, Side::Middle, p.ink);
            }
            Layout::Strip => {
                picture(pen, (0, 0, 400, 600));
                let set = self.face.set(title, 320, 190);
                let (top, tilt) = (dice.one_of(&[64, 530 - set.height]), dice.one_of(&[-5, -4, 4]));
                pen.turned(tilt, 200, top + set.height / 2, |pen| {
                    let foot = top + set.height + 20;
                    let lean = dice.between(4, 14);
                    pen.polygon(&[14, top - 20 + lean, 392, top - 24, 384, foot + lean, 20, foot], Fill(p.ink));
                    set.draw(pen, 38, top, Side::Left, p.field);
                });
                let (y, ground) = if top < 200 { (566, p.ink) } else { (50, p.ink) };
                pen.rect(24, y - 26, 76, 36, Fill(ground));
                small_year(pen, year, 62, y, Side::Middle, p.field);
            }
            Layout::Block(side) => {
                let set = self.face.set(title, 336, 170);
                let top = 600 - set.height - 96;
                picture(pen, (0, 0, 400, top + 2));
                pen.rect(0, top, 400, 600 - top, Fill(p.ink));
                set.draw(pen, column(side), top + 28, side, p.field);
                small_year(pen, year, column(side), 570, side, p.field);
            }
            Layout::Stack => {
                let set = self.face.stacked(title, 352, 300);
                let top = 600 - set.height - 26;
                picture(pen, (0, 0, 400, top - 48));
                small_year(pen, year, 25, top - 10, Side::Left, p.ink);
                set.draw(pen, 24, top, Side::Left, p.ink);
            }
            Layout::Porthole => {
                let set = self.face.set(title, 330, 150);
                let y = 250 - set.height / 4;
                picture(pen, (200 - 140, y - 140, 280, 280));
                pen.circle(200, y, 176, Line(p.field, 74));
                pen.circle(200, y, 140, Line(p.ink, 3));
                set.draw(pen, 200, 530 - set.height, Side::Middle, p.ink);
                small_year(pen, year, 200, 570, Side::Middle, p.ink);
            }
        }
        self.print(pen, p);
    }

    fn print(self, pen: &mut Pen, p: &Palette) {
        match self.print {
            Print::Clean => {}
            Print::Rules => {
                pen.rect(13, 13, 374, 574, Line(p.ink, 4));
                pen.rect(21, 21, 358, 558, Line(p.ink, 1));
            }
            Print::Dots => {
                pen.raw("<rect width=\"400\" height=\"600\" fill=\"url(#dots)\"/>");
            }
            Print::Scan => {
                pen.raw("<rect width=\"400\" height=\"600\" fill=\"url(#scan)\"/>");
            }
            Print::Worn => {}
        }
    }
}

fn column(side: Side) -> i32 {
    match side {
        Side::Left => 28,
        Side::Middle => 200,
        Side::Right => 372,
    }
}

fn small_year(pen: &mut Pen, year: Option<u16>, x: i32, y: i32, side: Side, ink: Colour) {
    let Some(year) = year else { return };
    let anchor = match side {
        Side::Left => "start",
        Side::Middle => "middle",
        Side::Right => "end",
    };
    pen.raw("<text class=\"t-year\"").attr("x", x).attr("y", y).attr("font-size", 25).attr("letter-spacing", 3);
    pen.attr("text-anchor", anchor).attr("fill", ink).raw(">").number(year).raw("</text>");
}
