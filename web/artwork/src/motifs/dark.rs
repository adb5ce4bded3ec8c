//! Horror, crime, mystery and thriller.

use crate::palettes::Palette;
use crate::pen::Paint::{Fill, Line, Veil};
use crate::pen::{Dice, Pen};

// Horror

pub(crate) fn slits(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let count = dice.between(4, 6);
    for place in 0..count {
        let x = (400 * place + 200) / count;
        let tall = dice.between(120, 250);
        pen.leaf(
            x,
            dice.between(280, 320),
            dice.between(16, 30),
            tall,
            Fill(if place == count / 2 { p.c } else { p.a }),
        );
        pen.leaf(x, 300, 6, tall / 2, Fill(p.b));
    }
}

pub(crate) fn claws(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    pen.circle(200, 300, 170, Fill(p.b));
    pen.turned(dice.one_of(&[-28, -20, 20, 28]), 200, 300, |pen| {
        for place in 0..4 {
            let x = 95 + place * 70;
            let (top, bottom) = (dice.between(60, 130), dice.between(460, 540));
            pen.path(
                &[
                    ('M', &[x, top]),
                    ('Q', &[x + 30, 280, x - 8, bottom]),
                    ('Q', &[x + 4, 290, x - 22, top + 26]),
                    ('Z', &[]),
                ],
                Fill(p.a),
            );
            pen.path(
                &[('M', &[x, top]), ('Q', &[x + 30, 280, x - 8, bottom]), ('Q', &[x + 20, 280, x, top])],
                Fill(p.c),
            );
        }
    });
}

pub(crate) fn eye(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let (y, open) = (300, dice.between(70, 115));
    for place in (1..5).rev() {
        pen.leaf(200, y, 170 + place * 40, open + place * 34, Line(p.b, 8));
    }
    pen.leaf(200, y, 180, open, Fill(p.ink));
    pen.circle(200, y, open * 9 / 10, Fill(p.a));
    pen.circle(200, y, open * 2 / 3, Fill(p.c));
    pen.leaf(200, y, open / 5, open * 4 / 5, Fill(p.b));
    pen.circle(200 - open / 3, y - open / 3, 9, Fill(p.ink));
}

pub(crate) fn teeth(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    pen.rect(0, 0, 400, 600, Fill(p.a));
    pen.ellipse(200, 310, 150, 210, Fill(p.b));
    let count = dice.between(5, 7);
    let step = 400 / count + 1;
    for place in 0..count {
        let x = place * step;
        let (fall, rise) = (dice.between(180, 285), dice.between(330, 430));
        pen.polygon(&[x, 0, x + step, 0, x + step / 2, fall], Fill(p.ink));
        pen.polygon(&[x - step / 2, 600, x + step / 2, 600, x, rise], Fill(p.ink));
    }
}

pub(crate) fn lone_window(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    pen.circle(dice.between(110, 290), 220, dice.between(90, 130), Fill(p.a));
    let x = dice.between(160, 230);
    pen.polygon(
        &[x - 90, 600, x - 78, 270, x - 100, 275, x - 6, dice.between(120, 170), x + 92, 280, x + 70, 272, x + 84, 600],
        Fill(p.b),
    );
    pen.rect(x - 20, 300, 40, 64, Fill(p.c));
    pen.line(&[x, 300, x, 364], p.b, 5);
    pen.line(&[x - 20, 330, x + 20, 330], p.b, 5);
    pen.path(
        &[('M', &[0, 470]), ('Q', &[110, 430, 200, 476]), ('T', &[400, 450]), ('V', &[600]), ('H', &[0]), ('Z', &[])],
        Fill(p.b.mixed(p.field, 40)),
    );
}

// Crime

pub(crate) fn blinds(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let turn = dice.one_of(&[-24, -18, 18, 24]);
    pen.turned(turn, 200, 300, |pen| {
        for place in -2..14 {
            pen.rect(-200, place * 52 - 40, 800, 24, Fill(p.b));
        }
    });
    let x = dice.between(160, 240);
    pen.circle(x, 270, 66, Fill(p.a));
    pen.path(&[('M', &[x - 130, 620]), ('Q', &[x - 120, 370, x, 360]), ('T', &[x + 130, 620]), ('Z', &[])], Fill(p.a));
    pen.rect(x - 96, 222, 192, 16, Fill(p.a));
    pen.block(x - 56, 160, 112, 70, 22, Fill(p.a));
    pen.turned(turn, 200, 300, |pen| {
        for place in 2..14 {
            pen.rect(-200, place * 52 - 24, 800, 13, Fill(p.field));
        }
    });
    pen.circle(x + 40, 300, 6, Fill(p.c));
}

pub(crate) fn street_lamp(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let x = dice.between(110, 170);
    pen.polygon(&[x + 60, 150, x - 110, 480, x + 250, 480], Veil(p.a, 88));
    pen.ellipse(x + 70, 480, 180, 34, Fill(p.a));
    pen.line(&[x, 620, x, 150, x + 62, 150], p.b, 12);
    pen.polygon(&[x + 34, 160, x + 88, 160, x + 74, 138, x + 48, 138], Fill(p.b));
    let man = x + dice.between(70, 120);
    pen.circle(man, 366, 20, Fill(p.field));
    pen.polygon(&[man - 28, 480, man - 22, 390, man + 22, 390, man + 28, 480], Fill(p.field));
    pen.polygon(&[man - 26, 480, man + 26, 480, man + 150, 600, man + 60, 600], Fill(p.c));
}

