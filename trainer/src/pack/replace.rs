//! A bundle's files take the place of those of an older one. At every moment there is a whole bundle in the folder,
//! whoever kills the program and however full the disk is: the manifest is renamed last.

use super::content_hash;
use crate::atomic::{Folder, check_folder, is_full, make_folder};
use anyhow::{Context, Result};
use halfstar_core::bundle::{FORMAT, FileRef, Manifest, ManifestFiles};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

const MANIFEST: &str = "manifest.json";
/// Names the files that come and go, for as long as they do: the next build removes what a killed one could not.
const JOURNAL: &str = ".halfstar-replacing.json";

/// What became of the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// The manifest that was written.
    pub manifest: Manifest,
    /// What had to stay of an older bundle, and why.
    pub notes: Vec<String>,
}

/// Writes the files, named by their contents, and the manifest; then removes what the old manifest named and the new one
/// does not. Nothing else in the folder is touched. `as_of` is the day of the film facts, if it is known.
///
/// # Errors
/// When the folder cannot be written. The bundle that was there is there still.
pub fn replace(folder: &Path, base: &[u8], details: &[u8], as_of: Option<&str>) -> Result<Replaced> {
    make_folder(folder)?;
    let disk = Folder::open(folder).with_context(|| format!("cannot write into {}", folder.display()))?;

    let files = ManifestFiles { base: reference("base", base)?, details: reference("details", details)? };
    let manifest = Manifest { format: FORMAT, as_of: as_of.map(str::to_owned), files };
    let json = format!("{}\n", serde_json::to_string_pretty(&manifest)?);
    // A file that is there already, to the byte, needs no room and keeps its date.
    let mut new = vec![(&manifest.files.base.name, base), (&manifest.files.details.name, details)];
    new.retain(|(name, bytes)| fs::read(folder.join(name)).map_or(true, |there| there != *bytes));

    let before = named(folder);
    let mut touched: BTreeSet<String> = new.iter().map(|(name, _)| (*name).clone()).collect();
    touched.extend(before.iter().flatten().cloned());
    touched.extend(unfinished(folder));
    let journal = serde_json::to_vec(&touched)?;

    let needed = journal.len() + json.len() + new.iter().map(|(_, bytes)| bytes.len()).sum::<usize>();
    let write = || -> io::Result<()> {
        disk.write(JOURNAL, &journal)?.place()?;
        let files = new.iter().map(|(name, bytes)| disk.write(name, bytes)).collect::<io::Result<Vec<_>>>()?;
        let manifest = disk.write(MANIFEST, json.as_bytes())?;
        for file in files {
            file.place()?;
        }
        disk.sync()?;
        manifest.place()
    };
    if let Err(error) = write() {
        tidy(folder, &touched);
        return Err(not_written(folder, needed, before, error));
    }
    let mut notes = Vec::new();
    if let Err(error) = disk.sync() {
        // After a power failure the old manifest may be back, and then it needs its files.
        notes.push(format!(
            "the files of the older bundle stay, because the disk does not confirm the new ones ({error})"
        ));
    } else if before.is_some() {
        notes.extend(tidy(folder, &touched));
    } else {
        fs::remove_file(folder.join(JOURNAL)).ok();
        notes.push(format!(
            "the {MANIFEST} that was there could not be read, so no file of the older bundle was removed. Remove by hand \
             what nobody needs"
        ));
    }
    Ok(Replaced { manifest, notes })
}

/// Whether a bundle may be written there, for whoever wants to know before long work.
///
/// # Errors
/// When not, and why.
pub fn check(folder: &Path) -> Result<()> {
    check_folder(folder)?;
    if let Err(error) = Folder::open(folder).and_then(|disk| disk.write(MANIFEST, b""))
        && error.kind() != ErrorKind::NotFound
    {
        let folder = folder.display();
        let message = if is_full(&error) {
            format!("there is no room in {folder}. Make room, or pass --out a folder on another disk")
        } else {
            format!("cannot write into {folder}. Pass --out a folder that you may write")
        };
        return Err(anyhow::Error::new(error).context(message));
    }
    Ok(())
}

