//! The checks that open the built page in a browser; the scripts in `e2e/` do the looking.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use xshell::{Cmd, cmd};

use crate::{
    browser::{self, FIREFOX, Other, WEBKIT},
    failures, page,
    project::Project,
    runner::Outcome,
    tools::{self, Need},
};

/// Milliseconds from input to the next frame at most. The goal is 100: this is for machines that do other things, too.
const CEILING: &str = "150";

/// In Chromium, all that goes right.
pub(crate) fn chromium(project: &Project, arguments: &[String]) -> Result<Outcome> {
    in_chromium(project, playwright(project, "chromium", arguments)?)?.run()?;
    Ok(Outcome::passed_with_data(project))
}

/// In Chromium, what may go wrong.
pub(crate) fn faults(project: &Project, arguments: &[String]) -> Result<Outcome> {
    in_chromium(project, faulty(project, arguments)?)?.run()?;
    Ok(Outcome::Passed)
}

/// The long form of it, and the short one in Firefox.
pub(crate) fn faults_long(project: &Project, arguments: &[String]) -> Result<Outcome> {
    let long = faulty(project, arguments)?.env("HALFSTAR_FAULTS_LONG", "1");
    in_chromium(project, long)?.run()?;
    in_other(project, FIREFOX, "firefox-faults", arguments)
}

/// Most of what is slow or stuck waits and leaves the cores idle: three at a time.
fn faulty<'p>(project: &'p Project, arguments: &[String]) -> Result<Cmd<'p>> {
    Ok(playwright(project, "chromium-faults", arguments)?.arg("--workers=3"))
}

/// In Firefox what goes right, less what it has no means for.
pub(crate) fn firefox(project: &Project, arguments: &[String]) -> Result<Outcome> {
    in_other(project, FIREFOX, "firefox", arguments)
}

/// WebKit's own driver can do less, and has a file of its own.
pub(crate) fn webkit(project: &Project, arguments: &[String]) -> Result<Outcome> {
    if !WEBKIT.has_all(project)? {
        return Ok(missing(WEBKIT));
    }
    in_other(project, WEBKIT, "webkit", arguments)
}

/// Input to next paint.
pub(crate) fn quick(project: &Project) -> Result<Outcome> {
    page::build_if_stale(project)?;
    let (sh, member) = (&project.shell, many_films(project)?);
    let run = in_chromium(project, cmd!(sh, "node e2e/interaction.mjs {member} --ceiling {CEILING}"))?;
    if run.run().is_err() {
        println!("once more: a machine may have been busy with something else, and what is slow is slow twice");
        failures::run(run)?;
    }
    Ok(Outcome::Passed)
}

/// The first visit on a slow line; a machine that does other things may take half as long again.
pub(crate) fn arrival(project: &Project) -> Result<Outcome> {
    page::build_if_stale(project)?;
    let sh = &project.shell;
    failures::run(in_chromium(project, cmd!(sh, "node e2e/arrival.mjs --slack 1.5"))?)?;
    Ok(Outcome::Passed)
}

/// The pictures of the page that are part of it. The page is built with the old ones, which it does not show.
pub(crate) fn screens(project: &Project) -> Result<()> {
    tools::prepare(project, &[Need::Page, Need::Browser])?;
    page::build_if_stale(project)?;
    let (sh, folder) = (&project.shell, project.root.join("assets/screens"));
    in_chromium(project, cmd!(sh, "node e2e/screens.mjs {folder}"))?.run()?;
    Ok(())
}

/// Scores and, below a hundred, why.
pub(crate) fn lighthouse(project: &Project) -> Result<Outcome> {
    failures::run(auditor(project)?)?;
    Ok(Outcome::Passed)
}

/// The scores, into a file.
pub(crate) fn lighthouse_figures(project: &Project, file: &Path) -> Result<()> {
    auditor(project)?.arg("--json").arg(file).run()?;
    Ok(())
}

fn auditor(project: &Project) -> Result<Cmd<'_>> {
    page::build_if_stale(project)?;
    let sh = &project.shell;
    in_chromium(project, cmd!(sh, "node e2e/lighthouse.mjs"))
}

/// A file with a member who has seen 1,500 films of the committed bundle.
pub(crate) fn many_films(project: &Project) -> Result<PathBuf> {
    let sh = &project.shell;
    let (base, member) = (page::bundle_file(project, "base")?, project.target().join("xtask/many.json"));
    let films = cmd!(sh, "cargo run --package halfstar-core --example many_films -- {base}").read()?;
    fs::write(&member, films)?;
    Ok(member)
}

/// The committed bundle with streaming services, which our sources do not name.
fn streaming(project: &Project) -> Result<PathBuf> {
    let (sh, folder) = (&project.shell, project.target().join("xtask/streaming"));
    let (base, details) = (page::bundle_file(project, "base")?, page::bundle_file(project, "details")?);
    cmd!(sh, "cargo run --package halfstar-core --example streaming -- {base} {details} {folder}").run()?;
    Ok(folder)
}

/// The command, told where Chromium and the page are.
pub(crate) fn in_chromium<'a>(project: &Project, run: Cmd<'a>) -> Result<Cmd<'a>> {
    let chromium = browser::find(project)?.context("no browser; `cargo xtask setup` looks for one")?;
    Ok(run.env(browser::CHROMIUM, chromium).env("HALFSTAR_DIST", project.dist()))
}

fn in_other(project: &Project, other: Other, tests: &str, arguments: &[String]) -> Result<Outcome> {
    let Some(program) = other.find(project)? else { return Ok(missing(other)) };
    playwright(project, tests, arguments)?
        .env("HALFSTAR_BROWSER", other.name)
        .env(other.variable, program)
        .env("HALFSTAR_DIST", project.dist())
        .run()?;
    Ok(Outcome::Passed)
}

fn missing(other: Other) -> Outcome {
    Outcome::Skipped(format!("it is not on this machine ({}, or name one in {})", other.install, other.variable))
}

/// The runner of the tests in `e2e/`: of one of the projects that playwright.config.mjs has, and of those the chosen.
fn playwright<'a>(project: &'a Project, tests: &str, arguments: &[String]) -> Result<Cmd<'a>> {
    page::build_if_stale(project)?;
    let sh = &project.shell;
    let run = cmd!(sh, "node node_modules/@playwright/test/cli.js test --project={tests} {arguments...}");
    Ok(run.env("HALFSTAR_STREAMING", streaming(project)?).env(failures::REPORT, failures::report(project, tests)))
}
