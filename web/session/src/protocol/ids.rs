//! Numbers that name something. Each is a type of its own: none can be taken for another's.

use serde::{Deserialize, Serialize};
use std::fmt::{Display, Formatter, Result};

/// A request. They count up; whatever follows from one carries its id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct RequestId(pub u32);

impl RequestId {
    /// Of what the worker says without having been asked.
    pub const NONE: Self = Self(0);

    /// The one after this.
    pub fn next(self) -> Self {
        Self(self.0.wrapping_add(1))
    }
}

/// When a member chose something to be read, or had all forgotten: turns count up in the order in which they did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Turn(pub u32);

impl Turn {
    /// The one after this.
    pub fn next(self) -> Self {
        Self(self.0.wrapping_add(1))
    }
}

/// Somebody who joined for a night: from 1, theirs for as long as they stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GuestId(pub u32);

impl Display for GuestId {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.0.fmt(f)
    }
}
