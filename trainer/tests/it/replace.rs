//! A new bundle in place of an old one: killed at any moment and on a full disk, there is a whole one.

use crate::commands::{bundle, decoded, halfstar, text, utf8};
use crate::world::{self, Form};
use halfstar_core::bundle::Manifest;
use halfstar_trainer::foundation::random::shuffled;
use halfstar_trainer::pack::replace;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

/// Tells the test that is killed where to write.
const FOLDER: &str = "HALFSTAR_TEST_REPLACES_IN";
/// Files in a bundle's folder that are none of the bundle's.
const FOREIGN: [&str; 3] = ["TERMS.md", "halfstar-backup.halfstar", "base-0123456789abcdef.halfstar"];

/// Another bundle than [`bundle`], of the same ratings without TMDB's answers.
fn other() -> &'static Path {
    static BUILT: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, bundle) = BUILT.get_or_init(|| {
        let folder = world::movielens(Form::Plain);
        let out = folder.path().join("bundle");
        let output = halfstar(&["build", "--data", utf8(folder.path()), "--out", utf8(&out), "--quiet"]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        (folder, out)
    });
    bundle
}

/// The bytes of manifest, base and details, as they lie in the folder.
fn files(folder: &Path) -> [Vec<u8>; 3] {
    let read = |name: &str| fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let json = read("manifest.json");
    let manifest: Manifest = serde_json::from_slice(&json).expect("a manifest");
    let (base, details) = (read(&manifest.files.base.name), read(&manifest.files.details.name));
    [json, base, details]
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// A folder with a copy of [`bundle`] and files that are none of the bundle's.
fn with_a_bundle() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for entry in fs::read_dir(bundle()).expect("a folder") {
        let entry = entry.expect("an entry");
        fs::copy(entry.path(), folder.path().join(entry.file_name())).expect("a copy");
    }
    for name in FOREIGN {
        fs::write(folder.path().join(name), "mine").expect("a file");
    }
    folder
}

/// The files of a bundle and the foreign ones, and nothing else.
fn assert_tidy(folder: &Path) {
    let json = fs::read(folder.join("manifest.json")).expect("a manifest");
    let Manifest { files, .. } = serde_json::from_slice(&json).expect("a manifest");
    let mut expected: Vec<_> = FOREIGN.map(str::to_owned).to_vec();
    expected.extend(["manifest.json".to_owned(), files.base.name, files.details.name]);
    expected.sort();
    assert_eq!(names(folder), expected);
    for name in FOREIGN {
        assert_eq!(fs::read(folder.join(name)).expect(name), b"mine", "{name}");
    }
}

#[test]
#[ignore = "is started, and killed, by the test below"]
fn replaces_until_it_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let versions = ["one", "two"].map(|name| files(&folder.join(name)));
    for round in 0.. {
        let [_, base, details] = &versions[round % 2];
        replace(&folder.join("bundle"), base, details, None).expect("written");
    }
}

#[test]
fn killed_at_any_moment_there_is_a_whole_bundle() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let inside = with_a_bundle();
    fs::rename(inside.path(), folder.path().join("bundle")).expect("moved");
    let versions = [("one", bundle()), ("two", other())].map(|(name, from)| {
        fs::create_dir(folder.path().join(name)).expect("a folder");
        for entry in fs::read_dir(from).expect("a folder") {
            let entry = entry.expect("an entry");
            fs::copy(entry.path(), folder.path().join(name).join(entry.file_name())).expect("a copy");
        }
        files(from)
    });
    let target = folder.path().join("bundle");
    let (mut found, mut midway) = ([0, 0], 0);
    // Up to 60 ms after the first replacement, each delay once, in a seeded order.
    for delay in shuffled(11, 0..50u64) {
        let before = fs::metadata(target.join("manifest.json")).and_then(|it| it.modified()).expect("a manifest");
        let mut child = Command::new(std::env::current_exe().expect("this program"))
            .args(["--ignored", "--exact", "replace::replaces_until_it_is_killed"])
            .env(FOLDER, folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("a child");
        while fs::metadata(target.join("manifest.json")).and_then(|it| it.modified()).ok() == Some(before) {
            assert!(child.try_wait().expect("a child").is_none(), "it ended: {:?}", child.wait_with_output());
            thread::yield_now();
        }
        thread::sleep(Duration::from_micros(1200 * delay as u64));
        child.kill().expect("killed");
        child.wait().expect("an end");

        let there = files(&target);
        let version = versions.iter().position(|version| *version == there).expect("one of the two, all of it");
        found[version] += 1;
        midway += usize::from(names(&target).len() != 3 + FOREIGN.len());
        decoded(&target);
        for name in FOREIGN {
            assert_eq!(fs::read(target.join(name)).expect(name), b"mine", "{name}");
        }
    }
    assert!(found[0] > 0 && found[1] > 0, "{found:?}");
    assert!(midway > 0, "no kill hit a replacement");
    // What the last one left goes with the next.
    let [_, base, details] = &versions[0];
    replace(&target, base, details, None).expect("written");
    assert_tidy(&target);
}

