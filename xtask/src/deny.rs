//! `cargo deny`: licences, sources, doubles and known vulnerabilities among the dependencies.
//!
//! The vulnerabilities' database (RustSec's) lies on GitHub. Where that is not reached, the copy in
//! `xtask/advisories.bundle` is asked, one commit of git, and its day is said; `cargo xtask advisories` renews it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use xshell::cmd;

use crate::{project::Project, runner::Outcome};

const ORIGIN: &str = "https://github.com/RustSec/advisory-db";
/// The section of `deny.toml` that is told where the database is kept.
const SECTION: &str = "[advisories]\n";
/// What of the database is kept: the advisories and their licences.
const KEPT: [&str; 3] = ["crates", "LICENSE.txt", "LICENSES"];

/// Everything that `deny.toml` asks for.
pub(crate) fn check(project: &Project) -> Result<Outcome> {
    let sh = &project.shell;
    cmd!(sh, "cargo deny --log-level error check bans licenses sources").run()?;
    if is_reached(ORIGIN) {
        cmd!(sh, "cargo deny --log-level error check advisories").run()?;
        return Ok(Outcome::Passed);
    }
    let copy = unpack(project)?;
    let day = cmd!(sh, "git -C {copy} log -1 --format=%as").quiet().read()?;
    println!("advisories as of {day}: GitHub, where newer ones are, is not reached from here");
    let config = folder(project)?.join("deny.toml");
    fs::write(&config, apart(&fs::read_to_string(project.root.join("deny.toml"))?, &folder(project)?)?)?;
    // It takes no address of a folder, but git can be told to go there for what is on GitHub.
    cmd!(sh, "cargo deny --log-level error --config {config} check advisories")
        .env("GIT_CONFIG_COUNT", "1")
        .env("GIT_CONFIG_KEY_0", format!("url.file://{}.insteadOf", copy.display()))
        .env("GIT_CONFIG_VALUE_0", ORIGIN)
        .run()?;
    Ok(Outcome::Passed)
}

/// Renews the copy from GitHub, or from another address of the same database.
pub(crate) fn renew(project: &Project, from: Option<&str>) -> Result<()> {
    let sh = &project.shell;
    let (from, all) = (from.unwrap_or(ORIGIN), folder(project)?.join("all"));
    sh.remove_path(&all)?;
    cmd!(sh, "git clone --quiet --depth 1 {from} {all}").run()?;
    let (commit, day) = (read(project, &all, "%H")?, read(project, &all, "%cI")?);
    // One commit without a past, so that the copy is all that its file holds.
    let git = ["-C", all.to_str().context("a folder whose name is no text")?];
    cmd!(sh, "git {git...} read-tree --empty").run()?;
    for kept in KEPT {
        cmd!(sh, "git {git...} add --force {kept}").run()?;
    }
    let tree = cmd!(sh, "git {git...} write-tree").read()?;
    let message = format!("RustSec/advisory-db {commit}");
    let made = cmd!(sh, "git {git...} -c user.name=RustSec -c user.email= commit-tree {tree} -m {message}")
        .env("GIT_AUTHOR_DATE", &day)
        .env("GIT_COMMITTER_DATE", &day)
        .read()?;
    cmd!(sh, "git {git...} update-ref refs/heads/copy {made}").run()?;
    let bundle = bundle(project);
    cmd!(sh, "git {git...} -c pack.depth=250 -c pack.window=250 bundle create --quiet {bundle} copy").run()?;
    println!("{}: the database of {day}, {} bytes", bundle.display(), fs::metadata(&bundle)?.len());
    Ok(())
}

fn read(project: &Project, repository: &Path, format: &str) -> Result<String> {
    let sh = &project.shell;
    Ok(cmd!(sh, "git -C {repository} log -1 --format={format}").quiet().read()?)
}

fn bundle(project: &Project) -> PathBuf {
    project.root.join("xtask/advisories.bundle")
}

fn folder(project: &Project) -> Result<PathBuf> {
    let folder = project.target().join("xtask/advisories");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// The copy as a repository, which is fetched from.
fn unpack(project: &Project) -> Result<PathBuf> {
    let sh = &project.shell;
    let (bundle, copy) = (bundle(project), folder(project)?.join("copy"));
    sh.remove_path(&copy)?;
    cmd!(sh, "git clone --quiet --branch copy {bundle} {copy}").run()?;
    // The branch that it asks for.
    cmd!(sh, "git -C {copy} branch --move main").run()?;
    Ok(copy)
}

/// The configuration, with a database of its own: an old one must not lie where newer ones are expected.
fn apart(config: &str, folder: &Path) -> Result<String> {
    if !config.contains(SECTION) {
        bail!("deny.toml has no section [advisories]");
    }
    let fetched = folder.join("fetched").display().to_string();
    Ok(config.replacen(SECTION, &format!("{SECTION}db-path = {fetched:?}\n"), 1))
}

/// Asks git, which knows about proxies, and gives it ten seconds.
fn is_reached(origin: &str) -> bool {
    let git = Command::new("git")
        .args(["ls-remote", "--quiet", origin, "HEAD"])
        .env("GIT_TERMINAL_PROMPT", "0")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut git) = git else { return false };
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(10) {
        match git.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => thread::sleep(Duration::from_millis(50)),
            Err(_) => break,
        }
    }
    // Both fail only if git has ended in the meantime.
    let _ = git.kill();
    let _ = git.wait();
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_copy_is_kept_apart() {
        let config = apart("[graph]\n\n[advisories]\nversion = 2\n", Path::new("/t")).expect("a section");
        assert_eq!(config, "[graph]\n\n[advisories]\ndb-path = \"/t/fetched\"\nversion = 2\n");
        assert!(apart("[graph]\n", Path::new("/t")).is_err());
        let own = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../deny.toml")).expect("deny.toml");
        assert!(apart(&own, Path::new("/t")).is_ok());
    }
}
