//! What went wrong, and the way out.

use serde::{Deserialize, Serialize};

/// What went wrong, in words for the member.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    /// What kind, which decides the way out.
    pub kind: FailureKind,
    /// A sentence that says what to do.
    pub message: String,
}

/// The way out of a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FailureKind {
    /// The bundle could not be fetched or read: try again.
    Bundle,
    /// Page, worker, bundle or what is remembered are of different versions, or what is remembered did not answer: reload.
    Version,
    /// The files could not be used: choose others.
    Import,
    /// The device's storage did not do its part: nothing else is lost.
    Storage,
    /// Something that was remembered cannot be read any more: its bytes can be downloaded.
    Damaged,
    /// A message made no sense: a fault of ours.
    Protocol,
}
