//! Western, war, history, adventure and action.

use crate::palettes::Palette;
use crate::pen::Paint::{Fill, Line};
use crate::pen::{Dice, Pen};

// Western

pub(crate) fn bands(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    pen.circle(dice.between(120, 280), dice.between(210, 250), dice.between(60, 90), Fill(p.a));
    for (place, &colour) in [p.a.mixed(p.field, 45), p.b, p.b.mixed(p.c, 50), p.c].iter().enumerate() {
        let y = 280 + place as i32 * 62;
        let swell = dice.between(-46, 46);
        pen.path(
            &[
                ('M', &[0, y]),
                ('C', &[130, y - swell, 270, y + swell, 400, y - swell / 3]),
                ('V', &[600]),
                ('H', &[0]),
                ('Z', &[]),
            ],
            Fill(colour),
        );
    }
}

pub(crate) fn mesas(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    pen.circle(dice.between(110, 290), 270, dice.between(84, 124), Fill(p.a));
    let mesa = |pen: &mut Pen, x: i32, wide: i32, top: i32, colour| {
        pen.polygon(
            &[
                x - wide,
                top,
                x + wide,
                top,
                x + wide + 12,
                top + 70,
                x + wide + 44,
                460,
                x - wide - 44,
                460,
                x - wide - 12,
                top + 70,
            ],
            Fill(colour),
        );
    };
    mesa(pen, dice.between(70, 120), 44, dice.between(270, 310), p.b);
    mesa(pen, dice.between(260, 330), dice.between(40, 70), dice.between(230, 280), p.b);
    pen.rect(0, 430, 400, 170, Fill(p.c));
    let rider = dice.between(150, 250);
    pen.polygon(&[rider - 4, 430, rider, 398, rider + 4, 430], Fill(p.c));
    pen.circle(rider, 395, 6, Fill(p.c));
}

pub(crate) fn fence(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    pen.rect(0, 360, 400, 240, Fill(p.b));
    pen.dome(dice.between(130, 270), 360, dice.between(100, 140), Fill(p.a));
    let mut x = -10;
    for place in 0..5 {
        let (tall, wide) = (190 - place * 28, 26 - place * 4);
        pen.turned(dice.between(-5, 5), x, 470 - place * 22, |pen| {
            pen.rect(x, 480 - place * 22 - tall, wide, tall, Fill(p.c));
        });
        x += 120 - place * 18;
    }
    pen.line(&[0, 330, 400, 368], p.c, 5);
    pen.line(&[0, 390, 400, 392], p.c, 5);
}

// War

pub(crate) fn chevrons(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let (thick, point) = (dice.between(40, 52), dice.between(90, 150));
    for place in 0..6 {
        let y = 130 + place * (thick + 26);
        let colour = if place == 2 { p.c } else { [p.a, p.b][place as usize % 2] };
        pen.polygon(
            &[
                200,
                y - point / 2,
                400,
                y + point / 2,
                400,
                y + point / 2 + thick,
                200,
                y - point / 2 + thick,
                0,
                y + point / 2 + thick,
                0,
                y + point / 2,
            ],
            Fill(colour),
        );
    }
}

pub(crate) fn crosses(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    pen.circle(dice.between(120, 280), 190, 62, Fill(p.c));
    pen.path(
        &[('M', &[0, 300]), ('Q', &[200, dice.between(210, 260), 400, 300]), ('V', &[600]), ('H', &[0]), ('Z', &[])],
        Fill(p.b),
    );
    for row in 0..5 {
        let (size, gap) = (14 + row * 7, 52 + row * 22);
        let y = 305 + row * row * 9 + row * 14;
        let shift = if row % 2 == 0 { 0 } else { gap / 2 };
        for column in -5..=5 {
            let x = 200 + column * gap + shift;
            pen.rect(x - size / 8, y - size, size / 4 + 1, size * 2, Fill(p.a));
            pen.rect(x - size / 2, y - size / 2, size, size / 4 + 1, Fill(p.a));
        }
    }
}

