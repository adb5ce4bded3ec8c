//! A member's Letterboxd feed, saved as a file: the latest of their diary.

use super::day::{self, Order};
use super::entries::Entries;
use super::row::{title_type, year};
use super::warnings::Warnings;
use super::{Entry, EntryKind, TitleType, limits, link};
use crate::film::Stars;
use crate::words::FileProblem;
use quick_xml::Reader;
use quick_xml::events::Event;

/// Whether text is a feed.
pub(super) fn is_feed(text: &str) -> bool {
    let head = text.trim_start();
    head.starts_with('<') && head.find("<rss").is_some_and(|at| at < 4000)
}

/// One `<item>` in the making.
#[derive(Default)]
struct Item {
    entry: Entry,
    liked: bool,
}

/// Reads the items into entries; how many were of use. A feed cut short gives the items before the cut.
pub(super) fn read(file: u16, text: &str, warnings: &mut Warnings<'_>, entries: &mut Entries) -> u32 {
    let mut reader = Reader::from_str(text);
    let mut lines = Lines { text, counted: 0, line: 1 };
    let (mut rows, mut item, mut words, mut depth) = (0, None::<Item>, String::new(), 0_usize);
    loop {
        let event = reader.read_event();
        let line = lines.to(reader.buffer_position() as usize);
        match event {
            Ok(Event::Start(_)) if depth == limits::DEPTH => {
                warnings.row(line, FileProblem::FeedDamaged, FileProblem::AllMarkup, &[]);
                return rows;
            }
            Ok(Event::Start(tag)) => {
                depth += 1;
                words.clear();
                if tag.name().as_ref() == "item" {
                    item = Some(Item {
                        entry: Entry { kind: EntryKind::Diary, file, line, ..Entry::default() },
                        liked: false,
                    });
                }
            }
            Ok(Event::Text(part)) => add(&mut words, &part),
            Ok(Event::CData(part)) => add(&mut words, &part),
            Ok(Event::GeneralRef(name)) => add(&mut words, &character(&name)),
            Ok(Event::End(tag)) => {
                depth = depth.saturating_sub(1);
                match (tag.name().as_ref(), &mut item) {
                    ("item", Some(_)) => {
                        if let Some(item) = item.take().filter(|item| !item.entry.title.is_empty()) {
                            rows += 1;
                            let like =
                                Entry { kind: EntryKind::Like, rating: None, rewatch: false, ..item.entry.clone() };
                            entries.push(item.entry, warnings);
                            if item.liked {
                                entries.push(like, warnings);
                            }
                        }
                        if entries.is_full() {
                            return rows;
                        }
                    }
                    (name, Some(item)) => item.set(name, words.trim(), line, warnings),
                    _ => {}
                }
                words.clear();
            }
            Ok(Event::Eof) => {
                if item.is_some() {
                    warnings.file(FileProblem::FeedCut);
                }
                return rows;
            }
            Err(_) => {
                warnings.row(line, FileProblem::FeedDamaged, FileProblem::AllMarkup, &[]);
                return rows;
            }
            Ok(_) => {}
        }
    }
}

impl Item {
    /// What an element inside the item says.
    fn set(&mut self, name: &str, words: &str, line: u32, warnings: &mut Warnings<'_>) {
        let entry = &mut self.entry;
        let yes = || words.eq_ignore_ascii_case("yes") || words.eq_ignore_ascii_case("true");
        match name {
            "letterboxd:filmTitle" => entry.title = limits::title(words),
            "letterboxd:filmYear" => entry.year = year(words),
            "letterboxd:memberRating" => {
                entry.rating = Stars::read(words);
                if entry.rating.is_none() {
                    warnings.row(line, FileProblem::FeedRating, FileProblem::AllRatings, &[words]);
                }
            }
            "letterboxd:rewatch" => entry.rewatch = yes(),
            "letterboxd:memberLike" => self.liked = yes(),
            "letterboxd:watchedDate" => entry.day = day::parse(words, Order::Iso),
            "pubDate" => entry.day = entry.day.or_else(|| day::parse(words, Order::Iso)),
            "tmdb:movieId" => entry.tmdb_id = link::number(words),
            "tmdb:tvId" => entry.title_type = TitleType::Series,
            "letterboxd:type" => entry.title_type = title_type(words),
            // The poster's address carries Letterboxd's own number.
            "description" => entry.letterboxd_id = entry.letterboxd_id.or_else(|| link::of_poster(words)),
            _ => {}
        }
    }
}

/// Adds to an element's text as much as there is room for.
fn add(words: &mut String, part: &str) {
    words.push_str(limits::cut(part, limits::ELEMENT.saturating_sub(words.len())));
}

/// What a reference such as `&amp;` or `&#39;` stands for; itself where that is unknown.
fn character(name: &str) -> String {
    let name = limits::cut(name, limits::ELEMENT);
    let code = name.strip_prefix('#').and_then(|number| match number.strip_prefix('x') {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => number.parse().ok(),
    });
    let known = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => code.and_then(char::from_u32),
    };
    known.map_or_else(|| ["&", name, ";"].concat(), String::from)
}

/// Counts lines as reading goes on.
struct Lines<'t> {
    text: &'t str,
    counted: usize,
    line: u32,
}

impl Lines<'_> {
    fn to(&mut self, place: usize) -> u32 {
        let passed = self.text.as_bytes().get(self.counted..place).unwrap_or_default();
        self.line += passed.iter().filter(|&&byte| byte == b'\n').count() as u32;
        self.counted = self.counted.max(place);
        self.line
    }
}
