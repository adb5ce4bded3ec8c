//! The container: magic, version, a table of named sections, each under a checksum. A bundle's files are containers, and so
//! is everything that is stored or sent; what the sections hold is for their owners to say.
//!
//! ```text
//! 0   magic [u8; 8]
//! 8   version, u16            all numbers little-endian
//! 10  number of sections, u16
//! 12  a row a section: name [u8; 4], offset u32, packed length u32, raw length u32, CRC-32 of the packed bytes u32
//! …   CRC-32 of everything above, u32
//! …   the sections, in the table's order, without gaps
//! ```
//!
//! Each section is one postcard value. Table and version stand outside postcard, which cannot absorb new fields. An unknown
//! section is skipped. Every byte is under a checksum: damage is an error, at every byte.

use halfstar_kernels::checksum::crc32;
use serde::{Serialize, de::DeserializeOwned};
use std::borrow::Cow;

/// A kind of container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// What it begins with.
    pub magic: &'static [u8; 8],
    /// The version that is written, and the newest that is read.
    pub version: u16,
    /// The oldest that is still read.
    pub oldest: u16,
    /// Whether its sections are deflated; else they stand as they are.
    pub is_deflated: bool,
}

/// Why bytes are not a container of the kind that was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContainerError {
    /// The first bytes are something else.
    OtherKind,
    /// It stops early, or goes on too long.
    Truncated,
    /// A checksum or a value is wrong in this part.
    Damaged(String),
    /// Of a newer version.
    Newer(u16),
    /// Of an older version than can be read.
    Older(u16),
    /// A section that is needed is not there.
    Missing(String),
}

const HEAD: usize = 12;
const ROW: usize = 20;
/// No honest section is larger once inflated; a larger one is damage or a bomb.
const SECTION_LIMIT: usize = 64 << 20;

/// A section as [`sections`] lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section<'a> {
    /// Its name of four letters.
    pub name: [u8; 4],
    /// Bytes once inflated.
    pub raw: usize,
    /// The bytes as shipped.
    pub packed: &'a [u8],
    /// Whether they are deflated.
    pub is_deflated: bool,
}

/// Turns bytes into fewer bytes: raw deflate (RFC 1951). The trainer brings a slower and better one than [`deflate`].
pub type Deflate = fn(&[u8]) -> Vec<u8>;

/// Deflate at miniz's best.
pub fn deflate(raw: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec(raw, 10)
}

/// A section to write: its name and its raw bytes.
pub type NewSection = ([u8; 4], Vec<u8>);

/// Puts sections together, each packed by `deflate`: a container that [is deflated](Kind::is_deflated).
pub fn pack(kind: Kind, sections: &[NewSection], deflate: Deflate) -> Vec<u8> {
    let packed: Vec<Vec<u8>> = sections.iter().map(|(_, raw)| deflate(raw)).collect();
    assemble(kind, sections.iter().zip(&packed).map(|((name, raw), packed)| (name, raw.len(), packed.as_slice())))
}

/// Puts sections together as they are.
pub fn join(kind: Kind, sections: &[NewSection]) -> Vec<u8> {
    assemble(kind, sections.iter().map(|(name, raw)| (name, raw.len(), raw.as_slice())))
}

/// Of each section its name, its raw length, and its bytes.
fn assemble<'s>(kind: Kind, sections: impl Iterator<Item = (&'s [u8; 4], usize, &'s [u8])> + Clone) -> Vec<u8> {
    let count = sections.clone().count();
    let mut offset = HEAD + ROW * count + 4;
    let total: usize = sections.clone().map(|(_, _, bytes)| bytes.len()).sum();
    let mut bytes = Vec::with_capacity(offset + total);
    bytes.extend_from_slice(kind.magic);
    bytes.extend_from_slice(&kind.version.to_le_bytes());
    bytes.extend_from_slice(&(count as u16).to_le_bytes());
    for (name, raw, packed) in sections.clone() {
        bytes.extend_from_slice(name);
        for number in [offset as u32, packed.len() as u32, raw as u32, crc32(packed)] {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        offset += packed.len();
    }
    let head = crc32(&bytes);
    bytes.extend_from_slice(&head.to_le_bytes());
    sections.for_each(|(_, _, packed)| bytes.extend_from_slice(packed));
    bytes
}

/// Checks a container and lists its sections.
///
/// # Errors
/// Any [`ContainerError`] but [`ContainerError::Missing`].
pub fn sections(kind: Kind, bytes: &[u8]) -> Result<Vec<Section<'_>>, ContainerError> {
    let magic = bytes.get(..kind.magic.len()).unwrap_or(bytes);
    if !kind.magic.starts_with(magic) {
        return Err(ContainerError::OtherKind);
    }
    let format = u16_at(bytes, 8).ok_or(ContainerError::Truncated)?;
    if format > kind.version {
        return Err(ContainerError::Newer(format));
    }
    if format < kind.oldest {
        return Err(ContainerError::Older(format));
    }
    let count = usize::from(u16_at(bytes, 10).ok_or(ContainerError::Truncated)?);
    let table_end = HEAD + ROW * count;
    let head = bytes.get(..table_end).ok_or(ContainerError::Truncated)?;
    if u32_at(bytes, table_end).ok_or(ContainerError::Truncated)? != crc32(head) {
        return Err(ContainerError::Damaged("table of sections".to_owned()));
    }
    let mut next = table_end + 4;
    let mut found = Vec::with_capacity(count);
    for row in head[HEAD..].chunks_exact(ROW) {
        let field = |at: usize| u32_at(row, at).unwrap_or(0) as usize;
        let name = [row[0], row[1], row[2], row[3]];
        let (offset, length, raw, checksum) = (field(4), field(8), field(12), field(16));
        if offset != next {
            return Err(ContainerError::Damaged("table of sections".to_owned()));
        }
        next = offset.saturating_add(length);
        let packed = bytes.get(offset..next).ok_or(ContainerError::Truncated)?;
        if crc32(packed) as usize != checksum {
            return Err(ContainerError::Damaged(name_of(&name)));
        }
        found.push(Section { name, raw, packed, is_deflated: kind.is_deflated });
    }
    if next == bytes.len() { Ok(found) } else { Err(ContainerError::Truncated) }
}

