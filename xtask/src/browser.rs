//! Which browsers the tests run in: Chromium, which has to be there, and Firefox and WebKit where they are.

use std::{env, path::PathBuf};

use anyhow::{Context, Result, bail};
use xshell::cmd;

use crate::project::Project;

/// A browser beside Chromium, and what to say where it is missing.
#[derive(Clone, Copy)]
pub(crate) struct Other {
    /// As the tests know it by HALFSTAR_BROWSER.
    pub(crate) name: &'static str,
    /// Names a wilful choice, for `xtask` and for the tests.
    pub(crate) variable: &'static str,
    programs: &'static [&'static str],
    places: &'static [&'static str],
    /// How to get it.
    pub(crate) install: &'static str,
}

pub(crate) const FIREFOX: Other = Other {
    name: "firefox",
    variable: "HALFSTAR_FIREFOX",
    programs: &["firefox-esr", "firefox"],
    places: &["/Applications/Firefox.app/Contents/MacOS/firefox", "C:/Program Files/Mozilla Firefox/firefox.exe"],
    install: "`apt install firefox-esr`",
};

/// The driver knows its browser. Only Linux has it; elsewhere there is nothing to install.
pub(crate) const WEBKIT: Other = Other {
    name: "webkit",
    variable: "HALFSTAR_WEBKIT",
    programs: &["WebKitWebDriver"],
    places: &[],
    install: "`apt install webkit2gtk-driver xvfb`",
};

impl Other {
    /// The one asked for by name, else the machine's own.
    pub(crate) fn find(&self, project: &Project) -> Result<Option<PathBuf>> {
        if let Some(given) = given(self.variable)? {
            return Ok(Some(given));
        }
        let on_path = self.programs.iter().find_map(|program| project.which(program));
        Ok(on_path.or_else(|| self.places.iter().map(PathBuf::from).find(|place| place.is_file())))
    }
}

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
    if let Some(given) = given(CHROMIUM)? {
        return Ok(Some(given));
    }
    let on_path = PROGRAMS.iter().find_map(|program| project.which(program));
    let in_place = || PLACES.iter().map(PathBuf::from).find(|place| place.is_file());
    Ok(on_path.or_else(in_place).or_else(|| downloaded(project)))
}

fn given(variable: &str) -> Result<Option<PathBuf>> {
    let Some(given) = env::var_os(variable).map(PathBuf::from) else { return Ok(None) };
    if !given.is_file() {
        bail!("{variable} names {}, which is not there", given.display());
    }
    Ok(Some(given))
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
