//! Files as dropped → tables, feeds and lists, one after the other, each once, within limits.

use super::recognise::{self, Layout, Recognised};
use super::row::Scale;
use super::table::Table;
use super::warnings::Warnings;
use super::zip::{self, Archive, Damage};
use super::{Entry, EntryKind, Import, NamedFile, SourceFile, Warning, damage, json, lists, rows, rss, text, titles};
use crate::words::FileProblem;

/// No member has logged this many films; a file that says more is made to hurt.
const MAX_ENTRIES: usize = 500_000;
/// How many files one import reads: a member may have a thousand lists.
const MAX_FILES: usize = 5_000;
/// Files that mean nothing are named one by one up to this many.
const MAX_FOREIGN: usize = 20;
/// What files in an archive that are read end with. A text file of titles has to be dropped itself: in archives they are
/// notes.
const READABLE: [&str; 3] = ["csv", "json", "xml"];

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

/// Reads the file of this number into at most so many entries.
type ReadFile<'r> = dyn FnMut(u16, usize, &mut Warnings<'_>, &mut Vec<Entry>) -> Option<u32> + 'r;

/// What became of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Read {
    /// It was dealt with, for better or worse.
    Done,
    /// It is of no service that is known.
    Foreign,
}

impl Reader {
    pub(super) fn new() -> Self {
        Self { import: Import::default(), foreign: Vec::new(), inflatable: zip::MAX_TOTAL, read: Vec::new() }
    }

    /// A file as dropped: an archive, or a table on its own.
    pub(super) fn loose(&mut self, file: &NamedFile<'_>) {
        if zip::is_zip(file.bytes) {
            self.archive(file.name, file.bytes, true);
        } else if !is_junk(file.name) && self.file(file.name, file.bytes) == Read::Foreign {
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
            Err(damage) => return self.warn(name, damage.problem()),
        };
        if let Some(damage) = archive.damage {
            self.warn(name, damage.problem());
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
            if !nested && !READABLE.iter().any(|readable| has_extension(path, readable)) {
                foreign.push(path);
                continue;
            }
            match archive.read(member, &mut self.inflatable) {
                Ok(contents) if nested && zip::is_zip(&contents) => {
                    self.archive(path, &contents, false);
                    of_export += 1;
                }
                Ok(contents) => match self.file(path, &contents) {
                    Read::Foreign => foreign.push(path),
                    Read::Done => of_export += 1,
                },
                Err(damage) => {
                    of_export += 1;
                    self.warn(path, damage.problem());
                    if damage == Damage::TooLarge && self.inflatable == 0 {
                        break;
                    }
                }
            }
        }
        if of_export == 0 && archive.damage.is_none() {
            let is_spreadsheet = archive.members.iter().any(|member| member.name.starts_with("xl/"));
            self.warn(name, if is_spreadsheet { FileProblem::Spreadsheet } else { FileProblem::ZipNothing });
        } else if let Some((first, rest)) = foreign.split_first() {
            match rest.len() {
                0 => self.warn_with(name, FileProblem::ZipIgnored, &[first]),
                more => self.warn_with(name, FileProblem::ZipIgnoredMore, &[first, &more.to_string()]),
            }
        }
    }

    /// One file that is no archive.
    fn file(&mut self, name: &str, bytes: &[u8]) -> Read {
        if recognise::is_unused(name) && !bytes.iter().all(|&byte| byte == 0) {
            return Read::Done;
        }
        if bytes.len() > zip::MAX_FILE {
            self.warn(name, Damage::TooLarge.problem());
            return Read::Done;
        }
        if let Some((problem, packing)) = damage::diagnose(bytes) {
            self.warn_with(name, problem, packing);
            return Read::Done;
        }
        let mut decoded = text::decode(bytes);
        if decoded.text.contains('\0') {
            // Where a disk failed to write; the rows around are as good as ever.
            decoded.text = decoded.text.replace('\0', "").into();
            decoded.lossy = true;
        }
        let text = &*decoded.text;
        if damage::is_web_page(text) {
            self.warn(name, FileProblem::WebPage);
            return Read::Done;
        }
        if rss::is_feed(text) {
            return self.open(None, name, bytes, &mut |file, limit, warnings, entries| {
                Some(rss::read(file, text, limit, warnings, entries))
            });
        }
        if json::is_json(text) {
            let read = self.open(None, name, bytes, &mut |file, limit, warnings, entries| {
                json::read(name, file, text, limit, warnings, entries)
            });
            // A list of titles may begin with a bracket: `[REC]`.
            if read == Read::Done || !has_extension(name, "txt") {
                return read;
            }
        }
        self.table(name, bytes, text, decoded.lossy)
    }

