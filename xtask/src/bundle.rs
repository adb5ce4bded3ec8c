//! Rebuilds the committed bundle from raw ratings, which are not part of the repository, or only times that; writes golden
//! files of its format.

use std::{
    env, fs,
    path::Path,
    process::Command,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};
use serde_json::{Value, json};
use xshell::cmd;

use crate::project::Project;

pub(crate) const RATINGS: &str = "../shared/data/letterboxd";
pub(crate) const TMDB: &str = "../shared/data/tmdb/movies.jsonl.zst";
/// Films that nobody rated, to be recognised: the option that takes them, and where they lie beside the checkout.
const KNOWN_FILMS: [(&str, &str); 2] = [
    ("--imdb-films", "../shared/data/catalogue/imdb-films.csv.zst"),
    ("--letterboxd-films", "../shared/data/catalogue/letterboxd-2022.csv.zst"),
];

/// Trains and packs with what lies in `data` and `tmdb`, by default beside the checkout.
pub(crate) fn build(project: &Project, data: Option<&str>, tmdb: Option<&str>) -> Result<()> {
    let sh = &project.shell;
    // They belong to the ratings that lie beside them.
    let known = if data.is_none() { known_films(project) } else { Vec::new() };
    let data = data.unwrap_or(RATINGS);
    let tmdb = tmdb.unwrap_or(TMDB);
    for path in [data, tmdb] {
        if !project.root.join(path).exists() {
            bail!("{path} is not there; say where the raw data lies with --data DIR and --tmdb FILE");
        }
    }
    let out = project.bundle();
    let run = cmd!(sh, "cargo run --profile trainer --package halfstar-trainer --");
    run.args(["build", "--data", data, "--tmdb", tmdb]).args(known).arg("--out").arg(out).run()?;
    Ok(())
}

/// The options for those tables that are there.
fn known_films(project: &Project) -> Vec<&'static str> {
    let there = KNOWN_FILMS.into_iter().filter(|(_, path)| project.root.join(path).exists());
    there.flat_map(|(option, path)| [option, path]).collect()
}

/// What a build takes at most, on two cores.
const MOST_SECONDS: u64 = 6 * 60;
const MOST_BYTES: u64 = 6 << 30;

/// Builds into `out` as [`build`] does, and throws it away: how long that takes, and how much memory.
pub(crate) fn figures(project: &Project, data: &str, tmdb: &str, out: &Path) -> Result<Value> {
    let sh = &project.shell;
    cmd!(sh, "cargo build --profile trainer --package halfstar-trainer").run()?;
    let mut halfstar =
        Command::new(project.target().join("trainer").join(format!("halfstar{}", env::consts::EXE_SUFFIX)));
    halfstar.current_dir(&project.root).args(["build", "--data", data, "--tmdb", tmdb]);
    halfstar.args(known_films(project)).arg("--out").arg(out);
    let start = Instant::now();
    let mut child = halfstar.spawn()?;
    let mut bytes = None;
    let status = loop {
        // The system keeps the maximum itself: the last look tells.
        bytes = most_memory(child.id()).or(bytes);
        if let Some(status) = child.try_wait()? {
            break status;
        }
        thread::sleep(Duration::from_millis(50));
    };
    if !status.success() {
        bail!("`halfstar build` failed: {status}");
    }
    let seconds = start.elapsed().as_secs_f64();
    fs::remove_dir_all(out)?;
    Ok(json!({ "seconds": seconds, "bytes": bytes, "most_seconds": MOST_SECONDS, "most_bytes": MOST_BYTES }))
}

/// The most memory that a running process has had, where the system tells: only Linux does.
fn most_memory(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(kilobytes.trim().strip_suffix(" kB")?.parse::<u64>().ok()? * 1024)
}

/// Writes the small bundle that tests read ever after, in the format that the code writes now.
pub(crate) fn write_golden(project: &Project) -> Result<()> {
    let (sh, folder) = (&project.shell, project.root.join("core/tests/golden"));
    cmd!(sh, "cargo run --package halfstar-core --example golden -- {folder}").run()?;
    Ok(())
}
