//! What is shown and in which order: filters, what each film promises at its place ([`promise`]), variety (MMR). Never changes
//! a score.

mod promise;
pub(crate) mod stand_ins;
pub(crate) mod variety;

use crate::blend::Blend;
use crate::bundle::Bundle;
use crate::explore;
use crate::film::FilmId;
use crate::filters::{Context, Gates, LeftOut, WatchlistFilter};
use crate::numeric::{dot, top_k};
use crate::opinions::Opinions;
use crate::predict;
use crate::request::Request;
use crate::taste::Taste;
use halfstar_kernels::sums::add;
use promise::Promise;
pub(crate) use promise::usual_fame;
use stand_ins::StandIns;

/// Maximal marginal relevance looks at this many of the best films: enough for variety, few enough for a blink.
pub(crate) const MMR_REACH: usize = 400;
/// What most people look at: nothing below their mean is at these places, and what is better known than what they go for steps
/// back the most.
pub(crate) const FIRST: usize = 20;

/// The films chosen, in order.
pub(crate) struct Chosen {
    pub(crate) films: Vec<FilmId>,
    pub(crate) candidates: u32,
    pub(crate) left_out: LeftOut,
    pub(crate) brings_back: LeftOut,
    /// Parts of series in the place of later ones; see [`stand_ins`].
    pub(crate) stand_ins: StandIns,
}

/// A film that passes the filters.
#[derive(Clone, Copy)]
struct Candidate {
    film: FilmId,
    score: f32,
    /// Whether the member would give it enough stars for the first places.
    pleases: bool,
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
    let (mut left_out, mut brings_back) = (LeftOut::default(), LeftOut::default());
    let context = Context { bundle, taste, opinions: Some(opinions), filters: &request.filters };
    let gates = Gates::new(context);
    let mut scores = blend.scores();
    add(&mut scores, 1.0, &explore::moves(bundle, opinions, request.surprise, request.seed));
    let (scores, stand_ins) = stand_ins::in_order(bundle, taste, opinions, &gates, scores);
    let (mut candidates, mut disliked) = (Vec::new(), Vec::new());
    for (index, score) in scores.into_iter().enumerate() {
        let film = FilmId(index as u32);
        let Some(failed) = gates.ask(film) else { continue };
        if !failed.none() {
            failed.count(&mut left_out);
            failed.count_alone(&mut brings_back);
            continue;
        }
        let stars = predict::stars_for(bundle, taste, opinions, film);
        if predict::is_disliked_at(bundle, taste, film, stars) {
            disliked.push((score, film.0));
        } else {
            let pleases = stars >= taste.mean + bundle.tuning.least;
            candidates.push(Candidate { film, score, pleases });
        }
    }
    let count = (candidates.len() + disliked.len()) as u32;
    let limit = request.limit as usize;
    let mut films = arrange(bundle, taste, opinions, request, candidates);
    let tail = top_k(disliked, limit.saturating_sub(films.len()));
    films.extend(tail.into_iter().map(|(_, film)| FilmId(film)));
    Chosen { films, candidates: count, left_out, brings_back, stand_ins }
}