    fn table(&mut self, name: &str, bytes: &[u8], text: &str, lossy: bool) -> Read {
        let table = Table::new(text);
        let recognised = recognise::recognise(name, &table);
        let mut list = None;
        let layout = match recognised {
            Recognised::Films(layout) => layout,
            Recognised::SomeFilms => Layout { kind: EntryKind::Watched, scale: Scale::Five },
            Recognised::List => {
                list = lists::open(&table);
                if list.is_none() {
                    self.warn(name, FileProblem::EmptyList);
                    return Read::Done;
                }
                lists::LAYOUT
            }
            Recognised::Unused => return Read::Done,
            Recognised::Foreign if has_extension(name, "txt") => {
                self.titles(name, text);
                return Read::Done;
            }
            Recognised::Foreign => return Read::Foreign,
        };
        let (list, table) = match list {
            Some((list, table)) => (Some(list), table),
            None => (None, table),
        };
        let read = self.open(Some(layout.kind), name, bytes, &mut |file, limit, warnings, entries| {
            if recognised == Recognised::SomeFilms {
                warnings.file(FileProblem::WhichFilms);
            }
            if lossy {
                warnings.file(FileProblem::BrokenLetters);
            }
            if table.separator() != ',' {
                warnings.file(if table.separator() == ';' { FileProblem::Semicolons } else { FileProblem::Tabs });
            }
            Some(rows::read(layout, file, &table, limit, warnings, entries))
        });
        if let Some(file) = self.import.files.last_mut().filter(|file| file.name == name && list.is_some()) {
            file.list = list;
        }
        read
    }

    /// Titles typed by hand, one a line.
    pub(super) fn titles(&mut self, name: &str, text: &str) {
        self.open(None, name, text.as_bytes(), &mut |file, limit, _, entries| {
            let lines = text.split(['\n', '\r']).zip(1..).take(limit);
            let before = entries.len();
            entries.extend(lines.filter_map(|(text, line)| titles::read(file, line, text)));
            Some((entries.len() - before) as u32)
        });
    }

    /// Gives a file its number and reads it, unless the same contents were read before; `None` from `read` says that
    /// it is of no service that is known.
    fn open(&mut self, kind: Option<EntryKind>, name: &str, bytes: &[u8], read: &mut ReadFile<'_>) -> Read {
        if self.is_repeated(kind, name, bytes) {
            return Read::Done;
        }
        let Some(file) = u16::try_from(self.import.files.len()).ok().filter(|&file| usize::from(file) < MAX_FILES)
        else {
            self.warn(name, FileProblem::TooManyFiles);
            return Read::Done;
        };
        let mut warnings = Warnings::new(name);
        let before = self.import.entries.len();
        let limit = MAX_ENTRIES.saturating_sub(before);
        let Some(rows) = read(file, limit, &mut warnings, &mut self.import.entries) else {
            self.read.pop();
            return Read::Foreign;
        };
        let is_list = self.import.entries.iter().skip(before).any(|entry| entry.kind == EntryKind::Listed);
        self.import.files.push(SourceFile { name: name.to_owned(), rows, list: is_list.then(|| stem(name)) });
        self.import.warnings.extend(warnings.finish());
        Read::Done
    }

    /// Whether the same contents were read already, as the same kind of file; says so, and remembers them if not.
    fn is_repeated(&mut self, kind: Option<EntryKind>, name: &str, bytes: &[u8]) -> bool {
        let hash = bytes.iter().fold(0xCBF2_9CE4_8422_2325_u64, |hash, &byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
        });
        let same = |one: &&Fingerprint| one.kind == kind && one.length == bytes.len() && one.hash == hash;
        if let Some(first) = self.read.iter().find(same) {
            let warning = Warning::of_file(name, FileProblem::SameFile, &[&first.name]);
            self.import.warnings.push(warning);
            return true;
        }
        self.read.push(Fingerprint { kind, length: bytes.len(), hash, name: name.to_owned() });
        false
    }

    fn warn(&mut self, file: &str, problem: FileProblem) {
        self.warn_with(file, problem, &[]);
    }

    fn warn_with(&mut self, file: &str, problem: FileProblem, arguments: &[&str]) {
        self.import.warnings.push(Warning::of_file(file, problem, arguments));
    }

    /// The import, with a word on the loose files that are not of an export.
    pub(super) fn finish(mut self) -> Import {
        let foreign = std::mem::take(&mut self.foreign);
        for name in foreign.iter().take(MAX_FOREIGN) {
            self.warn(name, FileProblem::NoExport);
        }
        if let Some((next, rest)) = foreign.get(MAX_FOREIGN..).and_then(<[String]>::split_first) {
            self.warn_with(next, FileProblem::MoreNoExport, &[&(rest.len() + 1).to_string()]);
        }
        self.import
    }
}

/// `lists/best-of-2024.csv` → `best-of-2024`.
fn stem(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or("");
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
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
