//! Why bytes are not a usable bundle, in sentences.

use crate::container::ContainerError;
use crate::words::{Phrase, Translation};
use std::fmt;

/// The format that this code writes. Older ones are read as long as that costs little: format 1 had three
/// signals, format 2 had no autoencoder, format 3 had every film in its base file, format 4 had its signals in a fixed order.
pub const FORMAT: u16 = 5;

/// Why bytes are not a usable bundle. Each ends with what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BundleError {
    /// The first bytes are something else (an error page, say).
    NotABundle,
    /// The file stops early, or goes on too long.
    Truncated,
    /// A checksum or a value is wrong in this part.
    Damaged(String),
    /// Written by a newer Halfstar.
    Newer(u16),
    /// Written by an older one than can be read.
    Older(u16),
    /// A section that is needed is not there.
    Missing(String),
    /// The details belong to another base file.
    Mismatch,
}

impl BundleError {
    /// What is wrong, then what to do.
    pub fn sentence(&self, words: &Translation) -> String {
        let known = FORMAT.to_string();
        match self {
            Self::NotABundle => words.fill(Phrase::NotABundle, &[]),
            Self::Truncated => words.fill(Phrase::BundleCut, &[]),
            Self::Damaged(part) => words.fill(Phrase::BundleDamaged, &[part]),
            Self::Newer(format) => words.fill(Phrase::BundleNewer, &[&format.to_string(), &known]),
            Self::Older(format) => words.fill(Phrase::BundleOlder, &[&format.to_string(), &known]),
            Self::Missing(part) => words.fill(Phrase::BundleLacks, &[part]),
            Self::Mismatch => words.fill(Phrase::BundleMismatch, &[]),
        }
    }
}

impl fmt::Display for BundleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(&Translation::default()))
    }
}

impl std::error::Error for BundleError {}

impl From<ContainerError> for BundleError {
    fn from(error: ContainerError) -> Self {
        match error {
            ContainerError::OtherKind => Self::NotABundle,
            ContainerError::Truncated => Self::Truncated,
            ContainerError::Damaged(part) => Self::Damaged(part),
            ContainerError::Newer(format) => Self::Newer(format),
            ContainerError::Older(format) => Self::Older(format),
            ContainerError::Missing(part) => Self::Missing(part),
        }
    }
}
