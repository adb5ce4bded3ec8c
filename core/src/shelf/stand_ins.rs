//! Parts of series that stand where later ones would; see [`crate::series`].

use crate::bundle::Bundle;
use crate::film::FilmId;
use crate::filters::Gates;
use crate::opinions::Opinions;
use crate::predict;
use crate::taste::Taste;

/// Parts, each with the later one whose place it takes.
pub(crate) type StandIns = Vec<(FilmId, FilmId)>;

/// Scores as the shelf orders by them, and which part stands in for which. A film's own score stays what it is.
pub(crate) fn in_order(
    bundle: &Bundle,
    taste: &Taste,
    opinions: &Opinions,
    gates: &Gates<'_>,
    mut scores: Vec<f32>,
) -> (Vec<f32>, StandIns) {
    // The later part would have stood there: it passes the filters, and is not among what comes last.
    let counts = |later, first| {
        let is_there = |film| {
            !taste.has_dismissed(film) && gates.passes(film) && !predict::is_disliked(bundle, taste, opinions, film)
        };
        is_there(later) && is_there(first)
    };
    let stand_ins = bundle.series.raise(&mut scores, |film| taste.has_seen(film), counts);
    (scores, stand_ins)
}

/// The later part in whose place a film stands.
pub(crate) fn stands_for(stand_ins: &StandIns, film: FilmId) -> Option<FilmId> {
    stand_ins.iter().find(|(first, _)| *first == film).map(|(_, later)| *later)
}