pub(crate) fn stairs(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let flip = dice.coin();
    let at = |x: i32| if flip { 400 - x } else { x };
    for place in 0..8 {
        let (x, y) = (place * 50, 520 - place * 52);
        let (left, right) = (at(x).min(at(400)), at(x).max(at(400)));
        pen.rect(left, y, right - left, 53, Fill(if place % 2 == 0 { p.b } else { p.a }));
    }
    let step = dice.between(3, 5);
    let (x, y) = (at(step * 50 + 25), 520 - step * 52);
    pen.circle(x, y - 64, 15, Fill(p.c));
    pen.polygon(&[x - 17, y, x - 13, y - 46, x + 13, y - 46, x + 17, y], Fill(p.c));
}

pub(crate) fn fingerprint(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    pen.turned(dice.between(-25, 25), 200, 300, |pen| {
        for place in 0..10 {
            let r = 16 + place * 19;
            let colour = if place == 3 { p.c } else { p.a };
            let drop = dice.between(20, 110);
            pen.path(
                &[
                    ('M', &[200 - r, 310 + drop]),
                    ('V', &[310]),
                    ('A', &[r, r + place * 5, 0, 0, 1, 200 + r, 310]),
                    ('V', &[310 + dice.between(20, 120)]),
                ],
                Line(colour, 9),
            );
        }
    });
}

// Mystery

pub(crate) fn keyhole(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let y = 260;
    for place in (0..4).rev() {
        let grow = place * 36;
        let colour = [p.a, p.b, p.c.mixed(p.field, 55), p.b.mixed(p.field, 60)][place as usize];
        pen.circle(200, y, 70 + grow, Fill(colour));
        pen.polygon(
            &[
                200 - 26 - grow / 2,
                y + 30,
                200 + 26 + grow / 2,
                y + 30,
                200 + 66 + grow,
                480 + grow,
                200 - 66 - grow,
                480 + grow,
            ],
            Fill(colour),
        );
    }
    let x = dice.between(185, 215);
    pen.circle(x, 340, 18, Fill(p.field));
    pen.polygon(&[x - 24, 480, x - 16, 362, x + 16, 362, x + 24, 480], Fill(p.field));
}

pub(crate) fn doors(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let drift = dice.between(-18, 18);
    for place in 0..6 {
        let (wide, tall) = (360 - place * 58, 500 - place * 74);
        let x = 200 - wide / 2 + drift * place;
        let colour = if place == 5 { p.c } else { [p.b, p.field, p.a][place as usize % 3] };
        pen.rect(x, 540 - tall - place * 12, wide, tall, Fill(colour));
    }
    let x = 200 + drift * 5;
    pen.polygon(&[x - 33, 480, x + 33, 480, x + 90, 600, x - 70, 600], Veil(p.c, 60));
}

pub(crate) fn fog(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    pen.circle(dice.between(130, 270), 220, dice.between(80, 120), Fill(p.a));
    for _ in 0..5 {
        let x = dice.between(-60, 330);
        let tall = dice.between(120, 240);
        pen.polygon(&[x, 520, x + 60, 520 - tall, x + 120, 520], Fill(p.b));
    }
    for place in 0..6 {
        let (x, y) = (dice.between(-120, 120), 300 + place * 44);
        pen.block(x, y, dice.between(220, 400), 22, 11, Fill(if place % 2 == 0 { p.c } else { p.field }));
    }
}

// Thriller

pub(crate) fn spiral(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let turn = dice.between(0, 90);
    let drift = dice.one_of(&[-7, 7]);
    for place in 0..15 {
        let size = 270 - place * 18;
        pen.turned(turn + place * 13, 200, 300, |pen| {
            pen.ellipse(200 + drift, 300, size, size * 4 / 5, Fill(if place % 2 == 0 { p.a } else { p.field }));
        });
    }
    pen.circle(200, 300, 16, Fill(p.b));
}

pub(crate) fn converge(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let (x, y) = (dice.between(140, 260), dice.between(240, 340));
    for place in 0..18 {
        pen.turned(place * 20, x, y, |pen| {
            pen.polygon(&[x, y, x - 52, y - 620, x + 52, y - 620], Fill(if place % 2 == 0 { p.a } else { p.field }));
        });
    }
    pen.circle(x, y, 62, Fill(p.field));
    pen.circle(x, y - 14, 17, Fill(p.b));
    pen.polygon(&[x - 20, y + 52, x - 15, y + 6, x + 15, y + 6, x + 20, y + 52], Fill(p.b));
}

pub(crate) fn target(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let (x, y) = (dice.between(120, 280), dice.between(250, 350));
    for place in 0..5 {
        pen.circle(x, y, 210 - place * 42, Fill(if place % 2 == 0 { p.a } else { p.field }));
    }
    pen.circle(x, y, 24, Fill(p.c));
    let (ex, ey) = (x + dice.between(-90, 90), y + dice.between(-90, 90));
    pen.line(&[ex, 0, ex, 600], p.c, 5);
    pen.line(&[0, ey, 400, ey], p.c, 5);
}

pub(crate) fn zigzag(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let x = dice.between(130, 220);
    let mut edge = vec![0, -20, x, -20];
    for place in 1..7 {
        edge.extend([x + if place % 2 == 0 { -dice.between(20, 60) } else { dice.between(40, 130) }, place * 90]);
    }
    edge.extend([x, 640, 0, 640]);
    pen.polygon(&edge, Fill(p.a));
    pen.circle(if dice.coin() { 320 } else { 300 }, dice.between(180, 300), 46, Fill(p.c));
    pen.circle(dice.between(50, 80), dice.between(300, 400), 30, Fill(p.b));
}
