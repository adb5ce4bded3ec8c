//! What exploring gains: shelves dealt round after round to held-out members, whose own ratings answer.
//!
//! A member begins with some ratings shown. Each round deals ten films that were not dealt before; those among the member's
//! other ratings are answered, and known from then on. A film of four stars or more is a hit. Regret is how many hits more
//! whoever knows all the answers would have had by then.

use super::newcomers::rating_in;
use crate::evaluate::protocol::Case;
use crate::foundation::ask::{plain, taste_of};
use crate::foundation::random::{Generator, seeded};
use crate::foundation::split::POSITIVE;
use halfstar_core::film::FilmId;
use halfstar_core::opinions::Opinions;
use halfstar_core::recommend::rank;
use halfstar_core::signals::Weights;
use halfstar_core::{Bundle, Request};
use rand::RngExt as _;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeSet;

/// So many rounds.
pub const ROUNDS: usize = 20;
/// So many films each.
const DEALT: usize = 10;
/// So much is known of a member at first: a newcomer.
const KNOWN: usize = 5;
/// A random film instead, so often.
const EPSILON: f64 = 0.1;

/// A way to deal.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// The best of the shelf, always.
    Greedy,
    /// The shelf with the dial of surprises so far up: Thompson sampling.
    Surprise(f32),
    /// Greedy, but for one film in ten, which is any.
    EpsilonGreedy,
    /// Any films.
    Random,
}

impl Policy {
    /// All that are compared.
    pub const ALL: [Self; 6] = [
        Self::Greedy,
        Self::Surprise(0.25),
        Self::Surprise(0.5),
        Self::Surprise(1.0),
        Self::EpsilonGreedy,
        Self::Random,
    ];

    /// For tables and pictures.
    pub fn title(self) -> String {
        match self {
            Self::Greedy => "greedy: sure things".to_owned(),
            Self::Surprise(dial) => format!("Thompson sampling, dial at {:.0} %", dial * 100.0),
            Self::EpsilonGreedy => "ε-greedy, one in ten".to_owned(),
            Self::Random => "random".to_owned(),
        }
    }
}

/// How a policy does.
#[derive(Clone, Debug, Serialize)]
pub struct Dealt {
    /// Which.
    pub policy: Policy,
    /// What it is called.
    pub title: String,
    /// Hits up to each round, averaged over members.
    pub hits: Vec<f64>,
    /// Hits that were missed up to each round.
    pub regret: Vec<f64>,
    /// Different films that were dealt to anybody, of all rounds.
    pub films: usize,
}

/// Deals to members by every policy.
pub fn judge(bundle: &Bundle, cases: &[Case]) -> Vec<Dealt> {
    Policy::ALL.iter().map(|&policy| deal(bundle, cases, policy)).collect()
}

/// What a member's rounds came to.
#[derive(Default)]
struct Played {
    hits: Vec<usize>,
    regret: Vec<usize>,
    dealt: BTreeSet<u32>,
}

fn deal(bundle: &Bundle, cases: &[Case], policy: Policy) -> Dealt {
    let played: Vec<Played> = cases.par_iter().map(|case| play(bundle, case, policy)).collect();
    let mean = |of: &dyn Fn(&Played) -> usize| played.iter().map(of).sum::<usize>() as f64 / played.len().max(1) as f64;
    let films: BTreeSet<u32> = played.iter().flat_map(|played| played.dealt.iter().copied()).collect();
    Dealt {
        policy,
        title: policy.title(),
        hits: (0..ROUNDS).map(|round| mean(&|played| played.hits[round])).collect(),
        regret: (0..ROUNDS).map(|round| mean(&|played| played.regret[round])).collect(),
        films: films.len(),
    }
}

fn play(bundle: &Bundle, case: &Case, policy: Policy) -> Played {
    let mut all = [case.split.shown.clone(), case.split.hidden.clone()].concat();
    all.sort_unstable();
    let mut random = seeded(case.member);
    let mut shown: Vec<(u16, u8)> = Vec::new();
    while shown.len() < KNOWN.min(all.len()) {
        let one = all[random.random_range(0..all.len())];
        if !shown.contains(&one) {
            shown.push(one);
        }
    }
    let mut unanswered: Vec<(u16, u8)> = all.iter().copied().filter(|one| !shown.contains(one)).collect();
    let loved = unanswered.iter().filter(|one| one.1 >= POSITIVE).count();
    let mut played = Played { dealt: shown.iter().map(|one| u32::from(one.0)).collect(), ..Played::default() };
    let mut found = 0;
    for round in 0..ROUNDS {
        for film in hand(bundle, &shown, policy, &played.dealt, (case.member, round), &mut random) {
            played.dealt.insert(film.0);
            if let Some(halves) = rating_in(&unanswered, film) {
                found += usize::from(halves >= POSITIVE);
                unanswered.retain(|one| u32::from(one.0) != film.0);
                shown.push((film.0 as u16, halves));
            }
        }
        shown.sort_unstable();
        played.hits.push(found);
        played.regret.push(loved.min((round + 1) * DEALT) - found);
    }
    played
}

fn hand(
    bundle: &Bundle,
    shown: &[(u16, u8)],
    policy: Policy,
    dealt: &BTreeSet<u32>,
    (member, round): (u64, usize),
    random: &mut Generator,
) -> Vec<FilmId> {
    let pool = bundle.catalogue.pool;
    let any = |random: &mut Generator, hand: &[FilmId]| loop {
        let film = FilmId(random.random_range(0..pool));
        if !dealt.contains(&film.0) && !hand.contains(&film) {
            return film;
        }
    };
    let mut hand: Vec<FilmId> = Vec::new();
    if policy == Policy::Random {
        while hand.len() < DEALT {
            hand.push(any(random, &hand));
        }
        return hand;
    }
    let taste = taste_of(shown, &bundle.tuning);
    let opinions = Opinions::of(bundle, &taste);
    let surprise = if let Policy::Surprise(dial) = policy { dial } else { 0.0 };
    let seed = (member as u32).wrapping_mul(ROUNDS as u32).wrapping_add(round as u32);
    let limit = (dealt.len() + DEALT) as u32;
    let request = Request { surprise, seed, limit, ..plain(Weights::default()) };
    let mut best = rank(bundle, &taste, &opinions, &request).into_iter().filter(|film| !dealt.contains(&film.0));
    while hand.len() < DEALT {
        let is_any = policy == Policy::EpsilonGreedy && random.random_bool(EPSILON);
        let next = if is_any { None } else { best.find(|film| !hand.contains(film)) };
        hand.push(next.unwrap_or_else(|| any(random, &hand)));
    }
    hand
}
