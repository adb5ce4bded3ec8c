//! Films too new for collaborative filtering: a tenth of the films loses every rating, the models are fitted on the
//! rest, and held-out members' hidden films are to be found among the cold ones.

use crate::catalogue::Arranged;
use crate::evaluate::metrics::measure;
use crate::fit::Parts;
use crate::foundation::ask::taste_of;
use crate::foundation::split::{self, Role, role};
use crate::interactions::Interactions;
use crate::models::ease::EaseOptions;
use anyhow::Result;
use halfstar_core::blend::Blend;
use halfstar_core::film::FilmId;
use halfstar_core::numeric::top_k;
use halfstar_core::opinions::Opinions;
use halfstar_core::signals::{SignalName, Weights};
use halfstar_core::tuning::Tuning;
use rayon::prelude::*;
use serde::Serialize;

/// Ways of scoring: the number of votes, content alone, neighbours (for which content stands in here), everything.
const WAYS: [&str; 4] = ["votes", "content", "neighbours", "blend"];
/// Films with fewer ratings are cold as they are.
const MIN_RATINGS: u32 = 20;

/// How cold films were found.
#[derive(Clone, Debug, Serialize)]
pub struct Cold {
    /// How many films lost their ratings.
    pub films: usize,
    /// Validation members who rated one of them 4 or more.
    pub members: usize,
    /// Ways of scoring.
    pub rows: Vec<ColdRow>,
}

/// How well one way of scoring finds cold films.
#[derive(Clone, Debug, Serialize)]
pub struct ColdRow {
    /// Which way.
    pub name: &'static str,
    /// NDCG@10 among the cold films.
    pub ndcg_10: f64,
    /// Recall@20 among them.
    pub recall_20: f64,
}

/// A member who is known by warm films, and rated cold ones 4 or more.
struct Seeker {
    shown: Vec<(u16, u8)>,
    positives: Vec<u16>,
}

/// Fits without the cold films' ratings and asks for them back.
///
/// # Errors
/// As [`Parts::models`].
pub fn judge(arranged: &Arranged, parts: &Parts<'_>, everyone: &Interactions, tuning: &Tuning) -> Result<Cold> {
    let pool = arranged.catalogue.pool();
    let counts = everyone.totals(pool);
    let is_cold = |film: u16| counts[usize::from(film)].0 >= MIN_RATINGS && split::draw(u64::from(film) << 20) < 0.1;
    let cold: Vec<u16> = (0..pool as u16).filter(|&film| is_cold(film)).collect();
    let mut train = Interactions::default();
    let mut members: Vec<Seeker> = Vec::new();
    for member in everyone.iter() {
        let rated = || member.films.iter().copied().zip(member.halves.iter().copied());
        let warm: Vec<(u16, u8)> = rated().filter(|&(film, _)| !is_cold(film)).collect();
        match role(member.id) {
            Role::Train => train.push(member.id, &warm),
            Role::Validation => {
                let positives: Vec<u16> = rated()
                    .filter(|&(film, halves)| is_cold(film) && halves >= split::POSITIVE)
                    .map(|(film, _)| film)
                    .collect();
                if warm.len() >= 20 && !positives.is_empty() {
                    members.push(Seeker { shown: warm, positives });
                }
            }
            Role::Test => {}
        }
    }
    let bundle = parts.bundle(&train, tuning, &EaseOptions::default())?;
    let rows: Vec<[[f64; 4]; 4]> = members
        .par_iter()
        .map(|seeker| {
            let opinions = Opinions::of(&bundle, &taste_of(&seeker.shown, &bundle.tuning));
            let blend = Blend::new(&opinions, &Weights::default());
            WAYS.map(|way| {
                let score = |film: u16| match way {
                    "votes" => parts.votes()[usize::from(film)],
                    "content" => opinions.get(SignalName::Content, FilmId(u32::from(film))),
                    "neighbours" => opinions.get(SignalName::Neighbours, FilmId(u32::from(film))),
                    _ => blend.score(FilmId(u32::from(film))),
                };
                let best = top_k(cold.iter().map(|&film| (score(film), u32::from(film))), 100);
                let ranked: Vec<u16> = best.iter().map(|&(_, film)| film as u16).collect();
                measure(&ranked, &seeker.positives)
            })
        })
        .collect();
    let mean =
        |way: usize, metric: usize| rows.iter().map(|row| row[way][metric]).sum::<f64>() / rows.len().max(1) as f64;
    let table =
        WAYS.iter().enumerate().map(|(way, name)| ColdRow { name, ndcg_10: mean(way, 1), recall_20: mean(way, 2) });
    Ok(Cold { films: cold.len(), members: members.len(), rows: table.collect() })
}
