//! Newcomers without a file: what a few duels teach, beside other ways to begin, and how a film is rated by comparing.
//!
//! Held-out members play newcomers. Of two films that are among their shown ratings they like the one that they rated higher
//! more, rated the same they are about equal, and one that is missing they have not seen. What they hid is looked for.

use crate::evaluate::protocol::Case;
use crate::foundation::ask::plain;
use crate::foundation::random::{Generator, seeded};
use crate::foundation::ranking::ndcg;
use halfstar_core::Bundle;
use halfstar_core::comparisons::{self, Answer, Comparison};
use halfstar_core::elicit::{next_duel, place, starters};
use halfstar_core::film::{FilmId, Stars};
use halfstar_core::opinions::Opinions;
use halfstar_core::recommend::rank;
use halfstar_core::signals::Weights;
use halfstar_core::taste::{Statement, Taste};
use rand::RngExt as _;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;

/// After so many duels that were answered.
pub const DUELS: [usize; 5] = [0, 5, 10, 15, 20];
/// Nobody is asked more often.
const MOST_ASKED: usize = 200;
/// The random pairs are of so many of the best-known films: of all films hardly anybody has seen two.
const WELL_KNOWN: u32 = 300;
/// Even chances are looked for among so many of these pairs, drawn anew each time.
const DRAWN: usize = 100;
/// Films are placed among so many ratings at least.
const MIN_ANCHORS: usize = 20;
/// Nobody compares more often for one film.
const MOST_COMPARED: usize = 30;

/// A way to begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// The pairs that the page asks about.
    Chosen,
    /// Pairs of well-known films, at random.
    Random,
    /// Of such pairs that whose answer is least certain.
    Even,
    /// Rating films of the starter grid: each rating is a tap as well.
    Grid,
}

impl Way {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Chosen, Self::Random, Self::Even, Self::Grid];

    /// For tables and pictures.
    pub fn title(self) -> &'static str {
        match self {
            Self::Chosen => "duels as the page asks",
            Self::Random => "random pairs",
            Self::Even => "pairs of even chances",
            Self::Grid => "stars for the starter grid",
        }
    }
}

/// How well a way does.
#[derive(Clone, Debug, Serialize)]
pub struct Beginning {
    /// Which.
    pub way: Way,
    /// What it is called.
    pub title: &'static str,
    /// NDCG@100 after each of [`DUELS`], averaged over members; who has fewer to say stays where they are.
    pub ndcg_100: [f64; DUELS.len()],
    /// How many of the films that they were asked about until then they had not seen, on average.
    pub unseen: [f64; DUELS.len()],
}

/// How films are rated by comparing.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Placing {
    /// How many films were rated so, one of each member with enough ratings.
    pub films: usize,
    /// The median of comparisons.
    pub compared: f64,
    /// The median of how far the result lies from the rating, in stars.
    pub off: f64,
    /// The same of the prediction alone.
    pub off_before: f64,
    /// How often the rating lies where it is said to be in four of five cases.
    pub covered: f64,
}

/// Everything about newcomers.
#[derive(Clone, Debug, Serialize)]
pub struct Newcomers {
    /// How many members played.
    pub members: usize,
    /// Each way to begin.
    pub beginnings: Vec<Beginning>,
    /// Rating by comparing.
    pub placing: Placing,
}

/// Lets members begin in every way.
pub fn judge(bundle: &Bundle, cases: &[Case]) -> Newcomers {
    let beginnings = Way::ALL.map(|way| {
        let all: Vec<Walk> = cases.par_iter().map(|case| walk(bundle, case, way)).collect();
        let mean = |of: &dyn Fn(&Walk) -> f64| all.iter().map(of).sum::<f64>() / all.len().max(1) as f64;
        Beginning {
            way,
            title: way.title(),
            ndcg_100: std::array::from_fn(|at| mean(&|walk| walk.ndcg[at])),
            unseen: std::array::from_fn(|at| mean(&|walk| walk.unseen[at] as f64)),
        }
    });
    Newcomers { members: cases.len(), beginnings: beginnings.into(), placing: placing(bundle, cases) }
}

