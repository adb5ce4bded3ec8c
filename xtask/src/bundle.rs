//! Rebuilds the committed bundle from raw ratings, which are not part of the repository; writes golden files of its format.

use anyhow::{Result, bail};
use xshell::cmd;

use crate::project::Project;

const RATINGS: &str = "../shared/data/letterboxd";
const TMDB: &str = "../shared/data/tmdb/movies.jsonl.zst";

/// Trains and packs with what lies in `data` and `tmdb`, by default beside the checkout.
pub(crate) fn build(project: &Project, data: Option<&str>, tmdb: Option<&str>) -> Result<()> {
    let sh = &project.shell;
    let data = data.unwrap_or(RATINGS);
    let tmdb = tmdb.unwrap_or(TMDB);
    for path in [data, tmdb] {
        if !project.root.join(path).exists() {
            bail!("{path} is not there; say where the raw data lies with --data DIR and --tmdb FILE");
        }
    }
    let out = project.bundle();
    cmd!(sh, "cargo run --profile trainer --package halfstar-trainer -- build --data {data} --tmdb {tmdb} --out {out}")
        .run()?;
    Ok(())
}

/// Writes the small bundle that tests read ever after, in the format that the code writes now.
pub(crate) fn write_golden(project: &Project) -> Result<()> {
    let (sh, folder) = (&project.shell, project.root.join("core/tests/golden"));
    cmd!(sh, "cargo run --package halfstar-core --example golden -- {folder}").run()?;
    Ok(())
}
