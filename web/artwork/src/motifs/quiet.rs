//! Drama, romance and documentary.

use crate::palettes::Palette;
use crate::pen::Paint::{Fill, Line, Veil};
use crate::pen::{Dice, Pen};

// Drama

pub(crate) fn light_on_wall(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let slant = dice.between(40, 90) * if dice.coin() { 1 } else { -1 };
    let x = 140 - slant / 2;
    pen.rect(0, 440, 400, 160, Fill(p.b));
    for column in 0..2 {
        for row in 0..2 {
            let (left, top) = (x + column * 72 + slant * row / 2, 130 + row * 132);
            pen.polygon(
                &[left, top, left + 62, top, left + 62 + slant / 2, top + 120, left + slant / 2, top + 120],
                Fill(p.c),
            );
        }
    }
    let man = dice.between(210, 300);
    pen.circle(man, 322, 26, Fill(p.a));
    pen.polygon(&[man - 36, 470, man - 28, 354, man + 28, 354, man + 36, 470], Fill(p.a));
}

pub(crate) fn lone_tree(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let x = dice.between(110, 290);
    pen.circle(400 - x, 220, dice.between(46, 84), Fill(p.c));
    pen.path(
        &[('M', &[0, 440]), ('Q', &[x, dice.between(370, 400), 400, 440]), ('V', &[600]), ('H', &[0]), ('Z', &[])],
        Fill(p.b),
    );
    pen.rect(x - 5, 300, 10, 120, Fill(p.a));
    for _ in 0..5 {
        pen.circle(x + dice.between(-34, 34), 270 + dice.between(-44, 30), dice.between(30, 46), Fill(p.a));
    }
    pen.polygon(&[x - 5, 414, x + 5, 414, x + 70, 480, x + 40, 480], Veil(p.a, 50));
}

pub(crate) fn sheets(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    for &colour in &[p.b, p.a, p.c] {
        let (x, y) = (dice.between(130, 270), dice.between(230, 370));
        let (wide, tall) = (dice.between(150, 240), dice.between(180, 300));
        pen.turned(dice.between(-24, 24), x, y, |pen| {
            pen.rect(x - wide / 2, y - tall / 2, wide, tall, Veil(colour, 86));
        });
    }
    pen.circle(dice.between(130, 270), dice.between(220, 380), dice.between(16, 30), Fill(p.ink));
}

pub(crate) fn split(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let tilt = dice.between(-60, 60);
    pen.polygon(&[200 + tilt, 0, 400, 0, 400, 600, 200 - tilt, 600], Fill(p.a));
    let y = dice.between(270, 330);
    let r = dice.between(96, 128);
    pen.path(&[('M', &[200, y - r]), ('A', &[r, r, 0, 0, 0, 200, y + r]), ('Z', &[])], Fill(p.b));
    pen.path(&[('M', &[200, y - r]), ('A', &[r, r, 0, 0, 1, 200, y + r]), ('Z', &[])], Fill(p.c));
}

pub(crate) fn table(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    pen.circle(200, 190, dice.between(34, 50), Fill(p.c));
    pen.line(&[200, 0, 200, 160], p.b, 5);
    pen.polygon(&[130, 230, 270, 230, 380, 480, 20, 480], Veil(p.c, 35));
    for (x, colour) in [(96, p.a), (304, p.b)] {
        pen.circle(x, 312, 34, Fill(colour));
        pen.path(
            &[('M', &[x - 56, 480]), ('Q', &[x - 52, 356, x, 354]), ('T', &[x + 56, 480]), ('Z', &[])],
            Fill(colour),
        );
    }
    pen.rect(40, 424, 320, 22, Fill(p.ink));
    pen.rect(74, 446, 16, 160, Fill(p.ink));
    pen.rect(310, 446, 16, 160, Fill(p.ink));
    pen.polygon(&[dice.between(180, 200), 424, 186, 390, 214, 390, 212, 424], Fill(p.c));
}

pub(crate) fn quarter_discs(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    for row in 0..5 {
        for column in 0..3 {
            let (x, y) = (column * 134, row * 134 - 34);
            let colour = dice.one_of(&[p.a, p.b, p.c, p.b]);
            match dice.between(0, 5) {
                0 => pen.rect(x, y, 134, 134, Fill(colour)),
                1 => pen.circle(x + 67, y + 67, 40, Fill(colour)),
                _ => pen.turned(dice.between(0, 3) * 90, x + 67, y + 67, |pen| {
                    pen.path(
                        &[('M', &[x, y]), ('H', &[x + 134]), ('A', &[134, 134, 0, 0, 1, x, y + 134]), ('Z', &[])],
                        Fill(colour),
                    );
                }),
            }
        }
    }
}

pub(crate) fn stones(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let mut y = 470;
    for place in 0..5 {
        let (wide, tall) = (150 - place * 26 + dice.between(-12, 12), 42 - place * 5);
        y -= tall;
        let x = 200 + dice.between(-12, 12);
        pen.ellipse(x, y, wide, tall, Fill([p.a, p.b, p.c][place as usize % 3]));
        y -= tall - 6;
    }
    pen.rect(0, 470, 400, 5, Fill(p.ink));
}

// Romance

