//! What is learned on validation members, through the core's own pipeline: the default blend, the predicted stars, and how
//! far films are held back that a member would rate low, or has heard of anyway.

use crate::evaluate::judge as accuracy;
use crate::foundation::ask::taste_of;
use crate::foundation::ranking::ndcg;
use crate::foundation::split::{Holdout, LOOKED_AT, POSITIVE, REGRETTED, shorten};
use faer::linalg::solvers::Solve;
use faer::{Mat, Side};
use halfstar_core::Bundle;
use halfstar_core::blend::Blend;
use halfstar_core::film::FilmId;
use halfstar_core::numeric::{dot, top_k};
use halfstar_core::opinions::Opinions;
use halfstar_core::predict;
use halfstar_core::signals::{PerSignal, SignalName, Weights};
use halfstar_core::tuning::{Anchor, Blending, Caution, Ends, Fame, HISTORIES, Intervals, KNOTS, StarsModel};
use rayon::prelude::*;

const SIGNALS: usize = SignalName::ALL.len();
/// Short histories, made by showing only so many films of a member's.
const SHORT: [usize; 4] = [3, 5, 10, 20];
/// Histories as they are, in bands: from, up to, and the length that stands for them.
const BANDS: [(usize, usize, usize); 4] = [(16, 80, 40), (80, 200, 130), (200, 400, 280), (400, usize::MAX, 600)];
/// Fewer members than this teach no anchor.
const MIN_MEMBERS: usize = 30;
/// See [`Blending::softness`] and [`Blending::backing`].
const SOFTNESS: f32 = 0.05;
const BACKING: f32 = 4.0;
/// How far the default may turn the dial of popularity.
const MOST_POPULARITY: f32 = 0.2;
/// A film that no weighting brings up from below this place is none that a member would be shown.
const CANDIDATES: usize = 600;

/// What neighbours' stars count beside the factors', and how much is taken off a film for each star below which stars: tried.
const NEARNESS: [f32; 6] = [0.0, 0.25, 0.5, 0.75, 1.0, 1.5];
const CAUTION: [f32; 8] = [0.5, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0];
const BELOW: [f32; 6] = [3.8, 3.9, 4.0, 4.1, 4.2, 4.3];
/// What caution may cost of NDCG@100. As much again is won by the neighbours' stars, without which it would do less.
const COST: f64 = 0.010;
/// How far the well known steps back at the first places, and what part of that further down: tried.
const FAME: [f32; 12] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2];
const LATER: f32 = 2.0 / 3.0;
/// What that may cost of NDCG@100: what is known to all is what is hidden of most.
const COST_OF_FINDS: f64 = 0.014;
/// Nobody wants to find on top what they would rate below their mean. It costs a thousandth of NDCG@100, and saves regret.
const LEAST: f32 = 0.0;
/// Weights learn to live with caution, which wins back some of that, and then there may be more of it.
const ROUNDS: usize = 2;

/// Learns all of it, one upon the other: scales, stars, weights, caution, the weights again, and fame.
pub fn tune(bundle: &mut Bundle, members: &[Holdout]) {
    bundle.tuning.caution = Caution::default();
    bundle.tuning.fame = Fame::default();
    bundle.tuning.least = LEAST;
    bundle.tuning.blending = Blending {
        spreads: PerSignal::from_fn(|_| 1.0),
        softness: SOFTNESS,
        backing: BACKING,
        ..Blending::constant(Weights::NEIGHBOURS_ONLY)
    };
    nearness(bundle, members);
    blend(bundle, members);
    let (without, _) = judge(members, &shown_to(bundle, members), Caution::default());
    for _ in 0..ROUNDS {
        bundle.tuning.caution = caution(bundle, members, without * (1.0 - COST));
        blend(bundle, members);
    }
    bundle.tuning.fame = fame(bundle, members);
    intervals(bundle, members);
}

/// A hidden rating: the predicted stars, how far off these were, and how far the model thought they might be.
#[derive(Clone, Copy)]
struct Miss {
    stars: f32,
    off: f32,
    spread: f32,
}

