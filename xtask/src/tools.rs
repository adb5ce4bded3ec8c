//! What has to be on the machine, and how it gets there.
//!
//! [`prepare`] looks first, prints what is missing and how long that takes, and only then installs.
//! A tool of the right version anywhere on the PATH is used as it is. If there is none by that name, cargo puts it where
//! it puts every program, so that a plain `trunk serve` works afterwards. If there is another version, that one
//! stays untouched and ours goes into `.tools/`. Browsers and their drivers come from the system's package manager,
//! see [`system`](crate::system), or from Playwright.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail};
use xshell::cmd;

use crate::{
    browser::{self, FIREFOX, WEBKIT},
    pinned::{CargoTool, DENY, TRUNK, WASM_BINDGEN},
    project::{Project, unattended},
    system::{Manager, Package},
};

/// Something that a recipe cannot do without.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Need {
    /// The compiler's WebAssembly target.
    Wasm,
    /// Whatever turns the sources into `dist/`.
    Page,
    /// The runner of tests that are compiled to WebAssembly.
    WasmTests,
    /// Node and our packages for it.
    Node,
    /// Chromium and what drives it.
    Browser,
    /// Stock Firefox. Where somebody watches, the tests do without.
    Firefox,
    /// WebKit's own driver. Where somebody watches, the tests do without.
    WebKit,
    /// The licence and dependency checker.
    Deny,
}

const WASM_TARGET: &str = "wasm32-unknown-unknown";
const OLDEST_NODE: u32 = 20;

/// One thing that is missing: what to say, and what to do.
enum Install {
    Target,
    Cargo { tool: &'static CargoTool, apart: bool },
    Npm,
    Chromium,
    System { manager: Manager, package: Package },
}

impl Install {
    fn line(&self) -> String {
        match self {
            Self::Target => format!("the compiler's target {WASM_TARGET}, by rustup"),
            Self::Cargo { tool, apart: false } => format!("{} {}, by cargo install", tool.package, tool.version),
            Self::Cargo { tool, apart: true } => {
                format!("{} {}, into .tools/ (yours has another version and stays)", tool.package, tool.version)
            }
            Self::Npm => {
                "binaryen, Playwright, axe-core and lighthouse, by npm ci into node_modules/ (300 MB)".to_owned()
            }
            Self::Chromium => {
                "Chromium, by Playwright into its own cache (350 MB); failing that, by the system's package manager"
                    .to_owned()
            }
            Self::System { manager, package } => format!("{package:?}, by `{}`", manager.line(*package)),
        }
    }

    const fn seconds(&self) -> u32 {
        match self {
            Self::Target => 5,
            Self::Cargo { tool, .. } => tool.seconds,
            Self::Npm => 20,
            Self::Chromium | Self::System { .. } => 60,
        }
    }

