//! Fuzzing on the pinned compiler. `cargo fuzz` asks a nightly one for its sanitizers; core is safe Rust and needs
//! none, and what guides the fuzzer are ordinary flags.

use std::{
    env, fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::SystemTime,
};

use anyhow::{Context, Result, bail};
use xshell::cmd;

use crate::project::{Project, locked};

/// What makes the compiler count the ways through the code, and show the fuzzer what is compared with what.
const FLAGS: &[&str] = &[
    "--cfg=fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Ccodegen-units=1",
];

/// A program in `fuzz/fuzz_targets`.
struct Target {
    name: &'static str,
    /// Inputs to begin with.
    seeds: &'static str,
    /// Words that inputs are likely to hold.
    dictionary: Option<&'static str>,
    /// The longest input that is made up: short ones are tried more often.
    max_len: &'static str,
}

const TARGETS: &[Target] = &[
    Target { name: "import", seeds: "fuzz/seeds/import", dictionary: Some("fuzz/import.dict"), max_len: "4096" },
    Target { name: "matching", seeds: "fuzz/seeds/matching", dictionary: None, max_len: "1024" },
    Target { name: "bundle", seeds: "core/tests/golden", dictionary: None, max_len: "4096" },
];

/// What is run.
pub(crate) struct Fuzz<'a> {
    /// How long, all targets together.
    pub(crate) seconds: u32,
    /// One target, or all.
    pub(crate) target: Option<&'a str>,
    /// Inputs to replay, in place of a search.
    pub(crate) inputs: &'a [String],
}

impl Fuzz<'_> {
    /// Runs it; a finding is an error.
    pub(crate) fn run(&self, project: &Project) -> Result<()> {
        if let Some(why) = missing(project) {
            bail!(why);
        }
        let chosen: Vec<&Target> =
            TARGETS.iter().filter(|target| self.target.is_none_or(|name| name == target.name)).collect();
        if chosen.is_empty() {
            let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
            bail!("there is no such target; all targets: {}", names.join(", "));
        }
        let programs = build(project)?;
        // To libFuzzer, no seconds are no limit.
        let seconds = (self.seconds / chosen.len() as u32).max(1).to_string();
        let mut findings = Vec::new();
        for target in chosen {
            let program = programs.join(target.name);
            if self.inputs.is_empty() {
                findings.extend(target.search(project, &program, &seconds)?);
            } else {
                let (sh, inputs) = (&project.shell, self.inputs);
                cmd!(sh, "{program} -timeout=10 {inputs...}").run()?;
            }
        }
        if findings.is_empty() { Ok(()) } else { bail!(findings.join("\n")) }
    }
}

impl Target {
    /// Looks for an input that breaks something; what was found, if anything.
    fn search(&self, project: &Project, program: &Path, seconds: &str) -> Result<Option<String>> {
        let Self { name, seeds, max_len, .. } = self;
        let (corpus, artifacts) = (format!("fuzz/corpus/{name}"), format!("fuzz/artifacts/{name}"));
        for folder in [&corpus, &artifacts] {
            fs::create_dir_all(project.root.join(folder))?;
        }
        println!("\n{name}: {seconds} s");
        let start = SystemTime::now();
        let mut fuzzer = Command::new(program)
            .current_dir(&project.root)
            .args([&corpus, *seeds])
            .args(self.dictionary.map(|file| format!("-dict={file}")))
            .args([format!("-max_total_time={seconds}"), format!("-max_len={max_len}")])
            .args(["-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1"])
            .arg(format!("-artifact_prefix={artifacts}/"))
            .stderr(Stdio::piped())
            .spawn()?;
        let stderr = fuzzer.stderr.take().context("stderr is piped")?;
        for line in BufReader::new(stderr).split(b'\n') {
            let line = line?;
            let line = String::from_utf8_lossy(&line);
            if !is_chatter(&line) {
                eprintln!("{line}");
            }
        }
        let status = fuzzer.wait()?;
        if status.success() {
            return Ok(None);
        }
        let mut found = None;
        for file in fs::read_dir(project.root.join(&artifacts))? {
            let file = file?;
            let written = file.metadata()?.modified()?;
            if written >= start && found.as_ref().is_none_or(|&(_, other)| written > other) {
                found = Some((file.file_name(), written));
            }
        }
        let (file, _) = found.with_context(|| format!("{name} failed and left no input: {status}"))?;
        let file = format!("{artifacts}/{}", file.display());
        Ok(Some(format!("{file} breaks {name}; replay it with `cargo xtask fuzz {name} {file}`")))
    }
}

/// A line for each of the thousands of inputs that are kept, and at the end the words that helped.
fn is_chatter(line: &str) -> bool {
    let rare = ["INITED", "pulse", "DONE"];
    line.starts_with('"') || (line.starts_with('#') && !rare.iter().any(|word| line.contains(word)))
}

/// Why nothing can be fuzzed here, if so.
pub(crate) fn missing(project: &Project) -> Option<String> {
    let compiler = env::var_os("CXX").is_some_and(|name| !name.is_empty()) || project.which("c++").is_some();
    (!compiler)
        .then(|| "libFuzzer is C++, and there is no compiler for it (`apt install g++`, or name one in CXX)".to_owned())
}

/// Builds every target; the folder that they are in.
fn build(project: &Project) -> Result<PathBuf> {
    let (sh, locked) = (&project.shell, locked());
    let about = cmd!(sh, "rustc --version --verbose").quiet().read()?;
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
    let folder = folder(project);
    // Only with a target given do the flags leave build scripts and macros alone, which run without the fuzzer.
    cmd!(sh, "cargo build --manifest-path fuzz/Cargo.toml --release --target {host} --target-dir {folder} {locked...}")
        .env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\u{1f}"))
        .run()?;
    Ok(folder.join(host).join("release"))
}

/// Where the workspace `fuzz` is built.
pub(crate) fn folder(project: &Project) -> PathBuf {
    project.target().join("fuzz")
}
