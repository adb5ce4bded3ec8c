//! Real files beside the repository, for tests that read them. Without them these tests say that they are skipped.

#![allow(dead_code, reason = "each test uses its own part")]
#![expect(clippy::unwrap_used, reason = "tests that read files")]

use halfstar_core::bundle::{Bundle, Manifest};
use halfstar_core::import::{Import, NamedFile, import};
use serde_json::Value;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The folder of real data, if it is there.
pub(crate) fn data() -> Option<PathBuf> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    if data.join("exports").is_dir() {
        return Some(data);
    }
    // Not `println!`, which is shown of tests that fail alone.
    let test = std::thread::current().name().unwrap_or_default().to_owned();
    let line = format!("skipped: {test}: no real data at {}\n", data.display());
    std::io::stderr().write_all(line.as_bytes()).unwrap();
    None
}

/// Leaves what a test found for `cargo xtask results`, in the folder that HALFSTAR_FIGURES names. Without it, nowhere.
pub(crate) fn found(name: &str, figures: &Value) {
    if let Some(folder) = std::env::var_os("HALFSTAR_FIGURES") {
        fs::write(Path::new(&folder).join(format!("{name}.json")), figures.to_string()).unwrap();
    }
}

/// The committed bundle, details included.
pub(crate) fn bundle() -> Bundle {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/bundle");
    let read = |name: &str| fs::read(folder.join(name)).unwrap();
    let Manifest { files, .. } = serde_json::from_slice(&read("manifest.json")).unwrap();
    let mut bundle = Bundle::decode(&read(&files.base.name)).unwrap();
    bundle.add_details(&read(&files.details.name)).unwrap();
    bundle
}

/// A member's files, with paths as they are in the export.
pub(crate) fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    fn walk(folder: &Path, base: &Path, files: &mut Vec<(String, Vec<u8>)>) {
        let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                walk(&path, base, files);
            } else {
                let name = path.strip_prefix(base).unwrap().to_str().unwrap().to_owned();
                files.push((name, fs::read(path).unwrap()));
            }
        }
    }
    let mut files = Vec::new();
    walk(folder, folder, &mut files);
    files
}

/// Reads files together.
pub(crate) fn read(files: &[(String, Vec<u8>)]) -> Import {
    let files: Vec<_> = files.iter().map(|(name, bytes)| NamedFile { name, bytes }).collect();
    import(&files)
}

/// Every export by name; the ZIP is one of them.
pub(crate) fn exports(data: &Path) -> Vec<(String, Import)> {
    each(&data.join("exports"))
}

/// IMDb's files, each on its own.
pub(crate) fn imdb(data: &Path) -> Vec<Import> {
    each(&data.join("imdb")).into_iter().map(|(_, import)| import).collect()
}

/// Letterboxd's feeds, each on its own.
pub(crate) fn feeds(data: &Path) -> Vec<Import> {
    each(&data.join("rss")).into_iter().map(|(_, import)| import).collect()
}

fn each(folder: &Path) -> Vec<(String, Import)> {
    let mut imports: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let import =
                if path.is_dir() { read(&files(&path)) } else { read(&[(name.clone(), fs::read(&path).unwrap())]) };
            (name, import)
        })
        .collect();
    imports.sort_by(|a, b| a.0.cmp(&b.0));
    imports
}