/// Learns how far ratings lie from what is predicted: first the ends, from histories as they are; then for each length of
/// history the scale at which four of five ratings lie between them; and again, one upon the other.
fn intervals(bundle: &mut Bundle, members: &[Holdout]) {
    let of = |cases: Vec<Case<'_>>| -> Vec<(usize, Miss)> {
        cases.par_iter().flat_map_iter(|case| misses(bundle, case)).collect()
    };
    let whole = |member| Case { member, shown: member.shown.clone() };
    let natural = of(members.iter().map(whole).collect());
    let lengths = HISTORIES.map(|length| {
        let films = length as usize;
        let is_longest = HISTORIES.iter().all(|other| *other <= length);
        let (least, short) = if is_longest { (films, false) } else { (4 * films, true) };
        let long = members.iter().filter(|member| member.shown.len() >= least);
        of(long
            .map(|member| if short { Case { member, shown: shorten(member, films) } } else { whole(member) })
            .collect())
    });
    let mut learned = Intervals::default();
    for _ in 0..3 {
        for (at, stars) in KNOTS.into_iter().enumerate() {
            let near = natural.iter().filter(|(_, miss)| (miss.stars - stars).abs() <= KNOT_REACH);
            let off = near.map(|(ratings, miss)| miss.off / (miss.spread * learned.scale(*ratings)));
            let mut off: Vec<f32> = off.collect();
            if off.len() >= MIN_MISSES {
                off.sort_by(f32::total_cmp);
                let at_share = |share: f32| off[((off.len() as f32 * share) as usize).min(off.len() - 1)];
                learned.ends[at] =
                    Ends { most: [at_share(0.1), at_share(0.9)], half: [at_share(0.25), at_share(0.75)] };
            }
        }
        for (at, misses) in lengths.iter().enumerate().filter(|(_, misses)| misses.len() >= MIN_MISSES) {
            // Of each rating the scale at which it would lie just between the ends: four of five are below the one wanted.
            let needed = misses.iter().map(|(_, miss)| {
                let [below, above] = learned.ends(miss.stars).most;
                miss.off / miss.spread / if miss.off < 0.0 { below.min(-0.1) } else { above.max(0.1) }
            });
            let mut needed: Vec<f32> = needed.collect();
            needed.sort_by(f32::total_cmp);
            learned.scales[at] = needed[needed.len() * 4 / 5].max(0.1);
        }
    }
    bundle.tuning.intervals = learned;
}

/// Ends are learned of ratings whose predicted stars are so near, and of so many at least.
const KNOT_REACH: f32 = 0.25;
const MIN_MISSES: usize = 200;

/// The hidden ratings of a member, and how many they had shown.
fn misses(bundle: &Bundle, case: &Case<'_>) -> Vec<(usize, Miss)> {
    let opinions = Opinions::of(bundle, &taste_of(&case.shown, &bundle.tuning));
    let member = opinions.posterior();
    let miss = |&(film, halves): &(u16, u8)| {
        let film = FilmId(u32::from(film));
        let (stars, spread) = (predict::stars(bundle, &opinions, film), bundle.models.factors.spread(member, film)?);
        Some((member.ratings(), Miss { stars, off: f32::from(halves) / 2.0 - stars, spread }))
    };
    case.member.hidden.iter().filter_map(miss).collect()
}

/// The most that the well known may step back at what it may cost. The weights are not learned again: they would only give
/// back to popularity what is taken off.
fn fame(bundle: &mut Bundle, members: &[Holdout]) -> Fame {
    let mut judge = |fame: Fame| {
        bundle.tuning.fame = fame;
        accuracy(bundle, members, &[Weights::default()])[0].ndcg_100
    };
    let without = judge(Fame::default());
    let tried = FAME.map(|first| Fame { first, later: first * LATER });
    let cheap = tried.into_iter().take_while(|fame| judge(*fame) >= without * (1.0 - COST_OF_FINDS));
    cheap.last().unwrap_or_default()
}

/// Learns the spreads and the predicted stars, with as much of the neighbours' stars as makes these the most accurate.
fn nearness(bundle: &mut Bundle, members: &[Holdout]) {
    let mut best = (f64::INFINITY, bundle.tuning.clone());
    for nearness in NEARNESS {
        bundle.tuning.blending.nearness = nearness;
        bundle.tuning.blending.spreads = PerSignal::from_fn(|_| 1.0);
        bundle.tuning.blending.spreads = spreads(bundle, members);
        bundle.tuning.stars = stars(bundle, members);
        let (error, _) = star_errors(bundle, members);
        if error < best.0 {
            best = (error, bundle.tuning.clone());
        }
    }
    bundle.tuning = best.1;
}

