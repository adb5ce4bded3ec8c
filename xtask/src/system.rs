//! What the system's own package manager brings, where it may be asked without a password: as root, by a `sudo` that
//! asks for none, or by Homebrew, which needs neither.

use std::process::Stdio;

use anyhow::{Result, bail};
use xshell::cmd;

use crate::project::Project;

/// A program that package managers know.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Package {
    Chromium,
    Chromedriver,
    Firefox,
    /// WebKit's driver, its browser, and a screen for them.
    WebKit,
}

/// A package manager, and how to ask it.
#[derive(Clone, Copy)]
pub(crate) struct Manager {
    program: &'static str,
    /// Fetches the list of packages first.
    refresh: Option<&'static [&'static str]>,
    install: &'static [&'static str],
    /// What goes before every command.
    prefix: &'static [&'static str],
}

const ROOT: &[&str] = &["env", "DEBIAN_FRONTEND=noninteractive"];
const SUDO: &[&str] = &["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive"];

const MANAGERS: &[Manager] = &[
    Manager {
        program: "apt-get",
        refresh: Some(&["update", "-qq"]),
        install: &[
            "install",
            "-y",
            "-qq",
            "-o",
            "DPkg::Lock::Timeout=300",
            "-o",
            "Dpkg::Use-Pty=0",
            "--no-install-recommends",
        ],
        prefix: &[],
    },
    Manager {
        program: "dnf",
        refresh: None,
        install: &["install", "-y", "--setopt=install_weak_deps=False"],
        prefix: &[],
    },
    Manager { program: "pacman", refresh: None, install: &["-S", "--noconfirm", "--needed"], prefix: &[] },
    Manager { program: "brew", refresh: None, install: &["install"], prefix: &[] },
];

impl Manager {
    /// The one of this machine, if it needs no password.
    pub(crate) fn find(project: &Project) -> Option<Self> {
        let found = *MANAGERS.iter().find(|manager| project.which(manager.program).is_some())?;
        if found.program == "brew" {
            return Some(found);
        }
        let prefix = if answers(project, &["id", "-u"]).as_deref() == Some("0") {
            ROOT
        } else if project.which("sudo").is_some() && answers(project, &["sudo", "-n", "id", "-u"]).is_some() {
            SUDO
        } else {
            return None;
        };
        Some(Self { prefix, ..found })
    }

    /// Whether it has a name for the package.
    pub(crate) fn knows(&self, package: Package) -> bool {
        !names(self.program, package).is_empty()
    }

    /// `apt-get install …`, to be said beforehand.
    pub(crate) fn line(&self, package: Package) -> String {
        let by = if self.prefix.first() == Some(&"sudo") { "sudo " } else { "" };
        let names = names(self.program, package).first().map_or_else(String::new, |names| names.join(" "));
        format!("{by}{} {} {names}", self.program, self.install[0])
    }

    /// Installs it, by the first of its names that the system knows.
    pub(crate) fn install(&self, project: &Project, package: Package) -> Result<()> {
        if let Some(refresh) = self.refresh {
            // A list that is a little old, or one source of several that does not answer, is no reason to stop here.
            self.run(project, refresh, &[]).unwrap_or_else(|error| println!("going on without a new list: {error}"));
        }
        for names in names(self.program, package) {
            if self.run(project, self.install, names).is_ok() {
                return Ok(());
            }
        }
        bail!("`{}` failed", self.line(package))
    }

    fn run(&self, project: &Project, arguments: &[&str], names: &[&str]) -> Result<()> {
        let (sh, program) = (&project.shell, self.program);
        let words: Vec<&str> = [self.prefix, &[program], arguments, names].concat();
        let (first, rest) = words.split_first().unwrap_or((&program, &[]));
        Ok(cmd!(sh, "{first} {rest...}").run()?)
    }
}

/// By what names to ask for a package: one set after the other, until one is known. Debian's come before Ubuntu's.
fn names(manager: &str, package: Package) -> &'static [&'static [&'static str]] {
    match (manager, package) {
        ("apt-get", Package::Chromium) => &[&["chromium", "fonts-dejavu-core"], &["chromium-browser"]],
        ("apt-get", Package::Chromedriver) => &[&["chromium-driver", "fonts-dejavu-core"], &["chromium-chromedriver"]],
        ("apt-get", Package::Firefox) => &[&["firefox-esr"], &["firefox"]],
        ("apt-get", Package::WebKit) => &[&["webkit2gtk-driver", "xvfb"]],
        // Arch's Chromium brings its driver.
        ("dnf" | "pacman", Package::Chromium) | ("pacman", Package::Chromedriver) => &[&["chromium"]],
        ("dnf", Package::Chromedriver) => &[&["chromedriver"]],
        ("dnf" | "pacman", Package::Firefox) => &[&["firefox"]],
        ("brew", Package::Chromium) => &[&["--cask", "google-chrome"]],
        ("brew", Package::Chromedriver) => &[&["--cask", "chromedriver"]],
        ("brew", Package::Firefox) => &[&["--cask", "firefox"]],
        _ => &[],
    }
}

/// What a command prints, if it ends well and without a question.
fn answers(project: &Project, words: &[&str]) -> Option<String> {
    let (program, arguments) = words.split_first()?;
    let output = std::process::Command::new(project.which(program)?)
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_manager_has_the_browser_that_the_tests_need() {
        for manager in MANAGERS {
            for package in [Package::Chromium, Package::Chromedriver] {
                assert!(manager.knows(package), "{}: {package:?}", manager.program);
            }
        }
    }

    #[test]
    fn what_will_be_done_is_told_as_a_command() {
        let apt = Manager { prefix: SUDO, ..MANAGERS[0] };
        assert_eq!(apt.line(Package::WebKit), "sudo apt-get install webkit2gtk-driver xvfb");
        assert_eq!(MANAGERS[3].line(Package::Firefox), "brew install --cask firefox");
    }
}
