//! Science fiction and fantasy.

use crate::palettes::Palette;
use crate::pen::Paint::{Fill, Line, Veil};
use crate::pen::{Dice, Pen};

// Science fiction

pub(crate) fn ringed_planet(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    stars(pen, p, dice);
    let (x, y, r) = (dice.between(170, 230), 300, dice.between(96, 126));
    pen.turned(dice.between(-35, -12), x, y, |pen| {
        pen.circle(x, y, r, Fill(p.a));
        pen.dome(x, y, r, Fill(p.b));
        for place in 0..3 {
            let reach = r + 50 + place * 26;
            pen.path(
                &[('M', &[x - reach, y]), ('A', &[reach, reach / 4, 0, 0, 0, x + reach, y])],
                Line(if place == 1 { p.c } else { p.ink }, 7 - place * 2),
            );
        }
    });
    pen.circle(dice.between(60, 340), dice.between(130, 160), 18, Fill(p.c));
}

pub(crate) fn grid_and_sun(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let horizon = 360;
    let r = dice.between(110, 140);
    pen.circle(200, 290, r, Fill(p.b));
    pen.path(&[('M', &[200 - r, 290]), ('A', &[r, r, 0, 0, 1, 200 + r, 290]), ('Z', &[])], Fill(p.a));
    for place in 0..5 {
        pen.rect(0, 270 + place * 20, 400, 4 + place * 2, Fill(p.field));
    }
    pen.rect(0, horizon, 400, 240, Fill(p.field));
    pen.line(&[0, horizon, 400, horizon], p.c, 5);
    for place in -7..=7 {
        pen.line(&[200 + place * 26, horizon, 200 + place * 130, 600], p.c, 3);
    }
    for place in 1..8 {
        let y = horizon + place * place * 5 + place * 2;
        pen.line(&[0, y, 400, y], p.c, 3);
    }
}

pub(crate) fn ripples(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let (x, y) = dice.one_of(&[(0, 500), (400, 500), (200, 480), (40, 130), (360, 130)]);
    for place in (1..12).rev() {
        let colour = [p.a, p.field, p.b, p.field][place as usize % 4];
        pen.circle(x, y, place * 40, Fill(colour));
    }
    pen.circle(x, y, 42, Fill(p.c));
}

pub(crate) fn monolith(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    stars(pen, p, dice);
    let x = dice.between(170, 230);
    pen.circle(x, 230, dice.between(110, 150), Fill(p.b));
    pen.circle(x, 170, 52, Fill(p.c));
    pen.polygon(&[x - 52, 540, x - 38, 200, x + 38, 200, x + 52, 540], Fill(p.field));
    pen.polygon(&[x + 38, 200, x + 52, 540, x + 74, 530, x + 54, 206], Fill(p.a));
    pen.path(
        &[('M', &[0, 480]), ('Q', &[200, 440, 400, 480]), ('V', &[600]), ('H', &[0]), ('Z', &[])],
        Fill(p.a.mixed(p.field, 60)),
    );
}

pub(crate) fn orbits(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    stars(pen, p, dice);
    let turn = dice.between(-50, 50);
    pen.circle(200, 300, 46, Fill(p.c));
    for (place, &colour) in [p.a, p.b, p.a, p.b].iter().enumerate() {
        let reach = 90 + place as i32 * 44;
        pen.turned(turn + place as i32 * dice.between(24, 40), 200, 300, |pen| {
            pen.ellipse(200, 300, reach, reach * 2 / 5, Line(colour, 6));
            pen.circle(200 + reach, 300, 11 + place as i32 * 3, Fill(colour));
        });
    }
}

fn stars(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    for _ in 0..14 {
        pen.circle(dice.between(8, 392), dice.between(20, 560), dice.between(2, 4), Veil(p.ink, 70));
    }
}

// Fantasy

pub(crate) fn arches(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    for place in 0..5 {
        let r = 180 - place * 34;
        let y = 290 + place * 14;
        let colour = [p.b, p.field, p.a, p.field, p.b][place as usize];
        pen.path(
            &[
                ('M', &[200 - r, 620]),
                ('V', &[y]),
                ('Q', &[200 - r, y - r * 9 / 10, 200, y - r * 7 / 5]),
                ('Q', &[200 + r, y - r * 9 / 10, 200 + r, y]),
                ('V', &[620]),
                ('Z', &[]),
            ],
            Fill(colour),
        );
    }
    star(pen, 200, dice.between(320, 360), 46, p);
}

pub(crate) fn scales(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    let r = dice.one_of(&[50, 67]);
    for row in (0..14 * 50 / r).rev() {
        let y = row * r * 9 / 10;
        let shift = if row % 2 == 0 { 0 } else { r };
        for column in 0..=200 / r {
            let colour = dice.one_of(&[p.a, p.b, p.b, p.a.mixed(p.b, 50), p.c]);
            pen.circle(column * r * 2 + shift, y, r, Fill(colour));
            pen.circle(column * r * 2 + shift, y, r / 2, Veil(p.field, 35));
        }
    }
}

pub(crate) fn spires(pen: &mut Pen, p: &Palette, dice: &mut Dice) {
    pen.circle(dice.between(120, 280), 230, dice.between(90, 120), Fill(p.c));
    for place in 0..5 {
        let x = 20 + place * 74 + dice.between(-8, 8);
        let top = dice.between(220, 330) + (place - 2).abs() * 30;
        let colour = [p.a, p.b][place as usize % 2];
        pen.rect(x, top, 58, 400, Fill(colour));
        pen.polygon(
            &[x - 12, top, x + 29, top - dice.between(80, 130), x + 70, top],
            Fill(if place % 2 == 0 { p.b } else { p.a }),
        );
        pen.block(x + 21, top + 40, 16, 34, 8, Fill(p.field));
    }
}

fn star(pen: &mut Pen, x: i32, y: i32, r: i32, p: &Palette) {
    let s = r / 5;
    pen.polygon(
        &[x, y - r, x + s, y - s, x + r, y, x + s, y + s, x, y + r, x - s, y + s, x - r, y, x - s, y - s],
        Fill(p.c),
    );
}
