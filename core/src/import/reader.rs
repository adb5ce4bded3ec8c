//! Files as dropped → tables, one after the other, each once, within limits.

use super::recognise::{self, Recognised};
use super::table::Table;
use super::warnings::{Warnings, warning};
use super::zip::{self, Archive, Damage};
use super::{EntryKind, Import, NamedFile, SourceFile, letterboxd, text};

/// No member has logged this many films; a file that says more is made to hurt.
const MAX_ENTRIES: usize = 500_000;
/// How many tables one import reads.
const MAX_FILES: usize = 1_000;
/// Files that mean nothing are named one by one up to this many.
const MAX_FOREIGN: usize = 20;

/// The import in the making.
pub(super) struct Reader {
    import: Import,
    /// Loose files that are not of an export.
    foreign: Vec<String>,
    /// How many bytes may still be inflated.
    inflatable: usize,
    /// What was read already: the same file is not counted twice.
    read: Vec<Fingerprint>,
}

/// A file's contents in brief, and where they were met first.
struct Fingerprint {
    kind: Option<EntryKind>,
    length: usize,
    hash: u64,
    name: String,
}

impl Default for Reader {
    fn default() -> Self {
        Self { import: Import::default(), foreign: Vec::new(), inflatable: zip::MAX_TOTAL, read: Vec::new() }
    }
}

impl Reader {
    /// A file as dropped: an archive, or a table on its own.
    pub(super) fn loose(&mut self, file: &NamedFile<'_>) {
        if zip::is_zip(file.bytes) {
            self.archive(file.name, file.bytes, true);
        } else if !is_junk(file.name) && self.table(file.name, file.bytes) == Recognised::Foreign {
            self.foreign.push(file.name.to_owned());
        }
    }

    /// An archive, and an archive inside it: some programs wrap a ZIP in a ZIP.
    fn archive(&mut self, name: &str, bytes: &[u8], outermost: bool) {
        if self.is_repeated(None, name, bytes) {
            return;
        }
        let archive = match Archive::open(bytes) {
            Ok(archive) => archive,
            Err(damage) => return self.warn(name, damage.message()),
        };
        if let Some(damage) = archive.damage {
            self.warn(name, damage.message());
        }
        let mut of_export = 0;
        let mut foreign = Vec::new();
        for member in &archive.members {
            let path = member.name.as_str();
            let nested = outermost && has_extension(path, "zip");
            if is_junk(path) {
                continue;
            }
            if recognise::is_unused(path) {
                of_export += 1;
                continue;
            }
            if !nested && !has_extension(path, "csv") {
                foreign.push(path);
                continue;
            }
            match archive.read(member, &mut self.inflatable) {
                Ok(contents) if nested && zip::is_zip(&contents) => {
                    self.archive(path, &contents, false);
                    of_export += 1;
                }
                Ok(contents) => match self.table(path, &contents) {
                    Recognised::Foreign => foreign.push(path),
                    _ => of_export += 1,
                },
                Err(damage) => {
                    of_export += 1;
                    self.warn(path, damage.message());
                    if damage == Damage::TooLarge && self.inflatable == 0 {
                        break;
                    }
                }
            }
        }
        if of_export == 0 && archive.damage.is_none() {
            let is_spreadsheet = archive.members.iter().any(|member| member.name.starts_with("xl/"));
            self.warn(
                name,
                if is_spreadsheet {
                    "This is a spreadsheet. Drop the ZIP that Letterboxd gave you, or save the sheet as CSV."
                } else {
                    "There is nothing of a Letterboxd export in this ZIP. \
                     Get yours at letterboxd.com under Settings, Data, Export."
                },
            );
        } else if let Some(first) = foreign.first() {
            let message = match foreign.len() {
                1 => format!("{first} in this ZIP is not part of an export and was ignored. Nothing to do."),
                count => format!(
                    "{first} and {} more in this ZIP are not part of an export and were ignored. Nothing to do.",
                    count - 1
                ),
            };
            self.warn(name, message);
        }
    }

