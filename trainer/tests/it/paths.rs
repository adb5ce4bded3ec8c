//! Paths that lead to something else than what is needed: each gets a true sentence, or is read.

use crate::commands::{bundle, export, fails, fine, text, utf8};
use crate::world::{self, Form};
use serde_json::Value;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

fn fifo(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status().expect("mkfifo");
    assert!(made.success());
}

/// Writes into a pipe, until it is dropped at the latest.
struct Writer(Child);

impl Writer {
    fn new(pipe: &Path, bytes: &[u8]) -> Self {
        let mut child = Command::new("sh")
            .args(["-c", "exec cat > \"$0\"", utf8(pipe)])
            .stdin(Stdio::piped())
            .spawn()
            .expect("a shell");
        child.stdin.take().expect("a pipe").write_all(bytes).expect("few bytes");
        Self(child)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// Runs it while somebody writes into a pipe.
fn with_pipe(path: &Path, bytes: &[u8], run: impl FnOnce() -> String) -> String {
    let _writer = Writer::new(path, bytes);
    run()
}

fn with_input(args: &[&str], bytes: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_halfstar"));
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    child.stdin.take().expect("a pipe").write_all(bytes).expect("it is read");
    child.wait_with_output().expect("an end")
}

#[test]
fn pipes_are_read() {
    let (export, folder) = (export(), tempfile::tempdir().expect("a temporary folder"));
    let pipe = folder.path().join("pipe");
    fifo(&pipe);
    let ratings = fs::read(export.path().join("ratings.csv")).expect("a file");
    let entries = |said: &str| serde_json::from_str::<Value>(said).expect("JSON")["entries"].clone();
    let args = ["import", utf8(&pipe), "--bundle", utf8(bundle()), "--json"];
    assert_eq!(entries(&with_pipe(&pipe, &ratings, || fine(&args))), 5);
    let output = with_input(&["import", "-", "--bundle", utf8(bundle()), "--json"], &ratings);
    assert_eq!(entries(&text(&output.stdout)), 5, "{output:?}");
    assert!(text(&output.stdout).contains("\"standard input\""), "{output:?}");
    // As a shell's `<(…)`.
    let output = with_input(&["import", "/dev/stdin", "--bundle", utf8(bundle()), "--json"], &ratings);
    assert_eq!(entries(&text(&output.stdout)), 5, "{output:?}");

    let details = fs::read_dir(bundle()).expect("a folder").map(|entry| entry.expect("an entry").path());
    let details = details.into_iter().find(|path| utf8(path).contains("details-")).expect("a file");
    let bytes = fs::read(details).expect("a file");
    assert!(with_pipe(&pipe, &bytes, || fine(&["inspect", utf8(&pipe)])).contains("DETA"));

    let data = world::movielens(Form::Plain);
    let (ratings, movies) = (data.path().join("ratings.csv"), data.path().join("movies.csv"));
    let bytes = fs::read(&ratings).expect("a file");
    fs::remove_file(&ratings).expect("removed");
    fifo(&ratings);
    let args = ["evaluate", "--bundle", utf8(bundle()), "--ratings", utf8(&ratings), "--movies", utf8(&movies)];
    let said = with_pipe(&ratings, &bytes, || fine(&[&args[..], &["--only", "default", "--quiet"]].concat()));
    assert!(said.contains("Strong generalisation"), "{said}");
    let out = data.path().join("out");
    let args = ["build", "--data", utf8(data.path()), "--out", utf8(&out), "--quiet"];
    with_pipe(&ratings, &bytes, || fine(&args));
    assert!(out.join("manifest.json").is_file());
}

#[test]
fn what_is_there_is_called_what_it_is() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = |name: &str| folder.path().join(name);
    let (pipe, socket, file, link, circle) = (at("pipe"), at("socket"), at("file"), at("link"), at("circle"));
    fifo(&pipe);
    let _listener = UnixListener::bind(&socket).expect("a socket");
    fs::write(&file, "").expect("a file");
    symlink(at("gone"), &link).expect("a link");
    symlink(&circle, &circle).expect("a link");
    let (pipe, socket, file, link, circle) = (utf8(&pipe), utf8(&socket), utf8(&file), utf8(&link), utf8(&circle));
    let (built, here, data) = (utf8(bundle()), utf8(folder.path()), world::movielens(Form::Plain));
    let data = utf8(data.path());
    let out = at("out");
    let out = utf8(&out);
    let below = format!("{file}/below");
    for (args, expected) in [
        (&["import", socket][..], "socket is a socket, not a file. Pass the ZIP that Letterboxd"),
        (&["import", "/dev/zero"], "/dev/zero is a device, not a file. Pass the ZIP"),
        (&["import", link], "link is a link to "),
        (&["import", link], "gone, and there is nothing. Pass the ZIP"),
        (&["import", circle], "cannot look at "),
        (&["import", &below], "there is nothing at "),
        (&["import", here, "--bundle", file], "file is a file, not a folder. Pass --bundle the folder"),
        (&["import", here, "--bundle", pipe], "pipe is a pipe, not a folder. Pass --bundle"),
        (&["import", here, "--bundle", "/absent"], "there is nothing at /absent. Pass --bundle"),
        (&["import", here, "--bundle", here], "it holds no manifest.json. Pass --bundle the folder"),
        (&["inspect", socket], "socket is a socket, not a file. Pass the folder that"),
        (&["inspect", "/absent"], "there is nothing at /absent. Pass the folder that"),
        (
            &["build", "--out", out, "--data", pipe],
            "pipe is a pipe, and a ZIP is read from its end: save it into a file",
        ),
        (&["build", "--out", out, "--data", socket], "socket is a socket, not a file. Pass --data"),
        (&["build", "--out", out, "--data", file], "file is neither a folder nor a ZIP that can be read. Pass --data"),
        (&["build", "--out", out, "--data", data, "--tmdb", here], " is a folder, not a file. Pass --tmdb a file"),
        (&["build", "--out", out, "--data", data, "--tmdb", link], "gone, and there is nothing. Pass --tmdb"),
        (&["evaluate", "--ratings", here], " is a folder, not a file. Pass ratings, films and links"),
        (&["evaluate", "--data", data, "--json", here], " is a folder. Name a file in it"),
        (&["evaluate", "--data", data, "--dial", "/absent/x.svg"], "there is no folder /absent. Make it"),
        (&["evaluate", "--data", data, "--dump", file], "file is a file, not a folder. Name a folder"),
        (&["evaluate", "--data", data, "--exports", file], "file is a file, not a folder. Pass --exports"),
        (&["evidence", "--exports", pipe], "pipe is a pipe, not a folder. Pass --exports"),
    ] {
        let named = ["build", "inspect"].contains(&args[0]) || args.contains(&"--bundle");
        let args = if named { args.to_vec() } else { [args, &["--bundle", built]].concat() };
        let said = fails(&args, 1);
        assert!(said.contains(expected), "{args:?}: {said}");
    }
    // In a folder, what looks like one of the member's files is not passed over in silence.
    symlink(at("gone"), at("ratings.csv")).expect("a link");
    assert!(fails(&["import", here, "--bundle", built], 1).contains("gone, and there is nothing"));
    fs::remove_file(at("ratings.csv")).expect("removed");
    fifo(&at("ratings.csv"));
    assert!(fails(&["import", here, "--bundle", built], 1).contains("ratings.csv is a pipe, and a folder is read"));
}

/// Whoever may do everything is refused nothing.
#[test]
fn what_may_not_be_read_is_not_called_absent() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let locked = folder.path().join("locked");
    fs::create_dir(&locked).expect("a folder");
    fs::write(locked.join("ratings.csv"), "").expect("a file");
    let allow = |mode: u32| {
        fs::set_permissions(&locked, std::os::unix::fs::PermissionsExt::from_mode(mode)).expect("permissions");
    };
    allow(0);
    if fs::read_dir(&locked).is_ok() {
        allow(0o700);
        writeln!(std::io::stderr(), "skipped: permissions mean nothing to this user").expect("standard error");
        return;
    }
    let built = utf8(bundle());
    let file = locked.join("ratings.csv");
    for (args, expected) in [
        (&["import", utf8(&file), "--bundle", built][..], "cannot look at "),
        (&["import", utf8(&locked), "--bundle", built], "cannot look into "),
        (&["import", built, "--bundle", utf8(&locked)], "cannot read "),
        (&["evaluate", "--bundle", built, "--ratings", utf8(&file)], "cannot look at "),
        (&["build", "--data", utf8(&locked), "--out", utf8(&folder.path().join("out"))], "cannot "),
        (&["build", "--data", built, "--out", utf8(&locked)], "cannot write into "),
    ] {
        let said = fails(args, 1);
        assert!(said.contains(expected) && said.contains("Permission denied"), "{args:?}: {said}");
    }
    allow(0o700);
}
