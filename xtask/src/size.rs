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

/// All of the program, brotli.
const WASM: u64 = 480 * KB;
/// All that must arrive before the first recommendation, as a static host sends it.
const FIRST: u64 = 1_830 * KB;
/// The bundle's files, and all of them together.
const BASE: u64 = 1_250 * KB;
const DETAILS: u64 = 2_200 * KB;
const OPTIONAL: u64 = 2 * MB;
const BUNDLE: u64 = 6 * MB;

/// One row of the table.
pub(crate) struct Budget {
    pub(crate) what: String,
    pub(crate) bytes: u64,
    pub(crate) most: u64,
}

/// What every file weighs, and how that compares to the budgets.
pub(crate) struct Sizes {
    page: Vec<(String, Weight)>,
    bundle: Vec<(String, u64)>,
    pub(crate) budgets: Vec<Budget>,
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
    let Sizes { page, bundle, budgets } = measure(project)?;
    println!("{:<44} {:>11} {:>11} {:>11}", "file", "plain", "gzip", "brotli");
    for (name, weight) in page {
        println!("{name:<44} {:>11} {:>11} {:>11}", group(weight.plain), group(weight.gzip), group(weight.brotli));
    }
    for (part, bytes) in bundle {
        println!("{:<44} {:>11} {:>11} {:>11}", format!("bundle: {part}"), group(bytes), "as it is", "as it is");
    }
    println!("\n{:<54} {:>11} {:>11} {:>6}", "budget", "bytes", "at most", "used");
    for Budget { what, bytes, most } in &budgets {
        let verdict = if bytes > most { "  BROKEN" } else { "" };
        println!("{what:<54} {:>11} {:>11} {:>5}%{verdict}", group(*bytes), group(*most), bytes * 100 / most);
    }
    let broken: Vec<&str> =
        budgets.iter().filter(|budget| budget.bytes > budget.most).map(|budget| budget.what.as_str()).collect();
    if broken.is_empty() { Ok(()) } else { bail!("over budget: {}", broken.join("; ")) }
}

/// Weighs the built page and the committed bundle.
pub(crate) fn measure(project: &Project) -> Result<Sizes> {
    let mut page = Vec::new();
    let (mut all, mut wasm) = (Weight::default(), Weight::default());
    for file in page_files(&project.dist())? {
        let weight = weigh(&fs::read(&file)?)?;
        page.push((file.strip_prefix(project.dist())?.display().to_string(), weight));
        all = all.plus(weight);
        if has_extension(&file, "wasm") {
            wasm = wasm.plus(weight);
        }
    }
    let bundle = bundle(&project.bundle())?;
    let base = bundle.iter().find(|(part, _)| part == "base").context("the manifest names no base file")?.1;
    let manifest = fs::metadata(project.bundle().join("manifest.json"))?.len();
    let budget = |what: &str, bytes, most| Budget { what: what.to_owned(), bytes, most };
    let mut budgets = vec![
        budget("WASM of page and worker, brotli", wasm.brotli, WASM),
        // GitHub Pages and most simple hosts send gzip, and the bundle as it is.
        budget("before the first recommendation, gzip + bundle base", all.gzip + manifest + base, FIRST),
    ];
    for (part, bytes) in &bundle {
        let most = match part.as_str() {
            "base" => BASE,
            "details" => DETAILS,
            _ => OPTIONAL,
        };
        budgets.push(budget(&format!("{part} file of the bundle"), *bytes, most));
    }
    budgets.push(budget("all of the bundle", bundle.iter().map(|(_, bytes)| bytes).sum(), BUNDLE));
    Ok(Sizes { page, bundle, budgets })
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
