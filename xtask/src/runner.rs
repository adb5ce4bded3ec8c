//! Runs named steps one after the other, tells how long each took, and fails at the end if one did: with what it said last.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::{
    failures,
    project::{Project, unattended},
};

/// How a step that did not fail ended.
pub(crate) enum Outcome {
    /// It did what it is for.
    Passed,
    /// The same, less what it could not do, and why.
    PassedWithout(String),
    /// It could not run here, and why. Unattended, that is a failure.
    Skipped(String),
}

impl Outcome {
    /// Tests passed, some of which want data that is not in the repository: without it they say so and are skipped.
    pub(crate) fn passed_with_data(project: &Project) -> Self {
        if project.data().is_dir() {
            Self::Passed
        } else {
            Self::PassedWithout("the tests that want real data: there is none beside this checkout".to_owned())
        }
    }
}

/// A check with a name to call it by.
pub(crate) struct Step {
    pub(crate) name: &'static str,
    /// One line on what it does.
    pub(crate) line: &'static str,
    pub(crate) run: Run,
}

/// What a step does.
pub(crate) enum Run {
    /// All of it, always.
    Whole(fn(&Project) -> Result<Outcome>),
    /// What the arguments behind `--` choose.
    Chosen(fn(&Project, &[String]) -> Result<Outcome>),
}

impl Run {
    fn call(&self, project: &Project, arguments: &[String]) -> Result<Outcome> {
        match self {
            Self::Whole(run) => run(project),
            Self::Chosen(run) => run(project, arguments),
        }
    }
}

/// Runs all `steps`, also after a failure: one look at the summary should be enough.
/// Those that take arguments get `arguments`.
pub(crate) fn run(project: &Project, steps: &[&Step], arguments: &[String]) -> Result<()> {
    failures::begin(project)?;
    let mut summary = Vec::new();
    for step in steps {
        println!("\n── {}: {}", step.name, step.line);
        let start = Instant::now();
        let verdict = match step.run.call(project, arguments) {
            Ok(Outcome::Passed) => Verdict::Passed(None),
            Ok(Outcome::PassedWithout(what)) => Verdict::Passed(Some(what)),
            Ok(Outcome::Skipped(why)) if unattended() => Verdict::Failed(format!("may not be skipped in CI: {why}")),
            Ok(Outcome::Skipped(why)) => Verdict::Skipped(why),
            Err(error) => Verdict::Failed(format!("{error:#}")),
        };
        let took = start.elapsed();
        println!("── {}: {}", step.name, verdict.line(took));
        summary.push((step.name, verdict, took));
    }
    println!("\nsummary");
    for (name, verdict, took) in &summary {
        println!("  {name:<12} {}", verdict.line(*took));
    }
    let mut failed = Vec::new();
    for (name, verdict, _) in &summary {
        let Verdict::Failed(why) = verdict else { continue };
        failed.push(*name);
        if let Some((_, last)) = why.split_once('\n') {
            println!("\nthe last lines of {name}");
            last.lines().for_each(|line| println!("  {line}"));
        }
    }
    // Whatever comes in its way, it is still said which steps failed.
    let in_browsers = failures::in_browsers(project).unwrap_or_else(|error| vec![format!("{error:#}")]);
    if !in_browsers.is_empty() {
        println!("\ntests in a browser that failed, or passed at the second try only (flaky)");
        in_browsers.iter().for_each(|line| println!("  {line}"));
    }
    if failed.is_empty() { Ok(()) } else { bail!("failed: {}", failed.join(", ")) }
}

enum Verdict {
    Passed(Option<String>),
    Skipped(String),
    Failed(String),
}

impl Verdict {
    fn line(&self, took: Duration) -> String {
        let seconds = took.as_secs_f32();
        match self {
            Self::Passed(None) => format!("passed in {seconds:.1} s"),
            Self::Passed(Some(without)) => format!("passed in {seconds:.1} s, without {without}"),
            Self::Skipped(why) => format!("skipped: {why}"),
            Self::Failed(why) => {
                format!("FAILED after {seconds:.1} s: {}", why.lines().next().unwrap_or_default())
            }
        }
    }
}