    fn run(&self, project: &Project) -> Result<()> {
        let sh = &project.shell;
        match self {
            Self::Target => cmd!(sh, "rustup target add {WASM_TARGET}").run()?,
            Self::Cargo { tool, apart } => tool.install(project, *apart)?,
            Self::Npm => {
                let npm = npm();
                cmd!(sh, "{npm} ci --no-fund --no-audit").run()?;
            }
            Self::Chromium => browser::install(project)?,
            // Not every test needs it, and those that do say so.
            Self::System { manager, package } => {
                manager.install(project, *package).unwrap_or_else(|error| println!("going on without: {error}"));
            }
        }
        Ok(())
    }
}

/// Makes sure that everything in `needs` is there; says what it installs, and is silent when nothing is missing.
pub(crate) fn prepare(project: &Project, needs: &[Need]) -> Result<()> {
    let missing = missing(project, needs)?;
    if missing.is_empty() {
        return Ok(());
    }
    println!("Halfstar needs a few tools, once:");
    for install in &missing {
        println!("  {:<86} about {}", install.line(), human(install.seconds()));
    }
    let total: u32 = missing.iter().map(Install::seconds).sum();
    println!("  together about {} on two cores; crates also have to be downloaded\n", human(total));
    for install in &missing {
        println!("installing {}", install.line());
        install.run(project).with_context(|| format!("could not install {}", install.line()))?;
    }
    println!();
    Ok(())
}

fn missing(project: &Project, needs: &[Need]) -> Result<Vec<Install>> {
    let wants = |any_of: &[Need]| any_of.iter().any(|need| needs.contains(need));
    let mut missing = Vec::new();
    if wants(&[Need::Wasm, Need::Page, Need::WasmTests]) && !has_wasm_target(project)? {
        missing.push(Install::Target);
    }
    if wants(&[Need::Page, Need::Node, Need::Browser]) && npm_is_stale(project)? {
        missing.push(Install::Npm);
    }
    if wants(&[Need::Page, Need::WasmTests]) {
        missing.extend(missing_tool(project, &WASM_BINDGEN));
    }
    if wants(&[Need::Page]) {
        missing.extend(missing_tool(project, &TRUNK));
    }
    if wants(&[Need::Deny]) {
        missing.extend(missing_tool(project, &DENY));
    }
    missing.extend(missing_packages(project, needs)?);
    // After the driver, which may bring it.
    if wants(&[Need::Browser]) && browser::find(project)?.is_none() {
        missing.push(Install::Chromium);
    }
    Ok(missing)
}

/// What the system's package manager should bring. Without it the tests that want it say so, and are skipped.
fn missing_packages(project: &Project, needs: &[Need]) -> Result<Vec<Install>> {
    let mut packages = Vec::new();
    if needs.contains(&Need::WasmTests) && browser::chromedriver(project).is_none() {
        packages.push(Package::Chromedriver);
    }
    // Big, and the machine of somebody who may want no further browser: unless nobody is there to ask.
    if unattended() && needs.contains(&Need::Firefox) && FIREFOX.find(project)?.is_none() {
        packages.push(Package::Firefox);
    }
    if unattended() && needs.contains(&Need::WebKit) && !WEBKIT.has_all(project)? {
        packages.push(Package::WebKit);
    }
    if packages.is_empty() {
        return Ok(vec![]);
    }
    let Some(manager) = Manager::find(project) else { return Ok(vec![]) };
    packages.retain(|&package| manager.knows(package));
    Ok(packages.into_iter().map(|package| Install::System { manager, package }).collect())
}

fn has_wasm_target(project: &Project) -> Result<bool> {
    let sh = &project.shell;
    let sysroot = cmd!(sh, "rustc --print sysroot").read().context("is Rust installed? see https://rustup.rs")?;
    Ok(Path::new(&sysroot).join("lib/rustlib").join(WASM_TARGET).is_dir())
}

/// What to install for `tool`, or nothing when the right version answers already.
fn missing_tool(project: &Project, tool: &'static CargoTool) -> Option<Install> {
    (!tool.is_here(project)).then(|| Install::Cargo { tool, apart: tool.has_namesake(project) })
}

/// True if `npm ci` has not run since the lock file last changed.
fn npm_is_stale(project: &Project) -> Result<bool> {
    let sh = &project.shell;
    let node = cmd!(sh, "node --version").quiet().read().with_context(|| {
        format!("Node {OLDEST_NODE} or newer is needed to optimise the WebAssembly and drive the browser: https://nodejs.org")
    })?;
    let major: u32 = node.trim_start_matches('v').split('.').next().unwrap_or_default().parse().unwrap_or(0);
    if major < OLDEST_NODE {
        bail!("Node {OLDEST_NODE} or newer is needed, this is {node}: https://nodejs.org");
    }
    let Ok(installed) = fs::metadata(project.root.join("node_modules/.package-lock.json")) else {
        return Ok(true);
    };
    let lock = fs::metadata(project.root.join("package-lock.json"))?;
    Ok(installed.modified()? < lock.modified()?)
}

/// npm is a script, and Windows wants to be told so.
const fn npm() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}

fn human(seconds: u32) -> String {
    if seconds < 60 { format!("{seconds} s") } else { format!("{} min", seconds.div_ceil(30) as f32 / 2.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str) -> String {
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name)).expect(name)
    }

    #[test]
    fn the_npm_lock_names_no_machine() {
        assert!(
            !read("package-lock.json").contains("\"resolved\""),
            "a mirror's addresses would break npm ci elsewhere"
        );
    }

    #[test]
    fn times_read_like_times() {
        for (seconds, expected) in [(5, "5 s"), (60, "1 min"), (90, "1.5 min"), (240, "4 min"), (245, "4.5 min")] {
            assert_eq!(human(seconds), expected);
        }
    }
}
