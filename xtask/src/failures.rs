//! What failed, told once more at the end of a run: whoever has only its last lines has all that matters.
//!
//! Tests in a browser are read from the reports that Playwright writes (playwright.config.mjs); of other commands the last
//! lines are kept as they pass.

use std::{
    collections::VecDeque,
    fs,
    io::{self, BufRead, BufReader, IsTerminal, Read, Write},
    path::PathBuf,
    process::{Command, Stdio},
    sync::mpsc::{self, Sender},
    thread,
    time::Duration,
};

use anyhow::{Context, Result, bail};
use serde_json::Value;
use xshell::Cmd;

use crate::project::Project;

/// Tells Playwright where its report is to be.
pub(crate) const REPORT: &str = "HALFSTAR_REPORT";
/// So many of a command's last lines are kept.
const LAST: usize = 25;
/// Lines about one test, its name among them, and about all.
const OF_ONE: usize = 12;
const OF_ALL: usize = 60;
/// Characters of a line.
const WIDTH: usize = 200;

/// A test that failed, if only at its first try, and what it said.
#[derive(Debug, PartialEq, Eq)]
struct Failure {
    name: String,
    said: Vec<String>,
}

/// Where the report of this project of Playwright's lies.
pub(crate) fn report(project: &Project, tests: &str) -> PathBuf {
    folder(project).join(format!("{tests}.json"))
}

fn folder(project: &Project) -> PathBuf {
    project.target().join("xtask/tests")
}

/// Begins a run: the reports of the one before are gone.
pub(crate) fn begin(project: &Project) -> Result<()> {
    let folder = folder(project);
    if folder.is_dir() {
        fs::remove_dir_all(&folder)?;
    }
    Ok(fs::create_dir_all(folder)?)
}

/// The tests in a browser that failed in this run, or did before they passed, in [`OF_ALL`] lines.
pub(crate) fn in_browsers(project: &Project) -> Result<Vec<String>> {
    let mut files: Vec<_> = fs::read_dir(folder(project))?.map(|file| Ok(file?.path())).collect::<Result<_>>()?;
    files.sort();
    let mut failures = Vec::new();
    for file in files {
        match serde_json::from_slice(&fs::read(&file)?) {
            Ok(report) => read(&report, &mut failures),
            Err(why) => failures.push(Failure { name: file.display().to_string(), said: vec![why.to_string()] }),
        }
    }
    Ok(lines(&failures))
}

/// Each by its name, and of what each said an equal share.
fn lines(failures: &[Failure]) -> Vec<String> {
    let share = (OF_ALL / failures.len().max(1)).clamp(1, OF_ONE) - 1;
    let mut lines = Vec::new();
    for Failure { name, said } in failures {
        lines.push(name.clone());
        lines.extend(said.iter().take(share).map(|line| format!("    {line}")));
    }
    if lines.len() > OF_ALL {
        lines.truncate(OF_ALL - 1);
        lines.push(format!("and {} more", failures.len() + 1 - OF_ALL));
    }
    lines
}

fn read(report: &Value, failures: &mut Vec<Failure>) {
    // Such as a file of tests that is none.
    for error in items(report, "errors") {
        failures.push(Failure { name: "before any test".to_owned(), said: said(error) });
    }
    for file in items(report, "suites") {
        read_suite(file, "", failures);
    }
}

/// What is in a file, or in a group of tests, whose own groups follow.
fn read_suite(suite: &Value, path: &str, failures: &mut Vec<Failure>) {
    for spec in items(suite, "specs") {
        for test in items(spec, "tests") {
            let how = match text(test, "status") {
                "unexpected" => "failed",
                "flaky" => "flaky ",
                _ => continue,
            };
            let (file, line, title) = (text(spec, "file"), &spec["line"], text(spec, "title"));
            let name = format!("{how} [{}] e2e/{file}:{line} › {path}{title}", text(test, "projectName"));
            let failed = items(test, "results").iter().find(|result| !items(result, "errors").is_empty());
            let said = failed.map_or_else(Vec::new, |result| items(result, "errors").iter().flat_map(said).collect());
            failures.push(Failure { name, said });
        }
    }
    for group in items(suite, "suites") {
        read_suite(group, &format!("{path}{} › ", text(group, "title")), failures);
    }
}

/// An error without colours and blank lines; of the excerpt below it, only the line that it happened in.
fn said(error: &Value) -> Vec<String> {
    let is_excerpt =
        |line: &str| line.trim_start_matches(|letter: char| letter == ' ' || letter.is_ascii_digit()).starts_with('|');
    plain(text(error, "message"))
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty() && !is_excerpt(line))
        .map(|line| line.chars().take(WIDTH).collect())
        .collect()
}

/// Without the escape sequences of a terminal.
fn plain(text: &str) -> String {
    let mut pieces = text.split("\u{1b}[");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |plain, piece| plain + piece.split_once('m').map_or("", |(_, rest)| rest))
}