#[derive(Default)]
struct Walk {
    ndcg: [f64; DUELS.len()],
    unseen: [usize; DUELS.len()],
}

/// Somebody who has said this so far.
struct Newcomer<'a> {
    bundle: &'a Bundle,
    case: &'a Case,
    rated: BTreeMap<FilmId, Statement>,
    asked: Vec<Comparison>,
}

impl Newcomer<'_> {
    fn rating(&self, film: FilmId) -> Option<u8> {
        rating_in(&self.case.split.shown, film)
    }

    fn answer(&self, [first, second]: [FilmId; 2]) -> Answer {
        match (self.rating(first), self.rating(second)) {
            (Some(one), Some(other)) => one.cmp(&other).into(),
            (None, _) => Answer::FirstUnseen,
            (_, None) => Answer::SecondUnseen,
        }
    }

    fn taste(&self) -> Taste {
        let mut statements = self.rated.clone();
        comparisons::apply(&mut statements, &self.asked);
        let mut taste = Taste::new(&statements, &self.bundle.tuning);
        taste.compare(&self.asked);
        taste
    }

    fn ndcg(&self, taste: &Taste, opinions: &Opinions) -> f64 {
        // What was shown is no hit, whether they told of it or not.
        let ranked =
            rank(self.bundle, taste, opinions, &halfstar_core::Request { limit: 600, ..plain(Weights::default()) });
        let positives = self.case.split.positives();
        let unshown = ranked.iter().filter(|film| self.rating(**film).is_none());
        let hits: Vec<bool> = unshown.take(100).map(|film| positives.binary_search(&(film.0 as u16)).is_ok()).collect();
        ndcg(&hits, positives.len(), 100)
    }
}

fn walk(bundle: &Bundle, case: &Case, way: Way) -> Walk {
    let mut newcomer = Newcomer { bundle, case, rated: BTreeMap::new(), asked: Vec::new() };
    let mut taste = newcomer.taste();
    let mut opinions = Opinions::of(bundle, &taste);
    let mut walk = Walk::default();
    let mut random = seeded(case.member);
    let grid = starters(bundle, WELL_KNOWN as usize, |_| false);
    let mut grid = grid.into_iter().filter_map(|film| Some((film, rating_in(&case.split.shown, film)?)));
    let (mut at, mut answered, mut unseen) = (0, 0, 0);
    loop {
        if DUELS.get(at) == Some(&answered) {
            (walk.ndcg[at], walk.unseen[at]) = (newcomer.ndcg(&taste, &opinions), unseen);
            at += 1;
        }
        if at == DUELS.len() || answered + unseen >= MOST_ASKED {
            break;
        }
        let has_said = if way == Way::Grid {
            let Some((film, halves)) = grid.next() else { break };
            let rating = Stars::from_halves(halves);
            newcomer.rated.insert(film, Statement { rating, seen: true, ..Statement::default() });
            true
        } else {
            let pair = match way {
                Way::Chosen => next_duel(bundle, &taste, &opinions, &newcomer.asked),
                Way::Random | Way::Grid => drawn(&newcomer, &mut random),
                Way::Even => even(&newcomer, &opinions, &mut random),
            };
            let Some(films) = pair else { break };
            let answer = newcomer.answer(films);
            newcomer.asked.push(Comparison { films, answer });
            Comparison { films, answer }.is_telling()
        };
        if has_said {
            answered += 1;
            taste = newcomer.taste();
            opinions = Opinions::of(bundle, &taste);
        } else {
            unseen += 1;
        }
    }
    // Who has nothing more to say stays where they are.
    if at < DUELS.len() {
        let stays = newcomer.ndcg(&taste, &opinions);
        walk.ndcg[at..].fill(stays);
        walk.unseen[at..].fill(unseen);
    }
    walk
}

