//! What is drawn: a few geometric ideas a genre, all on a canvas of 400 × 600 whose middle 400 × 400 always shows.

mod bright;
mod dark;
mod far;
mod quiet;
mod wide;

use super::palettes::{Palette, Theme};
use super::pen::{Dice, Pen};

type Motif = fn(&mut Pen, &Palette, &mut Dice);

/// Draws one of a genre's ideas.
pub(crate) fn draw(theme: Theme, pen: &mut Pen, colours: &Palette, dice: &mut Dice) {
    let ideas: &[Motif] = match theme {
        Theme::Animation => &[bright::blobs, bright::bounce, bright::critters],
        Theme::Documentary => &[quiet::film_strip, quiet::view_finder, quiet::contour_lines, quiet::contact_sheet],
        Theme::Western => &[wide::bands, wide::mesas, wide::fence],
        Theme::War => &[wide::chevrons, wide::crosses, wide::rays],
        Theme::Horror => &[dark::slits, dark::claws, dark::eye, dark::teeth, dark::lone_window],
        Theme::Space => &[far::ringed_planet, far::grid_and_sun, far::ripples, far::monolith, far::orbits],
        Theme::Music => &[bright::waves, bright::record, bright::equaliser],
        Theme::Romance => &[quiet::two_circles, quiet::petals, quiet::lean, quiet::two_moons],
        Theme::Crime => &[dark::blinds, dark::street_lamp, dark::stairs, dark::fingerprint],
        Theme::Mystery => &[dark::keyhole, dark::doors, dark::fog],
        Theme::Fantasy => &[far::arches, far::scales, far::spires],
        Theme::History => &[wide::columns, wide::aqueduct, wide::seal],
        Theme::Thriller => &[dark::spiral, dark::converge, dark::target, dark::zigzag],
        Theme::Adventure => &[wide::ranges, wide::compass, wide::sails],
        Theme::Action => &[wide::burst, wide::speed, wide::shards],
        Theme::Family => &[bright::building_blocks, bright::kite, bright::boats],
        Theme::Comedy => &[bright::half_discs, bright::smile, bright::balloons, bright::confetti],
        Theme::Drama => &[
            quiet::light_on_wall,
            quiet::lone_tree,
            quiet::sheets,
            quiet::split,
            quiet::table,
            quiet::quarter_discs,
            quiet::stones,
        ],
    };
    dice.one_of(ideas)(pen, colours, dice);
}
