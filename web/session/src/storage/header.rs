//! What stands before a remembered value: four letters, a version, a checksum.

use serde::Serialize;
use serde::de::DeserializeOwned;

const HEAD: usize = 9;

/// A value with its header.
pub(super) fn seal(magic: &[u8; 4], version: u8, value: &impl Serialize) -> Vec<u8> {
    // Writing to memory fails only for types that postcard cannot hold.
    let value = postcard::to_allocvec(value).unwrap_or_default();
    let mut bytes = Vec::with_capacity(HEAD + value.len());
    bytes.extend_from_slice(magic);
    bytes.push(version);
    bytes.extend_from_slice(&checksum(&value).to_le_bytes());
    bytes.extend(value);
    bytes
}

/// The value behind its header; `None` for anything that [`seal`] did not write, with these letters and this version.
pub(super) fn open<T: DeserializeOwned>(magic: &[u8; 4], version: u8, bytes: &[u8]) -> Option<T> {
    let (head, value) = bytes.split_at_checked(HEAD)?;
    let (letters, rest) = head.split_at(magic.len());
    if letters != magic || rest[0] != version || rest[1..] != checksum(value).to_le_bytes() {
        return None;
    }
    match postcard::take_from_bytes(value) {
        Ok((kept, [])) => Some(kept),
        _ => None,
    }
}

/// FNV-1a: a few lines, and good enough against damage.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
