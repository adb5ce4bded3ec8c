//! What lies at a path that somebody passed, and true words where it is not what is needed.

use anyhow::{Context, Result, bail};
use std::fs::{self, FileType};
use std::io::ErrorKind;
use std::path::Path;

/// What can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// A folder.
    Folder,
    /// A file.
    File,
    /// A pipe, named or of a shell: `<(zcat ratings.csv.gz)` is one. It can be read once, from its beginning to its end.
    Pipe,
}

/// What lies there. `advice` says what to pass instead of something that cannot be read.
///
/// # Errors
/// When nothing does, nobody may look, or it is neither a folder nor a file nor a pipe.
pub fn look(path: &Path, advice: &str) -> Result<Found> {
    let shown = path.display();
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => Ok(Found::Folder),
        Ok(found) if found.is_file() => Ok(Found::File),
        Ok(found) => match special(found.file_type()) {
            Special::Pipe => Ok(Found::Pipe),
            Special::Other(what) => bail!("{shown} is {what}, not a file. {advice}"),
        },
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            match fs::read_link(path) {
                Ok(target) => bail!("{shown} is a link to {}, and there is nothing. {advice}", target.display()),
                Err(_) => bail!("there is nothing at {shown}. {advice}"),
            }
        }
        Err(error) => Err(error).with_context(|| format!("cannot look at {shown}. {advice}")),
    }
}

/// As [`look`], for what is read as one stream: a file or a pipe.
///
/// # Errors
/// As [`look`]; and when it is a folder.
pub fn look_for_file(path: &Path, advice: &str) -> Result<()> {
    match look(path, advice)? {
        Found::Folder => bail!("{} is a folder, not a file. {advice}", path.display()),
        Found::File | Found::Pipe => Ok(()),
    }
}

/// As [`look`], for a folder.
///
/// # Errors
/// As [`look`]; and when it is no folder.
pub fn look_for_folder(path: &Path, advice: &str) -> Result<()> {
    match look(path, advice)? {
        Found::Folder => Ok(()),
        Found::File => bail!("{} is a file, not a folder. {advice}", path.display()),
        Found::Pipe => bail!("{} is a pipe, not a folder. {advice}", path.display()),
    }
}

enum Special {
    Pipe,
    Other(&'static str),
}

#[cfg(unix)]
fn special(kind: FileType) -> Special {
    use std::os::unix::fs::FileTypeExt;
    match kind {
        _ if kind.is_fifo() => Special::Pipe,
        _ if kind.is_socket() => Special::Other("a socket"),
        _ => Special::Other("a device"),
    }
}

#[cfg(not(unix))]
fn special(_: FileType) -> Special {
    Special::Other("something else")
}
