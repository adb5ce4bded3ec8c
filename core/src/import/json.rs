//! What Trakt and Simkl export as JSON: objects that say something about a `movie`, a `show` or an `episode`.
//!
//! The two agree in that, whatever surrounds it: Trakt's files are arrays of such objects, one file for ratings, one
//! for the history and so on; Simkl's is one object with an array for each kind of title. So the reader looks for these
//! objects at any depth, and what they say is told by their own keys (`rating`, `watched_at`, `status`, …).

use super::day::{self, Order};
use super::entries::Entries;
use super::limits;
use super::link;
use super::rating::{self, Scale};
use super::row::year;
use super::rows::Understood;
use super::text;
use super::warnings::Warnings;
use super::{Entry, EntryKind, RatingColumn, TitleType, names};
use crate::words::FileProblem;
use picojson::{Event, PullParser, SliceParser};

/// Whether text is JSON, as far as its first character tells.
pub(super) fn is_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

/// No key or status that means something is longer.
const LONGEST_WORD: usize = 64;

/// What the file's name says of titles that were only put on a list.
fn listed_as(path: &str) -> EntryKind {
    match names::of(path) {
        Some((EntryKind::Watchlist, None)) => EntryKind::Watchlist,
        Some((EntryKind::Like, None)) => EntryKind::Like,
        _ => EntryKind::Listed,
    }
}

/// The documents of a text, each with the line that it begins on: one, or one a line, as many programs write them.
fn documents(text: &str) -> Vec<(u32, &str)> {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let is_one_a_line = lines.clone().count() > 1
        && lines.clone().all(|(_, line)| line.trim_start().starts_with('{') && line.trim_end().ends_with('}'));
    if is_one_a_line { lines.collect() } else { vec![(1, text)] }
}

/// Whether there is nothing in it but empty arrays and objects.
pub(super) fn is_empty(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || matches!(c, '[' | ']' | '{' | '}' | ',' | '\u{FEFF}'))
}

/// The lines on which objects begin, one after the other.
struct Lines<'t> {
    bytes: std::slice::Iter<'t, u8>,
    line: u32,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str, line: u32) -> Self {
        Self { bytes: text.as_bytes().iter(), line }
    }

    /// The line on which the next object begins.
    fn next(&mut self) -> u32 {
        let mut in_string = false;
        while let Some(byte) = self.bytes.next() {
            match byte {
                b'\n' => self.line = self.line.saturating_add(1),
                b'"' => in_string = !in_string,
                b'\\' if in_string => drop(self.bytes.next()),
                b'{' if !in_string => break,
                _ => {}
            }
        }
        self.line
    }
}

/// An object that is open, by the key it stands under (nothing in an array), and what it said so far.
#[derive(Default)]
struct Open {
    key: String,
    is_array: bool,
    line: u32,
    said: Entry,
    /// Whether it holds a title: a `movie`, a `show`, an `episode`.
    is_item: bool,
    is_film: bool,
    /// The key of its rating, if it has one.
    rated_as: Option<&'static str>,
    watched: bool,
    listed: bool,
    status: String,
}

/// Reads the objects into entries; how many were of use, and `None` if this is no such JSON.
pub(super) fn read(
    path: &str,
    file: u16,
    text: &str,
    warnings: &mut Warnings<'_>,
    entries: &mut Entries,
) -> Option<Understood> {
    let (mut rows, mut items) = (0, 0);
    let mut reading = Reading { file, listed_as: listed_as(path), uninteresting: 0, ratings: None, is_cut: false };
    for (line, document) in documents(text) {
        reading.document(document, line, &mut rows, &mut items, warnings, entries);
        if entries.is_full() {
            break;
        }
    }
    if reading.is_cut && items > 0 {
        warnings.file(FileProblem::JsonCut);
    }
    if reading.uninteresting > 0 {
        warnings.file_with(FileProblem::NotInteresting, &reading.uninteresting.to_string());
    }
    (items > 0).then_some(Understood { rows, ratings: reading.ratings, are_means: false })
}

/// What is the same for all documents of a file.
struct Reading {
    file: u16,
    listed_as: EntryKind,
    /// How many titles the member wants to hear nothing of.
    uninteresting: u32,
    /// Where the first rating stood.
    ratings: Option<RatingColumn>,
    is_cut: bool,
}

