//! Files that are written whole or not at all: beside their place, on the disk for good, then renamed over what was there.
//!
//! Whoever kills the program, or fills the disk, leaves the old file as it was. Unfinished files have names of their own,
//! and the next one to write into the folder removes them.

use anyhow::{Context, Result, bail};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::{Builder, NamedTempFile};

/// The names of unfinished files: these around eight letters and digits.
const PREFIX: &str = ".halfstar-";
const SUFFIX: &str = ".unfinished";
const LETTERS: usize = 8;

/// So long is waited for another program that writes into the same folder.
const PATIENCE: Duration = Duration::from_secs(20);

/// A folder that is being written into: by one program at a time, if the folder can be locked (not on Windows, nor on some
/// disks of a network).
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    handle: Option<File>,
}

/// A file that lies beside its place, complete. If it is dropped before it is placed, it goes away.
#[derive(Debug)]
pub struct Unplaced {
    file: NamedTempFile,
    place: PathBuf,
}

impl Folder {
    /// Waits for others that write into it, and removes what they could not finish.
    ///
    /// # Errors
    /// When there is no such folder, or somebody else does not end writing into it.
    pub fn open(path: &Path) -> io::Result<Self> {
        let handle = File::open(path).ok();
        if let Some(handle) = &handle {
            lock(handle)?;
        }
        for entry in fs::read_dir(path)?.flatten().filter(is_unfinished) {
            // What cannot be removed is in nobody's way.
            fs::remove_file(entry.path()).ok();
        }
        Ok(Self { path: path.to_owned(), handle })
    }

    /// Writes a file beside the place where it belongs.
    ///
    /// # Errors
    /// When that does not work, for want of room above all; then nothing of it is left.
    pub fn write(&self, name: impl AsRef<Path>, bytes: &[u8]) -> io::Result<Unplaced> {
        self.write_with(name, |file| file.write_all(bytes))
    }

    /// As [`Folder::write`], for what is too large to hold.
    ///
    /// # Errors
    /// As [`Folder::write`].
    pub fn write_with(
        &self,
        name: impl AsRef<Path>,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<Unplaced> {
        let place = self.path.join(name);
        let mut builder = Builder::new();
        builder.prefix(PREFIX).suffix(SUFFIX).rand_bytes(LETTERS);
        // Everybody may read it, if the umask lets them: a bundle is there to be served.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let file = builder.tempfile_in(&self.path)?;
        if let Ok(old) = fs::metadata(&place) {
            file.as_file().set_permissions(old.permissions())?;
        }
        let mut buffered = BufWriter::new(file.as_file());
        write(&mut buffered)?;
        buffered.flush()?;
        drop(buffered);
        file.as_file().sync_all()?;
        Ok(Unplaced { file, place })
    }

    /// Returns when what was placed so far will be there after a power failure too.
    ///
    /// # Errors
    /// When the disk says so.
    pub fn sync(&self) -> io::Result<()> {
        match self.handle.as_ref().map_or(Ok(()), File::sync_all) {
            // Some kinds of disks do not take this for folders.
            Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
            done => done,
        }
    }
}

impl Unplaced {
    /// Puts the file in its place, over what was there.
    ///
    /// # Errors
    /// When it cannot be renamed; then the old file stays.
    pub fn place(self) -> io::Result<()> {
        self.file.persist(self.place).map(drop).map_err(|failed| failed.error)
    }
}

/// Writes a file whole or not at all. What is no file, such as a pipe, is written to as it is.
///
/// # Errors
/// When it cannot be written; an old file is then as it was.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let shown = path.display();
    check(path)?;
    if is_stream(path) {
        return OpenOptions::new()
            .write(true)
            .open(path)
            .and_then(|mut stream| stream.write_all(bytes))
            .with_context(|| format!("cannot write into {shown}"));
    }
    // A link stays one: what it leads to is replaced.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let name = path.file_name().with_context(|| format!("{shown} is no name for a file"))?;
    let written = Folder::open(parent(&path)).and_then(|folder| {
        folder.write(name, bytes)?.place()?;
        folder.sync()
    });
    written.map_err(|error| {
        let needed = bytes.len();
        let advice = if is_full(&error) {
            format!(": there is no room for its {needed} bytes. Make room, and try again; what was there is as it was")
        } else {
            String::new()
        };
        anyhow::Error::new(error).context(format!("cannot write {shown}{advice}"))
    })
}