fn items<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value[name].as_array().map_or(&[], Vec::as_slice)
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_default()
}

/// Runs a command; should it fail, the error ends with the last lines that it wrote. Not where somebody sees them anyway,
/// in colours.
pub(crate) fn run(command: Cmd<'_>) -> Result<()> {
    if io::stderr().is_terminal() {
        return Ok(command.run()?);
    }
    let name = command.to_string();
    eprintln!("$ {name}");
    let mut child =
        Command::from(command).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().context(name.clone())?;
    let (tell, told) = mpsc::channel();
    if let (Some(out), Some(err)) = (child.stdout.take(), child.stderr.take()) {
        let tell_too = tell.clone();
        thread::spawn(move || pass_on(out, io::stdout(), &tell));
        thread::spawn(move || pass_on(err, io::stderr(), &tell_too));
    }
    let status = child.wait()?;
    let mut last = VecDeque::new();
    // What a command leaves running may hold its output open for ever.
    while let Ok(line) = told.recv_timeout(Duration::from_secs(1)) {
        last.push_back(line);
        if last.len() > LAST {
            last.pop_front();
        }
    }
    if !status.success() {
        bail!("`{name}`: {status}\n{}", Vec::from(last).join("\n"));
    }
    Ok(())
}

fn pass_on(from: impl Read, mut to: impl Write, tell: &Sender<String>) {
    let (mut from, mut line) = (BufReader::new(from), Vec::new());
    while from.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
        // Whoever reads neither gets the exit status.
        let _ = to.write_all(&line).and_then(|()| to.flush());
        let _ = tell.send(String::from_utf8_lossy(&line).trim_end().to_owned());
        line.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use xshell::{Shell, cmd};

    fn test(status: &str, errors: &[&str]) -> Value {
        let errors: Vec<Value> = errors.iter().map(|message| json!({ "message": message })).collect();
        json!({ "projectName": "chromium", "status": status, "results": [{ "errors": errors }, { "errors": [] }] })
    }

    #[test]
    fn a_report_names_what_failed_and_what_was_flaky() {
        let message = "Error: \u{1b}[2mexpect(\u{1b}[22m\u{1b}[31mreceived\u{1b}[39m)\n\nExpected: 1\n\n  4 | a();\n> 5 | b();\n    | ^\n    at a.mjs:5:1";
        let report = json!({ "errors": [], "suites": [{
            "title": "faults/a.spec.mjs",
            "specs": [
                { "title": "passes", "file": "faults/a.spec.mjs", "line": 3, "tests": [test("expected", &[])] },
                { "title": "left out", "file": "faults/a.spec.mjs", "line": 4, "tests": [test("skipped", &[])] },
                { "title": "flickers", "file": "faults/a.spec.mjs", "line": 5, "tests": [test("flaky", &[message])] },
            ],
            "suites": [{ "title": "a group", "specs": [
                { "title": "fails", "file": "faults/a.spec.mjs", "line": 9, "tests": [test("unexpected", &["slow", "and wrong"])] },
            ]}],
        }]});
        let mut failures = Vec::new();
        read(&report, &mut failures);
        let expected = [
            "flaky  [chromium] e2e/faults/a.spec.mjs:5 › flickers",
            "    Error: expect(received)",
            "    Expected: 1",
            "    > 5 | b();",
            "        at a.mjs:5:1",
            "failed [chromium] e2e/faults/a.spec.mjs:9 › a group › fails",
            "    slow",
            "    and wrong",
        ];
        assert_eq!(lines(&failures), expected);
        failures.clear();
        read(&json!({ "errors": [{ "message": "SyntaxError" }], "suites": [] }), &mut failures);
        assert_eq!(lines(&failures), ["before any test", "    SyntaxError"]);
    }

    #[test]
    fn however_many_fail_it_stays_short() {
        let failures = |many: usize| -> Vec<Failure> {
            (0..many).map(|which| Failure { name: which.to_string(), said: vec!["why".to_owned(); 50] }).collect()
        };
        for (many, expected) in [(0, 0), (1, OF_ONE), (5, 60), (7, 56), (59, 59), (60, 60), (61, 60), (200, 60)] {
            assert_eq!(lines(&failures(many)).len(), expected, "{many}");
        }
        assert_eq!(lines(&failures(61)).last().map(String::as_str), Some("and 2 more"));
    }

    #[test]
    fn a_command_that_fails_says_what_it_said_last() {
        let sh = Shell::new().expect("a shell");
        assert!(run(cmd!(sh, "rustc --version")).is_ok());
        let error = run(cmd!(sh, "rustc --no-such-flag")).expect_err("it fails").to_string();
        assert!(io::stderr().is_terminal() || error.contains("no-such-flag'"), "{error}");
    }
}
