//! A member's files from the disk: found, imported, matched.

use super::{counted, grouped};
use anyhow::{Context, Result, bail};
use clap::Args;
use halfstar_core::Bundle;
use halfstar_core::import::{Day, Import, NamedFile, import};
use halfstar_core::matching::{Matching, Outcome, TitleIndex, match_entries};
use halfstar_trainer::evaluate::studies::exports::Export;
use halfstar_trainer::sources::path::{Found, look, look_for_folder};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

const ADVICE: &str = "Pass the ZIP that Letterboxd gives you (Settings, Data, Export your data), a file of IMDb, \
    TMDB, MovieLens, Movary, Trakt, Simkl, Yamtrack, TV Time, Netflix, Kinopoisk or Filmweb, or the folder they are in";

/// Stands for the standard input.
const STDIN: &str = "-";
/// Much more than the import reads of one file: what is larger is none of theirs, and a pipe may have no end.
const LARGEST: u64 = 512 << 20;

/// A member's files.
#[derive(Args, Debug)]
pub(super) struct MemberArgs {
    /// A Letterboxd export (ZIP, its CSVs, a saved RSS feed), files of other services (IMDb, TMDB, Trakt, Simkl and more), a
    /// text file with a title per line, or folders that hold them; `-` is the standard input, for anything but titles
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

/// What was read, and what it means.
pub(super) struct MemberFiles {
    pub(super) import: Import,
    pub(super) matching: Matching,
}

/// What became of the entries.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    pub(super) matched: usize,
    pub(super) ambiguous: usize,
    pub(super) unmatched: usize,
    /// Series, episodes and games that the bundle does not know.
    pub(super) no_film: usize,
}

impl MemberArgs {
    /// As if these had been passed.
    pub(super) fn of(paths: Vec<PathBuf>) -> Self {
        Self { paths }
    }

    pub(super) fn read(&self, bundle: &Bundle) -> Result<MemberFiles> {
        let files = gather(&self.paths)?;
        let named: Vec<_> = files.iter().map(|(name, bytes)| NamedFile { name, bytes }).collect();
        let mut import = import(&named);
        import.forget_future(today());
        let titles = TitleIndex::new(&bundle.catalogue);
        let matching = match_entries(&bundle.catalogue, &titles, &import, &[]);
        Ok(MemberFiles { import, matching })
    }
}

impl MemberFiles {
    pub(super) fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for outcome in &self.matching.outcomes {
            match outcome {
                Outcome::Film(..) => counts.matched += 1,
                Outcome::Ambiguous(_) => counts.ambiguous += 1,
                Outcome::Unknown => counts.unmatched += 1,
                Outcome::NotAFilm => counts.no_film += 1,
            }
        }
        counts
    }

    /// One line about what was read.
    pub(super) fn summary(&self) -> String {
        let Counts { matched, ambiguous, unmatched, no_film } = self.counts();
        let files = self.import.files.iter().filter(|file| file.rows > 0).count();
        let mut line = format!(
            "Read {} from {}: {} matched",
            counted(self.import.entries.len(), "row", "rows"),
            counted(files, "file", "files"),
            grouped(matched as u64)
        );
        for (count, words) in [(ambiguous, "ambiguous"), (unmatched, "not matched"), (no_film, "no film")] {
            if count > 0 {
                line.push_str(&format!(", {} {words}", grouped(count as u64)));
            }
        }
        let warnings = self.import.warnings.len();
        if warnings > 0 {
            line.push_str(&format!(", {}", counted(warnings, "warning", "warnings")));
        }
        line
    }
}

/// Tomorrow, because somewhere on Earth it already is.
fn today() -> Day {
    let days = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() / 86_400);
    Day(i32::try_from(days + 1).unwrap_or(i32::MAX))
}

/// Reads every export in a folder.
pub(super) fn read_exports(folder: &Path, bundle: &Bundle) -> Result<Vec<Export>> {
    look_for_folder(folder, "Pass --exports a folder of Letterboxd exports")?;
    let mut paths = list(folder)?;
    paths.retain(|path| path.is_dir() || path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip")));
    if paths.is_empty() {
        bail!("{} holds no folders and no ZIPs. Pass --exports a folder of Letterboxd exports", folder.display());
    }
    let read = |path: &PathBuf| {
        let MemberFiles { import, matching } = MemberArgs::of(vec![path.clone()]).read(bundle)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Export { name, import, matching })
    };
    paths.iter().map(read).collect()
}

