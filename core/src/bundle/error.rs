//! Why bytes are not a usable bundle, in sentences.

use super::FORMAT;
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

impl fmt::Display for BundleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotABundle => {
                write!(f, "This is not a Halfstar bundle. Check the address, or rebuild it with `halfstar build`.")
            }
            Self::Truncated => write!(f, "The bundle arrived incomplete. Reload the page to fetch it again."),
            Self::Damaged(part) => write!(f, "The bundle is damaged ({part}). Reload the page to fetch it again."),
            Self::Newer(format) => {
                write!(
                    f,
                    "The bundle has format {format}, newer than this page's {FORMAT}. Reload the page to get the newer page."
                )
            }
            Self::Older(format) => {
                write!(
                    f,
                    "The bundle has format {format}, older than this page's {FORMAT}. Rebuild it with `halfstar build`."
                )
            }
            Self::Missing(part) => write!(f, "The bundle lacks its section {part}. Rebuild it with `halfstar build`."),
            Self::Mismatch => write!(f, "The details belong to another bundle. Reload the page to fetch both again."),
        }
    }
}

impl std::error::Error for BundleError {}
