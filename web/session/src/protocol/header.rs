//! What stands before every message: the protocol's version and the request's id, four bytes each. As with the bundle,
//! the version stands outside of postcard.

use super::ids::RequestId;

/// Raised with every change to what travels.
pub const PROTOCOL: u32 = 8;

const HEAD: usize = 8;

/// Why bytes are not a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// The other side speaks another [`PROTOCOL`].
    OtherVersion {
        /// The message's id.
        id: RequestId,
    },
    /// They make no sense.
    Damaged {
        /// The message's id; [`RequestId::NONE`] if there is none.
        id: RequestId,
    },
}

/// The beginning of a message.
pub(super) fn write(id: RequestId) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(64);
    bytes.extend_from_slice(&PROTOCOL.to_le_bytes());
    bytes.extend_from_slice(&id.0.to_le_bytes());
    bytes
}

/// The id of a message, and what follows.
pub(super) fn read(bytes: &[u8]) -> Result<(RequestId, &[u8]), Unreadable> {
    let Some((head, rest)) = bytes.split_first_chunk::<HEAD>() else {
        return Err(Unreadable::Damaged { id: RequestId::NONE });
    };
    let [a, b, c, d, e, f, g, h] = *head;
    let id = RequestId(u32::from_le_bytes([e, f, g, h]));
    if u32::from_le_bytes([a, b, c, d]) == PROTOCOL { Ok((id, rest)) } else { Err(Unreadable::OtherVersion { id }) }
}
