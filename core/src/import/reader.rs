//! Files as dropped → tables, feeds and lists, one after the other, each once, within limits.

use super::entries::Entries;
use super::recognise::{self, Recognised};
use super::rows::{self, Understood};
use super::table::Table;
use super::text::Decoded;
use super::warnings::Warnings;
use super::zip::{self, Archive, Damage};
use super::{EntryKind, Import, NamedFile, SourceFile, Warning, damage, json, limits, lists, rss, text, titles};
use crate::words::FileProblem;
use std::borrow::Cow;

/// Files that mean nothing are named one by one up to this many.
const MAX_FOREIGN: usize = 20;
/// What files in an archive that are read end with. A text file of titles has to be dropped itself: in archives they are
/// notes.
const READABLE: [&str; 3] = ["csv", "json", "xml"];

/// The import in the making.
pub(super) struct Reader {
    /// Files and warnings so far.
    import: Import,
    entries: Entries,
    /// Whether there were more files than may be read.
    has_all_files: bool,
    /// Of which file the first warning is that there was no room for, and how many there are.
    untold: Option<(String, usize)>,
    /// Loose files that are not of an export, with the columns that they have.
    foreign: Vec<(String, String)>,
    /// The columns of the table that was last found to be of no export.
    columns: String,
    /// How many bytes may still be inflated.
    inflatable: usize,
    /// Files that may be no part of the export.
    strays: Vec<u16>,
    /// What was read already: the same file is not counted twice.
    read: Vec<Fingerprint>,
}

/// A file's contents in brief, and where they were met first.
struct Fingerprint {
    kind: Option<EntryKind>,
    contents: Contents,
    name: String,
}

/// Contents in brief: how many bytes, and a hash of them.
type Contents = (usize, u64);