pub(crate) fn rays(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let x = dice.between(150, 250);
    for place in 0..9 {
        pen.turned(-80 + place * 20, x, 440, |pen| {
            pen.polygon(
                &[x - 4, 440, x - 42, -260, x + 42, -260, x + 4, 440],
                Fill(if place % 2 == 0 { p.a } else { p.field }),
            );
        });
    }
    pen.dome(x, 440, 90, Fill(p.c));
    pen.rect(0, 440, 400, 160, Fill(p.b));
    for place in 0..6 {
        let x = 20 + place * 72;
        pen.line(&[x, 480, x + 40, 400], p.b, 9);
        pen.line(&[x, 400, x + 40, 480], p.b, 9);
    }
}

// History

pub(crate) fn columns(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    pen.polygon(&[20, 210, 200, dice.between(100, 130), 380, 210], Fill(p.a));
    pen.rect(30, 216, 340, 22, Fill(p.b));
    let count = dice.between(4, 5);
    let step = 330 / count;
    for place in 0..count {
        let x = 35 + place * step + (step - 50) / 2;
        pen.rect(x - 6, 240, 62, 14, Fill(p.c));
        for flute in 0..3 {
            pen.rect(x + flute * 18, 256, 13, 220, Fill(p.a));
        }
    }
    for place in 0..3 {
        pen.rect(20 - place * 16, 478 + place * 26, 360 + place * 32, 22, Fill([p.b, p.a, p.c][place as usize]));
    }
}

pub(crate) fn aqueduct(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    pen.circle(dice.between(90, 310), 190, 64, Fill(p.c));
    for (y, r, colour) in [(250, 32, p.a), (372, 56, p.b)] {
        pen.rect(0, y - r - 30, 400, 240, Fill(colour));
        let count = 400 / (r * 2 + 18) + 1;
        for place in 0..=count {
            let x = place * (r * 2 + 18);
            pen.path(
                &[
                    ('M', &[x - r, y + 120]),
                    ('V', &[y]),
                    ('A', &[r, r, 0, 0, 1, x + r, y]),
                    ('V', &[y + 120]),
                    ('Z', &[]),
                ],
                Fill(p.field),
            );
        }
    }
    pen.rect(0, 490, 400, 110, Fill(p.c));
}

pub(crate) fn seal(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let points = dice.one_of(&[12, 16, 20]);
    for place in 0..points {
        pen.turned(360 * place / points, 200, 300, |pen| pen.polygon(&[176, 160, 200, 116, 224, 160], Fill(p.a)));
    }
    pen.circle(200, 300, 150, Fill(p.a));
    pen.circle(200, 300, 122, Line(p.b, 7));
    for place in 0..8 {
        pen.turned(45 * place, 200, 300, |pen| pen.leaf(200, 246, 17, 50, Fill(p.b)));
    }
    pen.circle(200, 300, 26, Fill(p.c));
}

// Adventure

pub(crate) fn ranges(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    pen.circle(dice.between(100, 300), 190, dice.between(56, 76), Fill(p.c));
    for (place, &colour) in [p.a.mixed(p.field, 55), p.a, p.b].iter().enumerate() {
        let base = 270 + place as i32 * 76;
        let mut edge = vec![-20, 620, -20, base];
        for step in 0..5 {
            edge.extend([
                10 + step * 95 + dice.between(-20, 20),
                base + if (step + place as i32) % 2 == 0 { -dice.between(20, 90) } else { dice.between(0, 44) },
            ]);
        }
        edge.extend([440, base, 440, 620]);
        pen.polygon(&edge, Fill(colour));
    }
}

