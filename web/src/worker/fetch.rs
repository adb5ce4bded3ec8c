//! Fetches the bundle's files.

use crate::language::{self, Label, say};
use crate::protocol::{Failure, FailureKind};
use crate::shared::request::{self, Trouble};
use halfstar_core::bundle::{BundleError, FORMAT, FileRef, Manifest, ManifestFiles};
use js_sys::{JSON, Reflect};
use wasm_bindgen::JsValue;
use web_sys::RequestCache;

/// Where the files of a bundle are.
pub(super) struct Source {
    /// Address of the manifest.
    address: String,
    manifest: Manifest,
}

impl Source {
    /// Reads the manifest.
    pub(super) async fn find(address: String) -> Result<Self, Failure> {
        // The one file whose contents change under its name.
        let bytes = request::file(&address, RequestCache::NoCache, 0, &|_| ()).await.map_err(failed)?;
        let manifest = read(&bytes).ok_or_else(|| not_usable(&BundleError::NotABundle))?;
        if manifest.format > FORMAT {
            return Err(Failure { kind: FailureKind::Version, message: say(Label::OtherFilms).to_owned() });
        }
        Ok(Self { address, manifest })
    }

    pub(super) fn base(&self) -> &FileRef {
        &self.manifest.files.base
    }

    /// The day of the film facts, if it is told.
    pub(super) fn as_of(&self) -> Option<String> {
        self.manifest.as_of.clone()
    }

    pub(super) fn details(&self) -> &FileRef {
        &self.manifest.files.details
    }

    /// Fetches one of the files, telling how many bytes have come so far.
    pub(super) async fn fetch(&self, file: &FileRef, progress: &dyn Fn(u32)) -> Result<Vec<u8>, Failure> {
        let folder = self.address.rfind('/').map_or("", |slash| &self.address[..=slash]);
        let address = [folder, file.name.as_str()].concat();
        request::file(&address, RequestCache::Default, file.bytes, progress).await.map_err(failed)
    }
}

/// What arrived is no bundle that can be used. The member is told what a member can do, the console what is wrong.
pub(super) fn not_usable(error: &BundleError) -> Failure {
    web_sys::console::error_1(&error.to_string().into());
    let kind = match error {
        BundleError::Newer(_) | BundleError::Older(_) => FailureKind::Version,
        _ => FailureKind::Bundle,
    };
    Failure { kind, message: error.sentence(language::words()) }
}

/// The manifest, out of its JSON: five values do not call for a parser.
fn read(bytes: &[u8]) -> Option<Manifest> {
    let value = JSON::parse(std::str::from_utf8(bytes).ok()?).ok()?;
    let get = |value: &JsValue, name: &str| Reflect::get(value, &name.into()).ok();
    let files = get(&value, "files")?;
    let file = |name| {
        let file = get(&files, name)?;
        Some(FileRef { name: get(&file, "name")?.as_string()?, bytes: get(&file, "bytes")?.as_f64()? as u32 })
    };
    let files = ManifestFiles { base: file("base")?, details: file("details")? };
    let as_of = get(&value, "as_of").and_then(|day| day.as_string());
    Some(Manifest { format: get(&value, "format")?.as_f64()? as u16, as_of, files })
}

fn failed(trouble: Trouble) -> Failure {
    let word = match trouble {
        Trouble::Unreachable => Label::FilmsUnreachable,
        Trouble::Stalled => Label::FilmsStalled,
        // Most likely a newer version was put there a moment ago.
        Trouble::Missing => Label::FilmsMissing,
        Trouble::TooLarge => return not_usable(&BundleError::NotABundle),
    };
    Failure { kind: FailureKind::Bundle, message: say(word).to_owned() }
}
