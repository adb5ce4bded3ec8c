//! Why bytes are not a usable bundle, in sentences: for members, and for those who make bundles.

use crate::container::ContainerError;
use crate::words::{Phrase, Translation};
use std::fmt;

/// The format that this code writes. Older ones are read as long as that costs little: format 1 had three
/// signals, format 2 had no autoencoder, format 3 had every film in its base file, format 4 had its signals in a fixed order,
/// format 5 had another rating model.
pub const FORMAT: u16 = 6;

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
    /// What is wrong, then what to do, for somebody who visits the page. They did not make the bundle: that is said by
    /// [`Display`](fmt::Display).
    pub fn sentence(&self, words: &Translation) -> String {
        let phrase = match self {
            Self::NotABundle => Phrase::NotABundle,
            Self::Truncated => Phrase::BundleCut,
            Self::Damaged(_) => Phrase::BundleDamaged,
            Self::Newer(_) => Phrase::BundleNewer,
            Self::Older(_) => Phrase::BundleOlder,
            Self::Missing(_) => Phrase::BundleLacks,
            Self::Mismatch => Phrase::BundleMismatch,
        };
        words.say(phrase).to_owned()
    }
}

impl fmt::Display for BundleError {
    /// What is wrong, then what to do, for somebody who can make a bundle.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotABundle => f.write_str("This is not a Halfstar bundle. Check the address, or rebuild it")?,
            Self::Truncated => f.write_str("The bundle is incomplete. Fetch it again, or rebuild it")?,
            Self::Damaged(part) => write!(f, "The bundle is damaged ({part}). Fetch it again, or rebuild it")?,
            Self::Newer(format) => {
                return write!(
                    f,
                    "The bundle has format {format}, newer than {FORMAT}, the last one known here. Update Halfstar."
                );
            }
            Self::Older(format) => write!(f, "The bundle has format {format}, too old to be read here. Rebuild it")?,
            Self::Missing(part) => write!(f, "The bundle lacks its section {part}. Rebuild it")?,
            Self::Mismatch => return f.write_str("The details belong to another bundle. Fetch both again."),
        }
        f.write_str(" with `halfstar build`.")
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
