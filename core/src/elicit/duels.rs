//! Which two films to ask about: "Which did you like more?"
//!
//! Asked is the pair whose answer would teach most of what the shelf becomes: by which the variances of the predicted stars of
//! the films that now lead it, each against their mean, are expected to fall most (Bayesian experimental design for a linear
//! functional, Chaloner and Verdinelli 1995; the fall after an answer is that of moment matching). A pair that would come out
//! even chances is only worth asking where that moves the shelf.
//!
//! Whoever answers has seen both films, and the signals that go by what was seen learn from that: what few have seen says more
//! than what everybody has. So a film is weighed by the information that its having been seen is expected to give, −p·ln p,
//! where p is how likely that is. A film that was not seen makes way for another, beside the one that stays.

use crate::bundle::Bundle;
use crate::comparisons::{Answer, Comparison, Likelihood};
use crate::film::{FilmId, FilmSet, Kind};
use crate::filters::{Filters, WatchlistFilter};
use crate::numeric::{ln, powf, top_k};
use crate::opinions::Opinions;
use crate::recommend::rank;
use crate::request::Request;
use crate::taste::Taste;

/// What leads the shelf: so many films.
const SHELF: u32 = 100;
/// Pairs are made of so many films that the member may have seen, and of as many of theirs.
const CANDIDATES: usize = 48;
/// What an answer teaches the rating model counts to this power, beside what both films tell.
const TAUGHT: f64 = 0.15;
/// So many members have seen the best-known film; of others as many as their ratings say, to this power.
const SEEN_BY_MOST: f32 = 0.8;
const SEEN: f32 = 0.8;
/// What a film tells that is known to be seen: more than any other.
const TOLD: f32 = 1.0;
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
            let is_known = asked.iter().any(|known| known.is_of(pair));
            if is_known || stays.is_some_and(|film| !pair.contains(&film)) {
                continue;
            }
            let taught = libm::pow(lessons.worth(first, second), TAUGHT);
            let worth = taught * f64::from(of_first.weight * of_second.weight);
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
    /// What it tells that it was seen, and how much is left to learn of it.
    weight: f32,
}

fn candidates(bundle: &Bundle, taste: &Taste, asked: &[Comparison], stays: Option<FilmId>) -> Vec<Candidate> {
    let catalogue = &bundle.catalogue;
    let most = catalogue.rating_count(FilmId(0)).max(1) as f32;
    let told = TELLS_HALF / (TELLS_HALF + taste.evidence.len() as f32);
    let unseen: FilmSet = asked.iter().filter_map(Comparison::unseen).map(|[film, _]| film).collect();
    let compared: FilmSet = asked.iter().flat_map(|known| known.films).collect();
    let weight = |film: FilmId| {
        let is_rated = taste.evidence_of(film).is_some_and(|known| known.rating.is_some());
        let tells = if taste.has_seen(film) {
            TOLD
        } else {
            let likely = SEEN_BY_MOST * told * powf(catalogue.rating_count(film) as f32 / most, SEEN);
            -likely * ln(likely.max(f32::MIN_POSITIVE))
        };
        let left = if is_rated { RATED } else { 1.0 };
        let is_new = Some(film) == stays || !compared.contains(film);
        let times = if is_new { 0 } else { asked.iter().filter(|known| known.is_about(film)).count() };
        tells * left * powf(AGAIN, times as f32)
    };
    let is_none = |film: FilmId| {
        let is_wanted = taste.on_watchlist(film) && !taste.has_seen(film);
        unseen.contains(film) || taste.has_dismissed(film) || is_wanted || catalogue.kind(film) != Kind::Movie
    };
    let best = |films: &mut dyn Iterator<Item = FilmId>| {
        let weighed = films.filter(|film| !is_none(*film)).map(|film| (weight(film), film.0));
        top_k(weighed, CANDIDATES).into_iter().map(|(weight, film)| Candidate { film: FilmId(film), weight })
    };
    let pool = || (0..catalogue.pool).map(FilmId);
    let mut films: Vec<Candidate> = best(&mut pool().filter(|film| !taste.has_seen(*film))).collect();
    films.extend(best(&mut pool().filter(|film| taste.has_seen(*film))));
    let is_there = |film: &FilmId| films.iter().any(|candidate| candidate.film == *film);
    films.extend(stays.filter(|film| !is_there(film)).map(|film| Candidate { film, weight: weight(film) }));
    films
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
