//! A version, packed: the built page in one ZIP, its checksum beside it, and what is left to do in words.

use std::fs;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use xshell::cmd;

use crate::{
    page,
    project::Project,
    steps::{self, Suite},
    zip::Zip,
};

/// The whole workspace's.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Refuses what could not be told from another state later; then checks (unless `unchecked`), builds, packs, and says how to go on.
pub(crate) fn release(project: &Project, unchecked: bool) -> Result<()> {
    let sh = &project.shell;
    let changed = cmd!(sh, "git status --porcelain").read()?;
    if !changed.is_empty() {
        bail!("a release is what is committed, and this is not:\n{changed}");
    }
    if !has_entry(&fs::read_to_string(project.root.join("CHANGELOG.md"))?, VERSION) {
        bail!("CHANGELOG.md has no section for {VERSION}: give the section \"Open\" this heading: ## {VERSION} (DATE)");
    }
    let tag = format!("v{VERSION}");
    if !cmd!(sh, "git tag --list {tag}").read()?.is_empty() {
        bail!("{tag} is there already: raise `version` in Cargo.toml");
    }
    if unchecked {
        println!("nothing was checked, as asked: `cargo xtask ci` does");
    } else {
        steps::run(project, Suite::Ci, None)?;
    }
    page::build(project)?;
    let packed = pack(project)?;
    let sum: String = Sha256::digest(&packed).iter().map(|byte| format!("{byte:02x}")).collect();
    let name = format!("halfstar-{VERSION}.zip");
    let folder = project.target().join("xtask/release");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(&name), &packed)?;
    // As `sha256sum --check` reads it.
    fs::write(folder.join(format!("{name}.sha256")), format!("{sum}  {name}\n"))?;
    println!("\n{}\n{} bytes, SHA-256 {sum}\n", folder.join(&name).display(), packed.len());
    println!("To publish it:");
    println!("  git tag --annotate {tag} --message 'Halfstar {VERSION}' && git push origin {tag}");
    println!("    (.github/workflows/publish.yml then checks, builds and publishes on GitHub Pages)");
    println!("  gh release create {tag} --notes-from-tag {name} {name}.sha256   # in {}", folder.display());
    println!("  or unpack it into any folder of any static host");
    println!("Then give CHANGELOG.md a new section \"Open\".");
    Ok(())
}

/// All of `dist/`, the headers file too, in the order of its names.
fn pack(project: &Project) -> Result<Vec<u8>> {
    let (dist, mut files) = (project.dist(), Vec::new());
    page::list(&dist, &mut files)?;
    let mut named = Vec::new();
    for file in files {
        let name = file.strip_prefix(&dist)?.to_str().context("a name that is no text")?.replace('\\', "/");
        named.push((name, fs::read(file)?));
    }
    named.sort();
    let mut zip = Zip::default();
    for (name, contents) in &named {
        zip.add(name, contents)?;
    }
    zip.finish()
}

/// Whether a second-level heading begins with the version.
fn has_entry(changelog: &str, version: &str) -> bool {
    let heading =
        |line: &str| line.strip_prefix("## ").and_then(|rest| rest.split_whitespace().next().map(str::to_owned));
    changelog.lines().filter_map(heading).any(|word| word.trim_matches(['[', ']']).trim_start_matches('v') == version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_a_heading_with_this_version() {
        for (changelog, expected) in [
            ("# Changelog\n\n## 1.2.0 (2026-11-24)\n", true),
            ("## [1.2.0] - 2026-11-24\n", true),
            ("## v1.2.0\n", true),
            ("## Open\n\n- 1.2.0 is near\n", false),
            ("## 1.2.01\n## 11.2.0\n### 1.2.0\n", false),
        ] {
            assert_eq!(has_entry(changelog, "1.2.0"), expected, "{changelog}");
        }
    }
}