/// The caution with the least regret@20 that leaves so much NDCG@100.
fn caution(bundle: &Bundle, members: &[Holdout], least: f64) -> Caution {
    let films = shown_to(bundle, members);
    let (_, regretted) = judge(members, &films, Caution::default());
    let mut best = (regretted, Caution::default());
    for weight in CAUTION {
        for below in BELOW {
            let caution = Caution { weight, below };
            let (ndcg, regretted) = judge(members, &films, caution);
            if ndcg >= least && regretted < best.0 {
                best = (regretted, caution);
            }
        }
    }
    best.1
}

/// A film that leads for a member: its score, its predicted stars, and their rating in half stars if it was hidden, else 0.
type Shown = (f32, f32, u8);

/// NDCG@100 and regret@20.
fn judge(members: &[Holdout], films: &[Vec<Shown>], caution: Caution) -> (f64, f64) {
    let judged: Vec<(f64, u32, u32)> =
        members.par_iter().zip(films).map(|(member, films)| regret(member, films, caution)).collect();
    let ndcg: f64 = judged.iter().map(|row| row.0).sum::<f64>() / judged.len().max(1) as f64;
    let (low, all) = judged.iter().fold((0, 0), |(low, all), row| (low + row.1, all + row.2));
    (ndcg, f64::from(low) / f64::from(all.max(1)))
}

/// What leads for each member before anything is taken off.
fn shown_to(bundle: &Bundle, members: &[Holdout]) -> Vec<Vec<Shown>> {
    members.par_iter().map(|member| shown(bundle, member)).collect()
}

fn shown(bundle: &Bundle, member: &Holdout) -> Vec<Shown> {
    let opinions = Opinions::of(bundle, &taste_of(&member.shown, &bundle.tuning)).without_reserve();
    let scores = Blend::new(&opinions, &Weights::default()).scores();
    let seen = |film: u32| member.shown.binary_search_by_key(&(film as u16), |&(film, _)| film).is_ok();
    let unseen = (0..scores.len() as u32).filter(|&film| !seen(film));
    let leading = top_k(unseen.map(|film| (scores[film as usize], film)), CANDIDATES);
    let film = |(score, film): (f32, u32)| {
        let rating = member.hidden_rating(film as u16).unwrap_or(0);
        (score, predict::stars(bundle, &opinions, FilmId(film)), rating)
    };
    leading.into_iter().map(film).collect()
}

/// NDCG@100, and how many of the hidden films among the first twenty the member regrets, of how many.
fn regret(member: &Holdout, films: &[Shown], caution: Caution) -> (f64, u32, u32) {
    let scored = films.iter().zip(0u32..).map(|(&(score, stars, _), place)| (score - caution.reserve(stars), place));
    let ratings: Vec<u8> = top_k(scored, 100).iter().map(|&(_, place)| films[place as usize].2).collect();
    let hits: Vec<bool> = ratings.iter().map(|&halves| halves >= POSITIVE).collect();
    let first = &ratings[..ratings.len().min(LOOKED_AT)];
    let count = |counts: fn(u8) -> bool| first.iter().filter(|&&halves| halves > 0 && counts(halves)).count() as u32;
    (ndcg(&hits, member.positives().len(), 100), count(|halves| halves <= REGRETTED), count(|_| true))
}

/// Learns the weights at every length of history.
fn blend(bundle: &mut Bundle, members: &[Holdout]) {
    let alone = Weights::NEIGHBOURS_ONLY;
    let short = SHORT.map(|films| {
        let long = members.iter().filter(|member| member.shown.len() >= 4 * films);
        (films, long.map(|member| Case { member, shown: shorten(member, films) }).collect::<Vec<_>>())
    });
    let bands = BANDS.map(|(from, to, films)| {
        let within = members.iter().filter(|member| (from..to).contains(&member.shown.len()));
        (films, within.map(|member| Case { member, shown: member.shown.clone() }).collect::<Vec<_>>())
    });
    let mut anchors: Vec<Anchor> = Vec::new();
    // Longest first: each begins the search where the one before ended.
    let mut weights = alone;
    for (films, cases) in short.iter().chain(&bands).rev() {
        if cases.len() >= MIN_MEMBERS {
            weights = search(bundle, cases, weights);
            anchors.push(Anchor { films: *films as f32, weights });
        }
    }
    anchors.reverse();
    if !anchors.is_empty() {
        bundle.tuning.blending.anchors = anchors;
    }
}

