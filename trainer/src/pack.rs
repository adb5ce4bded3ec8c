//! Encode, decode back, compare, report sizes, write.

use anyhow::{Context, Result, bail};
use halfstar_core::Bundle;
use halfstar_core::bundle::{FORMAT, FileRef, Manifest, ManifestFiles, sections};
use serde::Serialize;
use std::fs;
use std::path::Path;

/// One section's size.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SectionSize {
    /// `base` or `details`.
    pub file: &'static str,
    /// Its four letters.
    pub name: String,
    /// Bytes before deflate.
    pub raw: usize,
    /// Bytes as shipped.
    pub shipped: usize,
}

/// Writes both files, named by their contents, and the manifest. Bundles that were there before are removed.
///
/// # Errors
/// When the bytes do not decode to the bundle they came from, or the folder cannot be written.
pub fn write(bundle: &mut Bundle, folder: &Path) -> Result<(Manifest, Vec<SectionSize>)> {
    let (base, details) = bundle.encode(deflate);
    let mut back = Bundle::decode(&base).context("the base file does not decode")?;
    back.add_details(&details).context("the details file does not decode")?;
    if back != *bundle {
        bail!("the bundle does not survive encoding: a column changed on its way through the bytes");
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    for entry in fs::read_dir(folder)?.flatten() {
        if entry.path().extension().is_some_and(|extension| extension == "halfstar") {
            fs::remove_file(entry.path())?;
        }
    }
    let mut sizes = Vec::new();
    let mut save = |file: &'static str, bytes: &[u8]| -> Result<FileRef> {
        for section in sections(bytes)? {
            let name = String::from_utf8_lossy(&section.name).into_owned();
            sizes.push(SectionSize { file, name, raw: section.raw, shipped: section.packed.len() });
        }
        let name = format!("{file}-{}.halfstar", content_hash(bytes));
        fs::write(folder.join(&name), bytes).with_context(|| format!("cannot write {name}"))?;
        Ok(FileRef { name, bytes: u32::try_from(bytes.len())? })
    };
    let files = ManifestFiles { base: save("base", &base)?, details: save("details", &details)? };
    let manifest = Manifest { format: FORMAT, files };
    let mut json = serde_json::to_string_pretty(&manifest)?;
    json.push('\n');
    fs::write(folder.join("manifest.json"), json).context("cannot write manifest.json")?;
    Ok((manifest, sizes))
}

/// The first 16 hexadecimal digits of SHA-256: what a file's name carries.
pub fn content_hash(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Zopfli: slow once, a few per cent smaller for everyone who loads it.
pub(crate) fn deflate(raw: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    let options = zopfli::Options::default();
    match zopfli::compress(options, zopfli::Format::Deflate, raw, &mut packed) {
        Ok(()) => packed,
        Err(_) => halfstar_core::bundle::deflate(raw),
    }
}
