//! Every check there is, once. `test` runs some of them, `ci` all.

use std::fs;

use anyhow::{Result, bail};
use xshell::cmd;

use crate::{
    browser, deny, failures,
    fuzz::{self, Fuzz},
    page,
    project::{Project, locked},
    runner::{self, Outcome, Run, Step},
    size,
    tools::{self, Need},
    visits,
};

/// A choice of steps.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Suite {
    /// What a change has to pass.
    Test,
    /// The same, and what only a machine is patient enough for.
    Ci,
    /// What takes so long that it only runs when it is called by its name.
    Named,
}

/// A step, what it needs, and the smallest suite that runs it.
struct Entry {
    needs: &'static [Need],
    suite: Suite,
    step: Step,
}

const ENTRIES: &[Entry] = &[
    Entry {
        needs: &[],
        suite: Suite::Ci,
        step: Step { name: "format", line: "cargo fmt --check", run: Run::Whole(format) },
    },
    Entry {
        needs: &[],
        suite: Suite::Ci,
        step: Step { name: "clippy", line: "no warning in any native target", run: Run::Whole(clippy) },
    },
    Entry {
        needs: &[Need::Wasm],
        suite: Suite::Ci,
        step: Step {
            name: "clippy-wasm",
            line: "no warning in the page, compiled to WebAssembly",
            run: Run::Whole(clippy_wasm),
        },
    },
    Entry {
        needs: &[Need::Deny],
        suite: Suite::Ci,
        step: Step {
            name: "deny",
            line: "licences, sources, doubles and known vulnerabilities among the dependencies",
            run: Run::Whole(deny::check),
        },
    },
    Entry {
        needs: &[],
        suite: Suite::Test,
        step: Step { name: "native", line: "unit, property, snapshot and contract tests", run: Run::Chosen(native) },
    },
    Entry {
        needs: &[],
        suite: Suite::Ci,
        step: Step { name: "fuzz", line: "a minute of inputs that nobody thought of", run: Run::Whole(fuzz) },
    },
    Entry {
        needs: &[Need::WasmTests],
        suite: Suite::Test,
        step: Step {
            name: "wasm",
            line: "the page's own tests, compiled to WebAssembly, in a browser",
            run: Run::Whole(wasm),
        },
    },
    Entry {
        needs: &[Need::WasmTests, Need::Node],
        suite: Suite::Test,
        step: Step {
            name: "twin",
            line: "the same shelves natively and in WebAssembly, bit by bit",
            run: Run::Whole(twin),
        },
    },
    Entry {
        needs: &[Need::Page, Need::Browser],
        suite: Suite::Test,
        step: Step { name: "e2e", line: "the built page in Chromium", run: Run::Chosen(visits::chromium) },
    },
    Entry {
        needs: &[Need::Page, Need::Browser],
        suite: Suite::Test,
        step: Step {
            name: "faults",
            line: "the built page where hosts, storage, workers and tabs do what they should not",
            run: Run::Chosen(visits::faults),
        },
    },
    Entry {
        needs: &[Need::Page, Need::Browser, Need::Firefox],
        suite: Suite::Named,
        step: Step {
            name: "faults-long",
            line: "the same at every place of every file, in many more races, in Firefox as well",
            run: Run::Chosen(visits::faults_long),
        },
    },
    Entry {
        needs: &[Need::Page, Need::Firefox],
        suite: Suite::Test,
        step: Step { name: "firefox", line: "the built page in Firefox", run: Run::Chosen(visits::firefox) },
    },
    Entry {
        needs: &[Need::Page, Need::WebKit],
        suite: Suite::Test,
        step: Step { name: "webkit", line: "the core of the built page in WebKit", run: Run::Chosen(visits::webkit) },
    },
    Entry {
        needs: &[Need::Page, Need::Browser],
        suite: Suite::Ci,
        step: Step {
            name: "quick",
            line: "from input to the next frame, on a slow processor",
            run: Run::Whole(visits::quick),
        },
    },
    Entry {
        needs: &[Need::Page, Need::Browser],
        suite: Suite::Ci,
        step: Step {
            name: "lighthouse",
            line: "Lighthouse, as a phone and as a desk",
            run: Run::Whole(visits::lighthouse),
        },
    },
    Entry {
        needs: &[Need::Page, Need::Browser],
        suite: Suite::Ci,
        step: Step { name: "arrival", line: "the first visit on a slow line", run: Run::Whole(visits::arrival) },
    },
    Entry {
        needs: &[Need::Page],
        suite: Suite::Ci,
        step: Step { name: "size", line: "the size budgets", run: Run::Whole(size_budgets) },
    },
];

