//! Which two films to ask about: "Which did you like more?"
//!
//! Asked is the pair whose answer would teach most of what the shelf becomes: by which the variances of the predicted stars of
//! the films that now lead it, each against their mean, are expected to fall most (Bayesian experimental design for a linear
//! functional, Chaloner and Verdinelli 1995; the fall after an answer is that of moment matching). A pair that would come out
//! even chances is only worth asking where that moves the shelf.
//!
//! For a newcomer the pairs are of films that tell people apart, each weighed by how likely it was seen: whoever answers has
//! seen both, which the other signals learn from as well. A film that was not seen makes way for another, beside the one that
//! stays.

use super::starters;
use crate::bundle::Bundle;
use crate::comparisons::{Answer, Comparison, Likelihood};
use crate::film::{FilmId, FilmSet, Kind};
use crate::filters::{Filters, WatchlistFilter};
use crate::numeric::{powf, top_k};
use crate::opinions::Opinions;
use crate::recommend::rank;
use crate::request::Request;
use crate::taste::Taste;

/// What leads the shelf: so many films.
const SHELF: u32 = 100;
/// Pairs are made of so many films.
const CANDIDATES: usize = 48;
/// So many members have seen the best-known film; of others as many as their ratings say, to this power.
const SEEN_BY_MOST: f32 = 0.8;
const SEEN: f32 = 0.8;
/// Whoever has told of so many films has told of half of those that they have seen.
const TELLS_HALF: f32 = 40.0;
/// A film that is rated already teaches less than one that is not.
const RATED: f32 = 0.5;
/// What was compared already teaches less each time.
const AGAIN: f32 = 0.1;

/// The pair that teaches most, of films that the member has seen or may have seen; nothing where there are no two. `asked` is
/// everything that they were asked before, in order, with the pairs of which they could not say.
pub fn next_duel(bundle: &Bundle, taste: &Taste, opinions: &Opinions, asked: &[Comparison]) -> Option<[FilmId; 2]> {
    // Where one of the last two was not seen, the other stays.
    let stays = asked.last().and_then(Comparison::unseen).map(|[_, other]| other);
    let candidates = candidates(bundle, taste, asked, stays);
    let filters = Filters { watchlist: WatchlistFilter::Any, ..Filters::default() };
    let request = Request { variety: 0.0, limit: SHELF, filters, ..Request::default() };
    let shelf = rank(bundle, taste, opinions, &request);
    let films: Vec<FilmId> = candidates.iter().map(|candidate| candidate.film).collect();
    let lessons = bundle.models.factors.lessons(opinions.posterior(), &shelf, &films);
    let mut best: Option<(f64, [FilmId; 2])> = None;
    for (second, of_second) in candidates.iter().enumerate() {
        for (first, of_first) in candidates.iter().enumerate().take(second) {
            let pair = [of_first.film, of_second.film];
            let is_known = asked.iter().any(|known| known.films.iter().all(|film| pair.contains(film)));
            if is_known || stays.is_some_and(|film| !pair.contains(&film)) {
                continue;
            }
            let worth = lessons.worth(first, second) * f64::from(of_first.weight * of_second.weight);
            if best.is_none_or(|(most, _)| worth > most) {
                // What stays, stays where it is.
                let is_turned = asked.last().is_some_and(|last| {
                    stays == Some(pair[0]) && last.films[1] == pair[0]
                        || stays == Some(pair[1]) && last.films[0] == pair[1]
                });
                best = Some((worth, if is_turned { [pair[1], pair[0]] } else { pair }));
            }
        }
    }
    best.map(|(_, pair)| pair)
}

/// A film that may be asked about.
struct Candidate {
    film: FilmId,
    /// How likely it was seen, and how much is left to learn of it.
    weight: f32,
}

fn candidates(bundle: &Bundle, taste: &Taste, asked: &[Comparison], stays: Option<FilmId>) -> Vec<Candidate> {
    let catalogue = &bundle.catalogue;
    let most = catalogue.rating_count(FilmId(0)).max(1) as f32;
    let told = TELLS_HALF / (TELLS_HALF + taste.evidence.len() as f32);
    let unseen: FilmSet = asked.iter().filter_map(Comparison::unseen).map(|[film, _]| film).collect();
    let weight = |film: FilmId| {
        let is_rated = taste.evidence_of(film).is_some_and(|known| known.rating.is_some());
        let likely = if taste.has_seen(film) {
            1.0
        } else {
            SEEN_BY_MOST * told * powf(catalogue.rating_count(film) as f32 / most, SEEN)
        };
        let left = if is_rated { RATED } else { 1.0 };
        let times = asked.iter().filter(|known| known.is_about(film) && Some(film) != stays).count();
        likely * left * powf(AGAIN, times as f32)
    };
    let is_none = |film: FilmId| {
        let is_wanted = taste.on_watchlist(film) && !taste.has_seen(film);
        unseen.contains(film) || taste.has_dismissed(film) || is_wanted || catalogue.kind(film) != Kind::Movie
    };
    // Those that tell people apart, and those of their own that are not rated, or are.
    let mut films = starters(bundle, CANDIDATES, |film| is_none(film) || taste.has_seen(film));
    let own =
        taste.evidence.iter().map(|known| known.film).filter(|film| film.index() < catalogue.pool() && !is_none(*film));
    films.extend(top_k(own.map(|film| (weight(film), film.0)), CANDIDATES).into_iter().map(|(_, film)| FilmId(film)));
    films.extend(stays.filter(|film| !films.contains(film)));
    films.into_iter().map(|film| Candidate { film, weight: weight(film) }).collect()
}

/// What the answers about pairs of films would teach: see [`Factors::lessons`](crate::signals::Factors).
#[derive(Clone, Debug)]
pub(crate) struct Lessons {
    /// Of each film the predicted stars.
    pub(crate) stars: Vec<f32>,
    /// How unsure each film's own numbers are, in stars squared.
    pub(crate) vague: Vec<f32>,
    /// The covariance of every two films' predicted stars, row-major.
    pub(crate) covariance: Vec<f32>,
    /// The same, each multiplied by the covariance with the shelf's films.
    pub(crate) reach: Vec<f32>,
    /// The variance of a rating.
    pub(crate) noise: f32,
}

impl Lessons {
    /// By how much the shelf's variances are expected to fall by an answer about these two.
    fn worth(&self, first: usize, second: usize) -> f64 {
        let n = self.stars.len();
        let of_difference = |of: &[f32]| {
            let at = |row: usize, column: usize| of.get(row * n + column).copied().unwrap_or(0.0);
            f64::from(at(first, first) - 2.0 * at(first, second) + at(second, second)).max(0.0)
        };
        let noise = f64::from(2.0 * self.noise + self.vague[first] + self.vague[second]);
        let deviation = (noise + of_difference(&self.covariance)).sqrt();
        let more = f64::from(self.stars[first] - self.stars[second]);
        let taught = [Answer::First, Answer::Second, Answer::Equal].iter().map(|answer| {
            let said = Likelihood::of(*answer, more, deviation);
            said.probability * said.curvature
        });
        of_difference(&self.reach) * taught.sum::<f64>()
    }
}
