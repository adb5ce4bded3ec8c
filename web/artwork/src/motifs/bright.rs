//! Animation, comedy, family and music.

use crate::palettes::Palette;
use crate::pen::Paint::{Fill, Line, Veil};
use crate::pen::{Dice, Pen};

// Animation

pub(crate) fn blobs(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    for (place, &colour) in [p.c, p.b, p.a].iter().enumerate() {
        let (x, y) = (dice.between(90, 310), 200 + 90 * place as i32);
        let round = dice.between(100, 150);
        pen.turned(dice.between(-40, 40), x, y, |pen| pen.ellipse(x, y, round, round * 3 / 4, Fill(colour)));
    }
    pen.circle(dice.between(150, 180), 260, 24, Fill(p.field));
    pen.circle(dice.between(225, 255), 252, 24, Fill(p.field));
    pen.circle(dice.between(160, 176), 264, 11, Fill(p.ink));
    pen.circle(dice.between(232, 246), 256, 11, Fill(p.ink));
}

pub(crate) fn bounce(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let ground = 440;
    pen.rect(0, ground, 400, 160, Fill(p.c));
    let arcs = [-40, 110, 240, 350];
    for (place, pair) in arcs.windows(2).enumerate() {
        let (from, to, rise) = (pair[0], pair[1], 560 - 150 * place as i32);
        pen.path(&[('M', &[from, ground]), ('Q', &[(from + to) / 2, ground - rise, to, ground])], Line(p.b, 6));
    }
    pen.ellipse(110, ground - 14, 44, 15, Fill(p.ink));
    let size = dice.between(58, 82);
    pen.circle(dice.between(150, 200), 240, size, Fill(p.a));
    pen.ellipse(dice.between(280, 300), ground - 40, 38, 42, Fill(p.b));
}

pub(crate) fn critters(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    for row in 0..3 {
        for column in 0..2 {
            let (x, y) = (105 + 190 * column, 150 + 150 * row);
            let colour = dice.one_of(&[p.a, p.b, p.c]);
            let tall = dice.between(56, 68);
            match dice.between(0, 2) {
                0 => pen.circle(x, y, tall, Fill(colour)),
                1 => pen.block(x - tall, y - tall, tall * 2, tall * 2, 36, Fill(colour)),
                _ => pen.path(
                    &[
                        ('M', &[x - tall, y + tall]),
                        ('Q', &[x - tall, y - tall, x, y - tall]),
                        ('Q', &[x + tall, y - tall, x + tall, y + tall]),
                        ('Z', &[]),
                    ],
                    Fill(colour),
                ),
            }
            let look = dice.between(-8, 8);
            for eye in [-22, 22] {
                pen.circle(x + eye, y - 8, 16, Fill(p.field));
                pen.circle(x + eye + look, y - 8, 7, Fill(p.ink));
            }
        }
    }
}

// Comedy

pub(crate) fn half_discs(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    for row in 0..5 {
        for column in 0..3 {
            let (x, y) = (67 + column * 133, 66 + row * 133);
            let colour = dice.one_of(&[p.a, p.b, p.c]);
            pen.turned(dice.between(0, 3) * 90, x, y, |pen| pen.dome(x, y + 30, 60, Fill(colour)));
        }
    }
}

pub(crate) fn smile(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let turn = dice.between(-14, 14);
    pen.turned(turn, 200, 300, |pen| {
        pen.circle(200, 300, 178, Fill(p.a));
        pen.turned(180, 200, 320, |pen| pen.dome(200, 320, 116, Fill(p.b)));
        pen.rect(110, 320, 180, 26, Fill(p.c));
        pen.circle(140, 240, 22, Fill(p.b));
        if dice.coin() {
            pen.circle(260, 240, 22, Fill(p.b));
        } else {
            pen.path(&[('M', &[232, 246]), ('Q', &[260, 218, 288, 246])], Line(p.b, 12));
        }
    });
}

pub(crate) fn balloons(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    for (x, y, colour) in [(120, 250, p.a), (270, 210, p.b), (210, 340, p.c)] {
        let (x, y, r) = (x + dice.between(-16, 16), y + dice.between(-20, 20), dice.between(68, 86));
        pen.path(&[('M', &[x, y + r]), ('Q', &[x + 24, y + r + 80, 200, 640])], Line(p.ink, 4));
        pen.ellipse(x, y, r, r * 6 / 5, Fill(colour));
        pen.polygon(&[x - 12, y + r * 6 / 5 + 16, x + 12, y + r * 6 / 5 + 16, x, y + r * 6 / 5 - 8], Fill(colour));
        pen.leaf(x - r / 2, y - r / 3, 8, 26, Veil(p.field, 70));
    }
}

