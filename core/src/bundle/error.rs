//! Why bytes are not a usable bundle, in sentences.

use super::FORMAT;
use crate::words::{Word, Words};
use std::fmt;

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
    pub fn sentence(&self, words: &Words) -> String {
        let known = FORMAT.to_string();
        match self {
            Self::NotABundle => words.fill(Word::NotABundle, &[]),
            Self::Truncated => words.fill(Word::BundleCut, &[]),
            Self::Damaged(part) => words.fill(Word::BundleDamaged, &[part]),
            Self::Newer(format) => words.fill(Word::BundleNewer, &[&format.to_string(), &known]),
            Self::Older(format) => words.fill(Word::BundleOlder, &[&format.to_string(), &known]),
            Self::Missing(part) => words.fill(Word::BundleLacks, &[part]),
            Self::Mismatch => words.fill(Word::BundleMismatch, &[]),
        }
    }
}

impl fmt::Display for BundleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(&Words::default()))
    }
}

impl std::error::Error for BundleError {}