/// The best candidates in order: those for the first places, then all others.
fn arrange(
    bundle: &Bundle,
    taste: &Taste,
    opinions: &Opinions,
    request: &Request,
    candidates: Vec<Candidate>,
) -> Vec<FilmId> {
    let limit = request.limit as usize;
    let promise = Promise::of(bundle, taste, opinions, request, &candidates);
    // Finds are not what one has found already: the watchlist has a shelf of its own.
    let is_capped = request.filters.watchlist == WatchlistFilter::Third;
    let (wanted, others): (Vec<_>, Vec<_>) =
        candidates.into_iter().partition(|candidate| is_capped && taste.on_watchlist(candidate.film));
    let reach = if request.variety > 0.0 { limit.max(MMR_REACH) } else { limit };
    let mut films: Vec<FilmId> = Vec::new();
    let mut extend = |limit: usize, is_first: bool| {
        let fits = |candidate: &&Candidate| !films.contains(&candidate.film) && (candidate.pleases || !is_first);
        let worth =
            |candidate: &Candidate| (promise.of_film(candidate.film, candidate.score, is_first), candidate.film.0);
        let there = films.iter().filter(|film| is_capped && taste.on_watchlist(**film)).count();
        let room = if is_capped { (limit / 3).saturating_sub(there) } else { 0 };
        let mut head = top_k(others.iter().filter(fits).map(worth), reach);
        if room > 0 {
            head.extend(top_k(wanted.iter().filter(fits).map(worth), room));
            head = top_k(head, reach + room);
        }
        // Those of the watchlist may have to wait for others, which have to be there.
        let count = if is_first { limit } else { limit + room };
        films = with_variety(bundle, &films, &head, request.variety, count);
    };
    if !opinions.is_plain() && promise.is_choosy() {
        extend(FIRST.min(limit), true);
    }
    extend(limit, false);
    if !is_capped {
        return films;
    }
    let mut films = spread_out(films, |film| taste.on_watchlist(film));
    films.truncate(limit);
    // Where nothing else is left, the rest of the watchlist is better than nothing.
    let left = wanted.iter().filter(|candidate| !films.contains(&candidate.film));
    let left = top_k(left.map(|candidate| (candidate.score, candidate.film.0)), limit.saturating_sub(films.len()));
    films.extend(left.into_iter().map(|(_, film)| FilmId(film)));
    films
}

/// Films of a kind no closer together than every third, in order otherwise: those that come too soon wait.
fn spread_out(films: Vec<FilmId>, is_kind: impl Fn(FilmId) -> bool) -> Vec<FilmId> {
    let (mut spread, mut waiting) = (Vec::with_capacity(films.len()), std::collections::VecDeque::new());
    let mut placed = 0;
    for film in films {
        if is_kind(film) {
            waiting.push_back(film);
        } else {
            spread.push(film);
        }
        // Of the first three one, of the first four two, and so on, but of each twenty no more than a third.
        while spread.len() >= 3 * placed
            && placed < (spread.len() + 1).next_multiple_of(FIRST) / 3
            && let Some(next) = waiting.pop_front()
        {
            spread.push(next);
            placed += 1;
        }
    }
    spread.extend(waiting);
    spread
}

/// So many films: those there are, then the others in the order of [`variety::order`]; at variety 0 that of their scores.
pub(crate) fn with_variety(
    bundle: &Bundle,
    before: &[FilmId],
    head: &[(f32, u32)],
    variety: f32,
    limit: usize,
) -> Vec<FilmId> {
    let variety = if variety.is_finite() { variety.clamp(0.0, 1.0) } else { 0.0 };
    let mut films = before.to_vec();
    let left = limit.saturating_sub(films.len()).min(head.len());
    if variety == 0.0 {
        films.extend(head[..left].iter().map(|&(_, film)| FilmId(film)));
        return films;
    }
    let content = &bundle.models.content;
    let (scores, vectors): (Vec<f32>, Vec<&[f32]>) =
        head.iter().map(|&(score, film)| (score, content.vector(FilmId(film)))).unzip();
    // How near each comes to what stands there already.
    let there: Vec<&[f32]> = films.iter().map(|film| content.vector(*film)).collect();
    let nearest = |vector: &&[f32]| there.iter().fold(0.0, |nearest: f32, other| nearest.max(dot(vector, other)));
    let nearest: Vec<f32> = vectors.iter().map(nearest).collect();
    let places = variety::order(&scores, &nearest, variety, left, |a, b| dot(vectors[a], vectors[b]));
    films.extend(places.into_iter().map(|place| FilmId(head[place].1)));
    films
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_third_at_most_and_nothing_lost() {
        let films = |films: &[u32]| films.iter().copied().map(FilmId).collect::<Vec<_>>();
        let spread = |from: &[u32]| spread_out(films(from), |film| film.0 >= 10);
        assert_eq!(spread(&[10, 11, 12, 1, 2, 3, 4, 5]), films(&[10, 1, 2, 11, 3, 4, 12, 5]));
        assert_eq!(spread(&[1, 2, 3, 10, 4]), films(&[1, 2, 3, 10, 4]));
        assert_eq!(spread(&[1, 10, 11]), films(&[1, 10, 11]), "at the end what is left");
        assert_eq!(spread(&[]), []);
    }
}
