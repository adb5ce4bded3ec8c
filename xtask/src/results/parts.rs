//! What there is to measure, and what measures it.

use std::{fs, io::ErrorKind, path::PathBuf, thread};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use xshell::cmd;

use super::{accuracy, asking, costs, figures, members};
use crate::{
    bench, browser, bundle, page,
    project::Project,
    size,
    tools::{self, Need},
    visits,
};

const EXPORTS: &str = "../shared/data/exports";
const MOVIELENS: &str = "../shared/data/movielens";

/// The command `halfstar`, for cargo.
const TRAINER: [&str; 6] = ["run", "--profile", "trainer", "--package", "halfstar-trainer", "--"];

/// A marker, and what stands behind it for these figures.
pub(crate) type Block = (&'static str, fn(&Value) -> Result<String>);

/// Something to measure.
pub(crate) struct Part {
    pub(crate) name: &'static str,
    pub(crate) line: &'static str,
    pub(crate) wants: &'static [Want],
    pub(crate) measure: fn(&Run<'_>) -> Result<Value>,
    /// Markers in the document, and what the figures are between each.
    pub(crate) blocks: &'static [Block],
    /// What `measure` draws into the folder of figures, and `docs/` shows.
    pub(crate) picture: Option<&'static str>,
}

/// What a part cannot be measured without, and a fresh clone may lack.
#[derive(Clone, Copy)]
pub(crate) enum Want {
    Ratings,
    Metadata,
    Exports,
    MovieLens,
    Browser,
}

/// What measuring needs to know.
pub(crate) struct Run<'a> {
    pub(crate) project: &'a Project,
    pub(crate) data: &'a str,
    pub(crate) tmdb: &'a str,
    /// Where commands leave their figures.
    pub(crate) folder: PathBuf,
}

pub(crate) const PARTS: &[Part] = &[
    Part {
        name: "accuracy",
        line: "the bundle and its rivals on members whom it never saw: ten minutes and 3 GB",
        wants: &[Want::Ratings],
        measure: |run| run.accuracy(),
        blocks: &[
            ("members", accuracy::members),
            ("accuracy", accuracy::rows),
            ("against-ease", accuracy::against),
            ("regret", accuracy::regret),
            ("obvious", accuracy::obvious),
            ("stars", accuracy::stars),
            ("calibration", accuracy::calibration),
            ("intervals", accuracy::intervals),
            ("short-histories", accuracy::short),
        ],
        picture: None,
    },
    Part {
        name: "cold",
        line: "films that nobody has rated",
        wants: &[Want::Ratings, Want::Metadata],
        measure: |run| run.evaluate(&["--cold", "--tmdb", run.tmdb]),
        blocks: &[("cold", accuracy::cold)],
        picture: None,
    },
    Part {
        name: "likeness",
        line: "films near the best-loved ones",
        wants: &[Want::Ratings],
        measure: |run| run.evaluate(&["--likeness"]),
        blocks: &[("likeness", accuracy::likeness)],
        picture: None,
    },
    Part {
        name: "movielens",
        line: "the rating model on MovieLens, with a fifth of the ratings hidden",
        wants: &[Want::MovieLens],
        measure: |run| run.movielens(),
        blocks: &[("movielens", accuracy::movielens)],
        picture: None,
    },
    Part {
        name: "exports",
        line: "liked films of real exports",
        wants: &[Want::Ratings, Want::Exports],
        // What is asked for are the exports: of the held-out members one will do.
        measure: |run| run.evaluate(&["--only", "default", "--members", "1", "--exports", EXPORTS]),
        blocks: &[("exports", accuracy::exports)],
        picture: None,
    },
    Part {
        name: "trial",
        line: "the page's own test, on real exports",
        wants: &[Want::Exports],
        measure: |run| run.test("trial", "real_members_are_known", "trial"),
        blocks: &[("trial", members::trial)],
        picture: None,
    },
    Part {
        name: "compression",
        line: "accuracy against bytes, and the picture of it",
        wants: &[Want::Ratings],
        measure: |run| run.evaluate(&["--role", "validation", "--sizes", &run.picture("sizes.svg")]),
        blocks: &[("compression", accuracy::compression)],
        picture: Some("sizes.svg"),
    },
    Part {
        name: "dial",
        line: "the dial of popularity, and the picture of it",
        wants: &[Want::Ratings],
        measure: |run| run.evaluate(&["--dial", &run.picture("dial.svg")]),
        blocks: &[("dial", accuracy::dial)],
        picture: Some("dial.svg"),
    },
    Part {
        name: "newcomers",
        line: "beginning without a file, rating by comparing, and the picture of it",
        wants: &[Want::Ratings],
        measure: |run| run.evaluate(&["--newcomers", &run.picture("newcomers.svg")]),
        blocks: &[("newcomers", asking::newcomers)],
        picture: Some("newcomers.svg"),
    },
    Part {
        name: "exploration",
        line: "sure things against surprises, round after round, and the picture of it",
        wants: &[Want::Ratings],
        measure: |run| run.evaluate(&["--exploration", &run.picture("exploration.svg")]),
        blocks: &[("exploration", asking::exploration)],
        picture: Some("exploration.svg"),
    },
    Part {
        name: "size",
        line: "bytes of page and bundle, beside their budgets",
        wants: &[],
        measure: |run| run.size(),
        blocks: &[("size", costs::size)],
        picture: None,
    },
    Part {
        name: "speed",
        line: "times on the page, in Chromium",
        wants: &[Want::Browser],
        measure: |run| run.speed(),
        blocks: &[("speed", costs::speed)],
        picture: None,
    },
    Part {
        name: "scoring",
        line: "times of scoring and search, natively and as WebAssembly",
        wants: &[],
        measure: |run| {
            let [native, wasm] = bench::scoring_figures(run.project)?;
            Ok(json!({ "native": native, "wasm": wasm }))
        },
        blocks: &[("scoring", costs::scoring)],
        picture: None,
    },
    Part {
        name: "hostile",
        line: "what files cost that are made to hurt",
        wants: &[],
        measure: |run| Ok(json!(bench::hostile_table(run.project)?)),
        blocks: &[("hostile", |table| Ok(table.as_str().unwrap_or_default().to_owned()))],
        picture: None,
    },
    Part {
        name: "lighthouse",
        line: "Lighthouse's scores",
        wants: &[Want::Browser],
        measure: |run| {
            tools::prepare(run.project, &[Need::Page, Need::Browser])?;
            let file = run.file("lighthouse.json")?;
            visits::lighthouse_figures(run.project, &file)?;
            figures::read(&file)
        },
        blocks: &[("lighthouse", costs::lighthouse)],
        picture: None,
    },
    Part {
        name: "build",
        line: "raw data to a bundle, which is thrown away: minutes and 3 GB",
        wants: &[Want::Ratings, Want::Metadata],
        measure: |run| {
            let mut found = bundle::figures(run.project, run.data, run.tmdb, &run.folder.join("bundle"))?;
            found["cores"] = cores()?;
            Ok(found)
        },
        blocks: &[("build", costs::build)],
        picture: None,
    },
    Part {
        name: "matching",
        line: "rows of real exports that find their film",
        wants: &[Want::Ratings, Want::Exports],
        measure: |run| {
            Ok(json!({
                "rated": run.test("import_real", "rated_films_are_found", "rated")?,
                "imdb": run.test("import_real", "other_services_are_read_whole", "imdb")?,
                "verdicts": run.test("verdicts", "three_hundred_matches_were_looked_at", "verdicts")?,
            }))
        },
        blocks: &[("matching", members::matching)],
        picture: None,
    },
    Part {
        name: "night",
        line: "films that two real members both love",
        wants: &[Want::Exports],
        measure: |run| run.test("together", "real_members_are_served_together", "together"),
        blocks: &[("night", members::night)],
        picture: None,
    },
];

impl Want {
    /// What is missing, and what would help.
    pub(crate) fn missing(self, run: &Run<'_>) -> Result<Option<String>> {
        let absent = |path: &str| !run.project.root.join(path).exists();
        let (data, tmdb) = (run.data, run.tmdb);
        Ok(match self {
            Self::Ratings if absent(data) => Some(format!("ratings: {data} is not there; say where with --data DIR")),
            Self::Metadata if absent(tmdb) => {
                Some(format!("TMDB's answers: {tmdb} is not there; say where with --tmdb FILE"))
            }
            Self::Exports if absent(EXPORTS) => Some(format!("real exports: {EXPORTS} is not there")),
            Self::MovieLens if absent(MOVIELENS) => Some(format!("MovieLens' ratings: {MOVIELENS} is not there")),
            Self::Browser if browser::find(run.project)?.is_none() => {
                let installed = tools::prepare(run.project, &[Need::Page, Need::Browser]);
                match (browser::find(run.project)?, installed) {
                    (Some(_), installed) => {
                        installed?;
                        None
                    }
                    (None, Err(error)) => Some(format!("a browser: {error:#}")),
                    (None, Ok(())) => Some("a browser".to_owned()),
                }
            }
            _ => None,
        })
    }
}

impl Run<'_> {
    fn accuracy(&self) -> Result<Value> {
        let mut report = self.evaluate(&["--baselines"])?;
        report["base_bytes"] = fs::metadata(page::bundle_file(self.project, "base")?)?.len().into();
        Ok(report)
    }

    fn size(&self) -> Result<Value> {
        tools::prepare(self.project, &[Need::Page])?;
        page::build_if_stale(self.project)?;
        let budgets = size::measure(self.project)?.budgets;
        Ok(budgets.iter().map(|row| json!({ "what": row.what, "bytes": row.bytes, "most": row.most })).collect())
    }

    fn speed(&self) -> Result<Value> {
        let (speed, interaction) = (self.file("speed.json")?, self.file("interaction.json")?);
        bench::page_figures(self.project, [&speed, &interaction])?;
        let (speed, interaction) = (figures::read(&speed)?, figures::read(&interaction)?);
        Ok(json!({ "speed": speed, "interaction": interaction, "cores": cores()? }))
    }

    /// What `halfstar evaluate` finds of the committed bundle.
    fn evaluate(&self, arguments: &[&str]) -> Result<Value> {
        let (sh, data, bundle, file) =
            (&self.project.shell, self.data, self.project.bundle(), self.file("evaluate.json")?);
        cmd!(sh, "cargo {TRAINER...} evaluate --bundle {bundle} --data {data} {arguments...} --json {file}").run()?;
        figures::read(&file)
    }

    fn movielens(&self) -> Result<Value> {
        let (sh, file) = (&self.project.shell, self.file("movielens.json")?);
        cmd!(sh, "cargo {TRAINER...} movielens --data {MOVIELENS} --json {file}").run()?;
        figures::read(&file)
    }

    /// What one of core's tests leaves under a name.
    fn test(&self, file: &str, test: &str, name: &str) -> Result<Value> {
        let (sh, found) = (&self.project.shell, self.file(&format!("{name}.json"))?);
        cmd!(sh, "cargo test --package halfstar-core --test {file} -- --exact {test}")
            .env("HALFSTAR_FIGURES", &self.folder)
            .run()?;
        figures::read(&found)
    }

    /// A file for figures, without those of an earlier run.
    fn file(&self, name: &str) -> Result<PathBuf> {
        let file = self.folder.join(name);
        match fs::remove_file(&file) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(error).with_context(|| format!("cannot remove {}", file.display()))
            }
            _ => Ok(file),
        }
    }

    fn picture(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }
}

/// How many processors what is measured has.
fn cores() -> Result<Value> {
    Ok(thread::available_parallelism()?.get().into())
}
