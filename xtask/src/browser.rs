//! Which browsers the tests run in: Chromium, which has to be there, and Firefox and WebKit where they are.

use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Result, bail};
use xshell::cmd;

use crate::{
    project::{Project, find_in},
    system::{Manager, Package},
};

/// A browser beside Chromium, and what to say where it is missing.
#[derive(Clone, Copy)]
pub(crate) struct Other {
    /// As the tests know it by HALFSTAR_BROWSER.
    pub(crate) name: &'static str,
    /// Names a wilful choice, for `xtask` and for the tests.
    pub(crate) variable: &'static str,
    programs: &'static [&'static str],
    places: &'static [&'static str],
    /// How to get it by hand.
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

    /// Whether it is here, and the screen that it needs.
    pub(crate) fn has_all(&self, project: &Project) -> Result<bool> {
        let needs_screen = self.name == WEBKIT.name && cfg!(target_os = "linux") && env::var_os("DISPLAY").is_none();
        Ok(self.find(project)?.is_some() && (!needs_screen || project.which("Xvfb").is_some()))
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

/// Lets Playwright download its Chromium; where it cannot, or what it brought does not start, asks the system.
pub(crate) fn install(project: &Project) -> Result<()> {
    // Another package may have brought one by now, as Debian's driver does.
    if find(project)?.is_some() {
        return Ok(());
    }
    let sh = &project.shell;
    let download = cmd!(sh, "node node_modules/playwright-core/cli.js install chromium").run();
    if download.is_ok() && find(project)?.is_some_and(|browser| starts(&browser)) {
        return Ok(());
    }
    if let Some(manager) = Manager::find(project) {
        println!("Playwright has no browser for this machine; asking the system: {}", manager.line(Package::Chromium));
        if manager.install(project, Package::Chromium).is_ok() && find(project)?.is_some() {
            return Ok(());
        }
    }
    bail!(
        "neither Playwright nor the system's package manager could bring a browser without your help. Install Chromium or \
         Chrome the way your system does (`sudo apt install chromium chromium-driver`, `brew install --cask google-chrome`), \
         or name one in {CHROMIUM}"
    )
}

/// What a browser that was downloaded needs of the system may be missing. Only on Linux is that so, or can it be asked.
fn starts(browser: &Path) -> bool {
    let ask = || Command::new(browser).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    !cfg!(target_os = "linux") || ask().is_ok_and(|status| status.success())
}

/// The driver that runs WebAssembly tests in the browser.
pub(crate) fn chromedriver(project: &Project) -> Option<PathBuf> {
    if let Some(given) = env::var_os("CHROMEDRIVER") {
        return Some(given.into());
    }
    project.which("chromedriver").or_else(|| {
        let folders = ["/usr/lib/chromium", "/usr/lib/chromium-browser", "/usr/lib64/chromium"];
        find_in(folders.map(Into::into), "chromedriver")
    })
}