/// Runs a shell script with the program as `$0` and its arguments.
#[cfg(unix)]
fn script(before: &[&str], script: &str, args: &[&str]) -> Output {
    let shell = [before, &["sh", "-c", script, env!("CARGO_BIN_EXE_halfstar")], args].concat();
    Command::new(shell[0]).args(&shell[1..]).env_remove("HALFSTAR_BUNDLE").output().expect("a shell")
}

/// Files may have so few bytes that the new ones do not fit: each write fails in its midst.
#[cfg(unix)]
#[test]
fn a_write_that_fails_leaves_the_old_bundle() {
    let (data, folder) = (world::movielens(Form::Plain), with_a_bundle());
    let before = files(folder.path());
    let args = ["build", "--data", utf8(data.path()), "--out", utf8(folder.path()), "--quiet"];
    for blocks in ["0", "4"] {
        // Past the limit a process is sent a signal, unless it ignores it: then its write fails.
        let limited = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        let output = script(&[], &limited, &args);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.starts_with("error: cannot write "), "{said}");
        assert_eq!(files(folder.path()), before);
        assert_tidy(folder.path());
    }
    assert!(halfstar(&args).status.success());
    assert_ne!(files(folder.path()), before);
    assert_tidy(folder.path());
}

/// A disk of 500 KB that other files fill, but for a few: in a namespace of its own, so that nothing stays mounted.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_old_bundle() {
    let (data, old) = (world::movielens(Form::Plain), with_a_bundle());
    let before = files(old.path());
    let folder = tempfile::tempdir().expect("a temporary folder");
    let disk = folder.path().join("disk");
    fs::create_dir(&disk).expect("a folder");
    let out = utf8(&disk);
    let mount = format!("mount -t tmpfs -o size=500k none '{out}'");
    let Some(namespace) = [&["unshare", "--mount"][..], &["unshare", "--mount", "--map-root-user"]]
        .into_iter()
        .find(|unshare| script(unshare, &mount, &[]).status.success())
    else {
        std::io::Write::write_all(&mut std::io::stderr(), b"skipped: no file system may be mounted here\n")
            .expect("standard error");
        return;
    };
    let after = folder.path().join("after");
    let (mut full, mut fits) = (0, 0);
    for pages in [0, 2, 4, 60] {
        fs::remove_dir_all(&after).ok();
        let steps = format!(
            "set -e; {mount}; cp '{}'/* '{out}'; dd if=/dev/zero of='{out}/filler' bs=4096 2>/dev/null || true; \
             truncate --size=-$((4096 * {pages})) '{out}/filler'; \
             code=0; \"$0\" \"$@\" || code=$?; rm '{out}/filler'; cp -r '{out}' '{}'; exit $code",
            old.path().display(),
            after.display()
        );
        let output = script(namespace, &steps, &["build", "--data", utf8(data.path()), "--out", out, "--quiet"]);
        let said = text(&output.stderr);
        if output.status.success() {
            fits += 1;
            assert_ne!(files(&after), before);
        } else {
            full += 1;
            assert!(said.starts_with("error: there is no room "), "{pages} pages: {said}");
            assert!(said.contains("Make room, or pass --out a folder on another disk"), "{said}");
            assert_eq!(files(&after), before, "{pages} pages");
        }
        decoded(&after);
        assert_tidy(&after);
    }
    assert!(full > 0 && fits > 0, "{full} were refused, {fits} not");
}

#[test]
fn what_cannot_be_written_is_said_before_anything_is_read() {
    let folder = with_a_bundle();
    let file = folder.path().join("TERMS.md");
    for out in [file.clone(), file.join("below")] {
        let output = halfstar(&["build", "--data", "/absent", "--out", utf8(&out)]);
        let said = text(&output.stderr);
        assert!(said.contains("TERMS.md is a file, not a folder. Name a folder"), "{said}");
    }
}

#[test]
fn an_old_manifest_that_cannot_be_read_is_said() {
    let (data, folder) = (world::movielens(Form::Plain), with_a_bundle());
    let old = names(folder.path());
    fs::write(folder.path().join("manifest.json"), "<html>").expect("a file");
    let output = halfstar(&["build", "--data", utf8(data.path()), "--out", utf8(folder.path()), "--quiet"]);
    assert!(output.status.success(), "{output:?}");
    let said = text(&output.stderr);
    assert!(said.starts_with("Note: the manifest.json that was there could not be read"), "{said}");
    let now = names(folder.path());
    assert!(old.iter().all(|name| now.contains(name)), "{now:?}");
    decoded(folder.path());
}