pub(crate) fn compass(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    pen.circle(200, 300, 168, Line(p.a, 6));
    pen.circle(200, 300, 140, Fill(p.a.mixed(p.field, 60)));
    let turn = dice.between(-30, 30);
    for place in 0..4 {
        pen.turned(turn + 45 + place * 90, 200, 300, |pen| pen.polygon(&[200, 190, 216, 300, 184, 300], Fill(p.b)));
    }
    for place in 0..4 {
        pen.turned(turn + place * 90, 200, 300, |pen| {
            pen.polygon(&[200, 120, 226, 300, 200, 300], Fill(if place == 0 { p.c } else { p.b }));
            pen.polygon(&[200, 120, 174, 300, 200, 300], Fill(if place == 0 { p.c.mixed(p.field, 30) } else { p.a }));
        });
    }
}

pub(crate) fn sails(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    pen.circle(dice.between(90, 310), 200, 70, Fill(p.c));
    let x = dice.between(170, 230);
    pen.path(&[('M', &[x, 140]), ('Q', &[x + 120, 250, x + 104, 370]), ('H', &[x]), ('Z', &[])], Fill(p.a));
    pen.path(
        &[('M', &[x - 12, 180]), ('Q', &[x - 84, 290, x - 88, 370]), ('H', &[x - 12]), ('Z', &[])],
        Fill(p.a.mixed(p.field, 40)),
    );
    pen.path(
        &[('M', &[x - 112, 386]), ('H', &[x + 124]), ('L', &[x + 84, 440]), ('H', &[x - 76]), ('Z', &[])],
        Fill(p.b),
    );
    for place in 0..4 {
        let y = 430 + place * 42;
        let colour = p.b.mixed(p.a, 20 * place as u32 + 10);
        pen.path(
            &[
                ('M', &[-30 * place, y]),
                ('Q', &[35 - 30 * place, y - 34, 100 - 30 * place, y]),
                ('T', &[230 - 30 * place, y]),
                ('T', &[360 - 30 * place, y]),
                ('T', &[520, y]),
                ('V', &[640]),
                ('H', &[-140]),
                ('Z', &[]),
            ],
            Fill(colour),
        );
    }
}

// Action

pub(crate) fn burst(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let (x, y) = (dice.between(160, 240), dice.between(270, 330));
    for (reach, colour) in [(250, p.a), (170, p.b), (90, p.c)] {
        let count = 14;
        for place in 0..count {
            let long = reach - dice.between(0, reach / 3);
            let wide = reach / 4;
            pen.turned(360 * place / count, x, y, |pen| {
                pen.polygon(&[x - wide, y, x, y - long, x + wide, y], Fill(colour));
            });
        }
    }
    pen.circle(x, y, 34, Fill(p.field));
}

pub(crate) fn speed(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    pen.turned(dice.one_of(&[-32, -24, 24, 32]), 200, 300, |pen| {
        for place in 0..13 {
            let (x, y) = (dice.between(-160, 200), -20 + place * 50);
            let thick = dice.between(10, 40);
            let colour = dice.one_of(&[p.a, p.a, p.b, p.c]);
            pen.polygon(&[x, y + thick / 2, x + 60, y, 640, y, 640, y + thick, x + 60, y + thick], Fill(colour));
        }
    });
}

pub(crate) fn shards(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let (x, y) = (dice.between(150, 250), dice.between(260, 340));
    let edge = [
        (-40, -40),
        (90, -40),
        (220, -40),
        (340, -40),
        (440, 100),
        (440, 280),
        (440, 460),
        (330, 640),
        (190, 640),
        (60, 640),
        (-40, 460),
        (-40, 200),
    ];
    for (place, pair) in edge.windows(2).enumerate() {
        let colour = [p.a, p.field, p.b, p.c, p.field][(place + dice.between(0, 1) as usize) % 5];
        pen.polygon(&[x, y, pair[0].0, pair[0].1, pair[1].0, pair[1].1], Fill(colour));
    }
    pen.polygon(&[x, y, -40, 200, -40, -40], Fill(p.a));
    pen.polygon(&[x - 60, y, x, y - 70, x + 60, y, x, y + 70], Fill(p.ink));
}
