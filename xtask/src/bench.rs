//! The benches: of the core alone, of its scoring natively and as WebAssembly, of files that are made to hurt, or of the built
//! page in a real browser.

use anyhow::Result;
use xshell::cmd;

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
    /// Scoring, natively and as WebAssembly.
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

    /// How long the whole catalogue takes, with the same constants and the page's own profile on both sides.
    fn scoring(project: &Project) -> Result<()> {
        tools::prepare(project, &[Need::Node])?;
        let sh = &project.shell;
        let (base, target) = (page::bundle_file(project, "base")?, "wasm32-wasip1");
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

    /// What such files cost in time and memory, beside an honest one of their size.
    fn hostile(&self, project: &Project) -> Result<()> {
        let (sh, arguments) = (&project.shell, self.arguments);
        cmd!(sh, "cargo run --release --package halfstar-core --example hostile -- assets/bundle {arguments...}")
            .run()?;
        Ok(())
    }

    /// How long a member with many films waits for the built page, and for what follows from each input.
    fn page(&self, project: &Project) -> Result<()> {
        tools::prepare(project, &[Need::Page, Need::Browser])?;
        page::build_if_stale(project)?;
        let (sh, arguments, member) = (&project.shell, self.arguments, visits::many_films(project)?);
        let strict = self.strict.then_some("--strict");
        visits::in_chromium(project, cmd!(sh, "node e2e/speed.mjs {member} {strict...} {arguments...}"))?.run()?;
        let ceiling = if self.strict { "100" } else { "10000" };
        visits::in_chromium(project, cmd!(sh, "node e2e/interaction.mjs {member} --ceiling {ceiling}"))?.run()?;
        Ok(())
    }
}