/// Runs a suite, or the one step of it called `only`, after setting up what it needs. With `arguments`, that step
/// does what they choose.
pub(crate) fn run(project: &Project, suite: Suite, only: Option<&str>, arguments: &[String]) -> Result<()> {
    let chosen: Vec<&Entry> = ENTRIES
        .iter()
        .filter(|entry| suite == Suite::Ci || entry.suite != Suite::Ci)
        .filter(|entry| only.map_or(entry.suite != Suite::Named, |name| name == entry.step.name))
        .collect();
    if let (Some(name), true) = (only, chosen.is_empty()) {
        let names: Vec<&str> = ENTRIES.iter().map(|entry| entry.step.name).collect();
        bail!("there is no step called `{name}` here; all steps: {} (some of them only in `ci`)", names.join(", "));
    }
    let takes_arguments = only.is_some() && chosen.iter().all(|entry| matches!(entry.step.run, Run::Chosen(_)));
    if !(arguments.is_empty() || takes_arguments) {
        bail!(
            "what is behind `--` chooses tests of one step: --only native, e2e, faults, faults-long, firefox or webkit"
        );
    }
    let needs: Vec<Need> = chosen.iter().flat_map(|entry| entry.needs).copied().collect();
    tools::prepare(project, &needs)?;
    let steps: Vec<&Step> = chosen.iter().map(|entry| &entry.step).collect();
    runner::run(project, &steps, arguments)
}

fn format(project: &Project) -> Result<Outcome> {
    let sh = &project.shell;
    failures::run(cmd!(sh, "cargo fmt --all --check"))?;
    failures::run(cmd!(sh, "cargo fmt --manifest-path fuzz/Cargo.toml --check"))?;
    Ok(Outcome::Passed)
}

fn clippy(project: &Project) -> Result<Outcome> {
    let (sh, locked) = (&project.shell, locked());
    failures::run(cmd!(sh, "cargo clippy --workspace --all-targets {locked...} -- -D warnings"))?;
    let (fuzz, folder) = (["--manifest-path", "fuzz/Cargo.toml", "--no-default-features"], fuzz::folder(project));
    failures::run(cmd!(sh, "cargo clippy {fuzz...} --target-dir {folder} --all-targets {locked...} -- -D warnings"))?;
    Ok(Outcome::Passed)
}

fn clippy_wasm(project: &Project) -> Result<Outcome> {
    let (sh, locked) = (&project.shell, locked());
    failures::run(cmd!(
        sh,
        "cargo clippy --package halfstar-web --package halfstar-js --all-targets --target wasm32-unknown-unknown {locked...} -- -D warnings"
    ))?;
    Ok(Outcome::Passed)
}

fn native(project: &Project, arguments: &[String]) -> Result<Outcome> {
    let (sh, locked) = (&project.shell, locked());
    failures::run(cmd!(sh, "cargo test --workspace {locked...} {arguments...}"))?;
    Ok(Outcome::passed_with_data(project))
}

fn fuzz(project: &Project) -> Result<Outcome> {
    if let Some(why) = fuzz::missing(project) {
        return Ok(Outcome::Skipped(why));
    }
    Fuzz { seconds: 60, target: None, inputs: &[] }.run(project)?;
    Ok(Outcome::Passed)
}

fn wasm(project: &Project) -> Result<Outcome> {
    let (sh, locked) = (&project.shell, locked());
    let Some(driver) = browser::chromedriver(project) else {
        return Ok(Outcome::Skipped(
            "there is no chromedriver (`apt install chromium-driver`, or name one in CHROMEDRIVER)".to_owned(),
        ));
    };
    // `--tests`: documentation examples do not run in a browser.
    let tests = cmd!(sh, "cargo test --package halfstar-web --target wasm32-unknown-unknown --tests {locked...}")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
        .env("CHROMEDRIVER", driver)
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    failures::run(tests)?;
    Ok(Outcome::Passed)
}

/// Native code and WebAssembly import the same export with the committed bundle; a script compares their shelves.
fn twin(project: &Project) -> Result<Outcome> {
    let (sh, locked) = (&project.shell, locked());
    let folder = project.target().join("xtask/twin");
    fs::create_dir_all(&folder)?;
    // What wasm-bindgen writes for Node is CommonJS, whatever the project's own package.json says above it.
    fs::write(folder.join("package.json"), "{\"type\": \"commonjs\"}\n")?;
    let (base, export, native) =
        (page::bundle_file(project, "base")?, folder.join("export.zip"), folder.join("native.txt"));
    failures::run(cmd!(sh, "node e2e/export.mjs {export}"))?;
    let shelves =
        cmd!(sh, "cargo run --package halfstar-core --example shelf_bytes {locked...} -- {base} {export}").read()?;
    fs::write(&native, shelves)?;
    failures::run(cmd!(sh, "cargo build --package halfstar-js --release --target wasm32-unknown-unknown {locked...}"))?;
    let api = project.target().join("wasm32-unknown-unknown/release/halfstar_js.wasm");
    failures::run(cmd!(sh, "wasm-bindgen --target nodejs --out-dir {folder} {api}"))?;
    failures::run(cmd!(sh, "node web/js/tests/twin.mjs {folder} {base} {native} {export}"))?;
    Ok(Outcome::Passed)
}

fn size_budgets(project: &Project) -> Result<Outcome> {
    page::build_if_stale(project)?;
    size::check(project)?;
    Ok(Outcome::Passed)
}