impl Reading {
    fn document(
        &mut self,
        text: &str,
        line: u32,
        rows: &mut u32,
        items: &mut u32,
        warnings: &mut Warnings<'_>,
        entries: &mut Entries,
    ) {
        // What is escaped is written out here, one string after the other.
        let mut scratch = vec![0; if text.contains('\\') { text.len() } else { 0 }];
        let mut parser = SliceParser::with_buffer(text, &mut scratch);
        let (mut open, mut key, mut lines) = (Vec::<Open>::new(), String::new(), Lines::new(text, line));
        while let Some(event) = parser.next() {
            let Ok(event) = event else {
                self.is_cut = true;
                break;
            };
            match event {
                Event::Key(name) => key = limits::cut(&name, LONGEST_WORD).to_owned(),
                Event::StartObject => {
                    open.push(Open { key: std::mem::take(&mut key), line: lines.next(), ..Open::default() });
                }
                Event::StartArray => {
                    open.push(Open { key: std::mem::take(&mut key), is_array: true, ..Open::default() });
                }
                Event::EndArray => drop(open.pop()),
                Event::EndDocument => break,
                Event::EndObject => {
                    let Some(object) = open.pop() else { break };
                    if object.is_item {
                        *items += 1;
                        self.uninteresting += u32::from(object.status == NOT_INTERESTING);
                        let before = entries.len();
                        let rated_as = object.rated_as;
                        if let Some(entry) = object.entry(self.file, self.listed_as) {
                            if let Some(name) = rated_as.filter(|_| self.ratings.is_none()) {
                                self.ratings = Some(RatingColumn { name: name.to_owned(), of: 10 });
                            }
                            entries.push(entry, warnings);
                        }
                        *rows += u32::from(entries.len() > before);
                    } else if let Some(parent) = open.last_mut().filter(|parent| !parent.is_array) {
                        parent.take(object);
                    }
                    if entries.is_full() {
                        break;
                    }
                }
                Event::String(words) => {
                    if let Some(object) = open.last_mut() {
                        object.set(&key, &words);
                    }
                }
                Event::Number(number) => {
                    if let Some(object) = open.last_mut() {
                        object.set(&key, number.as_str());
                    }
                }
                _ => {}
            }
        }
    }
}

/// Simkl's word for titles of which a member wants to hear nothing.
const NOT_INTERESTING: &str = "notinteresting";

impl Open {
    /// What one of its keys says.
    fn set(&mut self, key: &str, words: &str) {
        let said = &mut self.said;
        match key {
            "title" => said.title = limits::title(&text::without_entities(words)),
            "year" => said.year = year(words),
            "imdb" => said.imdb_id = link::imdb_id(words),
            "tmdb" => said.tmdb_id = link::number(words),
            "rating" | "user_rating" => {
                // A number may be written as `8.0`.
                said.rating = rating::read(words).and_then(|written| written.stars(Scale::Ten));
                let name = if key == "rating" { "rating" } else { "user_rating" };
                self.rated_as = said.rating.map(|_| name);
            }
            // Simkl counts Japanese animation apart, films among it.
            "anime_type" => self.is_film = words == "movie",
            "plays" => said.rewatch = words.parse().is_ok_and(|plays: u32| plays > 1),
            "status" => self.status = limits::cut(words, LONGEST_WORD).to_owned(),
            "rated_at" | "user_rated_at" | "watched_at" | "last_watched_at" => {
                self.watched |= key.ends_with("watched_at");
                said.day = said.day.max(day::parse(words, Order::Iso));
            }
            "listed_at" | "added_to_watchlist_at" => self.listed = true,
            _ => {}
        }
    }

    /// An object inside this one has ended.
    fn take(&mut self, inner: Self) {
        let (said, told) = (&mut self.said, inner.said);
        match inner.key.as_str() {
            "ids" => (said.imdb_id, said.tmdb_id) = (told.imdb_id, told.tmdb_id),
            "movie" | "show" | "season" | "episode" => {
                // An episode comes with its show: the show's title, and none of its numbers, say what it is.
                let title_type = match inner.key.as_str() {
                    "movie" => TitleType::Film,
                    "show" => TitleType::Series,
                    _ => TitleType::Episode,
                };
                let is_first = !self.is_item;
                if title_type != TitleType::Episode || is_first {
                    said.title = told.title;
                    said.year = told.year;
                    (said.imdb_id, said.tmdb_id) = (told.imdb_id, told.tmdb_id);
                }
                if is_first || title_type == TitleType::Episode {
                    said.title_type = title_type;
                }
                self.is_item = true;
            }
            _ => {}
        }
    }

    fn entry(self, file: u16, listed_as: EntryKind) -> Option<Entry> {
        let is_rated = self.rated_as.is_some();
        let kind = match self.status.as_str() {
            "plantowatch" if !is_rated => EntryKind::Watchlist,
            NOT_INTERESTING if !is_rated => return None,
            _ if is_rated => EntryKind::Rating,
            "completed" | "watching" | "hold" | "dropped" => EntryKind::Watched,
            _ if self.watched => EntryKind::Watched,
            _ if self.listed => listed_as,
            // A collection on a shelf at home says little.
            _ => return None,
        };
        let mut entry = Entry { kind, file, line: self.line, ..self.said };
        if self.is_film {
            entry.title_type = TitleType::Film;
        }
        // A show's plays are those of its episodes.
        entry.rewatch &= entry.title_type == TitleType::Film;
        if entry.title_type == TitleType::Episode {
            // These are the numbers of the show or of the episode, depending on which came last.
            (entry.imdb_id, entry.tmdb_id) = (None, None);
        }
        if entry.title_type == TitleType::Series {
            // TMDB numbers series apart from films.
            entry.tmdb_id = None;
        }
        let is_named = !entry.title.is_empty() || entry.imdb_id.or(entry.tmdb_id).is_some();
        is_named.then_some(entry)
    }
}