/// Whether a file may be written there, for whoever wants to know before long work.
///
/// # Errors
/// When not, and why.
pub fn check(path: &Path) -> Result<()> {
    let shown = path.display();
    if path.is_dir() {
        bail!("{shown} is a folder. Name a file in it");
    }
    let folder = parent(path);
    if !folder.is_dir() {
        bail!("{shown} cannot be written: there is no folder {}. Make it, or name another", folder.display());
    }
    if is_stream(path) {
        return Ok(());
    }
    if path.is_file() {
        // Renaming would replace a file that nobody may write.
        OpenOptions::new()
            .write(true)
            .open(path)
            .with_context(|| format!("{shown} is there and may not be written"))?;
    }
    let beside = Folder::open(folder).and_then(|folder| folder.write(path.file_name().unwrap_or_default(), b""));
    beside.map(drop).with_context(|| format!("{shown} cannot be written: its folder takes no new file"))
}

/// Whether there may be a folder: it may be absent, but neither it nor what is above it may be a file.
///
/// # Errors
/// When it cannot be one.
pub fn check_folder(folder: &Path) -> Result<()> {
    match folder.ancestors().find(|path| path.exists()) {
        Some(there) if !there.is_dir() => {
            bail!("{} is a file, not a folder. Name a folder for the files, there or to be made", there.display())
        }
        _ => Ok(()),
    }
}

/// Makes the folder, and those above it, unless it is there.
///
/// # Errors
/// When that does not work.
pub fn make_folder(folder: &Path) -> Result<()> {
    check_folder(folder)?;
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))
}

/// Whether the error says that there is no room.
pub fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded)
}

/// What is there, and is neither a file nor a folder; or a name for what is open already, such as `/dev/stdout`.
fn is_stream(path: &Path) -> bool {
    let is_neither = fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir());
    is_neither || path.starts_with("/dev") || path.starts_with("/proc")
}

/// The folder of a file; the current one for a name alone.
fn parent(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn lock(folder: &File) -> io::Result<()> {
    let start = Instant::now();
    loop {
        match folder.try_lock() {
            Err(TryLockError::WouldBlock) if start.elapsed() < PATIENCE => thread::sleep(Duration::from_millis(20)),
            Err(TryLockError::WouldBlock) => {
                return Err(io::Error::new(ErrorKind::ResourceBusy, "another program is writing into the folder"));
            }
            // Where folders cannot be locked, nobody is kept out.
            Ok(()) | Err(TryLockError::Error(_)) => return Ok(()),
        }
    }
}

fn is_unfinished(entry: &fs::DirEntry) -> bool {
    let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
    let name = entry.file_name();
    let letters = name.to_str().and_then(|name| name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX));
    is_file
        && letters
            .is_some_and(|letters| letters.len() == LETTERS && letters.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        let mut names: Vec<_> =
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("file");
        for text in ["one", "two"] {
            write(&path, text.as_bytes()).expect("written");
            assert_eq!(fs::read_to_string(&path).expect("a file"), text);
        }
        assert_eq!(names(folder.path()), ["file"]);
    }

    #[test]
    fn a_write_that_fails_leaves_the_old_file() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join("file"), "old").expect("a file");
        let open = Folder::open(folder.path()).expect("a folder");
        let full = open.write_with("file", |file| {
            file.write_all(b"half")?;
            Err(ErrorKind::StorageFull.into())
        });
        assert!(is_full(&full.expect_err("no room")));
        drop(open.write("file", b"never placed").expect("written beside"));
        assert_eq!(names(folder.path()), ["file"]);
        assert_eq!(fs::read(folder.path().join("file")).expect("a file"), b"old");
    }

    #[test]
    fn what_cannot_be_a_file_is_said() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join("file"), "").expect("a file");
        for (name, expected) in [
            ("", " is a folder. Name a file in it"),
            ("absent/file", "there is no folder "),
            ("file/below", "there is no folder "),
        ] {
            let error = write(&folder.path().join(name), b"x").expect_err(name);
            assert!(error.to_string().contains(expected), "{error}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_links_and_modes_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (path, link) = (folder.path().join("file"), folder.path().join("link"));
        let mode = || fs::metadata(&path).expect("a file").permissions().mode() & 0o777;
        fs::write(folder.path().join("usual"), "").expect("a file");
        let usual = fs::metadata(folder.path().join("usual")).expect("a file").permissions().mode() & 0o777;
        symlink(&path, &link).expect("a link");
        write(&path, b"one").expect("written");
        assert_eq!(mode(), usual, "as any file that is made here");
        fs::set_permissions(&path, PermissionsExt::from_mode(0o640)).expect("permissions");
        write(&link, b"two").expect("written");
        assert!(link.is_symlink() && mode() == 0o640);
        assert_eq!(fs::read(&path).expect("a file"), b"two");
        write(Path::new("/dev/null"), b"gone").expect("no file, and none made of it");
        assert!(!Path::new("/dev/null").is_file());
    }
}
