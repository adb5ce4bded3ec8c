//! The whole comparison: every row under every protocol.

use super::competitors::{Competitor, REFERENCE};
use crate::baselines::Ranker;
use crate::evaluate::metrics::{
    Background, Bootstrap, Calibration, Coverages, Estimate, FilmGroups, Hits, Metric, Obvious, Regret, SHORT, Slice,
    Slices, StarErrors, calibration, coverage, intervals, rank_cases, shorten, star_errors, whole,
};
use crate::evaluate::protocol::{Case, Cohort, Joined, Protocol};
use anyhow::Result;
use halfstar_core::Bundle;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;
use std::time::Instant;

/// Everything that was measured.
#[derive(Debug, Serialize)]
pub struct Report {
    /// The program that made the bundle.
    pub made_by: String,
    /// Films ranked.
    pub pool: usize,
    /// Members that models may be fitted on.
    pub train_members: usize,
    /// How the data met the bundle.
    pub joined: Joined,
    /// Why the bundle's figures may flatter it, where they may.
    pub caution: Option<String>,
    /// One comparison per protocol.
    pub protocols: Vec<Comparison>,
    /// Rating prediction, on what strong generalisation hides.
    pub stars: Vec<StarErrors>,
    /// What was predicted for the first films of shelves, and given, by the member's mean.
    pub calibration: Vec<Calibration>,
    /// Whether intervals around predicted stars hold, on the same.
    pub intervals: Coverages,
    /// Row and seconds, fitting and ranking together.
    pub seconds: Vec<(String, f64)>,
}

/// All rows under one protocol.
#[derive(Debug, Serialize)]
pub struct Comparison {
    /// Which.
    pub protocol: Protocol,
    /// Over how many members.
    pub members: usize,
    /// One per competitor.
    pub rows: Vec<Row>,
}

/// One competitor under one protocol.
#[derive(Debug, Serialize)]
pub struct Row {
    /// What `--only` calls it.
    pub key: String,
    /// What tables call it.
    pub name: String,
    /// Means over members, by the metric's name.
    pub metrics: BTreeMap<&'static str, Estimate>,
    /// Share of the pool that is in some member's top ten.
    pub coverage: f64,
    /// Means of the paired differences to dense EASE, where that is among the rows.
    pub less_ease: Option<BTreeMap<&'static str, Estimate>>,
    /// Under strong generalisation.
    pub slices: Option<Slices>,
    /// Of everyone, then of some members, under strong generalisation.
    pub regret: Vec<Regret>,
    /// The same members with at most so many of their films shown, under strong generalisation.
    pub short: Vec<Slice>,
    /// What the first twenty are, with all films shown and then with at most so many, under strong generalisation.
    pub obvious: Vec<Obvious>,
    #[serde(skip)]
    values: Vec<Vec<f64>>,
}

/// One protocol's members, ready to be asked about.
struct Stage {
    protocol: Protocol,
    cases: Vec<Case>,
    bootstrap: Bootstrap,
    rows: Vec<Row>,
}

/// Runs the comparison. `progress` is called with each thing that is begun.
///
/// # Errors
/// When a competitor cannot be fitted.
pub fn compare(
    bundle: &Bundle,
    cohort: &Cohort,
    competitors: &[Competitor],
    progress: &mut dyn FnMut(&str),
) -> Result<Report> {
    let pool = bundle.catalogue.pool();
    let background = Background::new(bundle, cohort);
    let stages = Protocol::ALL.map(|protocol| (protocol, protocol.cases(&cohort.judged)));
    let mut stages: Vec<Stage> = stages
        .into_iter()
        .filter(|(_, cases)| !cases.is_empty())
        .map(|(protocol, cases)| Stage { protocol, bootstrap: Bootstrap::new(cases.len()), cases, rows: Vec::new() })
        .collect();
    let mut seconds = Vec::new();
    for competitor in competitors {
        let name = competitor.name_on(cohort);
        progress(&name);
        let start = Instant::now();
        let ranker = competitor.ready(bundle, cohort)?;
        for stage in &mut stages {
            let mut row = stage.row(competitor, ranker.as_ref(), &background, pool);
            row.name.clone_from(&name);
            stage.rows.push(row);
        }
        seconds.push((name.clone(), start.elapsed().as_secs_f64()));
    }
    progress("predicted stars");
    let start = Instant::now();
    let strong = stages.iter().find(|stage| stage.protocol == Protocol::StrongGeneralisation);
    let stars = strong.map_or_else(Vec::new, |stage| star_errors(bundle, &cohort.train, &stage.cases));
    let calibration = strong.map_or_else(Vec::new, |stage| calibration(bundle, &stage.cases));
    let intervals = strong.map_or_else(Coverages::default, |stage| {
        let groups = FilmGroups::new(&bundle.catalogue, &background.shares, &stage.cases);
        intervals(bundle, &stage.cases, &groups)
    });
    seconds.push(("predicted stars".to_owned(), start.elapsed().as_secs_f64()));
    Ok(Report {
        made_by: bundle.provenance.made_by.clone(),
        pool,
        train_members: cohort.train.members(),
        joined: cohort.joined,
        caution: caution(bundle, cohort),
        protocols: stages.into_iter().map(Stage::finish).collect(),
        stars,
        calibration,
        intervals,
        seconds,
    })
}

