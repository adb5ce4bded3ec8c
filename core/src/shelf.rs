//! What is shown and in which order: filters, then variety (MMR). Never changes a score.

pub(crate) mod stand_ins;
pub(crate) mod variety;

use crate::blend::Blend;
use crate::bundle::Bundle;
use crate::film::FilmId;
use crate::filters::{Gates, LeftOut};
use crate::numeric::{dot, top_k};
use crate::opinions::Opinions;
use crate::predict;
use crate::request::Request;
use crate::taste::Taste;
use stand_ins::StandIns;

/// Maximal marginal relevance looks at this many of the best films: enough for variety, few enough for a blink.
pub(crate) const MMR_REACH: usize = 400;

/// The films chosen, in order.
pub(crate) struct Chosen {
    pub(crate) films: Vec<FilmId>,
    pub(crate) candidates: u32,
    pub(crate) left_out: LeftOut,
    /// Parts of series in the place of later ones; see [`stand_ins`].
    pub(crate) stand_ins: StandIns,
}

/// Filters the pool, takes the best, and orders them with variety. What the member would dislike comes behind all else, and
/// so is only there where little else passes.
pub(crate) fn choose(
    bundle: &Bundle,
    taste: &Taste,
    opinions: &Opinions,
    blend: &Blend<'_>,
    request: &Request,
) -> Chosen {
    let mut left_out = LeftOut::default();
    let gates = Gates::new(bundle, taste, &request.filters);
    let (scores, stand_ins) = stand_ins::in_order(bundle, taste, opinions, &gates, blend.scores());
    let (mut candidates, mut disliked) = (Vec::new(), Vec::new());
    for (index, score) in scores.into_iter().enumerate() {
        let film = FilmId(index as u32);
        let Some(failed) = gates.ask(film) else { continue };
        if failed.none() {
            let is_disliked = predict::is_disliked(bundle, taste, opinions, film);
            if is_disliked { &mut disliked } else { &mut candidates }.push((score, film.0));
        } else {
            failed.count(&mut left_out);
        }
    }
    let count = (candidates.len() + disliked.len()) as u32;
    let limit = request.limit as usize;
    let reach = if request.variety > 0.0 { limit.max(MMR_REACH) } else { limit };
    let head = top_k(candidates, reach);
    let mut films = with_variety(bundle, &head, request.variety, limit);
    let tail = top_k(disliked, limit.saturating_sub(films.len()));
    films.extend(tail.into_iter().map(|(_, film)| FilmId(film)));
    Chosen { films, candidates: count, left_out, stand_ins }
}

/// The films in the order of [`variety::order`]; at variety 0 that of their scores.
pub(crate) fn with_variety(bundle: &Bundle, head: &[(f32, u32)], variety: f32, limit: usize) -> Vec<FilmId> {
    let variety = if variety.is_finite() { variety.clamp(0.0, 1.0) } else { 0.0 };
    let limit = limit.min(head.len());
    if variety == 0.0 {
        return head[..limit].iter().map(|&(_, film)| FilmId(film)).collect();
    }
    let (scores, vectors): (Vec<f32>, Vec<&[f32]>) =
        head.iter().map(|&(score, film)| (score, bundle.models.content.vector(FilmId(film)))).unzip();
    let places = variety::order(&scores, variety, limit, |a, b| dot(vectors[a], vectors[b]));
    places.into_iter().map(|place| FilmId(head[place].1)).collect()
}
