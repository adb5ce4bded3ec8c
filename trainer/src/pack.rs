//! Encode, decode back, compare, report sizes, write.

mod replace;

pub use replace::{Replaced, check, replace};

use anyhow::{Context, Result, bail};
use halfstar_core::Bundle;
use halfstar_core::bundle::sections;
use serde::Serialize;
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

/// Writes both files, named by their contents, and the manifest, in place of the bundle that was there before.
///
/// # Errors
/// When the bytes do not decode to the bundle they came from, or the folder cannot be written.
pub fn write(bundle: &mut Bundle, folder: &Path, as_of: Option<&str>) -> Result<(Replaced, Vec<SectionSize>)> {
    let (base, details) = bundle.encode(deflate);
    let mut back = Bundle::decode(&base).context("the base file does not decode")?;
    back.add_details(&details).context("the details file does not decode")?;
    if back != *bundle {
        bail!("the bundle does not survive encoding: a column changed on its way through the bytes");
    }
    let mut sizes = Vec::new();
    for (file, bytes) in [("base", &base), ("details", &details)] {
        for section in sections(bytes)? {
            let name = String::from_utf8_lossy(&section.name).into_owned();
            sizes.push(SectionSize { file, name, raw: section.raw, shipped: section.packed.len() });
        }
    }
    Ok((replace(folder, &base, &details, as_of)?, sizes))
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