/// The file's name, after its contents, and its length.
fn reference(part: &str, bytes: &[u8]) -> Result<FileRef> {
    Ok(FileRef { name: format!("{part}-{}.halfstar", content_hash(bytes)), bytes: u32::try_from(bytes.len())? })
}

/// A name that [`reference`] may have given: whatever a manifest says, nothing else is ever removed.
fn is_ours(name: &str) -> bool {
    let hash = name.strip_suffix(".halfstar").and_then(|stem| stem.rsplit_once('-')).filter(|(part, hash)| {
        let is_word = part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        is_word && hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
    });
    hash.is_some()
}

/// The files that the manifest in the folder names, of whatever format; nothing if it cannot be read.
fn named(folder: &Path) -> Option<BTreeSet<String>> {
    let json = match fs::read(folder.join(MANIFEST)) {
        Ok(json) => json,
        Err(error) if error.kind() == ErrorKind::NotFound => return Some(BTreeSet::new()),
        Err(_) => return None,
    };
    let manifest: Value = serde_json::from_slice(&json).ok()?;
    let files = manifest.get("files")?.as_object()?;
    files.values().map(|file| file["name"].as_str().map(str::to_owned)).collect()
}

/// The files that came and went when a build was killed.
fn unfinished(folder: &Path) -> BTreeSet<String> {
    let journal = fs::read(folder.join(JOURNAL)).ok();
    journal.and_then(|journal| serde_json::from_slice(&journal).ok()).unwrap_or_default()
}

/// Removes those of the files that the manifest, as it is now, does not name. Returns what could not be removed.
fn tidy(folder: &Path, files: &BTreeSet<String>) -> Vec<String> {
    let Some(named) = named(folder) else { return Vec::new() };
    let remove = |name: &String| match fs::remove_file(folder.join(name)) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Some(format!("{name} of the older bundle could not be removed ({error})"))
        }
        _ => None,
    };
    let notes: Vec<String> = files.difference(&named).filter(|name| is_ours(name)).filter_map(remove).collect();
    if notes.is_empty() {
        fs::remove_file(folder.join(JOURNAL)).ok();
    }
    notes
}

