//! Finds and loads a bundle, checking that its files are the ones that the manifest names.

use anyhow::{Context, Result, bail};
use clap::Args;
use halfstar_core::Bundle;
use halfstar_core::bundle::{BundleError, FORMAT, FileRef, Manifest};
use halfstar_trainer::pack::content_hash;
use halfstar_trainer::sources::path::look_for_folder;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

const MANIFEST: &str = "manifest.json";
const ADVICE: &str = "Pass --bundle the folder that `halfstar build --out` wrote";

/// Which bundle to use.
#[derive(Args, Debug)]
pub(super) struct BundleArgs {
    /// The folder that holds the bundle's manifest.json [default: assets/bundle of the checkout around you]
    #[arg(long, value_name = "DIR", env = "HALFSTAR_BUNDLE", hide_env_values = true)]
    bundle: Option<PathBuf>,
}

/// The files of a bundle, checked against the manifest but not decoded.
pub(super) struct Files {
    pub(super) folder: PathBuf,
    pub(super) manifest: Manifest,
    pub(super) base: Vec<u8>,
    pub(super) details: Vec<u8>,
}

impl BundleArgs {
    /// Loads the bundle, details included.
    pub(super) fn load(&self) -> Result<Bundle> {
        Files::read(&folder(self.bundle.as_deref())?)?.decode()
    }
}

/// Where the bundle is: as said, or in the checkout around the current folder, or in the program's own.
pub(super) fn folder(said: Option<&Path>) -> Result<PathBuf> {
    if let Some(said) = said {
        let folder = if said.ends_with(MANIFEST) { said.parent().unwrap_or(Path::new(".")) } else { said };
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        look_for_folder(folder, ADVICE)?;
        if let Err(error) = fs::metadata(folder.join(MANIFEST))
            && error.kind() == ErrorKind::NotFound
        {
            bail!("there is no bundle in {}: it holds no {MANIFEST}. {ADVICE}", folder.display());
        }
        return Ok(folder.to_owned());
    }
    let starts = [std::env::current_dir().ok(), std::env::current_exe().ok()];
    let above = starts.iter().flatten().flat_map(|start| start.ancestors());
    let mut places = above.map(|folder| folder.join("assets/bundle"));
    places.find(|folder| folder.join(MANIFEST).is_file()).context(
        "no bundle was found: no folder from here upwards holds assets/bundle/manifest.json. \
         Pass --bundle DIR, set HALFSTAR_BUNDLE, or make one with `halfstar build`",
    )
}

impl Files {
    pub(super) fn read(folder: &Path) -> Result<Self> {
        let path = folder.join(MANIFEST);
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let wrong =
            || format!("{} is not a bundle's manifest. Make the bundle again with `halfstar build`", path.display());
        // The format first: a newer manifest may look different altogether. Older ones the core reads, or refuses itself.
        let json: serde_json::Value = serde_json::from_str(&text).with_context(wrong)?;
        let format = json["format"].as_u64().and_then(|format| u16::try_from(format).ok()).with_context(wrong)?;
        if format > FORMAT {
            return Err(BundleError::Newer(format).into());
        }
        let manifest: Manifest = serde_json::from_value(json).with_context(wrong)?;
        let base = read_named(folder, &manifest.files.base)?;
        let details = read_named(folder, &manifest.files.details)?;
        Ok(Self { folder: folder.to_owned(), manifest, base, details })
    }

    pub(super) fn decode(&self) -> Result<Bundle> {
        let files = &self.manifest.files;
        let mut bundle = Bundle::decode(&self.base).with_context(|| format!("cannot use {}", files.base.name))?;
        bundle.add_details(&self.details).with_context(|| format!("cannot use {}", files.details.name))?;
        Ok(bundle)
    }
}

/// Reads a file whose name carries the hash of its contents, as the manifest says.
fn read_named(folder: &Path, file: &FileRef) -> Result<Vec<u8>> {
    let name = &file.name;
    if name.contains(['/', '\\']) {
        bail!("the manifest names {name}, which is not in its own folder. Make the bundle again with `halfstar build`");
    }
    let bytes = fs::read(folder.join(name)).with_context(|| {
        format!("the manifest names {name}, which cannot be read. Make the bundle again with `halfstar build`")
    })?;
    if bytes.len() as u64 != u64::from(file.bytes) {
        let length = bytes.len();
        bail!(
            "{name} has {length} bytes, the manifest says {}. Fetch it again, or rebuild with `halfstar build`",
            file.bytes
        );
    }
    let hash = content_hash(&bytes);
    if !name.contains(&hash) {
        bail!(
            "{name} does not hold what its name says (its hash is {hash}). Fetch it again, or rebuild with `halfstar build`"
        );
    }
    Ok(bytes)
}
