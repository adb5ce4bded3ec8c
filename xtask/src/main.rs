//! The project's recipes: `cargo xtask help` lists them, and CI calls the same ones.
//!
//! - [`project`] knows where things lie and hands out a shell that finds our tools.
//! - [`tools`] says what has to be installed, asks for nothing, and installs only what is missing: [`pinned`] programs by cargo,
//!   what [`system`]'s package manager has; [`browser`] looks for browsers.
//! - [`page`] builds and serves the page, [`mod@bench`] times it, [`finish`] ends each build (with [`licences`]), [`bundle`] rebuilds the committed bundle.
//! - [`fuzz`] looks for bytes that break the core.
//! - [`steps`] is the list of checks behind `test` and `ci`, run by [`runner`], which ends with the [`failures`]; [`visits`] are those in a browser,
//!   [`size`] guards the budgets, [`deny`] the dependencies.
//! - [`mod@results`] writes what all of them measure into `docs/results.md`.
//! - [`release`] packs a version.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "printing is what a recipe does")]

mod bench;
mod browser;
mod bundle;
mod deny;
mod failures;
mod finish;
mod fuzz;
mod licences;
mod pack;
mod page;
mod pinned;
mod project;
mod release;
mod results;
mod runner;
mod size;
mod steps;
mod system;
mod tools;
mod visits;

use std::process::ExitCode;

use anyhow::{Result, bail};
use lexopt::prelude::*;

use crate::{
    bench::Bench,
    fuzz::Fuzz,
    project::Project,
    results::Results,
    steps::Suite,
    tools::{Need, prepare},
};

/// Name, arguments and one line of help for every recipe, in the order in which a newcomer needs them.
const RECIPES: &[(&str, &str, &str)] = &[
    (
        "serve",
        "[--dev] [--port N] [--open]",
        "set up what is missing, build, serve the page (--dev: quick debug builds, reloads)",
    ),
    (
        "test",
        "[--only STEP [-- ARGS]]",
        "set up what is missing, run every test (STEP: native, wasm, twin, e2e, faults, firefox, webkit; `--only e2e -- film` runs one file; by name only: faults-long)",
    ),
    ("setup", "", "install the tools that the page and its tests need, nothing else"),
    ("build", "", "release build of the page into dist/"),
    ("size", "", "print the size budgets, fail when one is broken"),
    (
        "bench",
        "[--page | --scoring | --hostile] [-- ARGS]",
        "time the core, the page in Chromium (--strict: fail when a budget is missed), scoring and search as WebAssembly, or hostile files",
    ),
    (
        "results",
        "[PART...] [--data DIR] [--tmdb FILE]",
        "measure anew and write docs/results.md, or parts of it (below); what cannot be measured is left as it stands",
    ),
    (
        "fuzz",
        "[--seconds N] [TARGET [FILE...]]",
        "look for bytes that break import, matching or bundle (a minute), or replay a finding",
    ),
    ("bundle", "[--data DIR] [--tmdb FILE]", "rebuild assets/bundle from the raw ratings (not in the repository)"),
    (
        "screens",
        "",
        "draw assets/screens anew: what browsers show before they install the page, and the picture of a link",
    ),
    ("advisories", "[FROM]", "renew the copy of RustSec's database that `ci` asks where GitHub is not reached"),
    ("golden", "", "write the golden files of the bundle's format, once it is a new one"),
    (
        "ci",
        "[--only STEP]",
        "everything CI checks (STEP also: format, clippy, clippy-wasm, deny, fuzz, quick, lighthouse, arrival, size)",
    ),
    (
        "release",
        "[--unchecked]",
        "check, build and pack this version into target/xtask/release/, and say how to publish it",
    ),
    ("finish", "", "what Trunk calls after a build: hashes, no inline scripts, offline"),
    ("help", "", "this list"),
];

/// What the command line asked for.
#[derive(Default)]
struct Request {
    recipe: String,
    only: Option<String>,
    data: Option<String>,
    tmdb: Option<String>,
    port: Option<u16>,
    seconds: Option<u32>,
    dev: bool,
    open: bool,
    page: bool,
    scoring: bool,
    hostile: bool,
    strict: bool,
    unchecked: bool,
    rest: Vec<String>,
}

fn main() -> ExitCode {
    match parse(lexopt::Parser::from_env()).and_then(|request| run(&request)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn parse(mut arguments: lexopt::Parser) -> Result<Request> {
    let mut request = Request::default();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("only") => request.only = Some(arguments.value()?.string()?),
            Long("data") => request.data = Some(arguments.value()?.string()?),
            Long("tmdb") => request.tmdb = Some(arguments.value()?.string()?),
            Long("port") => request.port = Some(arguments.value()?.parse()?),
            Long("seconds") => request.seconds = Some(arguments.value()?.parse()?),
            Long("dev") => request.dev = true,
            Long("open") => request.open = true,
            Long("page") => request.page = true,
            Long("scoring") => request.scoring = true,
            Long("hostile") => request.hostile = true,
            Long("strict") => request.strict = true,
            Long("unchecked") => request.unchecked = true,
            Long("help") | Short('h') => request.recipe = "help".to_owned(),
            Value(value) if request.recipe.is_empty() => request.recipe = value.string()?,
            Value(value) => request.rest.push(value.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(request)
}

fn run(request: &Request) -> Result<()> {
    let project = Project::open()?;
    match request.recipe.as_str() {
        "serve" => {
            prepare(&project, &[Need::Page])?;
            page::serve(&project, request.dev, request.port, request.open)
        }
        "build" => {
            prepare(&project, &[Need::Page])?;
            page::build(&project)
        }
        "setup" => prepare(&project, &[Need::Page, Need::WasmTests, Need::Browser, Need::Firefox, Need::WebKit]),
        "test" => steps::run(&project, Suite::Test, request.only.as_deref(), &request.rest),
        "ci" => steps::run(&project, Suite::Ci, request.only.as_deref(), &request.rest),
        "size" => {
            prepare(&project, &[Need::Page])?;
            page::build_if_stale(&project)?;
            size::check(&project)
        }
        "bench" => {
            let &Request { page, scoring, hostile, strict, .. } = request;
            Bench { page, scoring, hostile, strict, arguments: &request.rest }.run(&project)
        }
        "fuzz" => {
            let (target, inputs) = match request.rest.split_first() {
                Some((target, inputs)) => (Some(target.as_str()), inputs),
                None => (None, &[][..]),
            };
            Fuzz { seconds: request.seconds.unwrap_or(60), target, inputs }.run(&project)
        }
        "release" => release::release(&project, request.unchecked),
        "finish" => finish::finish(&project),
        "results" => {
            Results { parts: &request.rest, data: request.data.as_deref(), tmdb: request.tmdb.as_deref() }.run(&project)
        }
        "screens" => visits::screens(&project),
        "bundle" => bundle::build(&project, request.data.as_deref(), request.tmdb.as_deref()),
        "advisories" => deny::renew(&project, request.rest.first().map(String::as_str)),
        "golden" => bundle::write_golden(&project),
        "" | "help" => {
            help();
            Ok(())
        }
        other => {
            help();
            bail!("there is no recipe called `{other}`")
        }
    }
}

fn help() {
    println!("cargo xtask RECIPE\n");
    for (name, arguments, line) in RECIPES {
        println!("  {:<44} {line}", format!("{name} {arguments}"));
    }
    println!("\nParts of docs/results.md\n\n{}", results::help().trim_end());
}
