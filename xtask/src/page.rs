//! Builds and serves the page.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use anyhow::{Context, Result, bail};
use xshell::cmd;

use crate::project::{Project, locked};

/// Everything that the built page depends on; what is not there yet counts as empty.
const SOURCES: &[&str] = &[
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "assets",
    "core",
    "index.html",
    "package-lock.json",
    "rust-toolchain.toml",
    "web",
    "xtask/src/finish.rs",
    "xtask/src/licences.rs",
    "xtask/src/pack.rs",
];

/// Release build into `dist/`.
pub(crate) fn build(project: &Project) -> Result<()> {
    require_bundle(project)?;
    let sh = &project.shell;
    let locked = locked();
    println!("building the page; from clean about 3 minutes on two cores");
    cmd!(sh, "trunk build --release --skip-version-check {locked...}").run()?;
    let note = note(project);
    fs::create_dir_all(note.parent().context("a file has a folder")?)?;
    fs::write(note, state(project)?)?;
    Ok(())
}

/// Builds unless `dist/` is what the sources, as they are now, were last built into.
pub(crate) fn build_if_stale(project: &Project) -> Result<()> {
    let fresh = fs::read_to_string(note(project)).is_ok_and(|noted| state(project).is_ok_and(|now| noted == now));
    if fresh { Ok(()) } else { build(project) }
}

/// Serves the page until interrupted: as members get it, or with `dev` in debug builds that reload after an edit.
pub(crate) fn serve(project: &Project, dev: bool, port: Option<u16>, open: bool) -> Result<()> {
    require_bundle(project)?;
    let sh = &project.shell;
    let port = port.unwrap_or(8080).to_string();
    let open = open.then_some("--open");
    let release = if dev { vec![] } else { vec!["--release", "--no-autoreload"] };
    println!("building; the first time takes about 3 minutes on two cores. Then: http://127.0.0.1:{port}/");
    cmd!(sh, "trunk serve {release...} --skip-version-check --port {port} {open...}").run()?;
    Ok(())
}

fn require_bundle(project: &Project) -> Result<()> {
    if project.bundle().join("manifest.json").is_file() {
        return Ok(());
    }
    bail!(
        "assets/bundle/ is not there: `git checkout assets/bundle` brings the committed one, `cargo xtask bundle` trains it"
    )
}

/// A file of the committed bundle, `base` or `details`, by the name that the manifest gives it.
pub(crate) fn bundle_file(project: &Project, which: &str) -> Result<PathBuf> {
    require_bundle(project)?;
    let manifest = fs::read_to_string(project.bundle().join("manifest.json"))?;
    let manifest: serde_json::Value = serde_json::from_str(&manifest)?;
    let name = manifest["files"][which]["name"].as_str().context("the manifest names no such file")?;
    Ok(project.bundle().join(name))
}

/// Remembers which state of sources and `dist/` belong together.
fn note(project: &Project) -> PathBuf {
    project.target().join("xtask/dist-state")
}

/// Names, sizes and times of every source and of every built file. A debug build into the same `dist/` changes it too.
fn state(project: &Project) -> Result<String> {
    let mut files = Vec::new();
    for source in SOURCES {
        list(&project.root.join(source), &mut files)?;
    }
    list(&project.dist(), &mut files)?;
    files.sort();
    let mut state = String::new();
    for file in files {
        let meta = fs::metadata(&file)?;
        let modified = meta.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
        writeln!(state, "{} {} {modified}", file.display(), meta.len())?;
    }
    Ok(state)
}

/// Appends `path`, or all files below it.
pub(crate) fn list(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_file() {
        files.push(path.to_owned());
    } else if path.is_dir() {
        for entry in fs::read_dir(path)? {
            list(&entry?.path(), files)?;
        }
    }
    Ok(())
}
