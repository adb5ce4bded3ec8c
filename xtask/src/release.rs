//! A version, packed: the built page in one ZIP, its checksum beside it, and what is left to do in words.

use std::{
    fs::{self, File},
    io::{Cursor, Write as _},
    path::Path,
};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use xshell::cmd;
use zip::{DateTime, ZipWriter, write::SimpleFileOptions};

use crate::{
    page,
    project::Project,
    steps::{self, Suite},
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
        steps::run(project, Suite::Ci, None, &[])?;
    }
    page::build(project)?;
    let packed = pack(project)?;
    let sum: String = Sha256::digest(&packed).iter().map(|byte| format!("{byte:02x}")).collect();
    let name = format!("halfstar-{VERSION}.zip");
    let folder = project.target().join("xtask/release");
    fs::create_dir_all(&folder)?;
    // As `sha256sum --check` reads it.
    let check = format!("{sum}  {name}\n");
    replace(&folder, &[(&name, &packed), (&format!("{name}.sha256"), check.as_bytes())])?;
    println!("\n{}\n{} bytes, SHA-256 {sum}\n", folder.join(&name).display(), packed.len());
    println!("To publish it:");
    println!("  git tag --annotate {tag} --message 'Halfstar {VERSION}' && git push origin {tag}");
    println!("    (.github/workflows/publish.yml then checks, builds and publishes on GitHub Pages)");
    println!("  gh release create {tag} --notes-from-tag {name} {name}.sha256   # in {}", folder.display());
    println!("  or unpack it into any folder of any static host");
    println!("Then give CHANGELOG.md a new section \"Open\".");
    Ok(())
}

/// Writes the files beside those of the same names, and only then in their place: an older release is never half of one.
fn replace(folder: &Path, files: &[(&str, &[u8])]) -> Result<()> {
    let part = |name: &str| folder.join(format!("{name}.part"));
    for (name, bytes) in files {
        let mut file = File::create(part(name))?;
        file.write_all(bytes)?;
        file.sync_all()?;
    }
    for (name, _) in files {
        fs::rename(part(name), folder.join(name))?;
    }
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
    archive(&named)
}

/// The same files give the same bytes: no times, no owners, no machine.
fn archive(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>> {
    let options = SimpleFileOptions::default().last_modified_time(DateTime::DEFAULT).unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, contents) in files {
        zip.start_file(name, options.compression_level(Some(9)))?;
        zip.write_all(contents)?;
    }
    Ok(zip.finish()?.into_inner())
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
    fn the_same_files_give_the_same_bytes_and_a_whole_archive() {
        let files = [("bundle/base.halfstar", vec![7; 1000]), ("index.html", b"<p>hello hello hello".to_vec())]
            .map(|(name, contents)| (name.to_owned(), contents));
        let bytes = archive(&files).expect("it fits");
        assert_eq!(bytes, archive(&files).expect("it fits"));
        let mut read = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        for (name, contents) in &files {
            let mut file = read.by_name(name).expect("it is there");
            assert_eq!(file.last_modified(), Some(DateTime::DEFAULT));
            let mut found = Vec::new();
            std::io::copy(&mut file, &mut found).expect("it is whole");
            assert_eq!(&found, contents);
        }
    }

    #[test]
    fn an_older_release_is_replaced_and_nothing_is_left_beside_it() {
        let folder = std::env::temp_dir().join(format!("halfstar-release-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        for text in ["one", "two"] {
            replace(&folder, &[("a.zip", text.as_bytes()), ("a.zip.sha256", b"sum")]).expect("written");
            assert_eq!(fs::read_to_string(folder.join("a.zip")).expect("a file"), text);
            assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 2);
        }
        fs::remove_dir_all(folder).expect("it can go");
    }

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
