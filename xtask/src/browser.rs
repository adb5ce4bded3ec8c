//! Which Chromium the tests run in.

use std::{env, path::PathBuf};

use anyhow::{Context, Result, bail};
use xshell::cmd;

use crate::project::Project;

/// Names a wilful choice of browser, for `xtask` and for the tests.
pub(crate) const CHROMIUM: &str = "HALFSTAR_CHROMIUM";

const PROGRAMS: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

const PLACES: &[&str] = &[
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
];

/// The browser asked for by name, else the machine's own, else the one that Playwright has downloaded.
pub(crate) fn find(project: &Project) -> Result<Option<PathBuf>> {
    if let Some(given) = env::var_os(CHROMIUM) {
        let given = PathBuf::from(given);
        if !given.is_file() {
            bail!("{CHROMIUM} names {}, which is not there", given.display());
        }
        return Ok(Some(given));
    }
    let on_path = PROGRAMS.iter().find_map(|program| project.which(program));
    let in_place = || PLACES.iter().map(PathBuf::from).find(|place| place.is_file());
    Ok(on_path.or_else(in_place).or_else(|| downloaded(project)))
}

/// Where Playwright keeps its own Chromium, if it has one.
fn downloaded(project: &Project) -> Option<PathBuf> {
    let sh = &project.shell;
    let ask = "console.log(require('playwright-core').chromium.executablePath())";
    let answer = cmd!(sh, "node -e {ask}").quiet().ignore_stderr().read().ok()?;
    Some(PathBuf::from(answer)).filter(|file| file.is_file())
}

/// Lets Playwright download its Chromium.
pub(crate) fn install(project: &Project) -> Result<()> {
    let sh = &project.shell;
    cmd!(sh, "node node_modules/playwright-core/cli.js install chromium").run().with_context(|| {
        format!(
            "no browser could be downloaded. Install Chromium or Chrome the way your system does \
             (`apt install chromium chromium-driver`, `brew install --cask google-chrome`), or set {CHROMIUM}"
        )
    })
}
