//! What travels between the page and its worker.

use super::ask::{Ask, Question};
use super::failure::Failure;
use super::header::{self, Unreadable};
use super::ids::RequestId;
use super::views::DetailsView;
use halfstar_core::container;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// A message to the worker.
pub type ToWorker = Message<Question>;
/// A message from the worker.
pub type FromWorker = Message<Response>;

/// A question, or what follows from the one of the same id.
#[derive(Clone, Debug, PartialEq)]
pub struct Message<T> {
    /// Counts up; whatever follows carries it back.
    pub id: RequestId,
    /// What is said.
    pub body: T,
}

/// What the worker says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Response {
    /// The worker has started: its first message, with [`RequestId::NONE`]. Nothing is asked before.
    Ready,
    /// Still fetching: bytes so far, and in all.
    Progress {
        /// So far.
        loaded: u32,
        /// In all, from the manifest.
        total: u32,
    },
    /// What this device remembers of the member is read now: should the worker end before it has become a shelf, that is why.
    Restoring,
    /// The details have arrived, whoever asked for them: a [`DetailsView`] as bytes. With [`RequestId::NONE`].
    Details(#[serde(with = "serde_bytes")] Vec<u8>),
    /// Follows a report with the same id, if what is new will not be there at the next visit: why.
    NotRemembered(Failure),
    /// Follows likewise, if it will be.
    Remembered {
        /// Whether another tab has remembered more: [`CatchUp`](super::CatchUp) takes it up.
        more: bool,
    },
    /// Follows likewise, if another tab has forgotten everything: nothing of this one is remembered any more.
    Forgotten,
    /// The [`Ask::Reply`] of what was asked, as bytes: only whoever asked knows its type.
    Answer(#[serde(with = "serde_bytes")] Vec<u8>),
    /// It did not work.
    Failed(Failure),
}

impl<T: Serialize + DeserializeOwned> Message<T> {
    /// As bytes.
    pub fn encode(&self) -> Vec<u8> {
        header::seal(self.id, &self.body)
    }

    /// From bytes.
    ///
    /// # Errors
    /// [`Unreadable`].
    pub fn decode(bytes: &[u8]) -> Result<Self, Unreadable> {
        header::open(bytes).map(|(id, body)| Self { id, body })
    }
}

/// An answer to `A`, as it travels.
pub fn encode_reply<A: Ask>(reply: &A::Reply) -> Response {
    Response::Answer(container::write(reply))
}

/// The answer to `A` in these bytes of a [`Response::Answer`], if they are one.
pub fn decode_reply<A: Ask>(bytes: &[u8]) -> Option<A::Reply> {
    container::value(bytes)
}

/// What the details brought, as it travels.
pub fn encode_details(details: &DetailsView) -> Response {
    Response::Details(container::write(details))
}

/// What is in these bytes of a [`Response::Details`], if it is that.
pub fn decode_details(bytes: &[u8]) -> Option<DetailsView> {
    container::value(bytes)
}