pub(crate) fn confetti(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    for row in 0..7 {
        for column in 0..5 {
            let (x, y) = (40 + column * 80 + dice.between(-16, 16), 40 + row * 86 + dice.between(-16, 16));
            let colour = dice.one_of(&[p.a, p.b, p.c]);
            pen.turned(dice.between(0, 179), x, y, |pen| match dice.between(0, 3) {
                0 => pen.rect(x - 24, y - 9, 48, 18, Fill(colour)),
                1 => pen.circle(x, y, 18, Fill(colour)),
                2 => pen.dome(x, y + 10, 26, Fill(colour)),
                _ => pen.polygon(&[x - 22, y + 18, x, y - 22, x + 22, y + 18], Fill(colour)),
            });
        }
    }
}

// Family

pub(crate) fn building_blocks(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    pen.circle(dice.between(290, 330), 160, 46, Fill(p.a));
    pen.rect(70, 380, 120, 120, Fill(p.b));
    pen.rect(196, 380, 130, 120, Fill(p.c));
    pen.rect(112, 270, 150, 104, Fill(p.a));
    pen.path(
        &[('M', &[150, 374]), ('V', &[330]), ('A', &[37, 37, 0, 0, 1, 224, 330]), ('V', &[374]), ('Z', &[])],
        Fill(p.field),
    );
    if dice.coin() {
        pen.polygon(&[100, 264, 187, 170, 274, 264], Fill(p.c));
    } else {
        pen.dome(187, 264, 84, Fill(p.b));
    }
    pen.circle(130, 440, 30, Fill(p.field));
    pen.polygon(&[216, 480, 261, 400, 306, 480], Fill(p.field));
    pen.rect(0, 500, 400, 100, Fill(p.c));
}

pub(crate) fn kite(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let (x, y) = (dice.between(180, 250), dice.between(200, 240));
    pen.path(
        &[
            ('M', &[-10, 470]),
            ('Q', &[110, 380, 220, 450]),
            ('T', &[410, 430]),
            ('V', &[620]),
            ('H', &[-10]),
            ('Z', &[]),
        ],
        Fill(p.c),
    );
    pen.path(
        &[('M', &[x, y + 120]), ('Q', &[x - 90, y + 170, x - 20, y + 220]), ('T', &[x - 110, 520])],
        Line(p.ink, 5),
    );
    pen.turned(dice.between(12, 30), x, y, |pen| {
        pen.polygon(&[x, y - 120, x + 84, y - 20, x, y + 130], Fill(p.b));
        pen.polygon(&[x, y - 120, x - 84, y - 20, x, y + 130], Fill(p.a));
        pen.polygon(&[x, y - 20, x + 84, y - 20, x, y + 130], Veil(p.ink, 25));
    });
}

pub(crate) fn boats(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    pen.circle(dice.between(80, 320), 170, 54, Fill(p.a));
    for place in 0..3 {
        let y = 320 + place * 80;
        let x = [120, 280, 170][place as usize] + dice.between(-24, 24);
        pen.polygon(
            &[x - 84, y - 34, x + 84, y - 34, x + 50, y + 20, x - 50, y + 20],
            Fill([p.b, p.a, p.b][place as usize]),
        );
        pen.polygon(&[x, y - 108, x + 46, y - 34, x - 46, y - 34], Fill([p.a, p.b, p.a][place as usize]));
        pen.rect(0, y, 400, 300, Fill(p.c.mixed(p.field, 40 - 18 * place as u32)));
    }
}

// Music

pub(crate) fn waves(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let swing = dice.between(46, 84);
    for place in 0..9 {
        let y = 110 + place * 48;
        let colour = [p.a, p.b, p.c][place as usize % 3];
        let swing = swing - (place - 4i32).abs() * 9;
        pen.path(
            &[('M', &[-20, y]), ('Q', &[50, y - swing, 110, y]), ('T', &[240, y]), ('T', &[370, y]), ('T', &[500, y])],
            Line(colour, 20),
        );
    }
}

pub(crate) fn record(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let (x, y) = (dice.one_of(&[120, 200, 280]), dice.between(280, 320));
    pen.circle(x, y, 205, Fill(p.ink.mixed(p.c, 30)));
    for place in 0..7 {
        pen.circle(x, y, 90 + place * 16, Line(if place % 3 == 0 { p.a } else { p.c }, 3));
    }
    pen.circle(x, y, 70, Fill(p.a));
    pen.dome(x, y, 70, Fill(p.b));
    pen.circle(x, y, 10, Fill(p.field));
}

pub(crate) fn equaliser(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    for place in 0..9 {
        let x = 22 + place * 40;
        let tall = dice.between(3, 11) - (place - 4i32).abs() / 2;
        for step in 0..tall.max(2) {
            let colour = if step > 7 {
                p.c
            } else if step > 4 {
                p.b
            } else {
                p.a
            };
            pen.block(x, 470 - step * 34, 32, 26, 6, Fill(colour));
        }
    }
}
