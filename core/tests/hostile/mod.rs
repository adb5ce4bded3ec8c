//! Files that are made to hurt, by shape and size, and an honest one of any size to hold against them.

#![allow(dead_code, reason = "the test and the table use their own parts")]

use halfstar_core::film::{Catalogue, FilmId};
use halfstar_core::import::{Import, NamedFile, import};
use halfstar_core::matching::{Matching, TitleIndex, match_entries};
use halfstar_core::taste::merge;
use miniz_oxide::deflate::compress_to_vec;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// One way to hurt.
pub(crate) struct Shape {
    /// What is in it.
    pub(crate) name: &'static str,
    /// What the file is called.
    pub(crate) file: &'static str,
    /// A file of about so many bytes; a ZIP is that large once it is unpacked.
    pub(crate) make: fn(usize) -> Vec<u8>,
}

/// Of the shapes, the one whose cost is the matching of titles.
pub(crate) const NEARLY: &str = "rows that are nearly a film";

const RATINGS: &str = "Date,Name,Year,Letterboxd URI,Rating\n";

/// Every shape.
pub(crate) const SHAPES: &[Shape] = &[
    Shape { name: "one title", file: "ratings.csv", make: |bytes| row_of(&"a".repeat(bytes)) },
    Shape {
        name: "one title of many words",
        file: "ratings.csv",
        make: |bytes| row_of(&"the a ii ".repeat(bytes / 9)),
    },
    Shape {
        name: "titles of accents alone",
        file: "ratings.csv",
        make: |bytes| filled(RATINGS, &format!("2024-01-01,{},1999,,4\n", "\u{301}".repeat(1000)), bytes),
    },
    Shape { name: "one title typed by hand", file: "films.txt", make: |bytes| "a".repeat(bytes).into_bytes() },
    Shape { name: "`\"a` on every line", file: "ratings.csv", make: |bytes| filled(RATINGS, "\"a\n", bytes) },
    Shape { name: "`\"\"\"` on every line", file: "ratings.csv", make: |bytes| filled(RATINGS, "\"\"\"\n", bytes) },
    Shape {
        name: "one quotation mark left open",
        file: "ratings.csv",
        make: |bytes| filled(format!("{RATINGS}\"a\n"), "2024-01-01,Heat,1995,,4\n", bytes),
    },
    Shape {
        name: "a mark left open every 1,000 lines",
        file: "ratings.csv",
        make: |bytes| filled(RATINGS, &format!("\"a\n{}", "b,c\n".repeat(1000)), bytes),
    },
    Shape { name: "rows of `a`", file: "ratings.csv", make: |bytes| filled(RATINGS, "a\n", bytes) },
    Shape { name: "rows of nothing but commas", file: "ratings.csv", make: |bytes| filled(RATINGS, ",,,,\n", bytes) },
    Shape { name: "empty lines", file: "ratings.csv", make: |bytes| filled(RATINGS, "\n", bytes) },
    Shape {
        name: "the shortest rows that name a film",
        file: "films.csv",
        make: |bytes| filled("Name,Year\n", "a,\n", bytes),
    },
    Shape {
        name: "rows wrong in every cell",
        file: "ratings.csv",
        make: |bytes| filled(RATINGS, "x,y,x,x,x\n", bytes),
    },
    Shape {
        name: NEARLY,
        file: "films.csv",
        make: |bytes| filled("Name,Year\n", "interstellar noetrals,2014\n", bytes),
    },
    Shape {
        name: "as many columns as there is room for",
        file: "ratings.csv",
        make: |bytes| filled("Name,Year\n", ",", bytes),
    },
    Shape { name: "a header of commas", file: "ratings.csv", make: |bytes| filled("Name,Year", ",", bytes) },
    Shape { name: "a line that does not end", file: "ratings.csv", make: |bytes| filled(RATINGS, "a b ", bytes) },
    Shape {
        name: "not a letter that is UTF-8",
        file: "ratings.csv",
        make: |bytes| {
            filled(format!("{RATINGS}é"), "\u{80}", bytes * 2).into_iter().filter(|&byte| byte != 0xC2).collect()
        },
    },
    Shape {
        name: "JSON of empty objects",
        file: "history.json",
        make: |bytes| filled("[{\"movie\":{}},", "{},", bytes),
    },
    Shape {
        name: "JSON of the shortest titles",
        file: "history.json",
        make: |bytes| filled("[", "{\"rating\":1,\"movie\":{\"title\":\"a\"}},", bytes),
    },
    Shape {
        name: "JSON of one title, all escapes",
        file: "history.json",
        make: |bytes| {
            let title = "\\n".repeat(bytes / 2);
            format!("[{{\"rating\":1,\"movie\":{{\"title\":\"{title}\"}}}}]").into_bytes()
        },
    },
    Shape { name: "JSON of nothing but brackets", file: "history.json", make: |bytes| filled("", "[", bytes) },
    Shape {
        name: "a feed of the shortest titles",
        file: "feed.xml",
        make: |bytes| filled(FEED, "<item><letterboxd:filmTitle>a</letterboxd:filmTitle></item>", bytes),
    },
    Shape {
        name: "a feed of one title",
        file: "feed.xml",
        make: |bytes| {
            let title = "a&amp;".repeat(bytes / 6);
            format!("{FEED}<item><letterboxd:filmTitle>{title}</letterboxd:filmTitle></item>").into_bytes()
        },
    },
    Shape { name: "a feed of tags that do not end", file: "feed.xml", make: |bytes| filled(FEED, "<a>", bytes) },
    Shape { name: "the shortest titles typed by hand", file: "films.txt", make: |bytes| filled("", "a\n", bytes) },
    Shape {
        name: "a ZIP of rows of `a`",
        file: "export.zip",
        make: |bytes| {
            let files = (bytes >> 20).div_ceil(60).max(1);
            let of = |file: usize| {
                (format!("{file}/ratings.csv"), filled(format!("{RATINGS}{file}\n"), "a\n", bytes / files))
            };
            zip((0..files).map(of))
        },
    },
    Shape {
        name: "a ZIP of zero bytes",
        file: "export.zip",
        make: |bytes| {
            let files = (bytes >> 20).div_ceil(60).max(1);
            zip((0..files).map(|file| (format!("{file}/ratings.csv"), vec![0; bytes / files])))
        },
    },
    Shape {
        name: "a ZIP of long titles",
        file: "export.zip",
        make: |bytes| {
            let files = (bytes >> 20).div_ceil(60).max(1);
            let row = format!("2024-01-01,{},1999,,4\n", "a".repeat(400));
            zip((0..files)
                .map(|file| (format!("{file}/ratings.csv"), filled(format!("{RATINGS}{file}\n"), &row, bytes / files))))
        },
    },
    Shape {
        name: "a ZIP of tiny lists",
        file: "export.zip",
        make: |bytes| {
            let of = |file: usize| {
                (format!("lists/{file}.csv"), format!("Position,Name,Year,URL\n1,{file},1999,\n").into_bytes())
            };
            zip((0..bytes / 160).map(of))
        },
    },
];

