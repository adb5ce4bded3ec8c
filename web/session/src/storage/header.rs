//! What stood before a remembered value until storage had containers: four letters, a version, a checksum. Read alone.

const HEAD: usize = 9;

/// The bytes of the value behind its header; `None` for anything without these letters and this version.
pub(super) fn open<'b>(magic: &[u8; 4], version: u8, bytes: &'b [u8]) -> Option<&'b [u8]> {
    let (head, value) = bytes.split_at_checked(HEAD)?;
    let (letters, rest) = head.split_at(magic.len());
    if letters != magic || rest[0] != version || rest[1..] != checksum(value).to_le_bytes() {
        return None;
    }
    Some(value)
}

/// A value as it was written.
#[cfg(test)]
pub(super) fn seal(magic: &[u8; 4], version: u8, value: &impl serde::Serialize) -> Vec<u8> {
    let value = postcard::to_allocvec(value).expect("a value");
    [magic.as_slice(), &[version], &checksum(&value).to_le_bytes(), &value].concat()
}

/// FNV-1a.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
