//! The container: sections of deflated bytes, each under a checksum. What they hold is [`super`]'s to say.

use super::{BundleError, FORMAT, OLDEST};
use crate::checksum::crc32;
use serde::{Serialize, de::DeserializeOwned};

const MAGIC: &[u8; 8] = b"HALFSTAR";
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
}

/// Turns bytes into fewer bytes: raw deflate (RFC 1951). The trainer brings a slower and better one than [`deflate`].
pub type Deflate = fn(&[u8]) -> Vec<u8>;

/// Deflate at miniz's best.
pub fn deflate(raw: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec(raw, 10)
}

pub(super) fn pack(sections: &[([u8; 4], Vec<u8>)], deflate: Deflate) -> Vec<u8> {
    let packed: Vec<Vec<u8>> = sections.iter().map(|(_, raw)| deflate(raw)).collect();
    let mut bytes = Vec::new();
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&FORMAT.to_le_bytes());
    bytes.extend_from_slice(&(sections.len() as u16).to_le_bytes());
    let mut offset = HEAD + ROW * sections.len() + 4;
    for ((name, raw), packed) in sections.iter().zip(&packed) {
        bytes.extend_from_slice(name);
        for number in [offset as u32, packed.len() as u32, raw.len() as u32, crc32(packed)] {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        offset += packed.len();
    }
    let head = crc32(&bytes);
    bytes.extend_from_slice(&head.to_le_bytes());
    bytes.extend(packed.into_iter().flatten());
    bytes
}

/// Checks a file's container and lists its sections.
///
/// # Errors
/// Any [`BundleError`] but those of a section's contents.
pub fn sections(bytes: &[u8]) -> Result<Vec<Section<'_>>, BundleError> {
    let magic = &bytes[..bytes.len().min(MAGIC.len())];
    if !MAGIC.starts_with(magic) {
        return Err(BundleError::NotABundle);
    }
    let format = u16_at(bytes, 8).ok_or(BundleError::Truncated)?;
    if format > FORMAT {
        return Err(BundleError::Newer(format));
    }
    if format < OLDEST {
        return Err(BundleError::Older(format));
    }
    let count = usize::from(u16_at(bytes, 10).ok_or(BundleError::Truncated)?);
    let table_end = HEAD + ROW * count;
    let head = bytes.get(..table_end).ok_or(BundleError::Truncated)?;
    if u32_at(bytes, table_end).ok_or(BundleError::Truncated)? != crc32(head) {
        return Err(BundleError::Damaged("table of sections".to_owned()));
    }
    let mut next = table_end + 4;
    let mut found = Vec::with_capacity(count);
    for row in head[HEAD..].chunks_exact(ROW) {
        let field = |at: usize| u32_at(row, at).unwrap_or(0) as usize;
        let name = [row[0], row[1], row[2], row[3]];
        let (offset, length, raw, checksum) = (field(4), field(8), field(12), field(16));
        if offset != next {
            return Err(BundleError::Damaged("table of sections".to_owned()));
        }
        next = offset.saturating_add(length);
        let packed = bytes.get(offset..next).ok_or(BundleError::Truncated)?;
        if crc32(packed) as usize != checksum {
            return Err(BundleError::Damaged(name_of(&name)));
        }
        found.push(Section { name, raw, packed });
    }
    if next == bytes.len() { Ok(found) } else { Err(BundleError::Truncated) }
}

pub(super) fn write<T: Serialize>(value: &T) -> Vec<u8> {
    // Writing to memory fails only for types that postcard cannot hold, which the tests would show at once.
    postcard::to_allocvec(value).unwrap_or_default()
}

pub(super) fn read<T: DeserializeOwned>(sections: &[Section<'_>], name: &[u8; 4]) -> Result<T, BundleError> {
    read_optional(sections, name)?.ok_or_else(|| BundleError::Missing(name_of(name)))
}

/// A section that not every bundle has.
pub(super) fn read_optional<T: DeserializeOwned>(
    sections: &[Section<'_>],
    name: &[u8; 4],
) -> Result<Option<T>, BundleError> {
    let Some(raw) = inflate(sections, name)? else { return Ok(None) };
    match postcard::take_from_bytes(&raw) {
        Ok((value, [])) => Ok(Some(value)),
        _ => Err(BundleError::Damaged(name_of(name))),
    }
}

/// A section's bytes. Apart from what they mean, so that it is not compiled anew for every type.
fn inflate(sections: &[Section<'_>], name: &[u8; 4]) -> Result<Option<Vec<u8>>, BundleError> {
    let Some(section) = sections.iter().find(|section| &section.name == name) else { return Ok(None) };
    let raw = match section.raw {
        0..=SECTION_LIMIT => miniz_oxide::inflate::decompress_to_vec_with_limit(section.packed, section.raw).ok(),
        _ => None,
    };
    let whole = raw.filter(|raw| raw.len() == section.raw);
    whole.map(Some).ok_or_else(|| BundleError::Damaged(name_of(name)))
}

fn name_of(name: &[u8; 4]) -> String {
    String::from_utf8_lossy(name).into_owned()
}

/// The format of a file whose container was checked.
pub(super) fn format_of(bytes: &[u8]) -> u16 {
    u16_at(bytes, 8).unwrap_or(FORMAT)
}

/// The table's checksum, which covers every section's: it changes when any byte of the file does.
pub(super) fn fingerprint(bytes: &[u8]) -> u32 {
    let count = usize::from(u16_at(bytes, 10).unwrap_or(0));
    u32_at(bytes, HEAD + ROW * count).unwrap_or(0)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