/// Each signal's standard deviation over the pool, root mean square over members.
fn spreads(bundle: &Bundle, members: &[Holdout]) -> PerSignal<f32> {
    let pool = bundle.catalogue.pool();
    let squares: Vec<PerSignal<f32>> = members[..members.len().min(400)]
        .par_iter()
        .map(|member| {
            let opinions = Opinions::of(bundle, &taste_of(&member.shown, &bundle.tuning));
            PerSignal::from_fn(|signal| {
                let column = opinions.of_signal(signal);
                dot(column, column) / pool as f32
            })
        })
        .collect();
    let mean = |signal| squares.iter().map(|row| row[signal]).sum::<f32>() / squares.len().max(1) as f32;
    PerSignal::from_fn(|signal| mean(signal).sqrt())
}

/// A member, and how much of their history is known.
struct Case<'a> {
    member: &'a Holdout,
    shown: Vec<(u16, u8)>,
}

/// One member's candidates: their opinions, what is taken off, and which of them are hidden favourites.
struct Choice {
    rows: Vec<([f32; SIGNALS], f32, bool)>,
    hidden: usize,
}

/// The weights with the best NDCG@100, by pattern search (Hooke and Jeeves 1961): one weight at a time, a step up or
/// down as long as it helps, then smaller steps. Neighbours are the yardstick at 1.
fn search(bundle: &Bundle, cases: &[Case<'_>], start: Weights) -> Weights {
    const STEPS: [f32; 6] = [0.4, 0.2, 0.1, 0.05, 0.025, 0.0125];
    let choices: Vec<Choice> = cases.par_iter().map(|case| choice(bundle, case, start)).collect();
    let judge = |weights: &[f32; SIGNALS]| -> f64 {
        let found = choices.par_iter().map(|choice| choice.ndcg(weights)).collect::<Vec<_>>();
        found.iter().sum::<f64>() / found.len() as f64
    };
    let mut best = start.by_name().into_array();
    let mut reached = judge(&best);
    for step in STEPS {
        let mut moved = true;
        while moved {
            moved = false;
            for (signal, way) in (1..SIGNALS).flat_map(|signal| [(signal, step), (signal, -step)]) {
                let mut next = best;
                next[signal] += way;
                // Only what balances the others may speak against a film.
                if !SignalName::ALL[signal].is_balance() {
                    next[signal] = next[signal].max(0.0);
                }
                // The dial is the member's: learning may not turn it all the way.
                let named = || SignalName::ALL.into_iter().zip(next);
                let others: f32 = named().filter(|(signal, _)| !signal.is_balance()).map(|(_, weight)| weight).sum();
                if named().any(|(signal, weight)| signal.is_balance() && weight.abs() > others * MOST_POPULARITY) {
                    continue;
                }
                let found = judge(&next);
                if found > reached {
                    (best, reached, moved) = (next, found, true);
                }
            }
        }
    }
    PerSignal::from_array(best).into()
}

/// The films that lead by neighbours, by the weights to begin with, or by popularity. What the member has seen is no
/// candidate, whether it is known of them or not.
fn choice(bundle: &Bundle, case: &Case<'_>, start: Weights) -> Choice {
    let taste = taste_of(&case.shown, &bundle.tuning);
    let seen = |film: u32| case.member.shown.binary_search_by_key(&(film as u16), |&(film, _)| film).is_ok();
    let opinions = Opinions::of(bundle, &taste);
    let popular = Weights { popularity: 1.0, neighbours: 0.3, ..Weights::default() };
    let mut films: Vec<u32> = Vec::new();
    for (weights, count) in [(Weights::NEIGHBOURS_ONLY, CANDIDATES), (start, CANDIDATES), (popular, CANDIDATES / 3)] {
        let scores = Blend::new(&opinions, &weights).scores();
        let unseen = (0..scores.len() as u32).filter(|&film| !seen(film));
        films.extend(top_k(unseen.map(|film| (scores[film as usize], film)), count).iter().map(|&(_, film)| film));
    }
    films.sort_unstable();
    films.dedup();
    let positives = case.member.positives();
    let row = |&film: &u32| {
        let opinions =
            (SignalName::ALL.map(|signal| opinions.get(signal, FilmId(film))), opinions.reserve(FilmId(film)));
        (opinions.0, opinions.1, positives.binary_search(&(film as u16)).is_ok())
    };
    Choice { rows: films.iter().map(row).collect(), hidden: positives.len() }
}

impl Choice {
    fn ndcg(&self, weights: &[f32; SIGNALS]) -> f64 {
        // The pipeline takes off the reserve where the weights of what speaks for films add up to 1.
        let spoken: f32 = SignalName::ALL
            .iter()
            .zip(weights)
            .filter(|(signal, _)| !signal.is_balance())
            .map(|(_, weight)| weight)
            .sum();
        let score = |(row, reserve, _): &([f32; SIGNALS], f32, bool)| dot(row, weights) - reserve * spoken;
        let scored = self.rows.iter().enumerate().map(|(place, row)| (score(row), place as u32));
        let best = top_k(scored, 100);
        let hits: Vec<bool> = best.iter().map(|&(_, place)| self.rows[place as usize].2).collect();
        ndcg(&hits, self.hidden, 100)
    }
}

/// Coefficients of the predicted stars by least squares over the hidden ratings.
fn stars(bundle: &Bundle, members: &[Holdout]) -> StarsModel {
    const TERMS: usize = 2 + SIGNALS;
    let (gram, target) = members
        .par_iter()
        .map(|member| {
            let taste = taste_of(&member.shown, &bundle.tuning);
            let opinions = Opinions::of(bundle, &taste);
            let (mut gram, mut target) = ([[0f64; TERMS]; TERMS], [0f64; TERMS]);
            for &(film, halves) in &member.hidden {
                let (quality, opinions_on_film) = predict::features(bundle, &opinions, FilmId(u32::from(film)));
                let mut row = [1.0; TERMS];
                for (term, x) in row[1..].iter_mut().zip([quality].into_iter().chain(opinions_on_film.into_values())) {
                    *term = f64::from(x);
                }
                let off = f64::from(halves) / 2.0 - f64::from(bundle.tuning.typical_mean + opinions.offset());
                for i in 0..TERMS {
                    target[i] += row[i] * off;
                    for j in 0..TERMS {
                        gram[i][j] += row[i] * row[j];
                    }
                }
            }
            (gram, target)
        })
        .collect::<Vec<_>>()
        .into_iter()
        .fold(([[0f64; TERMS]; TERMS], [0f64; TERMS]), |(mut gram, mut target), (g, t)| {
            for i in 0..TERMS {
                target[i] += t[i];
                for j in 0..TERMS {
                    gram[i][j] += g[i][j];
                }
            }
            (gram, target)
        });
    // Quality enters twice, in stars and standardised; a small ridge shares it between them.
    let system = Mat::from_fn(TERMS, TERMS, |i, j| gram[i][j] + if i == j { 1.0 } else { 0.0 });
    let Ok(factor) = system.llt(Side::Lower) else { return bundle.tuning.stars };
    let solution = factor.solve(Mat::from_fn(TERMS, 1, |i, _| target[i]));
    let [intercept, quality, opinions @ ..]: [f32; TERMS] = std::array::from_fn(|i| solution[(i, 0)] as f32);
    StarsModel { intercept, quality, opinions: PerSignal::from_array(opinions) }
}

/// Root mean squared error in stars: of the pipeline's prediction, and of the film's mean plus the member's offset.
pub fn star_errors(bundle: &Bundle, members: &[Holdout]) -> (f64, f64) {
    let errors: Vec<(f64, f64, usize)> = members
        .par_iter()
        .map(|member| {
            let taste = taste_of(&member.shown, &bundle.tuning);
            let opinions = Opinions::of(bundle, &taste);
            member.hidden.iter().fold((0.0, 0.0, 0), |(ours, bias, n), &(film, halves)| {
                let film = FilmId(u32::from(film));
                let truth = f64::from(halves) / 2.0;
                let quality = bundle.models.quality.stars(film).unwrap_or(bundle.tuning.typical_mean);
                let plain = f64::from(quality + opinions.offset()).clamp(0.5, 5.0);
                let predicted = f64::from(predict::stars(bundle, &opinions, film));
                (ours + (predicted - truth) * (predicted - truth), bias + (plain - truth) * (plain - truth), n + 1)
            })
        })
        .collect();
    let (ours, bias, n) = errors.iter().fold((0.0, 0.0, 0), |(a, b, n), &(x, y, m)| (a + x, b + y, n + m));
    ((ours / n.max(1) as f64).sqrt(), (bias / n.max(1) as f64).sqrt())
}
