//! The whole path from raw files to a bundle, told once.

use crate::catalogue::{Arranged, arrange};
use crate::evaluate::{Accuracy, Role, holdout, judge, role};
use crate::features;
use crate::interactions::Interactions;
use crate::models::{content, ease, quality};
use crate::pack::{self, SectionSize};
use crate::sources::{self, Dataset, ReadOptions};
use crate::tune;
use anyhow::Result;
use halfstar_core::Bundle;
use halfstar_core::blend::Weights;
use halfstar_core::bundle::{Manifest, Provenance};
use halfstar_core::signals::{Content, Neighbours, Quality};
use halfstar_core::tuning::Tuning;
use serde::Serialize;
use std::path::PathBuf;
use std::time::Instant;

/// What to build from, and where to.
#[derive(Clone, Debug)]
pub struct BuildOptions {
    /// A folder in MovieLens layout, or GroupLens' ZIP.
    pub data: PathBuf,
    /// TMDB answers as JSON lines.
    pub tmdb: Option<PathBuf>,
    /// Where the bundle goes.
    pub out: PathBuf,
    /// How to read.
    pub read: ReadOptions,
    /// How to fit the neighbours.
    pub ease: ease::EaseOptions,
}

/// What was built, how well it does, how long it took.
#[derive(Clone, Debug, Serialize)]
pub struct BuildReport {
    /// Films that can be matched.
    pub films: usize,
    /// Films that can be recommended.
    pub pool: usize,
    /// Ratings of pool films.
    pub ratings: usize,
    /// Members.
    pub members: usize,
    /// Accuracy on validation members, by name of the blend; empty for a data set too small to hold any out.
    pub validation: Vec<(String, Accuracy)>,
    /// Error of the predicted stars, then of the member's mean plus the film's offset, on validation members.
    pub star_error: Option<(f64, f64)>,
    /// What was learned.
    pub weights: Weights,
    /// Sizes.
    pub sections: Vec<SectionSize>,
    /// The files.
    pub manifest: Manifest,
    /// Stage and seconds.
    pub seconds: Vec<(String, f64)>,
    /// What was left out of the sources.
    pub skipped: Vec<String>,
}

/// Builds a bundle: fits on the members that are not held out, learns the blend on the validation members, then
/// fits once more on everyone and writes that.
///
/// # Errors
/// When a source cannot be read, or the output not be written.
pub fn build(options: &BuildOptions) -> Result<BuildReport> {
    let mut clock = Clock::start();
    let data = sources::read(&options.data, options.tmdb.as_deref(), &options.read)?;
    clock.lap("read");
    let arranged = arrange(&data)?;
    let pool = arranged.catalogue.pool();
    let everyone = Interactions::new(&data.ratings, &arranged.place, pool);
    clock.lap("arrange");
    let parts = Parts::new(&data, &arranged, &everyone);
    clock.lap("content");

    let train = everyone.subset(|member| role(member) == Role::Train);
    let members = holdout(&everyone, Role::Validation);
    let mut tuning = Tuning { typical_mean: parts.typical_mean, ..Tuning::default() };
    let mut bundle = parts.bundle(&train, &tuning, options)?;
    drop(train);
    clock.lap("fit on training members");
    let (mut validation, mut star_error) = (Vec::new(), None);
    if !members.is_empty() {
        (tuning.weights, _) = tune::blend(&bundle, &members);
        tuning.stars = tune::stars(&bundle, &members);
        bundle.tuning = tuning.clone();
        let blends = [
            ("default", tuning.weights),
            ("neighbours", Weights::NEIGHBOURS_ONLY),
            ("content", Weights::CONTENT_ONLY),
            ("quality", Weights { quality: 1.0, ..Weights::default() }),
            ("classic 50/30/20", Weights::CLASSIC),
        ];
        let judged = judge(&bundle, &members, &blends.map(|(_, weights)| weights));
        validation = blends.iter().map(|(name, _)| (*name).to_owned()).zip(judged).collect();
        star_error = Some(tune::star_errors(&bundle, &members));
    }
    clock.lap("learn on validation members");

    let mut bundle = parts.bundle(&everyone, &tuning, options)?;
    clock.lap("fit on everyone");
    let (manifest, sections) = pack::write(&mut bundle, &options.out)?;
    clock.lap("pack");
    Ok(BuildReport {
        films: bundle.catalogue.len(),
        pool,
        ratings: everyone.ratings(),
        members: everyone.members(),
        validation,
        star_error,
        weights: tuning.weights,
        sections,
        manifest,
        seconds: clock.laps,
        skipped: data.skipped,
    })
}

/// What does not depend on who is held out.
struct Parts<'a> {
    arranged: &'a Arranged,
    content: Content,
    /// TMDB's mean of ten, halved, for films that hardly anyone here rated.
    voted: Vec<Option<f64>>,
    typical_mean: f32,
    provenance: Provenance,
}

impl<'a> Parts<'a> {
    fn new(data: &Dataset, arranged: &'a Arranged, everyone: &Interactions) -> Self {
        let pool = arranged.catalogue.pool();
        let films = &arranged.order[..pool];
        let vectors = content::fit(&features::extract(data, films));
        let votes = films.iter().map(|&film| &data.films[film]);
        let voted = votes.map(|film| (film.tmdb_votes >= 50).then(|| f64::from(film.tmdb_mean) / 2.0)).collect();
        let typical_mean = quality::typical_mean(&everyone.totals(pool));
        let provenance = Provenance {
            made_by: format!("halfstar {}", env!("CARGO_PKG_VERSION")),
            sources: data.sources.clone(),
            ratings: everyone.ratings() as u64,
            members: everyone.members() as u32,
        };
        Self { arranged, content: Content::new(&vectors, content::DIMENSIONS), voted, typical_mean, provenance }
    }

    fn bundle(&self, data: &Interactions, tuning: &Tuning, options: &BuildOptions) -> Result<Bundle> {
        let catalogue = self.arranged.catalogue.clone();
        let means = quality::fit(&data.totals(catalogue.pool()), &self.voted);
        let rows = ease::fit(data, catalogue.pool(), tuning, &options.ease)?;
        Ok(Bundle::new(
            catalogue,
            Neighbours::new(&rows),
            self.content.clone(),
            Quality::new(&means),
            tuning.clone(),
            self.provenance.clone(),
        )?)
    }
}

struct Clock {
    last: Instant,
    laps: Vec<(String, f64)>,
}

impl Clock {
    fn start() -> Self {
        Self { last: Instant::now(), laps: Vec::new() }
    }

    fn lap(&mut self, name: &str) {
        self.laps.push((name.to_owned(), self.last.elapsed().as_secs_f64()));
        self.last = Instant::now();
    }
}