/// A value as a section's bytes. Once for each type in a program, whoever writes it.
#[inline(never)]
pub fn write<T: Serialize>(value: &T) -> Vec<u8> {
    // Writing to memory fails only for types that postcard cannot hold, which the tests would show at once.
    postcard::to_allocvec(value).unwrap_or_default()
}

/// The value of a section.
///
/// # Errors
/// [`ContainerError::Missing`] and [`ContainerError::Damaged`].
pub fn read<T: DeserializeOwned>(sections: &[Section<'_>], name: &[u8; 4]) -> Result<T, ContainerError> {
    read_optional(sections, name)?.ok_or_else(|| ContainerError::Missing(name_of(name)))
}

/// The value of a section that may be missing.
///
/// # Errors
/// [`ContainerError::Damaged`].
pub fn read_optional<T: DeserializeOwned>(
    sections: &[Section<'_>],
    name: &[u8; 4],
) -> Result<Option<T>, ContainerError> {
    let Some(raw) = contents(sections, name)? else { return Ok(None) };
    value(&raw).map(Some).ok_or_else(|| ContainerError::Damaged(name_of(name)))
}

/// The value that these bytes are, if they are one and nothing besides. Once for each type in a program, whoever reads it.
#[inline(never)]
pub fn value<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Some(value),
        _ => None,
    }
}

/// A section's bytes, apart from what they mean; `None` where there is no such section.
///
/// # Errors
/// [`ContainerError::Damaged`].
pub fn contents<'s>(sections: &[Section<'s>], name: &[u8; 4]) -> Result<Option<Cow<'s, [u8]>>, ContainerError> {
    let Some(section) = sections.iter().find(|section| &section.name == name) else { return Ok(None) };
    let raw = match section.raw {
        _ if !section.is_deflated => Some(Cow::Borrowed(section.packed)),
        0..=SECTION_LIMIT => {
            miniz_oxide::inflate::decompress_to_vec_with_limit(section.packed, section.raw).ok().map(Cow::Owned)
        }
        _ => None,
    };
    let whole = raw.filter(|raw| raw.len() == section.raw);
    whole.map(Some).ok_or_else(|| ContainerError::Damaged(name_of(name)))
}

fn name_of(name: &[u8; 4]) -> String {
    String::from_utf8_lossy(name).into_owned()
}

/// The version of a container that was checked.
pub fn version_of(bytes: &[u8]) -> u16 {
    u16_at(bytes, 8).unwrap_or(0)
}

/// The table's checksum, which covers every section's: it changes when any byte of the file does.
pub fn fingerprint(bytes: &[u8]) -> u32 {
    let count = usize::from(u16_at(bytes, 10).unwrap_or(0));
    u32_at(bytes, HEAD + ROW * count).unwrap_or(0)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEFLATED: Kind = Kind { magic: b"A-TEST-1", version: 3, oldest: 2, is_deflated: true };
    const PLAIN: Kind = Kind { is_deflated: false, ..DEFLATED };

    fn both() -> [(Kind, Vec<u8>); 2] {
        let all = [(*b"WORD", write(&"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")), (*b"NONE", write(&()))];
        [(DEFLATED, pack(DEFLATED, &all, deflate)), (PLAIN, join(PLAIN, &all))]
    }

    #[test]
    fn sections_come_back() {
        for (kind, bytes) in both() {
            let sections = sections(kind, &bytes).expect("a container");
            assert_eq!(read::<String>(&sections, b"WORD").as_deref(), Ok("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
            assert_eq!(read_optional::<()>(&sections, b"NONE"), Ok(Some(())));
            assert_eq!(read_optional::<u8>(&sections, b"MORE"), Ok(None));
            assert_eq!(read::<u8>(&sections, b"MORE"), Err(ContainerError::Missing("MORE".to_owned())));
            assert_eq!(read::<u64>(&sections, b"NONE"), Err(ContainerError::Damaged("NONE".to_owned())));
        }
        let [(_, small), (_, plain)] = both();
        assert!(small.len() < plain.len());
    }

    #[test]
    fn damage_is_noticed_at_every_byte() {
        for (kind, bytes) in both() {
            for at in 0..bytes.len() {
                assert!(sections(kind, &bytes[..at]).is_err(), "cut at {at}");
                let mut damaged = bytes.clone();
                damaged[at] ^= 1;
                assert!(sections(kind, &damaged).is_err(), "flipped at {at}");
            }
        }
    }

    #[test]
    fn other_versions_are_told_from_damage() {
        let [(_, bytes), _] = both();
        let at = |newest, oldest| Kind { version: newest, oldest, ..DEFLATED };
        assert_eq!(sections(at(2, 1), &bytes), Err(ContainerError::Newer(3)));
        assert_eq!(sections(at(9, 4), &bytes), Err(ContainerError::Older(3)));
        assert_eq!(sections(Kind { magic: b"ANOTHER!", ..DEFLATED }, &bytes), Err(ContainerError::OtherKind));
        assert_eq!(sections(DEFLATED, b""), Err(ContainerError::Truncated));
    }
}