    /// One table. Anything but [`Recognised::Foreign`] has been dealt with.
    fn table(&mut self, name: &str, bytes: &[u8]) -> Recognised {
        if bytes.iter().all(|&byte| byte == 0) {
            let what = if bytes.is_empty() { "is empty" } else { "holds nothing but zero bytes" };
            self.warn(name, format!("This file {what}: it was not saved properly. Take it from the export again."));
            return Recognised::Unused;
        }
        if recognise::is_unused(name) {
            return Recognised::Unused;
        }
        let decoded = text::decode(bytes);
        let table = Table::new(&decoded.text);
        let recognised = recognise::recognise(name, &table);
        let kind = match recognised {
            Recognised::Table(kind) => kind,
            Recognised::SomeFilms => EntryKind::Watched,
            Recognised::Unused | Recognised::Foreign => return recognised,
        };
        if self.is_repeated(Some(kind), name, bytes) {
            return recognised;
        }
        let Some(file) = u16::try_from(self.import.files.len()).ok().filter(|&file| usize::from(file) < MAX_FILES)
        else {
            self.warn(name, "There are more files than in any export, so this one was left out. Drop one export only.");
            return recognised;
        };
        let mut warnings = Warnings::new(name);
        if recognised == Recognised::SomeFilms {
            warnings.file(
                "This file does not say whether its films were watched, liked or wanted; they count as watched. \
                 If that is wrong, name it as in the export: watched.csv, films.csv for likes, or watchlist.csv.",
            );
        }
        if decoded.lossy {
            warnings.file(
                "Some letters of this file are broken, so films may be missed. \
                 Drop the file as Letterboxd exported it.",
            );
        }
        if table.separator() != ',' {
            let separator = if table.separator() == ';' { "semicolons" } else { "tabs" };
            warnings.file(format!(
                "A spreadsheet has saved this file with {separator} for commas; it was read all the same. \
                 If films are missing, drop the file as Letterboxd exported it."
            ));
        }
        let limit = MAX_ENTRIES.saturating_sub(self.import.entries.len());
        let rows = letterboxd::read(kind, file, &table, limit, &mut warnings, &mut self.import.entries);
        self.import.files.push(SourceFile { name: name.to_owned(), rows });
        self.import.warnings.extend(warnings.finish());
        recognised
    }

    /// Whether the same contents were read already, as the same kind of file; says so, and remembers them if not.
    fn is_repeated(&mut self, kind: Option<EntryKind>, name: &str, bytes: &[u8]) -> bool {
        let hash = bytes.iter().fold(0xCBF2_9CE4_8422_2325_u64, |hash, &byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
        });
        let same = |one: &&Fingerprint| one.kind == kind && one.length == bytes.len() && one.hash == hash;
        if let Some(first) = self.read.iter().find(same) {
            let message = format!("This file is the same as {} and was read once. Nothing to do.", first.name);
            self.warn(name, message);
            return true;
        }
        self.read.push(Fingerprint { kind, length: bytes.len(), hash, name: name.to_owned() });
        false
    }

    fn warn(&mut self, file: &str, message: impl Into<String>) {
        self.import.warnings.push(warning(file, message));
    }

    /// The import, with a word on the loose files that are not of an export.
    pub(super) fn finish(mut self) -> Import {
        let foreign = std::mem::take(&mut self.foreign);
        for name in foreign.iter().take(MAX_FOREIGN) {
            self.warn(
                name,
                "This is not a file of a Letterboxd export and was ignored. \
                 Get your export at letterboxd.com under Settings, Data, Export.",
            );
        }
        if let Some((next, rest)) = foreign.get(MAX_FOREIGN..).and_then(<[String]>::split_first) {
            let more = rest.len() + 1;
            self.warn(
                next,
                format!("And {more} more files that are not of a Letterboxd export. Drop the export only."),
            );
        }
        self.import
    }
}

fn has_extension(path: &str, extension: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case(extension))
}

/// What operating systems leave in folders.
fn is_junk(path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or("");
    name.starts_with('.')
        || path.split(['/', '\\']).any(|folder| folder == "__MACOSX")
        || ["thumbs.db", "desktop.ini"].iter().any(|junk| name.eq_ignore_ascii_case(junk))
}