/// Every file with the name by which the import knows it: its path below the folder that was given.
fn gather(paths: &[PathBuf]) -> Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    for path in paths {
        if path == Path::new(STDIN) {
            files.push(("standard input".to_owned(), whole(io::stdin().lock(), "the standard input")?));
            continue;
        }
        match look(path, ADVICE)? {
            Found::Folder => {
                let before = files.len();
                walk(path, path, &EXPORTS, &mut files)?;
                // A folder's notes are not meant, unless there is nothing else.
                if files.len() == before {
                    walk(path, path, &["txt"], &mut files)?;
                }
                if files.len() == before {
                    bail!("{} holds no CSV, ZIP, JSON, XML or text file. {ADVICE}", path.display());
                }
            }
            Found::File => files.push((name_alone(path), read(path)?)),
            // A pipe has no name of its own: `/dev/fd/63` says at least that.
            Found::Pipe => files.push((path.display().to_string(), read(path)?)),
        }
    }
    Ok(files)
}

fn walk(root: &Path, folder: &Path, endings: &[&str], files: &mut Vec<(String, Vec<u8>)>) -> Result<()> {
    for path in list(folder)? {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.') || name == "__MACOSX");
        if hidden {
            continue;
        }
        // A link to a folder could lead in a circle.
        if path.is_dir() && !path.is_symlink() {
            walk(root, &path, endings, files)?;
        } else if !path.is_dir() && path.extension().is_some_and(|ending| is_one_of(ending, endings)) {
            if look(&path, "Mend it or take it away")? == Found::Pipe {
                bail!("{} is a pipe, and a folder is read for its files. Pass the pipe itself", path.display());
            }
            files.push((with_slashes(path.strip_prefix(root).unwrap_or(&path)), read(&path)?));
        }
    }
    Ok(())
}

/// What a folder holds, in order.
fn list(folder: &Path) -> Result<Vec<PathBuf>> {
    let cannot = || format!("cannot look into {}. Check who may", folder.display());
    let entries = fs::read_dir(folder).with_context(cannot)?;
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>().with_context(cannot)?;
    paths.sort();
    Ok(paths)
}

/// How the files of exports end.
const EXPORTS: [&str; 4] = ["csv", "zip", "json", "xml"];

fn is_one_of(ending: &OsStr, endings: &[&str]) -> bool {
    endings.iter().any(|wanted| ending.eq_ignore_ascii_case(wanted))
}

/// `films.csv` alone does not say whether it is liked or listed: the export's own folders stay.
fn name_alone(path: &Path) -> String {
    let parent = path.parent().and_then(Path::file_name);
    let meaningful = ["likes", "lists", "deleted", "orphaned"];
    let name = path.file_name().unwrap_or_default();
    match parent.filter(|parent| meaningful.iter().any(|folder| parent == folder)) {
        Some(parent) => with_slashes(&Path::new(parent).join(name)),
        None => name.to_string_lossy().into_owned(),
    }
}

fn with_slashes(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(OsStr::to_string_lossy).collect();
    parts.join("/")
}

fn read(path: &Path) -> Result<Vec<u8>> {
    let shown = path.display().to_string();
    let file = File::open(path).with_context(|| format!("cannot open {shown}. Check who may read it"))?;
    whole(file, &shown)
}

/// All bytes, of whatever ends before it is larger than any member's files.
fn whole(from: impl Read, name: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(LARGEST + 1).read_to_end(&mut bytes).with_context(|| format!("cannot read {name}"))?;
    if bytes.len() as u64 > LARGEST {
        bail!("{name} has more than {} MB, or has no end. {ADVICE}", LARGEST >> 20);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_keep_the_folder_that_says_what_they_are() {
        for (path, name) in [
            ("export/ratings.csv", "ratings.csv"),
            ("/home/me/likes/films.csv", "likes/films.csv"),
            ("me.zip", "me.zip"),
            ("a/deleted/diary.csv", "deleted/diary.csv"),
        ] {
            assert_eq!(name_alone(Path::new(path)), name);
        }
    }

    #[test]
    fn folders_are_walked_in_order() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for name in ["watched.csv", "likes/films.csv", "diary.CSV", "notes.txt", ".git/x.csv", "__MACOSX/y.csv"] {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, name).expect("a file");
        }
        let files = gather(&[folder.path().to_owned()]).expect("files");
        let names: Vec<_> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["diary.CSV", "likes/films.csv", "watched.csv"]);
        let error = gather(&[folder.path().join("absent")]).expect_err("nothing is there");
        assert!(error.to_string().contains("there is nothing at"), "{error}");
        let error = gather(&[folder.path().join(".git")]).err();
        assert!(error.is_none(), "a hidden folder is read when it is named");
    }
}
