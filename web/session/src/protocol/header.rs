//! How a message travels: as a container, whose version is the protocol's.

use super::ids::RequestId;
use halfstar_core::container::{ContainerError, Kind, join, read, sections, write};
use serde::{Serialize, de::DeserializeOwned};

/// Raised with every change to what travels.
pub const PROTOCOL: u16 = 17;

const MESSAGE: Kind = Kind { magic: b"HS-ASKED", version: PROTOCOL, oldest: PROTOCOL, is_deflated: false };

/// Why bytes are not a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// The other side speaks another [`PROTOCOL`].
    OtherVersion,
    /// They make no sense.
    Damaged,
}

impl From<ContainerError> for Unreadable {
    fn from(error: ContainerError) -> Self {
        match error {
            ContainerError::Newer(_) | ContainerError::Older(_) => Self::OtherVersion,
            _ => Self::Damaged,
        }
    }
}

/// A message as bytes.
pub(super) fn seal(id: RequestId, body: &impl Serialize) -> Vec<u8> {
    join(MESSAGE, &[(*b"ASKS", write(&id.0)), (*b"BODY", write(body))])
}

/// The id of a message, and its body.
pub(super) fn open<T: DeserializeOwned>(bytes: &[u8]) -> Result<(RequestId, T), Unreadable> {
    let sections = sections(MESSAGE, bytes)?;
    Ok((RequestId(read(&sections, b"ASKS")?), read(&sections, b"BODY")?))
}
