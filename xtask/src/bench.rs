//! The benches: of the core alone, of its scoring natively and as WebAssembly, or of the built page in a real browser.

use std::fs;

use anyhow::{Context, Result};
use xshell::cmd;

use crate::{
    browser, page,
    project::Project,
    tools::{self, Need},
};

/// What is measured.
pub(crate) struct Bench<'a> {
    /// The page in Chromium, and not the core.
    pub(crate) page: bool,
    /// Scoring, natively and as WebAssembly.
    pub(crate) scoring: bool,
    /// A budget that the page misses is an error.
    pub(crate) strict: bool,
    /// Handed on to what measures.
    pub(crate) arguments: &'a [String],
}

impl Bench<'_> {
    /// Runs it.
    pub(crate) fn run(&self, project: &Project) -> Result<()> {
        match (self.page, self.scoring) {
            (true, _) => self.page(project),
            (_, true) => Self::scoring(project),
            _ => self.core(project),
        }
    }

    /// The benches of the crate that members wait for.
    fn core(&self, project: &Project) -> Result<()> {
        let (sh, arguments) = (&project.shell, self.arguments);
        cmd!(sh, "cargo bench --package halfstar-core -- {arguments...}").run()?;
        Ok(())
    }

    /// How long the whole catalogue takes, with the same constants and the page's own profile on both sides.
    fn scoring(project: &Project) -> Result<()> {
        tools::prepare(project, &[Need::Node])?;
        let sh = &project.shell;
        let (base, target) = (page::bundle_base(project)?, "wasm32-wasip1");
        cmd!(sh, "rustup target add {target}").run()?;
        let build = ["build", "--release", "--package", "halfstar-core", "--example", "scoring"];
        cmd!(sh, "cargo {build...}").run()?;
        cmd!(sh, "cargo {build...} --target {target}").run()?;
        let built = |folder: &str| project.target().join(folder).join("release/examples/scoring");
        println!("native");
        let program = built("");
        cmd!(sh, "{program} {base}").run()?;
        println!("WebAssembly");
        let program = built(target).with_extension("wasm");
        cmd!(sh, "node --no-warnings core/examples/scoring.mjs {program} {base}").run()?;
        Ok(())
    }

    /// How long a member with many films waits for the built page.
    fn page(&self, project: &Project) -> Result<()> {
        tools::prepare(project, &[Need::Page, Need::Browser])?;
        page::build_if_stale(project)?;
        let (sh, arguments) = (&project.shell, self.arguments);
        let chromium = browser::find(project)?.context("no browser; `cargo xtask setup` looks for one")?;
        let (base, member) = (page::bundle_base(project)?, project.target().join("xtask/many.json"));
        let films = cmd!(sh, "cargo run --package halfstar-core --example many_films -- {base}").read()?;
        fs::write(&member, films)?;
        let strict = self.strict.then_some("--strict");
        cmd!(sh, "node e2e/speed.mjs {member} {strict...} {arguments...}")
            .env(browser::CHROMIUM, chromium)
            .env("HALFSTAR_DIST", project.dist())
            .run()?;
        Ok(())
    }
}
