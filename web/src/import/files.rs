//! Reads what was dropped: files, and folders that a browser has unpacked from the ZIP.

use crate::language::{Label, say};
use crate::protocol::{DroppedFile, Failure, FailureKind};
use halfstar_core::words::FileProblem;
use halfstar_session::figures::Room;
use js_sys::{Array, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, File, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry};

/// An export of 20,000 films is under 5 MB; what is far larger is something else, and would fill the memory.
const MOST_BYTES: f64 = 64e6;
/// A folder with more files than this is not an export.
const MOST_FILES: usize = 5_000;

/// A file, and the path it was found under if a folder was dropped.
#[derive(Clone)]
pub(crate) struct PickedFile {
    path: String,
    file: File,
}

impl PickedFile {
    /// Its name, with its folders.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }
}

impl From<File> for PickedFile {
    fn from(file: File) -> Self {
        // Set where a folder was chosen in a file picker.
        let path = Reflect::get(&file, &"webkitRelativePath".into()).ok().and_then(|path| path.as_string());
        let path = path.filter(|path| !path.is_empty()).unwrap_or_else(|| file.name());
        Self { path, file }
    }
}

/// Something dropped, before it is looked at.
pub(crate) enum Item {
    Entry(FileSystemEntry),
    File(File),
}

/// Takes everything out of a drop. The browser empties it once the event is over, so nothing here waits.
pub(crate) fn items(drop: &DataTransfer) -> Vec<Item> {
    let items = drop.items();
    (0..items.length())
        .filter_map(|index| items.get(index))
        .filter(|item| item.kind() == "file")
        .filter_map(|item| match item.webkit_get_as_entry() {
            Ok(Some(entry)) => Some(Item::Entry(entry)),
            _ => item.get_as_file().ok().flatten().map(Item::File),
        })
        .collect()
}

/// The files among what was dropped and in its folders.
pub(crate) async fn walk(items: Vec<Item>) -> Vec<PickedFile> {
    let mut found = Vec::new();
    let mut entries = Vec::new();
    for item in items {
        match item {
            Item::File(file) => found.push(PickedFile::from(file)),
            Item::Entry(entry) => entries.push(entry),
        }
    }
    while let Some(entry) = entries.pop() {
        if found.len().saturating_add(entries.len()) > MOST_FILES {
            break;
        }
        if entry.is_directory() {
            entries.extend(children(entry.unchecked_ref()).await);
        } else if let Some(file) = file_of(entry.unchecked_ref()).await {
            found.push(PickedFile { path: entry.full_path().trim_start_matches('/').to_owned(), file });
        }
    }
    // In which order a browser lists a folder is its own affair; what is read should not depend on it.
    // Put in place one by one: a sort of the library's is ten kilobytes for each type of element.
    let mut sorted: Vec<PickedFile> = Vec::with_capacity(found.len());
    for file in found {
        let place = sorted.partition_point(|other| other.path <= file.path);
        sorted.insert(place, file);
    }
    sorted
}

async fn children(folder: &FileSystemDirectoryEntry) -> Vec<FileSystemEntry> {
    let reader = folder.create_reader();
    let mut all = Vec::new();
    // The browser lists a folder in portions; an empty one is the end.
    loop {
        let portion = Promise::new(&mut |resolve, reject| {
            if reader.read_entries_with_callback_and_callback(&resolve, &reject).is_err() {
                let _ = reject.call0(&JsValue::UNDEFINED);
            }
        });
        let Ok(portion) = JsFuture::from(portion).await else { return all };
        let portion = Array::from(&portion);
        if portion.length() == 0 || all.len() > MOST_FILES {
            return all;
        }
        all.extend(portion.iter().map(JsCast::unchecked_into::<FileSystemEntry>));
    }
}

async fn file_of(entry: &FileSystemFileEntry) -> Option<File> {
    let file = Promise::new(&mut |resolve, reject| entry.file_with_callback_and_callback(&resolve, &reject));
    JsFuture::from(file).await.ok()?.dyn_into().ok()
}

/// Whether the program could have so much more memory: a device, or its browser, may have no more to give, and a program
/// that asks all the same ends.
fn has_memory(bytes: usize) -> bool {
    let mut memory: Vec<u8> = Vec::new();
    let is_there = memory.try_reserve_exact(bytes).is_ok();
    // Or nothing would be asked for, since nothing is done with it.
    std::hint::black_box(memory);
    is_there
}

/// Reads files into memory.
pub(crate) async fn read(files: &[PickedFile]) -> Result<Vec<DroppedFile>, Failure> {
    if files.is_empty() {
        return Err(Failure { kind: FailureKind::Import, message: say(Label::NothingDropped).to_owned() });
    }
    let mut room = Room::new(MOST_BYTES);
    let mut read = Vec::with_capacity(files.len());
    for PickedFile { path, file } in files {
        let mut dropped = DroppedFile { name: path.clone(), bytes: Vec::new(), left_out: None };
        if !room.holds(file.size()) {
            dropped.left_out = Some(FileProblem::TooLarge);
        } else if let Ok(buffer) = JsFuture::from(file.array_buffer()).await {
            room.take(file.size());
            if !has_memory(room.to_send(file.size())) {
                return Err(Failure { kind: FailureKind::Import, message: say(Label::TooLittleMemory).to_owned() });
            }
            dropped.bytes = Uint8Array::new(&buffer).to_vec();
        } else {
            dropped.left_out = Some(FileProblem::Unreadable);
        }
        read.push(dropped);
    }
    Ok(read)
}
