//! The benches: of the core alone, or of the built page in a real browser.

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
    /// A budget that the page misses is an error.
    pub(crate) strict: bool,
    /// Handed on to what measures.
    pub(crate) arguments: &'a [String],
}

impl Bench<'_> {
    /// Runs it.
    pub(crate) fn run(&self, project: &Project) -> Result<()> {
        if self.page { self.page(project) } else { self.core(project) }
    }

    /// The benches of the crate that members wait for.
    fn core(&self, project: &Project) -> Result<()> {
        let (sh, arguments) = (&project.shell, self.arguments);
        cmd!(sh, "cargo bench --package halfstar-core -- {arguments...}").run()?;
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