pub(crate) fn two_circles(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let (r, apart) = (dice.between(112, 134), dice.between(58, 80));
    pen.turned(dice.one_of(&[-40, -20, 0, 20, 40, 90]), 200, 300, |pen| {
        pen.circle(200 - apart, 300, r, Fill(p.a));
        pen.circle(200 + apart, 300, r, Fill(p.b));
        // Where they overlap: two arcs through the points where the circles meet.
        let half = root(r * r - apart * apart);
        pen.path(
            &[
                ('M', &[200, 300 - half]),
                ('A', &[r, r, 0, 0, 1, 200, 300 + half]),
                ('A', &[r, r, 0, 0, 1, 200, 300 - half]),
                ('Z', &[]),
            ],
            Fill(p.c),
        );
    });
}

pub(crate) fn petals(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let count = dice.one_of(&[6, 8, 10]);
    for ring in [(170, 52, p.b), (120, 40, p.a)] {
        for place in 0..count {
            let turn = 360 * place / count + if ring.0 == 120 { 180 / count } else { 0 };
            pen.turned(turn, 200, 300, |pen| {
                pen.leaf(200, 300 - ring.0 / 2, ring.1 * 8 / count, ring.0 / 2, Fill(ring.2));
            });
        }
    }
    pen.circle(200, 300, 30, Fill(p.c));
}

pub(crate) fn lean(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let base = 470;
    pen.circle(dice.between(170, 230), 230, dice.between(110, 140), Veil(p.c, 40));
    for (x, turn, colour, tall) in [(140, 9, p.a, dice.between(220, 250)), (262, -9, p.b, dice.between(180, 215))] {
        pen.turned(turn, x, base, |pen| {
            pen.path(
                &[
                    ('M', &[x - 62, 620]),
                    ('V', &[base - tall + 120]),
                    ('Q', &[x - 56, base - tall + 62, x, base - tall + 62]),
                    ('T', &[x + 62, base - tall + 120]),
                    ('V', &[620]),
                    ('Z', &[]),
                ],
                Fill(colour),
            );
            pen.circle(x, base - tall + 14, 44, Fill(colour));
        });
    }
}

pub(crate) fn two_moons(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let sea = dice.between(330, 360);
    pen.circle(dice.between(140, 180), sea - 90, 84, Fill(p.a));
    pen.circle(dice.between(230, 280), sea - 60, 58, Fill(p.b));
    pen.rect(0, sea, 400, 300, Fill(p.c));
    for place in 0..7 {
        let wide = dice.between(20, 130) + 60 - place * 6;
        let x = 200 - wide / 2 + dice.between(-40, 40);
        pen.block(x, sea + 14 + place * 24, wide, 9, 4, Fill(if place % 2 == 0 { p.a } else { p.b }));
    }
}

/// The whole part of a square root, by Newton: no floats in a picture.
fn root(square: i32) -> i32 {
    let mut guess = square.max(1);
    for _ in 0..24 {
        guess = (guess + square / guess.max(1)) / 2;
    }
    guess
}

// Documentary

pub(crate) fn film_strip(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    pen.turned(dice.one_of(&[-14, -8, 8, 14]), 200, 300, |pen| {
        pen.rect(95, -80, 210, 760, Fill(p.b));
        for place in 0..16 {
            let y = -70 + place * 48;
            pen.block(106, y, 20, 26, 5, Fill(p.field));
            pen.block(274, y, 20, 26, 5, Fill(p.field));
        }
        for place in 0..5 {
            let y = -66 + place * 150;
            pen.rect(140, y, 120, 132, Fill(if place == 2 { p.a } else { p.c }));
        }
        pen.circle(200, 300, 34, Fill(p.field));
    });
}

pub(crate) fn view_finder(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let horizon = dice.between(320, 370);
    pen.rect(0, horizon, 400, 300, Veil(p.c, 45));
    pen.dome(dice.between(150, 250), horizon, dice.between(70, 110), Fill(p.a));
    for (x, y, dx, dy) in [(60, 150, 1, 1), (340, 150, -1, 1), (60, 450, 1, -1), (340, 450, -1, -1)] {
        pen.line(&[x + dx * 64, y, x, y, x, y + dy * 64], p.ink, 8);
    }
    pen.line(&[180, 300, 220, 300], p.ink, 4);
    pen.line(&[200, 280, 200, 320], p.ink, 4);
    pen.circle(312, 178, 11, Fill(p.a));
}

pub(crate) fn contour_lines(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let (x, y) = (dice.between(140, 260), dice.between(260, 340));
    pen.turned(dice.between(-40, 40), x, y, |pen| {
        for place in (1..12).rev() {
            let size = place * 30;
            let paint = if place == 1 { Fill(p.a) } else { Line(if place % 4 == 0 { p.a } else { p.c }, 5) };
            pen.ellipse(x + place * 4, y - place * 3, size, size * 7 / 10, paint);
        }
    });
}

pub(crate) fn contact_sheet(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let chosen = dice.between(3, 8);
    for place in 0..12 {
        let (x, y) = (44 + (place % 3) * 108, 60 + (place / 3) * 126);
        pen.rect(x, y, 96, 110, Fill(p.b));
        let hill = dice.between(30, 80);
        pen.polygon(
            &[
                x,
                y + 110,
                x,
                y + hill,
                x + dice.between(24, 70),
                y + dice.between(24, 60),
                x + 96,
                y + 90,
                x + 96,
                y + 110,
            ],
            Veil(p.c, 80),
        );
        if place == chosen {
            pen.circle(x + 48, y + 55, 72, Line(p.a, 10));
        }
    }
}
