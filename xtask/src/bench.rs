//! The benches: of the core alone, of its scoring natively and as WebAssembly, of files that are made to hurt, or of the built
//! page in a real browser.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;
use xshell::{Cmd, cmd};

use crate::{
    page,
    project::Project,
    tools::{self, Need},
    visits,
};

/// What is measured.
pub(crate) struct Bench<'a> {
    /// The page in Chromium, and not the core.
    pub(crate) page: bool,
    /// Scoring and search, natively and as WebAssembly.
    pub(crate) scoring: bool,
    /// Files that are made to hurt.
    pub(crate) hostile: bool,
    /// A budget that the page misses is an error.
    pub(crate) strict: bool,
    /// Handed on to what measures.
    pub(crate) arguments: &'a [String],
}

impl Bench<'_> {
    /// Runs it.
    pub(crate) fn run(&self, project: &Project) -> Result<()> {
        if self.page {
            self.page(project)
        } else if self.scoring {
            Self::scoring(project)
        } else if self.hostile {
            self.hostile(project)
        } else {
            self.core(project)
        }
    }

    /// The benches of the crate that members wait for.
    fn core(&self, project: &Project) -> Result<()> {
        let (sh, arguments) = (&project.shell, self.arguments);
        cmd!(sh, "cargo bench --package halfstar-core -- {arguments...}").run()?;
        Ok(())
    }

    fn scoring(project: &Project) -> Result<()> {
        for (name, program) in ["native", "WebAssembly"].into_iter().zip(scorers(project)?) {
            println!("{name}");
            program.run()?;
        }
        Ok(())
    }

    /// What such files cost in time and memory, beside an honest one of their size.
    fn hostile(&self, project: &Project) -> Result<()> {
        let (sh, arguments) = (&project.shell, self.arguments);
        cmd!(sh, "cargo run --release --package halfstar-core --example hostile -- assets/bundle {arguments...}")
            .run()?;
        Ok(())
    }

    fn page(&self, project: &Project) -> Result<()> {
        let [speed, interaction] = watchers(project)?;
        speed.args(self.strict.then_some("--strict")).args(self.arguments).run()?;
        let interaction = if self.strict { interaction } else { interaction.args(NO_CEILING) };
        interaction.run()?;
        Ok(())
    }
}

/// Milliseconds that no input takes, in place of the script's own goal.
const NO_CEILING: [&str; 2] = ["--ceiling", "10000"];

/// How long scoring and a keystroke of the search take: natively, then as WebAssembly.
pub(crate) fn scoring_figures(project: &Project) -> Result<[Value; 2]> {
    let [native, wasm] = scorers(project)?;
    let read = |program: Cmd<'_>| -> Result<Value> {
        serde_json::from_str(&program.arg("--json").read()?).context("the bench printed no JSON")
    };
    Ok([read(native)?, read(wasm)?])
}

/// What hostile files cost, as a table.
pub(crate) fn hostile_table(project: &Project) -> Result<String> {
    let sh = &project.shell;
    let printed = cmd!(sh, "cargo run --release --package halfstar-core --example hostile -- assets/bundle").read()?;
    let rows: Vec<&str> = printed.lines().filter(|line| line.starts_with('|')).collect();
    Ok(rows.join("\n"))
}

/// How long a member waits for the page, into two files: for shelf and dial, and from an input to the next paint.
pub(crate) fn page_figures(project: &Project, files: [&Path; 2]) -> Result<()> {
    let [speed, interaction] = watchers(project)?;
    speed.arg("--json").arg(files[0]).run()?;
    interaction.args(NO_CEILING).arg("--json").arg(files[1]).run()?;
    Ok(())
}

/// The same constants and the page's own profile on both sides.
fn scorers(project: &Project) -> Result<[Cmd<'_>; 2]> {
    tools::prepare(project, &[Need::Node])?;
    let (sh, target) = (&project.shell, "wasm32-wasip1");
    let files = [page::bundle_file(project, "base")?, page::bundle_file(project, "details")?];
    cmd!(sh, "rustup target add {target}").run()?;
    let build = ["build", "--release", "--package", "halfstar-core", "--example", "scoring"];
    cmd!(sh, "cargo {build...}").run()?;
    cmd!(sh, "cargo {build...} --target {target}").run()?;
    let built = |folder: &str| project.target().join(folder).join("release/examples/scoring");
    let (native, wasm) = (built(""), built(target).with_extension("wasm"));
    let files = &files;
    Ok([cmd!(sh, "{native} {files...}"), cmd!(sh, "node --no-warnings core/examples/scoring.mjs {wasm} {files...}")])
}

/// The scripts that look at the built page as a member with many films.
fn watchers(project: &Project) -> Result<[Cmd<'_>; 2]> {
    tools::prepare(project, &[Need::Page, Need::Browser])?;
    page::build_if_stale(project)?;
    let (sh, member) = (&project.shell, visits::many_films(project)?);
    let speed = visits::in_chromium(project, cmd!(sh, "node e2e/speed.mjs {member}"))?;
    Ok([speed, visits::in_chromium(project, cmd!(sh, "node e2e/interaction.mjs {member}"))?])
}
