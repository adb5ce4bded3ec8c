//! Where files lie: a folder or a ZIP, plain or compressed, read as one stream.

use super::path::{Found, look, look_for_file};
use crate::printable;
use anyhow::{Context, Result, bail};
use indicatif::{ProgressBar, ProgressStyle};
use std::borrow::Cow;
use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};
use zip::ZipArchive;

/// Large enough that a decoder is called some hundred times a file, not a million times.
const BUFFER: usize = 1 << 20;
/// In the order in which they are looked for.
const ENDINGS: [&str; 3] = ["", ".zst", ".gz"];
/// What to pass, for every error about a file that is not there.
const ADVICE: &str =
    "Pass --data the folder that holds MovieLens' ratings.csv and movies.csv, or the ZIP as GroupLens offers it";

/// A folder, or a ZIP as GroupLens offers it; or a folder some of whose files lie elsewhere under other names.
pub(super) enum Store {
    Folder(PathBuf),
    Files(PathBuf, Vec<(&'static str, PathBuf)>),
    Zip(PathBuf, Vec<String>),
}

/// A file that was found. Opened anew by each [`Input::read`].
#[derive(Clone, Debug)]
pub(super) struct Input {
    /// As messages name it: `ml-latest/ratings.csv`, without the folders above.
    pub(super) name: String,
    path: PathBuf,
    member: Option<usize>,
}

impl Store {
    pub(super) fn open(path: &Path) -> Result<Self> {
        match look(path, ADVICE)? {
            Found::Folder => return Ok(Self::Folder(path.to_owned())),
            Found::Pipe => {
                bail!("{} is a pipe, and a ZIP is read from its end: save it into a file first", path.display())
            }
            Found::File => {}
        }
        let archive = open_zip(path).with_context(|| {
            let path = path.display();
            format!("{path} is neither a folder nor a ZIP that can be read. {ADVICE}")
        })?;
        // A name that cannot be read is not one that is looked for.
        let name = |at| archive.name_for_index(at).and_then(Result::ok).map(Cow::into_owned).unwrap_or_default();
        Ok(Self::Zip(path.to_owned(), (0..archive.len()).map(name).collect()))
    }

    /// The folder of the first file, with these files in place of its own.
    pub(super) fn files(files: Vec<(&'static str, PathBuf)>) -> Result<Self> {
        for (_, path) in &files {
            look_for_file(path, "Pass ratings, films and links as MovieLens' CSVs")?;
        }
        let folder = files.first().and_then(|(_, path)| path.parent()).unwrap_or(Path::new("."));
        Ok(Self::Files(folder.to_owned(), files))
    }

    /// Looks for a file by its plain name, then compressed. In a ZIP, the one under the fewest folders.
    pub(super) fn find(&self, name: &str) -> Option<Input> {
        if let Self::Files(_, files) = self
            && let Some((_, path)) = files.iter().find(|(known, _)| *known == name)
        {
            return Some(Input::file(path));
        }
        ENDINGS.iter().find_map(|ending| match self {
            Self::Folder(folder) | Self::Files(folder, _) => {
                let path = folder.join(format!("{name}{ending}"));
                is_there(&path).then(|| Input::file(&path))
            }
            Self::Zip(path, names) => {
                let wanted = format!("{name}{ending}");
                let is_it = |member: &&str| {
                    member.rsplit('/').next() == Some(wanted.as_str()) && !member.starts_with("__MACOSX/")
                };
                let members = names.iter().enumerate().filter(|(_, member)| is_it(&member.as_str()));
                let (place, member) = members.min_by_key(|(_, member)| member.matches('/').count())?;
                let archive = path.file_name().unwrap_or_default().to_string_lossy();
                Some(Input { name: format!("{archive}/{member}"), path: path.clone(), member: Some(place) })
            }
        })
    }

    /// Looks for a file that must be there.
    pub(super) fn need(&self, name: &str) -> Result<Input> {
        self.find(name).with_context(|| match self {
            Self::Folder(folder) | Self::Files(folder, _) => {
                format!("{} holds no {name} (nor {name}.zst, nor {name}.gz). {ADVICE}", folder.display())
            }
            Self::Zip(path, _) => format!("{} holds no {name}. {ADVICE}", path.display()),
        })
    }
}

impl Input {
    pub(super) fn file(path: &Path) -> Self {
        // The folder's name tells one ratings.csv from another.
        let mut name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if let Some(folder) = path.parent().and_then(Path::file_name) {
            name = format!("{}/{name}", folder.to_string_lossy());
        }
        Self { name, path: path.to_owned(), member: None }
    }

    /// Opens the file, decompresses it where it is compressed, and hands it over.
    pub(super) fn read<T>(&self, progress: bool, take: impl FnOnce(&mut dyn BufRead) -> Result<T>) -> Result<T> {
        let Some(member) = self.member else {
            let file = open(&self.path)?;
            let length = file.metadata().map_or(0, |metadata| metadata.len());
            return self.decode(file, length, progress, take);
        };
        let mut archive = open_zip(&self.path)?;
        let file = archive.by_index(member).with_context(|| format!("cannot open {}", self.name))?;
        let length = file.size();
        self.decode(file, length, progress, take)
    }

    fn decode<T>(
        &self,
        bytes: impl Read,
        length: u64,
        progress: bool,
        take: impl FnOnce(&mut dyn BufRead) -> Result<T>,
    ) -> Result<T> {
        let bar = bar(&self.name, length, progress);
        let bytes = bar.wrap_read(bytes);
        let taken = match Path::new(&self.name).extension().and_then(|ending| ending.to_str()) {
            Some("zst") => {
                let decoder = zstd::Decoder::new(bytes).with_context(|| format!("cannot open {}", self.name))?;
                take(&mut BufReader::with_capacity(BUFFER, decoder))
            }
            Some("gz") => take(&mut BufReader::with_capacity(BUFFER, flate2::read::MultiGzDecoder::new(bytes))),
            _ => take(&mut BufReader::with_capacity(BUFFER, bytes)),
        };
        bar.finish_and_clear();
        taken
    }

    /// What to say when reading breaks off at a line.
    pub(super) fn broken_off(&self, line: u64, error: std::io::Error) -> anyhow::Error {
        let advice = match error.kind() {
            ErrorKind::UnexpectedEof => "the file is cut short. Fetch it again",
            _ => "the file cannot be read on. Check that it is whole, or fetch it again",
        };
        anyhow::Error::new(error).context(format!("{}, after line {line}: {advice}", self.name))
    }
}

/// Whether there is anything but a folder, even if it cannot be read: whoever opens it says why.
fn is_there(path: &Path) -> bool {
    !path.is_dir() && path.symlink_metadata().map_or_else(|error| error.kind() != ErrorKind::NotFound, |_| true)
}

fn open(path: &Path) -> Result<File> {
    look_for_file(path, "Put the file itself there")?;
    File::open(path).with_context(|| format!("cannot open {}. Check who may read it", path.display()))
}

fn open_zip(path: &Path) -> Result<ZipArchive<BufReader<File>>> {
    ZipArchive::new(BufReader::new(open(path)?)).with_context(|| format!("{} is not a complete ZIP", path.display()))
}

/// Hidden unless wanted; indicatif itself prints nothing where there is no terminal.
fn bar(name: &str, length: u64, progress: bool) -> ProgressBar {
    if !progress {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(length).with_message(printable::line(name).into_owned());
    match ProgressStyle::with_template("{msg} {wide_bar} {bytes} of {total_bytes}, {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
