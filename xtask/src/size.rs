//! The size budgets: what a member has to wait for, as a static host sends it.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use flate2::{Compression, write::GzEncoder};

use crate::{page, project::Project};

const KB: u64 = 1000;
const MB: u64 = 1000 * KB;

/// One row of the table.
struct Budget {
    what: &'static str,
    bytes: u64,
    most: u64,
}

/// How many bytes a file costs, plain and compressed.
#[derive(Clone, Copy, Default)]
struct Weight {
    plain: u64,
    gzip: u64,
    brotli: u64,
}

impl Weight {
    fn plus(self, other: Self) -> Self {
        Self { plain: self.plain + other.plain, gzip: self.gzip + other.gzip, brotli: self.brotli + other.brotli }
    }
}

/// Prints what every file weighs and how it compares to the budgets. An error if one is broken.
pub(crate) fn check(project: &Project) -> Result<()> {
    let files = page_files(&project.dist())?;
    println!("{:<44} {:>11} {:>11} {:>11}", "file", "plain", "gzip", "brotli");
    let mut page = Weight::default();
    let mut wasm = Weight::default();
    for file in &files {
        let weight = weigh(&fs::read(file)?)?;
        let name = file.strip_prefix(project.dist())?.display().to_string();
        println!("{name:<44} {:>11} {:>11} {:>11}", group(weight.plain), group(weight.gzip), group(weight.brotli));
        page = page.plus(weight);
        if has_extension(file, "wasm") {
            wasm = wasm.plus(weight);
        }
    }
    let bundle = bundle(&project.bundle())?;
    let all: u64 = bundle.iter().map(|(_, bytes)| bytes).sum();
    let base = bundle.iter().find(|(part, _)| part == "base").context("the manifest names no base file")?.1;
    let manifest = fs::metadata(project.bundle().join("manifest.json"))?.len();
    for (part, bytes) in &bundle {
        println!("{:<44} {:>11} {:>11} {:>11}", format!("bundle: {part}"), group(*bytes), "as it is", "as it is");
    }

    let budgets = [
        Budget { what: "WASM of page and worker, brotli", bytes: wasm.brotli, most: 380 * KB },
        // GitHub Pages and most simple hosts send gzip, and the bundle as it is.
        Budget {
            what: "before the first recommendation, gzip + bundle base",
            bytes: page.gzip + manifest + base,
            most: 1_800 * KB,
        },
        Budget { what: "all of the bundle", bytes: all, most: 6 * MB },
    ];
    println!("\n{:<54} {:>11} {:>11} {:>6}", "budget", "bytes", "at most", "used");
    for Budget { what, bytes, most } in &budgets {
        let verdict = if bytes > most { "  BROKEN" } else { "" };
        println!("{what:<54} {:>11} {:>11} {:>5}%{verdict}", group(*bytes), group(*most), bytes * 100 / most);
    }
    let broken: Vec<&str> =
        budgets.iter().filter(|budget| budget.bytes > budget.most).map(|budget| budget.what).collect();
    if broken.is_empty() { Ok(()) } else { bail!("over budget: {}", broken.join("; ")) }
}

/// What a first visit loads before anything can be shown: markup, styles, scripts, WebAssembly.
/// The service worker and the icons come later, or not at all.
fn page_files(dist: &Path) -> Result<Vec<PathBuf>> {
    if !dist.join("index.html").is_file() {
        bail!("dist/ holds no page: run `cargo xtask build` first");
    }
    let mut files = Vec::new();
    page::list(dist, &mut files)?;
    files.retain(|file| ["html", "css", "js", "wasm"].iter().any(|extension| has_extension(file, extension)));
    files.retain(|file| file.file_name().is_none_or(|name| name != "sw.js"));
    files.sort();
    if !files.iter().any(|file| has_extension(file, "wasm")) {
        bail!("dist/ holds no WebAssembly: run `cargo xtask build` first");
    }
    Ok(files)
}

/// The parts of the bundle and their sizes, measured and compared with what the manifest says.
fn bundle(folder: &Path) -> Result<Vec<(String, u64)>> {
    let path = folder.join("manifest.json");
    let text = fs::read_to_string(&path).with_context(|| {
        format!("{} is not there: `git checkout assets/bundle` or `cargo xtask bundle`", path.display())
    })?;
    let manifest: serde_json::Value = serde_json::from_str(&text)?;
    let parts = manifest["files"].as_object().context("the manifest has no `files`")?;
    parts
        .iter()
        .map(|(part, file)| {
            let name = file["name"].as_str().with_context(|| format!("{part} has no name"))?;
            let bytes =
                fs::metadata(folder.join(name)).with_context(|| format!("{name} is not in assets/bundle"))?.len();
            if file["bytes"].as_u64() != Some(bytes) {
                bail!("{name} has {bytes} bytes, the manifest says {}", file["bytes"]);
            }
            Ok((part.clone(), bytes))
        })
        .collect()
}

fn weigh(bytes: &[u8]) -> Result<Weight> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(bytes)?;
    let mut brotli = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut brotli, &params)?;
    Ok(Weight { plain: bytes.len() as u64, gzip: gzip.finish()?.len() as u64, brotli: brotli.len() as u64 })
}

fn has_extension(file: &Path, extension: &str) -> bool {
    file.extension().is_some_and(|found| found == extension)
}

/// `1234567` as `1 234 567`.
fn group(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        for (number, expected) in [(0, "0"), (999, "999"), (1000, "1 000"), (1_234_567, "1 234 567")] {
            assert_eq!(group(number), expected);
        }
    }

    #[test]
    fn repetition_weighs_little() {
        let weight = weigh(&[7; 10_000]).expect("compression in memory");
        assert_eq!(weight.plain, 10_000);
        assert!(weight.gzip < 100 && weight.brotli < 100);
    }
}