/// What somebody gave a film, in half stars: rows in the order of films.
pub(super) fn rating_in(rows: &[(u16, u8)], film: FilmId) -> Option<u8> {
    rows.binary_search_by_key(&(film.0 as u16), |&(film, _)| film).ok().map(|place| rows[place].1)
}

/// A pair of well-known films that was not asked about.
fn drawn(newcomer: &Newcomer<'_>, random: &mut Generator) -> Option<[FilmId; 2]> {
    let most = WELL_KNOWN.min(newcomer.bundle.catalogue.pool);
    let stays = newcomer.asked.last().and_then(Comparison::unseen).map(|[_, other]| other);
    let is_unseen =
        |film: FilmId| newcomer.asked.iter().any(|known| known.unseen().is_some_and(|[unseen, _]| unseen == film));
    (0..1_000).find_map(|_| {
        let [one, other] = [0; 2].map(|_| FilmId(random.random_range(0..most)));
        let pair = [stays.unwrap_or(one), other];
        let is_new = !newcomer.asked.iter().any(|known| known.is_of(pair));
        (pair[0] != pair[1] && is_new && !pair.into_iter().any(is_unseen)).then_some(pair)
    })
}

/// Of some such pairs that whose predicted stars are nearest to each other.
fn even(newcomer: &Newcomer<'_>, opinions: &Opinions, random: &mut Generator) -> Option<[FilmId; 2]> {
    let stars = |film| halfstar_core::predict::stars(newcomer.bundle, opinions, film);
    let pairs = (0..DRAWN).filter_map(|_| drawn(newcomer, random));
    let apart = |pair: &[FilmId; 2]| (stars(pair[0]) - stars(pair[1])).abs();
    pairs.min_by(|one, other| apart(one).total_cmp(&apart(other)))
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// Rates a hidden film of each member by comparing it with the shown ones.
fn placing(bundle: &Bundle, cases: &[Case]) -> Placing {
    let with_anchors = cases.par_iter().filter(|case| case.split.shown.len() >= MIN_ANCHORS);
    let all: Vec<Found> = with_anchors.filter_map(|case| placed(bundle, case)).collect();
    let of = |of: &dyn Fn(&Found) -> f64| median(all.iter().map(of).collect());
    Placing {
        films: all.len(),
        compared: of(&|found| found.compared as f64),
        off: of(&|found| found.off),
        off_before: of(&|found| found.off_before),
        covered: all.iter().filter(|found| found.is_covered).count() as f64 / all.len().max(1) as f64,
    }
}

/// How one film was placed.
struct Found {
    compared: usize,
    off: f64,
    off_before: f64,
    is_covered: bool,
}

fn placed(bundle: &Bundle, case: &Case) -> Option<Found> {
    let mut random = seeded(case.member);
    let &(film, halves) = case.split.hidden.get(random.random_range(0..case.split.hidden.len().max(1)))?;
    let film = FilmId(u32::from(film));
    let taste = crate::foundation::ask::taste_of(&case.split.shown, &bundle.tuning);
    let opinions = Opinions::of(bundle, &taste);
    let mut said: Vec<Comparison> = Vec::new();
    let mut now = place(bundle, &taste, &opinions, film, &said);
    let truth = f32::from(halves) / 2.0;
    let before = now.stars;
    while !now.is_done() && said.len() < MOST_COMPARED {
        let Some(other) = now.next else { break };
        let answer = halves.cmp(&rating_in(&case.split.shown, other)?).into();
        said.push(Comparison { films: [film, other], answer });
        now = place(bundle, &taste, &opinions, film, &said);
    }
    let off = |stars: Stars| f64::from((stars.stars() - truth).abs());
    // A rating stands for what is nearer to it than to the next.
    let is_covered = (now.likely[0] - 0.25..=now.likely[1] + 0.25).contains(&truth);
    Some(Found { compared: said.len(), off: off(now.stars), off_before: off(before), is_covered })
}
