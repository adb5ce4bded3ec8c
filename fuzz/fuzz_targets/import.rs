//! Files of any bytes, as a member may drop them: nothing panics, and what the import says of itself is true.
//!
//! Inputs are written so that a hand can write them too. A file begins with `>>>`, a sign that says how it is dropped
//! ([`Dropped`]), and its name up to the end of the line; its bytes follow.
#![no_main]

use halfstar_core::address;
use halfstar_core::import::{Day, Import, NamedFile, import, limits};
use halfstar_core::words::Translation;
use libfuzzer_sys::fuzz_target;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

const MARK: &[u8] = b">>>";
/// As much as one deflate stream of an input may become.
const INFLATED: usize = 1 << 20;

fuzz_target!(|input: &[u8]| {
    let mut loose = Vec::new();
    let mut members = Vec::new();
    for part in split(input) {
        let (dropped, name, bytes) = read(part);
        match dropped {
            Dropped::Loose => loose.push((name, bytes)),
            Dropped::Stored => members.push(Member::stored(name, bytes.to_vec())),
            Dropped::Stream => members.push(Member::stream(name, bytes)),
            Dropped::Wrapped => members = vec![Member::stored(name, archive(&members))],
        }
    }
    let zip = archive(&members);
    let mut files: Vec<_> = loose.iter().map(|(name, bytes)| NamedFile { name, bytes }).collect();
    if !members.is_empty() {
        files.push(NamedFile { name: "export.zip", bytes: &zip });
    }
    let mut found = import(&files);
    check(&found);
    found.forget_future(Day(20_000));
    check(&found);
    let typed = import(&[NamedFile { name: "typed.txt", bytes: input }]);
    check(&typed);
    // The same bytes as what was kept, and as an address.
    if let Ok(kept) = postcard::from_bytes::<Import>(input) {
        check_numbers(&kept);
    }
    let (request, scope, _) = address::read(&String::from_utf8_lossy(input));
    let sent = postcard::to_allocvec(&(&request, &scope)).expect("it travels");
    assert_eq!(postcard::from_bytes(&sent), Ok((request, scope)), "an address sets what a message refuses");
});

/// What no file can say, nothing that was kept says either.
fn check_numbers(import: &Import) {
    for entry in &import.entries {
        assert!(entry.year.is_none_or(|year| (1850..2200).contains(&year)), "{entry:?} is of no year");
        assert!(entry.rating.is_none_or(|rating| (1..=10).contains(&rating.halves())), "{entry:?} has no such rating");
        assert!(entry.day.is_none_or(Day::is_date), "{entry:?} is of no day");
    }
}

fn check(import: &Import) {
    assert!(import.entries.len() <= limits::ENTRIES && import.files.len() <= limits::FILES);
    // One more says how many there are, and one a file that days lie in the future.
    assert!(import.warnings.len() <= limits::WARNINGS + 1 + import.files.len());
    let words = Translation::default();
    check_numbers(import);
    for entry in &import.entries {
        assert!(usize::from(entry.file) < import.files.len(), "{entry:?} is of no file");
        assert!(entry.title.len() <= limits::TITLE && entry.original_title.len() <= limits::TITLE);
        assert!(entry.directors.len() <= limits::DIRECTORS);
    }
    for file in &import.files {
        assert!(file.name.len() <= limits::NAME && file.list.iter().all(|list| list.len() <= limits::NAME));
    }
    for warning in &import.warnings {
        assert!(!warning.file.is_empty(), "{warning:?} names no file");
        let told = warning.sentence(&words);
        assert!(told.ends_with('.'), "{told:?} ends without a full stop");
        assert_ne!(warning.line, Some(0), "{warning:?}: lines are counted from 1");
    }
    let sent = postcard::to_allocvec(import).expect("an import travels");
    assert_eq!(&postcard::from_bytes::<Import>(&sent).expect("an import arrives"), import);
}

/// How a file is dropped.
enum Dropped {
    /// On its own; any sign but those below, by custom a space.
    Loose,
    /// `+`: as it is in a ZIP.
    Stored,
    /// `!`: the bytes are what the ZIP holds, and it says that they are deflated.
    Stream,
    /// `@`: in the place of a file, the ZIP so far becomes one in a ZIP.
    Wrapped,
}

fn read(part: &[u8]) -> (Dropped, String, &[u8]) {
    let (sign, rest) = part.split_first().unwrap_or((&b' ', part));
    let end = rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
    let name = String::from_utf8_lossy(&rest[..end]).trim().to_owned();
    let dropped = match sign {
        b'+' => Dropped::Stored,
        b'!' => Dropped::Stream,
        b'@' => Dropped::Wrapped,
        _ => Dropped::Loose,
    };
    // No file is without a name, and a warning about one could not name it.
    let name = if name.is_empty() { "ratings.csv".to_owned() } else { name };
    (dropped, name, rest.get(end + 1..).unwrap_or_default())
}

/// The parts between marks.
fn split(mut input: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        if input.is_empty() {
            return None;
        }
        input = input.strip_prefix(MARK).unwrap_or(input);
        let end = input.windows(MARK.len()).position(|bytes| bytes == MARK).unwrap_or(input.len());
        let part;
        (part, input) = input.split_at(end);
        Some(part)
    })
}

/// A file of an archive.
struct Member {
    name: String,
    method: u16,
    packed: Vec<u8>,
    size: usize,
    crc: u32,
}

impl Member {
    fn stored(name: String, bytes: Vec<u8>) -> Self {
        Self { name, method: 0, size: bytes.len(), crc: rawzip::crc32(&bytes), packed: bytes }
    }

    fn stream(name: String, packed: &[u8]) -> Self {
        let bytes = decompress_to_vec_with_limit(packed, INFLATED).unwrap_or_else(|error| error.output);
        Self { packed: packed.to_vec(), method: 8, ..Self::stored(name, bytes) }
    }
}

/// A ZIP that is right in everything but what its members hold.
fn archive(members: &[Member]) -> Vec<u8> {
    let halves =
        |halves: &[usize]| -> Vec<u8> { halves.iter().flat_map(|&half| (half as u16).to_le_bytes()).collect() };
    let words = |words: &[usize]| -> Vec<u8> { words.iter().flat_map(|&word| (word as u32).to_le_bytes()).collect() };
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for Member { name, method, packed, size, crc } in members {
        let name = name.as_bytes();
        let at = archive.len();
        // Version, flags, method, time, day; checksum and sizes; lengths of the name and of what else there is.
        let about = [
            halves(&[20, 0, usize::from(*method), 0, 0x5821]),
            words(&[*crc as usize, packed.len(), *size]),
            halves(&[name.len(), 0]),
        ]
        .concat();
        archive.extend([b"PK\x03\x04", about.as_slice(), name, packed].concat());
        directory.extend([b"PK\x01\x02".as_slice(), &halves(&[20]), &about].concat());
        directory.extend([halves(&[0; 5]), words(&[at]), name.to_vec()].concat());
    }
    let (start, count) = (archive.len(), members.len());
    archive.extend(&directory);
    archive.extend(b"PK\x05\x06");
    archive.extend([halves(&[0, 0, count, count]), words(&[directory.len(), start]), halves(&[0])].concat());
    archive
}