/// A bundle that was fitted on more members than may be trained on has seen some of those that are judged.
fn caution(bundle: &Bundle, cohort: &Cohort) -> Option<String> {
    let (fitted, fair) = (bundle.provenance.members as usize, cohort.train.members());
    (fair > 0 && fitted > fair).then(|| {
        format!(
            "the bundle was fitted on {fitted} members, but {fair} of this data are for training: it may have seen those \
             that it is judged on, and its own rows flatter it"
        )
    })
}

impl Stage {
    fn row(&self, competitor: &Competitor, ranker: &dyn Ranker, background: &Background<'_>, pool: usize) -> Row {
        let cases = &self.cases;
        let found = rank_cases(ranker, cases, pool, |case| case.split.shown.clone());
        let values: Vec<Vec<f64>> = Metric::ALL
            .iter()
            .map(|metric| found.par_iter().map(|hits| metric.of(hits, background)).collect())
            .collect();
        let strong = self.protocol == Protocol::StrongGeneralisation;
        let (mut short, mut obvious) = (Vec::new(), Vec::new());
        if strong {
            obvious.push(Obvious::new("all".to_owned(), &found, pool));
        }
        // The blends of one bundle differ little here, and more rankings of each take minutes.
        if strong && (competitor.is_default() || !competitor.is_ours()) {
            for films in SHORT {
                let found = rank_cases(ranker, cases, pool, |case| shorten(case, films));
                short.push(whole(films.to_string(), &found));
                obvious.push(Obvious::new(films.to_string(), &found, pool));
            }
        }
        Row {
            key: competitor.key.clone(),
            name: competitor.name.clone(),
            metrics: self.means(&values),
            coverage: coverage(found.iter().map(|hits| hits.top.as_slice()), pool),
            less_ease: None,
            slices: strong.then(|| sliced(background, cases, &found)),
            regret: if strong { Regret::slices(cases, &found) } else { Vec::new() },
            short,
            obvious,
            values,
        }
    }

    fn means(&self, values: &[Vec<f64>]) -> BTreeMap<&'static str, Estimate> {
        Metric::ALL.iter().zip(values).map(|(metric, values)| (metric.name(), self.bootstrap.mean(values))).collect()
    }

    /// Subtracts dense EASE from every row.
    fn finish(mut self) -> Comparison {
        let reference = self.rows.iter().find(|row| row.key == REFERENCE).map(|row| row.values.clone());
        if let Some(reference) = reference {
            for row in 0..self.rows.len() {
                let less = |(values, reference): (&Vec<f64>, &Vec<f64>)| {
                    values.iter().zip(reference).map(|(value, reference)| value - reference).collect()
                };
                let differences: Vec<Vec<f64>> = self.rows[row].values.iter().zip(&reference).map(less).collect();
                self.rows[row].less_ease = Some(self.means(&differences));
            }
        }
        Comparison { protocol: self.protocol, members: self.cases.len(), rows: self.rows }
    }
}

fn sliced(background: &Background<'_>, cases: &[Case], found: &[Hits]) -> Slices {
    Slices::new(cases, found, &FilmGroups::new(&background.bundle.catalogue, &background.shares, cases))
}