/// Reads the file of this number.
type ReadFile<'r> = dyn FnMut(u16, &mut Warnings<'_>, &mut Entries) -> Option<Understood> + 'r;

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
        Self {
            import: Import::default(),
            entries: Entries::default(),
            has_all_files: false,
            untold: None,
            foreign: Vec::new(),
            columns: String::new(),
            inflatable: limits::UNPACKED,
            strays: Vec::new(),
            read: Vec::new(),
        }
    }

    /// A file as dropped: an archive, or a table on its own.
    pub(super) fn loose(&mut self, file: &NamedFile<'_>) {
        let name = limits::name(file.name);
        if self.is_full() {
            return;
        }
        self.columns.clear();
        if zip::is_zip(file.bytes) {
            self.archive(name, file.bytes, true);
        } else if !is_junk(name) && self.file(name, Cow::Borrowed(file.bytes)) == Read::Foreign {
            self.foreign.push((name.to_owned(), std::mem::take(&mut self.columns)));
        }
    }

    /// Whether nothing more is read, which was said.
    fn is_full(&self) -> bool {
        self.entries.is_full() || self.has_all_files
    }

    /// An archive, and an archive inside it: some programs wrap a ZIP in a ZIP.
    fn archive(&mut self, name: &str, bytes: &[u8], outermost: bool) {
        if self.is_repeated(None, name, contents(bytes)) {
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
            if self.is_full() {
                break;
            }
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
            let most = if nested { limits::NESTED } else { limits::FILE };
            match archive.read(member, most, &mut self.inflatable) {
                Ok(bytes) if nested && zip::is_zip(&bytes) => {
                    self.archive(path, &bytes, false);
                    of_export += 1;
                }
                Ok(bytes) => match self.file(path, bytes) {
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
    fn file(&mut self, name: &str, bytes: Cow<'_, [u8]>) -> Read {
        if recognise::is_unused(name) && !bytes.iter().all(|&byte| byte == 0) {
            return Read::Done;
        }
        if bytes.len() > limits::FILE {
            self.warn(name, Damage::TooLarge.problem());
            return Read::Done;
        }
        if let Some((problem, packing)) = damage::diagnose(&bytes) {
            self.warn_with(name, problem, packing);
            return Read::Done;
        }
        let contents = contents(&bytes);
        let Some(Decoded { text, mut lossy }) = text::decode(&bytes) else {
            self.warn(name, Damage::TooLarge.problem());
            return Read::Done;
        };
        let mut own;
        let text = match text {
            Cow::Borrowed(text) if !text.contains('\0') => text,
            text => {
                own = text.into_owned();
                // The text is all that is needed from here on.
                drop(bytes);
                // Where a disk failed to write; the rows around are as good as ever.
                let before = own.len();
                own.retain(|character| character != '\0');
                lossy |= own.len() < before;
                &own
            }
        };
        if damage::is_web_page(text) {
            self.warn(name, FileProblem::WebPage);
            return Read::Done;
        }
        if rss::is_feed(text) {
            return self.open(None, name, contents, &mut |file, warnings, entries| {
                Some(rows_alone(rss::read(file, text, warnings, entries)))
            });
        }
        if json::is_json(text) {
            if json::is_empty(text) {
                self.warn(name, FileProblem::NothingInIt);
                return Read::Done;
            }
            let read = self.open(None, name, contents, &mut |file, warnings, entries| {
                json::read(name, file, text, warnings, entries)
            });
            // A list of titles may begin with a bracket: `[REC]`.
            if read == Read::Done || !has_extension(name, "txt") {
                return read;
            }
        }
        self.table(name, contents, text, lossy)
    }

    fn table(&mut self, name: &str, contents: Contents, text: &str, lossy: bool) -> Read {
        let table = Table::new(text);
        let recognised = recognise::recognise(name, &table);
        let mut list = None;
        let layout = match recognised {
            Recognised::Films(layout) => layout,
            Recognised::SomeFilms(layout, _) | Recognised::OfEveryone(layout) => layout,
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
                return self.titles(name, contents, text);
            }
            Recognised::Foreign => {
                self.columns = table.told();
                return Read::Foreign;
            }
        };
        let (list, table) = match list {
            Some((list, table)) => (Some(list), table),
            None => (None, table),
        };
        let told = match recognised {
            Recognised::SomeFilms(_, problem) => Some(problem),
            Recognised::OfEveryone(_) => Some(FileProblem::WhichFilms),
            _ => None,
        };
        let is_own = !matches!(recognised, Recognised::OfEveryone(_));
        // Letterboxd's own columns are of an export, whatever the file is called now.
        let is_stray = told == Some(FileProblem::WhichFilms) && !(is_own && table.column("letterboxduri").is_some());
        let mut stray = None;
        let read = self.open(Some(layout.kind), name, contents, &mut |file, warnings, entries| {
            if let Some(problem) = told {
                warnings.file(problem);
            }
            if lossy {
                warnings.file(FileProblem::BrokenLetters);
            }
            if table.separator() != ',' {
                warnings.file(if table.separator() == ';' { FileProblem::Semicolons } else { FileProblem::Tabs });
            }
            let understood = rows::read(layout, is_own, file, &table, warnings, entries);
            stray = Some(file).filter(|_| is_stray || understood.are_means);
            Some(understood)
        });
        self.strays.extend(stray);
        if let Some(file) = self.import.files.last_mut().filter(|file| file.name == name && list.is_some()) {
            file.list = list;
        }
        read
    }

    /// Titles typed by hand, one a line.
    fn titles(&mut self, name: &str, contents: Contents, text: &str) -> Read {
        self.open(None, name, contents, &mut |file, warnings, entries| {
            let lines = text.split(['\n', '\r']).zip(1..);
            let before = entries.len();
            for title in lines.filter_map(|(text, line)| titles::read(file, line, text)) {
                entries.push(title, warnings);
                if entries.is_full() {
                    break;
                }
            }
            Some(rows_alone((entries.len() - before) as u32))
        })
    }

    /// Gives a file its number and reads it, unless the same contents were read before; `None` from `read` says that
    /// it is of no service that is known.
    fn open(&mut self, kind: Option<EntryKind>, name: &str, contents: Contents, read: &mut ReadFile<'_>) -> Read {
        if self.is_repeated(kind, name, contents) {
            return Read::Done;
        }
        let Some(file) = u16::try_from(self.import.files.len()).ok().filter(|&file| usize::from(file) < limits::FILES)
        else {
            self.warn(name, FileProblem::TooManyFiles);
            self.has_all_files = true;
            return Read::Done;
        };
        let mut warnings = Warnings::new(name);
        let before = self.entries.len();
        let Some(Understood { rows, ratings, .. }) = read(file, &mut warnings, &mut self.entries) else {
            self.read.pop();
            return Read::Foreign;
        };
        if self.entries.is_full() {
            warnings.file(FileProblem::TooManyRows);
        }
        let is_list = self.entries.since(before).iter().any(|entry| entry.kind == EntryKind::Listed);
        self.import.files.push(SourceFile { name: name.to_owned(), rows, list: is_list.then(|| stem(name)), ratings });
        warnings.finish().into_iter().for_each(|warning| self.tell(warning));
        Read::Done
    }

    /// Whether the same contents were read already, as the same kind of file; says so, and remembers them if not.
    fn is_repeated(&mut self, kind: Option<EntryKind>, name: &str, contents: Contents) -> bool {
        let same = |one: &&Fingerprint| one.kind == kind && one.contents == contents;
        if let Some(first) = self.read.iter().find(same) {
            let warning = Warning::of_file(name, FileProblem::SameFile, &[&first.name]);
            self.tell(warning);
            return true;
        }
        self.read.push(Fingerprint { kind, contents, name: name.to_owned() });
        false
    }

    /// Keeps a warning while there are few, else counts it.
    fn tell(&mut self, warning: Warning) {
        if self.import.warnings.len() < limits::WARNINGS {
            self.import.warnings.push(warning);
        } else {
            self.untold.get_or_insert((warning.file, 0)).1 += 1;
        }
    }

    fn warn(&mut self, file: &str, problem: FileProblem) {
        self.warn_with(file, problem, &[]);
    }

    fn warn_with(&mut self, file: &str, problem: FileProblem, arguments: &[&str]) {
        self.tell(Warning::of_file(file, problem, arguments));
    }

    /// The import, with a word on the loose files that are not of an export.
    pub(super) fn finish(mut self) -> Import {
        let foreign = std::mem::take(&mut self.foreign);
        for (name, columns) in foreign.iter().take(MAX_FOREIGN) {
            if columns.is_empty() {
                self.warn(name, FileProblem::NotKnown);
            } else {
                self.warn_with(name, FileProblem::UnknownColumns, &[columns]);
            }
        }
        if let Some(((next, _), rest)) = foreign.get(MAX_FOREIGN..).and_then(<[_]>::split_first) {
            self.warn_with(next, FileProblem::MoreNoExport, &[&(rest.len() + 1).to_string()]);
        }
        if let Some((file, count)) = self.untold.take() {
            self.import.warnings.push(Warning::of_file(&file, FileProblem::MoreWarnings, &[&count.to_string()]));
        }
        self.import.entries = self.entries.into_vec();
        self.import.ask_about(&self.strays);
        self.import
    }
}

/// Of a file whose ratings, if it has any, can be of one kind only.
fn rows_alone(rows: u32) -> Understood {
    Understood { rows, ratings: None, are_means: false }
}

/// Contents in brief.
fn contents(bytes: &[u8]) -> Contents {
    let hash = bytes
        .iter()
        .fold(0xCBF2_9CE4_8422_2325_u64, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3));
    (bytes.len(), hash)
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