fn not_written(folder: &Path, needed: usize, before: Option<BTreeSet<String>>, error: io::Error) -> anyhow::Error {
    let folder = folder.display();
    let mut message = if is_full(&error) {
        format!(
            "there is no room for the bundle in {folder}: it takes {needed} bytes beside what is there. Make room, or pass \
             --out a folder on another disk"
        )
    } else {
        format!("cannot write the bundle into {folder}")
    };
    if before.is_none_or(|files| !files.is_empty()) {
        message.push_str("; the bundle that was there is as it was");
    }
    anyhow::Error::new(error).context(message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    fn folder(files: &[(&str, &str)]) -> TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (name, text) in files {
            fs::write(folder.path().join(name), text).expect("a file");
        }
        folder
    }

    fn names(folder: &TempDir) -> Vec<String> {
        let entries = fs::read_dir(folder.path()).expect("a folder");
        let mut names: Vec<_> =
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// The names of a bundle with these contents, sorted with others.
    fn with(others: &[&str], base: &str, details: &str) -> Vec<String> {
        let mut names: Vec<_> = others.iter().map(|&name| name.to_owned()).collect();
        names.push(MANIFEST.to_owned());
        for (part, bytes) in [("base", base), ("details", details)] {
            names.push(reference(part, bytes.as_bytes()).expect("short").name);
        }
        names.sort();
        names
    }

    #[test]
    fn only_what_the_old_manifest_named_is_removed() {
        let foreign = ["TERMS.md", "base-0123456789abcdef.halfstar", "halfstar-backup.halfstar", "notes.halfstar"];
        let folder = folder(&foreign.map(|name| (name, "mine")));
        for (base, details) in [("one", "two"), ("three", "two"), ("four", "five"), ("four", "five")] {
            let replaced = replace(folder.path(), base.as_bytes(), details.as_bytes(), None).expect("written");
            assert_eq!(replaced.notes, [""; 0]);
            assert_eq!(names(&folder), with(&foreign, base, details));
        }
    }

    #[test]
    fn a_manifest_cannot_have_other_files_removed() {
        let outside = folder(&[("base-0123456789abcdef.halfstar", "not here")]);
        let path = outside.path().join("base-0123456789abcdef.halfstar");
        let named = ["TERMS.md", "halfstar-backup.halfstar", path.to_str().expect("UTF-8"), "manifest.json"];
        let files: serde_json::Map<_, _> =
            named.iter().map(|&name| (name.to_owned(), serde_json::json!({ "name": name }))).collect();
        let manifest = serde_json::json!({ "format": 99, "files": files }).to_string();
        let folder = folder(&[("TERMS.md", ""), ("halfstar-backup.halfstar", ""), (MANIFEST, &manifest)]);
        replace(folder.path(), b"one", b"two", None).expect("written");
        assert_eq!(names(&folder), with(&["TERMS.md", "halfstar-backup.halfstar"], "one", "two"));
        assert!(path.is_file());
    }

    #[test]
    fn beside_a_manifest_that_cannot_be_read_everything_stays() {
        for manifest in ["<html>", "", "{}", "{\"files\": [1]}", "{\"files\": {\"base\": {}}}"] {
            let old = "base-0123456789abcdef.halfstar";
            let folder = folder(&[(MANIFEST, manifest), (old, "old")]);
            let Replaced { notes, .. } = replace(folder.path(), b"one", b"two", None).expect("written");
            assert_eq!(names(&folder), with(&[old], "one", "two"), "{manifest}");
            assert!(notes.len() == 1 && notes[0].contains("could not be read, so no file"), "{notes:?}");
        }
    }

    #[test]
    fn what_a_killed_build_left_goes_with_the_next() {
        let folder = folder(&[]);
        replace(folder.path(), b"one", b"two", None).expect("written");
        let base = reference("base", b"three").expect("short").name;
        let journal = serde_json::to_string(&BTreeSet::from([&base])).expect("JSON");
        let ours = [(base.as_str(), "three"), (JOURNAL, &journal), (".halfstar-a1B2c3D4.unfinished", "half")];
        let others = [(".halfstar-a1B2.unfinished", "mine"), (".halfstarrc", "mine")];
        for (name, text) in ours.iter().chain(&others) {
            fs::write(folder.path().join(name), text).expect("a file");
        }
        replace(folder.path(), b"four", b"two", None).expect("written");
        assert_eq!(names(&folder), with(&others.map(|(name, _)| name), "four", "two"));
    }

    #[test]
    fn a_file_is_no_folder() {
        let folder = folder(&[("file", "")]);
        for path in ["file", "file/below"] {
            let error = replace(&folder.path().join(path), b"one", b"two", None).expect_err("a file");
            assert!(error.to_string().contains("file is a file, not a folder"), "{error}");
        }
    }

    /// Two at once take turns: the bundle of the last one stands, complete.
    #[test]
    fn several_may_build_at_once() {
        let folder = folder(&[]);
        std::thread::scope(|scope| {
            for builder in 0..4 {
                let path = folder.path();
                scope.spawn(move || {
                    for round in 0..20 {
                        let base = format!("base {builder} {}", round % 2);
                        replace(path, base.as_bytes(), b"shared", None).expect("written");
                    }
                });
            }
        });
        let left = named(folder.path()).expect("a manifest");
        assert_eq!(names(&folder).len(), 3, "{:?}", names(&folder));
        assert!(left.iter().all(|name| folder.path().join(name).is_file()), "{left:?}");
    }
}
