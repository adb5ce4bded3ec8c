//! ZIP archives: the files inside, listed from the central directory and inflated one at a time, within limits.

use super::limits;
use crate::words::FileProblem;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive};
use std::borrow::Cow;

/// Why an archive or one of its files cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Damage {
    NoDirectory,
    Directory,
    TooMany,
    Encrypted,
    Method,
    TooLarge,
    Contents,
}

impl Damage {
    /// What is wrong.
    pub(super) fn problem(self) -> FileProblem {
        match self {
            Self::NoDirectory => FileProblem::ZipCut,
            Self::Directory => FileProblem::ZipDamaged,
            Self::TooMany => FileProblem::ZipTooMany,
            Self::Encrypted => FileProblem::Locked,
            Self::Method => FileProblem::OddlyPacked,
            Self::TooLarge => FileProblem::TooLarge,
            Self::Contents => FileProblem::DamagedInZip,
        }
    }
}

/// Whether the bytes begin as ZIP archives do, whatever the file is called.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// An archive in memory.
pub(super) struct Archive<'b> {
    archive: ZipSliceArchive<&'b [u8]>,
    /// The files inside, without folders.
    pub(super) members: Vec<ZipEntry>,
    /// What went wrong while they were listed.
    pub(super) damage: Option<Damage>,
}

/// A file in an archive.
pub(super) struct ZipEntry {
    pub(super) name: String,
    place: ZipArchiveEntryWayfinder,
    method: CompressionMethod,
    encrypted: bool,
    crc: u32,
}

impl<'b> Archive<'b> {
    /// Lists an archive. The directory stands at its end, so a download cut short has none.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Damage> {
        let archive = ZipArchive::from_slice(bytes).map_err(|_| Damage::NoDirectory)?;
        let mut members = Vec::new();
        let mut damage = None;
        let mut entries = archive.entries();
        loop {
            match entries.next_entry() {
                Ok(Some(_)) if members.len() >= limits::MEMBERS => {
                    damage = Some(Damage::TooMany);
                    break;
                }
                Ok(Some(entry)) if entry.is_dir() => {}
                Ok(Some(entry)) => members.push(ZipEntry {
                    name: limits::name(&String::from_utf8_lossy(entry.file_path().as_bytes())).to_owned(),
                    place: entry.wayfinder(),
                    method: entry.compression_method(),
                    encrypted: entry.flags().is_encrypted(),
                    crc: entry.crc32(),
                }),
                Ok(None) => break,
                Err(_) => {
                    damage = Some(Damage::Directory);
                    break;
                }
            }
        }
        Ok(Self { archive, members, damage })
    }

    /// The contents of one file of at most so many bytes, checked against its checksum. `left` is what may still be
    /// inflated, and shrinks.
    pub(super) fn read(&self, member: &ZipEntry, most: usize, left: &mut usize) -> Result<Cow<'_, [u8]>, Damage> {
        if member.encrypted {
            return Err(Damage::Encrypted);
        }
        let limit = most.min(*left);
        if member.place.uncompressed_size_hint() > limit as u64 {
            return Err(Damage::TooLarge);
        }
        let packed = self.archive.get_entry(member.place).map_err(|_| Damage::Contents)?.data();
        let contents = match member.method {
            CompressionMethod::STORE => Cow::Borrowed(packed),
            CompressionMethod::DEFLATE => match decompress_to_vec_with_limit(packed, limit) {
                Ok(contents) => Cow::Owned(contents),
                Err(error) => {
                    // Damaged streams cost time as well; else many of them could take forever.
                    *left = left.saturating_sub(error.output.len());
                    let full = error.status == TINFLStatus::HasMoreOutput;
                    return Err(if full { Damage::TooLarge } else { Damage::Contents });
                }
            },
            _ => return Err(Damage::Method),
        };
        if contents.len() > limit {
            return Err(Damage::TooLarge);
        }
        *left -= contents.len();
        if halfstar_kernels::checksum::crc32(&contents) != member.crc {
            return Err(Damage::Contents);
        }
        Ok(contents)
    }
}
