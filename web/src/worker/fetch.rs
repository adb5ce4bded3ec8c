//! Fetches the bundle's files.

use crate::language::{Label, say};
use crate::protocol::{Failure, FailureKind};
use halfstar_core::bundle::{FORMAT, FileRef, Manifest, ManifestFiles};
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, RequestCache, RequestInit, Response, WorkerGlobalScope};

/// Where the files of a bundle are.
pub(super) struct Source {
    /// Address of the manifest.
    address: String,
    manifest: Manifest,
}

impl Source {
    /// Reads the manifest.
    pub(super) async fn find(scope: &WorkerGlobalScope, address: String) -> Result<Self, Failure> {
        let init = RequestInit::new();
        // The one file whose contents change under its name.
        init.set_cache(RequestCache::NoCache);
        let response = request(scope, &address, &init).await?;
        let value = match response.json() {
            Ok(json) => JsFuture::from(json).await.ok(),
            Err(_) => None,
        };
        let manifest = value.as_ref().and_then(read).ok_or_else(unreadable)?;
        if manifest.format > FORMAT {
            return Err(Failure { kind: FailureKind::Version, message: say(Label::OtherFilms).to_owned() });
        }
        Ok(Self { address, manifest })
    }

    pub(super) fn base(&self) -> &FileRef {
        &self.manifest.files.base
    }

    pub(super) fn details(&self) -> &FileRef {
        &self.manifest.files.details
    }

    /// Fetches one of the files, telling how many bytes have come so far.
    pub(super) async fn fetch(
        &self,
        scope: &WorkerGlobalScope,
        file: &FileRef,
        mut progress: impl FnMut(u32),
    ) -> Result<Vec<u8>, Failure> {
        let folder = self.address.rfind('/').map_or("", |slash| &self.address[..=slash]);
        let address = [folder, file.name.as_str()].concat();
        let response = request(scope, &address, &RequestInit::new()).await?;
        let body = response.body().ok_or_else(unreachable)?;
        let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
        let mut bytes = Vec::with_capacity((file.bytes as usize).min(MOST));
        loop {
            let step = JsFuture::from(reader.read()).await.map_err(|_| unreachable())?;
            let Ok(chunk) = Reflect::get(&step, &"value".into()).and_then(JsCast::dyn_into::<Uint8Array>) else {
                break;
            };
            let start = bytes.len();
            let end = start.saturating_add(chunk.length() as usize);
            if end > MOST {
                return Err(unreadable());
            }
            bytes.resize(end, 0);
            chunk.copy_to(&mut bytes[start..]);
            progress(bytes.len() as u32);
        }
        Ok(bytes)
    }
}

/// The manifest, out of its JSON: four values do not call for a parser.
fn read(value: &JsValue) -> Option<Manifest> {
    let get = |value: &JsValue, name: &str| Reflect::get(value, &name.into()).ok();
    let files = get(value, "files")?;
    let file = |name| {
        let file = get(&files, name)?;
        Some(FileRef { name: get(&file, "name")?.as_string()?, bytes: get(&file, "bytes")?.as_f64()? as u32 })
    };
    let files = ManifestFiles { base: file("base")?, details: file("details")? };
    Some(Manifest { format: get(value, "format")?.as_f64()? as u16, files })
}

/// No honest file is larger.
const MOST: usize = 64 << 20;

async fn request(scope: &WorkerGlobalScope, address: &str, init: &RequestInit) -> Result<Response, Failure> {
    let response =
        JsFuture::from(scope.fetch_with_str_and_init(address, init)).await.map_err(|_: JsValue| unreachable())?;
    let response: Response = response.unchecked_into();
    if response.ok() { Ok(response) } else { Err(missing()) }
}

fn unreachable() -> Failure {
    failure(Label::FilmsUnreachable)
}

/// The server answers, but not with the file: most likely a newer version was put there a moment ago.
fn missing() -> Failure {
    failure(Label::FilmsMissing)
}

fn unreadable() -> Failure {
    failure(Label::FilmsUnreadable)
}

fn failure(word: Label) -> Failure {
    Failure { kind: FailureKind::Bundle, message: say(word).to_owned() }
}