const FEED: &str = "<rss><channel>";

/// A `ratings.csv` of about so many bytes as a member would have it, if one had seen so much.
pub(crate) fn honest(catalogue: &Catalogue, bytes: usize) -> Vec<u8> {
    let mut text = String::with_capacity(bytes + 200);
    text.push_str(RATINGS);
    for place in 0usize.. {
        if text.len() >= bytes {
            break;
        }
        let film = FilmId((place % catalogue.len()) as u32);
        let (title, day) = (catalogue.title(film).replace('"', "\"\""), place / catalogue.len() % 28 + 1);
        // One in eight is a film that the catalogue does not have.
        let number = catalogue.letterboxd_id(film).filter(|_| place % 8 > 0).unwrap_or(9_000_000 + film.0);
        let year = catalogue.year(film).map(|year| year.to_string()).unwrap_or_default();
        let (link, stars) = (code(u64::from(number) * 10), place % 9 + 2);
        let stars = stars as f32 / 2.0;
        _ = writeln!(text, "2024-03-{day:02},\"{title}\",{year},https://boxd.it/{link},{stars}");
    }
    text.into_bytes()
}

fn code(mut number: u64) -> String {
    let mut digits = Vec::new();
    while number > 0 {
        digits.push(b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"[(number % 62) as usize]);
        number /= 62;
    }
    digits.iter().rev().map(|&digit| char::from(digit)).collect()
}

fn row_of(title: &str) -> Vec<u8> {
    format!("{RATINGS}2024-01-01,{title},1999,https://boxd.it/2aNK,4\n").into_bytes()
}

fn filled(start: impl AsRef<str>, more: &str, bytes: usize) -> Vec<u8> {
    let start = start.as_ref();
    let times = bytes.saturating_sub(start.len()) / more.len();
    let mut text = Vec::with_capacity(start.len() + more.len() * times);
    text.extend_from_slice(start.as_bytes());
    (0..times).for_each(|_| text.extend_from_slice(more.as_bytes()));
    text
}

/// A ZIP of files, packed one after the other.
pub(crate) fn zip(files: impl Iterator<Item = (String, Vec<u8>)>) -> Vec<u8> {
    let (mut archive, mut directory, mut count) = (Vec::new(), Vec::new(), 0u16);
    for (name, bytes) in files {
        let packed = compress_to_vec(&bytes, 6);
        let at = archive.len() as u32;
        // Version, flags, method, time, day; checksum and sizes; lengths of the name and of what else there is.
        let mut about = Vec::new();
        [20u16, 0, 8, 0, 0x5821].iter().for_each(|half| about.extend(half.to_le_bytes()));
        let sizes = [rawzip::crc32(&bytes), packed.len() as u32, bytes.len() as u32];
        sizes.iter().for_each(|word| about.extend(word.to_le_bytes()));
        [name.len() as u16, 0].iter().for_each(|half| about.extend(half.to_le_bytes()));
        archive.extend([b"PK\x03\x04", about.as_slice(), name.as_bytes(), &packed].concat());
        directory
            .extend([b"PK\x01\x02\x14\0".as_slice(), &about, &[0; 10], &at.to_le_bytes(), name.as_bytes()].concat());
        count = count.saturating_add(1);
    }
    let (start, size) = ((archive.len() as u32).to_le_bytes(), (directory.len() as u32).to_le_bytes());
    archive.extend(directory);
    let count = count.to_le_bytes();
    archive.extend([b"PK\x05\x06\0\0\0\0".as_slice(), &count, &count, &size, &start, &[0, 0]].concat());
    archive
}

/// What is done with files as they are dropped: read, matched, and made statements of.
pub(crate) fn take_in(catalogue: &Catalogue, titles: &TitleIndex, name: &str, bytes: &[u8]) -> (Import, Matching) {
    let import = import(&[NamedFile { name, bytes }]);
    let matching = match_entries(catalogue, titles, &import, &[]);
    std::hint::black_box(merge(&import.entries, &matching));
    (import, matching)
}

/// The processor time of this thread, which others on the machine do not spend; where the system does not tell it, the time
/// on the wall.
pub(crate) struct Clock {
    spent: Option<Duration>,
    wall: Instant,
}

impl Clock {
    pub(crate) fn now() -> Self {
        Self { spent: spent(), wall: Instant::now() }
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.spent.zip(spent()).map_or_else(|| self.wall.elapsed(), |(then, now)| now.saturating_sub(then))
    }
}

/// Linux tells it in nanoseconds.
fn spent() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}
