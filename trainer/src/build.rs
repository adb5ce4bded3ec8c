//! The whole path from raw files to a bundle.

use crate::catalogue::{Arranged, arrange};
use crate::evaluate::{Accuracy, judge};
use crate::fit::Parts;
use crate::foundation::split::{Role, holdout, role};
use crate::interactions::Interactions;
use crate::models::map::{self, Fidelity};
use crate::models::{companions, ease, quality};
use crate::pack::{self, Replaced, SectionSize};
use crate::series;
use crate::services::{self, ServicesRequest};
use crate::sources::{self, Dataset, Doubt, KnownFilms, ReadOptions};
use crate::tune;
use anyhow::Result;
use halfstar_core::bundle::Manifest;
use halfstar_core::signals::Weights;
use halfstar_core::tuning::{Blending, Caution, Fame, Tuning};
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
    /// IMDb's films, to recognise those that nobody rated; see [`KnownFilms::imdb`].
    pub imdb_films: Option<PathBuf>,
    /// Letterboxd's films, likewise; see [`KnownFilms::letterboxd`].
    pub letterboxd_films: Option<PathBuf>,
    /// The day on which the oldest of TMDB's answers was fetched, as `2026-11-05`, if it is known: the page says when they
    /// are older than TMDB's terms let them be kept.
    pub as_of: Option<String>,
    /// Where the bundle goes.
    pub out: PathBuf,
    /// How to read.
    pub read: ReadOptions,
    /// How to fit the neighbours.
    pub ease: ease::EaseOptions,
    /// Which streaming services to note, if any.
    pub services: Option<ServicesRequest>,
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
    /// Error of the predicted stars, then of the film's mean plus the member's offset, on validation members.
    pub star_error: Option<(f64, f64)>,
    /// How much of the films' likeness the map keeps.
    pub map: Fidelity,
    /// How many film series there are, and films in them.
    pub series: (usize, usize),
    /// How many streaming services there are, and films of the pool that one of them has.
    pub services: Option<(usize, usize)>,
    /// The default blend that was learned.
    pub blending: Blending,
    /// How far films are held back that a member would rate low.
    pub caution: Caution,
    /// How far the well known steps back.
    pub fame: Fame,
    /// The size of every section.
    pub sections: Vec<SectionSize>,
    /// The manifest that was written.
    pub manifest: Manifest,
    /// Stages and how many seconds each took.
    pub seconds: Vec<(String, f64)>,
    /// What was left out of the sources.
    pub skipped: Vec<String>,
    /// What is doubtful of the films that can be recommended.
    pub doubts: Vec<Doubt>,
    /// What had to stay of an older bundle, and why.
    pub notes: Vec<String>,
}

/// Builds a bundle: fits on the members that are not held out, learns the blend on the validation members, then
/// fits once more on all but the test members and writes that.
///
/// # Errors
/// When a source cannot be read, or the output not be written.
pub fn build(options: &BuildOptions) -> Result<BuildReport> {
    let mut clock = Clock::start();
    pack::check(&options.out)?;
    let country = options.services.as_ref().map(|asked| asked.country);
    let known = KnownFilms { imdb: options.imdb_films.as_deref(), letterboxd: options.letterboxd_films.as_deref() };
    let read = ReadOptions { country, ..options.read };
    let mut data = sources::read_with(&options.data, options.tmdb.as_deref(), known, &read)?;
    clock.lap("read");
    let mut arranged = arrange(&data)?;
    let pool = arranged.catalogue.pool();
    if let Some(asked) = &options.services {
        note_services(&mut data, &mut arranged, asked);
    }
    let everyone = Interactions::new(&data.ratings, &arranged.place, pool);
    clock.lap("arrange");
    let parts = Parts::new(&data, &arranged);
    clock.lap("features");

    let train = everyone.subset(|member| role(member) == Role::Train);
    let members = holdout(&everyone, Role::Validation);
    let typical_mean = quality::typical_mean(&everyone.totals(pool));
    // What likes, rewatches and dates are worth is not in these ratings: `halfstar evidence` measures it on exports, and
    // found no reason to move from the default.
    let mut bundle = parts.bundle(&train, &Tuning { typical_mean, ..Tuning::default() }, &options.ease)?;
    drop(train);
    clock.lap("fit on training members");
    let (mut validation, mut star_error) = (Vec::new(), None);
    if !members.is_empty() {
        tune::tune(&mut bundle, &members);
        let blends = [
            ("default", Weights::default()),
            ("neighbours", Weights::NEIGHBOURS_ONLY),
            ("content", Weights::CONTENT_ONLY),
            ("quality", Weights { quality: 1.0, ..Weights::default() }),
            ("classic 50/30/20", Weights::CLASSIC),
        ];
        let judged = judge(&bundle, &members, &blends.map(|(_, weights)| weights));
        validation = blends.iter().map(|(name, _)| (*name).to_owned()).zip(judged).collect();
        star_error = Some(tune::star_errors(&bundle, &members));
    }
    let tuning = bundle.tuning;
    clock.lap("learn on validation members");

    // Test members have no part in what is shipped: it is the shipped bundle that they judge.
    let fitted = everyone.subset(|member| role(member) != Role::Test);
    let mut bundle = parts.bundle(&fitted, &tuning, &options.ease)?;
    clock.lap("fit on all but the test members");
    let map = map::draw(&bundle);
    bundle.series = series::gather(&data, &arranged.order[..pool])?;
    let details = &mut bundle.catalogue.details;
    details.companions = companions::count(&fitted, pool);
    (details.map, details.map_names) = (map.places, map.names);
    clock.lap("draw the map");
    let (Replaced { manifest, notes }, sections) = pack::write(&mut bundle, &options.out, options.as_of.as_deref())?;
    clock.lap("pack");
    Ok(BuildReport {
        films: bundle.catalogue.len(),
        pool,
        ratings: fitted.ratings(),
        members: fitted.members(),
        validation,
        star_error,
        map: map.fidelity,
        series: series::count(&bundle.series),
        services: bundle.catalogue.details.services.as_ref().map(|services| {
            (services.names.len(), (0..pool).filter(|&film| !services.films.get(film).is_empty()).count())
        }),
        blending: tuning.blending,
        caution: tuning.caution,
        fame: tuning.fame,
        sections,
        manifest,
        seconds: clock.laps,
        skipped: data.skipped,
        doubts: data.doubts.into_iter().filter(|doubt| (arranged.place[doubt.film] as usize) < pool).collect(),
        notes,
    })
}

/// Adds where films can be streamed, and who says so.
fn note_services(data: &mut Dataset, arranged: &mut Arranged, asked: &ServicesRequest) {
    let ServicesRequest { country, as_of } = asked;
    let films = &arranged.order[..arranged.catalogue.pool()];
    arranged.catalogue.details.services = services::gather(data, films, asked);
    if arranged.catalogue.details.services.is_some() {
        data.sources.push(format!("Streaming services in {country} as of {as_of}: JustWatch, by way of TMDB"));
    } else {
        data.skipped
            .push(format!("no answer of TMDB's has watch/providers for {country}: nothing to note on streaming"));
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
